//! `bounceback pack` and `unpack`: scenarios as one file to be sent, and back.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use super::args::{PackUp, Unpack};
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome, check, write};
use crate::library::Pack;
use crate::library::pack::limits::ZIP_BYTES_MAX;
use crate::library::pack::{Kind, REVIEW_FOLDER, kind};
use crate::map::{Graph, Layout, svg};
use crate::report::script_html;

pub fn pack(verb: &PackUp, terminal: &mut Terminal) -> Outcome {
    let (mut pack, left) = Pack::gather(&verb.paths).map_err(|error| said(&error, "nothing was packed"))?;
    if verb.with_map {
        add_review(&mut pack)?;
    }
    let bytes = pack.zip().map_err(|error| said(&error, "nothing was packed"))?;
    write::file(&verb.out, &bytes, verb.force)?;
    let count = pack.files().count();
    let files = if count == 1 {
        "1 file".to_owned()
    } else {
        format!("{count} files")
    };
    let size = bytes.len().div_ceil(1024);
    terminal.line(
        Tone::Good,
        &format!("{} was written: {files}, {size} KiB.", verb.out.display()),
    )?;
    for (name, _) in pack.files() {
        terminal.line(Tone::Plain, &format!("    {name}"))?;
    }
    if !left.is_empty() {
        let names: Vec<String> = left.iter().map(|path| path.display().to_string()).collect();
        let words = format!(
            "Not packed, because a pack holds scenarios and what belongs to them: {}",
            names.join(", ")
        );
        terminal.line(Tone::Warn, &words)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Adds a map and a script of each scenario, under the policy that is packed with it.
fn add_review(pack: &mut Pack) -> Result<(), CliError> {
    let library = pack.library("");
    for scenario in library.scenarios() {
        let graph = Graph::of(scenario, false);
        let picture = svg(scenario, &graph, &Layout::of(&graph), None);
        let page = script_html(scenario, &library.policy_for(scenario));
        for (ending, text) in [("svg", picture), ("html", page)] {
            let name = format!("{REVIEW_FOLDER}/{}.{ending}", scenario.id);
            pack.add(&name, text)
                .map_err(|fault| CliError::Said(format!("nothing was packed: {fault}")))?;
        }
    }
    Ok(())
}

pub fn unpack(verb: &Unpack, terminal: &mut Terminal) -> Outcome {
    let shown = verb.pack.display().to_string();
    let bytes = some_bytes(&verb.pack)?;
    let pack = Pack::open(&bytes).map_err(|error| said(&error, &format!("nothing of {shown} was unpacked")))?;
    terminal.line(Tone::Title, &format!("{shown} holds"))?;
    for (name, text) in pack.files() {
        terminal.line(Tone::Plain, &format!("    {name} ({} KiB)", text.len().div_ceil(1024)))?;
    }
    if pack.files().any(|(name, _)| kind(name) == Ok(Kind::Review)) {
        let words = format!(
            "What stands in {REVIEW_FOLDER}/ is for people who read the zip, and is not unpacked: `bounceback map` and `export script` draw it anew."
        );
        terminal.line(Tone::Plain, &words)?;
    }
    terminal.gap()?;
    let errors = check::newcomers(pack.library(&shown), verb.no_solve, terminal)?;
    terminal.gap()?;
    let Some(into) = verb.into.as_ref().filter(|_| !verb.dry_run) else {
        return Ok(if errors == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        });
    };
    let placed = pack.unpack(into).map_err(|error| CliError::Said(error.to_string()))?;
    let folder = into.display();
    let files = if placed.len() == 1 {
        "1 file was".to_owned()
    } else {
        format!("{} files were", placed.len())
    };
    terminal.line(Tone::Good, &format!("{files} unpacked into {folder}."))?;
    if errors > 0 {
        let words = format!("What has errors cannot be played until they are mended: bounceback check {folder}");
        terminal.line(Tone::Warn, &words)?;
    }
    if pack.has_scenario() {
        terminal.line(Tone::Plain, &format!("Play it:  bounceback play --scenarios {folder}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The bytes of a file, no more of them than a pack may have and one.
fn some_bytes(path: &Path) -> Result<Vec<u8>, CliError> {
    let cannot = |error: std::io::Error| CliError::Said(format!("{} cannot be read: {error}", path.display()));
    let file = std::fs::File::open(path).map_err(cannot)?;
    let mut bytes = Vec::new();
    file.take(ZIP_BYTES_MAX as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(cannot)?;
    Ok(bytes)
}

fn said(error: &crate::library::PackError, so: &str) -> CliError {
    CliError::Said(format!("{so}:\n{error}"))
}
