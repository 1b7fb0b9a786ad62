//! The year, day by day: who practises, and what their plan says is due.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan, Zoned};

use super::DemoError;
use super::calendar::Calendar;
use super::customers::{Customers, Shelved};
use super::dice::Dice;
use super::names::{NAMES, name};
use super::sitting::{Seat, sit};
use super::stories;
use super::together::{self, Colleague};
use super::trainee::Trainee;
use crate::practice::{Attempt, Card, Due, Plan, Start};
use crate::record::{DrillId, Person, Player, Store, StoreError};
use crate::scenario::Scenario;
use crate::session::{Mode, Options, Pace, Solo};

/// The most people that can be made up.
pub const PEOPLE_MAX: u32 = 500;

/// What is to be made.
#[derive(Debug, Clone)]
pub struct Ask {
    /// 1 ..= [`PEOPLE_MAX`].
    pub people: u32,
    /// How many days there are, at least 1.
    pub days: u32,
    pub seed: u64,
    /// The last of them.
    pub until: Date,
    /// Where the days are.
    pub zone: TimeZone,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Made {
    pub people: u32,
    pub drills: u64,
    pub stories: u64,
    /// Team sessions: about one a month.
    pub sessions: u64,
    /// Scenarios that nobody played: they are too large to be solved.
    pub left_out: Vec<String>,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many customers are solved, of so many.
    Solving(usize, usize),
    /// So many days are over, of so many; so many drills were played.
    Playing(u32, u32, u64),
}

/// Somebody made up.
struct Somebody {
    person: Person,
    trainee: Trainee,
    calendar: Calendar,
    attempts: Vec<Attempt>,
    dice: Dice,
}

/// Makes a year up and keeps it in a store. People get names that nobody there has.
///
/// # Errors
/// Where the store takes it no longer, or nothing can be played. What was made before stays.
pub fn make(
    store: &mut dyn Store,
    shelf: &[Shelved],
    ask: &Ask,
    told: &mut dyn FnMut(Step),
) -> Result<Made, DemoError> {
    let mut customers = Customers::solve(shelf, &mut |done, whole| told(Step::Solving(done, whole)));
    let solved = customers.solved();
    if solved.is_empty() {
        return Err(DemoError::NothingToPlay);
    }
    let mut made = Made::default();
    let left_out = shelf.iter().enumerate().filter(|(at, _)| !solved.contains(at));
    made.left_out = left_out.map(|(_, shelved)| shelved.scenario.id.clone()).collect();
    let scenarios: Vec<&Scenario> = solved.iter().map(|&at| &*shelf[at].scenario).collect();
    // With the same seed others come into a store that holds some already.
    let mut dice = Dice::new(ask.seed).apart(u64::try_from(store.people()?.len()).unwrap_or(0));
    let first = ask.until.saturating_sub(i64::from(ask.days.saturating_sub(1)).days());
    let day_of = |day: u32| first.saturating_add(i64::from(day).days());
    let mut somebodies = hire(store, ask, &mut dice, &day_of)?;
    // A stream of their own: what people practise alone is the same with sessions and without.
    let mut dice_of_sessions = Dice::new(!ask.seed).apart(u64::try_from(somebodies.len()).unwrap_or(0));
    let session_days = together::days(ask.days, &mut dice_of_sessions);
    made.people = u32::try_from(somebodies.len()).unwrap_or(u32::MAX);
    for day in 0..ask.days {
        told(Step::Playing(day, ask.days, made.drills));
        let date = day_of(day);
        let mut today: Vec<(DateTime, usize)> = Vec::new();
        for (at, somebody) in somebodies.iter_mut().enumerate() {
            somebody.trainee.sleeps();
            if let Some(begins) = somebody.calendar.practises(day, date, &mut somebody.dice) {
                today.push((begins, at));
            }
        }
        today.sort();
        for (begins, at) in today {
            let mut now = zoned(begins, &ask.zone);
            let somebody = &mut somebodies[at];
            for _ in 0..somebody.dice.between(1, 4) {
                let plan = Plan::of(&somebody.attempts, &scenarios, &now);
                let due = plan
                    .due
                    .into_iter()
                    .nth(usize::try_from(somebody.dice.below(2)).unwrap_or(0));
                let Some(next) = due.or_else(|| free(&scenarios, &mut somebody.dice)) else {
                    break;
                };
                now = practise(store, shelf, &mut customers, somebody, &next, &now)?;
                made.drills += 1;
            }
        }
        if session_days.contains(&day) {
            let colleagues: Vec<Colleague<'_>> = somebodies
                .iter()
                .filter(|somebody| somebody.calendar.first() <= day)
                .map(|somebody| Colleague {
                    name: &somebody.person.name,
                    trainee: &somebody.trainee,
                })
                .collect();
            let at = together::morning(&zoned(date.at(0, 0, 0, 0), &ask.zone), &mut dice_of_sessions);
            let number = usize::try_from(made.sessions).unwrap_or(usize::MAX);
            let dice = &mut dice_of_sessions;
            together::hold(store, shelf, &mut customers, &colleagues, (&at, number), dice)?;
            made.sessions += 1;
        }
    }
    told(Step::Playing(ask.days, ask.days, made.drills));
    let people: Vec<(Person, u32)> = somebodies
        .iter()
        .map(|somebody| (somebody.person.clone(), somebody.calendar.first()))
        .collect();
    made.stories = stories::tell(store, &people, ask, &day_of, &mut dice)?;
    Ok(made)
}

/// Adds people.
fn hire(
    store: &mut dyn Store,
    ask: &Ask,
    dice: &mut Dice,
    day_of: &dyn Fn(u32) -> Date,
) -> Result<Vec<Somebody>, DemoError> {
    let mut somebodies = Vec::new();
    for number in 0..NAMES {
        if somebodies.len() >= usize::try_from(ask.people).unwrap_or(usize::MAX) {
            break;
        }
        let mut dice = dice.apart(u64::try_from(number).unwrap_or(0));
        let calendar = Calendar::new(ask.days, &mut dice);
        let since = zoned(day_of(calendar.first()).at(7, 0, 0, 0), &ask.zone).timestamp();
        let person = match store.add_person(&name(number), since) {
            Err(StoreError::NameTaken(_)) => continue,
            person => person?,
        };
        let trainee = Trainee::new(&mut dice);
        somebodies.push(Somebody {
            person,
            trainee,
            calendar,
            attempts: Vec::new(),
            dice,
        });
    }
    Ok(somebodies)
}

/// A moment of a day; where clocks were put forward just then, the one after it.
pub fn zoned(at: DateTime, zone: &TimeZone) -> Zoned {
    zone.to_ambiguous_zoned(at)
        .compatible()
        .unwrap_or_else(|_| jiff::Timestamp::UNIX_EPOCH.to_zoned(zone.clone()))
}

/// Where nothing is due, some play what they like.
fn free(scenarios: &[&Scenario], dice: &mut Dice) -> Option<Due> {
    let scenario = dice.happens(250).then(|| *dice.one(scenarios))?;
    Some(Due::whole(scenario))
}

/// Plays what is due; when they are free again.
fn practise(
    store: &mut dyn Store,
    shelf: &[Shelved],
    customers: &mut Customers<'_>,
    somebody: &mut Somebody,
    due: &Due,
    now: &Zoned,
) -> Result<Zoned, DemoError> {
    let Somebody {
        person,
        trainee,
        attempts,
        dice,
        ..
    } = somebody;
    let scenario = shelf
        .iter()
        .position(|shelved| shelved.scenario.id == due.scenario)
        .ok_or(DemoError::Stranger)?;
    let shelved = &shelf[scenario];
    let pace = if dice.happens(650) {
        Pace::Untimed
    } else if dice.happens(600) {
        Pace::Relaxed
    } else {
        Pace::Real
    };
    let (solo, retry_of) = match &due.start {
        Start::From { drill, record, kept } => {
            let solo = Solo::resume(&shelved.scenario, record, *kept, pace).map_err(|_| DemoError::Stranger)?;
            (solo, Some((DrillId(*drill), u16::try_from(*kept).unwrap_or(u16::MAX))))
        }
        Start::Beginning => {
            let known = attempts
                .iter()
                .filter(|attempt| attempt.record.scenario == due.scenario)
                .count();
            let mode = match dice.below(100) {
                0..10 if known >= 2 => Mode::Assessment,
                10..50 if known >= 1 => Mode::Drill,
                _ => Mode::Practice,
            };
            let seed = shelved.seed(dice);
            let options = Options {
                seed,
                mode,
                pace,
                temper: None,
            };
            (Solo::start(&shelved.scenario, shelved.policy.clone(), options), None)
        }
    };
    let sure = trainee.sure(&due.scenario, dice);
    let player = Player {
        person: Some(person.id),
        sure_before: (retry_of.is_none() && dice.happens(700)).then_some(sure),
        retry_of,
    };
    let rehearsed = match (&due.card, retry_of) {
        (Card::Mistake(mistake), Some(_)) => Some(*mistake),
        _ => None,
    };
    let seat = Seat {
        trainee,
        player,
        at: now.timestamp(),
        scenario,
        rehearsed,
    };
    let sat = sit(store, shelf, customers, solo, seat, dice)?;
    attempts.extend(sat.attempt);
    let pause = SignedDuration::from_secs(i64::from(dice.between(20, 400)));
    Ok((sat.until + pause).to_zoned(now.time_zone().clone()))
}
