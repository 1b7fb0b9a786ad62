//! How sure the best line is: which of the model's coefficients, moved by a tenth, would change it.
//!
//! Every value of the table that the scenario can read is moved up and down, one at a time, and everything is solved again under
//! the changed table: nothing is estimated. What is reported is the first move at which the best line parts from the old one, and what
//! the old move would lose there.
//!
//! ```
//! use bounceback::drill::Setup;
//! use bounceback::scenario::{read, template};
//! use bounceback::solve::sensitivity;
//!
//! let scenario = read(&template("cake")).scenario.expect("the template is valid");
//! let setup = Setup::typical(&scenario, scenario.policy.clone());
//! let found = sensitivity(&scenario, &setup, &|_done, _of| ()).expect("small");
//! assert!(found.tried > 100 && found.unread > found.tried);
//! assert!(found.turned.iter().all(|turned| turned.old != turned.new));
//! ```

use std::sync::atomic::{AtomicUsize, Ordering};

use super::line::best_line;
use super::solver::{Solver, TooLarge};
use crate::customer::coefficients::Table;
use crate::customer::{ActKind, Coefficients, Reading};
use crate::drill::{COSTLY, Choice, Rules, Setup};
use crate::scenario::{BeatId, Scenario, Target};

/// One value of the table, moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The entry's name.
    pub name: &'static str,
    /// The value's place in its list.
    pub index: usize,
    pub from: i32,
    pub to: i32,
}

/// A move of a line: its beat and its place in the written list.
pub type Move = (BeatId, u8);

impl Change {
    /// The value's name: `fix_dj[2]`, and without a place where the entry holds one value.
    #[must_use]
    pub fn place(&self) -> String {
        let alone = Table::shipped()
            .entries
            .iter()
            .any(|entry| entry.name == self.name && entry.values.len() == 1);
        if alone {
            self.name.to_owned()
        } else {
            format!("{}[{}]", self.name, self.index)
        }
    }
}

/// A change under which another line is best.
#[derive(Debug, Clone, PartialEq)]
pub struct Turned {
    pub change: Change,
    /// The new best line.
    pub line: Vec<Move>,
    /// Where the lines part first: both have the same moves before this place.
    pub parts_at: usize,
    /// What the old and the new line do there; `None` where a line has ended.
    pub old: Option<Move>,
    pub new: Option<Move>,
    /// What the old move loses there under the changed table, 0..=100 on the drill's scale under it; 0 where it is as good and only
    /// longer or written later. `None` where it is not on offer any more, or the old line had ended.
    pub points_lost: Option<f64>,
}

/// How the best line of one customer stands up to changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// The best line under the shipped table.
    pub line: Vec<Move>,
    /// Changes under which the scenario was solved again.
    pub tried: usize,
    /// Changes that the scenario cannot notice: it does not read the value, or rounds the change away. They change nothing.
    pub unread: usize,
    /// Changes that would leave the model's bounds, such as a list out of its order: not tried.
    pub skipped: usize,
    /// Changes under which the best line is another, those that cost most first.
    pub turned: Vec<Turned>,
}

/// What of the table a drill can read.
#[must_use]
pub fn reading(rules: &Rules<'_>) -> Reading {
    let mut reading = Reading::new(rules.mind().profile);
    let most = most(rules.scenario);
    for (beat, counts) in rules.scenario.beats.iter().zip(&most) {
        let gated = COSTLY | rules.setup.policy.approval;
        let free = |mv: &crate::scenario::Move| mv.when.is_always() && mv.acts.set() & gated == 0;
        if beat.day.is_none() && !beat.moves.iter().any(free) {
            reading.may_wait();
        }
        for mv in &beat.moves {
            if beat.day.is_none() {
                reading.talk(&mv.acts, |kind| counts[kind as usize]);
            } else {
                reading.after(&mv.acts);
            }
        }
    }
    reading
}

/// The most times that each act can still come in the talk from each beat on, counted up to [`OFTEN`].
fn most(scenario: &Scenario) -> Vec<[u8; ACTS]> {
    let mut most = vec![[0; ACTS]; scenario.beats.len()];
    loop {
        let mut grown = false;
        for (at, beat) in scenario.beats.iter().enumerate().filter(|(_, beat)| beat.day.is_none()) {
            let mut counts = most[at];
            for mv in &beat.moves {
                let targets = mv.branches.iter().map(|branch| branch.to).chain([mv.next]);
                for target in targets {
                    let then = match target {
                        Target::Beat(id) => most[id.index()],
                        Target::End => [0; ACTS],
                    };
                    for (kind, count) in counts.iter_mut().enumerate() {
                        let here = u8::from(mv.acts.set() & 1 << kind != 0);
                        *count = (*count).max((then[kind] + here).min(OFTEN));
                    }
                }
            }
            grown |= counts != most[at];
            most[at] = counts;
        }
        if !grown {
            return most;
        }
    }
}

/// How many kinds of acts there are.
const ACTS: usize = ActKind::End as usize + 1;
/// As often as any count of the model goes, and more.
const OFTEN: u8 = 8;

/// Tries every change of a tenth for one customer. `progress` is told how many of how many changes were tried.
///
/// # Errors
/// [`TooLarge`].
pub fn sensitivity(
    scenario: &Scenario,
    setup: &Setup,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Sensitivity, TooLarge> {
    let rules = Rules::new(scenario, setup);
    let old = line(&mut Solver::new(rules))?;
    let read = reading(&rules);
    let (mut unread, mut skipped) = (0, 0);
    let mut trials: Vec<(Change, Coefficients)> = Vec::new();
    for change in changes() {
        if !read.reads(Coefficients::shipped(), change.name, change.index) {
            unread += 1;
            continue;
        }
        match changed(change) {
            None => skipped += 1,
            Some(table) if is_rounded_away(scenario, change, &table) => unread += 1,
            Some(table) => trials.push((change, table)),
        }
    }
    let next = AtomicUsize::new(0);
    // Two solves at a time: each holds all of a scenario's states.
    let work = || {
        let mut turned = Vec::new();
        while let Some((change, table)) = trials.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut solver = Solver::new(Rules::under(scenario, setup, table));
            turned.extend(compare(&old, *change, &mut solver)?);
            progress(next.load(Ordering::Relaxed).min(trials.len()), trials.len());
        }
        Ok(turned)
    };
    let (one, other) = rayon::join(work, work);
    let mut turned: Vec<Turned> = one?;
    turned.extend(other?);
    let place = |turned: &Turned| trials.iter().position(|(change, _)| *change == turned.change);
    turned.sort_by(|a, b| {
        let lost = |turned: &Turned| turned.points_lost.unwrap_or(0.0);
        lost(b).total_cmp(&lost(a)).then_with(|| place(a).cmp(&place(b)))
    });
    Ok(Sensitivity {
        line: old,
        tried: trials.len(),
        unread,
        skipped,
        turned,
    })
}

/// Every change of a tenth, rounded, and at least of 1: up, then down.
fn changes() -> impl Iterator<Item = Change> {
    Table::shipped().entries.iter().flat_map(|entry| {
        entry.values.iter().enumerate().flat_map(|(index, &from)| {
            let step = ((from.abs() + 5) / 10).max(1);
            [from + step, from - step].map(|to| Change {
                name: &entry.name,
                index,
                from,
                to,
            })
        })
    })
}

/// The shipped table with a change, where that is still a customer.
fn changed(change: Change) -> Option<Coefficients> {
    let mut table = Table::shipped().clone();
    let entry = table.entries.iter_mut().find(|entry| entry.name == change.name)?;
    *entry.values.get_mut(change.index)? = change.to;
    let coefficients = Coefficients::try_from(&table).ok()?;
    coefficients.out_of_bounds().is_none().then_some(coefficients)
}

/// Whether a change of an act's time is lost where a move's time is rounded up to whole ticks.
fn is_rounded_away(scenario: &Scenario, change: Change, table: &Coefficients) -> bool {
    let same = |mv: &crate::scenario::Move| mv.acts.ticks(table) == mv.acts.ticks(Coefficients::shipped());
    change.name == "act_half_ticks" && scenario.moves().all(|(beat, mv)| beat.day.is_some() || same(mv))
}

/// The best line from the start.
fn line(solver: &mut Solver<'_>) -> Result<Vec<Move>, TooLarge> {
    let rules = *solver.rules();
    let (steps, _) = best_line(solver, &rules.start())?;
    let moves = steps
        .iter()
        .filter_map(|step| rules.beat(&step.before).map(|beat| (beat, step.index)));
    Ok(moves.collect())
}

/// Whether another line is best under a changed table, and what the old one loses where they part.
fn compare(old: &[Move], change: Change, solver: &mut Solver<'_>) -> Result<Option<Turned>, TooLarge> {
    let rules = *solver.rules();
    let (steps, end) = best_line(solver, &rules.start())?;
    let new = line(solver)?;
    if new == old {
        return Ok(None);
    }
    let parts_at = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let here = steps.get(parts_at).map_or(end, |step| step.before);
    let wished = old.get(parts_at).copied();
    let mut points_lost = None;
    if let Some((beat, index)) = wished
        && rules.beat(&here) == Some(beat)
        && rules.legal(&here, Choice::Move(index)).is_ok()
    {
        let best = solver.solve(&here)?.best;
        let kept = solver.after(&here, Choice::Move(index))?.best;
        points_lost = Some(solver.scale()?.points(best.cents_above(kept)).max(0.0));
    }
    Ok(Some(Turned {
        change,
        parts_at,
        old: wished,
        new: new.get(parts_at).copied(),
        line: new,
        points_lost,
    }))
}
