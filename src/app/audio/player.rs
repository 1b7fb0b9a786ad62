//! Programs that pass raw samples on to the sound card: what they are called, and what they must be told.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::app::programs::find;
use crate::sound::RATE;

/// How much sound such a program may hold back.
const BUFFER_MILLIS: u32 = 40;

/// A program that plays what it is given on standard input: one channel of 16-bit numbers at [`RATE`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Player {
    pub path: PathBuf,
    pub arguments: Vec<OsString>,
}

impl Player {
    /// Those of this computer, the best first. `pacat` speaks to `PulseAudio` and to `PipeWire` in its guise, `pw-cat` to `PipeWire` alone,
    /// `aplay` to ALSA, which leads to either or to the card itself.
    #[must_use]
    pub fn found() -> Vec<Self> {
        let known: [(&str, String); 3] = [
            (
                "pacat",
                format!(
                    "--playback --raw --format=s16le --rate={RATE} --channels=1 --latency-msec={BUFFER_MILLIS} --client-name=bounceback"
                ),
            ),
            (
                "pw-cat",
                format!("--playback --raw --format s16 --rate {RATE} --channels 1 --latency {BUFFER_MILLIS}ms -"),
            ),
            (
                "aplay",
                format!(
                    "--quiet --file-type raw --format S16_LE --rate {RATE} --channels 1 --buffer-time {} --period-time {} -",
                    BUFFER_MILLIS * 1000,
                    BUFFER_MILLIS * 250
                ),
            ),
        ];
        known
            .into_iter()
            .filter_map(|(name, arguments)| {
                Some(Self {
                    path: find(name)?,
                    arguments: arguments.split(' ').map(OsString::from).collect(),
                })
            })
            .collect()
    }
}
