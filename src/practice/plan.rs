//! What is due today and what comes later, in order.

use jiff::Zoned;
use jiff::civil::Date;
use uuid::Uuid;

use super::history::{Card, History, Made, Shelf, histories};
use super::memory::Memory;
use super::{Attempt, Mistake, words};
use crate::drill::Record;
use crate::scenario::Scenario;

/// So many new scenarios are offered at a time, and only while no more whole scenarios than this are due in all: mistakes, of which
/// there are more kinds than anybody rehearses in a day, must not keep somebody from what they never played.
const NEW_MAX: usize = 3;

/// Something to rehearse.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    pub card: Card,
    /// The scenario to play, by id, and its title.
    pub scenario: String,
    pub title: String,
    /// Why, in words: "You blamed a colleague twice, last on 3 March."
    pub why: String,
    /// When it falls due, or fell.
    pub on: Date,
    /// The chance that it is remembered today, 0..=1; `None` for a scenario that was never played.
    pub recall: Option<f32>,
    pub start: Start,
}

impl Due {
    /// A drill of the whole scenario; the reason and the day are still to be said.
    #[must_use]
    pub fn whole(scenario: &Scenario) -> Self {
        Self {
            card: Card::Scenario(scenario.id.clone()),
            scenario: scenario.id.clone(),
            title: scenario.title.clone(),
            why: String::new(),
            on: Date::default(),
            recall: None,
            start: Start::Beginning,
        }
    }
}

/// Where the drill begins.
#[derive(Debug, Clone, PartialEq)]
pub enum Start {
    Beginning,
    /// At the very beat: the first `kept` choices of the person's own drill stand, as [`crate::session::Solo::resume`] takes them.
    From {
        /// The id of that drill.
        drill: Uuid,
        record: Box<Record>,
        kept: usize,
    },
}

/// What one person has to rehearse.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Due today. Mistakes and whole scenarios take turns, each what is likeliest to be forgotten first, and then what is new: whoever
    /// has ten minutes gets some of both.
    pub due: Vec<Due>,
    /// Not due yet: the next one first.
    pub later: Vec<Due>,
}

impl Plan {
    /// The plan of a person who made these attempts, with the scenarios at hand. A day is one of `now`'s time zone.
    #[must_use]
    pub fn of(attempts: &[Attempt], shelf: &[&Scenario], now: &Zoned) -> Self {
        let (shelf, today) = (Shelf(shelf), now.date());
        let cards = histories(attempts, shelf, now.time_zone());
        let mut plan = Self::default();
        for (card, history) in &cards {
            let Some(memory) = Memory::of(&history.reviews) else {
                continue;
            };
            let drill = match card {
                Card::Mistake(mistake) => of_mistake(*mistake, history, attempts, shelf, today),
                Card::Scenario(id) => of_scenario(id, history, attempts, shelf, today),
            };
            let Some(drill) = drill else { continue };
            let due = Due {
                card: card.clone(),
                on: memory.due,
                recall: Some(memory.recall(today)),
                ..drill
            };
            if due.on <= today {
                plan.due.push(due);
            } else {
                plan.later.push(due);
            }
        }
        let recall = |due: &Due| due.recall.unwrap_or(1.0);
        plan.due
            .sort_by(|a, b| recall(a).total_cmp(&recall(b)).then_with(|| a.card.cmp(&b.card)));
        plan.later
            .sort_by(|a, b| a.on.cmp(&b.on).then_with(|| a.card.cmp(&b.card)));
        let is_whole = |due: &Due| matches!(due.card, Card::Scenario(_));
        let room = NEW_MAX.saturating_sub(plan.due.iter().filter(|due| is_whole(due)).count());
        let unplayed = shelf
            .0
            .iter()
            .filter(|scenario| !cards.contains_key(&Card::Scenario(scenario.id.clone())));
        let mut unplayed: Vec<&Scenario> = unplayed.copied().collect();
        unplayed.sort_by_key(|scenario| scenario.level);
        let level = unplayed.first().map(|scenario| scenario.level);
        let new = unplayed
            .into_iter()
            .filter(|scenario| Some(scenario.level) == level)
            .take(room);
        plan.due.extend(new.map(|scenario| Due {
            card: Card::Scenario(scenario.id.clone()),
            why: words::of_new(scenario),
            on: today,
            ..Due::whole(scenario)
        }));
        let (wholes, mistakes) = std::mem::take(&mut plan.due).into_iter().partition(is_whole);
        plan.due = in_turns(mistakes, wholes);
        plan
    }

    /// The first day on which something is due; `None` where nothing was ever played and nothing is at hand.
    #[must_use]
    pub fn next(&self) -> Option<Date> {
        self.due.iter().chain(&self.later).map(|due| due.on).min()
    }
}

/// One of these, one of those, and so on; what is left of either at the end.
fn in_turns(these: Vec<Due>, those: Vec<Due>) -> Vec<Due> {
    let (mut these, mut those) = (these.into_iter(), those.into_iter());
    let mut all = Vec::new();
    loop {
        let before = all.len();
        all.extend(these.next());
        all.extend(those.next());
        if all.len() == before {
            return all;
        }
    }
}

fn of_scenario(id: &str, history: &History, attempts: &[Attempt], shelf: Shelf<'_>, today: Date) -> Option<Due> {
    let (on, _) = *history.reviews.last()?;
    Some(Due {
        why: words::of_scenario(&attempts[history.last], on, today),
        ..Due::whole(shelf.named(id)?)
    })
}

/// Where a mistake is practised: at the beat where it was made last in a scenario that is at hand as it was; else from the beginning
/// of one in which it was made, or can be. `None`: nothing at hand holds it.
fn of_mistake(mistake: Mistake, history: &History, attempts: &[Attempt], shelf: Shelf<'_>, today: Date) -> Option<Due> {
    let why = words::of_mistake(mistake, history, attempts, shelf, today);
    let as_it_was = |made: &&Made| shelf.version(attempts[made.attempt].record.hash).is_some();
    if let Some(made) = history.made.iter().rev().find(as_it_was) {
        let attempt = &attempts[made.attempt];
        return Some(Due {
            why,
            start: Start::From {
                drill: attempt.drill,
                record: Box::new(attempt.record.clone()),
                kept: made.choice,
            },
            ..Due::whole(shelf.version(attempt.record.hash)?)
        });
    }
    let same = history
        .made
        .iter()
        .rev()
        .find_map(|made| shelf.named(&attempts[made.attempt].record.scenario));
    let (scenario, remark) = match same {
        Some(scenario) => (scenario, "The scenario has changed since: from its beginning."),
        None => (
            another(mistake, shelf)?,
            "With another customer, who gives you the chance.",
        ),
    };
    Some(Due {
        why: format!("{why} {remark}"),
        ..Due::whole(scenario)
    })
}

/// The first scenario at hand with a move that holds the act.
fn another(mistake: Mistake, shelf: Shelf<'_>) -> Option<&Scenario> {
    let (Mistake::Did(act) | Mistake::Left(act)) = mistake else {
        return None;
    };
    let holds = |scenario: &&&Scenario| scenario.moves().any(|(_, mv)| mv.acts.has(act));
    shelf.0.iter().find(holds).copied()
}

#[cfg(test)]
pub(super) mod tests;
