//! Files that a verb writes: none that is there is lost unless somebody says so.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use super::CliError;
use super::terminal::{Terminal, Tone};

/// Writes a file; one that is already there only where it may be lost.
pub fn file(path: &Path, bytes: &[u8], force: bool) -> Result<(), CliError> {
    let mut options = OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let shown = path.display();
    let cannot = |error: std::io::Error| {
        CliError::Said(match error.kind() {
            std::io::ErrorKind::AlreadyExists => {
                format!("{shown} is already there; nothing was written (--force writes over it, --out names another)")
            }
            _ => format!("{shown} cannot be written: {error}"),
        })
    };
    let mut file = options.open(path).map_err(cannot)?;
    file.write_all(bytes).map_err(cannot)
}

/// Writes a text into a file and says so, or onto standard output for `-`. Answers whether there is a file.
pub fn text(path: &Path, text: &str, force: bool, terminal: &mut Terminal) -> Result<bool, CliError> {
    if path == Path::new("-") {
        terminal.write(text)?;
        return Ok(false);
    }
    file(path, text.as_bytes(), force)?;
    terminal.line(Tone::Good, &format!("{} was written.", path.display()))?;
    Ok(true)
}
