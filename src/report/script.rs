//! A scenario as a script that people read who review it: who, where, what may be spent; every beat with all its lines and moves.

use maud::{Markup, html};

use super::shell;
use crate::customer::Tier;
use crate::scenario::{Beat, Condition, Line, Move, Policy, Scenario, Target};
use crate::vocabulary::Vocabulary;

/// The script as one HTML document. `policy` is what holds where it is played.
#[must_use]
pub fn script_html(scenario: &Scenario, policy: &Policy) -> String {
    let body = html! {
        header { div {
            h1.name { (scenario.title) }
            p { (scenario.summary) }
            p."soft small" { (scenario.id) ", version " (scenario.hash.to_string().get(..8).unwrap_or_default()) ", to be read and written on" }
        } }
        section.whole { h2 { "Who and where" } (who(scenario, policy)) }
        section.whole { h2 { "Beats" } (contents(scenario)) }
        @for (at, beat) in scenario.beats.iter().enumerate() { (a_beat(scenario, beat, at)) }
        (injects(scenario))
        (endings(scenario))
    };
    shell::document(&format!("{}: the script", scenario.title), &body)
}

fn who(scenario: &Scenario, policy: &Policy) -> Markup {
    let customer = &scenario.customer;
    let failure = &scenario.profile;
    let steps: Vec<&str> = scenario.teaches.iter().map(|step| step.words()).collect();
    let money = |units: i64| policy.money(units);
    let approval: Vec<&str> = crate::customer::ActKind::ALL
        .iter()
        .filter(|kind| policy.approval & kind.bit() != 0)
        .map(|kind| kind.name())
        .collect();
    let fact = |name: &str, words: String| html! { dt { (name) } dd { (words) } };
    let about = if customer.about.is_empty() {
        String::new()
    } else {
        format!(", {}", customer.about)
    };
    html! {
        dl.facts {
            (fact("Customer", format!("{}{about}", customer.name)))
            (fact("Channel", format!("{}, {}", scenario.channel.words(), scenario.setting)))
            (fact("Trainee", scenario.briefing.role.raw().to_owned()))
            (fact("Place", scenario.briefing.place.raw().to_owned()))
            (fact("Trouble", scenario.briefing.trouble.raw().to_owned()))
            @if let Some(burden) = &scenario.briefing.burden { (fact("Burden", burden.raw().to_owned())) }
            (fact("Failure", format!("{}, severity {}", failure.failure.name(), failure.severity)))
            (fact("Fund", format!("{} without asking", money(policy.fund))))
            (fact("Needs a manager", if approval.is_empty() { "nothing".to_owned() } else { approval.join(", ") }))
            (fact("Level", scenario.level.name().to_owned()))
            (fact("Teaches", steps.join("; ")))
        }
    }
}

fn contents(scenario: &Scenario) -> Markup {
    html! {
        ol.contents {
            @for (at, beat) in scenario.beats.iter().enumerate() {
                li {
                    a href=(format!("#b{at}")) { (beat.id) }
                    @if let Some(day) = beat.day { " (day " (day.day) ")" }
                    @if at == scenario.start.index() { " (the start)" }
                }
            }
        }
    }
}

/// Where something leads, as a link on the page.
fn to(scenario: &Scenario, target: Target) -> Markup {
    match target {
        Target::End => html! { b { "the end" } },
        Target::Beat(id) => html! { a href=(format!("#b{}", id.index())) { (scenario.beat(id).id) } },
    }
}

fn when(scenario: &Scenario, when: &Condition) -> String {
    when.told(&scenario.flags).join(", ")
}

fn lines(scenario: &Scenario, lines: &[Line]) -> Markup {
    html! {
        @for (at, line) in lines.iter().enumerate() {
            @let when = if at > 0 && line.when.is_always() { "else".to_owned() } else { when(scenario, &line.when) };
            p.line { @if !when.is_empty() { span.when { (when) } " " } "“" (line.say.raw()) "”" }
        }
    }
}

fn a_beat(scenario: &Scenario, beat: &Beat, at: usize) -> Markup {
    let name = scenario.customer.first_name();
    html! {
        section.beat id=(format!("b{at}")) {
            h2 { (beat.id) @if let Some(day) = beat.day { ", day " (day.day) } }
            @if let Some(scene) = &beat.scene { p.scene { (scene.raw()) } }
            @if !beat.lines.is_empty() { p.speaker { (name) } (lines(scenario, &beat.lines)) }
            @if !beat.waiting.is_empty() {
                p.speaker { (name) ", kept waiting" }
                @for words in &beat.waiting { p.line { "“" (words.raw()) "”" } }
            }
            ol.says { @for mv in &beat.moves { (a_move(scenario, mv)) } }
        }
    }
}

fn a_move(scenario: &Scenario, mv: &Move) -> Markup {
    let acts: Vec<String> = mv.acts.acts().iter().map(|act| act.written()).collect();
    let shown = when(scenario, &mv.when);
    let sets: Vec<&str> = (0..scenario.flags.len().min(64))
        .filter(|at| mv.sets & (1 << at) != 0)
        .map(|at| scenario.flags[at].as_str())
        .collect();
    html! {
        li {
            p.say { "“" (mv.say.raw()) "”" }
            p."soft small" {
                b { (mv.id) } ": " (if acts.is_empty() { "no act".to_owned() } else { acts.join(", ") })
                @if !shown.is_empty() { "; only when " (shown) }
                @if !sets.is_empty() { "; sets " (sets.join(", ")) }
            }
            @if !mv.replies.is_empty() { (lines(scenario, &mv.replies)) }
            p.small {
                "Leads to "
                @for branch in &mv.branches { (to(scenario, branch.to)) " when " (when(scenario, &branch.when)) ", else to " }
                (to(scenario, mv.next)) "."
            }
            p."why small" { b { "Why: " } (mv.why.raw()) }
        }
    }
}

fn injects(scenario: &Scenario) -> Markup {
    html! {
        @if !scenario.injects.is_empty() {
            section.whole {
                h2 { "What a facilitator can bring into the talk" }
                @for inject in &scenario.injects {
                    @let shown = when(scenario, &inject.when);
                    @let acts: Vec<String> = inject.acts.acts().iter().map(|act| act.written()).collect();
                    p.say { (inject.label) }
                    @if let Some(scene) = &inject.scene { p.scene { (scene.raw()) } }
                    @if let Some(words) = &inject.say { p.line { "“" (words.raw()) "”" } }
                    p."soft small" {
                        b { (inject.id) } ": "
                        (if acts.is_empty() { "takes no time".to_owned() } else { acts.join(", ") })
                        @if !shown.is_empty() { "; only when " (shown) }
                    }
                }
            }
        }
    }
}

fn endings(scenario: &Scenario) -> Markup {
    html! {
        @if !scenario.last_words.is_empty() || scenario.walk_out.is_some() {
            section.whole {
                h2 { "Last words" }
                @for words in &scenario.last_words {
                    @let tiers: Vec<&str> = words.tiers.iter().map(|tier: &Tier| tier.name()).collect();
                    p.line { span.when { (tiers.join(", ")) } " “" (words.say.raw()) "”" }
                }
                @if let Some(words) = &scenario.walk_out { p.line { span.when { "walks out" } " “" (words.raw()) "”" } }
            }
        }
    }
}
