//! `bounceback explain`: what a rule of `check` means, why it matters, how to mend it; and what stands behind an act.

use std::process::ExitCode;

use super::args::Explain;
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome};
use crate::customer::{ActKind, backing};
use crate::diagnostic::Known;
use crate::lint::{RULES, about};
use crate::scenario::Rule;
use crate::vocabulary::Vocabulary;

pub fn run(verb: &Explain, terminal: &mut Terminal) -> Outcome {
    let Some(name) = &verb.rule else {
        let width = RULES.iter().map(|about| about.rule.name().len()).max().unwrap_or(0);
        for about in RULES {
            let first = format!("{:width$}  ", about.rule.name());
            terminal.paragraph(Tone::Plain, &first, &" ".repeat(width + 2), about.summary)?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let act = ActKind::ALL.iter().find(|act| act.name().eq_ignore_ascii_case(name));
    if let Some(act) = act {
        return explain_act(*act, terminal);
    }
    let Some(rule) = Rule::from_name(name) else {
        let rules = Rule::ALL.iter().map(|rule| rule.name());
        let known = Known(rules.chain(ActKind::ALL.iter().map(|act| act.name())).collect());
        let help = known.help(name).unwrap_or_default();
        return Err(CliError::Said(format!("there is no rule or act `{name}`; {help}")));
    };
    let about = about(rule);
    terminal.line(Tone::Title, &format!("{}: {}", rule.name(), about.summary))?;
    terminal.gap()?;
    terminal.line(Tone::Plain, about.why)?;
    terminal.gap()?;
    terminal.paragraph(Tone::Plain, "To mend it: ", "", about.mend)?;
    terminal.gap()?;
    for line in about.example.lines() {
        terminal.write(&format!("    {line}\n"))?;
    }
    terminal.gap()?;
    let allow = format!("allow: [(rule: \"{}\", reason: \"…\")]", rule.name());
    terminal.line(Tone::Soft, &format!("Where it is meant to be so: {allow}"))?;
    Ok(ExitCode::SUCCESS)
}

/// What is published of an act, what the method says, and where they differ.
fn explain_act(act: ActKind, terminal: &mut Terminal) -> Outcome {
    let backing = backing(act);
    terminal.line(Tone::Title, act.name())?;
    terminal.gap()?;
    terminal.paragraph(Tone::Plain, "Published: ", "", &backing.published.words())?;
    if let Some(method) = backing.method {
        terminal.paragraph(Tone::Plain, "The method: ", "", &method.words())?;
    }
    if let Some(differ) = backing.differ {
        terminal.paragraph(Tone::Warn, "They differ: ", "", differ)?;
    }
    Ok(ExitCode::SUCCESS)
}
