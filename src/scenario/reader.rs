//! Reads typed values out of a RON tree and keeps every error with its place, so that one reading reports them all.

use std::ops::{Range, RangeInclusive};

use ronin_core::ast::Value;
use ronin_core::{SyntaxKind, SyntaxNode};
use serde::de::DeserializeOwned;

use super::draft::{Placed, PlacedText};
use crate::customer::{Act, ActKind, CompensationKind};
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
            Some(SyntaxKind::Float) => "a number with a point",
            Some(SyntaxKind::String | SyntaxKind::RawString) => "text in quotes",
            Some(SyntaxKind::TrueKw | SyntaxKind::FalseKw) => "true or false",
            _ => "a character",
        },
    }
}

impl Reader {
    /// Reports that a value is of another type than the place wants.
    fn expected<T>(&mut self, what: &str, value: &Value) -> Option<T> {
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
                Err(_) => {
                    self.found
                        .push(Diagnostic::error("number-too-large", "this number is too large", place));
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
        self.expected("true or false", value)
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

    fn unknown_word<T: Vocabulary>(&mut self, name: &str, place: Range<usize>) {
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

    pub fn act(&mut self, value: &Value) -> Option<Placed<Act>> {
        let place = span(value.syntax());
        let (name, args): (String, Vec<Value>) = match value {
            Value::EnumVariant(variant) => (variant.name_text().unwrap_or_default(), Vec::new()),
            Value::Struct(group) if group.name_text().is_some() => (group.name_text().unwrap_or_default(), Vec::new()),
            Value::Tuple(group) => {
                let name = group
                    .syntax()
                    .first_token_of(SyntaxKind::Ident)
                    .map(|token| token.text().to_owned());
                match name {
                    Some(name) => (name, group.items().collect()),
                    None => return self.expected("an act", value),
                }
            }
            other => return self.expected("an act", other),
        };
        let Some(kind) = ActKind::from_name(&name) else {
            self.unknown_word::<ActKind>(&name, place);
            return None;
        };
        let act = match kind {
            ActKind::Blame | ActKind::Wait => {
                let [arg] = args.as_slice() else {
                    return self.act_shape(kind, place);
                };
                if kind == ActKind::Blame {
                    Act::Blame(self.word(arg)?)
                } else {
                    Act::Wait(self.small(arg, 1..=6)?)
                }
            }
            ActKind::Promise => {
                let mut fields = match value {
                    Value::Struct(_) => self.fields(value, "Promise")?,
                    _ => return self.act_shape(kind, place),
                };
                let due = fields.required(self, "due", |reader, value| reader.small(value, 1..=31));
                fields.finish(self);
                Act::Promise { due: due? }
            }
            ActKind::Compensate => {
                let mut fields = match value {
                    Value::Struct(_) => self.fields(value, "Compensate")?,
                    _ => return self.act_shape(kind, place),
                };
                let of = fields.required(self, "kind", Self::word::<CompensationKind>);
                let level = fields.required(self, "level", |reader, value| reader.small(value, 1..=10));
                fields.finish(self);
                Act::Compensate {
                    kind: of?,
                    level: level?,
                }
            }
            plain => {
                if !matches!(value, Value::EnumVariant(_)) {
                    return self.act_shape(kind, place);
                }
                plain.without_argument()?
            }
        };
        Some(Placed {
            value: act,
            span: place,
        })
    }

    /// Says how this act is written.
    fn act_shape<T>(&mut self, kind: ActKind, place: Range<usize>) -> Option<T> {
        let shape = match kind {
            ActKind::Blame => "Blame(Customer)",
            ActKind::Wait => "Wait(2)",
            ActKind::Promise => "Promise(due: 8)",
            ActKind::Compensate => "Compensate(kind: Money, level: 5)",
            other => other.name(),
        };
        self.found.push(
            Diagnostic::error(
                "wrong-argument",
                format!("the act `{}` is written `{shape}`", kind.name()),
                place,
            )
            .label("another form than the act has"),
        );
        None
    }

    /// A small number inside a range.
    fn small(&mut self, value: &Value, range: RangeInclusive<i64>) -> Option<u8> {
        let number = self.integer(value)?;
        if range.contains(&number.value) {
            return u8::try_from(number.value).ok();
        }
        self.found.push(
            Diagnostic::error(
                "out-of-range",
                format!(
                    "this must be {} to {}, not {}",
                    range.start(),
                    range.end(),
                    number.value
                ),
                number.span,
            )
            .label("out of range"),
        );
        None
    }

    /// Opens a group of named fields.
    pub fn fields(&mut self, value: &Value, what: &'static str) -> Option<Fields> {
        let place = span(value.syntax());
        let Value::Struct(group) = value else {
            if matches!(value, Value::Unit(_)) {
                return Some(Fields {
                    what,
                    place,
                    entries: Vec::new(),
                    asked: Vec::new(),
                });
            }
            return self.expected(&format!("a group of named values `( name: … )` ({what})"), value);
        };
        let mut entries: Vec<Entry> = Vec::new();
        for field in group.fields() {
            let name = field.name_text().unwrap_or_default();
            let name_span = field.name().map_or_else(
                || span(field.syntax()),
                |token| {
                    let range = token.text_range();
                    range.start()..range.end()
                },
            );
            if let Some(first) = entries.iter().find(|entry| entry.name == name) {
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
            entries.push(Entry {
                name,
                span: name_span,
                value: field.value(),
            });
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
    name: String,
    span: Range<usize>,
    value: Option<Value>,
}

/// The named values of a group, taken out one by one; [`Fields::finish`] reports what nobody asked for.
pub(super) struct Fields {
    what: &'static str,
    place: Range<usize>,
    entries: Vec<Entry>,
    asked: Vec<&'static str>,
}

impl Fields {
    fn value(&mut self, name: &'static str) -> Option<Value> {
        self.asked.push(name);
        self.entries
            .iter()
            .find(|entry| entry.name == name)
            .and_then(|entry| entry.value.clone())
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
                let near = crate::diagnostic::nearest(name, self.entries.iter().map(|entry| entry.name.as_str()))
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
        for entry in self.entries {
            if self.asked.iter().any(|asked| *asked == entry.name) {
                continue;
            }
            reader.found.push(
                Diagnostic::error(
                    "unknown-field",
                    format!("a {} has no `{}`", self.what, entry.name),
                    entry.span,
                )
                .label("not known here")
                .help_if(Known(self.asked.clone()).help(&entry.name)),
            );
        }
    }
}
