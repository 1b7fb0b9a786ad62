//! Statements of a drill that was really played.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::customer::Tier;
use crate::record::export::Exported;
use crate::record::export::tests::{exported, played};

fn told(drill: &Exported<'_>) -> Vec<Value> {
    let all = statements(drill, &Naming::default());
    all.iter()
        .map(|spoken| serde_json::to_value(spoken).expect("plain data"))
        .collect()
}

fn verbs(all: &[Value]) -> Vec<&str> {
    let verb = |spoken: &Value| {
        spoken["verb"]["id"]
            .as_str()
            .and_then(|id| id.rsplit('/').next().map(str::len))
    };
    let tail = |spoken| {
        let id = spoken_id(spoken);
        &id[id.len() - verb(spoken).expect("a verb")..]
    };
    all.iter().map(tail).collect()
}

fn spoken_id(spoken: &Value) -> &str {
    spoken["verb"]["id"].as_str().expect("an id")
}

#[test]
fn a_drill_is_told_from_beginning_to_end() {
    let (scenario, kept) = played();
    let all = told(&exported(&scenario, &kept));
    let verbs = verbs(&all);
    assert_eq!(
        (verbs[0], verbs[verbs.len() - 2], verbs[verbs.len() - 1]),
        ("initialized", "completed", "passed")
    );
    assert!(verbs[1..verbs.len() - 2].iter().all(|verb| *verb == "answered"));
    assert_eq!(
        verbs.len(),
        1 + kept.choices().len() + 1 + 2,
        "the one that was taken back too"
    );
    let stamps: Vec<&str> = all
        .iter()
        .map(|spoken| spoken["timestamp"].as_str().expect("a time"))
        .collect();
    assert!(stamps.is_sorted(), "{stamps:?}");
    for spoken in &all {
        assert_eq!(
            spoken["context"]["registration"],
            "00000000-0000-0000-0000-000000000007"
        );
        assert_eq!(
            spoken["actor"]["account"]["name"],
            "00000000-0000-0000-0000-000000000001"
        );
        assert!(spoken["actor"].get("mbox").is_none());
        assert!(spoken_id(spoken).starts_with("http://adlnet.gov/expapi/verbs/"));
    }
    let wrong = &all[3];
    assert_eq!(
        wrong["object"]["id"],
        "https://bounceback.example/xapi/scenarios/cake/beats/remedy"
    );
    assert_eq!(
        (&wrong["result"]["success"], &wrong["result"]["score"]["scaled"]),
        (&false.into(), &0.875.into())
    );
    assert_eq!(
        (&wrong["result"]["response"], &wrong["result"]["duration"]),
        (&"own".into(), &"PT1.5S".into())
    );
    assert_eq!(wrong["object"]["definition"]["choices"][0]["id"], "own");
    let last = &all[all.len() - 1];
    assert_eq!(
        last["result"]["extensions"]["https://bounceback.example/xapi/extensions/tier"],
        "Loyal"
    );
    assert_eq!(last["result"]["duration"], "PT300S");
}

#[test]
fn the_same_drill_makes_the_same_ids_and_another_makes_others() {
    let (scenario, mut kept) = played();
    let ids = |kept: &crate::record::Kept| -> BTreeSet<uuid::Uuid> {
        let all = statements(&exported(&scenario, kept), &Naming::default());
        all.into_iter().map(|spoken| spoken.id).collect()
    };
    let first = ids(&kept);
    assert_eq!(first.len(), kept.choices().len() + 4, "each its own");
    assert_eq!(ids(&kept), first);
    kept.begun.id = crate::record::made_up::drill(8);
    assert!(ids(&kept).is_disjoint(&first));
}

#[test]
fn how_it_ended_is_said_only_where_it_is_known() {
    let (scenario, mut kept) = played();
    kept.judged.as_mut().expect("judged").tier = Tier::Passive;
    assert_eq!(verbs(&told(&exported(&scenario, &kept))).last(), Some(&"failed"));
    kept.judged = None;
    assert_eq!(
        verbs(&told(&exported(&scenario, &kept))).last(),
        Some(&"completed"),
        "too large to be judged"
    );
    assert_eq!(
        verbs(&told(&Exported::bare(&kept))).last(),
        Some(&"answered"),
        "nobody knows"
    );
    kept.entries.pop();
    let all = told(&exported(&scenario, &kept));
    assert_eq!(verbs(&all).last(), Some(&"terminated"));
    assert_eq!(all[all.len() - 1]["result"]["completion"], false);
    kept.ended = None;
    assert_eq!(
        verbs(&told(&exported(&scenario, &kept))).last(),
        Some(&"answered"),
        "it goes on"
    );
}

#[test]
fn a_person_is_told_by_one_name_only_and_a_site_chooses_its_addresses() {
    let naming = Naming {
        base: "https://shop.test/x".to_owned(),
        home_page: "https://shop.test".to_owned(),
        names: false,
    };
    let nobody = naming.actor(None, Some("Zoë"), None);
    assert_eq!(
        (nobody.name, nobody.account.map(|account| account.name)),
        (None, Some("nobody".to_owned()))
    );
    let mailed = naming.actor(None, None, Some("zoe@shop.test"));
    assert_eq!(
        (mailed.account, mailed.mbox.as_deref()),
        (None, Some("mailto:zoe@shop.test"))
    );
    assert_eq!(
        naming.activity("a b/ü", Some("x?")),
        "https://shop.test/x/scenarios/a%20b%2F%C3%BC/beats/x%3F"
    );
}

#[test]
fn what_waits_is_the_same_as_text() {
    let (scenario, kept) = played();
    let drill = exported(&scenario, &kept);
    let waiting = queued(&drill, &Naming::default());
    let told = told(&drill);
    assert_eq!(waiting.len(), told.len());
    for (statement, told) in waiting.iter().zip(&told) {
        assert_eq!(serde_json::from_str::<Value>(&statement.json).expect("JSON"), *told);
        assert_eq!(statement.id.to_string(), told["id"]);
        assert_eq!(
            (statement.drill, statement.person),
            (Some(kept.begun.id), kept.begun.person)
        );
    }
}
