//! `best-waits`: the best play lets the customer wait.

use super::finding_of;
use crate::customer::{Act, Phase};
use crate::drill::{Choice, Place};
use crate::lint::about::About;
use crate::lint::case::{Case, leading, moves_by_itself};
use crate::lint::customer::{Customer, Note, Told, names};
use crate::lint::finding::Finding;
use crate::scenario::Rule;

pub const ABOUT: About = About {
    rule: Rule::BestWaits,
    summary: "the best play leaves the customer waiting",
    why: "Idle time never helps a customer, so a drill whose best play is idle (`Ignore`, `CheckWithManager`, `Transfer`, \
          `Wait`, or saying nothing at all) teaches the opposite of what is true. Mostly it means that the beat has no honest \
          way on, or that a condition rewards letting anger rise or a promise break.",
    mend: "Add a move that gets there without the wait, give the front line the money or the right to do it themselves, or change \
           the condition that rewards waiting.",
    example: "\"remedy\": (moves: [\n    \
                  (id: \"ask-boss\", acts: [CheckWithManager], branches: [(when: (granted: true), next: \"fixed\")], …),\n    \
                  (id: \"sorry\", acts: [Apologise], next: \"end\", …),     // nobody but the manager can help\n\
              ])",
};

pub fn notes(customer: &mut Customer<'_, '_>, notes: &mut Vec<Note>) {
    let idle = |act: &&Act| act.kind().phase() == Phase::Idle;
    let faulty = customer.faulty(|_, s, mv| {
        let idle: Vec<&Act> = mv.acts.acts().iter().filter(idle).collect();
        (s.in_talk() && !idle.is_empty()).then(|| names(idle))
    });
    for (visit, index, what) in faulty {
        notes.extend(customer.note(ABOUT.rule, visit, index, what));
    }
    silence(customer, notes);
}

/// Where saying nothing is worth more than any move. Nothing that a customer feels gains by waiting (MODEL.md section 9, law 1), so
/// mostly a condition on what moves by itself rewards it; but a customer who gives up costs nothing more, and that the firm's
/// purse cannot gain by it no law says. So it is tried: for every customer where there is such a condition, else for the
/// likeliest of each temper.
fn silence(customer: &mut Customer<'_, '_>, notes: &mut Vec<Note>) {
    let scenario = customer.case.scenario;
    let rewarded = scenario.moves().flat_map(|(_, mv)| leading(mv)).any(moves_by_itself);
    if !rewarded && !customer.likeliest {
        return;
    }
    for at in 0..customer.play.visits.len() {
        let visit = customer.play.visits[at];
        let Place::Beat(beat) = visit.state.place else { continue };
        let Choice::Move(index) = visit.choice else { continue };
        if !visit.state.in_talk() {
            continue;
        }
        let solver = &mut customer.solver;
        let (Ok(moving), Ok(waiting)) = (solver.solve(&visit.state), solver.after(&visit.state, Choice::Wait)) else {
            return;
        };
        if waiting.best > moving.best && !waiting.best.same(moving.best) {
            let mut turns = customer.play.turns_to(at);
            turns.push(crate::lint::reach::Turn {
                choice: Choice::Wait,
                way: 0,
            });
            notes.push(Note {
                rule: ABOUT.rule,
                beat,
                index,
                what: String::new(),
                turns,
            });
        }
    }
}

pub fn tell(case: &Case<'_>, told: &Told) -> Finding {
    let Note { beat, index, what, .. } = &told.note;
    let written = case.scenario.beat(*beat);
    if what.is_empty() {
        let message = format!(
            "at `{}` saying nothing is worth more than any move, {}",
            written.id,
            told.for_whom()
        );
        let place = case.places.beats[beat.index()].id.clone();
        let path = case.path(&told.setup, &told.note.turns, true);
        return Finding::new(ABOUT.rule, message, place)
            .at(*beat)
            .label("time that passes opens something better")
            .help("a condition rewards anger that rises or a promise that breaks, or all that is on offer costs more than it wins back")
            .seen_by(path);
    }
    let id = &written.moves[usize::from(*index)].id;
    let message = format!("the best play waits: `{id}` holds {what}, {}", told.for_whom());
    finding_of(case, told, message)
        .label("the best move here leaves the customer waiting")
        .help("offer a way on that does not make the customer wait")
}
