//! Does what the workbench is asked for.

use std::path::{Path as File, PathBuf};
use std::sync::Arc;

use super::bench::{Bench, Open, Theirs, own_folder};
use super::drills;
use super::wish::{Rework, Share, Side, Wish};
use crate::app::drill::Play;
use crate::app::papers;
use crate::app::settings::{Change, Keeper, Notices, Settings};
use crate::app::shelf::Shelf;
use crate::customer::Temper;
use crate::exchange::{self, Format};
use crate::library::Pack;
use crate::map::{Graph, Layout, svg};
use crate::report::script_html;
use crate::scenario::{Scenario, template_for};
use crate::session::Solo;
use crate::sound::Manner;
use crate::workbench::{
    Cause, Document, EditError, Patch, Path, Value, add_named, duplicate_beat, duplicate_move, extract, is_id, merge,
    remove, rename, under_id,
};

/// What granting needs of the window.
pub struct Room<'w> {
    pub settings: &'w mut Settings,
    pub shelf: &'w mut Shelf,
    pub notices: &'w mut Notices,
    pub keeper: Option<&'w Keeper>,
    /// Where journals and states are kept.
    pub folder: Option<&'w File>,
}

/// Grants a wish; the drill that it leads to.
pub fn grant(bench: &mut Bench, wish: Wish, room: &mut Room<'_>) -> Option<Play> {
    bench.said = None;
    let done = match wish {
        Wish::Open(path) => open(bench, &path, room),
        Wish::New(id, failure, channel) => {
            place(&id, &template_for(&id, failure, channel), room).and_then(|path| open(bench, &path, room))
        }
        Wish::Copy(id) => copy(bench, &id, room),
        Wish::Import(words) => import(bench, &words, room),
        Wish::Close => {
            close(bench, room);
            Ok(())
        }
        wish => {
            let open = bench.open.as_mut()?;
            open.said = None;
            match with_text(open, wish) {
                Ok(Done::Nothing) => return None,
                Ok(Done::Play(play)) => return Some(*play),
                Ok(Done::Said(words)) => {
                    open.said = Some(words);
                    return None;
                }
                Ok(Done::Sample(words, manner)) => {
                    bench.sample = Some((words, manner));
                    return None;
                }
                Err(why) => {
                    open.said = Some(sentence(&why));
                    return None;
                }
            }
        }
    };
    if let Err(why) = done {
        bench.said = Some(sentence(&why));
    }
    None
}

/// What came of a wish.
enum Done {
    Nothing,
    Play(Box<Play>),
    Said(String),
    Sample(String, Manner),
}

/// With a capital letter and a full stop.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters
        .next()
        .map(|first| first.to_uppercase().to_string())
        .unwrap_or_default();
    let stop = if words.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

fn open(bench: &mut Bench, path: &File, room: &Room<'_>) -> Result<(), String> {
    let policy = room.shelf.policy.clone();
    let opened = Open::file(path, room.folder, policy)?;
    bench.open = Some(opened);
    Ok(())
}

/// Writes a new file into the trainer's own folder, which is made and added to the library where it is not there yet.
fn place(id: &str, text: &str, room: &mut Room<'_>) -> Result<PathBuf, String> {
    let folder = own_folder().map_err(|error| format!("there is no folder for scenarios: {error}"))?;
    std::fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    let path = folder.join(format!("{id}.ron"));
    let mut made = std::fs::File::create_new(&path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => format!(
            "there is a scenario `{id}` already, in {}: choose another name",
            folder.display()
        ),
        _ => format!("{} cannot be written: {error}", path.display()),
    })?;
    std::io::Write::write_all(&mut made, text.as_bytes())
        .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
    if !room.settings.folders.contains(&folder) {
        room.settings.apply(Change::AddFolder(folder));
    }
    Ok(path)
}

fn copy(bench: &mut Bench, id: &str, room: &mut Room<'_>) -> Result<(), String> {
    let item = room.shelf.items().find(|item| item.scenario.id == id);
    let text = item
        .map(|item| item.text.clone())
        .ok_or_else(|| format!("there is no scenario `{id}`"))?;
    let folder = own_folder().map_err(|error| error.to_string())?;
    let taken = |id: &str| folder.join(format!("{id}.ron")).exists() || room.shelf.place_of(id).is_some();
    let new = (2..=999)
        .map(|number| format!("{id}-{number}"))
        .find(|id| !taken(id))
        .ok_or_else(|| "no name is free".to_owned())?;
    let text = under_id(&text, &new, true).map_err(|error| error.to_string())?;
    let path = place(&new, &text, room)?;
    open(bench, &path, room)
}

/// Brings a pack or a story of another program in.
fn import(bench: &mut Bench, words: &str, room: &mut Room<'_>) -> Result<(), String> {
    let path = PathBuf::from(words.trim().trim_matches('"'));
    let shown = path.display().to_string();
    let bytes = std::fs::read(&path).map_err(|error| format!("{shown} cannot be read: {error}"))?;
    if path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
    {
        let pack = Pack::open(&bytes).map_err(|error| format!("{shown} was not unpacked: {error}"))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let own = own_folder().map_err(|error| error.to_string())?;
        let into = own.parent().unwrap_or(&own).join(format!("pack-{stem}"));
        let files = pack
            .unpack(&into)
            .map_err(|error| format!("{shown} was not unpacked: {error}"))?;
        room.settings.apply(Change::AddFolder(into.clone()));
        bench.look_up(room.settings, room.shelf);
        bench.said = Some(format!("{} files were unpacked into {}.", files.len(), into.display()));
        return Ok(());
    }
    let Some(format) = Format::of_file(&shown) else {
        return Err(format!(
            "{shown} is nothing that can be brought in: a pack (.zip), a Twine story (.twee, .tw) or a compiled ink story (.json)"
        ));
    };
    let text = String::from_utf8(bytes).map_err(|_| format!("{shown} is no text in UTF-8: save it as such"))?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let imported =
        exchange::import(format, &text, &stem).map_err(|error| format!("{shown} was not imported: {error}"))?;
    let file = place(&imported.id, &imported.text, room)?;
    open(bench, &file, room)?;
    if let Some(open) = &mut bench.open {
        let left = match imported.leftovers.len() {
            0 => "all of it was carried over".to_owned(),
            count => format!(
                "{count} things were not carried over as they were: they stand above the scenario, with their places"
            ),
        };
        open.said = Some(format!(
            "{} beats and {} moves came in; {left}. The moves have no acts yet: look for TODO.",
            imported.beats, imported.moves
        ));
    }
    Ok(())
}

fn close(bench: &mut Bench, room: &mut Room<'_>) {
    if let Some(mut open) = bench.open.take() {
        open.save();
    }
    if let Some(library) = room
        .keeper
        .and_then(|keeper| keeper.library(room.settings, room.notices))
    {
        *room.shelf = Shelf::of(&library);
    }
    bench.look_up(room.settings, room.shelf);
}

/// What is asked of an open text.
fn with_text(open: &mut Open, wish: Wish) -> Result<Done, String> {
    let sheet = &mut open.sheet;
    match wish {
        Wish::Turn(side) => {
            open.side = side;
            if side == Side::History {
                open.states = open.cabinet.states();
            }
        }
        Wish::Edit(patches) => {
            sheet.change(patches, Cause::Edit);
        }
        Wish::Fix(patches) => {
            let first = patches.iter().min_by_key(|patch| patch.range.start);
            let end = first.map(|patch| patch.range.start + patch.text.len());
            sheet.change(patches, Cause::Edit);
            if let Some(end) = end {
                sheet.show(end);
                open.page.wants_focus = true;
            }
        }
        Wish::Type(patches) => {
            sheet.change(patches, Cause::Typing);
        }
        Wish::Go(byte) => {
            sheet.show(byte);
            open.page.wants_focus = true;
        }
        Wish::Look(path) => {
            if let Some(place) = sheet.document().place(&path) {
                sheet.caret = place.start..place.start;
                sheet.goal = Some(place.start);
            }
            if open.side != Side::Map {
                open.side = Side::Form;
            }
            sheet.form = path;
        }
        Wish::Fold => sheet.fold(),
        Wish::Play(spot) => {
            let readable = sheet
                .readable
                .as_ref()
                .ok_or_else(|| "first mend what is wrong".to_owned())?;
            open.checker.find(readable, spot);
        }
        Wish::Show(path) => {
            let scenario = readable(open)?;
            return drills::along(&scenario, Some(&path), open.checker.policy()).map(|play| Done::Play(Box::new(play)));
        }
        Wish::Try(beat, trial) => {
            let scenario = readable(open)?;
            let policy = scenario.policy.changed(open.checker.policy());
            let options = drills::options(1, trial.temper.unwrap_or(Temper::Typical));
            let start = trial.start(&beat)?;
            let solo = Solo::start_at(&scenario, policy.clone(), &start, options).map_err(|faults| {
                let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
                faults.join("; ")
            })?;
            return Ok(Done::Play(Box::new(drills::test(solo, policy, options))));
        }
        Wish::Rename(name, to) => {
            let patches = rename(sheet.document(), &name, &to).map_err(|error| error.to_string())?;
            let form = sheet.form.clone();
            sheet.change(patches, Cause::Edit);
            sheet.form = if sheet.document().find(&form).is_some() {
                form
            } else {
                Path::beat(&to)
            };
        }
        Wish::Rework(rework) => return reworked(open, rework),
        Wish::Merge(beat) => {
            open.dropped = None;
            let merged = merge(sheet.document(), &beat).map_err(|error| error.to_string())?;
            sheet.change(merged.patches, Cause::Edit);
        }
        Wish::Keep => open.dropped = None,
        Wish::Say(why) => return Ok(Done::Said(sentence(&why))),
        Wish::Share(share) => return shared(open, share).map(Done::Said),
        Wish::Listen => {
            let scenario = readable(open)?;
            let line = scenario
                .beat(scenario.start)
                .lines
                .first()
                .map(|line| line.say.raw().to_owned());
            let line = line.unwrap_or_else(|| "And who is going to tell me what happens now?".to_owned());
            return Ok(Done::Sample(
                line,
                Manner::new(scenario.customer.voice.pitch, scenario.customer.voice.pace, 0.4),
            ));
        }
        other => of_states(open, &other),
    }
    Ok(Done::Nothing)
}

/// What is asked of the text's past, and of its file.
fn of_states(open: &mut Open, wish: &Wish) {
    let sheet = &mut open.sheet;
    match wish {
        Wish::Undo => {
            sheet.undo();
        }
        Wish::Redo => {
            sheet.redo();
        }
        Wish::Save => open.save(),
        Wish::Theirs => {
            if let Some(Theirs::Text(text)) = open.theirs.take() {
                open.cabinet.keep(sheet.text().to_owned());
                sheet.replace(&text);
                open.save_mine();
            }
        }
        Wish::Mine => open.save_mine(),
        Wish::Rescue(is_wanted) => {
            if let Some(text) = open.rescued.take().filter(|_| *is_wanted) {
                sheet.replace(&text);
            }
            open.save();
        }
        Wish::Restore(at) => {
            if let Some(state) = open.states.iter().find(|state| state.at == *at) {
                open.cabinet.keep(sheet.text().to_owned());
                sheet.replace(&state.text);
            }
        }
        _ => {}
    }
}

fn readable(open: &Open) -> Result<Arc<Scenario>, String> {
    let readable = open.sheet.readable.as_ref();
    readable
        .map(|readable| Arc::clone(&readable.scenario))
        .ok_or_else(|| "first mend what is wrong: the scenario cannot be read yet".to_owned())
}

/// A larger change, and the form of what came of it.
fn reworked(open: &mut Open, rework: Rework) -> Result<Done, String> {
    let sheet = &mut open.sheet;
    let document = sheet.document();
    let (patches, shown) = match rework {
        Rework::DuplicateBeat(beat) => (
            duplicate_beat(document, &beat).map_err(|error| error.to_string())?,
            None,
        ),
        Rework::DuplicateMove(beat, at) => (
            duplicate_move(document, &beat, at).map_err(|error| error.to_string())?,
            Some(Path::beat(&beat).a_move(at + 1)),
        ),
        Rework::Extract(beat, at, new) => (
            extract(document, &beat, at, &new).map_err(|error| error.to_string())?,
            Some(Path::beat(&new)),
        ),
        Rework::Merge(beat) => {
            let merged = merge(document, &beat).map_err(|error| error.to_string())?;
            if !merged.dropped.is_empty() {
                open.dropped = Some((beat, merged.dropped));
                return Ok(Done::Nothing);
            }
            (merged.patches, None)
        }
        Rework::AddBeat(name) => {
            if !is_id(&name) || name == "end" {
                return Err(format!(
                    "`{name}` is no name for a beat: small letters, digits and hyphens"
                ));
            }
            (
                added_beat(document, &name).map_err(|error| error.to_string())?,
                Some(Path::beat(&name)),
            )
        }
        Rework::Remove(path) => {
            let up = path.split().map(|(up, _)| up).unwrap_or_default();
            (remove(document, &path).map_err(|error| error.to_string())?, Some(up))
        }
    };
    sheet.change(patches, Cause::Edit);
    if let Some(path) = shown {
        if let Some(place) = sheet.document().place(&path) {
            sheet.caret = place.start..place.start;
            sheet.goal = Some(place.start);
        }
        sheet.form = path;
    }
    Ok(Done::Nothing)
}

fn added_beat(document: &Document, name: &str) -> Result<Vec<Patch>, EditError> {
    // The stub comes with its key: only what stands behind it is the value.
    let stub = crate::workbench::stub_beat(name);
    let value = stub.split_once(": ").map_or(stub.as_str(), |(_, value)| value);
    add_named(document, &Path::of(&["beats"]), name, &Value::Ron(value.to_owned()))
}

/// Makes something of the scenario for others; where it is, in a sentence.
fn shared(open: &Open, share: Share) -> Result<String, String> {
    let scenario = readable(open)?;
    let failed = |error: std::io::Error| format!("it could not be written: {error}");
    let path = match share {
        Share::Map => {
            let graph = Graph::of(&scenario, false);
            let picture = svg(&scenario, &graph, &Layout::of(&graph), None);
            papers::write_new(&scenario.id, "svg", &picture).map_err(failed)?
        }
        Share::Script => {
            let page = script_html(&scenario, &scenario.policy.changed(open.checker.policy()));
            papers::write_new(&scenario.id, "html", &page).map_err(failed)?
        }
        Share::Twee => papers::write_new(&scenario.id, "twee", &exchange::twee(&scenario)).map_err(failed)?,
        Share::Pack => {
            if !open.sheet.is_saved() {
                return Err("the file is being saved: try again in a moment".to_owned());
            }
            let (pack, _) = Pack::gather(&[&open.sheet.path]).map_err(|error| error.to_string())?;
            let bytes = pack.zip().map_err(|error| error.to_string())?;
            papers::write_new_bytes(&scenario.id, "zip", &bytes).map_err(failed)?
        }
    };
    Ok(format!("It is in {}.", path.display()))
}
