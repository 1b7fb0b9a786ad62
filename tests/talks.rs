//! Each shipped scenario told twice, as text that a person can read: its best line and its worst, for the typical customer.
//!
//! A scenario that changes changes its talks: read them aloud, then write them anew with `BOUNCEBACK_BLESS=1 cargo test --test talks`.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use bounceback::drill::{Choice, Drill, Setup, Speaker, Utterance};
use bounceback::library::Library;
use bounceback::scenario::Scenario;
use bounceback::solve::{Solver, review};

/// Chance falls as it falls for this seed.
const SEED: u64 = 1;

#[derive(Clone, Copy)]
enum Way {
    Best,
    Worst,
}

/// Plays the best or the worst move at every turn.
fn played(scenario: &Arc<Scenario>, way: Way) -> Drill {
    let setup = Setup::typical(scenario, scenario.policy.clone());
    let mut drill = Drill::start(scenario, setup.clone(), SEED);
    let rules = bounceback::drill::Rules::new(scenario, &setup);
    let mut solver = Solver::new(rules);
    while !drill.is_over() {
        let state = *drill.state();
        let open = rules.offers(&state).filter(|offer| offer.barred.is_none());
        let mut worth: Vec<(i64, u8)> = open
            .map(|offer| {
                let after = solver.after(&state, Choice::Move(offer.index)).expect("small enough");
                (after.best.units(), offer.index)
            })
            .collect();
        worth.sort_unstable();
        let choice = match way {
            Way::Best => solver.solve(&state).expect("small enough").choice,
            Way::Worst => worth.first().map(|(_, index)| *index),
        };
        drill
            .choose(choice.map_or(Choice::Wait, Choice::Move))
            .expect("it is on offer");
    }
    drill
}

/// A drill as a play is written.
fn told(drill: &Drill) -> String {
    let scenario = &drill.scenario;
    let name = scenario.customer.first_name();
    let mut text = format!("{}\n", scenario.title);
    let tell = |text: &mut String, said: &[Utterance]| {
        for Utterance { speaker, text: words } in said {
            let _ = match speaker {
                Speaker::Scene => writeln!(text, "    ({words})"),
                Speaker::Customer => writeln!(text, "{name}: {words}"),
                Speaker::Trainee => writeln!(text, "You: {words}"),
                Speaker::Step => writeln!(text, "  * {words}"),
                Speaker::Note => writeln!(text, "    [{words}]"),
            };
        }
    };
    tell(&mut text, &drill.opening());
    for step in 0..drill.steps().len() {
        text.push('\n');
        tell(&mut text, &drill.reaction(step));
    }
    let review = review(drill).expect("small enough");
    let outcome = drill.rules().outcome(drill.state());
    let _ = writeln!(text, "\n{:?}, {:.0} of 100 points", outcome.tier, review.recovery_score);
    text
}

#[test]
fn talks_are_as_they_were_when_somebody_last_read_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/talks");
    let bless = std::env::var_os("BOUNCEBACK_BLESS").is_some();
    let mut differ = Vec::new();
    for scenario in Library::shipped().scenarios() {
        for (way, name) in [(Way::Best, "best"), (Way::Worst, "worst")] {
            let told = told(&played(scenario, way));
            let path = folder.join(format!("{}-{name}.txt", scenario.id));
            if bless {
                std::fs::create_dir_all(&folder).expect("a folder");
                std::fs::write(&path, told).expect("written");
            } else if std::fs::read_to_string(&path)
                .ok()
                .as_deref()
                .map(|text| text.replace("\r\n", "\n"))
                != Some(told)
            {
                differ.push(format!("{}-{name}", scenario.id));
            }
        }
    }
    assert!(
        differ.is_empty(),
        "these talks are not what they were: {}; read them, then see the top of this file",
        differ.join(", ")
    );
}
