//! The map as one SVG picture that loads nothing: to print, to send, to put into a document.

use std::fmt::Write as _;

use super::layout::{HIGH, Layout, Spot, WIDE};
use super::{Graph, Place};
use crate::scenario::{BeatId, Scenario};

/// Round the map, and above it for the title.
const ROUND: f64 = 28.0;
const HEAD: f64 = 64.0;
const FOOT: f64 = 64.0;
/// The least width, so that title and legend have room.
const WIDE_MIN: f64 = 760.0;
/// Letters that a plate has room for.
const LETTERS: usize = 18;

/// How often a way was taken, and at what cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Used {
    /// Of all decisions at the beat it leaves, 0..=1.
    pub share: f64,
    /// Points lost by those who took it, in the mean, 0..=100; `None` where nobody did.
    pub lost: Option<f64>,
}

/// Draws the map. `used` holds one entry for each of [`Graph::ways`]; without it every way is as wide as the others.
///
/// Beats that no move leads to are grey, dashed, and say "never reached"; the start says "start", the days after their day.
#[must_use]
pub fn svg(scenario: &Scenario, graph: &Graph, layout: &Layout, used: Option<&[Used]>) -> String {
    let wide = (layout.width + 2.0 * ROUND).max(WIDE_MIN);
    let high = layout.height + HEAD + FOOT + ROUND;
    let mut out = format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0:.0} {1:.0}" width="{0:.0}" height="{1:.0}" "#,
            r#"font-family="Inter, system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif" role="img">"#,
            "\n<title>Map of {2}</title>\n",
            "<rect width=\"100%\" height=\"100%\" fill=\"#fbf6ec\"/>\n",
        ),
        wide,
        high,
        escaped(&scenario.title)
    );
    for tone in [Tone::Plain, Tone::Good, Tone::Warn, Tone::Bad] {
        let _ = writeln!(
            out,
            r#"<marker id="tip-{0}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 10 5 0 10z" fill="{1}"/></marker>"#,
            tone.name(),
            tone.ink()
        );
    }
    text(&mut out, ROUND, 34.0, 22, "#1f2533", "start", "700", &scenario.title);
    text(
        &mut out,
        ROUND,
        54.0,
        13,
        "#5b6478",
        "start",
        "400",
        &subtitle(scenario, graph),
    );
    let _ = writeln!(out, r#"<g transform="translate({ROUND} {})">"#, HEAD + ROUND / 2.0);
    for at in 0..graph.ways.len() {
        a_way(
            &mut out,
            scenario,
            graph,
            layout,
            at,
            used.and_then(|used| used.get(at)),
        );
    }
    for at in 0..graph.nodes.len() {
        a_plate(&mut out, scenario, graph, at, layout.spots[at]);
    }
    for (at, used) in used.into_iter().flatten().enumerate().take(graph.ways.len()) {
        a_label(&mut out, graph, layout, at, used);
    }
    out.push_str("</g>\n");
    let legend = if used.is_some() {
        "A way is as wide as it is chosen. Green, solid: loses up to 5 points; amber, long dashes: up to 20; red, short dashes: more; thin: never taken.\u{a0} 20% −13: taken in 20 of 100 choices, loses 13 points."
    } else {
        "Each arrow is what one or more moves lead to; point at it to read which."
    };
    text(&mut out, ROUND, high - 22.0, 12, "#5b6478", "start", "400", legend);
    out.push_str("</svg>\n");
    out
}

fn subtitle(scenario: &Scenario, graph: &Graph) -> String {
    let moves = scenario.moves().count();
    let lost = graph.nodes.len() - graph.reached;
    let mut words = format!("{}: {} beats, {moves} moves", scenario.id, scenario.beats.len());
    if lost > 0 {
        let _ = write!(words, "; {lost} never reached (grey, dashed)");
    }
    words
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tone {
    Plain,
    Good,
    Warn,
    Bad,
}

impl Tone {
    fn of(used: Option<&Used>) -> Self {
        match used.and_then(|used| used.lost) {
            None => Self::Plain,
            Some(lost) if lost <= 5.0 => Self::Good,
            Some(lost) if lost <= 20.0 => Self::Warn,
            Some(_) => Self::Bad,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    const fn ink(self) -> &'static str {
        match self {
            Self::Plain => "#7d8596",
            Self::Good => "#17786a",
            Self::Warn => "#9a640f",
            Self::Bad => "#c93f22",
        }
    }

    /// Told without colour, too.
    const fn dashes(self) -> &'static str {
        match self {
            Self::Plain | Self::Good => "",
            Self::Warn => r#" stroke-dasharray="14 5""#,
            Self::Bad => r#" stroke-dasharray="4 4""#,
        }
    }
}

fn a_way(out: &mut String, scenario: &Scenario, graph: &Graph, layout: &Layout, at: usize, used: Option<&Used>) {
    let way = &graph.ways[at];
    let (from, to) = (layout.spots[way.from], layout.spots[way.to]);
    let tone = Tone::of(used);
    let width = used.map_or(2.0, |used| 1.2 + 9.0 * used.share);
    let faint = used.is_some_and(|used| used.lost.is_none());
    let path = if way.from == way.to {
        around(from)
    } else {
        through(from, to, &layout.bends[at], is_end(graph, way.to))
    };
    let moves: Vec<&str> = way
        .moves
        .iter()
        .map(|(beat, index)| name_of(scenario, *beat, *index))
        .collect();
    let mut title = moves.join(", ");
    if let Some(Used {
        share,
        lost: Some(lost),
    }) = used
    {
        let _ = write!(title, ": {:.0}% of the choices, loses {lost:.0} points", share * 100.0);
    }
    let _ = writeln!(
        out,
        r#"<path d="{path}" fill="none" stroke="{}" stroke-width="{width:.1}"{}{} marker-end="url(#tip-{})"><title>{}</title></path>"#,
        tone.ink(),
        tone.dashes(),
        if faint { r#" opacity=".5""# } else { "" },
        tone.name(),
        escaped(&title)
    );
}

/// What a way came to in numbers, beside its first part, where ways of one beat lie apart. That all go one way at no cost needs no words.
fn a_label(out: &mut String, graph: &Graph, layout: &Layout, at: usize, used: &Used) {
    let Some(lost) = used.lost else { return };
    if used.share > 0.995 && lost < 0.5 {
        return;
    }
    let way = &graph.ways[at];
    let from = layout.spots[way.from];
    let next = layout.bends[at].first().copied().unwrap_or(layout.spots[way.to]);
    let (x, y) = (from.x + WIDE / 2.0 + 32.0, from.y + (next.y - from.y) * 0.5 - 6.0);
    let words = format!("{:.0}% −{lost:.0}", used.share * 100.0);
    let ink = Tone::of(Some(used)).ink();
    // Letters keep the ground around them, whatever way they stand on.
    let _ = writeln!(
        out,
        concat!(
            r##"<text x="{:.1}" y="{:.1}" font-size="12" fill="{}" stroke="#fbf6ec" stroke-width="4" "##,
            r##"stroke-linejoin="round" paint-order="stroke" text-anchor="middle" font-weight="600">{}</text>"##
        ),
        x, y, ink, words
    );
}

fn name_of(scenario: &Scenario, beat: BeatId, index: u8) -> &str {
    scenario
        .beat(beat)
        .moves
        .get(usize::from(index))
        .map_or("", |mv| mv.id.as_str())
}

fn is_end(graph: &Graph, node: usize) -> bool {
    matches!(graph.nodes[node], Place::End(_) | Place::EndOfDays)
}

/// From the right side of a plate to the left side of another, past the bends.
fn through(from: Spot, to: Spot, bends: &[Spot], to_end: bool) -> String {
    // Where it leads back, it leaves to the left.
    let back = to.x < from.x;
    let side = if back { -1.0 } else { 1.0 };
    let start = Spot {
        x: from.x + side * WIDE / 2.0,
        y: from.y,
    };
    let short = if to_end { WIDE / 2.0 - 2.0 } else { WIDE / 2.0 + 2.0 };
    let end = Spot {
        x: to.x - side * short,
        y: to.y,
    };
    let mut path = format!("M{:.1} {:.1}", start.x, start.y);
    let mut last = start;
    // Straight past the plates of a layer, curved between layers.
    let past = |bend: &Spot| {
        let at = |x: f64| Spot { x, y: bend.y };
        [at(bend.x - side * WIDE / 2.0), at(bend.x + side * WIDE / 2.0)]
    };
    for (at, next) in bends.iter().flat_map(past).chain([end]).enumerate() {
        if at % 2 == 1 {
            let _ = write!(path, "L{:.1} {:.1}", next.x, next.y);
        } else {
            let middle = f64::midpoint(last.x, next.x);
            let _ = write!(
                path,
                "C{middle:.1} {:.1} {middle:.1} {:.1} {:.1} {:.1}",
                last.y, next.y, next.x, next.y
            );
        }
        last = next;
    }
    path
}

/// Back to the plate it leaves.
fn around(spot: Spot) -> String {
    let (x, y) = (spot.x, spot.y - HIGH / 2.0);
    format!(
        "M{:.1} {y:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {y:.1}",
        x + 30.0,
        x + 44.0,
        y - 30.0,
        x - 44.0,
        y - 30.0,
        x - 30.0
    )
}

fn a_plate(out: &mut String, scenario: &Scenario, graph: &Graph, at: usize, spot: Spot) {
    let (left, top) = (spot.x - WIDE / 2.0, spot.y - HIGH / 2.0);
    let (name, below) = match graph.nodes[at] {
        Place::End(_) | Place::EndOfDays => {
            let _ = writeln!(
                out,
                "<circle cx=\"{0:.1}\" cy=\"{1:.1}\" r=\"12\" fill=\"#fffdf8\" stroke=\"#5b6478\" stroke-width=\"2.5\"/>\
                 <circle cx=\"{0:.1}\" cy=\"{1:.1}\" r=\"5\" fill=\"#5b6478\"/>",
                left + 14.0,
                spot.y
            );
            text(out, left + 32.0, spot.y + 4.5, 13, "#5b6478", "start", "600", "end");
            return;
        }
        Place::Days => ("the days after".to_owned(), String::new()),
        Place::Beat(id) => {
            let beat = scenario.beat(id);
            let moves = format!("{} moves", beat.moves.len());
            let what = match beat.day {
                _ if at >= graph.reached => "never reached".to_owned(),
                Some(day) => format!("day {}, {moves}", day.day),
                None if id == scenario.start => format!("start, {moves}"),
                None => moves,
            };
            (beat.id.clone(), what)
        }
    };
    let is_day =
        matches!(graph.nodes[at], Place::Beat(id) if scenario.beat(id).day.is_some()) || graph.nodes[at] == Place::Days;
    let is_start = graph.nodes[at] == Place::Beat(scenario.start);
    let (fill, edge, ink, dashes) = if at >= graph.reached {
        ("#efeae0", "#9b9484", "#6b6558", r#" stroke-dasharray="6 4""#)
    } else if is_day {
        ("#e3eef6", "#5f89a8", "#1f2533", "")
    } else {
        ("#fffdf8", if is_start { "#17786a" } else { "#b9ad97" }, "#1f2533", "")
    };
    let _ = writeln!(
        out,
        r#"<g><title>{}</title><rect x="{left:.1}" y="{top:.1}" width="{WIDE}" height="{HIGH}" rx="12" fill="{fill}" stroke="{edge}" stroke-width="{}"{dashes}/>"#,
        escaped(&name),
        if is_start { 4 } else { 2 }
    );
    let shown = if name.chars().count() > LETTERS {
        format!("{}…", name.chars().take(LETTERS - 1).collect::<String>())
    } else {
        name
    };
    let down = if below.is_empty() { 5.0 } else { -4.0 };
    text(out, spot.x, spot.y + down, 14, ink, "middle", "600", &shown);
    if !below.is_empty() {
        text(
            out,
            spot.x,
            spot.y + 16.0,
            12,
            if at >= graph.reached { ink } else { "#5b6478" },
            "middle",
            "400",
            &below,
        );
    }
    out.push_str("</g>\n");
}

#[expect(clippy::too_many_arguments, reason = "a text and how it is set")]
fn text(out: &mut String, x: f64, y: f64, size: u32, ink: &str, anchor: &str, weight: &str, words: &str) {
    let _ = writeln!(
        out,
        r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" fill="{ink}" text-anchor="{anchor}" font-weight="{weight}">{}</text>"#,
        escaped(words)
    );
}

fn escaped(words: &str) -> String {
    let shown = words.chars().filter(|letter| !letter.is_control());
    shown.fold(String::with_capacity(words.len()), |mut out, letter| {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use crate::scenario::{read, template};

    #[test]
    fn every_beat_is_named_and_nothing_is_loaded() {
        for scenario in Library::shipped().scenarios() {
            let graph = Graph::of(scenario, false);
            let picture = svg(scenario, &graph, &Layout::of(&graph), None);
            for beat in &scenario.beats {
                assert!(
                    picture.contains(&format!("<title>{}</title>", beat.id)),
                    "{} {}",
                    scenario.id,
                    beat.id
                );
            }
            assert!(
                !picture.contains("href") && !picture.contains("never reached"),
                "{}",
                scenario.id
            );
            assert_eq!(picture.matches("http").count(), 1, "the name of the format alone");
        }
    }

    #[test]
    fn what_is_never_reached_says_so_and_words_stay_words() {
        let text = template("cake")
            .replace(
                "title: \"The cake with the wrong name\"",
                "title: \"<script>&\\\"cake\\\"\"",
            )
            .replace("next: \"box\"", "next: \"morning\"");
        let scenario = read(&text).scenario.expect("valid, with a warning");
        let graph = Graph::of(&scenario, false);
        let used = vec![
            Used {
                share: 0.5,
                lost: Some(12.4)
            };
            graph.ways.len()
        ];
        let picture = svg(&scenario, &graph, &Layout::of(&graph), Some(&used));
        assert!(picture.contains(">never reached<") && picture.contains("1 never reached (grey, dashed)"));
        assert!(picture.contains("&lt;script&gt;&amp;&quot;cake&quot;") && !picture.contains("<script"));
        assert!(picture.contains(">50% −12<") && picture.contains("stroke-dasharray=\"14 5\""));
    }
}
