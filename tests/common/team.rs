//! Team sessions to be kept: held without a network.
#![allow(dead_code, reason = "each test crate uses some of it")]

use std::sync::Arc;

use bounceback::record::KeptSession;
use bounceback::scenario::{read, template};
use bounceback::session::team::{Change, Command, MemberId, NoteKind, Plan, Start, Team, TeamReview};
use jiff::Timestamp;

/// Commands as they come, half a minute apart, from a moment on.
pub struct Held {
    pub team: Team,
    began: Timestamp,
    millis: u64,
}

impl Held {
    pub fn begin(seed: u64, at: Timestamp) -> Self {
        let scenario = Arc::new(read(&template("cake")).scenario.expect("valid"));
        Self {
            team: Team::start(&scenario, Start::new(&scenario, seed)),
            began: at,
            millis: u64::try_from(at.as_millisecond()).expect("after 1970"),
        }
    }

    pub fn take(&mut self, command: &Command) {
        let taken = self.team.take(self.millis, command);
        taken.unwrap_or_else(|refused| panic!("{command:?}: {refused}"));
        self.millis += 30_000;
    }

    /// A note of one's own, in the debrief.
    pub fn note(&mut self, member: u32, kind: NoteKind, text: &str) {
        let text = text.to_owned();
        self.take(&Command::Note {
            member: MemberId(member),
            kind,
            text,
        });
    }

    pub fn shown(&mut self, member: u32, shown: bool) {
        self.take(&Command::Shown {
            member: MemberId(member),
            shown,
        });
    }

    pub fn review(&self) -> TeamReview {
        TeamReview::of(&self.team).expect("small")
    }

    pub fn kept(&self, at: Timestamp) -> KeptSession {
        KeptSession::of(&self.team, &self.review(), &plan(), (self.began, at))
    }
}

/// Three people play the cake to its debrief: Zoë always votes for the first move shown, the others for the last; the team follows them.
pub fn held(seed: u64, at: Timestamp) -> Held {
    let mut held = Held::begin(seed, at);
    held.take(&Command::Door { open: true });
    for name in ["Zoë", "Ben Quillfeather", "Marmaduke"] {
        held.take(&Command::Join { name: name.to_owned() });
    }
    while held.team.room_view().tier.is_none() {
        let Some((ballot, first, last)) = held.team.voting().map(|open| {
            let options = &open.options;
            (open.id, options[0], options[options.len() - 1])
        }) else {
            held.take(&Command::Next);
            continue;
        };
        let is_second = matches!(held.team.phase(), bounceback::session::team::Phase::Second);
        for (member, choice) in [(0, if is_second { last } else { first }), (1, last), (2, last)] {
            let member = MemberId(member);
            held.take(&Command::Vote { member, ballot, choice });
        }
    }
    held
}

pub fn plan() -> Plan {
    Plan {
        say: "What happened, in one sentence.".to_owned(),
        fund: Some(120),
        changes: vec![Change {
            what: "read names back".to_owned(),
            who: "Ben Quillfeather".to_owned(),
            when: "Monday".to_owned(),
        }],
        ..Plan::default()
    }
}
