//! The debrief of a team as values: for the shared screen, and for each phone its own.

use serde::Serialize;

use super::{By, MemberId, NoteKind, Team, TeamReview};
use crate::drill::Choice;
use crate::session::{Debrief, NOTE};
use crate::solve::Grade;
use crate::vocabulary::Vocabulary;

/// How many voted for a move, and what it was worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SplitView {
    pub say: String,
    pub votes: u32,
    /// Points that it loses, 0..=100.
    pub lost: f64,
    /// "best", "excellent", "good", "inaccuracy", "mistake", "blunder".
    pub grade: &'static str,
    /// Whether the team decided for it.
    pub decided: bool,
}

/// One beat at which the team decided.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BeatDebrief {
    /// From 1.
    pub beat: usize,
    /// The team's words.
    pub said: String,
    pub lost: f64,
    pub grade: &'static str,
    /// The better move's words, where there was one.
    pub better: Option<String>,
    /// How it was decided: "vote", "seat", "facilitator".
    pub by: &'static str,
    /// What was brought in before, by the injects' names.
    pub brought: Vec<String>,
    /// How the room was split at first.
    pub split: Vec<SplitView>,
    /// How divided it was, in thousandths.
    pub division: u32,
    /// What the consensus cost here, in points; below 0: what it gained.
    pub price: Option<f64>,
}

/// What the shared screen tells.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TeamDebrief {
    /// "Champion".
    pub tier: &'static str,
    pub meaning: String,
    pub note: &'static str,
    /// Recovery score, 0..=100.
    pub score: f64,
    /// Mean accuracy of the decisions, 0..=100.
    pub accuracy: f64,
    /// Mean of the members' own accuracy; `None` where nobody voted with a phone.
    pub members_accuracy: Option<f64>,
    pub value: String,
    pub spent: String,
    pub beats: Vec<BeatDebrief>,
    /// Places in `beats`: most divided first, three at most.
    pub divided: Vec<usize>,
    /// The price of the consensus in points: against the best first vote at each beat, the best member, the mean of first votes.
    pub against_votes: Option<f64>,
    pub against_best: Option<f64>,
    pub against_mean: Option<f64>,
    /// The price in a sentence.
    pub price: String,
    /// Names and accuracy of those who said that it may be shown.
    pub shown: Vec<(String, f64)>,
    pub plus: Vec<String>,
    pub delta: Vec<String>,
}

/// What one phone tells.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct OwnDebrief {
    /// At how many beats this person voted.
    pub votes: u32,
    /// Mean accuracy of their first votes, and of the team's decisions at the same beats.
    pub accuracy: f64,
    pub team_accuracy: f64,
    /// Points lost by their first votes, and by the decisions at the same beats.
    pub lost: f64,
    pub team_lost: f64,
}

impl TeamDebrief {
    /// What is told of a session after its review.
    #[must_use]
    pub fn of(team: &Team, review: &TeamReview) -> Self {
        let whole = Debrief::of_drill(team.drill());
        let beats: Vec<BeatDebrief> = review.beats.iter().map(|beat| self::beat(team, beat)).collect();
        let notes = |kind: NoteKind| {
            let of_kind = team.notes().iter().filter(move |note| note.kind == kind);
            of_kind.map(|note| note.text.clone()).collect()
        };
        let divided = review.most_divided().into_iter().take(3);
        let divided = divided.filter_map(|beat| review.beats.iter().position(|other| other.round == beat.round));
        let each = review.members.iter().map(|member| member.accuracy);
        let people = f64::from(u32::try_from(review.members.len()).unwrap_or(u32::MAX));
        let against_votes = review.against_votes().map(super::Versus::price);
        let shown = review.members.iter().filter_map(|price| {
            let whose = team.members().get(price.member.index())?;
            whose.shown.then(|| (whose.name.clone(), price.accuracy))
        });
        Self {
            tier: whole.tier.name(),
            meaning: whole.meaning,
            note: NOTE,
            score: review.drill.recovery_score,
            accuracy: review.team_accuracy,
            members_accuracy: (people > 0.0).then(|| each.sum::<f64>() / people),
            value: whole.value,
            spent: whole.spent,
            divided: divided.collect(),
            beats,
            against_votes,
            against_best: review.against_best().map(|(_, versus)| versus.price()),
            against_mean: review.against_mean().map(super::Versus::price),
            price: if review.beats.is_empty() {
                "The team has decided nothing: there is nothing to look back at.".to_owned()
            } else {
                price_words(against_votes)
            },
            shown: shown.collect(),
            plus: notes(NoteKind::Plus),
            delta: notes(NoteKind::Delta),
        }
    }
}

impl OwnDebrief {
    /// What is told to one person; `None` where they never voted.
    #[must_use]
    pub fn of(review: &TeamReview, member: MemberId) -> Option<Self> {
        let own = review.member(member)?;
        Some(Self {
            votes: own.votes,
            accuracy: own.accuracy,
            team_accuracy: own.team_accuracy,
            lost: own.lost,
            team_lost: own.team_lost,
        })
    }
}

fn beat(team: &Team, price: &super::BeatPrice) -> BeatDebrief {
    let round = &team.rounds()[price.round];
    let words = |choice: u8| team.words_at(round, choice).unwrap_or_default();
    let split = price.split.iter().map(|&(choice, votes, lost)| SplitView {
        say: words(choice),
        votes,
        lost,
        grade: Grade::of(lost).word(),
        decided: choice == price.decision.choice,
    });
    let rules = team.drill().rules();
    let before = round.first_step..price.decision.step;
    let steps = team.drill().steps().get(before).unwrap_or_default();
    let brought = steps.iter().filter_map(|step| match step.choice {
        Choice::Inject(index) => Some(rules.inject_label(index).to_owned()),
        Choice::Move(_) | Choice::Wait => None,
    });
    BeatDebrief {
        brought: brought.collect(),
        beat: price.round + 1,
        said: words(price.decision.choice),
        lost: price.team_lost,
        grade: Grade::of(price.team_lost).word(),
        better: price.better.map(words),
        by: match price.decision.by {
            By::Vote => "vote",
            By::HotSeat(_) => "seat",
            By::Facilitator => "facilitator",
        },
        split: split.collect(),
        division: price.division,
        price: price.price(),
    }
}

/// The price against the best first votes, in a sentence.
fn price_words(price: Option<f64>) -> String {
    match price {
        None => "Nobody voted before the team decided: there is nothing to compare.".to_owned(),
        Some(price) if price.abs() < 0.5 => {
            "Deciding together cost nothing: the team did as well as the best first vote at each step.".to_owned()
        }
        Some(price) if price > 0.0 => {
            format!(
                "Price of the consensus: {price:.0} points. Somebody's first vote was better, and the team did not follow it."
            )
        }
        Some(price) => format!(
            "The talk gained {:.0} points: the team found what nobody had voted for at first.",
            -price
        ),
    }
}
