//! The program without a verb: the window, or the terminal where there is none.

use super::args::{Arguments, Play};
use super::terminal::Terminal;
use super::{Outcome, play};
use crate::session::{Mode, Pace};

/// Opens the window; where that cannot be, says why in a sentence and goes on in the terminal.
#[cfg(feature = "app")]
pub fn run(arguments: &Arguments, terminal: &mut Terminal) -> Outcome {
    use crate::app::{AppOptions, run};
    use crate::library::settings_folder;

    let options = AppOptions {
        library: super::playable(arguments)?,
        // A file that names another store and cannot be read stops us: what is recorded elsewhere would be missed.
        records: super::records::known_place(arguments)?,
        data: arguments.data.clone().or_else(settings_folder),
        // Where no folder is named for data, a session is held all the same, and not kept.
        sessions: super::serve::sessions(arguments).ok(),
        with_own_folders: arguments.scenarios.is_none(),
        ..AppOptions::default()
    };
    match run(options) {
        Ok(()) => Ok(std::process::ExitCode::SUCCESS),
        Err(reason) => {
            Terminal::remark(&reason.to_string());
            in_terminal(arguments, terminal)
        }
    }
}

/// Goes on in the terminal: this build has no window.
#[cfg(not(feature = "app"))]
pub fn run(arguments: &Arguments, terminal: &mut Terminal) -> Outcome {
    Terminal::remark("This bounceback was built without its window; the drill goes on in the terminal.");
    in_terminal(arguments, terminal)
}

fn in_terminal(arguments: &Arguments, terminal: &mut Terminal) -> Outcome {
    let verb = Play {
        to: None,
        begin: super::args::Beginning::default(),
        keep_test: None,
        id: None,
        seed: None,
        mode: Mode::Practice,
        pace: Pace::Untimed,
        temper: None,
        moves: Vec::new(),
        json: false,
        person: None,
        due: None,
        no_record: false,
    };
    play::run(arguments, &verb, terminal)
}

/// Renders every screen into pictures.
#[cfg(feature = "app")]
pub fn screenshots(arguments: &Arguments, verb: &super::args::Screenshots) -> Outcome {
    use super::CliError;
    use crate::app::{AppOptions, Pictures, run};

    let library = super::playable(arguments)?;
    if library.scenarios().next().is_none() {
        let words = "there is no scenario to draw: `bounceback check` says what is wrong with the files";
        return Err(CliError::Said(words.to_owned()));
    }
    for id in &verb.ids {
        super::find(&library, id)?;
    }
    std::fs::create_dir_all(&verb.folder)?;
    let options = AppOptions {
        library,
        pictures: Some(Pictures {
            folder: verb.folder.clone(),
            sittings: sittings(verb),
            scenarios: verb.ids.clone(),
            person: verb.person.clone().unwrap_or_default(),
        }),
        records: arguments.store.clone(),
        ..AppOptions::default()
    };
    run(options).map_err(|reason| CliError::Said(reason.to_string()))?;
    Ok(std::process::ExitCode::SUCCESS)
}

/// How the window is dressed: each size with each size of text in each theme.
#[cfg(feature = "app")]
fn sittings(verb: &super::args::Screenshots) -> Vec<crate::app::Sitting> {
    let texts: &[u16] = if verb.texts.is_empty() { &[100] } else { &verb.texts };
    let mut shapes: Vec<((u32, u32), u16)> = Vec::new();
    for &size in &verb.sizes {
        shapes.extend(texts.iter().map(|text| (size, *text)));
    }
    if verb.sizes.is_empty() {
        let (small, large) = ((1280, 720), (1920, 1080));
        shapes = match verb.texts.as_slice() {
            [] => vec![(small, 100), (large, 100), (small, 200)],
            texts => texts.iter().flat_map(|text| [(small, *text), (large, *text)]).collect(),
        };
    }
    let themes: &[usize] = if verb.themes.is_empty() { &[0] } else { &verb.themes };
    let dressed = themes.iter().flat_map(|&palette| {
        shapes.iter().map(move |&(size, text_percent)| crate::app::Sitting {
            size,
            palette,
            text_percent,
        })
    });
    dressed.collect()
}
