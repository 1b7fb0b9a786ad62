//! What was found as lines for programs: `path:line:column: …`, and JSON in the shape in which rustc tells it, so that what reads
//! rustc's messages reads these.

use std::ops::Range;

use serde_json::{Value, json};

use super::{Round, Terminal};
use crate::diagnostic::{Diagnostic, Severity, Source, render};
use crate::workbench::{Document, Fix, Lines, Unit, fixes};

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// One line each.
pub fn short(round: &Round, terminal: &mut Terminal) -> std::io::Result<()> {
    for checked in &round.checked {
        let source = &checked.file.source;
        for (found, _) in &checked.found {
            let place = found.span.as_ref().map(|span| source.position(span.start));
            let (line, column) = place.unwrap_or((1, 1));
            // A message is one line, whatever was written in a scenario.
            let message: String = found
                .message
                .chars()
                .map(|letter| if letter.is_control() { ' ' } else { letter })
                .collect();
            terminal.write(&format!(
                "{}:{line}:{column}: {}[{}]: {message}\n",
                source.name,
                level(found.severity),
                found.code,
            ))?;
        }
    }
    Ok(())
}

/// One JSON object a line.
pub fn json(round: &Round, terminal: &mut Terminal) -> std::io::Result<()> {
    for checked in &round.checked {
        let source = &checked.file.source;
        let document = Document::new(source.text.as_str());
        let scenario = checked.file.places.is_some() || checked.file.scenario.is_some();
        for (found, _) in &checked.found {
            // Only a scenario's text can be mended; of a policy or a set nothing is known here.
            let fixes = if scenario || found.code == "syntax" {
                fixes(&document, found)
            } else {
                Vec::new()
            };
            terminal.write(&format!("{}\n", message(found, source, document.lines(), &fixes)))?;
        }
    }
    Ok(())
}

/// A finding as rustc would write it.
fn message(found: &Diagnostic, source: &Source, lines: &Lines, fixes: &[Fix]) -> Value {
    let span = |span: &Range<usize>, primary: bool, label: &str| place(source, lines, span, primary, label);
    let own = found.span.as_ref().map(|at| span(at, true, &found.label));
    let related = found.related.as_ref().map(|(at, label)| span(at, false, label));
    let spans: Vec<Value> = own.into_iter().chain(related).collect();
    let child = |message: &str, spans: Vec<Value>| json!({"message": message, "code": null, "level": "help", "spans": spans, "children": [], "rendered": null});
    let helps = found.help.iter().map(|help| child(help, Vec::new()));
    let mended = fixes.iter().map(|fix| {
        let suggested = fix.patches.iter().map(|patch| {
            let mut place = span(&patch.range, true, "");
            place["label"] = Value::Null;
            place["suggested_replacement"] = json!(patch.text);
            // What was meant only its author knows.
            place["suggestion_applicability"] = json!("MaybeIncorrect");
            place
        });
        child(&fix.title, suggested.collect())
    });
    let children: Vec<Value> = helps.chain(mended).collect();
    json!({
        "$message_type": "diagnostic",
        "message": found.message,
        "code": {"code": found.code, "explanation": null},
        "level": level(found.severity),
        "spans": spans,
        "children": children,
        "rendered": format!("{}\n", render(found, source, false)),
    })
}

fn place(source: &Source, lines: &Lines, span: &Range<usize>, primary: bool, label: &str) -> Value {
    let text = source.text.as_str();
    let (line, column) = lines.position(text, span.start, Unit::Characters);
    let (line_end, column_end) = lines.position(text, span.end, Unit::Characters);
    json!({
        "file_name": source.name,
        "byte_start": span.start,
        "byte_end": span.end,
        "line_start": line + 1,
        "line_end": line_end + 1,
        "column_start": column + 1,
        "column_end": column_end + 1,
        "is_primary": primary,
        "text": [],
        "label": if label.is_empty() { Value::Null } else { json!(label) },
        "suggested_replacement": null,
        "suggestion_applicability": null,
        "expansion": null,
    })
}
