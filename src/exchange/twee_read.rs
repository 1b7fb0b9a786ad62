//! Twee 3, as its specification says (Interactive Fiction Technology Foundation, *Twee 3 Specification*, 1.0.0 draft): headers,
//! tags, metadata, `StoryTitle`, `StoryData`. Links are Twine's four: `[[a]]`, `[[a->b]]`, `[[b<-a]]`, `[[a|b]]`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::ImportError;
use super::macros::{Dialect, Piece, pieces};
use super::story::{Goal, Link, Passage, Story};
use super::words::{clipped, joined, one_line, plain};

/// Passages that story formats keep for themselves.
const SPECIAL: [&str; 16] = [
    "StoryInit",
    "StoryCaption",
    "StoryMenu",
    "StoryAuthor",
    "StorySubtitle",
    "StoryBanner",
    "StorySettings",
    "StoryIncludes",
    "StoryInterface",
    "StoryShare",
    "StoryStylesheet",
    "StoryScript",
    "PassageHeader",
    "PassageFooter",
    "PassageReady",
    "PassageDone",
];
/// Tags of passages that hold no talk.
const SPECIAL_TAGS: [&str; 9] = [
    "script",
    "stylesheet",
    "header",
    "footer",
    "startup",
    "debug-header",
    "debug-footer",
    "widget",
    "init",
];
/// The tags that [`super::twee`] writes.
pub const END_TAG: &str = "bounceback-end";
pub const REPLY_TAG: &str = "bounceback-reply";

/// A passage as it stands in the text.
struct Raw<'t> {
    name: String,
    tags: Vec<String>,
    line: usize,
    /// The line its content begins on.
    first: usize,
    content: Vec<&'t str>,
    bad_metadata: bool,
}

impl Raw<'_> {
    fn place(&self) -> String {
        format!("line {} ({})", self.line, clipped(&self.name))
    }

    fn text(&self) -> String {
        self.content.join("\n").trim_end().to_owned()
    }

    fn has_tag(&self, tag: &str) -> bool {
        self.tags.iter().any(|own| own == tag)
    }
}

pub fn read(text: &str) -> Result<Story, ImportError> {
    let mut story = Story::default();
    let raws = raws(text, &mut story);
    if raws.is_empty() {
        let words = "it holds no passage: a Twee file has lines such as `:: Start`".to_owned();
        return Err(ImportError(words));
    }
    let mut start = "Start".to_owned();
    let mut dialect = Dialect::Unknown;
    let mut told = Vec::new();
    for raw in &raws {
        if raw.bad_metadata {
            story.leave(
                raw.place(),
                "what stands behind its name in braces is no JSON: it is left out",
            );
        }
        match raw.name.as_str() {
            "StoryTitle" => story.title = plain(&raw.text()),
            "StoryData" => match serde_json::from_str::<Value>(&raw.text()) {
                Ok(data) => {
                    if let Some(name) = data.get("start").and_then(Value::as_str) {
                        name.clone_into(&mut start);
                    }
                    let format = data.get("format").and_then(Value::as_str).unwrap_or_default();
                    dialect = Dialect::of(format);
                    if let Some(ifid) = data.get("ifid").and_then(Value::as_str) {
                        story.notes.push(format!(
                            "ifid {ifid}{}{format}",
                            if format.is_empty() { "" } else { ", written for " }
                        ));
                    }
                }
                Err(error) => story.leave(raw.place(), format!("StoryData is no JSON ({error}): it is left out")),
            },
            _ => told.push(raw),
        }
    }
    told.retain(|raw| {
        let tag = raw
            .tags
            .iter()
            .find(|tag| SPECIAL_TAGS.iter().any(|special| tag.eq_ignore_ascii_case(special)));
        let is_special = tag.is_some() || SPECIAL.contains(&raw.name.as_str());
        if is_special {
            let what = tag.map_or_else(
                || "a passage of the story's format".to_owned(),
                |tag| format!("a passage tagged `{tag}`"),
            );
            story.leave(raw.place(), format!("{what} is left out ({} lines)", raw.content.len()));
        }
        !is_special && !raw.has_tag(END_TAG)
    });
    let mut places = BTreeMap::new();
    told.retain(|raw| {
        let is_new = !places.contains_key(&raw.name);
        if is_new {
            places.insert(raw.name.clone(), places.len());
        } else {
            story.leave(
                raw.place(),
                format!("a second passage `{}` is left out", clipped(&raw.name)),
            );
        }
        is_new
    });
    if told.is_empty() {
        return Err(ImportError("it holds no passage with words".to_owned()));
    }
    let ends: Vec<&str> = raws
        .iter()
        .filter(|raw| raw.has_tag(END_TAG))
        .map(|raw| raw.name.as_str())
        .collect();
    for raw in told {
        let passage = passage(raw, dialect, &places, &ends, &mut story);
        story.passages.push(passage);
    }
    story.start = places.get(&start).copied().unwrap_or_else(|| {
        story.leave(
            "line 1",
            format!(
                "there is no passage `{}` to start with: the first one is taken",
                clipped(&start)
            ),
        );
        0
    });
    Ok(story)
}

/// The passages of a text, taken apart.
fn raws<'t>(text: &'t str, story: &mut Story) -> Vec<Raw<'t>> {
    let mut raws: Vec<Raw<'t>> = Vec::new();
    let mut before = 0;
    for (line, number) in text.lines().zip(1..) {
        if let Some(header) = line.strip_prefix("::") {
            raws.push(header_of(header, number));
        } else if let Some(raw) = raws.last_mut() {
            raw.content.push(
                line.strip_prefix('\\')
                    .filter(|rest| rest.starts_with("::"))
                    .unwrap_or(line),
            );
        } else if !line.trim().is_empty() {
            before += 1;
        }
    }
    if before > 0 {
        story.leave(
            "line 1",
            format!("{before} lines stand before the first passage: they are left out"),
        );
    }
    raws
}

fn header_of<'t>(header: &str, line: usize) -> Raw<'t> {
    let mut raw = Raw {
        name: String::new(),
        tags: Vec::new(),
        line,
        first: line + 1,
        content: Vec::new(),
        bad_metadata: false,
    };
    let mut name = String::new();
    let mut letters = header.char_indices();
    let mut rest = "";
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => name.extend(letters.next().map(|(_, letter)| letter)),
            '[' | '{' => {
                rest = &header[at..];
                break;
            }
            letter => name.push(letter),
        }
    }
    if let Some((tags, behind)) = rest.strip_prefix('[').and_then(|tags| tags.split_once(']')) {
        raw.tags = tags.split_whitespace().map(|tag| tag.replace('\\', "")).collect();
        rest = behind.trim();
    }
    raw.bad_metadata = rest.starts_with('{') && serde_json::from_str::<Value>(rest).is_err();
    // Twee 2 wrote places so: <600,400>.
    let name = name.trim();
    let twee_2 = name.rfind('<').filter(|at| {
        name.ends_with('>')
            && name[*at + 1..name.len() - 1]
                .split(',')
                .all(|part| part.trim().parse::<f64>().is_ok())
    });
    twee_2
        .map_or(name, |at| name[..at].trim_end())
        .clone_into(&mut raw.name);
    raw
}

/// The words of links that only turn a page.
fn turns_a_page(words: &str) -> bool {
    let words = words
        .trim_matches(|letter: char| !letter.is_alphanumeric())
        .to_lowercase();
    words.is_empty() || ["continue", "next", "go on", "more", "ok", "okay", "proceed"].contains(&words.as_str())
}

fn passage(
    raw: &Raw<'_>,
    dialect: Dialect,
    places: &BTreeMap<String, usize>,
    ends: &[&str],
    story: &mut Story,
) -> Passage {
    let mut passage = Passage {
        name: raw.name.clone(),
        place: raw.place(),
        ..Passage::default()
    };
    if !raw.tags.is_empty() && !raw.has_tag(REPLY_TAG) {
        passage.notes.push(format!("tags: {}", raw.tags.join(", ")));
    }
    let text = raw.text();
    let ends_of_lines: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let place = |at: usize| {
        let line = raw.first + ends_of_lines.partition_point(|end| *end < at);
        format!("line {line} ({})", clipped(&raw.name))
    };
    let mut behind = String::new();
    // Whether the line of the last link is not over: a comment there speaks of that link.
    let mut on_line = false;
    for (at, piece) in pieces(&text, dialect) {
        match piece {
            Piece::Text(words) => {
                on_line &= !words.contains('\n');
                if passage.links.is_empty() {
                    passage.words.push_str(&words);
                } else {
                    behind.push_str(&words);
                }
            }
            Piece::Link { words, target } => {
                on_line = true;
                let goal = match places.get(target.trim()) {
                    Some(to) => Goal::Passage(*to),
                    None => {
                        if !ends.contains(&target.trim()) {
                            let words =
                                format!("there is no passage `{}`: the link leads to the end", clipped(&target));
                            story.leave(place(at), words);
                        }
                        Goal::End
                    }
                };
                passage.links.push(Link {
                    words: plain(&words),
                    reply: String::new(),
                    goal,
                    notes: Vec::new(),
                    place: place(at),
                });
            }
            Piece::Comment(words) => {
                let notes = match passage.links.last_mut().filter(|_| on_line) {
                    Some(link) => &mut link.notes,
                    None => &mut passage.notes,
                };
                notes.extend(words.lines().map(plain).filter(|line| !line.is_empty()));
            }
            Piece::Code { what, words } => {
                story.leave(place(at), format!("{what} stands as a comment: {}", clipped(&words)));
                passage.notes.push(format!("{what}: {}", one_line(&words)));
            }
        }
    }
    // The mark of a list before the first link is no word.
    let bullet = |letter: char| letter.is_whitespace() || matches!(letter, '*' | '-' | '+' | '•' | '>');
    let last = passage.words.lines().last().unwrap_or_default();
    if !passage.links.is_empty() && last.chars().all(bullet) {
        let end = passage.words.trim_end_matches(bullet).len();
        passage.words.truncate(end);
    }
    passage.words = plain(&passage.words);
    let behind = behind
        .lines()
        .map(plain)
        .filter(|line| line.chars().any(char::is_alphanumeric));
    let behind = behind.fold(String::new(), |all, line| joined(&all, &line));
    if !behind.is_empty() {
        story.leave(
            passage.place.clone(),
            format!("words behind the first link stand as a comment: {}", clipped(&behind)),
        );
        passage.notes.push(format!("behind the links: {behind}"));
    }
    passage.goes_on = passage.links.len() == 1 && (raw.has_tag(REPLY_TAG) || turns_a_page(&passage.links[0].words));
    passage
}
