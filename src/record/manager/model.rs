//! The page itself.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::super::{Month, Person, Sums, Tally};
use super::{Assumptions, Board, Cell, Input, Money, Rehearsed};
use crate::customer::Tier;
use crate::session::Mode;

/// What the page claims, in one sentence.
pub const NOTE: &str = "Drills are rehearsals: these numbers are consistent with published patterns of customer response, not a prediction of \
                        your customers, and no money was earned.";

/// So many who rehearsed something are all named.
const NAMES_MAX: usize = 3;

/// A part of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Share {
    pub part: i64,
    pub whole: i64,
}

impl Share {
    /// 0..=1; `None` of nothing.
    #[must_use]
    pub fn fraction(self) -> Option<f64> {
        (self.whole > 0).then(|| exact(self.part) / exact(self.whole))
    }
}

/// Word of mouth: listeners, thousandths, all drills together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Heard {
    /// Who hear a good story.
    pub won: i64,
    /// Who hear a bad one all the same.
    pub lost: i64,
    /// Who would have heard a bad one as things stood at the start.
    pub at_start: i64,
}

/// How sure people feel before and after a drill, 1..=5: means over those who said both.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Confidence {
    pub said: i64,
    pub before: f64,
    pub after: f64,
}

/// A month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MonthRow {
    pub month: Month,
    pub drills: i64,
    /// How the customers left, from Defector to Champion.
    pub tiers: [i64; 5],
}

/// The manager's page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Manager {
    pub assumptions: Assumptions,
    /// Judged drills that count: played from their beginning.
    pub drills: i64,
    /// How many of them were in practice mode.
    pub in_practice: i64,
    /// People with a name who played them.
    pub people: usize,
    pub champions: i64,
    pub months: Vec<MonthRow>,
    /// Drills in which nobody else was asked: no transfer, no manager.
    pub alone: Share,
    /// Drills that the first person resolved: nobody else was asked, and the customer left Loyal or as a Champion.
    pub resolved: Share,
    pub heard: Heard,
    pub confidence: Option<Confidence>,
    /// Mean accuracy, 0..=100.
    pub accuracy: Option<f64>,
    pub board: Board,
    pub money: Vec<Money>,
    /// What has to be known to read the numbers.
    pub remarks: Vec<String>,
    /// Where the reader is.
    #[serde(skip)]
    zone: TimeZone,
}

impl Input<'_> {
    /// The tallies that count: no retries, and practice only where that is assumed.
    pub(super) fn counted<'t>(&self, tallies: &'t [Tally]) -> impl Iterator<Item = &'t Tally> + use<'t> {
        let practice = self.assumptions.practice > 0;
        let counts = move |tally: &&Tally| !tally.retries && (practice || tally.mode != Mode::Practice);
        tallies.iter().filter(counts)
    }
}

impl Manager {
    /// The page.
    #[must_use]
    pub fn of(input: &Input<'_>) -> Self {
        let mut sums = Sums::default();
        let mut in_practice = 0;
        let mut months: BTreeMap<Month, MonthRow> = BTreeMap::new();
        for tally in input.counted(input.by_month) {
            sums += tally.sums;
            if tally.mode == Mode::Practice {
                in_practice += tally.sums.judged;
            }
            let Some(month) = tally.month.filter(|_| tally.sums.judged > 0) else {
                continue;
            };
            let row = months.entry(month).or_insert(MonthRow {
                month,
                drills: 0,
                tiers: [0; 5],
            });
            row.drills += tally.sums.judged;
            for (mine, theirs) in row.tiers.iter_mut().zip(tally.sums.tiers) {
                *mine += theirs;
            }
        }
        let played = input.counted(input.by_person).filter(|tally| tally.sums.judged > 0);
        let people: BTreeSet<_> = played.filter_map(|tally| tally.person).collect();
        let drills = sums.judged;
        let of_drills = |part: i64, unit: f64| (drills > 0).then(|| exact(part) / exact(drills) / unit);
        Self {
            assumptions: input.assumptions,
            drills,
            in_practice,
            people: people.len(),
            champions: sums.left_as(Tier::Champion),
            months: months.into_values().collect(),
            alone: Share {
                part: sums.alone,
                whole: drills,
            },
            resolved: Share {
                part: sums.resolved,
                whole: drills,
            },
            heard: Heard {
                won: sums.good,
                lost: sums.bad,
                at_start: sums.bad_at_start,
            },
            confidence: (sums.sure > 0).then(|| Confidence {
                said: sums.sure,
                before: exact(sums.sure_before) / exact(sums.sure),
                after: exact(sums.sure_after) / exact(sums.sure),
            }),
            accuracy: of_drills(sums.accuracy, 100.0),
            board: Board::of(input),
            money: Money::of(input),
            remarks: remarks(input, drills, in_practice),
            zone: TimeZone::UTC,
        }
    }

    /// The page with people's names on it, and with its days and times in a time zone. Months stay those of universal time: that is how
    /// they are counted.
    #[must_use]
    pub fn named(mut self, people: &[Person], zone: &TimeZone) -> Self {
        let names: BTreeMap<_, &str> = people.iter().map(|person| (person.id, person.name.as_str())).collect();
        for rehearsed in self.board.cells.iter_mut().flat_map(|cell| &mut cell.by) {
            rehearsed.name = names.get(&rehearsed.person).map(|name| (*name).to_owned());
        }
        self.zone = zone.clone();
        self
    }

    /// The day of a time, in the reader's time zone: "2026-11-19".
    #[must_use]
    pub fn day(&self, at: Timestamp) -> String {
        at.to_zoned(self.zone.clone()).strftime("%Y-%m-%d").to_string()
    }

    /// Who rehearsed what stands at a place: "Zoë and Max", "Zoë (94, best), Max (last) and 43 others"; `None` where nobody with a name did.
    #[must_use]
    pub fn by_words(&self, cell: &Cell) -> Option<String> {
        let name = |rehearsed: &Rehearsed| rehearsed.name.clone().unwrap_or_else(|| "somebody".to_owned());
        if cell.by.len() <= NAMES_MAX {
            let names: Vec<String> = cell.by.iter().map(name).collect();
            let (last, others) = names.split_last()?;
            return Some(if others.is_empty() {
                last.clone()
            } else {
                format!("{} and {last}", others.join(", "))
            });
        }
        let latest = cell.latest()?;
        let told = match cell.best(self.assumptions.few) {
            Some(best) if best.person == latest.person => {
                vec![format!("{} (best, {:.0}, and last)", name(best), best.accuracy)]
            }
            Some(best) => vec![
                format!("{} (best, {:.0})", name(best), best.accuracy),
                format!("{} (last)", name(latest)),
            ],
            None => vec![format!("{} (last)", name(latest))],
        };
        Some(format!("{} and {} others", told.join(", "), cell.by.len() - told.len()))
    }

    /// Whether so many drills are too few to say anything of them.
    #[must_use]
    pub fn is_few(&self, drills: i64) -> bool {
        drills < i64::from(self.assumptions.few)
    }

    /// "3 drills: too few to say"; `None` where there are enough.
    #[must_use]
    pub fn few_words(&self, drills: i64) -> Option<String> {
        self.is_few(drills)
            .then(|| format!("{}: too few to say", drills_words(drills)))
    }
}

/// "1 drill", "3 drills".
#[must_use]
pub fn drills_words(drills: i64) -> String {
    match drills {
        0 => "no drills".to_owned(),
        1 => "1 drill".to_owned(),
        drills => format!("{drills} drills"),
    }
}

fn remarks(input: &Input<'_>, drills: i64, in_practice: i64) -> Vec<String> {
    let mut remarks = Vec::new();
    if in_practice > 0 {
        remarks.push(format!(
            "{in_practice} of {} were played in practice mode, with hints and moves that can be taken back.",
            drills_words(drills)
        ));
    }
    let unknown: i64 = input
        .counted(input.by_month)
        .filter(|tally| !input.scenarios.iter().any(|about| Some(about.hash) == tally.hash))
        .map(|tally| tally.sums.judged)
        .sum();
    if unknown > 0 {
        remarks.push(format!(
            "{} of scenarios that cannot be read any more: they are missing from the board and from the money.",
            drills_words(unknown)
        ));
    }
    let unjudged: i64 = input
        .counted(input.by_month)
        .map(|tally| tally.sums.ended - tally.sums.judged)
        .sum();
    if unjudged > 0 {
        remarks.push(format!(
            "{} ended and could not be judged: they are not counted.",
            drills_words(unjudged)
        ));
    }
    remarks
}

/// A count as a number with a point.
#[expect(
    clippy::cast_precision_loss,
    reason = "sums stay below 2^53, and a page rounds them anyway"
)]
pub(super) const fn exact(number: i64) -> f64 {
    number as f64
}
