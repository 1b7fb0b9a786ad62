//! The map of the text: where people go, what it costs them, the best line.

use bevy_egui::egui::{Id, Rect, Ui, pos2, vec2};

use crate::app::map::{Dress, Map, Touched, map_ui};
use crate::app::theme::{PAD, Role, Tone};
use crate::app::widgets::{Kind, Pen, button_size, card, elided, field, fitting, named_button, set, write};
use crate::app::workbench::bench::Open;
use crate::app::workbench::sheet::Readable;
use crate::app::workbench::wish::Wish;
use crate::diagnostic::Severity;
use crate::lint::Spot;
use crate::map::{Place, Way};
use crate::workbench::{Path, outline, spot_at};

/// The map in this place.
pub fn picture_ui(ui: &mut Ui, rect: Rect, open: &Open, pen: &Pen<'_>) -> Option<Wish> {
    let theme = &pen.theme;
    let palette = theme.palette;
    card(ui, theme, rect);
    let Some(readable) = &open.sheet.readable else {
        let words = "The map is drawn as soon as the scenario can be read without errors.";
        let words = elided(ui, theme, Role::Small, palette.soft, rect.width() - 2.0 * PAD, 2, words);
        write(ui, rect.min + vec2(PAD, PAD), &words);
        return None;
    };
    let mut wish = None;
    // What is looked for, and whether the days after are one place.
    let high = theme.t(38.0);
    let id = Id::new("search on the map");
    let wide = theme.t(210.0).min(rect.width() * 0.34);
    let place = Rect::from_min_size(rect.min + vec2(12.0, 10.0), vec2(wide, high));
    let typed = field(ui, theme, place, id, "Search on the map", "search", "");
    let words = if readable.is_folded {
        "Show the days"
    } else {
        "Fold the days"
    };
    let size = button_size(ui, theme, Kind::Small, words);
    let at = pos2(place.right() + 10.0, place.center().y - size.y / 2.0);
    let has_days = readable.scenario.beats.iter().any(|beat| beat.day.is_some());
    if has_days && named_button(ui, theme, at, Kind::Small, words, words).clicked() {
        wish = Some(Wish::Fold);
    }
    let wanted = typed.text.trim().to_lowercase();
    let fits: Vec<bool> = readable
        .graph
        .nodes
        .iter()
        .map(|place| fits(readable, *place, &wanted))
        .collect();
    if typed.entered
        && let Some(at) = fits.iter().position(|fits| *fits)
    {
        wish = go_to(open, readable, at).or(wish);
    }
    let foot = set(ui, theme, Role::Hint, palette.soft, "legend").size().y + 8.0;
    let frame = Rect::from_min_max(rect.min + vec2(2.0, 2.0), rect.max - vec2(2.0, foot + 6.0));
    let touched = of_map(ui, frame, open, readable, &fits, &wanted, pen);
    wish = match touched {
        Some(Touched::Pressed(at)) => go_to(open, readable, at),
        Some(Touched::Twice(at)) => match readable.graph.nodes[at] {
            Place::Beat(beat) => Some(Wish::Play(Spot::Beat(beat))),
            _ => None,
        },
        None => wish,
    };
    let whose = match &open.sheet.practised {
        Some(practised) => format!("how many of {} drills in the records", practised.drills),
        None => "how many of those who choose anything".to_owned(),
    };
    let legend = if readable.turn == open.sheet.turn() {
        format!("Width: {whose}; red: points lost; dark edge: best line. Press twice to play.")
    } else if open.sheet.count().0 > 0 {
        "As it was before the errors below: mend them to see it as it is.".to_owned()
    } else {
        "As it was a moment ago…".to_owned()
    };
    let wordings = [
        legend.as_str(),
        "Width: who goes there; red: points lost",
        "Press twice to play",
    ];
    let words = fitting(ui, theme, Role::Hint, palette.soft, rect.width() - 32.0, &wordings);
    write(ui, pos2(rect.left() + 16.0, rect.bottom() - foot), &words);
    wish
}

/// Whether a place is looked for.
fn fits(readable: &Readable, place: Place, wanted: &str) -> bool {
    if wanted.is_empty() {
        return false;
    }
    let Place::Beat(beat) = place else { return false };
    let beat = readable.scenario.beat(beat);
    let has = |words: &str| words.to_lowercase().contains(wanted);
    has(&beat.id)
        || beat.lines.iter().any(|line| has(line.say.raw()))
        || beat.moves.iter().any(|mv| has(&mv.id) || has(mv.say.raw()))
}

fn go_to(open: &Open, readable: &Readable, at: usize) -> Option<Wish> {
    match readable.graph.nodes.get(at)? {
        Place::Beat(beat) => {
            let path = Path::beat(&readable.scenario.beat(*beat).id);
            open.sheet.document().find(&path).map(|_| Wish::Look(path))
        }
        Place::Days => Some(Wish::Fold),
        Place::End(_) | Place::EndOfDays => None,
    }
}

/// Where the caret is: a place of the scenario as it can be read.
#[must_use]
pub fn here(open: &Open) -> Option<Spot> {
    let readable = open.sheet.readable.as_ref()?;
    spot_at(open.sheet.document(), &readable.scenario, open.sheet.caret.end)
}

/// The beat of a place.
#[must_use]
pub const fn beat_of(spot: Spot) -> crate::scenario::BeatId {
    match spot {
        Spot::Beat(beat) | Spot::Move(beat, _) | Spot::Line(beat, _) | Spot::Reply(beat, _, _) => beat,
    }
}

fn of_map(
    ui: &mut Ui,
    frame: Rect,
    open: &Open,
    readable: &Readable,
    fits: &[bool],
    wanted: &str,
    pen: &Pen<'_>,
) -> Option<Touched> {
    let palette = pen.theme.palette;
    let sheet = &open.sheet;
    let graph = &readable.graph;
    let worth = sheet
        .worth
        .as_ref()
        .filter(|(turn, _)| *turn == readable.turn)
        .map(|(_, worth)| worth);
    let index = |at: usize| match graph.nodes[at] {
        Place::Beat(beat) => Some(beat.index()),
        _ => None,
    };
    let below: Vec<String> = (0..graph.nodes.len())
        .map(|at| {
            let standing = worth
                .zip(index(at))
                .and_then(|(worth, beat)| worth.standing.get(beat).copied().flatten());
            match standing {
                _ if at >= graph.reached => "never reached".to_owned(),
                Some(standing) => format!("value {standing:.0}"),
                None => String::new(),
            }
        })
        .collect();
    let faulty = faulty(open, readable);
    let tones: Vec<Option<Tone>> = (0..graph.nodes.len())
        .map(|at| index(at).and_then(|beat| faulty[beat]))
        .collect();
    let faint: Vec<bool> = fits.iter().map(|fits| !wanted.is_empty() && !fits).collect();
    let marked = here(open).and_then(|spot| graph.find(beat_of(spot)));
    let is_day = |beat: usize| readable.scenario.beats[beat].day.is_some();
    let leads = |way: &Way, to: Option<usize>| match (graph.nodes[way.to], to) {
        (Place::Beat(goal), Some(to)) => goal.index() == to,
        (Place::Days, Some(to)) => is_day(to),
        (Place::End(_) | Place::EndOfDays, None) => true,
        _ => false,
    };
    let is_best = |way: usize| {
        let way = &graph.ways[way];
        let takes = |beat: usize, index: u8| way.moves.iter().any(|(of, at)| of.index() == beat && *at == index);
        worth.is_some_and(|worth| {
            worth
                .line
                .iter()
                .any(|(beat, index, to)| takes(*beat, *index) && leads(way, *to))
        })
    };
    let ways: Vec<Dress> = (0..graph.ways.len())
        .map(|at| {
            let mut dress = match sheet.flows.get(at) {
                Some(flow) => Dress::of(flow.count, flow.lost, palette),
                None => Dress {
                    width: 2.0,
                    ink: palette.soft,
                    words: String::new(),
                    is_dashed: false,
                    is_best: false,
                },
            };
            dress.is_best = is_best(at);
            dress
        })
        .collect();
    let map = Map {
        scenario: &readable.scenario,
        graph,
        layout: &readable.layout,
        ways: &ways,
        below: &below,
        tones: &tones,
        marked,
        faint: &faint,
    };
    map_ui(ui, frame, "workbench", &map, pen)
}

/// Which beats something is wrong with, by their places.
fn faulty(open: &Open, readable: &Readable) -> Vec<Option<Tone>> {
    let mut tones = vec![None; readable.scenario.beats.len()];
    let beats = outline(open.sheet.document());
    for (found, _) in open.sheet.found() {
        let Some(span) = found.span else { continue };
        let beat = beats.iter().find(|beat| beat.span.contains(&span.start));
        let Some(beat) = beat.and_then(|beat| readable.scenario.beat_named(&beat.id)) else {
            continue;
        };
        let tone = &mut tones[beat.index()];
        *tone = match (found.severity, *tone) {
            (Severity::Error, _) | (_, Some(Tone::Bad)) => Some(Tone::Bad),
            (Severity::Warning, _) => Some(Tone::Warn),
        };
    }
    tones
}
