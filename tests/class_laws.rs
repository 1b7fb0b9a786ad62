//! Laws of a class over random streams of commands: a refusal changes nothing, nobody sees grades or best moves before the mode lets
//! them, nobody sees another's drill, every page can be left, the same commands give the same class.

use std::collections::BTreeSet;
use std::sync::Arc;

use bounceback::drill::Choice;
use bounceback::library::Library;
use bounceback::scenario::{read, template};
use bounceback::session::class::{Ask, Class, Command, Lot, Offered, Place, Standing, TraineeId, Worked};
use bounceback::session::{Mode, Reflection, Sure};
use bounceback::solve::review;
use proptest::prelude::*;
use serde_json::Value;

fn offered() -> Vec<Offered> {
    let library = Library::shipped();
    let mut all: Vec<Offered> = library
        .scenarios()
        .take(3)
        .map(|scenario| Offered {
            scenario: Arc::clone(scenario),
            policy: library.policy_for(scenario),
            text: library.text_of(scenario).expect("shipped").to_owned(),
        })
        .collect();
    let text = template("cake");
    let scenario = Arc::new(read(&text).scenario.expect("the template is valid"));
    all.push(Offered {
        policy: scenario.policy.clone(),
        scenario,
        text,
    });
    all
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

/// A command out of random bits: mostly one that could make sense now, sometimes rubbish.
fn command(class: &Class, bits: u64) -> Command {
    let part = |at: u32| usize::try_from((bits >> at) & 0xffff).expect("16 bits");
    let people = class.trainees().len().max(1);
    let trainee = TraineeId(u32::try_from(part(16) % (people + usize::from(part(32) % 60 == 0))).expect("few"));
    let own = class.trainee(trainee);
    let turn = own
        .map_or(0, |own| own.turn)
        .wrapping_sub(u32::from(part(48) % 20 == 0));
    let id = match part(32) % 30 {
        0 => "nothing".to_owned(),
        other => class.offered()[other % class.offered().len()].scenario.id.clone(),
    };
    let offers = own
        .and_then(|own| own.playing.as_ref())
        .map(|playing| playing.solo.offers())
        .unwrap_or_default();
    let choice = match offers.get(part(32) % 7) {
        Some(offer) => Choice::Move(offer.index),
        None if part(48) % 3 == 0 => Choice::Wait,
        None => Choice::Move(u8::try_from(part(48) % 8).expect("small")),
    };
    let mode = [Mode::Practice, Mode::Drill, Mode::Assessment][part(48) % 3];
    let ask = match part(0) % 100 {
        0..=3 if people < 9 => {
            let name = [Some("Maya"), Some("maya "), Some("Zoë\u{202e}"), Some(" "), None][part(16) % 5];
            return Command::Come {
                name: name.map(str::to_owned),
            };
        }
        4 => return Command::Door { open: part(32) % 3 > 0 },
        5..=6 => return Command::Admit { trainee },
        7 if part(32) % 6 == 0 => return Command::Remove { trainee },
        8..=10 => Ask::Look { scenario: id },
        11..=12 => Ask::Shelf {},
        13..=16 => Ask::Begin {
            scenario: id,
            mode,
            sure: Sure::try_from(u8::try_from(part(48) % 8).expect("small")).ok(),
        },
        17..=20 => Ask::GoOn {},
        21..=25 => Ask::Undo {},
        26..=30 => Ask::Hint {},
        31..=32 => Ask::Say {
            said: Reflection {
                keep: "ä".repeat(part(32) % 3000),
                ..Reflection::default()
            },
        },
        33 if part(32) % 6 == 0 => Ask::Leave {},
        _ => Ask::Play { choice },
    };
    let lot = matches!(ask, Ask::Begin { .. }).then(|| Lot {
        seed: bits,
        drill: uuid::Uuid::from_u128(u128::from(bits)),
    });
    Command::Ask {
        trainee,
        turn,
        ask,
        lot,
    }
}

fn seen(class: &Class, worked: &Worked<'_>) -> Vec<Value> {
    let all = (0..u32::try_from(class.trainees().len()).expect("few")).map(TraineeId);
    all.map(|one| serde_json::to_value(class.view(one, worked)).expect("plain data"))
        .collect()
}

/// What nobody may see at these pages, whatever was worked out.
fn nothing_is_given_away(class: &Class) {
    let best = Ok(Some(0));
    let worked = Worked {
        review: None,
        best: Some(&best),
    };
    for (at, view) in seen(class, &worked).into_iter().enumerate() {
        let id = TraineeId(u32::try_from(at).expect("few"));
        let own = class.trainee(id).expect("somebody");
        if view["standing"] != "In" {
            for hidden in ["drill", "debrief", "briefing", "open"] {
                assert!(view[hidden].is_null(), "who is not in sees {hidden}");
            }
            continue;
        }
        let drill = &view["drill"];
        if drill.is_null() {
            continue;
        }
        assert_eq!(own.place, Place::Drill);
        let solo = &own.playing.as_ref().expect("a drill").solo;
        let text = drill.to_string();
        for word in ["\"chip\"", "points_lost", "\"better\"", "\"tier\"", "\"why\""] {
            assert!(!text.contains(word), "{word} before the debrief: {text}");
        }
        let asked = solo.hinted() == bounceback::session::Hinted::Move;
        assert!(asked || !text.contains("\"best\""), "a best move that nobody asked for");
        if solo.mode() != Mode::Practice {
            for hidden in ["feelings", "felt", "hint", "hint_button"] {
                assert!(drill[hidden].is_null(), "{hidden} in a drill without help");
            }
            assert_eq!(drill["can_undo"], false);
        }
    }
}

/// From every page there is a way to all drills, and from there to a debrief.
fn every_page_can_be_left(class: &Class) {
    for at in 0..class.trainees().len() {
        let id = TraineeId(u32::try_from(at).expect("few"));
        let mut on = class.clone();
        let ask = |on: &mut Class, ask: Ask| {
            let turn = on.trainee(id).expect("somebody").turn;
            let command = Command::Ask {
                trainee: id,
                turn,
                ask,
                lot: None,
            };
            on.take(0, &command)
        };
        if class.trainees()[at].standing != Standing::In
            || class.trainee(id).expect("somebody").standing != Standing::In
        {
            continue;
        }
        ask(&mut on, Ask::Shelf {}).expect("to all drills");
        assert_eq!(on.trainee(id).expect("somebody").place, Place::Shelf);
        if on.trainee(id).expect("somebody").playing.is_none() {
            continue;
        }
        ask(&mut on, Ask::GoOn {}).expect("and back");
        for _ in 0..200 {
            let own = on.trainee(id).expect("somebody");
            if own.place == Place::Debrief {
                break;
            }
            let solo = &own.playing.as_ref().expect("a drill").solo;
            let open = solo.offers().into_iter().find(|offer| offer.barred.is_none());
            let choice = open.map_or(Choice::Wait, |offer| Choice::Move(offer.index));
            ask(&mut on, Ask::Play { choice }).expect("on offer");
        }
        assert_eq!(
            on.trainee(id).expect("somebody").place,
            Place::Debrief,
            "no drill goes round for ever"
        );
    }
}

/// Plays a stream and checks the laws on the way. How many commands were taken.
fn play(all: &[Offered], stream: impl Iterator<Item = u64>, closely: u64, places: &mut BTreeSet<String>) -> usize {
    let mut class = Class::new(all.to_vec());
    let (mut millis, mut taken) = (0, Vec::new());
    for bits in stream {
        millis += bits % 5000;
        let command = command(&class, bits);
        let look = bits.rotate_left(17) % closely == 0;
        let before = look.then(|| seen(&class, &Worked::default()));
        let turns: Vec<u32> = class.trainees().iter().map(|own| own.turn).collect();
        match class.take(millis, &command) {
            Ok(_) => {
                if let Command::Ask { trainee, .. } = &command {
                    let actor = class.person(*trainee).expect("somebody");
                    for (at, turn) in turns.iter().enumerate().filter(|(at, _)| *at != actor.index()) {
                        assert_eq!(class.trainees()[at].turn, *turn, "nobody moves another");
                    }
                }
                taken.push((millis, command));
            }
            Err(refused) => {
                assert!(refused.to_string().ends_with('.'), "{refused}");
                if let Some(before) = before {
                    assert_eq!(
                        seen(&class, &Worked::default()),
                        before,
                        "{command:?} was refused and changed something"
                    );
                }
            }
        }
        for own in class.trainees() {
            places.insert(format!("{:?}", own.place).chars().take(5).collect());
            if let Some(playing) = &own.playing {
                assert!(playing.said.keep.chars().count() <= Reflection::ANSWER_MAX);
            }
        }
        if look {
            nothing_is_given_away(&class);
            every_page_can_be_left(&class);
        }
    }
    let text = serde_json::to_string(&taken).expect("plain data");
    let again: Vec<(u64, Command)> = serde_json::from_str(&text).expect("what was written");
    let mut other = Class::new(all.to_vec());
    for (at, command) in &again {
        other.take(*at, command).expect("it was taken before");
    }
    assert_eq!(
        seen(&other, &Worked::default()),
        seen(&class, &Worked::default()),
        "the same commands give the same class"
    );
    taken.len()
}

#[test]
fn three_hundred_thousand_commands_keep_the_laws() {
    let all = offered();
    let (mut taken, mut places) = (0, BTreeSet::new());
    for seed in 0..500_u64 {
        let mut random = Random(seed);
        taken += play(&all, (0..600).map(|_| random.next()), 211, &mut places);
    }
    assert!(taken > 50_000, "{taken} commands were taken: little is tested");
    assert_eq!(places.len(), 4, "every page is met: {places:?}");
}

proptest! {
    /// The same with streams that shrink to what matters.
    #[test]
    fn short_streams_keep_the_laws(stream in proptest::collection::vec(any::<u64>(), 0..120)) {
        play(&offered()[3..], stream.into_iter(), 5, &mut BTreeSet::new());
    }
}

#[test]
fn a_debrief_tells_the_grades_of_the_review_and_waits_for_it() {
    let all = offered();
    let mut class = Class::new(all);
    let maya = TraineeId(0);
    let take = |class: &mut Class, ask: Ask| {
        let turn = class.trainee(maya).expect("somebody").turn;
        let lot = matches!(ask, Ask::Begin { .. }).then(|| Lot {
            seed: 5,
            drill: uuid::Uuid::nil(),
        });
        let command = Command::Ask {
            trainee: maya,
            turn,
            ask,
            lot,
        };
        class.take(0, &command).expect("it can be done");
    };
    class.take(0, &Command::Door { open: true }).expect("the trainer's");
    class
        .take(0, &Command::Come { name: None })
        .expect("nobody has no name");
    let begin = Ask::Begin {
        scenario: "cake".to_owned(),
        mode: Mode::Drill,
        sure: None,
    };
    take(&mut class, begin);
    while class.trainee(maya).expect("somebody").place == Place::Drill {
        let solo = &class
            .trainee(maya)
            .expect("somebody")
            .playing
            .as_ref()
            .expect("a drill")
            .solo;
        let last = solo.offers().into_iter().rfind(|offer| offer.barred.is_none());
        let choice = Choice::Move(last.expect("a way on").index);
        take(&mut class, Ask::Play { choice });
    }
    let view = class
        .view(maya, &Worked::default())
        .expect("somebody")
        .debrief
        .expect("at the debrief");
    assert!(view.waiting && view.moves.iter().all(|mv| mv.chip.is_none() && mv.better.is_none()));
    assert!(view.note.contains("not a prediction"));
    let playing = class
        .trainee(maya)
        .expect("somebody")
        .playing
        .as_ref()
        .expect("a drill");
    let score = review(playing.solo.drill()).expect("small").recovery_score;
    let reviewed = review(playing.solo.drill()).map_err(|too_large| too_large.to_string());
    let worked = Worked {
        review: Some(&reviewed),
        best: None,
    };
    let view = class
        .view(maya, &worked)
        .expect("somebody")
        .debrief
        .expect("at the debrief");
    assert!(!view.waiting && view.moves.iter().all(|mv| mv.chip.is_some()));
    assert_eq!(view.numbers[0].number, format!("{score:.0}"));
}
