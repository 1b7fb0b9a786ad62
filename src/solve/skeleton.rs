//! The graph of a scenario's beats and of what is remembered at them, without the customer's mind: what comes before what.
//!
//! A node is a beat with the flags and acts that something later asks about. Its states are a layer of the solver's, and layers are
//! solved in turn: a move leads to a deeper node, or, inside a circle of beats, to a later tick of the clock.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::live::{Live, Memory};
use super::solver::TooLarge;
use crate::customer::ActKind;
use crate::drill::{Place, Rules, State};
use crate::scenario::{BeatId, Condition, Move, Target};

/// The most nodes: beyond them so much is remembered that hardly anything meets.
const NODES_MAX: usize = 1 << 18;

/// A beat and what is remembered at it.
#[derive(Debug, Clone)]
pub struct Node {
    pub beat: BeatId,
    pub memory: Memory,
    next: Vec<u32>,
    /// It lies on a circle: its states are told apart by the clock.
    pub cyclic: bool,
    /// The most ticks of talk from here on; `None` where it can go round.
    pub ticks_left: Option<u32>,
    /// Longer than that of every node that leads here, but for those on the same circle.
    pub depth: u32,
    /// Its first layer: the only one, or that of tick 0.
    pub first_layer: u32,
}

/// All nodes that can be reached from those asked about.
#[derive(Debug, Clone)]
pub struct Skeleton {
    live: Live,
    nodes: Vec<Node>,
    /// The nodes of each beat, by what they remember, in order.
    at_beat: Vec<Vec<(Memory, u32)>>,
    /// The node of each layer.
    node_of: Vec<u32>,
    ticks_max: u32,
}

impl Skeleton {
    /// A skeleton without nodes.
    pub fn new(rules: &Rules<'_>) -> Self {
        Self {
            live: Live::of(rules),
            nodes: Vec::new(),
            at_beat: vec![Vec::new(); rules.scenario.beats.len()],
            node_of: Vec::new(),
            ticks_max: u32::try_from(rules.mind().coefficients.clock_max).unwrap_or(0),
        }
    }

    /// The node of a state that is not over, if it is known.
    pub fn node(&self, s: &State) -> Option<u32> {
        let Place::Beat(beat) = s.place else { return None };
        self.at(beat, &self.live.memory(beat, s))
    }

    /// The node of a beat that remembers this, if it is known.
    pub fn at(&self, beat: BeatId, memory: &Memory) -> Option<u32> {
        let nodes = &self.at_beat[beat.index()];
        if let [(only, node)] = nodes.as_slice() {
            return (only == memory).then_some(*node);
        }
        let at = nodes.binary_search_by_key(memory, |(memory, _)| *memory).ok()?;
        Some(nodes[at].1)
    }

    /// What is asked about later, beat by beat.
    pub const fn live(&self) -> &Live {
        &self.live
    }

    /// All nodes.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The number of a layer's node.
    pub fn number(&self, layer: u32) -> usize {
        self.node_of[layer as usize] as usize
    }

    /// A node.
    pub fn get(&self, node: u32) -> &Node {
        &self.nodes[node as usize]
    }

    /// The node of a layer.
    pub fn of_layer(&self, layer: u32) -> &Node {
        self.get(self.node_of[layer as usize])
    }

    /// How many layers there are.
    pub fn layers(&self) -> usize {
        self.node_of.len()
    }

    /// Layers that can be solved at once, in the order of play. No move leads back or stays within one.
    pub fn units(&self) -> Vec<Vec<u32>> {
        let mut all: Vec<(u32, u32, u32)> = Vec::with_capacity(self.layers());
        for (layer, node) in (0..).zip(&self.node_of) {
            let node = self.get(*node);
            all.push((node.depth, layer - node.first_layer, layer));
        }
        all.sort_unstable();
        let same = |a: &(u32, u32, u32), b: &(u32, u32, u32)| (a.0, a.1) == (b.0, b.1);
        all.chunk_by(same)
            .map(|unit| unit.iter().map(|(_, _, layer)| *layer).collect())
            .collect()
    }

    /// For each unit the layers that nothing before it leads to: when it is solved, nothing asks for their worst values.
    pub fn last_readers(&self, units: &[Vec<u32>]) -> Vec<Vec<u32>> {
        let mut first_unit = vec![0; self.nodes.len()];
        for (at, unit) in units.iter().enumerate().rev() {
            for &layer in unit {
                first_unit[self.number(layer)] = at;
            }
        }
        let mut reader = first_unit.clone();
        for (node, first) in self.nodes.iter().zip(&first_unit) {
            for &next in &node.next {
                reader[next as usize] = reader[next as usize].min(*first);
            }
        }
        let mut readers = vec![Vec::new(); units.len()];
        for (layer, node) in (0_u32..).zip(&self.node_of) {
            readers[reader[*node as usize]].push(layer);
        }
        readers
    }

    /// Makes sure that a state's node is there, and all that follow it. What was there before keeps its place.
    pub fn reach(&mut self, rules: &Rules<'_>, s: &State) -> Result<(), TooLarge> {
        let Place::Beat(beat) = s.place else { return Ok(()) };
        if self.node(s).is_some() {
            return Ok(());
        }
        let before = self.nodes.len();
        let mut known: HashMap<(BeatId, Memory), u32> = (0..)
            .zip(&self.nodes)
            .map(|(at, node)| ((node.beat, node.memory), at))
            .collect();
        self.add(beat, self.live.memory(beat, s), &mut known)?;
        let mut at = before;
        while at < self.nodes.len() {
            let mut next = Vec::new();
            for (beat, memory) in self.after(rules, &self.nodes[at]) {
                next.push(self.add(beat, memory, &mut known)?);
            }
            next.sort_unstable();
            next.dedup();
            self.nodes[at].next = next;
            at += 1;
        }
        self.order(rules, before);
        Ok(())
    }

    fn add(
        &mut self,
        beat: BeatId,
        memory: Memory,
        known: &mut HashMap<(BeatId, Memory), u32>,
    ) -> Result<u32, TooLarge> {
        let new = u32::try_from(self.nodes.len()).map_err(|_| TooLarge::Watched)?;
        match known.entry((beat, memory)) {
            Entry::Occupied(there) => Ok(*there.get()),
            Entry::Vacant(_) if self.nodes.len() >= NODES_MAX => Err(TooLarge::Watched),
            Entry::Vacant(free) => {
                free.insert(new);
                self.nodes.push(Node {
                    beat,
                    memory,
                    next: Vec::new(),
                    cyclic: false,
                    ticks_left: None,
                    depth: 0,
                    first_layer: 0,
                });
                Ok(new)
            }
        }
    }

    /// Where the moves of a node can lead, whatever the customer feels.
    fn after(&self, rules: &Rules<'_>, node: &Node) -> Vec<(BeatId, Memory)> {
        let beat = rules.scenario.beat(node.beat);
        let mut after = Vec::new();
        if self.live.may_be_stuck(node.beat, &node.memory) {
            after.push((node.beat, node.memory)); // only waiting may be left
        }
        let temper = rules.setup.temper;
        for mv in &beat.moves {
            if !node.memory.allows(&mv.when, temper) {
                continue;
            }
            let told = |granted: bool| node.memory.with(mv, granted);
            let asks = beat.day.is_none() && mv.acts.has(ActKind::CheckWithManager);
            for memory in std::iter::once(told(false)).chain(asks.then(|| told(true))) {
                let allows = |when: &Condition| memory.allows(when, temper);
                for target in targets(mv, allows, |when| memory.settles(when, temper)) {
                    if let Target::Beat(to) = target {
                        after.push((to, self.live.kept(to, &memory)));
                    }
                }
            }
        }
        after
    }

    /// Numbers layers and finds circles and depths. Nodes from `before` on are new.
    fn order(&mut self, rules: &Rules<'_>, before: usize) {
        let mut graph = DiGraph::<(), (), u32>::with_capacity(self.nodes.len(), self.nodes.len());
        for _ in &self.nodes {
            graph.add_node(());
        }
        for (from, node) in (0..).zip(&self.nodes) {
            for &to in &node.next {
                graph.add_edge(NodeIndex::new(from), NodeIndex::new(to as usize), ());
            }
        }
        // Circles come in the order "what follows first"; heights are counted from the ends.
        let circles = tarjan_scc(&graph);
        let mut height = vec![0_u32; self.nodes.len()];
        let mut circle_of = vec![0; self.nodes.len()];
        for (number, circle) in circles.iter().enumerate() {
            for at in circle {
                circle_of[at.index()] = number;
            }
        }
        for (number, circle) in circles.iter().enumerate() {
            let own: Vec<u32> = circle
                .iter()
                .map(|at| u32::try_from(at.index()).expect("few nodes"))
                .collect();
            let cyclic = own.len() > 1 || self.get(own[0]).next.contains(&own[0]);
            let mut above = 0;
            let mut ticks = Some(0);
            for &at in &own {
                for &next in &self.get(at).next {
                    if circle_of[next as usize] != number {
                        above = above.max(height[next as usize] + 1);
                        ticks = Option::zip(ticks, self.get(next).ticks_left)
                            .map(|(most, next): (u32, u32)| most.max(next));
                    }
                }
            }
            for &at in &own {
                height[at as usize] = above;
                let own_ticks = self.live.ticks(self.get(at).beat);
                let node = &mut self.nodes[at as usize];
                node.cyclic = cyclic;
                node.ticks_left = ticks.filter(|_| !cyclic).map(|after| after + own_ticks);
            }
        }
        let highest = height.iter().copied().max().unwrap_or(0);
        for (node, height) in self.nodes.iter_mut().zip(height) {
            node.depth = highest - height;
        }
        for at in before..self.nodes.len() {
            let layer = u32::try_from(self.node_of.len()).expect("few layers");
            let count = if self.nodes[at].cyclic {
                self.ticks_max as usize + 1
            } else {
                1
            };
            let number = u32::try_from(at).expect("few nodes");
            self.node_of.extend(std::iter::repeat_n(number, count));
            let node = &mut self.nodes[at];
            node.first_layer = layer;
            self.at_beat[node.beat.index()].push((node.memory, number));
        }
        for nodes in &mut self.at_beat {
            nodes.sort_unstable();
        }
        debug_assert_eq!(self.at_beat.len(), rules.scenario.beats.len());
    }
}

/// Where a move can lead: the targets of the branches that may hold, up to the first that must, else its `next`.
fn targets<'m>(
    mv: &'m Move,
    allows: impl Fn(&Condition) -> bool + 'm,
    settles: impl Fn(&Condition) -> bool + 'm,
) -> Vec<Target> {
    let mut all = Vec::new();
    for branch in &mv.branches {
        if allows(&branch.when) {
            all.push(branch.to);
            if settles(&branch.when) {
                return all;
            }
        }
    }
    all.push(mv.next);
    all
}
