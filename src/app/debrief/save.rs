//! Saves a debrief: a report to read and to print, and beside it the drill as data, which `bounceback review` reads.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::looking::{Looking, Saved};
use crate::app::papers;
use crate::drill::Drill;
use crate::report::{Report, html};
use crate::session::Stored;

/// Saves the report among the user's documents, or where there are none among their data. A report that was saved is written over.
/// `text` is the scenario's.
pub fn save(looking: &mut Looking, drill: &Drill, text: Option<&str>) {
    let kept = match &looking.saved {
        Some(Saved::At(file)) => Some(file.clone()),
        Some(Saved::Failed(_)) | None => None,
    };
    let done = match kept {
        Some(file) => write(&file, looking, drill, text).map(|()| file),
        None => papers::folder().and_then(|folder| save_into(&folder, looking, drill, text)),
    };
    looking.saved = Some(match done {
        Ok(file) => Saved::At(file),
        Err(error) => Saved::Failed(error.to_string()),
    });
}

/// The most reports of one customer that find a name.
const NAMES_MAX: u32 = 9999;

/// Saves into a folder under a name that is still free.
fn save_into(folder: &Path, looking: &Looking, drill: &Drill, text: Option<&str>) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let name = format!("{}-{}", drill.scenario.id, drill.seed);
    let file = (1..=NAMES_MAX)
        .map(|number| match number {
            1 => folder.join(format!("{name}.html")),
            number => folder.join(format!("{name}-{number}.html")),
        })
        .find(|file| !file.exists() && !file.with_extension("json").exists())
        .ok_or_else(|| io::Error::other("no name is free"))?;
    write(&file, looking, drill, text)?;
    Ok(file)
}

fn write(file: &Path, looking: &Looking, drill: &Drill, text: Option<&str>) -> io::Result<()> {
    let report = Report {
        drill,
        debrief: &looking.debrief,
        reflection: &looking.reflection,
        next: looking.next.as_ref(),
    };
    fs::write(file, html(&report))?;
    let stored = Stored {
        record: drill.record(),
        reflection: looking.reflection.clone(),
        scenario_text: text.map(str::to_owned),
    };
    fs::write(file.with_extension("json"), stored.text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::drill::Play;
    use crate::app::shelf::Shelf;
    use crate::library::Library;
    use crate::session::{Mode, Options, Pace, Sure};

    #[test]
    fn a_report_stands_beside_its_drill_and_nothing_is_written_over() {
        let library = Library::shipped();
        let scenario = library.find("broken-heel").expect("shipped");
        let options = Options {
            seed: 7,
            mode: Mode::Practice,
            pace: Pace::Untimed,
            temper: None,
        };
        let play = Play::start(scenario, scenario.policy.clone(), options);
        let mut looking = Looking::of(&play, &Shelf::of(&library));
        looking.reflection.keep = "Listening first.".to_owned();
        looking.reflection.sure = Sure::try_from(4).ok();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let save = || save_into(folder.path(), &looking, play.drill(), library.text_of(scenario)).expect("saved");
        let (first, second) = (save(), save());
        assert_ne!(first, second);
        let page = fs::read_to_string(&first).expect("written");
        assert!(page.contains("Listening first.") && page.contains("4 of 5"));
        let text = fs::read_to_string(second.with_extension("json")).expect("written");
        let stored = Stored::read(&text).expect("a drill");
        assert_eq!(
            (stored.record, stored.reflection),
            (play.drill().record(), looking.reflection.clone())
        );
        assert!(stored.scenario_text.is_some());
    }
}
