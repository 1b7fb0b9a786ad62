//! The record of the drill that is being played in the terminal, where it is recorded.

use jiff::Timestamp;

use super::super::args::{Arguments, Play};
use super::super::terminal::Terminal;
use super::super::{CliError, records};
use crate::record::{DrillId, Kept, Player, Recorder, Store, judge, sentence};
use crate::session::Solo;
use crate::solve::{Review, TooLarge, review};

/// A store and what it is told of this drill; or nothing, where the drill is not recorded.
pub struct Tape(Option<(Box<dyn Store>, Recorder)>);

impl Tape {
    /// Records a drill that begins, where it is to be recorded: somebody's at the keyboard, or a script's that says so.
    pub fn begin(
        arguments: &Arguments,
        verb: &Play,
        solo: &Solo,
        text: &str,
        retry_of: Option<(DrillId, u16)>,
    ) -> Result<Self, CliError> {
        let is_asked = verb.person.is_some() || arguments.store.is_some();
        if verb.no_record || !(is_asked || Terminal::is_interactive()) {
            return Ok(Self(None));
        }
        let mut store = match records::open(arguments) {
            Ok(store) => store,
            // Who names a person wants to find the drill again.
            Err(error) if verb.person.is_some() => return Err(error),
            Err(error) => {
                Terminal::remark(&match error {
                    CliError::Store(error) => sentence(&error),
                    error => error.to_string(),
                });
                return Ok(Self(None));
            }
        };
        let person = match &verb.person {
            Some(name) => Some(records::person(&mut *store, name)?.id),
            None => None,
        };
        let player = Player {
            person,
            retry_of,
            ..Player::default()
        };
        let (recorder, said) = Recorder::begin(&mut *store, solo, text, player, Timestamp::now());
        let tape = Self(Some((store, recorder)));
        tell(said);
        Ok(tape)
    }

    /// Goes on with a recorded drill.
    pub fn resume(store: Box<dyn Store>, kept: &Kept) -> Self {
        Self(Some((store, Recorder::resume(kept))))
    }

    /// Whether the drill can be found in the records.
    pub fn is_recorded(&self) -> bool {
        self.0.as_ref().is_some_and(|(_, recorder)| recorder.is_complete())
    }

    /// Something happened.
    pub fn note(&mut self, solo: &Solo, thought_millis: u64) {
        if let Some((store, recorder)) = &mut self.0 {
            tell(recorder.note(&mut **store, solo, thought_millis));
        }
    }

    /// A drill that is over ends, and is judged from the review where there is one already.
    pub fn end(&mut self, solo: &Solo, reviewed: Option<Result<Review, TooLarge>>) {
        let Some((store, recorder)) = &mut self.0 else { return };
        if !solo.drill().is_over() {
            return;
        }
        tell(recorder.end(&mut **store, solo, Timestamp::now()));
        let reviewed = reviewed.unwrap_or_else(|| review(solo.drill()));
        let judged = reviewed.ok().map(|review| judge(solo.drill(), &review));
        tell(recorder.judge(&mut **store, judged));
    }
}

fn tell(said: Option<String>) {
    if let Some(words) = said {
        Terminal::remark(&words);
    }
}
