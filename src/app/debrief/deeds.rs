//! What can be done after a drill: the buttons in a line, and the note of what all this claims.

use bevy_egui::egui::{Pos2, Ui, pos2};

use super::looking::{Looking, Saved};
use crate::app::screen::Command;
use crate::app::theme::Role;
use crate::app::widgets::{Kind, Pen, Words, button_size, named_button, wrapped, write};
use crate::session::{Grades, NOTE};

/// Between buttons.
const BETWEEN: f32 = 10.0;

/// One button.
struct Deed {
    words: String,
    /// What a screen reader says.
    name: String,
    kind: Kind,
    command: Command,
}

fn all(looking: &Looking) -> Vec<Deed> {
    let deed = |words: &str, kind, command| Deed {
        words: words.to_owned(),
        name: words.to_owned(),
        kind,
        command,
    };
    let costliest = match &looking.debrief.grades {
        Grades::Here(totals) => totals.costliest,
        Grades::Waiting | Grades::None(_) => None,
    };
    let line = deed("Best line (B)", Kind::Quiet, Command::BestLine(None));
    let mut all = match costliest {
        Some(step) => {
            let words = format!("Retry from move {}", step + 1);
            let retry = deed(&words, Kind::Dark, Command::RetryFrom(step));
            vec![retry, line, deed("Play again", Kind::Quiet, Command::Again)]
        }
        None => vec![deed("Play again", Kind::Dark, Command::Again), line],
    };
    all.push(deed("New customer", Kind::Quiet, Command::Another));
    all.push(deed("Save report… (S)", Kind::Quiet, Command::SaveReport));
    all.extend(looking.next.as_ref().map(|next| Deed {
        name: format!("Next drill: {}. {}", next.title, next.reason),
        ..deed("Next drill (N)", Kind::Quiet, Command::Next)
    }));
    // Whoever tried what they wrote goes back to it.
    let home = if looking.is_test {
        "Back to the workbench"
    } else {
        "All drills"
    };
    all.push(deed(home, Kind::Quiet, Command::Library));
    all
}

/// What became of the report, else what all this claims.
fn note(looking: &Looking) -> String {
    match &looking.saved {
        None => NOTE.to_owned(),
        Some(Saved::At(file)) => format!("Saved, with the drill beside it: {}", file.display()),
        Some(Saved::Failed(why)) => format!("The report could not be saved: {why}."),
    }
}

/// The buttons and the note beside them, or below them where there is no room; laid out from their left top corner.
pub struct Deeds {
    placed: Vec<(Deed, Pos2)>,
    note: (Words, Pos2),
    pub height: f32,
}

impl Deeds {
    /// What can be done, in lines of at most this width.
    #[must_use]
    pub fn of(ui: &Ui, width: f32, looking: &Looking, pen: &Pen<'_>) -> Self {
        let theme = &pen.theme;
        let (mut at, mut row) = (Pos2::ZERO, 0.0_f32);
        let mut placed = Vec::new();
        for deed in all(looking) {
            let size = button_size(ui, theme, deed.kind, &deed.words);
            if at.x > 0.0 && at.x + size.x > width {
                at = pos2(0.0, at.y + row + BETWEEN);
            }
            placed.push((deed, at));
            at.x += size.x + BETWEEN;
            row = row.max(size.y);
        }
        let beside = width - at.x - 12.0;
        let is_beside = beside > theme.t(300.0);
        let room = if is_beside { beside } else { width - 8.0 };
        let note = wrapped(ui, theme, Role::Small, theme.palette.soft, room, &note(looking));
        let (size, below) = (note.size(), at.y + row);
        let (corner, height) = if is_beside {
            (
                pos2(width - size.x, at.y + (row - size.y) / 2.0),
                below.max(at.y + f32::midpoint(row, size.y)),
            )
        } else {
            (pos2(4.0, below + 6.0), below + 6.0 + size.y)
        };
        Self {
            placed,
            note: (note, corner),
            height,
        }
    }

    /// Shows them here; what was asked for.
    pub fn show(&self, ui: &mut Ui, at: Pos2, pen: &Pen<'_>) -> Option<Command> {
        let mut asked = None;
        for (deed, corner) in &self.placed {
            let at = at + corner.to_vec2();
            if named_button(ui, &pen.theme, at, deed.kind, &deed.words, &deed.name).clicked() {
                asked = Some(deed.command);
            }
        }
        write(ui, at + self.note.1.to_vec2(), &self.note.0);
        asked
    }
}
