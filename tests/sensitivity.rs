//! What a scenario cannot read of the coefficients changes nothing, however far it is moved; what turns the best line does so when it
//! is solved by itself.

#[path = "common/solved.rs"]
mod solved;

use std::sync::Arc;

use bounceback::customer::Coefficients;
use bounceback::customer::coefficients::Table;
use bounceback::drill::{Rules, Setup};
use bounceback::library::Library;
use bounceback::scenario::Scenario;
use bounceback::solve::{Solver, reading, sensitivity};

/// The small scenarios that are solved, and the smallest that is shipped.
fn scenarios() -> Vec<Arc<Scenario>> {
    let mut all: Vec<_> = solved::scenarios().into_iter().map(Arc::new).collect();
    all.extend(Library::shipped().find("failed-install").cloned());
    all
}

/// The shipped table with all that is not read moved far, upwards first or downwards first, as far as it stays a customer.
fn moved(rules: &Rules<'_>, up: i32) -> (Coefficients, usize) {
    let read = reading(rules);
    let mut table = Table::shipped().clone();
    let mut count = 0;
    for entry in 0..table.entries.len() {
        for index in 0..table.entries[entry].values.len() {
            let name = table.entries[entry].name.clone();
            if read.reads(Coefficients::shipped(), &name, index) {
                continue;
            }
            let from = table.entries[entry].values[index];
            let far = [40, 12, 5, 3, 1].map(|far| far * up);
            for to in far.into_iter().chain(far.map(std::ops::Neg::neg)).map(|by| from + by) {
                table.entries[entry].values[index] = to;
                let coefficients = Coefficients::try_from(&table).expect("complete");
                if coefficients.out_of_bounds().is_none() {
                    count += 1;
                    break;
                }
                table.entries[entry].values[index] = from;
            }
        }
    }
    (Coefficients::try_from(&table).expect("complete"), count)
}

#[test]
fn what_is_not_read_changes_no_value() {
    for scenario in scenarios() {
        let setup = Setup::typical(&scenario, scenario.policy.clone());
        let rules = Rules::new(&scenario, &setup);
        let mut solver = Solver::with_worst(rules);
        let scale = solver.scale().expect("small");
        let step = solver.states() / 500 + 1;
        let states: Vec<_> = solver.all().step_by(step).collect();
        for up in [1, -1] {
            let (table, count) = moved(&rules, up);
            assert!(count > 60, "{}: only {count} values are moved", scenario.id);
            let mut changed = Solver::with_worst(Rules::under(&scenario, &setup, &table));
            assert_eq!(changed.scale().expect("small"), scale, "{}", scenario.id);
            assert_eq!(changed.states(), solver.states(), "{}", scenario.id);
            for state in &states {
                assert_eq!(changed.solve(state), solver.solve(state), "{}: {state:?}", scenario.id);
                assert_eq!(changed.worst(state), solver.worst(state), "{}: {state:?}", scenario.id);
            }
        }
    }
}

#[test]
fn a_change_that_is_told_turns_the_line_and_every_value_is_accounted_for() {
    let values: usize = Table::shipped().entries.iter().map(|entry| entry.values.len()).sum();
    for scenario in scenarios().into_iter().take(6) {
        let setup = Setup::typical(&scenario, scenario.policy.clone());
        let found = sensitivity(&scenario, &setup, &|_, _| ()).expect("small");
        assert_eq!(
            found.tried + found.unread + found.skipped,
            2 * values,
            "{}",
            scenario.id
        );
        assert_eq!(found, sensitivity(&scenario, &setup, &|_, _| ()).expect("small"));
        for turned in &found.turned {
            assert_ne!(turned.line, found.line);
            assert_eq!(turned.line[..turned.parts_at], found.line[..turned.parts_at]);
            assert_ne!(turned.old, turned.new);
            assert_eq!(turned.line.get(turned.parts_at).copied(), turned.new);
            assert!((turned.change.from - turned.change.to).abs() >= 1);
        }
    }
}
