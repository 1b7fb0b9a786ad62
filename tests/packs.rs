//! Packs: what goes in comes out, what has no place is refused by name, and whatever is done to a zip, nothing is written outside the
//! folder and nothing is lost.

#![expect(clippy::unwrap_used, reason = "a failed test says where")]

#[path = "common/program.rs"]
mod program;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use bounceback::library::pack::{Kind, limits};
use bounceback::library::{Library, Pack, PlaceError, SHIPPED};
use bounceback::scenario::template;
use program::{run, said, site, well};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip with these entries, whatever they are called.
fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn refused(bytes: &[u8]) -> String {
    Pack::open(bytes).expect_err("it is refused").to_string()
}

/// All files below a folder with their texts.
fn below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// A site with a policy, a set, a README, and things that are nobody's business.
fn bakery(folder: &Path) {
    fs::create_dir_all(folder.join("sets")).unwrap();
    let plain = fs::read_to_string("assets/sets/plain.ron").unwrap();
    fs::write(folder.join("sets/bakery.ron"), plain).unwrap();
    let cake = template("cake").replace("\"boutique\"", "\"bakery\"");
    fs::write(folder.join("cake.ron"), cake).unwrap();
    fs::write(folder.join("other.ron"), template("other")).unwrap();
    fs::write(folder.join("policy.ron"), "(fund: 20)").unwrap();
    fs::write(folder.join("README.md"), "# Cakes\n").unwrap();
    fs::write(folder.join("notes.doc"), [0, 1, 2, 255]).unwrap();
    fs::write(folder.join(".hidden.ron"), "?").unwrap();
}

#[test]
fn a_folder_goes_through_a_pack_unchanged() {
    let home = tempfile::tempdir().unwrap();
    let (from, into) = (home.path().join("site"), home.path().join("a/b"));
    bakery(&from);
    let (pack, left) = Pack::gather(&[&from]).unwrap();
    assert_eq!(left, [from.join("notes.doc")]);
    let bytes = pack.zip().unwrap();
    assert_eq!(bytes, pack.zip().unwrap(), "the same texts, the same bytes");
    let again = Pack::open(&bytes).unwrap();
    assert_eq!(again, pack);
    again.unpack(&into).unwrap();
    let mut expect = below(&from);
    expect.remove("notes.doc");
    expect.remove(".hidden.ron");
    assert_eq!(below(&into), expect);
    // It loads in memory as it loads from the folder.
    let (memory, folder) = (again.library("p"), Library::load(&[&into]).unwrap());
    assert_eq!(memory.policy, folder.policy);
    let ids = |library: &Library| library.scenarios().map(|scenario| scenario.hash).collect::<Vec<_>>();
    assert_eq!(ids(&memory), ids(&folder));
    assert!(memory.sets.named("bakery").is_some());
    assert!(memory.all_files().all(|file| file.found.is_empty()));
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 2, "nothing is left beside");
    assert_eq!(
        fs::read_dir(home.path().join("a")).unwrap().count(),
        1,
        "nothing is left beside"
    );
}

#[test]
fn a_scenario_brings_its_set_and_its_playthroughs_but_no_policy() {
    let home = tempfile::tempdir().unwrap();
    bakery(home.path());
    fs::write(home.path().join("cake.tests.ron"), "[]").unwrap();
    let (pack, _) = Pack::gather(&[home.path().join("cake.ron")]).unwrap();
    let names: Vec<&str> = pack.files().map(|(name, _)| name).collect();
    assert_eq!(names, ["cake.ron", "cake.tests.ron", "sets/bakery.ron"]);
    let why = Pack::gather(&[home.path().join("notes.doc"), home.path().join("nothing.ron")]).expect_err("neither");
    let why = why.to_string();
    assert!(
        why.contains("no text in UTF-8") && why.contains("cannot be read"),
        "{why}"
    );
    let why = Pack::gather(&[home.path().join("policy.ron")])
        .expect_err("no scenario")
        .to_string();
    assert!(why.contains("no scenario to pack"), "{why}");
}

#[test]
fn all_shipped_scenarios_fit_into_one_pack() {
    let mut pack = Pack::default();
    for (id, text) in SHIPPED {
        pack.add(&format!("{id}.ron"), (*text).to_owned()).unwrap();
    }
    let bytes = pack.zip().unwrap();
    assert!(bytes.len() < limits::ZIP_BYTES_MAX / 10, "{}", bytes.len());
    assert_eq!(Pack::open(&bytes).unwrap(), pack);
    // A text like a bomb is still ours: it is written as it is.
    pack.add("blank.ron", " ".repeat(limits::FILE_BYTES_MAX)).unwrap();
    assert_eq!(Pack::open(&pack.zip().unwrap()).unwrap(), pack);
}

#[test]
fn what_has_no_place_in_a_pack_is_refused_by_name() {
    let good = template("cake");
    for (name, words) in [
        ("../cake.ron", "out of the folder"),
        ("sets/../../cake.ron", "out of the folder"),
        ("/tmp/cake.ron", "place of its own"),
        ("C:\\cake.ron", "place of its own"),
        ("C:/cake.ron", "place of its own"),
        ("cake.sh", "no file that a pack may hold"),
        ("nul.ron", "device"),
        ("a\u{1b}[2Jb.ron", "rename it"),
        ("deep/er/cake.ron", "no file that a pack may hold"),
    ] {
        let why = refused(&zipped(&[("fine.ron", good.as_bytes()), (name, b"x")]));
        assert!(why.contains(words), "{name}: {why}");
        assert!(!why.contains('\u{1b}'), "{why}");
    }
    let why = refused(&zipped(&[
        ("cake.ron", good.as_bytes()),
        ("CAKE.ron", b"x"),
        ("x.exe", b""),
    ]));
    assert!(
        why.contains("there is `cake.ron` already") && why.contains("`x.exe`"),
        "all at once: {why}"
    );
    assert!(refused(&zipped(&[("cake.ron", b"\xff\xfe")])).contains("UTF-8"));
    assert!(refused(&zipped(&[])).contains("empty"));
    assert!(refused(b"").contains("no zip file"));
    assert!(refused(b"PK not really").contains("no zip file"));

    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("cake.ron", SimpleFileOptions::default()).unwrap();
    zip.add_symlink("link.ron", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    zip.add_directory("../out", SimpleFileOptions::default()).unwrap();
    let why = refused(&zip.finish().unwrap().into_inner());
    assert!(why.contains("`link.ron`: it is a link"), "{why}");
    assert!(why.contains("out of the folder"), "{why}");
}

#[test]
fn bombs_are_refused() {
    let large = vec![b' '; limits::FILE_BYTES_MAX + 1];
    assert!(refused(&zipped(&[("cake.ron", &large)])).contains("larger than 1024 KiB"));
    let dense = vec![b' '; limits::FILE_BYTES_MAX];
    assert!(refused(&zipped(&[("cake.ron", &dense)])).contains("100 times smaller"));
    // The list lies about the size: no more than the limit is read.
    let mut lie = zipped(&[("cake.ron", &large)]);
    let size = u32::try_from(large.len()).unwrap().to_le_bytes();
    for at in 0..lie.len() - 4 {
        if lie[at..at + 4] == size {
            lie[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
        }
    }
    let why = refused(&lie);
    assert!(!why.is_empty(), "{why}");
    let many: Vec<String> = (0..=limits::FILES_MAX).map(|at| format!("s{at}.ron")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    assert!(refused(&zipped(&many)).contains("1001 files"));
    let much: Vec<String> = (0..40).map(|at| format!("s{at}.ron")).collect();
    let noise = |seed: u32| -> Vec<u8> {
        let mut word = seed.wrapping_mul(2_654_435_761) | 1;
        (0..1_000_000)
            .map(|_| {
                word ^= word << 13;
                word ^= word >> 17;
                word ^= word << 5;
                if word.is_multiple_of(4) {
                    b'a' + u8::try_from((word >> 8) % 26).unwrap()
                } else {
                    b' '
                }
            })
            .collect()
    };
    let texts: Vec<Vec<u8>> = (0..40).map(|at| noise(at % 3 + 1)).collect();
    let much: Vec<(&str, &[u8])> = much
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), &text[..]))
        .collect();
    assert!(refused(&zipped(&much)).contains("32 MiB"));
}

#[test]
fn nothing_is_written_where_one_file_is_there() {
    let home = tempfile::tempdir().unwrap();
    let into = home.path().join("mine");
    fs::create_dir(&into).unwrap();
    fs::write(into.join("Cake.ron"), "mine").unwrap();
    let before = below(home.path());
    let mut pack = Pack::default();
    pack.add("another.ron", template("another")).unwrap();
    pack.add("cake.ron", template("cake")).unwrap();
    pack.add("sets/bakery.ron", "x".to_owned()).unwrap();
    let why = pack.unpack(&into).expect_err("taken");
    assert!(
        matches!(&why, PlaceError::Taken(paths) if *paths == [into.join("Cake.ron")]),
        "{why}"
    );
    assert_eq!(below(home.path()), before);
    fs::remove_file(into.join("Cake.ron")).unwrap();
    fs::write(into.join("sets"), "a file").unwrap();
    assert!(matches!(pack.unpack(&into), Err(PlaceError::NoFolder(_))));
    fs::remove_file(into.join("sets")).unwrap();
    fs::write(into.join("own.ron"), "mine").unwrap();
    assert_eq!(pack.unpack(&into).unwrap().len(), 3);
    assert_eq!(below(&into).len(), 4);
    assert_eq!(below(home.path()).len(), 4, "nothing is left beside");
    assert!(matches!(
        pack.unpack(&into.join("own.ron")),
        Err(PlaceError::NoFolder(_))
    ));
}

#[cfg(unix)]
#[test]
fn a_link_in_the_folder_leads_nothing_out_of_it() {
    let home = tempfile::tempdir().unwrap();
    let (into, outside) = (home.path().join("mine"), home.path().join("outside"));
    fs::create_dir_all(&into).unwrap();
    fs::create_dir_all(&outside).unwrap();
    std::os::unix::fs::symlink(&outside, into.join("sets")).unwrap();
    let mut pack = Pack::default();
    pack.add("cake.ron", template("cake")).unwrap();
    pack.add("sets/bakery.ron", "x".to_owned()).unwrap();
    assert!(matches!(pack.unpack(&into), Err(PlaceError::NoFolder(_))));
    std::os::unix::fs::symlink(outside.join("x"), into.join("cake.ron")).unwrap();
    fs::remove_file(into.join("sets")).unwrap();
    assert!(
        matches!(pack.unpack(&into), Err(PlaceError::Taken(_))),
        "a link without an end is there, too"
    );
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
}

#[test]
fn a_folder_around_everything_is_passed_over() {
    let cake = template("cake");
    let bytes = zipped(&[
        ("my cakes/cake.ron", cake.as_bytes()),
        ("my cakes/sets/bakery.ron", b"x"),
    ]);
    let pack = Pack::open(&bytes).unwrap();
    let names: Vec<&str> = pack.files().map(|(name, _)| name).collect();
    assert_eq!(names, ["cake.ron", "sets/bakery.ron"]);
    assert_eq!(
        Pack::open(&zipped(&[("sets/bakery.ron", b"x")]))
            .unwrap()
            .files()
            .next()
            .unwrap()
            .0,
        "sets/bakery.ron"
    );
    assert_eq!(bounceback::library::pack::kind("policy.ron"), Ok(Kind::Policy));
}

#[test]
fn packing_and_unpacking_as_typed() {
    let home = site();
    bakery(&home.path().join("site"));
    let words = well(home.path(), &["pack", "site", "--out", "cakes.zip"]);
    assert!(words.contains("5 files") && words.contains("notes.doc"), "{words}");
    let again = run(home.path(), &["pack", "site", "--out", "cakes.zip"]);
    assert!(
        !again.status.success() && said(&again).contains("already there; nothing was written"),
        "{}",
        said(&again)
    );
    let words = well(home.path(), &["unpack", "cakes.zip", "--dry-run", "--no-solve"]);
    assert!(
        words.contains("sets/bakery.ron") && words.contains("0 errors"),
        "{words}"
    );
    assert!(!home.path().join("theirs").exists());
    let words = well(home.path(), &["unpack", "cakes.zip", "--into", "theirs"]);
    assert!(
        words.contains("5 files were unpacked into theirs") && words.contains("2 scenarios that can be played"),
        "{words}"
    );
    let twice = run(home.path(), &["unpack", "cakes.zip", "--into", "theirs", "--no-solve"]);
    assert!(
        !twice.status.success() && said(&twice).contains("nothing was unpacked"),
        "{}",
        said(&twice)
    );
    well(home.path(), &["check", "theirs", "--no-solve"]);
    fs::write(home.path().join("bad.zip"), zipped(&[("../x.ron", b"x")])).unwrap();
    let bad = run(home.path(), &["unpack", "bad.zip", "--into", "bad"]);
    assert!(
        !bad.status.success() && said(&bad).contains("leads out of the folder"),
        "{}",
        said(&bad)
    );
    assert!(!home.path().join("bad").exists());
}

fn sample() -> Vec<u8> {
    let cake = template("cake");
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("cake.ron", SimpleFileOptions::default()).unwrap();
    zip.write_all(cake.as_bytes()).unwrap();
    zip.start_file("sets/bakery.ron", stored).unwrap();
    zip.write_all(b"Set(").unwrap();
    zip.add_directory("sets", SimpleFileOptions::default()).unwrap();
    zip.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_spoiled_zip_does_nothing_outside(
        spots in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
        name in prop::option::of("[./\\\\a-z:~]{8}"),
    ) {
        let mut bytes = sample();
        if let Some(name) = name {
            // Both lists of the zip get the same odd name.
            for at in 0..bytes.len() - 8 {
                if &bytes[at..at + 8] == b"cake.ron" {
                    bytes[at..at + 8].copy_from_slice(name.as_bytes());
                }
            }
        }
        for (at, byte) in spots {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(pack) = Pack::open(&bytes) {
            let home = tempfile::tempdir().unwrap();
            let _ = pack.library("spoiled.zip");
            let placed = pack.unpack(&home.path().join("in")).unwrap();
            let found = below(home.path());
            prop_assert_eq!(found.len(), placed.len());
            for name in found.keys() {
                prop_assert!(name.starts_with("in/"), "{}", name);
            }
        }
    }

    #[test]
    fn rubbish_is_no_pack(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Pack::open(&bytes);
    }
}

#[test]
fn what_is_for_reviewers_stays_in_the_pack() {
    let home = site();
    bakery(&home.path().join("site"));
    let words = well(home.path(), &["pack", "site", "--out", "cakes.zip", "--with-map"]);
    assert!(
        words.contains("review/cake.svg") && words.contains("review/cake.html"),
        "{words}"
    );
    let pack = Pack::open(&fs::read(home.path().join("cakes.zip")).expect("a pack")).expect("it opens");
    let text = |name: &str| {
        pack.files()
            .find(|(other, _)| *other == name)
            .expect("packed")
            .1
            .to_owned()
    };
    assert!(text("review/cake.svg").starts_with("<svg") && text("review/cake.html").starts_with("<!DOCTYPE html>"));
    let words = well(home.path(), &["unpack", "cakes.zip", "--into", "theirs", "--no-solve"]);
    assert!(
        words.contains("What stands in review/ is for people who read the zip, and is not unpacked"),
        "{words}"
    );
    assert!(home.path().join("theirs/cake.ron").exists() && !home.path().join("theirs/review").exists());

    // A pack of nothing but a stranger's page brings nothing.
    let page = zipped(&[("review/x.html", b"<script>alert(1)</script>")]);
    let placed = Pack::open(&page)
        .expect("a page")
        .unpack(&home.path().join("empty"))
        .expect("nothing");
    assert!(placed.is_empty());
    assert!(refused(&zipped(&[("review/x.js", b"alert(1)")])).contains("no file that a pack may hold"));
}
