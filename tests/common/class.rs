//! A class as pages meet it: over sockets.

use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bounceback::record::open;
use bounceback::scenario::{read, template};
use bounceback::serve::{ClassConfig, ClassHost};
use bounceback::session::class::{Command, Offered};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{self, Message, WebSocket};

/// The template's cake, as it is offered.
pub fn cake() -> Offered {
    let text = template("cake");
    let scenario = Arc::new(read(&text).scenario.expect("the template is valid"));
    Offered {
        policy: scenario.policy.clone(),
        scenario,
        text,
    }
}

/// The file of records in a folder.
pub fn records(folder: &Path) -> String {
    folder.join("records.sqlite").display().to_string()
}

/// A class that plays the cake, with its door open; kept and recorded in a folder, where there is one.
pub fn class(folder: Option<&Path>) -> ClassHost {
    let config = ClassConfig {
        offered: vec![cake()],
        store: folder.map(|folder| open(&records(folder)).expect("records")),
        listen: "127.0.0.1".parse().expect("an address"),
        port: 0,
        folder: folder.map(|folder| PathBuf::from(folder).join("classes")),
    };
    let host = ClassHost::start(config).expect("it can listen");
    host.tell(Command::Door { open: true }).expect("the trainer's");
    host
}

/// A page that speaks with the host.
pub struct Page {
    socket: WebSocket<TcpStream>,
    n: u32,
    /// Every text that it was sent.
    pub heard: Vec<String>,
    pub token: String,
    /// What it shows.
    pub view: Value,
    /// All that was said beside it last.
    pub told: Value,
}

impl Page {
    pub fn enter(address: SocketAddr, hello: &Value) -> Self {
        let stream = TcpStream::connect(address).expect("the host listens");
        stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a limit");
        let (socket, _) = tungstenite::client(format!("ws://{address}/live"), stream).expect("a WebSocket");
        let mut page = Self {
            socket,
            n: 0,
            heard: Vec::new(),
            token: String::new(),
            view: Value::Null,
            told: Value::Null,
        };
        page.say(hello);
        page
    }

    pub fn join(host: &ClassHost, name: Option<&str>) -> Self {
        let mut page = Self::enter(host.address(), &json!({"join": {"code": host.code(), "name": name}}));
        let welcome = page.next();
        let token = welcome["welcome"]["token"].as_str();
        token.unwrap_or_else(|| panic!("{welcome}")).clone_into(&mut page.token);
        page.until(|view| view["standing"].is_string());
        page
    }

    pub fn back(address: SocketAddr, token: &str) -> Self {
        let mut page = Self::enter(address, &json!({"back": {"token": token}}));
        page.until(|view| view["standing"].is_string());
        token.clone_into(&mut page.token);
        page
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
                    if told.get("view").is_some() {
                        self.told = told.clone();
                    }
                    if told["view"].is_object() {
                        self.view = told["view"].clone();
                    }
                    return told;
                }
                Ok(Message::Close(_)) | Err(tungstenite::Error::ConnectionClosed) => return json!({"closed": true}),
                Ok(_) => {}
                Err(tungstenite::Error::Io(error)) if error.kind() == std::io::ErrorKind::ConnectionReset => {
                    return json!({"closed": true});
                }
                Err(error) => panic!("{error}"),
            }
        }
    }

    /// Listens until what it shows holds.
    pub fn until(&mut self, holds: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..500 {
            if holds(&self.view) {
                return self.view.clone();
            }
            let told = self.next();
            assert_ne!(told["closed"], true, "closed while waiting: {:?}", self.heard.last());
        }
        panic!("it never came: {}", self.view)
    }

    /// Asks from the turn that it shows, and waits for the answer and, where it is done, for the next turn.
    pub fn ask(&mut self, ask: &Value) -> Result<(), String> {
        let turn = self.view["turn"].as_u64().expect("it shows something");
        self.ask_at(turn, ask)?;
        self.until(|view| view["turn"].as_u64() > Some(turn));
        Ok(())
    }

    pub fn ask_at(&mut self, turn: u64, ask: &Value) -> Result<(), String> {
        self.n += 1;
        let n = self.n;
        self.say(&json!({"n": n, "turn": turn, "ask": ask}));
        loop {
            let told = self.next();
            if told["done"]["n"] == n {
                return Ok(());
            }
            if told["refused"]["n"] == n || told["bye"].is_object() || told["closed"] == true {
                return Err(told.to_string());
            }
        }
    }

    pub fn begin(&mut self, scenario: &str, mode: &str) {
        self.ask(&json!({"begin": {"scenario": scenario, "mode": mode, "sure": 3}}))
            .expect("it is offered");
    }

    /// Plays the first move that is not barred; `None`: the drill is over.
    pub fn play_first(&mut self) -> Option<u64> {
        let moves = self.view["drill"]["moves"].as_array()?.clone();
        let open = moves.iter().find(|mv| mv["barred"] == false);
        let choice = open.expect("a way on")["choice"].as_u64().expect("a number");
        self.ask(&json!({"play": {"choice": {"Move": choice}}}))
            .expect("on offer");
        Some(choice)
    }

    /// Plays to the end.
    pub fn play_out(&mut self) {
        while self.play_first().is_some() {}
    }

    /// Waits for the grades.
    pub fn graded(&mut self) -> Value {
        self.until(|view| view["debrief"]["waiting"] == false)["debrief"].clone()
    }
}
