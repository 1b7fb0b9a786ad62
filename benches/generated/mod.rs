//! Scenarios of any size, made up: rows of 25 beats whose moves lead to the next column, in their own row and in others. A column's acts
//! are picked by a fixed stream and are the same in all rows, so each row adds about as many states as the one before.

use std::fmt::Write as _;

use bounceback::customer::chance::{Stream, Sure};
use bounceback::drill::{Choice, Place, Rules, State};
use bounceback::scenario::{Scenario, read, template};

/// How many moves a talk takes: two ticks each at the most stay below the model's 60.
const COLUMNS: usize = 25;

/// Acts of one move: nothing waits, nothing fixes, so that only the mind makes states.
const MOVES: [&str; 12] = [
    "Listen",
    "Clarify",
    "Paraphrase",
    "Reassure",
    "Own",
    "Apologise",
    "Thank",
    "Empathise",
    "Explain",
    "StatusUpdate",
    "AskRemedy",
    "Gesture",
];

/// A valid scenario of this many beats of talk (a multiple of 25) and one of aftercare.
pub fn scenario(beats: usize) -> Scenario {
    let rows = beats / COLUMNS;
    let template = template("generated");
    let open = template.find("    beats: {").expect("beats");
    let close = template.find("    last_words:").expect("last words");
    let (allow, start) = (
        template.find("    allow: [").expect("an allow"),
        template.find("    start:").expect("a start"),
    );
    let head = (template[..allow].to_owned() + &template[start..open])
        .replace("start: \"counter\"", "start: \"b-0-0\"")
        .replace("obvious: true", "obvious: false")
        .replace("fund: 30", "fund: 1000");
    let mut stream = Stream::new(2);
    let mut text = head + "    beats: {\n";
    for column in 0..COLUMNS {
        let mut picked = Vec::new();
        while picked.len() < 4 {
            let at = usize::try_from(stream.word() % MOVES.len() as u64).expect("small");
            if !picked.contains(&at) {
                picked.push(at);
            }
        }
        for row in 0..rows {
            let _ = writeln!(text, "\"b-{column}-{row}\": (lines: [(say: \"Well?\")], moves: [");
            for (number, act) in picked.iter().enumerate() {
                let next = if column + 1 == COLUMNS {
                    "day".to_owned()
                } else {
                    format!("b-{}-{}", column + 1, (row + [0, 1, 7, 3][number]) % rows)
                };
                let _ = writeln!(
                    text,
                    "(id: \"m{number}\", say: \"So.\", acts: [{}], next: \"{next}\", why: \"For its size.\"),",
                    MOVES[*act]
                );
            }
            text += "]),\n";
        }
    }
    text += "\"day\": (day: 3, scene: \"Later.\", lines: [(say: \"You called.\")], moves: [\
        (id: \"ask\", say: \"Is it well?\", acts: [FollowUp], next: \"end\", why: \"So.\"),\
        (id: \"note\", say: \"A note.\", acts: [PersonalNote], next: \"end\", why: \"So.\")]),\n    },\n";
    let reading = read(&(text + &template[close..]));
    reading
        .scenario
        .unwrap_or_else(|| panic!("{:?}", reading.found.first()))
}

/// How many states of the talk its drills can reach. Every move leads to the next column, so a column is known when the one before is.
pub fn reachable(rules: &Rules<'_>) -> usize {
    let beat = |s: &State| match s.place {
        Place::Beat(id) => id.index(),
        Place::End => usize::MAX,
    };
    let mut column = vec![rules.start()];
    let mut count = 0;
    while !column.is_empty() {
        count += column.len();
        let mut next: Vec<State> = Vec::new();
        for s in &column {
            for offer in rules.offers(s).filter(|offer| offer.barred.is_none()) {
                let played = rules.play(s, Choice::Move(offer.index), &mut Sure::default());
                let played = played.expect("it is on offer").next;
                if played.in_talk() {
                    next.push(played);
                }
            }
            if next.len() > 4 * column.len() + 1024 {
                next.sort_unstable_by_key(|s| (beat(s), s.mind.pack()));
                next.dedup();
            }
        }
        next.sort_unstable_by_key(|s| (beat(s), s.mind.pack()));
        next.dedup();
        column = next;
    }
    count
}
