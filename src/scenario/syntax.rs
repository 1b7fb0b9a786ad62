//! What keeps a text whose brackets match from being a RON tree, in the words of the person who wrote it.
//!
//! The parser is tolerant: it reads on after an error, and even over some (a field without its colon).

use std::ops::Range;

use ronin_core::{CstDocument, DiagnosticCode, SyntaxKind, SyntaxNode};

use super::brackets::open_text;
use crate::diagnostic::Diagnostic;

/// The most errors of syntax that are told: what comes after them follows from them.
const TOLD_MAX: usize = 20;

struct Token {
    kind: SyntaxKind,
    span: Range<usize>,
}

/// Everything that keeps this text from being read.
pub(super) fn faults(document: &CstDocument, text: &str) -> Vec<Diagnostic> {
    let root = document.root();
    if document.diagnostics().is_empty() {
        let mut found = Vec::new();
        tolerated(&root, &mut found);
        found.truncate(TOLD_MAX);
        return found;
    }
    if let Some(open) = open_text(text) {
        return vec![open];
    }
    let tokens: Vec<Token> = root
        .descendant_tokens()
        .filter(|token| !token.is_trivia())
        .map(|token| Token {
            kind: token.kind(),
            span: token.text_range().start()..token.text_range().end(),
        })
        .collect();
    refused(document, &tokens, text)
}

/// What the parser reads over: fields without a name, colon or value, names with a group in braces.
fn tolerated(node: &SyntaxNode, found: &mut Vec<Diagnostic>) {
    let has = |kind: SyntaxKind| {
        node.children_with_tokens()
            .any(|child| child.as_token().is_some_and(|token| token.kind() == kind))
    };
    let place = || {
        let place = super::reader::span(node);
        // An empty field stands before a comma: that is what can be seen.
        if place.is_empty() {
            place.start..place.start + 1
        } else {
            place
        }
    };
    match node.kind() {
        SyntaxKind::StructField if !has(SyntaxKind::Ident) => {
            found.push(Diagnostic::error("syntax", "a value without its name", place()).label("write `name: value`"));
        }
        SyntaxKind::StructField | SyntaxKind::MapEntry if !has(SyntaxKind::Colon) => {
            found.push(Diagnostic::error("syntax", "a colon is missing", place()).label("write `name: value`"));
        }
        SyntaxKind::StructField if node.children().next().is_none() => {
            found.push(Diagnostic::error("syntax", "a value is missing", place()).label("after this"));
        }
        SyntaxKind::MapEntry if node.children().count() < 2 => {
            found.push(Diagnostic::error("syntax", "a value or its name is missing", place()).label("here"));
        }
        SyntaxKind::EnumVariant if has(SyntaxKind::LBrace) => {
            found.push(
                Diagnostic::error("syntax", "a name cannot be followed by `{`", place())
                    .label("groups stand in `( … )`"),
            );
        }
        _ => {}
    }
    for child in node.children() {
        tolerated(&child, found);
    }
}

/// The parser's own findings, in other words.
fn refused(document: &CstDocument, tokens: &[Token], text: &str) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut end = None;
    for fault in document.diagnostics() {
        let at = fault.range.start();
        let index = tokens.partition_point(|token| token.span.start < at);
        // What stands right behind a fault on the same line is part of it.
        let follows = end.is_some_and(|end: usize| !text[end.min(at)..at].contains('\n') && index > 0);
        let adjoins = follows
            && tokens
                .get(index.wrapping_sub(1))
                .is_some_and(|before| Some(before.span.end) == end);
        let token = tokens.get(index);
        let span = token.map_or(at..fault.range.end(), |token| token.span.clone());
        end = Some(span.end);
        if adjoins {
            continue;
        }
        let before = index.checked_sub(1).and_then(|before| tokens.get(before));
        found.push(fault_in_words(fault.code, &fault.message, span, token, before, text));
        if found.len() == TOLD_MAX {
            break;
        }
    }
    found
}

fn fault_in_words(
    code: DiagnosticCode,
    message: &str,
    span: Range<usize>,
    token: Option<&Token>,
    before: Option<&Token>,
    text: &str,
) -> Diagnostic {
    let is = |token: Option<&Token>, kinds: &[SyntaxKind]| token.is_some_and(|token| kinds.contains(&token.kind));
    let separators = [SyntaxKind::Comma, SyntaxKind::Colon];
    let strange = [SyntaxKind::LexError, SyntaxKind::Hash, SyntaxKind::Bang];
    let written = text.get(span.clone()).unwrap_or_default();
    match code {
        DiagnosticCode::UnexpectedToken if message.contains("trailing") => {
            Diagnostic::error("syntax", "the file goes on after its end", span)
                .label("everything stands in one `Scenario( … )`")
        }
        DiagnosticCode::UnexpectedToken if is(token, &strange) => {
            Diagnostic::error("syntax", format!("`{written}` cannot stand here"), span)
        }
        DiagnosticCode::UnexpectedToken if is(token, &separators) => {
            Diagnostic::error("syntax", format!("there is nothing before this `{written}`"), span)
                .label("expected a value")
        }
        DiagnosticCode::UnexpectedToken if before.is_some() && !is(before, &separators) => {
            let error = Diagnostic::error("syntax", "a comma is missing", span).label("before this");
            match before {
                Some(before) => error.related(before.span.clone(), "after this"),
                None => error,
            }
        }
        _ => Diagnostic::error("syntax", lower_first(message), span),
    }
}

fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().collect::<String>() + letters.as_str()
    })
}
