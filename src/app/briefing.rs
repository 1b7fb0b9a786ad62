//! The briefing: who, where, what went wrong, what the trainee may do, and how the drill is taken.

use std::sync::Arc;

use bevy_egui::egui::{Align2, CornerRadius, Key, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::drill::Play;
use super::screen::Command;
use super::stage;
use super::theme::{GAP, MARGIN, PAD, RADIUS_SMALL, Role, Tone};
use super::widgets::{
    Kind, Pen, button, button_size, card, chip, focus_first, press, ring_if_focused, scrolled, set, wrapped, write,
};
use crate::customer::{Act, ActKind};
use crate::drill::{Rules, Setup};
use crate::figure::Face;
use crate::scenario::{Policy, Scenario};
use crate::session::{Mode, Options, Pace};
use crate::vocabulary::Vocabulary;

/// A drill that is about to start.
#[derive(Debug, Clone)]
pub struct Plan {
    pub scenario: Arc<Scenario>,
    pub policy: Policy,
    /// How the customer comes in.
    pub face: Face,
    pub options: Options,
}

impl Plan {
    /// Starts it.
    #[must_use]
    pub fn play(&self) -> Play {
        Play::start(&self.scenario, self.policy.clone(), self.options)
    }

    /// What the trainee may do, in sentences.
    #[must_use]
    pub fn allowed(&self) -> Vec<String> {
        let policy = &self.policy;
        let mut all = vec![format!(
            "You may spend {} without asking.",
            policy.money(policy.fund)
        )];
        let asked: Vec<&str> = ActKind::ALL
            .iter()
            .filter(|act| policy.approval & act.bit() != 0)
            .map(|act| match act {
                ActKind::Compensate => "compensation",
                ActKind::Fix => "a fix",
                ActKind::Promise => "a promise",
                ActKind::Gesture => "a gesture",
                other => other.name(),
            })
            .collect();
        if !asked.is_empty() {
            all.push(format!("A manager must agree to {}.", asked.join(", ")));
        }
        let can_ask = self
            .scenario
            .moves()
            .any(|(_, mv)| mv.acts.acts().iter().any(|act| matches!(act, Act::CheckWithManager)));
        if can_ask {
            let chance = match policy.refusal_weight {
                0 => "who will agree",
                1..=63 => "who nearly always agrees",
                64..=127 => "who mostly agrees",
                128..=192 => "who often refuses",
                _ => "who nearly always refuses",
            };
            all.push(format!("Beyond that you can ask a manager, {chance}. The customer waits meanwhile."));
        }
        all
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
    let mut asked = None;

    let start = button_size(ui, &theme, Kind::Action, "Start");
    let foot = Rect::from_min_max(pos2(panel.left(), panel.bottom() - start.y - 2.0 * PAD), panel.max);
    let body = Rect::from_min_max(panel.min + vec2(0.0, 6.0), pos2(panel.right(), foot.top()));
    let picked = scrolled(ui, body, "briefing", |ui, area| {
        let inner = area.shrink2(vec2(PAD + 8.0, 0.0));
        let mut y = area.top() + PAD;
        chip(ui, &theme, pos2(inner.left(), y), scenario.level.name(), Tone::Plain);
        let about = set(ui, &theme, Role::Small, palette.soft, scenario.channel.words());
        let chip_room = super::widgets::chip_size(ui, &theme, scenario.level.name());
        write(ui, pos2(inner.left() + chip_room.x + 12.0, y + (chip_room.y - about.size().y) / 2.0), &about);
        y += chip_room.y + 12.0;
        let title = wrapped(ui, &theme, Role::Hero, palette.ink, inner.width(), &scenario.title);
        y = write(ui, pos2(inner.left(), y), &title).bottom() + 14.0;
        for (head, words) in told(plan) {
            y = section_ui(ui, inner, y, head, &words, pen);
        }
        let heading = set(ui, &theme, Role::Label, palette.soft, "YOU REHEARSE");
        y = write(ui, pos2(inner.left(), y), &heading).bottom() + 8.0;
        let mut at = pos2(inner.left(), y);
        for step in &scenario.teaches {
            let size = super::widgets::chip_size(ui, &theme, step.words());
            if at.x + size.x > inner.right() {
                at = pos2(inner.left(), at.y + size.y + 8.0);
            }
            let rect = chip(ui, &theme, at, step.words(), Tone::Good);
            at.x = rect.right() + 8.0;
            y = rect.bottom();
        }
        y += 22.0;
        let (next, mode) = picker_ui(ui, inner, y, "MODE", Mode::ALL, plan.options.mode, pen, Mode::words);
        let (next, pace) = picker_ui(ui, inner, next + 16.0, "PACE", Pace::ALL, plan.options.pace, pen, Pace::words);
        (next + PAD - area.top(), mode.map(Command::SetMode).or(pace.map(Command::SetPace)))
    });
    asked = asked.or(picked);

    let line = Stroke::new(palette.line_width, palette.line);
    ui.painter().hline(panel.x_range(), foot.top(), line);
    let at = pos2(panel.right() - PAD - 8.0 - start.x, foot.center().y - start.y / 2.0);
    let response = button(ui, &theme, at, Kind::Action, "Start");
    focus_first(ui, &response, pen.entered);
    if response.clicked() {
        asked = Some(Command::Start);
    }
    let back = button_size(ui, &theme, Kind::Quiet, "All drills");
    let at = pos2(panel.left() + PAD + 8.0, foot.center().y - back.y / 2.0);
    if button(ui, &theme, at, Kind::Quiet, "All drills").clicked() || ui.input(|input| input.key_pressed(Key::Escape)) {
        asked = Some(Command::Library);
    }
    asked
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
        ("THE CUSTOMER", format!("{}, {}.", customer.name, customer.about.trim_end_matches('.'))),
        ("WHAT WENT WRONG", trouble),
        ("WHAT YOU MAY DO", plan.allowed().join(" ")),
    ]
}

fn section_ui(ui: &mut Ui, inner: Rect, y: f32, head: &str, words: &str, pen: &Pen<'_>) -> f32 {
    let theme = &pen.theme;
    let head = set(ui, theme, Role::Label, theme.palette.soft, head);
    let y = write(ui, pos2(inner.left(), y), &head).bottom() + 3.0;
    let words = wrapped(ui, theme, Role::Body, theme.palette.ink, inner.width(), words);
    write(ui, pos2(inner.left(), y), &words).bottom() + 14.0
}

/// A row of choices with the meaning of the chosen one below; where it ends, and what was picked.
#[expect(clippy::too_many_arguments, reason = "a widget's place, words and choices")]
fn picker_ui<T: Vocabulary>(
    ui: &mut Ui,
    inner: Rect,
    y: f32,
    head: &str,
    all: &[T],
    chosen: T,
    pen: &Pen<'_>,
    meaning: impl Fn(T) -> &'static str,
) -> (f32, Option<T>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let heading = set(ui, theme, Role::Label, palette.soft, head);
    let y = write(ui, pos2(inner.left(), y), &heading).bottom() + 8.0;
    #[expect(clippy::cast_precision_loss, reason = "three choices")]
    let count = all.len() as f32;
    let width = (inner.width() - (count - 1.0) * GAP * 0.6) / count;
    let height = theme.t(48.0);
    let mut picked = None;
    let mut left = inner.left();
    for value in all {
        let rect = Rect::from_min_size(pos2(left, y), vec2(width, height));
        left = rect.right() + GAP * 0.6;
        let is_chosen = *value == chosen;
        let name = if is_chosen {
            format!("{head} {}, chosen", value.name())
        } else {
            format!("{head} {}", value.name())
        };
        let response = press(ui, rect, ui.id().with((head, value.name())), &name);
        let radius = CornerRadius::same(RADIUS_SMALL);
        let (fill, ink, line) = if is_chosen {
            (palette.good.fill, palette.good.ink, Stroke::new(2.5, palette.good.strong))
        } else if response.hovered() {
            (palette.card_lit, palette.ink, Stroke::new(palette.line_width, palette.line))
        } else {
            (palette.card, palette.ink, Stroke::new(palette.line_width, palette.line))
        };
        ui.painter().rect(rect, radius, fill, line, StrokeKind::Inside);
        let words = set(ui, theme, Role::Button, ink, value.name());
        let corner = Align2::CENTER_CENTER.align_size_within_rect(words.size(), rect).min;
        ui.painter().galley(corner, words, ink);
        ring_if_focused(ui, theme, &response, radius);
        if response.clicked() {
            picked = Some(*value);
        }
    }
    let words = wrapped(ui, theme, Role::Small, palette.soft, inner.width(), meaning(chosen));
    let bottom = write(ui, pos2(inner.left(), y + height + 6.0), &words).bottom();
    (bottom, picked)
}
