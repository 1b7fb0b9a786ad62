//! A line that can be typed into.

use bevy_egui::egui::{
    CornerRadius, Frame, Id, Key, Margin, Rect, RichText, Stroke, StrokeKind, TextEdit, Ui, pos2, vec2,
};

use super::{Kind, button_size, follow_focus, named_button, ring_if_focused};
use crate::app::theme::{RADIUS_SMALL, Role, Theme};

/// What became of a field in this pass.
pub struct Typed {
    pub text: String,
    pub changed: bool,
    /// Whether Enter ended it.
    pub entered: bool,
}

/// A field in this place. What is typed is kept under its id until [`set_field`] changes it; `start` stands there at first.
pub fn field(ui: &mut Ui, theme: &Theme, rect: Rect, id: Id, name: &str, hint: &str, start: &str) -> Typed {
    let palette = theme.palette;
    let radius = CornerRadius::same(RADIUS_SMALL);
    let line = Stroke::new(palette.line_width, palette.line);
    ui.painter()
        .rect(rect, radius, palette.card_lit, line, StrokeKind::Inside);
    let mut text = ui
        .data_mut(|data| data.get_temp::<String>(id))
        .unwrap_or_else(|| start.to_owned());
    let edit = TextEdit::singleline(&mut text)
        .id(id)
        .font(theme.font(Role::Body))
        .text_color(palette.ink)
        .hint_text(RichText::new(hint).font(theme.font(Role::Body)))
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .desired_width(rect.width() - 28.0);
    let height = theme.line_height(Role::Body);
    let inner = Rect::from_center_size(rect.center(), vec2(rect.width() - 28.0, height));
    let response = ui.put(inner, edit);
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(name));
    follow_focus(ui, &response);
    ring_if_focused(ui, theme, &response.clone().with_new_rect(rect), radius);
    ui.data_mut(|data| data.insert_temp(id, text.clone()));
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if entered {
        response.request_focus();
    }
    Typed {
        text,
        changed: response.changed(),
        entered,
    }
}

/// A field with a button at its right, from here on downwards; what was typed, once it is wanted. The field is empty then.
pub fn asking_field(
    ui: &mut Ui,
    theme: &Theme,
    place: Rect,
    id: Id,
    [name, hint]: [&str; 2],
    kind: Kind,
    [words, meaning]: [&str; 2],
) -> Option<String> {
    let size = button_size(ui, theme, kind, words);
    let rect = Rect::from_min_size(place.min, vec2(place.width() - size.x - 10.0, place.height()));
    let typed = field(ui, theme, rect, id, name, hint, "");
    let at = pos2(rect.right() + 10.0, rect.center().y - size.y / 2.0);
    let is_pressed = named_button(ui, theme, at, kind, words, meaning).clicked();
    let wanted = typed.text.trim();
    if !(is_pressed || typed.entered) || wanted.is_empty() {
        return None;
    }
    set_field(ui, id, "");
    Some(wanted.to_owned())
}

/// How high such a field is.
#[must_use]
pub fn asking_height(ui: &Ui, theme: &Theme, kind: Kind, words: &str) -> f32 {
    theme.t(46.0).max(button_size(ui, theme, kind, words).y)
}

/// Puts a text into a field.
pub fn set_field(ui: &Ui, id: Id, text: &str) {
    ui.data_mut(|data| data.insert_temp(id, text.to_owned()));
}
