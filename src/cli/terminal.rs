//! Standard output, input and error, with styles where the terminal can show them.

use std::io::{self, BufRead, IsTerminal, Write};

use anstyle::{AnsiColor, Style};

/// How a piece of text is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Title,
    Customer,
    Soft,
    Good,
    Bad,
    Warn,
}

impl Tone {
    const fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Title => Style::new().bold(),
            Self::Customer => AnsiColor::Yellow.on_default().bold(),
            Self::Soft => Style::new().dimmed(),
            Self::Good => AnsiColor::Green.on_default(),
            Self::Bad => AnsiColor::Red.on_default(),
            Self::Warn => AnsiColor::Yellow.on_default(),
        }
    }
}

/// The widest text that is comfortable to read.
const WIDTH_MAX: usize = 92;

/// Where text goes and where answers come from.
pub struct Terminal {
    out: anstream::AutoStream<io::Stdout>,
    width: usize,
}

impl Terminal {
    pub fn new() -> Self {
        Self {
            out: anstream::AutoStream::auto(io::stdout()),
            width: textwrap::termwidth().clamp(40, WIDTH_MAX),
        }
    }

    /// Writes a text as it is.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    /// A paragraph, wrapped, with `indent` before each line but the first, which has `first`.
    pub fn paragraph(&mut self, tone: Tone, first: &str, indent: &str, text: &str) -> io::Result<()> {
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(indent);
        let style = tone.style();
        for line in textwrap::wrap(text, options) {
            writeln!(self.out, "{style}{line}{style:#}")?;
        }
        Ok(())
    }

    /// A line.
    pub fn line(&mut self, tone: Tone, text: &str) -> io::Result<()> {
        self.paragraph(tone, "", "", text)
    }

    /// An empty line.
    pub fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// Whether somebody sits at the keyboard.
    pub fn is_interactive() -> bool {
        io::stdin().is_terminal()
    }

    /// Whether standard output shows colours.
    pub fn colours() -> bool {
        anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never && io::stdout().is_terminal()
    }

    /// Asks and reads a line; `None` at the end of the input.
    pub fn ask(&mut self, prompt: &str) -> io::Result<Option<String>> {
        self.write(prompt)?;
        let mut line = String::new();
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_until(b'\n', &mut bytes)?;
        line.push_str(&String::from_utf8_lossy(&bytes));
        Ok((read > 0).then(|| line.trim().to_owned()))
    }

    /// Says on standard error what went wrong.
    pub fn complain(words: &str) {
        let style = AnsiColor::Red.on_default().bold();
        // Nobody is left to tell where even this fails.
        let _ = writeln!(anstream::stderr(), "{style}error{style:#}: {words}");
    }

    /// Says something on standard error.
    pub fn remark(words: &str) {
        let _ = writeln!(anstream::stderr(), "{words}");
    }

    /// Says on standard error how far a long work is, over what was said last; nothing where nobody watches. Without words the
    /// line is cleared.
    pub fn progress(words: Option<&str>) {
        if io::stderr().is_terminal() {
            let mut err = io::stderr().lock();
            let _ = write!(err, "\r\x1b[2K{}", words.unwrap_or_default());
            let _ = err.flush();
        }
    }

    /// Prints one JSON document.
    pub fn json<T: serde::Serialize>(&mut self, document: &T) -> io::Result<()> {
        let text = serde_json::to_string_pretty(document)?;
        self.write(&text)?;
        self.write("\n")
    }
}
