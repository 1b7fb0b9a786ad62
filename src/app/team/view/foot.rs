//! The lower edge of the shared screen: what the facilitator can do, and how to come in.

use bevy_egui::egui::{CornerRadius, Rect, Ui, pos2, vec2};

use super::keys::Act;
use crate::app::team::wish::Wish;
use crate::app::theme::Role;
use crate::app::widgets::{Pen, label, press, ring_if_focused, set, spaced, write};

/// The lower edge inside this place, and where it begins; what was pressed.
pub fn foot_ui(ui: &mut Ui, rect: Rect, acts: &[Act], join: Option<[&str; 2]>, pen: &Pen<'_>) -> (f32, Option<Wish>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let code = join.map(|[words, code]| {
        spaced(
            ui,
            rect.width(),
            [
                (words, label(theme, Role::Small, palette.on_night_soft)),
                (code, label(theme, Role::Heading, palette.on_night)),
            ],
        )
    });
    let width = rect.width() - code.as_ref().map_or(0.0, |code| code.size().x + 30.0);
    // Laid out from the first on, in as many lines as they need.
    let lead = set(ui, theme, Role::Small, palette.on_night_soft, "Facilitator:");
    let made: Vec<_> = acts
        .iter()
        .map(|act| {
            let pieces = [
                (act.cap, label(theme, Role::SmallStrong, palette.on_night)),
                (" ", label(theme, Role::Small, palette.on_night_soft)),
                (act.words.as_str(), label(theme, Role::Small, palette.on_night_soft)),
            ];
            spaced(ui, width, pieces)
        })
        .collect();
    let (mut x, mut y) = (lead.size().x + 12.0, 0.0);
    let high = lead.size().y + 10.0;
    let mut places = Vec::new();
    for words in &made {
        if x + words.size().x > width && x > 0.0 {
            (x, y) = (0.0, y + high);
        }
        places.push(vec2(x, y));
        x += words.size().x + theme.t(24.0);
    }
    let height = (y + high).max(code.as_ref().map_or(0.0, |code| code.size().y));
    let top = rect.bottom() - height;
    write(ui, pos2(rect.left(), top + 5.0), &lead);
    let mut pressed = None;
    for ((act, words), place) in acts.iter().zip(&made).zip(&places) {
        let at = pos2(rect.left(), top + 5.0) + *place;
        let hit = Rect::from_min_size(at, words.size()).expand2(vec2(8.0, 5.0));
        let name = format!("{} ({})", act.words, act.cap);
        let response = press(ui, hit, ui.id().with(("foot", act.cap)), &name);
        if response.hovered() {
            ui.painter()
                .rect_filled(hit, CornerRadius::same(8), palette.night_track);
        }
        ui.painter().galley(at, words.clone(), palette.on_night);
        ring_if_focused(ui, theme, &response, CornerRadius::same(8));
        if response.clicked() {
            pressed = Some(act.wish.clone());
        }
    }
    if let Some(code) = code {
        write(
            ui,
            pos2(rect.right() - code.size().x, rect.bottom() - code.size().y),
            &code,
        );
    }
    (top, pressed)
}
