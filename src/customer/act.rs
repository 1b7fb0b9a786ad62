//! The fixed vocabulary of acts, and moves made of them (MODEL.md section 2).

use serde::{Deserialize, Serialize};

use super::coefficients::Coefficients;
use crate::vocabulary::Vocabulary;

crate::vocabulary! {
    /// The name of an act, without its argument. The order of declaration is the canonical order in which the acts
    /// of a move take effect.
    pub enum ActKind: "act" {
        Interrupt, Reject, Disagree, Blame, DemandProof, HideBehindPolicy, Haggle,
        Listen, Clarify, Paraphrase, Reassure, Own, Apologise, Thank, Empathise, Explain, StatusUpdate, AskRemedy,
        Fix, Promise, Compensate, Gesture, Educate,
        Ignore, CheckWithManager, Transfer, Wait,
        ImproveProcess, ShareLesson, FollowUp, PersonalNote, StayInTouch,
        Close, End,
    }
}

/// When in an episode an act has its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Said or done in the talk; takes talking or working time.
    Talk,
    /// Leaves the customer waiting.
    Idle,
    /// Done in the days after.
    Aftercare,
    /// Raised by the rules of a drill: `Close`, `End`.
    Control,
}

/// Whether an act helps to win the customer back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// Helps to win the customer back.
    Recovery,
    /// One of the ten ways to avoid the customer.
    Avoidance,
    /// Neither: waiting, and the control acts.
    Neutral,
}

impl ActKind {
    /// The place of this act in an episode.
    #[must_use]
    pub const fn phase(self) -> Phase {
        match self as u8 {
            0..=22 => Phase::Talk,
            23..=26 => Phase::Idle,
            27..=31 => Phase::Aftercare,
            _ => Phase::Control,
        }
    }

    /// Whether this act recovers or avoids.
    #[must_use]
    pub const fn stance(self) -> Stance {
        match self {
            Self::Interrupt
            | Self::Reject
            | Self::Disagree
            | Self::Blame
            | Self::DemandProof
            | Self::HideBehindPolicy
            | Self::Haggle
            | Self::Ignore
            | Self::CheckWithManager
            | Self::Transfer => Stance::Avoidance,
            Self::Wait | Self::Close | Self::End => Stance::Neutral,
            _ => Stance::Recovery,
        }
    }

    /// The act of this name; `None` for the four that take an argument.
    #[must_use]
    pub const fn without_argument(self) -> Option<Act> {
        Some(match self {
            Self::Blame | Self::Promise | Self::Compensate | Self::Wait => return None,
            Self::Interrupt => Act::Interrupt,
            Self::Reject => Act::Reject,
            Self::Disagree => Act::Disagree,
            Self::DemandProof => Act::DemandProof,
            Self::HideBehindPolicy => Act::HideBehindPolicy,
            Self::Haggle => Act::Haggle,
            Self::Listen => Act::Listen,
            Self::Clarify => Act::Clarify,
            Self::Paraphrase => Act::Paraphrase,
            Self::Reassure => Act::Reassure,
            Self::Own => Act::Own,
            Self::Apologise => Act::Apologise,
            Self::Thank => Act::Thank,
            Self::Empathise => Act::Empathise,
            Self::Explain => Act::Explain,
            Self::StatusUpdate => Act::StatusUpdate,
            Self::AskRemedy => Act::AskRemedy,
            Self::Fix => Act::Fix,
            Self::Gesture => Act::Gesture,
            Self::Educate => Act::Educate,
            Self::Ignore => Act::Ignore,
            Self::CheckWithManager => Act::CheckWithManager,
            Self::Transfer => Act::Transfer,
            Self::ImproveProcess => Act::ImproveProcess,
            Self::ShareLesson => Act::ShareLesson,
            Self::FollowUp => Act::FollowUp,
            Self::PersonalNote => Act::PersonalNote,
            Self::StayInTouch => Act::StayInTouch,
            Self::Close => Act::Close,
            Self::End => Act::End,
        })
    }

    /// The name as words: "Status update".
    #[must_use]
    pub fn words(self) -> String {
        let mut words = String::new();
        for letter in self.name().chars() {
            if letter.is_uppercase() && !words.is_empty() {
                words.push(' ');
                words.push(letter.to_ascii_lowercase());
            } else {
                words.push(letter);
            }
        }
        words
    }

    /// The bit of this act in a set of acts.
    #[must_use]
    pub const fn bit(self) -> u64 {
        1 << self as u64
    }
}

crate::vocabulary! {
    /// Whom `Blame` points at.
    pub enum Blamed: "person to blame" { Customer, Colleague, ThirdParty }
}

crate::vocabulary! {
    /// What a compensation consists of.
    pub enum CompensationKind: "kind of compensation" {
        /// Money now.
        Money,
        /// Money later.
        Voucher,
        /// Goods or extra service.
        InKind,
        /// The attention of a senior person, status.
        Personal,
    }
}

/// One dialogue act with its argument.
///
/// In JSON: `"Listen"`, `{"Blame": "Customer"}`, `{"Promise": {"due": 8}}`,
/// `{"Compensate": {"kind": "Money", "level": 5}}`, `{"Wait": 2}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Act {
    Interrupt,
    Reject,
    Disagree,
    Blame(Blamed),
    DemandProof,
    HideBehindPolicy,
    Haggle,
    Listen,
    Clarify,
    Paraphrase,
    Reassure,
    Own,
    Apologise,
    Thank,
    Empathise,
    Explain,
    StatusUpdate,
    AskRemedy,
    Fix,
    /// Promises the fix within this many ticks, 1..=31.
    Promise {
        due: u8,
    },
    /// Offers 20% x `level` of the price, `level` 1..=10.
    Compensate {
        kind: CompensationKind,
        level: u8,
    },
    Gesture,
    Educate,
    Ignore,
    CheckWithManager,
    Transfer,
    /// The customer waits this many ticks, 1..=6; in aftercare: steps of the calendar.
    Wait(u8),
    ImproveProcess,
    ShareLesson,
    FollowUp,
    PersonalNote,
    StayInTouch,
    Close,
    End,
}

/// The highest level of compensation: 200% of the price.
pub const LEVEL_MAX: u8 = 10;

impl Act {
    /// As a scenario writes it: `Listen`, `Compensate(kind: Money, level: 5)`.
    #[must_use]
    pub fn written(self) -> String {
        let name = self.kind().name();
        match self {
            Self::Blame(whom) => format!("{name}({})", whom.name()),
            Self::Promise { due } => format!("{name}(due: {due})"),
            Self::Compensate { kind, level } => format!("{name}(kind: {}, level: {level})", kind.name()),
            Self::Wait(ticks) => format!("{name}({ticks})"),
            _ => name.to_owned(),
        }
    }

    /// The act's name without its argument.
    #[must_use]
    pub const fn kind(self) -> ActKind {
        match self {
            Self::Interrupt => ActKind::Interrupt,
            Self::Reject => ActKind::Reject,
            Self::Disagree => ActKind::Disagree,
            Self::Blame(_) => ActKind::Blame,
            Self::DemandProof => ActKind::DemandProof,
            Self::HideBehindPolicy => ActKind::HideBehindPolicy,
            Self::Haggle => ActKind::Haggle,
            Self::Listen => ActKind::Listen,
            Self::Clarify => ActKind::Clarify,
            Self::Paraphrase => ActKind::Paraphrase,
            Self::Reassure => ActKind::Reassure,
            Self::Own => ActKind::Own,
            Self::Apologise => ActKind::Apologise,
            Self::Thank => ActKind::Thank,
            Self::Empathise => ActKind::Empathise,
            Self::Explain => ActKind::Explain,
            Self::StatusUpdate => ActKind::StatusUpdate,
            Self::AskRemedy => ActKind::AskRemedy,
            Self::Fix => ActKind::Fix,
            Self::Promise { .. } => ActKind::Promise,
            Self::Compensate { .. } => ActKind::Compensate,
            Self::Gesture => ActKind::Gesture,
            Self::Educate => ActKind::Educate,
            Self::Ignore => ActKind::Ignore,
            Self::CheckWithManager => ActKind::CheckWithManager,
            Self::Transfer => ActKind::Transfer,
            Self::Wait(_) => ActKind::Wait,
            Self::ImproveProcess => ActKind::ImproveProcess,
            Self::ShareLesson => ActKind::ShareLesson,
            Self::FollowUp => ActKind::FollowUp,
            Self::PersonalNote => ActKind::PersonalNote,
            Self::StayInTouch => ActKind::StayInTouch,
            Self::Close => ActKind::Close,
            Self::End => ActKind::End,
        }
    }

    /// Why the argument is out of its range, if it is.
    #[must_use]
    pub fn fault(self, c: &Coefficients) -> Option<MoveFault> {
        let (value, max) = match self {
            Self::Promise { due } => (due, c.due_max),
            Self::Compensate { level, .. } => (level, i32::from(LEVEL_MAX)),
            Self::Wait(ticks) => (ticks, c.wait_max),
            _ => return None,
        };
        let in_range = (1..=max).contains(&i32::from(value));
        (!in_range).then_some(MoveFault::OutOfRange {
            act: self.kind(),
            value,
            max,
        })
    }
}

/// Why a list of acts is not a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveFault {
    /// The argument of an act is not in 1..=max.
    OutOfRange { act: ActKind, value: u8, max: i32 },
    /// An act name stands twice.
    Twice(ActKind),
    /// `Close` or `End` stands beside another act.
    NotAlone(ActKind),
}

impl std::fmt::Display for MoveFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OutOfRange { act, value, max } => write!(f, "{} takes 1 to {max}, not {value}", act.name()),
            Self::Twice(act) => write!(f, "{} stands twice in one move", act.name()),
            Self::NotAlone(act) => write!(f, "{} must stand alone in its move", act.name()),
        }
    }
}

impl std::error::Error for MoveFault {}

/// A valid set of acts, in canonical order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Move {
    acts: Box<[Act]>,
    set: u64,
}

impl Move {
    /// Sorts acts into a move.
    ///
    /// # Errors
    /// Every reason why the acts make no move: an argument out of range, an act that stands twice, a control act
    /// that does not stand alone.
    pub fn new(mut acts: Vec<Act>, c: &Coefficients) -> Result<Self, Vec<MoveFault>> {
        acts.sort_by_key(|act| act.kind());
        let mut faults: Vec<MoveFault> = acts.iter().filter_map(|act| act.fault(c)).collect();
        faults.extend(
            acts.windows(2)
                .filter(|pair| pair[0].kind() == pair[1].kind())
                .map(|pair| MoveFault::Twice(pair[0].kind())),
        );
        if acts.len() > 1 {
            faults.extend(
                acts.iter()
                    .filter(|act| act.kind().phase() == Phase::Control)
                    .map(|act| MoveFault::NotAlone(act.kind())),
            );
        }
        if faults.is_empty() {
            let set = acts.iter().fold(0, |set, act| set | act.kind().bit());
            Ok(Self { acts: acts.into(), set })
        } else {
            Err(faults)
        }
    }

    /// The acts in canonical order.
    #[must_use]
    pub fn acts(&self) -> &[Act] {
        &self.acts
    }

    /// The set of act names, one bit each ([`ActKind::bit`]).
    #[must_use]
    pub const fn set(&self) -> u64 {
        self.set
    }

    /// Whether an act of this name is in the move.
    #[must_use]
    pub const fn has(&self, kind: ActKind) -> bool {
        self.set & kind.bit() != 0
    }

    /// Ticks of talking or working and ticks of waiting that the move takes in the encounter.
    /// Only the first idle act counts; a move without one takes at least a tick.
    #[must_use]
    pub fn ticks(&self, c: &Coefficients) -> (i32, i32) {
        let mut half_ticks = 0;
        let mut idle = None;
        for act in &self.acts {
            match act.kind().phase() {
                Phase::Talk => half_ticks += c.act_half_ticks[act.kind() as usize],
                Phase::Idle if idle.is_none() => {
                    idle = Some(match *act {
                        Act::Wait(ticks) => i32::from(ticks),
                        other => c.idle_ticks[other.kind() as usize - ActKind::Ignore as usize],
                    });
                }
                _ => {}
            }
        }
        let active = (half_ticks + 1) / 2;
        idle.map_or((active.max(1), 0), |idle| (active, idle))
    }
}
