//! Files that a verb writes: none that is there is lost unless somebody says so.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use super::CliError;

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
