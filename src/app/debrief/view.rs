//! The screen of the debrief.

use bevy_egui::egui::{Key, Rect, Ui, pos2, vec2};

use super::model::Debrief;
use super::{curve, rows, service};
use crate::app::drill::face_of;
use crate::app::screen::Command;
use crate::app::theme::{GAP, MARGIN, PAD, Role, Theme, Tone};
use crate::app::widgets::{Kind, Pen, button, button_size, card, portrait, scrolled, set, wrapped, write};
use crate::customer::Tier;
use crate::vocabulary::Vocabulary;

/// How much of a shadow is left room for.
const SHADOW: f32 = 16.0;

/// The tone of a tier.
pub const fn tone(tier: Tier) -> Tone {
    match tier {
        Tier::Champion | Tier::Loyal => Tone::Good,
        Tier::Passive => Tone::Warn,
        Tier::Detractor | Tier::Defector => Tone::Bad,
    }
}

/// The screen of the debrief.
pub fn debrief_ui(ui: &mut Ui, debrief: &Debrief, pen: &mut Pen<'_>) -> Option<Command> {
    let theme = pen.theme;
    let screen = ui.max_rect().shrink2(vec2(MARGIN, 26.0));
    let left_width = (screen.width() * 0.365).max(theme.t(500.0)).min(screen.width() * 0.5);
    let note = note_words(ui, &theme, screen.width());
    let foot = screen.bottom() - note.size().y;
    write(ui, pos2(screen.left() + 4.0, foot), &note);
    let bottom = foot - 12.0;

    let head_height = theme.t(186.0).max(186.0);
    let head = Rect::from_min_size(screen.min, vec2(left_width, head_height));
    headline_ui(ui, head, debrief, pen);
    let numbers = Rect::from_min_max(
        pos2(head.right() + GAP, head.top()),
        pos2(screen.right(), head.bottom()),
    );
    numbers_ui(ui, numbers, debrief, pen);

    let buttons = button_size(ui, &theme, Kind::Dark, "Retry").y;
    let left = Rect::from_min_max(
        pos2(screen.left(), head.bottom() + GAP),
        pos2(head.right(), bottom - buttons - GAP + 2.0),
    );
    let service_height = service::height(ui, left.width(), debrief, pen);
    // The card of seven steps as high as it needs, the curve what is left; both scroll where even that is too little.
    let curve_height = (left.height() - GAP - service_height).max(230.0);
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
    rows::rows_ui(ui, right, debrief, pen);
    let asked = buttons_ui(ui, pos2(screen.left(), bottom - buttons), pen);
    let escape = ui.input(|input| input.key_pressed(Key::Escape));
    asked.or(escape.then_some(Command::Library))
}

fn note_words(ui: &Ui, theme: &Theme, width: f32) -> crate::app::widgets::Words {
    let words = "Consistent with published patterns of customer response; not a prediction of your customers.";
    wrapped(ui, theme, Role::Small, theme.palette.soft, width, words)
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
    let over = set(
        ui,
        &theme,
        Role::Label,
        palette.soft,
        &format!("{} LEFT AS", debrief.name.to_uppercase()),
    );
    let ink = palette.tone(tone(debrief.tier)).strong;
    let tier = set(ui, &theme, Role::Tier, ink, debrief.tier.name());
    let meaning = wrapped(ui, &theme, Role::Body, palette.soft, width, &debrief.meaning);
    let height = over.size().y + 2.0 + tier.size().y + 6.0 + meaning.size().y;
    let mut y = rect.center().y - height / 2.0;
    for (words, gap) in [(over, 2.0), (tier, 6.0), (meaning, 0.0)] {
        y = write(ui, pos2(left, y), &words).bottom() + gap;
    }
}

/// Numbers of the outcome: what is known without the solver.
fn numbers_ui(ui: &mut Ui, rect: Rect, debrief: &Debrief, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    card(ui, theme, rect);
    let outcome = &debrief.outcome;
    let listeners = |thousandths: i32| format!("{}.{}", thousandths / 1000, thousandths % 1000 / 100);
    let good = outcome.net >= 0;
    let cells = [
        (
            "RELATIONSHIP",
            debrief.value.clone(),
            debrief.spent.clone(),
            if good { palette.good.strong } else { palette.bad.strong },
        ),
        (
            "SATISFACTION",
            outcome.sat.to_string(),
            "with the recovery, of 100".to_owned(),
            palette.ink,
        ),
        (
            "HEAR GOOD OF YOU",
            listeners(outcome.wom_good),
            "people, on average".to_owned(),
            palette.ink,
        ),
        (
            "HEAR BAD OF YOU",
            listeners(outcome.wom_bad),
            "people, on average".to_owned(),
            palette.ink,
        ),
    ];
    #[expect(clippy::cast_precision_loss, reason = "four cells")]
    let lane = (rect.width() - 2.0 * PAD) / cells.len() as f32;
    let columns = cells.map(|(over, number, below, ink)| {
        [
            (wrapped(ui, theme, Role::Label, palette.soft, lane - 12.0, over), 4.0),
            (set(ui, theme, Role::Number, ink, &number), 2.0),
            (wrapped(ui, theme, Role::Small, palette.soft, lane - 16.0, &below), 0.0),
        ]
    });
    // The rows stand level, as high as the highest of each.
    let heights = [0, 1, 2].map(|row| columns.iter().map(|column| column[row].0.size().y).fold(0.0, f32::max));
    let top = rect.center().y - f32::midpoint(heights.iter().sum::<f32>(), 6.0);
    let mut left = rect.left() + PAD + 4.0;
    for column in &columns {
        let mut y = top;
        for ((words, gap), height) in column.iter().zip(heights) {
            write(ui, pos2(left, y), words);
            y += height + gap;
        }
        left += lane;
    }
}

fn buttons_ui(ui: &mut Ui, at: bevy_egui::egui::Pos2, pen: &Pen<'_>) -> Option<Command> {
    let theme = &pen.theme;
    let mut x = at.x;
    let mut asked = None;
    for (words, kind, command) in [
        ("Retry", Kind::Dark, Command::Again),
        ("New customer", Kind::Quiet, Command::Another),
        ("All drills", Kind::Quiet, Command::Library),
    ] {
        let response = button(ui, theme, pos2(x, at.y), kind, words);
        if response.clicked() {
            asked = Some(command);
        }
        x = response.rect.right() + 12.0;
    }
    asked
}
