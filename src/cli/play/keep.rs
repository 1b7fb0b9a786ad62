//! `play --keep-test NAME`: the play is kept beside the scenario, and `check` plays it again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::CliError;
use crate::cli::args::Arguments;
use crate::cli::terminal::Terminal;
use crate::drill::{Drill, Setup};
use crate::library::{File, Library, keep_playthrough, playthroughs_of, with_playthrough};
use crate::lint::keep;
use crate::scenario::Scenario;
use crate::session::Solo;

/// A name under which a play will be kept, and where.
pub struct Keep {
    name: String,
    file: PathBuf,
}

impl Keep {
    /// Sees to it, before anything is played, that the play can be kept.
    pub fn ready(
        name: &str,
        arguments: &Arguments,
        seed: Option<u64>,
        library: &Library,
        scenario: &Arc<Scenario>,
    ) -> Result<Self, CliError> {
        let said = |words: String| CliError::Said(words);
        if seed.is_some_and(|seed| i64::try_from(seed).is_err()) {
            return Err(said(format!("the seed of a play that is kept is at most {}", i64::MAX)));
        }
        let own = |file: &&File| file.scenario.as_ref().is_some_and(|other| other.hash == scenario.hash);
        let file = library.files.iter().find(own).filter(|_| arguments.scenarios.is_some());
        let file = file.ok_or_else(|| {
            said(format!(
                "`{}` is part of the program, and a play is kept beside a scenario's file: name your folder with --scenarios DIR",
                scenario.id
            ))
        })?;
        let file = playthroughs_of(Path::new(&file.source.name));
        // One that could be kept: whether the file is whole and the name free is seen by adding it.
        let setup = Setup::draw(scenario, library.policy_for(scenario), None, 1);
        let probe = keep(&Drill::start(scenario, setup, 1), name, false).map_err(|error| said(error.to_string()))?;
        with_playthrough(&file, &probe).map_err(|error| said(error.to_string()))?;
        Ok(Self {
            name: name.to_owned(),
            file,
        })
    }

    /// Keeps it.
    pub fn write(&self, solo: &Solo) -> Result<(), CliError> {
        let said = |words: String| CliError::Said(words);
        let drill = solo.drill();
        if drill.steps().is_empty() {
            return Err(said("no move was played: nothing was kept".to_owned()));
        }
        let test = keep(drill, &self.name, true).map_err(|error| said(error.to_string()))?;
        keep_playthrough(&self.file, &test).map_err(|error| said(error.to_string()))?;
        let file = self.file.display();
        Terminal::remark(&format!(
            "The play is kept as `{}` in {file}; what is expected of it can be changed there.",
            self.name
        ));
        Ok(())
    }
}
