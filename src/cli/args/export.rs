//! What can be written for other programs.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

#[derive(Debug, Args)]
pub struct Export {
    #[command(subcommand)]
    pub verb: ExportVerb,
}

#[derive(Debug, Subcommand)]
pub enum ExportVerb {
    /// A row for each drill, the newest first
    Drills(Table),
    /// A row for each choice, also of those that were taken back
    Moves(Table),
    /// A row for each team session, the newest first
    Sessions(SessionsTable),
    /// Statements (xAPI 1.0.3) of drills that were ended, to a file or to a Learning Record Store
    Xapi(Xapi),
    /// A scenario as a script to be read by people who review it (one HTML file that prints well)
    Script(ScenarioFile),
    /// A scenario as Twee 3, for Twine
    Twee(ScenarioFile),
    /// A team session as a page to keep or to print: the room's split, the price of the consensus, notes, the plan
    Session(SessionFile),
    /// The team's recovery plan as a site's policy.ron, where it sets the fund or what needs a manager
    Plan(PlanFile),
}

/// A session, and the page that is made of it.
#[derive(Debug, Args)]
#[expect(clippy::option_option, reason = "given without an id: the newest")]
pub struct SessionFile {
    /// The session's file; without it the youngest
    pub session: Option<PathBuf>,
    /// Out of the records instead of a file: the session whose id begins so, or without one the newest
    #[arg(long, value_name = "ID", num_args = 0..=1, conflicts_with = "session")]
    pub kept: Option<Option<String>>,
    /// The file to write; - is standard output
    #[arg(long, value_name = "FILE", default_value = "session.html")]
    pub out: PathBuf,
    /// Write over a file that is already there
    #[arg(long)]
    pub force: bool,
}

/// The policy that is made of a plan.
#[derive(Debug, Args)]
#[expect(clippy::option_option, reason = "given without an id: the newest")]
pub struct PlanFile {
    /// The plan of a session in the records, by the beginning of its id (without one the newest), instead of the last that was written
    #[arg(long, value_name = "ID", num_args = 0..=1)]
    pub kept: Option<Option<String>>,
    /// The file to write; - is standard output [default: policy.ron, in the folder of --scenarios where one is given]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Change a file that is already there: the fund and what needs a manager, and nothing else in it
    #[arg(long)]
    pub force: bool,
}

/// A scenario, and the file that is made of it.
#[derive(Debug, Args)]
pub struct ScenarioFile {
    /// The scenario, by id or as a file
    #[arg(value_name = "FILE|ID")]
    pub scenario: String,
    /// The file to write; without it the id with the format's ending; - is standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write over a file that is already there
    #[arg(long)]
    pub force: bool,
}

/// Which drills.
#[derive(Debug, Args)]
pub struct Whose {
    /// Only this person's
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    /// Only drills begun on this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub since: Option<Date>,
}

#[derive(Debug, Args)]
pub struct SessionsTable {
    /// A table for spreadsheets; - is standard output
    #[arg(long, value_name = "FILE", required_unless_present = "json", conflicts_with = "json")]
    pub csv: Option<PathBuf>,
    /// One JSON document: each session with all that is kept of it; - is standard output
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Table {
    #[command(flatten)]
    pub whose: Whose,
    /// A table for spreadsheets; - is standard output
    #[arg(long, value_name = "FILE", required_unless_present = "json", conflicts_with = "json")]
    pub csv: Option<PathBuf>,
    /// One JSON document: people, and the drills with all their choices, or the choices one by one; - is standard output
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Xapi {
    #[command(flatten)]
    pub whose: Whose,
    /// Write a JSON list of statements; - is standard output
    #[arg(long, value_name = "FILE", required_unless_present = "lrs", conflicts_with = "lrs")]
    pub file: Option<PathBuf>,
    /// Send what was not sent yet to the store at this address, such as <https://lrs.example/xAPI>
    #[arg(long, value_name = "URL", requires = "user")]
    pub lrs: Option<String>,
    /// Who sends; the password is read from the environment, `BOUNCEBACK_LRS_PASSWORD`
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
    /// Before the names of scenarios, beats and extensions
    #[arg(long, value_name = "URL", default_value = "https://bounceback.example/xapi")]
    pub base: String,
    /// The site that gives people their ids
    #[arg(long, value_name = "URL", default_value = "https://bounceback.example")]
    pub home_page: String,
    /// People are told by their ids only
    #[arg(long)]
    pub without_names: bool,
}
