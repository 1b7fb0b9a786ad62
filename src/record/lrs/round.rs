//! One batch on its way: what to send next, and what an answer means for each statement.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::record::{Queued, Sending};

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// All of it was taken, or was there already.
    Taken,
    /// The batch is not wanted as it is: no statement of it was taken.
    Refused { reason: String },
    /// Nothing is wanted from us: a wrong password, a wrong address. Somebody has to see to it.
    Barred { reason: String },
    /// Not now: nobody answered, or the other side is busy. Where it says when, after so many seconds.
    Later { reason: String, after_seconds: Option<u32> },
}

/// Whoever sends statements and hears what comes back.
pub trait Post {
    /// Sends statements, each the text of a JSON object, as one batch.
    fn post(&mut self, statements: &[&str]) -> Answer;
}

/// The longest reason that is kept.
const REASON_MAX: usize = 500;
/// The first wait after a try that came to nothing; it doubles with each, up to the longest.
const WAIT_FIRST: SignedDuration = SignedDuration::from_mins(1);
const WAIT_MAX: SignedDuration = SignedDuration::from_hours(12);

/// A batch: sent whole at first, and where it is refused, in halves, so that one bad statement holds no other up.
#[derive(Debug, Clone)]
pub struct Round {
    /// Parts that are still to be sent; the last is next.
    parts: Vec<Vec<Queued>>,
    stopped: Option<String>,
}

impl Round {
    /// A batch that is to be sent.
    #[must_use]
    pub fn new(batch: Vec<Queued>) -> Self {
        Self {
            parts: if batch.is_empty() { Vec::new() } else { vec![batch] },
            stopped: None,
        }
    }

    /// What is to be sent next; `None`: the round is over.
    #[must_use]
    pub fn next(&self) -> Option<&[Queued]> {
        self.parts.last().map(Vec::as_slice)
    }

    /// Why nothing more is sent for now, if so.
    #[must_use]
    pub fn stopped(&self) -> Option<&str> {
        self.stopped.as_deref()
    }

    /// What came back for [`Round::next`]; what becomes of which statement.
    pub fn answered(&mut self, answer: &Answer, now: Timestamp) -> Vec<(Uuid, Sending)> {
        let Some(part) = self.parts.pop() else {
            return Vec::new();
        };
        match answer {
            Answer::Taken => all(&part, |_| Sending::Sent),
            Answer::Refused { reason } => match part.as_slice() {
                [alone] => vec![(
                    alone.statement.id,
                    Sending::Refused {
                        reason: reason.chars().take(REASON_MAX).collect(),
                    },
                )],
                several => {
                    let (first, second) = several.split_at(several.len() / 2);
                    self.parts.extend([second.to_vec(), first.to_vec()]);
                    Vec::new()
                }
            },
            Answer::Barred { reason } => self.stop(part, reason, None, now),
            Answer::Later { reason, after_seconds } => self.stop(part, reason, *after_seconds, now),
        }
    }

    /// Everything that is left waits.
    fn stop(&mut self, part: Vec<Queued>, reason: &str, after: Option<u32>, now: Timestamp) -> Vec<(Uuid, Sending)> {
        self.stopped = Some(reason.chars().take(REASON_MAX).collect());
        self.parts.push(part);
        let left: Vec<Queued> = self.parts.drain(..).rev().flatten().collect();
        all(&left, |queued| {
            let asked = SignedDuration::from_secs(after.unwrap_or(0).into());
            let wait = asked.min(WAIT_MAX).max(wait(queued.tries));
            Sending::Waiting {
                next_at: now.saturating_add(wait).unwrap_or(Timestamp::MAX),
            }
        })
    }
}

fn all(part: &[Queued], fate: impl Fn(&Queued) -> Sending) -> Vec<(Uuid, Sending)> {
    let one = |queued: &Queued| (queued.statement.id, fate(queued));
    part.iter().map(one).collect()
}

/// How long to wait after so many tries.
fn wait(tries: u32) -> SignedDuration {
    let doubled = WAIT_FIRST.checked_mul(2_i32.saturating_pow(tries.min(20)));
    doubled.map_or(WAIT_MAX, |wait| wait.min(WAIT_MAX))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::record::Statement;
    use crate::record::made_up::at;

    fn queued(number: u128, tries: u32) -> Queued {
        Queued {
            statement: Statement {
                id: Uuid::from_u128(number),
                drill: None,
                person: None,
                json: number.to_string(),
            },
            sending: Sending::Waiting {
                next_at: Timestamp::UNIX_EPOCH,
            },
            tries,
        }
    }

    /// Sends a batch to somebody who does not want these; how often it was sent, and what became of whom.
    fn sent(count: u128, unwanted: &[u128]) -> (usize, BTreeMap<u128, Sending>) {
        let mut round = Round::new((0..count).map(|number| queued(number, 0)).collect());
        let (mut times, mut fates) = (0, BTreeMap::new());
        while let Some(part) = round.next() {
            times += 1;
            let bad = part
                .iter()
                .any(|queued| unwanted.contains(&queued.statement.id.as_u128()));
            let answer = if bad {
                Answer::Refused { reason: "no".into() }
            } else {
                Answer::Taken
            };
            for (id, fate) in round.answered(&answer, Timestamp::UNIX_EPOCH) {
                assert!(fates.insert(id.as_u128(), fate).is_none(), "one fate each");
            }
        }
        (times, fates)
    }

    proptest! {
        #[test]
        fn a_bad_statement_holds_no_other_up(count in 0..60_u128, unwanted in proptest::collection::vec(0..60_u128, 0..6)) {
            let (times, fates) = sent(count, &unwanted);
            prop_assert_eq!(fates.len() as u128, count);
            for (number, fate) in &fates {
                let refused = matches!(fate, Sending::Refused { .. });
                prop_assert_eq!(refused, unwanted.contains(number));
            }
            prop_assert!(times <= 2 * count as usize + 1);
        }
    }

    #[test]
    fn a_batch_that_is_wanted_is_sent_once() {
        assert_eq!(sent(50, &[]).0, 1);
        assert_eq!(sent(0, &[]).0, 0);
    }

    #[test]
    fn who_is_not_answered_waits_longer_each_time_and_as_long_as_asked() {
        let now = at("2026-03-01T08:00:00Z");
        let waits = |tries: u32, after_seconds: Option<u32>| {
            let mut round = Round::new(vec![queued(1, tries), queued(2, tries)]);
            let answer = Answer::Later {
                reason: "busy".into(),
                after_seconds,
            };
            let fates = round.answered(&answer, now);
            assert_eq!((round.next(), round.stopped(), fates.len()), (None, Some("busy"), 2));
            let Sending::Waiting { next_at } = &fates[0].1 else {
                panic!("{fates:?}")
            };
            next_at.duration_since(now).as_secs()
        };
        assert_eq!(
            [0, 1, 2, 9, 10, 4_000_000].map(|tries| waits(tries, None)),
            [60, 120, 240, 30_720, 43_200, 43_200]
        );
        assert_eq!(waits(0, Some(600)), 600);
        assert_eq!(waits(3, Some(1)), 480);
        assert_eq!(waits(0, Some(u32::MAX)), 43_200);
    }

    #[test]
    fn a_wrong_password_stops_and_nothing_is_lost() {
        let mut round = Round::new((0..4).map(|number| queued(number, 0)).collect());
        let refused = Answer::Refused {
            reason: "one of them".into(),
        };
        assert!(round.answered(&refused, Timestamp::UNIX_EPOCH).is_empty());
        let barred = Answer::Barred {
            reason: "x".repeat(9_000),
        };
        let fates = round.answered(&barred, Timestamp::UNIX_EPOCH);
        let order: Vec<u128> = fates.iter().map(|(id, _)| id.as_u128()).collect();
        assert_eq!(order, [0, 1, 2, 3]);
        assert!(fates.iter().all(|(_, fate)| matches!(fate, Sending::Waiting { .. })));
        assert_eq!(round.stopped().map(str::len), Some(REASON_MAX));
        assert!(round.answered(&Answer::Taken, Timestamp::UNIX_EPOCH).is_empty());
    }
}
