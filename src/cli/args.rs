//! What can be typed.

mod begin;
mod demo;
mod export;
mod records;
mod share;
mod team;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::policy::ask;
use crate::customer::{FailureKind, Temper};
use crate::diagnostic::Known;
use crate::scenario::Channel;
use crate::session::{Mode, Pace};
use crate::vocabulary::Vocabulary;

pub use begin::Beginning;
pub use demo::DemoData;
pub use export::{Export, ExportVerb, PlanFile, ScenarioFile, SessionFile, SessionsTable, Table, Whose, Xapi};
pub use records::{
    ManagerPage, Person, PersonPage, Records, RecordsVerb, ScenarioItems, Sessions, StoryAdd, StoryDraft, StoryEdit,
    StoryVerb,
};
pub use share::{Import, MapPicture, PackUp, Rename, Unpack};
pub use team::{BenchTeam, Serve};

/// Rehearse service recovery: a failure happened, an angry customer stands there, you choose what to say and do.
///
/// Without a verb it opens the window; where there is no display it goes on in the terminal.
#[derive(Debug, Parser)]
#[command(name = "bounceback", version, max_term_width = 100)]
pub struct Arguments {
    /// A folder of scenarios (and the site's policy.ron) instead of those that are shipped
    #[arg(long, global = true, value_name = "DIR")]
    pub scenarios: Option<PathBuf>,

    /// The folder that settings and records are kept in, instead of the user's own
    #[arg(long, global = true, value_name = "DIR", env = "BOUNCEBACK_DATA")]
    pub data: Option<PathBuf>,

    /// Where drills are recorded: a file, or postgres://…; without it what records.ron says in the folder of settings, else records.sqlite
    /// in the user's folder
    #[arg(
        long,
        global = true,
        value_name = "FILE|URL",
        env = "BOUNCEBACK_STORE",
        hide_env_values = true
    )]
    pub store: Option<String>,

    #[command(subcommand)]
    pub verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Play a drill in the terminal
    Play(Play),
    /// Read scenarios as a compiler reads code, then solve them
    Check(Check),
    /// A language server on standard input and output, for editors: errors, completion, hover, go to beat, rename, quick fixes
    Lsp,
    /// What a rule of check means and how to mend it, or what stands behind an act
    Explain(Explain),
    /// Grade a recorded drill against the best play that was possible
    Review(Review),
    /// The best play of a scenario, and what the worst would cost
    Solve(Solve),
    /// What a larger fund, other approvals, another manager would buy
    Policy(Policy),
    /// What was practised, what to rehearse next, how people get on
    Records(Records),
    /// Records for other programs: tables, JSON, statements (xAPI)
    Export(Export),
    /// Fill records with a year of practice by made-up people, to see what plans, charts and tables look like
    DemoData(DemoData),
    /// Write a scenario to start from
    New(New),
    /// Give a scenario another id: in its text, in the name of its file, in that of its playthroughs
    Rename(Rename),
    /// Scenarios, or a folder of them with its policy and sets, as one .zip to be sent to somebody
    Pack(PackUp),
    /// A story of Twine (Twee 3) or ink (compiled JSON) as a draft of a scenario, with a report of what could not be carried over
    Import(Import),
    /// Draw a scenario's beats and what leads where (SVG)
    Map(MapPicture),
    /// Check a pack that somebody sent, and put it into a folder: all of it or nothing, and over no file that is there
    Unpack(Unpack),
    /// Draw a scenario's customer in eight feelings and in their place
    Look(Look),
    /// Walk the customer's mind through moves
    Customer(Customer),
    /// Re-run the published findings that the model must reproduce
    Evidence(Evidence),
    /// Write what the window plays into a WAV file; without a name all are listed
    Sound(Sound),
    /// Render every screen of the window into pictures
    #[cfg(feature = "app")]
    Screenshots(Screenshots),
    /// Hold a team session: a shared screen, everybody's phone a hidden vote, the facilitator here or at a remote
    Serve(Serve),
    /// Measure how fast the window is on this machine, or how many phones a session bears
    Bench(Bench),
}

#[derive(Debug, Args)]
pub struct Bench {
    /// One JSON document instead of text
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub what: Option<BenchWhat>,
}

#[derive(Debug, Subcommand)]
pub enum BenchWhat {
    /// A hall full of phones that join a session and vote
    Team(BenchTeam),
}

#[derive(Debug, Args)]
pub struct Play {
    /// The scenario's id; without it you are asked
    pub id: Option<String>,
    /// Where chance comes from: the same seed and choices give the same drill
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Practice (feelings shown, undo), drill or assessment
    #[arg(long, value_parser = word::<Mode>, default_value = "practice")]
    pub mode: Mode,
    /// How thinking time counts: untimed, relaxed or real
    #[arg(long, value_parser = word::<Pace>, default_value = "untimed")]
    pub pace: Pace,
    /// The customer's temper (calm, typical, hot) instead of a drawn one
    #[arg(long, value_parser = word::<Temper>)]
    pub temper: Option<Temper>,
    /// Moves to play, by id ("wait" lets 15 seconds pass, "inject:ID" tries an inject); then it goes on from the terminal or a pipe
    #[arg(long, value_name = "A,B,C", value_delimiter = ',')]
    pub moves: Vec<String>,
    /// Begin at a beat, or where one of its moves can be chosen: the shortest way there is played first
    #[arg(long, value_name = "BEAT[/MOVE]", conflicts_with_all = ["seed", "temper", "moves", "due"])]
    pub to: Option<String>,
    #[command(flatten)]
    pub begin: Beginning,
    /// Keep the play under this name beside the scenario (ID.tests.ron): `check` plays it again, and says when it comes to something else
    #[arg(long, value_name = "NAME", conflicts_with = "due")]
    pub keep_test: Option<String>,
    /// One JSON document at the end instead of text
    #[arg(long)]
    pub json: bool,
    /// Who plays: a name of `bounceback records people`
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    /// What is due, as `records plan` numbers it: a mistake from its very beat
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "1", require_equals = true, conflicts_with = "id")]
    pub due: Option<usize>,
    /// Do not record the drill (a script's is recorded only where --person or --store is given)
    #[arg(long, conflicts_with = "person")]
    pub no_record: bool,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that can be typed")]
pub struct Check {
    /// Files and folders; without them the --scenarios folder or the shipped scenarios
    pub paths: Vec<PathBuf>,
    /// Warnings fail as well
    #[arg(long)]
    pub strict: bool,
    /// Only read: a quick look, without the rules that solve (`bounceback explain` lists them)
    #[arg(long)]
    pub no_solve: bool,
    /// Also ask the rules that solve a scenario hundreds of times (`fragile`): a minute or so each
    #[arg(long, conflicts_with = "no_solve")]
    pub deep: bool,
    /// Only the library as a Markdown table, worked out by the solver: levels, places, customers, what a trainee earns who chooses anything
    #[arg(long, conflicts_with_all = ["strict", "no_solve", "deep", "json", "format", "watch"])]
    pub table: bool,
    /// One JSON document instead of text
    #[arg(long, conflicts_with_all = ["format", "watch"])]
    pub json: bool,
    /// How findings are told: drawn with their lines, one line each, or one JSON object a line as rustc writes them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Go on: look twice a second for files that have changed, and check again; Ctrl-C ends it
    #[arg(long)]
    pub watch: bool,
}

/// How `check` tells what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Text,
    /// `path:line:column: error[code]: message`
    Short,
    /// As rustc's `--error-format=json`.
    Json,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// The name of a rule (such as too-easy) or an act (such as Apologise); without it all rules are listed
    pub rule: Option<String>,
}

#[derive(Debug, Args)]
pub struct Review {
    /// A file with a record, or what `play --json` printed
    pub drill: PathBuf,
    /// The file of the scenario as it was when the drill was played, where it has changed since
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// Write the debrief as one HTML file, to keep or to print, instead of text
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    pub html: Option<PathBuf>,
    /// One JSON document instead of text
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Solve {
    /// The scenario's id
    pub id: String,
    /// Leave out how sure the best line is: that takes hundreds of solves
    #[arg(long)]
    pub quick: bool,
    /// One JSON document instead of text
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Policy {
    /// The scenarios' ids; without them all
    pub ids: Vec<String>,
    /// Funds to compare, such as 0,50,99.50; without it those at which the best play changes
    #[arg(long, value_name = "A,B,…", value_delimiter = ',', value_parser = ask::fund, allow_negative_numbers = true)]
    pub funds: Vec<i64>,
    /// What needs a manager: lists of acts joined by +, such as none,Compensate,Fix+Compensate; without it the policy's own, and none
    #[arg(long, value_name = "A,B+C,…", value_delimiter = ',', value_parser = ask::approval)]
    pub approval: Vec<u64>,
    /// How often the manager agrees when asked, per cent; without it the policy's own
    #[arg(long, value_name = "N,M,…", value_delimiter = ',', value_parser = ask::grants, allow_negative_numbers = true)]
    pub grants: Vec<u16>,
    /// One JSON document instead of text
    #[arg(long)]
    pub json: bool,
    /// Also write a table for spreadsheets; to - instead of text
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Also draw a picture
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct New {
    /// The new scenario's id: small letters, digits, hyphens
    pub id: String,
    /// The folder to write it to
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// What failed: money, goods, service, attention
    #[arg(long, value_parser = word::<FailureKind>, value_name = "KIND")]
    pub failure: Option<FailureKind>,
    /// Where the talk is held: `FaceToFace`, `Phone`, `Chat`, `Email`, `SocialMedia`, `Inbox`
    #[arg(long, value_parser = word::<Channel>)]
    pub channel: Option<Channel>,
    /// Begin with a story of the records: the beginning of its id, as `records story list` shows it
    #[arg(long, value_name = "STORY", conflicts_with_all = ["failure", "channel", "copy"])]
    pub from_story: Option<String>,
    /// Begin with all of another scenario, by id or as a file; its comments are kept
    #[arg(long, value_name = "FILE|ID", conflicts_with_all = ["failure", "channel"])]
    pub copy: Option<String>,
}

#[derive(Debug, Args)]
pub struct Look {
    /// Scenarios, by id or as files
    #[arg(value_name = "FILE|ID", required_unless_present = "all")]
    pub scenarios_or_files: Vec<String>,
    /// Everything that a look can be made of, and every place, with the names that a scenario writes
    #[arg(long, conflicts_with = "scenarios_or_files")]
    pub all: bool,
    /// The picture to write
    #[arg(long, value_name = "FILE", default_value = "look.svg")]
    pub out: PathBuf,
    /// Write over a file that is already there
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Customer {
    /// The profile as JSON; what is left out takes the model's default
    #[arg(long, value_name = "JSON", default_value = "{}")]
    pub profile: String,
    /// The money inputs as JSON
    #[arg(long, value_name = "JSON", default_value = "{}")]
    pub economics: String,
    /// The moves as JSON: a list of lists of acts
    #[arg(long, value_name = "JSON", default_value = "[]")]
    pub moves: String,
    /// Bytes for the chance nodes in order; beyond them nothing bad happens
    #[arg(long, value_name = "255,0,…", value_delimiter = ',', conflicts_with = "seed")]
    pub tape: Vec<u8>,
    /// The seed of the stream that draws the traits and answers chance
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Replay a file of golden vectors instead
    #[arg(long, value_name = "FILE", conflicts_with_all = ["profile", "economics", "moves", "tape", "seed"])]
    pub vectors: Option<PathBuf>,
    /// One JSON document instead of text
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Evidence {
    /// One JSON document instead of text
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Sound {
    /// The sound's name; without it all are listed
    pub name: Option<String>,
    /// The file to write
    #[arg(long, value_name = "FILE.wav")]
    pub out: Option<PathBuf>,
    /// What a babble says
    #[arg(long, value_name = "TEXT")]
    pub say: Option<String>,
}

#[cfg(feature = "app")]
#[derive(Debug, Args)]
pub struct Screenshots {
    /// The folder for the pictures
    pub folder: PathBuf,
    /// The scenarios to draw, by their ids; without them the first
    pub ids: Vec<String>,
    /// Sizes of the window; without them 1280x720, 1920x1080, and 1280x720 with text of 200%
    #[arg(long = "size", value_parser = size, value_name = "WxH")]
    pub sizes: Vec<(u32, u32)>,
    /// Sizes of text, percent [default: 100]
    #[arg(long = "text", value_name = "PERCENT", value_parser = clap::value_parser!(u16).range(80..=200))]
    pub texts: Vec<u16>,
    /// Themes: light, dark, contrast [default: light]
    #[arg(long = "theme", value_parser = theme, value_name = "THEME")]
    pub themes: Vec<usize>,
    /// Whose records are drawn, of those that --store names
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
}

/// A theme by its name.
#[cfg(feature = "app")]
fn theme(text: &str) -> Result<usize, String> {
    let names = crate::app::theme_names();
    let found = names.iter().position(|name| name.eq_ignore_ascii_case(text));
    found.ok_or_else(|| format!("there is no theme `{text}`; there are {}", names.join(", ")))
}

/// A width and a height in pixels.
#[cfg(feature = "app")]
fn size(text: &str) -> Result<(u32, u32), String> {
    text.split_once('x')
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)))
        .filter(|(width, height)| (640..=7680).contains(width) && (400..=4320).contains(height))
        .ok_or_else(|| "a size is written 1280x720, from 640x400 to 7680x4320".to_owned())
}

/// A word of a vocabulary, in any case.
fn word<T: Vocabulary>(text: &str) -> Result<T, String> {
    let found = T::ALL
        .iter()
        .copied()
        .find(|word| word.name().eq_ignore_ascii_case(text));
    found.ok_or_else(|| {
        let names: Vec<String> = T::ALL.iter().map(|word| word.name().to_lowercase()).collect();
        let known = Known(names.iter().map(String::as_str).collect());
        format!(
            "there is no {} `{text}`; {}",
            T::NOUN,
            known.help(text).unwrap_or_default()
        )
    })
}
