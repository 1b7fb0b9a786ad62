//! Reads typed values out of a RON tree and keeps every error with its place, so that one reading reports them all.

use std::ops::Range;

use indexmap::IndexMap;
use ronin_core::ast::Value;
use ronin_core::{SyntaxKind, SyntaxNode, SyntaxToken};
use serde::de::DeserializeOwned;

use super::draft::{Placed, PlacedText};
use crate::diagnostic::{Diagnostic, Known};
use crate::vocabulary::Vocabulary;

/// The collected errors of one reading.
#[derive(Default)]
pub(super) struct Reader {
    pub found: Vec<Diagnostic>,
}

/// Where a node's own text stands, without the white space and comments around it.
pub(super) fn span(node: &SyntaxNode) -> Range<usize> {
    let mut tokens = node.descendant_tokens().filter(|token| !token.is_trivia());
    let Some(first) = tokens.next() else {
        let range = node.text_range();
        return range.start()..range.end();
    };
    let end = tokens
        .last()
        .map_or(first.text_range().end(), |last| last.text_range().end());
    first.text_range().start()..end
}

/// What a value is, in words a person uses.
fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Struct(_) => "a group `( … )`",
        Value::Tuple(_) => "a group without names `( … )`",
        Value::Unit(_) => "an empty group `()`",
        Value::List(_) => "a list `[ … ]`",
        Value::Map(_) => "a map `{ … }`",
        Value::EnumVariant(_) => "a name",
        Value::Error(_) => "something unreadable",
        Value::Literal(literal) => match literal.token_kind() {
            Some(SyntaxKind::Integer) => "a whole number",
            Some(SyntaxKind::Float) => "a decimal number",
            Some(SyntaxKind::String | SyntaxKind::RawString) => "text in quotes",
            Some(SyntaxKind::TrueKw | SyntaxKind::FalseKw) => "true or false",
            _ => "a character",
        },
    }
}

/// The name before a group, as in `Scenario( … )`.
pub(super) fn group_name(value: &Value) -> Option<SyntaxToken> {
    if !matches!(value, Value::Struct(_) | Value::Tuple(_) | Value::Unit(_)) {
        return None;
    }
    let own = value
        .syntax()
        .children_with_tokens()
        .filter_map(|child| child.as_token().cloned())
        .find(|token| !token.is_trivia());
    own.filter(|token| token.kind() == SyntaxKind::Ident)
}

impl Reader {
    /// Reports that a value is of another type than the place wants.
    pub fn expected<T>(&mut self, what: &str, value: &Value) -> Option<T> {
        let found = kind_of(value);
        self.found.push(
            Diagnostic::error(
                "wrong-type",
                format!("expected {what}, found {found}"),
                span(value.syntax()),
            )
            .label(format!("expected {what}")),
        );
        None
    }

    pub fn text(&mut self, value: &Value) -> Option<PlacedText> {
        if let Value::Literal(literal) = value
            && matches!(literal.token_kind(), Some(SyntaxKind::String | SyntaxKind::RawString))
        {
            let place = span(value.syntax());
            return match ron::from_str::<String>(&literal.text().unwrap_or_default()) {
                Ok(text) => Some(Placed {
                    value: text,
                    span: place,
                }),
                Err(error) => {
                    self.found.push(Diagnostic::error(
                        "bad-text",
                        format!("this text cannot be read: {}", error.code),
                        place,
                    ));
                    None
                }
            };
        }
        self.expected("text in quotes", value)
    }

    pub fn integer(&mut self, value: &Value) -> Option<Placed<i64>> {
        if let Value::Literal(literal) = value
            && literal.token_kind() == Some(SyntaxKind::Integer)
        {
            let place = span(value.syntax());
            return match ron::from_str::<i64>(&literal.text().unwrap_or_default()) {
                Ok(number) => Some(Placed {
                    value: number,
                    span: place,
                }),
                Err(error) => {
                    let out_of_bounds = matches!(error.code, ron::Error::IntegerOutOfBounds);
                    self.found.push(if out_of_bounds {
                        Diagnostic::error("number-too-large", "this number is too large", place).label("beyond 64 bits")
                    } else {
                        Diagnostic::error("bad-number", "this is no whole number", place).label("write digits only")
                    });
                    None
                }
            };
        }
        self.expected("a whole number", value)
    }

    pub fn boolean(&mut self, value: &Value) -> Option<bool> {
        if let Value::Literal(literal) = value {
            match literal.token_kind() {
                Some(SyntaxKind::TrueKw) => return Some(true),
                Some(SyntaxKind::FalseKw) => return Some(false),
                _ => {}
            }
        }
        self.expected("true or false (in small letters)", value)
    }

    /// A bare name out of a fixed vocabulary.
    pub fn word<T: Vocabulary>(&mut self, value: &Value) -> Option<T> {
        let Value::EnumVariant(variant) = value else {
            return self.expected(&format!("a {} (a name without quotes)", T::NOUN), value);
        };
        let name = variant.name_text().unwrap_or_default();
        T::from_name(&name).or_else(|| {
            self.unknown_word::<T>(&name, span(value.syntax()));
            None
        })
    }

    /// [`Self::word`] with its place.
    pub fn placed_word<T: Vocabulary>(&mut self, value: &Value) -> Option<Placed<T>> {
        self.word(value).map(|word| Placed {
            value: word,
            span: span(value.syntax()),
        })
    }

    pub fn unknown_word<T: Vocabulary>(&mut self, name: &str, place: Range<usize>) {
        let known = Known(T::ALL.iter().map(|word| word.name()).collect());
        let code = if T::NOUN == "act" {
            "unknown-act"
        } else {
            "unknown-word"
        };
        self.found.push(
            Diagnostic::error(code, format!("there is no {} `{name}`", T::NOUN), place)
                .label(format!("no {} of this name", T::NOUN))
                .help_if(known.help(name)),
        );
    }

    pub fn list<T>(&mut self, value: &Value, mut item: impl FnMut(&mut Self, &Value) -> Option<T>) -> Option<Vec<T>> {
        let Value::List(list) = value else {
            return self.expected("a list `[ … ]`", value);
        };
        // Every item is read, so that every error is found; one bad item spoils the list.
        let items: Vec<Option<T>> = list.items().map(|value| item(self, &value)).collect();
        items.into_iter().collect()
    }

    /// A group of exactly two values, such as `(6, 9)` or `(Calm, 48)`.
    pub fn pair<A, B>(
        &mut self,
        value: &Value,
        what: &str,
        first: impl FnOnce(&mut Self, &Value) -> Option<A>,
        second: impl FnOnce(&mut Self, &Value) -> Option<B>,
    ) -> Option<Placed<(A, B)>> {
        let Value::Tuple(tuple) = value else {
            return self.expected(what, value);
        };
        if let Some(name) = group_name(value) {
            return self.named(&name);
        }
        let items: Vec<Value> = tuple.items().collect();
        let [a, b] = items.as_slice() else {
            return self.expected(what, value);
        };
        let (a, b) = (first(self, a), second(self, b));
        Some(Placed {
            value: (a?, b?),
            span: span(value.syntax()),
        })
    }

    /// A value that serde reads, with ron's error moved to its place in the file.
    pub fn through_serde<T: DeserializeOwned>(&mut self, value: &Value) -> Option<T> {
        let place = span(value.syntax());
        let text = value.syntax().text();
        let text = text.trim();
        match super::parse::ron_options().from_str(text) {
            Ok(read) => Some(read),
            Err(error) => {
                let at = super::parse::byte_of(text, error.span.start.line, error.span.start.col);
                let mut end = super::parse::byte_of(text, error.span.end.line, error.span.end.col);
                if end <= at {
                    end = at + text[at..].chars().next().map_or(0, char::len_utf8);
                }
                let help = match &error.code {
                    ron::Error::NoSuchEnumVariant { expected, found, .. }
                    | ron::Error::NoSuchStructField { expected, found, .. } => Known(expected.to_vec()).help(found),
                    _ => None,
                };
                let start = place.start + at;
                let end = (place.start + end).min(place.end);
                self.found.push(
                    Diagnostic::error("wrong-value", error.code.to_string(), start..end.max(start)).help_if(help),
                );
                None
            }
        }
    }

    /// Reports a name before a group that has none: `when: Not(settled: true)` must not be read as its opposite.
    fn named<T>(&mut self, name: &SyntaxToken) -> Option<T> {
        let range = name.text_range();
        self.found.push(
            Diagnostic::error(
                "named-group",
                format!("`{}` cannot stand before this group", name.text()),
                range.start()..range.end(),
            )
            .label("no name here")
            .help("write the group alone: `( … )`"),
        );
        None
    }

    /// Opens a group of named fields that has no name of its own.
    pub fn fields(&mut self, value: &Value, what: &'static str) -> Option<Fields> {
        match group_name(value) {
            Some(name) => self.named(&name),
            None => self.named_fields(value, what),
        }
    }

    /// Opens a group of named fields, whatever name stands before it.
    pub fn named_fields(&mut self, value: &Value, what: &'static str) -> Option<Fields> {
        let place = span(value.syntax());
        let Value::Struct(group) = value else {
            if matches!(value, Value::Unit(_)) {
                return Some(Fields {
                    what,
                    place,
                    entries: IndexMap::new(),
                    asked: Vec::new(),
                });
            }
            return self.expected(&format!("a group of named values `( name: … )` ({what})"), value);
        };
        let mut entries: IndexMap<String, Entry> = IndexMap::new();
        for field in group.fields() {
            let name = field.name_text().unwrap_or_default();
            let name_span = field.name().map_or_else(
                || span(field.syntax()),
                |token| {
                    let range = token.text_range();
                    range.start()..range.end()
                },
            );
            if let Some(first) = entries.get(&name) {
                self.found.push(
                    Diagnostic::error(
                        "twice",
                        format!("`{name}` stands twice in this {what}"),
                        name_span.clone(),
                    )
                    .label("again here")
                    .related(first.span.clone(), "first here"),
                );
                continue;
            }
            let value = field.value();
            entries.insert(name, Entry { span: name_span, value });
        }
        Some(Fields {
            what,
            place,
            entries,
            asked: Vec::new(),
        })
    }
}

struct Entry {
    span: Range<usize>,
    value: Option<Value>,
}

/// The named values of a group, taken out one by one; [`Fields::finish`] reports what nobody asked for.
pub(super) struct Fields {
    what: &'static str,
    place: Range<usize>,
    entries: IndexMap<String, Entry>,
    asked: Vec<&'static str>,
}

impl Fields {
    fn value(&mut self, name: &'static str) -> Option<Value> {
        self.asked.push(name);
        self.entries.get(name).and_then(|entry| entry.value.clone())
    }

    /// A value that must be there.
    pub fn required<T>(
        &mut self,
        reader: &mut Reader,
        name: &'static str,
        read: impl FnOnce(&mut Reader, &Value) -> Option<T>,
    ) -> Option<T> {
        match self.value(name) {
            Some(value) => read(reader, &value),
            None => {
                let opening = self.place.start..(self.place.start + 1).min(self.place.end);
                let near = crate::diagnostic::nearest(name, self.entries.keys().map(String::as_str))
                    .filter(|near| !self.asked.contains(near));
                reader.found.push(
                    Diagnostic::error("missing", format!("`{name}` is missing in this {}", self.what), opening)
                        .label(format!("{} without `{name}`", self.what))
                        .help_if(near.map(|near| format!("is `{near}` meant to be `{name}`?"))),
                );
                None
            }
        }
    }

    /// A value that may be left out; a bad one is reported and counts as left out.
    pub fn optional<T>(
        &mut self,
        reader: &mut Reader,
        name: &'static str,
        read: impl FnOnce(&mut Reader, &Value) -> Option<T>,
    ) -> Option<T> {
        self.value(name).and_then(|value| read(reader, &value))
    }

    /// Reports every field that nobody asked for.
    pub fn finish(self, reader: &mut Reader) {
        for (name, entry) in self.entries {
            if self.asked.iter().any(|asked| *asked == name) {
                continue;
            }
            reader.found.push(
                Diagnostic::error("unknown-field", format!("a {} has no `{name}`", self.what), entry.span)
                    .label("not known here")
                    .help_if(Known(self.asked.clone()).help(&name)),
            );
        }
    }
}
