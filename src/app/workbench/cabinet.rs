//! Where texts of the workbench are kept: the file itself, a journal of what is not in it yet, and its last states.
//!
//! A thread of its own writes, so that no picture waits for a disk. A file that another program has changed is never written over: it is
//! told, and somebody decides.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::library::write_whole;
use crate::workbench::{Patch, apply};

/// How many states of a text are kept.
pub const STATES_MAX: usize = 50;
/// How often it is looked whether another program has changed the file.
const LOOK_EVERY: Duration = Duration::from_millis(700);
/// States that follow each other faster than this take each other's place.
const STATE_EVERY: Duration = Duration::from_secs(20);
/// The largest file that is opened, bytes: far more than a scenario that can be solved.
pub const BYTES_MAX: u64 = 4 << 20;

/// What the thread is asked to do.
enum Job {
    /// Notes changes down, so that a crash loses nothing.
    Note(Vec<Patch>),
    /// Writes the file, whatever another program made of it where `force` is set.
    Save { turn: u64, text: String, force: bool },
    /// Keeps this text among the states.
    Keep(String),
}

/// What the thread tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The text of this number is in the file.
    Saved(u64),
    /// Another program has changed the file to this, or taken it away.
    Changed(Option<String>),
    /// As a sentence.
    Failed(String),
}

/// A text as it stood at some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Seconds since 1970.
    pub at: u64,
    pub text: String,
}

/// A text as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub text: String,
    /// What was typed on top of it before the program ended without saving.
    pub rescued: Option<String>,
}

/// The cabinet of one file.
pub struct Cabinet {
    jobs: Sender<Job>,
    told: Mutex<Receiver<Told>>,
    states: Option<PathBuf>,
}

impl Cabinet {
    /// Opens a file. `folder` is where journals and states are kept; `None`: nowhere.
    ///
    /// # Errors
    /// Why it cannot be read, as a sentence.
    pub fn open(path: &Path, folder: Option<&Path>) -> Result<(Self, Found), String> {
        let text = read(path)?;
        let own = folder.map(|folder| folder.join("workbench").join(name_of(path)));
        let mut said = None;
        if let Some(own) = &own
            && let Err(error) = std::fs::create_dir_all(own)
        {
            said = Some(format!(
                "Nothing can be kept in {} ({error}): what is not saved is lost in a crash.",
                own.display()
            ));
        }
        let journal = own.as_ref().map(|own| own.join("journal.jsonl"));
        let rescued = journal.as_ref().and_then(|journal| rescued(journal, &text));
        let (jobs, asked) = channel();
        let (tell, told) = channel();
        if let Some(said) = said {
            // Nobody has gone yet.
            let _ = tell.send(Told::Failed(said));
        }
        let keeper = Keeper {
            known: Some(hash(&text)),
            seen: seen(path),
            path: path.to_owned(),
            journal,
            begun: None,
            states: own.clone(),
            last_state: None,
            is_changed: false,
            tell,
        };
        thread::spawn(move || keeper.work(&asked));
        let cabinet = Self {
            jobs,
            told: Mutex::new(told),
            states: own,
        };
        Ok((cabinet, Found { text, rescued }))
    }

    /// Notes changes down.
    pub fn note(&self, patches: Vec<Patch>) {
        if !patches.is_empty() {
            // Where the thread is gone the file is told as not saved.
            let _ = self.jobs.send(Job::Note(patches));
        }
    }

    /// Writes the file.
    pub fn save(&self, turn: u64, text: String, force: bool) {
        let _ = self.jobs.send(Job::Save { turn, text, force });
    }

    /// Keeps a text among the states.
    pub fn keep(&self, text: String) {
        let _ = self.jobs.send(Job::Keep(text));
    }

    /// What was told, one after the other.
    pub fn told(&mut self) -> Option<Told> {
        let told = self.told.get_mut().unwrap_or_else(PoisonError::into_inner);
        told.try_recv().ok()
    }

    /// The states that are kept, the newest first.
    #[must_use]
    pub fn states(&self) -> Vec<State> {
        let Some(folder) = &self.states else { return Vec::new() };
        let mut states: Vec<State> = state_files(folder)
            .into_iter()
            .filter_map(|(at, path)| {
                Some(State {
                    at,
                    text: std::fs::read_to_string(path).ok()?,
                })
            })
            .collect();
        states.reverse();
        states
    }
}

/// The thread's own things.
struct Keeper {
    path: PathBuf,
    /// The hash of the file as this program knows it; `None` where it is gone.
    known: Option<[u8; 32]>,
    seen: Option<(SystemTime, u64)>,
    journal: Option<PathBuf>,
    /// The journal, from the first change after a save.
    begun: Option<std::fs::File>,
    states: Option<PathBuf>,
    last_state: Option<(Instant, PathBuf)>,
    /// Whether another program has changed the file and nobody has decided yet.
    is_changed: bool,
    tell: Sender<Told>,
}

impl Keeper {
    fn work(mut self, jobs: &Receiver<Job>) {
        loop {
            let told = match jobs.recv_timeout(LOOK_EVERY) {
                Ok(Job::Note(patches)) => self
                    .note(&patches)
                    .err()
                    .map(|error| Told::Failed(format!("What is typed cannot be noted down ({error}): save often."))),
                Ok(Job::Save { turn, text, force }) => Some(self.save(turn, &text, force)),
                Ok(Job::Keep(text)) => {
                    self.last_state = None;
                    self.keep(&text);
                    self.last_state = None;
                    None
                }
                Err(RecvTimeoutError::Timeout) => self.look(),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if let Some(told) = told
                && self.tell.send(told).is_err()
            {
                return;
            }
        }
    }

    /// Appends to the journal, which begins with the hash of the file that it goes on from.
    fn note(&mut self, patches: &[Patch]) -> io::Result<()> {
        let Some(journal) = &self.journal else { return Ok(()) };
        if self.begun.is_none() {
            let mut file = std::fs::File::create(journal)?;
            let head = Head {
                base: self.known.map(hex).unwrap_or_default(),
            };
            writeln!(file, "{}", serde_json::to_string(&head)?)?;
            self.begun = Some(file);
        }
        if let Some(file) = &mut self.begun {
            let mut lines = String::new();
            for patch in patches {
                let line = Line(patch.range.start, patch.range.end, patch.text.clone());
                lines += &serde_json::to_string(&line)?;
                lines.push('\n');
            }
            file.write_all(lines.as_bytes())?;
        }
        Ok(())
    }

    fn save(&mut self, turn: u64, text: &str, force: bool) -> Told {
        if !force && let Some(changed) = self.look() {
            return changed;
        }
        if self.is_changed && !force {
            return Told::Failed(
                "Another program has changed the file: nothing is saved until you have decided which one stays."
                    .to_owned(),
            );
        }
        if let Err(error) = write_whole(&self.path, text) {
            return Told::Failed(format!("{} cannot be saved: {error}.", self.path.display()));
        }
        self.known = Some(hash(text));
        self.seen = seen(&self.path);
        self.is_changed = false;
        self.begun = None;
        if let Some(journal) = &self.journal {
            // Where it stays, its base is another text, and it is passed over.
            let _ = std::fs::remove_file(journal);
        }
        self.keep(text);
        Told::Saved(turn)
    }

    /// Keeps a state; one that was kept a moment ago is replaced.
    fn keep(&mut self, text: &str) {
        let Some(folder) = &self.states else { return };
        let files = state_files(folder);
        if files
            .last()
            .and_then(|(_, path)| std::fs::read_to_string(path).ok())
            .is_some_and(|last| last == text)
        {
            return;
        }
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
            .as_secs();
        let first_free = files.last().map_or(now, |(at, _)| now.max(at + 1));
        let path = match &self.last_state {
            Some((since, path)) if since.elapsed() < STATE_EVERY => path.clone(),
            _ => folder.join(format!("{first_free}.ron")),
        };
        // A state that cannot be kept is no reason to stop writing.
        if write_whole(&path, text).is_ok() {
            let since = match &self.last_state {
                Some((since, last)) if *last == path => *since,
                _ => Instant::now(),
            };
            self.last_state = Some((since, path));
        }
        let files = state_files(folder);
        for (_, old) in files.iter().take(files.len().saturating_sub(STATES_MAX)) {
            let _ = std::fs::remove_file(old);
        }
    }

    /// Whether another program has changed the file since; told once for each change.
    fn look(&mut self) -> Option<Told> {
        let now = seen(&self.path);
        if now == self.seen {
            return None;
        }
        self.seen = now;
        let text = match now {
            None => None,
            Some(_) => Some(read(&self.path).ok()?),
        };
        let hash = text.as_deref().map(hash);
        if hash == self.known {
            return None;
        }
        self.known = hash;
        self.is_changed = true;
        Some(Told::Changed(text))
    }
}

/// The first line of a journal.
#[derive(Serialize, Deserialize)]
struct Head {
    base: String,
}

/// A change: start, end, text.
#[derive(Serialize, Deserialize)]
struct Line(usize, usize, String);

/// The text with the changes of its journal, where it is one of this very text and says more. A line that was cut off ends it.
fn rescued(journal: &Path, text: &str) -> Option<String> {
    let lines = std::fs::read_to_string(journal).ok()?;
    let mut lines = lines.lines();
    let head: Head = serde_json::from_str(lines.next()?).ok()?;
    if head.base != hex(hash(text)) {
        return None;
    }
    let mut now = text.to_owned();
    for line in lines {
        let Ok(Line(start, end, words)) = serde_json::from_str(line) else {
            break;
        };
        let Some((next, _)) = apply(&now, &[Patch::new(start..end, words)]) else {
            break;
        };
        now = next;
    }
    (now != text).then_some(now)
}

fn read(path: &Path) -> Result<String, String> {
    let shown = path.display();
    let length = std::fs::metadata(path)
        .map_err(|error| format!("{shown} cannot be read: {error}."))?
        .len();
    if length > BYTES_MAX {
        return Err(format!(
            "{shown} is too large for a scenario: {} MiB at most.",
            BYTES_MAX >> 20
        ));
    }
    let bytes = std::fs::read(path).map_err(|error| format!("{shown} cannot be read: {error}."))?;
    String::from_utf8(bytes).map_err(|_| format!("{shown} is no text in UTF-8: save it as such."))
}

fn seen(path: &Path) -> Option<(SystemTime, u64)> {
    let about = std::fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}

fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

fn hex(bytes: [u8; 32]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// A folder's name for a file: its own, and what tells it apart from others of that name.
fn name_of(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let stem: String = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { '-' })
        .take(40)
        .collect();
    let mark = hex(hash(&whole.to_string_lossy()));
    format!("{stem}-{}", &mark[..12])
}

/// The states in a folder, the oldest first.
fn state_files(folder: &Path) -> Vec<(u64, PathBuf)> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<(u64, PathBuf)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let at = path.file_name()?.to_str()?.strip_suffix(".ron")?.parse().ok()?;
            Some((at, path))
        })
        .collect();
    files.sort_unstable();
    files
}

#[cfg(test)]
mod tests;
