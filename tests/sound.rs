//! What is heard, in numbers: nobody listens in a test.

#![expect(clippy::cast_precision_loss, reason = "counts of samples are small")]

use bounceback::sound::{
    Effect, LOOP_SECONDS, Manner, Piece, RATE, Room, Score, Tempo, Wave, babble, on_the_phone, typing,
};
use bounceback::vocabulary::Vocabulary;

const LINE: &str =
    "I bought these here two weeks ago. Two weeks! The heel came off in the street, with people looking. What now?";

fn rms(samples: &[f32]) -> f32 {
    (samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len().max(1) as f32).sqrt()
}

/// The pitch of a voice by autocorrelation: the shortest lag that is nearly as alike as the best one, in hertz.
fn pitch_hz(samples: &[f32], rate: u32) -> f32 {
    let (shortest, longest) = (rate as usize / 420, rate as usize / 65);
    let alike = |lag: usize| -> f32 {
        let (early, late) = (&samples[..samples.len() - lag], &samples[lag..]);
        let product: f32 = early.iter().zip(late).map(|(one, two)| one * two).sum();
        let power = (early.iter().map(|s| s * s).sum::<f32>() * late.iter().map(|s| s * s).sum::<f32>()).sqrt();
        product / power.max(1e-9)
    };
    let all: Vec<(usize, f32)> = (shortest..=longest).map(|lag| (lag, alike(lag))).collect();
    let best = all.iter().fold(0.0_f32, |best, (_, value)| best.max(*value));
    let is_top = |at: usize| {
        let before = at.checked_sub(1).map_or(f32::MIN, |at| all[at].1);
        let after = all.get(at + 1).map_or(f32::MIN, |next| next.1);
        all[at].1 >= before && all[at].1 >= after && all[at].1 > 0.85 * best
    };
    let lag = (0..all.len()).find(|at| is_top(*at)).map_or(longest, |at| all[at].0);
    rate as f32 / lag as f32
}

/// The middle one of the pitches of a wave's loud stretches.
fn usual_pitch_hz(wave: &Wave) -> f32 {
    let window = wave.rate() as usize * 45 / 1000;
    let loud = wave.rms();
    let mut all: Vec<f32> = wave
        .samples()
        .chunks_exact(window)
        .filter(|window| rms(window) > loud)
        .map(|window| pitch_hz(window, wave.rate()))
        .collect();
    all.sort_by(f32::total_cmp);
    all[all.len() / 2]
}

#[test]
fn everything_is_quiet_and_has_soft_edges_and_no_constant() {
    for (name, piece) in Piece::all() {
        let wave = piece.render(None, RATE);
        let (peak, rms) = (wave.peak(), wave.rms());
        let mean = wave.samples().iter().sum::<f32>() / wave.samples().len() as f32;
        println!(
            "{name:22} {:5.2} s  peak {peak:.3}  rms {rms:.4}  mean {mean:+.6}",
            wave.seconds()
        );
        assert!(wave.samples().iter().all(|sample| sample.is_finite()), "{name}");
        assert!(mean.abs() < 1e-3, "{name}: a constant of {mean}");
        match piece {
            Piece::Babble(_) => {
                assert!(
                    peak < 0.95 && (0.03..0.2).contains(&rms),
                    "{name}: peak {peak}, rms {rms}"
                );
            }
            Piece::Effect(_) => {
                assert!((0.05..=0.3).contains(&peak), "{name}: peak {peak}");
                assert!((0.002..0.12).contains(&rms), "{name}: rms {rms}");
                assert!(wave.seconds() < 2.6, "{name} is long");
            }
            Piece::Room(_) => {
                assert!(
                    peak < 0.15 && (0.004..0.02).contains(&rms),
                    "{name}: peak {peak}, rms {rms}"
                );
                continue; // it has no edges
            }
        }
        let (first, last) = (wave.samples()[0], wave.samples()[wave.samples().len() - 1]);
        assert!(
            first.abs() < 1e-4 && last.abs() < 1e-4,
            "{name} begins with {first}, ends with {last}"
        );
        // A soft attack: nothing is at its loudest within the first two thousandths of a second.
        let start = wave
            .between(0.0, 0.002)
            .iter()
            .fold(0.0_f32, |most, s| most.max(s.abs()));
        assert!(start < 0.6 * peak, "{name} clicks: {start} of {peak} at once");
    }
}

#[test]
fn everything_sounds_the_same_each_time() {
    for (name, piece) in Piece::all() {
        assert_eq!(piece.render(None, RATE), piece.render(None, RATE), "{name}");
    }
    let manner = Manner::new(0.5, 1.0, 0.5);
    assert_ne!(
        babble("Hello there.", manner, RATE),
        babble("Hello where.", manner, RATE)
    );
}

#[test]
fn the_voice_follows_the_customers_pitch() {
    let mut last = 0.0;
    for pitch in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let manner = Manner::new(pitch, 1.0, 0.0);
        let heard = usual_pitch_hz(&babble(LINE, manner, RATE));
        let wanted = manner.fundamental_hz();
        println!("pitch {pitch}: {wanted:.0} Hz wanted, {heard:.0} Hz heard");
        assert!((heard / wanted - 1.0).abs() < 0.12, "{wanted} wanted, {heard} heard");
        assert!(heard > last * 1.1);
        last = heard;
    }
}

#[test]
fn anger_is_louder_faster_higher_and_harsher() {
    let at = |anger| babble(LINE, Manner::new(0.4, 1.0, anger), RATE);
    // Harshness: how much of the sound is in its steps, where the high pitches are.
    let harshness = |wave: &Wave| {
        let steps: Vec<f32> = wave.samples().windows(2).map(|pair| pair[1] - pair[0]).collect();
        rms(&steps) / wave.rms()
    };
    let mut last: Option<Wave> = None;
    for anger in [0.0, 0.5, 1.0] {
        let wave = at(anger);
        if let Some(calmer) = &last {
            assert!(wave.rms() > 1.1 * calmer.rms(), "louder");
            assert!(wave.seconds() < 0.97 * calmer.seconds(), "faster");
            assert!(usual_pitch_hz(&wave) > 1.03 * usual_pitch_hz(calmer), "higher");
            assert!(harshness(&wave) > 1.05 * harshness(calmer), "harsher");
        }
        last = Some(wave);
    }
}

#[test]
fn a_babble_lasts_as_long_as_its_line_and_rests_where_the_line_rests() {
    for (pace, anger) in [(0.6, 0.0), (1.0, 0.4), (1.7, 1.0)] {
        let manner = Manner::new(0.5, pace, anger);
        let wave = babble(LINE, manner, RATE);
        let per_second = manner.units_per_second(Tempo::Babble);
        let score = Score::of(LINE);
        assert!((wave.seconds() - score.units() / per_second).abs() < 0.001);
        let characters: Vec<(char, f32)> = score.characters().collect();
        let mut rests = 0;
        for pair in characters.windows(2) {
            let [(mark, at), (_, next)] = pair else { unreachable!() };
            if next - at > 2.0 {
                let rest = wave.between((at + 0.2) / per_second, (next - 0.1) / per_second);
                assert!(rms(rest) < 1e-4, "the rest after {mark:?} is loud: {}", rms(rest));
                rests += 1;
            }
        }
        assert_eq!(rests, 4, "sentences and commas");
        // And where words are, something is heard.
        let said = wave.between(0.0, 12.0 / per_second);
        assert!(rms(said) > 0.5 * manner.loudness());
    }
}

#[test]
fn strange_lines_are_spoken_without_fuss() {
    let manner = Manner::new(f32::NAN, f32::INFINITY, -3.0);
    for text in ["", " ", "…", "!!!", "hm", "日本語", "a", "\n\n", "1234567890", "ÄÖÜ ß"] {
        let wave = babble(text, manner, RATE);
        assert!(
            wave.samples().iter().all(|sample| sample.is_finite()) && wave.peak() < 1.0,
            "{text:?}"
        );
        assert!(typing(text, 20.0, RATE).peak() < 0.3, "{text:?}");
    }
}

#[test]
fn a_room_goes_round_without_a_seam() {
    for room in Room::ALL {
        let wave = room.render(RATE);
        assert!((wave.seconds() - LOOP_SECONDS).abs() < 1e-3);
        let samples = wave.samples();
        let steps: Vec<f32> = samples.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
        let seam = (samples[0] - samples[samples.len() - 1]).abs();
        let mut sorted = steps.clone();
        sorted.sort_by(f32::total_cmp);
        let most = sorted[sorted.len() * 999 / 1000];
        assert!(
            seam <= most,
            "{room:?}: a step of {seam} where it begins again; usual ones are up to {most}"
        );
        // No part of it is much louder than another: a loop that swells is noticed.
        let parts: Vec<f32> = samples.chunks_exact(samples.len() / 9).map(rms).collect();
        let (least, loudest) = parts.iter().fold((f32::MAX, 0.0_f32), |(low, high), part| {
            (low.min(*part), high.max(*part))
        });
        assert!(loudest < 1.6 * least, "{room:?}: {parts:?}");
    }
    assert_eq!(Room::of("office", false), Room::Office);
    assert_eq!(Room::of("office", true), Room::PhoneLine);
    assert_eq!(Room::of("a place nobody knows", false), Room::Hall);
}

#[test]
fn better_endings_are_fuller_and_every_tier_has_its_own() {
    let chords: Vec<Effect> = (0..5).map(Effect::of_tier).collect();
    for pair in chords.windows(2) {
        assert_ne!(pair[0], pair[1]);
        assert_ne!(pair[0].render(RATE), pair[1].render(RATE));
    }
}

#[test]
fn typing_keeps_time_with_the_characters() {
    let wave = typing("ab", 2.0, RATE);
    assert!(rms(wave.between(0.0, 0.06)) > 1e-3 && rms(wave.between(0.5, 0.56)) > 1e-3);
    assert!(
        rms(wave.between(0.15, 0.45)) < 1e-5,
        "between two keys there is nothing"
    );
}

#[test]
fn a_telephone_is_thin_and_as_loud() {
    let near = babble(LINE, Manner::new(0.2, 1.0, 0.5), RATE);
    let far = on_the_phone(near.clone());
    assert!((far.rms() / near.rms() - 1.0).abs() < 0.15 && far.peak() < 1.0);
    // How much of it moves slowly: a running mean over a wave of 150 Hz keeps what is far below.
    let low = |wave: &Wave| {
        let means: Vec<f32> = wave
            .samples()
            .windows(RATE as usize / 300)
            .map(|window| window.iter().sum::<f32>() / window.len() as f32)
            .collect();
        rms(&means) / wave.rms()
    };
    assert!(low(&far) < 0.5 * low(&near), "{} of {}", low(&far), low(&near));
}
