//! Fields of a column that grow with what is typed.

use bevy_egui::egui::{
    CornerRadius, Frame, Id, Margin, Rect, RichText, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, pos2, vec2,
};

use super::{Column, Pen, follow_focus, ring_if_focused};
use crate::app::theme::{RADIUS_SMALL, Role};

/// What somebody is typing, or what stands in the text.
fn kept(ui: &Ui, id: Id, value: &str) -> String {
    if ui.memory(|memory| memory.has_focus(id)) {
        ui.data(|data| data.get_temp::<String>(id))
            .unwrap_or_else(|| value.to_owned())
    } else {
        value.to_owned()
    }
}

/// A field of a column, of one line or as many as are typed: what stands in it, whether that has changed, and whether Enter or leaving
/// ended it.
pub fn entry(
    ui: &mut Ui,
    column: &mut Column,
    id: Id,
    value: &str,
    hint: &str,
    lines: usize,
    pen: &Pen<'_>,
) -> (String, bool, bool) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let mut text = kept(ui, id, value);
    let row = theme.line_height(Role::Small);
    let inner_width = column.width - 24.0;
    let font = theme.font(Role::Small);
    let edit = if lines > 1 {
        TextEdit::multiline(&mut text).desired_rows(1)
    } else {
        TextEdit::singleline(&mut text)
    };
    let known = ui.data(|data| data.get_temp::<f32>(id.with("height"))).unwrap_or(row);
    let height = if lines > 1 { known.max(row) } else { row };
    let rect = Rect::from_min_size(pos2(column.left, column.y), vec2(column.width, height + theme.t(15.0)));
    let radius = CornerRadius::same(RADIUS_SMALL);
    let line = Stroke::new(palette.line_width, palette.line);
    ui.painter()
        .rect(rect, radius, palette.card_lit, line, StrokeKind::Inside);
    let inner = Rect::from_center_size(rect.center(), vec2(inner_width, height));
    let mut child = ui.new_child(UiBuilder::new().max_rect(inner).id_salt(id));
    let output = edit
        .id(id)
        .font(font.clone())
        .text_color(palette.ink)
        .hint_text(RichText::new(hint).font(font))
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .desired_width(inner_width)
        .show(&mut child);
    let response = output.response.response;
    if lines > 1 {
        let wanted = output.galley.size().y.max(row);
        if (wanted - known).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(id.with("height"), wanted));
            ui.ctx().request_discard("the height of a field");
        }
    }
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(hint));
    follow_focus(ui, &response);
    ring_if_focused(ui, theme, &response.clone().with_new_rect(rect), radius);
    ui.data_mut(|data| data.insert_temp(id, text.clone()));
    column.y = rect.bottom() + 4.0;
    (text, response.changed(), response.lost_focus())
}
