//! The drill on the screen of a terminal: what is said, what is on offer, what was typed.

use std::io;

use super::super::terminal::{Terminal, Tone};
use crate::diagnostic::Known;
use crate::drill::{Offer, Refusal, Shown, Speaker, Utterance};
use crate::scenario::INJECT;
use crate::session::{Pace, Solo};
use crate::vocabulary::Vocabulary;

/// What was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The move at this place in the written list.
    Choose(u8),
    Wait,
    /// An inject, to try it: its place in the scenario's list.
    Inject(u8),
    Undo,
    Transcript,
    Help,
    Quit,
}

/// What the trainee is told before the drill.
pub fn briefing(solo: &Solo, terminal: &mut Terminal) -> io::Result<()> {
    let drill = solo.drill();
    let scenario = &drill.scenario;
    let rules = drill.rules();
    let names = rules.names();
    let policy = &drill.setup.policy;
    terminal.line(Tone::Title, &scenario.title)?;
    let facts = format!(
        "{}. Mode: {}. Pace: {}. Seed {}.",
        capital(scenario.channel.words()),
        solo.mode().name().to_lowercase(),
        solo.pace().name().to_lowercase(),
        drill.seed
    );
    terminal.line(Tone::Soft, &facts)?;
    terminal.gap()?;
    for text in [
        &scenario.briefing.role,
        &scenario.briefing.place,
        &scenario.briefing.trouble,
    ] {
        terminal.line(Tone::Plain, &text.fill(&names))?;
    }
    let customer = &scenario.customer;
    let about = if customer.about.is_empty() {
        String::new()
    } else {
        format!(", {}", customer.about)
    };
    terminal.line(Tone::Plain, &format!("The customer: {}{about}.", customer.name))?;
    let allowed = format!("You may spend {} without asking.", policy.money(policy.fund));
    terminal.line(Tone::Plain, &allowed)?;
    if let Some(words) = drill.begun() {
        terminal.line(Tone::Warn, &words)?;
    }
    if solo.pace() != Pace::Untimed {
        terminal.line(Tone::Plain, solo.pace().words())?;
    }
    terminal.line(Tone::Soft, "Type the number of a move; ? tells what else can be typed.")?;
    terminal.gap()
}

/// What was said and seen.
pub fn say(solo: &Solo, said: &[Utterance], terminal: &mut Terminal) -> io::Result<()> {
    let name = solo.drill().scenario.customer.first_name();
    for utterance in said {
        match utterance.speaker {
            Speaker::Customer => {
                terminal.paragraph(Tone::Customer, "", "    ", &format!("{name}: {}", utterance.text))?;
            }
            Speaker::Trainee => {
                terminal.paragraph(Tone::Plain, "", "    ", &format!("You: {}", utterance.text))?;
            }
            Speaker::Step => terminal.paragraph(Tone::Plain, "", "    ", &utterance.text)?,
            Speaker::Scene => terminal.paragraph(Tone::Soft, "", "", &utterance.text)?,
            Speaker::Note => terminal.paragraph(Tone::Warn, "[", " ", &format!("{}]", utterance.text))?,
        }
    }
    Ok(())
}

/// Prints the moves on offer and returns them in the order shown.
pub fn offers(solo: &Solo, terminal: &mut Terminal) -> io::Result<Vec<Offer>> {
    let drill = solo.drill();
    let rules = drill.rules();
    let names = rules.names();
    let shown = solo.offers();
    let Some(beat) = rules.beat(drill.state()).map(|id| drill.scenario.beat(id)) else {
        return Ok(shown);
    };
    terminal.gap()?;
    if let Some(day) = beat.day {
        terminal.line(Tone::Title, &format!("Day {} after", day.day))?;
    }
    for (offer, number) in shown.iter().zip(1..) {
        let mv = &beat.moves[usize::from(offer.index)];
        let mut remarks: Vec<String> = Vec::new();
        if offer.ticks > 0 {
            remarks.push(time(offer.ticks));
        }
        match offer.barred {
            Some(refusal) => remarks.push(format!("barred: {}", refusal.words(&drill.setup))),
            None if offer.cost != 0 => remarks.push(drill.setup.policy.money(offer.cost)),
            None => {}
        }
        let remarks = if remarks.is_empty() {
            String::new()
        } else {
            format!("  ({})", remarks.join("; "))
        };
        let tone = if offer.barred.is_some() {
            Tone::Soft
        } else {
            Tone::Plain
        };
        terminal.paragraph(tone, "", "   ", &format!("{number}. {}{remarks}", mv.say.fill(&names)))?;
    }
    Ok(shown)
}

/// Ticks as a person says them.
fn time(ticks: u8) -> String {
    let seconds = u32::from(ticks) * 15;
    if seconds < 60 {
        format!("{seconds} s")
    } else if seconds.is_multiple_of(60) {
        format!("{} min", seconds / 60)
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

/// What a typed word means: the number of a move as shown, a move's id, or a command.
///
/// # Errors
/// That nothing of that name is on offer, in words.
pub fn understand(word: &str, solo: &Solo, shown: &[Offer]) -> Result<Answer, String> {
    let word = word.trim();
    if let Ok(number) = word.parse::<usize>() {
        return number
            .checked_sub(1)
            .and_then(|at| shown.get(at))
            .map(|offer| Answer::Choose(offer.index))
            .ok_or_else(|| {
                format!(
                    "there are {} moves: type a number from 1 to {}",
                    shown.len(),
                    shown.len()
                )
            });
    }
    let drill = solo.drill();
    let moves = drill
        .rules()
        .beat(drill.state())
        .map_or(&[][..], |id| &drill.scenario.beat(id).moves);
    if let Some(offer) = shown.iter().find(|offer| moves[usize::from(offer.index)].id == word) {
        return Ok(Answer::Choose(offer.index));
    }
    if let Some(id) = word.strip_prefix(INJECT) {
        return inject(id, solo);
    }
    match word.to_lowercase().as_str() {
        "w" | "wait" => Ok(Answer::Wait),
        "u" | "undo" => Ok(Answer::Undo),
        "t" | "transcript" => Ok(Answer::Transcript),
        "?" | "h" | "help" => Ok(Answer::Help),
        "q" | "quit" => Ok(Answer::Quit),
        _ if drill.is_over() => Err(format!("`{word}` cannot be played: the drill is over")),
        _ => {
            let known = Known(
                shown
                    .iter()
                    .map(|offer| moves[usize::from(offer.index)].id.as_str())
                    .collect(),
            );
            Err(format!(
                "there is no move `{word}` here; {}",
                known.help(word).unwrap_or_default()
            ))
        }
    }
}

/// An inject to try, by its id.
fn inject(id: &str, solo: &Solo) -> Result<Answer, String> {
    if !solo.mode().allows_undo() {
        return Err("injects are a facilitator's: alone they can be tried in practice only".to_owned());
    }
    let all = &solo.drill().scenario.injects;
    let at = all.iter().position(|inject| inject.id == id);
    if let Some(at) = at.and_then(|at| u8::try_from(at).ok()) {
        return Ok(Answer::Inject(at));
    }
    let known = Known(all.iter().map(|inject| inject.id.as_str()).collect());
    Err(format!(
        "there is no inject `{id}`; {}",
        known.help(id).unwrap_or_default()
    ))
}

/// A refusal in words.
pub fn refusal(solo: &Solo, word: &str, refusal: Refusal) -> String {
    let reason = refusal.words(&solo.drill().setup);
    if word.is_empty() {
        format!("That cannot be chosen: {reason}.")
    } else {
        format!("`{word}` cannot be chosen: {reason}")
    }
}

/// The feelings, in practice.
pub fn feelings(solo: &Solo, terminal: &mut Terminal) -> io::Result<()> {
    let drill = solo.drill();
    let felt = Shown::from(drill.rules().feelings(drill.state()));
    let mut words = format!("anger {} of 9, loss {}, dread {}", felt.anger, felt.loss, felt.dread);
    if let Some(ring) = solo.ring() {
        words += &format!(", patience {}:{:02}", ring.seconds / 60, ring.seconds % 60);
    }
    let left = drill.rules().money_left(drill.state());
    words += &format!(", fund {} left", drill.setup.policy.money(left.max(0)));
    terminal.paragraph(Tone::Soft, "[", " ", &format!("{words}]"))
}

/// What can be typed.
pub fn help(solo: &Solo, terminal: &mut Terminal) -> io::Result<()> {
    terminal.line(Tone::Plain, "a number: that move    a move's id: the same")?;
    terminal.line(
        Tone::Plain,
        "w: say nothing for 15 seconds    t: what was said so far    q: leave",
    )?;
    if solo.mode().allows_undo() {
        terminal.line(Tone::Plain, "u: take the last move back")?;
    }
    Ok(())
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
