//! Recorded playthroughs: plays of a scenario that a trainer keeps beside it, with what they should come to.
//!
//! ```
//! use bounceback::scenario::{Playthrough, read_playthroughs};
//!
//! let text = r#"Tests(format: 1, tests: [(name: "kind", seed: 7, moves: ["sorry"], expect: (tier: Loyal))])"#;
//! let (tests, found) = read_playthroughs(text);
//! assert!(found.is_empty());
//! assert_eq!((tests[0].name.value.as_str(), tests[0].seed), ("kind", 7));
//! let mut another = tests[0].clone();
//! another.name.value = "kind again".to_owned();
//! let text = another.added_to(Some(text)).expect("the text is whole, the name is free");
//! assert_eq!(read_playthroughs(&text).0.len(), 2);
//! ```

mod add;

use ronin_core::ast::Value;

use super::draft::{Placed, PlacedText};
use super::reader::{Fields, Reader, group_name, span};
use super::{parse, sorted};
use crate::customer::{Temper, Tier};
use crate::diagnostic::Diagnostic;

/// The format that this program reads.
const FORMAT: i64 = 1;
/// What a trainer calls the end of a drill, as in a scenario's `next`.
pub const END: &str = "end";
/// What lets 15 seconds pass in the place of a move.
pub const WAIT: &str = "wait";
/// What stands before the id of an inject in the place of a move: "inject:neighbour-calls".
pub const INJECT: &str = "inject:";

/// A play that is kept. Played under the seed, and the temper where one is given, it comes to the same each time.
#[derive(Debug, Clone, PartialEq)]
pub struct Playthrough {
    /// How it is called; no two of a file have one name.
    pub name: PlacedText,
    /// 0..=`i64::MAX`.
    pub seed: u64,
    /// `None`: the seed draws it.
    pub temper: Option<Temper>,
    /// Ids of moves, [`WAIT`], or [`INJECT`] with the id of one.
    pub moves: Vec<PlacedText>,
    pub expect: Expect,
}

/// What a play should come to; what is not said is not asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Expect {
    /// The beat at which it stands after the last move, or [`END`].
    pub end: Option<PlacedText>,
    /// How the customer leaves, or would if all ended there.
    pub tier: Option<Placed<Tier>>,
    /// The recovery score, from and to, 0..=100.
    pub score: Option<Placed<(i64, i64)>>,
    /// The customer's anger after the last move, from and to, 0..=9.
    pub anger: Option<Placed<(i64, i64)>>,
}

/// Reads a file of playthroughs and reports everything that is wrong with it. Where something is, there are no playthroughs.
#[must_use]
pub fn read_playthroughs(text: &str) -> (Vec<Playthrough>, Vec<Diagnostic>) {
    let tree = match parse::tree(text) {
        Ok(tree) => tree,
        Err(found) => return (Vec::new(), found),
    };
    let mut reader = Reader::default();
    let tests = tests(&mut reader, &tree).unwrap_or_default();
    let mut found = reader.found;
    for (at, test) in tests.iter().enumerate() {
        if let Some(first) = tests[..at].iter().find(|other| other.name == test.name) {
            let name = &test.name.value;
            found.push(
                Diagnostic::error("twice", format!("there are two tests `{name}`"), test.name.span.clone())
                    .label("again here")
                    .related(first.name.span.clone(), "first here"),
            );
        }
    }
    sorted(&mut found);
    if found.is_empty() {
        (tests, found)
    } else {
        (Vec::new(), found)
    }
}

fn tests(r: &mut Reader, value: &Value) -> Option<Vec<Playthrough>> {
    let name = group_name(value);
    if let Some(name) = name.filter(|name| name.text() != "Tests") {
        let range = name.text_range();
        let words = format!(
            "this is a `{}`; recorded playthroughs stand in `Tests( … )`",
            name.text()
        );
        r.found
            .push(Diagnostic::error("not-tests", words, range.start()..range.end()).label("expected `Tests`"));
        return None;
    }
    let mut f = r.named_fields(value, "file of tests")?;
    let format = f.required(r, "format", Reader::integer)?;
    if format.value != FORMAT {
        let words = format!("this is format {}; this bounceback reads format {FORMAT}", format.value);
        r.found
            .push(Diagnostic::error("format-version", words, format.span).label("another format"));
        return None;
    }
    let tests = f.required(r, "tests", |r, v| r.list(v, test));
    f.finish(r);
    tests
}

fn test(r: &mut Reader, value: &Value) -> Option<Playthrough> {
    let mut f = r.fields(value, "test")?;
    let name = f.required(r, "name", Reader::text).and_then(|name| called(r, name));
    let seed = f.required(r, "seed", Reader::integer).and_then(|seed| {
        let number = u64::try_from(seed.value).ok();
        if number.is_none() {
            out_of_range(r, "a seed is 0 or more", seed.span);
        }
        number
    });
    let temper = f.optional(r, "temper", Reader::word);
    let moves = f.required(r, "moves", |r, v| r.list(v, Reader::text));
    let expect = f.required(r, "expect", expect);
    f.finish(r);
    Some(Playthrough {
        name: name?,
        seed: seed?,
        temper,
        moves: moves?,
        expect: expect?,
    })
}

/// A name that can be spoken of.
fn called(r: &mut Reader, name: PlacedText) -> Option<PlacedText> {
    if name.value.trim().is_empty() || name.value.contains(char::is_control) {
        out_of_range(r, "a test needs a name, in one line", name.span);
        return None;
    }
    Some(name)
}

fn expect(r: &mut Reader, value: &Value) -> Option<Expect> {
    let mut f = r.fields(value, "group of what is expected")?;
    let expect = Expect {
        end: f.optional(r, "end", Reader::text),
        tier: f.optional(r, "tier", Reader::placed_word),
        score: range(&mut f, r, "score", 100),
        anger: range(&mut f, r, "anger", 9),
    };
    f.finish(r);
    Some(expect)
}

/// From and to, 0 to the most.
fn range(f: &mut Fields, r: &mut Reader, name: &'static str, most: i64) -> Option<Placed<(i64, i64)>> {
    let what = "two whole numbers, from and to, such as `(0, 9)`";
    let pair = f.optional(r, name, |r, v| r.pair(v, what, Reader::integer, Reader::integer))?;
    let (from, to) = (pair.value.0.value, pair.value.1.value);
    if !(0..=most).contains(&from) || !(from..=most).contains(&to) {
        out_of_range(r, &format!("`{name}` is written (from, to), 0 to {most}"), pair.span);
        return None;
    }
    Some(Placed {
        value: (from, to),
        span: pair.span,
    })
}

fn out_of_range(r: &mut Reader, words: &str, place: std::ops::Range<usize>) {
    r.found
        .push(Diagnostic::error("out-of-range", words, place).label("not like this"));
}

/// Where the list of tests stands in a whole file, and each test in it.
fn places(text: &str) -> Option<(std::ops::Range<usize>, Vec<std::ops::Range<usize>>)> {
    let Value::Struct(group) = parse::tree(text).ok()? else {
        return None;
    };
    let list = group
        .fields()
        .find(|field| field.name_text().as_deref() == Some("tests"))?;
    match list.value()? {
        Value::List(list) => {
            let items = list.items().map(|item| span(item.syntax())).collect();
            Some((span(list.syntax()), items))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let check = |text: &str, code: &str, at: &str, words: &str| {
            let (tests, found) = read_playthroughs(text);
            assert!(tests.is_empty(), "{text}");
            let found = found.first().unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.code, code, "{found:?}");
            let place = found.span.clone().map_or("", |span| &text[span]);
            assert_eq!(place, at, "{found:?}");
            let told = format!("{} {}", found.message, found.help.join(" "));
            assert!(told.contains(words), "{told}");
        };
        let one = |inside: &str| format!("Tests(format: 1, tests: [({inside})])");
        check("Scenario(format: 1)", "not-tests", "Scenario", "stand in `Tests");
        check("Tests(format: 2, tests: [])", "format-version", "2", "reads format 1");
        check("Tests(format: 1)", "missing", "T", "`tests` is missing");
        let test = one(r#"name: "a", seed: 1, moves: [], expect: (tier: Loyall)"#);
        check(&test, "unknown-word", "Loyall", "did you mean `Loyal`");
        let test = one(r#"name: "a", seed: -1, moves: [], expect: ()"#);
        check(&test, "out-of-range", "-1", "0 or more");
        let test = one(r#"name: " ", seed: 1, moves: [], expect: ()"#);
        check(&test, "out-of-range", "\" \"", "needs a name");
        let test = one(r#"name: "a", seed: 1, moves: [], expect: (score: (90, 80))"#);
        check(&test, "out-of-range", "(90, 80)", "0 to 100");
        let test = one(r#"name: "a", seed: 1, moves: [], expect: (angr: (0, 9))"#);
        check(&test, "unknown-field", "angr", "did you mean `anger`");
        let twice = r#"(name: "a", seed: 1, moves: [], expect: ())"#;
        check(
            &format!("Tests(format: 1, tests: [{twice}, {twice}])"),
            "twice",
            "\"a\"",
            "two tests `a`",
        );
        let (tests, found) = read_playthroughs("Tests(format: 1, tests: [");
        assert_eq!((tests.len(), found[0].code), (0, "syntax"));
    }

    #[test]
    fn all_that_can_be_said_is_read() {
        let text = r#"Tests(format: 1, tests: [
            (name: "x", seed: 9, temper: Hot, moves: ["a", "wait"], expect: (end: "end", tier: Champion, score: (90, 100), anger: (0, 2))),
        ])"#;
        let (tests, found) = read_playthroughs(text);
        assert_eq!((tests.len(), found.len()), (1, 0));
        let test = &tests[0];
        assert_eq!((test.seed, test.temper), (9, Some(Temper::Hot)));
        assert_eq!(&text[test.moves[1].span.clone()], "\"wait\"");
        let expect = &test.expect;
        assert_eq!(expect.end.as_ref().map(|end| end.value.as_str()), Some(END));
        assert_eq!(expect.tier.as_ref().map(|tier| tier.value), Some(Tier::Champion));
        assert_eq!(expect.score.as_ref().map(|score| score.value), Some((90, 100)));
        assert_eq!(expect.anger.as_ref().map(|anger| anger.value), Some((0, 2)));
    }
}
