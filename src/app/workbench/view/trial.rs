//! A test from here: at a beat of one's choice, with feelings, flags, money and a temper of one's choice.

use bevy_egui::egui::{Rect, Ui, pos2};

use super::aside::page;
use super::entry::line_ui;
use super::picture::{beat_of, here};
use crate::app::theme::Role;
use crate::app::widgets::{Column, Kind, Pen, button_size, flow, named_button, set, wrapped, write};
use crate::app::workbench::bench::Open;
use crate::app::workbench::wish::Wish;
use crate::customer::{Mood, Patience, Temper};
use crate::drill::Start;
use crate::scenario::Scenario;
use crate::vocabulary::Vocabulary;
use crate::workbench::Path;

/// What was chosen for a test. Feelings are as typed: empty is as it comes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trial {
    pub anger: String,
    pub loss: String,
    pub dread: String,
    pub respect: String,
    pub flags: Vec<String>,
    pub granted: bool,
    pub spent: String,
    pub temper: Option<Temper>,
    pub patience: Option<Patience>,
}

impl Trial {
    /// Where and how the drill begins.
    ///
    /// # Errors
    /// What is no number, as a sentence.
    pub fn start(&self, beat: &str) -> Result<Start, String> {
        let number = |what: &str, typed: &str, most: u8| match typed.trim() {
            "" => Ok(None),
            words => match words.parse::<u8>() {
                Ok(number) if number <= most => Ok(Some(number)),
                _ => Err(format!("{what} is a number from 0 to {most}, not “{words}”.")),
            },
        };
        let spent = match self.spent.trim() {
            "" => 0,
            words => words
                .parse::<u32>()
                .map_err(|_| format!("What was spent is a whole number, not “{words}”."))?,
        };
        Ok(Start {
            mood: Mood {
                anger: number("Anger", &self.anger, 9)?,
                loss: number("Loss", &self.loss, 100)?,
                dread: number("Dread", &self.dread, 100)?,
                respect: number("Respect", &self.respect, 100)?,
            },
            flags: self.flags.clone(),
            granted: self.granted,
            spent: i64::from(spent) * 100,
            temper: self.temper,
            patience: self.patience,
            ..Start::at(beat)
        })
    }
}

/// The test in this place.
pub fn trial_ui(ui: &mut Ui, rect: Rect, open: &mut Open, pen: &Pen<'_>) -> Option<Wish> {
    let beat = here(open).map(beat_of);
    let readable = open.sheet.readable.clone();
    page(ui, rect, "Test from here", pen, |ui, column| {
        let Some((beat, readable)) = beat.zip(readable) else {
            let words = "Put the caret into a beat that can be played: the test begins there.";
            column.words(ui, pen, Role::Body, words);
            return None;
        };
        let scenario = &readable.scenario;
        let name = &scenario.beat(beat).id;
        let words = format!(
            "The drill begins at “{name}”, where the caret is. What you leave open is as it comes. Nothing is recorded."
        );
        column.words(ui, pen, Role::Small, &words);
        column.gap(8.0);
        let trial = &mut open.trial;
        feelings_ui(ui, column, trial, pen);
        choices_ui(ui, column, trial, scenario, pen);
        let words = format!("▶ Test from “{name}”");
        let size = button_size(ui, &pen.theme, Kind::Dark, &words);
        let at = pos2(column.left, column.y + 6.0);
        let is_pressed = named_button(ui, &pen.theme, at, Kind::Dark, &words, &words).clicked();
        column.y = at.y + size.y + 10.0;
        is_pressed.then(|| Wish::Try(name.clone(), Box::new(trial.clone())))
    })
}

fn feelings_ui(ui: &mut Ui, column: &mut Column, trial: &mut Trial, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let (left, width) = (column.left, column.width);
    let lane = theme.t(92.0);
    for (name, about, value) in [
        ("Anger", "0 calm to 9 furious", &mut trial.anger),
        ("Loss", "0 to 100: not having got what was paid for", &mut trial.loss),
        ("Dread", "0 to 100: the hassle still to come", &mut trial.dread),
        ("Respect", "0 to 100: how well they feel treated", &mut trial.respect),
        ("Spent", "of the fund, in whole units", &mut trial.spent),
    ] {
        let words = set(ui, theme, Role::SmallStrong, palette.ink, name);
        let top = column.y;
        write(ui, pos2(left, top + theme.t(8.0)), &words);
        (column.left, column.width) = (left + lane, theme.t(90.0));
        let path = Path::of(&["a test", name]);
        if let Some(typed) = line_ui(ui, column, &path, value, "", pen) {
            *value = typed;
        }
        let beside = left + lane + theme.t(90.0) + 12.0;
        let words = wrapped(ui, theme, Role::Small, palette.soft, left + width - beside, about);
        let about = write(ui, pos2(beside, top + theme.t(8.0)), &words);
        column.y = column.y.max(about.bottom()) + 2.0;
        (column.left, column.width) = (left, width);
    }
}

fn choices_ui(ui: &mut Ui, column: &mut Column, trial: &mut Trial, scenario: &Scenario, pen: &Pen<'_>) {
    column.gap(6.0);
    column.head(ui, pen, "TEMPER");
    if let Some(Picked(picked)) = one_of(ui, column, "tempers", Temper::ALL, trial.temper, pen) {
        trial.temper = picked;
    }
    column.gap(4.0);
    column.head(ui, pen, "PATIENCE");
    if let Some(Picked(picked)) = one_of(ui, column, "patiences", Patience::ALL, trial.patience, pen) {
        trial.patience = picked;
    }
    if !scenario.flags.is_empty() {
        column.gap(4.0);
        column.head(ui, pen, "FLAGS THAT ARE SET");
        let has = |flag: &String| trial.flags.contains(flag);
        let pieces: Vec<(String, bool)> = scenario.flags.iter().map(|flag| (flag.clone(), has(flag))).collect();
        if let Some(at) = flow(ui, column, "flags of a test", &pieces, pen) {
            let flag = &scenario.flags[at];
            if trial.flags.contains(flag) {
                trial.flags.retain(|set| set != flag);
            } else {
                trial.flags.push(flag.clone());
            }
        }
    }
    column.gap(4.0);
    let pieces = [("The manager said yes".to_owned(), trial.granted)];
    if flow(ui, column, "granted", &pieces, pen).is_some() {
        trial.granted = !trial.granted;
    }
}

/// What was picked; `None` inside: as it comes.
struct Picked<T>(Option<T>);

/// One of a vocabulary, or as it comes; what was picked.
fn one_of<T: Vocabulary + PartialEq + Copy>(
    ui: &mut Ui,
    column: &mut Column,
    salt: &str,
    all: &[T],
    now: Option<T>,
    pen: &Pen<'_>,
) -> Option<Picked<T>> {
    let open = [("as it comes".to_owned(), now.is_none())];
    let named = all.iter().map(|one| (one.name().to_owned(), now == Some(*one)));
    let pieces: Vec<(String, bool)> = open.into_iter().chain(named).collect();
    let picked = flow(ui, column, salt, &pieces, pen)?;
    Some(Picked(picked.checked_sub(1).map(|at| all[at])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_checked_and_what_is_left_out_stays_open() {
        let trial = Trial {
            anger: " 7 ".to_owned(),
            spent: "40".to_owned(),
            ..Trial::default()
        };
        let start = trial.start("counter").expect("numbers");
        assert_eq!((start.mood.anger, start.mood.loss, start.spent), (Some(7), None, 4000));
        let bad = Trial {
            anger: "12".to_owned(),
            ..Trial::default()
        };
        assert_eq!(
            bad.start("counter").expect_err("too angry"),
            "Anger is a number from 0 to 9, not “12”."
        );
    }
}
