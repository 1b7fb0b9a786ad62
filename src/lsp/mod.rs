//! A language server: what the workbench knows, for editors that are not ours. Speaks the protocol on two streams; the command line gives it
//! standard input and output.
//!
//! What reading finds is published at once, what solving finds behind it, from a thread, for the newest text only. Nothing that comes in can
//! stop it but the end of the input, `exit`, or a message that is too long to be one.
//!
//! ```
//! let shutdown = r#"{"jsonrpc":"2.0","id":1,"method":"shutdown"}"#;
//! let input = format!("Content-Length: {}\r\n\r\n{shutdown}", shutdown.len());
//! let mut output = Vec::new();
//! let ended = bounceback::lsp::serve(std::io::Cursor::new(input), &mut output);
//! assert_eq!(ended, bounceback::lsp::Ended::InputEnded);
//! assert!(String::from_utf8_lossy(&output).contains("-32002"), "not before initialize");
//! ```

mod answer;
mod checker;
mod file;
mod frame;
mod place;
mod server;

pub use server::{Ended, serve};
