//! What writing costs: `cargo bench --bench workbench`. Figures as measured stand in README.md.

use bounceback::customer::Mood;
use bounceback::drill::Start;
use bounceback::library::Library;
use bounceback::map::{Graph, Layout};
use bounceback::scenario::{Scenario, read};
use bounceback::workbench::{Document, Patch, complete, outline};
use divan::Bencher;

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

const BEATS: [usize; 2] = [30, 300];

/// Parse and check: all that reading finds, once somebody stops typing.
#[divan::bench(args = BEATS, sample_count = 50, sample_size = 1)]
fn read_beats(bencher: Bencher, count: usize) {
    let text = beats(count);
    bencher.bench(|| read(divan::black_box(&text)));
}

/// From the last key to the first findings: the tree of the new text, and what reading finds in it.
#[divan::bench(args = BEATS, sample_count = 50, sample_size = 1)]
fn first_findings(bencher: Bencher, count: usize) {
    let text = beats(count).replacen("acts: [Listen, ", "acts: [Lisen, ", 1);
    assert_eq!(Document::new(text.as_str()).read().found.len(), 1);
    bencher.bench(|| Document::new(divan::black_box(text.as_str())).read().found);
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

/// The map: what leads where, and where it is drawn.
#[divan::bench(args = BEATS, sample_count = 20, sample_size = 1)]
fn map_of_beats(bencher: Bencher, count: usize) {
    let scenario = scenario(count);
    bencher.bench(|| {
        let graph = Graph::of(divan::black_box(&scenario), false);
        Layout::of(&graph)
    });
}

/// Starting at a beat with three feelings asked for: the past that is made up for them.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn start_with_feelings(bencher: Bencher) {
    let library = Library::shipped();
    let scenario = library.find("broken-heel").expect("a shipped scenario");
    let mood = Mood {
        anger: Some(7),
        dread: Some(70),
        respect: Some(30),
        ..Mood::default()
    };
    let start = Start {
        mood,
        ..Start::at("the-walk")
    };
    bencher.bench(|| {
        start
            .setup(scenario, scenario.policy.clone(), 1)
            .expect("it can be felt")
    });
}

fn scenario(count: usize) -> Scenario {
    read(&beats(count)).scenario.expect("the text is valid")
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
