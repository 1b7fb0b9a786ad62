//! A hall full of phones, to measure a host with: each is a socket of its own that joins, listens, and votes.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Bytes, Message};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use super::address::open_files;

/// What is measured.
#[derive(Debug, Clone)]
pub struct Load {
    /// Where the host listens; its session stands in the lobby.
    pub address: SocketAddr,
    pub code: String,
    /// The tokens of facilitator and shared screen.
    pub facilitator: String,
    pub screen: String,
    pub phones: usize,
    /// Over how long the second vote is spread; the first comes at once.
    pub spread: Duration,
}

/// How long something took, over many.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Spread {
    pub median_ms: f64,
    pub p99_ms: f64,
    pub most_ms: f64,
}

impl Spread {
    /// Of durations in any order; `None` where there are none.
    #[must_use]
    pub fn of(mut all: Vec<Duration>) -> Option<Self> {
        all.sort_unstable();
        let at = |share: usize| {
            let rank = (all.len() * share).div_ceil(100).max(1) - 1;
            all.get(rank).map(|took| took.as_secs_f64() * 1000.0)
        };
        Some(Self {
            median_ms: at(50)?,
            p99_ms: at(99)?,
            most_ms: at(100)?,
        })
    }
}

/// What was measured.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Loaded {
    pub phones: usize,
    /// From the first connection to the last phone's whole state.
    pub joined_ms: f64,
    /// A vote of all at once: from sending to its answer.
    pub burst: Spread,
    /// From sending to its count on the shared screen: the vote that was sent as the n-th against the first count of n or more.
    pub shown: Spread,
    /// Until all were counted on the shared screen.
    pub counted_ms: f64,
    /// Votes that were spread: from sending to the answer.
    pub spread: Spread,
    /// What the screen's tally of the first vote came to.
    pub votes: u64,
}

type Socket = WebSocketStream<TcpStream>;

/// Which vote is asked for: ballot, options, over how long.
#[derive(Debug, Clone, Default)]
struct Go {
    ballot: Option<u64>,
    options: Vec<u64>,
    over: Duration,
}

/// What a phone tells.
enum News {
    Joined,
    Voted { sent: Instant, answered: Instant },
    Failed(String),
}

/// Runs a hall of phones against a host; takes some seconds.
///
/// # Errors
/// In words, where a phone cannot connect, a vote is refused, or an answer does not come within a minute.
pub fn load(load: &Load) -> Result<Loaded, String> {
    let files = open_files();
    if load.phones + 50 > files {
        return Err(format!(
            "{} phones need as many open files; the system allows {files}",
            load.phones
        ));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    runtime.block_on(run(load))
}

async fn run(load: &Load) -> Result<Loaded, String> {
    let mut facilitator = enter(load.address, &json!({"back": {"token": load.facilitator}})).await?;
    let screen = enter(load.address, &json!({"back": {"token": load.screen}})).await?;
    let (seen, mut shown) = mpsc::unbounded_channel();
    tokio::spawn(watch_screen(screen, seen));
    ask(&mut facilitator, 1, json!({"Door": {"open": true}})).await?;

    let (go, _) = watch::channel(Go::default());
    let (tell, mut news) = mpsc::channel(load.phones.max(1));
    let begun = Instant::now();
    for phone in 0..load.phones {
        tokio::spawn(be_phone(phone, load.clone(), go.subscribe(), tell.clone()));
    }
    for _ in 0..load.phones {
        next(&mut news).await?;
    }
    let joined = begun.elapsed();

    ask(&mut facilitator, 2, json!("Next")).await?;
    ask(&mut facilitator, 3, json!("Next")).await?;
    let (ballot, options) = open_ballot(&mut shown, "Vote").await?;
    // Everybody has it in hand.
    sleep(Duration::from_millis(1500)).await;
    while shown.try_recv().is_ok() {}
    let voted = vote(&go, &mut news, load.phones, ballot, options, Duration::ZERO).await?;
    let mut sent: Vec<Instant> = voted.iter().map(|(sent, _)| *sent).collect();
    sent.sort_unstable();
    let (mut delays, mut last, mut votes) = (Vec::new(), Instant::now(), 0);
    while delays.len() < load.phones {
        let (at, state) = received(&mut shown).await?;
        let told = state.pointer("/voted/voted").or_else(|| state.pointer("/room/voted"));
        let count = usize::try_from(told.and_then(Value::as_u64).unwrap_or(0)).unwrap_or(usize::MAX);
        while delays.len() < count.min(load.phones) {
            delays.push(at.saturating_duration_since(sent[delays.len()]));
        }
        last = at;
        if state["room"]["phase"] == "Reveal" {
            let moves = state["room"]["moves"].as_array();
            votes = moves.map_or(0, |moves| moves.iter().filter_map(|mv| mv["votes"].as_u64()).sum());
        }
    }
    let counted = last.saturating_duration_since(sent[0]);

    ask(&mut facilitator, 4, json!("Next")).await?;
    ask(&mut facilitator, 5, json!("Next")).await?;
    let (ballot, options) = open_ballot(&mut shown, "Second").await?;
    sleep(Duration::from_millis(1500)).await;
    let spread = vote(&go, &mut news, load.phones, ballot, options, load.spread).await?;
    let took = |votes: Vec<(Instant, Instant)>| {
        let each = votes
            .into_iter()
            .map(|(sent, answered)| answered.saturating_duration_since(sent));
        Spread::of(each.collect()).ok_or("there are no phones")
    };
    Ok(Loaded {
        phones: load.phones,
        joined_ms: joined.as_secs_f64() * 1000.0,
        burst: took(voted)?,
        shown: Spread::of(delays).ok_or("there are no phones")?,
        counted_ms: counted.as_secs_f64() * 1000.0,
        spread: took(spread)?,
        votes,
    })
}

/// Has all phones vote.
async fn vote(
    go: &watch::Sender<Go>,
    news: &mut mpsc::Receiver<News>,
    phones: usize,
    ballot: u64,
    options: Vec<u64>,
    over: Duration,
) -> Result<Vec<(Instant, Instant)>, String> {
    go.send_replace(Go {
        ballot: Some(ballot),
        options,
        over,
    });
    let mut votes = Vec::with_capacity(phones);
    while votes.len() < phones {
        if let News::Voted { sent, answered } = next(news).await? {
            votes.push((sent, answered));
        }
    }
    Ok(votes)
}

async fn next(news: &mut mpsc::Receiver<News>) -> Result<News, String> {
    match timeout(Duration::from_mins(1), news.recv()).await {
        Ok(Some(News::Failed(why))) => Err(why),
        Ok(Some(news)) => Ok(news),
        _ => Err("a phone was not answered within a minute".to_owned()),
    }
}

type Seen = mpsc::UnboundedReceiver<(Instant, Value)>;

async fn received(shown: &mut Seen) -> Result<(Instant, Value), String> {
    let received = timeout(Duration::from_mins(1), shown.recv()).await;
    received
        .ok()
        .flatten()
        .ok_or_else(|| "the shared screen shows nothing".to_owned())
}

/// Waits for a vote on the shared screen.
async fn open_ballot(shown: &mut Seen, phase: &str) -> Result<(u64, Vec<u64>), String> {
    loop {
        let (_, state) = received(shown).await?;
        let room = &state["room"];
        if room["phase"] == phase
            && let (Some(ballot), Some(moves)) = (room["ballot"].as_u64(), room["moves"].as_array())
        {
            let open = moves.iter().filter(|mv| mv["open"] == true);
            return Ok((ballot, open.filter_map(|mv| mv["choice"].as_u64()).collect()));
        }
    }
}

async fn watch_screen(mut screen: Socket, seen: mpsc::UnboundedSender<(Instant, Value)>) {
    while let Ok(text) = heard(&mut screen).await {
        let at = Instant::now();
        let state = serde_json::from_str(&text).unwrap_or_default();
        if seen.send((at, state)).is_err() {
            return;
        }
    }
}

async fn enter(address: SocketAddr, hello: &Value) -> Result<Socket, String> {
    let stream = TcpStream::connect(address).await;
    let stream = stream.map_err(|error| format!("{address} cannot be reached: {error}"))?;
    let _ = stream.set_nodelay(true);
    let config = WebSocketConfig::default().read_buffer_size(4096).write_buffer_size(0);
    let shaken = client_async_with_config(format!("ws://{address}/live"), stream, Some(config)).await;
    let (mut socket, _) = shaken.map_err(|error| format!("{address} speaks no WebSocket: {error}"))?;
    say(&mut socket, hello).await?;
    Ok(socket)
}

async fn say(socket: &mut Socket, what: &Value) -> Result<(), String> {
    let sent = socket.send(Message::text(what.to_string())).await;
    sent.map_err(|error| format!("a message cannot be sent: {error}"))
}

/// The next text.
async fn heard(socket: &mut Socket) -> Result<String, String> {
    loop {
        match socket.next().await {
            Some(Ok(Message::Text(text))) => return Ok(text.as_str().to_owned()),
            Some(Ok(Message::Ping(bytes))) => {
                let bytes: Bytes = bytes;
                let _ = socket.send(Message::Pong(bytes)).await;
            }
            Some(Ok(_)) => {}
            Some(Err(error)) => return Err(format!("a connection broke: {error}")),
            None => return Err("a connection was closed".to_owned()),
        }
    }
}

/// Asks as the facilitator and waits for the answer.
async fn ask(socket: &mut Socket, n: u32, command: Value) -> Result<(), String> {
    say(socket, &json!({"n": n, "ask": {"do": {"command": command}}})).await?;
    answered(socket, n).await
}

async fn answered(socket: &mut Socket, n: u32) -> Result<(), String> {
    let done = format!("{{\"done\":{{\"n\":{n},");
    loop {
        let text = timeout(Duration::from_mins(1), heard(socket)).await;
        let text = text.map_err(|_| "no answer within a minute".to_owned())??;
        if text.starts_with(&done) {
            return Ok(());
        }
        if text.starts_with("{\"refused\"") || text.starts_with("{\"bye\"") {
            return Err(text);
        }
    }
}

async fn be_phone(phone: usize, load: Load, mut go: watch::Receiver<Go>, tell: mpsc::Sender<News>) {
    let code: Arc<str> = load.code.into();
    if let Err(why) = live(phone, load.address, &code, load.phones, &mut go, &tell).await {
        let _ = tell.send(News::Failed(why)).await;
    }
}

async fn live(
    phone: usize,
    address: SocketAddr,
    code: &str,
    phones: usize,
    go: &mut watch::Receiver<Go>,
    tell: &mpsc::Sender<News>,
) -> Result<(), String> {
    let hello = json!({"join": {"code": code, "name": format!("Phone {phone}")}});
    let mut socket = enter(address, &hello).await?;
    loop {
        let text = heard(&mut socket).await?;
        if text.starts_with("{\"room\"") {
            break;
        }
        if text.starts_with("{\"bye\"") {
            return Err(text);
        }
    }
    tell.send(News::Joined).await.map_err(|error| error.to_string())?;
    let mut n = 0;
    loop {
        tokio::select! {
            text = heard(&mut socket) => drop(text?),
            changed = go.changed() => {
                if changed.is_err() {
                    return Ok(());
                }
                let now = go.borrow_and_update().clone();
                let Some(ballot) = now.ballot else { continue };
                let spread = now.over / u32::try_from(phones.max(1)).unwrap_or(u32::MAX);
                sleep(spread * u32::try_from(phone).unwrap_or(0)).await;
                let choice = now.options[phone % now.options.len().max(1)];
                n += 1;
                let sent = Instant::now();
                say(&mut socket, &json!({"n": n, "ask": {"vote": {"ballot": ballot, "choice": choice}}})).await?;
                answered(&mut socket, n).await?;
                let voted = News::Voted { sent, answered: Instant::now() };
                tell.send(voted).await.map_err(|error| error.to_string())?;
            }
        }
    }
}
