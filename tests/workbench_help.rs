//! What the workbench tells somebody who writes: completion, hover, quick fixes; in texts that are broken as texts are while they grow.

use bounceback::diagnostic::Diagnostic;
use bounceback::library::SHIPPED;
use bounceback::scenario::template;
use bounceback::workbench::{
    CompletionKind, Document, Fix, Mention, Name, apply, complete, fixes, hover, mentions, outline,
};
use proptest::prelude::*;

/// The template with one piece in the place of another, and the byte where `|` stands in it.
fn cake(old: &str, new: &str) -> (Document, usize) {
    let text = template("cake");
    let at = text.find(old).unwrap_or_else(|| panic!("the template has no {old}"));
    let caret = new.find('|').expect("a caret");
    let text = text.replacen(old, &new.replacen('|', "", 1), 1);
    (Document::new(text), at + caret)
}

/// What can be written at the caret.
fn offered(old: &str, new: &str) -> Vec<String> {
    let (document, at) = cake(old, new);
    complete(&document, at).into_iter().map(|one| one.label).collect()
}

/// The line of the caret once the first completion was taken.
fn taken(old: &str, new: &str) -> String {
    let (document, at) = cake(old, new);
    let found = complete(&document, at);
    let first = found.first().unwrap_or_else(|| panic!("nothing for {new}"));
    let patch = bounceback::workbench::Patch::new(first.replace.clone(), first.insert.as_str());
    let (text, _) = apply(document.text(), &[patch]).expect("it fits");
    let start = text[..first.replace.start].rfind('\n').map_or(0, |at| at + 1);
    text[start..].lines().next().expect("a line").trim().to_owned()
}

#[test]
fn words_are_offered_where_they_belong() {
    let check = |old: &str, new: &str, expect: &[&str]| assert_eq!(offered(old, new), expect, "{new}");
    check("level: Starter", "level: |", &["Starter", "Regular", "Hard"]);
    check("level: Starter", "level: ha|", &["Hard"]);
    check("obvious: true", "obvious: |", &["true", "false"]);
    check(
        "next: \"remedy\"",
        "next: \"|",
        &["counter", "remedy", "box", "morning", "end"],
    );
    check("next: \"remedy\"", "next: \"bo|\"", &["box"]);
    check(
        "start: \"counter\"",
        "start: |",
        &["counter", "remedy", "box", "morning"],
    );
    check("(Calm, 64)", "(|, 64)", &["Calm", "Typical", "Hot"]);
    check("acts: [DemandProof]", "acts: [Lis|", &["Listen"]);
    check("acts: [DemandProof]", "acts: [DemandProof, emp|]", &["Empathise"]);
    check("Blame(Colleague)", "Blame(|)", &["Customer", "Colleague", "ThirdParty"]);
    check("kind: Money, level: 5", "|level: 5", &["kind"]);
    check(
        "beat: \"morning\", move: \"forget\"",
        "beat: \"morning\", move: \"|\"",
        &["check", "forget"],
    );
    check(
        "style: Sweater",
        "style: S|",
        &["Suit", "Shirt", "Sweater", "Overalls", "Blouse", "TShirt"],
    );
    check("rule: \"too-easy\"", "rule: \"too|\"", &["too-easy", "too-large"]);
    check("{name}", "{|}", &["name", "price", "fund"]);
    check("{name}", "{pr|", &["price"]);
    check("settled: true, say", "set|, say", &["settled"]);
    check("// the weights", "// the |", &[]);
}

#[test]
fn fields_that_are_there_are_not_offered_again() {
    let beat = offered("\"counter\": (", "\"counter\": (\n            |");
    assert_eq!(beat, ["day"]);
    let line = offered("(anger: (0, 4), say: \"I think", "(anger: (0, 4), |say: \"I think");
    assert!(
        !line.contains(&"anger".to_owned()) && line.contains(&"loss".to_owned()),
        "{line:?}"
    );
    let mv = offered("id: \"hear\", say:", "id: \"hear\", w| say:");
    assert_eq!(mv, ["when"], "`why` is there");
    assert_eq!(taken("    level: Starter,", "    lev|: Starter,"), "level: Starter,");
    assert_eq!(taken("    level: Starter,\n", "    lev|\n"), "level:");
}

#[test]
fn what_was_begun_is_replaced_and_nothing_behind_it() {
    let check = |old: &str, new: &str, expect: &str| assert_eq!(taken(old, new), expect, "{new}");
    check("next: \"remedy\",", "next: \"rem|,", "next: \"remedy\",");
    check("next: \"remedy\",", "next: \"rem|edx\",", "next: \"remedy\",");
    check("acts: [DemandProof],", "acts: [Prom|],", "acts: [Promise(due: 8)],");
    check("acts: [DemandProof],", "acts: [Lis|", "acts: [Listen");
    check(
        "party, {name}.\"",
        "party, {na|.\"",
        "id: \"candles\", say: \"Six candles, on us. Have a lovely party, {name}.\",",
    );
}

#[test]
fn a_beat_that_is_missing_can_be_written_with_one_key() {
    let (document, at) = cake("        \"morning\": (", "        |\n        \"evening\": (");
    let found = complete(&document, at);
    assert_eq!(found[0].label, "morning");
    assert_eq!(found[0].kind, CompletionKind::Stub);
}

#[test]
fn words_are_explained() {
    let check = |word: &str, expect: &str| {
        let document = Document::new(template("cake"));
        let at = document.text().find(word).expect("the word") + 1;
        let hover = hover(&document, at).unwrap_or_else(|| panic!("nothing of {word}"));
        let told = hover.lines.join(" | ");
        assert!(told.starts_with(expect), "{word}: {told}");
    };
    check("Listen", "`Listen`, an act | Published: ");
    check("Compensate", "`Compensate`, an act | Published: ");
    check(
        "severity",
        "`severity`, may be left out | 0 a trifle .. 3 over a hundred dollars' worth of loss; else 1.",
    );
    check("Regular, prior", "`Regular`, a tie | Comes now and then.");
    check("\"remedy\"", "`remedy`, a beat with 3 moves | So what do we do now?");
    check(
        "\"morning\"",
        "`morning`, a beat on day 1 with 2 moves | Sunday, before opening.",
    );
    check("\"end\"", "`end`: the drill ends");
    check("\"hear\"", "`hear`, a move of the beat `counter` | Oh no. Tell me");
    check("\"too-easy\"", "`too-easy`: a trainee who follows");
    check(
        "level: 5",
        "`level`, needed | Fifths of the price: 5 is all of it. | a whole number, 1 to 10.",
    );
}

/// The finding of this code in the template with one piece in the place of another.
fn found(old: &str, new: &str, code: &str) -> (Document, Diagnostic) {
    let text = template("cake");
    assert!(text.contains(old), "{old}");
    let document = Document::new(text.replacen(old, new, 1));
    let all = document.read().found;
    let found = all.iter().find(|found| found.code == code);
    let found = found.unwrap_or_else(|| panic!("no {code} in {all:?}")).clone();
    (document, found)
}

fn mended(document: &Document, fix: &Fix) -> Document {
    let mut document = document.clone();
    document.apply(&fix.patches).expect("they fit");
    document
}

#[test]
fn the_first_fix_mends_the_text() {
    let check = |old: &str, new: &str, code: &str, title: &str| {
        let (document, found) = found(old, new, code);
        let fixes = fixes(&document, &found);
        let first = fixes.first().unwrap_or_else(|| panic!("no fix for {found:?}"));
        assert_eq!(first.title, title, "{code}");
        let mended = mended(&document, first);
        let left: Vec<_> = mended
            .read()
            .found
            .into_iter()
            .filter(|left| left.code == code)
            .collect();
        assert!(left.is_empty(), "{code}: {left:?}\n{}", mended.text());
    };
    check("Listen, Emp", "Lisen, Emp", "unknown-act", "write `Listen`");
    check("Blame(Colleague)", "Blme(Colleague)", "unknown-act", "write `Blame`");
    check("level: Starter", "level: Stater", "unknown-word", "write `Starter`");
    check("style: SidePart", "style: SidPart", "wrong-value", "write `SidePart`");
    check("pitch: 0.4", "picth: 0.4", "wrong-value", "write `pitch`");
    check("next: \"remedy\"", "next: \"remdy\"", "unknown-beat", "write `remedy`");
    check(
        "next: \"remedy\"",
        "next: \"upstairs\"",
        "unknown-beat",
        "add the beat `upstairs`",
    );
    check(
        "start: \"counter\"",
        "start: \"conter\"",
        "unknown-beat",
        "write `counter`",
    );
    check("summary:", "sumary:", "unknown-field", "write `summary`");
    check("summary:", "sumary:", "missing", "write `summary`");
    check(
        "level: Starter,",
        "level: Starter, quux_bla: 1,",
        "unknown-field",
        "take `quux_bla` out",
    );
    check(
        "    summary: \"A birthday cake was collected with somebody else's name on it. The party is in an hour.\",\n",
        "",
        "missing",
        "add `summary`",
    );
    check(
        "level: Starter,",
        "level: Starter, level: Hard,",
        "twice",
        "take this `level` out",
    );
    check(
        "(Calm, 64), (T",
        "(Calm, 65), /* so */ (T",
        "chance-sum",
        "write the nearest weights that sum to 256",
    );
    check("anger: (0, 4)", "anger: (4, 0)", "bad-band", "write (0, 4)");
    check("id: \"hear\"", "id: \"Hear me\"", "bad-id", "write \"hear-me\"");
    check("Blame(Colleague)", "Blame", "wrong-argument", "write `Blame(Customer)`");
    check("{name}", "{nam}", "unknown-placeholder", "write `name`");
    check(
        "acts: [DemandProof],",
        "acts: [DemandProof], sets: [\"slip\"],",
        "unused-flag",
        "do not set `slip`",
    );
    check(
        "when: (settled: true)",
        "when: Not(settled: true)",
        "named-group",
        "take `Not` out",
    );
    check("level: Starter,", "level: Starter", "syntax", "put a comma");
    check("level: Starter,", "level Starter,", "syntax", "put a colon");
    check("pronouns: He,", "pronouns: \"He,", "syntax", "close the text");
    check(
        "            scene: \"Sunday, before opening. Walter came for his cake, too.\",\n",
        "",
        "empty-beat",
        "add `scene`",
    );
}

#[test]
fn a_fix_keeps_comments_and_renames_everywhere() {
    let (document, sum) = found("(Calm, 64), (T", "(Calm, 65), /* so */ (T", "chance-sum");
    let mended_text = mended(&document, &fixes(&document, &sum)[0]);
    assert!(mended_text.text().contains("/* so */"));
    let text = template("cake").replace("\"remedy\"", "\"The Remedy\"");
    let document = Document::new(text);
    let bad = document
        .read()
        .found
        .into_iter()
        .find(|found| found.code == "bad-id")
        .expect("a bad id");
    let fix = &fixes(&document, &bad)[0];
    assert_eq!(fix.patches.len(), 5, "the beat, and all that leads there");
    assert!(mended(&document, fix).read().scenario.is_some());
}

#[test]
fn what_check_finds_can_be_allowed_where_it_stands() {
    let text = template("cake");
    let document = Document::new(text.as_str());
    let at = text.find("\"slip\"").expect("a move");
    let finding = Diagnostic::warning("never-better", "it is", at..at + 6);
    let fix = fixes(&document, &finding).pop().expect("a fix");
    assert_eq!(fix.title, "allow `never-better` here, with a reason");
    let mended_text = mended(&document, &fix);
    assert!(
        mended_text
            .text()
            .contains("        (rule: \"never-better\", beat: \"counter\", move: \"slip\", reason: \"\"),\n    ],")
    );
    let codes: Vec<_> = mended_text.read().found.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["no-reason"], "it asks for one");

    let text = text.replacen("(anger: (0, 4), say: \"So what", "(say: \"So what", 1);
    let document = Document::new(text.as_str());
    let at = text.find("\"What are you").expect("a line");
    let never = Diagnostic::warning("unreachable-line", "never", at..at + 5);
    let document = Document::new(
        document
            .text()
            .replacen("(say: \"What are", "(anger: (7, 9), say: \"What are", 1),
    );
    let at = at + "anger: (7, 9), ".len();
    let never = Diagnostic {
        span: Some(at..at + 5),
        ..never
    };
    let fix = fixes(&document, &never).remove(0);
    let mended_text = mended(&document, &fix);
    let first = mended_text.text().find("What are you").expect("there");
    assert!(
        first < mended_text.text().find("So what").expect("there"),
        "{}",
        mended_text.text()
    );
}

#[test]
fn names_and_outline_of_all_that_is_shipped_are_those_of_the_reader() {
    for (id, text) in SHIPPED {
        let document = Document::new(*text);
        let scenario = document.read().scenario.expect("valid");
        let outline = outline(&document);
        let beats: Vec<&str> = outline.iter().map(|beat| beat.id.as_str()).collect();
        let expect: Vec<&str> = scenario.beats.iter().map(|beat| beat.id.as_str()).collect();
        assert_eq!(beats, expect, "{id}");
        for (seen, beat) in outline.iter().zip(&scenario.beats) {
            let moves: Vec<&str> = seen.moves.iter().map(|mv| mv.id.as_str()).collect();
            assert_eq!(
                moves,
                beat.moves.iter().map(|mv| mv.id.as_str()).collect::<Vec<_>>(),
                "{id}"
            );
            assert!(!seen.title.is_empty());
        }
        let mut flags: Vec<String> = mentions(&document)
            .into_iter()
            .filter_map(|Mention { name, .. }| match name {
                Name::Flag(flag) => Some(flag),
                _ => None,
            })
            .collect();
        flags.sort();
        flags.dedup();
        let mut expect = scenario.flags.clone();
        expect.sort();
        assert_eq!(flags, expect, "{id}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is cut out of a text, whatever is put in: nothing panics, and what is offered fits the text.
    #[test]
    fn broken_texts_are_borne(
        which in 0..SHIPPED.len(), from in any::<prop::sample::Index>(), length in 0..60_usize,
        put in "[\\[\\](){}\"',:a-zA-Z /*\n]{0,8}", caret in 0..40_usize
    ) {
        let text = SHIPPED[which].1;
        let floor = |mut at: usize| { while !text.is_char_boundary(at) { at -= 1; } at };
        let from = floor(from.index(text.len()));
        let to = floor((from + length).min(text.len()));
        let broken = format!("{}{put}{}", &text[..from], &text[to..]);
        let document = Document::new(broken.as_str());
        let mut caret = (from + put.len()).saturating_sub(20).saturating_add(caret).min(broken.len());
        while !broken.is_char_boundary(caret) { caret -= 1; }
        for one in complete(&document, caret) {
            prop_assert!(broken.get(one.replace.clone()).is_some(), "{one:?}");
            prop_assert!(one.replace.start <= caret && caret <= one.replace.end, "{one:?} at {caret}");
        }
        let _ = hover(&document, caret);
        let _ = outline(&document);
        for found in document.read().found {
            for fix in fixes(&document, &found) {
                prop_assert!(apply(&broken, &fix.patches).is_some(), "{fix:?} for {found:?}");
            }
        }
    }
}
