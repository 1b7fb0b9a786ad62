//! `bounceback lsp`: the language server on standard input and output.

use std::process::ExitCode;

use super::terminal::Terminal;
use super::{CliError, Outcome};
use crate::lsp::{Ended, serve};

pub fn run() -> Outcome {
    if Terminal::is_interactive() {
        return Err(CliError::Said(
            "`bounceback lsp` is started by an editor, which speaks with it on standard input: README.md says how to set one up"
                .to_owned(),
        ));
    }
    match serve(std::io::stdin(), std::io::stdout()) {
        Ended::AsAgreed => Ok(ExitCode::SUCCESS),
        // The protocol wants a failure; there is nobody left to tell.
        Ended::Abruptly | Ended::InputEnded => Ok(ExitCode::FAILURE),
        Ended::Broken(why) => Err(CliError::Said(why)),
    }
}
