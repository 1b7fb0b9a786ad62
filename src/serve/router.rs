//! What answers which request: pages, their parts, pictures of the customer, and the door to a conversation.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{ConnectInfo, Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};

use super::accept::Held;
use super::address::is_own_host;
use super::message::MESSAGE_BYTES_MAX;
use super::socket::{Desk, converse};
use crate::figure::{Face, Feelings, Look, PORTRAIT_FRAME, portrait, svg};

/// What the pages show beside what the room tells.
#[derive(Debug, Clone)]
pub struct Served {
    pub desk: Arc<Desk>,
    pub look: Look,
}

/// The pages and their parts: path, kind, text.
const PAGES: [(&str, &str, &str); 8] = [
    ("/", "text/html; charset=utf-8", include_str!("page/phone.html")),
    (
        "/facilitator",
        "text/html; charset=utf-8",
        include_str!("page/facilitator.html"),
    ),
    ("/screen", "text/html; charset=utf-8", include_str!("page/screen.html")),
    ("/page.css", "text/css; charset=utf-8", include_str!("page/page.css")),
    (
        "/live.js",
        "text/javascript; charset=utf-8",
        include_str!("page/live.js"),
    ),
    (
        "/phone.js",
        "text/javascript; charset=utf-8",
        include_str!("page/phone.js"),
    ),
    (
        "/facilitator.js",
        "text/javascript; charset=utf-8",
        include_str!("page/facilitator.js"),
    ),
    (
        "/screen.js",
        "text/javascript; charset=utf-8",
        include_str!("page/screen.js"),
    ),
];

/// All that answers.
pub fn router(served: Served) -> Router {
    let mut router = Router::new()
        .route("/live", get(live))
        .route("/customer/{felt}", get(customer))
        .with_state(served);
    for (path, kind, text) in PAGES {
        router = router.route(path, get(move || async move { ([(header::CONTENT_TYPE, kind)], text) }));
    }
    router.layer(middleware::from_fn(guard))
}

/// What holds for every request: only reading, only by this machine's address, nothing from elsewhere on a page.
async fn guard(request: Request, next: Next) -> Response {
    guarded(request, next, "'self'").await
}

/// The same, with pictures from these places.
pub(super) async fn guarded(request: Request, next: Next, pictures: &str) -> Response {
    let host = host(request.headers()).unwrap_or_default().to_owned();
    let mut response = if !is_own_host(&host) {
        let why = "This session is reached by the address on its screen only.\n";
        (StatusCode::MISDIRECTED_REQUEST, why).into_response()
    } else if request.method() != Method::GET && request.method() != Method::HEAD {
        (StatusCode::METHOD_NOT_ALLOWED, "Only pages are asked for here.\n").into_response()
    } else {
        next.run(request).await
    };
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src {pictures}; connect-src 'self' ws://{}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        if is_own_host(&host) { &host } else { "localhost" }
    );
    let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn host(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::HOST)?.to_str().ok()
}

/// Whether a conversation is begun by one of our own pages, or by a program that is no browser.
pub(super) fn is_own_page(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true;
    };
    let from = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
    from.is_some_and(|from| Some(from) == host(headers))
}

async fn live(
    State(served): State<Served>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Extension(held): Extension<Held>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    if !is_own_page(&headers) {
        return (StatusCode::FORBIDDEN, "Another site's page has no business here.\n").into_response();
    }
    // Small buffers: ten thousand phones in 60 MB instead of more than a gigabyte.
    let upgrade = upgrade
        .read_buffer_size(4096)
        .write_buffer_size(0)
        .max_message_size(MESSAGE_BYTES_MAX)
        .max_frame_size(MESSAGE_BYTES_MAX);
    upgrade.on_upgrade(move |socket| async move {
        converse(socket, served.desk, from.ip()).await;
        drop(held);
    })
}

/// The customer's portrait: anger (0..=9), loss, dread and satisfaction (0..=100) as `7-40-20-10.svg`.
async fn customer(State(served): State<Served>, Path(felt): Path<String>) -> Response {
    let numbers: Option<Vec<u8>> = felt
        .strip_suffix(".svg")
        .map(|felt| felt.splitn(5, '-'))
        .and_then(|parts| {
            parts
                .map(|part| part.parse::<u8>().ok().filter(|number| *number <= 100))
                .collect()
        });
    let Some(&[anger, loss, dread, satisfaction]) = numbers.as_deref() else {
        return (StatusCode::NOT_FOUND, "There is no such picture.\n").into_response();
    };
    let face = Face::of(&Feelings {
        anger: anger.min(9).into(),
        loss: loss.into(),
        dread: dread.into(),
        relief: satisfaction.into(),
    });
    let picture = svg(&portrait(&served.look, &face), PORTRAIT_FRAME);
    ([(header::CONTENT_TYPE, "image/svg+xml")], picture).into_response()
}
