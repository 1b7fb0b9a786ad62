//! The desk with real records, and nothing that draws.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::*;
use crate::app::drill::Origin;
use crate::app::screen::{self, Asked, Command, Opened, Running};
use crate::app::settings::Notices;
use crate::library::Library;
use crate::practice::Start;
use crate::record::{DrillId, Player, Recorder, judge, open};
use crate::serve;
use crate::session::{Mode, Options, Pace, Solo, team};
use crate::solve::review;

/// A world with a desk, and nothing that draws.
fn world(place: &Path, name: &str, screen: Screen) -> App {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, bevy::state::app::StatesPlugin));
    app.insert_resource(Shelf::of(&Library::shipped()))
        .insert_resource(Settings {
            name: name.to_owned(),
            ..Settings::default()
        })
        .init_resource::<Notices>()
        .insert_resource(Records::at(Some(place.display().to_string())))
        .add_message::<RequestRedraw>()
        .insert_state(screen)
        .add_plugins(plugin);
    app
}

/// Lets it work until nothing is awaited any more.
fn settle(app: &mut App) {
    let begun = Instant::now();
    for round in 0.. {
        app.update();
        // Screens are entered, asked for and answered in a few rounds.
        if round > 4 && !app.world().resource::<Desk>().is_busy() {
            return;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "no answer came");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn wish(app: &mut App, wish: Wish) {
    app.world_mut().resource_mut::<Desk>().wishes.push(wish);
    settle(app);
}

fn desk(app: &App) -> &Desk {
    app.world().resource::<Desk>()
}

/// Plays the first move on offer, so often at most, and records it under a name; whether it came to its end.
fn play(place: &Path, name: &str, moves: usize) -> bool {
    let library = Library::shipped();
    let scenario = library.find("broken-heel").expect("shipped");
    let options = Options {
        seed: 3,
        mode: Mode::Drill,
        pace: Pace::Untimed,
        temper: None,
    };
    let mut solo = Solo::start(scenario, library.policy_for(scenario), options);
    let mut store = open(&place.display().to_string()).expect("it opens");
    let person = match store.person_named(name).expect("readable") {
        Some(person) => person,
        None => store.add_person(name, jiff::Timestamp::now()).expect("a name"),
    };
    let text = library.text_of(scenario).expect("it is shipped");
    let player = Player {
        person: Some(person.id),
        ..Player::default()
    };
    let (mut recorder, _) = Recorder::begin(&mut *store, &solo, text, player, jiff::Timestamp::now());
    for _ in 0..moves {
        let open = solo.offers().into_iter().find(|offer| offer.barred.is_none());
        let Some(offer) = open.filter(|_| !solo.drill().is_over()) else {
            break;
        };
        solo.choose(offer.index).expect("on offer");
        recorder.note(&mut *store, &solo, 1000);
    }
    if solo.drill().is_over() {
        recorder.end(&mut *store, &solo, jiff::Timestamp::now());
        let drill = solo.drill();
        let review = review(drill).expect("small enough");
        recorder.judge(&mut *store, Some(judge(drill, &review)));
    }
    solo.drill().is_over()
}

#[test]
fn whoever_comes_to_the_library_sees_what_is_due_and_what_was_left_unfinished() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("records.sqlite");
    assert!(play(&place, "Ana", 200));
    assert!(!play(&place, "Ana", 2));
    let mut app = world(&place, "Ana", Screen::Library);
    settle(&mut app);
    let me = desk(&app).shown.me.as_ref().expect("it was looked up");
    assert_eq!(me.progress.points.len(), 1);
    assert_eq!(me.open.len(), 1);
    assert_eq!(me.open[0].choices, 2);
    assert!(me.last.contains_key("broken-heel"));
    assert!(!me.plan.due.is_empty() || !me.plan.later.is_empty());
    // Somebody else sits down.
    app.world_mut()
        .resource_mut::<Settings>()
        .apply(Change::Name("Bo".to_owned()));
    settle(&mut app);
    let me = desk(&app).shown.me.as_ref().expect("it was looked up");
    assert_eq!((me.name.as_deref(), me.open.len()), (Some("Bo"), 0));
    assert!(me.plan.due.iter().all(|due| due.recall.is_none()), "all is new to them");
}

/// Asks the screens for something, and lets it be done.
fn ask(app: &mut App, command: Command) {
    app.world_mut().resource_mut::<Asked>().0.push(command);
    app.update();
    app.update();
}

#[test]
fn what_is_due_and_what_was_left_unfinished_begins_where_it_should() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("records.sqlite");
    // The same drill three times on one day: what went wrong is due.
    for _ in 0..3 {
        assert!(play(&place, "Ana", 200));
    }
    assert!(!play(&place, "Ana", 2));
    let mut app = world(&place, "Ana", Screen::Library);
    app.init_resource::<Asked>()
        .init_resource::<Opened>()
        .add_systems(PostUpdate, screen::apply);
    settle(&mut app);
    ask(&mut app, Command::GoOn(0));
    let running = &app.world().resource::<Running>().0;
    assert_eq!(running.drill().steps().len(), 2, "it stands where it was left");
    assert!(matches!(running.origin, Origin::Open(_)));
    assert_eq!(running.solo().mode(), Mode::Drill, "as it was begun");
    assert_eq!(*app.world().resource::<State<Screen>>().get(), Screen::Drill);

    let me = desk(&app).shown.me.as_ref().expect("it was looked up");
    let mut all = me.plan.due.iter().chain(&me.plan.later);
    let (drill, kept) = all
        .find_map(|due| match &due.start {
            Start::From { drill, kept, .. } => Some((*drill, *kept)),
            Start::Beginning => None,
        })
        .expect("the first moves on offer are not all good ones");
    // Whatever the calendar says: the mistake is due now.
    let plan = &mut app.world_mut().resource_mut::<Desk>().into_inner().shown;
    let plan = &mut plan.me.as_mut().expect("it was looked up").plan;
    let later = std::mem::take(&mut plan.later);
    plan.due.extend(later);
    let at = plan.due.iter().position(|due| matches!(due.start, Start::From { .. }));
    ask(&mut app, Command::Due(at.expect("it is there")));
    let running = &app.world().resource::<Running>().0;
    assert_eq!(running.drill().steps().len(), kept, "it begins at the very beat");
    let kept = u16::try_from(kept).expect("few");
    assert_eq!(running.origin, Origin::Part(DrillId(drill), kept));
    assert_eq!(running.solo().mode(), Mode::Practice);
}

#[test]
fn people_are_added_looked_at_and_erased() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("records.sqlite");
    assert!(play(&place, "Ana", 200));
    let mut app = world(&place, "", Screen::Records);
    settle(&mut app);
    wish(&mut app, Wish::Add("Bo".to_owned()));
    assert_eq!(
        app.world().resource::<Settings>().name,
        "Bo",
        "who adds the first name is meant by it"
    );
    let names = |app: &App| {
        let people = desk(app).shown.people.iter();
        people.filter_map(|row| row.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&app), ["Ana", "Bo"]);
    wish(&mut app, Wish::Add("ANA".to_owned()));
    assert!(desk(&app).said.as_ref().is_some_and(|said| said.contains("already")));
    wish(&mut app, Wish::Look(Some("Ana".to_owned())));
    let page = desk(&app).shown.person.as_ref().expect("it was looked up");
    assert_eq!((page.name.as_deref(), page.progress.points.len()), (Some("Ana"), 1));
    wish(&mut app, Wish::Erase("Ana".to_owned()));
    assert_eq!(names(&app), ["Bo"]);
    assert!(
        desk(&app)
            .said
            .as_ref()
            .is_some_and(|said| said.contains("Ana is erased, with 1 drill"))
    );
}

/// The file of a session to which somebody came.
fn came_to_a_session(folder: &Path, name: &str) -> PathBuf {
    let library = Library::shipped();
    let scenario = library.find("broken-heel").expect("shipped");
    let config = serve::Config {
        start: team::Start::new(scenario, 3),
        scenario_text: library.text_of(scenario).expect("shipped").to_owned(),
        listen: None,
        port: 0,
        folder: Some(folder.to_owned()),
    };
    let host = serve::Host::start(config).expect("it needs no network");
    let name = name.to_owned();
    host.tell(team::Command::Join { name }).expect("a lobby");
    host.kept_at().expect("it is kept").to_owned()
}

#[test]
fn who_is_erased_goes_out_of_the_files_of_team_sessions() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("records.sqlite");
    let sessions = folder.path().join("sessions");
    let file = came_to_a_session(&sessions, "Ana Ortega");
    play(&place, "Ana Ortega", 2);
    let mut app = world(&place, "", Screen::Records);
    app.world_mut().resource_mut::<Desk>().sessions = Some(sessions);
    settle(&mut app);
    wish(&mut app, Wish::Erase("Ana Ortega".to_owned()));
    let said = desk(&app).said.clone().unwrap_or_default();
    assert!(said.contains("went out of 1 file of team sessions"), "{said}");
    let left = std::fs::read_to_string(&file).expect("it is still there");
    assert!(
        !left.contains("Ortega") && left.contains("a former colleague"),
        "{left}"
    );
}

#[test]
fn pages_hold_what_was_played() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("records.sqlite");
    for name in ["Ana", "Bo", "Cai"] {
        assert!(play(&place, name, 200));
    }
    let mut app = world(&place, "Ana", Screen::Records);
    wish(&mut app, Wish::Turn(Tab::Team));
    let team = desk(&app).shown.team.as_ref().expect("it was looked up");
    assert_eq!((team.people.len(), team.sums().judged), (3, 3));
    wish(&mut app, Wish::Turn(Tab::Scenario));
    let played = desk(&app).shown.scenario.as_ref().and_then(|page| page.played.as_ref());
    let played = played.expect("the one that was played most is shown");
    assert_eq!((played.scenario.id.as_str(), played.items.drills()), ("broken-heel", 3));
    let ways: u64 = played.taken.iter().map(|way| way.count).sum();
    let decisions: u64 = played.items.table().iter().map(|beat| beat.decisions).sum();
    assert_eq!(ways, decisions, "each decision led somewhere");
    wish(&mut app, Wish::Turn(Tab::Manager));
    assert_eq!(desk(&app).shown.manager.as_ref().map(|manager| manager.drills), Some(3));
    wish(&mut app, Wish::Assume("few", 7));
    let manager = desk(&app).shown.manager.as_ref().expect("it was looked up");
    assert_eq!(manager.assumptions.few, 7);
    wish(&mut app, Wish::Assume("few", 1_000_000));
    assert_eq!(desk(&app).assumptions.few, 7, "what is out of range changes nothing");
}

#[test]
fn a_story_is_told_found_and_deleted() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = world(&folder.path().join("records.sqlite"), "Ana", Screen::Records);
    wish(&mut app, Wish::Turn(Tab::Stories));
    let story = Story {
        id: StoryId::new(),
        at: jiff::Timestamp::now(),
        author: None,
        title: "Twelve candles".to_owned(),
        broke: String::new(),
        did: String::new(),
        ended: String::new(),
        changed: String::new(),
        tags: Vec::new(),
        recognised: None,
        failure: None,
        channel: None,
    };
    let id = story.id;
    wish(&mut app, Wish::Write(Box::new(story), String::new()));
    wish(&mut app, Wish::Field(Field::Broke, "The cake fell.".to_owned()));
    wish(&mut app, Wish::Field(Field::Tags, "cake, , birthday,#cake".to_owned()));
    wish(&mut app, Wish::Field(Field::Recognised, "Nobody".to_owned()));
    wish(&mut app, Wish::Tell);
    assert!(desk(&app).written.is_some(), "what was written is not lost");
    assert!(
        desk(&app)
            .said
            .as_ref()
            .is_some_and(|said| said.contains("nobody named Nobody"))
    );
    wish(&mut app, Wish::Field(Field::Recognised, "ana".to_owned()));
    wish(&mut app, Wish::Tell);
    let told = desk(&app).shown.stories.as_ref().expect("they were looked up");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].story.tags, ["birthday", "cake"]);
    assert_eq!(
        (told[0].by.as_deref(), told[0].recognised.as_deref()),
        (Some("Ana"), Some("Ana"))
    );
    wish(&mut app, Wish::Search("icing".to_owned()));
    assert_eq!(desk(&app).shown.stories.as_ref().map(Vec::len), Some(0));
    wish(&mut app, Wish::Search(String::new()));
    wish(&mut app, Wish::DeleteStory(id));
    assert_eq!(desk(&app).shown.stories.as_ref().map(Vec::len), Some(0));
}

#[test]
fn records_that_cannot_be_opened_are_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("records.sqlite");
    std::fs::write(&place, "This is a letter, and no database at all. ".repeat(40)).expect("written");
    let mut app = world(&place, "Ana", Screen::Records);
    settle(&mut app);
    assert!(desk(&app).said.is_some());
}

#[test]
fn another_store_is_tried_before_it_is_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = folder.path().join("settings");
    let mut app = world(&folder.path().join("records.sqlite"), "Ana", Screen::Settings);
    app.world_mut().resource_mut::<Desk>().folder = Some(settings.clone());
    let letter = folder.path().join("letter");
    std::fs::write(&letter, "Dear all, this is no database. ".repeat(40)).expect("written");
    wish(&mut app, Wish::Store(Some(letter.display().to_string())));
    assert!(desk(&app).said.is_some());
    assert_eq!(crate::record::configured(&settings), Ok(None), "nothing was written");
    let other = folder.path().join("team.sqlite").display().to_string();
    wish(&mut app, Wish::Store(Some(other.clone())));
    assert_eq!(crate::record::configured(&settings), Ok(Some(other)));
    // The name of a file is one of the folder of settings, where it is tried as where it is used.
    std::fs::create_dir_all(&settings).expect("a folder");
    wish(&mut app, Wish::Store(Some("beside.sqlite".to_owned())));
    let beside = settings.join("beside.sqlite");
    assert!(beside.exists());
    assert_eq!(
        crate::record::configured(&settings),
        Ok(Some(beside.display().to_string()))
    );
    wish(&mut app, Wish::Store(None));
    assert_eq!(crate::record::configured(&settings), Ok(None));
}
