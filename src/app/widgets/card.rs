//! Surfaces: cards, plates, veils, and what scrolls.

use bevy_egui::egui::{Color32, CornerRadius, Rect, ScrollArea, Stroke, StrokeKind, Ui, UiBuilder};

use crate::app::theme::Theme;

/// A card: shadow, fill and a thin line.
pub fn card(ui: &Ui, theme: &Theme, rect: Rect) {
    plate(ui, theme, rect, theme.palette.card);
}

/// A card of this colour.
pub fn plate(ui: &Ui, theme: &Theme, rect: Rect, fill: Color32) {
    let palette = theme.palette;
    let radius = theme.radius();
    ui.painter().add(theme.shadow().as_shape(rect, radius));
    let line = Stroke::new(palette.line_width, palette.line);
    ui.painter().rect(rect, radius, fill, line, StrokeKind::Inside);
}

/// Dims what lies below.
pub fn veil(ui: &Ui, theme: &Theme, rect: Rect) {
    ui.painter().rect_filled(rect, CornerRadius::ZERO, theme.palette.veil);
}

/// Shows `content` inside `rect`, scrolled where it is higher. `content` is given the width and returns the height it
/// used with what it found.
pub fn scrolled<T>(ui: &mut Ui, rect: Rect, salt: &str, content: impl FnOnce(&mut Ui, Rect) -> (f32, T)) -> T {
    let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(salt));
    ScrollArea::vertical()
        .id_salt(salt)
        .auto_shrink([false, false])
        .show(&mut inside, |ui| {
            let room = Rect::from_min_size(ui.max_rect().min, rect.size());
            let (height, found) = content(ui, room);
            ui.allocate_rect(
                Rect::from_min_size(room.min, bevy_egui::egui::vec2(rect.width() - 1.0, height)),
                bevy_egui::egui::Sense::hover(),
            );
            found
        })
        .inner
}
