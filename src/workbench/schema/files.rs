//! The records of the files beside a scenario: a site's `policy.ron`, recorded playthroughs, sets.

use super::records::{may, must};
use super::words;
use super::{Field, Record, Shape};

const AMOUNT: Shape = Shape::Whole(0, 1_000_000_000);

/// `policy.ron`: what is left out stays as each scenario has it.
pub static SITE_POLICY: Record = Record {
    name: "policy",
    fields: &[
        may("fund", AMOUNT, "What may be spent without asking, whole units"),
        may("labour_per_minute", AMOUNT, "What a minute of talk costs"),
        may(
            "approval",
            Shape::List(&Shape::Act { argument: false }),
            "Acts that need a manager whatever they cost",
        ),
        may(
            "grants",
            Shape::Chances(&words::ANSWERS),
            "What the manager says when asked",
        ),
        may("currency", Shape::Plain, "What stands before an amount; else $"),
        may(
            "new_customer_value",
            AMOUNT,
            "What an average new customer is worth over the years",
        ),
    ],
};

/// `ID.tests.ron`.
pub static TESTS: Record = Record {
    name: "file of tests",
    fields: &[
        must("format", Shape::Whole(1, 1), "The format of this file: 1"),
        must(
            "tests",
            Shape::List(&Shape::Record(&TEST)),
            "Plays, each under a name of its own",
        ),
    ],
};

static TEST: Record = Record {
    name: "test",
    fields: &[
        must("name", Shape::Plain, "How the play is called"),
        must("seed", Shape::Whole(0, i64::MAX), "Where chance comes from"),
        may(
            "temper",
            Shape::Word(&words::TEMPERS),
            "Today's temper; else the seed draws it",
        ),
        must(
            "moves",
            Shape::List(&Shape::Plain),
            "Ids of moves, or \"wait\" for 15 seconds of silence",
        ),
        must(
            "expect",
            Shape::Record(&EXPECT),
            "What it should come to; what is not said is not asked",
        ),
    ],
};

static EXPECT: Record = Record {
    name: "group of what is expected",
    fields: &[
        may(
            "end",
            Shape::Plain,
            "The beat at which it stands after the last move, or \"end\"",
        ),
        may("tier", Shape::Word(&words::TIERS), "How the customer leaves"),
        may("score", Shape::Band(100), "The recovery score, from and to"),
        may(
            "anger",
            Shape::Band(9),
            "The customer's anger after the last move, from and to",
        ),
    ],
};

/// A set: a place where customers stand.
pub static SET: Record = Record {
    name: "set",
    fields: &[
        must("tint", Shape::Colour, "The background of small cards"),
        may("customer", Shape::Record(&PLACE), "Where the customer stands"),
        may(
            "symbols",
            Shape::Named(&Shape::List(&Shape::Item)),
            "Things that are drawn more than once, by their names",
        ),
        must(
            "back",
            Shape::List(&Shape::Item),
            "What stands behind the customer, first to last",
        ),
        may("front", Shape::List(&Shape::Item), "What stands before the customer"),
    ],
};

const LENGTH: Shape = Shape::Decimal("in a frame of 1600 by 900");
const SECONDS: Shape = Shape::Decimal("seconds");
const SHARE: Shape = Shape::Decimal("0 to 1");
const ITEMS_IN: Shape = Shape::List(&Shape::Item);

static PLACE: Record = Record {
    name: "customer's place",
    fields: &[
        may("x", LENGTH, "The middle of the face, from the left"),
        may("y", LENGTH, "The middle of the face, from above"),
        may("scale", Shape::Decimal("0.3 to 3"), "How large the customer is drawn"),
    ],
};

const X: Field = may("x", LENGTH, "From the left");
const Y: Field = may("y", LENGTH, "From above");
const FILL: Field = may("fill", Shape::Colour, "What it is filled with, or \"given\"");
const LINE: Field = may("line", Shape::Colour, "The colour of its outline, or \"given\"");
const WIDTH: Field = may("width", LENGTH, "How wide its outline is");
const OF: Field = must("of", ITEMS_IN, "The things");
const PHASE: Field = may("phase", SHARE, "Where in its span it begins");
const SCALE: Field = may("scale", Shape::Decimal("1 is as it is"), "How large");
const DEGREES: Field = may("degrees", Shape::Decimal("degrees"), "How far it is turned");
const POINTS: Field = must(
    "points",
    Shape::List(&Shape::Decimal("pairs (x, y)")),
    "Its points, each (x, y)",
);
const SPAN: Field = must("seconds", SECONDS, "How long a span takes");

/// What can be drawn, by the name before the group.
pub static ITEMS: [Record; 14] = [
    Record {
        name: "Rect",
        fields: &[
            X,
            Y,
            may("w", LENGTH, "How wide"),
            may("h", LENGTH, "How high"),
            may("round", LENGTH, "How round its corners are"),
            FILL,
            LINE,
            WIDTH,
        ],
    },
    Record {
        name: "Ellipse",
        fields: &[
            X,
            Y,
            may("rx", LENGTH, "Half its width"),
            may("ry", LENGTH, "Half its height; else a circle"),
            FILL,
            LINE,
            WIDTH,
        ],
    },
    Record {
        name: "Path",
        fields: &[
            must("d", Shape::Plain, "Its outline as SVG writes it"),
            FILL,
            LINE,
            WIDTH,
        ],
    },
    Record {
        name: "Polygon",
        fields: &[POINTS, FILL, LINE, WIDTH],
    },
    Record {
        name: "Line",
        fields: &[POINTS, FILL, LINE, WIDTH],
    },
    Record {
        name: "Group",
        fields: &[X, Y, SCALE, DEGREES, may("of", ITEMS_IN, "The things")],
    },
    Record {
        name: "Use",
        fields: &[
            must("name", Shape::Plain, "A symbol of this set"),
            X,
            Y,
            SCALE,
            DEGREES,
            may("given", Shape::Colour, "The colour of what is \"given\" in it"),
        ],
    },
    Record {
        name: "Row",
        fields: &[
            must("count", Shape::Whole(0, 65_535), "How many times"),
            may("dx", LENGTH, "From one to the next, to the right"),
            may("dy", LENGTH, "From one to the next, down"),
            OF,
            may(
                "given",
                Shape::List(&Shape::Colour),
                "The colours of what is \"given\" in it, in turn",
            ),
        ],
    },
    Record {
        name: "Sway",
        fields: &[
            must("x", LENGTH, "The point it hangs from"),
            must("y", LENGTH, "The point it hangs from"),
            must("degrees", Shape::Decimal("degrees"), "How far it swings"),
            SPAN,
            PHASE,
            OF,
        ],
    },
    Record {
        name: "Blink",
        fields: &[
            SPAN,
            must("on", SHARE, "The share of a span in which it is seen"),
            PHASE,
            OF,
        ],
    },
    Record {
        name: "Drift",
        fields: &[
            may("dx", LENGTH, "How far it travels, to the right"),
            may("dy", LENGTH, "How far it travels, down"),
            SPAN,
            PHASE,
            OF,
        ],
    },
    Record {
        name: "Glow",
        fields: &[
            SPAN,
            must("low", SHARE, "How much of it is seen when it is faintest"),
            PHASE,
            OF,
        ],
    },
    Record {
        name: "Rain",
        fields: &[
            must("x", LENGTH, "From the left"),
            must("y", LENGTH, "From above"),
            must("w", LENGTH, "How wide"),
            must("h", LENGTH, "How high"),
            must("count", Shape::Whole(0, 65_535), "How many streaks"),
            must("length", LENGTH, "How long a streak is"),
            may("lean", LENGTH, "How far a streak leans to the left"),
            must("seconds", SECONDS, "From top to bottom"),
            must("line", Shape::Colour, "The colour of a streak"),
            must("width", LENGTH, "How wide a streak is"),
        ],
    },
    Record {
        name: "Drip",
        fields: &[
            must("x", LENGTH, "From the left"),
            must("from", LENGTH, "Where it falls from"),
            must("to", LENGTH, "Where it falls to"),
            SPAN,
            PHASE,
            must("size", LENGTH, "How large a drop is"),
            must("fill", Shape::Colour, "Its colour"),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{SETS, Set};
    use crate::scenario::{read_playthroughs, read_policy};
    use crate::workbench::schema::{FileKind, record_of, shape_of, walk};
    use crate::workbench::{Document, complete, hover};

    /// Puts a field that nobody knows behind each opening bracket that is a record, and compares what the reader says it knows there.
    fn compare(kind: FileKind, text: &str, told: impl Fn(&str) -> String) -> Vec<&'static str> {
        let document = Document::of(kind, text);
        let mut seen = Vec::new();
        for token in document
            .tree()
            .tokens
            .iter()
            .filter(|token| &text[token.span.clone()] == "(")
        {
            let id = document.tree().around(token.span.end);
            let Some(record) = record_of(&document, id) else {
                continue;
            };
            let mut with = text.to_owned();
            with.insert_str(token.span.end, "zzzzzzzzzzzzzzzzzz: 1, ");
            let help = told(&with);
            let mut names: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
            // What the program calls the group is no field: fields are written small.
            names.retain(|name| !name.starts_with("zzz") && !name.starts_with(char::is_uppercase));
            let mut ours: Vec<&str> = record.fields.iter().map(|field| field.name).collect();
            names.sort_unstable();
            ours.sort_unstable();
            assert_eq!(names, ours, "{}: {help}", record.name);
            seen.push(record.name);
        }
        seen.sort_unstable();
        seen.dedup();
        seen
    }

    #[test]
    fn policies_and_playthroughs_have_the_fields_that_the_reader_asks_for() {
        let help = |found: Vec<crate::diagnostic::Diagnostic>| {
            let unknown = found.iter().find(|found| found.code == "unknown-field");
            unknown
                .and_then(|found| found.help.first().cloned())
                .unwrap_or_default()
        };
        let policy = "(fund: 10, approval: [Fix], grants: [(Yes, 200), (No, 56)])";
        assert!(read_policy(policy).is_ok());
        let seen = compare(FileKind::Policy, policy, |text| help(read_policy(text).unwrap_err()));
        assert_eq!(seen, ["policy"]);
        let tests = "Tests(format: 1, tests: [(name: \"a\", seed: 1, moves: [\"x\"], expect: (score: (0, 9)))])";
        assert!(read_playthroughs(tests).1.is_empty());
        let seen = compare(FileKind::Tests, tests, |text| help(read_playthroughs(text).1));
        assert_eq!(seen, ["file of tests", "group of what is expected", "test"]);
    }

    #[test]
    fn a_set_has_the_fields_that_its_reader_asks_for() {
        let every = r##"(
            tint: "#ffffff", customer: (x: 600), symbols: {"mug": [Rect(x: 1), Path(d: "M0 0 L1 1 Z")]},
            back: [
                Ellipse(rx: 3), Polygon(points: [(0, 0), (1, 1)]), Line(points: [(0, 0), (1, 1)]), Group(of: []),
                Use(name: "mug"), Row(count: 2, of: []), Sway(x: 1, y: 1, degrees: 2, seconds: 3, of: []),
                Blink(seconds: 1, on: 0.5, of: []), Drift(seconds: 3, of: []), Glow(seconds: 3, low: 0.5, of: []),
                Rain(x: 0, y: 0, w: 9, h: 9, count: 1, length: 2, seconds: 1, line: "#ffffff", width: 1),
                Drip(x: 0, from: 0, to: 9, seconds: 1, size: 2, fill: "#ffffff"),
            ],
        )"##;
        Set::read(every).expect("a set");
        let seen = compare(FileKind::Set, every, |text| {
            Set::read(text).expect_err("an unknown field").code.to_string()
        });
        assert_eq!(seen.len(), 2 + ITEMS.len(), "{seen:?}");
        for (name, text) in SETS {
            let document = Document::of(FileKind::Set, *text);
            let mut known = 0;
            walk(&document, |_, _| known += 1);
            assert!(known > 50, "{name}");
            for token in &document.tree().tokens {
                let id = document.tree().around(token.span.end);
                let has = id == crate::workbench::tree::ROOT || shape_of(&document, id).is_some();
                let node = document.node(id);
                // A point is two numbers without names.
                assert!(
                    has || node.entries.iter().all(|entry| entry.key.is_none()),
                    "{name}: {}",
                    document.path_of(id)
                );
            }
        }
    }

    #[test]
    fn words_are_completed_and_explained_as_the_file_has_them() {
        let labels = |kind: FileKind, text: &str| -> Vec<String> {
            let at = text.find('|').expect("a caret");
            let document = Document::of(kind, text.replace('|', ""));
            complete(&document, at).into_iter().map(|one| one.label).collect()
        };
        assert_eq!(labels(FileKind::Policy, "(fund: 10, cur|)"), ["currency"]);
        assert_eq!(labels(FileKind::Policy, "(approval: [Comp|])"), ["Compensate"]);
        assert_eq!(
            labels(FileKind::Tests, "Tests(format: 1, tests: [(temper: Ho|)])"),
            ["Hot"]
        );
        assert_eq!(
            labels(FileKind::Set, "(tint: \"#ffffff\", back: [Dr|])"),
            ["Drift", "Drip"]
        );
        assert_eq!(labels(FileKind::Set, "(tint: \"#ffffff\", back: [Glow(lo|)])"), ["low"]);
        assert_eq!(labels(FileKind::Scenario, "Scenario(wal|)"), ["walk_out"]);
        let policy = Document::of(FileKind::Policy, "(currency: \"€\")");
        assert_eq!(
            hover(&policy, 3).expect("a field").lines[1],
            "What stands before an amount; else $."
        );
        let set = Document::of(FileKind::Set, "(back: [Drip(from: 3)])");
        assert_eq!(hover(&set, 14).expect("a field").lines[1], "Where it falls from.");
    }
}
