//! Surfaces: cards, plates, veils, and what scrolls.

use bevy_egui::egui::{
    Color32, Context, CornerRadius, Id, Key, Mesh, Rect, ScrollArea, Sense, Shape, Stroke, StrokeKind, Ui, UiBuilder,
    pos2, vec2,
};

use crate::app::theme::Theme;

/// A card: shadow, fill and a thin line.
pub fn card(ui: &Ui, theme: &Theme, rect: Rect) {
    plate(ui, theme, rect, theme.palette.card);
}

/// A card of this colour.
pub fn plate(ui: &Ui, theme: &Theme, rect: Rect, fill: Color32) {
    let palette = theme.palette;
    let radius = Theme::radius();
    ui.painter().add(theme.shadow().as_shape(rect, radius));
    let line = Stroke::new(palette.line_width, palette.line);
    ui.painter().rect(rect, radius, fill, line, StrokeKind::Inside);
}

/// Dims what lies below.
pub fn veil(ui: &Ui, theme: &Theme, rect: Rect) {
    ui.painter().rect_filled(rect, CornerRadius::ZERO, theme.palette.veil);
}

/// What scrolls in a picture: for those who look whether everything can be seen.
#[derive(Clone, Default)]
struct Scrolled {
    pass: u64,
    areas: Vec<Rect>,
    /// Those that move in every direction.
    maps: Vec<Rect>,
}

/// Notes that what is cut off at this rectangle can be scrolled to.
pub fn note_scrolled(ui: &Ui, rect: Rect) {
    note(ui, |scrolled| scrolled.areas.push(rect));
}

/// Notes that what stands in this rectangle can be moved in every direction.
pub fn note_moved(ui: &Ui, rect: Rect) {
    note(ui, |scrolled| scrolled.maps.push(rect));
}

fn note(ui: &Ui, put: impl FnOnce(&mut Scrolled)) {
    let pass = ui.ctx().cumulative_pass_nr();
    ui.data_mut(|data| {
        let scrolled: &mut Scrolled = data.get_temp_mut_or_default(Id::NULL);
        if scrolled.pass != pass {
            *scrolled = Scrolled {
                pass,
                ..Scrolled::default()
            };
        }
        put(scrolled);
    });
}

/// The rectangles in which the last picture scrolls, and those in which it can be moved in every direction.
#[must_use]
pub fn scrolled_areas(context: &Context) -> (Vec<Rect>, Vec<Rect>) {
    let scrolled: Option<Scrolled> = context.data(|data| data.get_temp(Id::NULL));
    let scrolled = scrolled.unwrap_or_default();
    (scrolled.areas, scrolled.maps)
}

/// How far from the edge of what scrolls its content fades.
pub const FADE: f32 = 34.0;

/// Shows `content` inside `rect`, scrolled where it is higher; it fades into `ground` where more of it follows, and
/// the page keys turn it. `content`
/// is given the width and returns the height it used with what it found.
pub fn scrolled<T>(
    ui: &mut Ui,
    rect: Rect,
    salt: &str,
    ground: Color32,
    content: impl FnOnce(&mut Ui, Rect) -> (f32, T),
) -> T {
    note_scrolled(ui, rect);
    let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(salt));
    let shown = ScrollArea::vertical()
        .id_salt(salt)
        .auto_shrink([false, false])
        .show(&mut inside, |ui| {
            let room = Rect::from_min_size(ui.max_rect().min, rect.size());
            let pages =
                ui.input(|input| i8::from(input.key_pressed(Key::PageUp)) - i8::from(input.key_pressed(Key::PageDown)));
            if pages != 0 {
                ui.scroll_with_delta(vec2(0.0, f32::from(pages) * 0.8 * rect.height()));
            }
            let (height, found) = content(ui, room);
            ui.allocate_rect(
                Rect::from_min_size(room.min, vec2(rect.width() - 1.0, height)),
                Sense::hover(),
            );
            found
        });
    let hidden = shown.content_size.y - shown.state.offset.y - rect.height();
    if hidden > 2.0 {
        let top = rect.bottom() - FADE.min(hidden);
        fade(ui, Rect::from_min_max(pos2(rect.left(), top), rect.max), ground);
    }
    shown.inner
}

/// From nothing above to a colour below.
fn fade(ui: &Ui, rect: Rect, ground: Color32) {
    let mut mesh = Mesh::default();
    for (at, colour) in [
        (rect.left_top(), Color32::TRANSPARENT),
        (rect.right_top(), Color32::TRANSPARENT),
        (rect.left_bottom(), ground),
        (rect.right_bottom(), ground),
    ] {
        mesh.colored_vertex(at, colour);
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(2, 1, 3);
    ui.painter().add(Shape::mesh(mesh));
}
