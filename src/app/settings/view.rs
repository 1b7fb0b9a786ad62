//! The screen of settings.

use std::path::PathBuf;

use bevy_egui::egui::{Id, Key, Rect, Ui, pos2, vec2};

use super::{Change, Notices, Settings, Voice};
use crate::app::theme::{GAP, MARGIN, PALETTES, Role, Tone};
use crate::app::widgets::{
    Column, Kind, Pen, asking_field, asking_height, button_size, chip, elided, field, focus_first, group, named_button,
    scrolled, set, set_field, write,
};
use crate::record::without_password;
use crate::session::{Mode, Pace};
use crate::vocabulary::Vocabulary;

/// What the screen asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Change(Change),
    /// Records are kept in this store from the next start on; `None`: in the usual one.
    Store(Option<String>),
    /// Goes back to where it was opened.
    Back,
}

/// Where records are kept, as the screen shows it.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    /// `None`: nowhere.
    pub place: Option<&'a str>,
    /// What became of moving them.
    pub said: Option<&'a str>,
}

/// The screen of settings. `speaks` says in a sentence who speaks the lines.
pub fn settings_ui(
    ui: &mut Ui,
    settings: &Settings,
    notices: &Notices,
    speaks: &str,
    kept: Kept<'_>,
    pen: &Pen<'_>,
) -> Option<Asked> {
    let theme = &pen.theme;
    let palette = theme.palette;
    let screen = ui.max_rect();
    let room = screen.shrink2(vec2(MARGIN, 0.0));
    let fields = [name_id(), folder_id(), store_id()];
    if pen.entered {
        set_field(ui, name_id(), &settings.name);
        set_field(ui, folder_id(), "");
        set_field(ui, store_id(), "");
    }
    // Escape leaves a field first, then the screen.
    let was_typing = fields
        .iter()
        .any(|id| ui.memory(|memory| memory.had_focus_last_frame(*id)));
    let mut asked = (ui.input(|input| input.key_pressed(Key::Escape)) && !was_typing).then_some(Asked::Back);

    let title = set(ui, theme, Role::Hero, palette.ink, "Settings");
    let back = button_size(ui, theme, Kind::Quiet, "Back (Esc)");
    let top = screen.top() + 24.0;
    let height = title.size().y.max(back.y);
    write(
        ui,
        pos2(room.left() + 4.0, top + (height - title.size().y) / 2.0),
        &title,
    );
    let at = pos2(room.right() - back.x, top + (height - back.y) / 2.0);
    let response = named_button(ui, theme, at, Kind::Quiet, "Back (Esc)", "Back");
    if response.clicked() {
        asked = Some(Asked::Back);
    }
    let below = Rect::from_min_max(pos2(screen.left(), top + height + 18.0), screen.max);
    let changed = scrolled(ui, below, "settings", palette.paper, |ui, area| {
        let room = area.shrink2(vec2(MARGIN, 0.0));
        let mut y = notices_ui(ui, room, notices, pen);
        let beside = room.width() > theme.t(2.0 * 520.0) + GAP;
        let width = if beside {
            (room.width() - GAP) / 2.0
        } else {
            room.width()
        };
        let left = Rect::from_min_size(pos2(room.left(), y), vec2(width, 0.0));
        let (end, look) = group(ui, left, "Look and sound", pen, |ui, column, pen| {
            look_ui(ui, column, settings, pen).or(sound_ui(ui, column, settings, speaks, pen))
        });
        let right = if beside {
            left.translate(vec2(width + GAP, 0.0))
        } else {
            left.translate(vec2(0.0, end - y + GAP))
        };
        let (other, drills) = group(ui, right, "Drills and you", pen, |ui, column, pen| {
            let drills = drills_ui(ui, column, settings, pen).or(folders_ui(ui, column, settings, pen));
            let store = store_ui(ui, column, kept, pen);
            store.map(Asked::Store).or(drills.map(Asked::Change))
        });
        y = end.max(other) + MARGIN;
        (y - area.top(), look.map(Asked::Change).or(drills))
    });
    asked.or(changed)
}

fn name_id() -> Id {
    Id::new("the trainee's name")
}

fn store_id() -> Id {
    Id::new("another store of records")
}

fn folder_id() -> Id {
    Id::new("another folder of scenarios")
}

/// What could not be read or kept; where it ends.
fn notices_ui(ui: &mut Ui, room: Rect, notices: &Notices, pen: &Pen<'_>) -> f32 {
    let mut column = Column {
        left: room.left() + 4.0,
        width: room.width() - 8.0,
        y: room.top() + 2.0,
    };
    for said in notices.all() {
        let mark = chip(ui, &pen.theme, pos2(column.left, column.y), "Note", Tone::Warn);
        column.y = mark.bottom() + 4.0;
        column.words(ui, pen, Role::Body, said);
        column.gap(8.0);
    }
    column.y
}

fn look_ui(ui: &mut Ui, column: &mut Column, settings: &Settings, pen: &Pen<'_>) -> Option<Change> {
    let names: Vec<&str> = PALETTES.iter().map(|palette| palette.name).collect();
    let (theme, first) = column.choice(ui, pen, "THEME (C)", &names, settings.palette);
    if let Some(first) = first {
        focus_first(ui, &first, pen.entered);
    }
    column.gap(14.0);
    let text = column.steps(ui, pen, "TEXT (+ −)", &format!("{} %", settings.text_percent));
    column.gap(14.0);
    let at = usize::from(settings.reduced_motion);
    let (motion, _) = column.choice(ui, pen, "MOTION (R)", &["On", "Off"], at);
    column.gap(14.0);
    theme
        .map(Change::Theme)
        .or(text.map(|more| if more { Change::LargerText } else { Change::SmallerText }))
        .or(motion.filter(|to| *to != at).map(|_| Change::ToggleMotion))
}

fn sound_ui(ui: &mut Ui, column: &mut Column, settings: &Settings, speaks: &str, pen: &Pen<'_>) -> Option<Change> {
    let at = usize::from(!settings.sound);
    let (sound, _) = column.choice(ui, pen, "SOUND (M)", &["On", "Off"], at);
    column.gap(14.0);
    let volume = column.steps(ui, pen, "LOUDNESS", &format!("{} %", settings.volume_percent));
    column.gap(14.0);
    let names: Vec<&str> = Voice::ALL.iter().map(|voice| voice.name()).collect();
    let at_voice = Voice::ALL
        .iter()
        .position(|voice| *voice == settings.voice)
        .unwrap_or(0);
    let (voice, _) = column.choice(ui, pen, "THE CUSTOMER'S VOICE", &names, at_voice);
    column.words(ui, pen, Role::Small, speaks);
    sound
        .filter(|to| *to != at)
        .map(|_| Change::ToggleSound)
        .or(volume.map(|more| if more { Change::Louder } else { Change::Softer }))
        .or(voice.map(|at| Change::Voice(Voice::ALL[at])))
}

fn drills_ui(ui: &mut Ui, column: &mut Column, settings: &Settings, pen: &Pen<'_>) -> Option<Change> {
    let modes: Vec<&str> = Mode::ALL.iter().map(|mode| mode.name()).collect();
    let at = Mode::ALL.iter().position(|mode| *mode == settings.mode).unwrap_or(0);
    let (mode, _) = column.choice(ui, pen, "MODE OF THE NEXT DRILL", &modes, at);
    column.words(ui, pen, Role::Small, settings.mode.words());
    column.gap(14.0);
    let paces: Vec<&str> = Pace::ALL.iter().map(|pace| pace.name()).collect();
    let at = Pace::ALL.iter().position(|pace| *pace == settings.pace).unwrap_or(0);
    let (pace, _) = column.choice(ui, pen, "PACE OF THE NEXT DRILL", &paces, at);
    column.words(ui, pen, Role::Small, settings.pace.words());
    column.gap(14.0);
    column.head(ui, pen, "YOUR NAME");
    let rect = Rect::from_min_size(pos2(column.left, column.y), vec2(column.width, pen.theme.t(46.0)));
    let typed = field(ui, &pen.theme, rect, name_id(), "Your name", "", &settings.name);
    column.y = rect.bottom() + 20.0;
    mode.map(|at| Change::Mode(Mode::ALL[at]))
        .or(pace.map(|at| Change::Pace(Pace::ALL[at])))
        .or(typed.changed.then_some(Change::Name(typed.text)))
}

fn folders_ui(ui: &mut Ui, column: &mut Column, settings: &Settings, pen: &Pen<'_>) -> Option<Change> {
    let theme = &pen.theme;
    let mut change = None;
    column.head(ui, pen, "FOLDERS OF SCENARIOS");
    if settings.folders.is_empty() {
        column.words(
            ui,
            pen,
            Role::Small,
            "Only what bounceback brings along. Your own scenarios are added from a folder.",
        );
    }
    for (at, folder) in settings.folders.iter().enumerate() {
        let shown = folder.display().to_string();
        let size = button_size(ui, theme, Kind::Small, "Remove");
        let place = pos2(column.left + column.width - size.x, column.y);
        let response = named_button(
            ui,
            theme,
            place,
            Kind::Small,
            "Remove",
            &format!("Remove the folder {shown}"),
        );
        if response.clicked() {
            change = Some(Change::DropFolder(at));
        }
        let width = column.width - size.x - 14.0;
        let words = elided(ui, theme, Role::Body, theme.palette.ink, width, 1, &shown);
        let middle = column.y + (size.y - words.size().y) / 2.0;
        write(ui, pos2(column.left, middle), &words);
        column.y += size.y.max(words.size().y) + 8.0;
    }
    let height = asking_height(ui, theme, Kind::Quiet, "Add");
    let rect = Rect::from_min_size(pos2(column.left, column.y), vec2(column.width, height));
    let field = ["Folder of scenarios", ""];
    let path = asking_field(
        ui,
        theme,
        rect,
        folder_id(),
        field,
        Kind::Quiet,
        ["Add", "Add the folder"],
    );
    column.y = rect.bottom() + 6.0;
    if let Some(path) = path {
        change = Some(Change::AddFolder(PathBuf::from(path)));
    }
    change
}

/// Where records are kept, and another place for them; `Some(None)`: the usual one.
#[expect(
    clippy::option_option,
    reason = "asked for nothing, for the usual place, for another"
)]
fn store_ui(ui: &mut Ui, column: &mut Column, kept: Kept<'_>, pen: &Pen<'_>) -> Option<Option<String>> {
    let theme = &pen.theme;
    column.gap(14.0);
    column.head(ui, pen, "WHERE RECORDS ARE KEPT");
    let place = kept.place.map_or_else(
        || "Nowhere: bounceback was started with --no-record, or they cannot be opened.".to_owned(),
        without_password,
    );
    column.words(ui, pen, Role::Small, &place);
    let height = asking_height(ui, theme, Kind::Quiet, "Use it");
    let rect = Rect::from_min_size(pos2(column.left, column.y), vec2(column.width, height));
    let field = ["Another place for records", "postgres://… or a file"];
    let store = asking_field(
        ui,
        theme,
        rect,
        store_id(),
        field,
        Kind::Quiet,
        ["Use it", "Keep records there"],
    );
    column.y = rect.bottom() + 8.0;
    let words =
        "For sites with many machines: a PostgreSQL server. It is tried first, and used from the next start on.";
    column.words(ui, pen, Role::Small, words);
    let usual = button_size(ui, theme, Kind::Small, "The usual place");
    let at = pos2(column.left, column.y);
    let is_usual = named_button(
        ui,
        theme,
        at,
        Kind::Small,
        "The usual place",
        "Keep records in the usual place",
    )
    .clicked();
    column.y += usual.y + 8.0;
    if let Some(said) = kept.said {
        column.words(ui, pen, Role::SmallStrong, said);
    }
    column.gap(6.0);
    store.map(Some).or_else(|| is_usual.then_some(None))
}
