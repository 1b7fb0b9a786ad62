//! A person's page: what is due, and how they get on.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maud::{Markup, html};

use super::shell::{bar, day, document, length, percent, round, tier_heads};
use crate::customer::Tier;
use crate::practice::{Due, Plan, Start};
use crate::record::{Point, Progress};
use crate::session::NOTE;
use crate::vocabulary::Vocabulary;

/// So many drills are drawn, the latest.
const POINTS_MAX: usize = 120;
/// So many things to come are listed.
const LATER_MAX: usize = 5;

/// What the page tells.
#[derive(Debug, Clone, Copy)]
pub struct ProgressPage<'a> {
    pub name: &'a str,
    pub progress: &'a Progress,
    pub plan: &'a Plan,
    /// Titles of scenarios by their ids; where one is missing the id stands.
    pub titles: &'a BTreeMap<String, String>,
    pub today: Date,
}

/// A person's page as one HTML document.
#[must_use]
pub fn progress_html(page: &ProgressPage<'_>) -> String {
    let progress = page.progress;
    let body = html! {
        header {
            div {
                h1 { "Practice in service recovery, as of " (page.today) }
                h1.name { (page.name) }
                p { (drills(progress.points.len())) ", " (progress.left_as(Tier::Champion)) " with a Champion at the end." }
            }
        }
        section { h2 { "Due today" } (due(page)) }
        section.whole { h2 { "Accuracy, drill by drill" } (accuracy(progress)) }
        section { h2 { "How customers left, month by month" } (months(progress)) }
        section { h2 { "First attempt and last" } (first_and_last(page)) }
        section.whole { h2 { "S·E·R·V·I·C·E steps" } (steps(progress)) }
        p."small soft" { (NOTE) }
    };
    document(&format!("{}: practice", page.name), &body)
}

fn drills(count: usize) -> String {
    match count {
        0 => "No drill yet".to_owned(),
        1 => "1 drill".to_owned(),
        count => format!("{count} drills"),
    }
}

fn due(page: &ProgressPage<'_>) -> Markup {
    let plan = page.plan;
    html! {
        @if plan.due.is_empty() { p { "Nothing. " @if let Some(next) = plan.later.first() { "Next: " (next.on) "." } } }
        @else { ul.due { @for due in &plan.due { (one(due)) } } }
        @if !plan.later.is_empty() {
            p."small soft" {
                "Later: "
                @for (at, due) in plan.later.iter().take(LATER_MAX).enumerate() {
                    @if at > 0 { "; " }
                    (due.title) " on " (due.on)
                }
                @if plan.later.len() > LATER_MAX { "; and " (plan.later.len() - LATER_MAX) " more" }
                "."
            }
        }
    }
}

fn one(due: &Due) -> Markup {
    html! {
        li {
            h3 { (due.title) }
            p { (due.why) }
            @if let Start::From { .. } = due.start { p."small soft" { "A short drill that begins at that very moment." } }
        }
    }
}

const WIDE: f64 = 900.0;
const HIGH: f64 = 240.0;
const LEFT: f64 = 40.0;
const LOW: f64 = 212.0;
const TOP: f64 = 16.0;

fn accuracy(progress: &Progress) -> Markup {
    let hidden = progress.points.len().saturating_sub(POINTS_MAX);
    let points = &progress.points[hidden..];
    if points.is_empty() {
        return html! { p { "Here the first drill will stand." } };
    }
    let count = i64::try_from(points.len()).unwrap_or(i64::MAX);
    let step = (WIDE - LEFT - 24.0) / length((count - 1).max(1));
    let y = |hundredths: u16| LOW - (LOW - TOP) * f64::from(hundredths.min(10_000)) / 10_000.0;
    let places: Vec<(f64, &Point)> = (0..count)
        .map(|at| LEFT + 12.0 + step * length(at))
        .zip(points)
        .collect();
    let trend: Vec<String> = places
        .iter()
        .map(|(x, point)| format!("{},{}", round(*x), round(y(point.trend))))
        .collect();
    html! {
        svg.chart viewBox=(format!("0 0 {WIDE} {HIGH}")) role="img" aria-label="Accuracy of each drill and its trend" {
            @for share in [0_u16, 50, 100] {
                line.grid x1=(LEFT) x2=(WIDE - 8.0) y1=(round(y(share * 100))) y2=(round(y(share * 100))) {}
                text x="4" y=(round(y(share * 100) + 4.0)) { (share) }
            }
            polyline.line points=(trend.join(" ")) {}
            @for (x, point) in &places { (mark(*x, y(point.accuracy), point.tier)) }
            text x=(LEFT) y=(HIGH - 6.0) { (day(points[0].at)) }
            @if let (true, Some(last)) = (points.len() > 1, points.last()) {
                text x=(WIDE - 8.0) y=(HIGH - 6.0) text-anchor="end" { (day(last.at)) }
            }
        }
        p."legend small soft" {
            span { "Line: mean of the last " (Progress::TREND) " drills." }
            span { "Round: Loyal or Champion. Diamond: Passive. Square: the customer was lost." }
            @if hidden > 0 { span { (hidden) " earlier drills are not drawn." } }
        }
    }
}

fn mark(x: f64, y: f64, tier: Tier) -> Markup {
    let square = |size: f64| {
        format!(
            "M{} {}h{s}v{s}h-{s}z",
            round(x - size / 2.0),
            round(y - size / 2.0),
            s = round(size)
        )
    };
    html! {
        @match tier {
            Tier::Champion | Tier::Loyal => circle.mark-good cx=(round(x)) cy=(round(y)) r="5" {},
            Tier::Passive => {
                path.mark-warn d=(format!("M{} {}l6 6l-6 6l-6-6z", round(x), round(y - 6.0))) {}
            }
            Tier::Detractor | Tier::Defector => path.mark-bad d=(square(9.0)) {},
        }
    }
}

fn months(progress: &Progress) -> Markup {
    html! {
        @if progress.months.is_empty() { p { "No drill has been judged yet." } }
        @else {
            div.scroll {
                table {
                    thead { tr { th { "Month" } th { "Champion to Defector" } (tier_heads()) th.number { "Accuracy" } } }
                    tbody {
                        @for row in &progress.months {
                            tr {
                                th.month { (row.month) }
                                td { (bar(&row.tiers.map(i64::from))) }
                                @for count in row.tiers.iter().rev() { td.number { (count) } }
                                td.number { (points(row.accuracy)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Hundredths of points as whole ones.
fn points(hundredths: u16) -> u16 {
    (hundredths + 50) / 100
}

fn first_and_last(page: &ProgressPage<'_>) -> Markup {
    let title = |id: &str| page.titles.get(id).map_or_else(|| id.to_owned(), Clone::clone);
    html! {
        @if page.progress.scenarios.is_empty() { p { "Nothing was played yet." } }
        @else {
            div.scroll {
                table {
                    thead { tr { th { "Scenario" } th.number { "Attempts" } th { "First" } th { "Last" } th.number { "Won" } } }
                    tbody {
                        @for row in &page.progress.scenarios {
                            tr {
                                th.title { (title(&row.scenario)) }
                                td.number { (row.attempts) }
                                td { (point(&row.first)) }
                                td { @if row.attempts > 1 { (point(&row.last)) } @else { span.soft { "only one attempt" } } }
                                td.number {
                                    @if let Some(won) = row.won() { (format!("{:+.0}", f64::from(won) / 100.0).replace('-', "−")) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn point(point: &Point) -> Markup {
    html! { (points(point.accuracy)) ", " (point.tier.name()) " " span.soft { "(" (day(point.at)) ")" } }
}

fn steps(progress: &Progress) -> Markup {
    html! {
        table {
            thead { tr { th { "Step" } th.number { "Taken" } th.number { "Done" } th.number { "Partly" } th.number { "Missed" } } }
            tbody {
                @for (step, count) in progress.steps() {
                    tr {
                        th { (step.letter()) " · " (step.words()) }
                        td.number { (percent(count.share())) }
                        td.number { (count.done) }
                        td.number { (count.partly) }
                        td.number { (count.missed) }
                    }
                }
            }
        }
        p."small soft" { "Where a scenario offers the step. Partly counts half." }
    }
}
