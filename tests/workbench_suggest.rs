//! Lines to begin with: taken from the stock, marked, and read without a complaint.

use std::sync::Arc;

use bounceback::customer::Temper;
use bounceback::drill::{Drill, Setup};
use bounceback::library::Library;
use bounceback::scenario::template;
use bounceback::workbench::{Document, Fix, Path, fixes, remove, suggestions};

const MARK: &str = "suggested: make it theirs";

fn without(text: &str, path: &Path) -> Document {
    let mut document = Document::new(text);
    let patches = remove(&document, path).expect("it can be taken out");
    document.apply(&patches).expect("it fits");
    document
}

fn taken(document: &Document, fix: &Fix) -> Document {
    let mut document = document.clone();
    document.apply(&fix.patches).expect("it fits");
    document
}

#[test]
fn a_beat_without_lines_takes_some_and_the_scenario_can_be_played() {
    for file in Library::shipped().files {
        let text = &file.source.text;
        let scenario = file.scenario.expect("valid");
        for (at, beat) in scenario.beats.iter().enumerate().filter(|(_, beat)| beat.day.is_none()) {
            let bare = without(text, &Path::beat(&beat.id).name("lines"));
            let reading = bare.read();
            assert!(reading.scenario.is_none());
            let found = reading
                .found
                .iter()
                .find(|found| found.code == "empty-beat")
                .expect("nothing is said");
            let offered = fixes(&bare, found);
            let titles: Vec<&str> = offered.iter().map(|fix| fix.title.as_str()).collect();
            assert_eq!(titles, ["add `lines`", "take suggested lines"], "{}", beat.id);
            let mended = taken(&bare, &offered[1]);
            let reading = mended.read();
            // What the author's own lines asked for is asked by nobody now.
            let news = reading
                .found
                .iter()
                .filter(|found| found.code != "unused-flag" && found.code != "act-never-performed");
            assert_eq!(news.count(), 0, "{}: {:?}", beat.id, reading.found);
            let read = Arc::new(reading.scenario.expect("it can be played"));
            let lines = &read.beats[at].lines;
            assert!((1..=3).contains(&lines.len()), "{}", beat.id);
            assert_eq!(mended.text().matches(MARK).count(), lines.len());
            // The author's text is as it was.
            assert_eq!(
                mended
                    .text()
                    .replace(&mended.text()[common(bare.text(), mended.text())], ""),
                bare.text()
            );
            if read.start.index() == at {
                // Each line is somebody's: every temper says the line of its own anger, and none is left over.
                let mut said: Vec<String> = Vec::new();
                for (temper, weight) in [Temper::Calm, Temper::Typical, Temper::Hot]
                    .iter()
                    .zip(read.customer.tempers)
                {
                    let setup = Setup::draw(&read, read.policy.clone(), Some(*temper), 1);
                    if weight > 0 {
                        said.extend(
                            Drill::start(&read, setup, 1)
                                .opening()
                                .last()
                                .map(|said| said.text.clone()),
                        );
                    }
                }
                said.dedup();
                assert_eq!(said.len(), lines.len(), "{}: {said:?}", read.id);
            }
        }
    }
}

/// What stands in the longer text only.
fn common(short: &str, long: &str) -> std::ops::Range<usize> {
    let start = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    start..start + long.len() - short.len()
}

#[test]
fn only_what_is_still_to_be_written_is_offered() {
    let whole = Document::new(template("cake"));
    for offset in [
        0,
        whole.text().find("So what do we do").expect("a line"),
        whole.text().len() - 1,
    ] {
        assert_eq!(suggestions(&whole, offset), [], "at {offset}");
    }
    let titles = |document: &Document, offset: usize| -> Vec<String> {
        suggestions(document, offset).into_iter().map(|fix| fix.title).collect()
    };
    // Stubs are nothing yet; a word of the author's is.
    let stub = whole.text().replace("So what do we do now?", "…");
    let place = stub.find("\"remedy\": (").expect("the beat") + 15;
    assert!(
        titles(&Document::new(stub.clone()), place).is_empty(),
        "one line is written"
    );
    let stub = stub
        .replace("What are you going to do about it? Fifty minutes!", "…")
        .replace("[\"Well?\"]", "[]");
    let document = Document::new(stub);
    assert_eq!(
        titles(&document, place),
        ["take suggested lines", "take suggested words of waiting"]
    );
    let day = document.text().find("\"morning\": (").expect("the beat") + 15;
    assert!(titles(&document, day).is_empty(), "nobody speaks in the days after");

    let bare = without(whole.text(), &Path::of(&["walk_out"]));
    let bare = without(bare.text(), &Path::of(&["last_words"]));
    let offered = suggestions(&bare, 0);
    assert_eq!(
        titles(&bare, 0),
        ["take suggested last words", "take suggested words of leaving"]
    );
    for fix in &offered {
        let reading = taken(&bare, fix).read();
        assert!(
            reading.scenario.is_some() && reading.found.is_empty(),
            "{:?}",
            reading.found
        );
    }
    // On the phone somebody hangs up.
    let phone = Document::new(bare.text().replace("channel: FaceToFace", "channel: Phone"));
    let left = taken(&phone, &suggestions(&phone, 0)[1]);
    assert!(
        left.text()
            .contains("walk_out: /* suggested: make it theirs */ \"I've waited long enough. I'm hanging up.\""),
        "{}",
        left.text()
    );
}
