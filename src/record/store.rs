//! What a store does, whatever it is made of.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Begun, By, DrillId, Entry, Judged, JudgedMove, Kept, KeptSession, Line, Outbox, Person, PersonId, Queued, Sending,
    SessionId, SessionLine, SessionShare, Statement, StoreError, Story, StoryId, Tally,
};
use crate::scenario::ScenarioHash;
use crate::session::Reflection;

type Result<T> = std::result::Result<T, StoreError>;

/// Which drills are meant: those to which all of this applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    pub person: Option<PersonId>,
    pub hash: Option<ScenarioHash>,
    /// Begun at this time or later.
    pub since: Option<Timestamp>,
}

/// A text of a scenario that was played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Played {
    /// The scenario's id; another text of it has another hash.
    pub scenario: String,
    pub hash: ScenarioHash,
    pub text: String,
}

/// Everything of a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    pub format: u32,
    pub person: Person,
    /// The scenarios as they were played, each once.
    pub scenarios: Vec<Played>,
    pub drills: Vec<Kept>,
    pub stories: Vec<Story>,
    /// Statements that still wait to be sent, or were refused.
    pub statements: Vec<String>,
    /// What team sessions hold of their name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<SessionShare>,
}

impl Export {
    /// The format that is written here.
    pub const FORMAT: u32 = 1;
}

/// What went with a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Erased {
    pub drills: u64,
    pub stories: u64,
    /// Copies of the whole store, which held the person too: they are gone.
    pub copies: Vec<PathBuf>,
    /// In how many stories that others tell the name stood: "a former colleague" stands there now.
    pub mentions: u64,
    /// In how many team sessions the name stood: "a former colleague" stands there now.
    pub sessions: u64,
    /// Whether the log was swept as well; `false` while another program reads the store: the rows are overwritten, and what the log
    /// holds of them goes when the last program closes it, or with [`Store::sweep`].
    pub swept: bool,
}

/// Where drills, people and stories are kept. Each call is whole or did not happen; times are kept to the millisecond.
///
/// A drill of an erased person is deleted with them: who wants its numbers exports them before.
pub trait Store: Send {
    /// Where it is, as a person would say it: a path, or an address without its password.
    fn place(&self) -> String;

    // People.

    /// Adds a person. Blanks around the name are left out.
    fn add_person(&mut self, name: &str, at: Timestamp) -> Result<Person>;
    /// Gives a person another name.
    fn rename_person(&mut self, person: PersonId, name: &str) -> Result<Person>;
    /// Everybody, by name.
    fn people(&mut self) -> Result<Vec<Person>>;
    /// The person of this name, whatever the case of its letters.
    fn person_named(&mut self, name: &str) -> Result<Option<Person>>;
    /// Everything of a person, to be written as JSON.
    fn export(&mut self, person: PersonId) -> Result<Export>;
    /// Deletes a person with everything of theirs, so that no file of the store holds it any more.
    fn erase(&mut self, person: PersonId) -> Result<Erased>;
    /// Sweeps out what deleted rows left in the files; whether that could be done.
    fn sweep(&mut self) -> Result<bool>;

    // A drill as it goes on.

    /// A drill begins; `text` is its scenario's. Beginning the same drill again does nothing.
    fn begin(&mut self, begun: &Begun, text: &str) -> Result<()>;
    /// Appends what happened, where `before` entries are there already. Appending the same again does nothing, so a call that may
    /// or may not have arrived can be repeated.
    fn append(&mut self, drill: DrillId, before: u32, entries: &[Entry]) -> Result<()>;
    /// A drill ends, finished or not. It cannot be taken up again. Ending it again does nothing.
    fn end(&mut self, drill: DrillId, at: Timestamp) -> Result<()>;
    /// What came of it.
    fn judge(&mut self, drill: DrillId, judged: &Judged) -> Result<()>;
    /// The judge of this number cannot judge it.
    fn cannot_judge(&mut self, drill: DrillId, judge: u16) -> Result<()>;
    /// What the trainee says of it.
    fn reflect(&mut self, drill: DrillId, reflection: &Reflection) -> Result<()>;

    // Drills as they are kept.

    /// A drill.
    fn kept(&mut self, drill: DrillId) -> Result<Kept>;
    /// All drills of a person, the oldest first; `None`: those of nobody.
    fn kept_of(&mut self, person: Option<PersonId>) -> Result<Vec<Kept>>;
    /// The text of a scenario that was played.
    fn text(&mut self, hash: ScenarioHash) -> Result<String>;
    /// The scenarios of which a drill was begun: id and hash, by id.
    fn scenarios(&mut self) -> Result<Vec<(String, ScenarioHash)>>;
    /// A person's drills that can be taken up again, the newest first; `None`: those of nobody.
    fn open_drills(&mut self, person: Option<PersonId>) -> Result<Vec<Line>>;
    /// Drills, the newest first: at most so many, from behind this one on.
    fn lines(&mut self, filter: &Filter, behind: Option<DrillId>, most: u32) -> Result<Vec<Line>>;
    /// All judged drills with their moves, the oldest first.
    fn each_judged(&mut self, filter: &Filter, each: &mut dyn FnMut(&Line, &[JudgedMove])) -> Result<()>;
    /// Ended drills that no judge of this number or a later one has seen: at most so many.
    fn unjudged(&mut self, judge: u16, most: u32) -> Result<Vec<DrillId>>;
    /// Sums; of one person, or of everybody.
    fn tallies(&mut self, by: By, person: Option<PersonId>) -> Result<Vec<Tally>>;

    // Stories.

    /// Keeps a story; one of the same id is replaced.
    fn put_story(&mut self, story: &Story) -> Result<()>;
    /// A story.
    fn story(&mut self, story: StoryId) -> Result<Story>;
    /// Stories that hold all these words, the newest first; all of them where there is no word.
    fn stories(&mut self, words: &str) -> Result<Vec<Story>>;
    /// Deletes a story.
    fn delete_story(&mut self, story: StoryId) -> Result<()>;

    // Team sessions.

    /// Keeps a session; one of the same id is replaced. `text` is its scenario's.
    fn put_session(&mut self, kept: &KeptSession, text: &str) -> Result<()>;
    /// A session.
    fn session(&mut self, session: SessionId) -> Result<KeptSession>;
    /// All sessions, the newest first.
    fn sessions(&mut self) -> Result<Vec<SessionLine>>;
    /// Deletes a session, so that no file of the store holds it any more; `false`: swept later, as [`Erased::swept`] says.
    fn delete_session(&mut self, session: SessionId) -> Result<bool>;
    /// What sessions hold of somebody, by their name alone: who took part need not be one of the store's people.
    fn in_sessions(&mut self, name: &str) -> Result<Vec<SessionShare>>;
    /// Takes a name out of all sessions, as erasing somebody does, for somebody who is not one of the store's people.
    fn forget_in_sessions(&mut self, name: &str) -> Result<Erased>;

    // Statements to be sent.

    /// Puts statements into the outbox; those that were ever there are left alone. How many were new.
    fn queue(&mut self, statements: &[Statement], at: Timestamp) -> Result<u64>;
    /// Drills of which a statement was ever put into the outbox: with one of them all of the drill's were.
    fn queued_drills(&mut self) -> Result<Vec<DrillId>>;
    /// Statements that are due, in the order in which they were queued: at most so many.
    fn due(&mut self, now: Timestamp, most: u32) -> Result<Vec<Queued>>;
    /// What became of a statement that was tried.
    fn tried(&mut self, statement: Uuid, sending: &Sending) -> Result<()> {
        self.tried_all(&[(statement, sending.clone())])
    }
    /// What became of statements that were tried together: all of it is kept, or nothing.
    fn tried_all(&mut self, fates: &[(Uuid, Sending)]) -> Result<()>;
    /// Statements that were refused, with the reasons.
    fn refused(&mut self) -> Result<Vec<Queued>>;
    /// How many wait, were sent, were refused.
    fn outbox(&mut self) -> Result<Outbox>;
}
