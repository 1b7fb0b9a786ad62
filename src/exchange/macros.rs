//! The content of a passage, piece by piece: words, links, comments, and what only a program of Twine would run.

mod parts;

use parts::{apart, closing, end_outside_quotes, strings, tag};

/// Whose macros stand in a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Harlowe,
    SugarCube,
    Chapbook,
    Snowman,
    Unknown,
}

impl Dialect {
    pub fn of(format: &str) -> Self {
        match format.to_ascii_lowercase().as_str() {
            "harlowe" => Self::Harlowe,
            "sugarcube" | "sugarcane" => Self::SugarCube,
            "chapbook" => Self::Chapbook,
            "snowman" => Self::Snowman,
            _ => Self::Unknown,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    Link {
        words: String,
        target: String,
    },
    /// What an author wrote for authors.
    Comment(String),
    /// What would be run.
    Code {
        what: &'static str,
        words: String,
    },
}

/// The longest macro, link or comment, bytes.
const WINDOW: usize = 2000;

/// Macros of Harlowe that are known where nobody says that a story is Harlowe's: `(note: …)` is somebody's words.
const HARLOWE: [&str; 22] = [
    "set",
    "put",
    "move",
    "if",
    "unless",
    "else-if",
    "elseif",
    "else",
    "link",
    "link-goto",
    "link-reveal",
    "link-repeat",
    "goto",
    "go-to",
    "display",
    "print",
    "either",
    "random",
    "live",
    "click",
    "text-style",
    "show",
];

/// Takes the content apart. Every byte of it belongs to one piece or is mark-up; the places are bytes.
pub fn pieces(text: &str, dialect: Dialect) -> Vec<(usize, Piece)> {
    let mut scan = Scan {
        text,
        dialect,
        at: 0,
        out: Vec::new(),
        words: String::new(),
        words_at: 0,
        hooks: 0,
    };
    scan.head();
    while scan.at < text.len() {
        if !scan.special() {
            scan.letter();
        }
    }
    scan.flush();
    scan.out
}

struct Scan<'t> {
    text: &'t str,
    dialect: Dialect,
    at: usize,
    out: Vec<(usize, Piece)>,
    words: String,
    words_at: usize,
    /// Harlowe's hooks that are open: their closing brackets are mark-up.
    hooks: usize,
}

impl<'t> Scan<'t> {
    /// What stands before the eyes: mark-up that is longer is none, so that rubbish is read in time.
    fn rest(&self) -> &'t str {
        let mut end = (self.at + WINDOW).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        &self.text[self.at..end]
    }

    fn flush(&mut self) {
        if !self.words.is_empty() {
            self.out
                .push((self.words_at, Piece::Text(std::mem::take(&mut self.words))));
        }
    }

    fn put(&mut self, length: usize, piece: Piece) {
        self.flush();
        self.out.push((self.at, piece));
        self.at += length;
    }

    fn code(&mut self, length: usize, what: &'static str) {
        let words = self.rest()[..length].to_owned();
        self.put(length, Piece::Code { what, words });
    }

    fn letter(&mut self) {
        let Some(letter) = self.rest().chars().next() else {
            return;
        };
        if self.words.is_empty() {
            self.words_at = self.at;
        }
        self.words.push(letter);
        self.at += letter.len_utf8();
    }

    /// Chapbook's variables stand above a line of two hyphens.
    fn head(&mut self) {
        if self.dialect == Dialect::Chapbook {
            let end = if self.text.starts_with("--\n") {
                Some(0)
            } else {
                self.text.find("\n--\n").map(|at| at + 1)
            };
            if let Some(end) = end {
                if end > 0 {
                    self.code(end, "a section of variables");
                }
                self.at = end + 3;
            }
        }
    }

    /// Where something other than words begins here, takes it.
    fn special(&mut self) -> bool {
        let rest = self.rest();
        let line_start = self.at == 0 || self.text[..self.at].ends_with('\n');
        match rest.as_bytes()[0] {
            b'<' => self.angle(rest),
            b'[' => self.bracket(rest, line_start),
            b']' if self.hooks > 0 => {
                self.hooks -= 1;
                self.at += 1 + tag(&rest[1..]).unwrap_or(0);
                true
            }
            b'|' if self.dialect == Dialect::Harlowe => match tag(rest) {
                Some(length) if rest[length..].starts_with('[') => {
                    self.hooks += 1;
                    self.mark(length + 1)
                }
                _ => false,
            },
            b'(' => self.harlowe(rest),
            b'{' if self.dialect == Dialect::Chapbook => {
                match rest.find('}').filter(|end| !rest[..*end].contains('\n')) {
                    Some(end) if !crate::scenario::PLACEHOLDERS.contains(&&rest[1..end]) => {
                        self.code(end + 1, "an insert");
                        true
                    }
                    _ => false,
                }
            }
            b'/' if rest.starts_with("/%") => self.comment(rest, 2, "%/"),
            b'/' if rest.starts_with("/*") => self.comment(rest, 2, "*/"),
            b'/' if rest.starts_with("//") && !self.text[..self.at].ends_with(':') => self.mark(2),
            b'\'' if rest.starts_with("''") => self.mark(2),
            b'*' if rest.starts_with("**") => self.mark(2),
            b'~' if rest.starts_with("~~") => self.mark(2),
            b'_' if rest.starts_with("__") => self.mark(2),
            b'$' => self.variable(rest),
            _ => false,
        }
    }

    fn mark(&mut self, length: usize) -> bool {
        self.at += length;
        true
    }

    /// A variable in the words: what it would say nobody knows before the story runs.
    fn variable(&mut self, rest: &str) -> bool {
        let name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let end = rest[1..].find(|letter| !name(letter)).map_or(rest.len(), |end| end + 1);
        let is_name = rest[1..].starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
        if !is_name || matches!(self.dialect, Dialect::Chapbook | Dialect::Snowman) {
            return false;
        }
        self.code(end, "the value of a variable");
        self.gap();
        true
    }

    /// What would be run; where it `says` something in the middle of a line, the words have a gap.
    fn run(&mut self, length: usize, what: &'static str, says: bool) {
        let line = self.text[..self.at].rsplit('\n').next().unwrap_or_default().trim_end();
        let in_line = !line.is_empty() && !line.ends_with(['>', ')', ']']);
        self.code(length, what);
        if says && in_line {
            self.gap();
        }
    }

    /// Something is said here that nobody knows before the story runs.
    fn gap(&mut self) {
        self.words_at = self.at;
        self.words.push('…');
    }

    fn comment(&mut self, rest: &str, open: usize, close: &str) -> bool {
        let Some(end) = rest[open..].find(close) else {
            return false;
        };
        let words = rest[open..open + end].trim().to_owned();
        self.put(open + end + close.len(), Piece::Comment(words));
        true
    }

    fn angle(&mut self, rest: &str) -> bool {
        if rest.starts_with("<!--") {
            return self.comment(rest, 4, "-->");
        }
        if rest.starts_with("<%") {
            let says = ["<%=", "<%-"].iter().any(|open| rest.starts_with(open));
            return rest.find("%>").is_some_and(|end| {
                self.run(end + 2, "a script", says);
                true
            });
        }
        if rest.starts_with("<<") && self.dialect != Dialect::Harlowe {
            return self.sugarcube(rest);
        }
        let lower = rest.as_bytes().get(..8).unwrap_or(rest.as_bytes()).to_ascii_lowercase();
        for (open, close) in [("<script", "</script>"), ("<style", "</style>")] {
            if lower.starts_with(open.as_bytes())
                && let Some(end) = rest.to_ascii_lowercase().find(close)
            {
                self.code(end + close.len(), "a script or a style");
                return true;
            }
        }
        let is_tag = rest[1..].starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '/');
        let Some(end) = rest
            .find('>')
            .filter(|end| is_tag && *end < 400 && !rest[1..*end].contains('<'))
        else {
            return false;
        };
        if ["<br", "</p", "<p>", "</d", "<li"]
            .iter()
            .any(|tag| lower.starts_with(tag.as_bytes()))
        {
            self.words.push('\n');
        }
        self.at += end + 1;
        true
    }

    fn sugarcube(&mut self, rest: &str) -> bool {
        let Some(end) = end_outside_quotes(&rest[2..], ">>") else {
            return false;
        };
        let inside = rest[2..2 + end].trim();
        let length = end + 4;
        let name = inside
            .split(|letter: char| letter.is_whitespace())
            .next()
            .unwrap_or_default();
        if inside.starts_with('/') {
            self.at += length;
        } else if ["link", "button"].contains(&name) {
            let arguments = inside[name.len()..].trim();
            let link = match arguments.strip_prefix("[[").and_then(|link| link.strip_suffix("]]")) {
                Some(link) => Some(apart(link)),
                None => match strings(arguments).as_slice() {
                    [words, target, ..] => Some((words.clone(), target.clone())),
                    _ => None,
                },
            };
            match link {
                Some((words, target)) => self.put(length, Piece::Link { words, target }),
                None => self.code(length, "a macro"),
            }
        } else {
            self.run(length, "a macro", ["print", "=", "-"].contains(&name));
        }
        true
    }

    fn bracket(&mut self, rest: &str, line_start: bool) -> bool {
        if rest.starts_with("[[") {
            let Some(end) = rest.find("]]").filter(|end| !rest[2..*end].contains("[[")) else {
                return false;
            };
            let inside = &rest[2..end];
            let (link, setter) = inside
                .split_once("][")
                .map_or((inside, None), |(link, setter)| (link, Some(setter)));
            let (words, target) = apart(link);
            let setter = setter.map(str::to_owned);
            self.put(end + 2, Piece::Link { words, target });
            if let Some(setter) = setter {
                self.out.push((
                    self.at,
                    Piece::Code {
                        what: "what a link sets",
                        words: setter,
                    },
                ));
            }
            return true;
        }
        if rest
            .as_bytes()
            .get(..5)
            .is_some_and(|head| head.eq_ignore_ascii_case(b"[img["))
            && let Some(end) = rest.find("]]")
        {
            self.code(end + 2, "a picture");
            return true;
        }
        let line = rest.lines().next().unwrap_or_default().trim_end();
        if self.dialect == Dialect::Chapbook
            && line_start
            && line.ends_with(']')
            && !line[1..line.len() - 1].contains(['[', ']'])
        {
            self.code(line.len(), "a modifier");
            return true;
        }
        if self.dialect == Dialect::Harlowe {
            // A hook without a macro: its brackets are not shown.
            self.hooks += 1;
            return self.mark(1);
        }
        false
    }

    fn harlowe(&mut self, rest: &str) -> bool {
        if matches!(self.dialect, Dialect::SugarCube | Dialect::Chapbook | Dialect::Snowman) {
            return false;
        }
        let good = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
        let Some(colon) = rest[1..].find(|letter| !good(letter)).map(|at| at + 1) else {
            return false;
        };
        let name = rest[1..colon].to_ascii_lowercase();
        let is_known = self.dialect == Dialect::Harlowe || HARLOWE.contains(&name.as_str());
        if name.is_empty() || !rest[colon..].starts_with(':') || !is_known {
            return false;
        }
        let Some(end) = closing(rest) else { return false };
        let arguments = strings(&rest[colon + 1..end]);
        let goes = ["link-goto", "link-go-to", "link-reveal-goto"].contains(&name.as_str());
        match arguments.as_slice() {
            [words, target, ..] if goes => {
                let (words, target) = (words.clone(), target.clone());
                self.put(end + 1, Piece::Link { words, target });
            }
            [words] if goes => {
                let words = words.clone();
                self.put(
                    end + 1,
                    Piece::Link {
                        target: words.clone(),
                        words,
                    },
                );
            }
            _ => self.run(end + 1, "a macro", name == "print"),
        }
        // The hook behind it is words all the same.
        let behind = self.rest();
        // A link has two brackets of its own.
        let brackets = behind.bytes().take_while(|byte| *byte == b'[').take(4).count();
        if brackets == 1 || brackets == 3 {
            self.hooks += 1;
            self.at += 1;
        }
        true
    }
}

#[cfg(test)]
mod tests;
