//! Recorded playthroughs, played again: which of them do not come to what is expected any more.

use std::sync::Arc;

use super::path::Path;
use crate::diagnostic::{Diagnostic, Known};
use crate::drill::{Choice, Drill, Place, Setup, Shown, Step};
use crate::scenario::{END, Expect, INJECT, Placed, PlacedText, Playthrough, Policy, Scenario, WAIT};
use crate::solve::{Solver, TooLarge, review_with};
use crate::vocabulary::Vocabulary;

/// How far from the score of a play that is kept a later one may be: a word changed somewhere else should not fail it.
const SCORE_SLACK: i64 = 2;

/// Plays what is kept of a scenario under a policy, and reports what has come out otherwise, each with the place in the text of the
/// playthroughs and with how to see it. `solve`: scores are worked out, too; that takes as long as solving.
///
/// ```
/// use std::sync::Arc;
///
/// use bounceback::lint::play_again;
/// use bounceback::scenario::{read, read_playthroughs, template};
///
/// let scenario = Arc::new(read(&template("cake")).scenario.expect("the template is valid"));
/// let text = r#"Tests(format: 1, tests: [(name: "kind", seed: 7, moves: ["sory"], expect: ())])"#;
/// let (tests, _) = read_playthroughs(text);
/// let found = play_again(&scenario, &scenario.policy, &tests, false);
/// assert_eq!(found[0].0.code, "test-move");
/// ```
#[must_use]
pub fn play_again(
    scenario: &Arc<Scenario>,
    policy: &Policy,
    tests: &[Playthrough],
    solve: bool,
) -> Vec<(Diagnostic, Option<Path>)> {
    let mut found = Vec::new();
    let mut plays = Vec::new();
    for test in tests {
        let (drill, refused) = played(scenario, policy, test);
        let told = match refused {
            Some(refused) => vec![refused],
            None => compare(&drill, test),
        };
        let is_whole = drill.steps().len() == test.moves.len();
        found.extend(told.into_iter().map(|told| (told, Some(path(&drill)))));
        if is_whole {
            plays.push((drill, test));
        }
    }
    if solve {
        found.extend(scores(&plays));
    }
    found.sort_by_key(|(found, _)| found.span.as_ref().map_or(0, |span| span.start));
    found
}

/// A drill as it is kept under a name: what it came to is what is expected of it from now on. `solve`: the score, too, give or take 2 points.
///
/// # Errors
/// Where the scenario is too large to be solved.
pub fn keep(drill: &Drill, name: &str, solve: bool) -> Result<Playthrough, TooLarge> {
    let score = if solve {
        let review = review_with(&mut Solver::new(drill.rules()), drill)?;
        #[expect(clippy::cast_possible_truncation, reason = "0..=100")]
        let score = review.recovery_score.round() as i64;
        let range = ((score - SCORE_SLACK).max(0), (score + SCORE_SLACK).min(100));
        Some(Placed::nowhere(range))
    } else {
        None
    };
    Ok(Playthrough {
        name: Placed::nowhere(name.to_owned()),
        seed: drill.seed,
        temper: Some(drill.setup.temper),
        moves: moves(drill).into_iter().map(Placed::nowhere).collect(),
        expect: Expect {
            end: Some(Placed::nowhere(stands(drill).to_owned())),
            tier: Some(Placed::nowhere(drill.rules().outcome(drill.state()).tier)),
            score,
            anger: None,
        },
    })
}

/// The beat at which a drill stands, or that it is over.
fn stands(drill: &Drill) -> &str {
    match drill.state().place {
        Place::Beat(id) => &drill.scenario.beat(id).id,
        Place::End => END,
    }
}

/// What was chosen, by ids.
fn moves(drill: &Drill) -> Vec<String> {
    let rules = drill.rules();
    let name = |step: &Step| rules.word(&step.before, step.choice);
    drill.steps().iter().map(name).collect()
}

/// How to see it: what was played.
fn path(drill: &Drill) -> Path {
    let setup = &drill.setup;
    Path {
        seed: Some(drill.seed),
        temper: setup.temper,
        patience: setup.patience,
        talk: setup.talk,
        moves: moves(drill),
        chance: Vec::new(),
    }
}

/// Plays a test to its last move, or to one that cannot be played, and why.
fn played(scenario: &Arc<Scenario>, policy: &Policy, test: &Playthrough) -> (Drill, Option<Diagnostic>) {
    let setup = Setup::draw(scenario, policy.clone(), test.temper, test.seed);
    let mut drill = Drill::start(scenario, setup, test.seed);
    for mv in &test.moves {
        let done = choice(&drill, mv).and_then(|choice| {
            let refused = drill.choose(choice).err();
            refused.map_or(Ok(()), |refusal| Err(refusal.words(&drill.setup)))
        });
        if let Err(why) = done {
            let words = format!(
                "`{}` cannot be played in the test `{}`: {why}",
                mv.value, test.name.value
            );
            let told = Diagnostic::error("test-move", words, mv.span.clone()).label("not here");
            let help = on_offer(&drill, mv);
            return (drill, Some(told.help_if(help)));
        }
    }
    (drill, None)
}

/// What a word of a test chooses, or why it cannot.
fn choice(drill: &Drill, mv: &PlacedText) -> Result<Choice, String> {
    let here = match drill.state().place {
        Place::End => return Err("the drill is over by then".to_owned()),
        Place::Beat(id) => drill.scenario.beat(id),
    };
    let own = here.moves.iter().position(|other| other.id == mv.value);
    if let Some(index) = own.and_then(|at| u8::try_from(at).ok()) {
        return Ok(Choice::Move(index));
    }
    if mv.value == WAIT {
        return Ok(Choice::Wait);
    }
    if let Some(id) = mv.value.strip_prefix(INJECT) {
        let at = drill.scenario.injects.iter().position(|inject| inject.id == id);
        let at = at.and_then(|at| u8::try_from(at).ok());
        return at
            .map(Choice::Inject)
            .ok_or_else(|| "the scenario has no such inject".to_owned());
    }
    let somewhere = drill.scenario.beats.iter();
    let somewhere = somewhere.filter(|beat| beat.moves.iter().any(|other| other.id == mv.value));
    let beats: Vec<String> = somewhere.map(|beat| format!("`{}`", beat.id)).collect();
    Err(if beats.is_empty() {
        "the scenario has no such move".to_owned()
    } else {
        format!(
            "the talk stands at `{}` then, the move is one of {}",
            here.id,
            beats.join(", ")
        )
    })
}

/// What could be chosen in its place.
fn on_offer(drill: &Drill, mv: &PlacedText) -> Option<String> {
    let Place::Beat(id) = drill.state().place else {
        return Some("delete what comes after the end, or keep the play anew".to_owned());
    };
    let moves = &drill.scenario.beat(id).moves;
    let rules = drill.rules();
    let free = rules.offers(drill.state()).filter(|offer| offer.barred.is_none());
    let free: Vec<&str> = free.map(|offer| moves[usize::from(offer.index)].id.as_str()).collect();
    Known(free).help(&mv.value)
}

/// Everything but the score.
fn compare(drill: &Drill, test: &Playthrough) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let expect = &test.expect;
    let name = &test.name.value;
    if let Some(end) = &expect.end {
        let stands = stands(drill);
        let is_known = end.value == END || drill.scenario.beat_named(&end.value).is_some();
        if !is_known {
            let beats = drill.scenario.beats.iter().map(|beat| beat.id.as_str());
            let known = Known(beats.chain([END]).collect());
            let words = format!("the scenario has no beat `{}`", end.value);
            let told = Diagnostic::error("test-end", words, end.span.clone()).label("no beat of this name");
            found.push(told.help_if(known.help(&end.value)));
        } else if end.value != stands {
            let words = format!("the test `{name}` ends at `{stands}`, not at `{}`", end.value);
            found.push(other("test-end", words, end));
        }
    }
    if let Some(tier) = &expect.tier {
        let left = drill.rules().outcome(drill.state()).tier;
        if left != tier.value {
            let words = format!(
                "in the test `{name}` the customer ends {}, not {}",
                left.name(),
                tier.value.name()
            );
            found.push(other("test-tier", words, tier));
        }
    }
    if let Some(anger) = &expect.anger {
        let felt = Shown::from(drill.rules().feelings(drill.state())).anger;
        let (from, to) = anger.value;
        if !(from..=to).contains(&i64::from(felt)) {
            let words = format!("in the test `{name}` the customer's anger is {felt} at last, not {from} to {to}");
            found.push(other("test-anger", words, anger));
        }
    }
    found
}

/// That something came out otherwise.
fn other<T>(code: &'static str, words: String, expected: &Placed<T>) -> Diagnostic {
    Diagnostic::error(code, words, expected.span.clone())
        .label("expected this")
        .help("if the scenario was meant to change like this, change what is expected")
}

/// The scores that are not as expected. Plays with the same customer are judged by one solver; one is kept at a time.
fn scores(plays: &[(Drill, &Playthrough)]) -> Vec<(Diagnostic, Option<Path>)> {
    let mut asked: Vec<_> = plays.iter().filter(|(_, test)| test.expect.score.is_some()).collect();
    let mut found = Vec::new();
    while let Some((first, _)) = asked.first().copied() {
        let mut solver = Solver::new(first.rules());
        let (these, others): (Vec<_>, Vec<_>) = asked.into_iter().partition(|(drill, _)| drill.setup == first.setup);
        for (drill, test) in these {
            let Some(expected) = &test.expect.score else { continue };
            let (from, to) = expected.value;
            let words = match review_with(&mut solver, drill) {
                Ok(review) if is_between(review.recovery_score, from, to) => continue,
                Ok(review) => format!(
                    "in the test `{}` the score is {:.1}, not {from} to {to}",
                    test.name.value, review.recovery_score
                ),
                Err(error) => format!(
                    "the score of the test `{}` cannot be worked out: {error}",
                    test.name.value
                ),
            };
            found.push((other("test-score", words, expected), Some(path(drill))));
        }
        asked = others;
    }
    found
}

/// Whether a score, rounded as it is shown, lies there.
fn is_between(score: f64, from: i64, to: i64) -> bool {
    #[expect(clippy::cast_possible_truncation, reason = "0..=100")]
    let shown = score.round() as i64;
    (from..=to).contains(&shown)
}
