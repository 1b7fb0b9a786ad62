//! A person's page: what is due and why, what was left unfinished, and how they get on.

use bevy_egui::egui::{Key, Rect, Ui, pos2, vec2};

use super::super::desk::Desk;
use super::super::model::{PersonPage, in_short};
use super::super::wish::Wish;
use super::people::people_ui;
use super::{Asked, beside, drills, inside, waiting_ui};
use crate::app::debrief::tier_tone;
use crate::app::screen::Command;
use crate::app::theme::{GAP, MARGIN, Role};
use crate::app::widgets::{
    Cell, Column, Kind, Pen, accuracy_ui, button_size, group, head, named_button, number, scrolled, table, wrapped,
    write,
};
use crate::customer::Tier;
use crate::practice::{Card, Due, Start};
use crate::record::{FirstLast, Point, Progress};
use crate::vocabulary::Vocabulary;

/// So much of what is due is listed.
const DUE_MAX: usize = 5;
/// So much that is not due yet is listed.
const LATER_MAX: usize = 5;
/// So many months are shown, the latest.
const MONTHS_MAX: usize = 13;

/// The page in this place. `name` is that of whoever sits at the machine.
pub fn person_ui(ui: &mut Ui, rect: Rect, desk: &Desk, name: &str, pen: &Pen<'_>) -> Option<Asked> {
    let theme = &pen.theme;
    let (list, page) = beside(rect, pen);
    let picked = people_ui(ui, list, desk, name, pen);
    let is_me = desk.person.as_deref().unwrap_or("") == name;
    let asked = scrolled(ui, page, "person", theme.palette.paper, |ui, area| {
        let (room, mut column) = inside(area);
        let shown = desk.shown.person.as_ref().filter(|page| page.name == desk.person);
        let Some(page) = shown else {
            waiting_ui(ui, &mut column, pen);
            return (column.y - area.top(), None);
        };
        let mut asked = head_ui(ui, &mut column, desk, page, is_me, pen);
        column.gap(8.0);
        asked = cards_ui(ui, room, &mut column, page, is_me, pen).or(asked);
        (column.y + MARGIN - area.top(), asked)
    });
    picked.or(asked)
}

/// Who this is, and what can be done with them.
fn head_ui(
    ui: &mut Ui,
    column: &mut Column,
    desk: &Desk,
    page: &PersonPage,
    is_me: bool,
    pen: &Pen<'_>,
) -> Option<Asked> {
    let theme = &pen.theme;
    let palette = theme.palette;
    let shown = match &page.name {
        Some(name) => name.as_str(),
        None if is_me => "Who are you?",
        None => "Those who gave no name",
    };
    let title = wrapped(ui, theme, Role::Hero, palette.ink, column.width, shown);
    column.y = write(ui, pos2(column.left, column.y), &title).bottom() + 2.0;
    if page.name.is_none() && is_me {
        let words = "Pick your name on the left, or add it: your drills are kept under it, and what is due is worked out for you. There are no \
                     passwords. Without a name drills are kept for nobody in particular.";
        column.words(ui, pen, Role::Body, words);
    }
    column.words(ui, pen, Role::Body, &in_a_sentence(&page.progress));
    let mut buttons: Vec<(&str, Wish)> = Vec::new();
    if let Some(erasing) = desk.erasing.as_ref().filter(|name| page.name.as_ref() == Some(name)) {
        let words = format!("Erase {erasing} with every drill and story of theirs? That cannot be taken back.");
        column.words(ui, pen, Role::BodyStrong, &words);
        buttons.push(("Erase everything", Wish::Erase(erasing.clone())));
        buttons.push(("Keep", Wish::Keep));
    } else {
        if !is_me {
            buttons.push(("This is me", Wish::Be(page.name.clone())));
        } else if page.name.is_some() {
            buttons.push(("I am somebody else", Wish::Be(None)));
        }
        buttons.push(("Save as a page (P)", Wish::PrintPerson));
        if let Some(name) = &page.name {
            buttons.push(("Export", Wish::Export(name.clone())));
            buttons.push(("Erase…", Wish::AskErase(name.clone())));
        }
    }
    let mut asked = None;
    if !ui.ctx().text_edit_focused() && ui.input(|input| input.key_pressed(Key::P)) {
        asked = Some(Wish::PrintPerson);
    }
    let mut at = pos2(column.left, column.y + 4.0);
    let mut bottom = at.y;
    for (words, wish) in buttons {
        let size = button_size(ui, theme, Kind::Quiet, words);
        if at.x + size.x > column.left + column.width && at.x > column.left {
            at = pos2(column.left, bottom + 8.0);
        }
        let name = format!("{words}: {shown}");
        if named_button(ui, theme, at, Kind::Quiet, words, &name).clicked() {
            asked = Some(wish);
        }
        at.x += size.x + 8.0;
        bottom = at.y + size.y;
    }
    column.y = bottom + 10.0;
    asked.map(Asked::Wish)
}

/// "41 drills, 12 with a Champion at the end. Accuracy of the latest 5: 78."
fn in_a_sentence(progress: &Progress) -> String {
    let Some(latest) = progress.points.last() else {
        return "No drill has been judged yet: what to begin with stands below.".to_owned();
    };
    let count = progress.points.len();
    let all = drills(i64::try_from(count).unwrap_or(i64::MAX));
    format!(
        "{all}, {} with a Champion at the end. Accuracy of the latest {}: {}.",
        progress.left_as(Tier::Champion),
        count.min(Progress::TREND),
        points(latest.trend)
    )
}

fn points(hundredths: u16) -> u16 {
    (hundredths + 50) / 100
}

fn cards_ui(
    ui: &mut Ui,
    room: Rect,
    column: &mut Column,
    page: &PersonPage,
    is_me: bool,
    pen: &Pen<'_>,
) -> Option<Asked> {
    let theme = &pen.theme;
    let is_wide = room.width() > theme.t(2.0 * 420.0) + GAP;
    let half = (room.width() - GAP) / 2.0;
    let width = if is_wide { half } else { room.width() };
    let place = |left: f32, top: f32, width: f32| Rect::from_min_size(pos2(left, top), vec2(width, 0.0));
    let (end, asked) = group(
        ui,
        place(room.left(), column.y, width),
        "Due today",
        pen,
        |ui, column, pen| due_ui(ui, column, page, is_me, pen),
    );
    // Two columns, each filled for itself; one where there is no room for two.
    let mut ends = [end + GAP, column.y];
    let progress = &page.progress;
    let is_begun = !progress.points.is_empty();
    let cards: [(usize, &str, bool, CardUi); 4] = [
        (1, "Accuracy, drill by drill", true, chart_ui),
        (0, "First attempt and last", is_begun, first_and_last_ui),
        (1, "S·E·R·V·I·C·E steps", is_begun, steps_ui),
        (1, "Month by month", is_begun, months_ui),
    ];
    for (side, head, is_shown, card) in cards {
        if !is_shown {
            continue;
        }
        let side = if is_wide { side } else { 0 };
        let left = if side == 1 {
            room.left() + half + GAP
        } else {
            room.left()
        };
        let (end, ()) = group(ui, place(left, ends[side], width), head, pen, |ui, column, pen| {
            card(ui, column, page, pen);
        });
        ends[side] = end + GAP;
    }
    let y = ends[0].max(ends[1]);
    column.y = y;
    asked
}

/// What stands in a card.
type CardUi = fn(&mut Ui, &mut Column, &PersonPage, &Pen<'_>);

fn chart_ui(ui: &mut Ui, column: &mut Column, page: &PersonPage, pen: &Pen<'_>) {
    if page.progress.points.is_empty() {
        column.words(ui, pen, Role::Small, "Here the first drill will stand.");
        return;
    }
    accuracy_ui(ui, column, pen, &page.progress.points);
    let words = format!(
        "Line: mean of the last {} drills. Round: Loyal or Champion. Diamond: Passive. Square: the customer was lost.",
        Progress::TREND
    );
    column.words(ui, pen, Role::Small, &words);
}

/// What is due, and what was left unfinished before it.
fn due_ui(ui: &mut Ui, column: &mut Column, page: &PersonPage, is_me: bool, pen: &Pen<'_>) -> Option<Asked> {
    let mut asked = None;
    for (at, open) in page.open.iter().enumerate() {
        let moves = if open.choices == 1 {
            "1 move"
        } else {
            &format!("{} moves", open.choices)
        };
        let why = format!("You stopped after {moves}. It goes on where it stood.");
        let title = &open.scenario.title;
        if entry_ui(ui, column, pen, title, &why, is_me.then_some("Go on"), at == 0) {
            asked = Some(Asked::Go(Command::GoOn(at)));
        }
    }
    let plan = &page.plan;
    if plan.due.is_empty() {
        let words = plan.later.first().map_or_else(
            || "Nothing.".to_owned(),
            |next| format!("Nothing. The next falls due on {}.", next.on),
        );
        column.words(ui, pen, Role::Body, &words);
    }
    for (at, due) in plan.due.iter().enumerate().take(DUE_MAX) {
        let is_first = at == 0 && page.open.is_empty();
        if entry_ui(
            ui,
            column,
            pen,
            &due.title,
            &why(due),
            is_me.then_some("Rehearse"),
            is_first,
        ) {
            asked = Some(Asked::Go(Command::Due(at)));
        }
    }
    if plan.due.len() > DUE_MAX {
        let words = format!(
            "{} more are due. What is likeliest to be forgotten stands first: a few a day are enough.",
            plan.due.len() - DUE_MAX
        );
        column.words(ui, pen, Role::Small, &words);
    }
    if !plan.later.is_empty() {
        column.gap(4.0);
        column.head(ui, pen, "LATER");
        for due in plan.later.iter().take(LATER_MAX) {
            column.words(ui, pen, Role::Small, &format!("{}: {}. {}", due.on, due.title, due.why));
        }
        if plan.later.len() > LATER_MAX {
            column.words(
                ui,
                pen,
                Role::Small,
                &format!("and {} more", plan.later.len() - LATER_MAX),
            );
        }
    }
    asked
}

/// Why, and where the drill begins.
fn why(due: &Due) -> String {
    match (&due.start, &due.card) {
        (Start::From { .. }, Card::Mistake(_)) => format!("{} It begins at that very moment.", due.why),
        _ => due.why.clone(),
    }
}

/// Something that can be started; whether it was.
fn entry_ui(
    ui: &mut Ui,
    column: &mut Column,
    pen: &Pen<'_>,
    title: &str,
    why: &str,
    start: Option<&str>,
    is_first: bool,
) -> bool {
    let theme = &pen.theme;
    let palette = theme.palette;
    let kind = if is_first { Kind::Dark } else { Kind::Quiet };
    let size = start.map_or(vec2(0.0, 0.0), |words| {
        button_size(ui, theme, kind, words) + vec2(16.0, 0.0)
    });
    let width = (column.width - size.x).max(60.0);
    let name = wrapped(ui, theme, Role::BodyStrong, palette.ink, width, title);
    let words = wrapped(ui, theme, Role::Small, palette.soft, width, why);
    let top = column.y;
    let bottom = write(ui, pos2(column.left, top), &name).bottom() + 1.0;
    let bottom = write(ui, pos2(column.left, bottom), &words).bottom();
    let mut is_started = false;
    if let Some(start) = start {
        let at = pos2(column.left + column.width - size.x + 16.0, top + 2.0);
        is_started = named_button(ui, theme, at, kind, start, &format!("{start}: {title}. {why}")).clicked();
    }
    column.y = bottom.max(top + size.y) + 14.0;
    is_started
}

fn first_and_last_ui(ui: &mut Ui, column: &mut Column, page: &PersonPage, pen: &Pen<'_>) {
    let title = |id: &str| {
        let all = page.plan.due.iter().chain(&page.plan.later);
        all.into_iter()
            .find(|due| due.scenario == id)
            .map_or_else(|| id.to_owned(), |due| due.title.clone())
    };
    let heads = [
        head("SCENARIO", 3.4),
        number("TRIES", 0.9),
        head("FIRST", 2.0),
        head("LAST", 2.0),
        number("WON", 0.8),
    ];
    let rows: Vec<Vec<Cell>> = page
        .progress
        .scenarios
        .iter()
        .map(|row| first_last_row(row, title(&row.scenario)))
        .collect();
    let _none = table(ui, column, pen, &heads, &rows, None);
}

fn first_last_row(row: &FirstLast, title: String) -> Vec<Cell> {
    let told = |point: &Point| format!("{}, {}", points(point.accuracy), point.tier.name());
    vec![
        Cell::Words(title),
        Cell::Words(row.attempts.to_string()),
        Cell::Words(told(&row.first)),
        if row.attempts > 1 {
            Cell::Words(told(&row.last))
        } else {
            Cell::Soft("once only".to_owned())
        },
        row.won().map_or(Cell::Empty, |won| {
            Cell::Strong(format!("{:+.0}", f64::from(won) / 100.0).replace('-', "−"))
        }),
    ]
}

fn steps_ui(ui: &mut Ui, column: &mut Column, page: &PersonPage, pen: &Pen<'_>) {
    let progress = &page.progress;
    let heads = [
        head("STEP", 3.6),
        number("TAKEN", 1.0),
        number("DONE", 0.9),
        number("PARTLY", 1.0),
        number("MISSED", 1.0),
    ];
    let rows: Vec<Vec<Cell>> = progress
        .steps()
        .map(|(step, count)| {
            let share = count
                .share()
                .map_or_else(|| "–".to_owned(), |share| format!("{:.0} %", 100.0 * share));
            vec![
                Cell::Words(format!("{} · {}", step.letter(), step.words())),
                Cell::Strong(share),
                Cell::Words(count.done.to_string()),
                Cell::Words(count.partly.to_string()),
                Cell::Words(count.missed.to_string()),
            ]
        })
        .collect();
    let _none = table(ui, column, pen, &heads, &rows, None);
    column.gap(4.0);
    column.words(
        ui,
        pen,
        Role::Small,
        "Where a scenario offers the step. Partly counts half.",
    );
}

fn months_ui(ui: &mut Ui, column: &mut Column, page: &PersonPage, pen: &Pen<'_>) {
    let progress = &page.progress;
    let heads = [
        head("MONTH", 1.4),
        head("CHAMPION TO DEFECTOR", 3.2),
        number("CHAMPIONS", 1.3),
        number("ACCURACY", 1.2),
    ];
    let from = progress.months.len().saturating_sub(MONTHS_MAX);
    let rows: Vec<Vec<Cell>> = progress.months[from..]
        .iter()
        .map(|row| {
            vec![
                Cell::Words(row.month.to_string()),
                Cell::Tiers(row.tiers.map(i64::from)),
                Cell::Words(row.tiers[Tier::Champion as usize].to_string()),
                Cell::Words(points(row.accuracy).to_string()),
            ]
        })
        .collect();
    let _none = table(ui, column, pen, &heads, &rows, None);
}

/// How the last drill of a scenario ended, for its card: "Loyal · 78", with its tone.
#[must_use]
pub fn last_words(page: &PersonPage, scenario: &str) -> Option<(String, crate::app::theme::Tone)> {
    let (tier, score) = in_short(page.last.get(scenario)?);
    Some((format!("{} · {score}", tier.name()), tier_tone(tier)))
}
