//! The lobby on the shared screen: what it is about, and how to come in.

use bevy_egui::egui::{Rect, Ui, pos2, vec2};

use super::code::code_ui;
use super::pieces::{Piece, pieces_ui};
use crate::app::team::rehearsal::Rehearsal;
use crate::app::team::seen::Seen;
use crate::app::theme::Role;
use crate::app::widgets::{Pen, wrapped, write};

/// The lobby in this place.
pub fn lobby_ui(ui: &mut Ui, rect: Rect, rehearsal: &Rehearsal, seen: &Seen, pen: &Pen<'_>) {
    let room = &seen.room;
    let mut about = vec![Piece::Title(room.title.clone()), Piece::Words(room.place.clone())];
    about.push(Piece::Talk(String::new(), room.trouble.clone()));
    if !rehearsal.with_phones {
        about.push(Piece::Head(
            "No phones:".to_owned(),
            "each of you decides alone, and all show it at the same moment: so many fingers as the move's number."
                .to_owned(),
        ));
        pieces_ui(ui, rect, &about, pen);
        return;
    }
    // As large as there is room for: a camera in the last row must find it.
    let side = (rect.height() * 0.44).min(rect.width() * 0.42);
    let split = rect.bottom() - side - 22.0;
    pieces_ui(ui, Rect::from_min_max(rect.min, pos2(rect.right(), split)), &about, pen);
    let square = Rect::from_min_size(pos2(rect.left(), rect.bottom() - side), vec2(side, side));
    let way = &rehearsal.entrance.way;
    let name = format!("QR code of {}", way.addresses.first().map_or("", String::as_str));
    code_ui(ui, square, &way.qr, &name);
    let theme = &pen.theme;
    let palette = theme.palette;
    let left = square.right() + 28.0;
    let width = rect.right() - left;
    let mut y = square.top();
    let mut line = |ui: &mut Ui, role: Role, ink, words: &str, after: f32| {
        let words = wrapped(ui, theme, role, ink, width, words);
        y = write(ui, pos2(left, y), &words).bottom() + after;
    };
    line(
        ui,
        Role::Body,
        palette.on_night_soft,
        "Scan it with your phone, or open",
        2.0,
    );
    for address in &way.addresses {
        let address = address.trim_start_matches("http://").trim_end_matches('/');
        line(ui, Role::Heading, palette.on_night, address, 2.0);
    }
    line(ui, Role::Body, palette.on_night_soft, "and type", 0.0);
    line(ui, Role::Tier, palette.on_night, &way.code, 10.0);
    let present = match room.present {
        0 => "Nobody is in yet.".to_owned(),
        1 => "1 person is in.".to_owned(),
        people => format!("{people} people are in."),
    };
    line(ui, Role::BodyStrong, palette.on_night, &present, 4.0);
    let asking = seen.facilitator.asking;
    if asking > 0 {
        let words = format!("{asking} at the door: the facilitator lets you in (F).");
        line(ui, Role::Small, palette.on_night_soft, &words, 0.0);
    }
}
