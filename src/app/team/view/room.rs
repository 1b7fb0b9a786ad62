//! What the shared screen says in each phase of the talk.

use super::pieces::{MovePiece, Piece};
use crate::app::team::rehearsal::Rehearsal;
use crate::app::team::seen::Seen;
use crate::drill::Shown;
use crate::session::team::{MoveView, SaidView};

/// The pieces of the talk's phases.
#[must_use]
pub fn pieces(rehearsal: &Rehearsal, seen: &Seen) -> Vec<Piece> {
    let room = &seen.room;
    let shown = |text: &str| rehearsal.actor.shown(text);
    let told = |said: &SaidView| match said.by {
        "customer" => Piece::Line(said.text.clone(), shown(&said.text)),
        "trainee" => Piece::Ours(said.text.clone()),
        "scene" | "step" => Piece::Scene(said.text.clone()),
        _ => Piece::Soft(said.text.clone()),
    };
    let mut all: Vec<Piece> = room.brought.iter().map(told).collect();
    match room.phase {
        "Reaction" => all.extend(room.said.iter().map(told)),
        "Aftercare" => {
            all.push(Piece::Title(day_words(room.day)));
            all.extend(room.scene.clone().map(Piece::Scene));
        }
        _ if room.day.is_some() => {
            let words = room.scene.clone().unwrap_or_default();
            all.push(Piece::Head(day_words(room.day), words));
        }
        "Reveal" | "Talk" | "Tie" | "HotSeat" => all.push(Piece::Again(room.line.clone())),
        _ => {
            all.push(Piece::Line(room.line.clone(), shown(&room.line)));
            all.extend(
                room.scene
                    .clone()
                    .filter(|_| room.phase == "Listening")
                    .map(Piece::Scene),
            );
        }
    }
    all.extend(room.feelings_before.map(|before| felt(before, room.feelings)));
    let (strong, rest) = head(rehearsal, seen);
    if !strong.is_empty() {
        all.push(Piece::Head(strong, rest));
    }
    let hands = (!rehearsal.with_phones && room.ballot.is_some()).then_some(rehearsal.hands.1.as_slice());
    let mut open = 0;
    all.extend(room.moves.iter().map(|mv| {
        let hands = hands.filter(|_| mv.open).and_then(|hands| hands.get(open)).copied();
        open += usize::from(mv.open);
        Piece::Move(Box::new(move_piece(mv, seen, hands)))
    }));
    all.extend(talk(seen));
    all
}

/// What the team's move did to the customer.
fn felt(before: Shown, now: Shown) -> Piece {
    let change = |before: u8, now: u8| {
        if before == now {
            now.to_string()
        } else {
            format!("{before} → {now}")
        }
    };
    Piece::Figures(vec![
        (change(before.anger, now.anger), "anger, of 9".to_owned()),
        (change(before.loss, now.loss), "loss, of 100".to_owned()),
        (change(before.dread, now.dread), "dread, of 100".to_owned()),
    ])
}

fn day_words(day: Option<u8>) -> String {
    day.map_or_else(|| "In the days after".to_owned(), |day| format!("Day {day}"))
}

fn move_piece(mv: &MoveView, seen: &Seen, hands: Option<u32>) -> MovePiece {
    MovePiece {
        number: mv.number,
        say: mv.say.clone(),
        why: mv.barred.clone().or_else(|| mv.cost.clone()),
        votes: mv
            .votes
            .filter(|_| mv.barred.is_none())
            .map(|votes| (votes, seen.room.voted)),
        hands,
        is_barred: mv.barred.is_some(),
        ..MovePiece::default()
    }
}

/// What happens now, strong and soft.
fn head(rehearsal: &Rehearsal, seen: &Seen) -> (String, String) {
    let room = &seen.room;
    let voted = if rehearsal.with_phones {
        format!("{} of {} have voted", room.voted, room.of)
    } else {
        match rehearsal.hands.1.iter().sum::<u32>() {
            0 => "all at once, at three: so many fingers as the move's number".to_owned(),
            1 => "1 hand counted".to_owned(),
            hands => format!("{hands} hands counted"),
        }
    };
    let voted = if room.money_left.is_empty() {
        voted
    } else {
        format!("{voted} · fund left {}", room.money_left)
    };
    let name = &room.customer;
    let two = |strong: &str, rest: String| (strong.to_owned(), rest);
    match room.phase {
        "Listening" => two("Listen.", format!("What does {name} need?")),
        "Aftercare" => two("Read.", format!("What would {name} remember?")),
        "Vote" if rehearsal.with_phones => two("Vote on your phone, hidden", format!("· {voted}")),
        "Vote" => two("Choose for yourself, and show it", format!("· {voted}")),
        "Reveal" | "Talk" if rehearsal.with_phones => two(
            "Votes are in",
            format!("· {} of {} · nobody saw anybody's before now", room.voted, room.of),
        ),
        "Reveal" | "Talk" => two("Hands are counted", format!("· {}", people(room.voted))),
        "Second" => two("Second vote: what does the team do?", format!("· {voted}")),
        "Tie" => two("A tie", format!("· {}", people(room.voted))),
        "HotSeat" => (
            format!("{} decides", room.seat.as_deref().unwrap_or("One of you")),
            "· and says it aloud".to_owned(),
        ),
        _ => (String::new(), String::new()),
    }
}

fn people(voted: u32) -> String {
    match voted {
        1 => "1 vote".to_owned(),
        voted => format!("{voted} votes"),
    }
}

/// What to talk about.
fn talk(seen: &Seen) -> Option<Piece> {
    let prompt = seen.room.prompt.clone()?;
    let strong = match seen.room.phase {
        "Talk" => "Talk for a minute.",
        "Reveal" => "Look at it.",
        _ => "",
    };
    Some(Piece::Talk(strong.to_owned(), prompt))
}
