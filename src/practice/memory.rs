//! How well something is remembered: FSRS-6 with its published default parameters (crate `fsrs`). They were fitted to reviews of flash
//! cards, and a drill is none: its intervals are a sound first guess, not something that was measured on drills.

use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, FSRSItem, FSRSReview, MemoryState, current_retrievability};
use jiff::ToSpan;
use jiff::civil::Date;

use super::Rating;

/// The chance of remembering at which something falls due.
const RETENTION: f32 = 0.9;
/// The longest interval: whoever has not practised for half a year may be asked to.
const DAYS_MAX: f32 = 180.0;

/// What is remembered of one card after its reviews.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    state: MemoryState,
    last: Date,
    /// When it falls due.
    pub due: Date,
}

impl Memory {
    /// After these reviews, in the order of their days; `None` without any.
    pub fn of(reviews: &[(Date, Rating)]) -> Option<Self> {
        let (last, _) = *reviews.last()?;
        let mut before = reviews.first()?.0;
        let mut item = FSRSItem::default();
        for &(day, rating) in reviews {
            item.reviews.push(FSRSReview {
                rating: rating.number(),
                delta_t: days(before, day),
            });
            before = day;
        }
        let fsrs = FSRS::default();
        let state = fsrs.memory_state(item, None).ok()?;
        let interval = fsrs.next_interval(Some(state.stability), RETENTION, Rating::Good.number());
        #[expect(clippy::cast_possible_truncation, reason = "1..=180")]
        let interval = interval.round().clamp(1.0, DAYS_MAX) as i64;
        Some(Self {
            state,
            last,
            due: last.saturating_add(interval.days()),
        })
    }

    /// The chance that it is remembered on a day, 0..=1.
    pub fn recall(&self, on: Date) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "days: far fewer than 16 million")]
        let gone = days(self.last, on) as f32;
        current_retrievability(self.state, gone, FSRS6_DEFAULT_DECAY)
    }
}

/// Whole days from one to another; none where a clock went backwards.
fn days(from: Date, to: Date) -> u32 {
    let days = from.until(to).map_or(0, |span| span.get_days());
    u32::try_from(days).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: u32) -> Date {
        jiff::civil::date(2026, 1, 1).saturating_add(i64::from(number).days())
    }

    fn rating(number: u8) -> Rating {
        [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy][usize::from(number)]
    }

    /// Reviews at these distances.
    fn reviews(steps: &[(u32, u8)]) -> Vec<(Date, Rating)> {
        let mut now = 0;
        let review = |&(gap, number): &(u32, u8)| {
            now += gap;
            (day(now), rating(number))
        };
        steps.iter().map(review).collect()
    }

    proptest! {
        #[test]
        fn successes_on_the_day_push_it_further_away(first in 1..4_u8, times in 1..8_usize) {
            let mut reviews = vec![(day(0), rating(first))];
            let mut waited = 0;
            for _ in 0..times {
                let memory = Memory::of(&reviews).expect("reviewed");
                let interval = days(memory.last, memory.due);
                prop_assert!(interval >= waited, "{interval} after {waited}");
                waited = interval;
                reviews.push((memory.due, Rating::Good));
            }
        }

        #[test]
        fn a_lapse_comes_back_no_later_than_a_success(
            steps in proptest::collection::vec((0..60_u32, 0..4_u8), 0..12), gap in 0..90_u32,
        ) {
            let due = |last: Rating| {
                let mut all = reviews(&steps);
                let end = all.last().map_or(day(0), |(day, _)| *day);
                all.push((end.saturating_add(i64::from(gap).days()), last));
                Memory::of(&all).expect("reviewed").due
            };
            prop_assert!(due(Rating::Again) <= due(Rating::Hard));
            prop_assert!(due(Rating::Hard) <= due(Rating::Good));
            prop_assert!(due(Rating::Good) <= due(Rating::Easy));
        }

        #[test]
        fn the_chance_of_remembering_falls_with_the_days(
            steps in proptest::collection::vec((0..60_u32, 0..4_u8), 1..12), on in 0..400_u32,
        ) {
            let memory = Memory::of(&reviews(&steps)).expect("reviewed");
            let later = |more: u32| memory.recall(memory.last.saturating_add(i64::from(on + more).days()));
            prop_assert!(later(0) >= later(1) && later(0) <= 1.0 && later(1) > 0.0);
            prop_assert!(memory.due > memory.last);
        }
    }

    #[test]
    fn what_the_numbers_come_to() {
        let due = |steps: &[(u32, u8)]| {
            let memory = Memory::of(&reviews(steps)).expect("reviewed");
            days(memory.last, memory.due)
        };
        assert_eq!(due(&[(0, 0)]), 1, "a lapse: tomorrow");
        assert_eq!(due(&[(0, 2)]), 2, "known once");
        assert_eq!(due(&[(0, 3)]), 8, "known by heart");
        assert!(due(&[(0, 2), (2, 2), (10, 2)]) > 20);
        assert!(Memory::of(&[]).is_none());
    }
}
