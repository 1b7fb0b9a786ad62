//! What can be typed to begin a drill in the middle of its scenario.

use clap::Args;

use crate::cli::policy::ask;
use crate::customer::{Act, ActKind, Mood};
use crate::diagnostic::Known;
use crate::drill::Start;
use crate::vocabulary::Vocabulary;

#[derive(Debug, Default, Args)]
pub struct Beginning {
    /// Begin in the middle, at this beat, to try that part of a scenario: with a customer to whom nobody has spoken yet, unless --feel and
    /// --did say more. Such a drill is not recorded
    #[arg(long, value_name = "BEAT", conflicts_with_all = ["to", "due", "keep_test", "person"])]
    pub at: Option<String>,
    /// What the customer feels there: anger 0 to 9, loss, dread and respect 0 to 100
    #[arg(long, value_name = "anger=7,dread=60", value_delimiter = ',', value_parser = feeling, requires = "at")]
    pub feel: Vec<(Feeling, u8)>,
    /// Acts that were performed before (Listen, Apologise, Fix, …)
    #[arg(long, value_name = "ACT,…", value_delimiter = ',', value_parser = act, requires = "at")]
    pub did: Vec<Act>,
    /// Flags that are set
    #[arg(long = "flag", value_name = "FLAG,…", value_delimiter = ',', requires = "at")]
    pub flags: Vec<String>,
    /// What of the fund is spent already
    #[arg(long, value_name = "AMOUNT", value_parser = ask::fund, requires = "at")]
    pub spent: Option<i64>,
    /// A manager said yes
    #[arg(long, requires = "at")]
    pub granted: bool,
}

impl Beginning {
    /// The start that is asked for; `None`: from the beginning.
    pub fn start(&self) -> Option<Start> {
        let at = self.at.as_ref()?;
        let mut mood = Mood::default();
        for (feeling, asked) in &self.feel {
            let place = match feeling {
                Feeling::Anger => &mut mood.anger,
                Feeling::Loss => &mut mood.loss,
                Feeling::Dread => &mut mood.dread,
                Feeling::Respect => &mut mood.respect,
            };
            *place = Some(*asked);
        }
        Some(Start {
            mood,
            did: self.did.clone(),
            flags: self.flags.clone(),
            granted: self.granted,
            spent: self.spent.unwrap_or(0),
            ..Start::at(at)
        })
    }
}

crate::vocabulary! {
    /// What can be felt.
    pub enum Feeling: "feeling" { Anger, Loss, Dread, Respect }
}

/// A feeling with its number.
fn feeling(text: &str) -> Result<(Feeling, u8), String> {
    let (name, number) = text.split_once('=').ok_or("a feeling is written anger=7")?;
    let feeling = super::word::<Feeling>(name.trim())?;
    let number = number.trim();
    let number = number
        .parse()
        .map_err(|_| format!("`{number}` is no number from 0 to 100"))?;
    Ok((feeling, number))
}

/// An act; those that take an argument cannot be said in a word.
fn act(text: &str) -> Result<Act, String> {
    let found = ActKind::ALL.iter().find(|act| act.name().eq_ignore_ascii_case(text));
    let Some(kind) = found else {
        let known = Known(ActKind::ALL.iter().map(|act| act.name()).collect());
        return Err(format!(
            "there is no act `{text}`; {}",
            known.help(text).unwrap_or_default()
        ));
    };
    match kind {
        // As long as a talk can be: it is still open at any beat.
        ActKind::Promise => Ok(Act::Promise { due: 31 }),
        kind => kind.without_argument().ok_or_else(|| {
            format!(
                "`{}` takes an argument, and only acts in one word can be said here",
                kind.name()
            )
        }),
    }
}
