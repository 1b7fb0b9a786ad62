//! Who goes which way: what was counted by beat and move, as widths of ways.

use super::graph::{Graph, Place, Way};
use crate::scenario::Scenario;

/// So many took a move of a beat and came somewhere. Counts may be shares: what they are shares of, the flows are too.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Went {
    /// The beat's place in the scenario's list, and the move's in its written list.
    pub beat: usize,
    pub index: u8,
    /// The beat they came to; `None`: the drill was over.
    pub to: Option<usize>,
    pub count: f64,
    /// Points lost by it in the mean, 0..=100.
    pub lost: f64,
}

impl Went {
    /// So many drills: `beat` and `to` as records number them.
    #[must_use]
    pub fn counted(beat: u16, index: u8, to: Option<u16>, count: u64, lost: f64) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a count of drills as a width")]
        let count = count as f64;
        Self {
            beat: usize::from(beat),
            index,
            to: to.map(usize::from),
            count,
            lost,
        }
    }
}

/// What goes along one way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    pub count: f64,
    /// Of all who decided something at the beats that it leaves, 0..=1.
    pub share: f64,
    /// Points lost in the mean; `None` where nobody goes there.
    pub lost: Option<f64>,
}

/// What goes along each of [`Graph::ways`].
#[must_use]
pub fn flows(scenario: &Scenario, graph: &Graph, went: &[Went]) -> Vec<Flow> {
    let is_day = |beat: usize| scenario.beats.get(beat).is_some_and(|beat| beat.day.is_some());
    let leads = |way: &Way, to: Option<usize>| match (graph.nodes[way.to], to) {
        (Place::Beat(goal), Some(to)) => goal.index() == to,
        (Place::Days, Some(to)) => is_day(to),
        (Place::End(_) | Place::EndOfDays, None) => true,
        _ => false,
    };
    let flow = |way: &Way| {
        let is_by = |of: &Went| {
            let same = |(beat, index): &(crate::scenario::BeatId, u8)| beat.index() == of.beat && *index == of.index;
            way.moves.iter().any(same)
        };
        let from = |of: &Went| way.moves.iter().any(|(beat, _)| beat.index() == of.beat);
        let (mut count, mut lost) = (0.0, 0.0);
        for of in went.iter().filter(|of| leads(way, of.to) && is_by(of)) {
            count += of.count;
            lost += of.count * of.lost;
        }
        let all: f64 = went.iter().filter(|of| from(of)).map(|of| of.count).sum();
        Flow {
            count,
            share: if all > 0.0 { count / all } else { 0.0 },
            lost: (count > 0.0).then(|| lost / count),
        }
    };
    graph.ways.iter().map(flow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{read, template};

    #[test]
    fn what_leaves_a_beat_is_all_who_decided_there() {
        let scenario = read(&template("cake")).scenario.expect("valid");
        let graph = Graph::of(&scenario, false);
        let start = scenario.start.index();
        let mut went = Vec::new();
        for way in graph
            .ways
            .iter()
            .filter(|way| graph.nodes[way.from] == Place::Beat(scenario.start))
        {
            let to = match graph.nodes[way.to] {
                Place::Beat(to) => Some(to.index()),
                _ => None,
            };
            for (beat, index) in &way.moves {
                assert_eq!(beat.index(), start);
                went.push(Went {
                    beat: start,
                    index: *index,
                    to,
                    count: f64::from(*index + 1),
                    lost: 10.0,
                });
            }
        }
        let flows = flows(&scenario, &graph, &went);
        let out: f64 = flows.iter().map(|flow| flow.share).sum();
        assert!((out - 1.0).abs() < 1e-9, "{out}");
        let all: f64 = went.iter().map(|of| of.count).sum();
        assert!((flows.iter().map(|flow| flow.count).sum::<f64>() - all).abs() < 1e-9);
        for flow in &flows {
            assert_eq!(flow.lost.is_some(), flow.count > 0.0);
            assert!(flow.lost.is_none_or(|lost| (lost - 10.0).abs() < 1e-9));
        }
    }
}
