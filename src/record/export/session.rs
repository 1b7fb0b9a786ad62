//! Team sessions for other programs: a row for each, or one document with all that is kept of them.

use std::io::{self, Write};

use super::super::{KeptSession, SessionLine};
use super::cell::{hundredths, text, thousandths};
use super::json::FORMAT;
use crate::vocabulary::Vocabulary;

const HEADS: [&str; 18] = [
    "session",
    "scenario",
    "version",
    "begun",
    "ended",
    "people",
    "voters",
    "judge",
    "tier",
    "score",
    "accuracy",
    "members_accuracy",
    "price_against_votes",
    "price_against_best",
    "price_against_mean",
    "net",
    "spent",
    "most_divided",
];

/// Writes a row for each session: money in whole units, points 0 to 100, prices in points. It ends with the beat at which the room was
/// most divided, and how much (0 to 1).
///
/// # Errors
/// What writing came to.
pub fn sessions_csv<'l>(
    lines: impl IntoIterator<Item = &'l SessionLine>,
    mut out: impl Write,
) -> Result<(), csv::Error> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut rows = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    rows.write_record(HEADS)?;
    for line in lines {
        rows.write_record(row(line))?;
    }
    Ok(rows.flush()?)
}

fn row(line: &SessionLine) -> Vec<String> {
    let maybe = |number: Option<i64>| number.map(hundredths).unwrap_or_default();
    let divided = line.beats.iter().filter(|beat| beat.division > 0);
    let divided = divided.max_by_key(|beat| beat.division);
    vec![
        line.id.to_string(),
        text(&line.scenario),
        line.hash.to_string(),
        line.at.to_string(),
        line.ended.to_string(),
        line.people.to_string(),
        line.voters.to_string(),
        line.judge.to_string(),
        line.tier.name().to_owned(),
        hundredths(line.score.into()),
        hundredths(line.accuracy.into()),
        maybe(line.members_accuracy.map(i64::from)),
        maybe(line.against_votes.map(i64::from)),
        maybe(line.against_best.map(i64::from)),
        maybe(line.against_mean.map(i64::from)),
        hundredths(line.net),
        hundredths(line.spent),
        divided.map_or_else(String::new, |beat| {
            format!("{} {}", beat.beat, thousandths(beat.division.into()))
        }),
    ]
}

/// `{"format": 1, "sessions": […]}`: each as the store keeps it, its log among it, so that it can be played again.
pub struct Sessions<W: Write> {
    out: W,
    is_first: bool,
}

impl<W: Write> Sessions<W> {
    /// Writes up to the sessions.
    ///
    /// # Errors
    /// What writing came to.
    pub fn begin(mut out: W) -> io::Result<Self> {
        write!(out, "{{\"format\":{FORMAT},\"sessions\":[")?;
        Ok(Self { out, is_first: true })
    }

    /// The next one.
    ///
    /// # Errors
    /// What writing came to.
    pub fn add(&mut self, kept: &KeptSession) -> io::Result<()> {
        self.out.write_all(if self.is_first { b"\n" } else { b",\n" })?;
        self.is_first = false;
        serde_json::to_writer(&mut self.out, kept).map_err(io::Error::from)
    }

    /// Nothing more comes.
    ///
    /// # Errors
    /// What writing came to.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()
    }
}
