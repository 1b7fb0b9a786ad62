//! What is known of a node's moves before the customer is: which are on offer, and where they lead.
//!
//! Most conditions ask only what a node remembers. They are answered here once, by the same tests, instead of at every state.

use super::skeleton::{Node, Skeleton};
use crate::customer::ActKind;
use crate::drill::{COSTLY, Rules};
use crate::scenario::{Move, Target};

/// Where a move leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// To a node of the talk.
    Talk(u32),
    /// Out of the talk: to the days after, or to the end.
    Out,
    /// It depends on what the customer feels, or on a manager's answer.
    Asks,
}

/// A move that may be on offer.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'s> {
    pub index: u8,
    pub mv: &'s Move,
    /// Whether it can be chosen depends on what the customer feels, or on what was spent.
    pub asks: bool,
    pub to: To,
    /// Chance has no part in it: it holds no fix that can miss and no time in which somebody can leave.
    pub is_sure: bool,
    /// Ticks of talking and of waiting.
    pub ticks: (i32, i32),
}

/// The moves of a node of the talk.
#[derive(Debug, Clone, Default)]
pub struct Plan<'s> {
    pub moves: Vec<Planned<'s>>,
    /// Acts of the talk that can still come, the node's own among them.
    pub acts_left: u64,
}

impl<'s> Plan<'s> {
    /// Answers what can be answered.
    pub fn of(rules: &Rules<'s>, skeleton: &Skeleton, node: &Node, acts_left: u64) -> Self {
        let scenario = rules.scenario;
        let beat = scenario.beat(node.beat);
        if beat.day.is_some() {
            return Self::default();
        }
        let temper = rules.setup.temper;
        let memory = &node.memory;
        let mut moves = Vec::new();
        for (mv, index) in beat.moves.iter().zip(0..) {
            if !memory.allows(&mv.when, temper) {
                continue;
            }
            let barred = !memory.granted() && mv.acts.set() & rules.setup.policy.approval != 0;
            if barred {
                continue;
            }
            let costs = !memory.granted() && mv.acts.set() & COSTLY != 0;
            let asks = costs || !memory.settles(&mv.when, temper);
            let after = memory.with(mv, false);
            let mut target = Some(mv.next);
            for branch in &mv.branches {
                if after.allows(&branch.when, temper) {
                    target = after.settles(&branch.when, temper).then_some(branch.to);
                    break;
                }
            }
            let to = match target {
                _ if mv.acts.has(ActKind::CheckWithManager) => To::Asks,
                None => To::Asks,
                Some(Target::End) => To::Out,
                Some(Target::Beat(id)) if scenario.beat(id).day.is_some() => To::Out,
                Some(Target::Beat(id)) => skeleton
                    .at(id, &skeleton.live().kept(id, &after))
                    .map_or(To::Asks, To::Talk),
            };
            let mind = rules.mind();
            let clear = mind.profile.obvious && mind.coefficients.miss_weight.last().is_some_and(|&weight| weight <= 0);
            let may_miss = mv.acts.has(ActKind::Fix) && !clear;
            let ticks = mv.acts.ticks(mind.coefficients);
            moves.push(Planned {
                index,
                mv,
                asks,
                to,
                is_sure: !may_miss && ticks.1 == 0,
                ticks,
            });
        }
        Self { moves, acts_left }
    }
}
