//! Drills judged anew.

use std::process::ExitCode;

use super::super::Outcome;
use super::super::terminal::{Terminal, Tone};
use super::gather::bar_of;
use crate::record::{JUDGE, Store, judge_kept};

/// So many are looked up at a time.
const BATCH: u32 = 500;

pub fn run(store: &mut dyn Store, terminal: &mut Terminal) -> Outcome {
    let bar = bar_of("drills judged", store.unjudged(JUDGE, u32::MAX)?.len());
    let (mut judged, mut left) = (0_u64, 0_u64);
    loop {
        let ids = store.unjudged(JUDGE, BATCH)?;
        if ids.is_empty() {
            break;
        }
        for id in ids {
            let kept = store.kept(id)?;
            let text = store.text(kept.begun.hash)?;
            match judge_kept(&kept, &text) {
                Ok(found) => {
                    store.judge(id, &found)?;
                    judged += 1;
                }
                // It was judged by older rules, or never; now nobody can.
                Err(_) => {
                    store.cannot_judge(id, JUDGE)?;
                    left += 1;
                }
            }
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    terminal.line(Tone::Good, &format!("{judged} drills were judged."))?;
    let mut sessions = 0;
    for line in store.sessions()?.into_iter().filter(|line| line.judge < JUDGE) {
        let (kept, text) = (store.session(line.id)?, store.text(line.hash)?);
        match kept.rejudged(&text) {
            Ok(found) => {
                store.put_session(&found, &text)?;
                sessions += 1;
            }
            Err(why) => terminal.line(Tone::Warn, &format!("Session {}: {why}.", line.id))?,
        }
    }
    if sessions > 0 {
        terminal.line(Tone::Good, &format!("{sessions} team sessions were judged."))?;
    }
    if left > 0 {
        let words = format!("{left} cannot be judged: left before their end, or too large to be solved.");
        terminal.line(Tone::Plain, &words)?;
    }
    Ok(ExitCode::SUCCESS)
}
