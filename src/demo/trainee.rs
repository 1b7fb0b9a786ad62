//! A made-up trainee: what they can, which mistakes are theirs, how that changes with practice and with pauses.

use std::collections::BTreeMap;

use super::dice::Dice;
use crate::customer::{ActKind, Stance};
use crate::practice::Mistake;
use crate::session::Sure;
use crate::vocabulary::Vocabulary;

/// One whole of what grows by steps smaller than one.
const WHOLE: u32 = 1000;

/// How much somebody knows and how they err. All numbers are thousandths, points are hundredths.
#[derive(Debug, Clone)]
pub struct Trainee {
    /// Points that make a move half as likely as one that loses nothing: at first, and after long practice.
    raw: u32,
    trained: u32,
    /// Drills after which half of the way from one to the other is gone.
    learns_in: u32,
    /// Drills played, less what was forgotten.
    experience: u32,
    /// The same for each scenario.
    knows: BTreeMap<String, u32>,
    /// How blind they are to a kind of mistake (0..=1000), and how blind they were at first.
    habits: BTreeMap<Mistake, (u32, u32)>,
    /// What they take themselves for, against what they are: 700 (modest) ..= 1300.
    pride: u32,
}

impl Trainee {
    /// Somebody new.
    pub fn new(dice: &mut Dice) -> Self {
        let mut kinds: Vec<Mistake> = ActKind::ALL
            .iter()
            .filter_map(|&act| match act.stance() {
                Stance::Avoidance => Some(Mistake::Did(act)),
                Stance::Recovery => Some(Mistake::Left(act)),
                Stance::Neutral => None,
            })
            .collect();
        let mut habits = BTreeMap::new();
        for _ in 0..dice.between(3, 6) {
            let at = usize::try_from(dice.below(u32::try_from(kinds.len()).unwrap_or(0))).unwrap_or(0);
            let blind = dice.between(550, 900);
            habits.insert(kinds.swap_remove(at), (blind, blind));
        }
        Self {
            raw: dice.between(700, 2400),
            trained: dice.between(100, 320),
            learns_in: dice.between(12, 60),
            experience: 0,
            knows: BTreeMap::new(),
            habits,
            pride: dice.between(700, 1300),
        }
    }

    /// The points (hundredths, at least 1) that make a move of this scenario half as likely.
    pub fn half(&self, scenario: &str) -> u32 {
        let after = self.learns_in * WHOLE;
        let left = self.raw.saturating_sub(self.trained) * 100 / (100 + self.experience * 100 / after.max(1));
        let known = self.knows.get(scenario).copied().unwrap_or(0);
        ((self.trained + left) * 4 * WHOLE / (4 * WHOLE + known)).max(1)
    }

    /// What a move looks to cost them that costs so many points: less where it is a mistake of theirs.
    pub fn seems(&self, lost: u32, mistake: Mistake) -> u32 {
        let blind = self.habits.get(&mistake).map_or(0, |(blind, _)| *blind);
        lost * (WHOLE - blind) / WHOLE
    }

    /// A day goes by: something is forgotten, old habits come back a little.
    pub fn sleeps(&mut self) {
        self.experience -= self.experience / 350;
        for known in self.knows.values_mut() {
            *known -= *known / 70;
        }
        for (blind, at_first) in self.habits.values_mut() {
            *blind += (*at_first).saturating_sub(*blind) / 250;
        }
    }

    /// A drill is over, and its debrief was read. `from_a_mistake`: it rehearsed one.
    pub fn learns(&mut self, scenario: &str, made: &[Mistake], rehearsed: Option<Mistake>, from_a_mistake: bool) {
        self.experience += if from_a_mistake { WHOLE / 3 } else { WHOLE };
        if !from_a_mistake {
            *self.knows.entry(scenario.to_owned()).or_default() += WHOLE;
        }
        for mistake in made {
            if let Some((blind, _)) = self.habits.get_mut(mistake) {
                *blind -= *blind / 16;
            }
        }
        if let Some(rehearsed) = rehearsed
            && let Some((blind, _)) = self.habits.get_mut(&rehearsed)
        {
            *blind -= *blind / 8;
        }
    }

    /// How sure they feel of this scenario.
    pub fn sure(&self, scenario: &str, dice: &mut Dice) -> Sure {
        let known = self.knows.get(scenario).copied().unwrap_or(0).min(4 * WHOLE);
        let grown = self.experience.min(60 * WHOLE) / 60;
        // 1.2 to 4.4 fifths, times what they think of themselves.
        let fifths = (1200 + grown * 17 / 10 + known * 3 / 8) * self.pride / WHOLE;
        let number = (fifths + dice.below(WHOLE)) / WHOLE;
        nearest(number)
    }

    /// How sure they feel after a drill of this accuracy (hundredths): somewhat nearer to how it went.
    pub fn sure_after(&self, scenario: &str, accuracy: u16, dice: &mut Dice) -> Sure {
        let before = u32::from(self.sure(scenario, dice).number()) * WHOLE;
        let fifths = (before * 13 + u32::from(accuracy) / 2 * 7) / 20;
        nearest((fifths + dice.below(WHOLE)) / WHOLE)
    }

    /// How long they think before a move, in milliseconds: longer where they are new to it.
    pub fn thinks(&self, scenario: &str, dice: &mut Dice) -> u64 {
        let slow = self.half(scenario).min(1500);
        u64::from(dice.between(2_500, 6_000) + slow * dice.between(2, 12))
    }
}

fn nearest(number: u32) -> Sure {
    let number = u8::try_from(number.clamp(1, 5)).expect("1 to 5");
    Sure::try_from(number).expect("1 to 5")
}

/// The place of the move that is chosen out of those with these costs (hundredths of points, as they seem to the trainee): it is half as
/// likely for each `half` points that it costs.
pub fn choose(costs: &[u32], half: u32, dice: &mut Dice) -> Option<usize> {
    let weight = |cost: &u32| {
        let (halvings, rest) = (cost / half, u64::from(cost % half));
        let whole = (1_u64 << 24).checked_shr(halvings).unwrap_or(0);
        1 + whole - whole / 2 * rest / u64::from(half)
    };
    let weights: Vec<u64> = costs.iter().map(weight).collect();
    dice.weighed(&weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn practice_helps_and_a_pause_takes_some_of_it_back() {
        let mut dice = Dice::new(3);
        let mut trainee = Trainee::new(&mut dice);
        let (habit, _) = *trainee
            .habits
            .iter()
            .next()
            .map(|(mistake, blind)| (*mistake, *blind))
            .as_ref()
            .expect("a habit");
        let cost = |trainee: &Trainee| (trainee.half("cake"), trainee.seems(1000, habit));
        let fresh = cost(&trainee);
        for _ in 0..60 {
            trainee.learns("cake", &[habit], Some(habit), false);
        }
        let practised = cost(&trainee);
        assert!(practised.0 < fresh.0 / 2, "{fresh:?} {practised:?}");
        assert!(
            practised.1 > fresh.1,
            "the mistake looks as dear as it is: {fresh:?} {practised:?}"
        );
        for _ in 0..200 {
            trainee.sleeps();
        }
        let rusty = cost(&trainee);
        assert!(practised.0 < rusty.0 && rusty.0 < fresh.0, "{practised:?} {rusty:?}");
        assert!(rusty.1 < practised.1, "{practised:?} {rusty:?}");
    }

    #[test]
    fn a_dear_move_is_chosen_seldom_and_the_more_seldom_the_better_the_trainee() {
        let times = |half| {
            let mut dice = Dice::new(9);
            (0..1000)
                .filter(|_| choose(&[1200, 0, 3000], half, &mut dice) == Some(1))
                .count()
        };
        let (raw, good) = (times(1200), times(200));
        assert!((480..680).contains(&raw), "{raw}");
        assert!(good > 960, "{good}");
    }
}
