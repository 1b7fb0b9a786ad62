//! Quick fixes: what can be done at once about a finding.

use std::ops::Range;

use super::document::Document;
use super::edit::remove_entry;
use super::insert::{insert, named};
use super::names::{Name, beats, mentions, moves};
use super::patch::Patch;
use super::path::Path;
use super::schema::{Shape, record_of};
use super::shift::shift;
use super::tree::{NodeId, NodeKind, ROOT, bare};
use super::value::{Value, quoted};
use super::{edit, rename, stub, suggest};
use crate::diagnostic::Diagnostic;
use crate::scenario::Rule;
use crate::vocabulary::Vocabulary;

/// Something that can be done at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// As a command, without a full stop: "write `Listen`".
    pub title: String,
    pub patches: Vec<Patch>,
    /// Whether it is most likely what is wanted.
    pub preferred: bool,
}

/// What can be done about a finding of this very text, the likeliest first. Often nothing: what a customer says is the author's.
#[must_use]
pub fn fixes(document: &Document, found: &Diagnostic) -> Vec<Fix> {
    let mut fixes = Vec::new();
    let Some(span) = found.span.clone() else { return fixes };
    if document.text().get(span.clone()).is_none() {
        return fixes;
    }
    let mut put = |title: String, patches: Vec<Patch>, preferred: bool| {
        if !patches.is_empty() {
            fixes.push(Fix {
                title,
                patches,
                preferred,
            });
        }
    };
    if let Some(meant) = found.meant() {
        put(format!("write `{meant}`"), write_instead(document, &span, meant), true);
    }
    let written = bare(document.slice(&span)).to_owned();
    match found.code {
        "unknown-beat" => {
            let title = format!("add the beat `{written}`");
            put(title, add_beat(document, &span, &written), found.meant().is_none());
        }
        "unknown-field" => put(format!("take `{written}` out"), take_entry(document, &span), false),
        "twice" => put(format!("take this `{written}` out"), take_entry(document, &span), true),
        "missing" => {
            for (title, patches, preferred) in missing(document, found, &span) {
                put(title, patches, preferred);
            }
        }
        "chance-sum" => {
            let title = "write the nearest weights that sum to 256".to_owned();
            put(title, weights(document, found, &span), true);
        }
        "bad-band" | "bad-id" => {
            let better = found.help.iter().find_map(|help| help.strip_prefix("write "));
            if let Some(better) = better {
                put(
                    format!("write {better}"),
                    better_id(document, &span, bare(better), better),
                    true,
                );
            }
        }
        "wrong-argument" => {
            let shape = found.message.rsplit('`').nth(1).unwrap_or_default();
            put(format!("write `{shape}`"), vec![Patch::new(span, shape)], true);
        }
        "named-group" => put(format!("take `{written}` out"), vec![Patch::remove(span)], true),
        "empty-beat" => {
            for field in ["lines", "scene"]
                .iter()
                .filter(|field| found.help.iter().any(|help| help.contains(&format!("`{field}:"))))
            {
                put(format!("add `{field}`"), add_to_beat(document, &written, field), true);
                if *field == "lines"
                    && let Some(taken) = suggest::lines(document, &written)
                {
                    put(taken.title, taken.patches, false);
                }
            }
        }
        "unused-flag" => put(format!("do not set `{written}`"), unset(document, &written), true),
        "unused-allow" | "duplicate-allow" => {
            put("take this `allow` out".to_owned(), take_group(document, &span), true);
        }
        "unreachable-line" => put(
            "say it before the line that always holds".to_owned(),
            earlier(document, &span),
            true,
        ),
        "syntax" => {
            for (title, patches) in syntax(document, found, &span) {
                put(title, patches, true);
            }
        }
        _ => {}
    }
    let rule = Rule::from_name(found.code).filter(|rule| *rule != Rule::UnusedAllow);
    if let Some(rule) = rule {
        let patches = allow(document, rule, span_of(found));
        put(format!("allow `{}` here, with a reason", rule.name()), patches, false);
    }
    fixes
}

fn span_of(found: &Diagnostic) -> usize {
    found.span.as_ref().map_or(0, |span| span.start)
}

/// Another name in the place of the one that is written: in its quotes, its braces, before its arguments.
fn write_instead(document: &Document, span: &Range<usize>, meant: &str) -> Vec<Patch> {
    let written = document.slice(span);
    if written.starts_with('"') {
        return vec![Patch::new(span.clone(), quoted(meant))];
    }
    if written.starts_with('{') {
        let end = if written.ends_with('}') { "}" } else { "" };
        return vec![Patch::new(span.clone(), format!("{{{meant}{end}"))];
    }
    let length = written
        .find(|letter| !super::token::is_word(letter))
        .unwrap_or(written.len());
    let word = span.start..span.start + length;
    // A field of this name may be there already: two would be worse.
    let container = document.tree().around(span.start);
    let is_key = document
        .node(container)
        .entries
        .iter()
        .any(|entry| entry.key.as_ref() == Some(&word));
    if length == 0 || (is_key && document.field(container, meant).is_some()) {
        return Vec::new();
    }
    vec![Patch::new(word, meant)]
}

/// A beat to be filled in, behind the one that leads there.
fn add_beat(document: &Document, from: &Range<usize>, id: &str) -> Vec<Patch> {
    let Some(map) = document.find(&Path::of(&["beats"])) else {
        return Vec::new();
    };
    if !document.tree().whole || document.node(map).kind != NodeKind::Map || !rename::is_id(id) {
        return Vec::new();
    }
    let leads = beats(document).iter().position(|beat| beat.span.contains(&from.start));
    let at = leads.map_or(document.node(map).entries.len(), |at| at + 1);
    insert(document, map, at, &stub::beat(id))
}

/// Takes out the entry whose name stands here.
fn take_entry(document: &Document, key: &Range<usize>) -> Vec<Patch> {
    let container = document.tree().around(key.start);
    let entries = &document.node(container).entries;
    let at = entries.iter().position(|entry| entry.key.as_ref() == Some(key));
    at.filter(|_| document.tree().whole)
        .map(|at| remove_entry(document, container, at))
        .unwrap_or_default()
}

/// Takes out the group that a value stands in.
fn take_group(document: &Document, inside: &Range<usize>) -> Vec<Patch> {
    let group = document.tree().around(inside.start);
    match document.node(group).parent {
        Some((list, at)) if list != ROOT && document.tree().whole => remove_entry(document, list, at),
        _ => Vec::new(),
    }
}

/// A field that is needed: the one that was mistyped, or a new one.
fn missing(document: &Document, found: &Diagnostic, opening: &Range<usize>) -> Vec<(String, Vec<Patch>, bool)> {
    let mut out = Vec::new();
    let Some(name) = found.message.split('`').nth(1) else {
        return out;
    };
    // The opening is a bracket, or the name before it.
    let begins = |offset: usize| {
        let id = document.tree().around(offset);
        (document.node(id).span.start == opening.start).then_some(id)
    };
    let bracket = document.text()[opening.start..]
        .find('(')
        .map_or(opening.start, |at| opening.start + at);
    let Some(group) = begins(bracket + 1) else { return out };
    let mistyped = found
        .help
        .iter()
        .find_map(|help| help.strip_prefix("is `")?.split('`').next());
    let key = mistyped.and_then(|near| document.tree().named(document.text(), group, near)?.key.clone());
    if let Some(key) = key {
        out.push((format!("write `{name}`"), vec![Patch::new(key, name)], true));
    }
    let field = record_of(document, group).and_then(|record| record.field(name));
    if let Some(field) = field.filter(|_| document.tree().whole) {
        let patches = named(document, group, name, &default(document, field.shape)).unwrap_or_default();
        out.push((format!("add `{name}`"), patches, out.is_empty()));
    }
    out
}

/// What can be read in a place of this shape, to be filled in.
fn default(document: &Document, shape: Shape) -> String {
    match shape {
        Shape::Id => "\"new\"".to_owned(),
        Shape::Whole(low, _) => low.to_string(),
        Shape::Truth => "false".to_owned(),
        Shape::Word(words) => words.list().first().map_or("", |word| word.name).to_owned(),
        Shape::Beat { end } => match beats(document).first() {
            Some(beat) if !end => quoted(beat.id),
            _ => "\"end\"".to_owned(),
        },
        Shape::List(_) | Shape::Chances(_) => "[]".to_owned(),
        Shape::Record(_) => "()".to_owned(),
        Shape::Beats => "{}".to_owned(),
        _ => quoted(stub::TO_WRITE),
    }
}

/// The weights that the finding proposes, each in the place of the old one: comments and layout stay.
fn weights(document: &Document, found: &Diagnostic, list: &Range<usize>) -> Vec<Patch> {
    let proposed = found
        .help
        .iter()
        .find_map(|help| help.strip_prefix("the nearest that does: "));
    let numbers = proposed
        .unwrap_or_default()
        .split(", ")
        .filter_map(|part| part.strip_suffix([')', ']'])?.trim_end_matches(')').parse::<u16>().ok());
    let id = document.tree().around(list.start + 1);
    let pairs = document.node(id).entries.iter().filter_map(|entry| entry.value);
    pairs
        .zip(numbers)
        .filter_map(|(pair, number)| {
            let weight = document.node(pair).entries.get(1)?.value?;
            let span = document.node(weight).span.clone();
            let new = number.to_string();
            (document.slice(&span) != new).then(|| Patch::new(span, new))
        })
        .collect()
}

/// A better id, in every place that speaks of it; anything else only here.
fn better_id(document: &Document, span: &Range<usize>, word: &str, written: &str) -> Vec<Patch> {
    let name = super::names::name_at(document, span.start).filter(|mention| mention.span == *span);
    let renamed = name.map(|mention| rename::rename(document, &mention.name, word));
    match renamed {
        Some(Ok(patches)) => patches,
        Some(Err(_)) => Vec::new(),
        None => vec![Patch::new(span.clone(), written)],
    }
}

fn add_to_beat(document: &Document, beat: &str, field: &str) -> Vec<Patch> {
    let ron = match field {
        "lines" => format!("[(say: \"{}\")]", stub::TO_WRITE),
        _ => quoted(stub::TO_WRITE),
    };
    let path = Path::beat(beat).name(field);
    edit::set(document, &path, &Value::Ron(ron)).unwrap_or_default()
}

/// Takes a flag out of all `sets`.
fn unset(document: &Document, flag: &str) -> Vec<Patch> {
    if !document.tree().whole {
        return Vec::new();
    }
    let name = Name::Flag(flag.to_owned());
    let mut patches = Vec::new();
    for mention in mentions(document)
        .iter()
        .filter(|mention| mention.name == name && mention.makes)
    {
        let list = document.tree().around(mention.span.start);
        let entries = &document.node(list).entries;
        if let Some(at) = entries.iter().position(|entry| entry.span == mention.span) {
            patches.extend(remove_entry(document, list, at));
        }
    }
    patches
}

/// Puts a line before the first of its list that always holds.
fn earlier(document: &Document, say: &Range<usize>) -> Vec<Patch> {
    let line = document.tree().around(say.start);
    let Some((list, at)) = document.node(line).parent else {
        return Vec::new();
    };
    let holds = |id: NodeId| {
        let mut names = document.node(id).entries.iter().filter_map(|entry| entry.key.as_ref());
        names.all(|key| document.slice(key) == "say")
    };
    let lines = document.node(list).entries.iter().map(|entry| entry.value);
    let first = lines.take(at).position(|line| line.is_some_and(holds));
    first
        .and_then(|first| shift(document, &document.path_of(list), at, first).ok())
        .unwrap_or_default()
}

/// Silences a rule where the finding stands. The reason is left empty: `check` goes on asking for it until somebody writes one.
fn allow(document: &Document, rule: Rule, at: usize) -> Vec<Patch> {
    let mut named = String::new();
    if let Some(beat) = beats(document).into_iter().find(|beat| beat.span.contains(&at)) {
        named += &format!(", beat: {}", quoted(beat.id));
        let moves = moves(document, beat.node);
        let mv = moves.iter().find(|mv| document.node(mv.node).span.contains(&at));
        if let Some(id) = mv.and_then(|mv| mv.id) {
            named += &format!(", move: {}", quoted(id));
        }
    }
    let ron = format!("(rule: {}{named}, reason: \"\")", quoted(rule.name()));
    let list = Path::of(&["allow"]);
    let patches = match document.find(&list) {
        Some(id) => super::insert::add(document, &list, document.node(id).entries.len(), &Value::Ron(ron)),
        None => edit::set(document, &list, &Value::Ron(format!("[{ron}]"))),
    };
    patches.unwrap_or_default()
}

/// What the parser asks for, where it can be put in.
fn syntax(document: &Document, found: &Diagnostic, span: &Range<usize>) -> Vec<(String, Vec<Patch>)> {
    let written = document.slice(span);
    if found.message == "a comma is missing"
        && let Some((before, _)) = &found.related
    {
        return vec![("put a comma".to_owned(), vec![Patch::insert(before.end, ",")])];
    }
    if found.message == "a colon is missing" {
        let word = written
            .find(|letter| !super::token::is_word(letter))
            .unwrap_or(written.len());
        return vec![("put a colon".to_owned(), vec![Patch::insert(span.start + word, ":")])];
    }
    if found.label == "is its closing quote missing?" {
        let inside = written.trim_end_matches([',', ')', ']', ' ']);
        let patch = Patch::insert(span.start + inside.len(), "\"");
        return vec![("close the text".to_owned(), vec![patch])];
    }
    Vec::new()
}
