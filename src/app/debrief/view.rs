//! The screen of the debrief.

use bevy_egui::egui::{Key, Modifiers, Pos2, Rect, Ui, pos2, vec2};

use super::model::{Debrief, Grades};
use super::{curve, numbers, rows, service};
use crate::app::drill::face_of;
use crate::app::screen::Command;
use crate::app::theme::{GAP, MARGIN, PAD, Role, Tone};
use crate::app::widgets::{Kind, Pen, Words, button, button_size, card, portrait, scrolled, set, wrapped, write};
use crate::customer::Tier;
use crate::vocabulary::Vocabulary;

/// How much of a shadow is left room for.
const SHADOW: f32 = 16.0;

/// The tone of a tier.
pub const fn tier_tone(tier: Tier) -> Tone {
    match tier {
        Tier::Champion | Tier::Loyal => Tone::Good,
        Tier::Passive => Tone::Warn,
        Tier::Detractor | Tier::Defector => Tone::Bad,
    }
}

/// The screen of the debrief.
pub fn debrief_ui(ui: &mut Ui, debrief: &Debrief, pen: &mut Pen<'_>) -> Option<Command> {
    let theme = pen.theme;
    let keyed = keys(ui);
    let screen = ui.max_rect().shrink2(vec2(MARGIN, 24.0));
    let left_width = (screen.width() * 0.365).max(theme.t(470.0)).min(screen.width() * 0.47);
    let foot = Foot::of(ui, screen, debrief, pen);
    let bottom = foot.top - GAP + 2.0;

    let numbers_width = screen.width() - left_width - GAP;
    let head_height = numbers::height(ui, numbers_width, debrief, pen).max(theme.t(176.0));
    let head = Rect::from_min_size(screen.min, vec2(left_width, head_height));
    headline_ui(ui, head, debrief, pen);
    let numbers = Rect::from_min_max(
        pos2(head.right() + GAP, head.top()),
        pos2(screen.right(), head.bottom()),
    );
    numbers::numbers_ui(ui, numbers, debrief, pen);

    let left = Rect::from_min_max(pos2(screen.left(), head.bottom() + GAP), pos2(head.right(), bottom));
    let service_height = service::height(ui, left.width(), debrief, pen);
    // The card of seven steps as high as it needs, the curve what is left; both scroll where even that is too little.
    let curve_height = (left.height() - GAP - service_height).max(theme.t(120.0) + 120.0);
    let all = curve_height + GAP + service_height;
    // Room for shadows at the sides and below.
    let room = Rect::from_min_max(left.min - vec2(SHADOW, 2.0), left.max + vec2(SHADOW, GAP - 6.0));
    scrolled(ui, room, "left", theme.palette.paper, |ui, area| {
        let area = area.shrink2(vec2(SHADOW, 0.0)).translate(vec2(0.0, 2.0));
        let rect = Rect::from_min_size(area.min, vec2(left.width(), curve_height));
        curve::curve_ui(ui, rect, debrief, pen);
        let rect = Rect::from_min_size(
            pos2(area.left(), rect.bottom() + GAP),
            vec2(left.width(), service_height),
        );
        service::service_ui(ui, rect, debrief, pen);
        (all + GAP - 6.0, ())
    });
    let right = Rect::from_min_max(
        pos2(numbers.left(), numbers.bottom() + GAP),
        pos2(screen.right(), bottom),
    );
    let of_row = rows::rows_ui(ui, right, debrief, pen);
    let asked = foot.show(ui, pen);
    keyed.or(of_row).or(asked)
}

const NOTE: &str = "Consistent with published patterns of customer response; not a prediction of your customers.";

fn keys(ui: &Ui) -> Option<Command> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Escape) {
        Some(Command::Library)
    } else {
        pressed(Key::B).then_some(Command::BestLine(None))
    }
}

/// How the customer left.
fn headline_ui(ui: &mut Ui, rect: Rect, debrief: &Debrief, pen: &mut Pen<'_>) {
    let theme = pen.theme;
    let palette = theme.palette;
    card(ui, &theme, rect);
    let side = (rect.height() - 24.0).min(rect.width() * 0.34);
    let picture = Rect::from_min_size(pos2(rect.left() + 20.0, rect.bottom() - side - 2.0), vec2(side, side));
    let name = format!("debrief {} {:?}", debrief.name, debrief.last);
    portrait(ui, pen.sketches, &name, &debrief.look, face_of(debrief.last), picture);
    let left = picture.right() + 22.0;
    let width = rect.right() - PAD - left;
    let left_as = format!("{} LEFT AS", debrief.name.to_uppercase());
    let over = debrief.retried_from.map_or_else(
        || left_as.clone(),
        |number| format!("RETRY FROM MOVE {number}: {left_as}"),
    );
    let over = wrapped(ui, &theme, Role::Label, palette.soft, width, &over);
    let ink = palette.tone(tier_tone(debrief.tier)).strong;
    let tier = set(ui, &theme, Role::Tier, ink, debrief.tier.name());
    let meaning = wrapped(ui, &theme, Role::Body, palette.soft, width, &debrief.meaning);
    let height = over.size().y + 2.0 + tier.size().y + 6.0 + meaning.size().y;
    let mut y = rect.center().y - height / 2.0;
    for (words, gap) in [(over, 2.0), (tier, 6.0), (meaning, 0.0)] {
        y = write(ui, pos2(left, y), &words).bottom() + gap;
    }
}

/// What can be done next, in a line.
struct Deed {
    words: String,
    kind: Kind,
    command: Command,
}

fn deeds(debrief: &Debrief) -> Vec<Deed> {
    let deed = |words: &str, kind, command| Deed {
        words: words.to_owned(),
        kind,
        command,
    };
    let costliest = match &debrief.grades {
        Grades::Here(totals) => totals.costliest,
        Grades::Waiting | Grades::None(_) => None,
    };
    let mut all = Vec::new();
    match costliest {
        Some(step) => {
            let words = format!("Retry from move {}", step + 1);
            all.push(deed(&words, Kind::Dark, Command::RetryFrom(step)));
            all.push(deed("Play again", Kind::Quiet, Command::Again));
        }
        None => all.push(deed("Play again", Kind::Dark, Command::Again)),
    }
    all.insert(1, deed("Show the best line (B)", Kind::Quiet, Command::BestLine(None)));
    all.push(deed("New customer", Kind::Quiet, Command::Another));
    all.push(deed("All drills", Kind::Quiet, Command::Library));
    all
}

/// Between buttons.
const BETWEEN: f32 = 10.0;

/// The buttons and the note beside them, or below them where there is no room.
struct Foot {
    deeds: Vec<Deed>,
    corners: Vec<Pos2>,
    note: Words,
    note_at: Pos2,
    top: f32,
}

impl Foot {
    fn of(ui: &Ui, screen: Rect, debrief: &Debrief, pen: &Pen<'_>) -> Self {
        let theme = &pen.theme;
        let deeds = deeds(debrief);
        let mut at = pos2(0.0, 0.0);
        let mut row = 0.0_f32;
        let mut corners = Vec::new();
        for deed in &deeds {
            let size = button_size(ui, theme, deed.kind, &deed.words);
            if at.x > 0.0 && at.x + size.x > screen.width() {
                at = pos2(0.0, at.y + row + BETWEEN);
            }
            corners.push(at);
            at.x += size.x + BETWEEN;
            row = row.max(size.y);
        }
        let beside = screen.width() - at.x - 12.0;
        let is_beside = beside > theme.t(300.0);
        let note = wrapped(
            ui,
            theme,
            Role::Small,
            theme.palette.soft,
            if is_beside { beside } else { screen.width() },
            NOTE,
        );
        let (note_at, height) = if is_beside {
            let x = screen.width() - note.size().x;
            (
                pos2(x, at.y + (row - note.size().y) / 2.0),
                (at.y + row).max(note.size().y),
            )
        } else {
            (pos2(4.0, at.y + row + 6.0), at.y + row + 6.0 + note.size().y)
        };
        let top = screen.bottom() - height;
        let placed = |at: Pos2| pos2(screen.left() + at.x, top + at.y);
        Self {
            deeds,
            corners: corners.into_iter().map(placed).collect(),
            note,
            note_at: placed(note_at),
            top,
        }
    }

    fn show(&self, ui: &mut Ui, pen: &Pen<'_>) -> Option<Command> {
        let mut asked = None;
        for (deed, corner) in self.deeds.iter().zip(&self.corners) {
            if button(ui, &pen.theme, *corner, deed.kind, &deed.words).clicked() {
                asked = Some(deed.command);
            }
        }
        write(ui, self.note_at, &self.note);
        asked
    }
}
