//! What comes next on the stage: cue by cue, each for as long as it takes to read.

use super::{Cue, Phase, Play, day_now, felt_now};
use crate::app::drill::speech::Bubble;
use crate::drill::{Speaker, Utterance};

impl Play {
    pub(super) fn next_cue(&mut self) {
        self.hold = 0.0;
        match self.cues.pop_front() {
            None => {
                self.echo = None;
                self.felt = felt_now(&self.solo);
                self.day = day_now(&self.solo);
                self.react();
                self.drop_cut_line();
                if self.drill().is_over() {
                    if self.drill().walked_out() && self.phase != Phase::Ended {
                        self.sound_of_going();
                    }
                    self.phase = Phase::Ended;
                } else {
                    self.offer();
                }
            }
            Some(Cue::Arrive) => {
                let day = day_now(&self.solo);
                self.sound_of_days();
                self.drop_cut_line();
                if day != self.day {
                    self.bubble = None;
                }
                self.day = day;
                self.captions.retain(|said| said.speaker == Speaker::Note);
                self.echo = None;
                self.felt = felt_now(&self.solo);
                self.next_cue();
            }
            Some(Cue::Say(said)) => self.say(said),
        }
    }

    fn say(&mut self, said: Utterance) {
        let words = said.text.split_whitespace().count();
        #[expect(clippy::cast_precision_loss, reason = "a few words")]
        let reading = words as f32 * 0.17;
        let more = !self.cues.is_empty();
        match said.speaker {
            Speaker::Trainee | Speaker::Step => {
                if !self.bubble.as_ref().is_some_and(Bubble::is_cut) {
                    self.bubble = None;
                }
                self.echo_words(said.text, reading);
            }
            Speaker::Customer => {
                self.echo = None;
                self.felt = felt_now(&self.solo);
                self.react();
                self.speak(&said.text);
                self.hold = if !more {
                    0.25
                } else if self.is_written() {
                    // What comes whole was not read while it came.
                    (0.6 + 1.3 * reading).clamp(1.2, 5.0)
                } else {
                    (0.4 + 0.5 * reading).clamp(0.8, 2.4)
                };
            }
            Speaker::Scene | Speaker::Note => {
                self.echo = None;
                self.captions.push(said);
                self.react();
                self.hold = if more {
                    (0.5 + 0.8 * reading).clamp(1.0, 3.2)
                } else {
                    0.25
                };
            }
        }
    }

    pub(super) fn speak(&mut self, text: &str) {
        let manner = self.manner();
        let bubble = Bubble::new(text, manner, self.drill().scenario.channel);
        self.sound_of_line(text, &bubble, manner);
        self.bubble = Some(bubble);
        self.react();
    }

    /// The gesture that the last choice called for begins.
    pub(super) fn react(&mut self) {
        if let Some(gesture) = self.coming_gesture.take() {
            self.gesture = Some((gesture, 0.0));
        }
    }
}
