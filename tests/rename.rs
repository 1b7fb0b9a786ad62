//! A scenario under another id: text, file and playthroughs. What an editor does: tests/lsp.rs.

#[path = "common/program.rs"]
mod program;

use std::fs;

use bounceback::scenario::template;
use program::{run, said, site, well};

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
