//! The bytes that drills are kept as. Once written they are read for ever: numbers are added, never changed.

use super::{Entry, JudgedMove, Mistake};
use crate::customer::ActKind;
use crate::drill::{Choice, Mark};
use crate::vocabulary::Vocabulary;

/// A move of a higher place takes a byte of its own.
const MOVE_FAR: u8 = 0xFB;
const WAIT: u8 = 0xFC;
const UNDID: u8 = 0xFD;
const HINTED: u8 = 0xFE;
const INJECT: u8 = 0xFF;

/// The number of a word of a vocabulary.
pub(super) fn number<T: Vocabulary>(word: T) -> i64 {
    let at = T::ALL.iter().position(|other| *other == word);
    i64::try_from(at.expect("a vocabulary lists all its words")).expect("a vocabulary is short")
}

/// The word of a number.
pub(super) fn word<T: Vocabulary>(number: i64) -> Option<T> {
    usize::try_from(number).ok().and_then(|at| T::ALL.get(at)).copied()
}

fn put_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

fn take_number(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u64;
    for shift in (0..35).step_by(7) {
        let byte = take(bytes)?;
        number |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return u32::try_from(number).ok();
        }
    }
    None
}

fn take(bytes: &mut &[u8]) -> Option<u8> {
    let (&first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(first)
}

fn put_choice(bytes: &mut Vec<u8>, choice: Choice) {
    match choice {
        Choice::Wait => bytes.push(WAIT),
        Choice::Inject(index) => bytes.extend([INJECT, index]),
        Choice::Move(index) if index < MOVE_FAR => bytes.push(index),
        Choice::Move(index) => bytes.extend([MOVE_FAR, index]),
    }
}

fn take_choice(first: u8, bytes: &mut &[u8]) -> Option<Choice> {
    match first {
        WAIT => Some(Choice::Wait),
        MOVE_FAR => take(bytes).map(Choice::Move),
        INJECT => take(bytes).map(Choice::Inject),
        index if index < MOVE_FAR => Some(Choice::Move(index)),
        _ => None,
    }
}

/// Appends entries to those that are there.
pub(super) fn put_entries(bytes: &mut Vec<u8>, entries: &[Entry]) {
    for entry in entries {
        match *entry {
            Entry::Chose { choice, thought_millis } => {
                put_choice(bytes, choice);
                put_number(bytes, thought_millis);
            }
            Entry::Undid => bytes.push(UNDID),
            Entry::Hinted => bytes.push(HINTED),
        }
    }
}

/// The entries of bytes; `None` where they are none.
pub(super) fn entries(mut bytes: &[u8]) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    while let Some(first) = take(&mut bytes) {
        entries.push(match first {
            UNDID => Entry::Undid,
            HINTED => Entry::Hinted,
            first => Entry::Chose {
                choice: take_choice(first, &mut bytes)?,
                thought_millis: take_number(&mut bytes)?,
            },
        });
    }
    Some(entries)
}

/// The bytes of judged moves.
pub(super) fn moves_bytes(moves: &[JudgedMove]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(moves.len() * 5);
    for judged in moves {
        put_number(&mut bytes, u32::from(judged.beat));
        put_choice(&mut bytes, judged.choice);
        put_number(&mut bytes, judged.lost);
        bytes.push(match judged.mistake {
            None => 0,
            Some(Mistake::Otherwise) => 1,
            Some(Mistake::Did(act)) => 2 + 2 * act as u8,
            Some(Mistake::Left(act)) => 3 + 2 * act as u8,
        });
    }
    bytes
}

/// Reads judged moves into a list that is used again; `None` where the bytes are none.
pub(super) fn moves(mut bytes: &[u8], moves: &mut Vec<JudgedMove>) -> Option<()> {
    moves.clear();
    while !bytes.is_empty() {
        let beat = u16::try_from(take_number(&mut bytes)?).ok()?;
        let first = take(&mut bytes)?;
        let choice = take_choice(first, &mut bytes)?;
        let lost = take_number(&mut bytes)?;
        let mistake = match take(&mut bytes)? {
            0 => None,
            1 => Some(Mistake::Otherwise),
            number => {
                let act = word::<ActKind>(i64::from(number - 2) / 2)?;
                Some(if number % 2 == 0 {
                    Mistake::Did(act)
                } else {
                    Mistake::Left(act)
                })
            }
        };
        moves.push(JudgedMove {
            beat,
            choice,
            lost,
            mistake,
        });
    }
    Some(())
}

const MARKS: [Mark; 4] = [Mark::NotOnOffer, Mark::Missed, Mark::Partly, Mark::Done];

/// Seven marks, two bits each, the first lowest.
pub(super) fn service_number(marks: [Mark; 7]) -> i64 {
    let mut number = 0;
    for mark in marks.into_iter().rev() {
        let at = MARKS.iter().position(|other| *other == mark).unwrap_or(0);
        number = number << 2 | i64::try_from(at).unwrap_or(0);
    }
    number
}

pub(super) fn service(number: i64) -> [Mark; 7] {
    std::array::from_fn(|at| MARKS[usize::try_from(number >> (2 * at) & 3).unwrap_or(0)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::Tier;
    use crate::session::{Mode, Pace};

    fn names<T: Vocabulary>() -> String {
        T::ALL.iter().map(|word| word.name()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_that_are_kept_mean_for_ever_what_they_mean() {
        // A word that is new goes behind the others, or gets a number of its own here.
        assert_eq!(names::<Mode>(), "Practice Drill Assessment");
        assert_eq!(names::<Pace>(), "Untimed Relaxed Real");
        assert_eq!(names::<Tier>(), "Defector Detractor Passive Loyal Champion");
        assert_eq!(
            names::<ActKind>(),
            "Interrupt Reject Disagree Blame DemandProof HideBehindPolicy Haggle Listen Clarify Paraphrase Reassure Own \
             Apologise Thank Empathise Explain StatusUpdate AskRemedy Fix Promise Compensate Gesture Educate Ignore \
             CheckWithManager Transfer Wait ImproveProcess ShareLesson FollowUp PersonalNote StayInTouch Close End"
        );
        assert!(ActKind::ALL.len() < 127, "an act and its stance fit a byte");
    }

    #[test]
    fn entries_come_back_and_take_few_bytes() {
        let chose = |choice, thought_millis| Entry::Chose { choice, thought_millis };
        let all = [
            chose(Choice::Move(0), 0),
            chose(Choice::Move(4), 7_300),
            chose(Choice::Move(250), 127),
            chose(Choice::Move(251), 128),
            chose(Choice::Move(255), u32::MAX),
            chose(Choice::Wait, 15_000),
            chose(Choice::Inject(0), 0),
            chose(Choice::Inject(255), 20_000),
            Entry::Undid,
            Entry::Hinted,
        ];
        let mut bytes = Vec::new();
        for entry in all {
            put_entries(&mut bytes, &[entry]);
        }
        assert_eq!(entries(&bytes), Some(all.to_vec()));
        let mut short = Vec::new();
        put_entries(&mut short, &all[..2]);
        assert_eq!(short, [0, 0, 4, 0x84, 0x39]);
    }

    #[test]
    fn judged_moves_and_marks_come_back() {
        let mut all = vec![JudgedMove {
            beat: 300,
            choice: Choice::Wait,
            lost: 10_000,
            mistake: Some(Mistake::Otherwise),
        }];
        for (at, &act) in ActKind::ALL.iter().enumerate() {
            for mistake in [None, Some(Mistake::Did(act)), Some(Mistake::Left(act))] {
                all.push(JudgedMove {
                    beat: u16::try_from(at).expect("few"),
                    choice: Choice::Move(2),
                    lost: 612,
                    mistake,
                });
            }
        }
        let mut again = Vec::new();
        assert_eq!(moves(&moves_bytes(&all), &mut again), Some(()));
        assert_eq!(again, all);
        let marks = [
            Mark::Done,
            Mark::Partly,
            Mark::Missed,
            Mark::NotOnOffer,
            Mark::NotOnOffer,
            Mark::Done,
            Mark::Missed,
        ];
        assert_eq!(service(service_number(marks)), marks);
    }

    #[test]
    fn bytes_that_are_nothing_are_refused() {
        for bytes in [
            &[0][..],
            &[0xFF],
            &[MOVE_FAR],
            &[1, 0x80],
            &[1, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
        ] {
            assert_eq!(entries(bytes), None, "{bytes:?}");
        }
        let mut into = Vec::new();
        for bytes in [&[1][..], &[1, 0, 5], &[1, 0, 5, 250], &[1, 0xFF, 5, 0]] {
            assert_eq!(moves(bytes, &mut into), None, "{bytes:?}");
        }
    }
}
