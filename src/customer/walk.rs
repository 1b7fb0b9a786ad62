//! Walks a mind through an episode given as JSON, and replays files of golden vectors (MODEL.md section 10).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::chance::{Bytes, Recorder, Stream, Tape, branches};
use super::{Act, Coefficients, Economics, Mind, Move, Outcome, Profile, State};

/// One episode: who, what is done, and where chance comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Episode {
    pub profile: Profile,
    #[serde(default)]
    pub economics: Economics,
    pub moves: Vec<Vec<Act>>,
    /// Bytes for the chance nodes in order; what is beyond its end is 255.
    #[serde(default)]
    pub tape: Vec<u8>,
    /// Instead of a tape: the model's stream, whose first three bytes draw the traits.
    #[serde(default)]
    pub seed: Option<u64>,
}

/// One step of a walk: the start, or a move with what came of it. Fields as the golden vectors name them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    pub step: usize,
    #[serde(rename = "move", skip_serializing_if = "Option::is_none")]
    pub acts: Option<Vec<Act>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<Vec<u8>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<String>>,
    /// The packed state, 16 hexadecimal digits.
    pub state: String,
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// Why an episode cannot be walked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EpisodeError {
    Profile(super::ProfileFault),
    Economics(super::EconomicsFault),
    /// Counted from 1.
    Move {
        number: usize,
        faults: Vec<super::MoveFault>,
    },
}

impl std::fmt::Display for EpisodeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Profile(fault) => write!(f, "profile: {fault}"),
            Self::Economics(fault) => write!(f, "economics: {fault}"),
            Self::Move { number, faults } => {
                let reasons: Vec<String> = faults.iter().map(ToString::to_string).collect();
                write!(f, "move {number}: {}", reasons.join("; "))
            }
        }
    }
}

impl std::error::Error for EpisodeError {}

/// Walks the mind through an episode; the first step is the start.
///
/// # Errors
/// A profile or money input out of range, or acts that make no move.
pub fn walk(episode: &Episode, c: &Coefficients) -> Result<Vec<Step>, EpisodeError> {
    episode.profile.validate().map_err(EpisodeError::Profile)?;
    episode.economics.validate().map_err(EpisodeError::Economics)?;
    let moves = episode
        .moves
        .iter()
        .zip(1..)
        .map(|(acts, number)| Move::new(acts.clone(), c).map_err(|faults| EpisodeError::Move { number, faults }))
        .collect::<Result<Vec<_>, _>>()?;
    let mut mind = Mind {
        coefficients: c,
        profile: episode.profile,
    };
    Ok(match episode.seed {
        Some(seed) => {
            let mut stream = Stream::new(seed);
            mind.profile.draw_traits(&mut stream, c);
            steps(&mind, episode, &moves, &mut stream)
        }
        None => steps(&mind, episode, &moves, &mut Tape::new(episode.tape.clone())),
    })
}

fn steps(mind: &Mind<'_>, episode: &Episode, moves: &[Move], source: &mut impl Bytes) -> Vec<Step> {
    let mut state = State::start();
    let mut steps = vec![Step {
        step: 0,
        acts: None,
        bytes: None,
        events: None,
        state: hex(state),
        outcome: mind.outcome(&state, &episode.economics),
    }];
    for (number, (mv, acts)) in moves.iter().zip(&episode.moves).enumerate() {
        let mut recorder = Recorder::new(source);
        let (next, events) = mind.play(&state, mv, &mut recorder);
        state = next;
        steps.push(Step {
            step: number + 1,
            acts: Some(acts.clone()),
            bytes: Some(recorder.spent),
            events: Some(events.iter().map(ToString::to_string).collect()),
            state: hex(state),
            outcome: mind.outcome(&state, &episode.economics),
        });
    }
    steps
}

fn hex(state: State) -> String {
    format!("{:016x}", state.pack())
}

/// All outcomes of one move, as integer weights over 256^`bytes`, by packed state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Distribution {
    pub bytes: u32,
    pub weights: BTreeMap<String, u64>,
}

/// The exact distribution of one move.
#[must_use]
pub fn distribution(mind: &Mind<'_>, state: &State, mv: &Move) -> Distribution {
    let mut list = Vec::new();
    branches(
        |chance| mind.play(state, mv, chance).0,
        |weight, bytes, next| list.push((weight, bytes, next)),
    );
    let bytes = list.iter().map(|&(_, bytes, _)| bytes).max().unwrap_or(0);
    let mut weights = BTreeMap::new();
    for (weight, spent, next) in list {
        *weights.entry(hex(next)).or_insert(0) += weight << (8 * (bytes - spent));
    }
    Distribution { bytes, weights }
}

/// Replays one golden vector (a line of `vectors.jsonl`).
///
/// # Errors
/// A sentence that names the first mismatch, or what cannot be read.
pub fn check_vector(line: &str, c: &Coefficients) -> Result<(), String> {
    let vector: Value = serde_json::from_str(line).map_err(|error| format!("not a JSON object: {error}"))?;
    if let Some(invalid) = vector.get("invalid") {
        let accepted = serde_json::from_value::<Vec<Act>>(invalid.clone()).is_ok_and(|acts| Move::new(acts, c).is_ok());
        return if accepted {
            Err(format!("the move {invalid} was accepted, it must be rejected"))
        } else {
            Ok(())
        };
    }
    let episode = Episode::deserialize(&vector).map_err(|error| format!("not an episode: {error}"))?;
    let expected = vector.get("steps").and_then(Value::as_array).ok_or("no list `steps`")?;
    let found = walk(&episode, c).map_err(|error| error.to_string())?;
    if expected.len() != found.len() {
        return Err(format!("{} steps expected, {} walked", expected.len(), found.len()));
    }
    for (number, (expected, found)) in expected.iter().zip(&found).enumerate() {
        let found = serde_json::to_value(found).map_err(|error| error.to_string())?;
        mismatch(expected, &found).map_or(Ok(()), |what| Err(format!("step {number}: {what}")))?;
    }
    let Some(expected) = vector.get("last_dist") else {
        return Ok(());
    };
    let [.., before, _] = found.as_slice() else {
        return Err("`last_dist` needs a move".to_owned());
    };
    let word = u64::from_str_radix(&before.state, 16).map_err(|error| error.to_string())?;
    let state = State::unpack(word).ok_or("the state before the last move does not unpack")?;
    let last = episode.moves.last().cloned().unwrap_or_default();
    let mv = Move::new(last, c).map_err(|_| "the last move is invalid")?;
    let mut mind = Mind {
        coefficients: c,
        profile: episode.profile,
    };
    if let Some(seed) = episode.seed {
        mind.profile.draw_traits(&mut Stream::new(seed), c);
    }
    let found = serde_json::to_value(distribution(&mind, &state, &mv)).map_err(|error| error.to_string())?;
    mismatch(expected, &found).map_or(Ok(()), |what| Err(format!("last_dist: {what}")))
}

/// The first field in which two objects differ, in words.
fn mismatch(expected: &Value, found: &Value) -> Option<String> {
    let (Some(left), Some(right)) = (expected.as_object(), found.as_object()) else {
        return (expected != found).then(|| format!("expected {expected}, found {found}"));
    };
    for (key, value) in left {
        match right.get(key) {
            None => return Some(format!("`{key}` is missing")),
            Some(other) if other != value => return Some(format!("`{key}` expected {value}, found {other}")),
            Some(_) => {}
        }
    }
    right
        .keys()
        .find(|key| !left.contains_key(*key))
        .map(|key| format!("`{key}` was not expected"))
}
