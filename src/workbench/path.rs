//! The way to a value of a scenario: beat "doorway", its third move, the move's `say`.

/// One step of a way.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// A named value of a group, or an entry of a map by its key without quotes.
    Name(String),
    /// One of a list or of a group without names, from 0.
    Item(usize),
}

/// A way from the scenario to one of its values.
///
/// ```
/// use bounceback::workbench::Path;
///
/// assert_eq!(Path::beat("doorway").a_move(2).name("say").to_string(), "beats.doorway.moves[2].say");
/// assert_eq!(Path::of(&["customer", "look", "skin"]).to_string(), "customer.look.skin");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Path(pub Vec<Step>);

impl Path {
    /// The scenario itself.
    #[must_use]
    pub fn scenario() -> Self {
        Self::default()
    }

    /// Through these names.
    #[must_use]
    pub fn of(names: &[&str]) -> Self {
        names.iter().fold(Self::default(), |path, name| path.name(name))
    }

    /// To a beat.
    #[must_use]
    pub fn beat(id: &str) -> Self {
        Self::of(&["beats", id])
    }

    /// On to a move of a beat, from 0 in the order of the file.
    #[must_use]
    pub fn a_move(self, at: usize) -> Self {
        self.name("moves").item(at)
    }

    /// On to a named value.
    #[must_use]
    pub fn name(mut self, name: &str) -> Self {
        self.0.push(Step::Name(name.to_owned()));
        self
    }

    /// On to one of a list, from 0.
    #[must_use]
    pub fn item(mut self, at: usize) -> Self {
        self.0.push(Step::Item(at));
        self
    }

    /// The way without its last step, and that step.
    #[must_use]
    pub fn split(&self) -> Option<(Self, &Step)> {
        let (last, before) = self.0.split_last()?;
        Some((Self(before.to_vec()), last))
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Name(name) if at == 0 => f.write_str(name)?,
                Step::Name(name) => write!(f, ".{name}")?,
                Step::Item(item) => write!(f, "[{item}]")?,
            }
        }
        Ok(())
    }
}
