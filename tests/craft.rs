//! The shipped library against what a library worth rehearsing must hold: everything about it that can be counted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bounceback::customer::chance::Sure;
use bounceback::customer::{ActKind, CompensationKind, FailureKind, Fault, Stance, Temper, Tie, Tier};
use bounceback::drill::{Choice, Rules, Setup, State};
use bounceback::library::Library;
use bounceback::scenario::{Beat, Channel, Level, Line, Scenario, Text};
use bounceback::solve::{Persona, Solver, expected};
use bounceback::vocabulary::Vocabulary;

fn shipped() -> Vec<Arc<Scenario>> {
    Library::shipped().scenarios().cloned().collect()
}

fn talk(scenario: &Scenario) -> impl Iterator<Item = &Beat> {
    scenario.beats.iter().filter(|beat| beat.day.is_none())
}

/// What is said by the customer and by the trainee in the talk.
fn spoken(scenario: &Scenario) -> Vec<&Text> {
    let mut all: Vec<&Text> = Vec::new();
    for beat in talk(scenario) {
        all.extend(beat.lines.iter().map(|line| &line.say));
        all.extend(&beat.waiting);
        for mv in &beat.moves {
            all.push(&mv.say);
            all.extend(mv.replies.iter().map(|reply: &Line| &reply.say));
        }
    }
    all.extend(scenario.last_words.iter().map(|words| &words.say));
    all.extend(&scenario.walk_out);
    all
}

#[test]
fn sixteen_scenarios_cover_places_channels_failures_and_people() {
    let all = shipped();
    assert_eq!(all.len(), 16);
    let count = |level| all.iter().filter(|scenario| scenario.level == level).count();
    assert_eq!([Level::Starter, Level::Regular, Level::Hard].map(count), [5, 7, 4]);
    let settings: BTreeSet<&str> = all.iter().map(|scenario| scenario.setting.as_str()).collect();
    for setting in [
        "boutique",
        "home",
        "office",
        "garage",
        "hotel",
        "restaurant",
        "clinic",
        "gate",
        "call-centre",
        "bank",
        "message",
    ] {
        assert!(settings.contains(setting), "nothing happens at {setting}");
    }
    for &channel in Channel::ALL {
        assert!(all.iter().any(|scenario| scenario.channel == channel), "{channel:?}");
    }
    let profile = |test: &dyn Fn(&Scenario) -> bool| all.iter().filter(|scenario| test(scenario)).count();
    for &kind in FailureKind::ALL {
        assert!(profile(&|s| s.profile.failure == kind) > 0, "{kind:?}");
    }
    for severity in 0..=3 {
        assert!(profile(&|s| s.profile.severity == severity) > 0, "severity {severity}");
    }
    for &tie in Tie::ALL {
        assert!(profile(&|s| s.profile.tie == tie) > 1, "{tie:?}");
    }
    for &fault in Fault::ALL {
        assert!(profile(&|s| s.profile.fault == fault) > 0, "{fault:?}");
    }
    assert!(profile(&|s| s.profile.repeated) > 1 && profile(&|s| !s.profile.repeated) > 1);
    assert!(profile(&|s| !s.profile.controllable) > 0 && profile(&|s| s.profile.irreparable) > 0);
    let names: Vec<&str> = all
        .iter()
        .flat_map(|scenario| scenario.customer.name.split(' '))
        .collect();
    let differ: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(
        differ.len(),
        names.len(),
        "everybody is somebody else, with names of their own: {names:?}"
    );
    let looks: BTreeSet<String> = all
        .iter()
        .map(|scenario| format!("{:?}", scenario.customer.look))
        .collect();
    assert_eq!(looks.len(), all.len());
    for test in [
        |s: &Scenario| s.customer.look.skin <= 3,
        |s: &Scenario| s.customer.look.skin >= 5,
        |s: &Scenario| s.customer.look.age >= 2,
    ] {
        assert!(all.iter().filter(|scenario| test(scenario)).count() >= 3, "people vary");
    }
}

/// What is wrong, gathered so that all of it is told at once.
#[derive(Default)]
struct Wrong(Vec<String>);

impl Wrong {
    fn unless(&mut self, is_right: bool, words: impl FnOnce() -> String) {
        if !is_right {
            self.0.push(words());
        }
    }
}

impl Drop for Wrong {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert!(self.0.is_empty(), "{}", self.0.join("\n"));
        }
    }
}

#[test]
fn each_scenario_has_the_size_that_the_craft_asks_for() {
    let mut wrong = Wrong::default();
    for scenario in shipped() {
        let id = &scenario.id;
        let beats = talk(&scenario).count();
        wrong.unless((8..=16).contains(&beats), || format!("{id}: {beats} beats of talk"));
        wrong.unless(scenario.beats.len() - beats >= 3, || {
            format!("{id}: three beats after the talk or more")
        });
        for beat in talk(&scenario) {
            wrong.unless((3..=5).contains(&beat.moves.len()), || {
                format!("{id}/{}: {} moves", beat.id, beat.moves.len())
            });
            wrong.unless((2..=4).contains(&beat.lines.len()), || {
                format!("{id}/{}: {} lines", beat.id, beat.lines.len())
            });
            wrong.unless(!beat.waiting.is_empty(), || {
                format!("{id}/{}: nothing is said when time passes", beat.id)
            });
        }
        wrong.unless(scenario.last_words.len() >= 4, || {
            format!("{id}: four ends with words of their own")
        });
        wrong.unless(scenario.walk_out.is_some(), || {
            format!("{id}: nothing is said by who walks out")
        });
    }
}

/// Ends of sentences, for counting.
fn sentences(text: &str) -> usize {
    let ends = text
        .split(['.', '!', '?', '…'])
        .filter(|part| part.chars().any(char::is_alphabetic));
    ends.count().max(1)
}

/// Groups of vowels, a silent e at the end left out: as reading scores count syllables.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let (mut count, mut in_vowels) = (0, false);
    for letter in word.chars() {
        let is_vowel = "aeiouyäöüéè".contains(letter);
        count += usize::from(is_vowel && !in_vowels);
        in_vowels = is_vowel;
    }
    let silent = word.ends_with('e') && !word.ends_with("le") && count > 1;
    (count - usize::from(silent)).max(1)
}

/// Flesch-Kincaid grade level (Kincaid et al. 1975, Research Branch Report 8-75).
fn grade(texts: &[&str]) -> f64 {
    let words: Vec<&str> = texts
        .iter()
        .flat_map(|text| text.split_whitespace())
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect();
    let sum = |count: usize| f64::from(u32::try_from(count).expect("texts are short"));
    let per_sentence = sum(words.len()) / sum(texts.iter().map(|text| sentences(text)).sum());
    let per_word = sum(words.iter().map(|word| syllables(word)).sum()) / sum(words.len());
    0.39 * per_sentence + 11.8 * per_word - 15.59
}

/// Words that nobody says here.
const COARSE: [&str; 9] = [
    "damn", "hell", "shit", "fuck", "crap", "bastard", "bitch", "piss", "bloody",
];

#[test]
fn lines_can_be_said_aloud_and_read_by_everybody() {
    // A text with a published grade keeps the formula honest: Lincoln's Gettysburg Address is given as about 11 (readability sites 10.9 to 11.3).
    let hard = "Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in Liberty, and \
                dedicated to the proposition that all men are created equal.";
    assert!(grade(&[hard]) > 10.0, "{}", grade(&[hard]));
    let mut wrong = Wrong::default();
    for scenario in shipped() {
        let id = &scenario.id;
        let spoken = spoken(&scenario);
        let mut all = spoken.clone();
        for beat in &scenario.beats {
            all.extend(&beat.scene);
            all.extend(beat.lines.iter().map(|line| &line.say));
            for mv in &beat.moves {
                all.push(&mv.say);
                all.extend(mv.replies.iter().map(|reply| &reply.say));
                wrong.unless(sentences(mv.why.raw()) <= 2, || {
                    format!("{id}/{}/{}: a why of two sentences", beat.id, mv.id)
                });
            }
        }
        for text in all {
            wrong.unless(text.words() <= 35, || {
                format!("{id}: {} words: {}", text.words(), text.raw())
            });
            let words = text.raw().to_lowercase();
            let coarse = words
                .split(|c: char| !c.is_alphabetic())
                .find(|word| COARSE.contains(word));
            wrong.unless(coarse.is_none(), || format!("{id}: {}", text.raw()));
        }
        let texts: Vec<&str> = spoken.iter().map(|text| text.raw()).collect();
        wrong.unless(grade(&texts) <= 8.0, || format!("{id}: grade {}", grade(&texts)));
    }
}

/// The best play where chance is kind, from a state to the end: states with the move that is made there, and the end.
fn best_play(solver: &mut Solver<'_>, from: &State) -> (Vec<(State, u8)>, State) {
    let rules = *solver.rules();
    let (mut s, mut line) = (*from, Vec::new());
    while !s.is_over() {
        let Some(index) = solver.solve(&s).expect("small enough").choice else {
            break;
        };
        line.push((s, index));
        s = next(&rules, &s, index);
    }
    (line, s)
}

fn next(rules: &Rules<'_>, s: &State, index: u8) -> State {
    let played = rules.play(s, Choice::Move(index), &mut Sure::default());
    played.expect("it is on offer").next
}

#[test]
fn good_paths_are_long_and_mistakes_differ_in_what_can_be_mended() {
    let mut wrong = Wrong::default();
    for scenario in shipped() {
        let id = &scenario.id;
        let setup = Setup::typical(&scenario, scenario.policy.clone());
        let rules = Rules::new(&scenario, &setup);
        let mut solver = Solver::new(rules);
        let scale = solver.scale().expect("small enough");
        let (line, end) = best_play(&mut solver, &rules.start());
        let decisions = line.iter().filter(|(s, _)| s.in_talk()).count();
        wrong.unless(decisions >= 6, || format!("{id}: {decisions} decisions"));
        wrong.unless(rules.outcome(&end).tier >= Tier::Loyal, || {
            format!("{id}: {:?}", rules.outcome(&end).tier)
        });
        let (mut mended, mut lost) = (0, 0);
        for (s, best) in line.iter().filter(|(s, _)| s.in_talk()) {
            let worth = solver.after(s, Choice::Move(*best)).expect("solved").best;
            for offer in rules
                .offers(s)
                .filter(|offer| offer.barred.is_none() && offer.index != *best)
            {
                let other = solver.after(s, Choice::Move(offer.index)).expect("solved").best;
                if scale.points(worth.cents_above(other)) <= 5.0 {
                    continue; // no mistake
                }
                let after = next(&rules, s, offer.index);
                let (_, end) = best_play(&mut solver, &after);
                if rules.outcome(&end).tier >= Tier::Loyal {
                    mended += 1;
                } else {
                    lost += 1;
                }
            }
        }
        wrong.unless(mended >= 2, || format!("{id}: {mended} mistakes can be mended"));
        wrong.unless(lost >= 1, || format!("{id}: no mistake is one for good"));
    }
}

#[test]
fn every_act_is_offered_thrice_and_every_good_one_is_best_somewhere() {
    let mut offered: BTreeMap<ActKind, BTreeSet<&str>> = BTreeMap::new();
    let mut best: BTreeSet<ActKind> = BTreeSet::new();
    let mut kinds: BTreeSet<CompensationKind> = BTreeSet::new();
    let all = shipped();
    for scenario in &all {
        for (_, mv) in scenario.moves() {
            for act in mv.acts.acts() {
                offered.entry(act.kind()).or_default().insert(&scenario.id);
                if let bounceback::customer::Act::Compensate { kind, .. } = act {
                    kinds.insert(*kind);
                }
            }
        }
        for &temper in Temper::ALL {
            let typical = Setup::typical(scenario, scenario.policy.clone());
            let setup = Setup { temper, ..typical };
            let rules = Rules::new(scenario, &setup);
            let mut solver = Solver::new(rules);
            for (s, index) in best_play(&mut solver, &rules.start()).0 {
                let beat = scenario.beat(rules.beat(&s).expect("the drill goes on"));
                best.extend(beat.moves[usize::from(index)].acts.acts().iter().map(|act| act.kind()));
            }
        }
    }
    assert_eq!(kinds.len(), CompensationKind::ALL.len());
    for &act in ActKind::ALL {
        if matches!(act, ActKind::Close | ActKind::End) {
            continue; // they are where a move leads, not what it does
        }
        let count = offered.get(&act).map_or(0, BTreeSet::len);
        assert!(count >= 3, "{act:?} is offered in {count} scenarios");
        let idle = act == ActKind::Wait;
        if act.stance() == Stance::Recovery && !idle {
            assert!(best.contains(&act), "{act:?} is never best");
        }
    }
}

#[test]
fn harder_levels_are_harder_for_who_chooses_anything() {
    let mut scores: BTreeMap<u8, Vec<f64>> = BTreeMap::new();
    for scenario in shipped() {
        let setup = Setup::typical(&scenario, scenario.policy.clone());
        let rules = Rules::new(&scenario, &setup);
        let scale = Solver::new(rules).scale().expect("small enough");
        let value = expected(rules, Persona::Random).expect("small enough");
        scores
            .entry(scenario.level as u8)
            .or_default()
            .push(scale.standing(value));
    }
    let mean = |level: Level| {
        let scores = &scores[&(level as u8)];
        scores.iter().sum::<f64>() / f64::from(u32::try_from(scores.len()).expect("few"))
    };
    let [starter, regular, hard] = [Level::Starter, Level::Regular, Level::Hard].map(mean);
    assert!(
        starter > regular + 3.0 && regular > hard + 3.0,
        "{starter:.1}, {regular:.1}, {hard:.1}: {scores:?}"
    );
}
