//! What the core costs: `cargo bench`. Figures as measured stand in README.md.

use std::sync::Arc;

use bounceback::customer::chance::Stream;
use bounceback::drill::{Choice, Drill, Rules, Setup, State};
use bounceback::library::Library;
use bounceback::scenario::Scenario;
use divan::Bencher;
use divan::counter::ItemsCount;

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

const IDS: [&str; 3] = ["broken-heel", "leaking-roof", "failed-install"];

fn scenario(id: &str) -> Arc<Scenario> {
    Arc::clone(Library::shipped().find(id).expect("a shipped scenario"))
}

/// Plays one drill with random legal moves to its end; the number of decisions.
fn random_drill(rules: &Rules<'_>, stream: &mut Stream) -> usize {
    let mut state = rules.start();
    let mut decisions = 0;
    while !state.is_over() {
        let choice = random_choice(rules, &state, stream);
        state = rules.play(&state, choice, stream).expect("legal").next;
        decisions += 1;
    }
    decisions
}

fn random_choice(rules: &Rules<'_>, state: &State, stream: &mut Stream) -> Choice {
    let mut legal = [0_u8; 5];
    let mut count = 0;
    for offer in rules.offers(state).filter(|offer| offer.barred.is_none()) {
        legal[count] = offer.index;
        count += 1;
    }
    if count == 0 {
        return Choice::Wait;
    }
    let at = ((stream.word() >> 32) as usize * count) >> 32;
    Choice::Move(legal[at])
}

/// 10,000 random drills from the first line to the end: apply, chance, next legal moves, events without their text.
/// Divide by the printed number of decisions for the cost of one.
#[divan::bench(args = IDS, sample_count = 10, sample_size = 1)]
fn ten_thousand_random_drills(bencher: Bencher, id: &str) {
    let scenario = scenario(id);
    let setup = Setup::draw(&scenario, scenario.policy.clone(), None, 1);
    let rules = Rules::new(&scenario, &setup);
    let decisions: usize = {
        let mut stream = Stream::new(1);
        (0..10_000).map(|_| random_drill(&rules, &mut stream)).sum()
    };
    bencher.counter(ItemsCount::new(decisions)).bench(|| {
        let mut stream = Stream::new(1);
        (0..10_000).map(|_| random_drill(&rules, &mut stream)).sum::<usize>()
    });
}

/// One decision in the middle of a talk: the legal moves, the transition, the chance.
#[divan::bench(args = IDS)]
fn one_decision(bencher: Bencher, id: &str) {
    let scenario = scenario(id);
    let setup = Setup::draw(&scenario, scenario.policy.clone(), None, 1);
    let rules = Rules::new(&scenario, &setup);
    let mut stream = Stream::new(1);
    let state = rules.start();
    bencher.bench_local(|| {
        let choice = random_choice(&rules, divan::black_box(&state), &mut stream);
        rules.play(&state, choice, &mut stream).expect("legal")
    });
}

/// A whole drill with its steps kept, and its replay.
#[divan::bench(args = IDS)]
fn play_and_replay(bencher: Bencher, id: &str) {
    let scenario = scenario(id);
    bencher.bench(|| {
        let setup = Setup::draw(&scenario, scenario.policy.clone(), None, 7);
        let mut drill = Drill::start(&scenario, setup, 7);
        while !drill.is_over() {
            let offer = drill.offers().into_iter().find(|offer| offer.barred.is_none());
            drill
                .choose(offer.map_or(Choice::Wait, |offer| Choice::Move(offer.index)))
                .expect("legal");
        }
        Drill::replay(&scenario, &drill.record()).expect("replays")
    });
}
