//! The records of a scenario.

use super::words;
use super::{Field, Record, Shape};

pub(super) const fn must(name: &'static str, shape: Shape, meaning: &'static str) -> Field {
    Field {
        name,
        meaning,
        shape,
        required: true,
    }
}

pub(super) const fn may(name: &'static str, shape: Shape, meaning: &'static str) -> Field {
    Field {
        name,
        meaning,
        shape,
        required: false,
    }
}

const AMOUNT: Shape = Shape::Whole(0, 1_000_000_000);

pub static SCENARIO: Record = Record {
    name: "scenario",
    fields: &[
        must("format", Shape::Whole(1, 1), "The format of this file: 1"),
        must("id", Shape::Id, "The scenario's id; the file's name without .ron"),
        must("title", Shape::Plain, "What the library calls it"),
        must("summary", Shape::Plain, "What happened, in a sentence or two"),
        must(
            "setting",
            Shape::Setting,
            "Where the customer is: which set the stage shows",
        ),
        must("channel", Shape::Word(&words::CHANNELS), "How the customer talks to us"),
        must("level", Shape::Word(&words::LEVELS), "How hard it is meant to be"),
        may(
            "teaches",
            Shape::List(&Shape::Word(&words::STEPS)),
            "The steps of the method that it teaches above all",
        ),
        must(
            "briefing",
            Shape::Record(&BRIEFING),
            "What the trainee is told before the drill",
        ),
        must("customer", Shape::Record(&CUSTOMER), "Who stands there"),
        must(
            "failure",
            Shape::Record(&FAILURE),
            "What went wrong, and what mending it costs",
        ),
        must("policy", Shape::Record(&POLICY), "What the front line may do"),
        may(
            "allow",
            Shape::List(&Shape::Record(&ALLOW)),
            "Warnings of check that are meant to be so",
        ),
        must("start", Shape::Beat { end: false }, "The beat at which the talk begins"),
        must("beats", Shape::Beats, "The exchanges of the talk, and the days after"),
        may(
            "injects",
            Shape::List(&Shape::Record(&INJECT)),
            "What a facilitator can bring into a team's talk",
        ),
        may(
            "last_words",
            Shape::List(&Shape::Record(&LAST_WORDS)),
            "What is said at the end of the talk, by how the customer leaves",
        ),
        may(
            "walk_out",
            Shape::Text,
            "What is said when the customer has had enough and leaves",
        ),
    ],
};

pub static ALLOW: Record = Record {
    name: "silenced rule",
    fields: &[
        must("rule", Shape::Rule, "The rule that is silenced"),
        may("beat", Shape::Beat { end: false }, "At this beat only"),
        may("move", Shape::Move, "Of this move only"),
        must(
            "reason",
            Shape::Plain,
            "Why it is meant to be so, in three words or more",
        ),
    ],
};

pub static BRIEFING: Record = Record {
    name: "briefing",
    fields: &[
        must("role", Shape::Text, "Who the trainee is"),
        must("place", Shape::Text, "Where and when it happens"),
        must("trouble", Shape::Text, "What is seen of the trouble"),
    ],
};

pub static CUSTOMER: Record = Record {
    name: "customer",
    fields: &[
        must("name", Shape::Plain, "First and last name; {name} is the first"),
        may("about", Shape::Plain, "A few words that the trainee may know"),
        may(
            "pronouns",
            Shape::Word(&words::PRONOUNS),
            "How to speak of the customer; else They",
        ),
        may(
            "tie",
            Shape::Word(&words::TIES),
            "The relationship before the failure; else Regular",
        ),
        may(
            "prior",
            Shape::Whole(0, 100),
            "How satisfied before the failure; else 70",
        ),
        may(
            "rivals",
            Shape::Word(&words::RIVALS),
            "How many others there are to go to; else Some",
        ),
        must(
            "lifetime_value",
            AMOUNT,
            "What this relationship is worth, whole units of money",
        ),
        may(
            "tempers",
            Shape::Chances(&words::TEMPERS),
            "How sensitive the customer may be today",
        ),
        may(
            "patiences",
            Shape::Chances(&words::PATIENCES),
            "How long the customer may bear waiting",
        ),
        may(
            "talks",
            Shape::Chances(&words::TALKS),
            "How much the customer may tell others",
        ),
        may("look", Shape::Record(&LOOK), "What the customer looks like"),
        may("voice", Shape::Record(&VOICE), "How the customer sounds"),
    ],
};

static LOOK: Record = Record {
    name: "look",
    fields: &[
        may("skin", Shape::Whole(1, 8), "1 light .. 8 dark"),
        may("hair", Shape::Record(&HAIR), "Hair on the head"),
        may("outfit", Shape::Record(&OUTFIT), "Clothes"),
        may("head", Shape::Word(&words::HEADS), "The outline of the head"),
        may("eyes", Shape::Colour, "The colour of the eyes"),
        may("brows", Shape::Word(&words::BROWS), "How full the brows are"),
        may("beard", Shape::Word(&words::BEARDS), "Hair on the face"),
        may("glasses", Shape::Word(&words::GLASSES), "Glasses"),
        may(
            "covering",
            Shape::Word(&words::COVERINGS),
            "What the head is covered with",
        ),
        may("covering_colour", Shape::Colour, "The covering's colour"),
        may("earrings", Shape::Word(&words::EARRINGS), "Jewellery at the ears"),
        may("age", Shape::Whole(0, 3), "Lines of age: 0 none .. 3 deep"),
        may(
            "build",
            Shape::Word(&words::BUILDS),
            "The breadth of neck and shoulders",
        ),
    ],
};

static HAIR: Record = Record {
    name: "hair",
    fields: &[
        may("style", Shape::Word(&words::HAIRS), "How it is worn"),
        may("colour", Shape::Colour, "Its colour, of brows and beard too"),
    ],
};

static OUTFIT: Record = Record {
    name: "outfit",
    fields: &[
        may("style", Shape::Word(&words::OUTFITS), "What is worn"),
        may("colour", Shape::Colour, "Its main colour"),
    ],
};

static VOICE: Record = Record {
    name: "voice",
    fields: &[
        may(
            "pitch",
            Shape::Decimal("0 low to 1 high"),
            "How high the voice is; else 0.5",
        ),
        may(
            "pace",
            Shape::Decimal("0.5 to 2"),
            "Speed against ordinary talk; else 1",
        ),
    ],
};

pub static FAILURE: Record = Record {
    name: "failure",
    fields: &[
        must("kind", Shape::Word(&words::FAILURES), "What failed"),
        may(
            "severity",
            Shape::Whole(0, 3),
            "0 a trifle .. 3 over a hundred dollars' worth of loss; else 1",
        ),
        may(
            "repeated",
            Shape::Truth,
            "It is the second failure within memory; else false",
        ),
        may("controllable", Shape::Truth, "We could have prevented it; else true"),
        may("stable", Shape::Truth, "The cause looks lasting; else false"),
        may("fault", Shape::Word(&words::FAULTS), "Who really caused it; else Firm"),
        may(
            "consumed",
            Shape::Truth,
            "What was flawed was used before it failed; else true",
        ),
        may("irreparable", Shape::Truth, "No fix in kind exists; else false"),
        may(
            "obvious",
            Shape::Truth,
            "What is wrong needs no questions, so a fix never misses; else false",
        ),
        may(
            "no_proof",
            Shape::Truth,
            "The customer has no receipt or record; else false",
        ),
        must(
            "price",
            AMOUNT,
            "What was paid, whole units; compensation is counted in fifths of it",
        ),
        must("fix_cost", AMOUNT, "What a fix costs us, a wrong one too"),
        may("gesture_cost", AMOUNT, "What a small gesture costs us; else 3"),
        may(
            "improve_cost",
            AMOUNT,
            "What improving the process costs in the days after; else 4",
        ),
        may(
            "burden",
            Shape::Text,
            "What the failure cost the customer beside the money",
        ),
    ],
};

pub static POLICY: Record = Record {
    name: "policy",
    fields: &[
        must("fund", AMOUNT, "What may be spent without asking, whole units"),
        may("labour_per_minute", AMOUNT, "What a minute of talk costs"),
        may(
            "approval",
            Shape::List(&Shape::Act { argument: false }),
            "Acts that need a manager whatever they cost",
        ),
        may(
            "grants",
            Shape::Chances(&words::ANSWERS),
            "What the manager says when asked",
        ),
        may("currency", Shape::Plain, "What stands before an amount; else $"),
        may(
            "new_customer_value",
            AMOUNT,
            "What an average new customer is worth over the years",
        ),
    ],
};

pub static BEAT: Record = Record {
    name: "beat",
    fields: &[
        may(
            "day",
            Shape::Whole(1, 90),
            "A day after the talk: 1, 2, 3, 7, 14, 30 or 90",
        ),
        may("scene", Shape::Text, "What can be seen, told once; a day needs it"),
        may(
            "lines",
            Shape::List(&Shape::Record(&LINE)),
            "What the customer says: the first that fits",
        ),
        may(
            "waiting",
            Shape::List(&Shape::Text),
            "Said when time passes and nothing happens",
        ),
        must(
            "moves",
            Shape::List(&Shape::Record(&MOVE)),
            "What the trainee can choose: two to five",
        ),
    ],
};

pub static MOVE: Record = Record {
    name: "move",
    fields: &[
        must("id", Shape::Id, "The move's id, once in its beat"),
        must("say", Shape::Text, "The words on the card"),
        may(
            "acts",
            Shape::List(&Shape::Act { argument: true }),
            "What the move does to the customer: acts of the model",
        ),
        may("when", Shape::Record(&CONDITION), "Shown only where this holds"),
        may("sets", Shape::List(&Shape::Flag), "Flags for later conditions"),
        may(
            "replies",
            Shape::List(&Shape::Record(&LINE)),
            "The reaction: the first that fits",
        ),
        may(
            "branches",
            Shape::List(&Shape::Record(&BRANCH)),
            "Where it leads under conditions, tried in order",
        ),
        must("next", Shape::Beat { end: true }, "Where it leads"),
        must(
            "why",
            Shape::Text,
            "What the debrief says of it: one thing, in two sentences at most",
        ),
    ],
};

pub static INJECT: Record = Record {
    name: "inject",
    fields: &[
        must("id", Shape::Id, "The inject's id, once in the scenario"),
        must(
            "label",
            Shape::Plain,
            "What stands on the facilitator's button, 60 letters at most",
        ),
        may("scene", Shape::Text, "What is seen and heard, others' words among it"),
        may("say", Shape::Text, "What the customer says because of it"),
        may(
            "acts",
            Shape::List(&Shape::Act { argument: true }),
            "What somebody else of the firm does to the customer; else no time passes",
        ),
        may("sets", Shape::List(&Shape::Flag), "Flags for later conditions"),
        may(
            "when",
            Shape::Record(&CONDITION),
            "Can be brought only while this holds",
        ),
    ],
};

static BRANCH: Record = Record {
    name: "branch",
    fields: &[
        must("when", Shape::Record(&CONDITION), "Taken where this holds"),
        must("next", Shape::Beat { end: true }, "Where it leads"),
    ],
};

macro_rules! condition {
    ($($more:expr),* $(,)?) => {
        &[
            may("anger", Shape::Band(9), "Anger, 0 to 9, lies in the band"),
            may("loss", Shape::Band(100), "What the customer feels to have lost lies in the band"),
            may("dread", Shape::Band(100), "What the customer dreads of the hassle to come lies in the band"),
            may("done", Shape::List(&Shape::Act { argument: false }), "These acts were performed in this drill"),
            may("not_done", Shape::List(&Shape::Act { argument: false }), "These acts were not performed"),
            may("flags", Shape::List(&Shape::Flag), "A move has set these flags"),
            may("no_flags", Shape::List(&Shape::Flag), "No move has set these flags"),
            may("money", AMOUNT, "At least this much of the fund is left"),
            may("temper", Shape::List(&Shape::Word(&words::TEMPERS)), "Today's temper is one of these"),
            may("settled", Shape::Truth, "The problem is (not) fixed, or beyond repair and made good"),
            may("promised", Shape::Truth, "A promise is (not) open"),
            may("granted", Shape::Truth, "The manager said yes (did not, or was not asked)"),
            $($more),*
        ]
    };
}

static CONDITION: Record = Record {
    name: "condition",
    fields: condition!(),
};

static LINE: Record = Record {
    name: "line",
    fields: condition!(must("say", Shape::Text, "What the customer says, in one breath or two")),
};

static LAST_WORDS: Record = Record {
    name: "last word",
    fields: &[
        must(
            "tiers",
            Shape::List(&Shape::Word(&words::TIERS)),
            "Said where the customer leaves like this",
        ),
        must("say", Shape::Text, "What is said"),
    ],
};

pub static PROMISE: Record = Record {
    name: "Promise",
    fields: &[must(
        "due",
        Shape::Whole(1, 31),
        "Within how many ticks of 15 seconds the fix is promised",
    )],
};

pub static COMPENSATE: Record = Record {
    name: "Compensate",
    fields: &[
        must("kind", Shape::Word(&words::COMPENSATIONS), "What it consists of"),
        must("level", Shape::Whole(1, 10), "Fifths of the price: 5 is all of it"),
    ],
};
