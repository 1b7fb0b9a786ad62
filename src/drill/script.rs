//! What is said in a drill: the customer's line, the reaction to a move, the words of waiting and of leaving.
//!
//! Text is looked up when somebody wants to read it; the rules never touch it.

use super::choice::Choice;
use super::rules::Rules;
use super::run::{Drill, Step};
use super::state::{Place, State};
use crate::customer::{self, Event, Tier};
use crate::scenario::{Facts, INJECT, Line, Names, Text, WAIT};

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Speaker {
    /// What can be seen, or what the day brings.
    Scene,
    Customer,
    Trainee,
    /// What the trainee does in the days after.
    Step,
    /// What happened, told by the drill: the manager's answer, a broken promise.
    Note,
}

/// Something said or seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    pub speaker: Speaker,
    pub text: String,
}

/// The line whose condition fits best: the first that holds, else the one whose band of anger is nearest.
fn fitting<'l>(lines: &'l [Line], facts: &Facts) -> Option<&'l Line> {
    lines.iter().min_by_key(|line| line.when.distance(facts))
}

/// The first line that holds.
fn holding<'l>(lines: &'l [Line], facts: &Facts) -> Option<&'l Line> {
    lines.iter().find(|line| line.when.holds(facts))
}

impl Rules<'_> {
    /// What stands for the placeholders in this drill's texts.
    #[must_use]
    pub fn names(&self) -> Names {
        let policy = &self.setup.policy;
        Names {
            name: self.scenario.customer.first_name().to_owned(),
            price: policy.money(self.scenario.economics.price),
            fund: policy.money(policy.fund),
        }
    }

    /// What the customer says when the trainee comes to this state.
    #[must_use]
    pub fn line(&self, s: &State) -> Option<&Text> {
        let beat = self.scenario.beat(self.beat(s)?);
        fitting(&beat.lines, &self.facts(s)).map(|line| &line.say)
    }

    /// What can be seen at this state's beat.
    #[must_use]
    pub fn scene(&self, s: &State) -> Option<&Text> {
        self.scenario.beat(self.beat(s)?).scene.as_ref()
    }

    /// What the customer says at the end of the talk.
    fn last_words(&self, tier: Tier) -> Option<&Text> {
        self.scenario
            .last_words
            .iter()
            .find(|words| words.tiers.contains(&tier))
            .map(|words| &words.say)
    }

    /// A choice at a state as one types it: a move's id, "wait", "inject:" and the id of an inject.
    #[must_use]
    pub fn word(&self, s: &State, choice: Choice) -> String {
        let moves = self.beat(s).map(|id| &self.scenario.beat(id).moves);
        let id = match choice {
            Choice::Wait => None,
            Choice::Move(index) => {
                let mv = moves.and_then(|moves| moves.get(usize::from(index)));
                mv.map(|mv| mv.id.clone())
            }
            Choice::Inject(index) => {
                let inject = self.scenario.injects.get(usize::from(index));
                inject.map(|inject| format!("{INJECT}{}", inject.id))
            }
        };
        id.unwrap_or_else(|| WAIT.to_owned())
    }

    /// What an inject at this place of the scenario's list is called; empty where there is none.
    #[must_use]
    pub fn inject_label(&self, index: u8) -> &str {
        let inject = self.scenario.injects.get(usize::from(index));
        inject.map_or("", |inject| inject.label.as_str())
    }

    /// Everything that is said and seen because of one choice, in order.
    #[must_use]
    pub fn reaction(&self, choice: Choice, before: &State, step: &super::Transition, waited: usize) -> Vec<Utterance> {
        let names = self.names();
        let mut said = Vec::new();
        let mut say = |speaker, text: &Text| {
            said.push(Utterance {
                speaker,
                text: text.fill(&names),
            });
        };
        let next = &step.next;
        let left = matches!(next.mind, customer::State::Left(_));
        let beat = self.beat(before).map(|id| self.scenario.beat(id));
        match (choice, beat) {
            (Choice::Move(index), Some(beat)) => {
                if let Some(mv) = beat.moves.get(usize::from(index)) {
                    say(
                        if before.in_talk() {
                            Speaker::Trainee
                        } else {
                            Speaker::Step
                        },
                        &mv.say,
                    );
                    // The reaction shows what the move did to the feelings; where the talk closed, the same feelings.
                    if !left && let Some(reply) = holding(&mv.replies, &self.facts(next)) {
                        say(Speaker::Customer, &reply.say);
                    }
                }
            }
            (Choice::Wait, Some(beat)) if !left => {
                if let Some(words) = beat.waiting.get(waited.min(beat.waiting.len().saturating_sub(1))) {
                    say(Speaker::Customer, words);
                }
            }
            (Choice::Inject(index), _) => {
                if let Some(inject) = self.scenario.injects.get(usize::from(index)) {
                    if let Some(scene) = &inject.scene {
                        say(Speaker::Scene, scene);
                    }
                    if let Some(words) = inject.say.as_ref().filter(|_| !left) {
                        say(Speaker::Customer, words);
                    }
                }
            }
            (Choice::Wait, _) | (Choice::Move(_), None) => {}
        }
        if left && let Some(words) = &self.scenario.walk_out {
            say(Speaker::Customer, words);
        }
        let closed = before.in_talk() && !next.in_talk() && !left;
        if closed && let Some(words) = self.last_words(self.outcome(next).tier) {
            say(Speaker::Customer, words);
        }
        let notes: Vec<String> = self.notes(step);
        said.extend(notes.into_iter().map(|text| Utterance {
            speaker: Speaker::Note,
            text,
        }));
        if next.place != before.place {
            said.extend(self.arrival(next));
        }
        said
    }

    /// What is seen and said on coming to a state.
    #[must_use]
    pub fn arrival(&self, s: &State) -> Vec<Utterance> {
        let names = self.names();
        let scene = self.scene(s).map(|text| Utterance {
            speaker: Speaker::Scene,
            text: text.fill(&names),
        });
        let line = self.line(s).map(|text| Utterance {
            speaker: Speaker::Customer,
            text: text.fill(&names),
        });
        scene.into_iter().chain(line).collect()
    }

    fn notes(&self, step: &super::Transition) -> Vec<String> {
        let name = self.scenario.customer.first_name();
        let mut notes: Vec<String> = Vec::new();
        match step.manager {
            Some(true) => notes.push("The manager agrees: you may go over the fund.".to_owned()),
            Some(false) => notes.push("The manager does not agree.".to_owned()),
            None => {}
        }
        for event in &step.events {
            let note = match event {
                Event::KeepPromise => "The promise was kept.".to_owned(),
                Event::BreakPromise => "A promise was broken.".to_owned(),
                Event::WrongFix => "It was the wrong fix: the problem is still there.".to_owned(),
                Event::TakenAsBlame => format!("{name} hears blame."),
                Event::LateFix => "Fixed late, and nobody had promised it.".to_owned(),
                Event::TimeOver => "Too much time has passed.".to_owned(),
                Event::Leave => format!("{name} has left."),
                Event::Close | Event::End | Event::Refused | Event::RefusedAct(_) => continue,
            };
            notes.push(note);
        }
        notes
    }
}

impl Drill {
    /// How many times in a row time has passed before this step, at the same beat.
    #[must_use]
    pub fn waits_before(&self, step: usize) -> usize {
        self.steps()[..step]
            .iter()
            .rev()
            .take_while(|step| !matches!(step.choice, Choice::Move(_)))
            .filter(|step| step.choice == Choice::Wait)
            .count()
    }

    /// Everything said and seen because of the step at this place.
    #[must_use]
    pub fn reaction(&self, step: usize) -> Vec<Utterance> {
        let waited = self.waits_before(step);
        let Step {
            choice,
            before,
            transition,
        } = &self.steps()[step];
        self.rules().reaction(*choice, before, transition, waited)
    }

    /// What is seen and said before the first move.
    #[must_use]
    pub fn opening(&self) -> Vec<Utterance> {
        let rules = self.rules();
        rules.arrival(&rules.start())
    }

    /// Everything said and seen so far.
    #[must_use]
    pub fn transcript(&self) -> Vec<Utterance> {
        let mut all = self.opening();
        for step in 0..self.steps().len() {
            all.extend(self.reaction(step));
        }
        all
    }

    /// How the talk ended, for the headline: whether the customer left in the middle.
    #[must_use]
    pub const fn walked_out(&self) -> bool {
        matches!(self.state().mind, customer::State::Left(_)) && matches!(self.state().place, Place::End)
    }
}
