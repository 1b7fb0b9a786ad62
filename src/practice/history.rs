//! What one person's attempts say of each card: how it was rated, when, and where a mistake was made.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Attempt, Mistake, Moment, Rating};
use crate::drill::Choice;
use crate::scenario::{Move, Scenario, ScenarioHash};

/// Something that is remembered or forgotten.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Card {
    /// A kind of mistake. [`Mistake::Otherwise`] is none: there is nothing to remember but the scenario.
    Mistake(Mistake),
    /// A scenario, by its id: it stays the same card when its text changes.
    Scenario(String),
}

/// A choice at which a mistake was made: places in the list of attempts and in the attempt's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    pub attempt: usize,
    pub choice: usize,
    pub on: Date,
}

/// What is known of one card.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// In the order of time.
    pub reviews: Vec<(Date, Rating)>,
    /// The attempt that was rated last.
    pub last: usize,
    /// Each choice that was this mistake.
    pub made: Vec<Made>,
    /// Attempts since then in which it could have been made and was not.
    pub well_since: u32,
}

/// The scenarios at hand.
#[derive(Clone, Copy)]
pub struct Shelf<'a>(pub &'a [&'a Scenario]);

impl<'a> Shelf<'a> {
    pub fn version(self, hash: ScenarioHash) -> Option<&'a Scenario> {
        self.0.iter().copied().find(|scenario| scenario.hash == hash)
    }

    pub fn named(self, id: &str) -> Option<&'a Scenario> {
        self.0.iter().copied().find(|scenario| scenario.id == id)
    }
}

/// The move that was made at a choice of an attempt, where the scenario is at hand as it was played.
pub fn move_made<'a>(attempt: &Attempt, choice: usize, shelf: Shelf<'a>) -> Option<&'a Move> {
    let scenario = shelf.version(attempt.record.hash)?;
    let Choice::Move(index) = attempt.record.choices.get(choice)? else {
        return None;
    };
    let beat = scenario.beats.get(usize::from(attempt.moments.get(choice)?.beat))?;
    beat.moves.get(usize::from(*index))
}

/// Goes through attempts in the order of time.
pub fn histories(attempts: &[Attempt], shelf: Shelf<'_>, zone: &TimeZone) -> BTreeMap<Card, History> {
    let mut order: Vec<usize> = (0..attempts.len()).collect();
    order.sort_by_key(|&at| attempts[at].at);
    let mut cards: BTreeMap<Card, History> = BTreeMap::new();
    // Where each mistake was made before: scenario and beat.
    let mut places: BTreeMap<Mistake, BTreeSet<(&str, u16)>> = BTreeMap::new();
    for at in order {
        let attempt = &attempts[at];
        let on = attempt.at.to_zoned(zone.clone()).date();
        if attempt.is_whole() {
            let history = cards
                .entry(Card::Scenario(attempt.record.scenario.clone()))
                .or_default();
            history.reviews.push((on, Rating::of_scenario(attempt)));
            history.last = at;
        }
        for (choice, moment) in attempt.own() {
            let Some(mistake) = moment.mistake.filter(|mistake| *mistake != Mistake::Otherwise) else {
                continue;
            };
            let history = cards.entry(Card::Mistake(mistake)).or_default();
            history.made.push(Made {
                attempt: at,
                choice,
                on,
            });
            places.entry(mistake).or_default().insert(place(attempt, moment));
        }
        for (card, history) in &mut cards {
            let Card::Mistake(mistake) = card else { continue };
            let before = &places[mistake];
            let chances = |(choice, moment): &(usize, Moment)| {
                before.contains(&place(attempt, *moment)) || could(*mistake, attempt, *choice, shelf)
            };
            let chances: Vec<Moment> = attempt.own().filter(chances).map(|(_, moment)| moment).collect();
            if chances.is_empty() {
                continue;
            }
            let made = chances.iter().any(|moment| moment.mistake == Some(*mistake));
            let another_made = chances.iter().any(|moment| moment.mistake.is_some());
            history
                .reviews
                .push((on, Rating::of_mistake(made, another_made, attempt.helped)));
            history.last = at;
            history.well_since = if made { 0 } else { history.well_since + 1 };
        }
    }
    cards
}

fn place(attempt: &Attempt, moment: Moment) -> (&str, u16) {
    (&attempt.record.scenario, moment.beat)
}

/// Whether a mistake lay at hand at a choice, as far as the scenario says: an act of avoidance where a move there does it; an act of
/// recovery where it was done, for only then was it surely its time.
fn could(mistake: Mistake, attempt: &Attempt, choice: usize, shelf: Shelf<'_>) -> bool {
    match mistake {
        Mistake::Did(act) => {
            let scenario = shelf.version(attempt.record.hash);
            let beat = attempt.moments.get(choice).map(|moment| usize::from(moment.beat));
            let beat = scenario.zip(beat).and_then(|(scenario, beat)| scenario.beats.get(beat));
            beat.is_some_and(|beat| beat.moves.iter().any(|mv| mv.acts.has(act)))
        }
        Mistake::Left(act) => move_made(attempt, choice, shelf).is_some_and(|mv| mv.acts.has(act)),
        Mistake::Otherwise => false,
    }
}
