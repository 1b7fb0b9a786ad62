//! Tables for spreadsheets: a row for each drill, a row for each choice.
//!
//! They begin with a byte order mark, because Excel on Windows takes a table without one for the local code page, and an ë
//! becomes two letters; other programs skip it. Lines end with CR LF as RFC 4180 has it. Money is in whole units, points are 0 to 100.

use std::io::Write;

use super::cell::{hundredths, text, thousandths};
use super::{Decision, Exported};
use crate::drill::Mark;
use crate::scenario::ServiceStep;
use crate::session::Question;
use crate::solve::Grade;
use crate::vocabulary::Vocabulary;

const BOM: &[u8] = "\u{feff}".as_bytes();

const DRILL: [&str; 18] = [
    "drill",
    "person",
    "name",
    "scenario",
    "version",
    "title",
    "mode",
    "pace",
    "temper",
    "begun",
    "ended",
    "retry_of",
    "retry_from",
    "choices",
    "hints",
    "taken_back",
    "thinking_seconds",
    "seed",
];
const JUDGED: [&str; 12] = [
    "judge",
    "tier",
    "score",
    "accuracy",
    "luck",
    "net",
    "best_net",
    "idle_net",
    "cost",
    "hear_good",
    "hear_bad",
    "hear_bad_at_start",
];
const SAID: [&str; 6] = [
    "alone",
    "sure_before",
    "sure_after",
    "what_happened",
    "what_to_keep",
    "what_to_change",
];
const MOVE: [&str; 16] = [
    "drill",
    "person",
    "name",
    "scenario",
    "version",
    "number",
    "at",
    "beat",
    "move",
    "said",
    "acts",
    "thinking_seconds",
    "taken_back",
    "points_lost",
    "grade",
    "mistake",
];

/// A table that is written row by row: a million drills need no room.
pub struct Table<W: Write> {
    rows: csv::Writer<W>,
    add: fn(&mut csv::Writer<W>, &Exported<'_>) -> Result<(), csv::Error>,
}

impl<W: Write> Table<W> {
    /// A row for each drill.
    ///
    /// # Errors
    /// What writing came to.
    pub fn drills(out: W) -> Result<Self, csv::Error> {
        let steps = ServiceStep::ALL.iter().map(|step| format!("step_{}", step.name()));
        let heads = DRILL.iter().chain(&JUDGED).map(|head| (*head).to_owned());
        let heads: Vec<String> = heads.chain(steps).chain(SAID.map(str::to_owned)).collect();
        Self::begin(out, &heads, |rows, drill| rows.write_record(drill_row(drill)))
    }

    /// A row for each choice that is the drill's own, also for those that were taken back.
    ///
    /// # Errors
    /// What writing came to.
    pub fn moves(out: W) -> Result<Self, csv::Error> {
        Self::begin(out, &MOVE.map(str::to_owned), |rows, drill| {
            for decision in drill.decisions().iter().filter(|decision| !decision.stood) {
                rows.write_record(move_row(drill, decision))?;
            }
            Ok(())
        })
    }

    fn begin(
        mut out: W,
        heads: &[String],
        add: fn(&mut csv::Writer<W>, &Exported<'_>) -> Result<(), csv::Error>,
    ) -> Result<Self, csv::Error> {
        out.write_all(BOM)?;
        let mut rows = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        rows.write_record(heads)?;
        Ok(Self { rows, add })
    }

    /// The next drill.
    ///
    /// # Errors
    /// What writing came to.
    pub fn add(&mut self, drill: &Exported<'_>) -> Result<(), csv::Error> {
        (self.add)(&mut self.rows, drill)
    }

    /// Nothing more comes.
    ///
    /// # Errors
    /// What writing came to.
    pub fn finish(mut self) -> Result<(), csv::Error> {
        Ok(self.rows.flush()?)
    }
}

/// Writes a row for each drill.
///
/// # Errors
/// What writing came to.
pub fn drills_csv(drills: &[Exported<'_>], out: impl Write) -> Result<(), csv::Error> {
    filled(Table::drills(out)?, drills)
}

/// Writes a row for each choice that is the drill's own, also for those that were taken back.
///
/// # Errors
/// What writing came to.
pub fn moves_csv(drills: &[Exported<'_>], out: impl Write) -> Result<(), csv::Error> {
    filled(Table::moves(out)?, drills)
}

fn filled(mut table: Table<impl Write>, drills: &[Exported<'_>]) -> Result<(), csv::Error> {
    for drill in drills {
        table.add(drill)?;
    }
    table.finish()
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

fn seconds(millis: i64) -> String {
    thousandths(millis)
}

/// Whose drill it is, and of what.
fn leading(drill: &Exported<'_>) -> Vec<String> {
    let begun = &drill.kept.begun;
    vec![
        begun.id.to_string(),
        begun.person.map_or_else(String::new, |person| person.to_string()),
        text(drill.name.unwrap_or_default()),
        text(&begun.scenario),
        begun.hash.to_string(),
    ]
}

fn drill_row(drill: &Exported<'_>) -> Vec<String> {
    let (kept, begun) = (drill.kept, &drill.kept.begun);
    let decisions = drill.decisions();
    let own: Vec<&Decision<'_>> = decisions.iter().filter(|decision| !decision.stood).collect();
    let thought: i64 = own.iter().map(|decision| i64::from(decision.thought_millis)).sum();
    let mut row = leading(drill);
    row.extend([
        text(drill.scenario.map_or("", |scenario| scenario.title.as_str())),
        begun.mode.name().to_owned(),
        begun.pace.name().to_owned(),
        begun.setup.temper.name().to_owned(),
        begun.at.to_string(),
        kept.ended.map_or_else(String::new, |ended| ended.to_string()),
        begun.retry_of.map_or_else(String::new, |(drill, _)| drill.to_string()),
        begun.retry_of.map_or_else(String::new, |(_, stood)| stood.to_string()),
        kept.choices().len().to_string(),
        drill.hints().to_string(),
        own.iter().filter(|decision| decision.undone).count().to_string(),
        seconds(thought),
        begun.seed.to_string(),
    ]);
    match &kept.judged {
        Some(judged) => row.extend([
            judged.judge.to_string(),
            judged.tier.name().to_owned(),
            hundredths(judged.score.into()),
            hundredths(judged.accuracy.into()),
            hundredths(judged.luck.into()),
            hundredths(judged.net),
            hundredths(judged.best_net),
            hundredths(judged.idle_net),
            hundredths(judged.cost),
            thousandths(judged.good.into()),
            thousandths(judged.bad.into()),
            thousandths(judged.bad_at_start.into()),
        ]),
        None => row.extend(JUDGED.map(|_| String::new())),
    }
    let marks = kept.judged.as_ref().map(|judged| judged.service);
    for at in 0..ServiceStep::ALL.len() {
        row.push(marks.map_or("", |marks| mark_words(marks[at])).to_owned());
    }
    let sure = |sure: Option<crate::session::Sure>| sure.map_or_else(String::new, |sure| sure.number().to_string());
    row.extend([
        kept.judged
            .as_ref()
            .map_or_else(String::new, |judged| yes(judged.alone)),
        sure(begun.sure_before),
        sure(kept.reflection.sure),
    ]);
    row.extend(
        Question::ALL
            .iter()
            .map(|question| text(kept.reflection.answer(*question))),
    );
    row
}

const fn mark_words(mark: Mark) -> &'static str {
    match mark {
        Mark::Done => "done",
        Mark::Partly => "partly",
        Mark::Missed => "missed",
        Mark::NotOnOffer => "not on offer",
    }
}

fn move_row(drill: &Exported<'_>, decision: &Decision<'_>) -> Vec<String> {
    let said = decision.mv.map_or("", |mv| mv.say.raw());
    let acts = decision
        .mv
        .map(|mv| mv.acts.acts().iter().map(|act| act.kind().name()).collect::<Vec<_>>());
    let judged = decision.judged;
    let mut row = leading(drill);
    row.extend([
        (decision.entry + 1).to_string(),
        decision.at.to_string(),
        text(&decision.place()),
        text(&decision.response()),
        text(said),
        acts.map_or_else(String::new, |acts| acts.join(" ")),
        seconds(decision.thought_millis.into()),
        yes(decision.undone),
        judged.map_or_else(String::new, |judged| hundredths(judged.lost.into())),
        judged
            .map_or("", |judged| Grade::of(f64::from(judged.lost) / 100.0).word())
            .to_owned(),
        judged
            .and_then(|judged| judged.mistake)
            .map_or_else(String::new, |mistake| text(mistake.words())),
    ]);
    row
}
