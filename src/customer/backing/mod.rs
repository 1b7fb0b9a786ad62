//! What stands behind each act: what is published about it, what the method says, and where the two differ (MODEL.md sections 2.1,
//! 11 and 14). The sentences are ours; every source is named as MODEL.md names it.

mod avoidance;
mod days;
mod recovery;

use super::act::ActKind;

/// What somebody says of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// In one or two plain sentences.
    pub says: &'static str,
    /// Who says so, as MODEL.md writes it. Empty where nobody does: it is our design.
    pub sources: &'static [&'static str],
}

impl Claim {
    /// The sentences with their sources in brackets.
    #[must_use]
    pub fn words(&self) -> String {
        if self.sources.is_empty() {
            self.says.to_owned()
        } else {
            format!("{} ({})", self.says, self.sources.join("; "))
        }
    }
}

/// What stands behind an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backing {
    /// What is published, or that nothing is known to us.
    pub published: Claim,
    /// What the method says: Kaufman, Tschohl, Alexander, Schuck. `None`: nothing.
    pub method: Option<Claim>,
    /// Where the two differ, and what the model does then.
    pub differ: Option<&'static str>,
}

const fn claim(says: &'static str, sources: &'static [&'static str]) -> Claim {
    Claim { says, sources }
}

/// Nothing but the model's own design.
const fn design(says: &'static str) -> Claim {
    claim(says, &[])
}

const fn both(published: Claim, method: Claim) -> Backing {
    Backing {
        published,
        method: Some(method),
        differ: None,
    }
}

const fn apart(published: Claim, method: Claim, differ: &'static str) -> Backing {
    Backing {
        published,
        method: Some(method),
        differ: Some(differ),
    }
}

const fn alone(published: Claim) -> Backing {
    Backing {
        published,
        method: None,
        differ: None,
    }
}

/// What stands behind this act.
#[must_use]
pub const fn backing(act: ActKind) -> Backing {
    match act as u8 {
        0..=6 => avoidance::avoiding(act),
        7..=17 => recovery::talking(act),
        18..=22 => recovery::mending(act),
        23..=26 => avoidance::waiting(act),
        _ => days::afterwards(act),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::Phase;
    use crate::vocabulary::Vocabulary;

    const MODEL: &str = include_str!("../../../docs/MODEL.md");
    const METHOD: [&str; 4] = ["Kaufman", "Tschohl", "Alexander", "Schuck"];

    fn claims(act: ActKind) -> Vec<Claim> {
        let backing = backing(act);
        std::iter::once(backing.published).chain(backing.method).collect()
    }

    #[test]
    fn every_act_of_speech_has_both_sides_and_its_own_words() {
        let mut said = Vec::new();
        for act in ActKind::ALL.iter().filter(|act| act.phase() != Phase::Control) {
            assert!(backing(*act).method.is_some(), "{}", act.name());
            for claim in claims(*act) {
                assert!(claim.says.ends_with('.') && claim.says.len() < 240, "{}", claim.says);
                said.push(claim.says);
            }
        }
        let count = said.len();
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), count, "an act has another's words");
    }

    #[test]
    fn every_source_stands_in_the_model() {
        for act in ActKind::ALL {
            for claim in claims(*act) {
                for source in claim.sources {
                    assert!(MODEL.contains(source), "{}: {source}", act.name());
                }
            }
        }
    }

    #[test]
    fn published_is_not_the_method_nor_the_other_way_round() {
        for act in ActKind::ALL {
            let backing = backing(*act);
            for source in backing.published.sources {
                assert!(!METHOD.contains(source), "{}: {source} is the method", act.name());
            }
            if let Some(method) = backing.method {
                assert!(!method.sources.is_empty(), "{}", act.name());
                for source in method.sources {
                    assert!(
                        METHOD.contains(source),
                        "{}: {source} is no author of the method",
                        act.name()
                    );
                }
            }
        }
    }

    #[test]
    fn where_the_model_says_that_both_differ_both_are_told() {
        // MODEL.md section 14, in its order: loyalty, overcompensation, one minute, notes and contacts, always apologise, thanks or
        // sorry, promise.
        for act in [
            ActKind::Fix,
            ActKind::Compensate,
            ActKind::Wait,
            ActKind::PersonalNote,
            ActKind::StayInTouch,
            ActKind::Apologise,
            ActKind::Thank,
            ActKind::Promise,
        ] {
            let backing = backing(act);
            assert!(backing.differ.is_some() && backing.method.is_some(), "{}", act.name());
        }
    }
}
