//! On which days somebody practises, and when on the day.

use jiff::civil::{Date, DateTime, Weekday};

use super::dice::Dice;

/// When somebody practises. Days are counted from the first of the year that is made up.
#[derive(Debug, Clone)]
pub struct Calendar {
    first: u32,
    /// The first day on which they are no longer there.
    end: u32,
    /// Times in a thousand that they practise on a working day.
    diligence: u32,
    /// Holidays: first day, length.
    away: Vec<(u32, u32)>,
    /// The hour, and the minute, at which they like to begin.
    hour: u32,
}

impl Calendar {
    /// Of somebody in a year of so many days: most are there from the first weeks on, some come later, a few leave.
    pub fn new(days: u32, dice: &mut Dice) -> Self {
        let first = if dice.happens(700) {
            dice.below(days / 12 + 1)
        } else {
            dice.below(days / 2 + 1)
        };
        let end = if dice.happens(60) {
            first + dice.between(days / 5, days / 2 + 1)
        } else {
            days
        };
        let away = (0..dice.between(2, 4)).map(|_| (dice.below(days), dice.between(5, 20)));
        Self {
            away: away.collect(),
            first,
            end: end.min(days),
            diligence: dice.between(120, 560),
            hour: dice.between(7, 17),
        }
    }

    /// Their first day.
    pub const fn first(&self) -> u32 {
        self.first
    }

    /// Whether they practise on a day, and when they begin.
    pub fn practises(&self, day: u32, date: Date, dice: &mut Dice) -> Option<DateTime> {
        if day < self.first || day >= self.end {
            return None;
        }
        if self
            .away
            .iter()
            .any(|(first, length)| (*first..first + length).contains(&day))
        {
            return None;
        }
        let likely = match date.weekday() {
            Weekday::Saturday | Weekday::Sunday => 25,
            // Who is new is eager.
            _ if day < self.first + 10 => self.diligence * 3 / 2,
            _ => self.diligence,
        };
        let minute = i8::try_from(dice.below(60)).unwrap_or(0);
        let hour = i8::try_from(self.hour).unwrap_or(9);
        dice.happens(likely).then(|| date.at(hour, minute, 0, 0))
    }
}
