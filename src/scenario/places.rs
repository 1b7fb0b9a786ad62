//! Where the parts of a scenario stand in its text: for findings about a scenario that is valid, and so holds no places.

use std::ops::Range;

use super::draft::Draft;

/// Bytes of the text.
type Place = Range<usize>;

/// The places of a scenario's parts, in the order of its own lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    pub id: Place,
    /// The customer's name.
    pub customer: Place,
    pub beats: Vec<BeatPlaces>,
    /// The ids of the injects.
    pub injects: Vec<Place>,
    /// The `allow` entries.
    pub allows: Vec<Place>,
}

/// The places of a beat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeatPlaces {
    pub id: Place,
    pub lines: Vec<Place>,
    pub moves: Vec<MovePlaces>,
}

/// The places of a move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovePlaces {
    pub id: Place,
    pub replies: Vec<Place>,
}

impl Draft {
    /// Where everything stands.
    #[must_use]
    pub fn places(&self) -> Places {
        let beats = self.beats.value.iter().map(|(id, beat)| BeatPlaces {
            id: id.span.clone(),
            lines: beat.lines.iter().map(|line| line.say.span.clone()).collect(),
            moves: beat
                .moves
                .value
                .iter()
                .map(|mv| MovePlaces {
                    id: mv.id.span.clone(),
                    replies: mv.replies.iter().map(|reply| reply.say.span.clone()).collect(),
                })
                .collect(),
        });
        Places {
            id: self.id.span.clone(),
            customer: self.customer.name.span.clone(),
            beats: beats.collect(),
            injects: self.injects.iter().map(|inject| inject.id.span.clone()).collect(),
            allows: self.allow.iter().map(|allow| allow.rule.span.clone()).collect(),
        }
    }
}
