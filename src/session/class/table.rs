//! A drill that goes on, as its trainee may see it.

use serde::Serialize;

use super::{Playing, Worked};
use crate::drill::{Choice, Offer, Refusal, Shown};
use crate::figure::{Face, Feelings, customer, svg};
use crate::session::team::SaidView;
use crate::session::{Hinted, Solo};
use crate::vocabulary::Vocabulary;

/// A word about a move: what it takes, or why it is barred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chip {
    pub words: String,
    /// "plain", "warn", "bad".
    pub tone: &'static str,
}

/// A move on offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MoveOffered {
    /// What a choice names.
    pub choice: u8,
    /// Its number on the page, from 1.
    pub number: u8,
    pub say: String,
    pub barred: bool,
    pub chips: Vec<Chip>,
    /// Marked by a hint.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub best: bool,
}

/// Head and shoulders, as they stand at a counter: left, top, width, height in the frame of [`customer`].
const STAGE_FRAME: [f32; 4] = [-200.0, -206.0, 400.0, 460.0];

/// A drill that goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    pub title: String,
    pub mode: &'static str,
    /// The customer's first name.
    pub customer: String,
    /// The day after the talk.
    pub day: Option<u8>,
    /// What was said and seen before the last choice.
    pub earlier: Vec<SaidView>,
    /// What was said and seen because of it.
    pub now: Vec<SaidView>,
    /// Only where the mode shows them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feelings: Option<Shown>,
    /// How the last choice was taken, where the mode tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub felt: Option<String>,
    /// What is left of the customer's patience: "0:39", and in hundredths.
    pub patience: Option<(String, u8)>,
    /// "$150 of $150".
    pub fund: String,
    pub moves: Vec<MoveOffered>,
    pub can_wait: bool,
    pub can_undo: bool,
    /// What the button for a hint says, where there is one.
    pub hint_button: Option<&'static str>,
    /// What the hints say that were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The customer, as SVG.
    pub portrait: String,
}

impl Table {
    pub(super) fn of(playing: &Playing, worked: &Worked<'_>) -> Self {
        let solo = &playing.solo;
        let drill = solo.drill();
        let (rules, state) = (drill.rules(), drill.state());
        let felt = Shown::from(rules.feelings(state));
        let shows = solo.mode().shows_feelings();
        let steps = drill.steps().len();
        let mut earlier = drill.opening();
        let now = if steps == 0 {
            std::mem::take(&mut earlier)
        } else {
            earlier.extend((0..steps - 1).flat_map(|step| drill.reaction(step)));
            drill.reaction(steps - 1)
        };
        let views = |said: Vec<crate::drill::Utterance>| said.into_iter().map(SaidView::from).collect();
        let in_talk = state.in_talk() && !drill.is_over();
        Self {
            title: drill.scenario.title.clone(),
            mode: solo.mode().name(),
            customer: drill.scenario.customer.first_name().to_owned(),
            day: rules
                .beat(state)
                .and_then(|beat| drill.scenario.beat(beat).day)
                .map(|day| day.day),
            earlier: views(earlier),
            now: views(now),
            feelings: shows.then_some(felt),
            felt: drill
                .steps()
                .last()
                .filter(|_| shows)
                .map(|step| rules.account(step).felt),
            patience: in_talk.then(|| patience(solo)).flatten(),
            fund: fund(solo),
            moves: moves(solo, worked),
            can_wait: in_talk && rules.legal(state, Choice::Wait).is_ok(),
            can_undo: solo.can_undo(),
            hint_button: solo.can_hint().then(|| match solo.hinted() {
                Hinted::Not => "Hint",
                _ => "Best move",
            }),
            hint: hint(solo, worked),
            portrait: svg(&customer(&drill.scenario.customer.look, &face(felt)), STAGE_FRAME),
        }
    }
}

/// The face of somebody who feels so.
pub(super) fn face(felt: Shown) -> Face {
    Face::of(&Feelings {
        anger: felt.anger.into(),
        loss: felt.loss.into(),
        dread: felt.dread.into(),
        relief: felt.satisfaction.into(),
    })
}

fn patience(solo: &Solo) -> Option<(String, u8)> {
    let ring = solo.ring()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=1")]
    let hundredths = (ring.fraction.clamp(0.0, 1.0) * 100.0) as u8;
    Some((format!("{}:{:02}", ring.seconds / 60, ring.seconds % 60), hundredths))
}

fn fund(solo: &Solo) -> String {
    let drill = solo.drill();
    let policy = &drill.setup.policy;
    let left = drill.rules().money_left(drill.state());
    let words = if left < 0 {
        format!("{} over, agreed", policy.money(-left))
    } else {
        format!("{} of {}", policy.money(left), policy.money(policy.fund))
    };
    if drill.state().granted {
        format!("{words} · a manager agrees")
    } else {
        words
    }
}

fn moves(solo: &Solo, worked: &Worked<'_>) -> Vec<MoveOffered> {
    let drill = solo.drill();
    let rules = drill.rules();
    let Some(beat) = rules.beat(drill.state()).map(|id| drill.scenario.beat(id)) else {
        return Vec::new();
    };
    let names = rules.names();
    let best = match worked.best {
        Some(Ok(best)) if solo.hinted() == Hinted::Move => *best,
        _ => None,
    };
    let numbered = solo.offers().into_iter().zip(1..);
    let views = numbered.map(|(offer, number)| MoveOffered {
        choice: offer.index,
        number,
        say: beat.moves[usize::from(offer.index)].say.fill(&names),
        barred: offer.barred.is_some(),
        chips: chips(solo, &offer),
        best: best == Some(offer.index),
    });
    views.collect()
}

fn chips(solo: &Solo, offer: &Offer) -> Vec<Chip> {
    let setup = &solo.drill().setup;
    let chip = |words: String, tone| Chip { words, tone };
    if let Some(refusal) = offer.barred {
        let words = match refusal {
            Refusal::OverFund { cost, .. } => {
                format!("{} · over your fund: needs a manager", setup.policy.money(cost))
            }
            other => other.words(setup),
        };
        return vec![chip(words, "bad")];
    }
    let mut chips = Vec::new();
    if offer.ticks > 0 {
        let seconds = u32::from(offer.ticks) * 15;
        let words = match (seconds / 60, seconds % 60) {
            (0, seconds) => format!("{seconds} s"),
            (minutes, 0) => format!("{minutes} min"),
            (minutes, seconds) => format!("{minutes} min {seconds} s"),
        };
        chips.push(chip(words, "plain"));
    }
    chips.push(match offer.cost {
        0 => chip("no cost".to_owned(), "plain"),
        cost if cost < 0 => chip(format!("saves {}", setup.policy.money(-cost)), "plain"),
        cost => chip(setup.policy.money(cost), "warn"),
    });
    chips
}

fn hint(solo: &Solo, worked: &Worked<'_>) -> Option<String> {
    let need = solo.need()?.words(solo.drill().scenario.customer.first_name());
    if solo.hinted() < Hinted::Move {
        return Some(need);
    }
    let more = match worked.best {
        None => "Working out the best move…",
        Some(Ok(Some(_))) => "The best move is marked.",
        Some(Ok(None)) => "No move on offer is better than the others.",
        Some(Err(_)) => "The best move is not known: this drill is too large to be solved.",
    };
    Some(format!("{need} {more}"))
}
