//! The whole page.

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use super::{curve, hearers, moves};
use crate::customer::Tier;
use crate::drill::{Drill, Mark, Shown, avoidance_words};
use crate::figure::{Face, Feelings, PORTRAIT_FRAME, portrait, svg};
use crate::session::{Debrief, Grades, NOTE, Next, Question, Reflection, Stored, Sure};
use crate::vocabulary::Vocabulary;

const STYLE: &str = include_str!("report.css");

/// What a report tells.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    pub drill: &'a Drill,
    /// The debrief of this very drill.
    pub debrief: &'a Debrief,
    pub reflection: &'a Reflection,
    pub next: Option<&'a Next>,
}

/// The report as one HTML document.
#[must_use]
pub fn html(report: &Report<'_>) -> String {
    let Report { debrief, .. } = report;
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (debrief.title) ": " (debrief.name) " left as " (debrief.tier.name()) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    (headline(report))
                    section.whole { h2 { "In numbers" } (numbers(debrief)) }
                    section.whole { h2 { "The talk, move by move" } (curve::curve(debrief)) }
                    section { h2 { "Moves" } (moves::moves(debrief)) }
                    section.whole { h2 { "S·E·R·V·I·C·E card" } (card(debrief)) }
                    section.whole { h2 { "Who hears about it" } (hearers::hearers(&debrief.hearers)) }
                    section { h2 { "Looking back" } (looking_back(report)) }
                    (replay(report))
                    p."small soft" { (NOTE) }
                }
            }
        }
    };
    page.into_string()
}

fn face(felt: Shown) -> Face {
    Face::of(&Feelings {
        anger: f32::from(felt.anger),
        loss: f32::from(felt.loss),
        dread: f32::from(felt.dread),
        relief: f32::from(felt.satisfaction),
    })
}

fn headline(report: &Report<'_>) -> Markup {
    let Report { debrief, drill, .. } = report;
    let tone = match debrief.tier {
        Tier::Champion | Tier::Loyal => "good",
        Tier::Passive => "warn",
        Tier::Detractor | Tier::Defector => "bad",
    };
    // The shapes are the house's own: nothing in them was written by anybody outside.
    let picture = svg(&portrait(&debrief.look, &face(debrief.last)), PORTRAIT_FRAME);
    markup! {
        header {
            (PreEscaped(picture))
            div {
                h1 { (debrief.title) }
                @if let Some(words) = drill.begun() { p.warn { (words) } }
                @if let Some(number) = debrief.retried_from { p.soft { "Retry from move " (number) } }
                p.soft { (debrief.name) " left as" }
                p class=(format!("tier {tone}")) { (debrief.tier.name()) }
                p { (debrief.meaning) }
                @if !drill.is_over() { p.warn { "This drill was not played to its end: told as if it had ended here." } }
            }
        }
    }
}

fn numbers(debrief: &Debrief) -> Markup {
    let cell = |name: &str, number: &str, below: &str| {
        markup! { div { dt { (name) } dd { (number) small { (below) } } } }
    };
    let best = match &debrief.grades {
        Grades::Here(totals) => totals.best.as_str(),
        Grades::Waiting | Grades::None(_) => "what it is worth",
    };
    markup! {
        @if let Grades::None(why) = &debrief.grades { p { "No grades: " (why) "." } }
        dl.numbers {
            @if let Grades::Here(totals) = &debrief.grades {
                (cell("Recovery score", &totals.score, "of 100: your moves"))
                (cell("Accuracy", &totals.accuracy, "mean of the moves"))
                (cell("Luck", &totals.luck, "what chance moved"))
                @if let Some(injected) = &totals.injected { (cell("Injects", injected, "what was brought in")) }
                (cell("Reached", &totals.reached, if totals.injected.is_some() { "score, luck and injects" } else { "score and luck" }))
            }
            (cell("Relationship", &debrief.value, best))
            (cell("Spent", &debrief.spent, &debrief.fund))
            (cell("Satisfaction", &debrief.outcome.sat.to_string(), "of 100"))
            @if debrief.mode.is_some_and(crate::session::Mode::gives_hints) {
                (cell("Hints", &debrief.hints.to_string(), "asked for"))
            }
        }
    }
}

fn card(debrief: &Debrief) -> Markup {
    let dress = |mark| match mark {
        Mark::Done => ("done", "done"),
        Mark::Partly => ("partly", "partly"),
        Mark::Missed => ("missed", "missed"),
        Mark::NotOnOffer => ("none", "not on offer"),
    };
    let avoidance = &debrief.card.avoidance;
    markup! {
        ul.card {
            @for step in &debrief.card.steps {
                @let (class, word) = dress(step.mark);
                li class=(class) title=(step.step.words()) { b { (step.step.letter()) } (step.step.word()) br; em { (word) } }
            }
        }
        @for step in debrief.card.steps.iter().filter(|step| !step.remark.is_empty()) {
            p.small { b { (step.step.words()) ": " } (step.remark) }
        }
        p.small {
            "Avoidance seen: "
            @if avoidance.is_empty() { b.good { "none" } }
            @for (at, seen) in avoidance.iter().enumerate() {
                @if at > 0 { ", " }
                b.bad { (avoidance_words(seen.act)) } " (" (seen.times) "×)"
            }
        }
    }
}

fn looking_back(report: &Report<'_>) -> Markup {
    let said = report.reflection;
    markup! {
        @for &question in Question::ALL {
            div.pair {
                h3 { (question.words()) }
                p.answer { (said.answer(question)) }
            }
        }
        p {
            (Sure::QUESTION) " "
            @match said.sure {
                Some(sure) => b { (sure.number()) " of 5: " (sure.words()) },
                None => span.soft { "1 not at all · 2 · 3 · 4 · 5 very" },
            }
        }
        @if let Some(next) = report.next {
            p { "Next drill: " b { (next.title) } ". " (next.reason) }
        }
    }
}

/// What the drill was played under, and all that need be kept to play it again.
fn replay(report: &Report<'_>) -> Markup {
    let Report { drill, debrief, .. } = report;
    let setup = &drill.setup;
    let stored = Stored {
        record: drill.record(),
        reflection: report.reflection.clone(),
        scenario_text: None,
    };
    let row = |name: &str, words: String| markup! { dt.soft { (name) } dd { (words) } };
    markup! {
        section."whole replay" {
            h2 { "To play it again" }
            dl {
                (row("Scenario", format!("{} ({})", drill.scenario.id, drill.scenario.hash)))
                (row("Seed", drill.seed.to_string()))
                (row("Customer", format!(
                    "{} temper, {} patience, {} talk",
                    setup.temper.name().to_lowercase(),
                    setup.patience.name().to_lowercase(),
                    setup.talk.name().to_lowercase(),
                )))
                (row("Fund", setup.policy.money(setup.policy.fund)))
                @if let Some(mode) = debrief.mode { (row("Mode", mode.name().to_lowercase())) }
                (row("Moves", choices(drill)))
            }
            details {
                summary."small soft" { "The drill as data: kept as drill.json, “bounceback review drill.json” grades it again" }
                pre { (stored.text()) }
            }
        }
    }
}

/// The choices as `bounceback play --moves` takes them.
fn choices(drill: &Drill) -> String {
    let rules = drill.rules();
    let names = drill.steps().iter().map(|step| rules.word(&step.before, step.choice));
    names.collect::<Vec<_>>().join(",")
}
