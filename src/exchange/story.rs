//! A story as both formats tell it: passages with words and links.

/// Something that was not carried over, or not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// Where it stands in the source: "line 12 (Start)", or a path of ink such as "shop.0.c-1".
    pub place: String,
    /// What it is and what became of it, in a sentence without a full stop.
    pub words: String,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// A passage by its place in [`Story::passages`].
    Passage(usize),
    End,
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub words: String,
    /// What is said because of it, before the story goes on.
    pub reply: String,
    pub goal: Goal,
    /// Comments that stand above the move.
    pub notes: Vec<String>,
    /// Where it stands in the source.
    pub place: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    pub name: String,
    pub place: String,
    pub words: String,
    pub notes: Vec<String>,
    pub links: Vec<Link>,
    /// It has one link that nobody chooses: the story goes on by itself.
    pub goes_on: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Story {
    pub title: String,
    /// Comments that stand above the scenario.
    pub notes: Vec<String>,
    pub passages: Vec<Passage>,
    /// Its place in [`Self::passages`].
    pub start: usize,
    pub leftovers: Vec<Leftover>,
}

impl Story {
    pub fn leave(&mut self, place: impl Into<String>, words: impl Into<String>) {
        self.leftovers.push(Leftover {
            place: place.into(),
            words: words.into(),
        });
    }

    /// Keeps as many comments of a passage as somebody reads, and reports the rest.
    pub fn shorten_notes(&mut self) {
        let mut left = Vec::new();
        for passage in &mut self.passages {
            let links = passage.links.iter_mut().map(|link| &mut link.notes);
            let more: usize = std::iter::once(&mut passage.notes).chain(links).map(shortened).sum();
            if more > 0 {
                left.push((passage.place.clone(), format!("{more} more comments are left out")));
            }
        }
        for (place, words) in left {
            self.leave(place, words);
        }
    }
}

/// The most comments in one place.
const NOTES_MAX: usize = 40;

fn shortened(notes: &mut Vec<String>) -> usize {
    let more = notes.len().saturating_sub(NOTES_MAX);
    notes.truncate(NOTES_MAX);
    more
}
