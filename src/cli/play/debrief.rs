//! The last lines of a drill: how the customer left, what they felt at each move, the SERVICE card.

use std::io;

use super::super::terminal::{Terminal, Tone};
use super::super::transcript::rows;
use crate::customer::Tier;
use crate::drill::{Choice, Drill, Mark, avoidance_words, service_card};
use crate::solve::{MoveReview, Review, TooLarge, review};
use crate::vocabulary::Vocabulary;

/// Prints the debrief; the review that it tells.
pub fn print(drill: &Drill, terminal: &mut Terminal) -> io::Result<Result<Review, TooLarge>> {
    let rules = drill.rules();
    let outcome = rules.final_outcome(drill.state());
    let policy = &drill.setup.policy;
    let name = drill.scenario.customer.first_name();
    let tone = match outcome.tier {
        Tier::Champion | Tier::Loyal => Tone::Good,
        Tier::Passive => Tone::Warn,
        Tier::Detractor | Tier::Defector => Tone::Bad,
    };
    terminal.gap()?;
    terminal.line(Tone::Title, &format!("{name} left as: {}", outcome.tier.name()))?;
    if let Some(words) = drill.begun() {
        terminal.line(Tone::Warn, &words)?;
    }
    terminal.line(
        tone,
        &format!(
            "Relationship {}, satisfaction {} of 100, {} spent of {}. Listeners won {}, lost {}.",
            policy.money(outcome.net),
            outcome.sat,
            policy.money(outcome.remedy),
            policy.money(policy.fund),
            listeners(outcome.wom_good),
            listeners(outcome.wom_bad),
        ),
    )?;
    // A scenario that is too large to be solved still has its debrief, without grades.
    let review = review(drill);
    match &review {
        Ok(review) => terminal.line(Tone::Plain, &figures(review))?,
        Err(too_large) => terminal.line(Tone::Warn, &format!("No grades: {too_large}."))?,
    }
    let reviews = review
        .as_ref()
        .map(|review| review.moves.as_slice())
        .unwrap_or_default();
    terminal.gap()?;
    terminal.line(Tone::Title, "Your moves")?;
    for row in rows(drill) {
        let day = row.day.map(|day| format!("Day {day}: ")).unwrap_or_default();
        let step = &drill.steps()[row.number - 1];
        let what = match step.choice {
            Choice::Move(_) => row.say.clone(),
            Choice::Wait => "You let 15 seconds pass.".to_owned(),
            Choice::Inject(index) => format!("(It happened: {}.)", drill.rules().inject_label(index)),
        };
        terminal.paragraph(Tone::Plain, "", "    ", &format!("{}. {day}{what}", row.number))?;
        if let Some(review) = reviews
            .get(row.number - 1)
            .filter(|_| !matches!(step.choice, Choice::Inject(_)))
        {
            let (tone, verdict) = verdict(drill, row.number - 1, review);
            terminal.paragraph(tone, "    ", "    ", &verdict)?;
        }
        terminal.paragraph(Tone::Soft, "    ", "    ", &row.felt)?;
        if !row.why.is_empty() {
            terminal.paragraph(Tone::Soft, "    ", "    ", &row.why)?;
        }
    }
    terminal.gap()?;
    terminal.line(Tone::Title, "Your S-E-R-V-I-C-E card")?;
    let card = service_card(drill);
    for step in &card.steps {
        let (tone, mark) = match step.mark {
            Mark::Done => (Tone::Good, "done"),
            Mark::Partly => (Tone::Warn, "partly"),
            Mark::Missed => (Tone::Bad, "missed"),
            Mark::NotOnOffer => (Tone::Soft, "not on offer here"),
        };
        let remark = if step.remark.is_empty() {
            String::new()
        } else {
            format!(" {}", step.remark)
        };
        let words = format!("{}  {}: {mark}.{remark}", step.step.letter(), step.step.words());
        terminal.paragraph(tone, "", "   ", &words)?;
    }
    if !card.avoidance.is_empty() {
        let seen: Vec<String> = card
            .avoidance
            .iter()
            .map(|seen| format!("{} ({})", avoidance_words(seen.act), times(seen.times)))
            .collect();
        terminal.paragraph(Tone::Bad, "", "   ", &format!("Avoidance seen: {}", seen.join(", ")))?;
    }
    terminal.gap()?;
    terminal.line(
        Tone::Soft,
        "Consistent with published patterns of customer response; not a prediction of your customers.",
    )?;
    Ok(review)
}

/// Score, accuracy and luck in a sentence.
fn figures(review: &Review) -> String {
    let injected = if review.injected.abs() < 0.05 {
        String::new()
    } else {
        format!(", injects {:+.0}", review.injected)
    };
    format!(
        "Recovery score {:.0} of 100, accuracy {:.0}%, luck {:+.0}{injected}.",
        review.recovery_score, review.accuracy, review.luck
    )
}

/// A move's grade with what was better.
fn verdict(drill: &Drill, step: usize, review: &MoveReview) -> (Tone, String) {
    let tone = match review.points_lost {
        lost if lost <= 5.0 => Tone::Good,
        lost if lost <= 10.0 => Tone::Warn,
        _ => Tone::Bad,
    };
    let before = &drill.steps()[step].before;
    let rules = drill.rules();
    let names = rules.names();
    let better = review
        .better
        .filter(|index| drill.steps()[step].choice != Choice::Move(*index));
    let better = rules
        .beat(before)
        .zip(better)
        .map_or_else(String::new, |(beat, index)| {
            format!(
                " Better: {}",
                drill.scenario.beat(beat).moves[usize::from(index)].say.fill(&names)
            )
        });
    let grade = if review.only_move {
        "only move"
    } else {
        review.grade.word()
    };
    (
        tone,
        format!("{}, {:.1} points lost.{better}", capital(grade), review.points_lost),
    )
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// Thousandths of a listener as a number.
fn listeners(thousandths: i32) -> String {
    format!("{:.1}", f64::from(thousandths) / 1000.0)
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}
