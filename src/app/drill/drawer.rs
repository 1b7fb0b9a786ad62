//! The drawer with everything that was said so far.

use bevy_egui::egui::{Rect, Ui, pos2, vec2};

use super::play::Play;
use crate::app::screen::Command;
use crate::app::theme::{PAD, Role};
use crate::app::widgets::{Kind, Pen, button, button_size, card, focus_first, scrolled, set, wrapped, write};
use crate::drill::Speaker;

/// The transcript on the right.
pub fn drawer_ui(ui: &mut Ui, screen: Rect, play: &Play, pen: &Pen<'_>) -> Option<Command> {
    let theme = &pen.theme;
    let palette = theme.palette;
    let width = theme.t(640.0).min(screen.width() - 60.0);
    let rect = Rect::from_min_max(
        screen.max - vec2(width + 20.0, screen.height() - 20.0),
        screen.max - vec2(20.0, 20.0),
    );
    card(ui, theme, rect);
    let title = set(ui, theme, Role::Heading, palette.ink, "What was said");
    let close = button_size(ui, theme, Kind::Quiet, "Close (T)");
    let head = rect.top() + PAD;
    write(
        ui,
        pos2(rect.left() + PAD, head + (close.y - title.size().y) / 2.0),
        &title,
    );
    let response = button(
        ui,
        theme,
        pos2(rect.right() - PAD - close.x, head),
        Kind::Quiet,
        "Close (T)",
    );
    focus_first(ui, &response, false);
    let body = Rect::from_min_max(pos2(rect.left(), head + close.y + 10.0), rect.max - vec2(4.0, 12.0));
    let told = play.told();
    let name = play.drill().scenario.customer.first_name().to_uppercase();
    scrolled(ui, body, "transcript", palette.card, |ui, area| {
        let inner = area.shrink2(vec2(PAD, 0.0));
        let mut y = area.top() + 6.0;
        for said in &told {
            let (who, role, ink) = match said.speaker {
                Speaker::Customer => (name.as_str(), Role::Body, palette.ink),
                Speaker::Trainee | Speaker::Step => ("YOU", Role::BodyStrong, palette.good.strong),
                Speaker::Scene => ("SCENE", Role::Small, palette.soft),
                Speaker::Note => ("NOTE", Role::Small, palette.soft),
            };
            let over = set(ui, theme, Role::LabelSmall, palette.soft, who);
            y = write(ui, pos2(inner.left(), y), &over).bottom() + 1.0;
            let words = wrapped(ui, theme, role, ink, inner.width(), &said.text);
            y = write(ui, pos2(inner.left(), y), &words).bottom() + 14.0;
        }
        (y + PAD - area.top(), ())
    });
    response.clicked().then_some(Command::SetDrawer(false))
}
