//! The briefing: who, where, what went wrong, what the trainee may do, and how the drill is taken.

use std::sync::Arc;

use bevy_egui::egui::{Key, Rect, Stroke, Ui, pos2, vec2};

use super::drill::Play;
use super::screen::Command;
use super::stage;
use super::theme::{GAP, MARGIN, PAD, Role, Tone};
use super::widgets::{
    Kind, Pen, button, button_size, card, chip, chip_size, focus_first, pick, scrolled, set, wrapped, write,
};
use crate::drill::{Rules, Setup};
use crate::figure::Face;
use crate::scenario::{Policy, Scenario};
use crate::session::class::allowed;
use crate::session::{Mode, Options, Pace, Sure};
use crate::vocabulary::Vocabulary;

/// Between choices.
const PICK_GAP: f32 = 7.0;

/// A drill that is about to start.
#[derive(Debug, Clone)]
pub struct Plan {
    pub scenario: Arc<Scenario>,
    pub policy: Policy,
    /// How the customer comes in.
    pub face: Face,
    pub options: Options,
    /// How sure the trainee feels, where they said it.
    pub sure: Option<Sure>,
}

impl Plan {
    /// Starts it.
    #[must_use]
    pub fn play(&self) -> Play {
        let mut play = Play::start(&self.scenario, self.policy.clone(), self.options);
        play.sure_before = self.sure;
        play
    }

    /// What the trainee may do, in sentences.
    #[must_use]
    pub fn allowed(&self) -> Vec<String> {
        allowed(&self.scenario, &self.policy)
    }
}

/// The screen before a drill.
pub fn briefing_ui(ui: &mut Ui, plan: &Plan, pen: &mut Pen<'_>) -> Option<Command> {
    let theme = pen.theme;
    let palette = theme.palette;
    let screen = ui.max_rect();
    let scenario = &plan.scenario;
    stage::still(ui, screen, scenario, plan.face, pen);

    let width = (screen.width() * 0.5).clamp(620.0, 860.0);
    let panel = Rect::from_min_max(
        pos2(screen.right() - MARGIN - width, screen.top() + MARGIN),
        screen.max - vec2(MARGIN, MARGIN),
    );
    card(ui, &theme, panel);

    let start = button_size(ui, &theme, Kind::Action, "Start");
    let inner = panel.shrink2(vec2(PAD + 8.0, 0.0));
    let pickers = pickers_height(ui, inner.width(), pen);
    let mut foot = panel.bottom() - start.y - 2.0 * PAD;
    // The choices stand below the text, or with it where they would leave it too little room.
    let apart = foot - pickers - panel.top() > 0.42 * panel.height();
    if apart {
        foot -= pickers;
    }
    let body = Rect::from_min_max(panel.min + vec2(3.0, 6.0), pos2(panel.right() - 5.0, foot));
    let mut asked = scrolled(ui, body, "briefing", palette.card, |ui, area| {
        let inner = Rect::from_x_y_ranges(inner.x_range(), area.y_range());
        let mut y = told_ui(ui, inner, plan, pen) + 10.0;
        let mut asked = None;
        if !apart {
            asked = pickers_ui(ui, inner, y + 12.0, plan, pen);
            y += 12.0 + pickers;
        }
        (y - area.top(), asked)
    });
    let line = Stroke::new(palette.line_width, palette.line);
    ui.painter().hline(panel.x_range(), foot, line);
    if apart {
        asked = pickers_ui(ui, inner, foot + 16.0, plan, pen);
    }
    let y = panel.bottom() - PAD - start.y;
    let response = button(ui, &theme, pos2(inner.right() - start.x, y), Kind::Action, "Start");
    focus_first(ui, &response, pen.entered);
    if response.clicked() {
        asked = Some(Command::Start);
    }
    let back = button_size(ui, &theme, Kind::Quiet, "All drills");
    let at = pos2(inner.left(), y + (start.y - back.y) / 2.0);
    if button(ui, &theme, at, Kind::Quiet, "All drills").clicked() || ui.input(|input| input.key_pressed(Key::Escape)) {
        asked = Some(Command::Library);
    }
    let between = Rect::from_min_max(
        pos2(inner.left() + back.x + 16.0, y),
        pos2(inner.right() - start.x - 16.0, y + start.y),
    );
    asked.or(sure_ui(ui, between, plan, pen))
}

/// How sure the trainee feels before it: one tap, and nothing has to be said. Between the buttons.
fn sure_ui(ui: &mut Ui, rect: Rect, plan: &Plan, pen: &Pen<'_>) -> Option<Command> {
    let theme = &pen.theme;
    let side = theme.t(38.0).min(rect.height());
    #[expect(clippy::cast_precision_loss, reason = "five pieces")]
    let all = Sure::ALL.len() as f32 * (side + PICK_GAP) - PICK_GAP;
    let longest = Sure::ALL
        .iter()
        .map(|sure| sure.words())
        .max_by_key(|words| words.len())
        .unwrap_or_default();
    let question = |short: bool, said: Option<Sure>| {
        let meaning = said.map_or("", Sure::words);
        match (short, said) {
            (false, None) => "How sure do you feel?".to_owned(),
            (true, None) => "Sure?".to_owned(),
            (false, Some(_)) => format!("You feel {meaning} sure"),
            (true, Some(_)) => meaning.to_owned(),
        }
    };
    let width = |words: &str| set(ui, theme, Role::Small, theme.palette.soft, words).size().x;
    let widest = |short: bool| {
        width(&question(short, None)).max(width(&question(short, Sure::ALL.last().copied())).max(width(longest)))
    };
    let room = rect.width() - all - 12.0;
    let is_short = if widest(false) <= room {
        false
    } else if widest(true) <= room {
        true
    } else {
        return None;
    };
    let words = set(
        ui,
        theme,
        Role::Small,
        theme.palette.soft,
        &question(is_short, plan.sure),
    );
    let left = rect.right() - all;
    write(
        ui,
        pos2(left - 12.0 - words.size().x, rect.center().y - words.size().y / 2.0),
        &words,
    );
    let mut asked = None;
    for (at, sure) in (0_u8..).zip(Sure::ALL) {
        let corner = pos2(left + f32::from(at) * (side + PICK_GAP), rect.center().y - side / 2.0);
        let place = Rect::from_min_size(corner, vec2(side, side));
        let number = sure.number().to_string();
        let name = format!("How sure do you feel? {number}: {}", sure.words());
        let is_chosen = plan.sure == Some(sure);
        let id = ui.id().with(("sure", sure.number()));
        if pick(ui, theme, place, id, &number, &name, is_chosen).clicked() {
            asked = Some(Command::Sure((!is_chosen).then_some(sure)));
        }
    }
    asked
}

/// Everything that is told before the drill; where it ends.
fn told_ui(ui: &mut Ui, inner: Rect, plan: &Plan, pen: &Pen<'_>) -> f32 {
    let theme = &pen.theme;
    let palette = theme.palette;
    let scenario = &plan.scenario;
    let mut y = inner.top() + PAD - 4.0;
    let level = chip(ui, theme, pos2(inner.left(), y), scenario.level.name(), Tone::Plain);
    let about = set(ui, theme, Role::Small, palette.soft, scenario.channel.words());
    write(
        ui,
        pos2(level.right() + 12.0, level.center().y - about.size().y / 2.0),
        &about,
    );
    y = level.bottom() + 10.0;
    let title = wrapped(ui, theme, Role::Hero, palette.ink, inner.width(), &scenario.title);
    y = write(ui, pos2(inner.left(), y), &title).bottom() + 12.0;
    for (head, words) in told(plan) {
        let head = set(ui, theme, Role::Label, palette.soft, head);
        y = write(ui, pos2(inner.left(), y), &head).bottom() + 2.0;
        let words = wrapped(ui, theme, Role::Body, palette.ink, inner.width(), &words);
        y = write(ui, pos2(inner.left(), y), &words).bottom() + 11.0;
    }
    let heading = set(ui, theme, Role::Label, palette.soft, "YOU REHEARSE");
    y = write(ui, pos2(inner.left(), y), &heading).bottom() + 7.0;
    let mut at = pos2(inner.left(), y);
    for step in &scenario.teaches {
        let size = chip_size(ui, theme, step.words());
        if at.x + size.x > inner.right() {
            at = pos2(inner.left(), at.y + size.y + 8.0);
        }
        let rect = chip(ui, theme, at, step.words(), Tone::Good);
        at.x = rect.right() + 8.0;
        y = rect.bottom();
    }
    y
}

/// Headings with what is told under them.
fn told(plan: &Plan) -> Vec<(&'static str, String)> {
    let scenario = &plan.scenario;
    let setup = Setup::draw(scenario, plan.policy.clone(), plan.options.temper, plan.options.seed);
    let names = Rules::new(scenario, &setup).names();
    let briefing = &scenario.briefing;
    let customer = &scenario.customer;
    let mut trouble = briefing.trouble.fill(&names);
    if let Some(burden) = &briefing.burden {
        trouble.push(' ');
        trouble.push_str(&burden.fill(&names));
    }
    vec![
        ("YOU", briefing.role.fill(&names)),
        ("WHERE", briefing.place.fill(&names)),
        (
            "THE CUSTOMER",
            format!("{}, {}.", customer.name, customer.about.trim_end_matches('.')),
        ),
        ("WHAT WENT WRONG", trouble),
        ("WHAT YOU MAY DO", plan.allowed().join(" ")),
    ]
}

/// Whether mode and pace stand side by side, and how wide each is.
fn pickers_width(ui: &Ui, width: f32, pen: &Pen<'_>) -> (bool, f32) {
    let half = (width - GAP) / 2.0;
    let longest = Mode::ALL
        .iter()
        .map(|mode| mode.name())
        .chain(Pace::ALL.iter().map(|pace| pace.name()))
        .map(|name| {
            set(ui, &pen.theme, Role::SmallStrong, pen.theme.palette.ink, name)
                .size()
                .x
        })
        .fold(0.0, f32::max);
    let fits = 3.0 * (longest + 14.0) + 2.0 * PICK_GAP <= half;
    (fits, if fits { half } else { width })
}

/// How high mode and pace are, with the longest meanings.
fn pickers_height(ui: &Ui, width: f32, pen: &Pen<'_>) -> f32 {
    let theme = &pen.theme;
    let (beside, width) = pickers_width(ui, width, pen);
    let meanings = Mode::ALL
        .iter()
        .map(|mode| mode.words())
        .chain(Pace::ALL.iter().map(|pace| pace.words()));
    let height = |words: &str| {
        wrapped(ui, theme, Role::Small, theme.palette.soft, width, words)
            .size()
            .y
    };
    let one = theme.line_height(Role::Label) + 8.0 + theme.t(44.0) + 6.0 + meanings.map(height).fold(0.0, f32::max);
    16.0 + if beside { one } else { 2.0 * one + 12.0 }
}

/// Mode and pace, side by side or below each other.
fn pickers_ui(ui: &mut Ui, inner: Rect, y: f32, plan: &Plan, pen: &Pen<'_>) -> Option<Command> {
    let (beside, width) = pickers_width(ui, inner.width(), pen);
    let modes = Rect::from_min_size(pos2(inner.left(), y), vec2(width, 0.0));
    let paces = if beside {
        modes.translate(vec2(width + GAP, 0.0))
    } else {
        modes.translate(vec2(
            0.0,
            f32::midpoint(pickers_height(ui, inner.width(), pen) - 16.0, 12.0),
        ))
    };
    let mode = picker_ui(ui, modes, "MODE", Mode::ALL, plan.options.mode, pen, Mode::words);
    let pace = picker_ui(ui, paces, "PACE", Pace::ALL, plan.options.pace, pen, Pace::words);
    mode.map(Command::SetMode).or(pace.map(Command::SetPace))
}

/// A row of choices with the meaning of the chosen one below; what was picked.
fn picker_ui<T: Vocabulary>(
    ui: &mut Ui,
    inner: Rect,
    head: &str,
    all: &[T],
    chosen: T,
    pen: &Pen<'_>,
    meaning: impl Fn(T) -> &'static str,
) -> Option<T> {
    let theme = &pen.theme;
    let palette = theme.palette;
    let heading = set(ui, theme, Role::Label, palette.soft, head);
    let y = write(ui, inner.min, &heading).bottom() + 8.0;
    #[expect(clippy::cast_precision_loss, reason = "three choices")]
    let count = all.len() as f32;
    let width = (inner.width() - (count - 1.0) * PICK_GAP) / count;
    let height = theme.t(44.0);
    let mut picked = None;
    let mut left = inner.left();
    for value in all {
        let rect = Rect::from_min_size(pos2(left, y), vec2(width, height));
        left = rect.right() + PICK_GAP;
        let id = ui.id().with((head, value.name()));
        let name = format!("{head} {}", value.name());
        let response = pick(ui, theme, rect, id, value.name(), &name, *value == chosen);
        if response.clicked() {
            picked = Some(*value);
        }
    }
    let words = wrapped(ui, theme, Role::Small, palette.soft, inner.width(), meaning(chosen));
    write(ui, pos2(inner.left(), y + height + 6.0), &words);
    picked
}
