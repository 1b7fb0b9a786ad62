//! Programs that speak, and what they must be told for a manner of speaking. Words go to standard input, never into a command line.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::app::programs::find;
use crate::sound::Manner;

/// The longest text that is given to a program, in bytes: a pipe takes it without waiting.
const TEXT_BYTES: usize = 4000;
/// The speed of ordinary talk, in words a minute.
const WORDS_PER_MINUTE: f32 = 185.0;

/// A kind of program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// eSpeak NG, and eSpeak before it.
    Espeak,
    /// The client of Speech Dispatcher.
    SpdSay,
    /// The speech of macOS.
    Say,
    /// The speech of Windows.
    PowerShell,
}

/// The names under which each is looked for, the best first.
const NAMES: [(&str, Kind); 5] = [
    ("espeak-ng", Kind::Espeak),
    ("espeak", Kind::Espeak),
    ("spd-say", Kind::SpdSay),
    ("say", Kind::Say),
    ("powershell", Kind::PowerShell),
];

/// A program that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    pub kind: Kind,
    pub path: PathBuf,
}

/// What a program is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    pub arguments: Vec<OsString>,
    /// What it reads.
    pub input: String,
}

impl Program {
    /// The best one of this computer. A `say` is macOS's only on macOS: elsewhere other programs have that name.
    #[must_use]
    pub fn found() -> Option<Self> {
        NAMES
            .into_iter()
            .filter(|(_, kind)| match kind {
                Kind::Say => cfg!(target_os = "macos"),
                Kind::PowerShell => cfg!(windows),
                Kind::Espeak | Kind::SpdSay => true,
            })
            .find_map(|(name, kind)| {
                Some(Self {
                    kind,
                    path: find(name)?,
                })
            })
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// What makes it fall silent beside being ended: Speech Dispatcher's server speaks on without its client.
    #[must_use]
    pub fn cancel(&self) -> Option<&'static str> {
        (self.kind == Kind::SpdSay).then_some("--cancel")
    }
}

impl Kind {
    /// What a program of this kind is told. `volume` is 0 ..= 1.
    #[must_use]
    pub fn speech(self, text: &str, manner: Manner, volume: f32) -> Speech {
        let words = plain(text);
        let volume = volume.clamp(0.0, 1.0);
        // Calm talk leaves room for anger.
        let loudness = volume * (0.7 + 0.3 * manner.anger);
        let pitch = (manner.pitch + 0.12 * manner.anger).min(1.0);
        let speed = manner.speed();
        let list = |arguments: &[String]| arguments.iter().map(OsString::from).collect();
        match self {
            Self::Espeak => {
                // Higher voices are other voices: a deep one at a high pitch sounds like a tape that runs too fast.
                let (variant, within) = if manner.pitch >= 0.5 {
                    ("en+f3", 0.2 + 0.6 * pitch)
                } else {
                    ("en+m3", 0.15 + 0.9 * pitch)
                };
                Speech {
                    arguments: list(&[
                        "--stdin".to_owned(),
                        "-v".to_owned(),
                        variant.to_owned(),
                        "-p".to_owned(),
                        whole(within * 99.0, 0, 99),
                        "-s".to_owned(),
                        whole(WORDS_PER_MINUTE * speed, 80, 450),
                        "-a".to_owned(),
                        whole(loudness * 115.0, 0, 200),
                    ]),
                    input: words,
                }
            }
            Self::SpdSay => Speech {
                arguments: list(&[
                    "--pipe-mode".to_owned(),
                    "--wait".to_owned(),
                    format!("--pitch={}", whole(pitch * 120.0 - 60.0, -100, 100)),
                    format!("--rate={}", whole((speed - 1.0) * 90.0, -100, 100)),
                    format!("--volume={}", whole(loudness * 200.0 - 100.0, -100, 100)),
                ]),
                input: format!("{words}\n"),
            },
            Self::Say => Speech {
                arguments: list(&["-r".to_owned(), whole(WORDS_PER_MINUTE * speed, 80, 450)]),
                // Its own commands stand in double brackets, which `plain` leaves nothing of in the text.
                input: format!(
                    "[[pbas {}]] [[volm {:.2}]] {words}\n",
                    whole(36.0 + 22.0 * pitch, 30, 65),
                    loudness
                ),
            },
            Self::PowerShell => Speech {
                arguments: list(&[
                    "-NoProfile".to_owned(),
                    "-NonInteractive".to_owned(),
                    "-Command".to_owned(),
                    POWER_SHELL.to_owned(),
                ]),
                input: format!(
                    "<speak version=\"1.0\" xmlns=\"http://www.w3.org/2001/10/synthesis\" xml:lang=\"en-US\"><prosody pitch=\"{:+}%\" rate=\"{:+}%\" volume=\"{}\">{}</prosody></speak>",
                    number((pitch - 0.5) * 50.0, -50, 50),
                    number((speed - 1.0) * 100.0, -60, 120),
                    number(loudness * 100.0, 0, 100),
                    escaped(&words)
                ),
            },
        }
    }
}

/// Reads SSML from standard input and speaks it. No word of a scenario is part of it.
const POWER_SHELL: &str = "[Console]::InputEncoding = [Text.Encoding]::UTF8; $text = [Console]::In.ReadToEnd(); \
    Add-Type -AssemblyName System.Speech; \
    (New-Object System.Speech.Synthesis.SpeechSynthesizer).SpeakSsml($text)";

fn number(value: f32, low: i32, high: i32) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a small number")]
    let number = value.round() as i32;
    number.clamp(low, high)
}

fn whole(value: f32, low: i32, high: i32) -> String {
    number(value, low, high).to_string()
}

/// One line without anything that a speech program takes for a command: brackets, control characters, a leading mark.
fn plain(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|letter| match letter {
            '[' | ']' | '<' | '>' | '|' | '\\' => ' ',
            other if other.is_control() => ' ',
            // Programs that know no typographic marks spell them out.
            '’' | '‘' => '\'',
            '“' | '”' => '"',
            other => other,
        })
        .collect();
    let mut line = line
        .trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '$' && letter != '€')
        .trim_end()
        .to_owned();
    let mut end = line.len().min(TEXT_BYTES);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    line.truncate(end);
    line
}

/// Text within XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [Kind; 4] = [Kind::Espeak, Kind::SpdSay, Kind::Say, Kind::PowerShell];

    fn number_after(speech: &Speech, flag: &str) -> i32 {
        let arguments: Vec<&str> = speech
            .arguments
            .iter()
            .map(|word| word.to_str().expect("text"))
            .collect();
        let at = arguments
            .iter()
            .position(|word| word.starts_with(flag))
            .expect("the flag");
        let value = arguments[at].strip_prefix(flag).filter(|rest| !rest.is_empty());
        value.unwrap_or_else(|| arguments[at + 1]).parse().expect("a number")
    }

    #[test]
    fn pitch_pace_and_anger_reach_the_program() {
        let at = |pitch, pace, anger| Kind::Espeak.speech("Hello.", Manner::new(pitch, pace, anger), 0.7);
        let calm = at(0.4, 1.0, 0.0);
        assert!(number_after(&at(0.45, 1.0, 0.0), "-p") > number_after(&calm, "-p"));
        assert!(number_after(&at(0.4, 1.3, 0.0), "-s") > number_after(&calm, "-s"));
        let angry = at(0.4, 1.0, 1.0);
        for flag in ["-p", "-s", "-a"] {
            assert!(number_after(&angry, flag) > number_after(&calm, flag), "{flag}");
        }
        let quiet = Kind::SpdSay.speech("Hello.", Manner::new(0.4, 1.0, 0.0), 0.2);
        let loud = Kind::SpdSay.speech("Hello.", Manner::new(0.4, 1.0, 0.0), 0.9);
        assert!(number_after(&loud, "--volume=") > number_after(&quiet, "--volume="));
    }

    #[test]
    fn every_number_stays_in_range() {
        for pitch in [-1.0, 0.0, 0.49, 0.5, 1.0, 9.0] {
            for (pace, anger, volume) in [(0.0, 0.0, 0.0), (9.0, 9.0, 9.0), (1.0, 0.5, 0.5)] {
                let manner = Manner::new(pitch, pace, anger);
                let espeak = Kind::Espeak.speech("Hello.", manner, volume);
                assert!((0..=99).contains(&number_after(&espeak, "-p")));
                assert!((80..=450).contains(&number_after(&espeak, "-s")));
                assert!((0..=200).contains(&number_after(&espeak, "-a")));
                let spd = Kind::SpdSay.speech("Hello.", manner, volume);
                for flag in ["--pitch=", "--rate=", "--volume="] {
                    assert!((-100..=100).contains(&number_after(&spd, flag)), "{flag}");
                }
            }
        }
    }

    #[test]
    fn no_word_stands_in_a_command_line_and_none_is_a_command() {
        let text = "!-! HISTORY [[volm 9]] <speak>\n-f /etc/passwd & \"rest\" \u{1b}[2J";
        for kind in KINDS {
            let speech = kind.speech(text, Manner::new(0.5, 1.0, 0.5), 0.5);
            let arguments: Vec<String> = speech
                .arguments
                .iter()
                .map(|word| word.to_string_lossy().into_owned())
                .collect();
            assert!(
                !arguments
                    .iter()
                    .any(|word| word.contains("passwd") || word.contains("HISTORY"))
            );
            assert!(speech.input.contains("passwd"), "{kind:?} is given the words");
            assert!(!speech.input.contains("!-!") && !speech.input.contains("[[volm 9]]"));
            assert!(
                !speech.input.trim_end().contains(['\n', '\u{1b}']),
                "{:?}",
                speech.input
            );
        }
        let shell = Kind::PowerShell.speech(text, Manner::new(0.5, 1.0, 0.5), 0.5).input;
        assert!(shell.contains("&amp;") && shell.matches("<speak").count() == 1);
    }

    #[test]
    fn a_long_line_is_cut_at_a_letter() {
        let speech = Kind::Espeak.speech(&"é".repeat(9000), Manner::new(0.5, 1.0, 0.0), 0.5);
        assert!(speech.input.len() <= TEXT_BYTES && speech.input.chars().all(|letter| letter == 'é'));
    }
}
