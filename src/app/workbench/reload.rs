//! Scenarios that are changed while the window is open, here or by another program: the shelf is loaded anew, and a running drill goes on in the
//! new version.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

use bevy::prelude::*;
use bevy::window::RequestRedraw;

use super::bench::Bench;
use crate::app::drill::Actor;
use crate::app::screen::{Running, Screen};
use crate::app::settings::{Keeper, Notices, Settings};
use crate::app::shelf::Shelf;

/// How often folders are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(700);

/// The folders that are watched.
#[derive(Resource, Default)]
pub struct Watched {
    folders: Vec<PathBuf>,
    watcher: Option<Watcher>,
}

struct Watcher {
    changed: Mutex<Receiver<()>>,
    /// Dropping it ends the thread.
    _alive: Sender<()>,
}

impl Watcher {
    fn of(folders: Vec<PathBuf>) -> Self {
        let (tell, changed) = channel();
        let (alive, is_alive) = channel::<()>();
        thread::spawn(move || {
            let mut known = stamps(&folders);
            while is_alive.recv_timeout(LOOK_EVERY) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                let now = stamps(&folders);
                if now != known {
                    known = now;
                    if tell.send(()).is_err() {
                        return;
                    }
                }
            }
        });
        Self {
            changed: Mutex::new(changed),
            _alive: alive,
        }
    }

    fn has_changed(&mut self) -> bool {
        let changed = self.changed.get_mut().unwrap_or_else(PoisonError::into_inner);
        std::iter::from_fn(|| changed.try_recv().ok()).count() > 0
    }
}

/// When each file was written last, and how long it is.
fn stamps(folders: &[PathBuf]) -> BTreeMap<PathBuf, (SystemTime, u64)> {
    let files = folders
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten();
    files
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            if path.extension()? != "ron" {
                return None;
            }
            let about = std::fs::metadata(&path).ok()?;
            Some((path, (about.modified().ok()?, about.len())))
        })
        .collect()
}

/// Loads the shelf anew where a file has changed, and takes a running drill over.
pub fn reload(
    mut watched: ResMut<Watched>,
    mut bench: ResMut<Bench>,
    mut shelf: ResMut<Shelf>,
    mut notices: ResMut<Notices>,
    (settings, keeper, screen): (Res<Settings>, Option<Res<Keeper>>, Res<State<Screen>>),
    (running, actor): (Option<ResMut<Running>>, Option<ResMut<Actor>>),
    mut redraw: MessageWriter<RequestRedraw>,
) {
    if watched.folders != settings.folders {
        watched.folders.clone_from(&settings.folders);
        watched.watcher = (!settings.folders.is_empty()).then(|| Watcher::of(settings.folders.clone()));
    }
    let by_others = watched
        .bypass_change_detection()
        .watcher
        .as_mut()
        .is_some_and(Watcher::has_changed);
    let by_us = bench.is_saved && *screen.get() != Screen::Workbench;
    if !by_others && !by_us {
        return;
    }
    bench.bypass_change_detection().is_saved = false;
    let Some(library) = keeper.and_then(|keeper| keeper.library(&settings, &mut notices)) else {
        return;
    };
    *shelf = Shelf::of(&library);
    redraw.write(RequestRedraw);
    let (Some(mut running), Some(mut actor)) = (running, actor) else {
        return;
    };
    if *screen.get() != Screen::Drill {
        return;
    }
    let old = running.0.drill();
    let item = shelf.items().find(|item| item.scenario.id == old.scenario.id);
    if let Some(item) = item.filter(|item| item.scenario.hash != old.scenario.hash) {
        running.0 = running.0.carried(&item.scenario, item.policy.clone());
        *actor = Actor::new(&running.0);
    }
}
