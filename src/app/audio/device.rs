//! Where sound goes on Linux and its kin: kira renders, a thread of ours writes to a program that plays (see [`super::player`]).
//!
//! Why a program and no library: linking ALSA asks for a `-dev` package, opening it at run time for `unsafe` code, which this crate
//! forbids; and a sound server's plug-ins then run, and fail, inside bounceback. Every ordinary desktop brings at least one of the
//! programs. One that fails is not asked again; where none is left, sound is rendered and dropped, and nothing else changes.
//!
//! A pipe would take a second and more of sound before it blocks, and what is heard would lag. So the thread keeps time itself: it is
//! never more than [`LEAD`] ahead of the clock. After [`REST`] of silence it ends the program and sleeps until it is woken, so that a menu
//! costs nothing.

use std::convert::Infallible;
use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use kira::backend::{Backend, Renderer};

use super::player::Player;
use crate::sound::RATE;

/// How far the thread writes ahead of the clock.
const LEAD: Duration = Duration::from_millis(30);
/// What is rendered at once: 10 ms.
const BLOCK: usize = RATE as usize / 100;
/// Silence after which the program is ended.
const REST: Duration = Duration::from_secs(3);
/// A lag after which the clock begins anew: the machine slept.
const LAG: Duration = Duration::from_millis(250);

/// The way out. Dropping it ends the thread and the program.
pub struct Device {
    players: Option<Vec<Player>>,
    wake: Option<Sender<()>>,
    playing: Arc<Mutex<Option<Child>>>,
}

impl Backend for Device {
    type Settings = Vec<Player>;
    type Error = Infallible;

    fn setup(players: Vec<Player>, _internal_buffer_size: usize) -> Result<(Self, u32), Infallible> {
        let device = Self {
            players: Some(players),
            wake: None,
            playing: Arc::default(),
        };
        Ok((device, RATE))
    }

    fn start(&mut self, renderer: Renderer) -> Result<(), Infallible> {
        let (wake, woken) = channel();
        let pump = Pump {
            renderer,
            out: Out {
                players: self.players.take().unwrap_or_default(),
                playing: Arc::clone(&self.playing),
                pipe: None,
            },
            woken,
        };
        // Without a thread nothing is heard; kira then drops what it is given.
        if thread::Builder::new()
            .name("sound".to_owned())
            .spawn(move || pump.run())
            .is_ok()
        {
            self.wake = Some(wake);
        }
        Ok(())
    }
}

impl Device {
    /// Something is to be heard.
    pub fn wake(&self) {
        if let Some(wake) = &self.wake {
            // Where the thread is gone, nobody plays.
            let _ = wake.send(());
        }
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        self.wake = None;
        // The thread may be stuck in a full pipe: the program's end frees it.
        end(&self.playing);
    }
}

fn end(playing: &Mutex<Option<Child>>) {
    let child = playing.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(mut child) = child {
        // It may have ended by itself.
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// The program that plays at the moment.
struct Out {
    players: Vec<Player>,
    playing: Arc<Mutex<Option<Child>>>,
    pipe: Option<ChildStdin>,
}

impl Out {
    /// Passes samples on to the first program that takes them.
    fn write(&mut self, bytes: &[u8]) {
        while !self.players.is_empty() {
            if self.pipe.is_none() {
                self.pipe = self.start();
            }
            if let Some(pipe) = &mut self.pipe
                && pipe.write_all(bytes).is_ok()
            {
                return;
            }
            self.rest();
            self.players.remove(0);
        }
    }

    fn start(&self) -> Option<ChildStdin> {
        let player = self.players.first()?;
        let mut child = Command::new(&player.path)
            .args(&player.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let pipe = child.stdin.take();
        *self.playing.lock().unwrap_or_else(PoisonError::into_inner) = Some(child);
        pipe
    }

    /// Ends the program; the next sound starts it again.
    fn rest(&mut self) {
        self.pipe = None;
        end(&self.playing);
    }
}

/// The thread.
struct Pump {
    renderer: Renderer,
    out: Out,
    woken: Receiver<()>,
}

impl Pump {
    fn run(mut self) {
        let mut samples = [0.0_f32; BLOCK];
        let mut bytes = Vec::with_capacity(BLOCK * 2);
        let mut began = Instant::now();
        // It sleeps until there is something to be heard.
        let (mut written, mut silent) = (Duration::ZERO, REST);
        let length = Duration::from_millis(10);
        loop {
            loop {
                match self.woken.try_recv() {
                    Err(TryRecvError::Disconnected) => return self.out.rest(),
                    Ok(()) => silent = Duration::ZERO,
                    Err(TryRecvError::Empty) => break,
                }
            }
            if silent >= REST {
                self.out.rest();
                if self.woken.recv().is_err() {
                    break;
                }
                (began, written, silent) = (Instant::now(), Duration::ZERO, Duration::ZERO);
            }
            self.renderer.on_start_processing();
            self.renderer.process(&mut samples, 1);
            silent = if samples.iter().all(|sample| sample.abs() < 1e-5) {
                silent + length
            } else {
                Duration::ZERO
            };
            bytes.clear();
            for sample in samples {
                #[expect(clippy::cast_possible_truncation, reason = "a sample within 16 bits")]
                let number = (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16;
                bytes.extend_from_slice(&number.to_le_bytes());
            }
            self.out.write(&bytes);
            written += length;
            let now = began.elapsed();
            let ahead = written.saturating_sub(now + LEAD);
            if !ahead.is_zero() {
                match self.woken.recv_timeout(ahead) {
                    Ok(()) => silent = Duration::ZERO,
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            } else if now > written + LAG {
                (began, written) = (Instant::now(), Duration::ZERO);
            }
        }
        self.out.rest();
    }
}
