//! What a divided room should talk about: made from how the votes fell and from what the moves do.

use super::Ballot;
use crate::customer::ActKind;
use crate::drill::Drill;
use crate::scenario::Pronouns;

/// What a move mainly does, in a word: the first of these that is among its acts.
const DOES: &[(&[ActKind], &str)] = &[
    (
        &[ActKind::Blame, ActKind::Disagree, ActKind::Reject, ActKind::Interrupt],
        "pushing back",
    ),
    (&[ActKind::DemandProof], "asking for proof"),
    (&[ActKind::HideBehindPolicy], "the rules"),
    (&[ActKind::Transfer], "passing on"),
    (&[ActKind::Ignore, ActKind::Wait], "waiting"),
    (&[ActKind::Haggle], "bargaining"),
    (&[ActKind::CheckWithManager], "asking the manager"),
    (&[ActKind::Fix], "acting"),
    (&[ActKind::Promise], "promising"),
    (&[ActKind::Compensate, ActKind::Gesture], "making up for it"),
    (&[ActKind::Apologise, ActKind::Own], "owning"),
    (&[ActKind::AskRemedy], "asking what would help"),
    (
        &[
            ActKind::Listen,
            ActKind::Clarify,
            ActKind::Paraphrase,
            ActKind::Empathise,
        ],
        "listening",
    ),
    (
        &[
            ActKind::Explain,
            ActKind::StatusUpdate,
            ActKind::Educate,
            ActKind::Reassure,
        ],
        "explaining",
    ),
    (&[ActKind::ImproveProcess], "mending the cause"),
    (&[ActKind::ShareLesson], "telling what changed"),
    (
        &[
            ActKind::FollowUp,
            ActKind::PersonalNote,
            ActKind::StayInTouch,
            ActKind::Thank,
        ],
        "staying in touch",
    ),
];

/// How divided a room is, in thousandths: how likely two different voters, picked at random, chose differently. 0: all agree; 1,000: no two
/// agree.
#[must_use]
pub fn division(tally: &[u32]) -> u32 {
    let all: u64 = tally.iter().copied().map(u64::from).sum();
    if all < 2 {
        return 0;
    }
    let alike: u64 = tally
        .iter()
        .copied()
        .map(u64::from)
        .map(|votes| votes * votes.saturating_sub(1))
        .sum();
    let pairs = all * (all - 1);
    u32::try_from((pairs - alike) * 1000 / pairs).expect("a share of a thousand")
}

/// What to talk about, once the ballot is closed.
#[must_use]
pub fn prompt(drill: &Drill, ballot: &Ballot) -> Option<String> {
    let tally = ballot.tally()?;
    let they = match drill.scenario.customer.pronouns {
        Pronouns::She => "does she",
        Pronouns::He => "does he",
        Pronouns::They => "do they",
    };
    let mut most: Vec<(u32, u8)> = tally
        .iter()
        .copied()
        .zip(ballot.options.iter().copied())
        .filter(|(votes, _)| *votes > 0)
        .collect();
    most.sort_by_key(|(votes, option)| (std::cmp::Reverse(*votes), *option));
    let name = drill.scenario.customer.first_name();
    Some(match most.as_slice() {
        [] => format!("Nobody has voted. What {they} need to hear first, and why?"),
        [_] => format!("You all agree. What could {name} still hear the wrong way?"),
        [(many, _), (1, _)] if *many >= 4 => {
            "One of you sees it another way. Hear that first: what would have to be true for it to be right?".to_owned()
        }
        [(_, one), (_, two), ..] => {
            let (one, two) = (does(drill, ballot, *one), does(drill, ballot, *two));
            match (one, two) {
                (Some(one), Some(two)) if one != two => {
                    format!("The room is split between {one} and {two}. What {they} need to hear first, and why?")
                }
                (Some(one), _) => format!(
                    "You agree on {one}, and not on the words. Which of them would you want to hear in {name}'s place?"
                ),
                _ => format!("The room is split. What {they} need to hear first, and why?"),
            }
        }
    })
}

/// What a move mainly does, in a word.
fn does(drill: &Drill, ballot: &Ballot, option: u8) -> Option<&'static str> {
    let beat = drill.scenario.beat(drill.rules().beat(&ballot.state)?);
    let acts = &beat.moves.get(usize::from(option))?.acts;
    let found = DOES.iter().find(|(any, _)| any.iter().any(|act| acts.has(*act)));
    found.map(|(_, word)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division_counts_pairs_that_differ() {
        let check = |tally: &[u32], thousandths: u32| assert_eq!(division(tally), thousandths, "{tally:?}");
        check(&[], 0);
        check(&[1, 0], 0);
        check(&[14, 0, 0], 0);
        check(&[1, 1, 1], 1000);
        check(&[2, 2], 666);
        check(&[7, 5, 2], 648);
    }
}
