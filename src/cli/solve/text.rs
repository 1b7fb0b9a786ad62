//! What `solve` says in words.

use super::document::{Changed, Document, Leaving, Play, Unsure};
use crate::cli::check::grouped;
use crate::cli::terminal::{Terminal, Tone};
use crate::scenario::{Policy, Scenario};
use crate::vocabulary::Vocabulary;

/// The most changes that are listed.
const LISTED: usize = 10;

pub fn print(
    scenario: &Scenario,
    policy: &Policy,
    document: &Document,
    terminal: &mut Terminal,
) -> std::io::Result<()> {
    terminal.line(Tone::Title, &scenario.title)?;
    let customer = &document.customer;
    let words = format!(
        "The typical customer ({} temper, {} patience, {} talk): {} states.",
        customer.temper.name().to_lowercase(),
        customer.patience.name().to_lowercase(),
        customer.talk.name().to_lowercase(),
        grouped(document.states),
    );
    terminal.line(Tone::Plain, &words)?;
    lines(policy, document, terminal)?;
    tempers(policy, document, terminal)?;
    personas(policy, document, terminal)?;
    terminal.gap()?;
    match &document.sensitivity {
        Some(unsure) => sure(unsure, terminal),
        None => terminal.line(
            Tone::Soft,
            "How sure the best line is was left out (--quick): it takes hundreds of solves.",
        ),
    }
}

fn lines(policy: &Policy, document: &Document, terminal: &mut Terminal) -> std::io::Result<()> {
    let told = |name: &str, line: &Play| {
        format!(
            "{name} play: {} in expectation. Where nothing bad happens by chance it ends {}:",
            policy.money(line.value),
            line.tier.name(),
        )
    };
    terminal.gap()?;
    terminal.line(Tone::Good, &told("Best", &document.best))?;
    for (id, said) in document.best.line.iter().zip(&document.best.said) {
        terminal.paragraph(Tone::Plain, "    ", "        ", &format!("{id}: {said}"))?;
    }
    terminal.gap()?;
    terminal.line(Tone::Bad, &told("Worst", &document.worst))?;
    let mut line = "   ".to_owned();
    for (at, id) in document.worst.line.iter().enumerate() {
        // Ids hold hyphens: a paragraph would break them there.
        let comma = if at + 1 < document.worst.line.len() { "," } else { "" };
        if line.len() + id.len() + 2 > 78 {
            terminal.write(&format!("{line}\n"))?;
            line.truncate(3);
        }
        line.push_str(&format!(" {id}{comma}"));
    }
    terminal.write(&format!("{line}\n"))
}

fn tempers(policy: &Policy, document: &Document, terminal: &mut Terminal) -> std::io::Result<()> {
    terminal.gap()?;
    let head = "Temper   of 256       states      best play     worst play  best line ends";
    terminal.line(Tone::Title, head)?;
    for row in &document.tempers {
        let line = format!(
            "{:8} {:>6} {:>12} {:>14} {:>14}  {}",
            row.temper.name(),
            row.weight,
            grouped(row.states),
            policy.money(row.best.value),
            policy.money(row.worst.value),
            row.best.tier.name(),
        );
        terminal.line(Tone::Plain, &line)?;
    }
    terminal.gap()?;
    terminal.line(
        Tone::Plain,
        "How they can leave, and how likely that is under the best play (-: by no play):",
    )?;
    let cell = |found: &Leaving| {
        if found.reached {
            format!("{:.1}%", 100.0 * found.under_best_play)
        } else {
            "-".to_owned()
        }
    };
    let table = |first: &str, cells: Vec<String>| {
        let mut line = format!("{first:8}");
        for cell in cells {
            line.push_str(&format!("{cell:>13}"));
        }
        line
    };
    for (at, row) in document.tempers.iter().enumerate() {
        if at == 0 {
            let names = row.tiers.iter().map(|found| found.tier.name().to_owned());
            terminal.line(Tone::Title, &table("Temper", names.collect()))?;
        }
        let cells = row.tiers.iter().map(cell).collect();
        terminal.line(Tone::Plain, &table(row.temper.name(), cells))?;
    }
    Ok(())
}

fn personas(policy: &Policy, document: &Document, terminal: &mut Terminal) -> std::io::Result<()> {
    terminal.gap()?;
    let head = "Trainees of one mind       typical customer       mean of all customers";
    terminal.line(Tone::Title, head)?;
    for row in &document.personas {
        let line = format!(
            "{:20} {:>14} {:>6.1}    {:>14} {:>6.1}",
            row.persona.name(),
            policy.money(row.typical.value),
            row.typical.score,
            policy.money(row.mean.value),
            row.mean.score,
        );
        terminal.line(Tone::Plain, &line)?;
    }
    let words: Vec<String> = document
        .personas
        .iter()
        .map(|row| format!("{} {}.", row.persona.name(), row.does))
        .collect();
    let scale = "Each: expected value, and points between the worst play (0) and the best (100).";
    terminal.line(Tone::Soft, &format!("{} {scale}", words.join(" ")))
}

fn sure(unsure: &Unsure, terminal: &mut Terminal) -> std::io::Result<()> {
    let rest = format!(
        "({} more cannot be noticed in this scenario; {} would leave the model's bounds.)",
        unsure.unread, unsure.skipped
    );
    if unsure.changes.is_empty() {
        let words = format!(
            "Sturdy: of {} changes of 10 % (and at least 1) in the model's numbers none changes the best line.",
            unsure.tried
        );
        terminal.line(Tone::Good, &words)?;
        return terminal.line(Tone::Soft, &rest);
    }
    let words = format!(
        "Of {} changes of 10 % (and at least 1) in the model's numbers {} change the best line:",
        unsure.tried,
        unsure.changes.len()
    );
    terminal.line(Tone::Warn, &words)?;
    for change in unsure.changes.iter().take(LISTED) {
        terminal.paragraph(Tone::Plain, "    ", "        ", &told(change))?;
    }
    if unsure.changes.len() > LISTED {
        let words = format!("and {} more; --json lists them all", unsure.changes.len() - LISTED);
        terminal.paragraph(Tone::Soft, "    ", "    ", &words)?;
    }
    terminal.line(Tone::Soft, &rest)
}

/// "`fix_dj[2]`, 63 instead of 70: at move 5 `fix` loses 0.3 points to `ask`".
fn told(change: &Changed) -> String {
    let name = |mv: &Option<String>| mv.as_ref().map_or("the end".to_owned(), |id| format!("`{id}`"));
    let lost = match change.points_lost {
        Some(lost) if lost > 0.0 => format!("loses {lost:.2} points to"),
        Some(_) => "is worth as much as".to_owned(),
        None => "gives way to".to_owned(),
    };
    format!(
        "{}, {} instead of {}: at move {} {} {lost} {}",
        change.name,
        change.to,
        change.from,
        change.shared + 1,
        name(&change.old),
        name(&change.new),
    )
}
