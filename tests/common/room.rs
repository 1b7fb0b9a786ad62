//! A team's room as devices meet it: over sockets.

use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

use bounceback::scenario::{read, template};
use bounceback::serve::{Config, Host};
use bounceback::session::team::Start;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{self, Message, WebSocket};

/// A session of the template's cake.
pub fn host(folder: Option<PathBuf>) -> Host {
    Host::start(config(folder)).expect("it can listen")
}

/// The same, before it is held.
pub fn config(folder: Option<PathBuf>) -> Config {
    let text = template("cake");
    let scenario = read(&text).scenario.expect("the template is valid");
    Config {
        start: Start::new(&scenario, 7),
        scenario_text: text,
        listen: Some("127.0.0.1".parse().expect("an address")),
        port: 0,
        folder,
    }
}

/// The token behind a link's `#`.
pub fn token(link: &str) -> String {
    link.rsplit_once('#').expect("a token").1.to_owned()
}

/// A device that speaks with the host.
pub struct Device {
    socket: WebSocket<TcpStream>,
    n: u32,
    /// Every text that it was sent.
    pub heard: Vec<String>,
    /// Its own token, where it joined.
    pub token: String,
    /// The last whole state.
    pub state: Value,
}

impl Device {
    pub fn enter(address: SocketAddr, hello: &Value) -> Self {
        let stream = TcpStream::connect(address).expect("the host listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
        let (socket, _) = tungstenite::client(format!("ws://{address}/live"), stream).expect("a WebSocket");
        let mut device = Self {
            socket,
            n: 0,
            heard: Vec::new(),
            token: String::new(),
            state: Value::Null,
        };
        device.say(hello);
        device
    }

    pub fn join(host: &Host, name: &str) -> Self {
        let mut device = Self::enter(
            host.address().expect("it listens"),
            &json!({"join": {"code": host.code(), "name": name}}),
        );
        let welcome = device.next();
        let token = welcome["welcome"]["token"].as_str();
        token
            .unwrap_or_else(|| panic!("{welcome}"))
            .clone_into(&mut device.token);
        device.until(|state| state["room"].is_object());
        device
    }

    pub fn back(address: SocketAddr, token: &str) -> Self {
        let mut device = Self::enter(address, &json!({"back": {"token": token}}));
        device.until(|state| state["room"].is_object());
        token.clone_into(&mut device.token);
        device
    }

    pub fn say(&mut self, what: &Value) {
        self.socket.send(Message::text(what.to_string())).expect("sent");
    }

    /// The next text, whatever it is; a close is `{"closed": true}`.
    pub fn next(&mut self) -> Value {
        loop {
            match self.socket.read() {
                Ok(Message::Text(text)) => {
                    self.heard.push(text.as_str().to_owned());
                    let told: Value = serde_json::from_str(text.as_str()).expect("JSON");
                    if told["room"].is_object() {
                        self.state = told.clone();
                    } else if told["voted"].is_object() {
                        self.state["room"]["voted"] = told["voted"]["voted"].clone();
                        self.state["room"]["of"] = told["voted"]["of"].clone();
                    }
                    return told;
                }
                Ok(Message::Close(_)) | Err(tungstenite::Error::ConnectionClosed) => return json!({"closed": true}),
                Ok(_) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }

    /// Listens until a state holds.
    pub fn until(&mut self, holds: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..500 {
            if holds(&self.state) {
                return self.state.clone();
            }
            let told = self.next();
            assert_ne!(told["closed"], true, "closed while waiting: {:?}", self.heard.last());
        }
        panic!("it never came: {}", self.state)
    }

    pub fn phase(&mut self, phase: &str) -> Value {
        self.until(|state| state["room"]["phase"] == phase)
    }

    /// Asks, and waits for the answer.
    pub fn ask(&mut self, ask: &Value) -> Result<Value, String> {
        self.n += 1;
        let n = self.n;
        self.say(&json!({"n": n, "ask": ask}));
        loop {
            let told = self.next();
            if told["done"]["n"] == n {
                return Ok(told["done"]["own"].clone());
            }
            if told["refused"]["n"] == n || told["bye"].is_object() || told["closed"] == true {
                return Err(told.to_string());
            }
        }
    }

    /// Votes for the move with this number on screen, from 0, in the ballot that is open.
    pub fn vote(&mut self, at: usize) -> Result<Value, String> {
        let room = self.until(|state| state["room"]["ballot"].is_u64())["room"].clone();
        let choice = &room["moves"][at]["choice"];
        self.ask(&json!({"vote": {"ballot": room["ballot"], "choice": choice}}))
    }

    /// Does something as the facilitator.
    pub fn act(&mut self, command: &Value) -> Result<Value, String> {
        self.ask(&json!({"do": {"command": command}}))
    }
}
