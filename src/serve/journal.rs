//! A session on disk: one file, a line for each command, written before it is answered. It only ever grows.
//!
//! The first line tells how the session started (with the scenario's text, so that it can be taken up when the scenario has changed), each
//! other one what was taken, or a device's key. What a power cut tore off at the end was never answered, and is cut off.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::session::team::{Entry, MemberId, Plan, Start};

/// How the files are called: they sort by their time.
pub(super) const ENDING: &str = "session.jsonl";
/// No session is longer: 20,000 people voting a hundred times.
const BYTES_MAX: u64 = 512 * 1024 * 1024;

/// How a session started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// 1.
    pub format: u32,
    pub start: Start,
    pub scenario_text: String,
    /// What opens the lobby.
    pub code: String,
    /// Where phones look for the session.
    pub port: u16,
}

/// One line after the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Line {
    Taken(Entry),
    /// Somebody's device, by the hash of its token.
    Device {
        member: MemberId,
        key: String,
    },
    Facilitator {
        key: String,
    },
    Screen {
        key: String,
    },
}

/// What a file holds: its first line, and the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<H = Header, L = Line> {
    pub header: H,
    pub lines: Vec<L>,
}

/// A session's file that is being written.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
    /// Lines that are not on the disk yet.
    waiting: Vec<u8>,
    /// Up to where the file is whole.
    length: u64,
}

fn told(what: &str, path: &Path, error: &io::Error) -> String {
    format!("{}: {what}: {error}", path.display())
}

impl Journal {
    /// Begins a new file in a folder, which is made where it is not there.
    ///
    /// # Errors
    /// In words, where it cannot be written.
    pub fn begin(folder: &Path, at_millis: u64, header: &Header) -> Result<Self, String> {
        Self::create(
            folder,
            &format!("{at_millis:014}-{}.{ENDING}", header.start.scenario),
            header,
        )
    }

    /// Begins a new file of this name with its first line.
    pub(super) fn create(folder: &Path, name: &str, header: &impl Serialize) -> Result<Self, String> {
        fs::create_dir_all(folder).map_err(|error| told("cannot be made", folder, &error))?;
        let path = folder.join(name);
        let mut options = OpenOptions::new();
        options.create_new(true).append(true).read(true);
        // Names stand in it: nobody else's business on a shared machine.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options
            .open(&path)
            .map_err(|error| told("cannot be written", &path, &error))?;
        hold(&file, &path)?;
        let mut journal = Self {
            file,
            path,
            waiting: Vec::new(),
            length: 0,
        };
        journal.line(header);
        journal.flush()?;
        Ok(journal)
    }

    /// Takes a file up again; what a cut tore off at its end is taken off.
    ///
    /// # Errors
    /// In words, where it cannot be read or is no session.
    pub fn take_up(path: &Path) -> Result<(Self, Kept), String> {
        Self::take_up_as(path)
    }

    /// The same for files of other lines.
    pub(super) fn take_up_as<H: DeserializeOwned, L: DeserializeOwned>(
        path: &Path,
    ) -> Result<(Self, Kept<H, L>), String> {
        let mut options = OpenOptions::new();
        let opened = options.append(true).read(true).open(path);
        let mut file = opened.map_err(|error| told("cannot be opened", path, &error))?;
        hold(&file, path)?;
        let (kept, length) = read_whole(&mut file, path)?;
        let cut = file.set_len(length).and_then(|()| file.seek(SeekFrom::End(0)));
        cut.map_err(|error| told("cannot be written", path, &error))?;
        let journal = Self {
            file,
            path: path.to_owned(),
            waiting: Vec::new(),
            length,
        };
        Ok((journal, kept))
    }

    /// Reads a file and leaves it as it is.
    ///
    /// # Errors
    /// In words, where it cannot be read or is no session.
    pub fn read(path: &Path) -> Result<Kept, String> {
        Self::read_as(path)
    }

    /// The same for files of other lines.
    pub(super) fn read_as<H: DeserializeOwned, L: DeserializeOwned>(path: &Path) -> Result<Kept<H, L>, String> {
        let mut file = File::open(path).map_err(|error| told("cannot be opened", path, &error))?;
        Ok(read_whole(&mut file, path)?.0)
    }

    /// The youngest session of a folder, if there is one.
    #[must_use]
    pub fn youngest(folder: &Path) -> Option<PathBuf> {
        Self::youngest_of(folder, ENDING)
    }

    /// The youngest file with this ending.
    pub(super) fn youngest_of(folder: &Path, ending: &str) -> Option<PathBuf> {
        let entries = fs::read_dir(folder).ok()?;
        let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
        let sessions = paths.filter(|path| path.to_str().is_some_and(|name| name.ends_with(ending)));
        sessions.max()
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a line; it is on the disk after [`Journal::flush`].
    pub fn add(&mut self, line: &Line) {
        self.line(line);
    }

    /// Adds a line of another kind.
    pub(super) fn line(&mut self, line: &impl Serialize) {
        serde_json::to_writer(&mut self.waiting, line).expect("plain data, and memory takes it");
        self.waiting.push(b'\n');
    }

    /// Writes what waits, and returns when it is on the disk.
    ///
    /// # Errors
    /// In words; the lines wait on, and the next call tries again.
    pub fn flush(&mut self) -> Result<(), String> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        if let Err(error) = self.stand_again() {
            return Err(told(
                "the session's file is gone and cannot be written anew",
                &self.path,
                &error,
            ));
        }
        let written = self.file.write_all(&self.waiting).and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // Half a line may stand there: off with it, or the next one would be glued to it. Where that fails, too, the half line
            // stays the last whole thing that a reader refuses, and nothing after it was answered.
            let _ = self.file.set_len(self.length);
            return Err(told("the session cannot be written", &self.path, &error));
        }
        self.length += self.waiting.len() as u64;
        self.waiting.clear();
        Ok(())
    }
}

impl Journal {
    /// Where somebody has deleted the file, the system still takes what is written to it and throws it away later: it is written anew.
    #[cfg(unix)]
    fn stand_again(&mut self) -> io::Result<()> {
        use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
        let own = self.file.metadata()?;
        let there = fs::metadata(&self.path);
        if own.nlink() > 0 && there.is_ok_and(|there| (there.dev(), there.ino()) == (own.dev(), own.ino())) {
            return Ok(());
        }
        let mut bytes = Vec::new();
        self.file.seek(SeekFrom::Start(0))?;
        Read::by_ref(&mut self.file).take(self.length).read_to_end(&mut bytes)?;
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        // A file of that name that is not ours is not touched.
        let mut options = OpenOptions::new();
        options.create_new(true).append(true).read(true).mode(0o600);
        let mut file = options.open(&self.path)?;
        if let Err(error) = file.write_all(&bytes).and_then(|()| file.sync_data()) {
            let _ = fs::remove_file(&self.path);
            return Err(error);
        }
        // Others are kept off the new one as they were off the old.
        hold(&file, &self.path).map_err(io::Error::other)?;
        self.file = file;
        Ok(())
    }

    /// Other systems do not delete a file that is open.
    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "as on other systems")]
    fn stand_again(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Keeps other hosts, and whoever takes names out, off a file that is being written. Where the system or its disk knows no locks, nobody is
/// kept off; elsewhere than on Unix a lock would keep readers off, too.
#[cfg(unix)]
fn hold(file: &File, path: &Path) -> Result<(), String> {
    match file.try_lock() {
        Err(fs::TryLockError::WouldBlock) => Err(format!(
            "{}: another program holds this session: end it there first",
            path.display()
        )),
        Ok(()) | Err(fs::TryLockError::Error(_)) => Ok(()),
    }
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "on Unix it may be held")]
fn hold(_: &File, _: &Path) -> Result<(), String> {
    Ok(())
}

/// Whether a host holds a session's file at the moment.
#[must_use]
pub fn is_held(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| hold(&file, path).is_err())
}

/// What stands in a file, and up to where it is whole.
fn read_whole<H: DeserializeOwned, L: DeserializeOwned>(
    file: &mut File,
    path: &Path,
) -> Result<(Kept<H, L>, u64), String> {
    let mut bytes = Vec::new();
    let read = Read::by_ref(file).take(BYTES_MAX + 1).read_to_end(&mut bytes);
    read.map_err(|error| told("cannot be read", path, &error))?;
    if bytes.len() as u64 > BYTES_MAX {
        return Err(format!(
            "{}: it is longer than {BYTES_MAX} bytes: no session is",
            path.display()
        ));
    }
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let text = std::str::from_utf8(&bytes[..whole]).map_err(|_| format!("{}: it is no text", path.display()))?;
    let kept = read_lines(text).map_err(|why| format!("{}: {why}", path.display()))?;
    Ok((kept, whole as u64))
}

fn read_lines<H: DeserializeOwned, L: DeserializeOwned>(text: &str) -> Result<Kept<H, L>, String> {
    let mut lines = text.lines();
    let first = lines.next().ok_or("it holds nothing: the session had not begun")?;
    let unread = |error: serde_json::Error| format!("line 1 is no session: {error}");
    let Format { format } = serde_json::from_str(first).map_err(unread)?;
    if format != 1 {
        return Err(format!("it has format {format}; this program knows 1"));
    }
    let header: H = serde_json::from_str(first).map_err(unread)?;
    let rest = lines.zip(2..).map(|(line, number)| {
        serde_json::from_str(line).map_err(|error| format!("line {number} cannot be read: {error}"))
    });
    Ok(Kept {
        header,
        lines: rest.collect::<Result<_, _>>()?,
    })
}

/// What every first line says.
#[derive(Deserialize)]
struct Format {
    format: u32,
}

/// The name of the file of plans in a folder of sessions: one a line, the last one holds.
pub const PLANS: &str = "plans.jsonl";

/// Adds a plan; those before it stay.
///
/// # Errors
/// In words, where it cannot be written.
pub fn add_plan(file: &Path, plan: &Plan) -> Result<(), String> {
    let mut line = serde_json::to_vec(plan).expect("plain data");
    line.push(b'\n');
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    let written = options
        .open(file)
        .and_then(|mut file| file.write_all(&line).and_then(|()| file.sync_data()));
    written.map_err(|error| told("the plan cannot be written", file, &error))
}

/// The plan that holds; an empty one where there is none yet.
///
/// # Errors
/// In words, where the file cannot be read or its last line is no plan.
pub fn newest_plan(file: &Path) -> Result<Plan, String> {
    let text = match fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Plan::default()),
        read => read.map_err(|error| told("cannot be read", file, &error))?,
    };
    let Some(last) = text.lines().rfind(|line| !line.trim().is_empty()) else {
        return Ok(Plan::default());
    };
    serde_json::from_str(last).map_err(|error| format!("{}: its last line is no plan: {error}", file.display()))
}
