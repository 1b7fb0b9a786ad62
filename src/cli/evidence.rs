//! `bounceback evidence`: re-runs the published findings.

use std::process::ExitCode;

use serde::Serialize;

use super::Outcome;
use super::args::Evidence;
use super::terminal::{Terminal, Tone};
use crate::customer::Coefficients;
use crate::customer::evidence::{FINDINGS, Kind};

#[derive(Serialize)]
struct Row {
    id: &'static str,
    kind: &'static str,
    source: &'static str,
    claim: &'static str,
    holds: bool,
    measured: String,
}

#[derive(Serialize)]
struct Document {
    findings: Vec<Row>,
    failed: usize,
}

pub fn run(verb: &Evidence, terminal: &mut Terminal) -> Outcome {
    let c = Coefficients::shipped();
    let findings: Vec<Row> = FINDINGS
        .iter()
        .map(|finding| {
            let verdict = finding.run(c);
            let kind = match finding.kind {
                Kind::Calibration => "calibration",
                Kind::Validation => "validation",
            };
            let (id, source, claim) = (finding.id, finding.source, finding.claim);
            Row {
                id,
                kind,
                source,
                claim,
                holds: verdict.holds,
                measured: verdict.measured,
            }
        })
        .collect();
    let failed = findings.iter().filter(|row| !row.holds).count();
    if verb.json {
        terminal.json(&Document { findings, failed })?;
    } else {
        for row in &findings {
            let (verdict, tone) = if row.holds {
                ("pass", Tone::Good)
            } else {
                ("FAIL", Tone::Bad)
            };
            terminal.paragraph(
                tone,
                "",
                "     ",
                &format!("{}  {verdict}  {}  {}", row.id, row.kind, row.source),
            )?;
            terminal.paragraph(Tone::Plain, "     ", "     ", row.claim)?;
            terminal.paragraph(Tone::Soft, "     ", "     ", &format!("measured: {}", row.measured))?;
        }
        let tone = if failed == 0 { Tone::Good } else { Tone::Bad };
        terminal.line(tone, &format!("{} findings, {failed} failed", findings.len()))?;
        terminal.line(
            Tone::Soft,
            "Calibration findings set the size of at least one coefficient or hold by rule: passing proves nothing. \
             Validation findings set none. Consistent with published patterns, not a prediction of your customers.",
        )?;
    }
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
