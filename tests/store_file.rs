//! Records in a file: old versions, several programs at once, and everything that can be wrong with a file.

#[path = "common/records.rs"]
mod records;
#[path = "common/team.rs"]
mod team;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bounceback::record::sqlite::{APPLICATION, LADDER, Options, open, open_with};
use bounceback::record::{By, DrillId, Filter, PersonId, StoreError, Story, StoryId, Tally};
use bounceback::scenario::template;
use bounceback::session::Reflection;
use bounceback::session::team::{Command, NoteKind};
use records::{begun, both, entries, minute, store_drill};
use rusqlite::Connection;
use uuid::Uuid;

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("records.sqlite");
    (folder, file)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// What a store of each version held: each adds to those before it.
const FIXTURES: [fn(&Connection); LADDER.len()] = [
    drills_of_version_1,
    stories_of_version_2,
    sums_of_version_3,
    sessions_of_version_4,
];

const ZOE: PersonId = PersonId(Uuid::from_u128(11));
const OLD: DrillId = DrillId(Uuid::from_u128(12));

fn drills_of_version_1(file: &Connection) {
    let drill = &both()[0].0;
    let record = drill.record();
    file.execute(
        "INSERT INTO person (id, name, folded, since) VALUES (?1, 'Zoë', 'zoë', 0)",
        [ZOE.0.as_bytes().to_vec()],
    )
    .expect("a person");
    file.execute(
        "INSERT INTO text (hash, scenario, text) VALUES (?1, 'cake', ?2)",
        (record.hash.bytes().to_vec(), template("cake")),
    )
    .expect("a text");
    let setup = serde_json::to_string(&record.setup).expect("plain data");
    file.execute("INSERT INTO setup (json) VALUES (?1)", [setup])
        .expect("a setup");
    // The first move four times, at first after 300 ms.
    file.execute(
        "INSERT INTO drill (id, person, text, setup, seed, mode, pace, at, n, entries, judge) \
         VALUES (?1, 1, 1, 1, 5, 1, 0, 60000, 4, x'00AC02000000000000', 0)",
        [OLD.0.as_bytes().to_vec()],
    )
    .expect("a drill");
}

fn stories_of_version_2(file: &Connection) {
    file.execute(
        "INSERT INTO story (id, at, author, title, broke, did, ended, changed, tags, words) \
         VALUES (?1, 0, 1, 'A lift', '', '', '', '', 'lift', 'a lift')",
        [Uuid::from_u128(13).as_bytes().to_vec()],
    )
    .expect("a story");
}

fn sums_of_version_3(file: &Connection) {
    let resolved = file.query_row("SELECT COUNT(resolved) FROM tally", [], |row| row.get::<_, i64>(0));
    assert_eq!(resolved, Ok(0), "the drill of version 1 is open");
}

fn sessions_of_version_4(file: &Connection) {
    let kept = team::held(7, minute(0)).kept(minute(50));
    let json = |value: serde_json::Value| value.to_string();
    let of = |value: serde_json::Result<serde_json::Value>| json(value.expect("plain data"));
    file.execute(
        "INSERT INTO team_session (id, text, at, ended, people, voters, judge, tier, score, accuracy, net, spent, beats, log, plan) \
         VALUES (?1, 1, 0, 1, 3, 3, 1, 4, 10000, 10000, 0, 0, ?2, ?3, ?4)",
        (
            kept.line.id.0.as_bytes().to_vec(),
            of(serde_json::to_value(&kept.line.beats)),
            of(serde_json::to_value(&kept.log)),
            of(serde_json::to_value(&kept.plan)),
        ),
    )
    .expect("a session");
}

/// Sums of an older version count what they did not count then: as if each drill were judged today.
#[test]
fn what_was_not_counted_is_counted_on_the_way_up() {
    let (_folder, file) = place();
    let mut store = open(&file).expect("it opens");
    let zoe = store.add_person("Zoë", minute(0)).expect("a name").id;
    for number in 0..6 {
        let month = number / 2 * 60 * 24 * 31;
        let which = usize::from(number % 3 == 0);
        store_drill(&mut *store, (number > 1).then_some(zoe), month, which);
    }
    let axes = [
        By::Person,
        By::PersonAndScenario,
        By::PersonAndMonth,
        By::ScenarioAndMonth,
    ];
    let sums = |store: &mut dyn bounceback::record::Store| axes.map(|by| store.tallies(by, None).expect("sums"));
    let counted = sums(&mut *store);
    let resolved = |tallies: &[Tally]| tallies.iter().map(|tally| tally.sums.resolved).sum::<i64>();
    assert!(
        counted.iter().all(|tallies| resolved(tallies) == resolved(&counted[0])),
        "{counted:?}"
    );
    assert!((1..6).contains(&resolved(&counted[0])), "some and not all: {counted:?}");
    drop(store);
    let old = Connection::open(&file).expect("a file");
    old.execute_batch("ALTER TABLE tally DROP COLUMN resolved; DROP TABLE team_session; PRAGMA user_version = 2;")
        .expect("as it was");
    drop(old);
    assert_eq!(sums(&mut *open(&file).expect("it climbs")), counted);
}

fn write_version(file: &Path, version: usize) {
    let connection = Connection::open(file).expect("a file");
    for step in &LADDER[..version] {
        connection.execute_batch(step).expect("a step of the ladder");
    }
    connection
        .execute_batch(&format!(
            "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {version};"
        ))
        .expect("a version");
    for fixture in &FIXTURES[..version] {
        fixture(&connection);
    }
}

fn version(file: &Path) -> usize {
    let connection = Connection::open(file).expect("a file");
    let version = connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
    usize::try_from(version.expect("a version")).expect("a small number")
}

#[test]
fn every_old_version_opens_and_a_copy_of_it_is_kept() {
    for old in 1..=LADDER.len() {
        let (folder, file) = place();
        write_version(&file, old);
        for _ in 0..2 {
            let mut store = open(&file).expect("it opens");
            let zoe = store.person_named("zoë").expect("asked").expect("she is there");
            assert_eq!(zoe.id, ZOE);
            let kept = store.kept(OLD).expect("kept");
            assert_eq!(
                kept.record().choices,
                both()[0].0.record().choices,
                "from version {old}"
            );
            assert_eq!(
                kept.begun.at,
                minute(0).min(jiff::Timestamp::from_second(60).expect("a time"))
            );
            let told = store.stories("").expect("a list").len();
            assert_eq!(told, usize::from(old >= 2));
            let sessions = store.sessions().expect("a list");
            assert_eq!(sessions.len(), usize::from(old >= 4));
            for line in sessions {
                let text = store.text(line.hash).expect("kept");
                assert!(store.session(line.id).expect("kept").team(&text).is_ok());
            }
        }
        assert_eq!(version(&file), LADDER.len());
        let copy = folder.path().join(format!("records.sqlite.before-{}", old + 1));
        if old < LADDER.len() {
            assert_eq!(version(&copy), old, "the copy is as it was");
        } else {
            assert!(!names(folder.path()).iter().any(|name| name.contains("before")));
        }
    }
}

#[test]
fn what_is_not_ours_to_write_is_left_as_it_is() {
    let told = |name: &str, bytes: &[u8], words: &[&str]| {
        let (_folder, file) = place();
        fs::write(&file, bytes).expect("written");
        let error = open(&file).err().unwrap_or_else(|| panic!("{name} opens"));
        assert_eq!(fs::read(&file).expect("there"), bytes, "{name} was changed");
        for word in words.iter().chain(&["records.sqlite", "nothing was changed"]) {
            assert!(error.to_string().contains(word), "{name}: {error}");
        }
        error
    };
    let database = |work: &dyn Fn(&Connection)| {
        let (_folder, file) = place();
        let connection = Connection::open(&file).expect("a file");
        work(&connection);
        drop(connection);
        fs::read(&file).expect("there")
    };
    let newer = database(&|file| {
        file.execute_batch(&format!(
            "CREATE TABLE t (x); PRAGMA application_id = {APPLICATION}; PRAGMA user_version = 99;"
        ))
        .expect("made");
    });
    told(
        "a newer version",
        &newer,
        &["newer bounceback", "version 99", "--store"],
    );
    let foreign = database(&|file| file.execute_batch("CREATE TABLE cookies (x)").expect("made"));
    told("another program's", &foreign, &["no records of bounceback"]);
    let text = b"This is no database, whatever it is called.".repeat(100);
    let error = told("a text", &text, &["damaged", "broken-1"]);
    assert!(matches!(error, StoreError::Damaged { copy: Some(_), .. }));
    let (folder, file) = place();
    let error = open(folder.path()).err().expect("a folder is no file");
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");
    fs::write(&file, "").expect("written");
    let below = file.join("below/records.sqlite");
    let error = open(&below).err().expect("no folder");
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");
    assert!(open(&file).is_ok(), "an empty file is one that was just made");
}

#[test]
fn of_a_damaged_file_one_copy_is_kept() {
    let (folder, file) = place();
    let mut store = open(&file).expect("new");
    for number in 0..30 {
        store_drill(&mut *store, None, number, 0);
    }
    drop(store);
    let whole = fs::read(&file).expect("there");
    assert!(whole.len() > 16 * 4096, "{}", whole.len());
    let mut damaged = whole;
    for byte in &mut damaged[2 * 4096..] {
        *byte = 0x5A;
    }
    fs::write(&file, &damaged).expect("written");
    for _ in 0..3 {
        let found = open(&file).and_then(|mut store| store.lines(&Filter::default(), None, 99));
        let error = found.expect_err("it is damaged");
        assert!(error.to_string().contains("damaged"), "{error}");
        assert!(matches!(error, StoreError::Damaged { copy: Some(_), .. }), "{error:?}");
    }
    assert_eq!(fs::read(&file).expect("there"), damaged, "the file is as it was");
    let copies: Vec<String> = names(folder.path())
        .into_iter()
        .filter(|name| name.contains("broken") && !name.ends_with("-wal"))
        .collect();
    assert_eq!(copies, ["records.sqlite.broken-1"]);
    assert_eq!(fs::read(folder.path().join(&copies[0])).expect("there"), damaged);
}

#[test]
fn a_locked_file_is_said_and_nothing_is_lost() {
    let (_folder, file) = place();
    let options = Options {
        patience: Duration::from_millis(50),
        ..Options::default()
    };
    let mut store = open_with(&file, options).expect("new");
    let drill = &both()[0].0;
    let start = begun(drill, None, minute(0));
    store.begin(&start, &template("cake")).expect("begun");
    let other = Connection::open(&file).expect("another program");
    other.execute_batch("BEGIN EXCLUSIVE").expect("locked");
    let error = store.append(start.id, 0, &entries(drill)).expect_err("locked");
    assert!(
        matches!(error, StoreError::Locked { .. }) && error.is_passing(),
        "{error}"
    );
    assert!(error.to_string().contains("locked by another program"), "{error}");
    assert!(store.add_person("Zoë", minute(0)).is_err());
    assert!(store.end(start.id, minute(1)).is_err());
    other.execute_batch("ROLLBACK").expect("free");
    store.append(start.id, 0, &entries(drill)).expect("now it goes");
    assert_eq!(store.kept(start.id).expect("kept").entries.len(), 4);
    assert_eq!(store.people().expect("a list").len(), 0);
}

#[test]
fn a_full_disk_is_said_and_what_was_there_stays() {
    let (_folder, file) = place();
    drop(open(&file).expect("new"));
    let pages = u32::try_from(fs::metadata(&file).expect("there").len() / 4096).expect("few") + 40;
    let options = Options {
        pages_max: Some(pages),
        ..Options::default()
    };
    let mut store = open_with(&file, options).expect("there");
    let drill = &both()[0].0;
    let mut begun_ids = Vec::new();
    let error = loop {
        let start = begun(drill, None, minute(0));
        match store.begin(&start, &template("cake")) {
            Ok(()) => begun_ids.push(start.id),
            Err(error) => break error,
        }
        assert!(begun_ids.len() < 10_000, "40 pages are full at some time");
    };
    assert!(
        matches!(error, StoreError::Full { .. }) && error.is_passing(),
        "{error}"
    );
    assert!(error.to_string().contains("no room left"), "{error}");
    let sums = store.tallies(By::Person, None).expect("still read")[0].sums;
    assert_eq!(
        sums.begun,
        i64::try_from(begun_ids.len()).expect("few"),
        "no half drill"
    );
    drop(store);
    let mut store = open(&file).expect("more room");
    assert_eq!(store.open_drills(None).expect("a list").len(), begun_ids.len());
    store_drill(&mut *store, None, 9, 1);
}

#[test]
fn several_programs_on_one_file_lose_nothing() {
    let (_folder, file) = place();
    let each = 25;
    let _ = both();
    // They make the file, too: whoever comes first.
    std::thread::scope(|scope| {
        for number in 0..4 {
            let file = &file;
            scope.spawn(move || {
                let mut store = open(file).expect("it opens");
                let name = format!("Trainee {number}");
                let person = store.add_person(&name, minute(0)).expect("a name of their own").id;
                for at in 0..each {
                    let which = usize::from(at % 2 == 1);
                    let id = store_drill(&mut *store, Some(person), at, which);
                    assert_eq!(store.kept(id).expect("kept").entries, entries(&both()[which].0));
                }
            });
        }
    });
    let mut store = open(&file).expect("it opens");
    assert_eq!(store.people().expect("a list").len(), 4);
    let lines = store.lines(&Filter::default(), None, 1000).expect("a page");
    assert_eq!(lines.len(), 4 * usize::try_from(each).expect("few"));
    assert!(
        lines
            .iter()
            .all(|line| line.entries == 4 && line.ended.is_some() && line.headline.is_some())
    );
    let by_person = store.tallies(By::Person, None).expect("sums");
    assert!(by_person.iter().all(|tally| tally.sums.judged == each));
    let by_month = store.tallies(By::ScenarioAndMonth, None).expect("sums");
    assert_eq!((by_month.len(), by_month[0].sums.judged), (1, 4 * each));
}

#[test]
fn of_an_erased_person_no_file_holds_a_word() {
    let (folder, file) = place();
    write_version(&file, 1);
    let mut store = open(&file).expect("it opens");
    assert!(names(folder.path()).contains(&"records.sqlite.before-2".to_owned()));
    let bea = store.add_person("Beatrix Quillfeather", minute(0)).expect("a name").id;
    let mut ids = Vec::new();
    for number in 0..40 {
        ids.push(store_drill(&mut *store, Some(bea), number, 0));
        store_drill(&mut *store, Some(ZOE), number, 1);
        let said = Reflection {
            happened: format!("{number}: I spoke of marmalade."),
            ..Reflection::default()
        };
        store.reflect(ids[ids.len() - 1], &said).expect("said");
    }
    store.rename_person(bea, "Trixi Quillfeather").expect("renamed");
    let mut told = Story {
        id: StoryId::new(),
        at: minute(1),
        author: Some(ZOE),
        title: "What TRIXI QUILLFEATHER did".to_owned(),
        broke: "A chair.".to_owned(),
        did: "Trixi Quillfeather mended it.".to_owned(),
        ended: String::new(),
        changed: String::new(),
        tags: Vec::new(),
        recognised: Some(bea),
        failure: None,
        channel: None,
    };
    store.put_story(&told).expect("told");
    // In team sessions she let her name be shown; others and the plan name her, too.
    for seed in 0..3 {
        let mut held = team::Held::begin(seed, minute(0));
        held.take(&Command::Door { open: true });
        held.take(&Command::Join {
            name: "Trixi Quillfeather".to_owned(),
        });
        held.take(&Command::Next);
        held.take(&Command::End);
        held.note(0, NoteKind::Plus, "Trixi Quillfeather brought a chair.");
        held.shown(0, true);
        let mut kept = held.kept(minute(9));
        "trixi quillfeather".clone_into(&mut kept.plan.changes[0].who);
        store.put_session(&kept, &template("cake")).expect("kept");
    }
    let mut words: Vec<Vec<u8>> = [
        "Beatrix",
        "beatrix",
        "Trixi",
        "trixi",
        "TRIXI",
        "uillfeather",
        "marmalade",
    ]
    .iter()
    .map(|word| word.as_bytes().to_vec())
    .collect();
    for id in ids.iter().map(|id| id.0).chain([bea.0]) {
        words.push(id.as_bytes().to_vec());
        words.push(id.to_string().into_bytes());
    }
    let found = |words: &[Vec<u8>]| -> Vec<String> {
        let mut found = Vec::new();
        for name in names(folder.path()) {
            let bytes = fs::read(folder.path().join(&name)).expect("readable");
            for word in words {
                if bytes.windows(word.len()).any(|window| window == word) {
                    found.push(format!("{name} holds {:?}", String::from_utf8_lossy(word)));
                }
            }
        }
        found
    };
    assert!(found(&words).len() > 40, "the search finds what is there");
    // Another program that has it open does not hinder that, as long as it is not reading.
    let mut other = open(&file).expect("it opens");
    assert_eq!(other.lines(&Filter::default(), None, 200).expect("a page").len(), 81);
    let erased = store.erase(bea).expect("erased");
    assert_eq!((erased.drills, erased.swept, erased.copies.len()), (40, true, 1));
    assert_eq!((erased.mentions, erased.sessions), (1, 3));
    "What a former colleague did".clone_into(&mut told.title);
    "A former colleague mended it.".clone_into(&mut told.did);
    told.recognised = None;
    assert_eq!(store.story(told.id), Ok(told), "the story stays its author's");
    assert_eq!(found(&words), Vec::<String>::new(), "while it is open");
    drop((store, other));
    assert_eq!(found(&words), Vec::<String>::new(), "and when it is closed");
    let mut store = open(&file).expect("it opens");
    assert_eq!(store.lines(&Filter::default(), None, 200).expect("a page").len(), 41);
    assert_eq!(store.kept(OLD).expect("kept").begun.person, Some(ZOE));
}
