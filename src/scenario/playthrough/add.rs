//! A playthrough as text, and how it is added to those that stand in a file: all else stays as it is, byte for byte.

use super::{Playthrough, places, read_playthroughs};
use crate::diagnostic::{Diagnostic, Severity};
use crate::scenario::block_comment;
use crate::vocabulary::Vocabulary;

impl Playthrough {
    /// The text of a file with this one added at its end; `None`: there is no file yet.
    ///
    /// # Errors
    /// What is wrong with the file, or that its name is taken: then nothing should be written.
    pub fn added_to(&self, text: Option<&str>) -> Result<String, Vec<Diagnostic>> {
        let Some(text) = text else {
            let new = format!(
                "// Recorded playthroughs: `bounceback check` plays them and says which do not come to what is expected any more.\n\
                 Tests(\n    format: 1,\n    tests: [\n{}    ],\n)\n",
                self.text()
            );
            return checked(new, 1, self);
        };
        let (before, found) = read_playthroughs(text);
        if found.iter().any(|found| found.severity == Severity::Error) {
            return Err(found);
        }
        if let Some(taken) = before.iter().find(|other| other.name == self.name) {
            let words = format!("there is a test `{}` already", self.name.value);
            let taken = Diagnostic::error("twice", words, taken.name.span.clone());
            return Err(vec![taken.help("choose another name, or delete that one first")]);
        }
        let (list, items) = places(text).expect("a file of playthroughs that was just read");
        let inside = &text[..list.end - 1];
        let body = inside.trim_end();
        let mut new = body.to_owned();
        if let Some(last) = items.last() {
            // What stands between the last one and the bracket may hold a comma, and comments with commas of their own.
            if !has_comma(&text[last.end..list.end - 1]) {
                new.insert(last.end, ',');
            }
        }
        new.push('\n');
        new.push_str(&self.text());
        new.push_str("    ");
        new.push_str(&text[list.end - 1..]);
        checked(new, before.len() + 1, self)
    }

    /// As it stands in a file, indented, with its line's end.
    fn text(&self) -> String {
        let quoted = |text: &str| ron::to_string(text).expect("a text can always be written");
        let moves: Vec<String> = self.moves.iter().map(|mv| quoted(&mv.value)).collect();
        let mut lines = format!("        (\n            name: {},\n", quoted(&self.name.value));
        lines += &format!("            seed: {},\n", self.seed);
        if let Some(temper) = self.temper {
            lines += &format!("            temper: {},\n", temper.name());
        }
        lines += &format!("            moves: [{}],\n", moves.join(", "));
        let mut expect = Vec::new();
        if let Some(end) = &self.expect.end {
            expect.push(format!("end: {}", quoted(&end.value)));
        }
        if let Some(tier) = &self.expect.tier {
            expect.push(format!("tier: {}", tier.value.name()));
        }
        for (name, range) in [("score", &self.expect.score), ("anger", &self.expect.anger)] {
            if let Some(range) = range {
                expect.push(format!("{name}: ({}, {})", range.value.0, range.value.1));
            }
        }
        lines + &format!("            expect: ({}),\n        ),\n", expect.join(", "))
    }
}

/// The new text, where it holds so many tests and this one last.
fn checked(text: String, count: usize, last: &Playthrough) -> Result<String, Vec<Diagnostic>> {
    let (tests, found) = read_playthroughs(&text);
    if tests.len() == count && tests.last() == Some(last) {
        return Ok(text);
    }
    if found.is_empty() {
        let words = "the test cannot be added to this file";
        return Err(vec![Diagnostic::general("not-tests", words).help("write it by hand")]);
    }
    Err(found)
}

/// Whether a comma stands there outside of comments.
fn has_comma(between: &str) -> bool {
    let mut rest = between;
    while let Some(letter) = rest.chars().next() {
        if letter == ',' {
            return true;
        }
        rest = if rest.starts_with("//") {
            rest.split_once('\n').map_or("", |(_, after)| after)
        } else if rest.starts_with("/*") {
            block_comment(rest).map_or("", |length| &rest[length..])
        } else {
            &rest[letter.len_utf8()..]
        };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::*;

    fn test(name: &str) -> Playthrough {
        Playthrough {
            name: Placed::nowhere(name.to_owned()),
            seed: 7,
            temper: Some(Temper::Calm),
            moves: vec![Placed::nowhere("a \"b\"".to_owned()), Placed::nowhere(WAIT.to_owned())],
            expect: Expect {
                end: Some(Placed::nowhere(END.to_owned())),
                tier: Some(Placed::nowhere(Tier::Loyal)),
                score: Some(Placed::nowhere((90, 94))),
                anger: None,
            },
        }
    }

    #[test]
    fn nothing_that_stands_there_is_lost() {
        let one = r#"(name: "old", seed: 1, moves: ["x"], expect: ())"#;
        for (before, after) in [
            ("Tests(format: 1, tests: [", "])"),
            ("Tests(format: 1, tests: [\n        ", "\n    ])"),
            ("// mine, all mine\nTests(tests: [ONE", "], format: 1)"),
            ("Tests(format: 1, tests: [\n        ONE,", "\n    ],\n)\n"),
            ("Tests(format: 1, tests: [ONE // first, and last\n", "    ])"),
            ("Tests(format: 1, tests: [ONE /* a, /* b, */ */ ", "])"),
            ("Tests(format: 1, tests: [ONE /* a */, // b\n  // more, to come", "\n])"),
        ] {
            let text = format!("{before}{after}").replace("ONE", one);
            let count = read_playthroughs(&text).0.len();
            let mut all = test("näher \"dran\"").added_to(Some(&text)).expect("it is added");
            let (tests, found) = read_playthroughs(&all);
            assert_eq!((tests.len(), found), (count + 1, Vec::new()), "{all}");
            assert_eq!(tests[count], test("näher \"dran\""));
            // Whatever stood there stands there still, in that order.
            for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
                let at = all
                    .find(letter)
                    .unwrap_or_else(|| panic!("{letter:?} of {text} is gone"));
                all.drain(..at + letter.len_utf8());
            }
        }
    }

    #[test]
    fn a_new_file_is_made_and_a_bad_one_left_alone() {
        let text = test("a").added_to(None).expect("made");
        assert_eq!(read_playthroughs(&text), (vec![test("a")], Vec::new()));
        let taken = test("a").added_to(Some(&text)).expect_err("taken");
        assert!(taken[0].message.contains("`a` already"), "{taken:?}");
        assert!(test("b").added_to(Some("Tests(format: 1, tests: [")).is_err());
        assert!(test("b").added_to(Some("")).is_err(), "somebody emptied it");
        let both = test("b").added_to(Some(&text)).expect("added");
        assert!(
            both.starts_with(text.trim_end().trim_end_matches([')', ']', ',', '\n', ' '])),
            "{both}"
        );
    }
}
