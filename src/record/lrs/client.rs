//! HTTP to a Learning Record Store: Basic authentication, one POST for a batch.

use std::time::Duration;

use super::round::{Answer, Post};

/// The longest answer that is read for its reason.
const ANSWER_MAX: u64 = 64 << 10;

/// A Learning Record Store.
pub struct Lrs {
    address: String,
    credentials: String,
    agent: ureq::Agent,
}

/// Why an address is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LrsError(String);

impl std::fmt::Display for LrsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "`{}` is no address of a Learning Record Store: give what stands before `/statements`, such as https://lrs.example/xAPI",
            self.0
        )
    }
}

impl std::error::Error for LrsError {}

impl Lrs {
    /// The store at this address (what stands before `/statements`), with a name and a password. Nothing is sent yet.
    ///
    /// # Errors
    /// Where it is no address of the web.
    pub fn new(address: &str, user: &str, password: &str, timeout: Duration) -> Result<Self, LrsError> {
        let trimmed = address.trim().trim_end_matches('/');
        let trimmed = trimmed.strip_suffix("/statements").unwrap_or(trimmed);
        let host = trimmed
            .strip_prefix("https://")
            .or_else(|| trimmed.strip_prefix("http://"));
        let is_plain = |host: &str| !host.is_empty() && !host.contains(['@', '?', '#', ' ']) && !host.starts_with('/');
        if !host.is_some_and(is_plain) {
            return Err(LrsError(address.to_owned()));
        }
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            // A redirected POST would become a GET, or carry the password elsewhere.
            .max_redirects(0)
            .user_agent(concat!("bounceback/", env!("CARGO_PKG_VERSION")))
            .build()
            .into();
        Ok(Self {
            address: format!("{trimmed}/statements"),
            credentials: format!("Basic {}", base64(format!("{user}:{password}").as_bytes())),
            agent,
        })
    }
}

impl Post for Lrs {
    fn post(&mut self, statements: &[&str]) -> Answer {
        let body = format!("[{}]", statements.join(","));
        let request = self
            .agent
            .post(&self.address)
            .header("Authorization", &self.credentials)
            .header("X-Experience-API-Version", "1.0.3")
            .header("Content-Type", "application/json");
        let mut response = match request.send(&body) {
            Ok(response) => response,
            Err(error) => {
                return Answer::Later {
                    reason: format!("{}: {error}", self.address),
                    after_seconds: None,
                };
            }
        };
        let status = response.status().as_u16();
        let after_seconds = response
            .headers()
            .get("Retry-After")
            .and_then(|after| after.to_str().ok()?.trim().parse().ok());
        // Where the answer breaks off, its status still counts.
        let words = response.body_mut().with_config().limit(ANSWER_MAX).read_to_string();
        answer(status, words.unwrap_or_default().trim(), after_seconds)
    }
}

/// What an answer of HTTP means.
fn answer(status: u16, words: &str, after_seconds: Option<u32>) -> Answer {
    let said = if words.is_empty() {
        String::new()
    } else {
        format!(": {words}")
    };
    match status {
        200 | 204 => Answer::Taken,
        401 | 403 => Answer::Barred {
            reason: format!(
                "{status}: the Learning Record Store does not know this name and password, or does not let them write{said}"
            ),
        },
        409 => Answer::Refused {
            reason: format!("409: another statement with this id is there already{said}"),
        },
        400 | 412 | 413 | 415 | 422 => Answer::Refused {
            reason: format!("{status}: the statement is not accepted{said}"),
        },
        408 | 425 | 429 | 500..=599 => Answer::Later {
            reason: format!("{status}: the Learning Record Store is busy or out of order{said}"),
            after_seconds,
        },
        _ => Answer::Barred {
            reason: format!("{status}: this does not answer like a Learning Record Store; is the address right?{said}"),
        },
    }
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let all = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4_usize {
            if at <= three.len() {
                let six = (all >> (18 - 6 * at)) & 63;
                out.push(char::from(LETTERS[six as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_the_rfc_has_it() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("Aladdin:open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn an_address_is_of_the_web_and_holds_no_password() {
        let at = |address: &str| Lrs::new(address, "u", "p", Duration::from_secs(1)).map(|lrs| lrs.address);
        for address in [
            "http://h/xAPI",
            " http://h/xAPI/ ",
            "http://h/xAPI/statements",
            "http://h/xAPI/statements/",
        ] {
            assert_eq!(at(address).as_deref(), Ok("http://h/xAPI/statements"));
        }
        for address in [
            "",
            "h/xAPI",
            "ftp://h",
            "https://",
            "https://u:p@h/xAPI",
            "https://h/?a",
            "http:///x",
        ] {
            let error = at(address).expect_err(address);
            assert!(error.to_string().contains("is no address"), "{error}");
        }
    }

    #[test]
    fn each_answer_means_one_thing() {
        let kind = |status| match answer(status, "why", Some(9)) {
            Answer::Taken => 't',
            Answer::Refused { .. } => 'r',
            Answer::Barred { .. } => 'b',
            Answer::Later { .. } => 'l',
        };
        let all = [200, 204, 409, 400, 422, 413, 401, 403, 404, 302, 429, 500, 503, 100];
        assert_eq!(all.map(kind).iter().collect::<String>(), "ttrrrrbbbblllb");
        assert_eq!(
            answer(503, "", Some(9)),
            Answer::Later {
                reason: "503: the Learning Record Store is busy or out of order".to_owned(),
                after_seconds: Some(9),
            }
        );
    }
}
