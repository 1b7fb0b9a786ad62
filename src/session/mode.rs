//! What help a trainee has.

crate::vocabulary! {
    /// How a drill is taken.
    pub enum Mode: "mode" {
        /// Feelings are shown, hints are given, moves can be taken back.
        Practice,
        /// No help; a debrief after.
        Drill,
        /// No help, one attempt, recorded as such.
        Assessment,
    }
}

impl Mode {
    /// Whether the customer's feelings are shown while the drill goes on.
    #[must_use]
    pub const fn shows_feelings(self) -> bool {
        matches!(self, Self::Practice)
    }

    /// Whether moves can be taken back.
    #[must_use]
    pub const fn allows_undo(self) -> bool {
        matches!(self, Self::Practice)
    }

    /// Whether the trainee may ask for a hint.
    #[must_use]
    pub const fn gives_hints(self) -> bool {
        matches!(self, Self::Practice)
    }

    /// What it means, in a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Practice => "Feelings are shown, hints are given, moves can be taken back.",
            Self::Drill => "No help on the way. The debrief comes after.",
            Self::Assessment => "No help and one attempt.",
        }
    }
}
