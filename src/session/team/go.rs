//! From phase to phase: on, back, past, to the end.

use super::{Ballot, Event, Kind, Phase, Refused, Round, Team};

type Taken = Result<Vec<Event>, Refused>;

impl Team {
    pub(super) fn pause(&mut self, paused: bool) -> Taken {
        if self.paused == paused {
            return Err(Refused::Already);
        }
        self.paused = paused;
        Ok(vec![Event::Paused(paused)])
    }

    pub(super) fn end(&mut self) -> Taken {
        if matches!(self.phase, Phase::Debrief | Phase::Over) {
            return Err(Refused::Already);
        }
        self.came_from = self.phase;
        self.phase = Phase::Debrief;
        self.paused = false;
        Ok(Vec::new())
    }

    /// Where the team hears what the drill's state brings.
    fn hearing(&self) -> Phase {
        if self.drill.state().in_talk() {
            Phase::Listening
        } else {
            Phase::Aftercare
        }
    }

    pub(super) fn next(&mut self) -> Taken {
        match self.phase {
            Phase::Lobby => {
                if self.rounds.is_empty() {
                    self.rounds.push(Round::at(&self.drill));
                }
                self.phase = self.hearing();
            }
            Phase::Listening | Phase::Aftercare => {
                let options = self.options();
                self.open_ballot(Kind::First, options);
                self.phase = Phase::Vote;
            }
            Phase::Vote | Phase::Second => return Ok(self.close()),
            Phase::Reveal => self.phase = Phase::Talk,
            Phase::Talk | Phase::Tie | Phase::HotSeat(_) => return self.second_vote(),
            Phase::Reaction if self.drill.is_over() => return self.end(),
            Phase::Reaction => {
                self.rounds.push(Round::at(&self.drill));
                self.phase = self.hearing();
            }
            Phase::Debrief => self.phase = Phase::Over,
            Phase::Over => return Err(Refused::NotNow),
        }
        Ok(Vec::new())
    }

    pub(super) fn skip(&mut self) -> Taken {
        match self.phase {
            Phase::Listening | Phase::Aftercare | Phase::Vote => {
                let options = self.options();
                // What was voted is kept and seen; who passes over a vote has not lost it.
                let round = self.rounds.last_mut().expect("heard at a beat");
                round.ballots.iter_mut().for_each(Ballot::close);
                self.open_ballot(Kind::Second, options);
                self.phase = Phase::Second;
                Ok(Vec::new())
            }
            Phase::Reveal | Phase::Talk => self.second_vote(),
            _ => Err(Refused::NotNow),
        }
    }

    pub(super) fn back(&mut self) -> Taken {
        match self.phase {
            Phase::Lobby => return Err(Refused::NotNow),
            Phase::Listening | Phase::Aftercare => self.back_over_a_beat(),
            Phase::Vote => self.phase = self.hearing(),
            // A vote that was seen is never hidden again: they vote anew, and the first votes stay the first.
            Phase::Reveal => {
                let options = self.options();
                self.open_ballot(Kind::First, options);
                self.phase = Phase::Vote;
            }
            Phase::Talk => {
                let voted = self
                    .rounds
                    .last()
                    .is_some_and(|round| round.last(Kind::First).is_some_and(Ballot::is_closed));
                self.phase = if voted { Phase::Reveal } else { self.hearing() };
            }
            Phase::Second | Phase::Tie | Phase::HotSeat(_) => self.phase = Phase::Talk,
            Phase::Reaction => self.take_back(),
            Phase::Debrief => self.phase = self.came_from,
            Phase::Over => self.phase = Phase::Debrief,
        }
        Ok(Vec::new())
    }

    /// From hearing a beat to the reaction before it, or into the lobby.
    fn back_over_a_beat(&mut self) {
        if self.rounds.len() <= 1 {
            // The round stays: whoever begins again goes on with it.
            self.phase = Phase::Lobby;
            return;
        }
        let round = self.rounds.pop().expect("two rounds or more");
        // Silences here are taken back with it.
        if self.drill.steps().len() > round.first_step {
            self.drill = self.drill.first(round.first_step);
        }
        if !round.ballots.is_empty() {
            self.taken_back.push(round);
        }
        self.phase = Phase::Reaction;
    }

    /// Takes the team's move back, or the silence that ended the beat. What was voted at this beat stays.
    fn take_back(&mut self) {
        let round = self.rounds.last_mut().expect("a reaction follows a round");
        let kept = round.last_step.expect("a reaction follows a step");
        self.drill = self.drill.first(kept);
        round.decision = None;
        round.last_step = (kept > round.first_step).then(|| kept - 1);
        self.phase = Phase::Talk;
    }
}
