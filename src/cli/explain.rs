//! `bounceback explain`: what a rule of `check` means, why it matters, how to mend it.

use std::process::ExitCode;

use super::args::Explain;
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome};
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
    let Some(rule) = Rule::from_name(name) else {
        let known = Known(Rule::ALL.iter().map(|rule| rule.name()).collect());
        let help = known.help(name).unwrap_or_default();
        return Err(CliError::Said(format!("there is no rule `{name}`; {help}")));
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
