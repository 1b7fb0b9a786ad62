//! The conversation with an editor.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};

use lsp_server::{ErrorCode, Message, Notification, Request, Response};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions, DidChangeTextDocumentParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, HoverProviderCapability, OneOf,
    PublishDiagnosticsParams, ReferenceParams, RenameOptions, RenameParams, ServerCapabilities,
    TextDocumentContentChangeEvent, TextDocumentPositionParams, TextDocumentSyncCapability, TextDocumentSyncKind, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::answer;
use super::checker::{self, Job, Solved, Wish};
use super::file::{Kind, Open};
use super::frame::{self, Frame};
use super::place;
use crate::library::{Library, POLICY_FILE};
use crate::scenario::{PolicyChange, read_policy};
use crate::workbench::{Document, Patch, apply};

/// How a conversation ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// `exit`, after `shutdown`.
    AsAgreed,
    /// `exit` without `shutdown` before it.
    Abruptly,
    /// The input ended: the editor is gone.
    InputEnded,
    /// What came in could not be read on, or nobody reads what goes out; in words.
    Broken(String),
}

/// What can happen.
enum Event {
    Frame(Frame),
    End,
    Unreadable(String),
    Solved(Solved),
}

/// Speaks with an editor until it says `exit` or its input ends.
pub fn serve(input: impl Read + Send + 'static, output: impl Write) -> Ended {
    let (sender, events) = channel();
    let told = sender.clone();
    let checker = checker::start(move |solved| told.send(Event::Solved(solved)).is_ok());
    std::thread::spawn(move || listen(BufReader::new(input), &sender));
    let mut server = Server {
        output,
        checker,
        files: BTreeMap::new(),
        stage: Stage::New,
        moves_files: false,
        turns: 0,
    };
    match server.talk(&events) {
        Ok(ended) => ended,
        Err(error) => Ended::Broken(format!("nobody reads the answers: {error}")),
    }
}

/// Reads messages until there are no more, or nobody wants them.
fn listen(mut input: impl BufRead, events: &Sender<Event>) {
    loop {
        let (event, last) = match frame::read(&mut input) {
            Ok(Some(frame)) => (Event::Frame(frame), false),
            Ok(None) => (Event::End, true),
            Err(error) => (Event::Unreadable(error.to_string()), true),
        };
        if events.send(event).is_err() || last {
            return;
        }
    }
}

/// How far the agreement has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    New,
    Open,
    ShutDown,
}

struct Server<W> {
    output: W,
    checker: Sender<Wish>,
    files: BTreeMap<String, Open>,
    stage: Stage,
    /// The editor renames files where an edit asks for it.
    moves_files: bool,
    turns: u64,
}

/// What a question came to: an answer, or an error with its code.
type Answer = Result<Value, (ErrorCode, String)>;

fn answer(value: impl Serialize) -> Answer {
    serde_json::to_value(value).map_err(|error| (ErrorCode::InternalError, error.to_string()))
}

fn params<T: DeserializeOwned>(params: Value) -> Result<T, (ErrorCode, String)> {
    serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
}

impl<W: Write> Server<W> {
    fn talk(&mut self, events: &Receiver<Event>) -> std::io::Result<Ended> {
        while let Ok(event) = events.recv() {
            match event {
                Event::Frame(Frame::Bad(why)) => self.refuse(&why)?,
                Event::Frame(Frame::Message(Message::Request(request))) => self.request(request)?,
                Event::Frame(Frame::Message(Message::Notification(of))) if of.method == "exit" => {
                    return Ok(if self.stage == Stage::ShutDown {
                        Ended::AsAgreed
                    } else {
                        Ended::Abruptly
                    });
                }
                Event::Frame(Frame::Message(Message::Notification(of))) => self.notification(of)?,
                // We ask nothing, so an answer answers nothing.
                Event::Frame(Frame::Message(Message::Response(_))) => {}
                Event::Solved(solved) => self.solved(solved)?,
                Event::End => return Ok(Ended::InputEnded),
                Event::Unreadable(why) => return Ok(Ended::Broken(why)),
            }
        }
        Ok(Ended::InputEnded)
    }

    /// Answers what was no message: nobody can say to which question.
    fn refuse(&mut self, why: &str) -> std::io::Result<()> {
        let code = ErrorCode::ParseError as i32;
        let text = json!({"jsonrpc": "2.0", "id": null, "error": {"code": code, "message": why}}).to_string();
        write!(self.output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        self.output.flush()
    }

    fn send(&mut self, message: impl Into<Message>) -> std::io::Result<()> {
        message.into().write(&mut self.output)
    }

    fn request(&mut self, request: Request) -> std::io::Result<()> {
        let Request { id, method, params } = request;
        let answer = match (self.stage, method.as_str()) {
            (Stage::New, "initialize") => {
                self.stage = Stage::Open;
                self.moves_files = moves_files(&params);
                answer(json!({
                    "capabilities": capabilities(),
                    "serverInfo": {"name": "bounceback", "version": env!("CARGO_PKG_VERSION")},
                }))
            }
            (Stage::New, _) => Err((ErrorCode::ServerNotInitialized, "`initialize` comes first".to_owned())),
            (Stage::ShutDown, _) => Err((ErrorCode::InvalidRequest, "it was shut down".to_owned())),
            (Stage::Open, "initialize") => Err((ErrorCode::InvalidRequest, "it is initialized".to_owned())),
            (Stage::Open, "shutdown") => {
                self.stage = Stage::ShutDown;
                Ok(Value::Null)
            }
            (Stage::Open, method) => self.question(method, &params),
        };
        self.send(match answer {
            Ok(value) => Response::new_ok(id, value),
            Err((code, words)) => Response::new_err(id, code as i32, words),
        })
    }

    fn question(&self, method: &str, given: &Value) -> Answer {
        // Every question names its file; most name a place in it.
        let file = |given: &Value| {
            let uri = given.pointer("/textDocument/uri").and_then(Value::as_str);
            uri.and_then(|uri| self.files.get(uri))
                .ok_or((ErrorCode::InvalidParams, "this file is not open".to_owned()))
        };
        let at = |given: &Value| params::<TextDocumentPositionParams>(given.clone()).map(|at| at.position);
        match method {
            "textDocument/completion" => answer(answer::completion(file(given)?, at(given)?)),
            "textDocument/hover" => answer(answer::hovered(file(given)?, at(given)?)),
            "textDocument/definition" => answer(answer::definition(file(given)?, at(given)?)),
            "textDocument/references" => {
                let asked: ReferenceParams = params(given.clone())?;
                let makers = asked.context.include_declaration;
                answer(answer::references(file(given)?, at(given)?, makers))
            }
            "textDocument/prepareRename" => answer(answer::prepare_rename(file(given)?, at(given)?)),
            "textDocument/rename" => {
                let asked: RenameParams = params(given.clone())?;
                let edit = answer::renamed(file(given)?, at(given)?, &asked.new_name, self.moves_files);
                answer(edit.map_err(|why| (ErrorCode::RequestFailed, why))?)
            }
            "textDocument/documentSymbol" => answer(answer::symbols(file(given)?)),
            "textDocument/codeAction" => {
                let asked = given.get("range").cloned().unwrap_or_default();
                answer(answer::actions(file(given)?, params(asked)?))
            }
            other => Err((ErrorCode::MethodNotFound, format!("`{other}` is not known here"))),
        }
    }

    fn notification(&mut self, of: Notification) -> std::io::Result<()> {
        if self.stage != Stage::Open {
            return Ok(());
        }
        let uri = match of.method.as_str() {
            "textDocument/didOpen" => self.opened(of.params),
            "textDocument/didChange" => self.changed(of.params),
            "textDocument/didSave" => params::<DidSaveTextDocumentParams>(of.params)
                .ok()
                .map(|saved| saved.text_document.uri),
            "textDocument/didClose" => return self.closed(of.params),
            _ => None,
        };
        match uri {
            Some(uri) => self.check(&uri),
            None => Ok(()),
        }
    }

    fn opened(&mut self, given: Value) -> Option<Uri> {
        let opened = params::<DidOpenTextDocumentParams>(given).ok()?.text_document;
        let path = place::path(&opened.uri);
        let kind = Kind::of(path.as_deref());
        let file = Open {
            kind,
            path,
            version: opened.version,
            turn: 0,
            document: Document::of(kind.into(), opened.text),
            read: Vec::new(),
            report: None,
            uri: opened.uri.clone(),
        };
        self.files.insert(opened.uri.as_str().to_owned(), file);
        Some(opened.uri)
    }

    fn changed(&mut self, given: Value) -> Option<Uri> {
        let changed = params::<DidChangeTextDocumentParams>(given).ok()?;
        let uri = changed.text_document.uri;
        let file = self.files.get_mut(uri.as_str())?;
        file.version = changed.text_document.version;
        let mut document = file.document.clone();
        for TextDocumentContentChangeEvent { range, text, .. } in changed.content_changes {
            let text = match range {
                None => text,
                Some(range) => {
                    let patch = Patch::new(place::bytes(&document, range), text);
                    apply(document.text(), &[patch]).map_or_else(|| document.text().to_owned(), |(text, _)| text)
                }
            };
            document = Document::of(file.kind.into(), text);
        }
        file.document = document;
        Some(uri)
    }

    fn closed(&mut self, given: Value) -> std::io::Result<()> {
        let Ok(closed) = params::<DidCloseTextDocumentParams>(given) else {
            return Ok(());
        };
        let uri = closed.text_document.uri;
        if self.files.remove(uri.as_str()).is_none() {
            return Ok(());
        }
        // A thread that is gone has nothing to forget.
        let _ = self.checker.send(Wish::Forget(uri.as_str().to_owned()));
        self.tell(PublishDiagnosticsParams::new(uri, Vec::new(), None))
    }

    /// Reads a file again, tells what was found, and has it solved behind. A policy has all scenarios of its folder read again.
    fn check(&mut self, uri: &Uri) -> std::io::Result<()> {
        let Some(file) = self.files.get(uri.as_str()) else {
            return Ok(());
        };
        let folder = file.path.as_deref().and_then(Path::parent);
        let mut names = vec![uri.as_str().to_owned()];
        if file.kind == Kind::Policy {
            let beside =
                |other: &&Open| other.kind == Kind::Scenario && other.path.as_deref().and_then(Path::parent) == folder;
            let beside = self.files.values().filter(beside);
            names.extend(beside.map(|other| other.uri.as_str().to_owned()));
        }
        for name in names {
            self.check_one(&name)?;
        }
        Ok(())
    }

    fn check_one(&mut self, name: &str) -> std::io::Result<()> {
        let policy = self
            .files
            .get(name)
            .and_then(|file| self.policy_beside(file.path.as_deref()));
        self.turns += 1;
        let Some(file) = self.files.get_mut(name) else {
            return Ok(());
        };
        file.turn = self.turns;
        let checked = file.check();
        let told = PublishDiagnosticsParams::new(file.uri.clone(), file.published(), Some(file.version));
        // Under a policy that cannot be read nobody knows what is allowed.
        let wish = match (checked.and_then(|file| file.scenario.zip(file.places)), policy) {
            (Some((scenario, places)), Some(change)) => Wish::Solve(Box::new(Job {
                uri: name.to_owned(),
                turn: self.turns,
                policy: scenario.policy.changed(&change),
                scenario,
                places,
            })),
            _ => Wish::Forget(name.to_owned()),
        };
        // Without its thread it still says what reading finds.
        let _ = self.checker.send(wish);
        self.tell(told)
    }

    /// The policy of the folder that a file is in: as it stands in the editor, else as it was saved. `None` where it has errors.
    fn policy_beside(&self, path: Option<&Path>) -> Option<PolicyChange> {
        let Some(path) = path.map(|path| path.with_file_name(POLICY_FILE)) else {
            return Some(PolicyChange::default());
        };
        let open = self.files.values().find(|file| file.path.as_deref() == Some(&path));
        if let Some(open) = open {
            return read_policy(open.document.text()).ok();
        }
        match Library::load(&[path]) {
            Ok(library) => {
                let bad = library
                    .policy_file
                    .as_ref()
                    .is_some_and(crate::library::File::has_errors);
                (!bad).then_some(library.policy)
            }
            Err(_) => Some(PolicyChange::default()),
        }
    }

    fn solved(&mut self, solved: Solved) -> std::io::Result<()> {
        let file = self.files.get_mut(&solved.uri);
        let Some(file) = file.filter(|file| file.turn == solved.turn) else {
            return Ok(());
        };
        file.report = Some(solved.report);
        let told = PublishDiagnosticsParams::new(file.uri.clone(), file.published(), Some(file.version));
        self.tell(told)
    }

    fn tell(&mut self, told: PublishDiagnosticsParams) -> std::io::Result<()> {
        self.send(Notification::new("textDocument/publishDiagnostics".to_owned(), told))
    }
}

/// Whether an editor says that it renames files.
fn moves_files(initialize: &Value) -> bool {
    let operations = initialize.pointer("/capabilities/workspace/workspaceEdit/resourceOperations");
    let operations = operations.and_then(Value::as_array);
    operations.is_some_and(|all| all.iter().any(|operation| operation == "rename"))
}

fn capabilities() -> ServerCapabilities {
    let letters = ["\"", "[", "(", "{", ":", " "];
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Options(
            lsp_types::TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(lsp_types::TextDocumentSyncSaveOptions::Supported(true)),
                ..lsp_types::TextDocumentSyncOptions::default()
            },
        )),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(letters.map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR]),
            ..CodeActionOptions::default()
        })),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: lsp_types::WorkDoneProgressOptions::default(),
        })),
        ..ServerCapabilities::default()
    }
}
