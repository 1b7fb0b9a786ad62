//! How often somebody may do something.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// So many at once, and then one in each while.
#[derive(Debug, Clone, Copy)]
pub struct Bucket {
    left: u32,
    filled: Instant,
}

impl Bucket {
    /// A full one.
    #[must_use]
    pub const fn new(most: u32, now: Instant) -> Self {
        Self {
            left: most,
            filled: now,
        }
    }

    /// Takes one out, where one is in.
    pub fn take(&mut self, most: u32, each: Duration, now: Instant) -> bool {
        let passed = now.saturating_duration_since(self.filled).as_nanos() / each.as_nanos().max(1);
        let refill = u32::try_from(passed).unwrap_or(u32::MAX);
        if refill > 0 {
            self.left = self.left.saturating_add(refill).min(most);
            self.filled = now;
        }
        self.left.checked_sub(1).map(|left| self.left = left).is_some()
    }
}

/// So many messages at once, and then one in each while.
const ASKS_MAX: u32 = 20;
const ASKS_EACH: Duration = Duration::from_millis(100);

/// How often each has asked: those who hold the same token together, on however many pages they hold it.
#[derive(Debug)]
pub struct Rates<Who>(Mutex<BTreeMap<Who, Bucket>>);

impl<Who> Default for Rates<Who> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<Who: Ord> Rates<Who> {
    /// Notes that somebody asks; where that is too soon, how long to wait before asking here again.
    pub fn ask(&self, who: Who, now: Instant) -> Result<(), Duration> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = known.entry(who).or_insert(Bucket::new(ASKS_MAX, now));
        if bucket.take(ASKS_MAX, ASKS_EACH, now) {
            Ok(())
        } else {
            Err(ASKS_EACH)
        }
    }

    /// Waits until somebody may ask.
    pub async fn wait(&self, who: Who)
    where
        Who: Copy,
    {
        while let Err(soon) = self.ask(who, Instant::now()) {
            tokio::time::sleep(soon).await;
        }
    }
}

/// Wrong codes by address. Right ones are never counted: a whole classroom may share an address.
#[derive(Debug, Default)]
pub struct WrongCodes(Mutex<BTreeMap<IpAddr, Bucket>>);

/// So many wrong codes at once, and then one in each while.
const WRONG_MAX: u32 = 20;
const WRONG_EACH: Duration = Duration::from_secs(1);
/// So many addresses are remembered.
const ADDRESSES_MAX: usize = 4096;

impl WrongCodes {
    /// Notes a wrong code; `false`: there were too many from there.
    pub fn note(&self, from: IpAddr, now: Instant) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= ADDRESSES_MAX {
            // Those who have been quiet long enough have a full bucket again.
            let quiet = WRONG_EACH * WRONG_MAX;
            known.retain(|_, bucket| now.saturating_duration_since(bucket.filled) < quiet);
            if known.len() >= ADDRESSES_MAX && !known.contains_key(&from) {
                return false;
            }
        }
        let bucket = known.entry(from).or_insert(Bucket::new(WRONG_MAX, now));
        bucket.take(WRONG_MAX, WRONG_EACH, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_with_the_same_token_share_a_rate_and_others_have_their_own() {
        let start = Instant::now();
        let rates = Rates::default();
        let asked = |who: u32, now: Instant| (0..100).filter(|_| rates.ask(who, now).is_ok()).count();
        assert_eq!((asked(1, start), asked(1, start), asked(2, start)), (20, 0, 20));
        assert_eq!(asked(1, start + Duration::from_secs(1)), 10);
        assert_eq!(asked(1, start + Duration::from_mins(1)), 20, "never more than at first");
    }

    #[test]
    fn a_bucket_gives_so_many_and_fills_with_time() {
        let start = Instant::now();
        let wrong = WrongCodes::default();
        let from = IpAddr::from([10, 0, 0, 1]);
        let given = (0..100).filter(|_| wrong.note(from, start)).count();
        assert_eq!(given, 20);
        assert!(
            wrong.note(IpAddr::from([10, 0, 0, 2]), start),
            "another address has its own"
        );
        assert!(!wrong.note(from, start + Duration::from_millis(900)));
        assert!(wrong.note(from, start + Duration::from_secs(2)));
    }
}
