//! The S-E-R-V-I-C-E card: which of the seven steps a drill showed, by which moves, and which ways of avoiding the customer
//! were seen.

use super::choice::Choice;
use super::run::Drill;
use crate::customer::{self, Act, ActKind, Event, Progress, Stance};
use crate::scenario::{Scenario, ServiceStep};
use crate::vocabulary::Vocabulary;

/// How far a step was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Mark {
    Done,
    Partly,
    Missed,
    /// No move of the scenario shows it.
    NotOnOffer,
}

/// One step with its mark.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct StepMark {
    pub step: ServiceStep,
    pub mark: Mark,
    /// The drill's steps (from 0) whose moves show it.
    pub shown_by: Vec<usize>,
    /// Why it is not done, in a sentence; empty where it is.
    pub remark: &'static str,
}

/// An avoidance pattern with how often it was seen.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Avoidance {
    pub act: ActKind,
    pub times: usize,
}

/// The card of a drill.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ServiceCard {
    pub steps: Vec<StepMark>,
    pub avoidance: Vec<Avoidance>,
}

/// The acts that can show a step (MODEL.md section 2.1).
const fn acts_of(step: ServiceStep) -> &'static [ActKind] {
    match step {
        ServiceStep::SayYoureSorry => &[ActKind::Apologise],
        ServiceStep::ExpediteSolutions => &[ActKind::Fix, ActKind::Promise],
        ServiceStep::RespondToTheCustomer => &[
            ActKind::Listen,
            ActKind::Clarify,
            ActKind::Paraphrase,
            ActKind::Empathise,
            ActKind::Thank,
            ActKind::PersonalNote,
        ],
        ServiceStep::VictoryToTheCustomer => &[ActKind::Compensate, ActKind::Gesture],
        ServiceStep::ImplementImprovements => &[ActKind::ImproveProcess],
        ServiceStep::CommunicateResults => &[ActKind::Explain, ActKind::ShareLesson],
        ServiceStep::ExtendTheOutcome => &[ActKind::FollowUp, ActKind::StayInTouch],
    }
}

/// What an avoidance act is called on the card.
#[must_use]
pub const fn avoidance_words(act: ActKind) -> &'static str {
    match act {
        ActKind::Interrupt => "Interrupt",
        ActKind::Reject => "Reject",
        ActKind::Disagree => "Disagree",
        ActKind::Blame => "Blame",
        ActKind::DemandProof => "Prove it",
        ActKind::HideBehindPolicy => "Hide behind policy",
        ActKind::Haggle => "Haggle",
        ActKind::Ignore => "Ignore",
        ActKind::CheckWithManager => "Ask the manager",
        ActKind::Transfer => "Pass along",
        _ => "",
    }
}

/// What happened in a drill, as far as the card asks.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that was seen or not")]
#[derive(Default)]
struct Seen {
    /// The steps at which each act was performed, in the order of the vocabulary.
    at: Vec<Vec<usize>>,
    /// Gesture or compensation came while the problem was not settled.
    early_victory: bool,
    wrong_fix: bool,
    fixed_in_talk: bool,
    fixed: bool,
    apology_late: bool,
    follow_timely: bool,
}

impl Seen {
    fn times(&self, act: ActKind) -> usize {
        self.at[act as usize].len()
    }
}

fn look_back(drill: &Drill) -> Seen {
    let mut seen = Seen {
        at: vec![Vec::new(); ActKind::ALL.len()],
        ..Seen::default()
    };
    let rules = drill.rules();
    for (number, step) in drill.steps().iter().enumerate() {
        let Choice::Move(index) = step.choice else { continue };
        let Some(beat) = rules.beat(&step.before) else { continue };
        let mv = &drill.scenario.beat(beat).moves[usize::from(index)];
        for act in mv.acts.acts() {
            seen.at[act.kind() as usize].push(number);
        }
        let settled_after = rules.facts(&step.transition.next).settled;
        let gives = mv
            .acts
            .acts()
            .iter()
            .any(|act| matches!(act, Act::Gesture | Act::Compensate { .. }));
        seen.early_victory |= gives && !settled_after;
        seen.wrong_fix |= step.transition.events.contains(&Event::WrongFix);
        seen.fixed_in_talk |= step.before.in_talk() && settled_after;
        seen.fixed |= settled_after;
        match step.transition.next.mind {
            customer::State::Open(encounter) => seen.apology_late |= encounter.late(),
            customer::State::After(a) | customer::State::Done(a) => {
                seen.follow_timely |= a.follow() == 2;
                seen.fixed |= a.fix() == Progress::Fixed;
            }
            customer::State::Left(_) => {}
        }
    }
    seen
}

/// Fills in the card of a drill.
#[must_use]
pub fn service_card(drill: &Drill) -> ServiceCard {
    let seen = look_back(drill);
    let offered = offered_acts(&drill.scenario);
    let steps = ServiceStep::ALL
        .iter()
        .map(|&step| {
            let acts = acts_of(step);
            let mut shown_by: Vec<usize> = acts.iter().flat_map(|&act| seen.at[act as usize].clone()).collect();
            shown_by.sort_unstable();
            shown_by.dedup();
            let on_offer = acts.iter().any(|act| offered & act.bit() != 0);
            let (mark, remark) = if on_offer {
                mark(step, &seen, offered)
            } else {
                (Mark::NotOnOffer, "")
            };
            StepMark {
                step,
                mark,
                shown_by,
                remark,
            }
        })
        .collect();
    let avoidance = ActKind::ALL
        .iter()
        .filter(|act| act.stance() == Stance::Avoidance && seen.times(**act) > 0)
        .map(|&act| Avoidance {
            act,
            times: seen.times(act),
        })
        .collect();
    ServiceCard { steps, avoidance }
}

fn offered_acts(scenario: &Scenario) -> u64 {
    scenario.moves().fold(0, |set, (_, mv)| set | mv.acts.set())
}

/// The mark of a step that the scenario offers.
fn mark(step: ServiceStep, seen: &Seen, offered: u64) -> (Mark, &'static str) {
    let times = |act| seen.times(act);
    match step {
        ServiceStep::SayYoureSorry => match times(ActKind::Apologise) {
            0 => (Mark::Missed, "Nobody said sorry."),
            1 if seen.apology_late => (Mark::Partly, "The apology came late."),
            1 => (Mark::Done, ""),
            _ => (Mark::Partly, "One apology is enough: more sound hollow."),
        },
        ServiceStep::ExpediteSolutions => {
            if seen.fixed_in_talk && !seen.wrong_fix {
                (Mark::Done, "")
            } else if seen.fixed_in_talk {
                (Mark::Partly, "The first fix was the wrong one.")
            } else if seen.fixed {
                (Mark::Partly, "The fix came in the days after.")
            } else if times(ActKind::Promise) > 0 {
                (Mark::Partly, "A promise is not yet a solution.")
            } else {
                (Mark::Missed, "The problem was not solved.")
            }
        }
        ServiceStep::RespondToTheCustomer => {
            let others = [
                ActKind::Clarify,
                ActKind::Paraphrase,
                ActKind::Empathise,
                ActKind::Thank,
                ActKind::PersonalNote,
            ];
            let more = others.iter().any(|&act| times(act) > 0);
            match (times(ActKind::Listen) > 0, more) {
                (true, true) => (Mark::Done, ""),
                (true, false) => (Mark::Partly, "Listened, and never showed what was understood."),
                (false, true) => (Mark::Partly, "Answered without having listened."),
                (false, false) => (Mark::Missed, "Nobody listened."),
            }
        }
        ServiceStep::VictoryToTheCustomer => {
            let gave = times(ActKind::Compensate) + times(ActKind::Gesture) > 0;
            match (gave, seen.early_victory, seen.fixed) {
                (false, ..) => (Mark::Missed, "Nothing more than what was owed."),
                (true, _, false) => (Mark::Partly, "A gift is no victory while the problem is there."),
                (true, true, true) => (Mark::Partly, "The gift came before the solution."),
                (true, false, true) if times(ActKind::Haggle) > 0 => (Mark::Partly, "It was bargained over."),
                (true, false, true) => (Mark::Done, ""),
            }
        }
        ServiceStep::ImplementImprovements => match times(ActKind::ImproveProcess) {
            0 => (Mark::Missed, "The cause is still there for the next customer."),
            _ => (Mark::Done, ""),
        },
        ServiceStep::CommunicateResults => {
            let share_on_offer = offered & ActKind::ShareLesson.bit() != 0;
            match (times(ActKind::ShareLesson) > 0, times(ActKind::Explain) > 0) {
                (true, _) => (Mark::Done, ""),
                (false, true) if !share_on_offer => (Mark::Done, ""),
                (false, true) => (Mark::Partly, "The customer was told, the team was not."),
                (false, false) => (Mark::Missed, "Nobody heard what was learned."),
            }
        }
        ServiceStep::ExtendTheOutcome => {
            if seen.follow_timely {
                (Mark::Done, "")
            } else if times(ActKind::FollowUp) > 0 {
                (Mark::Partly, "The follow-up came late.")
            } else if times(ActKind::StayInTouch) > 0 {
                (Mark::Partly, "A later contact, and nobody asked whether all was well.")
            } else {
                (Mark::Missed, "Nobody asked whether all was well.")
            }
        }
    }
}
