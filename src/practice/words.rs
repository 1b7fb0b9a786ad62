//! Why something is due, in words.

use jiff::civil::Date;

use super::history::{History, Made, Shelf, move_made};
use super::{Attempt, Mistake};
use crate::customer::{Act, ActKind, Blamed};
use crate::scenario::{Level, Scenario};
use crate::vocabulary::Vocabulary;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "3 March", and with its year where that is not this year's.
pub fn day(on: Date, today: Date) -> String {
    let month = usize::try_from(on.month() - 1).ok().and_then(|at| MONTHS.get(at));
    let month = month.copied().unwrap_or_default();
    if on.year() == today.year() {
        format!("{} {month}", on.day())
    } else {
        format!("{} {month} {}", on.day(), on.year())
    }
}

/// "once", "twice", "5 times".
pub fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    }
}

/// "You blamed a colleague twice, last on 3 March. Since then you did not, once."
pub fn of_mistake(mistake: Mistake, history: &History, attempts: &[Attempt], shelf: Shelf<'_>, today: Date) -> String {
    let Some(last) = history.made.last() else {
        return String::new(); // a mistake's history begins with making it
    };
    let what = match blamed(mistake, &history.made, attempts, shelf) {
        Some(whom) => whom,
        None => mistake.words(),
    };
    let mut why = match history.made.len() {
        1 => format!("You {what} on {}.", day(last.on, today)),
        count => format!("You {what} {}, last on {}.", times(count), day(last.on, today)),
    };
    if history.well_since > 0 {
        let well = times(usize::try_from(history.well_since).unwrap_or(usize::MAX));
        why += &format!(" Since then you had the chance {well} and did better: to see whether it stays.");
    }
    why
}

/// Whom it was that was blamed, where it was the same person each time that can still be looked up.
fn blamed(mistake: Mistake, made: &[Made], attempts: &[Attempt], shelf: Shelf<'_>) -> Option<&'static str> {
    if mistake != Mistake::Did(ActKind::Blame) {
        return None;
    }
    let whom = |made: &Made| {
        let mv = move_made(&attempts[made.attempt], made.choice, shelf)?;
        mv.acts.acts().iter().find_map(|act| match act {
            Act::Blame(whom) => Some(*whom),
            _ => None,
        })
    };
    let mut all = made.iter().map(whom);
    let first = all.next()??;
    all.all(|other| other == Some(first)).then_some(match first {
        Blamed::Customer => "blamed the customer",
        Blamed::Colleague => "blamed a colleague",
        Blamed::ThirdParty => "blamed somebody outside the firm",
    })
}

/// "Last played on 3 March: accuracy 62, the customer left as Passive."
pub fn of_scenario(last: &Attempt, on: Date, today: Date) -> String {
    format!(
        "Last played on {}: accuracy {}, the customer left as {}.",
        day(on, today),
        (last.accuracy + 50) / 100,
        last.tier.name()
    )
}

/// Why a scenario is offered that was never played.
pub fn of_new(scenario: &Scenario) -> String {
    match scenario.level {
        Level::Starter => "You have not played it yet. It is one to start with.".to_owned(),
        Level::Regular | Level::Hard => format!(
            "You have not played it yet, and all that are easier you have: it is {}.",
            scenario.level.name().to_lowercase()
        ),
    }
}
