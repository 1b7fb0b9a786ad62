//! Edits of the workbench over all shipped scenarios: what they change, and that they change nothing else. The oracle is another
//! reader's tree (ronin's), which knows nothing of how the edits are made.

use bounceback::library::SHIPPED;
use bounceback::scenario::read;
use bounceback::workbench::{Document, NodeKind, Patch, Path, Step, Value, add, apply, remove, set, shift};
use proptest::prelude::*;
use ronin_core::ast;

/// What a text says, without its places, comments and layout.
#[derive(Debug, Clone, PartialEq)]
enum Said {
    Word(String),
    /// A name, and what stands inside, with its names.
    Holds(String, Vec<(Option<String>, Said)>),
}

type Inside = Vec<(Option<String>, Said)>;

fn said(value: &ast::Value) -> Said {
    let first = first_token(value);
    let key = |value: Option<ast::Value>| value.map(|value| first_token(&value));
    let group = |inside: Inside| Said::Holds(format!("( {}", if first == "(" { "" } else { &first }), inside);
    match value {
        ast::Value::Struct(of) => group(
            of.fields()
                .map(|field| (field.name_text(), said(&field.value().expect("a value"))))
                .collect(),
        ),
        ast::Value::Tuple(of) => group(of.items().map(|item| (None, said(&item))).collect()),
        ast::Value::Unit(_) => group(Vec::new()),
        ast::Value::List(list) => Said::Holds("[".to_owned(), list.items().map(|item| (None, said(&item))).collect()),
        ast::Value::Map(map) => Said::Holds(
            "{".to_owned(),
            map.entries()
                .map(|entry| (key(entry.key()), said(&entry.value().expect("a value"))))
                .collect(),
        ),
        _ => Said::Word(first),
    }
}

/// A word or text without the comments around it; of a group its name or bracket.
fn first_token(value: &ast::Value) -> String {
    let mut tokens = value.syntax().descendant_tokens().filter(|token| !token.is_trivia());
    tokens.next().map(|token| token.text().to_owned()).unwrap_or_default()
}

fn what(text: &str) -> Said {
    let document = ronin_core::parse(text);
    assert!(
        document.diagnostics().is_empty(),
        "{:?}\n{text}",
        document.diagnostics()
    );
    let root = ast::Document::cast(document.root()).and_then(|root| root.value());
    said(&root.expect("a value"))
}

/// The value at the end of a way.
fn at<'s>(said: &'s mut Said, path: &[Step]) -> &'s mut Said {
    let Some((first, rest)) = path.split_first() else {
        return said;
    };
    let inside = holds(said);
    let index = place(inside, first);
    at(&mut inside[index].1, rest)
}

fn place(inside: &Inside, step: &Step) -> usize {
    let is = |key: &Option<String>, name: &str| key.as_deref().is_some_and(|key| key.trim_matches('"') == name);
    match step {
        Step::Item(at) => *at,
        Step::Name(name) => inside.iter().position(|(key, _)| is(key, name)).expect("the name"),
    }
}

fn holds(said: &mut Said) -> &mut Inside {
    match said {
        Said::Holds(_, inside) => inside,
        Said::Word(word) => panic!("`{word}` holds nothing"),
    }
}

/// Every way of a scenario.
fn ways(document: &Document) -> Vec<Path> {
    let mut ways = Vec::new();
    let mut open = vec![document.tree().top().expect("a scenario")];
    while let Some(id) = open.pop() {
        for value in document.node(id).entries.iter().filter_map(|entry| entry.value) {
            ways.push(document.path_of(value));
            open.push(value);
        }
    }
    ways
}

fn comments(text: &str) -> Vec<String> {
    let document = Document::new(text);
    let comments = document.tree().tokens.iter().filter(|token| token.is_comment());
    let mut comments: Vec<String> = comments.map(|token| text[token.span.clone()].to_owned()).collect();
    comments.sort();
    comments
}

/// Applies patches; they can be undone to the byte, no comment outside of `gone` was lost, and no more was touched than needed.
fn applied(text: &str, patches: &[Patch], gone: &str) -> String {
    let (new, back) = apply(text, patches).expect("they fit");
    assert_eq!(apply(&new, &back).expect("they fit").0, text, "undone");
    let mut kept = comments(&new);
    kept.extend(comments(gone));
    kept.sort();
    assert_eq!(kept, comments(text), "comments survive");
    let touched: usize = patches.iter().map(|patch| patch.range.len()).sum();
    assert!(
        touched <= gone.len() + 120,
        "{touched} bytes touched for {}",
        gone.len()
    );
    new
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_value_is_set_and_nothing_else(
        which in 0..SHIPPED.len(), way in any::<prop::sample::Index>(), words in "\\PC{0,40}|[a-z\"\\\\\n\t]{0,9}"
    ) {
        let text = SHIPPED[which].1;
        let document = Document::new(text);
        let ways = ways(&document);
        let path = &ways[way.index(ways.len())];
        let gone = document.slice(&document.place(path).expect("there")).to_owned();
        let patches = set(&document, path, &Value::Text(words.clone())).expect("it can be set");
        let new = applied(text, &patches, &gone);
        let mut expect = what(text);
        let literal = bounceback::workbench::quoted(&words);
        *at(&mut expect, &path.0) = Said::Word(literal.clone());
        prop_assert_eq!(what(&new), expect);
        prop_assert_eq!(ron::from_str::<String>(&literal).expect("a text"), words);
    }

    #[test]
    fn a_value_is_taken_out_and_nothing_else(which in 0..SHIPPED.len(), way in any::<prop::sample::Index>()) {
        let text = SHIPPED[which].1;
        let document = Document::new(text);
        let ways = ways(&document);
        let path = &ways[way.index(ways.len())];
        let gone = document.slice(&document.place(path).expect("there")).to_owned();
        let new = applied(text, &remove(&document, path).expect("it can go"), &gone);
        let mut expect = what(text);
        let (last, before) = path.0.split_last().expect("ways have steps");
        let inside = holds(at(&mut expect, before));
        let index = place(inside, last);
        inside.remove(index);
        prop_assert_eq!(what(&new), expect);
    }

    #[test]
    fn a_list_takes_one_more_and_its_order_can_be_changed(
        which in 0..SHIPPED.len(), way in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()
    ) {
        let text = SHIPPED[which].1;
        let document = Document::new(text);
        let is_list = |path: &Path| document.node(document.find(path).expect("there")).kind == NodeKind::List;
        let lists: Vec<Path> = ways(&document).into_iter().filter(is_list).collect();
        let path = &lists[way.index(lists.len())];
        let count = document.node(document.find(path).expect("there")).entries.len();
        let to = to.index(count + 1);
        let value = "(\n    id: \"new\",\n    acts: [Listen],\n)";
        let patches = add(&document, path, to, &Value::Ron(value.to_owned())).expect("it can be added");
        let new = applied(text, &patches, "");
        let mut expect = what(text);
        holds(at(&mut expect, &path.0)).insert(to, (None, what(value)));
        prop_assert_eq!(&what(&new), &expect);

        let more = Document::new(new.as_str());
        let (moved, _) = apply(&new, &shift(&more, path, to, count - to).expect("it can be moved")).expect("they fit");
        let inside = holds(at(&mut expect, &path.0));
        let one = inside.remove(to);
        inside.insert(count - to, one);
        prop_assert_eq!(what(&moved), expect);
        prop_assert_eq!(comments(&moved), comments(text));
    }
}

#[test]
fn forms_leave_scenarios_that_can_be_read() {
    for (id, text) in SHIPPED {
        let mut document = Document::new(*text);
        let before = read(text).scenario.expect("valid");
        let start = before.beats[0].id.clone();
        let say = Path::beat(&start).a_move(0).name("say");
        let patches = set(&document, &say, &Value::Text("{name}, \"hello\"\nthere".to_owned())).expect("it can be set");
        document.apply(&patches).expect("they fit");
        let glasses = Path::of(&["customer", "look", "glasses"]);
        let patches = set(&document, &glasses, &Value::Word("Round".to_owned())).expect("it can be set");
        document.apply(&patches).expect("they fit");
        let reading = document.read();
        let after = reading.scenario.unwrap_or_else(|| panic!("{id}: {:?}", reading.found));
        assert_eq!(after.beats[0].moves[0].say.raw(), "{name}, \"hello\"\nthere");
        assert_eq!(after.customer.look.glasses, bounceback::figure::Glasses::Round);
        assert_eq!(after.beats.len(), before.beats.len());
    }
}
