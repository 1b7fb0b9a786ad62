//! The team's page: everybody side by side, the months, and which scenarios are hard.

use bevy_egui::egui::{Rect, Ui, pos2, vec2};

use super::super::desk::Desk;
use super::super::wish::Wish;
use super::{Asked, drills, heading, waiting_ui};
use crate::app::theme::{GAP, MARGIN, Role};
use crate::app::widgets::{Cell, Column, Pen, group, head, number, scrolled, table, wrapped, write};
use crate::customer::Tier;
use crate::record::{PersonRow, SessionLine, Team};
use crate::vocabulary::Vocabulary;

/// So many months are shown, the latest.
const MONTHS_MAX: usize = 13;

/// The page in this place.
pub fn team_ui(ui: &mut Ui, rect: Rect, desk: &Desk, pen: &Pen<'_>) -> Option<Asked> {
    let theme = &pen.theme;
    scrolled(ui, rect, "team", theme.palette.paper, |ui, area| {
        let room = area.shrink2(vec2(MARGIN, 0.0));
        let mut column = heading(room);
        let Some(team) = &desk.shown.team else {
            waiting_ui(ui, &mut column, pen);
            return (column.y - area.top(), None);
        };
        let sums = team.sums();
        let title = wrapped(ui, theme, Role::Hero, theme.palette.ink, column.width, "Everybody");
        column.y = write(ui, pos2(column.left, column.y), &title).bottom() + 2.0;
        let people = team
            .people
            .iter()
            .filter(|row| row.name.is_some() && row.sums.judged > 0)
            .count();
        let people = if people == 1 {
            "1 person".to_owned()
        } else {
            format!("{people} people")
        };
        let words = format!(
            "{} by {people}, {} with a Champion at the end.",
            drills(sums.judged),
            sums.left_as(Tier::Champion)
        );
        column.words(ui, pen, Role::Body, &words);
        column.gap(6.0);
        let is_wide = room.width() > theme.t(2.0 * 470.0) + GAP;
        let half = (room.width() - GAP) / 2.0;
        let width = if is_wide { half } else { room.width() };
        let left = Rect::from_min_size(pos2(room.left(), column.y), vec2(width, 0.0));
        let (end, somebody) = group(ui, left, "People", pen, |ui, column, pen| {
            people_ui(ui, column, team, pen)
        });
        let right = if is_wide {
            left.translate(vec2(half + GAP, 0.0))
        } else {
            left.translate(vec2(0.0, end - column.y + GAP))
        };
        let (months, ()) = group(ui, right, "Month by month", pen, |ui, column, pen| {
            months_ui(ui, column, team, pen);
        });
        let below = right.translate(vec2(0.0, months + GAP - right.top()));
        let (last, scenario) = group(ui, below, "Which drills are hard", pen, |ui, column, pen| {
            scenarios_ui(ui, column, team, pen)
        });
        let under = Rect::from_min_size(pos2(room.left(), end.max(last) + GAP), vec2(room.width(), 0.0));
        let (together, ()) = group(ui, under, "Together: team sessions", pen, |ui, column, pen| {
            sessions_ui(ui, column, team, pen);
        });
        let wish = somebody.or(scenario).map(Asked::Wish);
        (together + MARGIN - area.top(), wish)
    })
}

fn people_ui(ui: &mut Ui, column: &mut Column, team: &Team, pen: &Pen<'_>) -> Option<Wish> {
    if team.people.is_empty() {
        column.words(ui, pen, Role::Small, "Nobody has practised yet.");
        return None;
    }
    let heads = [
        head("NAME", 2.6),
        number("DRILLS", 1.0),
        number("CHAMPIONS", 1.3),
        number("ACCURACY", 1.2),
        number("LAST", 1.7),
    ];
    let rows: Vec<Vec<Cell>> = team.people.iter().map(person_row).collect();
    let name = |at: usize| {
        let row = &team.people[at];
        let who = row.name.as_deref().unwrap_or("Those who gave no name");
        format!("{who}, {}", drills(row.sums.judged))
    };
    let pressed = table(ui, column, pen, &heads, &rows, Some(&name));
    pressed.map(|at| Wish::Look(team.people[at].name.clone()))
}

/// So many sessions are shown, the latest.
const SESSIONS_MAX: usize = 20;

fn sessions_ui(ui: &mut Ui, column: &mut Column, team: &Team, pen: &Pen<'_>) {
    if team.sessions.is_empty() {
        let words = "No team session yet. They are in none of the sums above: nobody played them alone.";
        column.words(ui, pen, Role::Small, words);
        return;
    }
    let heads = [
        head("WHEN", 1.7),
        head("CUSTOMER", 3.0),
        number("PEOPLE", 1.0),
        head("LEFT AS", 1.4),
        number("SCORE", 1.0),
        number("ACCURACY", 1.2),
        number("PRICE OF THE CONSENSUS", 2.0),
    ];
    let rows: Vec<Vec<Cell>> = team
        .sessions
        .iter()
        .take(SESSIONS_MAX)
        .map(|line| session_row(line, team))
        .collect();
    table(ui, column, pen, &heads, &rows, None);
    if team.sessions.len() > SESSIONS_MAX {
        let words = format!("and {} before them", team.sessions.len() - SESSIONS_MAX);
        column.words(ui, pen, Role::Small, &words);
    }
}

fn session_row(line: &SessionLine, team: &Team) -> Vec<Cell> {
    let whole = |hundredths: u32| Cell::Words(((hundredths + 50) / 100).to_string());
    let title = team.scenarios.iter().find(|row| row.id == line.scenario);
    let title = title.map_or(line.scenario.as_str(), |row| row.title.as_str());
    let people = match line.people {
        0 => Cell::Soft("hands".to_owned()),
        people => Cell::Words(people.to_string()),
    };
    let price = match line.against_votes {
        None => Cell::Soft("–".to_owned()),
        Some(-49..50) => Cell::Words("0".to_owned()),
        Some(price) if price < 0 => Cell::Words(format!("−{}", (50 - price) / 100)),
        Some(price) => Cell::Words(((price + 50) / 100).to_string()),
    };
    vec![
        Cell::Soft(line.at.to_zoned(jiff::tz::TimeZone::system()).date().to_string()),
        Cell::Strong(title.to_owned()),
        people,
        Cell::Words(line.tier.name().to_owned()),
        whole(line.score),
        whole(line.accuracy),
        price,
    ]
}

fn person_row(row: &PersonRow) -> Vec<Cell> {
    let name = match &row.name {
        Some(name) => Cell::Strong(name.clone()),
        None => Cell::Soft("No name".to_owned()),
    };
    let last = row
        .last
        .map(|at| at.to_zoned(jiff::tz::TimeZone::system()).date().to_string());
    vec![
        name,
        Cell::Words(row.sums.judged.to_string()),
        Cell::Words(row.sums.left_as(Tier::Champion).to_string()),
        row.accuracy()
            .map_or(Cell::Soft("–".to_owned()), |mean| Cell::Words(mean.to_string())),
        Cell::Soft(last.unwrap_or_else(|| "never".to_owned())),
    ]
}

fn months_ui(ui: &mut Ui, column: &mut Column, team: &Team, pen: &Pen<'_>) {
    if team.months.is_empty() {
        column.words(ui, pen, Role::Small, "No drill has been judged yet.");
        return;
    }
    let heads = [
        head("MONTH", 1.4),
        head("CHAMPION TO DEFECTOR", 3.0),
        number("DRILLS", 1.0),
        number("CHAMPIONS", 1.3),
        number("ACCURACY", 1.2),
    ];
    let from = team.months.len().saturating_sub(MONTHS_MAX);
    let rows: Vec<Vec<Cell>> = team.months[from..]
        .iter()
        .map(|row| {
            vec![
                Cell::Words(row.month.to_string()),
                Cell::Tiers(row.tiers),
                Cell::Words(row.tiers.iter().sum::<i64>().to_string()),
                Cell::Words(row.tiers[Tier::Champion as usize].to_string()),
                row.accuracy.map_or(Cell::Empty, |mean| Cell::Words(mean.to_string())),
            ]
        })
        .collect();
    let _none = table(ui, column, pen, &heads, &rows, None);
}

fn scenarios_ui(ui: &mut Ui, column: &mut Column, team: &Team, pen: &Pen<'_>) -> Option<Wish> {
    let heads = [
        head("SCENARIO", 3.6),
        number("DRILLS", 1.0),
        number("CHAMPIONS", 1.3),
        number("ACCURACY", 1.2),
    ];
    let rows: Vec<Vec<Cell>> = team
        .scenarios
        .iter()
        .map(|row| {
            vec![
                if row.at_hand {
                    Cell::Words(row.title.clone())
                } else {
                    Cell::Soft(format!("{} (not here any more)", row.title))
                },
                Cell::Words(row.sums.judged.to_string()),
                Cell::Words(row.sums.left_as(Tier::Champion).to_string()),
                row.accuracy().map_or(Cell::Soft("never played".to_owned()), |mean| {
                    Cell::Words(mean.to_string())
                }),
            ]
        })
        .collect();
    let name = |at: usize| format!("Where people go wrong: {}", team.scenarios[at].title);
    let pressed = table(ui, column, pen, &heads, &rows, Some(&name));
    pressed.map(|at| Wish::Scenario(team.scenarios[at].id.clone()))
}
