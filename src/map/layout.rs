//! Where everything stands: beats in layers from left to right, ways with bends that keep clear of the beats between.

use rust_sugiyama::configure::{Config, CrossingMinimization, RankingType};
use rust_sugiyama::from_vertices_and_edges;

use super::Graph;

/// A beat's width and height.
pub const WIDE: f64 = 156.0;
pub const HIGH: f64 = 64.0;
/// Between layers.
const BETWEEN: f64 = 66.0;
/// Between beats of a layer.
const BELOW: f64 = 26.0;
/// The room that a way needs where it passes beats.
const LANE: f64 = 12.0;
/// Up to so many vertices crossings are taken out pair by pair as well: beyond, that takes longer than it helps.
const PAIRWISE_MAX: usize = 2000;

/// A middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    pub x: f64,
    pub y: f64,
}

/// The map, laid out. Units are points at which a beat's name is easily read.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The middle of each of [`Graph::nodes`].
    pub spots: Vec<Spot>,
    /// For each of [`Graph::ways`] the points between its ends, in its direction.
    pub bends: Vec<Vec<Spot>>,
    pub width: f64,
    pub height: f64,
}

impl Layout {
    /// Lays a graph out. The same graph always gives the same layout.
    #[must_use]
    pub fn of(graph: &Graph) -> Self {
        let count = graph.nodes.len();
        let back = backward(graph);
        let layers = layers(graph, &back);
        // A way over several layers has a point in each.
        let mut vertices: Vec<(u32, (f64, f64))> = (0..number(count)).map(|at| (at, (HIGH, 1.0))).collect();
        let mut layer_of: Vec<usize> = layers.clone();
        let mut edges = Vec::new();
        let mut points: Vec<Vec<u32>> = vec![Vec::new(); graph.ways.len()];
        for (at, way) in graph.ways.iter().enumerate().filter(|(_, way)| way.from != way.to) {
            let (from, to) = if back[at] {
                (way.to, way.from)
            } else {
                (way.from, way.to)
            };
            let mut last = number(from);
            for layer in layers[from] + 1..layers[to] {
                let point = number(layer_of.len());
                layer_of.push(layer);
                vertices.push((point, (LANE, 1.0)));
                edges.push((last, point));
                points[at].push(point);
                last = point;
            }
            edges.push((last, number(to)));
            if back[at] {
                points[at].reverse();
            }
        }
        edges.sort_unstable();
        edges.dedup();
        let across = across(&vertices, &edges);
        let spot = |vertex: usize| Spot {
            x: exact(layer_of[vertex]) * (WIDE + BETWEEN) + WIDE / 2.0,
            y: across[vertex],
        };
        let deepest = layers.iter().copied().max().unwrap_or(0);
        let lowest = across.iter().copied().fold(0.0, f64::max);
        Self {
            spots: (0..count).map(spot).collect(),
            bends: points
                .iter()
                .map(|points| points.iter().map(|point| spot(*point as usize)).collect())
                .collect(),
            width: exact(deepest) * (WIDE + BETWEEN) + WIDE,
            height: lowest + HIGH / 2.0,
        }
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("a scenario has at most 4,096 beats of at most 256 moves")
}

#[expect(clippy::cast_precision_loss, reason = "a map has few layers")]
const fn exact(at: usize) -> f64 {
    at as f64
}

/// Which ways lead back to where one came from: the layers pass over them.
fn backward(graph: &Graph) -> Vec<bool> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut leaving: Vec<Vec<usize>> = vec![Vec::new(); graph.nodes.len()];
    for (at, way) in graph.ways.iter().enumerate() {
        leaving[way.from].push(at);
    }
    let mut back = vec![false; graph.ways.len()];
    let mut marks = vec![Mark::New; graph.nodes.len()];
    for first in 0..graph.nodes.len() {
        // Nodes that are open, each with how many of its ways were followed. No recursion: a scenario may be 4,096 beats deep.
        let mut open = vec![(first, 0)];
        while let Some((node, followed)) = open.last_mut() {
            if *followed == 0 && marks[*node] != Mark::New {
                open.pop();
                continue;
            }
            marks[*node] = Mark::Open;
            let Some(&way) = leaving[*node].get(*followed) else {
                marks[*node] = Mark::Done;
                open.pop();
                continue;
            };
            *followed += 1;
            let to = graph.ways[way].to;
            match marks[to] {
                Mark::Open => back[way] = true,
                Mark::New => open.push((to, 0)),
                Mark::Done => {}
            }
        }
    }
    back
}

/// Each node's layer: as far left as what leads there allows.
fn layers(graph: &Graph, back: &[bool]) -> Vec<usize> {
    let forth = |at: usize| {
        let way = &graph.ways[at];
        if back[at] {
            (way.to, way.from)
        } else {
            (way.from, way.to)
        }
    };
    let count = graph.nodes.len();
    let mut leaving: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut coming = vec![0; count];
    for at in (0..graph.ways.len()).filter(|at| graph.ways[*at].from != graph.ways[*at].to) {
        let (from, to) = forth(at);
        leaving[from].push(to);
        coming[to] += 1;
    }
    let mut layers = vec![0; count];
    let mut ready: Vec<usize> = (0..count).filter(|node| coming[*node] == 0).collect();
    while let Some(node) = ready.pop() {
        for &to in &leaving[node] {
            layers[to] = layers[to].max(layers[node] + 1);
            coming[to] -= 1;
            if coming[to] == 0 {
                ready.push(to);
            }
        }
    }
    layers
}

/// Where each vertex stands across the layers. Parts that hang together stand below each other.
fn across(vertices: &[(u32, (f64, f64))], edges: &[(u32, u32)]) -> Vec<f64> {
    let config = Config {
        minimum_length: 1,
        vertex_spacing: BELOW,
        // Every edge leads to the next layer already.
        dummy_vertices: false,
        ranking_type: RankingType::Up,
        c_minimization: CrossingMinimization::Barycenter,
        transpose: vertices.len() <= PAIRWISE_MAX,
        ..Config::default()
    };
    let mut parts = from_vertices_and_edges(vertices, edges, &config);
    parts.sort_by_key(|(part, _, _)| part.iter().map(|(vertex, _)| *vertex).min());
    let mut across = vec![0.0; vertices.len()];
    let mut below = 0.0;
    for (part, _, _) in parts {
        let half = |vertex: usize| vertices[vertex].1.0 / 2.0;
        let top = part.iter().map(|(vertex, (at, _))| at - half(*vertex));
        let top = top.fold(f64::INFINITY, f64::min);
        let mut bottom = 0.0_f64;
        for (vertex, (at, _)) in &part {
            across[*vertex] = at - top + below;
            bottom = bottom.max(across[*vertex] + half(*vertex));
        }
        below = bottom + BELOW;
    }
    across
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Place, Way};
    use super::*;
    use crate::library::Library;
    use crate::scenario::Scenario;

    fn overlaps(layout: &Layout) -> usize {
        let spots = &layout.spots;
        let pairs = (0..spots.len()).flat_map(|a| (a + 1..spots.len()).map(move |b| (a, b)));
        pairs
            .filter(|(a, b)| {
                let (a, b) = (spots[*a], spots[*b]);
                (a.x - b.x).abs() < WIDE && (a.y - b.y).abs() < HIGH - 0.5
            })
            .count()
    }

    fn shipped() -> Vec<std::sync::Arc<Scenario>> {
        Library::shipped().scenarios().cloned().collect()
    }

    #[test]
    fn nothing_overlaps_and_everything_is_inside_in_every_shipped_scenario() {
        for scenario in shipped() {
            for folds in [true, false] {
                let graph = Graph::of(&scenario, folds);
                let layout = Layout::of(&graph);
                assert_eq!(overlaps(&layout), 0, "{} {folds}", scenario.id);
                for spot in layout.spots.iter().chain(layout.bends.iter().flatten()) {
                    assert!((0.0..=layout.width).contains(&spot.x), "{}: {spot:?}", scenario.id);
                    assert!((0.0..=layout.height).contains(&spot.y), "{}: {spot:?}", scenario.id);
                }
                assert_eq!(Layout::of(&graph), layout, "{}: the same again", scenario.id);
            }
        }
    }

    /// Ways that keep clear of the beats they pass.
    #[test]
    fn bends_stand_beside_the_beats_of_their_layer() {
        for scenario in shipped() {
            let graph = Graph::of(&scenario, false);
            let layout = Layout::of(&graph);
            for bend in layout.bends.iter().flatten() {
                let hit = layout
                    .spots
                    .iter()
                    .find(|spot| (spot.x - bend.x).abs() < 1.0 && (spot.y - bend.y).abs() < HIGH / 2.0);
                assert_eq!(hit, None, "{}", scenario.id);
            }
        }
    }

    proptest! {
        /// Any graph: circles, ways to itself, parts that hang together with nothing.
        #[test]
        fn any_graph_is_laid_out(
            count in 1_usize..30,
            ways in prop::collection::btree_set((0_usize..30, 0_usize..30), 0..60),
        ) {
            let graph = Graph {
                nodes: vec![Place::Days; count],
                ways: ways
                    .into_iter()
                    .filter(|(from, to)| *from < count && *to < count)
                    .map(|(from, to)| Way { from, to, moves: Vec::new() })
                    .collect(),
                reached: count,
            };
            let layout = Layout::of(&graph);
            prop_assert_eq!(layout.spots.len(), count);
            prop_assert_eq!(layout.bends.len(), graph.ways.len());
            prop_assert!(layout.spots.iter().all(|spot| spot.x.is_finite() && spot.y.is_finite()));
            prop_assert_eq!(overlaps(&layout), 0);
            prop_assert_eq!(Layout::of(&graph), layout);
        }
    }
}
