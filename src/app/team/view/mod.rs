//! The screens of a team session: what is prepared before it, the shared screen, the facilitator's controls beside it.

mod aside;
mod code;
mod debrief;
mod foot;
mod keys;
mod lobby;
mod pieces;
mod plan;
mod room;
mod start;
mod stills;

use bevy_egui::egui::{Rect, Ui, pos2, vec2};

use super::rehearsal::Rehearsal;
use super::seen::Seen;
use super::wish::{Page, Wish};
use crate::app::screen::Command;
use crate::app::shelf::Shelf;
use crate::app::stage;
use crate::app::theme::{MARGIN, Role};
use crate::app::widgets::{Pen, note_on, veil, wrapped, write};

/// What a screen asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    Wish(Wish),
    Go(Command),
}

/// The screen of a team session. `name` is that of whoever sits at the machine.
pub fn team_ui(ui: &mut Ui, rehearsal: &Rehearsal, shelf: &Shelf, name: &str, pen: &mut Pen<'_>) -> Option<Asked> {
    match &rehearsal.seen {
        Some(seen) => shared_ui(ui, rehearsal, seen, pen),
        None => start::start_ui(ui, rehearsal, shelf, name, pen),
    }
}

/// The share of the width that the customer has.
fn stage_share(pen: &Pen<'_>) -> f32 {
    // Whoever wants larger letters wants room for them.
    (0.375 / pen.theme.text_scale.max(1.0).sqrt()).max(0.24)
}

/// The shared screen.
fn shared_ui(ui: &mut Ui, rehearsal: &Rehearsal, seen: &Seen, pen: &mut Pen<'_>) -> Option<Asked> {
    let screen = ui.max_rect();
    let keyed = keys::keyed(ui, rehearsal, seen).map(Asked::Wish);
    let palette = pen.theme.palette;
    ui.painter()
        .rect_filled(screen, bevy_egui::egui::CornerRadius::ZERO, palette.night);
    let stage = Rect::from_min_size(screen.min, vec2(screen.width() * stage_share(pen), screen.height()));
    stage_ui(ui, stage, rehearsal, seen, pen);

    let room = Rect::from_min_max(
        pos2(stage.right() + 26.0, screen.top() + 30.0),
        pos2(screen.right() - MARGIN, screen.bottom() - 22.0),
    );
    let acts = keys::acts(rehearsal, seen);
    let code = rehearsal.entrance.way.code.as_str();
    let come = if seen.room.door_open {
        "Join: "
    } else {
        "Join, and wait to be let in: "
    };
    let is_shown = rehearsal.with_phones && !matches!(seen.room.phase, "Lobby" | "Debrief" | "Over");
    let (top, pressed) = foot::foot_ui(ui, room, &acts, is_shown.then_some([come, code]), pen);
    let mut asked = pressed.map(Asked::Wish);
    let mut page = Rect::from_min_max(room.min, pos2(room.right(), top - 14.0));
    let said = rehearsal.said.as_deref().or(seen.trouble.as_deref());
    if let Some(said) = said {
        page.min.y = note_on(ui, &pen.theme, page, page.top(), said, palette.on_night);
    }
    if seen.room.paused {
        let words = wrapped(ui, &pen.theme, Role::Hero, palette.on_night, page.width(), "Paused");
        page.min.y = write(ui, page.min, &words).bottom() + 14.0;
    }
    let wish = match seen.room.phase {
        "Lobby" => {
            lobby::lobby_ui(ui, page, rehearsal, seen, pen);
            None
        }
        "Debrief" => debrief_ui(ui, page, rehearsal, seen, pen),
        "Over" => stills::over_ui(ui, page, rehearsal, pen),
        _ => {
            let all = room::pieces(rehearsal, seen);
            let pressed = pieces::pieces_ui(ui, page, &all, pen);
            pressed.and_then(|pressed| hand(rehearsal, seen, pressed))
        }
    };
    asked = wish.map(Asked::Wish).or(asked);
    if rehearsal.is_aside {
        veil(
            ui,
            &pen.theme,
            Rect::from_min_max(screen.min, pos2(screen.right(), screen.bottom())),
        );
        asked = aside::aside_ui(ui, screen, rehearsal, seen, pen).or(asked);
    }
    keyed.or(asked)
}

/// The wish behind a pressed step: the place among the open moves.
fn hand(rehearsal: &Rehearsal, seen: &Seen, pressed: pieces::Pressed) -> Option<Wish> {
    let open = seen.room.moves.iter().take(pressed.at).filter(|mv| mv.open).count();
    rehearsal.hands.1.get(open).map(|_| Wish::hand(open, pressed.more))
}

/// The customer, as large as the left of the screen.
fn stage_ui(ui: &Ui, rect: Rect, rehearsal: &Rehearsal, seen: &Seen, pen: &mut Pen<'_>) {
    let face = rehearsal.actor.face();
    let clock = rehearsal.actor.clock_seconds;
    stage::close_up(ui, rect, &seen.scenario, face, clock, pen);
}

fn debrief_ui(ui: &mut Ui, rect: Rect, rehearsal: &Rehearsal, seen: &Seen, pen: &mut Pen<'_>) -> Option<Wish> {
    let (bottom, turned) = stills::tabs_ui(ui, rect, rehearsal.page, pen);
    let page = Rect::from_min_max(pos2(rect.left(), bottom + 16.0), rect.max);
    let wish = match rehearsal.page {
        Page::Plan => {
            // It is read from afar, too.
            let usual = pen.theme.text_scale;
            pen.theme.text_scale = (usual * 1.2).min(2.0);
            let wish = plan::plan_ui(ui, page, rehearsal, pen);
            pen.theme.text_scale = usual;
            wish
        }
        Page::Notes => stills::notes_ui(ui, page, seen, pen),
        other => {
            pieces::pieces_ui(ui, page, &debrief::pieces(seen, other), pen);
            None
        }
    };
    turned.or(wish)
}
