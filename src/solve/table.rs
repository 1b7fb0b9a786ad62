//! The states of one layer: their words in order, and what is known of each.
//!
//! Words stand in order instead of being hashed: states that are neighbours lead to states that are neighbours, so a walk in order looks up
//! what lies side by side in memory ([`Table::find`] begins where the last one ended). Nothing is left empty, either.

use super::value::Value;

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

/// What is known of a state: the best play's value, its note, and the worst play's value while that is kept.
pub type Entry = (Value, Note, Option<Value>);

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

/// What is known of the words, place by place.
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
    /// Room for this many, nothing known.
    fn new(len: usize, with_worst: bool) -> Self {
        if with_worst {
            Self::Wide(vec![Cell::UNSOLVED; len])
        } else {
            Self::Narrow(vec![Value::from_cents(0); len], vec![Note::UNSOLVED; len])
        }
    }

    fn note(&self, at: usize) -> Note {
        match self {
            Self::None => Note::UNSOLVED,
            Self::Wide(cells) => cells[at].note,
            Self::Narrow(_, notes) => notes[at],
        }
    }

    #[inline]
    fn get(&self, at: usize) -> Entry {
        match self {
            Self::None => (Value::from_cents(0), Note::UNSOLVED, None),
            Self::Wide(cells) => (cells[at].value, cells[at].note, Some(cells[at].worst)),
            Self::Narrow(values, notes) => (values[at], notes[at], None),
        }
    }

    fn set(&mut self, at: usize, (value, note, worst): Entry) {
        match self {
            Self::None => {}
            Self::Wide(cells) => {
                let worst = worst.unwrap_or(value);
                cells[at] = Cell { value, worst, note };
            }
            Self::Narrow(values, notes) => (values[at], notes[at]) = (value, note),
        }
    }
}

/// Words in order, and beside each, once it is solved, what is known of it.
#[derive(Debug, Clone, Default)]
pub struct Table {
    words: Vec<u64>,
    cells: Cells,
    solved: usize,
}

/// Part of a table: words, and room for what is found out about each.
pub struct Chunk<'t> {
    words: &'t [u64],
    cells: CellsMut<'t>,
}

enum CellsMut<'t> {
    Wide(&'t mut [Cell]),
    Narrow(&'t mut [Value], &'t mut [Note]),
}

impl Chunk<'_> {
    /// How many words it holds.
    pub const fn len(&self) -> usize {
        self.words.len()
    }

    /// The word of a place, where it is not solved.
    pub fn unsolved(&self, at: usize) -> Option<u64> {
        let note = match &self.cells {
            CellsMut::Wide(cells) => cells[at].note,
            CellsMut::Narrow(_, notes) => notes[at],
        };
        (note == Note::UNSOLVED).then(|| self.words[at])
    }

    /// Keeps what was found out about the word of a place.
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
        self.words.len()
    }

    /// Its words, in order.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The words of some places that are not solved.
    pub fn unsolved(&self, places: std::ops::Range<usize>) -> impl Iterator<Item = u64> + '_ {
        places
            .filter(|&at| self.cells.note(at) == Note::UNSOLVED)
            .map(|at| self.words[at])
    }

    /// Whether it holds words that are not solved.
    pub const fn is_fresh(&self) -> bool {
        self.solved < self.words.len()
    }

    /// Every word has been solved.
    pub const fn close(&mut self) {
        self.solved = self.words.len();
    }

    /// Adds words, in order and each once; what is known of those that are there stays.
    pub fn add(&mut self, new: Vec<u64>) {
        if self.words.is_empty() {
            self.words = new;
            return;
        }
        let unknown = |word: &u64| self.words.binary_search(word).is_err();
        let new: Vec<(u64, Entry)> = new
            .into_iter()
            .filter(unknown)
            .map(|word| (word, (Value::from_cents(0), Note::UNSOLVED, None)))
            .collect();
        let with_worst = matches!(self.cells, Cells::Wide(_));
        self.merge(&new, with_worst);
    }

    /// Adds words that are solved, in order and each once. What is there stays as it is.
    pub fn add_solved(&mut self, new: &[(u64, Entry)], with_worst: bool) {
        let unknown = |(word, _): &&(u64, Entry)| self.words.binary_search(word).is_err();
        let new: Vec<(u64, Entry)> = new.iter().filter(unknown).copied().collect();
        let solved = self.solved + new.len();
        self.merge(&new, with_worst);
        self.solved = solved;
    }

    /// Merges in words that are not there.
    fn merge(&mut self, new: &[(u64, Entry)], with_worst: bool) {
        let len = self.words.len() + new.len();
        let known = !matches!(self.cells, Cells::None) || new.iter().any(|(_, (_, note, _))| *note != Note::UNSOLVED);
        let mut words = Vec::with_capacity(len);
        let mut cells = if known {
            Cells::new(len, with_worst)
        } else {
            Cells::None
        };
        let mut old = self.words.iter().enumerate().peekable();
        let mut new = new.iter().peekable();
        while words.len() < len {
            let is_old = match (old.peek(), new.peek()) {
                (Some((_, there)), Some((word, _))) => *there < word,
                (there, _) => there.is_some(),
            };
            if is_old {
                let Some((at, word)) = old.next() else { break };
                cells.set(words.len(), self.cells.get(at));
                words.push(*word);
            } else {
                let Some((word, entry)) = new.next() else { break };
                cells.set(words.len(), *entry);
                words.push(*word);
            }
        }
        (self.words, self.cells) = (words, cells);
    }

    /// The table in parts of at most `size` words, with room for what is found out.
    pub fn chunks(&mut self, size: usize, with_worst: bool) -> Vec<Chunk<'_>> {
        if matches!(self.cells, Cells::None) {
            self.cells = Cells::new(self.words.len(), with_worst);
        }
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

    /// Forgets what is known of all words; the words stay.
    pub fn forget(&mut self) {
        self.cells = Cells::None;
        self.solved = 0;
    }

    /// The place of a word. It is sought from `near` on in steps that double, so what lies close by is found at once.
    #[inline]
    pub fn find(&self, word: u64, near: usize) -> Option<usize> {
        let next = near + 1;
        match self.words.get(next) {
            Some(there) if *there == word => Some(next),
            _ => self.seek(word, near),
        }
    }

    fn seek(&self, word: u64, near: usize) -> Option<usize> {
        let words = self.words.as_slice();
        let last = words.len().checked_sub(1)?;
        let near = near.min(last);
        let (mut low, mut high) = (near, near);
        let mut step = 1;
        if words[near] < word {
            while high < last && words[high] < word {
                low = high + 1;
                high = (high + step).min(last);
                step *= 2;
            }
        } else {
            while low > 0 && words[low] > word {
                high = low - 1;
                low = low.saturating_sub(step);
                step *= 2;
            }
        }
        let found = words[low..=high.max(low)].binary_search(&word).ok()?;
        Some(low + found)
    }

    /// What is known of a place; `None` where it is not solved.
    #[inline]
    pub fn read(&self, at: usize) -> Option<Entry> {
        let found = self.cells.get(at);
        (found.1 != Note::UNSOLVED).then_some(found)
    }

    /// What is known of a word; `None` where it is not there or not solved.
    pub fn get(&self, word: u64) -> Option<Entry> {
        self.find(word, self.words.len() / 2).and_then(|at| self.read(at))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(cents: i64) -> Entry {
        let value = Value::from_cents(cents);
        (value, Note::new(Some(4), 9), Some(Value::from_cents(-1)))
    }

    #[test]
    fn what_is_known_stays_where_words_are_added() {
        let mut table = Table::default();
        assert_eq!(table.get(0), None);
        table.add((0..1000).map(|n| 3 * n).collect());
        for mut chunk in table.chunks(64, true) {
            for at in 0..chunk.len() {
                let word = chunk.unsolved(at).expect("nothing is solved");
                let value = Value::from_cents(i64::try_from(word).expect("small"));
                chunk.set(at, value, Note::new(Some(4), 9), Value::from_cents(-1));
            }
        }
        table.close();
        assert!(!table.is_fresh());
        table.add((0..1500).map(|n| 2 * n).collect());
        assert_eq!(table.len(), 2000, "a third of the second thousand is there");
        assert!(table.is_fresh() && table.words().is_sorted());
        for n in 0..1000 {
            assert_eq!(table.get(3 * n), Some(entry(i64::try_from(3 * n).expect("small"))));
        }
        assert_eq!(table.get(2), None, "not solved yet");
        assert_eq!(table.get(2999), None, "not there");
        assert_eq!(table.unsolved(0..table.len()).count(), 1000);
        table.drop_worst();
        assert!(table.get(3).is_some_and(|(_, _, worst)| worst.is_none()));
        table.forget();
        assert_eq!((table.len(), table.get(3)), (2000, None));
    }

    #[test]
    fn solved_words_join_a_table_once() {
        let mut table = Table::default();
        table.add_solved(&[(5, entry(1)), (9, entry(2))], true);
        table.add_solved(&[(1, entry(3)), (5, entry(4)), (12, entry(5))], true);
        assert_eq!(table.words(), [1, 5, 9, 12]);
        assert_eq!(table.get(5), Some(entry(1)), "what is there stays");
        assert!(!table.is_fresh());
    }

    #[test]
    fn a_note_keeps_its_parts_apart() {
        assert_eq!((Note::new(None, 70).choice(), Note::new(None, 70).moves()), (None, 70));
        assert_ne!(Note::new(None, 255), Note::UNSOLVED);
    }

    proptest! {
        #[test]
        fn a_word_is_found_wherever_the_search_begins(
            words in prop::collection::btree_set(0_u64..200, 0..60), word in 0_u64..200, near in 0_usize..80
        ) {
            let words: Vec<u64> = words.into_iter().collect();
            let mut table = Table::default();
            table.add(words.clone());
            prop_assert_eq!(table.find(word, near), words.binary_search(&word).ok());
        }
    }
}
