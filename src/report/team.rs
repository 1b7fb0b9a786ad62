//! A team's session to keep or to print: the room's split at each beat, the price of the consensus, notes, the team's plan.

use maud::{Markup, html};

use super::shell;
use crate::session::team::{BeatDebrief, Plan, TeamDebrief};
use crate::vocabulary::Vocabulary;

/// The session as one HTML document. Names stand in it only where their owners allowed it.
#[must_use]
pub fn team_html(title: &str, customer: &str, debrief: &TeamDebrief, plan: &Plan) -> String {
    let body = html! {
        header { div {
            h1 { (title) ": a team session" }
            p.soft { (customer) " left as" }
            p.tier { (debrief.tier) }
            p { (debrief.meaning) }
        } }
        section.whole { h2 { "In numbers" } (numbers(debrief)) p { (debrief.price) } }
        section { h2 { "Beat by beat" } @for beat in &debrief.beats { (one_beat(beat, debrief)) } }
        @if !debrief.shown.is_empty() {
            section.whole { h2 { "Own first votes of those who wanted them shown" }
                ul { @for (name, accuracy) in &debrief.shown { li { (name) ": " (format!("{accuracy:.0}%")) } } }
            }
        }
        @if !debrief.plus.is_empty() || !debrief.delta.is_empty() {
            section.whole { h2 { "Plus and delta" }
                ul { @for note in &debrief.plus { li { "+ " (note) } } @for note in &debrief.delta { li { "Δ " (note) } } }
            }
        }
        @if !plan.is_empty() { section.whole { h2 { "Our recovery plan" } (the_plan(plan)) } }
        p."small soft" { (debrief.note) }
    };
    shell::document(&format!("{title}: a team session"), &body)
}

fn numbers(debrief: &TeamDebrief) -> Markup {
    let points = |points: Option<f64>| points.map_or_else(|| "–".to_owned(), |points| format!("{points:+.0}"));
    html! {
        dl.numbers {
            (shell::cell("Recovery score", &format!("{:.0}", debrief.score), "of 100: the team's moves"))
            (shell::cell("Accuracy", &format!("{:.0}%", debrief.accuracy), "mean of the decisions"))
            @if let Some(each) = debrief.members_accuracy { (shell::cell("Each alone", &format!("{each:.0}%"), "mean of the members' own")) }
            (shell::cell("Price", &points(debrief.against_votes), "against the best first votes"))
            (shell::cell("Price", &points(debrief.against_best), "against the best member"))
            (shell::cell("Price", &points(debrief.against_mean), "against the mean vote"))
            (shell::cell("Relationship", &debrief.value, "what it is worth"))
            (shell::cell("Spent", &debrief.spent, "of the fund"))
        }
    }
}

fn one_beat(beat: &BeatDebrief, debrief: &TeamDebrief) -> Markup {
    let divided = debrief
        .divided
        .iter()
        .any(|&at| debrief.beats.get(at).is_some_and(|other| other.beat == beat.beat));
    let by = match beat.by {
        "seat" => "the hot seat decided",
        "facilitator" => "the facilitator decided",
        _ => "by vote",
    };
    html! {
        div.whole {
            h3 { (beat.beat) ". " (beat.said) }
            @if !beat.brought.is_empty() { p."small soft" { "Brought in before: " (beat.brought.join("; ")) "." } }
            p.small { b { (beat.grade) } " (" (format!("{:.0}", beat.lost)) " points lost), " (by) @if divided { ". Among the most divided." } }
            @if let Some(better) = &beat.better { p.small { "Better: " (better) } }
            @if !beat.split.is_empty() {
                ul.small { @for one in &beat.split { li { (one.votes) " × " (one.say) " (" (one.grade) @if one.decided { ", decided" } ")" } } }
            }
        }
    }
}

fn the_plan(plan: &Plan) -> Markup {
    let fact = |name: &str, words: &str| html! { @if !words.is_empty() { dt { (name) } dd { (words) } } };
    let approval = plan.approval.as_ref().map(|acts| {
        let names: Vec<&str> = acts.iter().map(|act| act.name()).collect();
        if names.is_empty() {
            "nothing".to_owned()
        } else {
            names.join(", ")
        }
    });
    html! {
        dl.facts {
            (fact("We will say", &plan.say))
            (fact("We will do", &plan.act))
            (fact("We may", &plan.allowed))
            (fact("Fund", &plan.fund.map(|fund| fund.to_string()).unwrap_or_default()))
            (fact("Needs a manager", &approval.unwrap_or_default()))
        }
        ul { @for change in &plan.changes {
            li { (change.what) @if !change.who.is_empty() { ", " (change.who) } @if !change.when.is_empty() { ", by " (change.when) } }
        } }
    }
}
