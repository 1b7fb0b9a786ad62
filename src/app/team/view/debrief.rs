//! The debrief on the shared screen, page by page.

use super::pieces::{MovePiece, Piece};
use crate::app::team::seen::Seen;
use crate::app::team::wish::Page;
use crate::app::theme::Tone;
use crate::session::team::{BeatDebrief, SplitView, TeamDebrief};

/// The pieces of a page that is only read.
#[must_use]
pub fn pieces(seen: &Seen, page: Page) -> Vec<Piece> {
    let Some(looked) = &seen.debrief else {
        let why = seen.trouble.clone();
        return vec![
            Piece::Title("The best play is being worked out…".to_owned()),
            Piece::Words(why.unwrap_or_else(|| "It takes a few seconds. What would you do another way?".to_owned())),
        ];
    };
    let told = &looked.debrief;
    match page {
        Page::Result => result(seen, told),
        Page::Moves => moves(told),
        Page::Divided => divided(told),
        Page::Notes => notes(told),
        Page::Plan => Vec::new(),
    }
}

fn result(seen: &Seen, told: &TeamDebrief) -> Vec<Piece> {
    if told.beats.is_empty() {
        return vec![Piece::Title(told.price.clone())];
    }
    let points = |points: Option<f64>| match points {
        None => "–".to_owned(),
        Some(points) if points.round() > 0.0 => format!("{points:.0}"),
        Some(points) if points.round() < 0.0 => format!("−{:.0}", points.abs()),
        Some(_) => "0".to_owned(),
    };
    let figure = |number: String, name: &str| (number, name.to_owned());
    let mut figures = vec![
        figure(format!("{:.0}", told.score), "recovery score of 100"),
        figure(format!("{:.0} %", told.accuracy), "the team's accuracy"),
    ];
    figures.extend(
        told.members_accuracy
            .map(|each| figure(format!("{each:.0} %"), "each alone, on average")),
    );
    figures.push(figure(points(told.against_votes), "price of the consensus, points"));
    let money = vec![
        figure(told.value.clone(), "worth of the relationship"),
        figure(told.spent.clone(), "spent"),
    ];
    let mut all = vec![
        Piece::Title(format!("{} left as {}", seen.room.customer, told.tier)),
        Piece::Words(told.meaning.clone()),
        Piece::Figures(figures),
        Piece::Figures(money),
        Piece::Talk(String::new(), told.price.clone()),
    ];
    if !told.shown.is_empty() {
        let each: Vec<String> = told
            .shown
            .iter()
            .map(|(name, own)| format!("{name} {own:.0} %"))
            .collect();
        all.push(Piece::Head("Who wanted it shown:".to_owned(), each.join(" · ")));
    }
    all.push(Piece::Soft(told.note.to_owned()));
    all
}

/// A grade as a chip says it.
fn mark(grade: &str, lost: f64) -> (String, Tone) {
    let tone = match grade {
        "best" | "excellent" | "good" => Tone::Good,
        "inaccuracy" => Tone::Warn,
        _ => Tone::Bad,
    };
    // What is not worth naming as points is not shown as such.
    let words = if lost < 0.5 {
        grade.to_owned()
    } else {
        format!("{grade} −{lost:.0}")
    };
    (words, tone)
}

fn number(beat: &BeatDebrief) -> u8 {
    u8::try_from(beat.beat).unwrap_or(u8::MAX)
}

fn moves(told: &TeamDebrief) -> Vec<Piece> {
    let head = Piece::Head(
        "What the team did".to_owned(),
        "and how the room had voted before".to_owned(),
    );
    let rows = told.beats.iter().map(|beat| {
        let split: Vec<String> = beat
            .split
            .iter()
            .map(|one| format!("{} × {}", one.votes, one.grade))
            .collect();
        let mut why = Vec::new();
        why.extend(beat.better.as_ref().map(|better| format!("Better: {better}")));
        if !split.is_empty() {
            why.push(format!("First votes: {}", split.join(", ")));
        }
        Piece::Move(Box::new(MovePiece {
            number: number(beat),
            say: beat.said.clone(),
            why: (!why.is_empty()).then(|| why.join("\n")),
            mark: Some(mark(beat.grade, beat.lost)),
            ..MovePiece::default()
        }))
    });
    std::iter::once(head).chain(rows).collect()
}

fn divided(told: &TeamDebrief) -> Vec<Piece> {
    let beats: Vec<&BeatDebrief> = told.divided.iter().filter_map(|&at| told.beats.get(at)).collect();
    if beats.is_empty() {
        return vec![
            Piece::Title("You saw it alike".to_owned()),
            Piece::Words(
                "No first vote was divided, or nobody voted before the team decided. Was anybody of another mind, and did not say so?"
                    .to_owned(),
            ),
        ];
    }
    let mut all = Vec::new();
    for beat in beats {
        let by = match beat.by {
            "seat" => "the hot seat decided",
            "facilitator" => "the facilitator decided",
            _ => "the second vote decided",
        };
        let price = match beat.price {
            Some(price) if price >= 0.5 => format!(", and it cost {price:.0} points against the best first vote"),
            Some(price) if price <= -0.5 => format!(", and the talk gained {:.0} points", -price),
            _ => String::new(),
        };
        all.push(Piece::Head(format!("Beat {}", beat.beat), format!("· {by}{price}")));
        let of: u32 = beat.split.iter().map(|one| one.votes).sum();
        all.extend(beat.split.iter().map(|one| split_piece(one, of)));
    }
    all.push(Piece::Talk(
        "Ask the few:".to_owned(),
        "what did you see that the others did not? Ask the many: what would have changed your mind?".to_owned(),
    ));
    all
}

fn split_piece(one: &SplitView, of: u32) -> Piece {
    Piece::Move(Box::new(MovePiece {
        say: one.say.clone(),
        why: one.decided.then(|| "This is what the team did.".to_owned()),
        votes: Some((one.votes, of)),
        mark: Some(mark(one.grade, one.lost)),
        is_ours: one.decided,
        ..MovePiece::default()
    }))
}

fn notes(told: &TeamDebrief) -> Vec<Piece> {
    let mut all = vec![Piece::Title("Plus and delta".to_owned())];
    for (head, rest, notes) in [
        ("+", "What did we do that we keep?", &told.plus),
        ("Δ", "What do we do another way next time?", &told.delta),
    ] {
        all.push(Piece::Head(head.to_owned(), rest.to_owned()));
        all.extend(notes.iter().map(|note| Piece::Scene(note.clone())));
    }
    all
}
