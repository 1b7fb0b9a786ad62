//! From what a trainer wrote to a valid scenario, with every error of meaning in one go.

mod allows;
mod beats;
mod chances;
mod conditions;
mod graph;
mod injects;
mod texts;

use std::ops::Range;

use indexmap::IndexMap;

use super::draft::{Draft, Placed, PlacedText, PolicyDraft};
use super::model::{BeatId, Briefing, Customer, LastWords, Scenario, ScenarioHash};
use super::policy::{Policy, PolicyChange};
use super::vocabulary::Answer;
use crate::customer::{ActKind, Economics, PRIOR_MAX, Phase, Profile, SEVERITY_MAX};
use crate::diagnostic::{Diagnostic, Known, Severity};
use crate::vocabulary::Vocabulary;

/// The largest amount of money in a scenario, whole units.
const AMOUNT_MAX: i64 = 1_000_000_000;
/// The most flags a scenario can have: one bit each.
const FLAGS_MAX: usize = 64;
/// The most beats a scenario can have.
const BEATS_MAX: usize = 4096;

/// What is known while a draft is checked.
struct Checker<'s> {
    found: Vec<Diagnostic>,
    source: &'s str,
    beats: IndexMap<String, Range<usize>>,
    /// Flags that moves set and then those that only injects do, in the order of their bits, with the place of the first setting.
    flags: IndexMap<String, Range<usize>>,
    /// How many of these moves set.
    moves_flags: usize,
    /// Acts that some move performs.
    performed: u64,
    watched_acts: u64,
    watched_flags: u64,
}

/// Checks a draft. The scenario is there where no error was found; warnings stand beside it.
pub(super) fn check(draft: &Draft, source: &str) -> (Option<Scenario>, Vec<Diagnostic>) {
    let mut c = Checker::new(source);
    c.collect_names(draft);
    let scenario = c.scenario(draft, source);
    let sound = c.found.iter().all(|found| found.severity != Severity::Error);
    if let Some(scenario) = scenario.as_ref().filter(|_| sound) {
        c.graph(draft, scenario);
    }
    let sound = c.found.iter().all(|found| found.severity != Severity::Error);
    (scenario.filter(|_| sound), c.found)
}

/// Checks a site's policy.
pub(super) fn check_policy(draft: &PolicyDraft, source: &str) -> (PolicyChange, Vec<Diagnostic>) {
    let mut c = Checker::new(source);
    let change = c.policy(draft);
    (change, c.found)
}

impl<'s> Checker<'s> {
    fn new(source: &'s str) -> Self {
        Self {
            found: Vec::new(),
            source,
            beats: IndexMap::new(),
            flags: IndexMap::new(),
            moves_flags: 0,
            performed: 0,
            watched_acts: 0,
            watched_flags: 0,
        }
    }

    fn error(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Learns the names of beats and flags, before anything refers to them.
    fn collect_names(&mut self, draft: &Draft) {
        for (id, beat) in &draft.beats.value {
            if let Some(first) = self.beats.get(&id.value) {
                let first = first.clone();
                self.error(
                    Diagnostic::error(
                        "duplicate-beat",
                        format!("the beat `{}` stands twice", id.value),
                        id.span.clone(),
                    )
                    .label("again here")
                    .related(first, "first here")
                    .help("give one of them another name"),
                );
            } else {
                self.beats.insert(id.value.clone(), id.span.clone());
            }
            for mv in &beat.moves.value {
                self.performed |= mv.acts.value.iter().fold(0, |set, act| set | act.value.kind().bit());
                for flag in &mv.sets {
                    self.flags
                        .entry(flag.value.clone())
                        .or_insert_with(|| flag.span.clone());
                }
            }
        }
        self.moves_flags = self.flags.len();
        for inject in &draft.injects {
            self.performed |= inject
                .acts
                .value
                .iter()
                .fold(0, |set, act| set | act.value.kind().bit());
            for flag in &inject.sets {
                self.flags
                    .entry(flag.value.clone())
                    .or_insert_with(|| flag.span.clone());
            }
        }
        let too_many = self.flags.get_index(FLAGS_MAX).map(|(_, span)| span.clone());
        if let Some(span) = too_many {
            self.error(Diagnostic::error("too-many-flags", "a scenario can have 64 flags", span).label("the 65th"));
        }
    }

    fn scenario(&mut self, draft: &Draft, source: &str) -> Option<Scenario> {
        self.name_of("scenario", &draft.id);
        let title = self.plain("title", &draft.title);
        let summary = self.plain("summary", &draft.summary);
        let briefing = Briefing {
            role: self.text(&draft.briefing.role),
            place: self.text(&draft.briefing.place),
            trouble: self.text(&draft.briefing.trouble),
            burden: draft.failure.burden.as_ref().map(|text| self.text(text)),
        };
        let customer = self.customer(draft);
        let profile = self.profile(draft);
        let economics = self.economics(draft);
        let change = self.policy(&draft.policy);
        let policy = Policy::default().changed(&change);
        let beats = self.beats(draft);
        let injects = self.injects(draft);
        let start = self.start(draft);
        let last_words = draft
            .last_words
            .iter()
            .map(|words| LastWords {
                tiers: words.tiers.clone(),
                say: self.text(&words.say),
            })
            .collect();
        let walk_out = draft.walk_out.as_ref().map(|text| self.text(text));
        let allows = self.allows(draft);
        for (flag, span) in self.flags.clone() {
            let bit = self.flags.get_index_of(&flag).filter(|&at| at < FLAGS_MAX);
            if bit.is_some_and(|bit| self.watched_flags & (1 << bit) == 0) {
                self.error(
                    Diagnostic::warning("unused-flag", format!("nothing asks for the flag `{flag}`"), span)
                        .label("set here")
                        .help("use it in a condition, or do not set it"),
                );
            }
        }
        Some(Scenario {
            id: draft.id.value.clone(),
            hash: ScenarioHash::of(source),
            title,
            summary,
            setting: draft.setting.value.clone(),
            channel: draft.channel,
            level: draft.level,
            teaches: draft.teaches.clone(),
            briefing,
            customer,
            profile,
            economics,
            policy,
            start: start?,
            beats: beats?,
            injects,
            flags: self.flags.keys().cloned().collect(),
            last_words,
            walk_out,
            allows,
            watched_acts: self.watched_acts,
            watched_flags: self.watched_flags,
            injected_flags: (self.moves_flags..self.flags.len().min(FLAGS_MAX)).fold(0, |set, bit| set | 1 << bit),
        })
    }

    fn customer(&mut self, draft: &Draft) -> Customer {
        let customer = &draft.customer;
        Customer {
            name: self.plain("name", &customer.name),
            about: customer
                .about
                .as_ref()
                .map(|about| self.plain("customer's `about`", about))
                .unwrap_or_default(),
            pronouns: customer.pronouns,
            look: customer.look.clone(),
            voice: customer.voice,
            tempers: self.chances3(customer.tempers.as_ref()),
            patiences: self.chances3(customer.patiences.as_ref()),
            talks: self.chances3(customer.talks.as_ref()),
        }
    }

    fn profile(&mut self, draft: &Draft) -> Profile {
        let (customer, failure) = (&draft.customer, &draft.failure);
        Profile {
            severity: self.small("severity", &failure.severity, SEVERITY_MAX),
            failure: failure.kind,
            repeated: failure.repeated,
            tie: customer.tie,
            controllable: failure.controllable,
            stable: failure.stable,
            fault: failure.fault,
            prior: self.small("prior", &customer.prior, PRIOR_MAX),
            consumed: failure.consumed,
            irreparable: failure.irreparable,
            obvious: failure.obvious,
            no_proof: failure.no_proof,
            rivals: customer.rivals,
            channel: draft.channel.contact(),
            ..Profile::default()
        }
    }

    fn economics(&mut self, draft: &Draft) -> Economics {
        let failure = &draft.failure;
        Economics {
            clv: self.amount("lifetime_value", &draft.customer.lifetime_value),
            price: self.amount("price", &failure.price),
            fix_cost: self.amount("fix_cost", &failure.fix_cost),
            gesture_cost: self.amount("gesture_cost", &failure.gesture_cost),
            improve_cost: self.amount("improve_cost", &failure.improve_cost),
            ..Economics::default()
        }
    }

    fn policy(&mut self, draft: &PolicyDraft) -> PolicyChange {
        let approval = draft.approval.as_ref().map(|acts| {
            acts.iter().fold(0, |set, act| {
                if act.value.phase() != Phase::Talk {
                    self.error(
                        Diagnostic::error(
                            "approval",
                            format!(
                                "`{}` cannot need approval: only what is said or done in the talk can",
                                act.value.name()
                            ),
                            act.span.clone(),
                        )
                        .label("not part of the talk"),
                    );
                }
                set | act.value.bit()
            })
        });
        PolicyChange {
            fund: draft.fund.as_ref().map(|fund| self.amount("fund", fund)),
            // Four ticks of 15 s make a minute; the model counts labour by the tick.
            labour_tick: draft
                .labour_per_minute
                .as_ref()
                .map(|labour| self.amount("labour_per_minute", labour) / 4),
            approval,
            refusal_weight: draft.grants.as_ref().map(|grants| self.weights::<Answer, 2>(grants)[1]),
            currency: draft.currency.as_ref().map(|currency| self.plain("currency", currency)),
            new_customer_value: draft
                .new_customer_value
                .as_ref()
                .map(|value| self.amount("new_customer_value", value)),
        }
    }

    fn start(&mut self, draft: &Draft) -> Option<BeatId> {
        let place = self.beats.get_index_of(&draft.start.value);
        match place {
            Some(at) => {
                if let Some((_, beat)) = draft.beats.value.get(at)
                    && beat.day.is_some()
                {
                    self.error(
                        Diagnostic::error(
                            "start",
                            "a drill cannot start in the days after",
                            draft.start.span.clone(),
                        )
                        .label("this beat has a `day`"),
                    );
                }
                u16::try_from(at).ok().map(BeatId)
            }
            None => {
                self.unknown_beat(&draft.start);
                None
            }
        }
    }

    fn unknown_beat(&mut self, target: &PlacedText) {
        let known: Vec<&str> = self.beats.keys().map(String::as_str).chain(["end"]).collect();
        let help = crate::diagnostic::nearest(&target.value, known).map(|name| format!("did you mean `{name}`?"));
        self.error(
            Diagnostic::error(
                "unknown-beat",
                format!("there is no beat `{}`", target.value),
                target.span.clone(),
            )
            .label("leads nowhere")
            .help_if(help.or_else(|| Some(format!("add a beat `\"{}\": ( … )`, or lead to \"end\"", target.value)))),
        );
    }

    /// A name that people type: small letters, digits, hyphens.
    fn name_of(&mut self, what: &str, id: &PlacedText) {
        let good = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        if id.value.is_empty() || id.value.len() > 64 || !id.value.chars().all(good) {
            let suggestion: String = id
                .value
                .to_lowercase()
                .chars()
                .map(|letter| if good(letter) { letter } else { '-' })
                .take(64)
                .collect();
            self.error(
                Diagnostic::error(
                    "bad-id",
                    format!(
                        "`{}` is no id for {} {what}",
                        id.value,
                        if what == "inject" { "an" } else { "a" }
                    ),
                    id.span.clone(),
                )
                .label("small letters, digits and hyphens, 1 to 64 of them")
                .help_if((!suggestion.is_empty()).then(|| format!("write \"{suggestion}\""))),
            );
        }
    }

    /// An amount of whole units, as cents.
    fn amount(&mut self, what: &str, amount: &Placed<i64>) -> i64 {
        if (0..=AMOUNT_MAX).contains(&amount.value) {
            return amount.value * 100;
        }
        let message = if amount.value < 0 {
            format!("`{what}` is a negative amount")
        } else {
            format!("`{what}` is larger than {AMOUNT_MAX}")
        };
        self.error(
            Diagnostic::error("bad-amount", message, amount.span.clone())
                .label("an amount of 0 or more, in whole units"),
        );
        0
    }

    fn small(&mut self, what: &str, number: &Placed<i64>, max: u8) -> u8 {
        match u8::try_from(number.value) {
            Ok(value) if value <= max => value,
            _ => {
                let message = format!("`{what}` must be 0 to {max}, not {}", number.value);
                self.error(Diagnostic::error("out-of-range", message, number.span.clone()).label("out of range"));
                0
            }
        }
    }

    /// The set of acts that a condition names.
    fn watch_acts(&mut self, acts: &[Placed<ActKind>]) -> u64 {
        for act in acts {
            if self.performed & act.value.bit() == 0 {
                let message = format!("no move of this scenario performs `{}`", act.value.name());
                self.error(
                    Diagnostic::warning("act-never-performed", message, act.span.clone()).label("never done here"),
                );
            }
        }
        let set = acts.iter().fold(0, |set, act| set | act.value.bit());
        self.watched_acts |= set;
        set
    }

    /// The set of flags that a condition names.
    fn watch_flags(&mut self, flags: &[PlacedText]) -> u64 {
        let mut set = 0;
        for flag in flags {
            match self.flags.get_index_of(&flag.value) {
                Some(at) if at < FLAGS_MAX => set |= 1 << at,
                Some(_) => {}
                None => {
                    let known = Known(self.flags.keys().map(String::as_str).collect());
                    let help = known
                        .help(&flag.value)
                        .or_else(|| Some("let a move set it: `sets: [\"…\"]`".to_owned()));
                    let error = Diagnostic::error(
                        "unknown-flag",
                        format!("no move sets the flag `{}`", flag.value),
                        flag.span.clone(),
                    )
                    .label("nobody sets it")
                    .help_if(help);
                    self.error(error);
                }
            }
        }
        self.watched_flags |= set;
        set
    }
}
