//! The facilitator's controls beside the shared screen: all that can be done now, people, the way in.

use bevy_egui::egui::{Rect, Ui, pos2, vec2};

use super::Asked;
use super::code::code_ui;
use super::keys::next_words;
use crate::app::screen::Command as Go;
use crate::app::team::rehearsal::Rehearsal;
use crate::app::team::seen::Seen;
use crate::app::team::wish::Wish;
use crate::app::theme::{PAD, Role};
use crate::app::widgets::{Column, Kind, Pen, card, named_button, scrolled, set, wrapped, write};
use crate::session::team::{Command, Person, Standing};

/// The controls at the right of the screen; what was asked.
pub fn aside_ui(ui: &mut Ui, screen: Rect, rehearsal: &Rehearsal, seen: &Seen, pen: &Pen<'_>) -> Option<Asked> {
    let theme = &pen.theme;
    let width = theme.t(520.0).clamp(460.0, screen.width() - 60.0);
    let panel = Rect::from_min_max(
        pos2(screen.right() - width - 18.0, screen.top() + 18.0),
        pos2(screen.right() - 18.0, screen.bottom() - 18.0),
    );
    card(ui, theme, panel);
    let room = panel.shrink2(vec2(PAD, PAD - 6.0));
    let title = set(ui, theme, Role::Heading, theme.palette.ink, "Facilitator");
    write(ui, pos2(room.left(), room.top() + 6.0), &title);
    let shut = crate::app::widgets::button_size(ui, theme, Kind::Quiet, "Close (F)");
    let at = pos2(room.right() - shut.x, room.top());
    let mut asked = None;
    if named_button(ui, theme, at, Kind::Quiet, "Close (F)", "Close the controls").clicked() {
        asked = Some(Asked::Wish(Wish::Aside(false)));
    }
    let below = Rect::from_min_max(pos2(room.left(), room.top() + shut.y + 10.0), room.max);
    let found = scrolled(ui, below, "facilitator", theme.palette.card, |ui, area| {
        let mut column = Column {
            left: area.left(),
            width: area.width() - 12.0,
            y: area.top() + 2.0,
        };
        let wish = now_ui(ui, &mut column, rehearsal, seen, pen)
            .or(bring_ui(ui, &mut column, seen, pen))
            .or(decide_ui(ui, &mut column, seen, pen))
            .or(hands_ui(ui, &mut column, rehearsal, seen, pen));
        let wish = people_ui(ui, &mut column, rehearsal, seen, pen).or(wish);
        let wish = way_ui(ui, &mut column, rehearsal, seen, pen).or(wish);
        let asked = leave_ui(ui, &mut column, rehearsal, pen).or(wish.map(Asked::Wish));
        (column.y + 10.0 - area.top(), asked)
    });
    found.or(asked)
}

fn say(ui: &mut Ui, column: &mut Column, pen: &Pen<'_>, words: &str) {
    column.gap(10.0);
    column.head(ui, pen, words);
}

/// What can be done now.
fn now_ui(ui: &mut Ui, column: &mut Column, rehearsal: &Rehearsal, seen: &Seen, pen: &Pen<'_>) -> Option<Wish> {
    column.head(ui, pen, "NOW");
    let mut next = next_words(rehearsal, seen).to_owned();
    if let Some(first) = next.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let mut all: Vec<(String, Wish)> = Vec::new();
    if seen.room.phase != "Over" {
        all.push((next, Wish::Next));
    }
    for (name, words, wish) in [
        ("Back", "Back", Wish::Back),
        ("Skip", "To the decision (K)", Wish::Do(Command::Skip)),
        ("SecondVote", "Second vote", Wish::Do(Command::SecondVote)),
        (
            "HotSeat",
            "Hot seat: whose turn it is",
            Wish::Do(Command::HotSeat { member: None }),
        ),
        ("Silence", "Let the customer wait 15 s", Wish::Do(Command::Silence)),
        ("Pause", "Pause (P)", Wish::Do(Command::Pause)),
        ("End", "To the debrief", Wish::Do(Command::End)),
    ] {
        let is_twice = name == "SecondVote" && seen.room.phase == "Talk";
        if seen.may(name) && !is_twice {
            all.push((words.to_owned(), wish));
        }
    }
    let pieces: Vec<(&str, &str)> = all.iter().map(|(words, _)| (words.as_str(), words.as_str())).collect();
    let pressed = column.buttons(ui, pen, Kind::Quiet, &pieces)?;
    all.into_iter().nth(pressed).map(|(_, wish)| wish)
}

/// What the scenario has ready to be brought in.
fn bring_ui(ui: &mut Ui, column: &mut Column, seen: &Seen, pen: &Pen<'_>) -> Option<Wish> {
    let ready = &seen.facilitator.injects;
    if ready.is_empty() {
        return None;
    }
    say(ui, column, pen, "BRING IN");
    let pieces: Vec<(&str, &str)> = ready
        .iter()
        .map(|one| (one.label.as_str(), one.label.as_str()))
        .collect();
    let at = column.buttons(ui, pen, Kind::Quiet, &pieces)?;
    ready
        .get(at)
        .map(|one| Wish::Do(Command::Inject { id: one.id.clone() }))
}

/// The facilitator decides for the team.
fn decide_ui(ui: &mut Ui, column: &mut Column, seen: &Seen, pen: &Pen<'_>) -> Option<Wish> {
    let open: Vec<_> = seen.room.moves.iter().filter(|mv| mv.barred.is_none()).collect();
    if !seen.may("Call") || open.is_empty() {
        return None;
    }
    say(ui, column, pen, "THE TEAM DOES");
    let names: Vec<(String, String)> = open
        .iter()
        .map(|mv| {
            (
                mv.number.to_string(),
                format!("The team does {}: {}", mv.number, mv.say),
            )
        })
        .collect();
    let pieces: Vec<(&str, &str)> = names
        .iter()
        .map(|(number, name)| (number.as_str(), name.as_str()))
        .collect();
    let at = column.buttons(ui, pen, Kind::Quiet, &pieces)?;
    open.get(at).map(|mv| Wish::Do(Command::Call { choice: mv.choice }))
}

/// Hands of those without a phone.
fn hands_ui(ui: &mut Ui, column: &mut Column, rehearsal: &Rehearsal, seen: &Seen, pen: &Pen<'_>) -> Option<Wish> {
    if !seen.may("Hands") || !rehearsal.with_phones {
        return None;
    }
    say(ui, column, pen, "HANDS OF THOSE WITHOUT A PHONE");
    let mut wish = None;
    let open = seen.room.moves.iter().filter(|mv| mv.open);
    for ((at, mv), hands) in open.enumerate().zip(&rehearsal.hands.1) {
        if let Some(more) = column.steps(ui, pen, &format!("MOVE {}", mv.number), &hands.to_string()) {
            wish = Some(Wish::hand(at, more));
        }
    }
    if column
        .buttons(ui, pen, Kind::Quiet, &[("Count these hands", "Count these hands")])
        .is_some()
    {
        wish = Some(Wish::Count);
    }
    wish
}

fn people_ui(ui: &mut Ui, column: &mut Column, rehearsal: &Rehearsal, seen: &Seen, pen: &Pen<'_>) -> Option<Wish> {
    if !rehearsal.with_phones {
        return None;
    }
    let known = &seen.facilitator;
    say(ui, column, pen, "PEOPLE");
    let mut words = format!("{} here", seen.room.present);
    if known.asking > 0 {
        words += &format!(", {} at the door", known.asking);
    }
    if known.away > 0 {
        words += &format!(", {} away", known.away);
    }
    column.words(ui, pen, Role::BodyStrong, &words);
    let door = if seen.room.door_open {
        "Shut the door"
    } else {
        "Open the door for everybody with the code"
    };
    let mut wish = None;
    if column.buttons(ui, pen, Kind::Quiet, &[(door, door)]).is_some() {
        wish = Some(Wish::Do(Command::Door {
            open: !seen.room.door_open,
        }));
    }
    if let Some(second) = rehearsal.second
        && let Some(whose) = known.people.iter().find(|one| one.member == second)
    {
        let words = format!("Whose second phone is “{}”? Press that person.", whose.name);
        column.words(ui, pen, Role::Small, &words);
        if column
            .buttons(ui, pen, Kind::Small, &[("Nobody's", "It is nobody's second phone")])
            .is_some()
        {
            wish = Some(Wish::Second(None));
        }
    }
    for one in known.people.iter().filter(|one| one.same_as.is_none()) {
        wish = person_ui(ui, column, rehearsal, seen, one, pen).or(wish);
    }
    if known.people.len() < known.all {
        let words = format!("and {} more", known.all - known.people.len());
        column.words(ui, pen, Role::Small, &words);
    }
    wish
}

fn person_ui(
    ui: &mut Ui,
    column: &mut Column,
    rehearsal: &Rehearsal,
    seen: &Seen,
    one: &Person,
    pen: &Pen<'_>,
) -> Option<Wish> {
    let theme = &pen.theme;
    let mark = match one.standing {
        Standing::Asking => " asks to come in",
        Standing::Away => " is away",
        _ if seen.room.ballot.is_some() && one.voted => " has voted",
        _ => "",
    };
    let words = format!("{}{mark}", one.name);
    let words = wrapped(ui, theme, Role::SmallStrong, theme.palette.ink, column.width, &words);
    column.y = write(ui, pos2(column.left, column.y + 4.0), &words).bottom() + 3.0;
    let member = one.member;
    let mut all: Vec<(&str, Wish)> = Vec::new();
    match (one.standing, rehearsal.second) {
        (Standing::Asking, _) => all.push(("Let in", Wish::Do(Command::Admit { member }))),
        (_, Some(second)) if second != member => {
            all.push((
                "This person's",
                Wish::Do(Command::Same {
                    member: second,
                    person: member,
                }),
            ));
        }
        _ => all.push(("Second phone of…", Wish::Second(Some(member)))),
    }
    if one.standing == Standing::In && seen.may("HotSeat") {
        all.push(("Hot seat", Wish::Do(Command::HotSeat { member: Some(member) })));
    }
    all.push(("Show out", Wish::Do(Command::Remove { member })));
    let names: Vec<String> = all.iter().map(|(words, _)| format!("{words}: {}", one.name)).collect();
    let pieces: Vec<(&str, &str)> = all
        .iter()
        .zip(&names)
        .map(|((words, _), name)| (*words, name.as_str()))
        .collect();
    let at = column.buttons(ui, pen, Kind::Small, &pieces)?;
    all.into_iter().nth(at).map(|(_, wish)| wish)
}

/// How people come in, and the remote.
fn way_ui(ui: &mut Ui, column: &mut Column, rehearsal: &Rehearsal, seen: &Seen, pen: &Pen<'_>) -> Option<Wish> {
    let entrance = &rehearsal.entrance;
    if !rehearsal.with_phones {
        return None;
    }
    if seen.room.phase != "Lobby" {
        say(ui, column, pen, "LATECOMERS");
        column.words(ui, pen, Role::BodyStrong, &format!("Code {}", entrance.way.code));
        for address in &entrance.way.addresses {
            column.words(ui, pen, Role::Small, address);
        }
        let side = pen.theme.t(190.0).min(column.width);
        let square = Rect::from_min_size(pos2(column.left, column.y), vec2(side, side));
        code_ui(ui, square, &entrance.way.qr, "QR code for phones");
        column.y = square.bottom() + 8.0;
    }
    say(ui, column, pen, "REMOTE ON A SECOND DEVICE");
    if !rehearsal.shows_remote {
        let words = "Who has its link drives the session. Show it only while nobody else looks at this screen.";
        column.words(ui, pen, Role::Small, words);
        let shows = [("Show the remote's code", "Show the remote's code")];
        return column.buttons(ui, pen, Kind::Quiet, &shows).map(|_| Wish::Remote(true));
    }
    let side = pen.theme.t(250.0).min(column.width);
    let square = Rect::from_min_size(pos2(column.left, column.y), vec2(side, side));
    code_ui(ui, square, &entrance.remote, "QR code of the facilitator's remote");
    column.y = square.bottom() + 8.0;
    let pressed = column.buttons(
        ui,
        pen,
        Kind::Quiet,
        &[
            ("Hide it", "Hide the remote's code"),
            ("Copy its link", "Copy the remote's link"),
        ],
    );
    if pressed == Some(1) {
        ui.ctx().copy_text(entrance.remote_link.clone());
    }
    (pressed == Some(0)).then_some(Wish::Remote(false))
}

/// The session itself: where it is kept, and how to leave it.
fn leave_ui(ui: &mut Ui, column: &mut Column, rehearsal: &Rehearsal, pen: &Pen<'_>) -> Option<Asked> {
    say(ui, column, pen, "THIS SESSION");
    if let Some(path) = &rehearsal.entrance.kept_at {
        column.words(ui, pen, Role::Small, &format!("Every vote is kept as it comes: {path}"));
    }
    let pieces = [
        ("To the drills; it goes on", "To the drills while the session goes on"),
        ("Write its page", "Write the session's page"),
        ("Stop it here", "Stop the session here; it can be gone on with"),
    ];
    Some(match column.buttons(ui, pen, Kind::Quiet, &pieces)? {
        0 => Asked::Go(Go::Library),
        1 => Asked::Wish(Wish::SavePage),
        _ => Asked::Wish(Wish::Close),
    })
}
