//! `bounceback sound`: what a person can listen to.

use std::path::Path;
use std::process::{Command, Output};

fn sound(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bounceback"));
    command.arg("sound").args(arguments).output().expect("the program runs")
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn written(path: &Path) -> &str {
    path.to_str().expect("a path of text")
}

#[test]
fn every_sound_that_is_listed_can_be_written() {
    let listed = sound(&[]);
    assert!(listed.status.success());
    let folder = tempfile::tempdir().expect("a folder");
    let names = words(&listed.stdout);
    assert!(names.lines().count() > 20);
    for name in names.lines() {
        let file = folder.path().join(format!("{name}.wav"));
        let output = sound(&[name, "--out", written(&file)]);
        assert!(output.status.success(), "{name}: {}", words(&output.stderr));
        let mut reader = hound::WavReader::open(&file).expect("a WAV file");
        let spec = reader.spec();
        assert_eq!((spec.channels, spec.sample_rate, spec.bits_per_sample), (1, 24_000, 16));
        let loudest = reader
            .samples::<i16>()
            .map(|sample| sample.expect("a sample").unsigned_abs())
            .max();
        let loudest = loudest.expect("samples");
        assert!((100..32_000).contains(&loudest), "{name}: {loudest}");
    }
}

#[test]
fn a_babble_says_what_it_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let [short, long] = ["short.wav", "long.wav"].map(|name| folder.path().join(name));
    for (file, say) in [(&short, "No."), (&long, "No. And I will not wait any longer for it.")] {
        let output = sound(&["babble-low-calm", "--say", say, "--out", written(file)]);
        assert!(output.status.success(), "{}", words(&output.stderr));
    }
    let length = |file| hound::WavReader::open(file).expect("a WAV file").duration();
    assert!(length(&long) > 4 * length(&short));
}

#[test]
fn what_cannot_be_done_is_said() {
    for (arguments, said) in [
        (&["coins", "--out", "x.wav"][..], "did you mean `coin`?"),
        (&["coin"], "--out FILE.wav"),
        (&["coin", "--say", "Hello.", "--out", "x.wav"], "--say is for a babble"),
        (&["coin", "--out", "/no/such/folder/x.wav"], "cannot be written"),
    ] {
        let output = sound(arguments);
        assert_eq!(output.status.code(), Some(1));
        assert!(words(&output.stderr).contains(said), "{}", words(&output.stderr));
    }
}
