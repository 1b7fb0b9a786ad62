//! What can be asked of the records.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::word;
use crate::customer::FailureKind;
use crate::scenario::{Channel, ScenarioHash};

#[derive(Debug, Args)]
pub struct Records {
    #[command(subcommand)]
    pub verb: RecordsVerb,
}

#[derive(Debug, Subcommand)]
pub enum RecordsVerb {
    /// Everybody, with how much they practised
    People {
        /// One JSON document instead of text
        #[arg(long)]
        json: bool,
    },
    /// Add a person
    Add { name: String },
    /// Drills, the newest first
    Drills {
        /// Only this person's
        #[arg(long, value_name = "NAME")]
        person: Option<String>,
        /// How many at most
        #[arg(long, value_name = "N", default_value_t = 20)]
        most: u32,
        /// One JSON document instead of text
        #[arg(long)]
        json: bool,
    },
    /// Go on with a drill that was interrupted: this one, or the latest
    Resume {
        /// The drill's id, as `records drills` shows it, or how it begins
        drill: Option<String>,
        /// Whose; without it, nobody's
        #[arg(long, value_name = "NAME")]
        person: Option<String>,
    },
    /// What is due today, why, and how to start it
    Plan(Person),
    /// How somebody gets on: accuracy, tiers, SERVICE steps, first attempt against last
    Progress(PersonPage),
    /// Everybody together: person by person, month by month, and which scenarios are hard
    Team {
        /// One JSON document instead of text
        #[arg(long)]
        json: bool,
    },
    /// Team sessions, the newest first: tier, accuracy, price of the consensus. They count among nobody's own drills
    Sessions(Sessions),
    /// Item analysis: what is chosen in a scenario, what it costs, where people go wrong
    Scenario(ScenarioItems),
    /// The manager's page: what practice came to, and what was never rehearsed
    Manager(ManagerPage),
    /// Real recoveries as staff tell them
    #[command(subcommand)]
    Story(StoryVerb),
    /// Write everything of a person as JSON to standard output
    ExportPerson { name: String },
    /// Delete a person with everything of theirs, and their name in team sessions
    Erase {
        name: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Judge drills that are not judged yet, or were judged by older rules
    Rejudge,
}

#[derive(Debug, Args)]
pub struct Sessions {
    /// One JSON document instead of text
    #[arg(long)]
    pub json: bool,
    /// Delete the session whose id begins so
    #[arg(long, value_name = "ID", conflicts_with = "json")]
    pub delete: Option<String>,
}

#[derive(Debug, Args)]
pub struct Person {
    /// Whose; without it, the drills of those who gave no name
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    /// One JSON document instead of text
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct PersonPage {
    #[command(flatten)]
    pub person: Person,
    /// Write it as one HTML file, with what is due, instead of text
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    pub html: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ScenarioItems {
    /// The scenario's id
    pub id: String,
    /// Another version of its text than the one at hand, by its hash
    #[arg(long, value_name = "HASH", value_parser = hash)]
    pub version: Option<ScenarioHash>,
    /// One JSON document instead of text
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ManagerPage {
    /// What is taken for granted, such as wage=30; the page lists all of them
    #[arg(long, value_name = "NAME=NUMBER", value_parser = assumption)]
    pub assume: Vec<(String, u32)>,
    /// Also what a larger fund would buy in each scenario: solving takes a minute
    #[arg(long)]
    pub policy: bool,
    /// Also how sure the best play of each scenario is: hundreds of solves each
    #[arg(long)]
    pub sensitivity: bool,
    /// Write it as one HTML file instead of text
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    pub html: Option<PathBuf>,
    /// One JSON document instead of text
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum StoryVerb {
    /// Tell a story; what is left out is asked for at the keyboard
    Add(StoryAdd),
    /// All stories, the newest first
    List {
        /// One JSON document instead of text
        #[arg(long)]
        json: bool,
    },
    /// Stories that hold all these words, whatever their case and accents; #word asks the tags only
    Search {
        #[arg(required = true)]
        words: Vec<String>,
        /// One JSON document instead of text
        #[arg(long)]
        json: bool,
    },
    /// Change what is given of a story; an empty text takes it out
    Edit(StoryEdit),
    /// Delete a story for ever
    Delete {
        /// The story's id, as `records story list` shows it, or how it begins
        story: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Write a scenario that begins from a story
    Draft(StoryDraft),
}

/// What a story tells.
#[derive(Debug, Args)]
pub struct StoryParts {
    /// What it is called
    #[arg(long)]
    pub title: Option<String>,
    /// What broke
    #[arg(long, value_name = "TEXT")]
    pub broke: Option<String>,
    /// What we did
    #[arg(long, value_name = "TEXT")]
    pub did: Option<String>,
    /// How it ended
    #[arg(long, value_name = "TEXT")]
    pub ended: Option<String>,
    /// What we changed
    #[arg(long, value_name = "TEXT")]
    pub changed: Option<String>,
    /// What failed: money, goods, service, attention
    #[arg(long, value_parser = word::<FailureKind>)]
    pub failure: Option<FailureKind>,
    /// Where it was: facetoface, phone, chat, email, socialmedia, inbox
    #[arg(long, value_parser = word::<Channel>)]
    pub channel: Option<Channel>,
}

#[derive(Debug, Args)]
pub struct StoryEdit {
    /// The story's id, as `records story list` shows it, or how it begins
    pub story: String,
    #[command(flatten)]
    pub parts: StoryParts,
    /// Words to find it by, instead of those it has
    #[arg(long, value_name = "A,B,…", value_delimiter = ',')]
    pub tags: Option<Vec<String>>,
    /// The colleague who is recognised; an empty name: nobody
    #[arg(long, value_name = "NAME")]
    pub recognise: Option<String>,
}

#[derive(Debug, Args)]
pub struct StoryAdd {
    #[command(flatten)]
    pub parts: StoryParts,
    /// Words to find it by
    #[arg(long, value_name = "A,B,…", value_delimiter = ',')]
    pub tags: Vec<String>,
    /// Who tells it; it is erased with them
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    /// The colleague who is recognised
    #[arg(long, value_name = "NAME")]
    pub recognise: Option<String>,
}

#[derive(Debug, Args)]
pub struct StoryDraft {
    /// The story's id, as `records story list` shows it, or how it begins
    pub story: String,
    /// The file to write; without it the scenario's id and .ron
    #[arg(long, value_name = "FILE.ron")]
    pub out: Option<PathBuf>,
}

fn hash(text: &str) -> Result<ScenarioHash, String> {
    ScenarioHash::try_from(text.to_owned()).map_err(|_| {
        format!("`{text}` is no hash of a scenario: `bounceback records drills --json` shows those of drills")
    })
}

/// "wage=30".
fn assumption(text: &str) -> Result<(String, u32), String> {
    let bad = || format!("`{text}` is no assumption: it is written NAME=NUMBER, such as wage=30");
    let (key, number) = text.split_once('=').ok_or_else(bad)?;
    Ok((key.trim().to_owned(), number.trim().parse().map_err(|_| bad())?))
}
