//! The moves in order: what was said, what it did, its grade, what was better, the author's why, and the evidence behind each act.

use maud::{Markup, html};

use super::curve;
use crate::customer::{ActKind, backing};
use crate::session::{Debrief, Row};

/// The list of moves. The evidence behind an act is told where it is done first.
pub fn moves(debrief: &Debrief) -> Markup {
    let mut told: Vec<(ActKind, usize)> = Vec::new();
    html! {
        ol.moves {
            @for (number, row) in (1..).zip(&debrief.rows) {
                (one(number, row, &mut told))
            }
        }
    }
}

fn one(number: usize, row: &Row, told: &mut Vec<(ActKind, usize)>) -> Markup {
    let verdict = row.verdict.as_ref();
    html! {
        li.move id=(format!("move-{number}")) {
            div {
                svg.badge viewBox="0 0 40 40" role="img" aria-label=(verdict.map_or("not graded", |verdict| verdict.mark.word())) {
                    @if let Some(verdict) = verdict {
                        (curve::mark(verdict.mark, 20.0, 20.0, 14.0))
                    }
                }
            }
            div {
                h3 { span.soft { (number) ". " } (row.said) }
                p {
                    (row.felt)
                    @if let Some(luck) = verdict.and_then(|verdict| verdict.luck.as_ref()) { " " b { (luck) } }
                }
                @if !row.why.is_empty() { p.soft { (row.why) } }
                @if let Some(better) = verdict.and_then(|verdict| verdict.better.as_ref()) {
                    p { (better.lead) " " b { (better.said) } " " span.soft { (better.why) } }
                }
                @if let Some(turn) = verdict.and_then(|verdict| verdict.turn.as_ref()) {
                    p { b.bad { (turn) } }
                }
                @if !row.acts.is_empty() { (evidence(number, &row.acts, told)) }
            }
            @if let Some(verdict) = verdict {
                span class=(format!("chip {}", curve::tone(verdict.mark))) { (verdict.chip) }
            }
        }
    }
}

fn evidence(number: usize, acts: &[ActKind], told: &mut Vec<(ActKind, usize)>) -> Markup {
    html! {
        ul.evidence {
            @for &act in acts {
                @let known = told.iter().find(|(known, _)| *known == act).map(|(_, at)| *at);
                li {
                    b { (act.words()) ". " }
                    @if let Some(at) = known {
                        "The evidence stands at " a href=(format!("#move-{at}")) { "move " (at) } "."
                    } @else {
                        @let behind = backing(act);
                        "Published: " (behind.published.words())
                        @if let Some(method) = behind.method { " The method: " (method.words()) }
                        @if let Some(differ) = behind.differ { " " b { "They differ: " } (differ) }
                    }
                }
                @if known.is_none() { @let () = told.push((act, number)); }
            }
        }
    }
}
