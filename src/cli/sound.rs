//! `bounceback sound`: writes what the window plays into a file, so that a person can listen.

use std::process::ExitCode;

use super::args::Sound;
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome};
use crate::diagnostic::Known;
use crate::sound::{Piece, RATE, Wave};

pub fn run(verb: &Sound, terminal: &mut Terminal) -> Outcome {
    let pieces = Piece::all();
    let Some(name) = &verb.name else {
        let names: Vec<&str> = pieces.iter().map(|(name, _)| name.as_str()).collect();
        terminal.line(Tone::Plain, &names.join("\n"))?;
        return Ok(ExitCode::SUCCESS);
    };
    let Some((_, piece)) = pieces.iter().find(|(known, _)| known == name) else {
        let known = Known(pieces.iter().map(|(name, _)| name.as_str()).collect());
        let help = known.help(name).unwrap_or_default();
        return Err(CliError::Said(format!("there is no sound `{name}`; {help}")));
    };
    if verb.say.is_some() && !matches!(piece, Piece::Babble(_)) {
        return Err(CliError::Said(format!("`{name}` says nothing; --say is for a babble")));
    }
    let Some(path) = &verb.out else {
        return Err(CliError::Said("say where to: --out FILE.wav".to_owned()));
    };
    let wave = piece.render(verb.say.as_deref(), RATE);
    write(&wave, path).map_err(|error| CliError::Said(format!("{} cannot be written: {error}", path.display())))?;
    let words = format!(
        "{} was written: {:.2} s, peak {:.3}, loudness {:.3} (root mean square).",
        path.display(),
        wave.seconds(),
        wave.peak(),
        wave.rms()
    );
    terminal.line(Tone::Good, &words)?;
    Ok(ExitCode::SUCCESS)
}

/// One channel, 16 bits.
fn write(wave: &Wave, path: &std::path::Path) -> Result<(), hound::Error> {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: wave.rate(),
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(path, spec)?;
    for sample in wave.to_pcm() {
        writer.write_sample(sample)?;
    }
    writer.finalize()
}
