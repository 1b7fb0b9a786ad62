//! What a page of the records can ask for.

use crate::customer::FailureKind;
use crate::record::{Story, StoryId};
use crate::scenario::Channel;

/// The pages of the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    #[default]
    Person,
    Team,
    Scenario,
    Manager,
    Stories,
}

impl Tab {
    pub const ALL: [Self; 5] = [Self::Person, Self::Team, Self::Scenario, Self::Manager, Self::Stories];

    /// As it stands above the page.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Team => "Team",
            Self::Scenario => "Scenario",
            Self::Manager => "Manager",
            Self::Stories => "Stories",
        }
    }
}

/// What a page asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    Turn(Tab),
    /// Looks at somebody.
    Look(Option<String>),
    /// Whoever sits at the machine has this name; `None`: gives none.
    Be(Option<String>),
    Add(String),
    Export(String),
    /// Asks whether somebody is to be erased.
    AskErase(String),
    Erase(String),
    Keep,
    PrintPerson,
    Scenario(String),
    Assume(&'static str, u32),
    PrintManager,
    Sweep,
    Doubt,
    Search(String),
    /// Begins to tell a story, or changes one.
    Write(Box<Story>, String),
    Field(Field, String),
    Failure(Option<FailureKind>),
    Channel(Option<Channel>),
    PutDown,
    Tell,
    /// Asks whether a story is to be deleted.
    AskDelete(Option<StoryId>),
    DeleteStory(StoryId),
    Draft(StoryId),
    /// Keeps records in this store from the next start on; `None`: in the usual one. It is opened first.
    Store(Option<String>),
}

/// A part of a story that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Title,
    Broke,
    Did,
    Ended,
    Changed,
    Tags,
    /// A colleague's name.
    Recognised,
}

impl Field {
    pub const ALL: [Self; 7] = [
        Self::Title,
        Self::Broke,
        Self::Did,
        Self::Ended,
        Self::Changed,
        Self::Tags,
        Self::Recognised,
    ];

    /// What is asked for.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Title => "What do you call it?",
            Self::Broke => "What broke?",
            Self::Did => "What did you do?",
            Self::Ended => "How did it end?",
            Self::Changed => "What did you change?",
            Self::Tags => "Words to find it by, with commas",
            Self::Recognised => "Whom do you want to thank? A name in the records",
        }
    }
}
