//! The manager's page as one self-contained HTML file.

use jiff::Timestamp;
use maud::{Markup, html};

use super::shell::{bar, cell, document, length, percent, round, tier_heads};
use crate::customer::FailureKind;
use crate::record::manager::{Cell, Confidence, Curve, Hinge, Manager, Money, NOTE, State, amount};
use crate::scenario::Channel;
use crate::vocabulary::Vocabulary;

/// So many months are shown, the latest.
const MONTHS_MAX: usize = 24;

/// What the page tells.
#[derive(Debug, Clone, Copy)]
pub struct ManagerPage<'a> {
    pub manager: &'a Manager,
    /// What larger funds would buy; may be empty.
    pub curves: &'a [Curve],
    /// How sure best lines are; may be empty.
    pub hinges: &'a [Hinge],
    /// When it was made.
    pub at: Timestamp,
}

/// The manager's page as one HTML document.
#[must_use]
pub fn manager_html(page: &ManagerPage<'_>) -> String {
    let manager = page.manager;
    let body = html! {
        header {
            div {
                h1 { "Practice in service recovery, as of " (manager.day(page.at)) }
                p class=(format!("tier {}", if manager.champions > 0 { "good" } else { "soft" })) {
                    (counted(manager.champions, "Champion")) " created in rehearsal"
                }
                p { "Of " (counted(manager.drills, "drill")) " by " (people(manager.people)) ", played from the beginning." }
            }
        }
        section.whole { h2 { "In numbers" } (numbers(manager)) (remarks(manager)) }
        section { h2 { "How customers left, month by month" } (months(manager)) }
        section { h2 { "Readiness: what was rehearsed" } (board(manager)) }
        section.whole { h2 { "Value kept, and what a Champion costs" } (money(manager)) }
        section { h2 { "What this takes for granted" } (assumptions(manager)) }
        @if !page.curves.is_empty() { section { h2 { "What a larger fund would buy" } (curves(page.curves)) } }
        @if !page.hinges.is_empty() { section.whole { h2 { "How sure the best play is" } (hinges(page.hinges)) } }
        p."small soft" { (NOTE) }
    };
    document("What practice came to", &body)
}

/// "1 drill", "3 drills".
fn counted(count: i64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn people(count: usize) -> String {
    match count {
        0 => "people who gave no name".to_owned(),
        1 => "one person".to_owned(),
        count => format!("{count} people"),
    }
}

fn numbers(manager: &Manager) -> Markup {
    let each = |thousandths: i64| {
        if manager.drills > 0 {
            format!("{:.1}", length(thousandths) / length(manager.drills) / 1000.0)
        } else {
            "–".to_owned()
        }
    };
    let heard = manager.heard;
    let spared = format!(
        "hear a bad one; {} would have as things stood at the start",
        each(heard.at_start)
    );
    html! {
        dl.numbers {
            (cell("Champions", &manager.champions.to_string(), &format!("of {}", counted(manager.drills, "drill"))))
            (cell("Accuracy", &manager.accuracy.map_or_else(|| "–".to_owned(), |mean| format!("{mean:.0}")), "mean of 100"))
            (cell("Resolved by the first", &percent(manager.resolved.fraction()),
                &format!("{} of {}: no transfer, no manager, left Loyal or as a Champion; nobody else was asked in {}", manager.resolved.part,
                    counted(manager.resolved.whole, "drill"), percent(manager.alone.fraction()))))
            (cell("Good word", &each(heard.won), "people a drill hear a good story"))
            (cell("Bad word", &each(heard.lost), &spared))
            @match manager.confidence {
                Some(Confidence { said, before, after }) => {
                    (cell("Sure before, after", &format!("{before:.1} → {after:.1}"), &format!("of 5; said for {}", counted(said, "drill"))))
                }
                None => (cell("Sure before, after", "–", "nobody has said both yet")),
            }
        }
    }
}

fn remarks(manager: &Manager) -> Markup {
    let few = manager.few_words(manager.drills);
    let sure = manager.confidence.and_then(|sure| manager.few_words(sure.said));
    html! {
        @if few.is_some() || sure.is_some() || !manager.remarks.is_empty() {
            ul."remarks small" {
                @if let Some(words) = few { li { b { (words) "." } } }
                @else if let Some(words) = sure { li { "How sure people feel: " (words) "." } }
                @for words in &manager.remarks { li { (words) } }
            }
        }
    }
}

fn months(manager: &Manager) -> Markup {
    let hidden = manager.months.len().saturating_sub(MONTHS_MAX);
    html! {
        @if manager.months.is_empty() { p { "No drill has been judged yet." } }
        @else {
            div.scroll {
                table {
                    thead { tr { th { "Month" } th { "Champion to Defector" } (tier_heads()) th.number { "Drills" } } }
                    tbody {
                        @for row in manager.months.iter().skip(hidden) {
                            tr {
                                th.month { (row.month) }
                                td { (bar(&row.tiers)) }
                                @for count in row.tiers.iter().rev() { td.number { (count) } }
                                td.number { (row.drills) @if manager.is_few(row.drills) { " " span.soft { "few" } } }
                            }
                        }
                    }
                }
            }
            p."small soft" {
                "Months of universal time."
                @if hidden > 0 { " " (hidden) " earlier months are not shown." }
                " A month of fewer than " (manager.assumptions.few) " drills says little."
            }
        }
    }
}

/// A kind of failure in a word that people use.
const fn kind_words(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Money => "Money",
        FailureKind::Goods => "Goods",
        FailureKind::Service => "Service",
        FailureKind::Attention => "Attention",
    }
}

fn board(manager: &Manager) -> Markup {
    html! {
        div.scroll {
            table.board {
                thead { tr { th { "What failed" } @for channel in Channel::ALL { th { (channel.words()) } } } }
                tbody {
                    @for &kind in FailureKind::ALL {
                        tr {
                            th { (kind_words(kind)) }
                            @for &channel in Channel::ALL {
                                @if let Some(cell) = manager.board.cell(kind, channel) { (place(manager, cell)) }
                            }
                        }
                    }
                }
            }
        }
        p."small soft" {
            (manager.board.count(State::Never)) " with a scenario that nobody has rehearsed, "
            (manager.board.count(State::NoScenario)) " without a scenario. Stayed: left Loyal or as Champions."
        }
    }
}

fn place(manager: &Manager, cell: &Cell) -> Markup {
    let class = match cell.state {
        State::NoScenario => "no-scenario",
        State::Never => "never",
        State::LongAgo => "long-ago",
        State::Few => "few",
        State::Weak => "weak",
        State::Ready => "ready",
    };
    html! {
        td class=(class) {
            b { (cell.state.words()) }
            @if let Some(last) = cell.last {
                (manager.day(last)) ", " (counted(cell.drills, "drill"))
                " by " (manager.by_words(cell).unwrap_or_else(|| people(0)))
                @if let (Some(accuracy), Some(kept), false) = (cell.accuracy, cell.kept, cell.state == State::Few) {
                    ", accuracy " (format!("{accuracy:.0}")) ", " (percent(Some(kept))) " stayed"
                }
            }
        }
    }
}

fn money(manager: &Manager) -> Markup {
    html! {
        @if manager.money.is_empty() { p { "No drill has been judged yet." } }
        @for sums in &manager.money { (one_currency(manager, sums)) }
        @if manager.money.len() > 1 { p."small soft" { "Scenarios reckon in different currencies: they are not added up." } }
        p."small soft" {
            "All of it in rehearsal: no customer was there and no money was earned. Value kept is what the scenarios' customers were worth \
             at the end, above what they would have been had nothing been done, less what was spent on them."
        }
    }
}

fn one_currency(manager: &Manager, sums: &Money) -> Markup {
    let each = |cents: Option<i64>| cents.map_or_else(|| "–".to_owned(), |cents| sums.amount(cents));
    html! {
        dl.numbers {
            (cell("Value kept", &sums.amount(sums.kept()), &format!("in {}", counted(sums.drills, "drill"))))
            (cell("For each drill", &each(sums.kept().checked_div(sums.drills)), "on average"))
            (cell("Spent", &sums.amount(sums.spent), "on remedies and labour"))
            (cell("For each Champion", &each(sums.per_champion()),
                &format!("all spending, shared among {} created in rehearsal", counted(sums.champions, "Champion"))))
            @if sums.practice > 0 {
                (cell("With working time", &each(sums.per_champion_with_practice()), &format!("{} of practice", sums.amount(sums.practice))))
            }
        }
        @if let Some(words) = manager.few_words(sums.drills) { p { b { (words) "." } } }
    }
}

fn assumptions(manager: &Manager) -> Markup {
    html! {
        table {
            thead { tr { th { "Assumption" } th.number { "Is" } th { "Why" } } }
            tbody {
                @for known in manager.assumptions.list() {
                    tr {
                        th { (known.title) }
                        td.number { (known.number) }
                        td { (known.unit) ". " (known.words) }
                    }
                }
            }
        }
        p."small soft" { "Each can be changed; the page then says what would follow." }
    }
}

fn curves(curves: &[Curve]) -> Markup {
    html! {
        div.curves {
            @for curve in curves {
                div {
                    h3 { (curve.title) }
                    (steps(curve))
                    p.small {
                        "Fund now: " (amount(&curve.currency, curve.fund)) ". Beyond " (amount(&curve.currency, curve.enough))
                        " nothing is gained."
                        @if curve.to_win() > 0 {
                            " Up to there the best play wins " b { (amount(&curve.currency, curve.to_win())) } " more a customer."
                        } @else { " The fund is large enough." }
                    }
                }
            }
        }
        p."small soft" { "The value of the best play against the fund, worked out exactly within the model. The dashed line is the fund as it is." }
    }
}

const WIDE: f64 = 420.0;
const HIGH: f64 = 170.0;
const LEFT: f64 = 64.0;
const LOW: f64 = 140.0;

/// Value against fund: a stair.
fn steps(curve: &Curve) -> Markup {
    let most_fund = length(curve.enough.max(curve.fund).max(1)) * 1.15;
    let values = curve.levels.iter().map(|(_, value)| *value);
    let (least, most) = (values.clone().min().unwrap_or(0), values.max().unwrap_or(0));
    let spread = length(most.saturating_sub(least)).max(1.0);
    let x = |fund: i64| LEFT + (WIDE - LEFT - 8.0) * length(fund) / most_fund;
    let y = |value: i64| LOW - (LOW - 24.0) * length(value.saturating_sub(least)) / spread;
    let mut path = String::new();
    for (at, (fund, value)) in curve.levels.iter().enumerate() {
        let (across, up) = (round(x(*fund)), round(y(*value)));
        path += &if at == 0 {
            format!("M{across} {up}")
        } else {
            format!("H{across}V{up}")
        };
    }
    path += &format!("H{}", round(WIDE - 8.0));
    let label = format!("Value of the best play against the fund: {}", curve.title);
    html! {
        svg.chart viewBox=(format!("0 0 {WIDE} {HIGH}")) role="img" aria-label=(label) {
            line.grid x1=(LEFT) x2=(WIDE - 8.0) y1=(LOW) y2=(LOW) {}
            text x="0" y=(round(y(most) + 4.0)) { (amount(&curve.currency, most)) }
            @if least < most { text x="0" y=(LOW) { (amount(&curve.currency, least)) } }
            line.now x1=(round(x(curve.fund))) x2=(round(x(curve.fund))) y1="12" y2=(LOW) {}
            path.line d=(path) {}
            text x=(round(x(0))) y=(LOW + 20.0) { (amount(&curve.currency, 0)) }
            text x=(round(x(curve.enough))) y=(LOW + 20.0) text-anchor="middle" {
                @if curve.enough > 0 { (amount(&curve.currency, curve.enough)) }
            }
        }
    }
}

fn hinges(hinges: &[Hinge]) -> Markup {
    html! {
        table {
            thead { tr { th { "Scenario" } th.number { "Numbers tried" } th { "Numbers of the model that, moved by a tenth, change the best play" } } }
            tbody {
                @for hinge in hinges {
                    tr {
                        th.title { (hinge.title) }
                        td.number { (hinge.tried) }
                        td { @if hinge.turned.is_empty() { "none" } @else { (hinge.turned.join(", ")) } }
                    }
                }
            }
        }
    }
}
