//! What stands behind what is said and done in the talk to win the customer back.

use super::{Backing, apart, both, claim};
use crate::customer::ActKind;

pub(super) const fn talking(act: ActKind) -> Backing {
    match act {
        ActKind::Listen => both(
            claim(
                "Being listened to lowers anger by about half a standard deviation or more; attentiveness comes first among all that staff can \
                 do.",
                &["Kjaervik & Bushman 2024", "Herhausen et al. 2023", "Davidow 2003"],
            ),
            claim("Listen before anything else.", &["Schuck"]),
        ),
        ActKind::Clarify => both(
            claim(
                "Signals of listening, such as asking, are well received.",
                &["Packard & Berger 2021"],
            ),
            claim(
                "Ask and gather the facts, so that the right thing is mended.",
                &["Schuck"],
            ),
        ),
        ActKind::Paraphrase => both(
            claim(
                "Active listening takes the heat out of an angry talk.",
                &["Herhausen et al. 2023"],
            ),
            claim("Repeat back what was understood, then act.", &["Schuck"]),
        ),
        ActKind::Reassure => both(
            claim(
                "Fear for one's own standing feeds rage; how much a word of trust takes away is our design.",
                &["Surachartkumtonkun et al. 2015"],
            ),
            claim("Assume innocence, and say so.", &["Kaufman", "Schuck"]),
        ),
        ActKind::Own => both(
            claim(
                "Accepting the blame does more for a customer than empowerment, and that more than an apology.",
                &["Boshoff & Leong 1998"],
            ),
            claim("Take it on yourself to put it right.", &["Tschohl", "Alexander"]),
        ),
        ActKind::Apologise => apart(
            claim(
                "What counts is the quality of one apology: empathy, then intensity, then timing. Repeated ones can be worse than none, and an \
                 apology alone mends little.",
                &["Roschk & Kaiser 2013", "Halperin et al. 2022"],
            ),
            claim("Say you are sorry, first and always.", &["Kaufman"]),
            "“Always apologise” is right in these drills because every customer has noticed the failure; an apology for one that nobody \
             noticed can backfire. The model counts one felt apology and lets a third one harm.",
        ),
        ActKind::Thank => apart(
            claim(
                "Thanks for the patience beat a bare apology and do not add to it; an apology with felt empathy beats thanks.",
                &["You, Yang, Wang & Deng 2020", "Roschk & Kaiser 2013"],
            ),
            claim("Answer with thanks for having come back.", &["Kaufman"]),
            "Thanks or sorry: in the model thanks stand in for a bare apology, and only the apology relieves anger.",
        ),
        ActKind::Empathise => apart(
            claim(
                "Empathy calms where anger is high. More of it than is needed gets in the way of solving.",
                &["Herhausen et al. 2023", "Marinova et al. 2018"],
            ),
            claim("Name what the customer feels.", &["Schuck"]),
            "The method sets no limit. In the model the first word of empathy helps after listening; each further one costs.",
        ),
        ActKind::Explain => both(
            claim(
                "An explanation or news of what happens helps; both together help less than the better one.",
                &["Hogreve et al. 2017"],
            ),
            claim(
                "Communicate: say what happened, plainly and without excuse.",
                &["Kaufman"],
            ),
        ),
        ActKind::StatusUpdate => both(
            claim(
                "Of callers on hold almost 70% had gone after 108 seconds with music, 36% where they were told their place in the queue.",
                &["Munichor & Rafaeli 2007"],
            ),
            claim("Say what happens now, and how long it takes.", &["Schuck"]),
        ),
        _ => both(
            claim(
                "A say in the remedy makes the process look fairer, most to established customers.",
                &["Karande, Magnini & Tam 2007"],
            ),
            claim("Ask what would make it right.", &["Schuck"]),
        ),
    }
}

pub(super) const fn mending(act: ActKind) -> Backing {
    match act {
        ActKind::Fix => apart(
            claim(
                "Solving, and soon, is what customers come back for. An excellent recovery makes them more satisfied than before, but rarely \
                 more loyal than no failure would have.",
                &["TARP", "de Matos, Henrique & Rossi 2007", "Knox & van Oest 2014"],
            ),
            claim(
                "Expedite solutions: a customer who was won back is worth more than before.",
                &["Kaufman", "Schuck"],
            ),
            "The method hopes for customers more loyal than if nothing had happened. The model follows the evidence: more satisfied, rarely \
             more loyal.",
        ),
        ActKind::Promise => apart(
            claim(
                "A dated promise makes waiting easier. Keeping it earns little, breaking it costs much.",
                &["Munichor & Rafaeli 2007", "Gneezy & Epley 2014"],
            ),
            claim("Promise what you will do, and deliver it.", &["Schuck"]),
            "The method counts a promise as part of the solution. In the model it is worth its clock and little else, and a broken one is a \
             failed recovery.",
        ),
        ActKind::Compensate => apart(
            claim(
                "What resembles the loss works best, and money now beats money later. Above about 150% of the price loyalty falls again; money \
                 does not rescue a bad process.",
                &[
                    "Roschk & Gelbrich 2014",
                    "Haesevoets et al. 2017",
                    "Wirtz & Mattila 2004",
                ],
            ),
            claim("Victory to the customer: do not calculate the cost.", &["Kaufman"]),
            "“Do not calculate the cost” against the harm of too much: the model follows the evidence, and more than is needed is also simply \
             given away.",
        ),
        ActKind::Gesture => both(
            claim(
                "A surprise that is explained delights more than one that is not; the size here is our design.",
                &["Kim & Mattila 2013"],
            ),
            claim(
                "A small unexpected extra of high value and low cost, after it was made right: the socks.",
                &["Kaufman", "Tschohl"],
            ),
        ),
        _ => both(
            claim(
                "Customers who caused it themselves feel guilt and gratitude when they are helped.",
                &["Su, Raju & Laczniak 2021"],
            ),
            claim("Show how to avoid it, after the help and without blame.", &["Schuck"]),
        ),
    }
}
