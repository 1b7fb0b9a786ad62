//! What one phone may see beside the room, and what the facilitator may.

use serde::Serialize;

use super::{Ballot, Kind, MemberId, Phase, Standing, Team};
use crate::scenario::Inject;

/// One's own vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OwnVote {
    pub ballot: u32,
    pub choice: u8,
}

/// What one person may see beside the room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnView {
    pub member: MemberId,
    pub name: String,
    pub standing: Standing,
    /// Their vote in the ballot that is open, or that was closed last at this beat.
    pub vote: Option<OwnVote>,
    /// What they chose in the first vote here.
    pub first: Option<u8>,
    /// Whether they sit in the hot seat.
    pub decides: bool,
    /// Whether their name may be shown.
    pub shown: bool,
}

/// Somebody, for the facilitator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    pub member: MemberId,
    pub name: String,
    pub standing: Standing,
    /// Whether they have voted in the ballot that is open; never for what.
    pub voted: bool,
    pub same_as: Option<MemberId>,
}

/// What the facilitator may see beside the room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacilitatorView {
    /// Those who ask first, then all others but those who are gone; not more than were asked for.
    pub people: Vec<Person>,
    /// How many there are in all.
    pub all: usize,
    pub asking: usize,
    pub away: usize,
    /// What may be asked now: names of commands.
    pub may: Vec<&'static str>,
    /// The injects that may be brought now, in the scenario's order.
    pub injects: Vec<InjectView>,
}

/// Something that the facilitator may bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InjectView {
    /// What [`super::Command::Inject`] names.
    pub id: String,
    /// What stands on a button: 60 letters at most.
    pub label: String,
}

impl Team {
    /// What one person may see; `None` where nobody has this number.
    #[must_use]
    pub fn own_view(&self, member: MemberId) -> Option<OwnView> {
        let phone = self.members.get(member.index())?;
        let person = self.person(member)?;
        let whose = &self.members[person.index()];
        let round = self.rounds.last().filter(|_| self.is_at_beat());
        let own = |ballot: &Ballot| {
            ballot.of(person).map(|choice| OwnVote {
                ballot: ballot.id,
                choice,
            })
        };
        let last = match self.phase {
            Phase::Second | Phase::Tie => round.and_then(|round| round.last(Kind::Second)),
            _ => round.and_then(|round| round.last(Kind::First)),
        };
        Some(OwnView {
            member: person,
            name: whose.name.clone(),
            standing: if phone.standing == Standing::Gone {
                Standing::Gone
            } else {
                whose.standing
            },
            vote: last.and_then(own),
            first: round.and_then(|round| round.last(Kind::First)?.of(person)),
            decides: self.phase == Phase::HotSeat(person),
            shown: whose.shown,
        })
    }

    /// What the facilitator may see, with at most so many people.
    #[must_use]
    pub fn facilitator_view(&self, most: usize) -> FacilitatorView {
        let open = self.voting();
        let here = || {
            let all = self.members.iter().zip(0..).map(|(whose, at)| (whose, MemberId(at)));
            all.filter(|(whose, _)| whose.standing != Standing::Gone)
        };
        let asks = |standing: Standing| here().filter(|(whose, _)| whose.standing == standing).count();
        let first = here().filter(|(whose, _)| whose.standing == Standing::Asking);
        let others = here().filter(|(whose, _)| whose.standing != Standing::Asking);
        let people = first.chain(others).take(most).map(|(whose, member)| Person {
            member,
            name: whose.name.clone(),
            standing: whose.standing,
            voted: open.is_some_and(|open| open.has(member)),
            same_as: whose.same_as,
        });
        FacilitatorView {
            people: people.collect(),
            all: here().count(),
            asking: asks(Standing::Asking),
            away: asks(Standing::Away),
            may: self.may(),
            injects: self.injects(),
        }
    }

    /// The injects that may be brought now.
    fn injects(&self) -> Vec<InjectView> {
        if self.paused || !matches!(self.phase, Phase::Listening | Phase::Talk) {
            return Vec::new();
        }
        let all = &self.drill.scenario.injects;
        let free = self
            .drill
            .injects()
            .into_iter()
            .filter_map(|at| all.get(usize::from(at)));
        let view = |inject: &Inject| InjectView {
            id: inject.id.clone(),
            label: inject.label.clone(),
        };
        free.map(view).collect()
    }

    /// The facilitator's commands that have a meaning now, by name.
    fn may(&self) -> Vec<&'static str> {
        let mut may = vec![if self.door_open { "Shut" } else { "Open" }];
        let over = matches!(self.phase, Phase::Debrief | Phase::Over);
        if self.paused {
            may.extend(["Resume", "End"]);
            return may;
        }
        let mut add = |name, when: bool| may.extend(when.then_some(name));
        let at_talk = matches!(self.phase, Phase::Reveal | Phase::Talk | Phase::Tie | Phase::HotSeat(_));
        add("Pause", true);
        add("Next", self.phase != Phase::Over);
        add("Back", self.phase != Phase::Lobby);
        add(
            "Skip",
            matches!(
                self.phase,
                Phase::Listening | Phase::Aftercare | Phase::Vote | Phase::Reveal | Phase::Talk
            ),
        );
        add("SecondVote", at_talk);
        add("HotSeat", (at_talk || self.phase == Phase::Second) && self.present > 0);
        add(
            "Call",
            self.is_at_beat() && !matches!(self.phase, Phase::Listening | Phase::Aftercare),
        );
        add("Hands", self.voting().is_some());
        add(
            "Silence",
            self.drill.state().in_talk() && matches!(self.phase, Phase::Listening | Phase::Talk),
        );
        add("Inject", !self.injects().is_empty());
        add("End", !over);
        may
    }
}
