//! A story brought into the shape of a talk: every beat is a decision.

use super::story::{Goal, Passage, Story};
use super::words::{clipped, joined};

/// The longest words that are a reply, or that a reply is added to, bytes: what is longer stays a beat.
const REPLY_MAX: usize = 1500;
const CHAIN_MAX: usize = 40;

/// Passages at which nothing is decided become what is said because of the link before: ends, and those that only lead on.
pub fn fold(story: &mut Story) {
    hand_words_on(story);
    // Where folds lead round in a circle, the passage stays.
    let folds: Vec<bool> = (0..story.passages.len())
        .map(|at| {
            let passage = &story.passages[at];
            let is_short = passage.words.len() <= REPLY_MAX;
            is_short && (passage.links.is_empty() || goes_on(story, at))
        })
        .collect();
    let mut used = vec![false; story.passages.len()];
    for at in 0..story.passages.len() {
        if folds[at] && at != story.start {
            continue;
        }
        let mut links = std::mem::take(&mut story.passages[at].links);
        for link in &mut links {
            let mut seen = Vec::new();
            while let Goal::Passage(to) = link.goal {
                if !folds[to]
                    || to == story.start
                    || to == at
                    || seen.contains(&to)
                    || link.reply.len() > REPLY_MAX
                    || seen.len() >= CHAIN_MAX
                {
                    break;
                }
                seen.push(to);
                used[to] = true;
                let passage = &story.passages[to];
                link.reply = joined(&link.reply, &passage.words);
                link.notes.extend(passage.notes.iter().cloned());
                link.goal = match passage.links.first() {
                    None => Goal::End,
                    Some(next) => {
                        link.reply = joined(&link.reply, &next.reply);
                        link.notes.extend(next.notes.iter().cloned());
                        next.goal.clone()
                    }
                };
            }
        }
        story.passages[at].links = links;
    }
    begin_with_a_decision(story, &folds);
    keep_reached(story, &folds, &used);
}

/// Words before a place that only a label separates from its choices are that place's words.
fn hand_words_on(story: &mut Story) {
    for at in 0..story.passages.len() {
        if !goes_on(story, at) || story.passages[at].words.is_empty() {
            continue;
        }
        let Goal::Passage(to) = story.passages[at].links[0].goal else {
            continue;
        };
        if story.passages[to].words.is_empty() && !story.passages[to].links.is_empty() {
            story.passages[to].words = std::mem::take(&mut story.passages[at].words);
        }
    }
}

fn goes_on(story: &Story, at: usize) -> bool {
    let passage = &story.passages[at];
    passage.goes_on && passage.links.len() == 1 && passage.links[0].goal != Goal::Passage(at)
}

/// A first passage that only leads on gives its words to the one it leads to.
fn begin_with_a_decision(story: &mut Story, folds: &[bool]) {
    let mut seen = vec![story.start];
    while folds[story.start] {
        let first = &story.passages[story.start];
        let Some(link) = first.links.first() else { return };
        let Goal::Passage(to) = link.goal else { return };
        if seen.contains(&to) {
            return;
        }
        let words = joined(&first.words, &link.reply);
        let notes: Vec<String> = first.notes.iter().chain(&link.notes).cloned().collect();
        let old = story.start;
        // Somebody may come back to where the first words do not fit any more: then both passages stay.
        if !words.is_empty() && is_led_to(story, to, old) {
            return;
        }
        let next = &mut story.passages[to];
        next.words = joined(&words, &next.words);
        next.notes.splice(0..0, notes);
        story.start = to;
        story.passages[old].links.clear();
        story.passages[old].words.clear();
        story.passages[old].notes.clear();
        seen.push(to);
    }
}

fn is_led_to(story: &Story, to: usize, but_from: usize) -> bool {
    let others = story.passages.iter().enumerate().filter(|(at, _)| *at != but_from);
    others
        .flat_map(|(_, passage)| &passage.links)
        .any(|link| link.goal == Goal::Passage(to))
}

/// Takes out what was folded into links. What nothing leads to at all stays, so that nothing is lost, and is reported.
fn keep_reached(story: &mut Story, folds: &[bool], used: &[bool]) {
    let count = story.passages.len();
    let mut dropped = vec![false; count];
    let mut led_to = vec![0_usize; count];
    let goals = |passage: &Passage| -> Vec<usize> {
        let to = |goal: &Goal| match goal {
            Goal::Passage(to) => Some(*to),
            Goal::End => None,
        };
        passage.links.iter().filter_map(|link| to(&link.goal)).collect()
    };
    story.passages.iter().flat_map(goals).for_each(|to| led_to[to] += 1);
    let can_go = |at: usize| {
        let passage = &story.passages[at];
        let is_empty = passage.words.is_empty() && passage.links.is_empty() && passage.notes.is_empty();
        at != story.start && folds[at] && (used[at] || is_empty)
    };
    // What only dropped passages lead to is dropped, too.
    let mut open: Vec<usize> = (0..count).filter(|at| led_to[*at] == 0 && can_go(*at)).collect();
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut dropped[at], true) {
            continue;
        }
        for to in goals(&story.passages[at]) {
            led_to[to] -= 1;
            if led_to[to] == 0 && can_go(to) {
                open.push(to);
            }
        }
    }
    let mut new_place = vec![0; story.passages.len()];
    let mut kept: Vec<Passage> = Vec::new();
    let passages = std::mem::take(&mut story.passages);
    let start = story.start;
    let mut lost = Vec::new();
    for (at, passage) in passages.into_iter().enumerate() {
        if dropped[at] {
            continue;
        }
        if at != start && led_to[at] == 0 {
            let words = format!(
                "nothing leads to the passage `{}`: it is a beat that is never reached",
                clipped(&passage.name)
            );
            lost.push((passage.place.clone(), words));
        }
        new_place[at] = kept.len();
        kept.push(passage);
    }
    for link in kept.iter_mut().flat_map(|passage| &mut passage.links) {
        if let Goal::Passage(to) = &mut link.goal {
            *to = new_place[*to];
        }
    }
    story.start = new_place[start];
    story.passages = kept;
    for (place, words) in lost {
        story.leave(place, words);
    }
}
