//! Who hears about it, as small figures and words.

use maud::{Markup, html};

use crate::session::Hearers;

/// The most figures in a row.
const MOST: i32 = 12;

/// Two rows of figures with their words.
pub fn hearers(hearers: &Hearers) -> Markup {
    html! {
        (row(hearers.good, "good", "+", &hearers.good_words()))
        (row(hearers.bad, "bad", "−", &hearers.bad_words()))
        @if let Some(words) = hearers.change_words() {
            p."small soft" { (words) }
        }
    }
}

fn row(thousandths: i32, tone: &str, sign: &str, words: &str) -> Markup {
    let people = (thousandths + 999).div_euclid(1000).clamp(1, MOST);
    html! {
        div.heard {
            svg viewBox=(format!("0 0 {} 40", people * 26 + 30)) aria-hidden="true" {
                circle class=(format!("mark-{tone}")) cx="13" cy="20" r="11" {}
                text x="13" y="26" text-anchor="middle" font-size="18" font-weight="700" style="fill:var(--on)" { (sign) }
                @for at in 0..people {
                    @let share = (thousandths - at * 1000).clamp(0, 1000);
                    (person(at * 26 + 30, share, tone))
                }
            }
            p { (words) }
        }
    }
}

/// A figure, filled from below to a share of 1000.
fn person(left: i32, share: i32, tone: &str) -> Markup {
    let shape = |class: &str, clip: Option<String>| {
        html! {
            g class=(class) clip-path=[clip] {
                circle cx=(left + 11) cy="9" r="7" {}
                path d=(format!("M{left} 38v-8a11 11 0 0 1 22 0v8z")) {}
            }
        }
    };
    let hidden = 36 - 36 * share / 1000 + 2;
    html! {
        (shape("track", None))
        @if share > 0 {
            (shape(&format!("mark-{tone}"), Some(format!("inset({hidden}px 0 0 0) view-box"))))
        }
    }
}
