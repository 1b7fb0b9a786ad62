//! Stories: told, looked for, made into drafts of scenarios.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::super::args::{StoryAdd, StoryDraft, StoryEdit, StoryVerb};
use super::super::terminal::{Terminal, Tone};
use super::super::{CliError, Outcome};
use super::{gather, maybe};
use crate::library::POLICY_FILE;
use crate::record::{Person, Store, Story, StoryId, draft, search};
use crate::scenario::read;
use crate::vocabulary::Vocabulary;

pub fn run(verb: &StoryVerb, store: &mut dyn Store, terminal: &mut Terminal) -> Outcome {
    match verb {
        StoryVerb::Add(verb) => add(verb, store, terminal),
        StoryVerb::List { json } => list(store, "", *json, terminal),
        StoryVerb::Search { words, json } => list(store, &words.join(" "), *json, terminal),
        StoryVerb::Edit(verb) => edit(verb, store, terminal),
        StoryVerb::Delete { story, yes } => delete(story, *yes, store, terminal),
        StoryVerb::Draft(verb) => write(verb, store, terminal),
    }
}

fn add(verb: &StoryAdd, store: &mut dyn Store, terminal: &mut Terminal) -> Outcome {
    let author = maybe(store, verb.person.as_deref())?.map(|person| person.id);
    let recognised = maybe(store, verb.recognise.as_deref())?.map(|person| person.id);
    let mut told = |given: Option<&String>, question: &str| -> Result<String, CliError> {
        Ok(match given {
            Some(words) => words.trim().to_owned(),
            None if Terminal::is_interactive() => terminal.ask(question)?.unwrap_or_default(),
            None => String::new(),
        })
    };
    let title = told(verb.parts.title.as_ref(), "What is it called? ")?;
    let broke = told(verb.parts.broke.as_ref(), "What broke? ")?;
    let did = told(verb.parts.did.as_ref(), "What did you do? ")?;
    let ended = told(verb.parts.ended.as_ref(), "How did it end? ")?;
    let changed = told(verb.parts.changed.as_ref(), "What did you change? ")?;
    let story = Story {
        id: StoryId::new(),
        at: Timestamp::now(),
        author,
        title,
        broke,
        did,
        ended,
        changed,
        tags: Story::tags_of(verb.tags.iter().map(String::as_str)),
        recognised,
        failure: verb.parts.failure,
        channel: verb.parts.channel,
    };
    if !story.is_told() {
        return Err(CliError::Said(
            "a story needs a title and what broke: --title TEXT --broke TEXT; nothing was kept".to_owned(),
        ));
    }
    store.put_story(&story)?;
    terminal.line(Tone::Good, &format!("The story was kept: {}", story.id))?;
    terminal.line(
        Tone::Plain,
        &format!("`bounceback records story draft {}` makes a scenario of it.", story.id),
    )?;
    Ok(ExitCode::SUCCESS)
}

fn edit(verb: &StoryEdit, store: &mut dyn Store, terminal: &mut Terminal) -> Outcome {
    let before = named(store, &verb.story)?;
    let mut story = before.clone();
    for (given, text) in [
        (&verb.parts.title, &mut story.title),
        (&verb.parts.broke, &mut story.broke),
        (&verb.parts.did, &mut story.did),
        (&verb.parts.ended, &mut story.ended),
        (&verb.parts.changed, &mut story.changed),
    ] {
        if let Some(words) = given {
            words.trim().clone_into(text);
        }
    }
    if !story.is_told() {
        let words = "a story keeps a title and what broke: these two cannot be taken out; nothing was changed";
        return Err(CliError::Said(words.to_owned()));
    }
    if let Some(typed) = &verb.tags {
        story.tags = Story::tags_of(typed.iter().map(String::as_str));
    }
    if let Some(name) = verb.recognise.as_deref() {
        let name = Some(name.trim()).filter(|name| !name.is_empty());
        story.recognised = maybe(store, name)?.map(|person| person.id);
    }
    story.failure = verb.parts.failure.or(story.failure);
    story.channel = verb.parts.channel.or(story.channel);
    if story == before {
        let words = "nothing is to be changed: `bounceback records story edit --help` says what can be";
        return Err(CliError::Said(words.to_owned()));
    }
    store.put_story(&story)?;
    terminal.line(Tone::Good, "The story was changed:")?;
    let people = store.people()?;
    tell_with(&story, &people, terminal)?;
    Ok(ExitCode::SUCCESS)
}

fn delete(story: &str, yes: bool, store: &mut dyn Store, terminal: &mut Terminal) -> Outcome {
    let story = named(store, story)?;
    if !yes {
        let people = store.people()?;
        tell_with(&story, &people, terminal)?;
        let typed = terminal
            .ask("Delete this story for ever? Type yes: ")?
            .unwrap_or_default();
        if !typed.eq_ignore_ascii_case("yes") {
            return Err(CliError::Said("nothing was deleted".to_owned()));
        }
    }
    store.delete_story(story.id)?;
    // What was deleted leaves the file, too.
    store.sweep()?;
    terminal.line(Tone::Good, &format!("Deleted: {}", story.title))?;
    Ok(ExitCode::SUCCESS)
}

fn list(store: &mut dyn Store, words: &str, json: bool, terminal: &mut Terminal) -> Outcome {
    let stories = store.stories("")?;
    let found = search(&stories, words);
    if json {
        terminal.json(&found)?;
        return Ok(ExitCode::SUCCESS);
    }
    if found.is_empty() {
        let words = if stories.is_empty() {
            "No story yet: `bounceback records story add` tells one."
        } else {
            "No story holds all these words."
        };
        terminal.line(Tone::Plain, words)?;
    }
    let people = store.people()?;
    for story in found {
        tell_with(story, &people, terminal)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A story with the names of those whom it names.
fn tell_with(story: &Story, people: &[Person], terminal: &mut Terminal) -> std::io::Result<()> {
    let name = |person| {
        let known = people.iter().find(|known| Some(known.id) == person);
        known.map(|known| known.name.as_str())
    };
    tell(story, name(story.author), name(story.recognised), terminal)
}

fn tell(story: &Story, author: Option<&str>, recognised: Option<&str>, terminal: &mut Terminal) -> std::io::Result<()> {
    terminal.line(Tone::Title, &story.title)?;
    let mut facts = vec![
        story.id.to_string(),
        story.at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d").to_string(),
    ];
    facts.extend(author.map(|name| format!("told by {name}")));
    facts.extend(recognised.map(|name| format!("recognises {name}")));
    facts.extend(story.failure.map(|failure| failure.name().to_lowercase()));
    facts.extend(story.channel.map(|channel| channel.words().to_owned()));
    facts.extend(story.tags.iter().map(|tag| format!("#{tag}")));
    terminal.paragraph(Tone::Soft, "", "    ", &facts.join(", "))?;
    for (what, words) in [
        ("What broke", &story.broke),
        ("What we did", &story.did),
        ("How it ended", &story.ended),
        ("What we changed", &story.changed),
    ] {
        if !words.is_empty() {
            terminal.paragraph(Tone::Plain, "", "    ", &format!("{what}: {words}"))?;
        }
    }
    terminal.gap()
}

/// The story whose id begins like this.
pub fn named(store: &mut dyn Store, id: &str) -> Result<Story, CliError> {
    let mut found: Vec<Story> = store.stories("")?;
    found.retain(|story| !id.is_empty() && story.id.to_string().starts_with(id));
    if found.len() > 1 {
        let words = format!("{} stories begin with `{id}`: type more of it", found.len());
        return Err(CliError::Said(words));
    }
    found.pop().ok_or_else(|| {
        CliError::Said(format!(
            "there is no story `{id}`: `bounceback records story list` shows all of them"
        ))
    })
}

fn write(verb: &StoryDraft, store: &mut dyn Store, terminal: &mut Terminal) -> Outcome {
    let text = draft(&named(store, &verb.story)?);
    let id = read(&text).scenario.map(|scenario| scenario.id).unwrap_or_default();
    let path = verb.out.clone().unwrap_or_else(|| PathBuf::from(format!("{id}.ron")));
    if path.file_name().is_some_and(|name| name == POLICY_FILE) {
        let words = format!("{POLICY_FILE} is the site's policy: name another file with --out");
        return Err(CliError::Said(words));
    }
    let shown = path.display();
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => {
                CliError::Said(format!("{shown} is already there; nothing was written"))
            }
            _ => gather::unwritable(&path, &error),
        })?;
    file.write_all(text.as_bytes())?;
    terminal.line(Tone::Good, &format!("{shown} was written."))?;
    terminal.line(Tone::Plain, &format!("Read it:  bounceback check {shown}"))?;
    Ok(ExitCode::SUCCESS)
}
