//! What the best line tells, worked out once from the reviewer's answer.

use crate::customer::Tier;
use crate::drill::{Choice, Drill, Shown, Speaker, State, Utterance};
use crate::figure::Look;
use crate::solve::BestLine;

/// One move of the line with all that is said because of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// The day of the move, in the days after.
    pub day: Option<u8>,
    pub said: Vec<Utterance>,
    /// The author's reason.
    pub why: String,
    pub felt: Shown,
    /// The outcome as it stands after it, 0..=100.
    pub standing: f64,
}

/// A line that can be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// What is seen and said where the line begins.
    pub opening: Vec<Utterance>,
    pub felt: Shown,
    pub standing: f64,
    pub exchanges: Vec<Exchange>,
    pub tier: Tier,
    /// "If luck holds, Dana leaves as Champion."
    pub ends: String,
}

/// How far the telling is.
#[derive(Debug, Clone, PartialEq)]
pub enum Telling {
    /// The best play is still being worked out.
    Waiting,
    Here(Box<Told>),
    /// Why there is none.
    None(String),
}

/// The best line on its screen.
#[derive(Debug, Clone)]
pub struct Led {
    pub title: String,
    pub name: String,
    pub look: Look,
    /// The number of the move before which the line begins; `None`: the drill's start.
    pub move_number: Option<usize>,
    pub from: State,
    pub telling: Telling,
    /// How many of the moves are shown.
    pub shown: usize,
}

impl Led {
    /// The best line from before a step of the drill, or from its start.
    #[must_use]
    pub fn of(drill: &Drill, step: Option<usize>) -> Self {
        let before = step.and_then(|at| drill.steps().get(at));
        Self {
            title: drill.scenario.title.clone(),
            name: drill.scenario.customer.first_name().to_owned(),
            look: drill.scenario.customer.look.clone(),
            move_number: step.map(|at| at + 1).filter(|number| *number > 1),
            from: before.map_or_else(|| drill.rules().start(), |step| step.before),
            telling: Telling::Waiting,
            shown: 0,
        }
    }

    /// Takes what the reviewer says.
    pub fn hear(&mut self, drill: &Drill, line: &Result<BestLine, String>) {
        self.telling = match line {
            Ok(line) => Telling::Here(Box::new(told(drill, &self.from, line))),
            Err(why) => Telling::None(format!("No best line: {why}.")),
        };
    }

    /// Shows so many moves, at most all.
    pub fn show(&mut self, moves: usize) {
        self.shown = moves.min(self.moves());
    }

    /// How many moves the line has.
    #[must_use]
    pub fn moves(&self) -> usize {
        match &self.telling {
            Telling::Here(told) => told.exchanges.len(),
            Telling::Waiting | Telling::None(_) => 0,
        }
    }
}

/// Luck below this many points needs no word.
const LUCK_NOTABLE: f64 = 1.0;

fn told(drill: &Drill, from: &State, line: &BestLine) -> Told {
    let rules = drill.rules();
    let names = rules.names();
    let exchanges = line
        .steps
        .iter()
        .map(|step| {
            let beat = rules.beat(&step.before).map(|id| drill.scenario.beat(id));
            Exchange {
                day: beat.and_then(|beat| beat.day).map(|day| day.day),
                said: rules.reaction(Choice::Move(step.index), &step.before, &step.transition, 0),
                why: beat
                    .and_then(|beat| beat.moves.get(usize::from(step.index)))
                    .map_or_else(String::new, |mv| mv.why.fill(&names)),
                felt: Shown::from(rules.feelings(&step.transition.next)),
                standing: step.standing,
            }
        })
        .collect();
    let name = drill.scenario.customer.first_name();
    let tier = with_article(line.tier);
    let ends = if line.luck >= LUCK_NOTABLE {
        format!("If luck holds, {name} leaves as {tier}.")
    } else {
        format!("In the end {name} leaves as {tier}.")
    };
    Told {
        opening: rules.arrival(from),
        felt: Shown::from(rules.feelings(from)),
        standing: line.opening,
        exchanges,
        tier: line.tier,
        ends,
    }
}

/// "a Champion"; Loyal and Passive are what one is, the others are what one becomes.
const fn with_article(tier: Tier) -> &'static str {
    match tier {
        Tier::Defector => "a Defector",
        Tier::Detractor => "a Detractor",
        Tier::Passive => "Passive",
        Tier::Loyal => "Loyal",
        Tier::Champion => "a Champion",
    }
}

impl Told {
    /// Everything that is said and seen up to so many moves: who says it, and in which exchange (0: the opening).
    pub fn lines(&self, moves: usize) -> impl Iterator<Item = (usize, &Utterance)> {
        let opening = self.opening.iter().map(|said| (0, said));
        let rest = self.exchanges.iter().take(moves).zip(1..);
        opening.chain(rest.flat_map(|(exchange, number)| exchange.said.iter().map(move |said| (number, said))))
    }

    /// What the customer feels and how it stands after so many moves.
    #[must_use]
    pub fn after(&self, moves: usize) -> (Shown, f64) {
        moves
            .checked_sub(1)
            .and_then(|at| self.exchanges.get(at))
            .map_or((self.felt, self.standing), |exchange| {
                (exchange.felt, exchange.standing)
            })
    }
}

/// Whose words a line holds, as the dialogue heads it.
#[must_use]
pub const fn is_own(speaker: Speaker) -> bool {
    matches!(speaker, Speaker::Trainee | Speaker::Step)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::customer::Temper;
    use crate::drill::Setup;
    use crate::scenario::{read, template};
    use crate::solve::{Solver, told_line};

    #[test]
    fn the_line_is_told_in_the_words_of_the_drill_it_is() {
        let scenario = Arc::new(read(&template("cake")).scenario.expect("valid"));
        let setup = Setup::draw(&scenario, scenario.policy.clone(), Some(Temper::Typical), 5);
        let mut drill = Drill::start(&scenario, setup, 5);
        let mut solver = Solver::new(drill.rules());
        let line = told_line(&mut solver, drill.state()).expect("small");
        drop(solver);
        let mut led = Led::of(&drill, None);
        led.hear(&drill, &Ok(line.clone()));
        led.show(99);
        assert_eq!(led.shown, line.steps.len(), "no more than there are");
        let Telling::Here(told) = &led.telling else {
            panic!("it is here")
        };
        // This scenario's best line meets no chance: playing it says the same.
        for step in &line.steps {
            drill.choose(Choice::Move(step.index)).expect("legal");
        }
        let said: Vec<Utterance> = told.lines(led.shown).map(|(_, said)| said.clone()).collect();
        assert_eq!(said, drill.transcript());
        assert_eq!(told.tier, drill.rules().final_outcome(drill.state()).tier);
        assert!(
            told.ends.contains("leaves as") && !told.ends.contains("luck"),
            "{}",
            told.ends
        );
    }
}
