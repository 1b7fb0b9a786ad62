//! What comes of what has happened: the records are told, the experts asked, the pages woken, the trainer told.

use std::sync::Arc;

use uuid::Uuid;

use super::clerk::{Note, judged};
use super::expert::{Known, Question};
use super::register::Drilled;
use super::room::{Room, WorkedOut, lock};
use super::wish::{News, Wish};
use crate::session::Hinted;
use crate::session::class::{Class, Event, Playing, TraineeId};
use crate::solve::Review;
use crate::vocabulary::Vocabulary;

impl Room {
    /// What must be looked at while the class stands so: the drill may be another one when the disk is done.
    pub(super) fn prepare(&mut self, event: Event) {
        if let Event::Began(trainee) = event {
            let known = self.worked.get(&trainee).is_some_and(|worked| worked.known);
            let class = Arc::clone(&self.class);
            let class = lock(&class);
            if let Some(playing) = class.trainee(trainee).and_then(|own| own.playing.as_ref()) {
                let fresh = WorkedOut {
                    drill: playing.drill,
                    known,
                    ..WorkedOut::default()
                };
                self.worked.insert(trainee, fresh);
            }
        }
    }

    /// What comes of an event that is on the disk.
    pub(super) fn follow(&mut self, event: Event, at_millis: u64) {
        let class = Arc::clone(&self.class);
        let class = lock(&class);
        match event {
            Event::Asked { trainee, same } => {
                self.ask_for_name(trainee, &class);
                self.print(News::AtDoor { trainee, same });
            }
            Event::In(trainee) => {
                self.ask_for_name(trainee, &class);
                self.print(News::In(trainee));
                self.tell(trainee);
            }
            Event::Same { trainee, .. } => {
                self.print(News::Same(trainee));
                self.tell(trainee);
            }
            Event::Gone(trainee) => {
                self.print(News::Gone(trainee));
                drop(class);
                self.tell_all_of(trainee);
            }
            Event::Door(_) => {}
            Event::Turned(trainee) => {
                drop(class);
                self.tell_all_of(trainee);
            }
            Event::Began(trainee) => {
                if let Some(own) = class.trainee(trainee)
                    && let Some(playing) = &own.playing
                {
                    let (title, mode) = (playing.solo.drill().scenario.title.clone(), playing.solo.mode());
                    let drilled = Drilled {
                        trainee,
                        solo: playing.solo.clone(),
                        ended_millis: None,
                        said: playing.said.clone(),
                        sure: playing.sure_before,
                        begun_millis: playing.begun_millis,
                        at: playing.at,
                        name: own.name.clone(),
                    };
                    self.note(Note::Drill(playing.drill, Box::new(drilled)));
                    self.wonder(trainee, own.turn, playing);
                    let mode = mode.name().to_lowercase();
                    self.print(News::Began { trainee, title, mode });
                }
                drop(class);
                self.tell_all_of(trainee);
            }
            Event::Played {
                trainee,
                thought_millis,
            } => {
                if let Some(own) = class.trainee(trainee)
                    && let Some(playing) = &own.playing
                {
                    let solo = Box::new(playing.solo.clone());
                    self.note(Note::Played(playing.drill, solo, thought_millis));
                    self.wonder(trainee, own.turn, playing);
                }
                drop(class);
                self.tell_all_of(trainee);
            }
            Event::Ended(trainee) => {
                if let Some(playing) = class.trainee(trainee).and_then(|own| own.playing.as_ref()) {
                    self.note(Note::Ended(playing.drill, at_millis));
                    let title = playing.solo.drill().scenario.title.clone();
                    self.print(News::Finished { trainee, title });
                }
            }
            Event::Said(trainee) => {
                if let Some(playing) = class.trainee(trainee).and_then(|own| own.playing.as_ref()) {
                    self.note(Note::Said(playing.drill, playing.said.clone()));
                }
                drop(class);
                self.tell_all_of(trainee);
            }
        }
    }

    /// Asks the experts for what this drill needs: the review where it is over, the best move where a hint asks for it.
    pub(super) fn wonder(&self, trainee: TraineeId, turn: u32, playing: &Playing) {
        let (solo, drill) = (&playing.solo, playing.drill);
        let own = self.own.clone();
        // Where the room is closed nobody wants to know any more.
        let question = if solo.drill().is_over() {
            let reply = move |review| {
                let review = Box::new(review);
                drop(own.send(Wish::Reviewed { trainee, drill, review }));
            };
            Question::Review(Box::new(solo.drill().clone()), Box::new(reply))
        } else if solo.hinted() == Hinted::Move {
            let reply = move |best| {
                drop(own.send(Wish::Best {
                    trainee,
                    drill,
                    turn,
                    best,
                }));
            };
            Question::Best(Box::new(solo.drill().clone()), Box::new(reply))
        } else if solo.drill().steps().is_empty() {
            Question::Soon
        } else {
            return;
        };
        self.experts.ask(solo.drill(), question);
    }

    pub(super) fn reviewed(&mut self, trainee: TraineeId, drill: Uuid, review: Known<Review>) {
        let class = Arc::clone(&self.class);
        let class = lock(&class);
        let playing = class.trainee(trainee).and_then(|own| own.playing.as_ref());
        if let Some(playing) = playing.filter(|playing| playing.drill == drill) {
            self.note(Note::Judged(drill, judged(&playing.solo, &review)));
        }
        drop(class);
        let worked = self.worked.entry(trainee).or_default();
        if worked.drill == drill {
            worked.review = Some(review);
            self.tell_all_of(trainee);
        }
    }

    pub(super) fn unrecorded(&mut self, trainee: TraineeId, words: String) {
        let worked = self.worked.entry(trainee).or_default();
        let words = Some(words).filter(|words| !words.is_empty());
        if worked.unrecorded == words {
            return;
        }
        worked.unrecorded.clone_from(&words);
        self.print(match words {
            Some(words) => News::Trouble(words),
            None => News::Well("The records take again what they refused.".to_owned()),
        });
        self.tell_all_of(trainee);
    }

    fn ask_for_name(&self, trainee: TraineeId, class: &Class) {
        if let Some(name) = class.trainees().get(trainee.index()).and_then(|own| own.name.clone()) {
            self.note(Note::Name(trainee, name));
        }
    }
}
