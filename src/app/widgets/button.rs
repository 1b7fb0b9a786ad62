//! What can be pressed: buttons, key caps, and the ring that shows where the keyboard is.

use bevy_egui::egui::{
    Align2, CornerRadius, CursorIcon, Id, Key, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
    WidgetType, vec2,
};

use super::text;
use crate::app::theme::{RADIUS_SMALL, Role, Theme};

/// What a button looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Leads on: one a screen.
    Action,
    /// Strong, beside the first.
    Dark,
    /// All others.
    Quiet,
    /// One of many, in a list.
    Small,
}

/// How large a button is.
#[must_use]
pub fn button_size(ui: &Ui, theme: &Theme, kind: Kind, words: &str) -> Vec2 {
    let (role, padding) = dress(theme, kind);
    text::set(ui, theme, role, theme.palette.ink, words).size() + padding * 2.0
}

fn dress(theme: &Theme, kind: Kind) -> (Role, Vec2) {
    match kind {
        Kind::Action => (Role::Action, vec2(theme.t(30.0), theme.t(16.0))),
        Kind::Small => (Role::Chip, vec2(theme.t(11.0), theme.t(6.0))),
        Kind::Dark | Kind::Quiet => (Role::Button, vec2(theme.t(20.0), theme.t(12.0))),
    }
}

/// A button with its left top corner here.
pub fn button(ui: &mut Ui, theme: &Theme, at: Pos2, kind: Kind, words: &str) -> Response {
    named_button(ui, theme, at, kind, words, words)
}

/// A button that says more to a screen reader than it shows; its name is its own on the screen.
pub fn named_button(ui: &mut Ui, theme: &Theme, at: Pos2, kind: Kind, words: &str, name: &str) -> Response {
    let palette = theme.palette;
    let rect = Rect::from_min_size(at, button_size(ui, theme, kind, words));
    let response = press(ui, rect, ui.id().with(("button", name)), name);
    let lit = response.hovered() || response.is_pointer_button_down_on();
    let (fill, ink) = match kind {
        Kind::Action if lit => (palette.action_lit, palette.on_action),
        Kind::Action => (palette.action, palette.on_action),
        Kind::Dark => (palette.night, palette.on_night),
        Kind::Quiet | Kind::Small if lit => (palette.card_lit, palette.ink),
        Kind::Quiet | Kind::Small => (palette.card, palette.ink),
    };
    let radius = CornerRadius::same(if kind == Kind::Action { 14 } else { RADIUS_SMALL });
    let line = match kind {
        Kind::Quiet | Kind::Dark | Kind::Small => Stroke::new(palette.line_width, palette.line),
        Kind::Action => Stroke::NONE,
    };
    ui.painter().rect(rect, radius, fill, line, StrokeKind::Inside);
    let words = text::set(ui, theme, dress(theme, kind).0, ink, words);
    let corner = Align2::CENTER_CENTER.align_size_within_rect(words.size(), rect).min;
    ui.painter().galley(corner, words, ink);
    ring_if_focused(ui, theme, &response, radius);
    response
}

/// Makes a place pressable: by mouse, by Enter while the keyboard is on it, and by a screen reader under this name. A
/// place that gets the keyboard is scrolled into view.
pub fn press(ui: &mut Ui, rect: Rect, id: Id, name: &str) -> Response {
    let response = ui
        .interact(rect, id, Sense::click())
        .on_hover_cursor(CursorIcon::PointingHand);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, name));
    follow_focus(ui, &response);
    response
}

/// Scrolls what the keyboard has just come to into view. egui's own `gained_focus` is silent where an arrow key moved it.
pub fn follow_focus(ui: &Ui, response: &Response) {
    if !response.has_focus() {
        return;
    }
    let followed = Id::new("where the keyboard was followed to");
    let is_new = ui.data_mut(|data| {
        let last = data.get_temp_mut_or_insert_with(followed, || Id::NULL);
        std::mem::replace(last, response.id) != response.id
    });
    if is_new {
        ui.scroll_to_rect(response.rect.expand(12.0), None);
        ui.ctx().request_repaint();
    }
}

/// Shows where the keyboard is.
pub fn ring_if_focused(ui: &Ui, theme: &Theme, response: &Response, radius: CornerRadius) {
    if response.has_focus() {
        let ring = Stroke::new(3.5, theme.palette.focus);
        ui.painter()
            .rect_stroke(response.rect.expand(1.0), radius, ring, StrokeKind::Outside);
    }
}

/// Puts the keyboard on this where it is nowhere, on entering a screen or when somebody looks for it.
pub fn focus_first(ui: &Ui, response: &Response, entered: bool) {
    // An arrow key would move on from what is focused in the same pass: so what it looked for gets the keyboard one later.
    let wanted = Id::new("the first place of the keyboard");
    if ui.data_mut(|data| data.remove_temp::<bool>(wanted)).is_some() {
        response.request_focus();
        return;
    }
    // Where Tab has just left this very place, the keyboard is on its way to the next one.
    let nowhere = ui.memory(|memory| memory.focused().is_none() && !memory.had_focus_last_frame(response.id));
    let asked = ui.input(|input| {
        [Key::ArrowDown, Key::ArrowUp, Key::ArrowLeft, Key::ArrowRight, Key::Tab]
            .iter()
            .any(|key| input.key_pressed(*key))
    });
    if entered {
        response.request_focus();
    } else if nowhere && asked {
        ui.data_mut(|data| data.insert_temp(wanted, true));
        ui.ctx().request_repaint();
    }
}

/// A key cap with its left top corner here; where it stands.
pub fn key_cap(ui: &Ui, theme: &Theme, at: Pos2, key: &str, enabled: bool) -> Rect {
    let palette = theme.palette;
    let (fill, ink) = if enabled {
        (palette.night, palette.on_night)
    } else {
        (palette.plain.fill, palette.plain.ink)
    };
    let words = text::set(ui, theme, Role::Key, ink, key);
    let side = theme.t(34.0);
    let rect = Rect::from_min_size(at, vec2(side.max(words.size().x + theme.t(16.0)), side));
    let line = Stroke::new(palette.line_width, palette.line);
    ui.painter()
        .rect(rect, CornerRadius::same(10), fill, line, StrokeKind::Inside);
    let corner = Align2::CENTER_CENTER.align_size_within_rect(words.size(), rect).min;
    ui.painter().galley(corner, words, ink);
    rect
}
