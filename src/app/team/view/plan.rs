//! The team's own recovery plan, edited on the shared screen.

use bevy_egui::egui::{Id, Rect, Ui, pos2, vec2};

use crate::app::team::rehearsal::Rehearsal;
use crate::app::team::wish::Wish;
use crate::app::theme::{GAP, Role};
use crate::app::widgets::{Column, Kind, Pen, entry, flow, group, named_button, scrolled};
use crate::customer::ActKind;
use crate::session::team::{CHANGES_MAX, Change, Plan};

/// What may need a manager.
const ACTS: [(ActKind, &str); 4] = [
    (ActKind::Fix, "A fix"),
    (ActKind::Promise, "A promise"),
    (ActKind::Compensate, "Compensation"),
    (ActKind::Gesture, "A gesture"),
];

/// The plan in this place.
pub fn plan_ui(ui: &mut Ui, rect: Rect, rehearsal: &Rehearsal, pen: &Pen<'_>) -> Option<Wish> {
    let before = rehearsal.drafting.plan();
    let mut plan = before.clone();
    let ground = pen.theme.palette.night;
    scrolled(ui, rect, "plan", ground, |ui, area| {
        let wide = area.width() > pen.theme.t(2.0 * 400.0) + GAP;
        let half = (area.width() - GAP) / 2.0;
        let width = if wide { half } else { area.width() - 4.0 };
        let left = Rect::from_min_size(area.min, vec2(width, 0.0));
        let (end, ()) = group(ui, left, "What we say and do", pen, |ui, column, pen| {
            words_ui(ui, column, &mut plan, pen);
        });
        let right = if wide {
            left.translate(vec2(half + GAP, 0.0))
        } else {
            left.translate(vec2(0.0, end - area.top() + GAP))
        };
        let (last, ()) = group(ui, right, "Who changes what, by when", pen, |ui, column, pen| {
            changes_ui(ui, column, &mut plan, pen);
        });
        let y = end.max(last) + 10.0;
        let words = if rehearsal.drafting.is_waiting() {
            "Typed; kept in a moment."
        } else {
            "Kept for the next session as it is typed."
        };
        let mut below = Column {
            left: area.left() + 4.0,
            width: area.width() - 8.0,
            y,
        };
        on_night(ui, &mut below, words, pen);
        (below.y - area.top(), ())
    });
    (plan != *before).then(|| Wish::Draft(Box::new(plan)))
}

fn on_night(ui: &mut Ui, column: &mut Column, words: &str, pen: &Pen<'_>) {
    use crate::app::widgets::{wrapped, write};
    let theme = &pen.theme;
    let words = wrapped(ui, theme, Role::Small, theme.palette.on_night_soft, column.width, words);
    column.y = write(ui, pos2(column.left, column.y), &words).bottom() + 6.0;
}

fn field(name: &str) -> Id {
    Id::new(("the team's plan", name))
}

fn words_ui(ui: &mut Ui, column: &mut Column, plan: &mut Plan, pen: &Pen<'_>) {
    for (name, text, hint) in [
        (
            "We will say",
            &mut plan.say,
            "The first sentence to a customer whom we let down",
        ),
        ("We will do", &mut plan.act, "Before they have to ask"),
        ("We are allowed to", &mut plan.allowed, "Without asking anybody"),
    ] {
        column.words(ui, pen, Role::SmallStrong, name);
        *text = entry(ui, column, field(name), text, hint, 2, pen).0;
        column.gap(4.0);
    }
    column.words(ui, pen, Role::SmallStrong, "What each of us may spend without asking");
    let known = plan.fund.map(|fund| fund.to_string()).unwrap_or_default();
    let (typed, changed, _) = entry(ui, column, field("fund"), &known, "as it is", 1, pen);
    if changed {
        // What is no number changes nothing; an empty field leaves the fund as it is.
        let typed = typed.trim();
        if typed.is_empty() {
            plan.fund = None;
        } else if let Ok(fund) = typed.parse() {
            plan.fund = Some(fund);
        }
    }
    column.gap(4.0);
    column.words(ui, pen, Role::SmallStrong, "What needs a manager");
    let sets = plan.approval.is_some();
    let mut pieces = vec![("As it is".to_owned(), !sets)];
    let needs = |act: ActKind, plan: &Plan| plan.approval.as_ref().is_some_and(|acts| acts.contains(&act));
    pieces.extend(ACTS.iter().map(|(act, words)| ((*words).to_owned(), needs(*act, plan))));
    pieces.push((
        "Nothing".to_owned(),
        plan.approval
            .as_ref()
            .is_some_and(|acts| !ACTS.iter().any(|(act, _)| acts.contains(act))),
    ));
    match flow(ui, column, "approval", &pieces, pen) {
        Some(0) => plan.approval = None,
        Some(at) if at <= ACTS.len() => {
            let act = ACTS[at - 1].0;
            let acts = plan.approval.get_or_insert_default();
            if acts.contains(&act) {
                acts.retain(|other| *other != act);
            } else {
                acts.push(act);
            }
        }
        // Acts that this page does not list stay as they were.
        Some(_) => plan
            .approval
            .get_or_insert_default()
            .retain(|act| !ACTS.iter().any(|(listed, _)| listed == act)),
        None => {}
    }
}

fn changes_ui(ui: &mut Ui, column: &mut Column, plan: &mut Plan, pen: &Pen<'_>) {
    if plan.changes.is_empty() {
        column.words(
            ui,
            pen,
            Role::Small,
            "What must change, so that this does not happen again or is mended sooner?",
        );
    }
    let mut gone = None;
    for (at, change) in plan.changes.iter_mut().enumerate() {
        let name = |part: &str| Id::new(("the team's plan", "change", at, part));
        change.what = entry(ui, column, name("what"), &change.what, "What", 2, pen).0;
        let whole = (column.left, column.width);
        let half = (column.width - 8.0) / 2.0;
        let top = column.y;
        column.width = half;
        change.who = entry(ui, column, name("who"), &change.who, "Who", 1, pen).0;
        (column.left, column.y) = (whole.0 + half + 8.0, top);
        change.when = entry(ui, column, name("when"), &change.when, "By when", 1, pen).0;
        (column.left, column.width) = whole;
        let words = format!("Take out change {}", at + 1);
        let place = pos2(column.left, column.y);
        let response = named_button(ui, &pen.theme, place, Kind::Small, "Take out", &words);
        column.y = response.rect.bottom() + 12.0;
        if response.clicked() {
            gone = Some(at);
        }
    }
    if let Some(at) = gone {
        plan.changes.remove(at);
    }
    if plan.changes.len() < CHANGES_MAX {
        let place = pos2(column.left, column.y);
        let response = named_button(ui, &pen.theme, place, Kind::Quiet, "Add a change", "Add a change");
        column.y = response.rect.bottom() + 8.0;
        if response.clicked() {
            plan.changes.push(Change::default());
        }
    }
}
