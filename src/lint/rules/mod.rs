//! The rules, one a file.
//!
//! A rule is its [`About`] and a function. There are three kinds, by what they look at: what can happen at all ([`Walked`]),
//! what the best play of a customer does (`Customer`; a rule leaves notes, told once for all customers), and what all customers
//! together say. A new rule gets a name in `scenario::Rule`, a file here, a line in [`RULES`] and a place in [`run`].

mod alike;
mod avoidance_pays;
mod best_avoids;
mod best_pads;
mod best_waits;
mod costly_to_solve;
mod dead_end;
mod fragile;
mod longest_is_best;
mod never_better;
mod only_kind_one;
mod too_easy;
mod too_large;
mod unreachable_beat;
mod unreachable_inject;
mod unreachable_line;
mod unreachable_move;
mod unused_allow;
mod unwinnable;
mod usual;

use super::about::About;
use super::case::Case;
use super::customer::{Customer, Note, Told};
use super::finding::{Finding, Report};
use super::reach::{Reach, Unfinished};
use super::seen::Seen;
use crate::drill::Setup;
use crate::scenario::Rule;
use crate::solve::{Scale, TooLarge, each_customer};
use usual::Usual;

/// Every rule, in the order in which they are listed.
pub const RULES: &[About] = &[
    dead_end::ABOUT,
    unreachable_beat::ABOUT,
    unreachable_move::ABOUT,
    unreachable_line::ABOUT,
    unreachable_inject::ABOUT,
    unwinnable::ABOUT,
    best_waits::ABOUT,
    best_avoids::ABOUT,
    best_pads::ABOUT,
    avoidance_pays::ABOUT,
    longest_is_best::ABOUT,
    only_kind_one::ABOUT,
    alike::ABOUT,
    never_better::ABOUT,
    too_easy::ABOUT,
    fragile::ABOUT,
    costly_to_solve::ABOUT,
    too_large::ABOUT,
    unused_allow::ABOUT,
];

/// A rule explained.
///
/// # Panics
/// Never: every rule is explained (a test sees to it).
#[must_use]
pub fn about(rule: Rule) -> &'static About {
    RULES
        .iter()
        .find(|about| about.rule == rule)
        .expect("every rule is explained")
}

/// A case whose drills were walked.
pub struct Walked<'a, 's> {
    pub case: &'a Case<'s>,
    /// One for each of the case's tempers.
    pub reaches: &'a [Reach<'s>],
    pub seen: &'a Seen,
}

/// Runs all rules.
pub fn run(case: &Case<'_>) -> Report {
    let mut found = Vec::new();
    let mut states = case.limits.states;
    match case.walk() {
        Err(why) => found.push(too_large::finding(case, why)),
        Ok((reaches, seen)) => {
            states = reaches.iter().map(|reach| reach.states().len()).max().unwrap_or(0);
            let walked = Walked {
                case,
                reaches: &reaches,
                seen: &seen,
            };
            dead_end::check(&walked, &mut found);
            unreachable_beat::check(&walked, &mut found);
            unreachable_move::check(&walked, &mut found);
            unreachable_line::check(&walked, &mut found);
            unreachable_inject::check(&walked, &mut found);
            if seen.cut {
                tell_cut(&mut found);
            }
            alike::check(&walked, &mut found);
            costly_to_solve::check(case, states, &mut found);
            if let Err(too_large) = judge(&walked, &mut found) {
                let why = match too_large {
                    TooLarge::States(_) => Unfinished::States,
                    TooLarge::Watched => Unfinished::Watched,
                };
                found.push(too_large::finding(case, why));
            }
        }
    }
    unused_allow::apply(case, &mut found);
    // The order of places; findings at one place keep the order of the rules.
    found.sort_by_key(|found: &Finding| found.diagnostic.span.as_ref().map_or(0, |span| span.start));
    Report {
        findings: found,
        states,
        states_max: case.limits.states,
    }
}

/// Says of what was never seen that the look was cut short.
fn tell_cut(found: &mut [Finding]) {
    let unreachable = [
        Rule::UnreachableBeat,
        Rule::UnreachableMove,
        Rule::UnreachableLine,
        Rule::UnreachableInject,
    ];
    for finding in found.iter_mut().filter(|finding| unreachable.contains(&finding.rule)) {
        let words = "there are too many states to be sure: a trainee who lets a long time pass might still meet it";
        finding.diagnostic.help.push(words.to_owned());
    }
}

/// What one customer says.
struct Verdict {
    notes: Vec<Note>,
    odds: unwinnable::Odds,
    paid: Option<avoidance_pays::Paid>,
    fought: never_better::Fought,
    usual: Option<Usual>,
    scale: Scale,
}

/// Solves every customer once, asks all rules about worth, and tells what they say.
fn judge(walked: &Walked<'_, '_>, found: &mut Vec<Finding>) -> Result<(), TooLarge> {
    let case = walked.case;
    let customers = case.customers();
    let cleared = never_better::Cleared::nothing(case);
    let one = |solver, setup| {
        let setup: &Setup = setup;
        let temper = case.tempers.iter().position(|of| of.temper == setup.temper);
        let reach = &walked.reaches[temper.expect("a walk for each temper")];
        let mut customer = Customer::new(case, setup, reach, solver)?;
        let mut notes = Vec::new();
        best_waits::notes(&mut customer, &mut notes);
        best_avoids::notes(&mut customer, &mut notes);
        best_pads::notes(&mut customer, &mut notes);
        let verdict = Verdict {
            notes,
            odds: unwinnable::odds(&customer),
            paid: avoidance_pays::paid(customer.solver.rules(), setup),
            fought: never_better::fight(&mut customer, &cleared),
            usual: customer.likeliest.then(|| Usual::of(&mut customer)),
            scale: customer.solver.scale()?,
        };
        Ok((verdict, customer.solver))
    };
    let verdicts: Vec<Verdict> = each_customer(case.scenario, &customers, one)?;
    for told in together(&customers, &verdicts) {
        found.push(match told.note.rule {
            Rule::BestWaits => best_waits::tell(case, &told),
            Rule::BestAvoids => best_avoids::tell(case, &told),
            _ => best_pads::tell(case, &told),
        });
    }
    let scales: Vec<Scale> = verdicts.iter().map(|verdict| verdict.scale).collect();
    let (mut odds, mut paid, mut fought) = (Vec::new(), Vec::new(), Vec::new());
    let mut usual = Usual::nothing(case.scenario);
    for verdict in verdicts {
        odds.push(verdict.odds);
        paid.extend(verdict.paid);
        fought.push(verdict.fought);
        if let Some(one) = &verdict.usual {
            usual.add(one);
        }
    }
    unwinnable::check(case, &odds, found);
    avoidance_pays::check(case, &paid, found);
    longest_is_best::check(case, &usual, found);
    only_kind_one::check(case, &usual, found);
    never_better::check(case, &cleared, &fought, found);
    too_easy::check(case, &scales, found)?;
    if case.limits.deep {
        fragile::check(case, found)?;
    }
    Ok(())
}

/// The notes of all customers, each once.
fn together(customers: &[Setup], verdicts: &[Verdict]) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    for (setup, verdict) in customers.iter().zip(verdicts) {
        let mut of_this: Vec<usize> = Vec::new();
        for note in &verdict.notes {
            let same = |told: &Told| {
                (told.note.rule, told.note.beat, told.note.index, &told.note.what)
                    == (note.rule, note.beat, note.index, &note.what)
            };
            let at = all.iter().position(same).unwrap_or_else(|| {
                all.push(Told {
                    note: note.clone(),
                    setup: setup.clone(),
                    customers: 0,
                    of: customers.len(),
                });
                all.len() - 1
            });
            if !of_this.contains(&at) {
                of_this.push(at);
                all[at].customers += 1;
            }
        }
    }
    all
}

/// A finding about a move of the best play.
fn finding_of(case: &Case<'_>, told: &Told, message: String) -> Finding {
    let Note { rule, beat, index, .. } = told.note;
    let at = usize::from(index);
    Finding::new(rule, message, case.places.beats[beat.index()].moves[at].id.clone())
        .at(beat)
        .of_move(&case.scenario.beat(beat).moves[at].id)
        .seen_by(case.path(&told.setup, &told.note.turns, true))
}
