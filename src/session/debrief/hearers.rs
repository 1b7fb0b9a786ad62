//! Who hears about it: listeners won and lost, in words that claim no more than the numbers do.

use crate::customer::Talk;
use crate::drill::Drill;

/// Listeners to the story that a customer tells, on average over customers who leave like this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hearers {
    /// Thousandths of a listener to a good story.
    pub good: i32,
    /// Thousandths of a listener to a bad story.
    pub bad: i32,
    /// The same, had all ended as it stood before the first move.
    pub bad_at_start: i32,
    /// Whether this customer tells nobody anything.
    pub keeps_quiet: bool,
    name: String,
}

impl Hearers {
    /// Who hears about a drill.
    #[must_use]
    pub fn of(drill: &Drill) -> Self {
        let rules = drill.rules();
        let end = rules.final_outcome(drill.state());
        Self {
            good: end.wom_good,
            bad: end.wom_bad,
            bad_at_start: rules.outcome(&rules.start()).wom_bad,
            keeps_quiet: drill.setup.talk == Talk::Quiet,
            name: drill.scenario.customer.first_name().to_owned(),
        }
    }

    /// Who hears good things.
    #[must_use]
    pub fn good_words(&self) -> String {
        heard(self.good, "good")
    }

    /// Who hears bad things.
    #[must_use]
    pub fn bad_words(&self) -> String {
        heard(self.bad, "bad")
    }

    /// What became of the bad story that stood at the start; or why nobody hears anything.
    #[must_use]
    pub fn change_words(&self) -> Option<String> {
        if self.keeps_quiet {
            return Some(format!(
                "{} is one of those who tell nobody, however it ends.",
                self.name
            ));
        }
        let change = self.bad - self.bad_at_start;
        if change.abs() < NOTABLE {
            return None;
        }
        let before = count(self.bad_at_start);
        Some(if change < 0 {
            format!("At the start a bad one would have reached {before}.")
        } else {
            format!("At the start it was {before}: the talk made it worse.")
        })
    }
}

/// A change in thousandths of a listener below which nothing is said.
const NOTABLE: i32 = 250;

fn heard(thousandths: i32, story: &str) -> String {
    // Tenths of a listener: below one, people think in "so many of ten".
    let tenths = (thousandths + 50) / 100;
    match tenths {
        ..=0 if thousandths <= 0 => format!("Nobody hears a {story} story."),
        ..=0 => format!("Hardly anybody hears a {story} story."),
        1..=9 => {
            let people = if tenths == 1 { "hears" } else { "hear" };
            format!(
                "For ten such customers, about {} {people} a {story} story.",
                number(tenths)
            )
        }
        _ => {
            let mut words = count(thousandths);
            words[..1].make_ascii_uppercase();
            let hear = if words == "About one person" { "hears" } else { "hear" };
            format!("{words} {hear} a {story} story.")
        }
    }
}

/// "about four people", "three or four people".
fn count(thousandths: i32) -> String {
    let (whole, rest) = (thousandths / 1000, thousandths % 1000);
    match rest {
        0..250 if whole == 1 => "about one person".to_owned(),
        0..250 => format!("about {} people", number(whole)),
        250..750 if whole == 0 => "half a person".to_owned(),
        250..750 => format!("{} or {} people", number(whole), number(whole + 1)),
        _ if whole == 0 => "about one person".to_owned(),
        _ => format!("about {} people", number(whole + 1)),
    }
}

/// A small number as a word.
fn number(number: i32) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    usize::try_from(number)
        .ok()
        .and_then(|at| WORDS.get(at))
        .map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hearers(good: i32, bad: i32, bad_at_start: i32) -> Hearers {
        Hearers {
            good,
            bad,
            bad_at_start,
            keeps_quiet: false,
            name: "Dana".to_owned(),
        }
    }

    #[test]
    fn the_words_say_what_the_numbers_say() {
        let check = |thousandths, words: &str| assert_eq!(heard(thousandths, "bad"), words, "{thousandths}");
        check(0, "Nobody hears a bad story.");
        check(20, "Hardly anybody hears a bad story.");
        check(100, "For ten such customers, about one hears a bad story.");
        check(410, "For ten such customers, about four hear a bad story.");
        check(1040, "About one person hears a bad story.");
        check(1500, "One or two people hear a bad story.");
        check(3700, "Three or four people hear a bad story.");
        check(3800, "About four people hear a bad story.");
        check(13_400, "13 or 14 people hear a bad story.");
    }

    #[test]
    fn what_became_of_the_bad_story_is_told_where_it_changed() {
        let told = hearers(410, 0, 3700).change_words().expect("it changed");
        assert_eq!(told, "At the start a bad one would have reached three or four people.");
        let worse = hearers(0, 5000, 3700).change_words().expect("it changed");
        assert!(worse.ends_with("the talk made it worse."), "{worse}");
        assert_eq!(hearers(0, 3700, 3750).change_words(), None);
        let quiet = Hearers {
            keeps_quiet: true,
            ..hearers(0, 0, 0)
        };
        assert!(quiet.change_words().is_some_and(|words| words.contains("tell nobody")));
    }
}
