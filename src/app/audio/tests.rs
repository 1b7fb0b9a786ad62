//! What is heard, without a sound card.

#![expect(clippy::cast_precision_loss, reason = "counts of samples are small")]

use std::time::{Duration, Instant};

use super::*;
use crate::app::settings::Change;
use crate::library::Library;
use crate::session::{Mode, Options, Pace};

fn play(id: &str) -> Play {
    let library = Library::shipped();
    let scenario = library.find(id).expect("shipped");
    let options = Options {
        seed: 7,
        mode: Mode::Practice,
        pace: Pace::Untimed,
        temper: None,
    };
    Play::start(scenario, scenario.policy.clone(), options)
}

/// A desk that nothing is heard of.
#[cfg(all(unix, not(target_os = "macos")))]
fn null_desk() -> Desk {
    Desk {
        mixer: Mixer::on(Vec::new()).expect("a null device"),
        studio: Studio::open().expect("a thread"),
        asked_room: None,
    }
}

/// Waits until it holds, ten seconds at most.
fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_secs(10), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_sound_card_a_line_is_rendered_to_its_end_in_its_own_time() {
    let mut sounds = Sounds::new(Speaker::with(None));
    sounds.desk = Mutex::new(Some(null_desk()));
    let settings = Settings::default();
    let manner = Manner::new(0.5, 1.0, 0.0);
    sounds.say(
        "I want my money back.".to_owned(),
        manner,
        &settings,
        Channel::FaceToFace,
    );
    let line = sounds.line;
    let desk = sounds.desk(true).expect("open");
    until("the line is worked out", || {
        desk.take(line);
        desk.mixer.is_speaking()
    });
    let began = Instant::now();
    until("the line ends", || !desk.mixer.is_speaking());
    let takes = 21.0 / manner.units_per_second(Tempo::Babble);
    let took = began.elapsed().as_secs_f32();
    // A busy machine takes longer; nothing is said faster than it can be heard.
    assert!(took > takes - 0.35, "{took} s of {takes} s");
    desk.set_room(Some(Room::Hall));
    until("the room is worked out", || {
        desk.take(line);
        desk.mixer.knows_room(Room::Hall)
    });
    desk.set_room(Some(Room::Hall));
    desk.mixer.silence();
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn a_line_that_was_hushed_before_it_was_ready_is_not_played() {
    let mut sounds = Sounds::new(Speaker::with(None));
    sounds.desk = Mutex::new(Some(null_desk()));
    let settings = Settings::default();
    sounds.say(
        "Hello there.".to_owned(),
        Manner::new(0.5, 1.0, 0.0),
        &settings,
        Channel::Phone,
    );
    sounds.hush();
    let line = sounds.line;
    let desk = sounds.desk(true).expect("open");
    for _ in 0..60 {
        desk.take(line);
        assert!(!desk.mixer.is_speaking());
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn time_is_kept_by_who_speaks() {
    let sounds = Sounds::new(Speaker::with(None));
    let play = play("broken-heel");
    let mut settings = Settings::default();
    assert_eq!(
        sounds.tempo(&settings, play.is_written()),
        Tempo::Babble,
        "no program: the babble stands in"
    );
    assert!(sounds.speaks(&settings).contains("No speech program"));
    settings.apply(Change::Voice(Voice::Off));
    assert_eq!(sounds.tempo(&settings, play.is_written()), Tempo::Silent);
    settings.apply(Change::Voice(Voice::Babble));
    settings.apply(Change::ToggleSound);
    assert_eq!(sounds.tempo(&settings, play.is_written()), Tempo::Silent);
}

#[test]
fn a_room_is_heard_while_the_customer_is_there() {
    let mut heel = play("broken-heel");
    assert_eq!(room_of(&heel), Some(Room::Rain));
    assert_eq!(room_of(&play("leaking-roof")), Some(Room::PhoneLine));
    heel.is_paused = true;
    assert_eq!(room_of(&heel), None);
}

#[cfg(unix)]
#[test]
fn where_the_speech_program_fails_the_babble_says_the_line() {
    use crate::app::programs::tests::script;
    use crate::app::voice::{Kind, Program};

    let folder = tempfile::tempdir().expect("a folder");
    let program = Program {
        kind: Kind::Espeak,
        path: script(folder.path(), "talk", "exit 1"),
    };
    let mut sounds = Sounds::new(Speaker::with(Some(program)));
    #[cfg(not(target_os = "macos"))]
    {
        sounds.desk = Mutex::new(Some(null_desk()));
    }
    let settings = Settings::default();
    let mut play = play("broken-heel");
    assert_eq!(sounds.tempo(&settings, play.is_written()), Tempo::Voice);
    while !play.is_speaking() {
        play.pass(0.05, true);
    }
    sounds.follow(&mut play, &settings);
    until("it fails", || {
        sounds.follow(&mut play, &settings);
        sounds.speaker.has_failed()
    });
    sounds.follow(&mut play, &settings);
    assert_eq!(play.tempo, Tempo::Babble);
    #[cfg(not(target_os = "macos"))]
    {
        let line = sounds.line;
        let desk = sounds.desk(true).expect("open");
        until("the babble says it", || {
            desk.take(line);
            desk.mixer.is_speaking()
        });
    }
}

/// The samples that a program was given, from a file it wrote them to.
#[cfg(all(unix, not(target_os = "macos")))]
fn given(file: &std::path::Path) -> Vec<i16> {
    let bytes = std::fs::read(file).unwrap_or_default();
    let pairs = bytes.chunks_exact(2);
    pairs.map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect()
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn a_program_is_given_samples_in_real_time_after_those_that_fail() {
    use crate::app::programs::tests::script;
    use crate::sound::RATE;

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("heard");
    let player = |path| player::Player {
        path,
        arguments: Vec::new(),
    };
    let players = vec![
        player(folder.path().join("not there")),
        player(script(folder.path(), "broken", "exit 1")),
        player(script(folder.path(), "good", &format!("exec cat > {}", file.display()))),
    ];
    let mut desk = Desk {
        mixer: Mixer::on(players).expect("a device"),
        studio: Studio::open().expect("a thread"),
        asked_room: None,
    };
    std::thread::sleep(Duration::from_millis(150));
    assert!(!file.exists(), "nothing is started before something is heard");
    until("the room is worked out", || {
        desk.set_room(Some(Room::Office));
        desk.take(0);
        desk.mixer.knows_room(Room::Office)
    });
    desk.set_room(Some(Room::Office));
    let began = Instant::now();
    until("a program plays", || !given(&file).is_empty());
    let seconds = || given(&file).len() as f32 / RATE as f32;
    until("the sound goes on", || seconds() > 0.7);
    let (seconds, passed) = (seconds(), began.elapsed().as_secs_f32());
    assert!(seconds <= passed + 0.06, "{seconds} s of sound in {passed} s");
    until("the room is heard", || {
        given(&file).iter().any(|sample| sample.abs() > 200)
    });
    desk.mixer.play(Effect::Coin);
    until("an effect is heard over it", || {
        given(&file).iter().any(|sample| sample.abs() > 3000)
    });
    drop(desk);
    until("it ends with the window", || {
        let all = given(&file).len();
        std::thread::sleep(Duration::from_millis(200));
        given(&file).len() == all
    });
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn a_program_that_takes_nothing_holds_nobody_up() {
    use crate::app::programs::tests::script;

    let folder = tempfile::tempdir().expect("a folder");
    let players = vec![player::Player {
        path: script(folder.path(), "stuck", "exec sleep 60"),
        arguments: Vec::new(),
    }];
    let mut sounds = Sounds::new(Speaker::with(None));
    sounds.desk = Mutex::new(Some(Desk {
        mixer: Mixer::on(players).expect("a device"),
        studio: Studio::open().expect("a thread"),
        asked_room: None,
    }));
    let text = "I have said this before, and before that, and I will say it again.".to_owned();
    let settings = Settings::default();
    sounds.say(text, Manner::new(0.5, 0.5, 0.0), &settings, Channel::FaceToFace);
    let line = sounds.line;
    let desk = sounds.desk(true).expect("open");
    until("the line begins", || {
        desk.take(line);
        desk.mixer.is_speaking()
    });
    std::thread::sleep(Duration::from_millis(2500));
    let began = Instant::now();
    drop(sounds);
    // The program sleeps for a minute.
    assert!(began.elapsed() < Duration::from_secs(30), "the end of the window");
}

#[test]
fn who_writes_is_heard_to_type_and_never_speaks() {
    let text = crate::scenario::template("cake").replace("channel: FaceToFace", "channel: Chat");
    let scenario = std::sync::Arc::new(crate::scenario::read(&text).scenario.expect("valid"));
    let options = Options {
        seed: 7,
        mode: Mode::Practice,
        pace: Pace::Untimed,
        temper: None,
    };
    let mut play = Play::start(&scenario, scenario.policy.clone(), options);
    assert!(play.is_written());
    let mut noises = Vec::new();
    for _ in 0..200 {
        play.pass(0.1, true);
        noises.extend(play.take_noises());
    }
    let typed = noises.iter().filter(|noise| matches!(noise, Noise::Typing(..))).count();
    assert!(
        typed > 0 && !noises.iter().any(|noise| matches!(noise, Noise::Line(..))),
        "{noises:?}"
    );
    let sounds = Sounds::new(Speaker::with(None));
    assert_eq!(sounds.tempo(&Settings::default(), play.is_written()), Tempo::Silent);
}
