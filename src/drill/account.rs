//! What a choice did to the customer, in a sentence: for the debrief and for practice.

use super::rules::Rules;
use super::state::State;
use super::{Choice, Step, Transition};
use crate::customer::{self, Event, Feelings};

/// The feelings a trainee is shown, before and after a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Shown {
    /// 0..=9.
    pub anger: u8,
    /// 0..=100.
    pub loss: u8,
    pub dread: u8,
    pub satisfaction: u8,
}

impl From<Feelings> for Shown {
    fn from(felt: Feelings) -> Self {
        Self {
            anger: felt.anger,
            loss: felt.loss(),
            dread: felt.dread(),
            satisfaction: felt.sat,
        }
    }
}

/// One choice with what the customer felt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub before: Shown,
    pub after: Shown,
    /// "Dread fell from 60 to 22; anger 7 → 6."
    pub felt: String,
}

impl Rules<'_> {
    /// What a step did to the customer.
    #[must_use]
    pub fn account(&self, step: &Step) -> Account {
        let before = Shown::from(self.feelings(&step.before));
        let after = Shown::from(self.feelings(&step.transition.next));
        Account {
            before,
            after,
            felt: self.felt(step.choice, &step.before, &step.transition, before, after),
        }
    }

    fn felt(&self, choice: Choice, before: &State, step: &Transition, from: Shown, to: Shown) -> String {
        let name = self.scenario.customer.first_name();
        let mut parts: Vec<String> = Vec::new();
        for event in &step.events {
            parts.push(match event {
                Event::WrongFix => "the wrong fix".to_owned(),
                Event::BreakPromise => "a promise was broken".to_owned(),
                Event::KeepPromise => "the promise was kept".to_owned(),
                Event::TakenAsBlame => "heard as blame".to_owned(),
                Event::Leave => format!("{name} left"),
                Event::TimeOver => "too much time had passed".to_owned(),
                _ => continue,
            });
        }
        match step.manager {
            Some(true) => parts.push("the manager said yes".to_owned()),
            Some(false) => parts.push("the manager said no".to_owned()),
            None => {}
        }
        if matches!(step.next.mind, customer::State::Left(_)) {
            return sentence(&parts);
        }
        if from.anger != to.anger {
            parts.push(format!("anger {} \u{2192} {}", from.anger, to.anger));
        }
        let mut changes = [("loss", from.loss, to.loss), ("dread", from.dread, to.dread)];
        changes.sort_by_key(|&(_, from, to)| std::cmp::Reverse(from.abs_diff(to)));
        for (what, from, to) in changes {
            if from.abs_diff(to) >= 5 {
                let verb = if to < from { "fell" } else { "rose" };
                parts.push(format!("{what} {verb} from {from} to {to}"));
            }
        }
        if parts.is_empty() {
            let days = !before.in_talk();
            return match (choice, days) {
                (Choice::Wait, _) => "Time passed.".to_owned(),
                (Choice::Inject(_), _) => "It changed nothing that is felt.".to_owned(),
                (Choice::Move(_), true) if from.satisfaction == to.satisfaction => self.after_words(before, step),
                (Choice::Move(_), _) => "It changed little.".to_owned(),
            };
        }
        sentence(&parts)
    }

    /// What an aftercare step came to: feelings stand still there, loyalty and stories move.
    fn after_words(&self, before: &State, step: &Transition) -> String {
        let (from, to) = (self.outcome(before), self.outcome(&step.next));
        let mut parts: Vec<String> = Vec::new();
        if to.recur < from.recur {
            parts.push("it is less likely to happen again".to_owned());
        }
        if to.wom_bad < from.wom_bad {
            parts.push("fewer people hear a bad story".to_owned());
        }
        let points = (to.loyal - from.loyal) / 10;
        if points != 0 {
            let verb = if points > 0 { "rose" } else { "fell" };
            let unit = if points.abs() == 1 { "point" } else { "points" };
            parts.push(format!("loyalty {verb} by {} {unit}", points.abs()));
        } else if to.cum != from.cum {
            parts.push(format!("overall satisfaction {} \u{2192} {}", from.cum, to.cum));
        }
        if parts.is_empty() {
            return "Nothing came of it.".to_owned();
        }
        sentence(&parts)
    }
}

/// Parts of a sentence, with a capital and a full stop.
fn sentence(parts: &[String]) -> String {
    let text = parts.join("; ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str() + "."
    })
}
