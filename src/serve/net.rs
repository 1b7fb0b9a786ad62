//! What a host listens with: a port and threads.

use std::net::{IpAddr, SocketAddr};

use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime::{Builder, Runtime};

use super::host::HostError;

/// What phones are reached by.
pub struct Net {
    pub runtime: Runtime,
    pub listener: TcpListener,
    pub address: SocketAddr,
}

impl Net {
    /// Listens here; 0 is any port that is free.
    pub fn open(listen: IpAddr, port: u16) -> Result<Self, HostError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .thread_name("team-net")
            .build();
        let runtime = runtime.map_err(|error| HostError(format!("the system gives no threads: {error}")))?;
        let wanted = SocketAddr::new(listen, port);
        let listener = {
            let _inside = runtime.enter();
            bound(wanted)
        };
        let listener = listener.map_err(|error| {
        HostError(format!(
            "{wanted} cannot be listened on: {error}; another program may use this port (--port takes another one), and the address must be one of \
             this machine's (--listen)"
        ))
    })?;
        let address = listener.local_addr().map_err(|error| HostError(error.to_string()))?;
        Ok(Self {
            runtime,
            listener,
            address,
        })
    }
}

fn bound(wanted: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if wanted.is_ipv4() {
        TcpSocket::new_v4()
    } else {
        TcpSocket::new_v6()
    }?;
    // A session that is started again finds its port, though connections of the old one linger.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(wanted)?;
    // A whole hall may scan the code at once.
    socket.listen(4096)
}
