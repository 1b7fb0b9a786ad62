//! Bytes, lines and columns of a text, in the units that people and editors count in.

/// Where lines begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    starts: Vec<usize>,
    length: usize,
}

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Bytes,
    /// 16-bit units, as the language server protocol counts.
    Utf16,
    Characters,
}

impl Lines {
    /// The lines of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
        Self {
            starts: starts.collect(),
            length: text.len(),
        }
    }

    /// How many there are; one at least.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.starts.len()
    }

    /// The first byte of a line, from 0. Beyond the last: the text's end.
    #[must_use]
    pub fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.length)
    }

    /// The line that holds a byte, from 0.
    #[must_use]
    pub fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte) - 1
    }

    /// The longest line, in bytes.
    #[must_use]
    pub fn longest(&self) -> usize {
        let ends = self.starts.iter().skip(1).copied().chain([self.length]);
        self.starts
            .iter()
            .zip(ends)
            .map(|(start, end)| end - start)
            .max()
            .unwrap_or(0)
    }

    /// Line and column of a byte, both from 0. Beyond the end: the end.
    #[must_use]
    pub fn position(&self, text: &str, byte: usize, unit: Unit) -> (usize, usize) {
        let mut byte = byte.min(self.length).min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= byte) - 1;
        let before = &text[self.starts[line]..byte];
        let column = match unit {
            Unit::Bytes => before.len(),
            Unit::Utf16 => before.chars().map(char::len_utf16).sum(),
            Unit::Characters => before.chars().count(),
        };
        (line, column)
    }

    /// The byte at a line and column, both from 0. Beyond a line's end: its end, before the line break; inside a character: before it.
    #[must_use]
    pub fn byte(&self, text: &str, line: usize, column: usize, unit: Unit) -> usize {
        let Some(&start) = self.starts.get(line) else {
            return text.len();
        };
        let end = self.starts.get(line + 1).copied().unwrap_or(text.len());
        let words = text[start..end].trim_end_matches(['\n', '\r']);
        let mut left = column;
        for (at, letter) in words.char_indices() {
            let width = match unit {
                Unit::Bytes => letter.len_utf8(),
                Unit::Utf16 => letter.len_utf16(),
                Unit::Characters => 1,
            };
            if left < width {
                return start + at;
            }
            left -= width;
        }
        start + words.len()
    }

    /// The first byte of the line that holds a byte.
    #[must_use]
    pub fn start_of_line(&self, byte: usize) -> usize {
        self.starts[self.starts.partition_point(|&start| start <= byte) - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_each_unit() {
        let text = "ab\r\né𝄞x\n";
        let lines = Lines::of(text);
        let x = text.find('x').expect("x");
        assert_eq!(lines.position(text, x, Unit::Bytes), (1, 6));
        assert_eq!(lines.position(text, x, Unit::Utf16), (1, 3));
        assert_eq!(lines.position(text, x, Unit::Characters), (1, 2));
        for unit in [Unit::Bytes, Unit::Utf16, Unit::Characters] {
            let (line, column) = lines.position(text, x, unit);
            assert_eq!(lines.byte(text, line, column, unit), x);
        }
    }

    #[test]
    fn what_lies_outside_is_brought_inside() {
        let text = "ab\r\né𝄞x\n";
        let lines = Lines::of(text);
        assert_eq!(lines.byte(text, 0, 99, Unit::Utf16), 2, "before the line break");
        assert_eq!(lines.byte(text, 99, 0, Unit::Utf16), text.len());
        assert_eq!(lines.byte(text, 1, 2, Unit::Utf16), 6, "inside of a pair: before it");
        assert_eq!(lines.position(text, 999, Unit::Utf16), (2, 0));
    }
}
