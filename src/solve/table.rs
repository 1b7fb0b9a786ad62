//! The states of one layer: their words, and what is known of each.

use super::value::Value;

/// The most of a table that is filled before it grows, in sixteenths: a word that is new looks at four slots then.
const FULL: usize = 10;
/// How full a table is left when no more words come, in sixteenths: eighteen bytes a state become twenty-one, and a word that is
/// there is found at the fourth slot or so.
const PACKED: usize = 14;
/// The first size of a table.
const SMALLEST: usize = 8;
/// An empty slot. Words are kept plus one, and no word is all ones: a mind uses 62 bits.
const EMPTY: u64 = 0;

/// What is known of a state beside its value, in two bytes: the best move's place, and how many moves the best play takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note(u16);

impl Note {
    /// Nothing is known yet.
    pub const UNSOLVED: Self = Self(u16::MAX);
    /// The bits of a move's place; all ones: only waiting is left.
    const CHOICE_BITS: u32 = 3;
    const NO_CHOICE: u16 = (1 << Self::CHOICE_BITS) - 1;

    /// A beat holds at most five moves.
    pub fn new(choice: Option<u8>, moves: u8) -> Self {
        let choice = choice.map_or(Self::NO_CHOICE, u16::from);
        Self(u16::from(moves) << Self::CHOICE_BITS | choice)
    }

    /// The best move's place in the written list.
    pub fn choice(self) -> Option<u8> {
        let choice = self.0 & Self::NO_CHOICE;
        (choice != Self::NO_CHOICE).then(|| u8::try_from(choice).expect("three bits"))
    }

    /// Moves of the best play from here at the most.
    pub fn moves(self) -> u8 {
        u8::try_from(self.0 >> Self::CHOICE_BITS).unwrap_or(u8::MAX)
    }
}

/// The bits by which a layer's states are shared out over its tables.
pub const SHARD_BITS: u32 = 3;
/// How many tables a layer has: as many threads can fill it at once.
pub const SHARDS: usize = 1 << SHARD_BITS;

/// Spreads the bits of a word over the whole hash, its upper bits above all. Nobody outside chooses words, but they differ in a few
/// bits here and there: one multiplication leaves them in heaps.
pub const fn hash(word: u64) -> u64 {
    // The mixer that Pelle Evensen found best of its length ("xmxmx", 2018).
    const FACTOR: u64 = 0xd6e8_feb8_6659_fd93;
    let word = (word ^ word >> 32).wrapping_mul(FACTOR);
    let word = (word ^ word >> 32).wrapping_mul(FACTOR);
    word ^ word >> 32
}

/// The table of a layer that a hash belongs to.
pub const fn shard(hash: u64) -> usize {
    (hash >> (u64::BITS - SHARD_BITS)) as usize
}

/// What is known of a state while its worst play is asked about, side by side: one look-up then reads one place.
#[derive(Debug, Clone, Copy)]
struct Cell {
    value: Value,
    worst: Value,
    note: Note,
}

impl Cell {
    const UNSOLVED: Self = Self {
        value: Value::from_cents(0),
        worst: Value::from_cents(0),
        note: Note::UNSOLVED,
    };
}

/// What is known of the words, slot by slot.
#[derive(Debug, Clone, Default)]
enum Cells {
    #[default]
    None,
    /// With the values of the worst play.
    Wide(Vec<Cell>),
    /// Without.
    Narrow(Vec<Value>, Vec<Note>),
}

impl Cells {
    fn note(&self, at: usize) -> Note {
        match self {
            Self::None => Note::UNSOLVED,
            Self::Wide(cells) => cells[at].note,
            Self::Narrow(_, notes) => notes[at],
        }
    }

    fn get(&self, at: usize) -> (Value, Note, Option<Value>) {
        match self {
            Self::None => (Value::from_cents(0), Note::UNSOLVED, None),
            Self::Wide(cells) => (cells[at].value, cells[at].note, Some(cells[at].worst)),
            Self::Narrow(values, notes) => (values[at], notes[at], None),
        }
    }

    fn set(&mut self, at: usize, value: Value, note: Note, worst: Value) {
        match self {
            Self::None => {}
            Self::Wide(cells) => cells[at] = Cell { value, worst, note },
            Self::Narrow(values, notes) => (values[at], notes[at]) = (value, note),
        }
    }

    /// Room for so many slots.
    fn make_room(&mut self, slots: usize, with_worst: bool) {
        if matches!(self, Self::None) {
            *self = if with_worst {
                Self::Wide(Vec::new())
            } else {
                Self::Narrow(Vec::new(), Vec::new())
            };
        }
        match self {
            Self::None => {}
            Self::Wide(cells) => cells.resize(slots, Cell::UNSOLVED),
            Self::Narrow(values, notes) => {
                values.resize(slots, Value::from_cents(0));
                notes.resize(slots, Note::UNSOLVED);
            }
        }
    }
}

/// A set of words with open addressing, and beside it, once they are solved, what is known of each.
#[derive(Debug, Clone, Default)]
pub struct Table {
    words: Vec<u64>,
    cells: Cells,
    len: usize,
    solved: usize,
}

/// Part of a table: words (plus one; 0 is an empty slot), and room for what is found out about each.
pub struct Chunk<'t> {
    words: &'t [u64],
    cells: CellsMut<'t>,
}

enum CellsMut<'t> {
    Wide(&'t mut [Cell]),
    Narrow(&'t mut [Value], &'t mut [Note]),
}

impl Chunk<'_> {
    /// The words that are not solved, with their slots.
    pub fn unsolved(&self) -> Vec<(usize, u64)> {
        let note = |at: usize| match &self.cells {
            CellsMut::Wide(cells) => cells[at].note,
            CellsMut::Narrow(_, notes) => notes[at],
        };
        (0..self.words.len())
            .filter(|&at| self.words[at] != EMPTY && note(at) == Note::UNSOLVED)
            .map(|at| (at, self.words[at] - 1))
            .collect()
    }

    /// Keeps what was found out about the word of a slot.
    pub fn set(&mut self, at: usize, value: Value, note: Note, worst: Value) {
        match &mut self.cells {
            CellsMut::Wide(cells) => cells[at] = Cell { value, worst, note },
            CellsMut::Narrow(values, notes) => (values[at], notes[at]) = (value, note),
        }
    }
}

impl Table {
    /// How many words it holds.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Slots, for sharing out.
    pub const fn slots(&self) -> usize {
        self.words.len()
    }

    /// Where a hash begins to look: the product's upper half is below the number of slots, whatever that is.
    #[expect(clippy::cast_possible_truncation, reason = "below the number of slots")]
    const fn first(&self, hash: u64) -> usize {
        (((hash << SHARD_BITS) as u128 * self.words.len() as u128) >> 64) as usize
    }

    /// The slot of a word, or the empty one where it would be.
    fn slot(&self, hash: u64, word: u64) -> usize {
        let mut at = self.first(hash);
        loop {
            let there = self.words[at];
            if there == EMPTY || there == word + 1 {
                return at;
            }
            at += 1;
            if at == self.words.len() {
                at = 0;
            }
        }
    }

    /// Adds a word; whether it is new.
    pub fn insert(&mut self, hash: u64, word: u64) -> bool {
        if (self.len + 1) * 16 > self.words.len() * FULL {
            self.resize((2 * self.words.len()).max(SMALLEST));
        }
        let at = self.slot(hash, word);
        let new = self.words[at] == EMPTY;
        if new {
            self.words[at] = word + 1;
            self.len += 1;
        }
        new
    }

    /// No more words come for now: gives back what it took too much.
    pub fn pack(&mut self) {
        let slots = (self.len * 16).div_ceil(PACKED) + usize::from(self.len > 0);
        if slots < self.words.len() {
            self.resize(slots);
        }
    }

    fn resize(&mut self, slots: usize) {
        let old = std::mem::replace(
            self,
            Self {
                words: vec![EMPTY; slots],
                ..Self::default()
            },
        );
        if !matches!(old.cells, Cells::None) {
            self.cells.make_room(slots, matches!(old.cells, Cells::Wide(_)));
        }
        for (from, stored) in old.words.iter().enumerate().filter(|(_, stored)| **stored != EMPTY) {
            let at = self.slot(hash(stored - 1), stored - 1);
            self.words[at] = *stored;
            let (value, note, worst) = old.cells.get(from);
            self.cells.set(at, value, note, worst.unwrap_or(value));
        }
        (self.len, self.solved) = (old.len, old.solved);
    }

    /// Words in a range of slots that are not solved.
    pub fn unsolved(&self, slots: std::ops::Range<usize>) -> impl Iterator<Item = u64> + '_ {
        slots
            .filter(|&at| self.words[at] != EMPTY && self.cells.note(at) == Note::UNSOLVED)
            .map(|at| self.words[at] - 1)
    }

    /// All words.
    pub fn words(&self) -> impl Iterator<Item = u64> + '_ {
        self.words
            .iter()
            .filter(|stored| **stored != EMPTY)
            .map(|stored| stored - 1)
    }

    /// Whether it holds words that are not solved.
    pub const fn is_fresh(&self) -> bool {
        self.solved < self.len
    }

    /// Every word has been solved.
    pub const fn close(&mut self) {
        self.solved = self.len;
    }

    /// The table in parts of at most `size` slots, with room for what is found out.
    pub fn chunks(&mut self, size: usize, with_worst: bool) -> Vec<Chunk<'_>> {
        self.cells.make_room(self.words.len(), with_worst);
        let words = self.words.chunks(size);
        match &mut self.cells {
            Cells::None => Vec::new(),
            Cells::Wide(cells) => words
                .zip(cells.chunks_mut(size))
                .map(|(words, cells)| Chunk {
                    words,
                    cells: CellsMut::Wide(cells),
                })
                .collect(),
            Cells::Narrow(values, notes) => words
                .zip(values.chunks_mut(size).zip(notes.chunks_mut(size)))
                .map(|(words, (values, notes))| Chunk {
                    words,
                    cells: CellsMut::Narrow(values, notes),
                })
                .collect(),
        }
    }

    /// Forgets the values of the worst play: nothing reads them any more.
    pub fn drop_worst(&mut self) {
        if let Cells::Wide(cells) = &self.cells {
            let values = cells.iter().map(|cell| cell.value).collect();
            let notes = cells.iter().map(|cell| cell.note).collect();
            self.cells = Cells::Narrow(values, notes);
        }
    }

    /// What is known of a word, with the value of the worst play while it is kept; `None` where it is not solved.
    pub fn get(&self, hash: u64, word: u64) -> Option<(Value, Note, Option<Value>)> {
        if self.words.is_empty() || matches!(self.cells, Cells::None) {
            return None;
        }
        let at = self.slot(hash, word);
        if self.words[at] == EMPTY {
            return None;
        }
        let found = self.cells.get(at);
        (found.1 != Note::UNSOLVED).then_some(found)
    }

    /// Adds a word with what is known of it.
    pub fn insert_solved(
        &mut self,
        hash: u64,
        word: u64,
        (value, note, worst): (Value, Note, Value),
        with_worst: bool,
    ) {
        if self.insert(hash, word) {
            self.solved += 1;
        }
        self.cells.make_room(self.words.len(), with_worst);
        let at = self.slot(hash, word);
        self.cells.set(at, value, note, worst);
    }
}

#[cfg(test)]
mod tests {
    use super::{Note, Table, hash};
    use crate::solve::Value;

    #[test]
    fn what_is_put_in_is_found_through_growing_packing_and_growing_again() {
        let word = |n: u64| n.wrapping_mul(0x1234_5679) >> 2;
        let mut table = Table::default();
        assert_eq!(table.get(hash(0), 0), None);
        for n in 0..1000 {
            assert!(table.insert(hash(word(n)), word(n)), "{n} is new");
            assert!(!table.insert(hash(word(n)), word(n)), "{n} is there");
        }
        table.pack();
        assert!(table.slots() < 1300, "{} slots", table.slots());
        for mut chunk in table.chunks(64, true) {
            for (at, word) in chunk.unsolved() {
                let value = Value::from_cents(i64::try_from(word).expect("small"));
                chunk.set(at, value, Note::new(Some(4), 9), Value::from_cents(-1));
            }
        }
        table.close();
        for n in 1000..3000 {
            table.insert(hash(word(n)), word(n));
        }
        assert_eq!(table.len(), 3000);
        assert!(table.is_fresh());
        for n in 0..1000 {
            let (value, note, worst) = table.get(hash(word(n)), word(n)).expect("solved");
            assert_eq!(u64::try_from(value.cents()).expect("positive"), word(n));
            assert_eq!((note.choice(), note.moves()), (Some(4), 9));
            assert_eq!(worst, Some(Value::from_cents(-1)));
        }
        assert_eq!(table.get(hash(word(2000)), word(2000)), None, "not solved yet");
        assert_eq!(table.unsolved(0..table.slots()).count(), 2000);
        table.drop_worst();
        assert!(
            table
                .get(hash(word(1)), word(1))
                .is_some_and(|(_, _, worst)| worst.is_none())
        );
    }

    #[test]
    fn a_note_keeps_its_parts_apart() {
        assert_eq!((Note::new(None, 70).choice(), Note::new(None, 70).moves()), (None, 70));
        assert_ne!(Note::new(None, 255), Note::UNSOLVED);
    }
}
