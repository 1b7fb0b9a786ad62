//! The calendar of the days after: which day it is, on which days something was done, what it was, and in practice what came of it.

use bevy_egui::egui::{CornerRadius, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::play::{Phase, Play};
use crate::app::theme::Role;
use crate::app::widgets::{Pen, Words, card, set, wrapped, write};
use crate::drill::Choice;

/// The model's calendar.
const DAYS: [u8; 7] = [1, 2, 3, 7, 14, 30, 90];
/// The most steps that are told on it: the last ones.
const TOLD_MAX: usize = 4;

/// A step that was taken on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub day: u8,
    pub did: String,
    /// What came of it; empty where the mode does not tell.
    pub came: String,
}

/// The steps of the days before the one that is shown, and at the end all.
#[must_use]
pub fn done(play: &Play) -> Vec<Done> {
    let drill = play.drill();
    let rules = drill.rules();
    let names = rules.names();
    let tells = play.solo().mode().shows_feelings();
    let is_past = |day: u8| play.phase() == Phase::Ended || play.day.is_some_and(|today| day < today);
    let steps = drill.steps().iter().filter_map(|step| {
        let beat = drill.scenario.beat(rules.beat(&step.before)?);
        let day = beat.day?.day;
        let Choice::Move(index) = step.choice else { return None };
        let mv = beat.moves.get(usize::from(index))?;
        is_past(day).then(|| Done {
            day,
            did: mv.say.fill(&names),
            came: if tells { rules.account(step).felt } else { String::new() },
        })
    });
    steps.collect()
}

/// The calendar with as many steps as there is room for; where it ends. `room` is its width and the most height.
pub fn calendar_ui(ui: &mut Ui, at: Pos2, room: Vec2, today: u8, play: &Play, pen: &Pen<'_>) -> f32 {
    let theme = &pen.theme;
    let strip = theme.t(74.0);
    let all = done(play);
    let width = room.x - 48.0;
    // The last steps, as many as there is room for.
    let mut left = room.y - strip - 12.0;
    let laid_out = all
        .iter()
        .rev()
        .take(TOLD_MAX)
        .map(|step| Told::new(ui, width, step, pen));
    let mut told: Vec<Told> = laid_out
        .take_while(|told| {
            left -= told.height();
            left >= 0.0
        })
        .collect();
    told.reverse();
    let below = told.iter().map(Told::height).sum::<f32>() + if told.is_empty() { 0.0 } else { 12.0 };
    let rect = Rect::from_min_size(at, vec2(room.x, strip + below));
    card(ui, theme, rect);
    strip_ui(ui, Rect::from_min_size(at, vec2(room.x, strip)), today, &all, pen);
    let mut y = at.y + strip - 2.0;
    for told in &told {
        told.paint(ui, pos2(rect.left() + 24.0, y), width, pen);
        y += told.height();
    }
    rect.bottom()
}

/// One step laid out: the day, what was done, what came of it.
struct Told {
    day: Words,
    did: Words,
    came: Words,
}

impl Told {
    fn new(ui: &Ui, width: f32, step: &Done, pen: &Pen<'_>) -> Self {
        let (theme, palette) = (&pen.theme, pen.theme.palette);
        let day = format!("Day {}", step.day);
        let day = set(ui, theme, Role::SmallStrong, palette.good.strong, &day);
        let room = width - theme.t(68.0);
        let came = wrapped(ui, theme, Role::SmallStrong, palette.ink, 0.45 * room, &step.came);
        let did = wrapped(
            ui,
            theme,
            Role::Small,
            palette.soft,
            room - came.size().x - 24.0,
            &step.did,
        );
        Self { day, did, came }
    }

    fn height(&self) -> f32 {
        [&self.day, &self.did, &self.came]
            .map(|words| words.size().y)
            .into_iter()
            .fold(0.0, f32::max)
            + 6.0
    }

    fn paint(&self, ui: &mut Ui, at: Pos2, width: f32, pen: &Pen<'_>) {
        write(ui, at, &self.day);
        write(ui, at + vec2(pen.theme.t(68.0), 0.0), &self.did);
        if !self.came.is_empty() {
            write(ui, pos2(at.x + width - self.came.size().x, at.y), &self.came);
        }
    }
}

/// The days in a line.
fn strip_ui(ui: &mut Ui, rect: Rect, today: u8, done: &[Done], pen: &Pen<'_>) {
    let (theme, palette) = (&pen.theme, pen.theme.palette);
    #[expect(clippy::cast_precision_loss, reason = "seven days")]
    let step = (rect.width() - 40.0) / DAYS.len() as f32;
    let mut x = rect.left() + 20.0;
    let line = Stroke::new(3.0, palette.track);
    ui.painter().hline(
        rect.left() + 20.0 + step / 2.0..=rect.right() - 20.0 - step / 2.0,
        rect.center().y,
        line,
    );
    for day in DAYS {
        let (is_today, is_done) = (day == today, done.iter().any(|step| step.day == day));
        let words = if is_today {
            format!("Day {day}")
        } else {
            day.to_string()
        };
        let (fill, ink, edge) = if is_today {
            (palette.action, palette.on_action, palette.action)
        } else if is_done {
            (palette.good.fill, palette.good.ink, palette.good.strong)
        } else if day < today {
            (palette.plain.fill, palette.plain.ink, palette.line)
        } else {
            (palette.card, palette.soft, palette.line)
        };
        let words = set(ui, theme, Role::Button, ink, &words);
        // Room for a tick: that something was done is not told by colour alone.
        let tick = if is_done { theme.t(20.0) } else { 0.0 };
        let size = vec2(
            (words.size().x + tick + theme.t(26.0)).max(theme.t(44.0)),
            theme.t(42.0),
        );
        let pill = Rect::from_center_size(pos2(x + step / 2.0, rect.center().y), size);
        ui.painter().rect(
            pill,
            CornerRadius::same(99),
            fill,
            Stroke::new(palette.line_width, edge),
            StrokeKind::Inside,
        );
        let corner = pill.center() - words.size() / 2.0 - vec2(tick / 2.0, 0.0);
        let place = write(ui, corner, &words);
        if is_done {
            let middle = pos2(place.right() + tick * 0.6, pill.center().y);
            let at = |x: f32, y: f32| middle + vec2(theme.t(x), theme.t(y));
            let points = vec![at(-5.0, 0.0), at(-1.5, 4.0), at(5.5, -4.5)];
            ui.painter().add(Shape::line(points, Stroke::new(theme.t(2.6), ink)));
        }
        x += step;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use crate::session::{Mode, Options, Pace};

    /// A drill that is played by its best-looking offers to the second day on which something can be done.
    fn played(mode: Mode) -> Play {
        let library = Library::shipped();
        let scenario = library.find("broken-heel").expect("shipped");
        let options = Options {
            seed: 7,
            mode,
            pace: Pace::Untimed,
            temper: None,
        };
        let mut play = Play::start(scenario, scenario.policy.clone(), options);
        let finish = |play: &mut Play| while play.phase() == Phase::Telling && play.hasten() {};
        finish(&mut play);
        let mut days = 0;
        while !play.drill().is_over() && days < 2 {
            days += usize::from(play.day.is_some());
            let offers = play.solo().offers().into_iter().filter(|offer| offer.barred.is_none());
            let net = |index: u8| {
                let mut after = play.drill().clone();
                after.choose(Choice::Move(index)).expect("on offer");
                after.rules().final_outcome(after.state()).net
            };
            let best = offers.max_by_key(|offer| net(offer.index)).expect("a way on");
            play.choose(best.index).expect("on offer");
            finish(&mut play);
        }
        play
    }

    #[test]
    fn what_was_done_and_what_came_of_it_stands_on_the_calendar() {
        let play = played(Mode::Practice);
        let steps = done(&play);
        assert_eq!(steps.len(), 2, "{steps:?}");
        assert!(
            steps
                .iter()
                .all(|step| !step.did.is_empty() && step.came.ends_with('.'))
        );
        assert!(steps[0].day < steps[1].day);
        let quiet = done(&played(Mode::Drill));
        assert!(quiet.iter().all(|step| step.came.is_empty()), "no help on the way");
    }
}
