//! A scenario to start from.

/// A small complete scenario with this id: it passes `check` and can be played to the end.
#[must_use]
pub fn template(id: &str) -> String {
    include_str!("../../assets/template.ron").replace("TEMPLATE-ID", id)
}
