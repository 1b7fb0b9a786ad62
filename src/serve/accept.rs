//! The door: takes connections in, and bounds what each may hold and how many there are.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// Until when a request's head must be there; after it the connection is closed.
const HEAD: Duration = Duration::from_secs(10);
/// The most bytes of a request's head.
const HEAD_BYTES_MAX: usize = 8 * 1024;
/// The most connections of one address, but for those of this machine itself: a whole classroom may share one.
const OF_ONE_MAX: u32 = 4096;

/// How many connections each address has.
#[derive(Debug, Default)]
struct Guests(Mutex<BTreeMap<IpAddr, u32>>);

impl Guests {
    fn come(self: &Arc<Self>, from: IpAddr) -> Option<Guest> {
        let mut guests = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = guests.entry(from).or_insert(0);
        if *count >= OF_ONE_MAX && !from.is_loopback() {
            return None;
        }
        *count += 1;
        Some(Guest {
            guests: Arc::clone(self),
            from,
        })
    }
}

/// A connection's place. Whoever takes the connection over takes its place along, and gives it back when it is dropped.
#[derive(Debug, Clone)]
pub struct Held {
    _held: Arc<(Guest, OwnedSemaphorePermit)>,
}

/// One connection that is counted.
#[derive(Debug)]
struct Guest {
    guests: Arc<Guests>,
    from: IpAddr,
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut guests = self.guests.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = guests.get_mut(&self.from) {
            *count -= 1;
            if *count == 0 {
                guests.remove(&self.from);
            }
        }
    }
}

/// Takes connections in until it is told to stop.
pub async fn accept(listener: TcpListener, router: Router, connections_max: usize, mut stop: watch::Receiver<bool>) {
    let room = Arc::new(Semaphore::new(connections_max));
    let guests = Arc::new(Guests::default());
    loop {
        let place = tokio::select! {
            place = Arc::clone(&room).acquire_owned() => place.expect("never closed"),
            _ = stop.changed() => return,
        };
        let taken = tokio::select! {
            taken = listener.accept() => taken,
            _ = stop.changed() => return,
        };
        let Ok((stream, from)) = taken else {
            // Out of files, or the guest has left already: the next may be luckier, in a moment.
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let Some(guest) = guests.come(from.ip()) else { continue };
        let held = Held {
            _held: Arc::new((guest, place)),
        };
        let (router, mut stop) = (router.clone(), stop.clone());
        tokio::spawn(async move {
            tokio::select! {
                () = serve(stream, from, router, held) => {}
                _ = stop.changed() => {}
            }
        });
    }
}

async fn serve(stream: TcpStream, from: SocketAddr, router: Router, held: Held) {
    // Votes are small and wanted at once.
    let _ = stream.set_nodelay(true);
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(from));
        request.extensions_mut().insert(held.clone());
        router.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    // A guest who speaks no HTTP, or leaves in the middle, is no matter of ours.
    let _ = connection.await;
}
