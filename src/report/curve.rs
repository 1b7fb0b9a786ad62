//! The talk, move by move, as a picture: value and anger over the moves, each move with its mark. Lines differ in their dashes and
//! marks in shape and sign, so that nothing hangs on colour.

use maud::{Markup, html};

use crate::session::{Debrief, Grades, Mark};

const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 270.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 34.0;

/// Where things stand, in the picture's own units.
struct Plot {
    step: f64,
}

impl Plot {
    fn of(points: usize) -> Self {
        Self {
            step: (WIDTH - LEFT - RIGHT - 24.0) / count(points.max(2) - 1),
        }
    }

    fn x(&self, at: usize) -> f64 {
        LEFT + 12.0 + self.step * count(at)
    }

    /// `share` is 0..=100.
    fn y(share: f64) -> f64 {
        TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - share.clamp(0.0, 100.0) / 100.0)
    }

    fn line(&self, shares: &[f64]) -> String {
        let points = shares
            .iter()
            .enumerate()
            .map(|(at, share)| format!("{:.1},{:.1}", self.x(at), Self::y(*share)));
        points.collect::<Vec<_>>().join(" ")
    }
}

fn count(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The class of a mark's colour.
pub const fn tone(mark: Mark) -> &'static str {
    match mark {
        Mark::OnlyMove | Mark::Best | Mark::Excellent | Mark::Good => "good",
        Mark::Inaccuracy => "warn",
        Mark::Mistake | Mark::Blunder => "bad",
    }
}

/// A mark about a point.
pub fn mark(mark: Mark, x: f64, y: f64, radius: f64) -> Markup {
    let class = format!("mark-{}", tone(mark));
    let corners = |count: u32, size: f64, turn: f64| {
        let corner = |at: u32| {
            let angle = turn + std::f64::consts::TAU * f64::from(at) / f64::from(count);
            format!("{:.1},{:.1}", x + angle.cos() * size, y + angle.sin() * size)
        };
        (0..count).map(corner).collect::<Vec<_>>().join(" ")
    };
    let quarter = std::f64::consts::FRAC_PI_4;
    html! {
        @match mark {
            Mark::OnlyMove | Mark::Best | Mark::Excellent | Mark::Good => {
                circle class=(class) cx=(round(x)) cy=(round(y)) r=(round(radius)) {}
            }
            Mark::Inaccuracy => polygon class=(class) points=(corners(4, radius * 1.25, 0.0)) {},
            Mark::Mistake => polygon class=(class) points=(corners(4, radius * 1.3, quarter)) {},
            Mark::Blunder => polygon class=(class) points=(corners(8, radius * 1.12, quarter / 2.0)) {},
        }
        text.sign x=(round(x)) y=(round(y + radius * 0.42)) { (mark.sign()) }
    }
}

fn round(number: f64) -> String {
    format!("{number:.1}")
}

/// The picture with its legend.
pub fn curve(debrief: &Debrief) -> Markup {
    let plot = Plot::of(debrief.rows.len() + 1);
    let felt = std::iter::once(&debrief.first).chain(debrief.rows.iter().map(|row| &row.after));
    let anger: Vec<f64> = felt.map(|felt| f64::from(felt.anger) / 9.0 * 100.0).collect();
    let opening = match &debrief.grades {
        Grades::Here(totals) => Some(totals.opening),
        Grades::Waiting | Grades::None(_) => None,
    };
    let graded = opening.filter(|_| debrief.rows.iter().any(|row| row.verdict.is_some()));
    // An inject has no verdict: the line goes on as it stood.
    let with = |first: f64, rest: fn(&crate::session::Verdict) -> f64| -> Vec<f64> {
        let mut line = vec![first];
        for row in &debrief.rows {
            let before = line[line.len() - 1];
            line.push(row.verdict.as_ref().map_or(before, rest));
        }
        line
    };
    let days = debrief.rows.iter().position(|row| !row.in_talk);
    html! {
        svg.curve viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label="Value and anger after each move" {
            @for share in [0_u8, 50, 100] {
                @let y = round(Plot::y(f64::from(share)));
                line.grid x1=(LEFT) x2=(WIDTH - RIGHT) y1=(y) y2=(y) {}
                text x="4" y=(round(Plot::y(f64::from(share)) + 4.0)) { (share) }
            }
            @if let Some(first) = days {
                @let x = plot.x(first) + plot.step / 2.0;
                line.reach x1=(round(x)) x2=(round(x)) y1=(TOP) y2=(HEIGHT - BOTTOM) {}
                text x=(round(x + 6.0)) y=(TOP - 3.0) { "days after" }
            }
            polyline.anger points=(plot.line(&anger)) {}
            @if let Some(opening) = graded {
                polyline.reach points=(plot.line(&with(100.0, |verdict| verdict.in_reach))) {}
                polyline.value points=(plot.line(&with(opening, |verdict| verdict.standing))) {}
                circle.mark-plain cx=(round(plot.x(0))) cy=(round(Plot::y(opening))) r="7" {}
                @for (at, verdict) in (0..).zip(&debrief.rows).filter_map(|(at, row)| Some((at, row.verdict.as_ref()?))) {
                    (mark(verdict.mark, plot.x(at + 1), Plot::y(verdict.standing), 10.0))
                }
            }
            @for number in 1..=debrief.rows.len() {
                text x=(round(plot.x(number))) y=(HEIGHT - 8.0) text-anchor="middle" { (number) }
            }
        }
        p."legend small soft" {
            @if graded.is_some() {
                span { "Solid line with marks: value of the relationship as it stood (0 worst play, 100 best)." }
                span { "Dots: what was still in reach." }
            }
            span { "Dashes: anger, 0 to 9 over the same height." }
        }
    }
}
