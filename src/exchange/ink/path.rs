//! Places in a compiled story: containers in containers, and ink's paths through them.

use serde_json::Value;

/// A container on the way down, with where one stands in it.
#[derive(Debug, Clone)]
pub struct Frame<'j> {
    pub container: &'j [Value],
    /// Its name or number in the container around it.
    key: String,
    /// Whether the flow goes on in the container around it, where this one ends.
    pub inline: bool,
    pub index: usize,
}

impl<'j> Frame<'j> {
    /// What is at its place; `None` at its end. The last value of a container is no content.
    pub fn here(&self) -> Option<&'j Value> {
        self.container
            .get(..self.container.len().saturating_sub(1))
            .and_then(|content| content.get(self.index))
    }
}

/// Where the flow stands, and where tunnels come back to.
#[derive(Debug, Clone)]
pub struct Location<'j> {
    pub frames: Vec<Frame<'j>>,
    pub calls: Vec<Vec<Frame<'j>>>,
}

/// The names that a compiler gives: what has them is no place that an author named.
fn is_made_up(name: &str) -> bool {
    let number = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    name == "b"
        || name.starts_with('$')
        || name
            .strip_prefix('s')
            .is_some_and(|rest| rest.is_empty() || number(rest))
        || name.strip_prefix("c-").is_some_and(number)
        || number(name)
}

fn path_of(frames: &[Frame<'_>]) -> String {
    let mut parts: Vec<String> = frames.iter().skip(1).map(|frame| frame.key.clone()).collect();
    if let Some(index) = frames.last().map(|frame| frame.index).filter(|index| *index > 0) {
        parts.push(index.to_string());
    }
    parts.join(".")
}

impl<'j> Location<'j> {
    pub fn root(root: &'j [Value]) -> Self {
        let frame = Frame {
            container: root,
            key: String::new(),
            inline: false,
            index: 0,
        };
        Self {
            frames: vec![frame],
            calls: Vec::new(),
        }
    }

    /// As ink writes it, for people: `shop.0.c-1`.
    pub fn place(&self) -> String {
        let path = path_of(&self.frames);
        if path.is_empty() { "root".to_owned() } else { path }
    }

    /// What tells it apart from every other.
    pub fn key(&self) -> String {
        let mut key = path_of(&self.frames);
        for call in &self.calls {
            key.push('@');
            key.push_str(&path_of(call));
        }
        key
    }

    /// The name its author gave it.
    pub fn name(&self) -> String {
        let named = self
            .frames
            .iter()
            .rev()
            .find(|frame| !frame.key.is_empty() && !is_made_up(&frame.key));
        named.map_or_else(|| "start".to_owned(), |frame| frame.key.clone())
    }

    /// Whether an author (or a gather) named this very place, so that it is a passage of its own.
    pub fn is_station(&self) -> bool {
        self.frames.len() > 1
            && self
                .frames
                .last()
                .is_some_and(|frame| frame.index == 0 && !is_made_up(&frame.key))
    }

    /// Where a path leads that is said by what stands here.
    pub fn resolve(&self, path: &str) -> Option<Vec<Frame<'j>>> {
        let mut frames = self.frames.clone();
        let mut parts = path.split('.').peekable();
        if path.starts_with('.') {
            parts.next();
            // The first step up leads from the object to its container.
            if parts.next() != Some("^") {
                return None;
            }
            while parts.peek() == Some(&"^") {
                parts.next();
                frames.pop();
            }
        } else {
            frames.truncate(1);
        }
        frames.last_mut()?.index = 0;
        for part in parts {
            let frame = frames.last_mut()?;
            if frame.index > 0 {
                // A number that led to no container must be the last.
                return None;
            }
            if let Ok(number) = part.parse::<usize>() {
                frame.index = number;
                if let Some(Value::Array(inner)) = frame.here() {
                    frames.push(Frame {
                        container: inner,
                        key: part.to_owned(),
                        inline: true,
                        index: 0,
                    });
                }
            } else {
                let next = named(frame, part)?;
                frames.push(next);
            }
        }
        Some(frames)
    }
}

/// The container of this name.
fn named<'j>(frame: &mut Frame<'j>, name: &str) -> Option<Frame<'j>> {
    let (last, content) = frame.container.split_last()?;
    if let Some(Value::Array(inner)) = last.as_object().and_then(|named| named.get(name)) {
        return Some(Frame {
            container: inner,
            key: name.to_owned(),
            inline: false,
            index: 0,
        });
    }
    let (at, inner) = content.iter().enumerate().find_map(|(at, value)| {
        let inner = value.as_array()?;
        (own_name(inner) == Some(name)).then_some((at, inner))
    })?;
    frame.index = at;
    Some(Frame {
        container: inner,
        key: name.to_owned(),
        inline: true,
        index: 0,
    })
}

/// The name that a container says it has.
pub fn own_name(container: &[Value]) -> Option<&str> {
    container.last()?.as_object()?.get("#n")?.as_str()
}

/// Down into a container that stands in the flow.
pub fn enter(at: usize, container: &[Value]) -> Frame<'_> {
    let key = own_name(container).map_or_else(|| at.to_string(), str::to_owned);
    Frame {
        container,
        key,
        inline: true,
        index: 0,
    }
}
