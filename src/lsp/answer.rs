//! Answers to an editor's questions about a file.

use std::ops::Range;

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CompletionItem, CompletionItemKind, CompletionTextEdit,
    DocumentChangeOperation, DocumentChanges, DocumentSymbol, DocumentSymbolResponse, GotoDefinitionResponse,
    HoverContents, Location, MarkupContent, MarkupKind, OneOf, OptionalVersionedTextDocumentIdentifier, Position,
    PrepareRenameResponse, RenameFile, ResourceOp, SymbolKind, TextDocumentEdit, WorkspaceEdit,
};

use super::file::{Kind, Open};
use super::place::{byte, bytes, edit, range};
use crate::library::{PLAYTHROUGH_ENDING, playthroughs_beside};
use crate::workbench::{
    Completion, CompletionKind, Mention, Patch, complete, fixes, hover, id_at, mentions, name_at, outline, rename,
    set_id, suggestions, unquoted,
};

pub fn completion(file: &Open, at: Position) -> Vec<CompletionItem> {
    let kind = |of: &Completion| match of.kind {
        CompletionKind::Field => CompletionItemKind::FIELD,
        CompletionKind::Word => CompletionItemKind::ENUM_MEMBER,
        CompletionKind::Act => CompletionItemKind::FUNCTION,
        CompletionKind::Beat | CompletionKind::Move => CompletionItemKind::REFERENCE,
        CompletionKind::Flag => CompletionItemKind::CONSTANT,
        CompletionKind::Rule => CompletionItemKind::KEYWORD,
        CompletionKind::Placeholder => CompletionItemKind::VARIABLE,
        CompletionKind::Stub => CompletionItemKind::SNIPPET,
    };
    let document = &file.document;
    let item = |(at, of): (usize, Completion)| {
        // Editors filter by what stands in the text, quotes and all.
        let typed = document.slice(&of.replace);
        let filter = if typed.starts_with('"') {
            format!("\"{}", of.label)
        } else {
            of.label.clone()
        };
        CompletionItem {
            kind: Some(kind(&of)),
            detail: Some(of.meaning.clone()).filter(|meaning| !meaning.is_empty()),
            sort_text: Some(format!("{at:04}")),
            filter_text: Some(filter),
            text_edit: Some(CompletionTextEdit::Edit(edit(
                document,
                &Patch::new(of.replace.clone(), of.insert.clone()),
            ))),
            label: of.label,
            ..CompletionItem::default()
        }
    };
    complete(document, byte(document, at))
        .into_iter()
        .enumerate()
        .map(item)
        .collect()
}

pub fn hovered(file: &Open, at: Position) -> Option<lsp_types::Hover> {
    let hover = hover(&file.document, byte(&file.document, at))?;
    let contents = HoverContents::Markup(MarkupContent {
        kind: MarkupKind::Markdown,
        value: hover.lines.join("\n\n"),
    });
    Some(lsp_types::Hover {
        contents,
        range: Some(range(&file.document, &hover.span)),
    })
}

/// Every mention of what stands at a place.
fn mentioned(file: &Open, at: Position) -> Vec<Mention> {
    let Some(here) = name_at(&file.document, byte(&file.document, at)) else {
        return Vec::new();
    };
    let all = mentions(&file.document).into_iter();
    all.filter(|mention| mention.name == here.name).collect()
}

fn location(file: &Open, span: &Range<usize>) -> Location {
    Location::new(file.uri.clone(), range(&file.document, span))
}

pub fn definition(file: &Open, at: Position) -> Option<GotoDefinitionResponse> {
    let made = mentioned(file, at).into_iter().filter(|mention| mention.makes);
    let places: Vec<Location> = made.map(|mention| location(file, &mention.span)).collect();
    (!places.is_empty()).then_some(GotoDefinitionResponse::Array(places))
}

pub fn references(file: &Open, at: Position, with_makers: bool) -> Vec<Location> {
    let all = mentioned(file, at)
        .into_iter()
        .filter(|mention| with_makers || !mention.makes);
    all.map(|mention| location(file, &mention.span)).collect()
}

/// The word without its quotes, so that the editor asks for the bare name.
pub fn prepare_rename(file: &Open, at: Position) -> Option<PrepareRenameResponse> {
    let offset = byte(&file.document, at);
    if let Some(place) = id_here(file, offset) {
        return Some(PrepareRenameResponse::RangeWithPlaceholder {
            range: range(&file.document, &(place.start + 1..place.end - 1)),
            placeholder: unquoted(file.document.slice(&place))?,
        });
    }
    let here = name_at(&file.document, offset)?;
    let written = file.document.slice(&here.span);
    let lead = usize::from(written.starts_with('"'));
    let tail = usize::from(written.len() > 1 && written.ends_with('"'));
    Some(PrepareRenameResponse::RangeWithPlaceholder {
        range: range(&file.document, &(here.span.start + lead..here.span.end - tail)),
        placeholder: here.name.word().to_owned(),
    })
}

/// The scenario's id, where the place is in it.
fn id_here(file: &Open, offset: usize) -> Option<Range<usize>> {
    let place = id_at(&file.document, offset).filter(|_| file.kind == Kind::Scenario)?;
    unquoted(file.document.slice(&place)).map(|_| place)
}

/// The edit, or why not. A scenario's file goes with its id, where the editor moves files.
pub fn renamed(file: &Open, at: Position, to: &str, moves_files: bool) -> Result<WorkspaceEdit, String> {
    let offset = byte(&file.document, at);
    if let Some(place) = id_here(file, offset) {
        let patches = set_id(&file.document, to).map_err(|error| error.to_string())?;
        let old = unquoted(file.document.slice(&place)).unwrap_or_default();
        return Ok(if moves_files {
            with_files(file, &patches, &old, to)
        } else {
            workspace_edit(file, &patches)
        });
    }
    let here = name_at(&file.document, offset);
    let here = here.ok_or("there is no beat, move or flag here")?;
    let patches = rename(&file.document, &here.name, to).map_err(|error| error.to_string())?;
    Ok(workspace_edit(file, &patches))
}

/// The edit of the text, then the file's new name and that of its playthroughs, where they are called after the old id.
fn with_files(file: &Open, patches: &[Patch], old: &str, to: &str) -> WorkspaceEdit {
    let edits = patches.iter().map(|patch| OneOf::Left(edit(&file.document, patch)));
    let text = OptionalVersionedTextDocumentIdentifier::new(file.uri.clone(), file.version);
    let mut all = vec![DocumentChangeOperation::Edit(TextDocumentEdit {
        text_document: text,
        edits: edits.collect(),
    })];
    let uri = file.uri.as_str();
    if let Some(folder) = uri.strip_suffix(&format!("/{old}.ron")) {
        let has_tests = file.path.as_deref().and_then(playthroughs_beside).is_some();
        let endings = [".ron", PLAYTHROUGH_ENDING];
        for ending in endings.into_iter().take(1 + usize::from(has_tests)) {
            let named = |id: &str| format!("{folder}/{id}{ending}").parse();
            if let (Ok(old_uri), Ok(new_uri)) = (named(old), named(to)) {
                let moved = RenameFile {
                    old_uri,
                    new_uri,
                    options: None, // over no file that is there
                    annotation_id: None,
                };
                all.push(DocumentChangeOperation::Op(ResourceOp::Rename(moved)));
            }
        }
    }
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(all)),
        ..WorkspaceEdit::default()
    }
}

fn workspace_edit(file: &Open, patches: &[Patch]) -> WorkspaceEdit {
    let edits = patches.iter().map(|patch| edit(&file.document, patch)).collect();
    WorkspaceEdit::new(std::iter::once((file.uri.clone(), edits)).collect())
}

pub fn symbols(file: &Open) -> DocumentSymbolResponse {
    #[expect(deprecated, reason = "the type has no other way to be made, and the field is `None`")]
    let symbol = |name: &str, detail: &str, kind, span: &Range<usize>, key: &Range<usize>, children| DocumentSymbol {
        // An empty name is refused by editors.
        name: if name.is_empty() {
            "…".to_owned()
        } else {
            name.to_owned()
        },
        detail: Some(detail.to_owned()).filter(|detail| !detail.is_empty()),
        kind,
        tags: None,
        deprecated: None,
        range: range(&file.document, span),
        selection_range: range(&file.document, key),
        children,
    };
    let beats = outline(&file.document).into_iter().map(|beat| {
        let moves = beat.moves.iter();
        let moves = moves.map(|mv| symbol(&mv.id, &mv.say, SymbolKind::METHOD, &mv.span, &mv.key, None));
        let day = beat.day.map(|day| format!("day {day}: ")).unwrap_or_default();
        let detail = format!("{day}{}", beat.title);
        symbol(
            &beat.id,
            &detail,
            SymbolKind::CLASS,
            &beat.span,
            &beat.key,
            Some(moves.collect()),
        )
    });
    DocumentSymbolResponse::Nested(beats.collect())
}

/// What can be done about the findings that touch a range.
pub fn actions(file: &Open, asked: lsp_types::Range) -> Vec<CodeActionOrCommand> {
    let asked = bytes(&file.document, asked);
    let mut actions = Vec::new();
    for found in file.found() {
        let Some(span) = &found.span else { continue };
        if span.end < asked.start || asked.end < span.start {
            continue;
        }
        for fix in fixes(&file.document, &found) {
            actions.push(CodeActionOrCommand::CodeAction(CodeAction {
                title: fix.title,
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![file.told(&found)]),
                edit: Some(workspace_edit(file, &fix.patches)),
                is_preferred: fix.preferred.then_some(true),
                ..CodeAction::default()
            }));
        }
    }
    // Beside what is wrong: what could be taken where the caret stands. Lines that a fix offers already are not offered twice.
    let offered = |title: &str, all: &[CodeActionOrCommand]| {
        all.iter()
            .any(|action| matches!(action, CodeActionOrCommand::CodeAction(other) if other.title == title))
    };
    if file.kind != Kind::Scenario {
        return actions;
    }
    for taken in suggestions(&file.document, asked.start) {
        if !offered(&taken.title, &actions) {
            actions.push(CodeActionOrCommand::CodeAction(CodeAction {
                edit: Some(workspace_edit(file, &taken.patches)),
                title: taken.title,
                kind: Some(CodeActionKind::REFACTOR),
                ..CodeAction::default()
            }));
        }
    }
    actions
}
