//! A valid scenario: every name resolved, every range checked, ready to be played.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::condition::Condition;
use super::draft::Voice;
use super::inject::Inject;
use super::policy::Policy;
use super::rule::Allow;
use super::text::Text;
use super::vocabulary::{Channel, Level, Pronouns, ServiceStep};
use crate::customer::{self, Economics, Patience, Profile, Talk, Temper, Tier};
use crate::figure::Look;

/// What identifies the text of a scenario: the first 16 bytes of its SHA-256, line endings counted as `\n`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ScenarioHash([u8; 16]);

impl ScenarioHash {
    /// The hash of a scenario's text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let digest = Sha256::digest(text.replace("\r\n", "\n").as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        Self(bytes)
    }

    /// The hash as bytes: what a store keeps.
    #[must_use]
    pub const fn bytes(self) -> [u8; 16] {
        self.0
    }

    /// The hash of bytes that a store kept.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl std::fmt::Display for ScenarioHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for ScenarioHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ScenarioHash({self})")
    }
}

impl From<ScenarioHash> for String {
    fn from(hash: ScenarioHash) -> Self {
        hash.to_string()
    }
}

impl TryFrom<String> for ScenarioHash {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let bad = || format!("`{text}` is no scenario hash: 32 hexadecimal digits");
        if text.len() != 32 || !text.is_ascii() {
            return Err(bad());
        }
        let mut bytes = [0; 16];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).map_err(|_| bad())?;
        }
        Ok(Self(bytes))
    }
}

/// A beat's place in [`Scenario::beats`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BeatId(pub(super) u16);

impl BeatId {
    /// The index into [`Scenario::beats`].
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where a move leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    Beat(BeatId),
    End,
}

/// A chance list of three: weights of 256 in the order of the vocabulary.
pub type Weights3 = [u16; 3];

/// Who the customer is.
#[derive(Debug, Clone, PartialEq)]
pub struct Customer {
    pub name: String,
    /// A few words on who this is: "first visit since the purchase".
    pub about: String,
    pub pronouns: Pronouns,
    pub look: Look,
    pub voice: Voice,
    /// Weights of Calm, Typical, Hot.
    pub tempers: Weights3,
    /// Weights of Short, Typical, Long.
    pub patiences: Weights3,
    /// Weights of Quiet, Typical, Vocal.
    pub talks: Weights3,
}

impl Customer {
    /// The name by which the trainee would call the customer.
    #[must_use]
    pub fn first_name(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(&self.name)
    }
}

/// What the trainee is told before the drill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Briefing {
    pub role: Text,
    pub place: Text,
    pub trouble: Text,
    /// What the failure cost the customer beside money.
    pub burden: Option<Text>,
}

/// Something the customer says under a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub when: Condition,
    pub say: Text,
}

/// A conditional target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    pub when: Condition,
    pub to: Target,
}

/// What the trainee can choose at a beat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    pub id: String,
    pub say: Text,
    pub acts: customer::Move,
    /// A move whose condition fails is not on offer.
    pub when: Condition,
    /// Flags that it sets, one bit each.
    pub sets: u64,
    pub replies: Vec<Line>,
    pub branches: Vec<Branch>,
    pub next: Target,
    pub why: Text,
}

/// A day of the model's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Days after the talk.
    pub day: u8,
    /// Place on the model's calendar, 1..=7.
    pub slot: u8,
}

/// One exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beat {
    pub id: String,
    /// Aftercare beats stand on a day; beats of the talk have none.
    pub day: Option<Day>,
    pub scene: Option<Text>,
    pub lines: Vec<Line>,
    pub waiting: Vec<Text>,
    pub moves: Vec<Move>,
}

/// What is said at the end of the talk, by tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastWords {
    pub tiers: Vec<Tier>,
    pub say: Text,
}

/// A valid scenario. Made by [`super::read`] only.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    pub id: String,
    pub hash: ScenarioHash,
    pub title: String,
    pub summary: String,
    pub setting: String,
    pub channel: Channel,
    pub level: Level,
    pub teaches: Vec<ServiceStep>,
    pub briefing: Briefing,
    pub customer: Customer,
    /// The mind's profile, with typical traits: a drill draws its own.
    pub profile: Profile,
    /// The money inputs that the scenario knows; the policy adds labour and the value of a new customer.
    pub economics: Economics,
    pub policy: Policy,
    pub start: BeatId,
    pub beats: Vec<Beat>,
    /// What a facilitator can bring into the talk; a drill names them by their places.
    pub injects: Vec<Inject>,
    /// The names of the flags, in the order of their bits.
    pub flags: Vec<String>,
    pub last_words: Vec<LastWords>,
    pub walk_out: Option<Text>,
    /// Rules of `check` that the trainer silences.
    pub allows: Vec<Allow>,
    /// Acts that some condition names: only these are remembered by a drill's state.
    pub watched_acts: u64,
    /// Flags that some condition names: only these are remembered by a drill's state.
    pub watched_flags: u64,
    /// Flags that injects set and no move does: without a facilitator they are never set.
    pub injected_flags: u64,
}

impl Scenario {
    /// The beat at a place.
    #[must_use]
    pub fn beat(&self, id: BeatId) -> &Beat {
        &self.beats[id.index()]
    }

    /// The places of all beats, in order.
    pub fn beat_ids(&self) -> impl Iterator<Item = BeatId> + use<> {
        let count = u16::try_from(self.beats.len()).expect("a scenario has at most 4,096 beats");
        (0..count).map(BeatId)
    }

    /// The beat of this name.
    #[must_use]
    pub fn beat_named(&self, name: &str) -> Option<BeatId> {
        let at = self.beats.iter().position(|beat| beat.id == name)?;
        u16::try_from(at).ok().map(BeatId)
    }

    /// The profile with a day's traits.
    #[must_use]
    pub const fn profile_with(&self, temper: Temper, patience: Patience, talk: Talk) -> Profile {
        Profile {
            temper,
            patience,
            talk,
            ..self.profile
        }
    }

    /// Whether a condition asks for something that only an inject brings.
    #[must_use]
    pub const fn waits_for_inject(&self, when: &Condition) -> bool {
        when.flags & self.injected_flags != 0
    }

    /// All moves with their beats.
    pub fn moves(&self) -> impl Iterator<Item = (&Beat, &Move)> {
        self.beats
            .iter()
            .flat_map(|beat| beat.moves.iter().map(move |mv| (beat, mv)))
    }
}
