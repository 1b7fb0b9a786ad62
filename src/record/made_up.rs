//! Made-up drills for tests.

use jiff::Timestamp;

use super::{DrillId, Headline, JUDGE, Line, PersonId};
use crate::customer::Tier;
use crate::drill::Mark;
use crate::scenario::ScenarioHash;
use crate::session::{Mode, Pace};

/// A time that is written.
pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

/// An id with this number.
pub fn drill(number: u128) -> DrillId {
    DrillId(uuid::Uuid::from_u128(number))
}

/// A person with this number.
pub fn person(number: u128) -> PersonId {
    PersonId(uuid::Uuid::from_u128(number))
}

/// A drill that was judged.
pub fn line(scenario: &str, begun: &str, accuracy: u16, tier: Tier) -> Line {
    Line {
        id: drill(at(begun).as_second().unsigned_abs().into()),
        person: Some(person(1)),
        scenario: scenario.to_owned(),
        hash: ScenarioHash::of(scenario),
        mode: Mode::Drill,
        pace: Pace::Untimed,
        at: at(begun),
        ended: Some(at(begun)),
        retry_of: None,
        entries: 3,
        sure_before: None,
        sure_after: None,
        headline: Some(Headline {
            judge: JUDGE,
            tier,
            score: accuracy,
            accuracy,
            luck: 0,
            service: [Mark::Done; 7],
            net: 50_000,
            best_net: 60_000,
            idle_net: 20_000,
            cost: 3_000,
            good: 1_500,
            bad: 500,
            bad_at_start: 4_000,
            alone: true,
        }),
    }
}
