//! From the outbox to the Learning Record Store.

use jiff::Timestamp;
use uuid::Uuid;

use super::round::{Post, Round};
use crate::record::{Queued, Sending, Store, StoreError};

/// So many statements are sent at a time, at most: what a store does once for each request, such as looking up what it holds, it then does
/// seldom.
const BATCH: u32 = 500;
/// And so many bytes: servers before a store commonly take no more than 1 MiB at a time.
const BYTES_MAX: usize = 1_000_000;

/// Where statements wait: the store's outbox, as far as sending asks.
pub trait Queue {
    type Error;

    /// Statements that are due, in the order in which they were queued: at most so many.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn due(&mut self, now: Timestamp, most: u32) -> Result<Vec<Queued>, Self::Error>;

    /// What became of statements that were tried together.
    ///
    /// # Errors
    /// Why it cannot be kept; nothing of it was then.
    fn tried(&mut self, fates: &[(Uuid, Sending)]) -> Result<(), Self::Error>;
}

impl Queue for dyn Store + '_ {
    type Error = StoreError;

    fn due(&mut self, now: Timestamp, most: u32) -> Result<Vec<Queued>, StoreError> {
        Store::due(self, now, most)
    }

    fn tried(&mut self, fates: &[(Uuid, Sending)]) -> Result<(), StoreError> {
        Store::tried_all(self, fates)
    }
}

/// What sending came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Delivered {
    pub sent: u64,
    pub refused: u64,
    /// Tried, and to be tried again.
    pub waiting: u64,
    /// Why it stopped before everything was tried.
    pub stopped: Option<String>,
}

/// Sends what is due, batch by batch, until nothing is due or the other side has to be left alone. `progress` is told after each batch.
///
/// # Errors
/// Where the queue fails: what was sent by then and not noted is sent again, which is harmless.
pub fn deliver<Q: Queue + ?Sized>(
    queue: &mut Q,
    lrs: &mut dyn Post,
    now: Timestamp,
    progress: &mut dyn FnMut(&Delivered),
) -> Result<Delivered, Q::Error> {
    let mut delivered = Delivered::default();
    loop {
        let mut batch = queue.due(now, BATCH)?;
        batch.truncate(fitting(&batch));
        if batch.is_empty() {
            return Ok(delivered);
        }
        let mut round = Round::new(batch);
        while let Some(part) = round.next() {
            let texts: Vec<&str> = part.iter().map(|queued| queued.statement.json.as_str()).collect();
            let answer = lrs.post(&texts);
            let fates = round.answered(&answer, now);
            for (_, fate) in &fates {
                match fate {
                    Sending::Sent => delivered.sent += 1,
                    Sending::Refused { .. } => delivered.refused += 1,
                    Sending::Waiting { .. } => delivered.waiting += 1,
                }
            }
            if !fates.is_empty() {
                queue.tried(&fates)?;
            }
        }
        delivered.stopped = round.stopped().map(str::to_owned);
        progress(&delivered);
        if delivered.stopped.is_some() {
            return Ok(delivered);
        }
    }
}

/// How many of these go into one request: at least one, however long it is.
fn fitting(batch: &[Queued]) -> usize {
    let mut bytes = 0;
    let fit = batch.iter().take_while(|queued| {
        bytes += queued.statement.json.len() + 1;
        bytes < BYTES_MAX
    });
    fit.count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Statement;

    #[test]
    fn a_request_is_no_longer_than_servers_take() {
        let queued = |length: usize| Queued {
            statement: Statement {
                id: Uuid::nil(),
                drill: None,
                person: None,
                json: "x".repeat(length),
            },
            sending: Sending::Sent,
            tries: 0,
        };
        let check = |lengths: &[usize], expect| {
            let batch: Vec<Queued> = lengths.iter().copied().map(queued).collect();
            assert_eq!(fitting(&batch), expect, "{lengths:?}");
        };
        check(&[2_000; 400], 400);
        check(&[2_000; 500], 499);
        check(&[2_000_000, 5], 1);
        check(&[5, 2_000_000, 5], 1);
    }
}
