//! The scenarios that are part of the program, so that it runs from any folder.

/// Ids with their texts, in the order in which the library shows them. A test compares the list with the folder.
pub const SHIPPED: &[(&str, &str)] = &[
    ("broken-heel", include_str!("../../scenarios/broken-heel.ron")),
    ("lost-in-the-book", include_str!("../../scenarios/lost-in-the-book.ron")),
    ("cold-anniversary", include_str!("../../scenarios/cold-anniversary.ron")),
    ("left-in-the-rain", include_str!("../../scenarios/left-in-the-rain.ron")),
    ("blue-not-blue", include_str!("../../scenarios/blue-not-blue.ron")),
    ("leaking-roof", include_str!("../../scenarios/leaking-roof.ron")),
    ("the-clunk", include_str!("../../scenarios/the-clunk.ron")),
    (
        "walked-at-midnight",
        include_str!("../../scenarios/walked-at-midnight.ron"),
    ),
    ("walking-washer", include_str!("../../scenarios/walking-washer.ron")),
    ("paid-twice", include_str!("../../scenarios/paid-twice.ron")),
    ("third-day", include_str!("../../scenarios/third-day.ron")),
    (
        "nobody-complained",
        include_str!("../../scenarios/nobody-complained.ron"),
    ),
    ("failed-install", include_str!("../../scenarios/failed-install.ron")),
    ("two-letters", include_str!("../../scenarios/two-letters.ron")),
    ("gate-b12", include_str!("../../scenarios/gate-b12.ron")),
    (
        "four-thousand-shares",
        include_str!("../../scenarios/four-thousand-shares.ron"),
    ),
];
