//! The screen of all drills.

use bevy_egui::egui::{Color32, CornerRadius, Rect, Response, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::records::{PersonPage, last_words};
use super::screen::Command;
use super::settings::Notices;
use super::shelf::{Broken, Entry, Item, Shelf};
use super::theme::{GAP, MARGIN, PAD, Role, Theme, Tone};
use super::top::{Room, top_ui};
use super::widgets::{
    Kind, Pen, button, button_size, card, chip, chip_size, elided, fitting, focus_first, follow_focus, label, note,
    plate, portrait, press, ring_if_focused, scrolled, set, spaced, wrapped, write,
};
use crate::figure::Colour;
use crate::practice::Start;
use crate::scenario::Level;
use crate::vocabulary::Vocabulary;

/// The screen of all drills.
/// `me` is what is known of whoever sits at the machine, `name` what they are called.
pub fn home_ui(
    ui: &mut Ui,
    shelf: &Shelf,
    notices: &Notices,
    me: Option<&PersonPage>,
    name: &str,
    pen: &mut Pen<'_>,
) -> Option<Command> {
    let screen = ui.max_rect();
    let room = screen.shrink2(vec2(MARGIN, 0.0));
    let theme = pen.theme;
    let (bottom, wanted) = top_ui(ui, Room::Drills, name, pen);
    let head = notices_ui(ui, room, bottom + 12.0, notices, pen);
    let foot = keys_ui(ui, screen, pen);
    let below = Rect::from_min_max(pos2(screen.left(), head + 6.0), pos2(screen.right(), foot - 6.0));
    let opened = scrolled(ui, below, "drills", theme.palette.paper, |ui, area| {
        let room = area.shrink2(vec2(MARGIN, 0.0));
        let mut asked = None;
        let mut y = room.top() + 2.0;
        let hero = Hero::of(shelf, me);
        if let Some(hero) = &hero {
            let height = theme.t(226.0).max(226.0);
            let rect = Rect::from_min_size(pos2(room.left(), y), vec2(room.width(), height));
            if hero_ui(ui, rect, hero, pen) {
                asked = Some(hero.command);
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
        let is_alone = shelf.entries.len() == 1 && hero.is_some();
        for (at, entry) in shelf.entries.iter().enumerate().filter(|_| !is_alone) {
            #[expect(clippy::cast_precision_loss, reason = "a few places")]
            let (column, row) = ((at % columns) as f32, (at / columns) as f32);
            let corner = pos2(room.left() + column * (width + GAP), y + row * (picture + text + GAP));
            let rect = Rect::from_min_size(corner, vec2(width, picture + text));
            match entry {
                Entry::Item(item) => {
                    let last = me.and_then(|me| last_words(me, &item.scenario.id));
                    if item_ui(ui, rect, picture, item, last, pen).clicked() {
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

/// What could not be read or kept; where it ends.
fn notices_ui(ui: &mut Ui, room: Rect, top: f32, notices: &Notices, pen: &Pen<'_>) -> f32 {
    let mut y = top;
    for said in notices.all() {
        y = note(ui, &pen.theme, room, y, said);
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

/// What stands in the large card: what was left unfinished, what is due, or what to begin with.
struct Hero<'a> {
    item: &'a Item,
    over: String,
    title: &'a str,
    /// Why, or what it is about: the first that fits is told.
    words: Vec<String>,
    below: String,
    button: &'static str,
    command: Command,
}

impl<'a> Hero<'a> {
    fn of(shelf: &'a Shelf, me: Option<&'a PersonPage>) -> Option<Self> {
        me.and_then(|me| Self::unfinished(shelf, me).or_else(|| Self::due(shelf, me)))
            .or_else(|| Self::first(shelf))
    }

    fn unfinished(shelf: &'a Shelf, me: &'a PersonPage) -> Option<Self> {
        let open = me.open.first()?;
        let item = shelf.items().find(|item| item.scenario.id == open.scenario.id)?;
        let moves = match open.choices {
            1 => "1 move".to_owned(),
            count => format!("{count} moves"),
        };
        Some(Self {
            item,
            over: "NOT FINISHED".to_owned(),
            title: &open.scenario.title,
            words: vec![format!("You stopped after {moves}. It goes on where it stood.")],
            below: in_line(me.plan.due.len(), "due today"),
            button: "Go on",
            command: Command::GoOn(0),
        })
    }

    fn due(shelf: &'a Shelf, me: &'a PersonPage) -> Option<Self> {
        let due = me.plan.due.first()?;
        let item = shelf.items().find(|item| item.scenario.id == due.scenario)?;
        let is_new = due.recall.is_none();
        let over = match (is_new, me.progress.points.is_empty()) {
            (true, true) => "START HERE",
            (true, false) => "NEW TO YOU",
            (false, _) => "DUE TODAY",
        };
        let more = me.plan.due.len() - 1;
        let words = if is_new {
            vec![item.scenario.summary.clone()]
        } else {
            let first = due.why.split_inclusive(". ").next().unwrap_or_default();
            let whole =
                matches!(due.start, Start::From { .. }).then(|| format!("{} It begins at that very moment.", due.why));
            whole
                .into_iter()
                .chain([due.why.clone(), first.trim_end().to_owned()])
                .collect()
        };
        let below = if is_new {
            item.about[0].clone()
        } else {
            in_line(more, "more due today")
        };
        Some(Self {
            item,
            over: over.to_owned(),
            title: &due.title,
            words,
            below,
            button: "Rehearse",
            command: Command::Due(0),
        })
    }

    /// Without records the first on the shelf.
    fn first(shelf: &'a Shelf) -> Option<Self> {
        let (at, item) = shelf.suggested()?;
        Some(Self {
            item,
            over: "START HERE".to_owned(),
            title: &item.scenario.title,
            words: vec![item.scenario.summary.clone()],
            below: item.about[0].clone(),
            button: "Rehearse",
            command: Command::Open(at),
        })
    }
}

/// "3 more due today"; empty for none.
fn in_line(count: usize, what: &str) -> String {
    match count {
        0 => String::new(),
        count => format!("{count} {what}: Records shows them"),
    }
}

/// The large card; whether it was pressed.
fn hero_ui(ui: &mut Ui, rect: Rect, hero: &Hero<'_>, pen: &mut Pen<'_>) -> bool {
    let theme = pen.theme;
    let palette = theme.palette;
    let item = hero.item;
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

    let action = button_size(ui, &theme, Kind::Action, hero.button);
    let at = pos2(rect.right() - 30.0 - action.x, rect.center().y - action.y / 2.0);
    let response = button(ui, &theme, at, Kind::Action, hero.button);
    focus_first(ui, &response, pen.entered);

    let left = picture.right() + 28.0;
    let width = at.x - 26.0 - left;
    let over = set(ui, &theme, Role::Label, palette.bad.strong, &hero.over);
    let title = elided(ui, &theme, Role::Hero, palette.ink, width, 2, hero.title);
    let told = |words: &String| elided(ui, &theme, Role::Body, palette.soft, width, 3, words);
    let words = hero.words.iter().map(told).find(|words| !words.elided);
    let words = words.unwrap_or_else(|| told(hero.words.last().unwrap_or(&hero.over)));
    let about = item.about.each_ref().map(String::as_str);
    let below = if hero.below == item.about[0] {
        fitting(ui, &theme, Role::Small, palette.soft, width, &about)
    } else {
        elided(ui, &theme, Role::Small, palette.soft, width, 1, &hero.below)
    };
    let height = over.size().y + 6.0 + title.size().y + 8.0 + words.size().y + 8.0 + below.size().y;
    let mut y = rect.center().y - height / 2.0;
    for (words, gap) in [(over, 6.0), (title, 8.0), (words, 8.0), (below, 0.0)] {
        if !words.text().is_empty() {
            y = write(ui, pos2(left, y), &words).bottom() + gap;
        }
    }
    response.clicked()
}

/// The card of a scenario.
fn item_ui(
    ui: &mut Ui,
    rect: Rect,
    picture: f32,
    item: &Item,
    last: Option<(String, Tone)>,
    pen: &mut Pen<'_>,
) -> Response {
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
    let top = rect.bottom() - theme.t(14.0) - size.y;
    let level = chip(ui, &theme, pos2(left, top), level, tone);
    if let Some((words, tone)) = last {
        let width = chip_size(ui, &theme, &words).x;
        if level.right() + 8.0 + width <= rect.right() - 14.0 {
            chip(ui, &theme, pos2(level.right() + 8.0, top), &words, tone);
        }
    }
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
