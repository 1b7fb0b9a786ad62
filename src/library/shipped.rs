//! The scenarios that are part of the program, so that it runs from any folder.

/// Ids with their texts, in the order in which the library shows them. A test compares the list with the folder.
pub const SHIPPED: &[(&str, &str)] = &[
    ("broken-heel", include_str!("../../scenarios/broken-heel.ron")),
    ("leaking-roof", include_str!("../../scenarios/leaking-roof.ron")),
    ("failed-install", include_str!("../../scenarios/failed-install.ron")),
];
