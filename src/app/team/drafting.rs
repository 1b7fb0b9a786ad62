//! The plan while it is typed: kept a moment after the last letter.

use std::time::{Duration, Instant};

use crate::session::team::Plan;

/// So long after the last letter it is kept.
const PAUSE: Duration = Duration::from_millis(900);

/// The plan while it is typed.
#[derive(Debug, Default)]
pub struct Drafting {
    plan: Plan,
    /// Since when something waits to be kept.
    since: Option<Instant>,
    /// What was sent to be kept last.
    sent: Option<Plan>,
}

impl Drafting {
    /// As it stands.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Somebody typed.
    pub fn typed(&mut self, plan: Plan) {
        if plan != self.plan {
            self.plan = plan;
            self.since = Some(Instant::now());
        }
    }

    /// The session's plan is this: typed here and kept, or written on the facilitator's remote. What is being typed here is not
    /// disturbed by it.
    pub fn brought(&mut self, plan: &Plan) {
        let is_own = self.sent.as_ref().is_some_and(|sent| sent.cleaned() == *plan);
        if self.since.is_none() && !is_own {
            self.plan = plan.clone();
            self.sent = Some(plan.clone());
        }
    }

    /// What is to be kept now.
    pub fn due(&mut self) -> Option<Plan> {
        self.since.filter(|since| since.elapsed() >= PAUSE)?;
        self.rest()
    }

    /// What waits to be kept.
    pub fn rest(&mut self) -> Option<Plan> {
        self.since.take()?;
        self.sent = Some(self.plan.clone());
        Some(self.plan.clone())
    }

    /// Whether something waits.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        self.since.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(say: &str) -> Plan {
        Plan {
            say: say.to_owned(),
            ..Plan::default()
        }
    }

    #[test]
    fn what_is_typed_is_not_disturbed_and_what_others_write_is_seen() {
        let mut drafting = Drafting::default();
        drafting.brought(&plan("from the last session"));
        assert_eq!(drafting.plan().say, "from the last session");
        drafting.typed(plan("We are sorry "));
        drafting.brought(&plan("from the last session"));
        assert_eq!(drafting.plan().say, "We are sorry ", "somebody types");
        assert_eq!(drafting.rest(), Some(plan("We are sorry ")));
        // It comes back as it is kept: without the blank, which the next word needs.
        drafting.brought(&plan("We are sorry"));
        assert_eq!(drafting.plan().say, "We are sorry ");
        assert_eq!(drafting.rest(), None);
        drafting.brought(&plan("from the remote"));
        assert_eq!(drafting.plan().say, "from the remote");
    }
}
