//! The screen of all drills.

use bevy_egui::egui::{
    Color32, CornerRadius, Key, Modifiers, Pos2, Rect, Response, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

use super::screen::Command;
use super::settings::Notices;
use super::shelf::{Broken, Entry, Item, Shelf};
use super::theme::{GAP, MARGIN, PAD, Role, Theme, Tone};
use super::widgets::{
    Kind, Pen, button, button_size, card, chip, chip_size, elided, fitting, focus_first, follow_focus, label,
    named_button, plate, portrait, press, ring_if_focused, scrolled, set, spaced, wrapped, write,
};
use crate::figure::Colour;
use crate::scenario::Level;
use crate::vocabulary::Vocabulary;

/// The screen of all drills.
pub fn home_ui(ui: &mut Ui, shelf: &Shelf, notices: &Notices, pen: &mut Pen<'_>) -> Option<Command> {
    let screen = ui.max_rect();
    let room = screen.shrink2(vec2(MARGIN, 0.0));
    let theme = pen.theme;
    let brand = set(ui, &theme, Role::Brand, theme.palette.ink, "bounceback");
    let top = screen.top() + 24.0;
    let brand = write(ui, pos2(room.left() + 4.0, top), &brand);
    let drills = set(ui, &theme, Role::CardTitle, theme.palette.ink, "Drills");
    let at = pos2(brand.right() + 56.0, brand.center().y - drills.size().y / 2.0);
    let drills = write(ui, at, &drills);
    let mark = Rect::from_min_size(drills.left_bottom() + vec2(0.0, 3.0), vec2(drills.width(), 4.0));
    ui.painter()
        .rect_filled(mark, CornerRadius::same(2), theme.palette.action);

    let wanted = settings_button_ui(ui, pos2(room.right(), brand.center().y), pen);
    let head = notices_ui(ui, room, brand.bottom() + 16.0, notices, pen);
    let foot = keys_ui(ui, screen, pen);
    let below = Rect::from_min_max(pos2(screen.left(), head + 6.0), pos2(screen.right(), foot - 6.0));
    let opened = scrolled(ui, below, "drills", theme.palette.paper, |ui, area| {
        let room = area.shrink2(vec2(MARGIN, 0.0));
        let mut asked = None;
        let mut y = room.top() + 2.0;
        if let Some((at, item)) = shelf.suggested() {
            let height = theme.t(226.0).max(226.0);
            let rect = Rect::from_min_size(pos2(room.left(), y), vec2(room.width(), height));
            if hero_ui(ui, rect, item, pen) {
                asked = Some(Command::Open(at));
            }
            y = rect.bottom() + GAP + 4.0;
        }
        let columns = columns(room.width(), theme.t(350.0)).min(shelf.entries.len().max(3));
        #[expect(clippy::cast_precision_loss, reason = "a few columns")]
        let width = (room.width() - GAP * (columns - 1) as f32) / columns as f32;
        let rows = shelf.entries.len().div_ceil(columns);
        let text = text_height(ui, shelf, width, pen);
        #[expect(clippy::cast_precision_loss, reason = "a few rows")]
        let spare = (area.bottom() - y - 6.0) / rows.max(1) as f32 - GAP - text;
        let picture = spare.clamp((width * 0.4).clamp(150.0, 300.0), 330.0);
        // One drill alone is the suggested one.
        let is_alone = shelf.entries.len() == 1 && shelf.suggested().is_some();
        for (at, entry) in shelf.entries.iter().enumerate().filter(|_| !is_alone) {
            #[expect(clippy::cast_precision_loss, reason = "a few places")]
            let (column, row) = ((at % columns) as f32, (at / columns) as f32);
            let corner = pos2(room.left() + column * (width + GAP), y + row * (picture + text + GAP));
            let rect = Rect::from_min_size(corner, vec2(width, picture + text));
            match entry {
                Entry::Item(item) => {
                    if item_ui(ui, rect, picture, item, pen).clicked() {
                        asked = Some(Command::Open(at));
                    }
                }
                Entry::Broken(broken) => broken_ui(ui, rect, broken, pen),
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a few rows")]
        let bottom = y + rows as f32 * (picture + text + GAP);
        (bottom + 4.0 - area.top(), asked)
    });
    wanted.or(opened)
}

/// The way to the settings, its right edge in the middle here.
fn settings_button_ui(ui: &mut Ui, right: Pos2, pen: &Pen<'_>) -> Option<Command> {
    let size = button_size(ui, &pen.theme, Kind::Quiet, "Settings (S)");
    let at = right - vec2(size.x, size.y / 2.0);
    let is_pressed = named_button(ui, &pen.theme, at, Kind::Quiet, "Settings (S)", "Settings").clicked();
    let is_typed = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::S));
    (is_pressed || is_typed).then_some(Command::Settings)
}

/// What could not be read or kept; where it ends.
fn notices_ui(ui: &mut Ui, room: Rect, top: f32, notices: &Notices, pen: &Pen<'_>) -> f32 {
    let mut y = top;
    for said in notices.all() {
        let mark = chip(ui, &pen.theme, pos2(room.left() + 4.0, y), "Note", Tone::Warn);
        let width = room.right() - mark.right() - 16.0;
        let words = wrapped(ui, &pen.theme, Role::Small, pen.theme.palette.ink, width, said);
        y = write(ui, pos2(mark.right() + 12.0, y), &words)
            .bottom()
            .max(mark.bottom())
            + 8.0;
    }
    y
}

/// The keys that work here, along the lower edge; where they begin.
fn keys_ui(ui: &mut Ui, screen: Rect, pen: &Pen<'_>) -> f32 {
    let theme = &pen.theme;
    let palette = theme.palette;
    let theme_is = format!("theme: {}", palette.name.to_lowercase());
    let text_is = format!("text {:.0} %", theme.text_scale * 100.0);
    let motion_is = if pen.motion { "motion on" } else { "motion off" };
    let sound_is = if pen.sound { "sound on" } else { "sound off" };
    let pieces = [
        ("arrows", "choose"),
        ("Enter", "open"),
        ("M", sound_is),
        ("C", theme_is.as_str()),
        ("+ −", text_is.as_str()),
        ("R", motion_is),
    ];
    let words: Vec<_> = pieces
        .iter()
        .flat_map(|(key, meaning)| {
            let key = format!("{key}  ");
            let meaning = format!("{meaning}        ");
            [
                (key, Role::SmallStrong, palette.ink),
                (meaning, Role::Small, palette.soft),
            ]
        })
        .collect();
    let dressed = words
        .iter()
        .map(|(words, role, ink)| (words.as_str(), label(theme, *role, *ink)));
    let words = spaced(ui, screen.width() - 2.0 * MARGIN, dressed);
    let top = screen.bottom() - 16.0 - words.size().y;
    write(ui, pos2(screen.left() + MARGIN + 4.0, top), &words);
    top
}

/// How high the text of a card is: titles take one or two lines.
fn text_height(ui: &Ui, shelf: &Shelf, width: f32, pen: &Pen<'_>) -> f32 {
    let theme = &pen.theme;
    let title = |entry: &Entry| match entry {
        Entry::Item(item) => {
            let title = &item.scenario.title;
            elided(ui, theme, Role::CardTitle, theme.palette.ink, width - 36.0, 2, title)
                .size()
                .y
        }
        Entry::Broken(_) => 0.0,
    };
    let title = shelf.entries.iter().map(title).fold(0.0, f32::max);
    let chip = chip_size(ui, theme, "0").y;
    theme.t(13.0 + 4.0 + 10.0 + 14.0) + title + theme.line_height(Role::Small) + chip
}

fn columns(width: f32, at_least: f32) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few columns")]
    let columns = ((width + GAP) / (at_least + GAP)).floor().max(1.0) as usize;
    columns.clamp(1, 6)
}

fn solid(colour: Colour) -> Color32 {
    let [red, green, blue] = colour.0;
    Color32::from_rgb(red, green, blue)
}

/// The large card of the suggested scenario; whether it was pressed.
fn hero_ui(ui: &mut Ui, rect: Rect, item: &Item, pen: &mut Pen<'_>) -> bool {
    let theme = pen.theme;
    let palette = theme.palette;
    card(ui, &theme, rect);
    let inner = rect.shrink(palette.line_width);
    let picture = Rect::from_min_size(inner.min, vec2(300.0, inner.height()));
    let radius = CornerRadius {
        nw: 17,
        sw: 17,
        ne: 0,
        se: 0,
    };
    ui.painter().rect_filled(picture, radius, solid(item.tint));
    let name = format!("hero {}", item.scenario.id);
    portrait(
        ui,
        pen.sketches,
        &name,
        &item.scenario.customer.look,
        item.face,
        picture,
    );

    let action = button_size(ui, &theme, Kind::Action, "Rehearse");
    let at = pos2(rect.right() - 30.0 - action.x, rect.center().y - action.y / 2.0);
    let response = button(ui, &theme, at, Kind::Action, "Rehearse");
    focus_first(ui, &response, pen.entered);

    let left = picture.right() + 28.0;
    let width = at.x - 26.0 - left;
    let over = set(ui, &theme, Role::Label, palette.bad.strong, "START HERE");
    let title = elided(ui, &theme, Role::Hero, palette.ink, width, 2, &item.scenario.title);
    let summary = elided(ui, &theme, Role::Body, palette.soft, width, 3, &item.scenario.summary);
    let about = item.about.each_ref().map(String::as_str);
    let about = fitting(ui, &theme, Role::Small, palette.soft, width, &about);
    let height = over.size().y + 6.0 + title.size().y + 8.0 + summary.size().y + 8.0 + about.size().y;
    let mut y = rect.center().y - height / 2.0;
    for (words, gap) in [(over, 6.0), (title, 8.0), (summary, 8.0), (about, 0.0)] {
        y = write(ui, pos2(left, y), &words).bottom() + gap;
    }
    response.clicked()
}

/// The card of a scenario.
fn item_ui(ui: &mut Ui, rect: Rect, picture: f32, item: &Item, pen: &mut Pen<'_>) -> Response {
    let theme = pen.theme;
    let palette = theme.palette;
    let scenario = &item.scenario;
    let id = ui.id().with(("drill", scenario.id.as_str()));
    let response = press(ui, rect, id, &scenario.title);
    let fill = if response.hovered() {
        palette.card_lit
    } else {
        palette.card
    };
    plate(ui, &theme, rect, fill);
    let inner = rect.shrink(palette.line_width);
    let top = Rect::from_min_size(inner.min, vec2(inner.width(), picture));
    let radius = CornerRadius {
        nw: 17,
        ne: 17,
        sw: 0,
        se: 0,
    };
    ui.painter().rect_filled(top, radius, solid(item.tint));
    portrait(
        ui,
        pen.sketches,
        &format!("card {}", scenario.id),
        &scenario.customer.look,
        item.face,
        top,
    );

    let (left, width) = (rect.left() + 18.0, rect.width() - 36.0);
    let level = level_words(scenario.level);
    let size = chip_size(ui, &theme, level);
    let title = elided(ui, &theme, Role::CardTitle, palette.ink, width, 2, &scenario.title);
    let at = write(ui, pos2(left, top.bottom() + theme.t(13.0)), &title).bottom() + theme.t(4.0);
    let about = item.about.each_ref().map(String::as_str);
    let about = fitting(ui, &theme, Role::Small, palette.soft, width, &about);
    write(ui, pos2(left, at), &about);
    let tone = match scenario.level {
        Level::Starter => Tone::Good,
        Level::Regular => Tone::Plain,
        Level::Hard => Tone::Warn,
    };
    chip(
        ui,
        &theme,
        pos2(left, rect.bottom() - theme.t(14.0) - size.y),
        level,
        tone,
    );
    ring_if_focused(ui, &theme, &response, Theme::radius());
    response
}

fn level_words(level: Level) -> &'static str {
    level.name()
}

/// The card of a file that cannot be played.
fn broken_ui(ui: &mut Ui, rect: Rect, broken: &Broken, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    // Nothing can be done with it here, but the keyboard comes by.
    let id = ui.id().with(("broken", broken.name.as_str()));
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    response.widget_info(|| {
        let words = format!("{} cannot be played. {}", broken.name, broken.message);
        WidgetInfo::labeled(WidgetType::Label, true, words)
    });
    follow_focus(ui, &response);
    plate(ui, theme, rect, palette.card);
    ring_if_focused(ui, theme, &response, Theme::radius());
    let (left, width) = (rect.left() + PAD, rect.width() - 2.0 * PAD);
    let mut y = chip(ui, theme, pos2(left, rect.top() + PAD), "Cannot be played", Tone::Bad).bottom() + 12.0;
    let name = elided(ui, theme, Role::CardTitle, palette.ink, width, 2, &broken.name);
    y = write(ui, pos2(left, y), &name).bottom() + 8.0;
    let more = match broken.more {
        0 => String::new(),
        1 => " One more error.".to_owned(),
        more => format!(" {more} more errors."),
    };
    let words = format!("{}{more}", broken.message);
    let footer = wrapped(
        ui,
        theme,
        Role::Small,
        palette.soft,
        width,
        "`bounceback check` says what to do.",
    );
    let footer_at = rect.bottom() - PAD - footer.size().y;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few lines")]
    let rows = ((footer_at - y - 8.0) / theme.line_height(Role::Small)).max(1.0) as usize;
    let message = elided(ui, theme, Role::Small, palette.ink, width, rows, &words);
    write(ui, pos2(left, y), &message);
    write(ui, pos2(left, footer_at), &footer);
}
