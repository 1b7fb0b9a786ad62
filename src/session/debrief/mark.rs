//! How good a move was, as a debrief marks it.

use crate::solve::Grade;

/// The mark of a move: its grade, and a best move told apart where it was the only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    OnlyMove,
    Best,
    Excellent,
    Good,
    Inaccuracy,
    Mistake,
    Blunder,
}

impl Mark {
    /// The mark of a grade.
    #[must_use]
    pub const fn of(grade: Grade, only_move: bool) -> Self {
        match grade {
            Grade::Best if only_move => Self::OnlyMove,
            Grade::Best => Self::Best,
            Grade::Excellent => Self::Excellent,
            Grade::Good => Self::Good,
            Grade::Inaccuracy => Self::Inaccuracy,
            Grade::Mistake => Self::Mistake,
            Grade::Blunder => Self::Blunder,
        }
    }

    /// The grade in a word, with a capital.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::OnlyMove => "Only move",
            Self::Best => "Best",
            Self::Excellent => "Excellent",
            Self::Good => "Good",
            Self::Inaccuracy => "Inaccuracy",
            Self::Mistake => "Mistake",
            Self::Blunder => "Blunder",
        }
    }

    /// The sign that stands in the mark, so that nothing hangs on its colour.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::OnlyMove => "★",
            Self::Best => "✓",
            Self::Excellent => "+",
            Self::Good => "•",
            Self::Inaccuracy => "!",
            Self::Mistake => "?",
            Self::Blunder => "??",
        }
    }
}
