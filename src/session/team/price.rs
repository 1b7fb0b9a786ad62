//! What the team's talk was worth: each decision and each first vote against the best play, and the price of the consensus.
//!
//! Everything is counted over the beats at which the team decided and somebody had voted first (what was taken back does not count). A move's
//! *points lost* are those of the debrief: its loss of expected value against the best move, on the drill's scale of 100, at the place where
//! the vote was held. A person's vote is the **first** that they gave at a beat: what they thought alone.
//!
//! * **price at a beat**: points lost by the decision, less those of the best first vote in the room. Above 0: somebody knew better and was
//!   not followed. Below 0: the talk found what nobody had voted for.
//! * **against the votes** ([`TeamReview::against_votes`]): the sum of these.
//! * **against the best member**: of those who voted at half of these beats or more, whoever lost least for each vote (of equals, who joined
//!   first); points lost by the decisions at the beats where they voted, less theirs. It says whether the team should have left it to one.
//! * **against the mean**: the decisions' points lost, less the mean of all first votes at each beat.
//!
//! Votes were judged where the team stood: where a vote would have led in later beats nobody knows, so the price is no promise of another
//! ending.

use std::collections::BTreeMap;

use super::{Ballot, Decision, Kind, MemberId, Round, Team, division};
use crate::drill::Choice;
use crate::solve::{Review, Solver, TooLarge, accuracy, review_with};

/// One beat at which the team decided.
#[derive(Debug, Clone, PartialEq)]
pub struct BeatPrice {
    /// Its place in [`Team::rounds`].
    pub round: usize,
    pub decision: Decision,
    /// Points that the decision lost, 0..=100.
    pub team_lost: f64,
    /// The best move there, where the decision was another.
    pub better: Option<u8>,
    /// Each option that was voted for first, with how many did and the points that it loses; as shown.
    pub split: Vec<(u8, u32, f64)>,
    /// Points that the best first vote lost; `None` where nobody voted.
    pub best_vote_lost: Option<f64>,
    /// Mean of the points that first votes lost.
    pub mean_vote_lost: Option<f64>,
    /// How divided the first votes were, in thousandths ([`division`]).
    pub division: u32,
}

impl BeatPrice {
    /// What the consensus cost here, in points; `None` where nobody voted.
    #[must_use]
    pub fn price(&self) -> Option<f64> {
        Some(self.team_lost - self.best_vote_lost?)
    }
}

/// One person's first votes.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberPrice {
    pub member: MemberId,
    /// At how many beats they voted.
    pub votes: u32,
    /// Points that their votes lost, in sum.
    pub lost: f64,
    /// Points that the team's decisions lost at the same beats.
    pub team_lost: f64,
    /// Mean accuracy of their votes, 0..=100.
    pub accuracy: f64,
    /// Mean accuracy of the team's decisions at the same beats.
    pub team_accuracy: f64,
}

/// The team against somebody.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Versus {
    pub team_lost: f64,
    pub their_lost: f64,
}

impl Versus {
    /// What the consensus cost in points; below 0: what it gained.
    #[must_use]
    pub fn price(self) -> f64 {
        self.team_lost - self.their_lost
    }
}

/// A session looked back at.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamReview {
    /// The review of the drill that the team played, silences among its moves.
    pub drill: Review,
    pub beats: Vec<BeatPrice>,
    /// Everybody who voted at one of these beats, in the order in which they joined.
    pub members: Vec<MemberPrice>,
    /// Mean accuracy of the team's decisions, 0..=100.
    pub team_accuracy: f64,
}

impl TeamReview {
    /// Reviews a session: what was decided so far.
    ///
    /// # Errors
    /// Where the scenario is too large to be solved.
    pub fn of(team: &Team) -> Result<Self, TooLarge> {
        Self::with(&mut Solver::new(team.drill().rules()), team)
    }

    /// The same with a solver for the session's rules, which may already know its states.
    ///
    /// # Errors
    /// Where the scenario is too large to be solved.
    pub fn with(solver: &mut Solver<'_>, team: &Team) -> Result<Self, TooLarge> {
        let drill = review_with(solver, team.drill())?;
        let mut beats = Vec::new();
        let mut members: BTreeMap<MemberId, MemberPrice> = BTreeMap::new();
        for (round, at) in team.rounds().iter().zip(0..) {
            let Some(decision) = round.decision else { continue };
            let decided = &drill.moves[decision.step];
            let first = First::of(round);
            let mut lost = Lost {
                solver,
                known: Vec::new(),
            };
            let mut split: BTreeMap<u8, (u32, f64)> = BTreeMap::new();
            for (&member, &(ballot, choice)) in &first.people {
                let points = lost.points(ballot, choice)?;
                let of = split.entry(choice).or_insert((0, points));
                of.0 += 1;
                let price = members.entry(member).or_insert(MemberPrice {
                    member,
                    votes: 0,
                    lost: 0.0,
                    team_lost: 0.0,
                    accuracy: 0.0,
                    team_accuracy: 0.0,
                });
                price.votes += 1;
                price.lost += points;
                price.team_lost += decided.points_lost;
                // Sums until all beats are seen.
                price.accuracy += accuracy(points);
                price.team_accuracy += accuracy(decided.points_lost);
            }
            for &(ballot, choice, hands) in &first.hands {
                let points = lost.points(ballot, choice)?;
                split.entry(choice).or_insert((0, points)).0 += hands;
            }
            beats.push(beat(at, decision, decided, split));
        }
        let mut members: Vec<MemberPrice> = members.into_values().collect();
        for member in &mut members {
            member.accuracy /= f64::from(member.votes);
            member.team_accuracy /= f64::from(member.votes);
        }
        let decided = beats.iter().map(|beat| accuracy(beat.team_lost));
        Ok(Self {
            team_accuracy: mean(decided).unwrap_or(100.0),
            drill,
            beats,
            members,
        })
    }

    /// The beats that had a vote.
    fn voted(&self) -> impl Iterator<Item = &BeatPrice> {
        self.beats.iter().filter(|beat| beat.best_vote_lost.is_some())
    }

    /// The decisions against the best first vote at each beat; `None` where nobody ever voted.
    #[must_use]
    pub fn against_votes(&self) -> Option<Versus> {
        self.versus(|beat| beat.best_vote_lost)
    }

    /// The decisions against the mean of the first votes at each beat; `None` where nobody ever voted.
    #[must_use]
    pub fn against_mean(&self) -> Option<Versus> {
        self.versus(|beat| beat.mean_vote_lost)
    }

    fn versus(&self, theirs: impl Fn(&BeatPrice) -> Option<f64>) -> Option<Versus> {
        self.voted().next()?;
        Some(Versus {
            team_lost: self.voted().map(|beat| beat.team_lost).sum(),
            their_lost: self.voted().filter_map(theirs).sum(),
        })
    }

    /// The best member, and the decisions against theirs; `None` where nobody voted at half of the beats.
    #[must_use]
    pub fn against_best(&self) -> Option<(MemberId, Versus)> {
        let beats = self.voted().count();
        let regular = self.members.iter().filter(|member| member.votes as usize * 2 >= beats);
        let best = regular.min_by(|a, b| {
            let each = |member: &MemberPrice| member.lost / f64::from(member.votes);
            each(a).total_cmp(&each(b)).then(a.member.cmp(&b.member))
        })?;
        let versus = Versus {
            team_lost: best.team_lost,
            their_lost: best.lost,
        };
        Some((best.member, versus))
    }

    /// The beats with most disagreement, the most divided first; those of one mind are not among them.
    #[must_use]
    pub fn most_divided(&self) -> Vec<&BeatPrice> {
        let mut beats: Vec<&BeatPrice> = self.beats.iter().filter(|beat| beat.division > 0).collect();
        beats.sort_by_key(|beat| (std::cmp::Reverse(beat.division), beat.round));
        beats
    }

    /// One person's own.
    #[must_use]
    pub fn member(&self, member: MemberId) -> Option<&MemberPrice> {
        let at = self.members.binary_search_by_key(&member, |price| price.member).ok()?;
        Some(&self.members[at])
    }
}

/// The votes that people gave first at a beat, with the ballot that they gave them in.
struct First<'t> {
    people: BTreeMap<MemberId, (&'t Ballot, u8)>,
    hands: Vec<(&'t Ballot, u8, u32)>,
}

impl<'t> First<'t> {
    fn of(round: &'t Round) -> Self {
        let mut first = Self {
            people: BTreeMap::new(),
            hands: Vec::new(),
        };
        for ballot in round.ballots.iter().filter(|ballot| ballot.kind == Kind::First) {
            for (member, choice) in ballot.revealed() {
                first.people.entry(member).or_insert((ballot, choice));
            }
            if first.hands.is_empty() {
                let counted = ballot.options.iter().zip(ballot.revealed_hands());
                let counted = counted.filter(|(_, hands)| **hands > 0);
                first.hands = counted.map(|(&option, &hands)| (ballot, option, hands)).collect();
            }
        }
        first
    }
}

/// Points that options lose, each worked out once.
struct Lost<'a, 's> {
    solver: &'a mut Solver<'s>,
    known: Vec<(u32, u8, f64)>,
}

impl Lost<'_, '_> {
    fn points(&mut self, ballot: &Ballot, choice: u8) -> Result<f64, TooLarge> {
        if let Some((_, _, points)) = self
            .known
            .iter()
            .find(|(id, known, _)| (*id, *known) == (ballot.id, choice))
        {
            return Ok(*points);
        }
        let scale = self.solver.scale()?;
        let best = self.solver.solve(&ballot.state)?.best;
        let after = self.solver.after(&ballot.state, Choice::Move(choice))?.best;
        let points = scale.points(best.cents_above(after)).max(0.0);
        self.known.push((ballot.id, choice, points));
        Ok(points)
    }
}

fn beat(
    round: usize,
    decision: Decision,
    decided: &crate::solve::MoveReview,
    split: BTreeMap<u8, (u32, f64)>,
) -> BeatPrice {
    let all: u32 = split.values().map(|(votes, _)| votes).sum();
    let sum: f64 = split.values().map(|(votes, lost)| f64::from(*votes) * lost).sum();
    let tally: Vec<u32> = split.values().map(|(votes, _)| *votes).collect();
    BeatPrice {
        round,
        decision,
        team_lost: decided.points_lost,
        better: decided.better,
        best_vote_lost: split.values().map(|(_, lost)| *lost).min_by(f64::total_cmp),
        mean_vote_lost: (all > 0).then(|| sum / f64::from(all)),
        division: division(&tally),
        split: split
            .into_iter()
            .map(|(option, (votes, lost))| (option, votes, lost))
            .collect(),
    }
}

fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = numbers.fold((0.0, 0_u32), |(sum, count), number| (sum + number, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}
