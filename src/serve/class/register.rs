//! What is kept of a class on disk: what it may play, what was taken, whose device is whose.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::journal::Kept;
use super::super::token::{Key, unhex};
use crate::scenario::{Policy, read};
use crate::session::Solo;
use crate::session::class::{Class, Command, Event, Offered, TraineeId};

/// How the files are called: they sort by their time.
pub const ENDING: &str = "class.jsonl";

/// How a class started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// 1.
    pub format: u32,
    /// What opens the door.
    pub code: String,
    /// Where pages look for the class.
    pub port: u16,
    pub offered: Vec<OfferedLine>,
}

/// A scenario as it was offered: kept, so that drills go on when it has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferedLine {
    pub text: String,
    pub policy: Policy,
}

/// One line after the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Line {
    Taken {
        at_millis: u64,
        command: Command,
    },
    /// Somebody's device, by the hash of its token.
    Device {
        trainee: TraineeId,
        key: String,
    },
}

/// A drill of somebody's as the replay leaves it, for the records.
#[derive(Debug, Clone)]
pub struct Drilled {
    pub trainee: TraineeId,
    pub solo: Solo,
    pub ended_millis: Option<u64>,
    pub said: crate::session::Reflection,
    pub sure: Option<crate::session::Sure>,
    pub begun_millis: u64,
    pub at: usize,
    pub name: Option<String>,
}

/// A class as a file left it.
pub struct Replayed {
    pub header: Header,
    pub class: Class,
    pub keys: BTreeMap<Key, TraineeId>,
    /// Every drill of the class, by its name in the records.
    pub drills: BTreeMap<Uuid, Drilled>,
}

/// What a class may play, out of texts.
pub fn offered(lines: &[OfferedLine]) -> Option<Vec<Offered>> {
    let all = lines.iter().map(|line| {
        Some(Offered {
            scenario: Arc::new(read(&line.text).scenario?),
            policy: line.policy.clone(),
            text: line.text.clone(),
        })
    });
    all.collect()
}

/// What stands in a file, played again.
///
/// # Errors
/// In words, where it is no class.
pub fn replayed(path: &Path, kept: Kept<Header, Line>) -> Result<Replayed, String> {
    let told = |why: String| format!("{}: {why}", path.display());
    let Kept { header, lines } = kept;
    let offered = offered(&header.offered)
        .ok_or_else(|| told("a scenario that was played cannot be read by this bounceback".to_owned()))?;
    let mut class = Class::new(offered);
    let (mut keys, mut drills) = (BTreeMap::new(), BTreeMap::new());
    for (line, number) in lines.into_iter().zip(2_usize..) {
        match line {
            Line::Device { trainee, key } => {
                let key = unhex(&key).ok_or_else(|| told(format!("line {number}: a device's key is spoiled")))?;
                keys.insert(key, trainee);
            }
            Line::Taken { at_millis, command } => {
                let events = class.take(at_millis, &command);
                let events = events.map_err(|refused| told(format!("line {number} cannot be taken: {refused}")))?;
                for event in events {
                    note(&class, event, at_millis, &mut drills);
                }
            }
        }
    }
    Ok(Replayed {
        header,
        class,
        keys,
        drills,
    })
}

/// Notes what an event means for the records.
fn note(class: &Class, event: Event, at_millis: u64, drills: &mut BTreeMap<Uuid, Drilled>) {
    let (Event::Began(trainee) | Event::Played { trainee, .. } | Event::Ended(trainee) | Event::Said(trainee)) = event
    else {
        return;
    };
    let Some(own) = class.trainee(trainee) else { return };
    let Some(playing) = &own.playing else { return };
    let ended = matches!(event, Event::Ended(_)).then_some(at_millis);
    let before = drills.get(&playing.drill).and_then(|drilled| drilled.ended_millis);
    drills.insert(
        playing.drill,
        Drilled {
            trainee,
            solo: playing.solo.clone(),
            ended_millis: ended.or(before),
            said: playing.said.clone(),
            sure: playing.sure_before,
            begun_millis: playing.begun_millis,
            at: playing.at,
            name: own.name.clone(),
        },
    );
}
