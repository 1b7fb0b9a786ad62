//! The answer as a picture: for each scenario the value of best play and of a typical trainee against the fund, and how customers leave.

use std::fmt::Write as _;

use super::answer::{Answer, Block, NOTE};
use super::axis::Axis;
use super::told::{amount, conditions_words};
use crate::customer::Tier;
use crate::scenario::Policy;
use crate::vocabulary::Vocabulary;

/// Sizes in the picture's units.
const WIDTH: f64 = 860.0;
const TOP: f64 = 84.0;
const PANEL: f64 = 350.0;
const LEFT: f64 = 92.0;
const RIGHT: f64 = 690.0;
const PLOT: f64 = 190.0;
const STRIP: f64 = 30.0;
const FOOT: f64 = 60.0;

const INK: &str = "#22272b";
const SOFT: &str = "#5c666e";
const GRID: &str = "#e1e5e8";
/// Best play and typical trainee, by block.
const HUES: [(&str, &str); 3] = [("#17694e", "#b5482a"), ("#2a5aa8", "#8a4fa3"), ("#7a6a12", "#6d6d6d")];
/// From the worst tier to the best; told apart by lightness as well.
const TIERS: [&str; 5] = ["#7d2b2b", "#c9764a", "#e3d3a4", "#8fc4a4", "#17694e"];

/// An SVG document of the answer.
pub fn chart(answer: &Answer) -> String {
    let mut svg = Svg::default();
    let all = "All scenarios, each counted the same";
    let cases = answer.scenarios.iter().map(|case| Panel {
        title: &case.title,
        blocks: &case.blocks,
        policy: &case.money,
        own: Some(case.money.fund),
    });
    let mean = answer
        .scenarios
        .first()
        .filter(|_| !answer.library.is_empty())
        .map(|first| Panel {
            title: all,
            blocks: &answer.library,
            policy: &first.money,
            own: None,
        });
    let panels: Vec<Panel<'_>> = cases.chain(mean).collect();
    svg.text(LEFT - 64.0, 34.0, Text::title("What a larger fund buys"));
    let words = "Expected net value of the relationship, per customer, against what staff may spend without asking";
    svg.text(LEFT - 64.0, 56.0, Text::soft(words));
    let mut top = TOP;
    for panel in &panels {
        panel.draw(&mut svg, top);
        top += PANEL + panel.legend();
    }
    legend(&mut svg, top);
    svg.text(LEFT - 64.0, top + 40.0, Text::soft(NOTE));
    svg.document(WIDTH, top + FOOT)
}

/// The colours of the tiers.
fn legend(svg: &mut Svg, top: f64) {
    let mut left = LEFT - 64.0;
    svg.text(left, top + 10.0, Text::soft("How customers leave after the best play:"));
    left += 262.0;
    for (tier, colour) in Tier::ALL.iter().zip(TIERS) {
        svg.rect([left, top, 12.0, 12.0], colour);
        svg.text(left + 17.0, top + 10.5, Text::soft(tier.name()));
        left += 92.0;
    }
}

/// A scenario, or all of them.
struct Panel<'a> {
    title: &'a str,
    blocks: &'a [Block],
    policy: &'a Policy,
    /// The policy's own fund.
    own: Option<i64>,
}

impl Panel<'_> {
    /// How much room the words on approval take.
    fn legend(&self) -> f64 {
        if self.blocks.len() > 1 {
            18.0 * f64::from(u16::try_from(self.blocks.len()).unwrap_or(u16::MAX))
        } else {
            0.0
        }
    }

    fn draw(&self, svg: &mut Svg, top: f64) {
        svg.text(LEFT - 64.0, top + 16.0, Text::heading(self.title));
        if self.blocks.len() > 1 {
            for (at, block) in self.blocks.iter().enumerate() {
                let words = format!("{}: {}", letter(at), conditions_words(&block.conditions));
                let down = 18.0 * f64::from(u16::try_from(at).unwrap_or(u16::MAX));
                svg.text(LEFT - 64.0, top + 36.0 + down, Text::soft(&words));
            }
        }
        let top = top + self.legend() + 46.0;
        let bottom = top + PLOT;
        let funds = self.blocks.iter().flat_map(|block| {
            let rows = block.rows.iter().map(|row| row.fund);
            rows.chain([block.enough])
        });
        let most = funds.chain(self.own).max().unwrap_or(0).max(100);
        let across = Axis::around([most].into_iter(), 6, LEFT, RIGHT).ended(most);
        let values = self.blocks.iter().flat_map(|block| {
            let rows = block.rows.iter().flat_map(|row| [row.best.value, row.typical_value]);
            rows.chain(block.levels.iter().map(|level| level.value))
        });
        let up = Axis::around(values, 5, bottom, top);
        self.grid(svg, across, up);
        self.marks(svg, across, top, bottom);
        let mut ends = Vec::new();
        for (at, block) in self.blocks.iter().enumerate() {
            let (best, typical) = HUES[at % HUES.len()];
            let tag = if self.blocks.len() > 1 {
                format!("{} ", letter(at))
            } else {
                String::new()
            };
            lines(svg, block, across, up, (best, typical));
            if let Some(row) = block.rows.last() {
                ends.push((up.at(block.best(across.high).value), format!("{tag}best play"), best));
                ends.push((up.at(row.typical_value), format!("{tag}typical trainee"), typical));
            }
        }
        end_labels(svg, ends);
        if let Some(block) = self.blocks.first() {
            strip(svg, block, across, bottom + 6.0);
        }
    }

    fn grid(&self, svg: &mut Svg, across: Axis, up: Axis) {
        for mark in up.marks() {
            let y = up.at(mark);
            svg.line([LEFT, y, RIGHT, y], if mark == 0 { SOFT } else { GRID }, "");
            svg.text(LEFT - 8.0, y + 4.0, Text::soft(&amount(self.policy, mark)).end());
        }
        let below = up.from + 6.0 + STRIP;
        for mark in across.marks() {
            let x = across.at(mark);
            svg.line([x, below, x, below + 5.0], SOFT, "");
            svg.text(x, below + 18.0, Text::soft(&self.policy.money(mark)).middle());
        }
        let words = "fund: what may be spent without asking";
        svg.text(f64::midpoint(LEFT, RIGHT), below + 36.0, Text::soft(words).middle());
    }

    /// The fund that is enough, and the policy's own.
    fn marks(&self, svg: &mut Svg, across: Axis, top: f64, bottom: f64) {
        let Some(block) = self.blocks.first() else { return };
        let enough = across.at(block.enough);
        svg.line([enough, top - 6.0, enough, bottom], INK, "2 3");
        let words = format!("{} is enough", self.policy.money(block.enough));
        svg.text(enough + 4.0, top - 10.0, Text::label(&words, INK));
        if let Some(own) = self.own {
            let x = across.at(own);
            svg.line([x, top + 6.0, x, bottom], SOFT, "6 4");
            let words = format!("policy: {}", self.policy.money(own));
            let label = Text::soft(&words);
            // On the side where there is room.
            let (x, label) = if x > RIGHT - 120.0 {
                (x - 4.0, label.end())
            } else {
                (x + 4.0, label)
            };
            svg.text(x, bottom - 6.0, label);
        }
    }
}

/// The letter of a block.
fn letter(at: usize) -> char {
    char::from(b'A' + u8::try_from(at % 26).unwrap_or(0))
}

/// The best play in steps, for it is known at every fund; the typical trainee from one fund to the next.
fn lines(svg: &mut Svg, block: &Block, across: Axis, up: Axis, (best, typical): (&str, &str)) {
    let mut steps: Vec<(f64, f64)> = Vec::new();
    for level in block.levels.iter().filter(|level| level.fund <= across.high) {
        let (x, y) = (across.at(level.fund), up.at(level.value));
        if let Some(&(_, before)) = steps.last() {
            steps.push((x, before));
        }
        steps.push((x, y));
    }
    steps.extend(steps.last().map(|&(_, y)| (across.to, y)));
    svg.path(&steps, best, 2.5, "");
    let points: Vec<(f64, f64)> = block
        .rows
        .iter()
        .map(|row| (across.at(row.fund), up.at(row.typical_value)))
        .collect();
    svg.path(&points, typical, 1.75, "5 3");
    for (x, y) in points {
        svg.dot(x, y, typical);
    }
}

/// What the lines are, at their ends, kept apart.
fn end_labels(svg: &mut Svg, mut ends: Vec<(f64, String, &str)>) {
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut last = f64::NEG_INFINITY;
    for (y, words, colour) in ends {
        let y = (y + 4.0).max(last + 15.0);
        svg.text(RIGHT + 10.0, y, Text::label(&words, colour));
        last = y;
    }
}

/// How customers leave after the best play at each fund: shares stacked, the worst below.
fn strip(svg: &mut Svg, block: &Block, across: Axis, top: f64) {
    for (at, level) in block.levels.iter().enumerate() {
        let from = across.at(level.fund.min(across.high));
        let to = block
            .levels
            .get(at + 1)
            .map_or(across.to, |next| across.at(next.fund.min(across.high)));
        let mut bottom = top + STRIP;
        for (tier, colour) in Tier::ALL.iter().zip(TIERS) {
            let height = STRIP * level.share(*tier);
            if height > 0.0 && to > from {
                svg.rect([from, bottom - height, to - from, height], colour);
            }
            bottom -= height;
        }
    }
    svg.text(RIGHT + 10.0, top + 19.0, Text::soft("how they leave"));
}

/// A piece of text with its looks.
#[derive(Clone, Copy)]
struct Text<'t> {
    words: &'t str,
    size: u8,
    bold: bool,
    colour: &'t str,
    anchor: &'static str,
}

impl<'t> Text<'t> {
    const fn of(words: &'t str, size: u8, bold: bool, colour: &'t str) -> Self {
        Self {
            words,
            size,
            bold,
            colour,
            anchor: "start",
        }
    }

    const fn title(words: &'t str) -> Self {
        Self::of(words, 22, true, INK)
    }

    const fn heading(words: &'t str) -> Self {
        Self::of(words, 15, true, INK)
    }

    const fn label(words: &'t str, colour: &'t str) -> Self {
        Self::of(words, 12, true, colour)
    }

    const fn soft(words: &'t str) -> Self {
        Self::of(words, 12, false, SOFT)
    }

    const fn middle(self) -> Self {
        Self {
            anchor: "middle",
            ..self
        }
    }

    const fn end(self) -> Self {
        Self { anchor: "end", ..self }
    }
}

/// An SVG document as it grows. It depends on nothing but what is drawn.
#[derive(Default)]
struct Svg {
    body: String,
}

impl Svg {
    fn text(&mut self, x: f64, y: f64, text: Text<'_>) {
        let Text {
            words,
            size,
            bold,
            colour,
            anchor,
        } = text;
        let weight = if bold { " font-weight=\"600\"" } else { "" };
        let (x, y, words) = (number(x), number(y), escaped(words));
        let _ = writeln!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight} fill=\"{colour}\" text-anchor=\"{anchor}\">{words}</text>"
        );
    }

    fn line(&mut self, [x1, y1, x2, y2]: [f64; 4], colour: &str, dashes: &str) {
        self.path(&[(x1, y1), (x2, y2)], colour, 1.0, dashes);
    }

    fn path(&mut self, points: &[(f64, f64)], colour: &str, width: f64, dashes: &str) {
        let mut path = String::new();
        for (at, (x, y)) in points.iter().enumerate() {
            let letter = if at == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{letter}{} {}", number(*x), number(*y));
        }
        let dashes = if dashes.is_empty() {
            String::new()
        } else {
            format!(" stroke-dasharray=\"{dashes}\"")
        };
        let width = number(width);
        let _ = writeln!(
            self.body,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"{dashes}/>"
        );
    }

    fn rect(&mut self, place: [f64; 4], colour: &str) {
        let [x, y, width, height] = place.map(number);
        let _ = writeln!(
            self.body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\" shape-rendering=\"crispEdges\"/>"
        );
    }

    fn dot(&mut self, x: f64, y: f64, colour: &str) {
        let (x, y) = (number(x), number(y));
        let _ = writeln!(self.body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"3\" fill=\"{colour}\"/>");
    }

    fn document(self, width: f64, height: f64) -> String {
        let (width, height, body) = (number(width), number(height), self.body);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             font-family=\"Inter, Helvetica, Arial, sans-serif\">\n\
             <rect x=\"0\" y=\"0\" width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{body}</svg>\n"
        )
    }
}

/// At most two decimals, no trailing zeros, no minus zero.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text as it may stand in a document.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
