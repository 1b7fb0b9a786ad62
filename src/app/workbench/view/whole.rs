//! What can be done with all of a beat or move, and the list of beats.

use bevy_egui::egui::{Id, Ui};

use super::form::{Form, link_ui};
use crate::app::widgets::{Column, Pen, flow};
use crate::app::workbench::wish::{Rework, Wish};
use crate::workbench::{Document, Name, Path, Step, outline, suggestions};

/// All beats, and one more.
pub fn beats_ui(ui: &mut Ui, column: &mut Column, form: &mut Form<'_>, pen: &Pen<'_>) {
    for beat in outline(form.document) {
        let day = beat.day.map_or(String::new(), |day| format!("day {day} · "));
        let title = format!("{}   {day}{}", beat.id, beat.title);
        let path = Path::beat(&beat.id);
        if link_ui(ui, column, &title, &path, pen) {
            form.wishes.push(Wish::Look(path));
        }
        column.gap(3.0);
    }
    let hint = "a new beat: its name, then Enter";
    let id = Id::new("a new beat");
    let typed = super::entry::entered_ui(ui, column, id, hint, pen);
    if let Some(name) = typed {
        form.wishes.push(Wish::Rework(Rework::AddBeat(name)));
    }
}

/// What can be done with all of a beat or move.
pub fn deeds_ui(ui: &mut Ui, column: &mut Column, path: &Path, form: &mut Form<'_>, pen: &Pen<'_>) {
    let (beat, mv) = match path.0.as_slice() {
        [Step::Name(beats), Step::Name(beat)] if beats == "beats" => (beat.clone(), None),
        [Step::Name(beats), Step::Name(beat), Step::Name(moves), Step::Item(at)]
            if beats == "beats" && moves == "moves" =>
        {
            (beat.clone(), Some(*at))
        }
        _ => return,
    };
    if mv.is_none()
        && let Some(place) = form.document.place(path)
    {
        // Lines to begin with, where the customer would have something to say.
        let offered = suggestions(form.document, place.start);
        let pieces: Vec<(String, bool)> = offered.iter().map(|fix| (fix.title.clone(), false)).collect();
        if let Some(at) = flow(ui, column, &format!("{path} suggestions"), &pieces, pen) {
            form.wishes.push(Wish::Edit(offered[at].patches.clone()));
        }
        column.gap(6.0);
    }
    column.head(
        ui,
        pen,
        if mv.is_some() {
            "THE WHOLE MOVE"
        } else {
            "THE WHOLE BEAT"
        },
    );
    let pieces: Vec<(String, bool)> = match mv {
        Some(_) => ["Duplicate", "This and those below become a new beat", "Delete"].as_slice(),
        None => ["Duplicate", "Merge into the beat before", "Delete"].as_slice(),
    }
    .iter()
    .map(|words| ((*words).to_owned(), false))
    .collect();
    let picked = flow(ui, column, &format!("{path} deeds"), &pieces, pen);
    let rework = match (picked, mv) {
        (Some(0), Some(at)) => Some(Rework::DuplicateMove(beat.clone(), at)),
        (Some(1), Some(at)) => Some(Rework::Extract(beat.clone(), at, free_beat(form.document, &beat))),
        (Some(0), None) => Some(Rework::DuplicateBeat(beat.clone())),
        (Some(1), None) => Some(Rework::Merge(beat.clone())),
        (Some(_), _) => Some(Rework::Remove(path.clone())),
        (None, _) => None,
    };
    form.wishes.extend(rework.map(Wish::Rework));
    if mv.is_none() {
        let hint = "another name for this beat, then Enter";
        let typed = super::entry::entered_ui(ui, column, Id::new(("rename", &beat)), hint, pen);
        if let Some(to) = typed {
            form.wishes.push(Wish::Rename(Name::Beat(beat), to));
        }
    }
}

/// A name for a beat that goes on from one.
fn free_beat(document: &Document, beat: &str) -> String {
    let taken: Vec<String> = outline(document).into_iter().map(|beat| beat.id).collect();
    (2..=999)
        .map(|number| format!("{beat}-{number}"))
        .find(|name| !taken.contains(name))
        .unwrap_or_else(|| beat.to_owned())
}
