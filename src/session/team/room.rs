//! The session itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::log::Entry;
use super::{Ballot, Command, Event, Kind, Log, Member, MemberId, NoteKind, Refused, Round, Standing, Start};
use crate::drill::Drill;
use crate::scenario::Scenario;

/// The most people who can join one session, those who left among them.
pub const MEMBERS_MAX: usize = 20_000;
/// The most letters of a note.
pub const NOTE_MAX: usize = 280;
/// The most notes of one person.
pub const NOTES_MAX: usize = 20;
/// The most notes of what was said aloud.
pub const HEARD_MAX: usize = 200;

/// Where a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Phase {
    /// People join.
    Lobby,
    /// The customer speaks.
    Listening,
    /// In the days after: what the day brings.
    Aftercare,
    /// Everybody votes, hidden.
    Vote,
    /// The votes are seen.
    Reveal,
    /// The team talks.
    Talk,
    /// The team votes for what it does.
    Second,
    /// The second vote has no winner.
    Tie,
    /// One person decides.
    HotSeat(MemberId),
    /// What the team did, and what the customer says to it.
    Reaction,
    Debrief,
    Over,
}

/// A note of the round of plus and delta.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Note {
    /// `None`: said aloud, and written down by the facilitator.
    pub member: Option<MemberId>,
    pub kind: NoteKind,
    pub text: String,
}

/// A team at one drill.
///
/// # Equality
/// Two sessions are equal where all that follows would be: log, people, phase, rounds, notes, and where the drill stands.
#[derive(Debug, Clone)]
pub struct Team {
    pub(super) log: Log,
    pub(super) drill: Drill,
    pub(super) phase: Phase,
    /// Where the debrief was begun from.
    pub(super) came_from: Phase,
    pub(super) paused: bool,
    pub(super) door_open: bool,
    /// When this phase began.
    pub(super) since_millis: u64,
    pub(super) members: Vec<Member>,
    /// How many are present: [`Member::is_present`].
    pub(super) present: u32,
    /// How many people have had a name, whatever its capitals.
    pub(super) names: BTreeMap<String, u32>,
    pub(super) rounds: Vec<Round>,
    /// Rounds that the facilitator went back from.
    pub(super) taken_back: Vec<Round>,
    pub(super) ballots: u32,
    pub(super) notes: Vec<Note>,
}

impl PartialEq for Team {
    fn eq(&self, other: &Self) -> bool {
        let plain = |team: &Self| {
            (
                team.phase,
                team.came_from,
                team.paused,
                team.door_open,
                team.since_millis,
                team.present,
                team.ballots,
            )
        };
        plain(self) == plain(other)
            && self.log == other.log
            && self.drill.steps() == other.drill.steps()
            && self.drill.state() == other.drill.state()
            && self.members == other.members
            && self.names == other.names
            && self.rounds == other.rounds
            && self.taken_back == other.taken_back
            && self.notes == other.notes
    }
}

impl Team {
    /// A session in its lobby, with the door shut.
    ///
    /// # Panics
    /// Where `start` names another version of the scenario: [`Start::new`] never does, [`Team::replay`] looks.
    #[must_use]
    pub fn start(scenario: &Arc<Scenario>, start: Start) -> Self {
        assert_eq!(start.hash, scenario.hash, "a session of this very scenario");
        Self {
            drill: Drill::start(scenario, start.setup.clone(), start.seed),
            log: Log {
                start,
                entries: Vec::new(),
            },
            phase: Phase::Lobby,
            came_from: Phase::Lobby,
            paused: false,
            door_open: false,
            since_millis: 0,
            members: Vec::new(),
            present: 0,
            names: BTreeMap::new(),
            rounds: Vec::new(),
            taken_back: Vec::new(),
            ballots: 0,
            notes: Vec::new(),
        }
    }

    /// Takes a command that came at a time of the caller's clock (one that goes back is taken for the time of the last command).
    ///
    /// # Errors
    /// Why it is refused; nothing has changed then.
    pub fn take(&mut self, at_millis: u64, command: &Command) -> Result<Vec<Event>, Refused> {
        let at_millis = self
            .log
            .entries
            .last()
            .map_or(at_millis, |entry| entry.at_millis.max(at_millis));
        let phase = self.phase;
        let mut events = match command {
            Command::Join { name } => self.join(name),
            Command::Leave { member } => self.leave(*member),
            Command::Away { member } => self.away(*member),
            Command::Return { member } => self.back_again(*member),
            Command::Shown { member, shown } => self.show(*member, *shown),
            Command::Note { member, kind, text } => self.note(*member, *kind, text),
            Command::Heard { kind, text } => self.heard(*kind, text),
            Command::Door { open } => self.door(*open),
            Command::Admit { member } => self.admit(*member),
            Command::Remove { member } => self.remove(*member),
            Command::Same { member, person } => self.same(*member, *person),
            Command::Pause => self.pause(true),
            Command::Resume => self.pause(false),
            Command::End => self.end(),
            _ if self.paused => Err(Refused::Paused),
            Command::Vote { member, ballot, choice } => self.vote(*member, *ballot, *choice),
            Command::Hands { ballot, hands } => self.hands(*ballot, hands),
            Command::Decide { member, choice } => self.decide_in_seat(*member, *choice),
            Command::Call { choice } => self.call(*choice),
            Command::SecondVote => self.second_vote(),
            Command::HotSeat { member } => self.hot_seat(*member),
            Command::Silence => self.silence(),
            Command::Inject { id } => self.inject(id),
            Command::Next => self.next(),
            Command::Back => self.back(),
            Command::Skip => self.skip(),
        }?;
        if self.phase != phase {
            self.since_millis = at_millis;
            events.push(Event::Phase(self.phase));
        }
        self.log.entries.push(Entry {
            at_millis,
            command: command.clone(),
        });
        Ok(events)
    }

    /// All that need be kept of this session.
    #[must_use]
    pub const fn log(&self) -> &Log {
        &self.log
    }

    /// The drill as far as the team has played it.
    #[must_use]
    pub const fn drill(&self) -> &Drill {
        &self.drill
    }

    #[must_use]
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    #[must_use]
    pub const fn is_paused(&self) -> bool {
        self.paused
    }

    /// Whether who joins comes in at once.
    #[must_use]
    pub const fn door_is_open(&self) -> bool {
        self.door_open
    }

    /// When this phase began, in the time of the commands.
    #[must_use]
    pub const fn since_millis(&self) -> u64 {
        self.since_millis
    }

    /// All who ever joined: [`MemberId`] is the place in this list.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// How many people are in the room with a phone that is awake.
    #[must_use]
    pub const fn present(&self) -> u32 {
        self.present
    }

    /// What was done at each beat, up to now.
    #[must_use]
    pub fn rounds(&self) -> &[Round] {
        &self.rounds
    }

    /// What was done and then taken back.
    #[must_use]
    pub fn taken_back(&self) -> &[Round] {
        &self.taken_back
    }

    /// The notes of plus and delta, in the order in which they came.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The person that a phone belongs to; `None` where nobody has this number.
    #[must_use]
    pub fn person(&self, member: MemberId) -> Option<MemberId> {
        let mut person = member;
        loop {
            match self.members.get(person.index())?.same_as {
                Some(other) => person = other,
                None => return Some(person),
            }
        }
    }

    /// The ballot in which votes are taken now.
    #[must_use]
    pub fn voting(&self) -> Option<&Ballot> {
        let kind = match self.phase {
            Phase::Vote => Kind::First,
            Phase::Second => Kind::Second,
            _ => return None,
        };
        self.rounds.last()?.last(kind).filter(|ballot| !ballot.is_closed())
    }

    pub(super) fn voting_mut(&mut self) -> Option<&mut Ballot> {
        let id = self.voting()?.id;
        let round = self.rounds.last_mut()?;
        round.ballots.iter_mut().find(|ballot| ballot.id == id)
    }

    /// Somebody who may take part, as the person that they are.
    pub(super) fn someone_in(&self, member: MemberId) -> Result<MemberId, Refused> {
        let whose = self.members.get(member.index()).ok_or(Refused::Nobody)?;
        let person = self.person(member).ok_or(Refused::Nobody)?;
        match (whose.standing, self.members[person.index()].standing) {
            (Standing::Gone, _) | (_, Standing::Gone) => Err(Refused::Nobody),
            (Standing::Asking, _) | (_, Standing::Asking) => Err(Refused::NotIn),
            _ => Ok(person),
        }
    }

    /// What can be chosen where the drill stands, in the order shown.
    pub(super) fn options(&self) -> Vec<u8> {
        let offers = self.drill.offers();
        let open = offers.into_iter().filter(|offer| offer.barred.is_none());
        open.map(|offer| offer.index).collect()
    }
}
