//! Ten thousand spoiled files: reading never panics, every finding stands inside the text and can be drawn, and what still reads
//! as a scenario can be played to its end. The same files on every machine.

use std::sync::Arc;

use bounceback::customer::chance::{Bytes, Stream};
use bounceback::diagnostic::{Diagnostic, Located, Severity, Source, render};
use bounceback::drill::{Choice, Drill, Setup};
use bounceback::library::SHIPPED;
use bounceback::scenario::{Scenario, read, read_policy, template};

const POLICY: &str = include_str!("fixtures/policy-good.ron");

/// How many spoiled scenarios and policies are read.
const SCENARIOS: u64 = 9_000;
const POLICIES: u64 = 1_000;

/// What a spoiler may write anywhere.
const SCRAPS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "/*",
    "*/",
    "//",
    "#",
    "!",
    "'",
    "=",
    "r#\"",
    "\"#",
    "-",
    ".",
    "..",
    "0",
    "-1",
    "255",
    "256",
    "257",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999999999",
    "1e9",
    "0x7fffffffffffffff",
    "NaN",
    "inf",
    "1.5",
    "5u8",
    "true",
    "None",
    "Some",
    "Some(",
    "()",
    "[]",
    "{}",
    "\"\"",
    "\"end\"",
    "\"wait\"",
    "\"{\"",
    "\"}{\"",
    "\"{nobody}\"",
    "\"\\u{1b}[2J\"",
    "\"\\u{110000}\"",
    "\"\\x\"",
    "\0",
    "\u{feff}",
    "\r\n",
    "\r",
    "\n",
    "\t",
    "\u{2028}",
    "é",
    "日本語",
    "👩‍👧",
    "e\u{301}",
    "\u{202e}",
    "Fix",
    "Listen",
    "FollowUp",
    "Close",
    "Wait(6)",
    "Blame()",
    "Promise(due: 31)",
    "Compensate(kind: Personal, level: 10)",
    "CheckWithManager",
    "Transfer",
    "day: 90,",
    "day: 1,",
    "next: \"end\",",
    "when: (anger: (9, 9)),",
    "flags: [\"x\"],",
    "sets: [\"x\"],",
    "moves: [],",
    "#![enable(unwrap_newtypes)]",
    "Scenario(",
    "format: 2,",
];

/// Random numbers without a law: each is asked of the model's own stream.
struct Dice(Stream);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        let word = self.0.word() % (count.max(1) as u64);
        usize::try_from(word).expect("below a usize")
    }

    fn of<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

/// Where the words, numbers, texts and marks of a text begin and end.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut tokens: Vec<(usize, usize)> = Vec::new();
    let kind = |letter: char| match letter {
        letter if letter.is_alphanumeric() || letter == '_' => 0,
        letter if letter.is_whitespace() => 1,
        _ => 2,
    };
    let mut last = None;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        match tokens.last_mut() {
            Some(token) if last == Some(kind(letter)) && kind(letter) != 2 => token.1 = end,
            _ => tokens.push((at, end)),
        }
        last = Some(kind(letter));
    }
    tokens.retain(|&(start, _)| !text[start..].starts_with(char::is_whitespace));
    tokens
}

/// A text with one thing done to it.
fn spoiled(text: &str, tokens: &[(usize, usize)], dice: &mut Dice) -> Vec<u8> {
    let token = |dice: &mut Dice| tokens.get(dice.below(tokens.len())).copied().unwrap_or((0, 0));
    let (start, end) = token(dice);
    let put = |from: usize, to: usize, what: &str| [&text[..from], what, &text[to..]].concat().into_bytes();
    match dice.below(18) {
        0 => {
            let mut bytes = text.as_bytes().to_vec();
            for _ in 0..=dice.below(3) {
                let at = dice.below(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << (at % 8);
                }
            }
            bytes
        }
        1 | 2 => put(start, end, ""),
        3 => put(end, end, &text[start..end]),
        4 => {
            let (other, other_end) = token(dice);
            let ((a, b), (c, d)) = if start <= other {
                ((start, end), (other, other_end))
            } else {
                ((other, other_end), (start, end))
            };
            if b > c {
                return text.as_bytes().to_vec();
            }
            [&text[..a], &text[c..d], &text[b..c], &text[a..b], &text[d..]]
                .concat()
                .into_bytes()
        }
        5 => text.as_bytes()[..dice.below(text.len())].to_vec(),
        6 => text.as_bytes()[dice.below(text.len())..].to_vec(),
        7..=9 => put(start, end, dice.of(SCRAPS)),
        10 => put(start, start, dice.of(SCRAPS)),
        11 => {
            let (other, _) = token(dice);
            put(start.min(other), start.max(other), "")
        }
        12 => {
            let (other, other_end) = token(dice);
            put(start, start, &text[other..other_end.max(other)])
        }
        13..=16 => {
            // Another token of the same kind: RON it stays, sense it may lose.
            let class = |at: usize| {
                text[at..]
                    .chars()
                    .next()
                    .map(|letter| (letter.is_numeric(), letter.is_alphabetic()))
            };
            let alike: Vec<&(usize, usize)> = tokens.iter().filter(|token| class(token.0) == class(start)).collect();
            let (other, other_end) = alike
                .get(dice.below(alike.len()))
                .copied()
                .copied()
                .unwrap_or((start, end));
            put(start, end, &text[other..other_end])
        }
        _ => {
            let deep = dice.of(&["(", "[", "{", "Some(", "/*", "a: (", "\"", "(say: "]);
            put(start, start, &deep.repeat(dice.below(300)))
        }
    }
}

fn drawn_without_panic(found: &[Diagnostic], source: &Source) {
    for found in found {
        let places = found.span.iter().chain(found.related.iter().map(|(span, _)| span));
        for span in places {
            assert!(span.start <= span.end && span.end <= source.text.len(), "{found:?}");
            let whole = source.text.is_char_boundary(span.start) && source.text.is_char_boundary(span.end);
            assert!(whole, "{found:?} cuts a character");
        }
        let drawn = render(found, source, false);
        assert!(drawn.contains(found.code) && drawn.contains(&source.name), "{drawn}");
        let located = Located::new(found, source);
        assert_eq!(located.line.is_some(), found.span.is_some());
        assert!(
            !found.message.is_empty() && !found.message.ends_with('.'),
            "{}",
            found.message
        );
    }
}

/// Plays a scenario to its end with random choices; what is said on the way is looked up.
fn played_to_the_end(scenario: Scenario, seed: u64) {
    let scenario = Arc::new(scenario);
    let mut dice = Dice(Stream::new(seed));
    let setup = Setup::draw(&scenario, scenario.policy.clone(), None, seed);
    let mut drill = Drill::start(&scenario, setup, seed);
    while !drill.is_over() {
        assert!(drill.steps().len() < 80, "it goes on for ever");
        let mut open: Vec<Choice> = drill
            .offers()
            .iter()
            .filter(|offer| offer.barred.is_none())
            .map(|offer| Choice::Move(offer.index))
            .collect();
        if drill.state().in_talk() {
            open.push(Choice::Wait);
        }
        assert!(!open.is_empty(), "nothing can be chosen at {:?}", drill.state());
        drill
            .choose(open[dice.below(open.len())])
            .expect("what is open is legal");
    }
    assert!(!drill.transcript().is_empty());
    let outcome = drill.rules().final_outcome(drill.state());
    assert!(outcome.anger <= 9 && outcome.sat <= 100, "{outcome:?}");
}

fn bytes_read(bytes: &[u8]) -> Source {
    Source::new("spoiled.ron", String::from_utf8_lossy(bytes))
}

#[test]
fn ten_thousand_spoiled_files() {
    let texts: Vec<String> = SHIPPED
        .iter()
        .map(|(_, text)| (*text).to_owned())
        .chain([
            template("cake"),
            template("cake").replace('\n', "\r\n"),
            format!("\u{feff}{}", template("cake")),
        ])
        .collect();
    let texts: Vec<(String, Vec<(usize, usize)>)> =
        texts.into_iter().map(|text| (text.clone(), tokens(&text))).collect();
    let mut dice = Dice(Stream::new(20_260_726));
    let (mut played, mut refused, mut syntax) = (0, 0, 0);
    for case in 0..SCENARIOS {
        // The template is small and is read in a third of the time: it takes most of the cases.
        let (text, marks) = &texts[if case % 8 == 0 {
            dice.below(texts.len())
        } else {
            texts.len() - 1 - dice.below(3)
        }];
        let mut bytes = spoiled(text, marks, &mut dice);
        if dice.0.byte() < 64 {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            bytes = spoiled(&text, &tokens(&text), &mut dice);
        }
        let source = bytes_read(&bytes);
        let reading = read(&source.text);
        drawn_without_panic(&reading.found, &source);
        let errors = reading.found.iter().any(|found| found.severity == Severity::Error);
        assert_eq!(reading.scenario.is_none(), errors, "{:?}", reading.found);
        syntax += u64::from(reading.found.iter().any(|found| found.code == "syntax"));
        match reading.scenario {
            Some(scenario) => {
                played += 1;
                played_to_the_end(scenario, case);
            }
            None => refused += 1,
        }
    }
    // The files are spoiled in many ways: some can still be played, some are no RON, some are RON and make no sense.
    assert!(
        played > 500 && syntax > 2_000 && refused > syntax + 500,
        "{played} played, {refused} refused, {syntax} no RON"
    );
    let mut changed = 0;
    for _ in 0..POLICIES {
        let source = bytes_read(&spoiled(POLICY, &tokens(POLICY), &mut dice));
        match read_policy(&source.text) {
            Ok(_) => changed += 1,
            Err(found) => {
                assert!(!found.is_empty());
                drawn_without_panic(&found, &source);
            }
        }
    }
    assert!(
        (50..950).contains(&changed),
        "{changed} policies of {POLICIES} could be read"
    );
}

#[test]
fn deep_and_large_files_are_refused_in_a_moment() {
    let cake = template("cake");
    let inside = |place: &str, what: &str| cake.replacen(place, what, 1);
    let check = |name: &str, text: String| {
        let source = Source::new(name, text);
        let started = std::time::Instant::now();
        let reading = read(&source.text);
        drawn_without_panic(&reading.found, &source);
        assert!(reading.found.len() <= 501, "{name}: {} findings", reading.found.len());
        let seconds = started.elapsed().as_secs();
        assert!(seconds < 20, "{name}: {seconds} s");
    };
    for open in [
        "(", "[", "{", "/*", "\"", "'", "r#", "Some(", "a: (", "#![", "\\", "-", "\u{feff}", "\0",
    ] {
        check(open, open.repeat(100_000));
        check(
            &format!("Scenario({open}"),
            format!("Scenario(format: 1, {}", open.repeat(100_000)),
        );
        check(
            &format!("acts: {open}"),
            inside("[Listen, Empathise]", &open.repeat(100_000)),
        );
    }
    check(
        "balanced",
        inside("[Listen, Empathise]", &("[".repeat(100_000) + &"]".repeat(100_000))),
    );
    check("acts", inside("[Listen, ", &format!("[{}", "Listen, ".repeat(50_000))));
    check("words", inside("[Listen, ", &format!("[{}", "Lisen, ".repeat(50_000))));
    check("a word", inside("[Listen, ", &format!("[{}, ", "Lis".repeat(200_000))));
    check("a name", inside("\"remedy\"", &format!("\"{}\"", "r".repeat(500_000))));
    check("commas", inside("[Listen, ", &format!("[{}", ",".repeat(200_000))));
    check(
        "weights",
        inside("(Calm, 64)", &"(Calm, 9223372036854775807), ".repeat(20_000)),
    );
    let fields: Vec<String> = (0..30_000).map(|field| format!("a{field}: 1, ")).collect();
    check("fields", inside("(fund: 30, ", &format!("({}", fields.concat())));
    let moves: Vec<String> = (0..5_000)
        .map(|number| format!("(id: \"m{number}\", say: \"A\", next: \"nowhere-{number}\", why: \"B\"),\n"))
        .collect();
    check("moves", inside("moves: [", &format!("moves: [{}", moves.concat())));
    check(
        "lines",
        inside(
            "lines: [",
            &format!("lines: [{}", "(anger: (5, 2), say: \"x\"),\n".repeat(20_000)),
        ),
    );
    check("braces", inside("Oh no.", &"{".repeat(20_000)));
    check("blank lines", "(".to_owned() + &"\n".repeat(1_000_000));
}
