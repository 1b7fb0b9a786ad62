//! What the customer needs now, in words of feeling: the first hint of practice. It names a need only where some move on offer serves
//! it, so that nobody is sent to look for what is not there; which move serves it best is not said.

use crate::customer::{ActKind, Encounter, Progress, State};
use crate::drill::Drill;

/// How far a hint goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Hinted {
    /// Nothing was asked.
    #[default]
    Not,
    /// The customer's need is told.
    Need,
    /// The best move is marked.
    Move,
}

/// What a customer needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    NotToBeBlamed,
    ToBeHeard,
    ToBeBelieved,
    AnApology,
    SomebodyWhoOwnsIt,
    ToBeUnderstood,
    ToBeAsked,
    ThePromiseKept,
    TheFix,
    AnEndOfTheHassle,
    ToMakeUpForIt,
    ToKnowWhatComes,
    AThought,
    NothingMore,
    /// In the days after.
    TheCauseGone,
    ToBeAskedAgain,
    ToKnowWhatChanged,
    ToBeLeftInPeace,
}

impl Need {
    /// The acts that serve it; empty: there is nothing left to do.
    const fn served_by(self) -> &'static [ActKind] {
        match self {
            Self::NotToBeBlamed | Self::SomebodyWhoOwnsIt => &[ActKind::Own],
            Self::ToBeHeard => &[ActKind::Listen],
            Self::ToBeBelieved => &[ActKind::Reassure],
            Self::AnApology => &[ActKind::Apologise],
            Self::ToBeUnderstood => &[ActKind::Clarify, ActKind::Paraphrase],
            Self::ToBeAsked => &[ActKind::AskRemedy],
            Self::ThePromiseKept | Self::TheFix => &[ActKind::Fix],
            Self::AnEndOfTheHassle => &[ActKind::Fix, ActKind::Promise, ActKind::StatusUpdate, ActKind::Explain],
            Self::ToMakeUpForIt => &[ActKind::Compensate],
            Self::ToKnowWhatComes => &[ActKind::StatusUpdate, ActKind::Explain, ActKind::Promise],
            Self::AThought => &[ActKind::Gesture, ActKind::Thank],
            Self::TheCauseGone => &[ActKind::ImproveProcess],
            Self::ToBeAskedAgain => &[ActKind::FollowUp],
            Self::ToKnowWhatChanged => &[ActKind::ShareLesson],
            Self::NothingMore | Self::ToBeLeftInPeace => &[],
        }
    }

    /// The need as a feeling of this customer's.
    #[must_use]
    pub fn words(self, name: &str) -> String {
        match self {
            Self::NotToBeBlamed => format!("{name} feels accused of it."),
            Self::ToBeHeard => format!("{name} has not been heard yet."),
            Self::ToBeBelieved => format!("{name} fears not to be believed."),
            Self::AnApology => format!("{name} is waiting for somebody to be sorry."),
            Self::SomebodyWhoOwnsIt => format!("{name} cannot see yet whose problem this is now."),
            Self::ToBeUnderstood => format!("{name} is not sure that you have understood."),
            Self::ToBeAsked => format!("{name} would like to be asked."),
            Self::ThePromiseKept => format!("{name} relies on what you promised."),
            Self::TheFix => format!("{name} misses what was paid for, more than kind words."),
            Self::AnEndOfTheHassle => format!("{name} fears the hassle to come more than the loss."),
            Self::ToMakeUpForIt => format!("{name} feels that it has not been made up for."),
            Self::ToKnowWhatComes => format!("{name} does not know what happens next."),
            Self::AThought => format!("{name} has what was owed; nothing yet shows that anybody is glad."),
            Self::NothingMore => format!("{name} needs nothing more that you could say here: do not spoil it."),
            Self::TheCauseGone => "The next customer will feel the same: the cause is still there.".to_owned(),
            Self::ToBeAskedAgain => format!("{name} does not know whether anybody still thinks of it."),
            Self::ToKnowWhatChanged => format!("{name} does not know that anything has changed."),
            Self::ToBeLeftInPeace => format!("{name} needs nothing today."),
        }
    }
}

/// What the customer of a drill needs now.
#[must_use]
pub fn need(drill: &Drill) -> Need {
    let rules = drill.rules();
    let on_offer = rules.beat(drill.state()).map_or(0, |beat| {
        let moves = &drill.scenario.beat(beat).moves;
        drill
            .offers()
            .iter()
            .filter(|offer| offer.barred.is_none())
            .fold(0, |set, offer| set | moves[usize::from(offer.index)].acts.set())
    });
    let (needs, none) = match &drill.state().mind {
        State::Open(encounter) => (talk_needs(drill, *encounter), Need::NothingMore),
        State::After(after) | State::Done(after) => {
            let needs = vec![
                (after.fix() == Progress::Promised, Need::ThePromiseKept),
                (after.fix() != Progress::Fixed, Need::TheFix),
                (!after.improved(), Need::TheCauseGone),
                (after.improved() && !after.shared(), Need::ToKnowWhatChanged),
                (after.follow() == 0, Need::ToBeAskedAgain),
            ];
            (needs, Need::ToBeLeftInPeace)
        }
        State::Left(_) => (Vec::new(), Need::ToBeLeftInPeace),
    };
    let is_served = |need: Need| need.served_by().iter().any(|act| on_offer & act.bit() != 0);
    needs
        .into_iter()
        .find_map(|(felt, need)| (felt && is_served(need)).then_some(need))
        .unwrap_or(none)
}

/// What a customer may need in the talk, the most pressing first, each with whether it is felt.
fn talk_needs(drill: &Drill, e: Encounter) -> Vec<(bool, Need)> {
    let rules = drill.rules();
    let profile = drill.scenario.profile;
    let felt = rules.feelings(drill.state());
    let settled = rules.facts(drill.state()).settled;
    let understood = u8::from(e.listen() > 0) + u8::from(e.clarify()) + u8::from(e.paraphrase());
    let dreads = felt.dread() > felt.loss();
    vec![
        (e.own() < 2, Need::NotToBeBlamed),
        (e.listen() == 0 && !settled, Need::ToBeHeard),
        (e.face() == 0 || (profile.no_proof && e.face() < 2), Need::ToBeBelieved),
        (e.apologies() == 0, Need::AnApology),
        (e.own() == 2, Need::SomebodyWhoOwnsIt),
        (!settled && !profile.obvious && understood < 3, Need::ToBeUnderstood),
        (!settled && profile.irreparable && !e.asked(), Need::ToBeAsked),
        (e.fix() == Progress::Promised, Need::ThePromiseKept),
        (!settled && dreads, Need::AnEndOfTheHassle),
        (!settled, Need::TheFix),
        (!settled && profile.irreparable, Need::ToMakeUpForIt),
        (!settled && !e.asked(), Need::ToBeAsked),
        (!settled && e.info() == 0, Need::ToKnowWhatComes),
        (
            settled && felt.loss() >= MADE_UP_FROM && e.level() == 0,
            Need::ToMakeUpForIt,
        ),
        (settled && !e.gift(), Need::AThought),
    ]
}

/// A loss from which more than the fix is missed.
const MADE_UP_FROM: u8 = 25;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::customer::Temper;
    use crate::drill::{Choice, Setup};
    use crate::library::Library;
    use crate::scenario::{Scenario, read, template};

    fn start(scenario: &Arc<Scenario>) -> Drill {
        let setup = Setup::draw(scenario, scenario.policy.clone(), Some(Temper::Typical), 5);
        Drill::start(scenario, setup, 5)
    }

    #[test]
    fn who_was_not_heard_needs_that_first_and_something_else_afterwards() {
        let scenario = Arc::new(read(&template("cake")).scenario.expect("valid"));
        let mut drill = start(&scenario);
        assert_eq!(need(&drill), Need::ToBeHeard);
        drill.choose(Choice::Move(0)).expect("listening is on offer");
        assert_ne!(need(&drill), Need::ToBeHeard);
    }

    /// Walks every shipped drill by its first and its last offer.
    #[test]
    fn a_need_is_named_only_where_a_move_serves_it() {
        for scenario in Library::shipped().scenarios() {
            for first in [true, false] {
                let mut drill = start(scenario);
                while !drill.is_over() {
                    let need = need(&drill);
                    let words = need.words("Dana");
                    assert!(words.ends_with('.') && words.len() < 90, "{words}");
                    let offers: Vec<_> = drill
                        .offers()
                        .into_iter()
                        .filter(|offer| offer.barred.is_none())
                        .collect();
                    let beat = drill.rules().beat(drill.state()).expect("not over");
                    let moves = &drill.scenario.beat(beat).moves;
                    let serves = |at: u8| need.served_by().iter().any(|act| moves[usize::from(at)].acts.has(*act));
                    assert!(
                        need.served_by().is_empty() || offers.iter().any(|offer| serves(offer.index)),
                        "{}: {need:?}",
                        scenario.id
                    );
                    let next = if first { offers.first() } else { offers.last() };
                    let choice = next.map_or(Choice::Wait, |offer| Choice::Move(offer.index));
                    drill.choose(choice).expect("on offer");
                }
            }
        }
    }
}
