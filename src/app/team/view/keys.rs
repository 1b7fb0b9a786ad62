//! What the facilitator can do with a key, as it is shown along the lower edge and done.

use bevy_egui::egui::{Key, Modifiers, Ui};

use crate::app::team::rehearsal::Rehearsal;
use crate::app::team::seen::Seen;
use crate::app::team::wish::{Page, Wish};
use crate::session::team::Command;

/// Something that a key does.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    pub key: Key,
    /// The key's name on the screen.
    pub cap: &'static str,
    pub words: String,
    pub wish: Wish,
}

fn act(key: Key, cap: &'static str, words: &str, wish: Wish) -> Act {
    Act {
        key,
        cap,
        words: words.to_owned(),
        wish,
    }
}

/// What can be done now; the first leads on.
#[must_use]
pub fn acts(rehearsal: &Rehearsal, seen: &Seen) -> Vec<Act> {
    let room = &seen.room;
    let mut all = Vec::new();
    if room.phase == "Over" {
        all.push(act(Key::Space, "Space", "leave the session", Wish::Close));
    } else {
        all.push(act(Key::Space, "Space", next_words(rehearsal, seen), Wish::Next));
    }
    let mut may = |name: &str, made: Act| all.extend(seen.may(name).then_some(made));
    if room.phase != "Talk" {
        may(
            "SecondVote",
            act(Key::V, "V", "second vote", Wish::Do(Command::SecondVote)),
        );
    }
    if room.ballot.is_none() && !matches!(room.phase, "HotSeat") {
        may(
            "HotSeat",
            act(
                Key::H,
                "H",
                "hot seat decides",
                Wish::Do(Command::HotSeat { member: None }),
            ),
        );
    }
    if rehearsal.with_phones && room.phase == "Lobby" {
        let opens = Wish::Do(Command::Door { open: true });
        may("Open", act(Key::O, "O", "open the door", opens));
        let shuts = Wish::Do(Command::Door { open: false });
        may("Shut", act(Key::O, "O", "shut the door", shuts));
    }
    may("Back", act(Key::B, "B", "back", Wish::Back));
    all.push(act(Key::F, "F", "all controls", Wish::Aside(!rehearsal.is_aside)));
    all
}

/// What leads on does now.
#[must_use]
pub fn next_words(rehearsal: &Rehearsal, seen: &Seen) -> &'static str {
    if seen.room.paused {
        return "go on";
    }
    match seen.room.phase {
        "Lobby" if seen.room.beat == 0 => "begin",
        "Listening" | "Aftercare" => "open the vote",
        "Vote" => "show the votes",
        "Reveal" => "talk",
        "Talk" => "second vote",
        "Second" => "decide",
        "Tie" => "vote again",
        "HotSeat" => "vote instead",
        "Debrief" => match rehearsal.page.next() {
            Some(_) => "next page",
            None => "end the session",
        },
        _ => "go on",
    }
}

/// What keys ask for, wherever the keyboard is; nothing while somebody types.
pub fn keyed(ui: &Ui, rehearsal: &Rehearsal, seen: &Seen) -> Option<Wish> {
    if ui.ctx().text_edit_focused() {
        return None;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Escape) {
        return Some(Wish::Aside(!rehearsal.is_aside));
    }
    // Enter belongs to what the keyboard is on.
    let is_free = ui.memory(|memory| memory.focused().is_none());
    for act in acts(rehearsal, seen) {
        let is_on = act.key == Key::Space && is_free && pressed(Key::Enter);
        if is_on || (act.key != Key::Space || is_free) && pressed(act.key) {
            return Some(act.wish);
        }
    }
    if pressed(Key::P) {
        return Some(Wish::Do(if seen.room.paused {
            Command::Resume
        } else {
            Command::Pause
        }));
    }
    if pressed(Key::K) && seen.may("Skip") {
        return Some(Wish::Do(Command::Skip));
    }
    if seen.room.phase == "Debrief" && is_free {
        if pressed(Key::ArrowRight) {
            return rehearsal.page.next().map(Wish::Page);
        }
        if pressed(Key::ArrowLeft) {
            return rehearsal.page.before().map(Wish::Page);
        }
    }
    // On a slow machine several keys may be pressed between two pictures.
    let numbers = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5];
    let times = numbers.map(|key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)));
    let first = times.iter().position(|times| *times > 0)?;
    if seen.room.phase == "Debrief" {
        return Page::ALL.get(first).copied().map(Wish::Page);
    }
    // A hand is counted for the move of this number; with phones the controls count those who have none.
    if seen.room.ballot.is_none() || rehearsal.with_phones {
        return None;
    }
    let open = seen.room.moves.iter().filter(|mv| mv.open);
    let pressed = open.map(|mv| times.get(usize::from(mv.number).wrapping_sub(1)).copied().unwrap_or(0));
    let more = pressed.map(|times| i32::try_from(times).unwrap_or(1)).collect();
    Some(Wish::Hands(more))
}
