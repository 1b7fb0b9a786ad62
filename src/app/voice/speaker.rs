//! Speaks a line by a child process and ends it when it must be silent. Never waits for it.

use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::program::Program;
use crate::sound::{Manner, Score, Tempo};

/// A program that says it is done in less than this share of the time that the words take has said nothing.
const LEAST_SHARE: f32 = 0.2;
/// Shorter lines are not judged by it.
const JUDGED: Duration = Duration::from_millis(1200);

/// What became of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoken {
    /// None is spoken.
    Nothing,
    Speaking,
    /// It was spoken to its end.
    Ended,
    /// The program could not speak it.
    Failed,
}

/// The program with the line that it speaks.
#[derive(Debug, Default)]
pub struct Speaker {
    program: Option<Program>,
    has_failed: bool,
    speaking: Option<Line>,
    /// Ended, but not yet taken from the system.
    ended: Vec<Child>,
}

#[derive(Debug)]
struct Line {
    child: Child,
    began: Instant,
    /// How long the words take by our own reckoning.
    takes: Duration,
}

impl Speaker {
    /// With the program of this computer, if there is one.
    #[must_use]
    pub fn found() -> Self {
        Self::with(Program::found())
    }

    /// With this program.
    #[must_use]
    pub const fn with(program: Option<Program>) -> Self {
        Self {
            program,
            has_failed: false,
            speaking: None,
            ended: Vec::new(),
        }
    }

    /// The program that speaks, unless it has failed in this run.
    #[must_use]
    pub fn program(&self) -> Option<&Program> {
        self.program.as_ref().filter(|_| !self.has_failed)
    }

    /// Whether there was one and it failed.
    #[must_use]
    pub const fn has_failed(&self) -> bool {
        self.has_failed
    }

    /// Speaks a line instead of the last one; whether it was begun. `volume` is 0 ..= 1.
    pub fn speak(&mut self, text: &str, manner: Manner, volume: f32) -> bool {
        self.hush();
        let Some(program) = self.program().cloned() else {
            return false;
        };
        let speech = program.kind.speech(text, manner, volume);
        let started = Command::new(&program.path)
            .args(&speech.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut child) = started else {
            self.has_failed = true;
            return false;
        };
        // The text fits into the pipe, so nothing is waited for; a program that does not read will be found to have failed.
        if let Some(mut input) = child.stdin.take() {
            let _ = input.write_all(speech.input.as_bytes());
        }
        let seconds = Score::of(text).units() / manner.units_per_second(Tempo::Voice);
        self.speaking = Some(Line {
            child,
            began: Instant::now(),
            takes: Duration::from_secs_f32(seconds),
        });
        true
    }

    /// Falls silent.
    pub fn hush(&mut self) {
        let Some(mut line) = self.speaking.take() else { return };
        // It may have ended by itself.
        let _ = line.child.kill();
        self.ended.push(line.child);
        let cancel = self
            .program
            .as_ref()
            .and_then(|program| Some((program, program.cancel()?)));
        if let Some((program, word)) = cancel {
            let told = Command::new(&program.path)
                .arg(word)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn();
            self.ended.extend(told);
        }
    }

    /// What became of the line since this was last asked.
    pub fn listen(&mut self) -> Spoken {
        self.ended.retain_mut(|child| matches!(child.try_wait(), Ok(None)));
        let Some(line) = &mut self.speaking else {
            return Spoken::Nothing;
        };
        let took = line.began.elapsed();
        let spoken = match line.child.try_wait() {
            Ok(None) => return Spoken::Speaking,
            Ok(Some(status)) if status.success() => {
                let is_too_quick = line.takes > JUDGED && took < line.takes.mul_f32(LEAST_SHARE);
                if is_too_quick { Spoken::Failed } else { Spoken::Ended }
            }
            Ok(Some(_)) | Err(_) => Spoken::Failed,
        };
        self.speaking = None;
        self.has_failed |= spoken == Spoken::Failed;
        spoken
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        self.hush();
        for child in &mut self.ended {
            // Killed above: this takes no time.
            let _ = child.wait();
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::path::Path;

    use super::super::program::Kind;
    use super::*;
    use crate::app::programs::tests::script;

    const LINE: &str = "Two weeks! I bought these here two weeks ago.";

    fn speaker(folder: &Path, lines: &str) -> Speaker {
        Speaker::with(Some(Program {
            kind: Kind::Espeak,
            path: script(folder, "talk", lines),
        }))
    }

    fn manner() -> Manner {
        Manner::new(0.5, 1.0, 0.3)
    }

    /// Waits for what becomes of the line, ten seconds at most.
    fn outcome(speaker: &mut Speaker) -> Spoken {
        let began = Instant::now();
        loop {
            match speaker.listen() {
                Spoken::Speaking if began.elapsed() < Duration::from_secs(10) => {
                    std::thread::sleep(Duration::from_millis(10));
                }
                other => return other,
            }
        }
    }

    #[test]
    fn the_words_come_on_standard_input_and_the_end_is_heard_of() {
        let folder = tempfile::tempdir().expect("a folder");
        let [heard, asked] = ["heard", "asked"].map(|name| folder.path().join(name));
        let lines = format!(
            "cat > {}\necho \"$@\" > {}\nsleep 0.8",
            heard.display(),
            asked.display()
        );
        let mut speaker = speaker(folder.path(), &lines);
        let began = Instant::now();
        assert!(speaker.speak(LINE, manner(), 0.5));
        assert!(began.elapsed() < Duration::from_millis(300), "nothing is waited for");
        assert_eq!(outcome(&mut speaker), Spoken::Ended);
        assert_eq!(std::fs::read_to_string(heard).expect("heard"), LINE);
        let asked = std::fs::read_to_string(asked).expect("asked");
        assert!(asked.contains("--stdin") && !asked.contains("weeks"), "{asked}");
        assert_eq!(speaker.listen(), Spoken::Nothing);
        assert!(speaker.program().is_some());
    }

    #[test]
    fn a_hush_ends_the_program_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let done = folder.path().join("done");
        let mut speaker = speaker(folder.path(), &format!("exec sleep 30; touch {}", done.display()));
        assert!(speaker.speak(LINE, manner(), 0.5));
        assert_eq!(speaker.listen(), Spoken::Speaking);
        let process = speaker.speaking.as_ref().expect("a line").child.id();
        speaker.hush();
        assert_eq!(speaker.listen(), Spoken::Nothing);
        let began = Instant::now();
        while !speaker.ended.is_empty() {
            assert!(began.elapsed() < Duration::from_secs(5), "it goes on");
            std::thread::sleep(Duration::from_millis(5));
            speaker.listen();
        }
        assert!(!Path::new(&format!("/proc/{process}/exe")).exists());
        assert!(speaker.program().is_some(), "being ended is no failure");
        assert!(speaker.speak(LINE, manner(), 0.5), "and it speaks again");
    }

    #[test]
    fn a_program_that_fails_is_not_asked_again() {
        let folder = tempfile::tempdir().expect("a folder");
        for lines in ["exit 1", "cat >/dev/null; exit 3", "exit 0"] {
            let mut speaker = speaker(folder.path(), lines);
            assert!(speaker.speak(LINE, manner(), 0.5), "{lines}");
            assert_eq!(outcome(&mut speaker), Spoken::Failed, "{lines}");
            assert!(speaker.program().is_none() && speaker.has_failed());
            assert!(!speaker.speak(LINE, manner(), 0.5), "not asked again");
        }
        let gone = Program {
            kind: Kind::Espeak,
            path: folder.path().join("gone"),
        };
        let mut speaker = Speaker::with(Some(gone));
        assert!(!speaker.speak(LINE, manner(), 0.5) && speaker.has_failed());
        assert!(!Speaker::with(None).speak(LINE, manner(), 0.5));
    }

    #[test]
    fn a_program_that_does_not_read_holds_nobody_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut speaker = speaker(folder.path(), "exec sleep 30");
        let began = Instant::now();
        assert!(speaker.speak(&"word ".repeat(20_000), manner(), 0.5));
        assert!(began.elapsed() < Duration::from_secs(1));
        drop(speaker);
        assert!(began.elapsed() < Duration::from_secs(3), "nor does its end");
    }
}
