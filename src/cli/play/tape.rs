//! The record of the drill that is being played in the terminal, where it is recorded.

use std::io;

use jiff::Timestamp;

use super::super::args::{Arguments, Play};
use super::super::terminal::{Terminal, Tone};
use super::super::{CliError, records};
use crate::record::{DrillId, Kept, PersonId, Player, Recorder, Store, judge, sentence};
use crate::session::{Reflection, Solo, Sure};
use crate::solve::{Review, TooLarge, review};

/// A store and what it is told of this drill; or nothing, where the drill is not recorded.
pub struct Tape(Option<(Box<dyn Store>, Recorder)>);

/// A store that a drill will be told to, and whose drill it is; or nothing, where it will not be recorded.
pub struct Blank(Option<(Box<dyn Store>, Option<PersonId>)>);

impl Blank {
    /// Gets ready to record, where the drill is to be recorded: somebody's at the keyboard, or a script's that says so.
    pub fn ready(arguments: &Arguments, verb: &Play) -> Result<Self, CliError> {
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
        Ok(Self(Some((store, person))))
    }

    /// Asks somebody with a name how sure they feel of the drill that they were just told about.
    pub fn ask(&self, terminal: &mut Terminal) -> io::Result<Option<Sure>> {
        match &self.0 {
            Some((_, Some(_))) => ask_sure(Sure::BEFORE, terminal),
            _ => Ok(None),
        }
    }

    /// The drill begins.
    pub fn begin(self, solo: &Solo, text: &str, sure_before: Option<Sure>, retry_of: Option<(DrillId, u16)>) -> Tape {
        let Some((mut store, person)) = self.0 else {
            return Tape(None);
        };
        let player = Player {
            person,
            sure_before,
            retry_of,
        };
        let (recorder, said) = Recorder::begin(&mut *store, solo, text, player, Timestamp::now());
        tell(said);
        Tape(Some((store, recorder)))
    }
}

/// Asks how sure somebody feels; `None` where they do not say, or nobody sits at the keyboard.
fn ask_sure(question: &str, terminal: &mut Terminal) -> io::Result<Option<Sure>> {
    if !Terminal::is_interactive() {
        return Ok(None);
    }
    let words: Vec<String> = Sure::ALL
        .iter()
        .map(|sure| format!("{} {}", sure.number(), sure.words()))
        .collect();
    terminal.line(
        Tone::Plain,
        &format!("{question} {}; 0 or Enter: not said.", words.join(", ")),
    )?;
    loop {
        let Some(answer) = terminal.ask("> ")? else {
            return Ok(None);
        };
        if answer.is_empty() || answer == "0" {
            return Ok(None);
        }
        if let Some(sure) = answer.parse::<u8>().ok().and_then(|number| Sure::try_from(number).ok()) {
            return Ok(Some(sure));
        }
        terminal.line(Tone::Warn, "Type a number from 1 to 5, or 0.")?;
    }
}

impl Tape {
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

    /// Asks somebody with a name how sure they feel after the debrief, and keeps it.
    pub fn ask(&mut self, has_name: bool, terminal: &mut Terminal) -> io::Result<()> {
        let Some((store, recorder)) = &mut self.0 else {
            return Ok(());
        };
        if !has_name {
            return Ok(());
        }
        terminal.gap()?;
        if let Some(sure) = ask_sure(Sure::QUESTION, terminal)? {
            let said = Reflection {
                sure: Some(sure),
                ..Reflection::default()
            };
            tell(recorder.reflect(&mut **store, &said));
        }
        Ok(())
    }
}

fn tell(said: Option<String>) {
    if let Some(words) = said {
        Terminal::remark(&words);
    }
}
