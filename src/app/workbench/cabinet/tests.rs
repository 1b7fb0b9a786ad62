use super::*;

/// Waits until the thread has told something.
fn told(cabinet: &mut Cabinet) -> Told {
    for _ in 0..500 {
        if let Some(told) = cabinet.told() {
            return told;
        }
        thread::sleep(Duration::from_millis(20));
    }
    panic!("nothing was told");
}

struct Place {
    _folder: tempfile::TempDir,
    file: PathBuf,
    data: PathBuf,
}

fn place() -> Place {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("cake.ron");
    std::fs::write(&file, "one").expect("written");
    Place {
        data: folder.path().join("data"),
        _folder: folder,
        file,
    }
}

#[test]
fn what_was_typed_before_a_crash_is_there_again() {
    let place = place();
    let (cabinet, found) = Cabinet::open(&place.file, Some(&place.data)).expect("opened");
    assert_eq!(found.rescued, None);
    cabinet.note(vec![Patch::insert(3, " two")]);
    cabinet.note(vec![Patch::new(0..3, "1"), Patch::insert(0, "é")]);
    // Dropping it lets the thread do what it was asked before it ends, as the system keeps what a crashed program wrote.
    drop(cabinet);
    let mut rescued = None;
    for _ in 0..500 {
        let (_, found) = Cabinet::open(&place.file, Some(&place.data)).expect("opened");
        rescued = found.rescued;
        if rescued.as_deref() == Some("é1 two") {
            break;
        }
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(rescued.as_deref(), Some("é1 two"));
    assert_eq!(std::fs::read_to_string(&place.file).expect("there"), "one");
    // A journal that was cut off in the middle of a line gives what stands before.
    let journal = place
        .data
        .join("workbench")
        .join(name_of(&place.file))
        .join("journal.jsonl");
    let whole = std::fs::read_to_string(&journal).expect("there");
    for cut in 0..whole.len() {
        if whole.is_char_boundary(cut) {
            std::fs::write(&journal, &whole[..cut]).expect("written");
            let (_, found) = Cabinet::open(&place.file, Some(&place.data)).expect("opened");
            let known = [None, Some("one two"), Some("1 two"), Some("é1 two")];
            assert!(known.contains(&found.rescued.as_deref()), "{cut}: {:?}", found.rescued);
        }
    }
    // After another program has changed the file the journal speaks of another text.
    std::fs::write(&journal, &whole).expect("written");
    std::fs::write(&place.file, "three").expect("written");
    let (_, found) = Cabinet::open(&place.file, Some(&place.data)).expect("opened");
    assert_eq!(found.rescued, None);
}

#[test]
fn a_file_that_another_program_changed_is_never_written_over() {
    let place = place();
    let (mut cabinet, _) = Cabinet::open(&place.file, Some(&place.data)).expect("opened");
    cabinet.save(2, "mine".to_owned(), false);
    assert_eq!(told(&mut cabinet), Told::Saved(2));
    std::fs::write(&place.file, "theirs").expect("written");
    cabinet.save(3, "mine again".to_owned(), false);
    assert_eq!(told(&mut cabinet), Told::Changed(Some("theirs".to_owned())));
    cabinet.save(3, "mine again".to_owned(), false);
    assert!(matches!(told(&mut cabinet), Told::Failed(_)));
    assert_eq!(std::fs::read_to_string(&place.file).expect("there"), "theirs");
    cabinet.save(4, "decided".to_owned(), true);
    assert_eq!(told(&mut cabinet), Told::Saved(4));
    assert_eq!(std::fs::read_to_string(&place.file).expect("there"), "decided");
    // It is noticed without saving, too, and a file that is gone is told.
    std::fs::write(&place.file, "theirs, longer").expect("written");
    assert_eq!(told(&mut cabinet), Told::Changed(Some("theirs, longer".to_owned())));
    std::fs::remove_file(&place.file).expect("removed");
    assert_eq!(told(&mut cabinet), Told::Changed(None));
}

#[test]
fn states_are_kept_and_the_oldest_go() {
    let place = place();
    let (cabinet, _) = Cabinet::open(&place.file, Some(&place.data)).expect("opened");
    for number in 0..STATES_MAX + 5 {
        cabinet.keep(format!("state {number}"));
    }
    let newest = format!("state {}", STATES_MAX + 4);
    for _ in 0..500 {
        if cabinet.states().first().is_some_and(|state| state.text == newest) {
            break;
        }
        thread::sleep(Duration::from_millis(20));
    }
    let states = cabinet.states();
    assert_eq!(states.len(), STATES_MAX);
    assert_eq!(states[0].text, newest);
    assert_eq!(states[STATES_MAX - 1].text, "state 5");
    assert!(
        states.windows(2).all(|pair| pair[0].at > pair[1].at),
        "the newest first"
    );
}

#[test]
fn what_is_no_text_is_refused_in_a_sentence() {
    let place = place();
    std::fs::write(&place.file, [0xff, 0xfe, 0x00]).expect("written");
    let refused = Cabinet::open(&place.file, None).err().expect("no text");
    assert!(refused.ends_with("save it as such."), "{refused}");
    let gone = Cabinet::open(&place.file.join("gone"), None).err().expect("not there");
    assert!(gone.contains("cannot be read"), "{gone}");
}
