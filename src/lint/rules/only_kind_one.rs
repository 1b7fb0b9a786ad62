//! `only-kind-one`: the best move is the only friendly one.

use super::longest_is_best::give_away;
use super::usual::Usual;
use crate::customer::Stance;
use crate::lint::about::About;
use crate::lint::case::Case;
use crate::lint::finding::Finding;
use crate::scenario::{Move, Rule};

pub const ABOUT: About = About {
    rule: Rule::OnlyKindOne,
    summary: "in more than half of the beats the usual best move is the only one without an avoidance act",
    why: "Where one answer is kind and all others are not, there is nothing to judge: everybody knows which one to click. Hard \
          choices stand between two things that decent people say, of which one comes too early, costs too much or helps nobody.",
    mend: "Put well-meant moves beside the best one: the fix before anybody listened, the refund before the fix, the second \
           apology.",
    example: "(id: \"listen\", acts: [Listen], …), (id: \"proof\", acts: [DemandProof], …), (id: \"policy\", acts: \
              [HideBehindPolicy], …)",
};

pub fn check(case: &Case<'_>, usual: &Usual, found: &mut Vec<Finding>) {
    let kind = |mv: &Move| {
        mv.acts
            .acts()
            .iter()
            .all(|act| act.kind().stance() != Stance::Avoidance)
    };
    let only = |moves: &[Move], best: usize| moves.iter().enumerate().all(|(at, mv)| kind(mv) == (at == best));
    give_away(case, usual, ABOUT.rule, "the only kind one", only, found);
}
