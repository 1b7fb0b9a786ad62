//! The golden vectors, step by step and bit for bit; and the oracle itself where Python is there to run it.

use bounceback::customer::{Coefficients, walk};

const VECTORS: &str = include_str!("data/vectors.jsonl");

#[test]
fn all_golden_vectors_agree() {
    let c = Coefficients::shipped();
    let mut replayed = 0;
    for line in VECTORS.lines() {
        let id = line.get(..14).unwrap_or(line);
        if let Err(mismatch) = walk::check_vector(line, c) {
            panic!("{id}: {mismatch}");
        }
        replayed += 1;
    }
    assert_eq!(replayed, 400);
}

#[test]
fn a_changed_vector_is_noticed() {
    let c = Coefficients::shipped();
    let line = VECTORS.lines().next().expect("a vector");
    let sat = line.replacen("\"sat\":33", "\"sat\":34", 1);
    assert_ne!(sat, line, "the first vector holds this satisfaction");
    let mismatch = walk::check_vector(&sat, c).expect_err("another satisfaction");
    assert_eq!(mismatch, "step 1: `sat` expected 34, found 33");
    let event = line.replacen("\"events\":[]", "\"events\":[\"Leave\"]", 1);
    assert!(walk::check_vector(&event, c).is_err(), "another event");
}
