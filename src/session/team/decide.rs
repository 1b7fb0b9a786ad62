//! Votes, and how the team comes to its decision.

use super::{Ballot, By, Decision, Event, Kind, MemberId, Phase, Refused, Team};
use crate::drill::{Choice, Place, Refusal};

type Taken = Result<Vec<Event>, Refused>;

impl Team {
    pub(super) fn vote(&mut self, member: MemberId, ballot: u32, choice: u8) -> Taken {
        let person = self.someone_in(member)?;
        let open = self.voting_mut().filter(|open| open.id == ballot);
        let open = open.ok_or(Refused::OtherBallot)?;
        if !open.options.contains(&choice) {
            return Err(Refused::NoSuchChoice);
        }
        open.put(person, choice);
        Ok(self.after_vote())
    }

    pub(super) fn hands(&mut self, ballot: u32, hands: &[u32]) -> Taken {
        let open = self.voting_mut().filter(|open| open.id == ballot);
        let open = open.ok_or(Refused::OtherBallot)?;
        let sum: u64 = hands.iter().copied().map(u64::from).sum();
        if hands.len() != open.options.len() || sum > HANDS_MAX {
            return Err(Refused::NoSuchChoice);
        }
        open.raise(hands);
        let (voted, of) = self.voted();
        Ok(vec![Event::Voted { voted, of }])
    }

    /// How many have voted in the ballot that is open, of how many.
    pub(super) fn voted(&self) -> (u32, u32) {
        let voted = self.voting().map_or(0, Ballot::count);
        (voted, self.present.max(voted))
    }

    /// Tells the count; shows the votes where everybody present has voted.
    fn after_vote(&mut self) -> Vec<Event> {
        let (voted, of) = self.voted();
        let mut events = vec![Event::Voted { voted, of }];
        if self.log.start.shows_by_itself && self.all_have_voted() {
            events.extend(self.close());
        }
        events
    }

    fn all_have_voted(&self) -> bool {
        let Some(open) = self.voting() else { return false };
        if self.present == 0 || open.count() < self.present {
            return false;
        }
        let mut all = self.members.iter().zip(0..).map(|(whose, at)| (whose, MemberId(at)));
        all.all(|(whose, member)| !whose.is_present() || open.has(member))
    }

    /// Closes the vote that is open and goes on to what it leads to.
    pub(super) fn close(&mut self) -> Vec<Event> {
        let Some(open) = self.voting_mut() else {
            return Vec::new();
        };
        open.close();
        let (ballot, kind, leading) = (open.id, open.kind, open.leading());
        let mut events = vec![Event::Revealed { ballot }];
        match (kind, leading.as_slice()) {
            (Kind::First, _) => self.phase = Phase::Reveal,
            (Kind::Second, [choice]) => events.extend(self.decided(*choice, By::Vote)),
            (Kind::Second, _) => {
                self.phase = Phase::Tie;
                events.push(Event::Tied);
            }
        }
        events
    }

    /// Opens a vote, or goes on with the one that is open for the same moves.
    pub(super) fn open_ballot(&mut self, kind: Kind, options: Vec<u8>) {
        let state = *self.drill.state();
        let id = self.ballots;
        let round = self.rounds.last_mut().expect("a vote is held at a beat");
        let goes_on = round
            .last(kind)
            .is_some_and(|last| !last.is_closed() && last.state == state && last.options == options);
        if !goes_on {
            // Left open by going back, and overtaken since: its votes are seen with those of the new one.
            for old in round.ballots.iter_mut().filter(|old| old.kind == kind) {
                old.close();
            }
            round.ballots.push(Ballot::open(id, kind, options, state));
            self.ballots += 1;
        }
    }

    pub(super) fn second_vote(&mut self) -> Taken {
        let options = match self.phase {
            Phase::Reveal | Phase::Talk | Phase::HotSeat(_) => self.options(),
            Phase::Tie => {
                let last = self.rounds.last().and_then(|round| round.last(Kind::Second));
                let tied = last.map(Ballot::leading).unwrap_or_default();
                if tied.is_empty() { self.options() } else { tied }
            }
            _ => return Err(Refused::NotNow),
        };
        self.open_ballot(Kind::Second, options);
        self.phase = Phase::Second;
        let (voted, of) = self.voted();
        Ok(vec![Event::Voted { voted, of }])
    }

    pub(super) fn hot_seat(&mut self, member: Option<MemberId>) -> Taken {
        if !matches!(
            self.phase,
            Phase::Reveal | Phase::Talk | Phase::Second | Phase::Tie | Phase::HotSeat(_)
        ) {
            return Err(Refused::NotNow);
        }
        let seated = match self.phase {
            Phase::HotSeat(seated) => Some(seated),
            _ => None,
        };
        let person = match member {
            Some(member) => self.someone_in(member)?,
            None => self.whose_turn(seated).ok_or(Refused::Nobody)?,
        };
        if seated == Some(person) {
            return Err(Refused::Already);
        }
        self.members[person.index()].seats += 1;
        self.phase = Phase::HotSeat(person);
        Ok(Vec::new())
    }

    /// Who is present and sat least often in the hot seat, the longest here first; not whoever sits there now.
    fn whose_turn(&self, seated: Option<MemberId>) -> Option<MemberId> {
        let all = self.members.iter().zip(0..).map(|(whose, at)| (whose, MemberId(at)));
        all.filter(|(whose, member)| whose.is_present() && Some(*member) != seated)
            .min_by_key(|(whose, member)| (whose.seats, *member))
            .map(|(_, member)| member)
    }

    pub(super) fn decide_in_seat(&mut self, member: MemberId, choice: u8) -> Taken {
        let person = self.someone_in(member)?;
        match self.phase {
            Phase::HotSeat(seated) if seated == person => {}
            Phase::HotSeat(_) => return Err(Refused::NotInSeat),
            _ => return Err(Refused::NotNow),
        }
        self.choosable(choice)?;
        Ok(self.decided(choice, By::HotSeat(person)))
    }

    pub(super) fn call(&mut self, choice: u8) -> Taken {
        if !self.is_at_beat() {
            return Err(Refused::NotNow);
        }
        self.choosable(choice)?;
        Ok(self.decided(choice, By::Facilitator))
    }

    /// Whether the team is between hearing the customer and its decision.
    pub(super) const fn is_at_beat(&self) -> bool {
        !matches!(
            self.phase,
            Phase::Lobby | Phase::Reaction | Phase::Debrief | Phase::Over
        )
    }

    fn choosable(&self, choice: u8) -> Result<(), Refused> {
        if self.options().contains(&choice) {
            Ok(())
        } else {
            Err(Refused::NoSuchChoice)
        }
    }

    /// Plays the team's move.
    fn decided(&mut self, choice: u8, by: By) -> Vec<Event> {
        let step = self.drill.steps().len();
        let played = self.drill.choose(Choice::Move(choice));
        played.expect("options are moves that are on offer");
        let round = self.rounds.last_mut().expect("decided at a beat");
        for ballot in &mut round.ballots {
            ballot.close();
        }
        round.decision = Some(Decision { choice, by, step });
        round.last_step = Some(step);
        self.phase = Phase::Reaction;
        vec![Event::Decided { choice }]
    }

    pub(super) fn silence(&mut self) -> Taken {
        self.happens(Choice::Wait)?;
        Ok(vec![Event::Waited])
    }

    pub(super) fn inject(&mut self, id: &str) -> Taken {
        let mut all = self.drill.scenario.injects.iter().zip(0..);
        let (_, inject) = all.find(|(inject, _)| inject.id == id).ok_or(Refused::NoSuchInject)?;
        self.happens(Choice::Inject(inject))?;
        Ok(vec![Event::Injected { inject }])
    }

    /// Something that nobody voted for happens at a beat: while the customer is heard, or while the team talks.
    fn happens(&mut self, choice: Choice) -> Result<(), Refused> {
        if !matches!(self.phase, Phase::Listening | Phase::Talk) {
            return Err(Refused::NotNow);
        }
        let step = self.drill.steps().len();
        let place = self.drill.state().place;
        self.drill.choose(choice).map_err(|refusal| match refusal {
            Refusal::Brought => Refused::Brought,
            _ => Refused::NotNow,
        })?;
        let round = self.rounds.last_mut().expect("heard at a beat");
        round.last_step = Some(step);
        if self.drill.state().place != place || self.drill.state().place == Place::End {
            // The customer has left, or the talk is over: nothing is decided here any more.
            for ballot in &mut round.ballots {
                ballot.close();
            }
            self.phase = Phase::Reaction;
        }
        Ok(())
    }
}

/// The most hands that are counted.
const HANDS_MAX: u64 = 100_000;
