//! What the core costs: `cargo bench`. Figures as measured stand in README.md.

use std::sync::Arc;

use bounceback::customer::chance::Stream;
use bounceback::drill::{Choice, Drill, Rules, Setup, State};
use bounceback::library::Library;
use bounceback::scenario::{Scenario, read};
use bounceback::workbench::{Document, Patch, complete, outline};
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

/// Parse and check of a scenario of 30 beats: the template's beats, repeated under new names.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn parse_and_check_30_beats(bencher: Bencher) {
    let text = beats(30);
    bencher.bench(|| read(divan::black_box(&text)));
}

/// The same of 300 beats: what an editor does once somebody stops typing.
#[divan::bench(sample_count = 30, sample_size = 1)]
fn parse_and_check_300_beats(bencher: Bencher) {
    let text = beats(300);
    bencher.bench(|| read(divan::black_box(&text)));
}

/// What an editor does for each key in 300 beats: the tree of the new text.
#[divan::bench(sample_count = 30, sample_size = 1)]
fn a_key_in_300_beats(bencher: Bencher) {
    let document = Document::new(beats(300));
    let at = document.text().len() / 2;
    let at = at + document.text()[at..].find("say: \"").expect("a line") + 6;
    bencher
        .with_inputs(|| document.clone())
        .bench_values(|mut document| document.apply(&[Patch::insert(at, "x")]));
}

/// The same where the text is broken, as it is while a bracket is open.
#[divan::bench(sample_count = 30, sample_size = 1)]
fn a_key_that_breaks_300_beats(bencher: Bencher) {
    let document = Document::new(beats(300));
    let at = document.text().len() / 2;
    let at = at + document.text()[at..].find("acts: [").expect("acts");
    bencher
        .with_inputs(|| document.clone())
        .bench_values(|mut document| document.apply(&[Patch::insert(at, "(")]));
}

/// What can be written at a place in 300 beats: every beat's name, with its title.
#[divan::bench(sample_count = 30, sample_size = 1)]
fn completion_of_a_beat_in_300(bencher: Bencher) {
    let document = Document::new(beats(300));
    let at = document.text().rfind("next: \"end\"").expect("a target") + 7;
    assert!(complete(&document, at).len() > 300);
    bencher.bench(|| complete(divan::black_box(&document), at));
}

/// The list of beats and moves of 300 beats.
#[divan::bench(sample_count = 30, sample_size = 1)]
fn outline_of_300_beats(bencher: Bencher) {
    let document = Document::new(beats(300));
    bencher.bench(|| outline(divan::black_box(&document)));
}

/// This many beats: the template's, chained under new names.
fn beats(count: usize) -> String {
    let template = bounceback::scenario::template("thirty");
    let open = template.find("    beats: {").expect("beats");
    let first = template.find("        \"counter\": (").expect("the first beat");
    let after = template.find("        \"morning\": (").expect("the aftercare");
    let talk = &template[first..after];
    // Three beats a copy, two to fill up, one in the morning after.
    let copies = (count - 3) / 3;
    let mut beats = String::new();
    for copy in 0..copies {
        let mut part = talk.to_owned();
        for name in ["counter", "remedy", "box"] {
            part = part.replace(&format!("\"{name}\""), &format!("\"{name}-{copy}\""));
        }
        let next = if copy + 1 < copies {
            format!("\"counter-{}\"", copy + 1)
        } else {
            "\"padding-0\"".to_owned()
        };
        beats += &part.replace("\"morning\"", &next);
    }
    for pad in 0..2 {
        let next = if pad == 0 { "padding-1" } else { "morning" };
        beats += &talk[..talk.find("        \"remedy\"").expect("the second beat")]
            .replace("\"counter\"", &format!("\"padding-{pad}\""))
            .replace("\"remedy\"", &format!("\"{next}\""));
    }
    let head = template[..open].replace("start: \"counter\"", "start: \"counter-0\"");
    let text = format!("{head}    beats: {{\n{beats}{}", &template[after..]);
    let scenario = read(&text).scenario.expect("the text is valid");
    assert_eq!(scenario.beats.len(), count);
    text
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
