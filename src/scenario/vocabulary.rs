//! The words a scenario is written in, beside the model's own.

use crate::customer::Contact;

crate::vocabulary! {
    /// Where the talk takes place.
    pub enum Channel: "channel" { FaceToFace, Phone, Chat, Email, SocialMedia, Inbox }
}

impl Channel {
    /// How easily the customer can walk away, for the model: face to face is its `Counter`, all else its `Phone`.
    #[must_use]
    pub const fn contact(self) -> Contact {
        match self {
            Self::FaceToFace => Contact::Counter,
            _ => Contact::Phone,
        }
    }

    /// Whether the talk is written: what is said comes as a message.
    #[must_use]
    pub const fn is_written(self) -> bool {
        matches!(self, Self::Chat | Self::Email | Self::SocialMedia | Self::Inbox)
    }

    /// As a person would say it: "face to face", "on the phone".
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::FaceToFace => "face to face",
            Self::Phone => "on the phone",
            Self::Chat => "by chat",
            Self::Email => "by e-mail",
            Self::SocialMedia => "on social media",
            Self::Inbox => "in the inbox",
        }
    }
}

crate::vocabulary! {
    /// How hard a scenario is meant to be.
    pub enum Level: "level" { Starter, Regular, Hard }
}

crate::vocabulary! {
    /// How to speak of the customer.
    pub enum Pronouns: "pronouns" { She, He, They }
}

impl Pronouns {
    /// "she", "he", "they".
    #[must_use]
    pub const fn subject(self) -> &'static str {
        match self {
            Self::She => "she",
            Self::He => "he",
            Self::They => "they",
        }
    }
}

crate::vocabulary! {
    /// What a manager says when asked.
    pub enum Answer: "answer" { Yes, No }
}

crate::vocabulary! {
    /// The seven steps of the S-E-R-V-I-C-E method (Kaufman).
    pub enum ServiceStep: "SERVICE step" {
        SayYoureSorry, ExpediteSolutions, RespondToTheCustomer, VictoryToTheCustomer,
        ImplementImprovements, CommunicateResults, ExtendTheOutcome,
    }
}

impl ServiceStep {
    /// The letter on the card.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::SayYoureSorry => 'S',
            Self::ExpediteSolutions | Self::ExtendTheOutcome => 'E',
            Self::RespondToTheCustomer => 'R',
            Self::VictoryToTheCustomer => 'V',
            Self::ImplementImprovements => 'I',
            Self::CommunicateResults => 'C',
        }
    }

    /// The step in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::SayYoureSorry => "Say you're sorry",
            Self::ExpediteSolutions => "Expedite solutions",
            Self::RespondToTheCustomer => "Respond to the customer",
            Self::VictoryToTheCustomer => "Victory to the customer",
            Self::ImplementImprovements => "Implement improvements",
            Self::CommunicateResults => "Communicate results",
            Self::ExtendTheOutcome => "Extend the outcome",
        }
    }

    /// The step in one word, for a small card.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::SayYoureSorry => "Say sorry",
            Self::ExpediteSolutions => "Expedite",
            Self::RespondToTheCustomer => "Respond",
            Self::VictoryToTheCustomer => "Victory",
            Self::ImplementImprovements => "Implement",
            Self::CommunicateResults => "Communicate",
            Self::ExtendTheOutcome => "Extend",
        }
    }
}
