//! What a team session's screens can ask for.

use crate::customer::Temper;
use crate::session::team::{Command, Plan};

/// The pages of the debrief, in the order in which they are gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    #[default]
    Result,
    Moves,
    Divided,
    Notes,
    Plan,
}

impl Page {
    pub const ALL: [Self; 5] = [Self::Result, Self::Moves, Self::Divided, Self::Notes, Self::Plan];

    /// As it stands above the page.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Result => "Result",
            Self::Moves => "Move by move",
            Self::Divided => "Where you differed",
            Self::Notes => "Plus and delta",
            Self::Plan => "Our plan",
        }
    }

    /// The page that follows.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().skip_while(|page| *page != self).nth(1)
    }

    /// The page before.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        Self::ALL.into_iter().take_while(|page| *page != self).last()
    }
}

/// What a screen asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    // Before the session.
    /// The scenario at this place on the shelf.
    Scenario(usize),
    /// Whether people vote with phones; without them nothing listens.
    Phones(bool),
    /// Whether everybody with the code comes in without being let in.
    Door(bool),
    /// Whether votes are shown as soon as everybody has voted.
    Shows(bool),
    /// `None`: drawn.
    Temper(Option<Temper>),
    /// The address to listen on, by its place in the list.
    Address(usize),
    /// Begins the session.
    Begin,
    /// Goes on with the unfinished one.
    GoOn,

    // In the session.
    Do(Command),
    /// On to what comes next: the next phase, or the next page of the debrief.
    Next,
    Back,
    Page(Page),
    /// So many hands more, or fewer, for the open moves in their order.
    Hands(Vec<i32>),
    /// Tells the hands to the session.
    Count,
    /// Opens or shuts the facilitator's controls.
    Aside(bool),
    /// Shows the facilitator's own link as a QR code, or hides it.
    Remote(bool),
    /// Whose second phone is looked for.
    Second(Option<crate::session::team::MemberId>),
    /// The plan as it is typed.
    Draft(Box<Plan>),
    /// Writes the session's page among the user's documents.
    SavePage,
    /// Writes the plan's policy there.
    SavePolicy,
    /// Ends the session and leaves it.
    Close,
}

impl Wish {
    /// One hand more, or fewer, for the open move at this place.
    #[must_use]
    pub fn hand(at: usize, more: bool) -> Self {
        let mut hands = vec![0; at + 1];
        hands[at] = if more { 1 } else { -1 };
        Self::Hands(hands)
    }
}
