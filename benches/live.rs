//! Live both ways, bare: one WebSocket a phone, or a stream of events (server-sent events) with POST beside it. `cargo bench
//! --no-default-features --bench live [-- PHONES…]`. The server and the phones are processes of their own. Figures as measured stand in
//! README.md.
//!
//! Both kinds do the same: phones come in, all vote at once, each vote is answered, the count is told to a screen every 50 ms and to
//! twenty groups of phones one after another, each once a second. Both go through hyper's bare loop with an 8 KiB buffer a connection,
//! as `serve` does. The token of a phone goes in a header: a page would have to read the stream with `fetch`, because `EventSource`
//! sends no headers. The connection for the POST is opened with the vote: a phone that has been silent for ten seconds has none.

#[cfg(unix)]
mod on_unix {
    use std::convert::Infallible;
    use std::io::{BufRead, BufReader, Read};
    use std::net::SocketAddr;
    use std::process::{Command, Stdio};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::{Duration, Instant};

    use axum::Router;
    use axum::body::{Body, Bytes};
    use axum::extract::State;
    use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
    use axum::http::{HeaderMap, StatusCode, header};
    use axum::response::{IntoResponse, Response};
    use axum::routing::{get, post};
    use bounceback::serve::Spread;
    use futures_util::{SinkExt, StreamExt, stream};
    use hyper::server::conn::http1;
    use hyper_util::rt::{TokioIo, TokioTimer};
    use hyper_util::service::TowerToHyperService;
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};
    use tokio::sync::{mpsc, watch};
    use tokio::time::{sleep, timeout};
    use tokio_tungstenite::client_async_with_config;
    use tokio_tungstenite::tungstenite::Message as Text;
    use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

    const GROUPS: usize = 20;
    const LEAD: Duration = Duration::from_millis(50);
    const ROUND: Duration = Duration::from_secs(1);

    /// The votes so far, and who is told of them: the screen first, then the groups.
    struct Room {
        voted: AtomicUsize,
        came: AtomicUsize,
        shows: Vec<watch::Sender<usize>>,
    }

    pub fn main() {
        let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["server"] => runtime().block_on(serve()),
            ["load", kind, address, phones] => {
                let address = address.parse().expect("an address");
                let phones = phones.parse().expect("a number");
                runtime().block_on(load(kind, address, phones));
            }
            [] => compare(&[1000, 9900]),
            phones => {
                let phones: Vec<usize> = phones
                    .iter()
                    .map(|word| word.parse().expect("how many phones"))
                    .collect();
                compare(&phones);
            }
        }
    }

    fn runtime() -> tokio::runtime::Runtime {
        let limit = getrlimit(Resource::Nofile);
        let most = Rlimit {
            current: limit.maximum,
            ..limit
        };
        setrlimit(Resource::Nofile, most).expect("one's own limit");
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("threads")
    }

    fn compare(phones: &[usize]) {
        let own = std::env::current_exe().expect("this program");
        let busy = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        println!("load of the machine before: {}", busy.trim());
        println!(
            "kind phones | joined ms | vote to answer: median, p99, most ms | all counted ms | server MiB, most MiB"
        );
        for many in phones {
            for kind in ["ws", "sse"] {
                let mut server = Command::new(&own)
                    .arg("server")
                    .stdin(Stdio::piped())
                    .stdout(Stdio::piped())
                    .spawn()
                    .expect("it runs");
                let mut line = String::new();
                let mut out = BufReader::new(server.stdout.take().expect("piped"));
                out.read_line(&mut line).expect("it says where");
                let load = Command::new(&own)
                    .args(["load", kind, line.trim(), &many.to_string()])
                    .output()
                    .expect("it runs");
                let told = String::from_utf8(load.stdout).expect("text");
                let (now, most) = (memory(server.id(), "VmRSS:"), memory(server.id(), "VmHWM:"));
                println!("{kind:<4} {many:>6} | {} | {now} {most}", told.trim());
                if !load.status.success() {
                    println!("{}", String::from_utf8_lossy(&load.stderr));
                }
                let _ = server.kill();
                let _ = server.wait();
            }
        }
    }

    /// MiB that a process has or had.
    fn memory(process: u32, which: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(which));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kib.unwrap_or(0) / 1024
    }

    async fn serve() {
        let listener = bound();
        println!("{}", listener.local_addr().expect("an address"));
        let shows: Vec<_> = (0..=GROUPS).map(|_| watch::channel(0).0).collect();
        let room = Arc::new(Room {
            voted: AtomicUsize::new(0),
            came: AtomicUsize::new(0),
            shows,
        });
        let router = Router::new()
            .route("/live", get(socket))
            .route("/events", get(events))
            .route("/vote", post(vote))
            .with_state(Arc::clone(&room));
        tokio::spawn(tell(room));
        std::thread::spawn(|| {
            // Ends with whoever started it.
            let _ = std::io::stdin().read_to_end(&mut Vec::new());
            std::process::exit(0);
        });
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                continue;
            };
            let _ = stream.set_nodelay(true);
            let service = TowerToHyperService::new(router.clone());
            tokio::spawn(async move {
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(Duration::from_secs(10))
                    .max_buf_size(8 * 1024)
                    .serve_connection(TokioIo::new(stream), service)
                    .with_upgrades();
                let _ = connection.await;
            });
        }
    }

    fn bound() -> TcpListener {
        let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
        let any: SocketAddr = "127.0.0.1:0".parse().expect("an address");
        socket.bind(any).expect("a port");
        socket.listen(4096).expect("it listens")
    }

    async fn tell(room: Arc<Room>) {
        let (mut group, mut led) = (0, Instant::now());
        loop {
            sleep(LEAD).await;
            let voted = room.voted.load(Ordering::Relaxed);
            let new = |shown: &mut usize| std::mem::replace(shown, voted) != voted;
            room.shows[0].send_if_modified(new);
            if led.elapsed() >= ROUND / u32::try_from(GROUPS).expect("few") {
                led = Instant::now();
                group = group % GROUPS + 1;
                room.shows[group].send_if_modified(new);
            }
        }
    }

    /// The first to come is the screen.
    fn come(room: &Room) -> watch::Receiver<usize> {
        let at = room.came.fetch_add(1, Ordering::Relaxed);
        let group = if at == 0 { 0 } else { at % GROUPS + 1 };
        room.shows[group].subscribe()
    }

    fn told(voted: usize) -> String {
        format!("{{\"voted\":{voted}}}")
    }

    async fn socket(State(room): State<Arc<Room>>, upgrade: WebSocketUpgrade) -> Response {
        let upgrade = upgrade.read_buffer_size(4096).write_buffer_size(0);
        upgrade.on_upgrade(move |socket| converse(socket, room))
    }

    async fn converse(mut socket: WebSocket, room: Arc<Room>) {
        let mut show = come(&room);
        let first = told(*show.borrow_and_update());
        if socket.send(Message::Text(first.into())).await.is_err() {
            return;
        }
        loop {
            let text = tokio::select! {
                heard = socket.recv() => match heard {
                    Some(Ok(Message::Text(_))) => {
                        room.voted.fetch_add(1, Ordering::Relaxed);
                        "{\"done\":1}".to_owned()
                    }
                    Some(Ok(_)) => continue,
                    _ => return,
                },
                changed = show.changed() => match changed {
                    Ok(()) => told(*show.borrow_and_update()),
                    Err(_) => return,
                },
            };
            if socket.send(Message::Text(text.into())).await.is_err() {
                return;
            }
        }
    }

    fn has_token(headers: &HeaderMap) -> bool {
        headers
            .get(header::AUTHORIZATION)
            .is_some_and(|token| token.as_bytes().starts_with(b"Bearer "))
    }

    async fn events(State(room): State<Arc<Room>>, headers: HeaderMap) -> Response {
        if !has_token(&headers) {
            return StatusCode::UNAUTHORIZED.into_response();
        }
        let mut show = come(&room);
        show.mark_changed();
        let all = stream::unfold(show, |mut show| async move {
            show.changed().await.ok()?;
            let event = format!("data: {}\n\n", told(*show.borrow_and_update()));
            Some((Ok::<_, Infallible>(Bytes::from(event)), show))
        });
        ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(all)).into_response()
    }

    async fn vote(State(room): State<Arc<Room>>, headers: HeaderMap, _vote: Bytes) -> StatusCode {
        if !has_token(&headers) {
            return StatusCode::UNAUTHORIZED;
        }
        room.voted.fetch_add(1, Ordering::Relaxed);
        StatusCode::NO_CONTENT
    }

    enum News {
        Joined,
        Answered(Duration),
        Shown(usize, Instant),
    }

    async fn load(kind: &str, address: SocketAddr, phones: usize) {
        let (tell, mut news) = mpsc::unbounded_channel();
        let (go, went) = watch::channel(false);
        let begun = Instant::now();
        // The screen comes first.
        spawn(kind, address, true, went.clone(), tell.clone());
        next(&mut news, |news| matches!(news, News::Joined)).await;
        for _ in 0..phones {
            spawn(kind, address, false, went.clone(), tell.clone());
        }
        for _ in 0..phones {
            next(&mut news, |news| matches!(news, News::Joined)).await;
        }
        let joined = begun.elapsed();
        sleep(Duration::from_secs(2)).await;
        let begun = Instant::now();
        go.send_replace(true);
        let (mut took, mut counted) = (Vec::with_capacity(phones), None);
        while took.len() < phones || counted.is_none() {
            match next(&mut news, |_| true).await {
                News::Answered(one) => took.push(one),
                News::Shown(voted, at) if voted == phones => counted = Some(at - begun),
                News::Shown(..) | News::Joined => {}
            }
        }
        let spread = Spread::of(took).expect("there are phones");
        println!(
            "{:.0} | {:.1} {:.1} {:.1} | {:.0}",
            joined.as_secs_f64() * 1000.0,
            spread.median_ms,
            spread.p99_ms,
            spread.most_ms,
            counted.unwrap_or_default().as_secs_f64() * 1000.0
        );
        std::process::exit(0);
    }

    async fn next(news: &mut mpsc::UnboundedReceiver<News>, wanted: impl Fn(&News) -> bool) -> News {
        loop {
            let told = timeout(Duration::from_mins(1), news.recv()).await;
            let told = told.expect("something happens within a minute").expect("phones live");
            if wanted(&told) {
                return told;
            }
        }
    }

    fn spawn(
        kind: &str,
        address: SocketAddr,
        is_screen: bool,
        go: watch::Receiver<bool>,
        tell: mpsc::UnboundedSender<News>,
    ) {
        if kind == "ws" {
            tokio::spawn(by_socket(address, is_screen, go, tell));
        } else {
            tokio::spawn(by_events(address, is_screen, go, tell));
        }
    }

    fn count(text: &str) -> Option<usize> {
        let (_, rest) = text.rsplit_once("{\"voted\":")?;
        rest.split('}').next()?.parse().ok()
    }

    async fn by_socket(
        address: SocketAddr,
        is_screen: bool,
        mut go: watch::Receiver<bool>,
        tell: mpsc::UnboundedSender<News>,
    ) {
        let stream = TcpStream::connect(address).await.expect("it listens");
        let _ = stream.set_nodelay(true);
        let config = WebSocketConfig::default().read_buffer_size(4096).write_buffer_size(0);
        let shaken = client_async_with_config(format!("ws://{address}/live"), stream, Some(config)).await;
        let (mut socket, _) = shaken.expect("a WebSocket");
        let (mut joined, mut sent) = (false, None);
        loop {
            tokio::select! {
                heard = socket.next() => {
                    let Some(Ok(Text::Text(text))) = heard else { return };
                    if !joined {
                        joined = true;
                        let _ = tell.send(News::Joined);
                    }
                    if text.as_str().starts_with("{\"done\"") {
                        let at: Instant = sent.take().expect("it was asked");
                        let _ = tell.send(News::Answered(at.elapsed()));
                    } else if let Some(voted) = count(text.as_str()).filter(|_| is_screen) {
                        let _ = tell.send(News::Shown(voted, Instant::now()));
                    }
                }
                changed = go.changed(), if !is_screen => {
                    changed.expect("the load goes on");
                    sent = Some(Instant::now());
                    socket.send(Text::text("{\"vote\":1}")).await.expect("sent");
                }
            }
        }
    }

    async fn by_events(
        address: SocketAddr,
        is_screen: bool,
        mut go: watch::Receiver<bool>,
        tell: mpsc::UnboundedSender<News>,
    ) {
        let mut stream = TcpStream::connect(address).await.expect("it listens");
        let _ = stream.set_nodelay(true);
        let head = format!(
            "GET /events HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {:032}\r\n\r\n",
            7
        );
        stream.write_all(head.as_bytes()).await.expect("sent");
        let mut joined = false;
        let mut buffer = [0; 1024];
        loop {
            tokio::select! {
                read = stream.read(&mut buffer) => {
                    let read = read.unwrap_or(0);
                    if read == 0 {
                        return;
                    }
                    let text = String::from_utf8_lossy(&buffer[..read]);
                    let Some(voted) = count(&text) else { continue };
                    if !joined {
                        joined = true;
                        let _ = tell.send(News::Joined);
                    }
                    if is_screen {
                        let _ = tell.send(News::Shown(voted, Instant::now()));
                    }
                }
                changed = go.changed(), if !is_screen => {
                    changed.expect("the load goes on");
                    tokio::spawn(post_vote(address, tell.clone()));
                }
            }
        }
    }

    async fn post_vote(address: SocketAddr, tell: mpsc::UnboundedSender<News>) {
        let sent = Instant::now();
        let mut stream = TcpStream::connect(address).await.expect("it listens");
        let _ = stream.set_nodelay(true);
        let asked = format!(
            "POST /vote HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {:032}\r\nContent-Length: 10\r\n\r\n{{\"vote\":1}}",
            7
        );
        stream.write_all(asked.as_bytes()).await.expect("sent");
        let (mut answer, mut buffer) = (Vec::new(), [0; 256]);
        while !answer.ends_with(b"\r\n\r\n") {
            let read = stream.read(&mut buffer).await.expect("an answer");
            assert!(read > 0, "closed before it answered");
            answer.extend_from_slice(&buffer[..read]);
        }
        assert!(
            answer.starts_with(b"HTTP/1.1 204"),
            "{}",
            String::from_utf8_lossy(&answer)
        );
        let _ = tell.send(News::Answered(sent.elapsed()));
        // As a browser keeps it open for a while.
        sleep(Duration::from_secs(5)).await;
    }
}

fn main() {
    #[cfg(unix)]
    on_unix::main();
    #[cfg(not(unix))]
    println!("this is measured on Linux and macOS");
}
