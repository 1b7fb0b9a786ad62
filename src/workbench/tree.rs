//! The tree of a text: groups, lists and maps with their entries, each with its place. There always is one.
//!
//! In a broken text a bracket that is not closed is closed where the layout says so: scenarios are indented, and what stands no deeper
//! than the line that opened a bracket is not inside it.

use std::ops::Range;

use super::token::{Token, TokenKind, tokens};

/// A node's number in its tree.
pub type NodeId = usize;

/// How deep brackets are followed: a scenario needs ten levels.
const DEPTH_MAX: usize = 200;

/// The node that holds everything.
pub const ROOT: NodeId = 0;

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// The file: its one entry is the scenario.
    File,
    /// `( … )`, with or without names inside.
    Group,
    /// `[ … ]`.
    List,
    /// `{ … }`.
    Map,
    Text,
    Word,
    Number,
    /// What has no place in RON.
    Other,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub kind: NodeKind,
    /// The name before a group: `Compensate` in `Compensate(kind: Money, level: 5)`.
    pub name: Option<Range<usize>>,
    /// From its name or opening bracket to its end. Where it was never closed: to what stands behind it.
    pub span: Range<usize>,
    /// The opening bracket's byte; of what has none, its first.
    pub open: usize,
    /// Whether its closing bracket or quote is there.
    pub closed: bool,
    pub entries: Vec<Entry>,
    /// In which node, and as which of its entries.
    pub parent: Option<(NodeId, usize)>,
}

/// One of the things in a group, list or map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// The name before the colon; in a map, with its quotes.
    pub key: Option<Range<usize>>,
    pub colon: Option<usize>,
    pub value: Option<NodeId>,
    /// The comma behind it.
    pub comma: Option<usize>,
    /// From key to value.
    pub span: Range<usize>,
}

/// A text's tokens and nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    pub tokens: Vec<Token>,
    nodes: Vec<Node>,
    /// Whether every bracket and quote has its partner.
    pub whole: bool,
}

impl Tree {
    /// The tree of any text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let strict = Builder::build(text, tokens(text, true), true);
        if strict.whole {
            return strict;
        }
        let mut lenient = Builder::build(text, tokens(text, false), false);
        lenient.whole = false;
        lenient
    }

    /// A node by its number.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    /// The scenario's own node, where there is any value.
    #[must_use]
    pub fn top(&self) -> Option<NodeId> {
        self.nodes[ROOT].entries.iter().find_map(|entry| entry.value)
    }

    /// The entry of this name in a group or map, keys of maps without their quotes.
    #[must_use]
    pub fn named<'t>(&'t self, text: &str, id: NodeId, name: &str) -> Option<&'t Entry> {
        self.nodes[id]
            .entries
            .iter()
            .find(|entry| entry.key.as_ref().is_some_and(|key| bare(&text[key.clone()]) == name))
    }

    /// The value of this name in a group or map.
    #[must_use]
    pub fn field(&self, text: &str, id: NodeId, name: &str) -> Option<NodeId> {
        self.named(text, id, name).and_then(|entry| entry.value)
    }

    /// The innermost group, list or map around a byte.
    #[must_use]
    pub fn around(&self, offset: usize) -> NodeId {
        let mut at = ROOT;
        while let Some(inner) = self.nodes[at]
            .entries
            .iter()
            .filter_map(|entry| entry.value)
            .find(|&id| self.is_inside(id, offset))
        {
            at = inner;
        }
        at
    }

    fn is_inside(&self, id: NodeId, offset: usize) -> bool {
        let node = &self.nodes[id];
        let container = matches!(node.kind, NodeKind::Group | NodeKind::List | NodeKind::Map);
        container && node.open < offset && (offset < node.span.end || (!node.closed && offset == node.span.end))
    }

    /// The number of the last token that begins before a byte.
    #[must_use]
    pub fn token_before(&self, offset: usize) -> Option<usize> {
        self.tokens
            .partition_point(|token| token.span.start < offset)
            .checked_sub(1)
    }

    /// The number of the token that a byte stands in or right behind.
    #[must_use]
    pub fn token_at(&self, offset: usize) -> Option<usize> {
        let at = self.tokens.partition_point(|token| token.span.end < offset);
        let touches = |at: &usize| {
            self.tokens
                .get(*at)
                .is_some_and(|token| token.span.start <= offset && offset <= token.span.end)
        };
        // Between two that touch, a name or text is meant rather than a bracket or comma.
        let solid = |at: &usize| {
            self.tokens.get(*at).is_some_and(|token| {
                !matches!(
                    token.kind,
                    TokenKind::Open | TokenKind::Close | TokenKind::Comma | TokenKind::Colon
                )
            })
        };
        [at, at + 1]
            .into_iter()
            .filter(touches)
            .max_by_key(|at| (solid(at), std::cmp::Reverse(*at)))
    }
}

/// A text without its quotes, as far as it needs no unescaping: ids.
#[must_use]
pub fn bare(literal: &str) -> &str {
    let inner = literal.strip_prefix('"').unwrap_or(literal);
    inner.strip_suffix('"').unwrap_or(inner)
}

struct Frame {
    node: NodeId,
    entry: Entry,
    /// The indentation of the line that opened it.
    indent: usize,
}

struct Builder<'s> {
    text: &'s str,
    nodes: Vec<Node>,
    stack: Vec<Frame>,
    whole: bool,
    indent: usize,
}

impl<'s> Builder<'s> {
    fn build(text: &'s str, tokens: Vec<Token>, strict: bool) -> Tree {
        let file = Node {
            kind: NodeKind::File,
            name: None,
            span: 0..text.len(),
            open: 0,
            closed: true,
            entries: Vec::new(),
            parent: None,
        };
        let frame = Frame {
            node: ROOT,
            entry: Entry::default(),
            indent: 0,
        };
        let mut builder = Self {
            text,
            nodes: vec![file],
            stack: vec![frame],
            whole: true,
            indent: 0,
        };
        let solid: Vec<&Token> = tokens.iter().filter(|token| !token.is_comment()).collect();
        let mut name: Option<Range<usize>> = None;
        for (at, token) in solid.iter().enumerate() {
            let next = solid.get(at + 1).map(|next| (next.kind, &text[next.span.clone()]));
            if let Some(indent) = token.indent {
                builder.indent = indent;
                if !strict {
                    builder.fall_back(token, indent);
                }
            }
            match token.kind {
                TokenKind::Word if matches!(next, Some((TokenKind::Open, "("))) => name = Some(token.span.clone()),
                TokenKind::Open => builder.open(token, name.take()),
                TokenKind::Close => builder.close(token),
                TokenKind::Comma => builder.comma(token),
                TokenKind::Colon => builder.colon(token),
                _ if matches!(next, Some((TokenKind::Colon, _))) => builder.key(token),
                _ => builder.leaf(token),
            }
        }
        builder.whole &= builder.stack.len() == 1;
        while builder.stack.len() > 1 {
            builder.pop(text.len(), false);
        }
        builder.finish();
        let open = |token: &Token| token.kind == TokenKind::Text { closed: false };
        let whole = builder.whole && !tokens.iter().any(open);
        Tree {
            tokens,
            nodes: builder.nodes,
            whole,
        }
    }

    fn top(&mut self) -> &mut Frame {
        self.stack.last_mut().expect("the file's frame is never popped")
    }

    /// Closes what the layout says is over.
    fn fall_back(&mut self, token: &Token, indent: usize) {
        let closes = token.kind == TokenKind::Close;
        while self.stack.len() > 1 {
            let over = self.top().indent;
            if over > indent || (over == indent && !closes) {
                self.pop(token.span.start, false);
            } else {
                break;
            }
        }
    }

    fn open(&mut self, token: &Token, name: Option<Range<usize>>) {
        if self.stack.len() > DEPTH_MAX {
            self.whole = false;
            return;
        }
        let kind = match &self.text[token.span.clone()] {
            "(" => NodeKind::Group,
            "[" => NodeKind::List,
            _ => NodeKind::Map,
        };
        let start = name.as_ref().map_or(token.span.start, |name| name.start);
        let id = self.value(Node {
            kind,
            name,
            span: start..token.span.end,
            open: token.span.start,
            closed: false,
            entries: Vec::new(),
            parent: None,
        });
        let indent = self.indent;
        self.stack.push(Frame {
            node: id,
            entry: Entry::default(),
            indent,
        });
    }

    fn close(&mut self, token: &Token) {
        let kind = match &self.text[token.span.clone()] {
            ")" => NodeKind::Group,
            "]" => NodeKind::List,
            _ => NodeKind::Map,
        };
        let Some(depth) = self.stack.iter().rposition(|frame| self.nodes[frame.node].kind == kind) else {
            self.whole = false;
            return;
        };
        while self.stack.len() > depth + 1 {
            self.whole = false;
            self.pop(token.span.start, false);
        }
        self.pop(token.span.end, true);
    }

    /// Ends the innermost node.
    fn pop(&mut self, end: usize, closed: bool) {
        self.finish();
        let frame = self.stack.pop().expect("callers leave the file's frame");
        let node = &mut self.nodes[frame.node];
        (node.span.end, node.closed) = (end, closed);
        self.top().entry.span.end = end;
    }

    /// Puts the entry that was begun among its node's entries.
    fn finish(&mut self) {
        let frame = self.top();
        let entry = std::mem::take(&mut frame.entry);
        let node = frame.node;
        if entry.key.is_some() || entry.value.is_some() {
            self.nodes[node].entries.push(entry);
        }
    }

    fn comma(&mut self, token: &Token) {
        self.top().entry.comma = Some(token.span.start);
        self.finish();
        self.top().entry = Entry::default();
    }

    fn colon(&mut self, token: &Token) {
        let entry = &mut self.top().entry;
        if entry.key.is_some() && entry.value.is_none() {
            entry.colon = Some(token.span.start);
            entry.span.end = token.span.end;
        }
    }

    fn key(&mut self, token: &Token) {
        self.finish();
        self.top().entry = Entry {
            key: Some(token.span.clone()),
            span: token.span.clone(),
            ..Entry::default()
        };
    }

    fn leaf(&mut self, token: &Token) {
        let kind = match token.kind {
            TokenKind::Text { .. } => NodeKind::Text,
            TokenKind::Word => NodeKind::Word,
            TokenKind::Number => NodeKind::Number,
            _ => NodeKind::Other,
        };
        self.value(Node {
            kind,
            name: None,
            span: token.span.clone(),
            open: token.span.start,
            closed: token.kind != TokenKind::Text { closed: false },
            entries: Vec::new(),
            parent: None,
        });
    }

    /// A value of the entry that was begun, or, where that has one, of the next.
    fn value(&mut self, mut node: Node) -> NodeId {
        let id = self.nodes.len();
        let entry = &self.top().entry;
        if entry.value.is_some() || (entry.key.is_some() && entry.colon.is_none()) {
            self.finish();
        }
        let parent = self.top().node;
        node.parent = Some((parent, self.nodes[parent].entries.len()));
        let entry = &mut self.top().entry;
        if entry.key.is_none() {
            entry.span.start = node.span.start;
        }
        entry.span.end = node.span.end;
        entry.value = Some(id);
        self.nodes.push(node);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_their_places() {
        let text = "S(a: 1, b: [X, Y(2)], c: {\"d\": (e: 3)})";
        let tree = Tree::of(text);
        let top = tree.top().expect("a value");
        assert!(tree.whole);
        let b = tree.field(text, top, "b").expect("b");
        let spans: Vec<&str> = tree
            .node(b)
            .entries
            .iter()
            .map(|entry| &text[entry.span.clone()])
            .collect();
        assert_eq!(spans, ["X", "Y(2)"]);
        let c = tree.field(text, top, "c").expect("c");
        let d = tree.field(text, c, "d").expect("d");
        assert_eq!(&text[tree.node(d).span.clone()], "(e: 3)");
        assert_eq!(tree.around(text.find('3').expect("3")), d);
        assert_eq!(tree.node(d).parent, Some((c, 0)));
    }

    #[test]
    fn the_layout_closes_what_was_left_open() {
        let text = "S(\n    a: {\n        \"x\": (\n            say: \"Hel\n        \"y\": (\n            say: \"o\",\n        ),\n    },\n)";
        let tree = Tree::of(text);
        assert!(!tree.whole);
        let a = tree.field(text, tree.top().expect("a value"), "a").expect("a");
        assert_eq!(tree.node(a).entries.len(), 2, "{tree:#?}");
        assert!(tree.named(text, a, "y").is_some() && tree.node(a).closed);
    }

    #[test]
    fn any_text_has_a_tree() {
        for text in [
            "", ")", "(", "((((", "]]", "a: b: c", "\"", "(a:)", "(:1)", ",,", "{a b: c", "r#\"x",
        ] {
            assert_eq!(Tree::of(text).node(ROOT).kind, NodeKind::File, "{text}");
        }
        assert!(!Tree::of(&"(".repeat(1_000_000)).whole);
        assert!(!Tree::of(&")".repeat(100_000)).whole);
    }
}
