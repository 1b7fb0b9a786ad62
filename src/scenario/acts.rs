//! How acts are written: bare names, and the four that take an argument.

use std::ops::{Range, RangeInclusive};

use ronin_core::ast::Value;

use super::draft::Placed;
use super::reader::{Reader, group_name, span};
use crate::customer::{Act, ActKind, CompensationKind};
use crate::diagnostic::Diagnostic;
use crate::vocabulary::Vocabulary;

/// What a place for acts wants.
const ACT: &str = "an act (a name without quotes)";

impl Reader {
    pub fn act(&mut self, value: &Value) -> Option<Placed<Act>> {
        let place = span(value.syntax());
        let (name, args): (String, Vec<Value>) = match value {
            Value::EnumVariant(variant) => (variant.name_text().unwrap_or_default(), Vec::new()),
            Value::Struct(group) if group.name_text().is_some() => (group.name_text().unwrap_or_default(), Vec::new()),
            Value::Tuple(_) | Value::Unit(_) => {
                let Some(name) = group_name(value) else {
                    return self.expected(ACT, value);
                };
                let args = match value {
                    Value::Tuple(group) => group.items().collect(),
                    _ => Vec::new(),
                };
                (name.text().to_owned(), args)
            }
            other => return self.expected(ACT, other),
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
                    Act::Wait(self.small("Wait", arg, 1..=6)?)
                }
            }
            ActKind::Promise => {
                let mut fields = match value {
                    Value::Struct(_) => self.named_fields(value, "Promise")?,
                    _ => return self.act_shape(kind, place),
                };
                let due = fields.required(self, "due", |reader, value| reader.small("due", value, 1..=31));
                fields.finish(self);
                Act::Promise { due: due? }
            }
            ActKind::Compensate => {
                let mut fields = match value {
                    Value::Struct(_) => self.named_fields(value, "Compensate")?,
                    _ => return self.act_shape(kind, place),
                };
                let of = fields.required(self, "kind", Self::word::<CompensationKind>);
                let level = fields.required(self, "level", |reader, value| reader.small("level", value, 1..=10));
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
    fn small(&mut self, what: &str, value: &Value, range: RangeInclusive<i64>) -> Option<u8> {
        let number = self.integer(value)?;
        if range.contains(&number.value) {
            return u8::try_from(number.value).ok();
        }
        self.found.push(
            Diagnostic::error(
                "out-of-range",
                format!(
                    "`{what}` must be {} to {}, not {}",
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
}
