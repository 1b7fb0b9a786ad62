//! A small language client: starts the program, speaks the protocol over its pipes, and never waits for ever.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long an answer may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

pub struct Client {
    program: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// What came while something else was waited for.
    early: Vec<Value>,
    asked: i64,
}

impl Client {
    /// Starts the program.
    pub fn start() -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bounceback"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let output = program.stdout.take().expect("a pipe");
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = message(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            input: program.stdin.take(),
            program,
            messages,
            early: Vec::new(),
            asked: 0,
        }
    }

    /// Starts it and agrees with it.
    pub fn open() -> Self {
        let mut client = Self::start();
        let agreed = client.ask(
            "initialize",
            json!({"processId": null, "rootUri": null, "capabilities": {}}),
        );
        assert_eq!(agreed["result"]["serverInfo"]["name"], "bounceback");
        client.tell("initialized", json!({}));
        client
    }

    /// Sends bytes as they are; whether anybody took them.
    pub fn raw(&mut self, bytes: &[u8]) -> bool {
        let input = self.input.as_mut().expect("open");
        input.write_all(bytes).and_then(|()| input.flush()).is_ok()
    }

    pub fn send(&mut self, message: &Value) {
        let text = message.to_string();
        assert!(self.raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes()));
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "calls read better with the document written in them"
    )]
    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Asks and waits for the answer.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "calls read better with the document written in them"
    )]
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        self.wait(|message| message["id"] == id)
    }

    /// The next message of which this holds; others are kept.
    pub fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.early.iter().position(&wanted) {
            return self.early.remove(at);
        }
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let message = self.messages.recv_timeout(left).expect("an answer in time");
            if wanted(&message) {
                return message;
            }
            self.early.push(message);
        }
    }

    /// The findings of a version of a file, the first of which this holds.
    pub fn findings(&mut self, version: i64, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let message = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["version"] == version
                && message["params"]["diagnostics"]
                    .as_array()
                    .is_some_and(|found| wanted(found))
        });
        message["params"]["diagnostics"].as_array().expect("a list").clone()
    }

    /// Closes its input and waits for its end; what it said on standard error.
    pub fn end(mut self) -> (ExitStatus, String) {
        drop(self.input.take());
        let until = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.program.try_wait().expect("its status") {
                break status;
            }
            if Instant::now() > until {
                self.program.kill().expect("it can be ended");
                panic!("it did not end");
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        let mut said = String::new();
        self.program
            .stderr
            .take()
            .expect("a pipe")
            .read_to_string(&mut said)
            .expect("text");
        (status, said)
    }
}

fn message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        if let Some(number) = line.strip_prefix("Content-Length: ") {
            length = number.trim().parse().expect("a length");
        }
    }
    let mut content = vec![0; length];
    output.read_exact(&mut content).ok()?;
    Some(serde_json::from_slice(&content).expect("JSON"))
}
