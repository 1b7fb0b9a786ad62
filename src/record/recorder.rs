//! Recording a drill as it goes on. What the window and the terminal call.

use std::collections::VecDeque;

use jiff::Timestamp;

use super::{Begun, DrillId, Entry, Judged, Kept, PersonId, Store, StoreError};
use crate::drill::Choice;
use crate::session::{Reflection, Solo, Sure};

/// Something that the store is to be told.
#[derive(Debug, Clone, PartialEq)]
enum Telling {
    Begin(Box<(Begun, String)>),
    Append(u32, Entry),
    End(Timestamp),
    Judge(Box<Judged>),
    CannotJudge(u16),
    Reflect(Reflection),
}

/// Records one drill. A store that fails never stops it: that is said once, what could not be told is kept, and told with the next
/// step that is worth the wait (the end, the grades, the answers).
#[derive(Debug)]
pub struct Recorder {
    id: DrillId,
    /// The choices that stand in the record.
    standing: Vec<Choice>,
    hints: u32,
    /// Entries told so far, those that are kept back among them.
    entries: u32,
    kept_back: VecDeque<Telling>,
    /// Whether the last attempt failed.
    failing: bool,
    said: bool,
    /// The store cannot take this drill any more.
    given_up: bool,
}

/// Who plays, and what is known of it beside the drill itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Player {
    pub person: Option<PersonId>,
    pub sure_before: Option<Sure>,
    pub retry_of: Option<(DrillId, u16)>,
}

impl Recorder {
    /// A drill begins; the choices that stand already (a retry's) are its first entries. `text` is its scenario's. The sentence says
    /// why it is not recorded.
    pub fn begin(
        store: &mut dyn Store,
        solo: &Solo,
        text: &str,
        player: Player,
        at: Timestamp,
    ) -> (Self, Option<String>) {
        Self::begin_as(DrillId::new(), store, solo, text, player, at)
    }

    /// The same with an id that was given already.
    pub fn begin_as(
        id: DrillId,
        store: &mut dyn Store,
        solo: &Solo,
        text: &str,
        player: Player,
        at: Timestamp,
    ) -> (Self, Option<String>) {
        let record = solo.drill().record();
        let begun = Begun {
            id,
            person: player.person,
            scenario: record.scenario,
            hash: record.hash,
            setup: record.setup,
            seed: record.seed,
            mode: solo.mode(),
            pace: solo.pace(),
            at,
            retry_of: player.retry_of,
            sure_before: player.sure_before,
        };
        let mut recorder = Self::at(begun.id);
        recorder
            .kept_back
            .push_back(Telling::Begin(Box::new((begun, text.to_owned()))));
        if solo.drill().setup.begin.is_some() {
            recorder.given_up = true;
            recorder.kept_back.clear();
            return (recorder, Some(TRIED.to_owned()));
        }
        recorder.take_down(solo, 0);
        let said = recorder.tell(store, true);
        (recorder, said)
    }

    /// Goes on with a drill that was interrupted; `solo` stands where the record does.
    #[must_use]
    pub fn resume(kept: &Kept) -> Self {
        Self {
            standing: kept.choices(),
            hints: kept.hints(),
            entries: u32::try_from(kept.entries.len()).unwrap_or(u32::MAX),
            ..Self::at(kept.begun.id)
        }
    }

    const fn at(id: DrillId) -> Self {
        Self {
            id,
            standing: Vec::new(),
            hints: 0,
            entries: 0,
            kept_back: VecDeque::new(),
            failing: false,
            said: false,
            given_up: false,
        }
    }

    /// The drill's id.
    #[must_use]
    pub const fn id(&self) -> DrillId {
        self.id
    }

    /// Whether everything was told.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.given_up && self.kept_back.is_empty()
    }

    /// Something happened in the drill: choices, silences, moves taken back, hints. The time of thinking is the last choice's. To be
    /// called before what came of it is shown, so that whatever was seen is kept. The sentence, once, says that it is not.
    pub fn note(&mut self, store: &mut dyn Store, solo: &Solo, thought_millis: u64) -> Option<String> {
        self.take_down(solo, thought_millis);
        // While a store is locked each attempt takes seconds: a talk is not held up for it.
        self.tell(store, !self.failing)
    }

    /// Takes down what happened without telling the store: that is done with the next call. For drills that nobody sits before.
    pub fn hold(&mut self, solo: &Solo, thought_millis: u64) {
        self.take_down(solo, thought_millis);
    }

    /// The drill ends.
    pub fn end(&mut self, store: &mut dyn Store, solo: &Solo, at: Timestamp) -> Option<String> {
        self.take_down(solo, 0);
        self.kept_back.push_back(Telling::End(at));
        self.tell(store, true)
    }

    /// What came of it; `None`: no judge of today's can tell.
    pub fn judge(&mut self, store: &mut dyn Store, judged: Option<Judged>) -> Option<String> {
        self.kept_back.push_back(match judged {
            Some(judged) => Telling::Judge(Box::new(judged)),
            None => Telling::CannotJudge(super::JUDGE),
        });
        self.tell(store, true)
    }

    /// What the trainee says of it.
    pub fn reflect(&mut self, store: &mut dyn Store, reflection: &Reflection) -> Option<String> {
        // Only the last of what was said counts.
        self.kept_back.retain(|telling| !matches!(telling, Telling::Reflect(_)));
        self.kept_back.push_back(Telling::Reflect(reflection.clone()));
        self.tell(store, true)
    }

    /// Tries once more to tell what is kept back. The sentence, once, says that it is not recorded.
    pub fn try_again(&mut self, store: &mut dyn Store) -> Option<String> {
        self.tell(store, true)
    }

    /// Whether the store will never take this drill.
    #[must_use]
    pub const fn has_given_up(&self) -> bool {
        self.given_up
    }

    /// Compares the drill with what was told of it.
    fn take_down(&mut self, solo: &Solo, thought_millis: u64) {
        let hints = solo.hints();
        while self.hints < hints {
            self.hints += 1;
            self.append(Entry::Hinted);
        }
        let steps = solo.drill().steps();
        let same = steps
            .iter()
            .zip(&self.standing)
            .take_while(|(step, told)| step.choice == **told)
            .count();
        while self.standing.len() > same {
            self.standing.pop();
            self.append(Entry::Undid);
        }
        for (at, step) in steps.iter().enumerate().skip(same) {
            let is_last = at + 1 == steps.len();
            self.standing.push(step.choice);
            self.append(Entry::Chose {
                choice: step.choice,
                thought_millis: if is_last {
                    u32::try_from(thought_millis).unwrap_or(u32::MAX)
                } else {
                    0
                },
            });
        }
    }

    fn append(&mut self, entry: Entry) {
        self.kept_back.push_back(Telling::Append(self.entries, entry));
        self.entries += 1;
    }

    /// Tells the store what is kept back, in order.
    fn tell(&mut self, store: &mut dyn Store, now: bool) -> Option<String> {
        if self.given_up {
            self.kept_back.clear();
        }
        while now && let Some(telling) = self.kept_back.front() {
            match self.tell_one(store, telling) {
                Ok(taken) => {
                    self.failing = false;
                    self.kept_back.drain(..taken);
                }
                Err(error) => {
                    self.failing = true;
                    if !error.is_passing() {
                        self.given_up = true;
                        self.kept_back.clear();
                    }
                    if !self.said {
                        self.said = true;
                        return Some(sentence(&error));
                    }
                    return None;
                }
            }
        }
        None
    }

    /// Tells the first of what is kept back; how many were told with it.
    fn tell_one(&self, store: &mut dyn Store, first: &Telling) -> Result<usize, StoreError> {
        match first {
            Telling::Begin(begun) => store.begin(&begun.0, &begun.1)?,
            Telling::Append(before, _) => {
                // Neighbours go in one transaction.
                let entries: Vec<Entry> = self
                    .kept_back
                    .iter()
                    .map_while(|telling| match telling {
                        Telling::Append(_, entry) => Some(*entry),
                        _ => None,
                    })
                    .collect();
                store.append(self.id, *before, &entries)?;
                return Ok(entries.len());
            }
            Telling::End(at) => store.end(self.id, *at)?,
            Telling::Judge(judged) => store.judge(self.id, judged)?,
            Telling::CannotJudge(judge) => store.cannot_judge(self.id, *judge)?,
            Telling::Reflect(reflection) => store.reflect(self.id, reflection)?,
        }
        Ok(1)
    }
}

/// Said of a drill that begins in the middle of its scenario: plans, grades and tables are of drills that people took as a whole.
const TRIED: &str = "This drill is not recorded: it begins in the middle, to try the scenario.";

/// Why a drill is not recorded.
#[must_use]
pub fn sentence(error: &StoreError) -> String {
    format!("This drill is not recorded: {error}.")
}
