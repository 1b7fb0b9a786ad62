//! The language server as an editor meets it: the program is started, and spoken with over its pipes.

#[path = "common/lsp.rs"]
mod client;

use std::fs;

use bounceback::scenario::{read, template};
use client::Client;
use serde_json::{Value, json};

/// The text with an editor's edits, which speak of lines and 16-bit columns: worked out anew here.
fn edited(text: &str, edits: &[Value]) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let place = |at: &Value| {
        let (line, column) = (
            at["line"].as_u64().expect("a line"),
            at["character"].as_u64().expect("a column"),
        );
        let mut start = 0;
        for _ in 0..line {
            start += units[start..].iter().position(|&unit| unit == 10).expect("a line") + 1;
        }
        start + usize::try_from(column).expect("small")
    };
    let mut places: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            (
                place(&range["start"]),
                place(&range["end"]),
                edit["newText"].as_str().expect("text"),
            )
        })
        .collect();
    places.sort_unstable();
    let mut units = units.clone();
    for (start, end, new) in places.into_iter().rev() {
        units.splice(start..end, new.encode_utf16());
    }
    String::from_utf16(&units).expect("text")
}

/// Line and 16-bit column of a piece of a text, so many bytes into it.
fn place(text: &str, piece: &str, into: usize) -> Value {
    let at = text.find(piece).unwrap_or_else(|| panic!("no {piece}")) + into;
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    json!({"line": line, "character": text[start..at].encode_utf16().count()})
}

fn opened(client: &mut Client, uri: &str, text: &str) {
    client.tell(
        "textDocument/didOpen",
        json!({"textDocument": {"uri": uri, "languageId": "ron", "version": 1, "text": text}}),
    );
}

fn codes(found: &[Value]) -> Vec<&str> {
    found
        .iter()
        .map(|found| found["code"].as_str().expect("a code"))
        .collect()
}

const URI: &str = "file:///tmp/no-such-folder/cake.ron";

#[test]
fn somebody_writes_makes_a_mistake_mends_it_and_renames_a_beat() {
    let mut client = Client::open();
    // A letter of two 16-bit units before what is typed: columns count those.
    let text = template("cake").replacen("Oh no. Tell me", "\u{1f382} Oh no. Tell me", 1);
    opened(&mut client, URI, &text);
    client.findings(1, <[Value]>::is_empty);

    // Typing: the word is broken by an edit of a range, as editors send it.
    let from = place(&text, "Listen, Empathise", 0);
    let to = place(&text, "Listen, Empathise", 6);
    client.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": URI, "version": 2}, "contentChanges": [{"range": {"start": from, "end": to}, "text": "Lisen"}]}),
    );
    let text = text.replacen("Listen, Emp", "Lisen, Emp", 1);
    let found = client.findings(2, |found| !found.is_empty());
    assert_eq!(codes(&found), ["unknown-act"]);
    assert_eq!(found[0]["range"]["start"], from);
    assert!(
        found[0]["message"]
            .as_str()
            .expect("text")
            .ends_with("help: did you mean `Listen`?")
    );

    let asked = json!({"textDocument": {"uri": URI}, "range": found[0]["range"], "context": {"diagnostics": found}});
    let actions = client.ask("textDocument/codeAction", asked);
    let fix = &actions["result"][0];
    assert_eq!(
        (fix["title"].as_str(), fix["isPreferred"].as_bool()),
        (Some("write `Listen`"), Some(true))
    );
    let edits = fix["edit"]["changes"][URI].as_array().expect("edits");
    client.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": URI, "version": 3}, "contentChanges": edits.iter().map(|edit| json!({"range": edit["range"], "text": edit["newText"]})).collect::<Vec<_>>()}),
    );
    let text = edited(&text, edits);
    assert!(read(&text).scenario.is_some());
    client.findings(3, <[Value]>::is_empty);

    let at = |piece, into| json!({"textDocument": {"uri": URI}, "position": place(&text, piece, into)});
    let found = client.ask("textDocument/completion", at("acts: [Listen, Empathise", 12));
    assert_eq!(found["result"][0]["label"], "Listen");
    assert_eq!(found["result"][0]["textEdit"]["newText"], "Listen");
    let hover = client.ask("textDocument/hover", at("Listen, Empathise", 2));
    let told = hover["result"]["contents"]["value"].as_str().expect("text");
    assert!(told.starts_with("`Listen`, an act\n\nPublished: "), "{told}");
    let made = client.ask("textDocument/definition", at("next: \"remedy\"", 8));
    assert_eq!(made["result"][0]["range"]["start"], place(&text, "\"remedy\": (", 0));
    let mut asked = at("\"remedy\": (", 2);
    asked["context"] = json!({"includeDeclaration": false});
    let led = client.ask("textDocument/references", asked);
    assert_eq!(led["result"].as_array().map(Vec::len), Some(4));
    let symbols = client.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}}));
    assert_eq!(symbols["result"][0]["name"], "counter");
    assert_eq!(symbols["result"][0]["children"][0]["name"], "hear");

    let ready = client.ask("textDocument/prepareRename", at("next: \"remedy\"", 8));
    assert_eq!(ready["result"]["placeholder"], "remedy");
    let mut asked = at("next: \"remedy\"", 8);
    asked["newName"] = json!("box");
    let refused = client.ask("textDocument/rename", asked.clone());
    assert_eq!(refused["error"]["message"], "there is a beat `box` already");
    asked["newName"] = json!("what-now");
    let renamed = client.ask("textDocument/rename", asked);
    let edits = renamed["result"]["changes"][URI].as_array().expect("edits");
    assert_eq!(edited(&text, edits), text.replace("\"remedy\"", "\"what-now\""));

    client.tell("textDocument/didClose", json!({"textDocument": {"uri": URI}}));
    assert_eq!(client.ask("shutdown", Value::Null)["result"], Value::Null);
    assert_eq!(client.ask("textDocument/hover", json!({}))["error"]["code"], -32600);
    client.tell("exit", Value::Null);
    let (status, said) = client.end();
    assert!(status.success() && said.is_empty(), "{said}");
}

#[test]
fn what_solving_finds_comes_behind_and_the_policy_beside_the_file_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cake.ron");
    let uri = format!("file://{}", path.display());
    // Without its reasons the template is told to be too easy.
    let text = template("cake").replacen("(rule: \"too-easy\", reason: \"It is a first drill.\"),", "", 1);
    fs::write(&path, &text).expect("written");
    let mut client = Client::open();
    opened(&mut client, &uri, &text);
    client.findings(1, <[Value]>::is_empty);
    let found = client.findings(1, |found| !found.is_empty());
    assert_eq!(codes(&found), ["too-easy"]);
    assert_eq!(found[0]["severity"], 2, "a warning");

    // A policy that cannot be read: nobody knows what is allowed, so nothing is solved; the policy's own error is told.
    let policy = format!("file://{}", folder.path().join("policy.ron").display());
    opened(&mut client, &policy, "(fund: 10, quux: 1)");
    let told = client.wait(|message| message["params"]["uri"] == policy.as_str());
    assert_eq!(told["params"]["diagnostics"][0]["code"], "unknown-field");
    client.findings(1, <[Value]>::is_empty);
    client.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": policy, "version": 2}, "contentChanges": [{"text": "(fund: 10)"}]}),
    );
    assert_eq!(codes(&client.findings(1, |found| !found.is_empty())), ["too-easy"]);
    drop(client.ask("shutdown", Value::Null));
    client.tell("exit", Value::Null);
    assert!(client.end().0.success());
}

#[test]
fn questions_before_the_agreement_and_bad_ones_are_answered() {
    let mut client = Client::start();
    assert_eq!(client.ask("textDocument/hover", json!({}))["error"]["code"], -32002);
    client.tell("textDocument/didOpen", json!({"nothing": true}));
    drop(client.ask("initialize", json!({"capabilities": {}})));
    assert_eq!(client.ask("initialize", json!({}))["error"]["code"], -32600);
    assert_eq!(client.ask("no/such", json!({}))["error"]["code"], -32601);
    assert_eq!(client.ask("textDocument/hover", json!({}))["error"]["code"], -32602);
    assert_eq!(client.ask("textDocument/rename", json!([1]))["error"]["code"], -32602);
    opened(&mut client, URI, "Scenario(");
    let nowhere = json!({"textDocument": {"uri": URI}, "position": {"line": 4_000_000_000_u32, "character": 9}});
    assert!(client.ask("textDocument/completion", nowhere)["result"].is_array());
    // Rubbish between messages, and JSON that is none.
    assert!(client.raw(b"hello\r\n\r\nContent-Length: 4\r\n\r\n{{{{"));
    assert_eq!(
        client.wait(|message| message["id"].is_null() && message.get("error").is_some())["error"]["code"],
        -32700
    );
    client.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": "file:///other", "version": 1}, "contentChanges": []}),
    );
    client.send(&json!({"jsonrpc": "2.0", "id": 77, "result": {}}));
    assert!(client.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}}))["result"].is_array());
    client.tell("exit", Value::Null);
    let (status, _) = client.end();
    assert_eq!(status.code(), Some(1), "`shutdown` was left out");
}

#[test]
fn what_cannot_be_read_on_ends_it_with_a_sentence() {
    let check = |bytes: &[u8], words: &str| {
        let mut client = Client::start();
        let _ = client.raw(bytes);
        let (status, said) = client.end();
        assert_eq!(status.code(), Some(1), "{said}");
        assert!(said.contains(words) && !said.contains("panicked"), "{said}");
    };
    check(
        b"Content-Length: 9999999999999999999\r\n\r\n{}",
        "a message of 9999999999999999999 bytes is announced",
    );
    check(b"Content-Length: 9999999999\r\n\r\n{}", "the most is 67108864");
    check(b"Content-Length: x\r\n\r\n", "`x` is no length of a message");
    check(
        b"Content-Length: 10\r\n\r\n{}",
        "the input ends in the middle of a message",
    );
    check(&vec![b'a'; 1 << 20], "a header has more than 8192 bytes");
    check(b"", "");
}

#[test]
fn policies_sets_and_playthroughs_are_mended_too() {
    let mut client = Client::open();
    let mut check = |uri: &str, text: &str, title: &str, expect: &str| {
        opened(&mut client, uri, text);
        let told = client.wait(|message| message["params"]["uri"] == uri);
        let found = &told["params"]["diagnostics"];
        let asked = json!({"textDocument": {"uri": uri}, "range": found[0]["range"], "context": {"diagnostics": []}});
        let actions = client.ask("textDocument/codeAction", asked);
        let fix = &actions["result"][0];
        assert_eq!(fix["title"], title, "{told} {actions}");
        let edits = fix["edit"]["changes"][uri].as_array().expect("edits");
        assert_eq!(edited(text, edits), expect);
    };
    check("file:///site/policy.ron", "(fnd: 10)", "write `fund`", "(fund: 10)");
    let set = |field: &str| format!("(tint: \"#ffffff\", back: [Rect({field}: 3, round: 2)])");
    check(
        "file:///site/sets/bakery.ron",
        &set("widht"),
        "write `width`",
        &set("width"),
    );
    let item = |name: &str| format!("(tint: \"#ffffff\", back: [{name}(rx: 3)])");
    check(
        "file:///site/sets/shop.ron",
        &item("Elipse"),
        "write `Ellipse`",
        &item("Ellipse"),
    );
    let tests = |word: &str| {
        format!("Tests(format: 1, tests: [(name: \"a\", seed: 1, temper: {word}, moves: [\"hear\"], expect: ())])")
    };
    check(
        "file:///site/cake.tests.ron",
        &tests("Hott"),
        "write `Hot`",
        &tests("Hot"),
    );
}

#[test]
fn an_editor_that_moves_files_moves_them() {
    let site = tempfile::tempdir().expect("a folder");
    // What is in it does not matter: its name moves.
    fs::write(site.path().join("cake.tests.ron"), "Tests(format: 1, tests: [])").expect("written");
    let uri = |name: &str| format!("file://{}/{name}", site.path().display());
    let text = template("cake");
    let line = text
        .lines()
        .position(|line| line.contains("id: \"cake\""))
        .expect("its id");
    let at = json!({"line": line, "character": 10});
    let edit = |capabilities: Value, uri: &str| {
        let mut client = Client::start();
        client.ask(
            "initialize",
            json!({"processId": null, "rootUri": null, "capabilities": capabilities}),
        );
        client.tell("initialized", json!({}));
        client.tell(
            "textDocument/didOpen",
            json!({"textDocument": {"uri": uri, "languageId": "ron", "version": 1, "text": text}}),
        );
        let here = json!({"textDocument": {"uri": uri}, "position": at});
        let asked = client.ask("textDocument/prepareRename", here.clone());
        assert_eq!(asked["result"]["placeholder"], "cake");
        let mut here = here;
        here["newName"] = json!("Big cake");
        let refused = client.ask("textDocument/rename", here.clone());
        assert!(
            refused["error"]["message"]
                .as_str()
                .expect("words")
                .contains("is no id"),
            "{refused}"
        );
        here["newName"] = json!("ida");
        let renamed = client.ask("textDocument/rename", here)["result"].clone();
        client.ask("shutdown", Value::Null);
        client.tell("exit", Value::Null);
        assert!(client.end().0.success());
        renamed
    };
    let moving =
        json!({"workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "rename"]}}});
    let renamed = edit(moving.clone(), &uri("cake.ron"));
    let changes = renamed["documentChanges"].as_array().expect("changes");
    assert_eq!(changes.len(), 3, "{renamed}");
    assert_eq!(changes[0]["edits"][0]["newText"], "\"ida\"");
    let names = |change: &Value| (change["oldUri"].clone(), change["newUri"].clone());
    assert_eq!(names(&changes[1]), (json!(uri("cake.ron")), json!(uri("ida.ron"))));
    assert_eq!(
        names(&changes[2]),
        (json!(uri("cake.tests.ron")), json!(uri("ida.tests.ron")))
    );
    // A file with another name, an editor that moves none: the text alone.
    let other = edit(moving, &uri("saturday.ron"));
    assert_eq!(other["documentChanges"].as_array().map(Vec::len), Some(1), "{other}");
    let plain = edit(json!({}), &uri("cake.ron"));
    assert_eq!(plain["changes"][uri("cake.ron")][0]["newText"], "\"ida\"", "{plain}");
}
