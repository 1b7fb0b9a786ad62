//! One customer with the best play for them: what the rules about worth look at.

use super::case::Case;
use super::play::BestPlay;
use super::reach::{Reach, Turn};
use crate::customer::Act;
use crate::drill::{Choice, Rules, Setup, State};
use crate::scenario::{BeatId, Move, Rule};
use crate::solve::{Solver, TooLarge, Value};
use crate::vocabulary::Vocabulary;

/// A customer of a scenario, solved.
pub struct Customer<'a, 's> {
    pub case: &'a Case<'s>,
    pub setup: &'a Setup,
    /// The states of drills with this temper.
    pub reach: &'a Reach<'s>,
    pub solver: Solver<'a>,
    pub play: BestPlay,
    /// Of the customers of this temper the likeliest.
    pub likeliest: bool,
}

impl<'a, 's> Customer<'a, 's> {
    /// Solves the scenario for a customer whose solver this is.
    ///
    /// # Errors
    /// Where it is too large.
    pub fn new(
        case: &'a Case<'s>,
        setup: &'a Setup,
        reach: &'a Reach<'s>,
        mut solver: Solver<'a>,
    ) -> Result<Self, TooLarge> {
        solver.solve(&solver.rules().start())?;
        let play = BestPlay::of(&mut solver)?;
        Ok(Self {
            case,
            setup,
            reach,
            solver,
            play,
            likeliest: case.tempers.contains(setup),
        })
    }

    /// The moves that can be chosen in a state, with what each is worth.
    pub fn worths(&mut self, s: &State) -> Vec<(u8, Value)> {
        let rules = *self.solver.rules();
        let free = rules.offers(s).filter(|offer| offer.barred.is_none());
        free.filter_map(|offer| {
            let worth = self.solver.after(s, Choice::Move(offer.index)).ok()?;
            Some((offer.index, worth.best))
        })
        .collect()
    }

    /// The visits of the best play where every best move has this fault, with the move that is played there: where another move
    /// is worth as much and has not, nobody needs the faulty one.
    pub fn faulty(&mut self, fault: impl Fn(&Rules<'_>, &State, &Move) -> Option<String>) -> Vec<(usize, u8, String)> {
        let rules = *self.solver.rules();
        let mut faulty = Vec::new();
        for at in 0..self.play.visits.len() {
            let visit = self.play.visits[at];
            let (Choice::Move(index), Some(beat)) = (visit.choice, rules.beat(&visit.state)) else {
                continue;
            };
            let moves = &self.case.scenario.beat(beat).moves;
            let Some(words) = fault(&rules, &visit.state, &moves[usize::from(index)]) else {
                continue;
            };
            let worths = self.worths(&visit.state);
            let Some(&(_, best)) = worths.iter().find(|(of, _)| *of == index) else {
                continue;
            };
            let spared = |&(of, worth): &(u8, Value)| {
                worth.same(best) && fault(&rules, &visit.state, &moves[usize::from(of)]).is_none()
            };
            if !worths.iter().any(spared) {
                faulty.push((at, index, words));
            }
        }
        faulty
    }

    /// A note about a move that the best play makes at a visit.
    pub fn note(&self, rule: Rule, visit: usize, index: u8, what: String) -> Option<Note> {
        let mut turns = self.play.turns_to(visit);
        turns.push(Turn {
            choice: Choice::Move(index),
            way: 0,
        });
        let beat = self.solver.rules().beat(&self.play.visits[visit].state)?;
        Some(Note {
            rule,
            beat,
            index,
            what,
            turns,
        })
    }
}

/// What a rule has to say about a move in one customer's best play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub rule: Rule,
    pub beat: BeatId,
    pub index: u8,
    /// What tells it from other notes of the rule about the move: the acts in question.
    pub what: String,
    /// The way there, the move included.
    pub turns: Vec<Turn>,
}

/// The same note of one customer or several.
#[derive(Debug, Clone)]
pub struct Told {
    pub note: Note,
    /// The first of them.
    pub setup: Setup,
    pub customers: usize,
    /// Of how many in all.
    pub of: usize,
}

impl Told {
    /// "for every customer", "for 9 of 27 customers".
    pub fn for_whom(&self) -> String {
        if self.customers == self.of {
            "for every customer".to_owned()
        } else {
            format!(
                "for {} of {} customers, first: {}",
                self.customers,
                self.of,
                words(&self.setup)
            )
        }
    }
}

/// The customer in words: "hot temper, short patience, vocal".
pub fn words(setup: &Setup) -> String {
    format!(
        "{} temper, {} patience, {} talk",
        setup.temper.name().to_lowercase(),
        setup.patience.name().to_lowercase(),
        setup.talk.name().to_lowercase(),
    )
}

/// The names of acts, in quotes.
pub fn names<'a>(acts: impl IntoIterator<Item = &'a Act>) -> String {
    let names: Vec<String> = acts.into_iter().map(|act| format!("`{}`", act.kind().name())).collect();
    names.join(" and ")
}
