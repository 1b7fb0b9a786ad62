//! What a walk has come across: beats, moves, lines, replies.

use crate::customer;
use crate::drill::{Choice, Place, Rules, State, Transition};
use crate::scenario::{Condition, Scenario};

/// What was seen of one move.
#[derive(Debug, Clone)]
pub struct MoveSeen {
    pub offered: bool,
    /// On offer and not barred.
    pub free: bool,
    pub replies: Vec<bool>,
}

/// What was seen of one beat.
#[derive(Debug, Clone)]
pub struct BeatSeen {
    pub reached: bool,
    pub lines: Vec<bool>,
    pub moves: Vec<MoveSeen>,
}

/// What was seen of a scenario.
#[derive(Debug, Clone)]
pub struct Seen {
    pub beats: Vec<BeatSeen>,
    /// Which injects can be brought somewhere.
    pub injects: Vec<bool>,
    /// A closer look was cut short: what was not seen may still be there.
    pub cut: bool,
}

impl Seen {
    /// Nothing yet.
    pub fn nothing(scenario: &Scenario) -> Self {
        let beats = scenario.beats.iter().map(|beat| BeatSeen {
            reached: false,
            lines: vec![false; beat.lines.len()],
            moves: beat
                .moves
                .iter()
                .map(|mv| MoveSeen {
                    offered: false,
                    free: false,
                    replies: vec![false; mv.replies.len()],
                })
                .collect(),
        });
        Self {
            beats: beats.collect(),
            injects: vec![false; scenario.injects.len()],
            cut: false,
        }
    }

    /// The state before the first move.
    pub fn start(&mut self, rules: &Rules<'_>) {
        self.arrive(rules, &rules.start());
    }

    /// One transition; the state before it is one that was reached.
    pub fn step(&mut self, rules: &Rules<'_>, before: &State, choice: Choice, transition: &Transition) {
        let next = &transition.next;
        let left = matches!(next.mind, customer::State::Left(_));
        if let (Choice::Move(index), Place::Beat(id)) = (choice, before.place)
            && !left
        {
            let replies = &mut self.beats[id.index()].moves[usize::from(index)].replies;
            if replies.contains(&false) {
                let written = &rules.scenario.beat(id).moves[usize::from(index)].replies;
                let facts = rules.facts(next);
                if let Some(said) = written.iter().position(|reply| reply.when.holds(&facts)) {
                    replies[said] = true;
                }
            }
        }
        if next.place == before.place {
            self.offers(rules, next); // the same beat again: nobody repeats the line
        } else {
            self.arrive(rules, next);
        }
    }

    fn arrive(&mut self, rules: &Rules<'_>, s: &State) {
        let Place::Beat(id) = s.place else { return };
        let seen = &mut self.beats[id.index()];
        seen.reached = true;
        if seen.lines.contains(&false)
            && let Some(text) = rules.line(s)
        {
            // The line is found by its address: the script says the words, not their number.
            let lines = &rules.scenario.beat(id).lines;
            if let Some(said) = lines.iter().position(|line| std::ptr::eq(&raw const line.say, text)) {
                seen.lines[said] = true;
            }
        }
        self.offers(rules, s);
    }

    fn offers(&mut self, rules: &Rules<'_>, s: &State) {
        let Place::Beat(id) = s.place else { return };
        self.injects(rules, s);
        let seen = &mut self.beats[id.index()];
        if seen.moves.iter().all(|mv| mv.free) {
            return;
        }
        for offer in rules.offers(s) {
            let mv = &mut seen.moves[usize::from(offer.index)];
            mv.offered = true;
            mv.free |= offer.barred.is_none();
        }
    }

    /// What only other injects set is taken as set: that is in the facilitator's hands.
    fn injects(&mut self, rules: &Rules<'_>, s: &State) {
        if !self.injects.contains(&false) || !s.in_talk() {
            return;
        }
        let mut facts = rules.facts(s);
        facts.flags |= rules.scenario.injected_flags;
        for (seen, inject) in self.injects.iter_mut().zip(&rules.scenario.injects) {
            let asked = Condition {
                no_flags: inject.when.no_flags & !rules.scenario.injected_flags,
                ..inject.when.clone()
            };
            *seen |= asked.holds(&facts);
        }
    }

    /// Whether everything was seen.
    pub fn everything(&self) -> bool {
        !self.injects.contains(&false)
            && self.beats.iter().all(|beat| {
                let moved = |mv: &MoveSeen| mv.free && mv.replies.iter().all(|&said| said);
                beat.reached && beat.lines.iter().all(|&said| said) && beat.moves.iter().all(moved)
            })
    }

    /// The conditions that decide whether what was never said is said, each with whether it stands in the days after: its own
    /// and those before it. Where no line of a beat always holds, the nearest is said, and all of them have a say.
    pub fn open_questions<'s>(&self, scenario: &'s Scenario) -> Vec<(&'s Condition, bool)> {
        let mut open = Vec::new();
        for (beat, seen) in scenario.beats.iter().zip(&self.beats) {
            let after = beat.day.is_some();
            if let Some(last) = seen.lines.iter().rposition(|&said| !said) {
                let sure = beat.lines.iter().any(|line| line.when.is_always());
                let count = if sure { last + 1 } else { beat.lines.len() };
                open.extend(beat.lines[..count].iter().map(|line| (&line.when, after)));
            }
            for (mv, seen) in beat.moves.iter().zip(&seen.moves) {
                if let Some(last) = seen.replies.iter().rposition(|&said| !said) {
                    open.extend(mv.replies[..=last].iter().map(|reply| (&reply.when, after)));
                }
            }
        }
        let injects = scenario.injects.iter().zip(&self.injects);
        open.extend(
            injects
                .filter(|(_, seen)| !**seen)
                .map(|(inject, _)| (&inject.when, false)),
        );
        open
    }
}
