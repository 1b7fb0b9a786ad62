//! Records the drills that are played in the window, as they happen. What can be told of a drill is `record::Recorder`'s; this tells it
//! when. A store that fails never stops a drill: it is said on the home screen.

use std::sync::Mutex;

use bevy::prelude::*;
use jiff::Timestamp;

use crate::app::drill::{Origin, Phase, Play};
use crate::app::gallery::Gallery;
use crate::app::reviewer::Reviewer;
use crate::app::screen::{self, LookedBack, Running, Screen};
use crate::app::settings::{Notices, Settings};
use crate::app::shelf::Shelf;
use crate::record::{Player, Recorder, Store, StoreError, judge, open, sentence};
use crate::session::Reflection;

/// The store, and the drill that is recorded.
#[derive(Resource, Default)]
pub struct Records {
    /// Where records are kept; `None`: nowhere.
    place: Option<String>,
    /// Opened when the first drill begins.
    store: Mutex<Option<Box<dyn Store>>>,
    current: Option<Current>,
}

/// The drill that is recorded.
struct Current {
    /// [`Play::number`].
    number: u64,
    recorder: Recorder,
    /// Choices and hints that were told of.
    noted: (usize, u32),
    /// Seconds since the moves were offered.
    thought: f32,
    is_ended: bool,
    is_judged: bool,
    reflected: Reflection,
}

impl Records {
    /// Records at this place: a file, or `postgres://…`.
    #[must_use]
    pub fn at(place: Option<String>) -> Self {
        Self {
            place,
            ..Self::default()
        }
    }

    /// Where they are kept, as long as that can be opened.
    #[must_use]
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// Does something with the store, which is opened where it is not; `None`: there is none. A sentence that comes back is for people.
    fn with<T>(
        &mut self,
        act: impl FnOnce(&mut dyn Store, &mut Option<Current>) -> T,
    ) -> Option<Result<T, StoreError>> {
        let place = self.place.clone()?;
        let store = self.store.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        if store.is_none() {
            match open(&place) {
                Ok(opened) => *store = Some(opened),
                Err(why) => {
                    // Not asked again: a drill is not held up twice.
                    self.place = None;
                    return Some(Err(why));
                }
            }
        }
        let store = store.as_mut()?;
        Some(Ok(act(&mut **store, &mut self.current)))
    }
}

pub fn plugin(app: &mut App) {
    // What pictures are taken of was played by nobody.
    let by_somebody = not(resource_exists::<Gallery>);
    app.init_resource::<Records>()
        .add_systems(
            PostUpdate,
            (keep, judged).chain().after(screen::apply).run_if(by_somebody.clone()),
        )
        .add_systems(OnExit(Screen::Debrief), reflect.run_if(by_somebody.clone()))
        .add_systems(Last, reflect.run_if(on_message::<AppExit>.and_then(by_somebody)));
}

/// Tells the store what happened in the drill since the last picture, before what came of it is shown.
fn keep(
    running: Option<Res<Running>>,
    mut records: ResMut<Records>,
    (shelf, settings, time, screen): (Res<Shelf>, Res<Settings>, Res<Time>, Res<State<Screen>>),
    mut notices: ResMut<Notices>,
) {
    let Some(play) = running.as_ref().map(|running| &running.0).filter(|play| !play.is_test) else {
        return;
    };
    let solo = play.solo();
    let is_new = records
        .current
        .as_ref()
        .is_none_or(|current| current.number != play.number());
    let noted = (solo.drill().steps().len(), solo.hints());
    // As long as the stage is shown the last move can be taken back; a drill that has ended in the records cannot go on.
    let is_left = play.phase() == Phase::Ended && *screen.get() != Screen::Drill;
    if let Some(current) = records.current.as_mut().filter(|_| !is_new) {
        if play.is_open() && !play.is_paused {
            current.thought += time.delta_secs();
        }
        if current.noted == noted && (current.is_ended || !is_left) {
            return;
        }
    }
    let said = records.with(|store, current| {
        if is_new {
            return begin(store, current, play, &shelf, &settings);
        }
        let current = current.as_mut()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "milliseconds of thinking, not negative"
        )]
        let thought_millis = (current.thought * 1000.0) as u64;
        let mut said = None;
        if current.noted != noted {
            said = current.recorder.note(store, solo, thought_millis);
            (current.noted, current.thought) = (noted, 0.0);
        }
        if is_left && !current.is_ended {
            said = said.or(current.recorder.end(store, solo, Timestamp::now()));
            current.is_ended = true;
        }
        said
    });
    tell(said, &mut notices);
}

/// A drill begins, or is begun anew.
fn begin(
    store: &mut dyn Store,
    current: &mut Option<Current>,
    play: &Play,
    shelf: &Shelf,
    settings: &Settings,
) -> Option<String> {
    let solo = play.solo();
    let hash = solo.drill().scenario.hash;
    let name = settings.name.trim();
    let mut said = None;
    let mut person = None;
    if !name.is_empty() {
        let found = store.person_named(name).and_then(|found| match found {
            Some(person) => Ok(person),
            None => store.add_person(name, Timestamp::now()),
        });
        match found {
            Ok(found) => person = Some(found.id),
            Err(why) => said = Some(sentence(&why)),
        }
    }
    let kept = solo.retried_from().and_then(|number| u16::try_from(number - 1).ok());
    let before = current.as_ref().map(|current| current.recorder.id());
    let player = Player {
        person,
        sure_before: play.sure_before,
        retry_of: match play.origin {
            Origin::Part(drill, kept) => Some((drill, kept)),
            Origin::New | Origin::Open(_) => before.zip(kept),
        },
    };
    let (recorder, why) = match &play.origin {
        Origin::Open(kept) => (Recorder::resume(kept), None),
        Origin::New | Origin::Part(..) => {
            let text = shelf.items().find(|item| item.scenario.hash == hash)?.text.clone();
            Recorder::begin(store, solo, &text, player, Timestamp::now())
        }
    };
    *current = Some(Current {
        number: play.number(),
        recorder,
        noted: (solo.drill().steps().len(), solo.hints()),
        thought: 0.0,
        is_ended: false,
        is_judged: false,
        reflected: Reflection::default(),
    });
    said.or(why)
}

/// Tells the store what came of the drill, as soon as the reviewer knows.
fn judged(
    running: Option<Res<Running>>,
    reviewer: Res<Reviewer>,
    mut records: ResMut<Records>,
    mut notices: ResMut<Notices>,
) {
    let Some(play) = running.as_ref().map(|running| &running.0) else {
        return;
    };
    let waits = |current: &Current| current.number == play.number() && current.is_ended && !current.is_judged;
    if !records.current.as_ref().is_some_and(waits) {
        return;
    }
    let Some(known) = reviewer.review(play.drill()) else {
        return;
    };
    let judged = known.as_ref().ok().map(|review| judge(play.drill(), review));
    let said = records.with(|store, current| {
        let current = current.as_mut()?;
        current.is_judged = true;
        current.recorder.judge(store, judged)
    });
    tell(said, &mut notices);
}

/// Tells the store what the trainee said of the drill.
fn reflect(looked_back: Option<Res<LookedBack>>, mut records: ResMut<Records>, mut notices: ResMut<Notices>) {
    let Some(reflection) = looked_back.as_ref().map(|back| &back.0.reflection) else {
        return;
    };
    let said_more = |current: &Current| current.is_ended && current.reflected != *reflection;
    if !records.current.as_ref().is_some_and(said_more) {
        return;
    }
    let said = records.with(|store, current| {
        let current = current.as_mut()?;
        current.reflected.clone_from(reflection);
        current.recorder.reflect(store, reflection)
    });
    tell(said, &mut notices);
}

fn tell(said: Option<Result<Option<String>, StoreError>>, notices: &mut Notices) {
    let said = match said {
        Some(Ok(said)) => said,
        Some(Err(why)) => Some(sentence(&why)),
        None => None,
    };
    if said.is_some() {
        notices.records = said;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use crate::record::Filter;

    /// A world with a drill in it, and nothing that draws.
    fn world(place: &std::path::Path, name: &str) -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, bevy::state::app::StatesPlugin));
        let shelf = Shelf::of(&Library::shipped());
        let at = shelf.place_of("broken-heel").expect("shipped");
        let play = shelf.plan(at, 7).expect("it can be played").play();
        app.insert_resource(shelf)
            .insert_resource(Settings {
                name: name.to_owned(),
                ..Settings::default()
            })
            .init_resource::<Notices>()
            .init_resource::<Reviewer>()
            .insert_resource(Records::at(Some(place.display().to_string())))
            .insert_resource(Running(play))
            .insert_state(Screen::Drill)
            .add_systems(Update, (keep, judged).chain());
        app
    }

    fn play_to_the_end(app: &mut App) {
        for _ in 0..200 {
            app.update();
            let mut running = app.world_mut().resource_mut::<Running>();
            while running.0.hasten() {}
            let open = running
                .0
                .solo()
                .offers()
                .into_iter()
                .find(|offer| offer.barred.is_none());
            match open {
                Some(offer) if running.0.is_open() => {
                    running.0.choose(offer.index).expect("on offer");
                }
                _ if running.0.phase() == Phase::Ended => break,
                _ => running.0.pass(60.0, false),
            }
        }
        app.update();
    }

    fn leave(app: &mut App) {
        app.world_mut().resource_mut::<NextState<Screen>>().set(Screen::Debrief);
        app.update();
        app.update();
    }

    #[test]
    fn a_drill_is_in_the_records_as_it_was_played() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("records.sqlite");
        let mut app = world(&place, " Ana ");
        play_to_the_end(&mut app);
        // The last move is taken back, and another end is come to.
        app.world_mut().resource_mut::<Running>().0.undo();
        play_to_the_end(&mut app);
        leave(&mut app);
        let played = app.world().resource::<Running>().0.drill().record();
        assert_eq!(app.world().resource::<Notices>().records, None);
        let mut store = open(&place.display().to_string()).expect("it is there");
        let lines = store.lines(&Filter::default(), None, 10).expect("readable");
        assert_eq!(lines.len(), 1);
        let kept = store.kept(lines[0].id).expect("readable");
        assert_eq!(kept.record(), played);
        assert!(kept.ended.is_some());
        let people = store.people().expect("readable");
        assert_eq!(
            people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(),
            ["Ana"]
        );
        assert_eq!(kept.begun.person, Some(people[0].id));
    }

    #[test]
    fn a_store_that_cannot_be_opened_stops_no_drill() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("records.sqlite");
        std::fs::write(&place, "This is a letter, and no database at all. ".repeat(40)).expect("written");
        let mut app = world(&place, "");
        play_to_the_end(&mut app);
        leave(&mut app);
        assert_eq!(app.world().resource::<Running>().0.phase(), Phase::Ended);
        assert!(app.world().resource::<Notices>().records.is_some());
        let left = std::fs::read_to_string(&place).expect("still there");
        assert!(left.starts_with("This is a letter"), "nothing was overwritten");
    }
}
