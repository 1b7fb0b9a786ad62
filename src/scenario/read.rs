//! From a RON tree to a [`Draft`].

use ronin_core::ast::Value;

use super::draft::{
    AllowDraft, BeatDraft, BranchDraft, BriefingDraft, ChanceList, ConditionDraft, CustomerDraft, Draft, FailureDraft,
    LastWordsDraft, LineDraft, MoveDraft, Placed, PlacedText, PolicyDraft, Voice,
};
use super::inject::inject;
use super::reader::{Fields, Reader, group_name, span};
use super::vocabulary::Pronouns;
use crate::customer::{ActKind, FailureKind, Fault, Rivals, Tie};
use crate::diagnostic::Diagnostic;
use crate::vocabulary::Vocabulary;

/// The format that this program reads.
pub const FORMAT: i64 = 1;

/// Reads a scenario. `None` where something that must be there is not; the reader holds why.
pub(super) fn draft(r: &mut Reader, value: &Value) -> Option<Draft> {
    if let Some(name) = group_name(value)
        && name.text() != "Scenario"
    {
        let range = name.text_range();
        r.found.push(
            Diagnostic::error(
                "not-a-scenario",
                format!("this is a `{}`, not a scenario", name.text()),
                range.start()..range.end(),
            )
            .label("expected `Scenario`"),
        );
        return None;
    }
    let mut f = r.named_fields(value, "scenario")?;
    // A file of another format is not read any further: what it says of the rest would only confuse.
    let format = f.required(r, "format", Reader::integer)?;
    if format.value != FORMAT {
        r.found.push(
            Diagnostic::error(
                "format-version",
                format!("this is format {}; this bounceback reads format {FORMAT}", format.value),
                format.span,
            )
            .label("another format")
            .help(if format.value > FORMAT {
                "it was written for a newer bounceback: update the program"
            } else {
                "the first format is 1"
            }),
        );
        return None;
    }
    let id = f.required(r, "id", Reader::text);
    let title = f.required(r, "title", Reader::text);
    let summary = f.required(r, "summary", Reader::text);
    let setting = f.required(r, "setting", Reader::text);
    let channel = f.required(r, "channel", Reader::word);
    let level = f.required(r, "level", Reader::word);
    let teaches = f
        .optional(r, "teaches", |r, v| r.list(v, Reader::word))
        .unwrap_or_default();
    let briefing = f.required(r, "briefing", briefing);
    let customer = f.required(r, "customer", customer);
    let failure = f.required(r, "failure", failure);
    let policy = f.required(r, "policy", |r, v| policy(r, v, true));
    let start = f.required(r, "start", Reader::text);
    let beats = f.required(r, "beats", beats);
    let injects = f.optional(r, "injects", |r, v| r.list(v, inject)).unwrap_or_default();
    let last_words = f
        .optional(r, "last_words", |r, v| r.list(v, last_words))
        .unwrap_or_default();
    let walk_out = f.optional(r, "walk_out", Reader::text);
    let allow = f.optional(r, "allow", |r, v| r.list(v, allow)).unwrap_or_default();
    f.finish(r);
    Some(Draft {
        format,
        id: id?,
        title: title?,
        summary: summary?,
        setting: setting?,
        channel: channel?,
        level: level?,
        teaches,
        briefing: briefing?,
        customer: customer?,
        failure: failure?,
        policy: policy?,
        start: start?,
        beats: beats?,
        injects,
        last_words,
        walk_out,
        allow,
    })
}

fn allow(r: &mut Reader, value: &Value) -> Option<AllowDraft> {
    let mut f = r.fields(value, "silenced rule")?;
    let rule = f.required(r, "rule", Reader::text);
    let beat = f.optional(r, "beat", Reader::text);
    let mv = f.optional(r, "move", Reader::text);
    let reason = f.required(r, "reason", Reader::text);
    f.finish(r);
    Some(AllowDraft {
        rule: rule?,
        beat,
        mv,
        reason: reason?,
    })
}

fn briefing(r: &mut Reader, value: &Value) -> Option<BriefingDraft> {
    let mut f = r.fields(value, "briefing")?;
    let role = f.required(r, "role", Reader::text);
    let place = f.required(r, "place", Reader::text);
    let trouble = f.required(r, "trouble", Reader::text);
    f.finish(r);
    Some(BriefingDraft {
        role: role?,
        place: place?,
        trouble: trouble?,
    })
}

fn customer(r: &mut Reader, value: &Value) -> Option<CustomerDraft> {
    let mut f = r.fields(value, "customer")?;
    let name = f.required(r, "name", Reader::text);
    let about = f.optional(r, "about", Reader::text);
    let pronouns = f.optional(r, "pronouns", Reader::word).unwrap_or(Pronouns::They);
    let tie = f.optional(r, "tie", Reader::word).unwrap_or(Tie::Regular);
    let prior = f.optional(r, "prior", Reader::integer).unwrap_or(Placed::nowhere(70));
    let rivals = f.optional(r, "rivals", Reader::word).unwrap_or(Rivals::Some);
    let lifetime_value = f.required(r, "lifetime_value", Reader::integer);
    let tempers = f.optional(r, "tempers", chances);
    let patiences = f.optional(r, "patiences", chances);
    let talks = f.optional(r, "talks", chances);
    let look = f.optional(r, "look", Reader::through_serde).unwrap_or_default();
    let voice = f.optional(r, "voice", voice).unwrap_or_default();
    f.finish(r);
    Some(CustomerDraft {
        name: name?,
        about,
        pronouns,
        tie,
        prior,
        rivals,
        lifetime_value: lifetime_value?,
        tempers,
        patiences,
        talks,
        look,
        voice,
    })
}

fn voice(r: &mut Reader, value: &Value) -> Option<Voice> {
    let voice: Voice = r.through_serde(value)?;
    let in_range = (0.0..=1.0).contains(&voice.pitch) && (0.5..=2.0).contains(&voice.pace);
    if in_range {
        return Some(voice);
    }
    r.found.push(
        Diagnostic::error(
            "out-of-range",
            "a voice has a pitch of 0 to 1 and a pace of 0.5 to 2",
            span(value.syntax()),
        )
        .label("out of range"),
    );
    None
}

fn chances<T: Vocabulary>(r: &mut Reader, value: &Value) -> Option<ChanceList<T>> {
    let list = r.list(value, |r, v| {
        r.pair(
            v,
            "a name with its weight, such as `(Typical, 128)`",
            Reader::word::<T>,
            Reader::integer,
        )
    })?;
    Some(Placed {
        value: list.into_iter().map(|pair| pair.value).collect(),
        span: span(value.syntax()),
    })
}

fn failure(r: &mut Reader, value: &Value) -> Option<FailureDraft> {
    let mut f = r.fields(value, "failure")?;
    let amount = |f: &mut Fields, r: &mut Reader, name, default| {
        f.optional(r, name, Reader::integer).unwrap_or(Placed::nowhere(default))
    };
    let kind = f.required(r, "kind", Reader::word::<FailureKind>);
    let severity = amount(&mut f, r, "severity", 1);
    let repeated = f.optional(r, "repeated", Reader::boolean).unwrap_or(false);
    let controllable = f.optional(r, "controllable", Reader::boolean).unwrap_or(true);
    let stable = f.optional(r, "stable", Reader::boolean).unwrap_or(false);
    let fault = f.optional(r, "fault", Reader::word).unwrap_or(Fault::Firm);
    let consumed = f.optional(r, "consumed", Reader::boolean).unwrap_or(true);
    let irreparable = f.optional(r, "irreparable", Reader::boolean).unwrap_or(false);
    let obvious = f.optional(r, "obvious", Reader::boolean).unwrap_or(false);
    let no_proof = f.optional(r, "no_proof", Reader::boolean).unwrap_or(false);
    let price = f.required(r, "price", Reader::integer);
    let fix_cost = f.required(r, "fix_cost", Reader::integer);
    let gesture_cost = amount(&mut f, r, "gesture_cost", 3);
    let improve_cost = amount(&mut f, r, "improve_cost", 4);
    let burden = f.optional(r, "burden", Reader::text);
    f.finish(r);
    Some(FailureDraft {
        kind: kind?,
        severity,
        repeated,
        controllable,
        stable,
        fault,
        consumed,
        irreparable,
        obvious,
        no_proof,
        price: price?,
        fix_cost: fix_cost?,
        gesture_cost,
        improve_cost,
        burden,
    })
}

/// Reads the policy of a scenario, which must say the fund, or of a site.
pub(super) fn policy(r: &mut Reader, value: &Value, with_fund: bool) -> Option<PolicyDraft> {
    let mut f = r.fields(value, "policy")?;
    let policy = PolicyDraft {
        fund: if with_fund {
            f.required(r, "fund", Reader::integer)
        } else {
            f.optional(r, "fund", Reader::integer)
        },
        labour_per_minute: f.optional(r, "labour_per_minute", Reader::integer),
        approval: f.optional(r, "approval", |r, v| r.list(v, Reader::placed_word::<ActKind>)),
        grants: f.optional(r, "grants", chances),
        currency: f.optional(r, "currency", Reader::text),
        new_customer_value: f.optional(r, "new_customer_value", Reader::integer),
    };
    f.finish(r);
    Some(policy)
}

fn beats(r: &mut Reader, value: &Value) -> Option<Placed<Vec<(PlacedText, BeatDraft)>>> {
    let Value::Map(map) = value else {
        r.found.push(
            Diagnostic::error(
                "wrong-type",
                "expected a map of beats `{ \"name\": ( … ) }`",
                span(value.syntax()),
            )
            .label("expected a map"),
        );
        return None;
    };
    let mut beats: Vec<Option<(PlacedText, BeatDraft)>> = Vec::new();
    for entry in map.entries() {
        let key = entry.key().and_then(|key| r.text(&key));
        let beat = entry.value().and_then(|value| beat(r, &value));
        beats.push(key.zip(beat));
    }
    Some(Placed {
        value: beats.into_iter().collect::<Option<_>>()?,
        span: span(value.syntax()),
    })
}

fn beat(r: &mut Reader, value: &Value) -> Option<BeatDraft> {
    let mut f = r.fields(value, "beat")?;
    let day = f.optional(r, "day", Reader::integer);
    let scene = f.optional(r, "scene", Reader::text);
    let lines = f.optional(r, "lines", |r, v| r.list(v, line)).unwrap_or_default();
    let waiting = f
        .optional(r, "waiting", |r, v| r.list(v, Reader::text))
        .unwrap_or_default();
    let moves = f.required(r, "moves", |r, v| {
        r.list(v, a_move).map(|moves| Placed {
            value: moves,
            span: span(v.syntax()),
        })
    });
    f.finish(r);
    Some(BeatDraft {
        day,
        scene,
        lines,
        waiting,
        moves: moves?,
    })
}

fn line(r: &mut Reader, value: &Value) -> Option<LineDraft> {
    let mut f = r.fields(value, "line")?;
    let when = condition_fields(r, &mut f);
    let say = f.required(r, "say", Reader::text);
    f.finish(r);
    Some(LineDraft { when, say: say? })
}

pub(super) fn condition(r: &mut Reader, value: &Value) -> Option<ConditionDraft> {
    let mut f = r.fields(value, "condition")?;
    let condition = condition_fields(r, &mut f);
    f.finish(r);
    Some(condition)
}

fn condition_fields(r: &mut Reader, f: &mut Fields) -> ConditionDraft {
    let band = |f: &mut Fields, r: &mut Reader, name| {
        f.optional(r, name, |r, v| {
            let pair = r.pair(v, "a band such as `(6, 9)`", Reader::integer, Reader::integer)?;
            Some(Placed {
                value: (pair.value.0.value, pair.value.1.value),
                span: pair.span,
            })
        })
    };
    let acts = |f: &mut Fields, r: &mut Reader, name| {
        f.optional(r, name, |r, v| r.list(v, Reader::placed_word::<ActKind>))
            .unwrap_or_default()
    };
    let texts =
        |f: &mut Fields, r: &mut Reader, name| f.optional(r, name, |r, v| r.list(v, Reader::text)).unwrap_or_default();
    ConditionDraft {
        anger: band(f, r, "anger"),
        loss: band(f, r, "loss"),
        dread: band(f, r, "dread"),
        done: acts(f, r, "done"),
        not_done: acts(f, r, "not_done"),
        flags: texts(f, r, "flags"),
        no_flags: texts(f, r, "no_flags"),
        money: f.optional(r, "money", Reader::integer),
        temper: f
            .optional(r, "temper", |r, v| r.list(v, Reader::word))
            .unwrap_or_default(),
        settled: f.optional(r, "settled", Reader::boolean),
        promised: f.optional(r, "promised", Reader::boolean),
        granted: f.optional(r, "granted", Reader::boolean),
    }
}

fn a_move(r: &mut Reader, value: &Value) -> Option<MoveDraft> {
    let mut f = r.fields(value, "move")?;
    let id = f.required(r, "id", Reader::text);
    let say = f.required(r, "say", Reader::text);
    let acts = f.optional(r, "acts", |r, v| {
        r.list(v, Reader::act).map(|acts| Placed {
            value: acts,
            span: span(v.syntax()),
        })
    });
    let when = f.optional(r, "when", condition);
    let sets = f
        .optional(r, "sets", |r, v| r.list(v, Reader::text))
        .unwrap_or_default();
    let replies = f.optional(r, "replies", |r, v| r.list(v, line)).unwrap_or_default();
    let branches = f.optional(r, "branches", |r, v| r.list(v, branch)).unwrap_or_default();
    let next = f.required(r, "next", Reader::text);
    let why = f.required(r, "why", Reader::text);
    f.finish(r);
    let acts = acts.unwrap_or(Placed {
        value: Vec::new(),
        span: span(value.syntax()),
    });
    Some(MoveDraft {
        id: id?,
        say: say?,
        acts,
        when,
        sets,
        replies,
        branches,
        next: next?,
        why: why?,
    })
}

fn branch(r: &mut Reader, value: &Value) -> Option<BranchDraft> {
    let mut f = r.fields(value, "branch")?;
    let when = f.required(r, "when", condition);
    let next = f.required(r, "next", Reader::text);
    f.finish(r);
    Some(BranchDraft {
        when: when?,
        next: next?,
    })
}

fn last_words(r: &mut Reader, value: &Value) -> Option<LastWordsDraft> {
    let mut f = r.fields(value, "last word")?;
    let tiers = f.required(r, "tiers", |r, v| r.list(v, Reader::word));
    let say = f.required(r, "say", Reader::text);
    f.finish(r);
    Some(LastWordsDraft {
        tiers: tiers?,
        say: say?,
    })
}
