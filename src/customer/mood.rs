//! A mind that feels as somebody wishes: for trying a scenario from its middle.
//!
//! Feelings are derived from what happened, so a wish is met by a made-up past: being heard, blamed, sent around, kept waiting. What
//! was fixed, promised and paid stays as it is; that is no matter of feeling.

use super::Mind;
use super::act::{Act, Phase};
use super::chance::Tape;
use super::event::Nobody;
use super::feelings::Feelings;
use super::state::{Aftercare, Encounter, State};

/// What a customer shall feel; `None`: as it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Mood {
    /// 0..=9.
    pub anger: Option<u8>,
    /// Not having got what was paid for, 0..=100.
    pub loss: Option<u8>,
    /// The hassle still to come, 0..=100.
    pub dread: Option<u8>,
    /// How well they feel treated, 0..=100: the model's interactional justice.
    pub respect: Option<u8>,
}

/// How far feelings are from what was asked, least first: anger that was asked for, the rest of what was asked for, anger that was not,
/// how much had to be made up.
type Distance = (u32, u32, u32, u32);

/// Half-ticks of delay from one try to the next.
const DELAY_STEP: usize = 7;

impl Mood {
    /// Whether nothing is asked.
    #[must_use]
    pub fn is_open(self) -> bool {
        self == Self::default()
    }

    fn distance(self, felt: Feelings, anger: u8, changes: u32) -> Distance {
        let off = |asked: Option<u8>, felt: u8| asked.map_or(0, |asked| u32::from(asked.abs_diff(felt)));
        let rest = off(self.loss, felt.loss()) + off(self.dread, felt.dread()) + off(self.respect, felt.ij);
        let unasked = if self.anger.is_none() {
            u32::from(anger.abs_diff(felt.anger))
        } else {
            0
        };
        (off(self.anger, felt.anger), rest, unasked, changes)
    }
}

impl Mind<'_> {
    /// The talk as it would stand had these acts been performed at once, without anything going wrong.
    #[must_use]
    pub fn as_if_done(&self, acts: &[Act]) -> Encounter {
        let mut s = Encounter::start();
        for act in acts
            .iter()
            .filter(|act| matches!(act.kind().phase(), Phase::Talk | Phase::Idle))
        {
            self.apply(&mut s, *act, &mut Tape::default(), &mut Nobody);
        }
        s
    }

    /// The talk in which the customer feels nearest to what is asked, with as little made up as that takes. The same question has the
    /// same answer on every machine.
    #[must_use]
    pub fn in_mood(&self, base: Encounter, mood: Mood) -> Encounter {
        if mood.is_open() {
            return base;
        }
        let anger = self.feelings(&State::Open(base)).anger;
        let wanted = mood.anger.unwrap_or(anger);
        let mut best = (mood.distance(self.feelings(&State::Open(base)), anger, 0), base);
        for calmed in pasts(base) {
            let heated = self.heated(calmed, i32::from(wanted));
            for treated in treatments(heated, mood) {
                let changes = changes(base, treated);
                let distance = mood.distance(self.feelings(&State::Open(treated)), anger, changes);
                if distance < best.0 {
                    best = (distance, treated);
                }
            }
        }
        best.1
    }

    /// The same in the days after, where feelings stand by themselves and each can be what is asked.
    pub(crate) fn in_mood_after(mut a: Aftercare, mood: Mood) -> Aftercare {
        if let Some(anger) = mood.anger {
            a.set_anger(anger.min(9));
        }
        if let Some(loss) = mood.loss {
            a.set_dj(100 - loss.min(100));
        }
        if let Some(dread) = mood.dread {
            a.set_pj(100 - dread.min(100));
        }
        if let Some(respect) = mood.respect {
            a.set_ij(respect.min(100));
        }
        a
    }

    /// Performs the acts of the days after among these, on the day that the calendar shows.
    pub(crate) fn as_if_done_after(&self, a: &mut Aftercare, acts: &[Act]) {
        for act in acts.iter().filter(|act| act.kind().phase() == Phase::Aftercare) {
            self.apply_after(a, *act, &mut Nobody);
        }
    }

    /// The same past with the heat, nearest to its own, that makes anger nearest to what is wanted.
    fn heated(&self, past: Encounter, wanted: i32) -> Encounter {
        let heat_max = u8::try_from(self.coefficients.heat_max).expect("the field's maximum fits a byte");
        let with = |heat: u8| {
            let mut s = past;
            s.set_heat(heat);
            s
        };
        let off = |heat: &u8| ((self.anger(with(*heat)) - wanted).abs(), heat.abs_diff(past.heat()));
        with((0..=heat_max).min_by_key(off).unwrap_or(past.heat()))
    }
}

/// Pasts that calm or anger: how far the customer was heard, and who owns the failure.
fn pasts(base: Encounter) -> impl Iterator<Item = Encounter> {
    let owned =
        (0..=3_u8).flat_map(move |own| (base.apologies()..=base.apologies().max(1)).map(move |times| (own, times)));
    owned.flat_map(move |(own, apologies)| {
        (base.listen()..=2).flat_map(move |listen| {
            [false, true].into_iter().filter_map(move |felt| {
                let mut s = base;
                s.set_own(own);
                s.set_apologies(apologies);
                s.set_listen(listen);
                if felt && !base.felt() {
                    if listen == 0 {
                        return None; // empathy is felt after listening only
                    }
                    s.set_empathy(base.empathy().max(1));
                    s.set_felt(true);
                }
                Some(s)
            })
        })
    })
}

/// Ways to have been treated: what anger does not ask about.
fn treatments(base: Encounter, mood: Mood) -> impl Iterator<Item = Encounter> + use<> {
    let is_asked = mood.loss.is_some() || mood.dread.is_some() || mood.respect.is_some();
    let widest = |most: u8, own: u8| if is_asked { most } else { own };
    let is_dreaded = mood.dread.is_some();
    let faces = if is_asked { 0..=2 } else { base.face()..=base.face() };
    let sent = if is_dreaded {
        base.runaround()..=7
    } else {
        base.runaround()..=base.runaround()
    };
    let late = if is_dreaded { 63 } else { base.delay() };
    let infos = (base.info()..=widest(3, base.info())).filter(move |info| info & base.info() == base.info());
    let failed = base.deviations()..=widest(3, base.deviations());
    let facing = faces.flat_map(move |face| infos.clone().map(move |info| (face, info)));
    facing.flat_map(move |(face, info)| {
        let sent = sent.clone();
        failed.clone().flat_map(move |deviations| {
            sent.clone().flat_map(move |runaround| {
                (base.delay()..=late).step_by(DELAY_STEP).map(move |delay| {
                    let mut s = base;
                    s.set_face(face);
                    s.set_info(info);
                    s.set_deviations(deviations);
                    s.set_runaround(runaround);
                    s.set_delay(delay);
                    s
                })
            })
        })
    })
}

/// How much of a past is made up.
fn changes(from: Encounter, to: Encounter) -> u32 {
    let off = |field: fn(Encounter) -> u8| u32::from(field(from).abs_diff(field(to)));
    let info = (from.info() ^ to.info()).count_ones();
    let felt = u32::from(from.felt() != to.felt());
    let small = off(Encounter::listen) + off(Encounter::apologies) + off(Encounter::own) + off(Encounter::face);
    let large = off(Encounter::deviations) + off(Encounter::runaround);
    4 * (small + large + info + felt) + off(Encounter::heat) + off(Encounter::delay)
}

#[cfg(test)]
mod tests {
    use super::super::{Coefficients, Profile};
    use super::*;

    fn check(mood: Mood) -> Feelings {
        check_after(&[], mood)
    }

    fn check_after(did: &[Act], mood: Mood) -> Feelings {
        let mind = Mind {
            coefficients: Coefficients::shipped(),
            profile: Profile {
                severity: 2,
                ..Profile::default()
            },
        };
        mind.feelings(&State::Open(mind.in_mood(mind.as_if_done(did), mood)))
    }

    #[test]
    fn every_anger_can_be_had_where_it_was_fixed_and_the_lowest_only_there() {
        let anger = |anger| Mood {
            anger: Some(anger),
            ..Mood::default()
        };
        for asked in 0..=9 {
            assert_eq!(check_after(&[Act::Fix], anger(asked)).anger, asked);
        }
        let calmest = check(anger(0)).anger;
        assert!((1..4).contains(&calmest), "{calmest}");
        assert_eq!(check(anger(calmest + 1)).anger, calmest + 1);
    }

    #[test]
    fn dread_and_respect_come_near_to_what_is_asked_and_anger_stays() {
        let before = check(Mood::default());
        for dread in [20, 50, 80] {
            let felt = check(Mood {
                dread: Some(dread),
                ..Mood::default()
            });
            assert!(felt.dread().abs_diff(dread) <= 3, "asked {dread}, felt {felt:?}");
            assert_eq!(felt.anger, before.anger);
        }
        for respect in [10, 50, 80] {
            let felt = check(Mood {
                respect: Some(respect),
                anger: Some(3),
                ..Mood::default()
            });
            assert!(felt.ij.abs_diff(respect) <= 5, "asked {respect}, felt {felt:?}");
            assert_eq!(felt.anger, 3);
        }
    }

    #[test]
    fn nothing_asked_changes_nothing() {
        let mind = Mind {
            coefficients: Coefficients::shipped(),
            profile: Profile::default(),
        };
        let base = mind.as_if_done(&[Act::Listen, Act::DemandProof]);
        assert_eq!(mind.in_mood(base, Mood::default()), base);
        assert_eq!((base.listen(), base.face()), (1, 0));
    }
}
