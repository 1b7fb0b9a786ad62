//! Stories of other programs: real ones become drafts that can be played, rubbish becomes an error, and what bounceback writes for
//! Twine it reads again.

#[path = "common/program.rs"]
mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use bounceback::diagnostic::Severity;
use bounceback::exchange::{BYTES_MAX, Format, Imported, import, twee};
use bounceback::library::Library;
use bounceback::scenario::{Scenario, Target, read, template};
use program::{run, said, site, well};
use proptest::prelude::*;

const TWEE: &str = include_str!("stories/night-kitchen.twee");
const INK: &str = include_str!("stories/lost-key.json");

/// The draft, which reads without an error whatever it was made of.
fn scenario(imported: &Imported) -> Scenario {
    let reading = read(&imported.text);
    let errors: Vec<_> = reading
        .found
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .collect();
    let shown: String = imported.text.chars().take(4000).collect();
    assert!(errors.is_empty(), "{errors:?}\n{shown}");
    reading.scenario.expect("no error")
}

/// "beat: move -> target (what is answered)", as a person would note it.
fn ways(scenario: &Scenario) -> Vec<String> {
    let mut ways = Vec::new();
    for beat in &scenario.beats {
        for mv in &beat.moves {
            let to = match mv.next {
                Target::End => "end",
                Target::Beat(id) => &scenario.beat(id).id,
            };
            let reply = mv
                .replies
                .first()
                .map_or(String::new(), |reply| format!(" ({})", reply.say.raw()));
            ways.push(format!("{}: {} -> {to}{reply}", beat.id, mv.say.raw()));
        }
    }
    ways
}

fn left(imported: &Imported) -> String {
    let lines: Vec<String> = imported
        .leftovers
        .iter()
        .map(|left| format!("{}: {}", left.place, left.words))
        .collect();
    lines.join("\n")
}

#[test]
fn a_story_of_twine_becomes_a_draft() {
    let imported = import(Format::Twee, TWEE, "night-kitchen").unwrap();
    let draft = scenario(&imported);
    assert_eq!(
        (draft.id.as_str(), draft.title.as_str()),
        ("night-kitchen", "Night kitchen")
    );
    assert_eq!(draft.beat(draft.start).id, "the-cold-plate");
    assert_eq!(
        draft.beat(draft.start).lines[0].say.raw(),
        "A man stands at the pass with a plate of soup in his hand. It does not steam. \"Is anybody cooking tonight?\""
    );
    let ways = ways(&draft);
    for way in [
        "the-cold-plate: What happened? Tell me from the start. -> ask-what-happened",
        "ask-what-happened: I'm sorry. Bread and soup in two minutes, and the fish behind it. -> the-bill (The bread is warm. The mother takes her pills, and looks up for the first time.)",
        "ask-what-happened: The chef will explain it to you himself. -> the-bill (The chef comes out with flour on his arms. \"Which fish?\")",
        "the-bill: The soup is on us, of course. -> end (\"Then we'll have the fish,\" says the mother. It is the first thing she says.)",
        "the-bill: Let me see what the manager says -> end",
        "wait: I'm still here. What happened? -> ask-what-happened",
        "wait: … -> ask-what-happened",
        "blame-the-kitchen: You're right. It's us, all of us. What should be on this table by now? -> ask-what-happened",
    ] {
        assert!(ways.iter().any(|known| known == way), "{way}\n{ways:#?}");
    }
    assert_eq!(draft.beats.len(), 6, "{ways:#?}");
    let left = left(&imported);
    for words in [
        "line 54 (The bill): there is no passage `The office`: the link leads to the end",
        "(Story stylesheet): a passage tagged `stylesheet` is left out",
        "a macro stands as a comment: (set: $temper to it + 1)",
        "a macro stands as a comment: (if: $chefIsIn is true)",
        "`Wait` has one link, a beat needs two moves",
    ] {
        assert!(left.contains(words), "{words}\n{left}");
    }
    assert!(imported.text.contains("// tags: kitchen") || imported.text.contains("tags: kitchen"));
    assert!(imported.text.contains("acts: [], // TODO"));
}

#[test]
fn a_story_of_ink_becomes_a_draft() {
    let imported = import(Format::Ink, INK, "lost-key").unwrap();
    let draft = scenario(&imported);
    assert_eq!(
        (draft.id.as_str(), draft.title.as_str()),
        ("lost-key", "The key under the mat")
    );
    let first = draft.beat(draft.start);
    assert_eq!(first.id, "porch");
    assert_eq!(
        first.lines[0].say.raw(),
        "Ms Okafor has been standing in front of the house since nine. It is raining. \"There is no key under the mat,\" she says. \"There is no mat.\""
    );
    let ways = ways(&draft);
    for way in [
        "porch: I'm sorry. Are you somewhere dry? -> again (\"Under the porch, thank you. It is a small porch.\")",
        "porch: The cleaners must have taken it. -> porch (\"I don't know your cleaners,\" she says.)",
        "again: I'm ten minutes away. I'll bring the spare. -> inside",
        "again: Let me call the owner. -> again (\"Nobody answers, I tried.\")",
        "inside: Then tonight is on us. -> end (\"Thank you,\" says Ms Okafor.)",
    ] {
        assert!(ways.iter().any(|known| known == way), "{way}\n{ways:#?}");
    }
    let again = draft
        .beats
        .iter()
        .find(|beat| beat.id == "again")
        .expect("a label is a beat");
    assert_eq!(again.lines[0].say.raw(), "\"So how do I get in?\" She waits.");
    assert_eq!(draft.beats.len(), 4, "{ways:#?}");
    let lockbox = draft
        .beats
        .iter()
        .find(|beat| beat.moves.len() == 3 && beat.moves[1].say.raw().contains("gutter"));
    let lockbox = lockbox.expect("choices inside a choice are a beat");
    assert_eq!(lockbox.lines[0].say.raw(), "\"Behind the house it is dark,\" she says,");
    let inside = draft
        .beats
        .iter()
        .find(|beat| beat.id == "inside")
        .expect("a knot is a beat");
    assert!(
        inside.lines[0]
            .say
            .raw()
            .starts_with("The kettle is on. The lights are on."),
        "{}",
        inside.lines[0].say.raw()
    );
    let left = left(&imported);
    for words in [
        "the variable `anger` (it begins as 3) is not carried over",
        "the story changes the variable `anger` here",
        "the condition of the choice `The cleaners must have taken it.` is not carried over",
        "a condition is not carried over",
        "choices can be taken once only",
        "what happens where no choice is left is not carried over",
    ] {
        assert!(left.contains(words), "{words}\n{left}");
    }
}

#[test]
fn versions_of_ink_that_differ_and_other_json_are_refused() {
    let refused = |text: &str| import(Format::Ink, text, "x").expect_err("refused").to_string();
    assert!(refused("{\"inkVersion\":17,\"root\":[]}").contains("version 17"));
    assert!(refused("{\"inkVersion\":22,\"root\":[]}").contains("19 to 21"));
    assert!(refused("{}").contains("no compiled ink story"));
    assert!(refused("[1").contains("no JSON"));
    assert!(refused("{\"inkVersion\":21}").contains("no `root`"));
    assert!(refused(&" ".repeat(BYTES_MAX + 1)).contains("larger than"));
    let older = INK
        .trim_start_matches('\u{feff}')
        .replacen("\"inkVersion\":21", "\"inkVersion\":20", 1);
    scenario(&import(Format::Ink, &older, "x").unwrap());
    assert!(
        import(Format::Twee, "Just words.\n", "x")
            .unwrap_err()
            .to_string()
            .contains("holds no passage")
    );
    assert_eq!(Format::of_file("a/b.TWEE"), Some(Format::Twee));
    assert_eq!(Format::of_file("story.ink"), None);
}

#[test]
fn odd_shapes_become_drafts_that_can_be_played() {
    for (twee, moves) in [
        // Nothing but a passage.
        (":: Start\nHello.", vec![2]),
        // Round for ever.
        (
            ":: Start\na\n[[x->B]]\n[[y->B]]\n\n:: B\nb\n[[x->Start]]\n[[y->Start]]",
            vec![3, 2],
        ),
        // Only page turners, in a circle.
        (":: Start\na\n[[Continue->B]]\n\n:: B\nb\n[[Continue->Start]]", vec![3]),
        // Seven links.
        (
            ":: Start\na\n[[1->e]][[2->e]][[3->e]][[4->e]][[5->e]][[6->e]][[7->e]]\n:: e\nend",
            vec![5, 3],
        ),
        // Names that make the same id, or none, or a reserved one.
        (
            ":: Start\na\n[[end]]\n[[End]]\n[[日本]]\n:: end\nx\n[[a->Start]]\n[[b->e]]\n:: End\ny\n[[a->Start]]\n[[b->e]]\n:: 日本\nz\n[[a->Start]]\n[[wait->e]]\n:: e\nover",
            vec![3, 2, 2, 2],
        ),
        // Itself.
        (":: Start\na\n[[Continue->Start]]", vec![3]),
        // Nothing leads there.
        (
            ":: Start\na\n[[x->e]]\n[[y->e]]\n:: e\nx\n:: lonely\nwords\n[[z->e]]\n[[w->e]]",
            vec![2, 2],
        ),
    ] {
        let imported = import(Format::Twee, twee, "odd").unwrap();
        let draft = scenario(&imported);
        let counts: Vec<usize> = draft.beats.iter().map(|beat| beat.moves.len()).collect();
        assert_eq!(counts, moves, "{twee}\n{}", imported.text);
        assert_eq!((imported.beats, imported.moves), (counts.len(), counts.iter().sum()));
    }
}

/// All words of a scenario that are spoken, each as often as it stands there.
fn words(scenario: &Scenario) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    let mut add = |text: &str| {
        let letters = |letter: char| !letter.is_alphanumeric();
        for word in text.split(letters).filter(|word| !word.is_empty()) {
            *words.entry(word.to_owned()).or_insert(0) += 1;
        }
    };
    for beat in &scenario.beats {
        beat.scene.iter().for_each(|scene| add(scene.raw()));
        beat.lines.iter().for_each(|line| add(line.say.raw()));
        for mv in &beat.moves {
            add(mv.say.raw());
            mv.replies.iter().for_each(|reply| add(reply.say.raw()));
        }
    }
    words
}

#[test]
fn what_is_written_for_twine_is_read_again() {
    for before in Library::shipped().scenarios() {
        let imported = import(Format::Twee, &twee(before), &before.id).unwrap();
        let after = scenario(&imported);
        let name = &before.id;
        assert_eq!(after.title, before.title);
        assert_eq!(after.beat(after.start).id, before.beat(before.start).id, "{name}");
        let ids = |scenario: &Scenario| {
            scenario
                .beats
                .iter()
                .map(|beat| beat.id.clone())
                .collect::<BTreeSet<_>>()
        };
        assert!(
            ids(&after).is_superset(&ids(before)),
            "{name}: {:?}",
            ids(before).difference(&ids(&after))
        );
        let links = |scenario: &Scenario| {
            let mut links = BTreeSet::new();
            for beat in &scenario.beats {
                for mv in &beat.moves {
                    for target in mv.branches.iter().map(|branch| branch.to).chain([mv.next]) {
                        let to = match target {
                            Target::End => "end".to_owned(),
                            Target::Beat(id) => scenario.beat(id).id.clone(),
                        };
                        links.insert((beat.id.clone(), mv.say.raw().to_owned(), to));
                    }
                }
            }
            links
        };
        let new = links(&after);
        for (from, say, to) in links(before) {
            let direct = new.contains(&(from.clone(), say.clone(), to.clone()));
            // A move with branches leads through a beat of its own.
            let through = new
                .iter()
                .filter(|link| link.0 == from && link.1 == say)
                .any(|(_, _, reply)| new.iter().any(|link| link.0 == *reply && link.2 == to));
            assert!(direct || through, "{name}: {from}: {say} -> {to}");
        }
        let (old, new) = (words(before), words(&after));
        for (word, count) in &old {
            assert!(
                new.get(word).is_some_and(|found| found >= count),
                "{name}: `{word}` {count} {:?}",
                new.get(word)
            );
        }
    }
}

#[test]
fn importing_and_exporting_as_typed() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    fs::write(at("night-kitchen.twee"), TWEE).unwrap();
    fs::write(at("lost-key.json"), INK).unwrap();
    let words = well(home.path(), &["import", "night-kitchen.twee"]);
    assert!(
        words.contains("night-kitchen.ron was written") && words.contains("6 beats"),
        "{words}"
    );
    let again = run(home.path(), &["import", "night-kitchen.twee"]);
    assert!(
        !again.status.success() && said(&again).contains("already there"),
        "{}",
        said(&again)
    );
    well(home.path(), &["import", "lost-key.json", "--out", "key.ron"]);
    for (file, id) in [("night-kitchen.ron", "night-kitchen"), ("key.ron", "key")] {
        well(home.path(), &["check", file]);
        let played = well(
            home.path(),
            &[
                "play",
                id,
                "--scenarios",
                file,
                "--seed",
                "1",
                "--moves",
                "wait",
                "--no-record",
            ],
        );
        assert!(!played.is_empty());
    }
    assert!(!run(home.path(), &["import", "key.ron"]).status.success());

    well(home.path(), &["export", "twee", "broken-heel"]);
    well(home.path(), &["export", "script", "broken-heel"]);
    well(home.path(), &["map", "broken-heel", "--out", "heel.svg"]);
    let none = run(home.path(), &["map", "broken-heel", "--records", "--out", "used.svg"]);
    assert!(
        !none.status.success() && said(&none).contains("nobody has played"),
        "{}",
        said(&none)
    );
    let page = fs::read_to_string(at("broken-heel.html")).unwrap();
    let heel = Library::shipped().find("broken-heel").cloned().unwrap();
    for beat in &heel.beats {
        assert!(page.contains(&format!(">{}<", beat.id)), "{}", beat.id);
    }
    assert!(page.contains("Compensate(kind:") && !page.contains("<script") && !page.contains("http"));
    assert!(fs::read_to_string(at("heel.svg")).unwrap().starts_with("<svg"));
    well(home.path(), &["import", "broken-heel.twee", "--out", "heel-again.ron"]);
}

#[test]
fn a_scenario_starts_from_something() {
    let home = site();
    well(
        home.path(),
        &["new", "first", "--failure", "money", "--channel", "email"],
    );
    well(home.path(), &["new", "second", "--copy", "first.ron"]);
    let shown = well(home.path(), &["check", "first.ron", "second.ron", "--strict"]);
    assert!(shown.contains("2 scenarios that can be played"), "{shown}");
    well(home.path(), &["new", "heel", "--copy", "broken-heel"]);
    let copied = fs::read_to_string(home.path().join("heel.ron")).unwrap();
    assert_eq!(read(&copied).scenario.unwrap().id, "heel");
    well(
        home.path(),
        &[
            "records",
            "story",
            "add",
            "--title",
            "The gate",
            "--broke",
            "It was closed.",
            "--did",
            "We opened it.",
        ],
    );
    let stories = well(home.path(), &["records", "story", "list", "--json"]);
    let id = stories
        .split("\"id\": \"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("an id");
    well(home.path(), &["new", "gate", "--from-story", &id[..13]]);
    let text = fs::read_to_string(home.path().join("gate.ron")).unwrap();
    assert!(text.contains("what we did: We opened it."), "{text}");
    well(home.path(), &["check", "gate.ron"]);
    let bad = run(home.path(), &["new", "Bad Id", "--copy", "broken-heel"]);
    assert!(
        !bad.status.success() && said(&bad).contains("is no id"),
        "{}",
        said(&bad)
    );
}

/// A mixture of what stories hold and what breaks them.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        Just(":: ".to_owned()),
        Just("\n:: A\n".to_owned()),
        Just("\n:: B [x] {\"position\":\"1,2\"}\n".to_owned()),
        Just("[[A]]".to_owned()),
        Just("[[x->B]]".to_owned()),
        Just("[[B<-y]]".to_owned()),
        Just("[[Continue->A]]".to_owned()),
        Just("[[".to_owned()),
        Just("]]".to_owned()),
        Just("<<".to_owned()),
        Just(">>".to_owned()),
        Just("(if: $x)[".to_owned()),
        Just("]".to_owned()),
        Just("(set: \"".to_owned()),
        Just("<!--".to_owned()),
        Just("-->".to_owned()),
        Just("{".to_owned()),
        Just("}".to_owned()),
        Just("$x".to_owned()),
        Just("\\".to_owned()),
        Just("\n--\n".to_owned()),
        Just("\"".to_owned()),
        Just(":: StoryData\n{\"format\":\"Chapbook\",\"start\":\"B\"}\n".to_owned()),
        Just("\n:: StoryTitle\n".to_owned()),
        "\\PC{0,12}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(scrap, 0..60).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_twee_is_refused_or_becomes_a_draft(text in scraps()) {
        if let Ok(imported) = import(Format::Twee, &text, "x") {
            scenario(&imported);
        }
    }

    #[test]
    fn a_spoiled_twee_story_is_read(spots in prop::collection::vec((any::<prop::sample::Index>(), "\\PC"), 1..30)) {
        let mut letters: Vec<char> = TWEE.chars().collect();
        for (at, with) in spots {
            let at = at.index(letters.len());
            letters.splice(at..(at + 3).min(letters.len()), with.chars());
        }
        if let Ok(imported) = import(Format::Twee, &letters.into_iter().collect::<String>(), "x") {
            scenario(&imported);
        }
    }

    #[test]
    fn a_spoiled_ink_story_is_refused_or_becomes_a_draft(
        swaps in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..8),
    ) {
        // Words of the story stand in other words' places: it stays JSON.
        let text = INK.trim_start_matches('\u{feff}');
        let mut parts: Vec<&str> = text.split('"').collect();
        for (at, from) in swaps {
            let (at, from) = (at.index(parts.len() / 2) * 2 + 1, from.index(parts.len() / 2) * 2 + 1);
            parts[at] = parts[from];
        }
        if let Ok(imported) = import(Format::Ink, &parts.join("\""), "x") {
            scenario(&imported);
        }
    }
}

#[test]
fn huge_rubbish_takes_no_time() {
    let begun = std::time::Instant::now();
    for scrap in [
        "[[", "<<", "<!--", "(if:(", "<script>", "[[a]]", "''", "<a", ":: a\n", "$a", "/*",
    ] {
        let text = format!(":: Start\n{}", scrap.repeat((BYTES_MAX - 10) / scrap.len() / 8));
        if let Ok(imported) = import(Format::Twee, &text, "x") {
            scenario(&imported);
        }
    }
    let deep = format!(
        "{{\"inkVersion\":21,\"root\":{}{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(import(Format::Ink, &deep, "x").is_err());
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    scenario(&import(Format::Twee, &twee(&read(&template("x")).scenario.unwrap()), "x").unwrap());
}
