//! What a power cut leaves: after each choice the files as they are on the disk are mixed with those of the next choice, as a disk does that
//! writes sectors in any order and some of them badly. At most the choice in flight is lost.

#[path = "common/records.rs"]
mod records;

use std::fs;
use std::path::{Path, PathBuf};

use bounceback::drill::Choice;
use bounceback::record::{Entry, open};
use bounceback::scenario::template;
use records::{begun, both, minute, store_drill};

/// The smallest piece that a disk writes whole.
const SECTOR: usize = 512;

/// Chance with a seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(end.max(1)).expect("small")).expect("small")
    }
}

/// A file that was being changed from one state to the other: each sector that differs is the old one, the new one, or rubbish.
fn torn(before: &[u8], after: &[u8], dice: &mut Dice) -> Vec<u8> {
    match dice.below(4) {
        // All of it was written, and the call had not returned.
        0 => return after.to_vec(),
        // Written from its beginning on, and then no further.
        1 if after.starts_with(before) => {
            return after[..before.len() + dice.below(after.len() - before.len() + 1)].to_vec();
        }
        _ => {}
    }
    let length = before.len().min(after.len()) + dice.below(after.len().saturating_sub(before.len()) + 1);
    let mut torn = after[..length].to_vec();
    for (at, sector) in torn.chunks_mut(SECTOR).enumerate() {
        let from = at * SECTOR;
        let old = before
            .get(from..(from + sector.len()).min(before.len()))
            .unwrap_or_default();
        if old == sector {
            continue;
        }
        match dice.below(3) {
            0 => {
                sector.fill(0);
                sector[..old.len()].copy_from_slice(old);
            }
            1 => {
                // A disk spoils what it writes, not the bytes beside it that stay: SQLite counts on that ("powersafe overwrite").
                let written: Vec<usize> = (0..sector.len())
                    .filter(|at| old.get(*at) != Some(&sector[*at]))
                    .collect();
                sector[written[dice.below(written.len())]] ^= 1 << dice.below(8);
            }
            _ => {}
        }
    }
    torn
}

/// The database and its log.
fn files(file: &Path) -> [Vec<u8>; 2] {
    let log = PathBuf::from(format!("{}-wal", file.display()));
    [fs::read(file).expect("there"), fs::read(log).unwrap_or_default()]
}

#[test]
fn a_power_cut_takes_at_most_the_choice_in_flight() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("records.sqlite");
    let mut store = open(&file.display().to_string()).expect("a new store");
    let zoe = store.add_person("Zoë", minute(0)).expect("a name").id;
    let done = store_drill(&mut *store, Some(zoe), 1, 0);
    let whole = store.kept(done).expect("kept");
    let drill = begun(&both()[0].0, Some(zoe), minute(9));
    store.begin(&drill, &template("cake")).expect("begun");
    let mut dice = Dice(20);
    let (mut cuts, mut lost, mut checkpoints) = (0, 0, 0);
    // A long drill fills the log sooner, so that it is written back several times.
    let mut entries = vec![Entry::Hinted; 9_000];
    store.append(drill.id, 0, &entries).expect("appended");
    let mut before = files(&file);
    for number in 9_000..9_600_u32 {
        let entry = Entry::Chose {
            choice: Choice::Move(u8::try_from(number % 5).expect("small")),
            thought_millis: number * 17,
        };
        store.append(drill.id, number, &[entry]).expect("appended");
        let after = files(&file);
        // The log is on the disk before the database is written.
        let checkpoint = after[0] != before[0];
        if checkpoint || number % 3 == 0 {
            let place = folder.path().join(format!("cut-{number}.sqlite"));
            let log = if checkpoint {
                after[1].clone()
            } else {
                torn(&before[1], &after[1], &mut dice)
            };
            fs::write(&place, torn(&before[0], &after[0], &mut dice)).expect("written");
            fs::write(format!("{}-wal", place.display()), log).expect("written");
            let mut left = open(&place.display().to_string()).unwrap_or_else(|error| panic!("cut {number}: {error}"));
            let kept = left.kept(drill.id).expect("the drill is there");
            assert!(
                kept.entries.starts_with(&entries),
                "cut {number}: what stood before is lost"
            );
            assert!(kept.entries.len() <= entries.len() + 1, "cut {number}");
            assert!(
                kept.entries[entries.len()..].iter().all(|other| *other == entry),
                "cut {number}"
            );
            assert!(
                !checkpoint || kept.entries.len() == entries.len() + 1,
                "cut {number}: its log was on the disk"
            );
            assert_eq!(left.kept(done).as_ref(), Ok(&whole), "cut {number}");
            assert_eq!(left.people().expect("people").len(), 1);
            // And it goes on from there.
            let stands = u32::try_from(kept.entries.len()).expect("few");
            left.append(drill.id, stands, &[Entry::Hinted]).expect("appended");
            cuts += 1;
            lost += usize::from(kept.entries.len() == entries.len());
            checkpoints += usize::from(checkpoint);
            drop(left);
            for end in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(format!("{}{end}", place.display()));
            }
        }
        entries.push(entry);
        before = after;
    }
    assert!(cuts > 200, "{cuts}");
    assert!(
        lost > 20 && lost < cuts,
        "some cuts take the choice in flight, some come too late: {lost} of {cuts}"
    );
    assert!(checkpoints > 0, "the log was never written back");
}
