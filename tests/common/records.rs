//! Drills to be stored: played under the template, judged by the judge.
#![allow(dead_code, reason = "each test crate uses some of it")]

use std::sync::{Arc, OnceLock};

use bounceback::customer::Temper;
use bounceback::drill::{Choice, Drill, Setup};
use bounceback::record::{Begun, DrillId, Entry, Judged, PersonId, Store, judge};
use bounceback::scenario::{Scenario, read, template};
use bounceback::session::{Mode, Pace};
use bounceback::solve::review;
use jiff::Timestamp;

/// A moment so many minutes into the year 2026.
pub fn minute(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + minutes * 60).expect("a time")
}

pub fn cake() -> Arc<Scenario> {
    Arc::new(read(&template("cake")).scenario.expect("valid"))
}

/// A drill of the template that was played by the ids of moves.
pub fn played(moves: &[&str]) -> Drill {
    let scenario = cake();
    let setup = Setup::draw(&scenario, scenario.policy.clone(), Some(Temper::Typical), 5);
    let mut drill = Drill::start(&scenario, setup, 5);
    for id in moves {
        let choice = if *id == "wait" {
            Choice::Wait
        } else {
            let beat = drill.rules().beat(drill.state()).expect("not over");
            let moves = &drill.scenario.beat(beat).moves;
            let at = moves.iter().position(|mv| mv.id == *id).expect("a move of the beat");
            Choice::Move(u8::try_from(at).expect("few"))
        };
        drill.choose(choice).expect("legal");
    }
    drill
}

pub const WELL: [&str; 4] = ["hear", "own", "candles", "check"];
pub const BADLY: [&str; 4] = ["slip", "own", "candles", "check"];

pub fn begun(drill: &Drill, person: Option<PersonId>, at: Timestamp) -> Begun {
    let record = drill.record();
    Begun {
        id: DrillId::new(),
        person,
        scenario: record.scenario,
        hash: record.hash,
        setup: record.setup,
        seed: u64::MAX - 4,
        mode: Mode::Drill,
        pace: Pace::Real,
        at,
        retry_of: None,
        sure_before: None,
    }
}

pub fn entries(drill: &Drill) -> Vec<Entry> {
    let steps = drill.steps().iter().zip(1..);
    steps
        .map(|(step, number)| Entry::Chose {
            choice: step.choice,
            thought_millis: 1_700 * number,
        })
        .collect()
}

pub fn judged(drill: &Drill) -> Judged {
    judge(drill, &review(drill).expect("small"))
}

/// Both drills, played and judged once.
pub fn both() -> &'static [(Drill, Judged); 2] {
    static BOTH: OnceLock<[(Drill, Judged); 2]> = OnceLock::new();
    BOTH.get_or_init(|| {
        [WELL, BADLY].map(|moves| {
            let drill = played(&moves);
            let judged = judged(&drill);
            (drill, judged)
        })
    })
}

/// Stores a drill from its beginning to its end, judged; its id.
pub fn store_drill(store: &mut dyn Store, person: Option<PersonId>, at: i64, which: usize) -> DrillId {
    let (drill, judged) = &both()[which];
    let begun = begun(drill, person, minute(at));
    store.begin(&begun, &template("cake")).expect("begun");
    for (number, entry) in (0..).zip(entries(drill)) {
        store.append(begun.id, number, &[entry]).expect("appended");
    }
    store.end(begun.id, minute(at + 5)).expect("ended");
    store.judge(begun.id, judged).expect("judged");
    begun.id
}
