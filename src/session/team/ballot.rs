//! One vote of the room.

use std::collections::BTreeMap;

use super::MemberId;
use crate::drill::State;

/// What is voted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Kind {
    /// What each would do: alone, before anybody has spoken.
    First,
    /// What the team does: after the talk.
    Second,
}

/// One vote of the room. Nobody sees what is in it before it is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// Counted from 0 over the whole session.
    pub id: u32,
    pub kind: Kind,
    /// What can be voted for, in the order shown: places in the beat's written list.
    pub options: Vec<u8>,
    /// Where the drill stood.
    pub state: State,
    /// Everybody's vote: a second one takes the place of the first.
    votes: BTreeMap<MemberId, u8>,
    /// Hands that were counted, in the order of the options.
    hands: Vec<u32>,
    closed: bool,
}

impl Ballot {
    pub(super) fn open(id: u32, kind: Kind, options: Vec<u8>, state: State) -> Self {
        let hands = vec![0; options.len()];
        Self {
            id,
            kind,
            options,
            state,
            votes: BTreeMap::new(),
            hands,
            closed: false,
        }
    }

    /// Whether the votes may be seen; none can be added then.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        self.closed
    }

    pub(super) const fn close(&mut self) {
        self.closed = true;
    }

    pub(super) fn put(&mut self, member: MemberId, choice: u8) {
        self.votes.insert(member, choice);
    }

    pub(super) fn withdraw(&mut self, member: MemberId) {
        self.votes.remove(&member);
    }

    /// Makes one person of two: where both have voted, the vote of the one who stays counts.
    pub(super) fn join(&mut self, goes: MemberId, stays: MemberId) {
        if let Some(choice) = self.votes.remove(&goes) {
            self.votes.entry(stays).or_insert(choice);
        }
    }

    pub(super) fn raise(&mut self, hands: &[u32]) {
        self.hands.clear();
        self.hands.extend_from_slice(hands);
    }

    /// How many have voted, hands included. That may be seen by everybody at any time.
    #[must_use]
    pub fn count(&self) -> u32 {
        let hands: u32 = self.hands.iter().sum();
        u32::try_from(self.votes.len())
            .unwrap_or(u32::MAX)
            .saturating_add(hands)
    }

    /// Whether somebody has voted. That may be seen by the facilitator.
    #[must_use]
    pub fn has(&self, member: MemberId) -> bool {
        self.votes.contains_key(&member)
    }

    /// What somebody voted for. For their own eyes until the ballot is closed.
    #[must_use]
    pub fn of(&self, member: MemberId) -> Option<u8> {
        self.votes.get(&member).copied()
    }

    /// Everybody's vote, once the ballot is closed; nothing before.
    pub fn revealed(&self) -> impl Iterator<Item = (MemberId, u8)> + '_ {
        let seen = self.closed.then_some(&self.votes);
        seen.into_iter().flatten().map(|(&member, &choice)| (member, choice))
    }

    /// The hands for each option in their order, once the ballot is closed; nothing before.
    #[must_use]
    pub fn revealed_hands(&self) -> &[u32] {
        if self.closed { &self.hands } else { &[] }
    }

    /// How many voted for each option, in their order, once the ballot is closed; nothing before.
    #[must_use]
    pub fn tally(&self) -> Option<Vec<u32>> {
        if !self.closed {
            return None;
        }
        let mut tally = self.hands.clone();
        for choice in self.votes.values() {
            if let Some(at) = self.options.iter().position(|option| option == choice) {
                tally[at] = tally[at].saturating_add(1);
            }
        }
        Some(tally)
    }

    /// The options with the most votes, once the ballot is closed: one, several in a tie, none where nobody has voted.
    #[must_use]
    pub fn leading(&self) -> Vec<u8> {
        let tally = self.tally().unwrap_or_default();
        let most = tally.iter().copied().max().unwrap_or(0);
        let with_most = self
            .options
            .iter()
            .zip(&tally)
            .filter(|(_, votes)| **votes == most && most > 0);
        with_most.map(|(option, _)| *option).collect()
    }
}
