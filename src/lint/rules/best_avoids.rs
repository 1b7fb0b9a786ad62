//! `best-avoids`: the best play avoids the customer.

use super::finding_of;
use crate::customer::{Act, Phase, Stance};
use crate::lint::about::About;
use crate::lint::case::Case;
use crate::lint::customer::{Customer, Note, Told, names};
use crate::lint::finding::Finding;
use crate::scenario::Rule;

pub const ABOUT: About = About {
    rule: Rule::BestAvoids,
    summary: "the best play holds an avoidance act",
    why: "Interrupting, rejecting, disagreeing, blaming, asking for proof, hiding behind policy and haggling never help a \
          customer. Where the best move holds one, the trainee is paid for what the drill is meant to cure: the good part of \
          the move is not to be had without the bad part. (`Ignore`, `CheckWithManager` and `Transfer` are told by \
          `best-waits`.)",
    mend: "Offer the good part without the avoidance act, in this move or in another.",
    example: "(id: \"yes-but\", acts: [HideBehindPolicy, Fix], …)    // the only move of the beat that fixes anything",
};

pub fn notes(customer: &mut Customer<'_, '_>, notes: &mut Vec<Note>) {
    let avoids = |act: &&Act| act.kind().stance() == Stance::Avoidance && act.kind().phase() != Phase::Idle;
    let faulty = customer.faulty(|_, _, mv| {
        let acts: Vec<&Act> = mv.acts.acts().iter().filter(avoids).collect();
        (!acts.is_empty()).then(|| names(acts))
    });
    for (visit, index, what) in faulty {
        notes.extend(customer.note(ABOUT.rule, visit, index, what));
    }
}

pub fn tell(case: &Case<'_>, told: &Told) -> Finding {
    let Note { beat, index, what, .. } = &told.note;
    let id = &case.scenario.beat(*beat).moves[usize::from(*index)].id;
    let message = format!("the best play avoids: `{id}` holds {what}, {}", told.for_whom());
    finding_of(case, told, message)
        .label("the best move here holds an avoidance act")
        .help("offer its good part without it")
}
