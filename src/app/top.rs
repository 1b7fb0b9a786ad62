//! The bar on top of the main screens: where one can go, and who sits at the machine.

use bevy_egui::egui::{CornerRadius, Key, Modifiers, Rect, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::screen::Command;
use super::theme::{MARGIN, Role};
use super::widgets::{Kind, Pen, button_size, fitting, named_button, press, ring_if_focused, set, write};

/// Where the bar leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    Drills,
    Team,
    Records,
    Workbench,
}

impl Room {
    const ALL: [Self; 4] = [Self::Drills, Self::Team, Self::Records, Self::Workbench];

    const fn words(self) -> &'static str {
        match self {
            Self::Drills => "Drills",
            Self::Team => "Team session",
            Self::Records => "Records",
            Self::Workbench => "Workbench",
        }
    }

    /// Where there is little room.
    const fn short(self) -> &'static str {
        match self {
            Self::Team => "Team",
            other => other.words(),
        }
    }

    const fn command(self) -> Command {
        match self {
            Self::Drills => Command::Library,
            Self::Team => Command::Team,
            Self::Records => Command::Records,
            Self::Workbench => Command::Workbench,
        }
    }
}

/// The bar; where it ends, and where somebody wants to go. `name` is that of whoever sits at the machine.
pub fn top_ui(ui: &mut Ui, here: Room, name: &str, pen: &Pen<'_>) -> (f32, Option<Command>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let screen = ui.max_rect();
    let room = screen.shrink2(vec2(MARGIN, 0.0));
    let brand = set(ui, theme, Role::Brand, palette.ink, "bounceback");
    let brand = write(ui, pos2(room.left() + 4.0, screen.top() + 24.0), &brand);
    let middle = brand.center().y;
    let mut wanted = None;

    let words = if here == Room::Workbench {
        "Settings"
    } else {
        "Settings (S)"
    };
    let settings = button_size(ui, theme, Kind::Quiet, words);
    let at = pos2(room.right() - settings.x, middle - settings.y / 2.0);
    let is_pressed = named_button(ui, theme, at, Kind::Quiet, words, "Settings").clicked();
    // Whoever writes means letters, wherever the keyboard is.
    let is_typing = here == Room::Workbench || ui.ctx().text_edit_focused();
    let is_typed = !is_typing && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::S));
    if is_pressed || is_typed {
        wanted = Some(Command::Settings);
    }

    let mut left = brand.right() + theme.t(44.0).min(56.0);
    let between = theme.t(28.0);
    let whole: f32 = Room::ALL
        .iter()
        .map(|place| set(ui, theme, Role::CardTitle, palette.ink, place.words()).size().x + between)
        .sum();
    let is_tight = left + whole > at.x;
    for place in Room::ALL {
        let shown = if is_tight { place.short() } else { place.words() };
        let words = set(ui, theme, Role::CardTitle, palette.ink, shown);
        let rect = Rect::from_min_size(pos2(left, middle - words.size().y / 2.0), words.size());
        let id = ui.id().with(("room", place.words()));
        let said = if place == here {
            format!("{}, here", place.words())
        } else {
            place.words().to_owned()
        };
        let response = press(ui, rect.expand2(vec2(8.0, 8.0)), id, &said);
        ui.painter().galley(rect.min, words, palette.ink);
        if place == here || response.hovered() {
            let mark = Rect::from_min_size(rect.left_bottom() + vec2(0.0, 3.0), vec2(rect.width(), 4.0));
            let ink = if place == here { palette.action } else { palette.line };
            ui.painter().rect_filled(mark, CornerRadius::same(2), ink);
        }
        ring_if_focused(ui, theme, &response, CornerRadius::same(8));
        if response.clicked() && place != here {
            wanted = Some(place.command());
        }
        left = rect.right() + between;
    }
    if who_ui(ui, pos2(left, middle), at.x - 16.0, name, pen) {
        wanted = Some(Command::Records);
    }
    (brand.bottom().max(at.y + settings.y), wanted)
}

/// Who sits at the machine, with the right edge here; whether it was pressed.
fn who_ui(ui: &mut Ui, from: bevy_egui::egui::Pos2, right: f32, name: &str, pen: &Pen<'_>) -> bool {
    let theme = &pen.theme;
    let pair = theme.palette.plain;
    let padding = vec2(theme.t(14.0), theme.t(6.0));
    let shown = if name.is_empty() { "Who are you?" } else { name };
    let room = right - from.x - 2.0 * padding.x;
    if room < theme.t(16.0) {
        return false;
    }
    // Where there is little room: the first name, then the first letter.
    let first = shown.split_whitespace().next().unwrap_or_default();
    let letter: String = if name.is_empty() {
        "?".to_owned()
    } else {
        first.chars().take(1).collect()
    };
    let short = if name.is_empty() { "Who?" } else { first };
    let words = fitting(ui, theme, Role::SmallStrong, pair.ink, room, &[shown, short, &letter]);
    let size = words.size() + 2.0 * padding;
    let rect = Rect::from_min_size(pos2(right - size.x, from.y - size.y / 2.0), size);
    let response = press(ui, rect, ui.id().with("who"), shown);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("{shown}: the records of people")));
    let fill = if response.hovered() {
        theme.palette.card_lit
    } else {
        pair.fill
    };
    ui.painter().rect_filled(rect, CornerRadius::same(99), fill);
    ui.painter().galley(rect.min + padding, words, pair.ink);
    ring_if_focused(ui, theme, &response, CornerRadius::same(99));
    response.clicked()
}
