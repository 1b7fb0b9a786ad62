use std::time::Duration;

use super::*;
use crate::app::screen::Running;
use crate::library::Library;
use crate::lint::Spot;
use crate::scenario::template;
use crate::workbench::{Cause, Name, Patch, Path as Way, fill};

struct Place {
    folder: tempfile::TempDir,
    app: App,
}

impl Place {
    /// A world with a workbench on which this text lies, and nothing that draws.
    fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("cake.ron"), text).expect("written");
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, bevy::state::app::StatesPlugin));
        app.insert_resource(Shelf::of(&Library::shipped()))
            .init_resource::<Settings>()
            .init_resource::<Notices>()
            .insert_state(Shown::Workbench)
            .add_message::<RequestRedraw>()
            .init_resource::<Bench>()
            .add_systems(Update, work);
        let path = folder.path().join("cake.ron");
        let mut place = Self { folder, app };
        place.wish(Wish::Open(path));
        place
    }

    fn file(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("cake.ron")).expect("there")
    }

    fn wish(&mut self, wish: Wish) {
        self.app.world_mut().resource_mut::<Bench>().wishes.push(wish);
        self.app.update();
    }

    fn open(&mut self) -> &mut Open {
        self.app
            .world_mut()
            .resource_mut::<Bench>()
            .into_inner()
            .open
            .as_mut()
            .expect("it was opened")
    }

    /// Lets the threads work until this is so.
    fn until(&mut self, what: &str, is_so: impl Fn(&Open) -> bool) {
        for _ in 0..3000 {
            self.app.update();
            if is_so(self.open()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("it never came to: {what}; {:?}", self.open().said);
    }
}

#[test]
fn a_form_and_the_text_are_one_and_it_is_saved_by_itself() {
    let text = template("cake");
    let mut place = Place::with(&text);
    let say = Way::beat("counter").a_move(0).name("say");
    let patches = fill(place.open().sheet.document(), &say, "Good afternoon.").expect("words");
    place.wish(Wish::Type(patches));
    assert!(place.open().sheet.text().contains("say: \"Good afternoon.\""));
    assert!(!place.open().sheet.is_saved());
    place.until("saved", |open| open.sheet.is_saved());
    assert!(place.file().contains("Good afternoon."));
    place.wish(Wish::Undo);
    assert_eq!(place.open().sheet.text(), text, "nothing else was touched");
    place.until("saved again", |open| open.sheet.is_saved());
    assert_eq!(place.file(), text);
    place.wish(Wish::Redo);
    place.wish(Wish::Close);
    assert!(place.app.world().resource::<Bench>().open.is_none());
    for _ in 0..500 {
        if place.file().contains("Good afternoon.") {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("closing saves");
}

#[test]
fn what_is_wrong_is_found_as_one_types_and_what_is_right_is_solved() {
    let mut place = Place::with(&template("cake"));
    place.until("solved", |open| {
        open.sheet.worth.is_some() && open.sheet.report.is_some()
    });
    let worth = place.open().sheet.worth.clone().expect("solved").1;
    assert!(worth.best.is_some() && !worth.line.is_empty() && !worth.went.is_empty());
    let flows = place.open().sheet.flows.clone();
    assert!(
        flows.iter().any(|flow| flow.lost.is_some()),
        "ways are as wide as they are gone"
    );
    let at = place.open().sheet.text().find("Listen").expect("an act");
    place
        .open()
        .sheet
        .change(vec![Patch::new(at..at + 6, "Lisen")], Cause::Typing);
    place.until("read", |open| open.sheet.count().0 == 1);
    let found = place.open().sheet.found();
    assert!(found[0].0.message.contains("Lisen"), "{:?}", found[0].0);
    let fixes = crate::workbench::fixes(place.open().sheet.document(), &found[0].0);
    place.wish(Wish::Edit(fixes[0].patches.clone()));
    place.until("mended", |open| {
        open.sheet.count().0 == 0 && open.sheet.read_turn == open.sheet.turn()
    });
}

#[test]
fn another_programs_change_is_never_written_over() {
    let text = template("cake");
    let mut place = Place::with(&text);
    place
        .open()
        .sheet
        .change(vec![Patch::insert(0, "// mine\n")], Cause::Edit);
    place.until("saved", |open| open.sheet.is_saved());
    std::fs::write(place.folder.path().join("cake.ron"), format!("// theirs\n{text}")).expect("written");
    place.until("noticed", |open| open.theirs.is_some());
    place
        .open()
        .sheet
        .change(vec![Patch::insert(0, "// mine, too\n")], Cause::Edit);
    place.wish(Wish::Save);
    std::thread::sleep(Duration::from_millis(1500));
    place.app.update();
    assert!(place.file().starts_with("// theirs\n"), "nobody has decided yet");
    place.wish(Wish::Theirs);
    assert!(place.open().sheet.text().starts_with("// theirs\n"));
    place.wish(Wish::Undo);
    assert!(
        place.open().sheet.text().starts_with("// mine, too\n"),
        "what was typed is not lost"
    );
    place.until("saved", |open| open.sheet.is_saved());
    assert!(place.file().starts_with("// mine, too\n"));
}

#[test]
fn a_test_begins_at_any_beat_and_nothing_of_it_is_practice() {
    let mut place = Place::with(&template("cake"));
    place.until("read", |open| open.sheet.readable.is_some());
    let scenario = place.open().sheet.readable.as_ref().expect("readable").scenario.clone();
    let last = scenario.beat_ids().last().expect("a beat");
    place.wish(Wish::Play(Spot::Beat(last)));
    for _ in 0..3000 {
        place.app.update();
        if place.app.world().contains_resource::<Running>() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let running = &place.app.world().resource::<Running>().0;
    assert!(running.is_test && running.again().is_test && running.with_seed(3).is_test);
    assert_eq!(running.drill().rules().beat(running.drill().state()), Some(last));

    let trial = Trial {
        anger: "9".to_owned(),
        ..Trial::default()
    };
    let first = scenario.beat(scenario.start).id.clone();
    place.wish(Wish::Try(first, Box::new(trial)));
    place.app.update();
    let drill = place.app.world().resource::<Running>().0.drill();
    assert_eq!(drill.rules().feelings(drill.state()).anger, 9);
    place.wish(Wish::Try("gone".to_owned(), Box::default()));
    let said = place.open().said.clone().expect("a sentence");
    assert!(said.contains("gone") && said.ends_with('.'), "{said}");
}

#[test]
fn a_name_is_changed_everywhere_and_a_bad_one_is_told() {
    let mut place = Place::with(&template("cake"));
    place.wish(Wish::Rename(Name::Beat("counter".to_owned()), "till".to_owned()));
    assert!(place.open().sheet.text().contains("start: \"till\""));
    place.wish(Wish::Rename(Name::Beat("till".to_owned()), "The Till".to_owned()));
    assert!(place.open().said.is_some());
    assert!(place.open().sheet.text().contains("start: \"till\""));
}

#[test]
fn a_file_that_cannot_be_opened_is_said() {
    let mut place = Place::with("anything");
    place.wish(Wish::Close);
    let gone = place.folder.path().join("gone.ron");
    place.wish(Wish::Open(gone));
    let bench = place.app.world().resource::<Bench>();
    assert!(bench.open.is_none());
    assert!(bench.said.as_ref().is_some_and(|said| said.contains("cannot be read")));
}
