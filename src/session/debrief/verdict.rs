//! What the debrief says of one move: its grade, what it lost, what would have been better, what chance did.

use super::mark::Mark;
use crate::customer::{Stance, Tier};
use crate::drill::{Choice, Drill};
use crate::scenario::Move;
use crate::solve::{Grade, MoveReview};

/// The better move there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Better {
    /// "Better:", or what else leads on to it.
    pub lead: String,
    /// Its words.
    pub said: String,
    /// The author's reason; empty where the difference is small.
    pub why: String,
}

/// What is said of one move.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    pub mark: Mark,
    /// "Mistake −14".
    pub chip: String,
    /// "Bad luck: −6."
    pub luck: Option<String>,
    pub better: Option<Better>,
    /// What the move changed for good, or that little was left to win.
    pub turn: Option<String>,
    /// The outcome as it stands after it, 0..=100.
    pub standing: f64,
    /// What the best play could still make of it, 0..=100.
    pub in_reach: f64,
}

/// Luck of a move below this many points needs no word.
const LUCK_NOTABLE: f64 = 1.0;
/// A silence that costs less than this grade is a pause: nobody calls it excellent, and nothing better need be named.
const SILENCE_GRADED_FROM: Grade = Grade::Inaccuracy;
/// From this grade on the better move's reason is told too.
const REASON_FROM: Grade = Grade::Inaccuracy;

impl Verdict {
    /// What is said of the step at this place; `reviews` are those of the whole drill. `None` for an inject.
    #[must_use]
    pub fn of(drill: &Drill, at: usize, reviews: &[MoveReview]) -> Option<Self> {
        let (review, step) = (reviews.get(at)?, drill.steps().get(at)?);
        let final_tier = drill.rules().final_outcome(drill.state()).tier;
        let next = reviews.get(at + 1).map_or(final_tier, |next| next.tier_in_reach);
        if matches!(step.choice, Choice::Inject(_)) {
            return None; // nobody at the drill has chosen it
        }
        let waited = step.choice == Choice::Wait;
        let name = drill.scenario.customer.first_name();
        let better = better(drill, at, review);
        let turn = if !is_lost(review.tier_in_reach) && is_lost(next) {
            Some(format!("From here on {name} could hardly be won back."))
        } else if is_lost(review.tier_in_reach) && better.is_none() && chosen(drill, at).is_some_and(avoids) {
            Some("By now little could be won; this was the least costly way out.".to_owned())
        } else {
            None
        };
        let mark = Mark::of(review.grade, review.only_move);
        Some(Self {
            mark,
            chip: chip(mark, waited && review.grade < SILENCE_GRADED_FROM, review.points_lost),
            luck: luck(review.luck),
            better,
            turn,
            standing: review.standing,
            in_reach: review.in_reach,
        })
    }
}

/// Whether a customer who leaves like this is lost.
fn is_lost(tier: Tier) -> bool {
    tier <= Tier::Detractor
}

fn chip(mark: Mark, is_pause: bool, points_lost: f64) -> String {
    let word = if is_pause { "Pause" } else { mark.word() };
    if points_lost <= 0.0 {
        word.to_owned()
    } else {
        format!("{word} \u{2212}{}", points(points_lost))
    }
}

/// Points as they are shown: whole, and small ones so that they do not look like none.
#[must_use]
pub fn points(points: f64) -> String {
    let points = points.abs();
    if points < 0.95 {
        format!("{:.1}", points.max(0.1))
    } else {
        format!("{points:.0}")
    }
}

/// A number with its sign, as print does it.
#[must_use]
pub fn signed(number: f64) -> String {
    let whole = number.round();
    if whole > 0.0 {
        format!("+{whole:.0}")
    } else if whole < 0.0 {
        format!("\u{2212}{:.0}", -whole)
    } else {
        "0".to_owned()
    }
}

fn luck(luck: f64) -> Option<String> {
    let word = if luck > 0.0 { "Good luck" } else { "Bad luck" };
    (luck.abs() >= LUCK_NOTABLE).then(|| format!("{word}: {}.", signed(luck)))
}

/// The move that was chosen at a step; `None` where time passed.
fn chosen(drill: &Drill, at: usize) -> Option<&Move> {
    let step = drill.steps().get(at)?;
    let beat = drill.scenario.beat(drill.rules().beat(&step.before)?);
    match step.choice {
        Choice::Move(index) => beat.moves.get(usize::from(index)),
        Choice::Wait | Choice::Inject(_) => None,
    }
}

/// Whether a move avoids the customer.
fn avoids(mv: &Move) -> bool {
    mv.acts
        .acts()
        .iter()
        .any(|act| act.kind().stance() == Stance::Avoidance)
}

/// Whether the better move only spends less, in goods, money and time, than the one that was chosen; or keeps the customer off.
fn gives_up(drill: &Drill, at: usize, better: u8) -> bool {
    let step = &drill.steps()[at];
    let labour = drill.setup.policy.labour_tick;
    let price = |index: u8| {
        let offer = drill.rules().offers(&step.before).find(|offer| offer.index == index)?;
        Some(offer.cost + i64::from(offer.ticks) * labour)
    };
    let is_cheaper = match step.choice {
        Choice::Move(chosen) => price(better) < price(chosen),
        Choice::Wait | Choice::Inject(_) => false,
    };
    let beat = drill.rules().beat(&step.before).map(|id| drill.scenario.beat(id));
    is_cheaper
        || beat
            .and_then(|beat| beat.moves.get(usize::from(better)))
            .is_some_and(avoids)
}

fn better(drill: &Drill, at: usize, review: &MoveReview) -> Option<Better> {
    let step = &drill.steps()[at];
    if step.choice == Choice::Wait && review.grade < SILENCE_GRADED_FROM {
        return None;
    }
    let index = review.better.filter(|index| step.choice != Choice::Move(*index))?;
    let rules = drill.rules();
    let names = rules.names();
    let beat = drill.scenario.beat(rules.beat(&step.before)?);
    let mv = beat.moves.get(usize::from(index))?;
    let said = mv.say.fill(&names);
    let lead = if is_lost(review.tier_in_reach) && gives_up(drill, at, index) {
        "By now little could be won; the least costly way out was:"
    } else if step.choice == Choice::Wait {
        "Better than silence:"
    } else if review.grade == Grade::Excellent {
        "A shade better:"
    } else {
        "Better:"
    };
    Some(Better {
        lead: lead.to_owned(),
        said: if step.before.in_talk() {
            format!("“{said}”")
        } else {
            said
        },
        why: if review.grade >= REASON_FROM {
            mv.why.fill(&names)
        } else {
            String::new()
        },
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::customer::Temper;
    use crate::drill::Setup;
    use crate::scenario::{read, template};
    use crate::solve::review;

    fn played(choices: &[u8]) -> Drill {
        let scenario = Arc::new(read(&template("cake")).scenario.expect("valid"));
        let setup = Setup::draw(&scenario, scenario.policy.clone(), Some(Temper::Typical), 5);
        let mut drill = Drill::start(&scenario, setup, 5);
        for index in choices {
            drill.choose(Choice::Move(*index)).expect("legal");
        }
        drill
    }

    #[test]
    fn a_costly_move_is_told_with_its_points_and_what_was_better() {
        let drill = played(&[1]);
        let reviews = review(&drill).expect("small").moves;
        let verdict = Verdict::of(&drill, 0, &reviews).expect("a verdict");
        assert!(
            verdict.chip.starts_with(verdict.mark.word()) && verdict.chip.contains('\u{2212}'),
            "{}",
            verdict.chip
        );
        let better = verdict.better.expect("something was better");
        assert_eq!(better.lead, "Better:");
        assert!(better.said.starts_with('“') && !better.why.is_empty());
    }

    #[test]
    fn a_better_move_that_only_spends_less_is_told_as_a_way_out() {
        let drill = played(&[1, 2]);
        let mut reviews = review(&drill).expect("small").moves;
        let lead = |reviews: &[MoveReview], at| {
            let verdict = Verdict::of(&drill, at, reviews).expect("a verdict");
            verdict.better.expect("something was better").lead
        };
        assert_eq!(lead(&reviews, 0), "Better:");
        reviews[0].tier_in_reach = Tier::Defector;
        assert_eq!(
            lead(&reviews, 0),
            "Better:",
            "the better move costs no less: listening takes longer"
        );
        reviews[1].tier_in_reach = Tier::Defector;
        assert_eq!(
            lead(&reviews, 1),
            "Better:",
            "owning it and mending it costs more than asking"
        );
        (reviews[0].better, reviews[0].tier_in_reach) = (Some(2), Tier::Defector);
        assert!(
            lead(&reviews, 0).starts_with("By now little could be won"),
            "blame keeps the customer off"
        );
        reviews[0].tier_in_reach = Tier::Loyal;
        assert_eq!(lead(&reviews, 0), "Better:", "nothing is lost yet");
    }

    #[test]
    fn the_move_after_which_nothing_can_be_had_is_named() {
        let drill = played(&[1, 2]);
        let mut reviews = review(&drill).expect("small").moves;
        (reviews[0].tier_in_reach, reviews[1].tier_in_reach) = (Tier::Loyal, Tier::Defector);
        let turn = |reviews: &[MoveReview], at| Verdict::of(&drill, at, reviews).expect("a verdict").turn;
        assert!(turn(&reviews, 0).is_some_and(|turn| turn.starts_with("From here on")));
        assert_eq!(turn(&reviews, 1), None, "the better move says what there is to say");
        reviews[0].tier_in_reach = Tier::Defector;
        reviews[0].better = None;
        assert!(
            turn(&reviews, 0).is_some_and(|turn| turn.starts_with("By now")),
            "a demand for proof, and the best"
        );
    }

    #[test]
    fn a_short_silence_is_a_pause_and_a_costly_one_is_graded() {
        let mut drill = played(&[]);
        drill.choose(Choice::Wait).expect("in the talk");
        let mut reviews = review(&drill).expect("small").moves;
        let verdict = |reviews: &[MoveReview]| Verdict::of(&drill, 0, reviews).expect("a verdict");
        (reviews[0].points_lost, reviews[0].grade, reviews[0].better) = (0.6, Grade::Excellent, Some(0));
        assert_eq!(
            (verdict(&reviews).chip.as_str(), verdict(&reviews).better),
            ("Pause −0.6", None)
        );
        (reviews[0].points_lost, reviews[0].grade) = (12.0, Grade::Mistake);
        assert_eq!(verdict(&reviews).chip, "Mistake −12");
        assert_eq!(
            verdict(&reviews).better.map(|better| better.lead),
            Some("Better than silence:".to_owned())
        );
    }

    #[test]
    fn numbers_are_signed_and_small_ones_are_not_none() {
        assert_eq!(
            (signed(-5.6), signed(4.4), signed(-0.2)),
            ("−6".into(), "+4".into(), "0".into())
        );
        assert_eq!(
            (points(0.01), points(0.6), points(13.7)),
            ("0.1".into(), "0.6".into(), "14".into())
        );
        assert_eq!((luck(0.9), luck(-6.2)), (None, Some("Bad luck: −6.".to_owned())));
    }
}
