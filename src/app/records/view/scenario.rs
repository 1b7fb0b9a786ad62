//! Item analysis on the scenario's map: what is chosen, what it costs, where people go wrong.

use bevy_egui::egui::{Id, Rect, Ui, pos2, vec2};

use super::super::desk::Desk;
use super::super::model::Played;
use super::super::wish::Wish;
use super::{Asked, beside, drills, inside, waiting_ui};
use crate::app::map::{Dress, Map, Touched, map_ui};
use crate::app::theme::{MARGIN, PAD, Role, Tone};
use crate::app::widgets::{
    Cell, Column, Pen, card, group, head, number, pick_row, scrolled, set, table, wrapped, write,
};
use crate::map::{Flow, Place, Went, flows};
use crate::record::{BeatItems, Item, Items, ScenarioRow};

/// The page in this place.
pub fn scenario_ui(ui: &mut Ui, rect: Rect, desk: &Desk, pen: &Pen<'_>) -> Option<Asked> {
    let theme = &pen.theme;
    let (list, page) = beside(rect, pen);
    let picked = list_ui(ui, list, desk, pen);
    scrolled(ui, page, "scenario", theme.palette.paper, |ui, area| {
        let (room, mut column) = inside(area);
        let shown = desk.shown.scenario.as_ref().filter(|page| page.id == desk.scenario);
        let Some(page) = shown else {
            if desk.scenario.is_empty() && !desk.is_busy() {
                column.words(
                    ui,
                    pen,
                    Role::Body,
                    "No drill has been judged yet: here will stand where people go wrong.",
                );
            } else {
                waiting_ui(ui, &mut column, pen);
            }
            return (column.y - area.top(), ());
        };
        let Some(played) = &page.played else {
            let words = wrapped(
                ui,
                theme,
                Role::Hero,
                theme.palette.ink,
                column.width,
                desk.books.title(&page.id),
            );
            column.y = write(ui, pos2(column.left, column.y), &words).bottom() + 4.0;
            column.words(ui, pen, Role::Body, "No drill of this one has been judged yet.");
            return (column.y - area.top(), ());
        };
        played_ui(ui, room, area.height(), &mut column, played, pen);
        (column.y + MARGIN - area.top(), ())
    });
    picked.map(Asked::Wish)
}

/// All scenarios, to look at one.
fn list_ui(ui: &mut Ui, rect: Rect, desk: &Desk, pen: &Pen<'_>) -> Option<Wish> {
    let theme = &pen.theme;
    card(ui, theme, rect);
    let head = set(ui, theme, Role::CardTitle, theme.palette.ink, "Drills");
    let top = write(ui, pos2(rect.left() + PAD, rect.top() + 18.0), &head).bottom() + 8.0;
    let list = Rect::from_min_max(
        pos2(rect.left() + 4.0, top),
        pos2(rect.right() - 4.0, rect.bottom() - 10.0),
    );
    let rows: &[ScenarioRow] = desk.shown.team.as_ref().map_or(&[], |team| &team.scenarios);
    scrolled(ui, list, "scenarios", theme.palette.card, |ui, area| {
        let inner = area.shrink2(vec2(PAD - 4.0, 0.0));
        let mut y = inner.top() + 2.0;
        let mut picked = None;
        for row in rows {
            let corner = pos2(inner.left(), y);
            let id = ui.id().with(("scenario", row.id.as_str()));
            let said = format!("{}, {}", row.title, drills(row.sums.judged));
            let is_shown = row.id == desk.scenario;
            let response = pick_row(ui, theme, corner, inner.width(), id, &row.title, &said, is_shown);
            if response.clicked() {
                picked = Some(Wish::Scenario(row.id.clone()));
            }
            y = response.rect.bottom() + 6.0;
        }
        (y - area.top(), picked)
    })
}

fn played_ui(ui: &mut Ui, room: Rect, height: f32, column: &mut Column, played: &Played, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let scenario = &played.scenario;
    let title = wrapped(ui, theme, Role::Hero, palette.ink, column.width, &scenario.title);
    column.y = write(ui, pos2(column.left, column.y), &title).bottom() + 2.0;
    let count = played.items.drills();
    let mut words = drills(i64::try_from(count).unwrap_or(i64::MAX));
    if count < Items::FEW {
        words += &format!(": fewer than {}, so chance speaks as loudly as people", Items::FEW);
    }
    if played.elsewhere > 0 {
        words += &format!("; {} of other versions are not counted", drills(played.elsewhere));
    }
    column.words(ui, pen, Role::Body, &format!("{words}."));
    column.gap(4.0);

    let table_of_beats = played.items.table();
    let of = |beat: u16| table_of_beats.iter().find(|items| items.beat == beat);
    let key = Id::new(("the beat that is looked at", scenario.hash.to_string()));
    let worst = played.items.worst().first().map(|items| items.beat);
    let mut chosen: Option<u16> = ui.data_mut(|data| data.get_temp(key)).or(worst);

    let frame = Rect::from_min_size(
        pos2(room.left(), column.y),
        vec2(room.width(), (height * 0.62).clamp(260.0, 520.0)),
    );
    card(ui, theme, frame);
    let marked = played
        .graph
        .nodes
        .iter()
        .position(|place| matches!(place, Place::Beat(beat) if Some(beat.index()) == chosen.map(usize::from)));
    let touched = of_map(ui, frame, played, &of, marked, pen);
    if let Some(Touched::Pressed(at) | Touched::Twice(at)) = touched
        && let Some(Place::Beat(beat)) = played.graph.nodes.get(at)
        && let Ok(beat) = u16::try_from(beat.index())
    {
        chosen = Some(beat);
        ui.data_mut(|data| data.insert_temp(key, beat));
    }
    column.y = frame.bottom() + 8.0;
    let legend = "A way is as wide as people took it, green where it cost nothing, red where it cost much. Press a beat for its moves; \
                  drag to move the map, hold Ctrl and turn the wheel to make it larger.";
    column.words(ui, pen, Role::Small, legend);
    column.gap(6.0);
    let (left, top) = (room.left(), column.y);
    let Some(items) = chosen.and_then(of) else { return };
    let Some(beat) = scenario.beats.get(usize::from(items.beat)) else {
        return;
    };
    let place = Rect::from_min_size(pos2(left, top), vec2(room.width(), 0.0));
    let (bottom, ()) = group(ui, place, &format!("At “{}”", beat.id), pen, |ui, column, pen| {
        let words = format!(
            "{} decisions: {:.0} % chose well, {:.0} % were mistakes, {:.1} points lost on average; {:.0} % of all points lost in this drill \
             were lost here.",
            items.decisions,
            100.0 * items.well,
            100.0 * items.mistakes,
            items.lost,
            100.0 * items.share_of_loss
        );
        column.words(ui, pen, Role::Body, &words);
        column.gap(6.0);
        let heads = [
            head("MOVE", 5.0),
            number("CHOSEN", 0.9),
            number("POINTS LOST", 1.1),
            number("DISCRIMINATION", 1.4),
        ];
        let rows: Vec<Vec<Cell>> = beat
            .moves
            .iter()
            .enumerate()
            .map(|(at, mv)| move_row(mv.say.raw(), items.moves.get(at)))
            .collect();
        let _none = table(ui, column, pen, &heads, &rows, None);
        if let Some(lost) = items.waits.lost {
            let words = format!("Silences: {}, {lost:.1} points lost by each.", items.waits.count);
            column.words(ui, pen, Role::Small, &words);
        }
        let words = "Discrimination: above 0 those who do well elsewhere in the drill choose it more, below 0 less; – cannot be said.";
        column.words(ui, pen, Role::Small, words);
    });
    column.y = bottom;
}

fn move_row(say: &str, item: Option<&Item>) -> Vec<Cell> {
    let dash = || Cell::Soft("–".to_owned());
    let lost = item.and_then(|item| item.lost);
    vec![
        Cell::Words(say.to_owned()),
        Cell::Strong(format!("{:.0} %", 100.0 * item.map_or(0.0, |item| item.share))),
        lost.map_or_else(dash, |lost| Cell::Words(format!("{lost:.1}"))),
        item.and_then(|item| item.discrimination)
            .map_or_else(dash, |apart| Cell::Words(format!("{apart:+.2}").replace('-', "−"))),
    ]
}

fn of_map<'i>(
    ui: &mut Ui,
    frame: Rect,
    played: &Played,
    of: &dyn Fn(u16) -> Option<&'i BeatItems>,
    marked: Option<usize>,
    pen: &Pen<'_>,
) -> Option<Touched> {
    let graph = &played.graph;
    let beat_of = |at: usize| match graph.nodes.get(at) {
        Some(Place::Beat(beat)) => u16::try_from(beat.index()).ok(),
        _ => None,
    };
    let items = |at: usize| beat_of(at).and_then(of);
    let below: Vec<String> = (0..graph.nodes.len())
        .map(|at| match items(at) {
            Some(items) => format!("{:.0} % of the loss", 100.0 * items.share_of_loss),
            None if beat_of(at).is_some() => "nobody was here".to_owned(),
            None => String::new(),
        })
        .collect();
    let tones: Vec<Option<Tone>> = (0..graph.nodes.len())
        .map(|at| match items(at)?.share_of_loss {
            share if share >= 0.25 => Some(Tone::Bad),
            share if share >= 0.12 => Some(Tone::Warn),
            _ => None,
        })
        .collect();
    let faint: Vec<bool> = (0..graph.nodes.len())
        .map(|at| beat_of(at).is_some() && items(at).is_none())
        .collect();
    let went: Vec<Went> = played
        .taken
        .iter()
        .map(|taken| Went::counted(taken.beat, taken.index, taken.to, taken.count, taken.lost))
        .collect();
    let flows = flows(&played.scenario, graph, &went);
    let drills = played.items.drills();
    let ways: Vec<Dress> = flows.into_iter().map(|flow| dress(flow, drills, pen)).collect();
    let map = Map {
        scenario: &played.scenario,
        graph,
        layout: &played.layout,
        ways: &ways,
        below: &below,
        tones: &tones,
        marked,
        faint: &faint,
    };
    map_ui(ui, frame.shrink(2.0), "items", &map, pen)
}

/// A way: as wide as it was taken, by those who were in the drill at all.
fn dress(flow: Flow, drills: u64, pen: &Pen<'_>) -> Dress {
    #[expect(clippy::cast_precision_loss, reason = "a share of a picture")]
    Dress::of(flow.count / drills.max(1) as f64, flow.lost, pen.theme.palette)
}
