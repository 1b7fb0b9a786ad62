//! Laws over whole drawings: every look with every face makes finite, tame, well-written shapes.

use proptest::prelude::*;
use proptest::sample::select;

use super::face::CHANNELS;
use super::*;
use crate::vocabulary::Vocabulary;

fn any_colour() -> impl Strategy<Value = Colour> {
    any::<[u8; 3]>().prop_map(Colour)
}

fn any_look() -> impl Strategy<Value = Look> {
    let words = (
        select(HairStyle::ALL),
        select(OutfitStyle::ALL),
        select(HeadShape::ALL),
        select(Beard::ALL),
        select(Glasses::ALL),
        select(Covering::ALL),
        select(Build::ALL),
        select(Brows::ALL),
        select(Earrings::ALL),
    );
    (words, prop::array::uniform4(any_colour()), any::<u8>(), any::<u8>()).prop_map(|(words, colours, skin, age)| {
        let (style, outfit, head, beard, glasses, covering, build, brows, earrings) = words;
        let [hair, cloth, eyes, covering_colour] = colours;
        Look {
            skin,
            hair: Hair { style, colour: hair },
            outfit: Outfit {
                style: outfit,
                colour: cloth,
            },
            head,
            eyes,
            brows,
            beard,
            glasses,
            covering,
            covering_colour,
            earrings,
            age,
            build,
        }
    })
}

fn any_face() -> impl Strategy<Value = Face> {
    prop::collection::vec(-0.5_f32..1.5, Face::COUNT).prop_map(|values| {
        let mut channels = [0.0; Face::COUNT];
        channels.copy_from_slice(&values);
        Face::from_channels(channels)
    })
}

/// Left, top, right, bottom of everything that may be drawn: raised arms come from far below.
const BOUNDS: [f32; 4] = [-330.0, -260.0, 330.0, 720.0];

fn check_tame(shapes: &[Shape]) {
    let [left, top, right, bottom] = BOUNDS;
    for shape in shapes {
        assert!(
            shape.fill.is_some() || shape.stroke.is_some(),
            "nothing to see: {shape:?}"
        );
        for at in shape.path.flatten(0.5) {
            assert!(
                (left..=right).contains(&at.x) && (top..=bottom).contains(&at.y),
                "{at:?} in {shape:?}"
            );
        }
        let alphas = shape
            .fill
            .into_iter()
            .chain(shape.stroke.map(|stroke| stroke.paint))
            .map(|paint| paint.alpha);
        assert!(
            alphas.into_iter().all(|alpha| (0.0..=1.0).contains(&alpha)),
            "{shape:?}"
        );
        assert!(
            shape
                .stroke
                .is_none_or(|stroke| stroke.width > 0.0 && stroke.width < 80.0),
            "{shape:?}"
        );
    }
}

fn cross(a: Point, b: Point, c: Point) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// Whether two edges of a polygon cross inside both, by more than a hair.
fn crosses([a, b]: [Point; 2], [c, d]: [Point; 2]) -> bool {
    const HAIR: f32 = 0.6;
    let apart = |p: f32, q: f32| (p > HAIR && q < -HAIR) || (p < -HAIR && q > HAIR);
    apart(cross(a, b, c), cross(a, b, d)) && apart(cross(c, d, a), cross(c, d, b))
}

/// Fills that a simple triangulation would spoil.
fn crossed_fills(shapes: &[Shape]) -> Vec<&Shape> {
    let simple = |shape: &&Shape| {
        let points = shape.path.flatten(0.5);
        let edges: Vec<[Point; 2]> = points
            .iter()
            .zip(points.iter().cycle().skip(1))
            .map(|(a, b)| [*a, *b])
            .collect();
        edges
            .iter()
            .enumerate()
            .all(|(at, edge)| edges.iter().skip(at + 1).all(|other| !crosses(*edge, *other)))
    };
    shapes
        .iter()
        .filter(|shape| shape.fill.is_some())
        .filter(|shape| !simple(shape))
        .collect()
}

#[test]
fn every_word_can_be_drawn() {
    let moved = Face {
        turn: 0.6,
        tilt: -1.0,
        au26: 1.0,
        au25: 1.0,
        arms: 1.0,
        ..Face::default()
    };
    let calling = Face {
        phone: 1.0,
        blink: 1.0,
        au12: 1.0,
        au6: 1.0,
        ..Face::default()
    };
    for hair in HairStyle::ALL {
        for head in HeadShape::ALL {
            for covering in Covering::ALL {
                let hair = Hair {
                    style: *hair,
                    ..Hair::default()
                };
                let look = Look {
                    hair,
                    head: *head,
                    covering: *covering,
                    ..Look::default()
                };
                check_tame(&customer(&look, &moved));
                check_tame(&portrait(&look, &calling));
            }
        }
    }
    for outfit in OutfitStyle::ALL {
        for build in Build::ALL {
            for beard in Beard::ALL {
                let outfit = Outfit {
                    style: *outfit,
                    ..Outfit::default()
                };
                let look = Look {
                    outfit,
                    build: *build,
                    beard: *beard,
                    glasses: Glasses::Bold,
                    ..Look::default()
                };
                check_tame(&customer(&look, &moved));
                check_tame(&customer(&look, &calling));
            }
        }
    }
}

#[test]
fn every_channel_shows() {
    let look = Look {
        age: 1,
        ..Look::default()
    };
    let rest = customer(&look, &Face::default());
    for (index, (name, _, _)) in CHANNELS.iter().enumerate() {
        let mut channels = [0.0; Face::COUNT];
        channels[index] = 1.0;
        assert_ne!(customer(&look, &Face::from_channels(channels)), rest, "{name}");
    }
}

#[test]
fn brows_move_smoothly_through_all_anger() {
    let look = Look {
        beard: Beard::Short,
        glasses: Glasses::Round,
        ..Look::default()
    };
    let brows = |anger: f32| -> Vec<Point> {
        let shapes = portrait(
            &look,
            &Face::of(&Feelings {
                anger,
                loss: 30.0,
                ..Feelings::default()
            }),
        );
        // They are drawn last: nothing may hide them.
        shapes[shapes.len() - 2..]
            .iter()
            .flat_map(|shape| shape.path.flatten(1.0))
            .collect()
    };
    let lowest = |points: &[Point]| points.iter().map(|at| at.y).fold(f32::MIN, f32::max);
    for step in 0_u8..90 {
        let anger = f32::from(step) * 0.1;
        let (one, two) = (brows(anger), brows(anger + 0.02));
        let apart = one
            .iter()
            .zip(&two)
            .map(|(a, b)| (a.x - b.x).hypot(a.y - b.y))
            .fold(0.0, f32::max);
        assert!(apart < 1.5, "{apart} at anger {anger}");
    }
    assert!(lowest(&brows(9.0)) > lowest(&brows(0.0)) + 8.0, "an angry brow is low");
}

#[test]
fn shipped_sets_have_simple_fills() {
    for (name, _) in SETS {
        let set = set_named(name).unwrap();
        for shapes in [set.back(0.7), set.front(0.7)] {
            assert_eq!(crossed_fills(&shapes), Vec::<&Shape>::new(), "{name}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_person_is_finite_and_inside_the_bounds(look in any_look(), face in any_face()) {
        check_tame(&customer(&look, &face));
        check_tame(&portrait(&look, &face));
    }

    #[test]
    fn fills_never_cross_themselves(look in any_look(), face in any_face()) {
        let shapes = customer(&look, &face);
        prop_assert_eq!(crossed_fills(&shapes), Vec::<&Shape>::new());
    }

    #[test]
    fn written_down_it_is_whole(look in any_look(), face in any_face()) {
        let shapes = customer(&look, &face);
        let text = svg(&shapes, PORTRAIT_FRAME);
        prop_assert!(!text.contains("NaN") && !text.contains("inf"));
        prop_assert_eq!(text.matches("<path ").count(), shapes.len());
        prop_assert_eq!(text.matches("/>").count(), shapes.len());
        prop_assert_eq!(text.matches('"').count() % 2, 0);
        prop_assert!(text.starts_with("<svg ") && text.ends_with("</svg>\n"));
        prop_assert_eq!(svg(&customer(&look, &face), PORTRAIT_FRAME), text);
    }

    #[test]
    fn a_look_round_trips(look in any_look()) {
        let text = ron::to_string(&look).unwrap();
        prop_assert_eq!(ron::from_str::<Look>(&text).unwrap(), look);
    }
}
