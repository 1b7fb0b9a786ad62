//! From the outbox to the Learning Record Store.

use jiff::Timestamp;
use uuid::Uuid;

use super::round::{Post, Round};
use crate::record::{Queued, Sending, Store, StoreError};

/// So many statements are sent at a time.
const BATCH: u32 = 50;

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
        let batch = queue.due(now, BATCH)?;
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
