//! Item analysis: for each move of a scenario how often it was chosen, what it cost, and whether strong and weak trainees choose it
//! apart. Judged drills are added one by one; only sums are kept, so that a million drills need no more room than one.
//!
//! An item is a decision at a beat. The terms are those of classical test theory: *difficulty* is the share that chose well,
//! *discrimination* the point-biserial correlation of choosing a move with the **rest score**, which is what the drill's other
//! decisions left of 100 points, so that a move does not explain itself.

use std::collections::BTreeMap;

use serde::Serialize;

use super::JudgedMove;
use crate::drill::Choice;

/// Most points lost, in hundredths, by a move that counts as chosen well: what the grades call *excellent*.
const WELL: u32 = 200;
/// A whole score, in hundredths.
const WHOLE: u64 = 10_000;

/// The sums of a scenario's drills.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Items {
    drills: u64,
    beats: BTreeMap<u16, BeatSum>,
    /// By beat, move, and the beat at which the next move was made.
    ways: BTreeMap<(u16, u8, Option<u16>), (u64, u64)>,
}

/// A way that people took out of a beat.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Taken {
    /// The beat's place in the scenario's list, and the move's in its written list.
    pub beat: u16,
    pub index: u8,
    /// Where the next move was made; `None`: there was none, the drill ended or the customer left.
    pub to: Option<u16>,
    pub count: u64,
    /// Mean points lost by the move, 0..=100.
    pub lost: f64,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct BeatSum {
    all: Sum,
    well: u64,
    mistakes: u64,
    /// By the move's place in the written list.
    moves: Vec<Sum>,
    waits: Sum,
}

/// Decisions, what they lost, and what the rest of their drills scored, with the squares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Sum {
    count: u64,
    lost: u64,
    rest: u64,
    squares: u64,
}

impl Sum {
    fn add(&mut self, lost: u32, rest: u64) {
        self.count += 1;
        self.lost += u64::from(lost);
        self.rest += rest;
        self.squares += rest * rest;
    }

    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.lost += other.lost;
        self.rest += other.rest;
        self.squares += other.squares;
    }
}

/// A beat as trainers see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BeatItems {
    /// The beat's place in the scenario's list.
    pub beat: u16,
    /// Moves that were chosen here.
    pub decisions: u64,
    /// Difficulty: the share that chose a best or excellent move, 0 (nobody) ..= 1.
    pub well: f64,
    /// The share of moves that were mistakes.
    pub mistakes: f64,
    /// Mean points lost by a move here, 0..=100.
    pub lost: f64,
    /// The share of all points that were lost in the scenario, silences among them, that was lost here.
    pub share_of_loss: f64,
    pub moves: Vec<Item>,
    pub waits: Waits,
}

/// A move as trainers see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// Its place in the written list.
    pub index: u8,
    pub chosen: u64,
    /// The share of the moves chosen here.
    pub share: f64,
    /// Mean points lost; `None` where nobody chose it.
    pub lost: Option<f64>,
    /// -1 ..= 1: above 0 the strong choose it more. `None` where that cannot be said: fewer than two decisions, all or none chose it,
    /// or all the rest scores are the same.
    pub discrimination: Option<f64>,
}

/// Silences at a beat.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Waits {
    pub count: u64,
    /// Mean points lost by each; `None` where nobody waited.
    pub lost: Option<f64>,
}

impl Items {
    /// Fewer drills than this say little: chance speaks as loudly as people.
    pub const FEW: u64 = 30;

    /// Adds a drill's moves. Of a drill that took another up give only the moves that are its own.
    pub fn add(&mut self, moves: &[JudgedMove]) {
        self.drills += 1;
        let lost: u64 = moves.iter().map(|judged| u64::from(judged.lost)).sum();
        for (at, judged) in moves.iter().enumerate() {
            let rest = WHOLE.saturating_sub(lost - u64::from(judged.lost));
            let beat = self.beats.entry(judged.beat).or_default();
            let Choice::Move(index) = judged.choice else {
                beat.waits.add(judged.lost, rest);
                continue;
            };
            let index = usize::from(index);
            if beat.moves.len() <= index {
                beat.moves.resize(index + 1, Sum::default());
            }
            beat.moves[index].add(judged.lost, rest);
            beat.all.add(judged.lost, rest);
            beat.well += u64::from(judged.lost <= WELL);
            beat.mistakes += u64::from(judged.mistake.is_some());
            let mut later = moves[at + 1..].iter();
            let next = later.find(|next| matches!(next.choice, Choice::Move(_)));
            let way = (
                judged.beat,
                u8::try_from(index).unwrap_or(u8::MAX),
                next.map(|next| next.beat),
            );
            let way = self.ways.entry(way).or_default();
            (way.0, way.1) = (way.0 + 1, way.1 + u64::from(judged.lost));
        }
    }

    /// Adds what was counted elsewhere.
    pub fn merge(&mut self, other: &Self) {
        self.drills += other.drills;
        for (way, (count, lost)) in &other.ways {
            let mine = self.ways.entry(*way).or_default();
            (mine.0, mine.1) = (mine.0 + count, mine.1 + lost);
        }
        for (at, theirs) in &other.beats {
            let beat = self.beats.entry(*at).or_default();
            if beat.moves.len() < theirs.moves.len() {
                beat.moves.resize(theirs.moves.len(), Sum::default());
            }
            for (mine, theirs) in beat.moves.iter_mut().zip(&theirs.moves) {
                mine.merge(theirs);
            }
            beat.all.merge(&theirs.all);
            beat.waits.merge(&theirs.waits);
            beat.well += theirs.well;
            beat.mistakes += theirs.mistakes;
        }
    }

    /// How many drills were added.
    #[must_use]
    pub const fn drills(&self) -> u64 {
        self.drills
    }

    /// The ways that were taken, by beat, move and where it led.
    pub fn taken(&self) -> impl Iterator<Item = Taken> + '_ {
        self.ways.iter().map(|(&(beat, index, to), &(count, lost))| Taken {
            beat,
            index,
            to,
            count,
            lost: ratio(lost, count).map_or(0.0, |hundredths| hundredths / 100.0),
        })
    }

    /// What they come to, beat by beat in the scenario's order. Moves that nobody chose are listed where one behind them was chosen.
    #[must_use]
    pub fn table(&self) -> Vec<BeatItems> {
        let all: u64 = self.beats.values().map(|beat| beat.all.lost + beat.waits.lost).sum();
        self.beats.iter().map(|(at, beat)| beat.told(*at, all)).collect()
    }

    /// Where people go wrong: the beats by the share of all points that were lost there, most first.
    #[must_use]
    pub fn worst(&self) -> Vec<BeatItems> {
        let mut beats = self.table();
        beats.sort_by(|a, b| b.share_of_loss.total_cmp(&a.share_of_loss).then(a.beat.cmp(&b.beat)));
        beats
    }
}

impl BeatSum {
    fn told(&self, beat: u16, all_lost: u64) -> BeatItems {
        let moves = (0..=u8::MAX).zip(&self.moves).map(|(index, sum)| Item {
            index,
            chosen: sum.count,
            share: ratio(sum.count, self.all.count).unwrap_or(0.0),
            lost: mean_points(sum),
            discrimination: point_biserial(sum, &self.all),
        });
        BeatItems {
            beat,
            decisions: self.all.count,
            well: ratio(self.well, self.all.count).unwrap_or(0.0),
            mistakes: ratio(self.mistakes, self.all.count).unwrap_or(0.0),
            lost: mean_points(&self.all).unwrap_or(0.0),
            share_of_loss: ratio(self.all.lost + self.waits.lost, all_lost).unwrap_or(0.0),
            moves: moves.collect(),
            waits: Waits {
                count: self.waits.count,
                lost: mean_points(&self.waits),
            },
        }
    }
}

fn mean_points(sum: &Sum) -> Option<f64> {
    ratio(sum.lost, sum.count).map(|hundredths| hundredths / 100.0)
}

#[expect(clippy::cast_precision_loss, reason = "sums of drills stay far below 2^53")]
fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// (mean rest score of those who chose it - mean of those who did not) / standard deviation of all · √(p·q).
fn point_biserial(chosen: &Sum, all: &Sum) -> Option<f64> {
    let [n, sum, squares] = [all.count, all.rest, all.squares].map(i128::from);
    let [with, with_sum] = [chosen.count, chosen.rest].map(i128::from);
    // Everything times n, so that it stays whole: n²·variance, and with·without·(difference of means).
    let spread = n * squares - sum * sum;
    let without = n - with;
    if with == 0 || without == 0 || spread <= 0 {
        return None;
    }
    let apart = with_sum * without - (sum - with_sum) * with;
    #[expect(clippy::cast_precision_loss, reason = "a correlation needs no more than 15 digits")]
    let [apart, spread, pairs] = [apart, spread, with * without].map(|number| number as f64);
    Some((apart / (pairs.sqrt() * spread.sqrt())).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests;
