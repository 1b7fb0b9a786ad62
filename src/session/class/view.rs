//! What a trainee may see, and what the trainer may see of them.

use serde::Serialize;

use super::{Card, Class, LookedBack, Place, Standing, Table, Told, TraineeId};
use crate::solve::Review;
use crate::vocabulary::Vocabulary;

/// What was worked out about a trainee's drill as it stands. Each is `None` until it is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Worked<'w> {
    /// The review of the finished drill; or in words why there is none.
    pub review: Option<&'w Result<Review, String>>,
    /// The best move's place in the written list, here; `None` inside: none is better than the others.
    pub best: Option<&'w Result<Option<u8>, String>>,
}

/// A drill of a trainee's that can be gone back to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Open {
    pub id: String,
    pub title: String,
    pub over: bool,
}

/// What one trainee may see: who they are, and the page that they are at.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    pub name: Option<String>,
    pub standing: Standing,
    pub turn: u32,
    /// Drills by themselves are sent once: these are what is said of each in this class, by their places: how the last one ended, how many.
    pub past: Vec<(usize, &'static str, u32)>,
    /// The drill that goes on, or was the last.
    pub open: Option<Open>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub briefing: Option<Told>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drill: Option<Table>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub debrief: Option<LookedBack>,
}

/// Somebody, for the trainer: what they play, and not how well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    pub trainee: TraineeId,
    pub name: Option<String>,
    pub standing: Standing,
    /// Whose name is borne by somebody who is in.
    pub same: bool,
    /// The title of the drill that they are at.
    pub plays: Option<String>,
    /// How many drills they finished.
    pub finished: u32,
}

impl Class {
    /// All drills that are offered.
    #[must_use]
    pub fn cards(&self) -> Vec<Card> {
        self.offered.iter().map(Card::of).collect()
    }

    /// What a trainee may see; `None` where nobody has this number.
    #[must_use]
    pub fn view(&self, device: TraineeId, worked: &Worked<'_>) -> Option<View> {
        let (own, person) = (self.trainees.get(device.index())?, self.trainee(device)?);
        let standing = if own.standing == Standing::In {
            person.standing
        } else {
            own.standing
        };
        let mut view = View {
            name: person.name.clone(),
            standing,
            turn: person.turn,
            past: Vec::new(),
            open: None,
            briefing: None,
            drill: None,
            debrief: None,
        };
        // Who is not in learns nothing, though they say a name that somebody bears.
        if standing != Standing::In {
            return Some(view);
        }
        view.past = person
            .past
            .iter()
            .map(|(at, past)| (*at, past.tier.name(), past.times))
            .collect();
        view.open = person.playing.as_ref().map(|playing| {
            let drill = playing.solo.drill();
            Open {
                id: drill.scenario.id.clone(),
                title: drill.scenario.title.clone(),
                over: drill.is_over(),
            }
        });
        match (person.place, &person.playing) {
            (Place::Briefing(at), _) => view.briefing = self.offered.get(at).map(Told::of),
            (Place::Drill, Some(playing)) => view.drill = Some(Table::of(playing, worked)),
            (Place::Debrief, Some(playing)) => view.debrief = Some(LookedBack::of(playing, worked, &self.offered)),
            (Place::Shelf | Place::Drill | Place::Debrief, _) => {}
        }
        Some(view)
    }

    /// Everybody who is in or at the door: those at the door first.
    #[must_use]
    pub fn people(&self) -> Vec<Person> {
        let all = self.trainees.iter().enumerate();
        let here = all.filter(|(_, own)| own.standing != Standing::Gone && own.same_as.is_none());
        let mut people: Vec<Person> = here
            .map(|(at, own)| {
                let of_that_name = |name: &String| {
                    let borne = |(other, whose): (usize, &super::Trainee)| {
                        other != at && whose.is_in() && whose.is_called(name)
                    };
                    self.trainees.iter().enumerate().any(borne)
                };
                Person {
                    trainee: TraineeId(u32::try_from(at).expect("at most 1,000")),
                    name: own.name.clone(),
                    standing: own.standing,
                    same: own.standing == Standing::Asking && own.name.as_ref().is_some_and(of_that_name),
                    plays: own
                        .playing
                        .as_ref()
                        .filter(|_| own.place == Place::Drill)
                        .map(|playing| playing.solo.drill().scenario.title.clone()),
                    finished: own.past.values().map(|past| past.times).sum(),
                }
            })
            .collect();
        people.sort_by_key(|one| one.standing != Standing::Asking);
        people
    }
}
