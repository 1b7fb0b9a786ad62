//! Starting anywhere: a beat, what the customer feels there, what has happened before. For whoever writes a scenario and wants to try
//! a part of it.

use std::fmt;

use super::begin::Begin;
use super::rules::Rules;
use super::setup::Setup;
use super::state::{Place, State};
use crate::customer::{self, AMOUNT_MAX, Act, ActKind, Feelings, Mind, Mood, Patience, Phase, Talk, Temper};
use crate::diagnostic::Known;
use crate::scenario::{BeatId, Policy, Scenario};

/// Where and how a drill shall begin. What is not said is as the scenario has it.
///
/// ```
/// use bounceback::customer::{Act, Mood, Temper};
/// use bounceback::drill::Start;
/// use bounceback::scenario::{read, template};
///
/// let scenario = read(&template("cake")).scenario.expect("the template is valid");
/// let start = Start {
///     mood: Mood { anger: Some(8), ..Mood::default() },
///     did: vec![Act::DemandProof],
///     spent: 10_00,
///     temper: Some(Temper::Hot),
///     ..Start::at("counter")
/// };
/// let setup = start.setup(&scenario, scenario.policy.clone(), 7).expect("such a drill can begin");
/// let rules = bounceback::drill::Rules::new(&scenario, &setup);
/// assert_eq!(rules.feelings(&rules.start()).anger, 8);
/// assert_eq!(rules.spent(&rules.start()), 10_00);
///
/// let faults = Start::at("conter").setup(&scenario, scenario.policy.clone(), 7).unwrap_err();
/// assert_eq!(faults[0].to_string(), "there is no beat `conter`; did you mean `counter`?");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Start {
    /// A beat's name; empty: the scenario's first.
    pub beat: String,
    /// What the customer feels. Anger is met exactly, the rest within [`NEAR`] points.
    pub mood: Mood,
    /// Acts that were performed: they have their effect (not their time), and conditions see them.
    pub did: Vec<Act>,
    /// Flags that are set.
    pub flags: Vec<String>,
    /// A manager said yes.
    pub granted: bool,
    /// Cents of the fund that are gone, 0..=[`AMOUNT_MAX`]; what `did` costs is part of it, and where that is more, it is that.
    pub spent: i64,
    /// The customer's traits; `None` draws them from the seed, hidden as in any drill.
    pub temper: Option<Temper>,
    pub patience: Option<Patience>,
    pub talk: Option<Talk>,
}

/// How far from what was asked loss, dread and respect may be, in points of 100.
pub const NEAR: u8 = 8;

/// Why a drill cannot begin so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StartFault {
    Beat {
        name: String,
        help: Option<String>,
    },
    Flag {
        name: String,
        help: Option<String>,
    },
    /// An act that cannot be performed before this beat.
    Act {
        act: ActKind,
        why: &'static str,
    },
    /// A feeling out of its range.
    Range {
        what: &'static str,
        asked: u8,
        most: u8,
    },
    /// A feeling that cannot be had together with the rest.
    Feeling {
        what: &'static str,
        asked: u8,
        nearest: u8,
    },
    Money {
        asked: i64,
    },
}

impl fmt::Display for StartFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let after = |help: &Option<String>| help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
        match self {
            Self::Beat { name, help } => write!(f, "there is no beat `{name}`{}", after(help)),
            Self::Flag { name, help } => write!(f, "no move sets a flag `{name}`{}", after(help)),
            Self::Act { act, why } => write!(f, "`{}` {why}", crate::vocabulary::Vocabulary::name(*act)),
            Self::Range { what, asked, most } => write!(f, "{what} is a number from 0 to {most}, not {asked}"),
            Self::Feeling { what, asked, nearest } => {
                write!(
                    f,
                    "{what} cannot be {asked} here together with the rest: the nearest is {nearest}"
                )?;
                let help = match *what {
                    "loss" => " (a fix, a promise or compensation moves it: say that it was done)",
                    "anger" if nearest > asked => {
                        " (somebody calmer has got a fix or compensation: say that it was done)"
                    }
                    _ => "",
                };
                write!(f, "{help}")
            }
            Self::Money { asked } => write!(f, "what was spent is 0 to {AMOUNT_MAX} cents, not {asked}"),
        }
    }
}

impl std::error::Error for StartFault {}

impl Start {
    /// At a beat, everything else as it comes.
    #[must_use]
    pub fn at(beat: &str) -> Self {
        Self {
            beat: beat.to_owned(),
            ..Self::default()
        }
    }

    /// The setup of a drill that begins so. Traits that are not said are drawn from the seed.
    ///
    /// # Errors
    /// Everything that does not fit the scenario or cannot be had together.
    pub fn setup(&self, scenario: &Scenario, policy: Policy, seed: u64) -> Result<Setup, Vec<StartFault>> {
        let drawn = Setup::draw(scenario, policy, self.temper, seed);
        let setup = Setup {
            patience: self.patience.unwrap_or(drawn.patience),
            talk: self.talk.unwrap_or(drawn.talk),
            ..drawn
        };
        let mut faults = self.faults(scenario);
        let beat = self.place(scenario);
        let (Some(beat), true) = (beat, faults.is_empty()) else {
            return Err(faults);
        };
        let rules = Rules::new(scenario, &setup);
        let mind = self.mind(rules.mind(), beat, scenario);
        faults.extend(self.missed(rules.mind().feelings(&mind)));
        if !faults.is_empty() {
            return Err(faults);
        }
        let own = rules.spent(&State {
            mind,
            place: Place::Beat(beat),
            done: 0,
            flags: 0,
            granted: false,
        });
        let mut done: Vec<ActKind> = self.did.iter().map(|act| act.kind()).collect();
        done.sort_unstable();
        done.dedup();
        let begin = Begin {
            beat: scenario.beat(beat).id.clone(),
            mind: format!("{:016x}", mind.pack()),
            done,
            flags: self.flags.clone(),
            granted: self.granted,
            spent: (self.spent - own).max(0),
        };
        Ok(Setup {
            begin: Some(Box::new(begin)),
            ..setup
        })
    }

    fn place(&self, scenario: &Scenario) -> Option<BeatId> {
        if self.beat.is_empty() {
            return Some(scenario.start);
        }
        scenario.beat_named(&self.beat)
    }

    /// What can be seen without asking the mind.
    fn faults(&self, scenario: &Scenario) -> Vec<StartFault> {
        let mut faults = Vec::new();
        let place = self.place(scenario);
        if place.is_none() {
            let known = Known(scenario.beats.iter().map(|beat| beat.id.as_str()).collect());
            faults.push(StartFault::Beat {
                name: self.beat.clone(),
                help: known.help(&self.beat),
            });
        }
        for name in self.flags.iter().filter(|name| !scenario.flags.contains(name)) {
            let known = Known(scenario.flags.iter().map(String::as_str).collect());
            faults.push(StartFault::Flag {
                name: name.clone(),
                help: known.help(name),
            });
        }
        let in_days = place.is_some_and(|beat| scenario.beat(beat).day.is_some());
        for act in &self.did {
            let why = match act.kind().phase() {
                Phase::Control => "ends a talk: it cannot have been done before a beat",
                Phase::Aftercare if !in_days => "is done in the days after: not before a beat of the talk",
                _ if matches!(act, Act::Wait(_)) => "takes time and does nothing else",
                _ => continue,
            };
            faults.push(StartFault::Act { act: act.kind(), why });
        }
        for (what, asked, most) in self.asked() {
            if asked > most {
                faults.push(StartFault::Range { what, asked, most });
            }
        }
        if !(0..=AMOUNT_MAX).contains(&self.spent) {
            faults.push(StartFault::Money { asked: self.spent });
        }
        faults
    }

    fn asked(&self) -> impl Iterator<Item = (&'static str, u8, u8)> + use<> {
        let Mood {
            anger,
            loss,
            dread,
            respect,
        } = self.mood;
        let all = [
            ("anger", anger, 9),
            ("loss", loss, 100),
            ("dread", dread, 100),
            ("respect", respect, 100),
        ];
        all.into_iter()
            .filter_map(|(what, asked, most)| asked.map(|asked| (what, asked, most)))
    }

    /// The customer's mind at the beat.
    fn mind(&self, mind: &Mind<'_>, beat: BeatId, scenario: &Scenario) -> customer::State {
        let base = mind.as_if_done(&self.did);
        let talk = customer::State::Open(mind.in_mood(base, self.mood));
        let Some(day) = scenario.beat(beat).day else {
            return talk;
        };
        let closed = mind.close_talk(&talk, &mut customer::Nobody);
        match mind.advance_to(&closed, day.slot, &mut customer::Nobody) {
            customer::State::After(mut after) => {
                mind.as_if_done_after(&mut after, &self.did);
                customer::State::After(Mind::in_mood_after(after, self.mood))
            }
            other => other,
        }
    }

    /// What was asked and is not felt.
    fn missed(&self, felt: Feelings) -> Vec<StartFault> {
        let near = |(what, asked, _): (&'static str, u8, u8)| {
            let (nearest, slack) = match what {
                "anger" => (felt.anger, 0),
                "loss" => (felt.loss(), NEAR),
                "dread" => (felt.dread(), NEAR),
                _ => (felt.ij, NEAR),
            };
            (nearest.abs_diff(asked) > slack).then_some(StartFault::Feeling { what, asked, nearest })
        };
        self.asked().filter_map(near).collect()
    }
}
