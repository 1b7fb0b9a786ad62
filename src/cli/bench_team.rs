//! `bounceback bench team`: how many phones a host bears on this machine. The host is a process of its own, as in earnest.

use std::io::Read;
use std::net::SocketAddr;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::args::{Bench, BenchTeam};
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome};
use crate::serve::{Load, Loaded, load};

#[derive(Serialize)]
struct Measured {
    #[serde(flatten)]
    loaded: Loaded,
    /// The host's memory after it all, in bytes, where the system tells.
    host_bytes: Option<u64>,
}

/// A host that ends with us.
struct Hosted(Child);

impl Drop for Hosted {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub fn run(bench: &Bench, verb: &BenchTeam, terminal: &mut Terminal) -> Outcome {
    let said = |error: std::io::Error| CliError::Said(format!("the host cannot be started: {error}"));
    let folder = std::env::temp_dir().join(format!("bounceback-bench-{}", std::process::id()));
    let mut child = Command::new(std::env::current_exe().map_err(said)?)
        .args([
            "serve",
            "leaking-roof",
            "--listen",
            "127.0.0.1",
            "--port",
            "0",
            "--json",
            "--data",
        ])
        .arg(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(said)?;
    let out = child.stdout.take().expect("piped");
    let hosted = Hosted(child);
    let links = links(out)?;
    let loaded = load(&Load {
        spread: Duration::from_secs(verb.spread.into()),
        phones: verb.phones as usize,
        ..links
    });
    let host_bytes = memory(hosted.0.id());
    drop(hosted);
    // Our own folder, made a moment ago.
    let _ = std::fs::remove_dir_all(&folder);
    let measured = Measured {
        loaded: loaded.map_err(CliError::Said)?,
        host_bytes,
    };
    if bench.json {
        terminal.json(&measured)?;
    } else {
        told(&measured, terminal)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads the host's one document: to its closing brace, as the host goes on.
fn links(mut out: impl Read) -> Result<Load, CliError> {
    let mut text = Vec::new();
    let mut byte = [0];
    while !text.ends_with(b"\n}\n") {
        if out.read(&mut byte)? == 0 {
            return Err(CliError::Said(
                "the host ended before it said where it listens".to_owned(),
            ));
        }
        text.push(byte[0]);
    }
    let links: Value = serde_json::from_slice(&text).map_err(|error| CliError::Said(error.to_string()))?;
    let word = |name: &str| links[name].as_str().unwrap_or_default().to_owned();
    let token = |name: &str| {
        word(name)
            .rsplit_once('#')
            .map(|(_, token)| token.to_owned())
            .unwrap_or_default()
    };
    let address = links["phones"][0].as_str().unwrap_or_default();
    let address = address
        .trim_start_matches("http://")
        .trim_end_matches('/')
        .parse::<SocketAddr>();
    Ok(Load {
        address: address.map_err(|error| CliError::Said(format!("the host's address: {error}")))?,
        code: word("code"),
        facilitator: token("facilitator"),
        screen: token("screen"),
        phones: 0,
        spread: Duration::ZERO,
    })
}

/// The most memory that a process has had, on Linux.
fn memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024)
}

fn told(measured: &Measured, terminal: &mut Terminal) -> std::io::Result<()> {
    let Measured { loaded, host_bytes } = measured;
    let mut row = |what: &str, words: String| terminal.line(Tone::Plain, &format!("{what:<44} {words}"));
    let spread = |spread: &crate::serve::Spread| {
        format!(
            "median {:.1} ms, 99th percentile {:.1} ms, most {:.1} ms",
            spread.median_ms, spread.p99_ms, spread.most_ms
        )
    };
    row("phones", loaded.phones.to_string())?;
    row("all joined", format!("{:.0} ms", loaded.joined_ms))?;
    row("all vote at once: vote to answer", spread(&loaded.burst))?;
    row("vote to its count on the shared screen", spread(&loaded.shown))?;
    row(
        "all counted on the shared screen",
        format!("{:.0} ms ({} votes)", loaded.counted_ms, loaded.votes),
    )?;
    row("votes spread: vote to answer", spread(&loaded.spread))?;
    if let Some(bytes) = host_bytes {
        row("the host's memory, at its most", format!("{} MiB", bytes / 1024 / 1024))?;
    }
    Ok(())
}
