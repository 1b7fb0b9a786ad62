//! What leads where.

use std::collections::BTreeMap;

use crate::scenario::{BeatId, Scenario, Target};

/// What stands on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    Beat(BeatId),
    /// All days after the talk, folded into one.
    Days,
    /// The drill ends out of this beat: each has an end of its own, so that no way crosses the whole map to a common one.
    End(BeatId),
    /// The drill ends out of the folded days.
    EndOfDays,
}

/// A way between two places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Places in [`Graph::nodes`].
    pub from: usize,
    pub to: usize,
    /// The moves that can lead there: the beat, and the move's place in its written list.
    pub moves: Vec<(BeatId, u8)>,
}

/// The scenario as a graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// The start first; then what can be reached from it, as the text leads there; then the rest, which nothing leads to.
    pub nodes: Vec<Place>,
    pub ways: Vec<Way>,
    /// How many of [`Self::nodes`] can be reached by following moves from the start, whatever the conditions ask.
    pub reached: usize,
}

impl Graph {
    /// The graph of a scenario; with `folds` the days after the talk are one place.
    #[must_use]
    pub fn of(scenario: &Scenario, folds: bool) -> Self {
        let place = |beat: BeatId| match scenario.beat(beat).day {
            Some(_) if folds => Place::Days,
            _ => Place::Beat(beat),
        };
        let mut graph = Self {
            nodes: Vec::new(),
            ways: Vec::new(),
            reached: 0,
        };
        let mut places = BTreeMap::new();
        let mut known = vec![false; scenario.beats.len()];
        let mut ways: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let others: Vec<BeatId> = scenario.beat_ids().collect();
        for (at, &first) in std::iter::once(&scenario.start).chain(&others).enumerate() {
            let mut open = vec![first];
            while let Some(beat) = open.pop() {
                if std::mem::replace(&mut known[beat.index()], true) {
                    continue;
                }
                let from = graph.node(&mut places, place(beat));
                let mut follow = Vec::new();
                for (index, mv) in (0..=u8::MAX).zip(&scenario.beat(beat).moves) {
                    let targets = mv.branches.iter().map(|branch| branch.to).chain([mv.next]);
                    for target in targets {
                        let to = match target {
                            Target::Beat(to) => {
                                follow.push(to);
                                place(to)
                            }
                            Target::End if place(beat) == Place::Days => Place::EndOfDays,
                            Target::End => Place::End(beat),
                        };
                        let to = graph.node(&mut places, to);
                        if from == to && place(beat) == Place::Days {
                            continue;
                        }
                        let way = *ways.entry((from, to)).or_insert_with(|| {
                            graph.ways.push(Way {
                                from,
                                to,
                                moves: Vec::new(),
                            });
                            graph.ways.len() - 1
                        });
                        let moves = &mut graph.ways[way].moves;
                        if !moves.contains(&(beat, index)) {
                            moves.push((beat, index));
                        }
                    }
                }
                open.extend(follow.into_iter().rev());
            }
            if at == 0 {
                graph.reached = graph.nodes.len();
            }
        }
        graph
    }

    fn node(&mut self, places: &mut BTreeMap<Place, usize>, place: Place) -> usize {
        *places.entry(place).or_insert_with(|| {
            self.nodes.push(place);
            self.nodes.len() - 1
        })
    }

    /// Where a place stands in [`Self::nodes`]; of a folded beat, the fold.
    #[must_use]
    pub fn find(&self, beat: BeatId) -> Option<usize> {
        let found = self.nodes.iter().position(|place| *place == Place::Beat(beat));
        found.or_else(|| self.nodes.iter().position(|place| *place == Place::Days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;

    #[test]
    fn every_move_of_every_shipped_scenario_is_on_the_map() {
        for scenario in Library::shipped().scenarios() {
            let graph = Graph::of(scenario, false);
            for beat in scenario.beat_ids() {
                for (index, mv) in (0..=u8::MAX).zip(&scenario.beat(beat).moves) {
                    let mut targets: Vec<Target> =
                        mv.branches.iter().map(|branch| branch.to).chain([mv.next]).collect();
                    targets.sort();
                    targets.dedup();
                    let ways = graph.ways.iter().filter(|way| way.moves.contains(&(beat, index)));
                    let mut led: Vec<Target> = ways
                        .map(|way| match graph.nodes[way.to] {
                            Place::Beat(to) => Target::Beat(to),
                            Place::End(from) => {
                                assert_eq!(from, beat);
                                Target::End
                            }
                            other => panic!("{other:?} is folded"),
                        })
                        .collect();
                    led.sort();
                    assert_eq!(led, targets, "{} {} {}", scenario.id, scenario.beat(beat).id, mv.id);
                }
            }
            assert_eq!(
                graph.reached,
                graph.nodes.len(),
                "check finds beats that nothing leads to"
            );
        }
    }

    #[test]
    fn folded_days_are_one_place_without_a_way_to_itself() {
        let library = Library::shipped();
        let heel = library.find("broken-heel").expect("shipped");
        let (folded, whole) = (Graph::of(heel, true), Graph::of(heel, false));
        assert!(folded.nodes.len() < whole.nodes.len());
        assert_eq!(folded.nodes.iter().filter(|place| **place == Place::Days).count(), 1);
        assert!(
            folded
                .ways
                .iter()
                .all(|way| way.from != way.to || folded.nodes[way.from] != Place::Days)
        );
        let day = heel
            .beat_ids()
            .find(|beat| heel.beat(*beat).day.is_some())
            .expect("it has days");
        assert_eq!(folded.find(day).map(|at| folded.nodes[at]), Some(Place::Days));
    }
}
