//! What stands behind the ways to avoid the customer, and behind waiting.

use super::{Backing, apart, both, claim, design};
use crate::customer::ActKind;

pub(super) const fn avoiding(act: ActKind) -> Backing {
    match act {
        ActKind::Interrupt => both(
            claim(
                "Signs of listening are what customers judge service staff by; whoever is cut off gets none.",
                &["Davidow 2003", "Packard & Berger 2021"],
            ),
            claim("Let the customer tell it to the end.", &["Schuck"]),
        ),
        ActKind::Reject => both(
            claim(
                "A threat to the customer's self-esteem is what turns anger into rage, and each dismissal counts as a failed recovery.",
                &["Surachartkumtonkun et al. 2015"],
            ),
            claim(
                "To reject is the first of three ways to lose a customer.",
                &["Alexander"],
            ),
        ),
        ActKind::Disagree => both(
            claim(
                "Accepting the blame does more than empowerment or an apology; denying it is unwelcome.",
                &["Boshoff & Leong 1998"],
            ),
            claim(
                "Arguing is one of three ways to lose a customer, whoever is right.",
                &["Alexander"],
            ),
        ),
        ActKind::Blame => both(
            claim(
                "Blame put elsewhere is unwelcome. That blaming the customer is worst, a third party least bad, is our order.",
                &["Boshoff & Leong 1998"],
            ),
            claim(
                "Never blame: neither the customer nor a colleague.",
                &["Tschohl", "Kaufman"],
            ),
        ),
        ActKind::DemandProof => both(
            claim(
                "Doubt in a customer's honesty threatens their self-esteem; how much a demand for proof costs is our design.",
                &["Surachartkumtonkun et al. 2015"],
            ),
            claim(
                "Presume innocence: no receipt is needed to be believed.",
                &["Kaufman", "Schuck"],
            ),
        ),
        ActKind::HideBehindPolicy => both(
            claim(
                "Justifications are received less well than apologies and excuses.",
                &["Bradley & Sparks 2012"],
            ),
            claim(
                "A rule is no reason for the person it hurts.",
                &["Alexander", "Tschohl"],
            ),
        ),
        _ => both(
            design("We know of no study on bargaining over the remedy; its size is our design."),
            claim(
                "Do not calculate the cost and do not negotiate: a remedy that was bargained for buys no loyalty.",
                &["Kaufman"],
            ),
        ),
    }
}

pub(super) const fn waiting(act: ActKind) -> Backing {
    match act {
        ActKind::Ignore => both(
            claim(
                "Attentiveness comes first among what staff can do; silence is its absence.",
                &["Davidow 2003"],
            ),
            claim("To ignore is one of three ways to lose a customer.", &["Alexander"]),
        ),
        ActKind::CheckWithManager => both(
            claim(
                "Staff who may decide themselves are valued next to those who accept the blame.",
                &["Boshoff & Leong 1998"],
            ),
            claim("Whoever meets the customer decides, without asking.", &["Kaufman"]),
        ),
        ActKind::Transfer => apart(
            claim(
                "The first transfer made no notable difference; the second cost many customers' intent to stay.",
                &["Portland Research 2004"],
            ),
            claim("Never pass the customer on.", &["Tschohl"]),
            "The method forbids every transfer. In the model the first costs time only, each further one anger and trust.",
        ),
        _ => apart(
            claim(
                "There is a zone of tolerance in which waiting does no harm, shorter for new customers; whoever waits without news leaves \
                 sooner.",
                &["Hogreve, Bilstein & Mandl 2017", "Munichor & Rafaeli 2007"],
            ),
            claim("Put it right within sixty seconds.", &["Tschohl"]),
            "One minute as a limit has no source that we know of; the model has a zone of one to three minutes, by how well the customer \
             knows the firm.",
        ),
    }
}
