//! The class: who is here, and who comes and goes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Command, Event, Place, Refused, Standing, Trainee, TraineeId};
use crate::scenario::{Policy, Scenario};
use crate::session::name::{NAME_MAX, cleaned};

/// The most who can come to one class, those who left among them.
pub const TRAINEES_MAX: usize = 1000;

/// A scenario that the class may play.
#[derive(Debug, Clone)]
pub struct Offered {
    pub scenario: Arc<Scenario>,
    /// The site's.
    pub policy: Policy,
    /// The scenario's text, for the records.
    pub text: String,
}

/// A class at its drills.
#[derive(Debug, Clone)]
pub struct Class {
    pub(super) offered: Vec<Offered>,
    pub(super) trainees: Vec<Trainee>,
    pub(super) door_open: bool,
    /// The latest time of a command.
    pub(super) now_millis: u64,
}

pub(super) type Taken = Result<Vec<Event>, Refused>;

impl Class {
    /// A class that nobody has come to, with the door shut.
    #[must_use]
    pub const fn new(offered: Vec<Offered>) -> Self {
        Self {
            offered,
            trainees: Vec::new(),
            door_open: false,
            now_millis: 0,
        }
    }

    /// What may be played.
    #[must_use]
    pub fn offered(&self) -> &[Offered] {
        &self.offered
    }

    /// All who ever came.
    #[must_use]
    pub fn trainees(&self) -> &[Trainee] {
        &self.trainees
    }

    /// Whether everybody with the code comes in.
    #[must_use]
    pub const fn door_is_open(&self) -> bool {
        self.door_open
    }

    /// The person whose device this is.
    #[must_use]
    pub fn person(&self, device: TraineeId) -> Option<TraineeId> {
        let own = self.trainees.get(device.index())?;
        Some(own.same_as.unwrap_or(device))
    }

    /// Somebody, by any device of theirs.
    #[must_use]
    pub fn trainee(&self, device: TraineeId) -> Option<&Trainee> {
        self.trainees.get(self.person(device)?.index())
    }

    /// Takes a command. A time before the last one's counts as that: clocks are set back now and then.
    ///
    /// # Errors
    /// Why it is refused; nothing has changed then.
    pub fn take(&mut self, at_millis: u64, command: &Command) -> Taken {
        let now = at_millis.max(self.now_millis);
        let taken = match command {
            Command::Come { name } => self.come(name.as_deref()),
            Command::Ask {
                trainee,
                turn,
                ask,
                lot,
            } => self.ask(now, *trainee, *turn, ask, *lot),
            Command::Door { open } => self.door(*open),
            Command::Admit { trainee } => self.admit(*trainee),
            Command::Remove { trainee } => self.remove(*trainee),
        }?;
        self.now_millis = now;
        Ok(taken)
    }

    fn come(&mut self, name: Option<&str>) -> Taken {
        if self.trainees.len() >= TRAINEES_MAX {
            return Err(Refused::Full);
        }
        let name = match name {
            Some(name) => Some(cleaned(name, NAME_MAX).ok_or(Refused::Empty)?),
            None => None,
        };
        let trainee = TraineeId(u32::try_from(self.trainees.len()).expect("at most 1,000"));
        let same = name.as_deref().is_some_and(|name| self.is_borne(name, trainee));
        self.trainees.push(Trainee {
            name,
            standing: Standing::Asking,
            same_as: None,
            turn: 0,
            place: Place::Shelf,
            playing: None,
            past: BTreeMap::new(),
        });
        if same || !self.door_open {
            return Ok(vec![Event::Asked { trainee, same }]);
        }
        Ok(vec![self.let_in(trainee)])
    }

    /// Whether somebody else who is in, or asks to come in, bears this name.
    fn is_borne(&self, name: &str, but: TraineeId) -> bool {
        self.trainees
            .iter()
            .enumerate()
            .any(|(at, other)| at != but.index() && other.standing != Standing::Gone && other.is_called(name))
    }

    fn let_in(&mut self, trainee: TraineeId) -> Event {
        let name = self.trainees[trainee.index()].name.clone();
        let person = name.and_then(|name| {
            let of_that_name = |other: &Trainee| other.is_in() && other.is_called(&name);
            self.trainees.iter().position(of_that_name)
        });
        let own = &mut self.trainees[trainee.index()];
        own.standing = Standing::In;
        match person {
            None => Event::In(trainee),
            Some(at) => {
                let person = TraineeId(u32::try_from(at).expect("at most 1,000"));
                own.same_as = Some(person);
                Event::Same { trainee, person }
            }
        }
    }

    fn door(&mut self, open: bool) -> Taken {
        if self.door_open == open {
            return Err(Refused::Already);
        }
        self.door_open = open;
        let mut events = vec![Event::Door(open)];
        for at in 0..self.trainees.len() {
            let trainee = TraineeId(u32::try_from(at).expect("at most 1,000"));
            let own = &self.trainees[at];
            let same = own.name.as_deref().is_some_and(|name| self.is_borne(name, trainee));
            if open && own.standing == Standing::Asking && !same {
                events.push(self.let_in(trainee));
            }
        }
        Ok(events)
    }

    fn admit(&mut self, trainee: TraineeId) -> Taken {
        match self.trainees.get(trainee.index()).map(|own| own.standing) {
            Some(Standing::Asking) => Ok(vec![self.let_in(trainee)]),
            Some(Standing::In) => Err(Refused::Already),
            Some(Standing::Gone) | None => Err(Refused::Nobody),
        }
    }

    /// Shows somebody out, with all their devices.
    pub(super) fn remove(&mut self, trainee: TraineeId) -> Taken {
        let person = self.person(trainee).ok_or(Refused::Nobody)?;
        if self.trainees[person.index()].standing == Standing::Gone {
            return Err(Refused::Already);
        }
        for (at, own) in self.trainees.iter_mut().enumerate() {
            if at == person.index() || own.same_as == Some(person) {
                own.standing = Standing::Gone;
                own.playing = None;
            }
        }
        Ok(vec![Event::Gone(person)])
    }
}
