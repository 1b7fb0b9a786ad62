//! What a choice does to the customer's face for a moment.

use crate::customer::ActKind::{
    self, Blame, CheckWithManager, DemandProof, Disagree, Haggle, HideBehindPolicy, Ignore, Interrupt, Listen, Own,
    Reassure, Reject, Transfer,
};
use crate::customer::Event;
use crate::drill::{Choice, Drill, Step};
use crate::figure::Gesture;

/// The gesture that answers this step, if it calls for one.
pub fn of(drill: &Drill, step: &Step) -> Option<Gesture> {
    let rules = drill.rules();
    let events = &step.transition.events;
    let raised = |event: Event| events.contains(&event);
    if raised(Event::Leave) || raised(Event::TimeOver) {
        return Some(Gesture::Leaving);
    }
    if raised(Event::WrongFix) || raised(Event::TakenAsBlame) || raised(Event::BreakPromise) {
        return Some(Gesture::Wronged);
    }
    let index = match step.choice {
        Choice::Move(index) => index,
        Choice::Wait => return Some(Gesture::Waiting),
        Choice::Inject(_) => return None,
    };
    if !rules.facts(&step.before).settled && rules.facts(&step.transition.next).settled {
        return Some(Gesture::Fixed);
    }
    let beat = drill.scenario.beat(rules.beat(&step.before)?);
    let acts = &beat.moves.get(usize::from(index))?.acts;
    let has_any = |kinds: &[ActKind]| kinds.iter().any(|kind| acts.has(*kind));
    if has_any(&[Interrupt]) {
        Some(Gesture::Interrupted)
    } else if has_any(&[Blame, DemandProof, Disagree, Reject]) {
        Some(Gesture::Wronged)
    } else if has_any(&[HideBehindPolicy, Ignore, Transfer, CheckWithManager, Haggle]) {
        Some(Gesture::FobbedOff)
    } else if has_any(&[Reassure, Listen, Own]) {
        Some(Gesture::Believed)
    } else {
        None
    }
}
