//! Coming and going, and what people say of themselves.

use std::collections::btree_map::Entry;

use super::member::cleaned;
use super::{
    Event, HEARD_MAX, MEMBERS_MAX, Member, MemberId, NAME_MAX, NOTE_MAX, NOTES_MAX, Note, NoteKind, Phase, Refused,
    Standing, Team,
};

type Taken = Result<Vec<Event>, Refused>;

impl Team {
    /// Puts somebody into another standing, and counts who is present.
    fn stand(&mut self, member: MemberId, standing: Standing) {
        let whose = &mut self.members[member.index()];
        let before = whose.is_present();
        whose.standing = standing;
        self.count(before, whose_is(&self.members, member));
    }

    fn count(&mut self, before: bool, after: bool) {
        self.present = self.present + u32::from(after) - u32::from(before);
    }

    fn standing(&self, member: MemberId) -> Result<Standing, Refused> {
        self.members
            .get(member.index())
            .map(|whose| whose.standing)
            .ok_or(Refused::Nobody)
    }

    pub(super) fn join(&mut self, name: &str) -> Taken {
        if self.members.len() >= MEMBERS_MAX {
            return Err(Refused::Full);
        }
        let name = cleaned(name, NAME_MAX).ok_or(Refused::Empty)?;
        let id = MemberId(u32::try_from(self.members.len()).expect("at most 20,000"));
        let name = self.own_name(&name);
        self.members.push(Member {
            name,
            standing: Standing::Asking,
            same_as: None,
            shown: false,
            seats: 0,
        });
        if !self.door_open {
            return Ok(vec![Event::Asked(id)]);
        }
        self.stand(id, Standing::In);
        Ok(vec![Event::In(id)])
    }

    /// A name that nobody here has: with a number where somebody has it already.
    fn own_name(&mut self, name: &str) -> String {
        loop {
            let times = self.names.entry(name.to_lowercase()).or_insert(0);
            *times += 1;
            if *times == 1 {
                return name.to_owned();
            }
            let told = format!("{name} {times}");
            // Somebody may be called "Maya 2".
            if let Entry::Vacant(free) = self.names.entry(told.to_lowercase()) {
                free.insert(1);
                return told;
            }
        }
    }

    pub(super) fn leave(&mut self, member: MemberId) -> Taken {
        match self.standing(member)? {
            Standing::Gone => Err(Refused::Already),
            _ => {
                self.stand(member, Standing::Gone);
                Ok(vec![Event::Gone(member)])
            }
        }
    }

    pub(super) fn away(&mut self, member: MemberId) -> Taken {
        match self.standing(member)? {
            Standing::In => {
                self.stand(member, Standing::Away);
                Ok(vec![Event::Away(member)])
            }
            Standing::Gone => Err(Refused::Nobody),
            Standing::Asking | Standing::Away => Err(Refused::Already),
        }
    }

    pub(super) fn back_again(&mut self, member: MemberId) -> Taken {
        match self.standing(member)? {
            Standing::Away => {
                self.stand(member, Standing::In);
                Ok(vec![Event::In(member)])
            }
            Standing::Gone => Err(Refused::Nobody),
            Standing::Asking | Standing::In => Err(Refused::Already),
        }
    }

    pub(super) fn show(&mut self, member: MemberId, shown: bool) -> Taken {
        let person = self.someone_in(member)?;
        let whose = &mut self.members[person.index()];
        if whose.shown == shown {
            return Err(Refused::Already);
        }
        whose.shown = shown;
        Ok(vec![Event::Shown(person)])
    }

    pub(super) fn note(&mut self, member: MemberId, kind: NoteKind, text: &str) -> Taken {
        let member = self.someone_in(member)?;
        self.put_down(Some(member), NOTES_MAX, kind, text)
    }

    pub(super) fn heard(&mut self, kind: NoteKind, text: &str) -> Taken {
        self.put_down(None, HEARD_MAX, kind, text)
    }

    fn put_down(&mut self, member: Option<MemberId>, most: usize, kind: NoteKind, text: &str) -> Taken {
        if self.phase != Phase::Debrief {
            return Err(Refused::NotNow);
        }
        let text = cleaned(text, NOTE_MAX).ok_or(Refused::Empty)?;
        let own = self.notes.iter().filter(|note| note.member == member);
        if own.count() >= most {
            return Err(Refused::Enough);
        }
        self.notes.push(Note { member, kind, text });
        Ok(vec![Event::Noted])
    }

    pub(super) fn door(&mut self, open: bool) -> Taken {
        if self.door_open == open {
            return Err(Refused::Already);
        }
        self.door_open = open;
        let mut events = vec![Event::Door(open)];
        if open {
            let asking = |member: &MemberId| self.members[member.index()].standing == Standing::Asking;
            let all = (0..self.members.len())
                .filter_map(|at| u32::try_from(at).ok())
                .map(MemberId);
            for member in all.filter(asking).collect::<Vec<_>>() {
                self.stand(member, Standing::In);
                events.push(Event::In(member));
            }
        }
        Ok(events)
    }

    pub(super) fn admit(&mut self, member: MemberId) -> Taken {
        match self.standing(member)? {
            Standing::Asking => {
                self.stand(member, Standing::In);
                Ok(vec![Event::In(member)])
            }
            Standing::Gone => Err(Refused::Nobody),
            Standing::In | Standing::Away => Err(Refused::Already),
        }
    }

    pub(super) fn remove(&mut self, member: MemberId) -> Taken {
        if self.standing(member)? == Standing::Gone {
            return Err(Refused::Already);
        }
        self.stand(member, Standing::Gone);
        let kept = self.rounds.iter_mut().chain(&mut self.taken_back);
        for ballot in kept.flat_map(|round| &mut round.ballots) {
            if !ballot.is_closed() {
                ballot.withdraw(member);
            }
        }
        Ok(vec![Event::Gone(member)])
    }

    pub(super) fn same(&mut self, member: MemberId, person: MemberId) -> Taken {
        let goes = self.someone_in(member)?;
        let stays = self.someone_in(person)?;
        if goes == stays {
            return Err(Refused::Already);
        }
        if let Phase::HotSeat(seated) = self.phase
            && seated == goes
        {
            self.phase = Phase::HotSeat(stays);
        }
        let before = self.members[goes.index()].is_present();
        self.members[goes.index()].same_as = Some(stays);
        self.count(before, false);
        let kept = self.rounds.iter_mut().chain(&mut self.taken_back);
        for ballot in kept.flat_map(|round| &mut round.ballots) {
            ballot.join(goes, stays);
        }
        for note in self.notes.iter_mut().filter(|note| note.member == Some(goes)) {
            note.member = Some(stays);
        }
        Ok(vec![Event::Same(goes)])
    }
}

fn whose_is(members: &[Member], member: MemberId) -> bool {
    members[member.index()].is_present()
}
