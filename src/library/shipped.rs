//! The scenarios that are part of the program, so that it runs from any folder.

/// Ids with their texts, in the order in which the library shows them. A test compares the list with the folder.
pub const SHIPPED: &[(&str, &str)] = &[
    ("broken-heel", include_str!("../../scenarios/broken-heel.ron")),
    ("leaking-roof", include_str!("../../scenarios/leaking-roof.ron")),
    ("failed-install", include_str!("../../scenarios/failed-install.ron")),
    ("cold-anniversary", include_str!("../../scenarios/cold-anniversary.ron")),
    ("lost-in-the-book", include_str!("../../scenarios/lost-in-the-book.ron")),
    ("left-in-the-rain", include_str!("../../scenarios/left-in-the-rain.ron")),
    ("the-clunk", include_str!("../../scenarios/the-clunk.ron")),
    (
        "walked-at-midnight",
        include_str!("../../scenarios/walked-at-midnight.ron"),
    ),
    ("walking-washer", include_str!("../../scenarios/walking-washer.ron")),
    ("paid-twice", include_str!("../../scenarios/paid-twice.ron")),
    ("two-letters", include_str!("../../scenarios/two-letters.ron")),
    ("gate-b12", include_str!("../../scenarios/gate-b12.ron")),
];
