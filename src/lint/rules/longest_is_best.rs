//! `longest-is-best`: the length of a move gives it away.

use super::usual::Usual;
use crate::lint::about::About;
use crate::lint::case::Case;
use crate::lint::finding::Finding;
use crate::scenario::{Move, Rule};

pub const ABOUT: About = About {
    rule: Rule::LongestIsBest,
    summary: "in more than half of the beats the usual best move is the longest one",
    why: "Good answers tend to grow while they are written: they explain, and the wrong ones are short. Trainees see it after two \
          drills and choose by length without reading. Counted are the words of each move, in beats where there is something to \
          choose; the usual best move is the one that is best in most of the states that drills can come to.",
    mend: "Shorten the best moves, and let wrong ones take a breath: what people say to avoid a customer is seldom short.",
    example: "(id: \"own\", say: \"That was our mistake, and I'm sorry. I have a pair here in your size, please keep both.\", …),\n\
              (id: \"receipt\", say: \"Your receipt?\", …)",
};

/// Fewer beats show no habit.
const BEATS_MIN: usize = 4;

pub fn check(case: &Case<'_>, usual: &Usual, found: &mut Vec<Finding>) {
    let longest = |moves: &[Move], best: usize| {
        let words = moves[best].say.words();
        moves
            .iter()
            .enumerate()
            .all(|(at, mv)| at == best || mv.say.words() < words)
    };
    give_away(case, usual, ABOUT.rule, "the longest", longest, found);
}

/// Reports where more than half of the usual best moves are told by something else than what they do.
pub fn give_away(
    case: &Case<'_>,
    usual: &Usual,
    rule: Rule,
    what: &str,
    told: impl Fn(&[Move], usize) -> bool,
    found: &mut Vec<Finding>,
) {
    let best = usual.best_moves();
    let told: Vec<_> = best
        .iter()
        .copied()
        .filter(|&(beat, mv)| told(&case.scenario.beat(beat).moves, mv))
        .collect();
    if best.len() < BEATS_MIN || 2 * told.len() <= best.len() {
        return;
    }
    let Some(&(first, mv)) = told.first() else { return };
    let ids: Vec<String> = told
        .iter()
        .map(|&(beat, mv)| {
            let beat = case.scenario.beat(beat);
            format!("`{}` at `{}`", beat.moves[mv].id, beat.id)
        })
        .collect();
    let message = format!(
        "in {} of {} beats the usual best move is {what}",
        told.len(),
        best.len()
    );
    found.push(
        Finding::new(rule, message, case.places.beats[first.index()].moves[mv].id.clone())
            .label(format!("{what} here, and the best"))
            .help(format!("these are: {}", ids.join(", "))),
    );
}
