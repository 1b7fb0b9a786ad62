//! What answers which request: the page, its parts, how customers come in, and the door to a conversation.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{ConnectInfo, Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};

use super::super::accept::Held;
use super::super::router::{guarded, is_own_page};
use super::message::PAGE_BYTES_MAX;
use super::socket::{Desk, converse};

/// What the pages show beside what the room tells.
#[derive(Debug, Clone)]
pub struct Served {
    pub desk: Arc<Desk>,
    /// How the customer of each scenario comes in, as SVG, by its id.
    pub faces: Arc<BTreeMap<String, String>>,
}

/// The page and its parts: path, kind, text.
const PAGES: [(&str, &str, &str); 4] = [
    ("/", "text/html; charset=utf-8", include_str!("../page/solo.html")),
    (
        "/solo.css",
        "text/css; charset=utf-8",
        concat!(include_str!("../page/page.css"), include_str!("../page/solo.css")),
    ),
    (
        "/live.js",
        "text/javascript; charset=utf-8",
        include_str!("../page/live.js"),
    ),
    (
        "/solo.js",
        "text/javascript; charset=utf-8",
        include_str!("../page/solo.js"),
    ),
];

/// All that answers.
pub fn router(served: Served) -> Router {
    let mut router = Router::new()
        .route("/live", get(live))
        .route("/face/{scenario}", get(face))
        .with_state(served);
    for (path, kind, text) in PAGES {
        router = router.route(path, get(move || async move { ([(header::CONTENT_TYPE, kind)], text) }));
    }
    router.layer(middleware::from_fn(guard))
}

/// As for a team's room. A customer's face comes with the state (its address would tell what the mode hides), so it is a blob.
async fn guard(request: Request, next: Next) -> Response {
    guarded(request, next, "'self' blob:").await
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
    let upgrade = upgrade
        .read_buffer_size(4096)
        .write_buffer_size(0)
        .max_message_size(PAGE_BYTES_MAX)
        .max_frame_size(PAGE_BYTES_MAX);
    upgrade.on_upgrade(move |socket| async move {
        converse(socket, served.desk, from.ip()).await;
        drop(held);
    })
}

/// How the customer of a scenario comes in: the same for everybody.
async fn face(State(served): State<Served>, Path(scenario): Path<String>) -> Response {
    let face = scenario.strip_suffix(".svg").and_then(|id| served.faces.get(id));
    match face {
        Some(face) => ([(header::CONTENT_TYPE, "image/svg+xml")], face.clone()).into_response(),
        None => (StatusCode::NOT_FOUND, "There is no such picture.\n").into_response(),
    }
}
