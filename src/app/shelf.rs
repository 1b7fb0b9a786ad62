//! What stands on the shelf: every scenario that was found, and every file that cannot be played.

use std::sync::Arc;

use bevy::prelude::*;

use super::briefing::Plan;
use crate::customer::Tie;
use crate::drill::{Rules, Setup};
use crate::figure::{Colour, Face, Feelings};
use crate::library::{File, Library, Sets};
use crate::scenario::{Policy, PolicyChange, Scenario};
use crate::session::{Mode, Options, Pace};

/// A scenario that can be played.
pub struct Item {
    pub scenario: Arc<Scenario>,
    /// As it was read.
    pub text: String,
    pub policy: Policy,
    /// How the customer comes in.
    pub face: Face,
    pub tint: Colour,
    /// "Boutique · face to face · new customer", and shorter where that is too long.
    pub about: [String; 3],
}

/// A file that cannot be played.
pub struct Broken {
    pub name: String,
    /// "line 12: there is no beat `dorway`".
    pub message: String,
    pub more: usize,
}

/// One place on the shelf.
pub enum Entry {
    Item(Box<Item>),
    Broken(Broken),
}

/// All places, in the order in which they were loaded.
#[derive(Resource)]
pub struct Shelf {
    pub entries: Vec<Entry>,
    /// Where customers stand.
    pub sets: Sets,
    /// What the site changes in every scenario's policy.
    pub policy: PolicyChange,
}

impl Shelf {
    /// What a library holds.
    #[must_use]
    pub fn of(library: &Library) -> Self {
        let entries = library
            .files
            .iter()
            .map(|file| match &file.scenario {
                Some(scenario) => Entry::Item(Box::new(Item::of(scenario, library))),
                None => Entry::Broken(Broken::of(file)),
            })
            .chain(
                library
                    .policy_file
                    .iter()
                    .chain(&library.set_files)
                    .filter(|file| file.has_errors())
                    .map(|file| Entry::Broken(Broken::of(file))),
            )
            .collect();
        Self {
            entries,
            sets: library.sets.clone(),
            policy: library.policy.clone(),
        }
    }

    /// The scenario that is suggested, with its place.
    #[must_use]
    pub fn suggested(&self) -> Option<(usize, &Item)> {
        self.entries.iter().enumerate().find_map(|(at, entry)| match entry {
            Entry::Item(item) => Some((at, item.as_ref())),
            Entry::Broken(_) => None,
        })
    }

    /// All scenarios that can be played.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Item(item) => Some(item.as_ref()),
            Entry::Broken(_) => None,
        })
    }

    /// The place of the scenario with this id.
    #[must_use]
    pub fn place_of(&self, id: &str) -> Option<usize> {
        self.entries
            .iter()
            .position(|entry| matches!(entry, Entry::Item(item) if item.scenario.id == id))
    }

    /// The plan for a drill of the scenario at this place.
    #[must_use]
    pub fn plan(&self, at: usize, seed: u64) -> Option<Plan> {
        let Some(Entry::Item(item)) = self.entries.get(at) else {
            return None;
        };
        Some(Plan {
            scenario: Arc::clone(&item.scenario),
            policy: item.policy.clone(),
            face: item.face,
            options: Options {
                seed,
                mode: Mode::Practice,
                pace: Pace::Untimed,
                temper: None,
            },
            sure: None,
        })
    }
}

impl Item {
    fn of(scenario: &Arc<Scenario>, library: &Library) -> Self {
        let policy = library.policy_for(scenario);
        let setup = Setup::draw(scenario, policy.clone(), None, 0);
        let rules = Rules::new(scenario, &setup);
        let felt = rules.feelings(&rules.start());
        let face = Face::of(&Feelings {
            anger: f32::from(felt.anger),
            loss: f32::from(felt.loss()),
            dread: f32::from(felt.dread()),
            relief: 0.0,
        });
        let mut setting = scenario.setting.replace(['-', '_'], " ");
        if let Some(first) = setting.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let tie = match scenario.profile.tie {
            Tie::New => "new",
            Tie::Regular => "regular",
            Tie::Loyal => "loyal",
        };
        let channel = scenario.channel.words();
        Self {
            about: [
                format!("{setting} · {channel} · {tie} customer"),
                format!("{setting} · {channel} · {tie}"),
                format!("{setting} · {channel}"),
            ],
            tint: library.sets.of(scenario).tint(),
            scenario: Arc::clone(scenario),
            text: library.text_of(scenario).unwrap_or_default().to_owned(),
            policy,
            face,
        }
    }
}

impl Broken {
    fn of(file: &File) -> Self {
        let mut errors = file
            .found
            .iter()
            .filter(|found| found.severity == crate::diagnostic::Severity::Error);
        let message = errors.next().map_or_else(
            || "It holds no scenario.".to_owned(),
            |found| match &found.span {
                Some(span) => format!("Line {}: {}.", file.source.position(span.start).0, found.message),
                None => format!("{}.", found.message),
            },
        );
        Self {
            name: file.source.name.clone(),
            message,
            more: errors.count(),
        }
    }
}
