//! Messages out of a stream of bytes: headers, an empty line, so many bytes of JSON.

use std::io::{self, BufRead, Read};

use lsp_server::Message;

/// The longest line of a header, in bytes.
const HEADER_MAX: u64 = 8 << 10;
/// The longest message, in bytes: a scenario of 4 MiB, escaped, with room.
const CONTENT_MAX: usize = 64 << 20;

/// What came in.
#[derive(Debug)]
pub enum Frame {
    Message(Message),
    /// JSON that is no message, or no JSON; what follows can be read.
    Bad(String),
}

/// Reads the next message; `None` at the end of the input. Lines that are no header are read over, so that rubbish between two messages
/// loses nothing.
///
/// # Errors
/// Where nobody can say any more where a message begins, with the reason in words.
pub fn read(input: &mut impl BufRead) -> io::Result<Option<Frame>> {
    let length = loop {
        match header(input)? {
            Header::End => return Ok(None),
            Header::Announces(length) => break length,
            Header::Nothing => {}
        }
    };
    if length > CONTENT_MAX {
        return Err(unreadable(format!(
            "a message of {length} bytes is announced; the most is {CONTENT_MAX}"
        )));
    }
    let mut content = Vec::new();
    input.take(length as u64).read_to_end(&mut content)?;
    if content.len() < length {
        return Err(unreadable("the input ends in the middle of a message".to_owned()));
    }
    Ok(Some(match serde_json::from_slice(&content) {
        Ok(message) => Frame::Message(message),
        Err(error) => Frame::Bad(error.to_string()),
    }))
}

fn unreadable(words: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, words)
}

/// What the lines up to an empty one say.
enum Header {
    /// A message of so many bytes.
    Announces(usize),
    /// Nothing that is known.
    Nothing,
    /// The input is at its end.
    End,
}

fn header(input: &mut impl BufRead) -> io::Result<Header> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        input.by_ref().take(HEADER_MAX).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(Header::End);
        }
        if !line.ends_with(b"\n") && line.len() as u64 == HEADER_MAX {
            return Err(unreadable(format!("a header has more than {HEADER_MAX} bytes")));
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            return Ok(length.map_or(Header::Nothing, Header::Announces));
        }
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            let value = value.trim();
            length = Some(
                value
                    .parse()
                    .map_err(|_| unreadable(format!("`{value}` is no length of a message")))?,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(bytes: &[u8]) -> (Vec<String>, Option<String>) {
        let mut input = bytes;
        let mut seen = Vec::new();
        loop {
            match read(&mut input) {
                Ok(Some(Frame::Message(Message::Notification(of)))) => seen.push(of.method),
                Ok(Some(Frame::Message(other))) => seen.push(format!("{other:?}")),
                Ok(Some(Frame::Bad(_))) => seen.push("bad".to_owned()),
                Ok(None) => return (seen, None),
                Err(error) => return (seen, Some(error.to_string())),
            }
        }
    }

    #[test]
    fn messages_are_found_between_rubbish() {
        let good = "Content-Length: 27\r\n\r\n{\"method\":\"a\",\"params\":{} }";
        let typed = "content-length:27\r\nContent-Type: x\r\n\r\n{\"method\":\"b\",\"params\":{} }";
        let all = format!("{good}rubbish\r\n\r\nmore: 1\n\nContent-Length: 3\r\n\r\n{{x}}{typed}");
        assert_eq!(
            frames(all.as_bytes()),
            (vec!["a".into(), "bad".into(), "b".into()], None)
        );
    }

    #[test]
    fn what_cannot_be_read_on_says_why() {
        let check = |bytes: &[u8], words: &str| {
            let (_, error) = frames(bytes);
            assert!(error.as_deref().is_some_and(|error| error.contains(words)), "{error:?}");
        };
        check(b"Content-Length: 99999999999999999\r\n\r\n", "the most is");
        check(b"Content-Length: 99999999999999999999999999\r\n\r\n", "is no length");
        check(b"Content-Length: -1\r\n\r\n", "is no length");
        check(b"Content-Length: 50\r\n\r\n{}", "in the middle");
        check(&vec![b'x'; 100_000], "a header has more than");
        assert_eq!(frames(b"Content-Length: 5\r\n"), (vec![], None));
        assert_eq!(frames(&[0, 255, 10, 10]), (vec![], None));
    }
}
