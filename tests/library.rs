//! The one loader: what is shipped, what a folder holds, and what two files may not share.

use std::fs;
use std::path::Path;

use bounceback::diagnostic::{Severity, render};
use bounceback::library::{Library, LoadError, SHIPPED};
use bounceback::scenario::template;

const SCENARIOS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");

/// A folder with these files.
fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

#[test]
fn the_shipped_list_is_the_folder() {
    let mut inside: Vec<String> = fs::read_dir(SCENARIOS)
        .expect("the folder of scenarios")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with(".tests.ron"))
        .filter_map(|name| name.strip_suffix(".ron").map(str::to_owned))
        .collect();
    inside.sort();
    let mut listed: Vec<&str> = SHIPPED.iter().map(|(id, _)| *id).collect();
    listed.sort_unstable();
    assert_eq!(listed, inside);
    for (id, text) in SHIPPED {
        let path = Path::new(SCENARIOS).join(id).with_extension("ron");
        assert_eq!(*text, fs::read_to_string(path).expect("a shipped scenario"));
    }
}

#[test]
fn every_shipped_scenario_is_without_errors_and_warnings_and_named_after_its_file() {
    let library = Library::shipped();
    assert_eq!(library.files.len(), SHIPPED.len());
    for (file, (id, _)) in library.files.iter().zip(SHIPPED) {
        let drawn: Vec<String> = file
            .found
            .iter()
            .map(|found| render(found, &file.source, false))
            .collect();
        assert!(drawn.is_empty(), "{}", drawn.join("\n\n"));
        assert_eq!(file.scenario.as_ref().expect("valid").id, *id);
    }
}

#[test]
fn a_folder_and_the_program_hold_the_same_scenarios() {
    let loaded = Library::load(&[SCENARIOS]).expect("the folder of scenarios");
    assert!(loaded.policy_file.is_none());
    for scenario in Library::shipped().scenarios() {
        let same = loaded.find(&scenario.id).expect("in the folder, too");
        assert_eq!(same, scenario);
    }
}

#[test]
fn an_id_that_two_files_share_is_reported_on_the_second_where_it_stands() {
    // The id stands in a comment and in a text before it is given: neither is the place.
    let second = template("cake").replacen("format: 1,", "format: 1, // not \"cake\" again", 1);
    let folder = site(&[
        ("a.ron", &template("cake")),
        ("b.ron", &second),
        ("c.ron", &template("pie")),
    ]);
    let library = Library::load(&[folder.path()]).expect("a folder");
    let codes: Vec<Vec<&str>> = library
        .files
        .iter()
        .map(|file| file.found.iter().map(|found| found.code).collect())
        .collect();
    assert_eq!(codes, [vec![], vec!["duplicate-id"], vec![]]);
    let found = &library.files[1].found[0];
    assert_eq!(found.severity, Severity::Error);
    assert!(found.message.contains("a.ron"), "{}", found.message);
    let place = found.span.clone().expect("a place");
    assert_eq!(&second[place.clone()], "\"cake\"");
    assert!(second[..place.start].ends_with("id: "));
    let ids: Vec<&str> = library.scenarios().map(|scenario| scenario.id.as_str()).collect();
    assert_eq!(ids, ["cake", "pie"]);
}

#[test]
fn a_file_named_beside_its_folder_is_one_file() {
    let folder = site(&[("a.ron", &template("cake"))]);
    let file = folder.path().join("a.ron");
    let around = folder
        .path()
        .join("..")
        .join(folder.path().file_name().expect("a name"));
    let library = Library::load(&[folder.path().to_owned(), file, around]).expect("a folder and its file");
    assert_eq!(library.files.len(), 1);
    assert_eq!(library.files[0].found, []);
}

#[test]
fn a_policy_changes_what_it_says_and_nothing_else() {
    let folder = site(&[
        ("cake.ron", &template("cake")),
        ("policy.ron", "(fund: 7, approval: [Fix], currency: \"€\")"),
    ]);
    let library = Library::load(&[folder.path()]).expect("a folder");
    let scenario = library.find("cake").expect("the scenario");
    let policy = library.policy_for(scenario);
    assert_eq!((policy.fund, policy.currency.as_str()), (700, "€"));
    assert_ne!(policy.approval, 0);
    assert_eq!(policy.labour_tick, scenario.policy.labour_tick);
    assert_eq!(policy.refusal_weight, scenario.policy.refusal_weight);
    assert_eq!(library.policy_file.as_ref().map(|file| file.found.len()), Some(0));
}

#[test]
fn what_cannot_be_loaded_says_why() {
    let check = |path: &Path, wanted: &str| {
        let error = Library::load(&[path]).expect_err("nothing to load");
        assert!(error.to_string().contains(wanted), "{error}");
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
        error
    };
    let empty = site(&[("notes.txt", "no scenario")]);
    assert!(matches!(
        check(empty.path(), "holds no scenario"),
        LoadError::NoScenarios { .. }
    ));
    let only_policy = site(&[("policy.ron", "(fund: 7)")]);
    check(only_policy.path(), "holds no scenario");
    check(&empty.path().join("nowhere"), "cannot be read");
    fs::create_dir(empty.path().join("x.ron")).expect("a folder named as a file");
    check(empty.path(), "holds no scenario");
}

#[test]
fn files_that_are_no_text_are_found_out() {
    let folder = site(&[("good.ron", &template("good"))]);
    fs::write(folder.path().join("latin.ron"), b"Scenario(\n\n  title: \"caf\xe9\")").expect("a file");
    fs::write(folder.path().join("policy.ron"), b"\xff\xfe(").expect("a file");
    let library = Library::load(&[folder.path()]).expect("a folder");
    let latin = library
        .files
        .iter()
        .find(|file| file.source.name.ends_with("latin.ron"))
        .expect("the file");
    assert_eq!(latin.found[0].code, "not-text");
    assert!(latin.found[0].message.contains("line 3"), "{}", latin.found[0].message);
    let policy = library.policy_file.as_ref().expect("the policy");
    assert_eq!(policy.found[0].code, "not-text");
    assert!(library.find("good").is_some());
}

/// A small set with this wall.
fn set(wall: &str) -> String {
    format!("(tint: \"{wall}\", back: [Rect(w: 1600, h: 900, fill: \"{wall}\")])")
}

/// A scenario in this setting.
fn at(id: &str, setting: &str) -> String {
    template(id).replacen("setting: \"boutique\"", &format!("setting: \"{setting}\""), 1)
}

#[test]
fn a_site_brings_its_own_sets_and_they_stand_before_the_shipped_ones() {
    let folder = site(&[
        ("a.ron", &at("a", "bakery")),
        ("b.ron", &at("b", "boutique")),
        ("c.ron", &at("c", "moon")),
        ("d.ron", &at("d", "hotel")),
    ]);
    fs::create_dir(folder.path().join("sets")).expect("a folder");
    fs::write(folder.path().join("sets/bakery.ron"), set("#ffeedd")).expect("a file");
    fs::write(folder.path().join("sets/boutique.ron"), set("#ddeeff")).expect("a file");
    let library = Library::load(&[folder.path()]).expect("a folder");
    assert!(library.all_files().all(|file| file.found.is_empty()));
    let shipped = Library::shipped();
    let set_of = |library: &Library, id: &str| {
        let scenario = library_scenario(library, id);
        library.sets.of(&scenario).clone()
    };
    assert_eq!(set_of(&library, "a").tint().to_string(), "#ffeedd");
    assert_eq!(set_of(&library, "b").tint().to_string(), "#ddeeff");
    assert_eq!(
        Some(&set_of(&library, "c")),
        shipped.sets.named("plain"),
        "an unknown one is a plain room"
    );
    assert_eq!(Some(&set_of(&library, "d")), shipped.sets.named("hotel"));
    assert_eq!(library.sets.nearest("bakry"), Some("bakery"));
    assert_eq!(library.sets.nearest("hottel"), Some("hotel"));
    assert_eq!(library.sets.named("moon"), None);
    // A scenario that is named as a file brings its own set along, and no other.
    let one = Library::load(&[folder.path().join("a.ron")]).expect("a file");
    assert_eq!(set_of(&one, "a").tint().to_string(), "#ffeedd");
    assert_eq!(one.set_files.len(), 1);
}

fn library_scenario(library: &Library, id: &str) -> std::sync::Arc<bounceback::scenario::Scenario> {
    library.find(id).expect("a scenario").clone()
}

#[test]
fn a_set_that_cannot_be_read_says_where_and_leaves_a_plain_room() {
    let folder = site(&[("a.ron", &at("a", "bakery"))]);
    fs::create_dir(folder.path().join("sets")).expect("a folder");
    let path = folder.path().join("sets/bakery.ron");
    for (text, message, marked) in [
        (
            "(tint: \"#ffffff\",\n  // Öfen\n  back: [Rect(hight: 3)])",
            "hight",
            "hight",
        ),
        ("(tint: \"#ffffff\", back: [Use(name: \"oven\")])", "oven", "\"oven\""),
        ("(tint: \"#ffffff\", back: [Rect(fill: \"blue\")])", "blue", ""),
        ("", "", ""),
        ("(tint", "", ""),
    ] {
        fs::write(&path, text).expect("a file");
        for named in [folder.path().to_owned(), folder.path().join("a.ron")] {
            let library = Library::load(&[named]).expect("a folder");
            let file = &library.set_files[0];
            assert_eq!(file.found[0].code, "set", "{text}");
            assert!(file.found[0].message.contains(message), "{}", file.found[0].message);
            let span = file.found[0].span.clone().expect("a place");
            assert!(
                file.source.text[span].contains(marked),
                "{text}: {:?}",
                file.found[0].span
            );
            let drawn = render(&file.found[0], &file.source, false);
            assert!(drawn.contains("bakery.ron:"), "{drawn}");
            let scenario = library_scenario(&library, "a");
            assert_eq!(Some(library.sets.of(&scenario)), library.sets.named("plain"));
        }
    }
    fs::write(&path, b"\xff\xfe(").expect("a file");
    let library = Library::load(&[folder.path()]).expect("a folder");
    assert_eq!(library.set_files[0].found[0].code, "not-text");
}

#[test]
fn two_folders_cannot_both_bring_a_set_of_one_name() {
    let folders = [
        site(&[("a.ron", &at("a", "bakery"))]),
        site(&[("b.ron", &at("b", "bakery"))]),
    ];
    for (folder, wall) in folders.iter().zip(["#000001", "#000002"]) {
        fs::create_dir(folder.path().join("sets")).expect("a folder");
        fs::write(folder.path().join("sets/bakery.ron"), set(wall)).expect("a file");
    }
    let library = Library::load(&[folders[0].path(), folders[1].path()]).expect("two folders");
    let codes: Vec<Vec<&str>> = library
        .set_files
        .iter()
        .map(|file| file.found.iter().map(|found| found.code).collect())
        .collect();
    assert_eq!(codes, [vec![], vec!["duplicate-set"]]);
    let kept = library.sets.named("bakery").expect("the first");
    assert_eq!(kept.tint().to_string(), "#000001");
}

#[test]
fn a_setting_cannot_lead_out_of_the_folder() {
    let folder = site(&[("a.ron", &at("a", "../secret")), ("secret.ron", &set("#000001"))]);
    let library = Library::load(&[folder.path().join("a.ron")]).expect("a file");
    assert!(library.set_files.is_empty());
}
