//! What is heard of a drill. The telling notes it down; who plays it takes the notes.

use super::{Play, day_now};
use crate::app::drill::gesture;
use crate::app::drill::speech::{Bubble, cut_short};
use crate::customer::ActKind;
use crate::drill::{Speaker, Utterance};
use crate::figure::Gesture;
use crate::scenario::Channel;
use crate::sound::{Effect, Manner};

/// From this anger on a customer cuts in on what makes it worse.
const CUTTING_ANGER: u8 = 7;
/// A line that is cut off takes this much of its time.
const CUT_SHARE: f32 = 0.6;

/// Something to be heard.
#[derive(Debug, Clone, PartialEq)]
pub enum Noise {
    Effect(Effect),
    /// The customer begins this line.
    Line(String, Manner),
    /// The customer writes this for so many seconds.
    Typing(String, f32),
    /// The customer falls silent.
    Hush,
}

impl Play {
    /// What is to be heard since this was last asked.
    pub fn take_noises(&mut self) -> Vec<Noise> {
        std::mem::take(&mut self.noises)
    }

    /// How the customer speaks at the moment.
    #[must_use]
    pub fn manner(&self) -> Manner {
        let voice = self.drill().scenario.customer.voice;
        Manner::new(voice.pitch, voice.pace, f32::from(self.felt.anger) / 9.0)
    }

    /// Whether the customer writes instead of speaking.
    #[must_use]
    pub fn is_written(&self) -> bool {
        self.drill().scenario.channel.is_written()
    }

    /// What speaks the line has come to its end: the bubble does not lag behind it.
    pub fn line_ended(&mut self) {
        if let Some(bubble) = &mut self.bubble {
            bubble.complete();
        }
    }

    pub(super) fn sound(&mut self, effect: Effect) {
        self.noises.push(Noise::Effect(effect));
    }

    pub(super) fn hush(&mut self) {
        self.noises.push(Noise::Hush);
    }

    /// What the drill's beginning sounds like.
    pub(super) fn sound_of_coming(&mut self) {
        if self.drill().scenario.channel == Channel::Phone {
            self.sound(Effect::PhoneOpens);
        }
    }

    /// What it sounds like when the customer walks out.
    pub(super) fn sound_of_going(&mut self) {
        match self.drill().scenario.channel {
            Channel::FaceToFace => self.sound(Effect::Door),
            Channel::Phone => self.sound(Effect::PhoneCloses),
            _ => {}
        }
    }

    /// What it sounds like when the talk is over and days begin.
    pub(super) fn sound_of_days(&mut self) {
        let is_first = self.day.is_none() && day_now(&self.solo).is_some();
        if is_first && self.drill().scenario.channel == Channel::Phone {
            self.sound(Effect::PhoneCloses);
        }
    }

    /// Whether the move at this place cuts in on the customer.
    pub(super) fn is_interruption(&self, index: u8) -> bool {
        let drill = self.drill();
        let beat = drill.rules().beat(drill.state()).map(|beat| drill.scenario.beat(beat));
        drill.state().in_talk()
            && beat
                .and_then(|beat| beat.moves.get(usize::from(index)))
                .is_some_and(|mv| mv.acts.has(ActKind::Interrupt))
    }

    /// Whether an angry customer cuts in on what the trainee has just begun to say: where it makes things worse, and they answer it.
    pub(super) fn is_cut_in_on(&self, said: &[Utterance]) -> bool {
        let answers = matches!(said, [first, then, ..]
            if first.speaker == Speaker::Trainee && then.speaker == Speaker::Customer);
        let drill = self.drill();
        let last = drill.steps().last().and_then(|step| gesture::of(drill, step));
        let is_worse = matches!(
            last,
            Some(Gesture::Wronged | Gesture::FobbedOff | Gesture::Interrupted | Gesture::Leaving)
        );
        answers && is_worse && !self.is_written() && super::felt_now(&self.solo).anger >= CUTTING_ANGER
    }

    /// The trainee's words stand there, for as long as they take; where the customer cuts in they break off.
    pub(super) fn echo_words(&mut self, words: String, reading_seconds: f32) {
        self.hold = reading_seconds.clamp(1.1, 3.2);
        self.echo = Some(if self.customer_cuts_in {
            self.hold *= CUT_SHARE;
            cut_short(&words)
        } else {
            words
        });
    }

    /// A line begins, spoken or written.
    pub(super) fn sound_of_line(&mut self, text: &str, bubble: &Bubble, manner: Manner) {
        let cuts_in = std::mem::take(&mut self.customer_cuts_in);
        if let Some(seconds) = bubble.writing_seconds() {
            self.noises.push(Noise::Typing(text.to_owned(), seconds));
            return;
        }
        self.sound(if cuts_in { Effect::Interruption } else { Effect::Line });
        self.noises.push(Noise::Line(text.to_owned(), manner));
    }
}
