//! What the pages that are made of records have in common: the document around them, numbers in a row, bars of tiers.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::customer::Tier;
use crate::vocabulary::Vocabulary;

const STYLE: &str = concat!(
    include_str!("report.css"),
    include_str!("pages.css"),
    include_str!("script.css")
);

/// A whole document.
pub fn document(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { main { (body) } }
        }
    };
    page.into_string()
}

/// A number with its name above and what it means below.
pub fn cell(name: &str, number: &str, below: &str) -> Markup {
    html! { div { dt { (name) } dd { (number) small { (below) } } } }
}

/// A share in per cent, or a dash.
pub fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.0}%", share * 100.0))
}

/// A count as a length.
#[expect(clippy::cast_precision_loss, reason = "drawn, a few pixels wide")]
pub const fn length(count: i64) -> f64 {
    count as f64
}

/// A length as it is written into a picture.
pub fn round(number: f64) -> String {
    format!("{number:.1}")
}

/// How customers left as one bar, from Champion on the left to Defector. The numbers stand beside it.
pub fn bar(tiers: &[i64; 5]) -> Markup {
    let all: i64 = tiers.iter().sum();
    let mut left = 0.0;
    html! {
        svg.bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
            @for (at, count) in tiers.iter().enumerate().rev() {
                @let wide = if all > 0 { length(*count) / length(all) * 100.0 } else { 0.0 };
                @if wide > 0.0 { rect class=(format!("tier-{at}")) x=(round(left)) y="0" width=(round(wide)) height="10" {} }
                @let () = left += wide;
            }
        }
    }
}

/// The heads of the columns of tiers, Champion first.
pub fn tier_heads() -> Markup {
    html! {
        @for tier in Tier::ALL.iter().rev() {
            th.number { span class=(format!("swatch tier-{}", *tier as usize)) {} (tier.name()) }
        }
    }
}

/// Day, month and year of a date: "2026-03-05".
pub fn day(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}
