//! What pages are made of, walked out of a store: a person's drills, what practice makes of them, the sums of a scenario. Window and
//! terminal ask the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::manager::About;
use super::{By, Filter, Items, Kept, Line, PersonId, Store, StoreError, Tally};
use crate::practice::Attempt;
use crate::scenario::{Policy, Scenario, ScenarioHash, read};

type Result<T> = std::result::Result<T, StoreError>;

/// So many rows are asked for at a time.
const PAGE: u32 = 1000;

/// Each drill that is meant, the newest first.
///
/// # Errors
/// Where the store cannot be read, or what `each` gave back: the walk ends there.
pub fn each_line<E: From<StoreError>>(
    store: &mut dyn Store,
    filter: &Filter,
    each: &mut dyn FnMut(&mut dyn Store, Line) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let mut behind = None;
    loop {
        let page = store.lines(filter, behind, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        behind = Some(last.id);
        for line in page {
            each(store, line)?;
        }
    }
}

/// A person's drills, the newest first; `None`: those of nobody.
pub fn lines_of(store: &mut dyn Store, person: Option<PersonId>) -> Result<Vec<Line>> {
    let filter = Filter {
        person,
        ..Filter::default()
    };
    let mut lines = Vec::new();
    each_line::<StoreError>(store, &filter, &mut |_, line| {
        // A filter without a person lets everybody through.
        if line.person == person {
            lines.push(line);
        }
        Ok(())
    })?;
    Ok(lines)
}

/// What practice makes of a person's drills, the oldest first; `None`: those of nobody.
pub fn attempts(store: &mut dyn Store, person: Option<PersonId>) -> Result<Vec<Attempt>> {
    let kept = store.kept_of(person)?;
    Ok(kept.iter().filter_map(Kept::attempt).collect())
}

/// A scenario as it was played; `None` where this bounceback cannot read it.
pub fn scenario(store: &mut dyn Store, hash: ScenarioHash) -> Result<Option<Arc<Scenario>>> {
    Ok(read(&store.text(hash)?).scenario.map(Arc::new))
}

/// Scenarios as they were played, each read once.
#[derive(Debug, Default)]
pub struct Versions(BTreeMap<String, Option<Arc<Scenario>>>);

impl Versions {
    /// The scenario of this hash; `None` where this bounceback cannot read it.
    pub fn get(&mut self, store: &mut dyn Store, hash: ScenarioHash) -> Result<Option<Arc<Scenario>>> {
        let key = hash.to_string();
        if let Some(known) = self.0.get(&key) {
            return Ok(known.clone());
        }
        let found = scenario(store, hash)?;
        self.0.insert(key, found.clone());
        Ok(found)
    }
}

/// A version of a scenario's text that was played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    pub hash: ScenarioHash,
    /// Judged drills of the other versions.
    pub elsewhere: i64,
}

/// The version that is meant: the one that is named, or the one at hand, or the one that was played last. `None`: no drill of such a
/// one was judged.
pub fn version(
    store: &mut dyn Store,
    scenario: &str,
    named: Option<ScenarioHash>,
    at_hand: Option<ScenarioHash>,
) -> Result<Option<Version>> {
    let mut sums: BTreeMap<String, (i64, Option<Timestamp>)> = BTreeMap::new();
    for tally in store.tallies(By::ScenarioAndMonth, None)? {
        let Some(hash) = tally.hash else { continue };
        let sum = sums.entry(hash.to_string()).or_default();
        sum.0 += tally.sums.judged;
        sum.1 = sum.1.max(Some(tally.last));
    }
    let of = |hash: &ScenarioHash| sums.get(&hash.to_string()).copied().unwrap_or_default();
    let played = store.scenarios()?;
    let versions = played.iter().filter(|(id, _)| id == scenario).map(|(_, hash)| *hash);
    let judged: Vec<ScenarioHash> = versions.clone().filter(|hash| of(hash).0 > 0).collect();
    let chosen = match named {
        Some(named) => versions.clone().find(|hash| *hash == named),
        None => judged
            .iter()
            .copied()
            .max_by_key(|hash| (Some(*hash) == at_hand, of(hash).1)),
    };
    Ok(chosen.map(|hash| Version {
        hash,
        elsewhere: judged
            .iter()
            .filter(|other| **other != hash)
            .map(|hash| of(hash).0)
            .sum(),
    }))
}

/// Item analysis of a version. Of a drill that took another up its own moves count. `each` is called for each drill.
pub fn items(store: &mut dyn Store, hash: ScenarioHash, each: &mut dyn FnMut()) -> Result<Items> {
    let filter = Filter {
        hash: Some(hash),
        ..Filter::default()
    };
    let mut items = Items::default();
    store.each_judged(&filter, &mut |line, moves| {
        let stood = line.retry_of.map_or(0, |(_, stood)| usize::from(stood));
        items.add(moves.get(stood..).unwrap_or_default());
        each();
    })?;
    Ok(items)
}

/// What is known of the scenarios at hand, and of the other versions that were played, as far as they can be read.
pub fn abouts(
    store: &mut dyn Store,
    at_hand: impl Iterator<Item = (Arc<Scenario>, Policy)>,
    played: &[Tally],
) -> Result<Vec<About>> {
    let at_hand: Vec<(Arc<Scenario>, Policy)> = at_hand.collect();
    let mut abouts: Vec<About> = at_hand
        .iter()
        .map(|(scenario, policy)| About::of(scenario, policy, true))
        .collect();
    let mut known: BTreeSet<String> = abouts.iter().map(|about| about.hash.to_string()).collect();
    for hash in played.iter().filter_map(|tally| tally.hash) {
        if known.insert(hash.to_string())
            && let Some(scenario) = self::scenario(store, hash)?
        {
            // Another version of one at hand is under that one's policy.
            let policy = at_hand.iter().find(|(here, _)| here.id == scenario.id);
            let policy = policy.map_or(&scenario.policy, |(_, policy)| policy);
            abouts.push(About::of(&scenario, policy, false));
        }
    }
    Ok(abouts)
}
