//! What a trainee does at their page.

use super::room::Taken;
use super::{Ask, Class, Event, Lot, Offered, Past, Place, Playing, Refused, Standing, Trainee, TraineeId};
use crate::drill::Choice;
use crate::session::{Mode, Options, Pace, Question, Reflection, Solo, Sure};

/// Who thinks longer has put the phone away: nobody knows how long they thought.
const THOUGHT_MAX_MILLIS: u64 = 10 * 60 * 1000;

impl Class {
    pub(super) fn ask(&mut self, now: u64, device: TraineeId, turn: u32, ask: &Ask, lot: Option<Lot>) -> Taken {
        let trainee = self.person(device).ok_or(Refused::Nobody)?;
        for one in [device, trainee] {
            match self.trainees[one.index()].standing {
                Standing::In => {}
                // Who stands at the door may turn round.
                Standing::Asking if matches!(ask, Ask::Leave {}) => {}
                Standing::Asking => return Err(Refused::NotIn),
                Standing::Gone => return Err(Refused::Nobody),
            }
        }
        let own = &mut self.trainees[trainee.index()];
        if own.turn != turn && !matches!(ask, Ask::Leave {}) {
            return Err(Refused::Behind);
        }
        let events = match ask {
            Ask::Look { scenario } => {
                let at = place(&self.offered, scenario)?;
                own.place = Place::Briefing(at);
                vec![Event::Turned(trainee)]
            }
            Ask::Shelf {} => {
                own.place = Place::Shelf;
                vec![Event::Turned(trainee)]
            }
            Ask::Begin { scenario, mode, sure } => {
                let at = place(&self.offered, scenario)?;
                let lot = lot.ok_or(Refused::NotNow)?;
                own.playing = Some(begin(&self.offered[at], at, *mode, *sure, lot, now));
                own.place = Place::Drill;
                vec![Event::Began(trainee)]
            }
            Ask::GoOn {} => {
                let playing = own.playing.as_mut().ok_or(Refused::NotNow)?;
                playing.since_millis = now;
                own.place = if playing.solo.drill().is_over() {
                    Place::Debrief
                } else {
                    Place::Drill
                };
                vec![Event::Turned(trainee)]
            }
            Ask::Play { choice } => play(own, trainee, *choice, now)?,
            Ask::Undo {} => {
                let playing = in_drill(own)?;
                if !playing.solo.undo() {
                    return Err(Refused::NotNow);
                }
                vec![played(playing, trainee, now)]
            }
            Ask::Hint {} => {
                let playing = in_drill(own)?;
                if !playing.solo.hint() {
                    return Err(Refused::NotNow);
                }
                // Who asks for a hint goes on thinking.
                vec![Event::Played {
                    trainee,
                    thought_millis: 0,
                }]
            }
            Ask::Say { said } => {
                let at_debrief = own.place == Place::Debrief;
                let playing = own.playing.as_mut().filter(|_| at_debrief).ok_or(Refused::NotNow)?;
                playing.said = bounded(said);
                vec![Event::Said(trainee)]
            }
            Ask::Leave {} => return self.leave(device, trainee),
        };
        own.turn += 1;
        Ok(events)
    }

    /// One device says goodbye: where it is a second one, the person stays.
    fn leave(&mut self, device: TraineeId, trainee: TraineeId) -> Taken {
        if device == trainee {
            return self.remove(trainee);
        }
        self.trainees[device.index()].standing = Standing::Gone;
        Ok(vec![Event::Gone(device)])
    }
}

fn place(offered: &[Offered], id: &str) -> Result<usize, Refused> {
    let at = offered.iter().position(|offered| offered.scenario.id == id);
    at.ok_or(Refused::NoSuchScenario)
}

fn begin(offered: &Offered, at: usize, mode: Mode, sure: Option<Sure>, lot: Lot, now: u64) -> Playing {
    let options = Options {
        seed: lot.seed,
        mode,
        // A page on a phone: reading and network take the time they take.
        pace: Pace::Untimed,
        temper: None,
    };
    Playing {
        at,
        solo: Solo::start(&offered.scenario, offered.policy.clone(), options),
        drill: lot.drill,
        sure_before: sure,
        said: Reflection::default(),
        begun_millis: now,
        since_millis: now,
    }
}

/// The drill that somebody is at.
fn in_drill(own: &mut Trainee) -> Result<&mut Playing, Refused> {
    let is_there = own.place == Place::Drill;
    own.playing.as_mut().filter(|_| is_there).ok_or(Refused::NotNow)
}

fn play(own: &mut Trainee, trainee: TraineeId, choice: Choice, now: u64) -> Taken {
    let playing = in_drill(own)?;
    let taken = match choice {
        Choice::Move(index) => playing.solo.choose(index),
        Choice::Wait => playing.solo.wait(),
        // Injects are a facilitator's; nobody brings them into their own drill.
        Choice::Inject(_) => return Err(Refused::NotNow),
    };
    taken.map_err(|refusal| Refused::by(refusal, &playing.solo.drill().setup))?;
    let mut events = vec![played(playing, trainee, now)];
    if playing.solo.drill().is_over() {
        let drill = playing.solo.drill();
        let tier = drill.rules().final_outcome(drill.state()).tier;
        let at = playing.at;
        let times = own.past.get(&at).map_or(0, |past| past.times) + 1;
        own.past.insert(at, Past { tier, times });
        own.place = Place::Debrief;
        events.push(Event::Ended(trainee));
    }
    Ok(events)
}

fn played(playing: &mut Playing, trainee: TraineeId, now: u64) -> Event {
    let thought = now.saturating_sub(playing.since_millis);
    playing.since_millis = now;
    Event::Played {
        trainee,
        thought_millis: if thought <= THOUGHT_MAX_MILLIS { thought } else { 0 },
    }
}

/// What somebody said, no longer than a field of the window takes.
fn bounded(said: &Reflection) -> Reflection {
    let mut kept = said.clone();
    for question in [Question::Happened, Question::Keep, Question::Change] {
        let answer = kept.answer_mut(question);
        if answer.chars().count() > Reflection::ANSWER_MAX {
            *answer = answer.chars().take(Reflection::ANSWER_MAX).collect();
        }
    }
    kept
}
