//! QR codes on the screen.

use bevy_egui::egui::{CornerRadius, Id, Mesh, Rect, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::theme::{CODE_DARK, CODE_LIGHT};

/// Light modules around a code, without which no camera finds it.
const QUIET: usize = 3;

/// A code in this square, dark on white whatever the theme. `name` is what a screen reader says.
pub fn code_ui(ui: &Ui, square: Rect, rows: &[String], name: &str) {
    if rows.is_empty() {
        return;
    }
    let response = ui.interact(square, Id::new(("code", name)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, name));
    ui.painter().rect_filled(square, CornerRadius::same(10), CODE_LIGHT);
    #[expect(clippy::cast_precision_loss, reason = "a few modules")]
    let unit = square.width() / (rows.len() + 2 * QUIET) as f32;
    let mut mesh = Mesh::default();
    for (y, row) in rows.iter().enumerate() {
        // Runs of dark modules are one piece: no hair between them.
        let bytes = row.as_bytes();
        let mut x = 0;
        while x < bytes.len() {
            let wide = bytes[x..].iter().take_while(|module| **module == b'1').count();
            if wide > 0 {
                #[expect(clippy::cast_precision_loss, reason = "a few modules")]
                let at = pos2((x + QUIET) as f32, (y + QUIET) as f32);
                #[expect(clippy::cast_precision_loss, reason = "a few modules")]
                let size = vec2(wide as f32 * unit, unit + 0.1);
                let place = Rect::from_min_size(square.min + at.to_vec2() * unit, size);
                mesh.add_colored_rect(place, CODE_DARK);
            }
            x += wide.max(1);
        }
    }
    ui.painter().add(bevy_egui::egui::Shape::mesh(mesh));
}
