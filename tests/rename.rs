//! A scenario under another id: text, file and playthroughs, in the terminal and in an editor.

#[path = "common/lsp.rs"]
mod client;
#[path = "common/program.rs"]
mod program;

use std::fs;

use bounceback::scenario::template;
use client::Client;
use program::{run, said, site, well};
use serde_json::{Value, json};

const TESTS: &str = r#"Tests(format: 1, tests: [
    (name: "kind", seed: 7, temper: Hot, moves: ["hear", "own", "candles", "check"], expect: (tier: Champion)),
])"#;

#[test]
fn text_file_and_playthroughs_go_together_or_not_at_all() {
    let site = site();
    let folder = site.path();
    fs::write(folder.join("cake.tests.ron"), TESTS).expect("written");
    let told = well(folder, &["rename", "cake", "walters-cake", "--scenarios", "."]);
    assert!(told.contains("`cake` is `walters-cake` now"), "{told}");
    let text = fs::read_to_string(folder.join("walters-cake.ron")).expect("renamed");
    assert_eq!(
        text,
        template("cake").replace("id: \"cake\"", "id: \"walters-cake\""),
        "nothing else was changed"
    );
    assert_eq!(
        fs::read_to_string(folder.join("walters-cake.tests.ron")).expect("renamed"),
        TESTS
    );
    assert!(!folder.join("cake.ron").exists() && !folder.join("cake.tests.ron").exists());
    let checked = well(folder, &["check", "."]);
    assert!(
        checked.contains("walters-cake.tests.ron: 1 playthrough came to what is expected"),
        "{checked}"
    );

    // A file that is called otherwise keeps its name; its text alone is changed.
    fs::rename(folder.join("walters-cake.ron"), folder.join("saturday.ron")).expect("renamed");
    fs::remove_file(folder.join("walters-cake.tests.ron")).expect("removed");
    well(folder, &["rename", "saturday.ron", "cake"]);
    assert_eq!(
        fs::read_to_string(folder.join("saturday.ron")).expect("there"),
        template("cake")
    );

    // Where something is there nothing happens.
    fs::rename(folder.join("saturday.ron"), folder.join("cake.ron")).expect("renamed");
    fs::write(folder.join("cake.tests.ron"), TESTS).expect("written");
    fs::write(folder.join("other.tests.ron"), "mine").expect("written");
    let check = |arguments: &[&str], words: &str| {
        let refused = run(folder, arguments);
        assert!(
            !refused.status.success() && said(&refused).contains(words),
            "{arguments:?}: {}",
            said(&refused)
        );
        assert_eq!(
            fs::read_to_string(folder.join("cake.ron")).expect("there"),
            template("cake")
        );
        assert_eq!(fs::read_to_string(folder.join("cake.tests.ron")).expect("there"), TESTS);
        assert_eq!(
            fs::read_to_string(folder.join("other.tests.ron")).expect("there"),
            "mine"
        );
        assert!(!folder.join("other.ron").exists());
    };
    check(
        &["rename", "cake.ron", "other"],
        "other.tests.ron is already there; nothing was renamed",
    );
    check(&["rename", "cake.ron", "Other"], "`Other` is no id");
    check(&["rename", "cake.ron", "cake"], "it is called `cake` already");
    check(&["rename", "broken-heel", "other"], "is part of the program");
    fs::write(folder.join("saturday.ron"), template("sunday")).expect("written");
    check(&["rename", "cake.ron", "sunday"], "has the id `sunday` already");
    fs::write(folder.join("monday.ron"), "// notes").expect("written");
    check(&["rename", "cake.ron", "monday"], "is already there");
}

#[test]
fn an_editor_that_moves_files_moves_them() {
    let site = site();
    fs::write(site.path().join("cake.tests.ron"), TESTS).expect("written");
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
