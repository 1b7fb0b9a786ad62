//! Drills on their way out: each with its person's name and the scenario as it was played.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::super::args::Whose;
use super::super::records::gather::bar;
use super::super::records::maybe;
use super::CliError;
use crate::record::export::Exported;
use crate::record::gather::{Versions, each_line};
use crate::record::{Filter, Line, PersonId, Store};

/// Each drill that is meant, the newest first; `wanted` says which of them are read at all.
pub fn each(
    store: &mut dyn Store,
    whose: &Whose,
    wanted: &dyn Fn(&Line) -> bool,
    each: &mut dyn FnMut(&mut dyn Store, &Exported<'_>) -> Result<(), CliError>,
) -> Result<u64, CliError> {
    let since = since(whose)?;
    let filter = Filter {
        person: maybe(store, whose.person.as_deref())?.map(|person| person.id),
        hash: None,
        since,
    };
    let people = store.people()?.into_iter();
    let names: BTreeMap<PersonId, String> = people.map(|person| (person.id, person.name)).collect();
    let mut versions = Versions::default();
    let mut count = 0;
    let bar = bar("drills written");
    each_line::<CliError>(store, &filter, &mut |store, line| {
        if !wanted(&line) {
            return Ok(());
        }
        let kept = store.kept(line.id)?;
        let scenario = versions.get(store, line.hash)?;
        let name = line.person.and_then(|person| names.get(&person));
        each(
            store,
            &Exported {
                kept: &kept,
                name: name.map(String::as_str),
                mail: None,
                scenario: scenario.as_deref(),
            },
        )?;
        count += 1;
        bar.inc(1);
        Ok(())
    })?;
    bar.finish_and_clear();
    Ok(count)
}

/// The moment from which on something is meant.
pub fn since(whose: &Whose) -> Result<Option<Timestamp>, CliError> {
    let start = whose
        .since
        .map(|day| day.to_zoned(TimeZone::system()).map(|start| start.timestamp()));
    start
        .transpose()
        .map_err(|error| CliError::Said(format!("--since: {error}")))
}
