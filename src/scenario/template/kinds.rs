//! Templates by what failed and where the talk is held: for each kind of failure one file, in which lines that begin with `@` are for
//! some channels only.

use crate::customer::FailureKind;
use crate::scenario::Channel;
use crate::vocabulary::Vocabulary;

const fn text(failure: FailureKind) -> &'static str {
    match failure {
        FailureKind::Money => include_str!("../../../assets/templates/money.ron"),
        FailureKind::Goods => include_str!("../../../assets/templates/goods.ron"),
        FailureKind::Service => include_str!("../../../assets/templates/service.ron"),
        FailureKind::Attention => include_str!("../../../assets/templates/attention.ron"),
    }
}

/// The marks of lines that are for a channel.
const fn marks(channel: Channel) -> &'static [&'static str] {
    match channel {
        Channel::FaceToFace => &["face", "live"],
        Channel::Phone => &["phone", "live"],
        Channel::Chat => &["chat", "live"],
        Channel::Email => &["email"],
        Channel::SocialMedia => &["social"],
        Channel::Inbox => &["inbox"],
    }
}

/// Where the customer is, or where the trainee sits.
const fn setting(failure: FailureKind, channel: Channel) -> &'static str {
    match (channel, failure) {
        (Channel::FaceToFace, FailureKind::Money) => "plain",
        (Channel::FaceToFace, FailureKind::Goods) => "boutique",
        (Channel::FaceToFace, FailureKind::Service) => "office",
        (Channel::FaceToFace, FailureKind::Attention) => "clinic",
        (Channel::Phone, _) => "call-centre",
        (Channel::Chat | Channel::Email | Channel::SocialMedia | Channel::Inbox, _) => "message",
    }
}

/// A small complete scenario with this id, of this kind of failure and on this channel: it passes `check --strict`, and its words, its
/// wrong moves and its place fit both.
#[must_use]
pub fn template_for(id: &str, failure: FailureKind, channel: Channel) -> String {
    let marks = marks(channel);
    let mut out = String::new();
    for line in text(failure).lines() {
        let line = match line.strip_prefix('@').and_then(|line| line.split_once(' ')) {
            None => line,
            Some((channels, line)) if channels.split('|').any(|mark| marks.contains(&mark)) => line,
            Some(_) => continue,
        };
        out.push_str(line);
        out.push('\n');
    }
    out.replace("\"SETTING\"", &format!("\"{}\"", setting(failure, channel)))
        .replace("channel: CHANNEL,", &format!("channel: {},", channel.name()))
        .replace("TEMPLATE-ID", id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use super::*;
    use crate::lint::{Limits, lint};
    use crate::scenario::read;

    #[test]
    fn all_of_them_are_strict_clean_and_differ() {
        let mut texts = BTreeSet::new();
        for &failure in FailureKind::ALL {
            for &channel in Channel::ALL {
                let text = template_for("mine", failure, channel);
                let what = format!("{} {}", failure.name(), channel.name());
                assert!(
                    !text.contains("\n@") && !text.contains("SETTING") && !text.contains("CHANNEL"),
                    "{what}"
                );
                let reading = read(&text);
                assert_eq!(reading.found, [], "{what}");
                let scenario = reading.scenario.expect("no error");
                assert_eq!(
                    (scenario.profile.failure, scenario.channel),
                    (failure, channel),
                    "{what}"
                );
                assert!(
                    crate::figure::set_named(&scenario.setting).is_some(),
                    "{what}: {}",
                    scenario.setting
                );
                let places = reading.draft.expect("read").places();
                let policy = scenario.policy.clone();
                let report = lint(&Arc::new(scenario), &policy, &places, Limits::default());
                let found: Vec<_> = report
                    .findings
                    .iter()
                    .map(|finding| &finding.diagnostic.message)
                    .collect();
                assert!(found.is_empty(), "{what}: {found:?}");
                texts.insert(text);
            }
        }
        assert_eq!(texts.len(), 24);
    }
}
