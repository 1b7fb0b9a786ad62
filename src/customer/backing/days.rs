//! What stands behind the steps of the days after, and behind the end.

use super::{Backing, alone, apart, both, claim, design};
use crate::customer::ActKind;

pub(super) const fn afterwards(act: ActKind) -> Backing {
    match act {
        ActKind::ImproveProcess => both(
            claim(
                "A cause that will last lowers satisfaction with everything done about it; how much a changed process prevents is our design.",
                &["Van Vaerenbergh et al. 2014"],
            ),
            claim(
                "Implement improvements, so that the next customer is spared.",
                &["Kaufman"],
            ),
        ),
        ActKind::ShareLesson => both(
            claim(
                "Telling customers what was improved raises satisfaction and what they say to others, most where the recovery itself had \
                 failed.",
                &["Van Vaerenbergh, Lariviere & Vermeir 2012"],
            ),
            claim("Communicate results, to the customer and the team.", &["Kaufman"]),
        ),
        ActKind::FollowUp => both(
            claim(
                "To follow up is named as a step of its own; we know of no measured size, so it is our design.",
                &["Bell & Zemke 1987"],
            ),
            claim("Ask some days later whether all is well.", &["Kaufman", "Schuck"]),
        ),
        ActKind::PersonalNote => apart(
            claim(
                "Thank-you calls to half a million people and handwritten notes showed no effect.",
                &["Samek & Longfield", "Adena, Huck & Neyse 2025"],
            ),
            claim("Respond in person: a note shows that somebody cared.", &["Kaufman"]),
            "The method values the note, large field experiments found nothing: the model gives it one point.",
        ),
        ActKind::StayInTouch => apart(
            claim(
                "Thank-you contacts showed no effect in a very large field experiment.",
                &["Samek & Longfield"],
            ),
            claim("Extend the outcome: stay in touch without selling.", &["Kaufman"]),
            "The method values the later contact, the field experiment found nothing: the model gives it one point.",
        ),
        _ => alone(design(
            "The end of the talk and of the drill: the model's own reckoning, not something that is said.",
        )),
    }
}
