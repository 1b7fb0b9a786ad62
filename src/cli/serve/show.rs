//! A session in the terminal: links, a QR code, what everybody sees.

use std::io;

use super::super::terminal::{Terminal, Tone};
use crate::serve::{Host, Snapshot};

/// How to come in.
pub fn links(host: &Host, terminal: &mut Terminal) -> io::Result<()> {
    terminal.write(&qr(&host.way().qr))?;
    terminal.line(Tone::Title, &format!("Code {}", host.code()))?;
    for address in host.addresses() {
        terminal.write(&format!("  phones       {address}\n"))?;
    }
    for (whose, link) in [
        ("screen     ", host.screen_link()),
        ("facilitator", host.facilitator_link()),
    ] {
        if let Some(link) = link {
            terminal.write(&format!("  {whose}  {link}\n"))?;
        }
    }
    terminal.line(
        Tone::Soft,
        "Who has the facilitator's link drives the session: keep it. Nothing on the way is encrypted: who shares the network can read it.",
    )?;
    if let Some(path) = host.kept_at() {
        terminal.line(
            Tone::Soft,
            &format!("Kept at {}; after a crash: bounceback serve --again", path.display()),
        )?;
    }
    if host.room_for() < 12_000 {
        let words = format!(
            "The system allows {} connections at once (open files); for more raise its limit (ulimit -n).",
            host.room_for()
        );
        terminal.line(Tone::Soft, &words)?;
    }
    Ok(())
}

/// A QR code out of half blocks, dark on light whatever the terminal's colours.
pub fn qr(rows: &[String]) -> String {
    const MARGIN: usize = 2;
    let size = rows.len();
    if size == 0 {
        return String::new();
    }
    let dark = |x: usize, y: usize| {
        let (x, y) = (x.wrapping_sub(MARGIN), y.wrapping_sub(MARGIN));
        rows.get(y).and_then(|row| row.as_bytes().get(x)) == Some(&b'1')
    };
    let mut text = String::new();
    for y in (0..size + 2 * MARGIN).step_by(2) {
        text += "\x1b[30;107m";
        for x in 0..size + 2 * MARGIN {
            text.push(match (dark(x, y), dark(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        text += "\x1b[0m\n";
    }
    text
}

/// What is new in the room.
pub fn state(now: &Snapshot, terminal: &mut Terminal) -> io::Result<()> {
    let room = &now.room;
    terminal.gap()?;
    let beat = if room.beat > 0 {
        format!(" · beat {}", room.beat)
    } else {
        String::new()
    };
    terminal.line(
        Tone::Title,
        &format!("{}{beat}{}", room.phase, if room.paused { " · paused" } else { "" }),
    )?;
    if room.phase == "Lobby" {
        terminal.line(Tone::Plain, &format!("{}: {}", room.title, room.trouble))?;
    }
    for said in &room.said {
        let tone = if said.by == "customer" {
            Tone::Customer
        } else {
            Tone::Plain
        };
        terminal.line(tone, &said.text)?;
    }
    for said in &room.brought {
        terminal.line(Tone::Plain, &said.text)?;
    }
    if room.said.is_empty() && !room.line.is_empty() && room.tier.is_none() {
        terminal.paragraph(Tone::Customer, &format!("{}: ", room.customer), "  ", &room.line)?;
    }
    for mv in &room.moves {
        let votes = mv.votes.map_or(String::new(), |votes| format!("[{votes}] "));
        let tone = if mv.barred.is_some() { Tone::Soft } else { Tone::Plain };
        terminal.paragraph(tone, &format!("  {}  {votes}", mv.number), "     ", &mv.say)?;
        if let Some(why) = &mv.barred {
            terminal.paragraph(Tone::Soft, "     ", "     ", why)?;
        }
    }
    if let Some(prompt) = &room.prompt {
        terminal.line(Tone::Good, prompt)?;
    }
    if let Some(seat) = &room.seat {
        terminal.line(Tone::Good, &format!("{seat} decides."))?;
    }
    if let Some(looked) = now.debrief.as_ref().filter(|_| room.tier.is_some()) {
        let told = &looked.debrief;
        terminal.line(
            Tone::Title,
            &format!("{} left as {}. {}", room.customer, told.tier, told.meaning),
        )?;
        for beat in &told.beats {
            let split: Vec<String> = beat
                .split
                .iter()
                .map(|one| format!("{} × {}", one.votes, one.grade))
                .collect();
            let split = if split.is_empty() {
                String::new()
            } else {
                format!(" (first votes: {})", split.join(", "))
            };
            terminal.paragraph(
                Tone::Plain,
                &format!("  {}. ", beat.beat),
                "     ",
                &format!("{}: {}{split}", beat.said, beat.grade),
            )?;
            if !beat.brought.is_empty() {
                let brought = beat.brought.join("; ");
                terminal.paragraph(Tone::Soft, "     brought in before: ", "     ", &brought)?;
            }
            if let Some(better) = &beat.better {
                terminal.paragraph(Tone::Soft, "     better: ", "     ", better)?;
            }
        }
        terminal.line(
            Tone::Plain,
            &format!(
                "Recovery score {:.0} of 100, accuracy {:.0}%. {}",
                told.score, told.accuracy, told.price
            ),
        )?;
        terminal.line(Tone::Soft, told.note)?;
    } else if room.tier.is_some() {
        terminal.line(Tone::Soft, "The best play is being worked out…")?;
    }
    Ok(())
}
