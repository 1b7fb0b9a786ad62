//! What solving finds: each rule has a scenario in `tests/lint` that is planted with its fault, expectations beside it as
//! comments (`common`). Every path that is printed leads where it says; every `allow` silences what it names and nothing else.

mod common;

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bounceback::customer::chance::branches;
use bounceback::customer::{Stance, Temper, Tier};
use bounceback::diagnostic::{Diagnostic, Severity, Source, render};
use bounceback::drill::{Choice, Drill, Rules, Setup};
use bounceback::lint::{Finding, Limits, RULES, Report, about, lint};
use bounceback::scenario::{Line, Places, Rule, Scenario, read};
use bounceback::solve::review;
use bounceback::vocabulary::Vocabulary;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lint");

/// Rules that no scenario can break under the shipped coefficients; each is tested where it stands.
const NEVER_BROKEN: [Rule; 1] = [Rule::AvoidancePays];

struct Fixture {
    source: Source,
    scenario: Arc<Scenario>,
    places: Places,
    limits: Limits,
    /// What reading says that solving does not say again.
    read: Vec<Diagnostic>,
}

impl Fixture {
    fn of(name: &str, text: &str) -> Self {
        let reading = read(text);
        assert!(
            reading.found.iter().all(|found| found.severity == Severity::Warning),
            "{name}: {:?}",
            reading.found
        );
        let limit = text.lines().find_map(|line| line.strip_prefix("// states at most: "));
        let states = limit.map(|limit| limit.parse().expect("a number"));
        let mut read = reading.found;
        read.retain(|found| found.code != Rule::UnreachableBeat.name());
        Self {
            source: Source::new(name, text),
            places: reading.draft.expect("a draft").places(),
            scenario: Arc::new(reading.scenario.expect("a scenario")),
            limits: Limits {
                deep: text.contains("\n// deep\n") || text.starts_with("// deep\n"),
                states: states.unwrap_or(Limits::default().states),
                ..Limits::default()
            },
            read,
        }
    }

    fn report(&self) -> Report {
        lint(&self.scenario, &self.scenario.policy, &self.places, self.limits)
    }
}

fn paths() -> Vec<PathBuf> {
    common::fixtures(Path::new(FIXTURES))
}

fn all() -> impl Iterator<Item = Fixture> {
    paths().into_iter().map(|path| {
        let text = fs::read_to_string(&path).expect("a fixture");
        Fixture::of(&path.display().to_string(), &text)
    })
}

#[test]
fn every_planted_fault_is_found_and_no_other() {
    let mut faults = Vec::new();
    for fixture in all() {
        let mut found = fixture.read.clone();
        found.extend(fixture.report().findings.into_iter().map(|finding| finding.diagnostic));
        faults.extend(common::faults(&fixture.source, &found));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn every_rule_is_explained_listed_and_planted() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/README.md")).expect("the README");
    let fixtures: String = paths()
        .iter()
        .map(|path| fs::read_to_string(path).expect("a fixture"))
        .collect();
    assert_eq!(RULES.len(), Rule::ALL.len());
    for &rule in Rule::ALL {
        let about = about(rule);
        let row = format!("| `{}` | {} |", rule.name(), about.summary);
        assert!(readme.contains(&row), "scenarios/README.md does not say: {row}");
        let planted = fixtures.contains(&format!("warning[{}]", rule.name()));
        assert_eq!(planted, !NEVER_BROKEN.contains(&rule), "{}: a fixture", rule.name());
        for words in [about.why, about.mend, about.example] {
            assert!(words.len() > 40, "{}: `{words}` explains little", rule.name());
        }
    }
}

/// Plays what a finding prints, as the command line would.
fn played(fixture: &Fixture, finding: &Finding) -> Option<Drill> {
    let path = finding.path.as_ref()?;
    let command = path.command(&fixture.scenario.id).expect("a seed was found");
    let words: Vec<&str> = command.split(' ').collect();
    let value = |option: &str| {
        let at = words.iter().position(|word| *word == option)?;
        words.get(at + 1).copied()
    };
    assert_eq!(words[..3], ["bounceback", "play", fixture.scenario.id.as_str()]);
    let seed = value("--seed").expect("a seed").parse().expect("a number");
    assert_eq!(value("--temper"), Some(path.temper.name().to_lowercase().as_str()));
    let setup = Setup::draw(
        &fixture.scenario,
        fixture.scenario.policy.clone(),
        Some(path.temper),
        seed,
    );
    assert_eq!((setup.patience, setup.talk), (path.patience, path.talk));
    let mut drill = Drill::start(&fixture.scenario, setup, seed);
    for id in value("--moves").into_iter().flat_map(|moves| moves.split(',')) {
        let choice = if id == "wait" {
            Choice::Wait
        } else {
            let beat = drill.rules().beat(drill.state()).expect("not over");
            let at = fixture.scenario.beat(beat).moves.iter().position(|mv| mv.id == id);
            Choice::Move(u8::try_from(at.expect("a move")).expect("small"))
        };
        drill.choose(choice).expect("what is printed can be played");
    }
    Some(drill)
}

#[test]
fn every_printed_path_leads_where_it_says() {
    let mut told = 0;
    for fixture in all() {
        for finding in fixture.report().findings {
            let Some(drill) = played(&fixture, &finding) else {
                continue;
            };
            told += 1;
            let shown = render(&finding.diagnostic, &fixture.source, false);
            let last = drill.steps().last().expect("a path has a step");
            let outcome = drill.rules().final_outcome(drill.state());
            match finding.rule {
                Rule::DeadEnd => {
                    assert!(drill.state().in_talk(), "{shown}");
                    assert!(drill.offers().iter().all(|offer| offer.barred.is_some()), "{shown}");
                }
                Rule::Unwinnable => assert!(drill.is_over() && outcome.tier < Tier::Loyal, "{shown}"),
                Rule::BestWaits if last.choice == Choice::Wait => assert_eq!(drill.state().place, last.before.place),
                Rule::BestWaits | Rule::BestAvoids | Rule::BestPads => {
                    let graded = review(&drill).expect("small");
                    assert!(graded.moves.iter().all(|mv| mv.points_lost <= 0.0), "{shown}");
                    let beat = drill.rules().beat(&last.before);
                    assert_eq!(beat, finding.beat, "{shown}");
                }
                Rule::AvoidancePays => {
                    let avoids = |mv: &bounceback::scenario::Move| {
                        mv.acts
                            .acts()
                            .iter()
                            .all(|act| act.kind().stance() == Stance::Avoidance)
                    };
                    assert!(outcome.tier > Tier::Passive && fixture.scenario.moves().any(|(_, mv)| avoids(mv)));
                }
                other => panic!("{other:?} prints a path that nobody replays: {shown}"),
            }
        }
    }
    assert!(told >= 8, "only {told} paths were played");
}

#[test]
fn every_allow_silences_what_it_names_and_nothing_else() {
    let mut silenced = 0;
    for fixture in all() {
        let text = &fixture.source.text;
        if text.contains("allow: [") {
            continue;
        }
        let findings = fixture.report().findings;
        let key = |finding: &Finding| {
            (
                finding.rule,
                finding.beat,
                finding.mv.clone(),
                finding.diagnostic.message.clone(),
            )
        };
        for finding in &findings {
            let named =
                |name: &str, value: Option<&str>| value.map_or(String::new(), |value| format!(" {name}: \"{value}\","));
            let beat = finding.beat.map(|beat| fixture.scenario.beat(beat).id.clone());
            let allow = format!(
                "    allow: [(rule: \"{}\",{}{} reason: \"It is meant to be so.\")],\n)",
                finding.rule.name(),
                named("beat", beat.as_deref()),
                named("move", finding.mv.as_deref()),
            );
            let end = text.rfind(')').expect("the end of the scenario");
            let with = Fixture::of(&fixture.source.name, &format!("{}{allow}\n", &text[..end]));
            let left: Vec<_> = with.report().findings.iter().map(key).collect();
            let left_over = |other: &&Finding| {
                (other.rule, other.beat) != (finding.rule, finding.beat)
                    || (finding.mv.is_some() && other.mv != finding.mv)
            };
            let expected: Vec<_> = findings.iter().filter(left_over).map(key).collect();
            assert_eq!(left, expected, "{}: {allow}", fixture.source.name);
            silenced += 1;
        }
    }
    assert!(silenced >= 18, "only {silenced} findings were silenced");
}

/// What is seen and said in any drill, by brute force: whole states, nothing merged, time let pass and injects
/// brought everywhere.
fn brute(scenario: &Scenario) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    for temper in Temper::ALL
        .iter()
        .copied()
        .filter(|&temper| scenario.customer.tempers[temper as usize] > 0)
    {
        let setup = Setup::draw(scenario, scenario.policy.clone(), Some(temper), 1);
        let rules = Rules::new(scenario, &setup);
        let mut known = HashSet::new();
        let mut open = vec![(rules.start(), true)];
        while let Some((state, arrived)) = open.pop() {
            let Some(id) = rules.beat(&state) else { continue };
            let beat = scenario.beat(id);
            seen.insert(format!("beat {}", beat.id));
            if arrived && let Some(line) = rules.line(&state) {
                seen.insert(format!("line {} {}", beat.id, line.raw()));
            }
            if !known.insert(state) {
                continue;
            }
            let free = rules.offers(&state).filter(|offer| offer.barred.is_none());
            let mut choices: Vec<Choice> = free.map(|offer| Choice::Move(offer.index)).collect();
            choices.extend(state.in_talk().then_some(Choice::Wait));
            let injects = (0..u8::try_from(scenario.injects.len()).expect("few")).map(Choice::Inject);
            choices.extend(injects.filter(|inject| rules.legal(&state, *inject).is_ok()));
            for choice in choices {
                branches(
                    |chance| rules.play(&state, choice, chance).expect("legal").next,
                    |_, _, next| {
                        if let Choice::Move(index) = choice {
                            let mv = &beat.moves[usize::from(index)];
                            seen.insert(format!("move {} {}", beat.id, mv.id));
                            let facts = rules.facts(&next);
                            let left = matches!(next.mind, bounceback::customer::State::Left(_));
                            let reply = mv.replies.iter().find(|reply| reply.when.holds(&facts));
                            if let Some(reply) = reply.filter(|_| !left) {
                                seen.insert(format!("reply {} {} {}", beat.id, mv.id, reply.say.raw()));
                            }
                        }
                        open.push((next, next.place != state.place));
                    },
                );
            }
        }
    }
    seen
}

#[test]
fn what_is_never_seen_or_said_is_what_brute_force_never_meets() {
    let mut compared = 0;
    let template = Fixture::of("template", &bounceback::scenario::template("template"));
    for fixture in all().chain([template]) {
        let report = fixture.report();
        if report.states >= report.states_max || !fixture.scenario.allows.is_empty() {
            continue;
        }
        let seen = brute(&fixture.scenario);
        let count = |rule| report.findings.iter().filter(|found| found.rule == rule).count();
        let (mut beats, mut moves, mut lines) = (0, 0, 0);
        for beat in &fixture.scenario.beats {
            if !seen.contains(&format!("beat {}", beat.id)) {
                beats += 1;
                continue;
            }
            let said = |line: &&Line| !seen.contains(&format!("line {} {}", beat.id, line.say.raw()));
            lines += beat.lines.iter().filter(said).count();
            for mv in &beat.moves {
                if !seen.contains(&format!("move {} {}", beat.id, mv.id)) {
                    moves += 1;
                    continue;
                }
                let said = |line: &&Line| !seen.contains(&format!("reply {} {} {}", beat.id, mv.id, line.say.raw()));
                lines += mv.replies.iter().filter(said).count();
            }
        }
        let found = [Rule::UnreachableBeat, Rule::UnreachableMove, Rule::UnreachableLine].map(count);
        assert_eq!(found, [beats, moves, lines], "{}", fixture.source.name);
        compared += 1;
    }
    assert!(compared >= 16, "only {compared} scenarios were compared");
}

#[test]
fn a_path_without_a_seed_says_what_chance_must_do() {
    let text = fs::read_to_string(Path::new(FIXTURES).join("dead-end.ron")).expect("a fixture");
    let mut fixture = Fixture::of("dead-end.ron", &text);
    fixture.limits.seeds = 0;
    let findings = fixture.report().findings;
    let dead_end = findings.iter().find(|finding| finding.rule == Rule::DeadEnd);
    let path = dead_end.and_then(|finding| finding.path.as_ref()).expect("a path");
    assert_eq!(path.command("dead-end"), None);
    assert_eq!(path.chance, ["at `ask`: the manager says no"]);
    assert_eq!(path.moves, ["ask"]);
}

#[test]
fn the_report_is_the_same_every_time() {
    for fixture in all() {
        assert_eq!(fixture.report(), fixture.report());
    }
}
