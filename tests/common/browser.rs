//! A headless Chromium, spoken with by its own protocol (`DevTools`): real pages, each in a profile of its own.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{self, Message, WebSocket};

/// The browser; it ends with the test.
pub struct Browser {
    child: Child,
    socket: WebSocket<TcpStream>,
    id: u64,
    _profile: tempfile::TempDir,
}

/// A page in it.
#[derive(Clone)]
pub struct Page(String);

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Where Debian puts it.
fn program() -> PathBuf {
    let found = [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ]
    .iter()
    .map(Path::new)
    .find(|path| path.exists());
    found.expect("chromium is installed (.ci/install)").to_owned()
}

impl Browser {
    pub fn start() -> Self {
        let profile = tempfile::tempdir().expect("a folder");
        let mut child = Command::new(program())
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--remote-debugging-port=0",
                "--no-first-run",
                "--force-device-scale-factor=1",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines();
        let link = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("DevTools listening on ").map(str::to_owned));
        let link = link.expect("it says where it listens");
        // What else it says must not fill the pipe.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        let address = link.trim_start_matches("ws://").split('/').next().expect("an address");
        let stream = TcpStream::connect(address).expect("it listens");
        let (socket, _) = tungstenite::client(link.as_str(), stream).expect("a WebSocket");
        Self {
            child,
            socket,
            id: 0,
            _profile: profile,
        }
    }

    fn call(&mut self, page: Option<&Page>, method: &str, params: &Value) -> Value {
        self.id += 1;
        let mut asked = json!({"id": self.id, "method": method, "params": params});
        if let Some(Page(session)) = page {
            asked["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(asked.to_string())).expect("sent");
        loop {
            if let Message::Text(text) = self.socket.read().expect("it answers") {
                let told: Value = serde_json::from_str(text.as_str()).expect("JSON");
                if told["id"] == self.id {
                    assert!(told["error"].is_null(), "{method}: {told}");
                    return told["result"].clone();
                }
            }
        }
    }

    /// A new page in a profile of its own: another device.
    pub fn open(&mut self, link: &str, width: u32, height: u32) -> Page {
        let context = self.call(None, "Target.createBrowserContext", &json!({}))["browserContextId"].clone();
        let target = self.call(
            None,
            "Target.createTarget",
            &json!({"url": "about:blank", "browserContextId": context}),
        )["targetId"]
            .clone();
        let session = self.call(
            None,
            "Target.attachToTarget",
            &json!({"targetId": target, "flatten": true}),
        );
        let page = Page(session["sessionId"].as_str().expect("a session").to_owned());
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 700});
        self.call(Some(&page), "Emulation.setDeviceMetricsOverride", &size);
        self.call(Some(&page), "Page.enable", &json!({}));
        self.go(&page, link);
        page
    }

    pub fn go(&mut self, page: &Page, link: &str) {
        self.call(Some(page), "Page.navigate", &json!({"url": link}));
    }

    /// The device shows dark pages.
    #[allow(dead_code, reason = "not every test looks at it")]
    pub fn darken(&mut self, page: &Page, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.call(Some(page), "Emulation.setEmulatedMedia", &features);
    }

    /// The window becomes as large as this.
    #[allow(dead_code, reason = "not every test looks at it")]
    pub fn resize(&mut self, page: &Page, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 700});
        self.call(Some(page), "Emulation.setDeviceMetricsOverride", &size);
    }

    /// What a script comes to, as JSON.
    pub fn run(&mut self, page: &Page, script: &str) -> Value {
        let told = self.call(
            Some(page),
            "Runtime.evaluate",
            &json!({"expression": script, "returnByValue": true, "userGesture": true}),
        );
        assert!(told["exceptionDetails"].is_null(), "{script}: {told}");
        told["result"]["value"].clone()
    }

    /// All words on a page.
    pub fn words(&mut self, page: &Page) -> String {
        let words = self.run(page, "document.body ? document.body.innerText : ''");
        words.as_str().unwrap_or_default().to_owned()
    }

    /// Waits for words on a page.
    pub fn until(&mut self, page: &Page, words: &str) -> String {
        let begun = Instant::now();
        loop {
            let seen = self.words(page);
            if seen.contains(words) {
                return seen;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(20),
                "`{words}` never came; there is:\n{seen}"
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Presses the button with this text, as soon as it is there.
    pub fn press(&mut self, page: &Page, text: &str) {
        let begun = Instant::now();
        let script = format!(
            "(() => {{ const it = [...document.querySelectorAll('button')].find(one => one.textContent.startsWith({})); if (it) it.click(); return !!it; }})()",
            json!(text)
        );
        while self.run(page, &script) != true {
            assert!(
                begun.elapsed() < Duration::from_secs(20),
                "there is no button `{text}`:\n{}",
                self.words(page)
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// A picture of the whole page, and whether something stands out to the side.
    pub fn picture(&mut self, page: &Page, path: &Path) {
        let wide = self.run(page, "document.documentElement.scrollWidth - innerWidth");
        assert!(
            wide.as_i64().is_some_and(|over| over <= 0),
            "{}: {wide} pixels stand out",
            path.display()
        );
        let told = self.call(Some(page), "Page.captureScreenshot", &json!({"format": "png"}));
        std::fs::write(path, decoded(told["data"].as_str().expect("a picture"))).expect("written");
    }
}

/// Base64.
fn decoded(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::new();
    let letters: Vec<u8> = text.bytes().filter(|letter| *letter != b'=').collect();
    for four in letters.chunks(4) {
        let bits = four
            .iter()
            .fold(0_u32, |bits, letter| bits << 6 | u32::from(value(*letter)))
            << (6 * (4 - four.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    bytes
}
