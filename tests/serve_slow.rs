//! Devices that are slow or rude, at a team's room and at a class: they wait for themselves alone.

#[path = "common/class.rs"]
#[expect(dead_code, reason = "shared with other tests")]
mod class;
#[path = "common/room.rs"]
#[expect(dead_code, reason = "shared with other tests")]
mod room;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use bounceback::session::team::{Command, Standing};
use serde_json::{Value, json};

/// A connection that takes in next to nothing of what it is sent.
fn narrow(address: SocketAddr) -> TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let stream = runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(4096).expect("a size");
        socket.connect(address).await.expect("the host listens")
    });
    let stream = stream.into_std().expect("a stream");
    stream.set_nonblocking(false).expect("a mode");
    stream
}

/// Speaks WebSocket by hand: upgrades, says one text, and reads nothing ever after.
fn never_reads(address: SocketAddr, hello: &Value) -> TcpStream {
    let mut stream = narrow(address);
    let upgrade = format!(
        "GET /live HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(upgrade.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    let mut byte = [0];
    while !answer.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).expect("an answer");
        answer.push(byte[0]);
    }
    let text = hello.to_string();
    let length = u8::try_from(text.len()).expect("short");
    assert!(length < 126);
    let mut frame = vec![0x81, 0x80 | length, 0, 0, 0, 0];
    frame.extend(text.as_bytes());
    stream.write_all(&frame).expect("sent");
    stream
}

/// Bytes that this process holds in memory.
#[cfg(target_os = "linux")]
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.expect("a number") * 1024
}

#[cfg(target_os = "linux")]
#[test]
fn phones_that_never_read_are_dropped_and_hold_up_nobody() {
    const MANY: usize = 40;
    let host = room::host(None);
    host.tell(Command::Door { open: true }).expect("the facilitator's");
    let mut maya = room::Device::join(&host, "Maya");
    let mut ben = room::Device::join(&host, "Ben");
    let rude: Vec<TcpStream> = (0..MANY)
        .map(|at| {
            never_reads(
                host.address().expect("it listens"),
                &json!({"join": {"code": host.code(), "name": format!("Rude {at}")}}),
            )
        })
        .collect();
    let begun = Instant::now();
    while host.team().members().len() < MANY + 2 {
        assert!(begun.elapsed() < Duration::from_secs(10), "all are in");
        std::thread::sleep(Duration::from_millis(10));
    }
    host.tell(Command::Next).expect("begins");
    host.tell(Command::Next).expect("opens the vote");
    let before = resident();
    let away = || {
        let team = host.team();
        let rude = team.members().iter().filter(|member| member.name.starts_with("Rude"));
        rude.filter(|member| member.standing == Standing::Away).count()
    };
    let (mut slowest, mut told) = (Duration::ZERO, 0);
    while away() < MANY {
        assert!(
            begun.elapsed() < Duration::from_secs(90),
            "{} of {MANY} are dropped",
            away()
        );
        // Each change is told to everybody, with all that is shown.
        for _ in 0..20 {
            host.tell(Command::Pause).expect("the facilitator's");
            host.tell(Command::Resume).expect("the facilitator's");
            told += 2;
        }
        let asked = Instant::now();
        // The last voter would end the vote.
        let voter = if told % 80 == 0 { &mut maya } else { &mut ben };
        voter.vote(0).expect("counted");
        slowest = slowest.max(asked.elapsed());
        // What these two were sent is the test's own memory.
        for device in [&mut maya, &mut ben] {
            device.heard.clear();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let grown = resident().saturating_sub(before);
    println!(
        "{MANY} that never read: dropped after {:?} and {told} changes; the slowest vote took {slowest:?}; memory grew by {} KiB",
        begun.elapsed(),
        grown / 1024
    );
    assert!(slowest < Duration::from_secs(2), "a vote took {slowest:?}");
    assert!(grown < 40 << 20, "memory grew by {grown} bytes");
    drop(rude);
}

#[test]
fn pages_of_a_class_that_never_read_are_dropped() {
    let host = class::class(None);
    let mut maya = class::Page::join(&host, Some("Maya"));
    let back = json!({"back": {"token": maya.token}});
    let rude: Vec<TcpStream> = (0..7).map(|_| never_reads(host.address(), &back)).collect();
    let begun = Instant::now();
    let mut turns = 0;
    // Eight pages of one device are the most: a ninth comes in when one was dropped.
    loop {
        let asked = Instant::now();
        maya.begin("cake", "Practice");
        maya.ask(&json!({"shelf": {}})).expect("to all drills");
        assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
        turns += 2;
        if turns < 20 {
            continue;
        }
        let mut page = class::Page::enter(host.address(), &back);
        if page.next()["bye"].is_null() {
            break;
        }
        assert!(
            begun.elapsed() < Duration::from_mins(2),
            "none was dropped in {turns} turns"
        );
    }
    drop(rude);
}

#[test]
fn half_a_request_is_waited_for_so_long_and_no_longer() {
    let (team, class) = (room::host(None), class::class(None));
    let halves: Vec<TcpStream> = (0..100)
        .map(|at| {
            let address = if at % 2 == 0 {
                team.address().expect("it listens")
            } else {
                class.address()
            };
            let mut stream = TcpStream::connect(address).expect("listens");
            stream.write_all(b"GET / HTTP/1.1\r\nHost: 127.0").expect("sent");
            stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
            stream
        })
        .collect();
    let begun = Instant::now();
    class::Page::join(&class, Some("Maya"));
    assert!(begun.elapsed() < Duration::from_secs(2), "others come in meanwhile");
    for mut half in halves {
        let mut answer = Vec::new();
        // Closed, with words or without.
        let _ = half.read_to_end(&mut answer);
        assert!(
            begun.elapsed() < Duration::from_secs(18),
            "it is still open after {:?}",
            begun.elapsed()
        );
    }
}

#[test]
fn who_guesses_codes_holds_up_nobody_of_the_same_address() {
    let (team, host) = (room::host(None), class::class(None));
    team.tell(Command::Door { open: true }).expect("the facilitator's");
    let begun = Instant::now();
    let (mut tries, mut slowest, mut came) = (0_u32, Duration::ZERO, 0);
    while begun.elapsed() < Duration::from_secs(4) {
        let wrong = json!({"join": {"code": format!("WAVE-{tries:05}"), "name": "Eve"}});
        drop(room::Device::enter(team.address().expect("it listens"), &wrong));
        drop(class::Page::enter(host.address(), &wrong));
        tries += 1;
        if tries.is_multiple_of(10) {
            let asked = Instant::now();
            room::Device::join(&team, &format!("Maya {tries}"));
            class::Page::join(&host, Some(&format!("Maya {tries}")));
            slowest = slowest.max(asked.elapsed());
            came += 1;
        }
        std::thread::sleep(Duration::from_millis(40));
    }
    assert!(tries > 40, "{tries} tries");
    assert!(
        slowest < Duration::from_secs(2),
        "somebody with the right code waited for {slowest:?}"
    );
    assert_eq!(team.team().members().len(), came);
    assert_eq!(host.class().trainees().len(), came);
}

/// Rubbish that a page which is in may send.
#[test]
fn rubbish_from_within_changes_nothing() {
    let host = class::class(None);
    let mut maya = class::Page::join(&host, Some("Maya"));
    maya.begin("cake", "Drill");
    let before = maya.view.clone();
    let long = "x".repeat(15_000);
    for rubbish in [
        "{}".to_owned(),
        "[[[[[[[[".to_owned(),
        format!("{{\"n\":1,\"turn\":1,\"ask\":{{\"look\":{{\"scenario\":\"{long}\"}}}}}}"),
        "{\"n\":1,\"turn\":1,\"ask\":{\"door\":{\"open\":true}}}".to_owned(),
        "{\"n\":1,\"turn\":1,\"ask\":{\"play\":{\"choice\":{\"Move\":999}}}}".to_owned(),
        "{\"n\":1,\"turn\":1,\"ask\":{\"play\":{\"choice\":\"Wait\"},\"undo\":{}}}".to_owned(),
        "{\"n\":1,\"turn\":1,\"trainee\":7,\"ask\":{\"undo\":{}}}".to_owned(),
        "{\"n\":-1,\"turn\":1,\"ask\":{\"undo\":{}}}".to_owned(),
    ] {
        let mut page = class::Page::back(host.address(), &maya.token);
        let rubbish: Value = serde_json::from_str(&rubbish).unwrap_or(Value::String(rubbish));
        page.say(&rubbish);
        let told = loop {
            let told = page.next();
            if told.get("view").is_none() {
                break told;
            }
        };
        assert!(
            told["bye"].is_object() || told["refused"].is_object(),
            "{rubbish}: {told}"
        );
        let page = class::Page::back(host.address(), &maya.token);
        assert_eq!(page.view, before);
    }
    // A text that is longer than any: the connection is closed.
    let mut page = class::Page::back(host.address(), &maya.token);
    page.say(&json!("x".repeat(20_000)));
    let told = page.next();
    assert!(told["closed"] == true || told["bye"].is_object(), "{told}");
}

/// Rubbish from outside: broken requests, broken upgrades, rubbish where a hello should be.
#[test]
fn a_class_bears_rubbish() {
    let host = class::class(None);
    let address = host.address();
    let mut maya = class::Page::join(&host, Some("Maya"));
    maya.begin("cake", "Practice");
    let mut seed = 8_u64;
    let mut random = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        seed >> 33
    };
    for at in 0..3000 {
        let mut stream = TcpStream::connect(address).expect("listens");
        let mut text = match random() % 4 {
            0 => Vec::new(),
            1 => format!("GET /face/{}.svg HTTP/1.1\r\nHost: {address}\r\n\r\n", "%".repeat(at % 300)).into_bytes(),
            _ => format!(
                "GET /live HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
            )
            .into_bytes(),
        };
        let starts = [
            "{\"join\":{\"code\":",
            "{\"back\":{\"token\":",
            "[[[[[[",
            "{\"n\":1,\"turn\":0,\"ask\":",
        ];
        let mut inside = starts[usize::try_from(random() % 4).expect("small")]
            .as_bytes()
            .to_vec();
        inside.extend((0..random() % 60).map(|_| u8::try_from(random() % 256).expect("a byte")));
        let length = u8::try_from(inside.len()).expect("short");
        text.extend([0x81, 0x80 | length.min(125), 0, 0, 0, 0]);
        text.extend(inside);
        // It may be thrown out in the middle.
        let _ = stream.write_all(&text);
        if at % 500 == 0 {
            let asked = Instant::now();
            maya.ask(&json!({"shelf": {}})).expect("the class goes on");
            maya.ask(&json!({"go_on": {}})).expect("the class goes on");
            assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
        }
    }
    assert_eq!(host.class().trainees().len(), 1, "nobody came in by rubbish");
}
