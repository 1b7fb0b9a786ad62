//! What the debrief says of one move: its grade, what it lost, what would have been better, what chance did.

use super::mark::Mark;
use crate::app::theme::Tone;
use crate::customer::Tier;
use crate::drill::{Choice, Drill};
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
}

/// Luck of a move below this many points needs no word.
const LUCK_NOTABLE: f64 = 1.0;
/// From this grade on the better move's reason is told too.
const REASON_FROM: Grade = Grade::Inaccuracy;

impl Verdict {
    /// What is said of the step at this place; `reviews` are those of the whole drill.
    #[must_use]
    pub fn of(drill: &Drill, at: usize, reviews: &[MoveReview]) -> Option<Self> {
        let (review, step) = (reviews.get(at)?, drill.steps().get(at)?);
        let final_tier = drill.rules().final_outcome(drill.state()).tier;
        let next = reviews.get(at + 1).map_or(final_tier, |next| next.within_reach);
        let was_lost = at > 0 && is_lost(review.within_reach);
        let before_was_lost = at > 1 && is_lost(reviews[at - 1].within_reach);
        let waited = step.choice == Choice::Wait;
        let name = drill.scenario.customer.first_name();
        let better = better(drill, at, review);
        let turn = if !is_lost(review.within_reach) && is_lost(next) {
            Some(format!("From here on {name} could hardly be won back."))
        } else if was_lost && !before_was_lost && better.is_none() && !waited {
            Some("By now little could be won; this was the least costly way out.".to_owned())
        } else {
            None
        };
        let mark = Mark::of(review.grade, review.only_move);
        Some(Self {
            mark,
            chip: chip(mark, waited, review.points_lost),
            luck: luck(review.luck),
            better,
            turn,
            standing: review.standing,
        })
    }
}

/// Whether a customer who leaves like this is lost.
fn is_lost(tier: Tier) -> bool {
    tier <= Tier::Detractor
}

fn chip(mark: Mark, waited: bool, points_lost: f64) -> String {
    if waited && points_lost <= 0.0 {
        return "Cost nothing".to_owned();
    }
    let word = mark.word();
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

fn better(drill: &Drill, at: usize, review: &MoveReview) -> Option<Better> {
    let step = &drill.steps()[at];
    let index = review.better.filter(|index| step.choice != Choice::Move(*index))?;
    let rules = drill.rules();
    let names = rules.names();
    let beat = drill.scenario.beat(rules.beat(&step.before)?);
    let mv = beat.moves.get(usize::from(index))?;
    let said = mv.say.fill(&names);
    let lead = if is_lost(review.within_reach) {
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

impl Mark {
    /// The grade in a word, with a capital.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::OnlyMove => "Only move",
            Self::Best => "Best",
            Self::Excellent => "Excellent",
            Self::Good => "Good",
            Self::Inaccuracy => "Inaccuracy",
            Self::Mistake => "Mistake",
            Self::Blunder => "Blunder",
        }
    }

    /// The tone of the grade.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::OnlyMove | Self::Best | Self::Excellent | Self::Good => Tone::Good,
            Self::Inaccuracy => Tone::Warn,
            Self::Mistake | Self::Blunder => Tone::Bad,
        }
    }
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
    fn where_little_can_be_won_the_words_say_so() {
        let drill = played(&[1]);
        let mut reviews = review(&drill).expect("small").moves;
        reviews[0].within_reach = Tier::Defector;
        let verdict = Verdict::of(&drill, 0, &reviews).expect("a verdict");
        let lead = verdict.better.expect("something was better").lead;
        assert!(lead.starts_with("By now little could be won"), "{lead}");
    }

    #[test]
    fn the_move_after_which_nothing_can_be_had_is_named() {
        let drill = played(&[1, 2]);
        let mut reviews = review(&drill).expect("small").moves;
        (reviews[0].within_reach, reviews[1].within_reach) = (Tier::Loyal, Tier::Defector);
        let turn = |at| Verdict::of(&drill, at, &reviews).expect("a verdict").turn;
        assert!(turn(0).is_some_and(|turn| turn.starts_with("From here on")));
        assert_eq!(turn(1), None, "the better move says it");
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
