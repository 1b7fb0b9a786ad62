//! What solving costs: `cargo bench --bench solve`. Figures as measured stand in README.md.

mod generated;

use std::sync::Arc;

use bounceback::customer::{Patience, Talk, Temper};
use bounceback::drill::{Rules, Setup};
use bounceback::library::Library;
use bounceback::solve::{Solver, TooLarge, each_customer};
use bounceback::vocabulary::Vocabulary;
use divan::Bencher;
use divan::counter::ItemsCount;

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

const IDS: [&str; 3] = ["broken-heel", "leaking-roof", "failed-install"];

/// One customer of a shipped scenario: every state, from nothing.
#[divan::bench(args = IDS, sample_count = 10, sample_size = 1)]
fn one_customer(bencher: Bencher, id: &str) {
    let scenario = Arc::clone(Library::shipped().find(id).expect("a shipped scenario"));
    let setup = Setup::draw(&scenario, scenario.policy.clone(), Some(Temper::Typical), 1);
    let solve = || {
        let mut solver = Solver::new(Rules::new(&scenario, &setup));
        solver.scale().expect("small enough");
        solver.states()
    };
    bencher.counter(ItemsCount::new(solve())).bench(solve);
}

/// All 27 customers, those of a temper one after the other, tempers side by side.
#[divan::bench(args = IDS, sample_count = 5, sample_size = 1)]
fn all_customers(bencher: Bencher, id: &str) {
    let scenario = Arc::clone(Library::shipped().find(id).expect("a shipped scenario"));
    let mut setups = Vec::new();
    for &temper in Temper::ALL {
        for &patience in Patience::ALL {
            for &talk in Talk::ALL {
                let policy = scenario.policy.clone();
                setups.push(Setup {
                    policy,
                    temper,
                    patience,
                    talk,
                    begin: None,
                });
            }
        }
    }
    let solve = || {
        let states = each_customer(&scenario, &setups, |mut solver, _| {
            solver.scale()?;
            Ok::<_, TooLarge>((solver.states(), solver))
        });
        states.expect("small enough").into_iter().sum::<usize>()
    };
    bencher.counter(ItemsCount::new(solve())).bench(solve);
}

/// Generated scenarios of 25 to 400 beats: the curve of cost. Bytes a state: the peak memory of a run of one of them
/// (`/usr/bin/time`), less that of the smallest, by the states.
#[divan::bench(args = [25, 50, 100, 200, 300, 400], sample_count = 1, sample_size = 1)]
fn generated_beats(bencher: Bencher, beats: usize) {
    let scenario = generated::scenario(beats);
    let setup = Setup::draw(&scenario, scenario.policy.clone(), Some(Temper::Typical), 1);
    let solve = || {
        let mut solver = Solver::new(Rules::new(&scenario, &setup));
        solver.scale().expect("small enough");
        solver.states()
    };
    bencher.counter(ItemsCount::new(solve())).bench(solve);
}

/// The same scenario walked by the drill's rules alone, forwards and merging nothing but states that are the same: how many states drills can
/// reach, and what only to meet them costs.
#[divan::bench(args = [25, 300], sample_count = 1, sample_size = 1)]
fn generated_beats_walked(bencher: Bencher, beats: usize) {
    let scenario = generated::scenario(beats);
    let setup = Setup::draw(&scenario, scenario.policy.clone(), Some(Temper::Typical), 1);
    let walk = || generated::reachable(&Rules::new(&scenario, &setup));
    bencher.counter(ItemsCount::new(walk())).bench(walk);
}
