//! The manager's page: what practice came to, what is rehearsed and what never was, money with every assumption to be changed, and
//! what a larger fund would buy.

use bevy_egui::egui::{CornerRadius, Id, Key, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::super::desk::Desk;
use super::super::model::Worked;
use super::super::wish::Wish;
use super::{Asked, drills, heading, waiting_ui};
use crate::app::theme::{GAP, MARGIN, RADIUS_SMALL, Role, Tone};
use crate::app::widgets::{
    Cell, Column, Kind, Pen, bar, button_size, field, group, head, named_button, number, scrolled, set, set_field,
    steps_ui, table, wrapped, write,
};
use crate::customer::{FailureKind, Tier};
use crate::record::manager::{Curve, Hinge, Manager, NOTE, State, amount};
use crate::scenario::Channel;
use crate::vocabulary::Vocabulary;

/// So many months are shown, the latest.
const MONTHS_MAX: usize = 13;

/// The page in this place.
pub fn manager_ui(ui: &mut Ui, rect: Rect, desk: &Desk, pen: &Pen<'_>) -> Option<Asked> {
    let theme = &pen.theme;
    let asked = scrolled(ui, rect, "manager", theme.palette.paper, |ui, area| {
        let room = area.shrink2(vec2(MARGIN, 0.0));
        let mut column = heading(room);
        let Some(manager) = desk.shown.manager.as_deref() else {
            waiting_ui(ui, &mut column, pen);
            return (column.y - area.top(), None);
        };
        let mut wish = head_ui(ui, &mut column, manager, pen);
        let is_wide = room.width() > theme.t(2.0 * 480.0) + GAP;
        let half = (room.width() - GAP) / 2.0;
        let width = if is_wide { half } else { room.width() };
        let place = |left: f32, top: f32, width: f32| Rect::from_min_size(pos2(left, top), vec2(width, 0.0));
        let top = column.y;
        let (board, ()) = group(
            ui,
            place(room.left(), top, room.width()),
            "Readiness",
            pen,
            |ui, column, pen| {
                board_ui(ui, column, manager, pen);
            },
        );
        let mut y = board + GAP;
        let (numbers, ()) = group(
            ui,
            place(room.left(), y, width),
            "In numbers",
            pen,
            |ui, column, pen| {
                numbers_ui(ui, column, manager, pen);
            },
        );
        let (left, beside) = if is_wide {
            (room.left() + half + GAP, y)
        } else {
            (room.left(), numbers + GAP)
        };
        let (months, ()) = group(
            ui,
            place(left, beside, width),
            "How customers left, month by month",
            pen,
            |ui, column, pen| {
                months_ui(ui, column, manager, pen);
            },
        );
        y = numbers.max(months) + GAP;
        let (assumed, changed) = group(
            ui,
            place(room.left(), y, width),
            "What this takes for granted",
            pen,
            |ui, column, pen| assumptions_ui(ui, column, desk, pen),
        );
        wish = changed.or(wish);
        let (left, beside) = if is_wide {
            (room.left() + half + GAP, y)
        } else {
            (room.left(), assumed + GAP)
        };
        let (curves, swept) = group(
            ui,
            place(left, beside, width),
            "What a larger fund would buy",
            pen,
            |ui, column, pen| curves_ui(ui, column, &desk.shown.curves, pen),
        );
        let (hinges, doubted) = group(
            ui,
            place(left, curves + GAP, width),
            "How sure the best play is",
            pen,
            |ui, column, pen| hinges_ui(ui, column, &desk.shown.hinges, pen),
        );
        wish = swept.or(doubted).or(wish);
        column.y = assumed.max(hinges) + 12.0;
        column.words(ui, pen, Role::Small, NOTE);
        (column.y + MARGIN - area.top(), wish)
    });
    asked.map(Asked::Wish)
}

fn head_ui(ui: &mut Ui, column: &mut Column, manager: &Manager, pen: &Pen<'_>) -> Option<Wish> {
    let theme = &pen.theme;
    let palette = theme.palette;
    let words = "Save as a page (P)";
    let size = button_size(ui, theme, Kind::Quiet, words);
    let at = pos2(column.left + column.width - size.x, column.y + 4.0);
    let is_pressed = named_button(ui, theme, at, Kind::Quiet, words, "Save the manager's page").clicked();
    let is_typed = !ui.ctx().text_edit_focused() && ui.input(|input| input.key_pressed(Key::P));
    let champions = match manager.champions {
        1 => "1 Champion created in rehearsal".to_owned(),
        count => format!("{count} Champions created in rehearsal"),
    };
    let ink = if manager.champions > 0 {
        palette.good.strong
    } else {
        palette.ink
    };
    let width = (column.width - size.x - 20.0).max(200.0);
    let title = wrapped(ui, theme, Role::Hero, ink, width, &champions);
    column.y = write(ui, pos2(column.left, column.y), &title)
        .bottom()
        .max(at.y + size.y)
        + 2.0;
    let people = match manager.people {
        0 => "people who gave no name".to_owned(),
        1 => "1 person".to_owned(),
        people => format!("{people} people"),
    };
    let words = format!("Of {} by {people}, played from the beginning.", drills(manager.drills));
    column.words(ui, pen, Role::Body, &words);
    column.gap(6.0);
    (is_pressed || is_typed).then_some(Wish::PrintManager)
}

const fn tone_of(state: State) -> Option<Tone> {
    match state {
        State::NoScenario => None,
        State::Never => Some(Tone::Bad),
        State::LongAgo | State::Weak => Some(Tone::Warn),
        State::Few => Some(Tone::Plain),
        State::Ready => Some(Tone::Good),
    }
}

/// Kinds of failures by channels: when, by whom, how well, or never.
fn board_ui(ui: &mut Ui, column: &mut Column, manager: &Manager, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let side = theme.t(110.0);
    #[expect(clippy::cast_precision_loss, reason = "a few channels")]
    let width = (column.width - side) / Channel::ALL.len() as f32 - 6.0;
    #[expect(clippy::cast_precision_loss, reason = "a few channels")]
    let left = |at: usize| column.left + side + at as f32 * (width + 6.0);
    let mut bottom = column.y;
    for (at, channel) in Channel::ALL.iter().enumerate() {
        let words = wrapped(ui, theme, Role::SmallStrong, palette.ink, width, channel.words());
        bottom = bottom.max(write(ui, pos2(left(at), column.y), &words).bottom());
    }
    let mut y = bottom + 6.0;
    for kind in FailureKind::ALL {
        let mut told = Vec::new();
        let mut height = theme.t(54.0);
        for channel in Channel::ALL {
            let cell = manager.board.cell(*kind, *channel);
            let state = cell.map_or(State::NoScenario, |cell| cell.state);
            let mut words = state.words().to_owned();
            if let Some(cell) = cell.filter(|cell| cell.drills > 0) {
                let people = if cell.people == 1 {
                    "1 person".to_owned()
                } else {
                    format!("{} people", cell.people)
                };
                words += &format!("\n{}, {people}", drills(cell.drills));
                if let Some(last) = cell.last {
                    words += &format!("\nlast {}", manager.day(last));
                }
                if let Some(accuracy) = cell.accuracy {
                    words += &format!("\naccuracy {accuracy:.0}");
                }
                if let Some(by) = manager.by_words(cell) {
                    words += &format!("\n{by}");
                }
            }
            let ink = tone_of(state).map_or(palette.soft, |tone| palette.tone(tone).ink);
            let words = wrapped(ui, theme, Role::Small, ink, width - 16.0, &words);
            height = height.max(words.size().y + 16.0);
            told.push((state, words));
        }
        let name = wrapped(ui, theme, Role::SmallStrong, palette.ink, side - 10.0, kind.name());
        write(ui, pos2(column.left, y + 8.0), &name);
        for (at, (state, words)) in told.into_iter().enumerate() {
            let rect = Rect::from_min_size(pos2(left(at), y), vec2(width, height));
            let fill = tone_of(state).map_or(palette.card, |tone| palette.tone(tone).fill);
            let line = Stroke::new(palette.line_width, palette.line);
            ui.painter()
                .rect(rect, CornerRadius::same(RADIUS_SMALL), fill, line, StrokeKind::Inside);
            write(ui, rect.min + vec2(8.0, 8.0), &words);
        }
        y += height + 6.0;
    }
    column.y = y + 4.0;
}

fn numbers_ui(ui: &mut Ui, column: &mut Column, manager: &Manager, pen: &Pen<'_>) {
    if let Some(few) = manager.few_words(manager.drills) {
        column.words(ui, pen, Role::Body, &few);
    } else {
        let listeners = |thousandths: i64| ((thousandths + 500) / 1000).to_string();
        let mut rows = Vec::new();
        let mut put = |what: &str, number: String| rows.push(vec![Cell::Words(what.to_owned()), Cell::Strong(number)]);
        if let Some(share) = manager.resolved.fraction() {
            put(
                "Resolved by the first person: nobody else was asked, and the customer left Loyal or as a Champion",
                format!("{:.0} %", 100.0 * share),
            );
        }
        if let Some(share) = manager.alone.fraction() {
            put(
                "Nobody else was asked: no transfer, no manager",
                format!("{:.0} %", 100.0 * share),
            );
        }
        if let Some(mean) = manager.accuracy {
            put("Accuracy, on average", format!("{mean:.0}"));
        }
        put("Who hear a good story", listeners(manager.heard.won));
        put("Who hear a bad one", listeners(manager.heard.lost));
        put(
            "Who would have heard a bad one as things stood at the start",
            listeners(manager.heard.at_start),
        );
        if let Some(sure) = &manager.confidence {
            let what = format!("How sure people felt, 1 to 5, before and after ({})", drills(sure.said));
            put(&what, format!("{:.1} → {:.1}", sure.before, sure.after));
        }
        for money in &manager.money {
            put("Value kept in rehearsal", money.amount(money.kept()));
            put("gained", money.amount(money.gained));
            put("spent", money.amount(money.spent));
            let per =
                |cents: Option<i64>| cents.map_or_else(|| "no Champion yet".to_owned(), |cents| money.amount(cents));
            put("Spent for each Champion", per(money.per_champion()));
            put(
                "the same with the working time of practising",
                per(money.per_champion_with_practice()),
            );
        }
        let _none = table(ui, column, pen, &[head("", 4.0), number("", 1.6)], &rows, None);
        column.gap(6.0);
    }
    for remark in &manager.remarks {
        column.words(ui, pen, Role::Small, remark);
    }
}

fn months_ui(ui: &mut Ui, column: &mut Column, manager: &Manager, pen: &Pen<'_>) {
    if manager.months.is_empty() {
        column.words(ui, pen, Role::Small, "No drill has been judged yet.");
        return;
    }
    let heads = [
        head("MONTH", 1.4),
        head("CHAMPION TO DEFECTOR", 3.2),
        number("DRILLS", 1.0),
        number("CHAMPIONS", 1.3),
    ];
    let from = manager.months.len().saturating_sub(MONTHS_MAX);
    let rows: Vec<Vec<Cell>> = manager.months[from..]
        .iter()
        .map(|row| {
            vec![
                Cell::Words(row.month.to_string()),
                Cell::Tiers(row.tiers),
                Cell::Words(row.drills.to_string()),
                Cell::Words(row.tiers[Tier::Champion as usize].to_string()),
            ]
        })
        .collect();
    let _none = table(ui, column, pen, &heads, &rows, None);
}

/// Each with its reason, each to be changed.
fn assumptions_ui(ui: &mut Ui, column: &mut Column, desk: &Desk, pen: &Pen<'_>) -> Option<Wish> {
    let theme = &pen.theme;
    let mut wish = None;
    for known in desk.assumptions.list() {
        let wide = theme.t(104.0);
        let width = column.width - wide - 14.0;
        let title = wrapped(
            ui,
            theme,
            Role::SmallStrong,
            theme.palette.ink,
            width,
            &format!("{} · {}", known.title, known.unit),
        );
        let words = wrapped(ui, theme, Role::Small, theme.palette.soft, width, known.words);
        let top = column.y;
        let bottom = write(ui, pos2(column.left, top), &title).bottom();
        let bottom = write(ui, pos2(column.left, bottom), &words).bottom();
        let id = Id::new(("assumption", known.key));
        let stands = known.number.to_string();
        if pen.entered {
            set_field(ui, id, &stands);
        }
        let rect = Rect::from_min_size(pos2(column.left + width + 14.0, top), vec2(wide, theme.t(44.0)));
        let typed = field(ui, theme, rect, id, known.title, "", &stands);
        if typed.changed {
            match typed.text.trim().parse::<u32>() {
                Ok(number) if number <= known.most => wish = Some(Wish::Assume(known.key, number)),
                Ok(_) | Err(_) => {}
            }
        }
        let is_bad = typed.text.trim().parse::<u32>().is_ok_and(|number| number > known.most)
            || (!typed.text.trim().is_empty() && typed.text.trim().parse::<u32>().is_err());
        let mut bottom = bottom.max(rect.bottom());
        if is_bad {
            let words = format!("A whole number from 0 to {}; {} still holds.", known.most, known.number);
            let words = wrapped(ui, theme, Role::Small, theme.palette.bad.ink, column.width, &words);
            bottom = write(ui, pos2(column.left, bottom + 2.0), &words).bottom();
        }
        column.y = bottom + 12.0;
    }
    wish
}

/// Whether it was asked for; how far it is.
fn begin_ui<T>(ui: &mut Ui, column: &mut Column, pen: &Pen<'_>, worked: &Worked<T>, words: &str, why: &str) -> bool {
    let theme = &pen.theme;
    if worked.is_going_on() {
        #[expect(clippy::cast_precision_loss, reason = "a few scenarios")]
        let share = worked.looked_at as f32 / worked.of.max(1) as f32;
        let told = format!("{} of {} drills worked out…", worked.looked_at, worked.of);
        column.words(ui, pen, Role::Small, &told);
        let rect = Rect::from_min_size(pos2(column.left, column.y), vec2(column.width, 10.0));
        bar(ui, theme, rect, words, share, theme.palette.good.strong);
        column.y = rect.bottom() + 12.0;
        return false;
    }
    if worked.of > 0 {
        return false;
    }
    column.words(ui, pen, Role::Small, why);
    let size = button_size(ui, theme, Kind::Quiet, words);
    let is_pressed = named_button(ui, theme, pos2(column.left, column.y), Kind::Quiet, words, words).clicked();
    column.y += size.y + 10.0;
    is_pressed
}

fn curves_ui(ui: &mut Ui, column: &mut Column, curves: &Worked<Curve>, pen: &Pen<'_>) -> Option<Wish> {
    let theme = &pen.theme;
    let why = "Solves every drill for every fund at which something changes, within the model. It takes a minute or two; one can go on \
               meanwhile.";
    let asked = begin_ui(ui, column, pen, curves, "Work it out", why);
    for curve in &curves.done {
        let money = |cents: i64| amount(&curve.currency, cents);
        let title = set(ui, theme, Role::SmallStrong, theme.palette.ink, &curve.title);
        column.y = write(ui, pos2(column.left, column.y), &title).bottom();
        let words = if curve.to_win() > 0 {
            format!(
                "Fund {}: {} a customer to win; beyond {} nothing is gained.",
                money(curve.fund),
                money(curve.to_win()),
                money(curve.enough)
            )
        } else {
            format!(
                "Fund {}: enough; beyond {} nothing is gained.",
                money(curve.fund),
                money(curve.enough)
            )
        };
        column.words(ui, pen, Role::Small, &words);
        let rect = Rect::from_min_size(
            pos2(column.left + 4.0, column.y + 4.0),
            vec2(column.width - 8.0, theme.t(44.0)),
        );
        steps_ui(ui, rect, pen, &curve.levels, curve.fund);
        column.y = rect.bottom() + 14.0;
    }
    asked.then_some(Wish::Sweep)
}

fn hinges_ui(ui: &mut Ui, column: &mut Column, hinges: &Worked<Hinge>, pen: &Pen<'_>) -> Option<Wish> {
    let why = "Moves every number of the model by a tenth and solves each drill anew: which of them would turn the best play? Hundreds of \
               solves for each drill; it takes many minutes.";
    let asked = begin_ui(ui, column, pen, hinges, "Find out", why);
    let rows: Vec<Vec<Cell>> = hinges
        .done
        .iter()
        .map(|hinge| {
            vec![
                Cell::Words(hinge.title.clone()),
                Cell::Words(format!("{} of {}", hinge.turned.len(), hinge.tried)),
                Cell::Soft(hinge.turned.join(", ")),
            ]
        })
        .collect();
    if !rows.is_empty() {
        let heads = [head("DRILL", 2.4), number("TURN IT", 1.0), head("WHICH", 3.0)];
        let _none = table(ui, column, pen, &heads, &rows, None);
    }
    asked.then_some(Wish::Doubt)
}
