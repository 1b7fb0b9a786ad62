//! Every number of the customer model, read from the shipped table with its unit, meaning, source and label.

use std::sync::LazyLock;

use serde::Deserialize;

/// The table as it is shipped, one entry a line, with sources.
const SHIPPED: &str = include_str!("../../assets/coefficients.ron");

/// How well a number is founded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Label {
    /// The number itself is in the cited source.
    Found,
    /// The sign or the order is published, the size is ours.
    Sign,
    /// Ours: no published size or sign.
    Design,
}

/// One entry of the table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub name: String,
    pub values: Vec<i32>,
    pub unit: String,
    pub label: Label,
    pub meaning: String,
    pub source: String,
}

/// The whole table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename = "Coefficients")]
pub struct Table {
    pub version: String,
    pub entries: Vec<Entry>,
}

/// Why a table cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub enum TableError {
    /// Not a coefficient table; the message holds line and column.
    Unreadable(ron::error::SpannedError),
    /// An entry is not there.
    Missing(&'static str),
    /// An entry holds another number of values than the model needs.
    Length {
        name: &'static str,
        expected: usize,
        found: usize,
    },
    /// An entry that the model does not know, or one that stands twice.
    Unknown(String),
}

impl std::fmt::Display for TableError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "the coefficient table cannot be read: {error}"),
            Self::Missing(name) => write!(f, "the coefficient `{name}` is missing"),
            Self::Length { name, expected, found } => {
                write!(f, "the coefficient `{name}` needs {expected} values, not {found}")
            }
            Self::Unknown(name) => write!(f, "`{name}` is no coefficient of the model, or stands twice"),
        }
    }
}

impl std::error::Error for TableError {}

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    /// [`TableError::Unreadable`] where the text is no table.
    pub fn read(text: &str) -> Result<Self, TableError> {
        ron::from_str(text).map_err(TableError::Unreadable)
    }

    /// The table that bounceback is shipped with.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static TABLE: LazyLock<Table> =
            LazyLock::new(|| Table::read(SHIPPED).expect("the shipped table is read by a test"));
        &TABLE
    }
}

/// A number or a fixed list of numbers.
trait FromValues: Sized {
    const LENGTH: usize;
    fn from_values(values: &[i32]) -> Option<Self>;
}

impl FromValues for i32 {
    const LENGTH: usize = 1;
    fn from_values(values: &[i32]) -> Option<Self> {
        <[i32; 1]>::from_values(values).map(|[value]| value)
    }
}

impl<const N: usize> FromValues for [i32; N] {
    const LENGTH: usize = N;
    fn from_values(values: &[i32]) -> Option<Self> {
        values.try_into().ok()
    }
}

macro_rules! coefficients {
    ($($name:ident: $type:ty),+ $(,)?) => {
        /// The values by name, for the transitions. What each means stands in [`Table::shipped`] and in MODEL.md section 11.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Coefficients { $(pub $name: $type),+ }

        impl TryFrom<&Table> for Coefficients {
            type Error = Vec<TableError>;

            /// # Errors
            /// Every entry that is missing, of the wrong length, unknown or doubled.
            fn try_from(table: &Table) -> Result<Self, Self::Error> {
                let mut errors = Vec::new();
                let mut known = vec![false; table.entries.len()];
                $(
                    let $name = match table.entries.iter().position(|entry| entry.name == stringify!($name)) {
                        None => {
                            errors.push(TableError::Missing(stringify!($name)));
                            None
                        }
                        Some(at) => {
                            known[at] = true;
                            let values = &table.entries[at].values;
                            let value = <$type>::from_values(values);
                            if value.is_none() {
                                errors.push(TableError::Length {
                                    name: stringify!($name),
                                    expected: <$type>::LENGTH,
                                    found: values.len(),
                                });
                            }
                            value
                        }
                    };
                )+
                errors.extend(
                    table.entries.iter().zip(known).filter(|(_, known)| !known)
                        .map(|(entry, _)| TableError::Unknown(entry.name.clone())),
                );
                match ($($name,)+) {
                    ($(Some($name),)+) if errors.is_empty() => Ok(Self { $($name),+ }),
                    _ => Err(errors),
                }
            }
        }
    };
}

coefficients! {
        // time
        tick_seconds: i32,
        clock_max: i32,
        act_half_ticks: [i32; 23],
        idle_ticks: [i32; 3],
        wait_max: i32,
        tolerance_ticks: [i32; 3],
        delay_rate: [i32; 2],
        delay_max: i32,
        due_max: i32,
        // chance
        trait_weights: [i32; 3],
        leave_uninformed: [i32; 3],
        leave_informed: [i32; 3],
        miss_weight: [i32; 4],
        // anger
        anger_start: i32,
        anger_severity: i32,
        anger_repeated: i32,
        anger_controllable: i32,
        anger_own_fault: i32,
        anger_temper: [i32; 3],
        heat_max: i32,
        heat_interrupt: i32,
        heat_reject: i32,
        heat_disagree: i32,
        heat_blame: [i32; 3],
        heat_demand_proof: i32,
        heat_no_proof: i32,
        heat_policy: i32,
        heat_haggle: i32,
        heat_ignore: i32,
        heat_manager: i32,
        heat_transfer: i32,
        heat_break: i32,
        heat_miss: i32,
        heat_apology_spam: i32,
        heat_gesture: i32,
        heat_idle: [i32; 2],
        relief_heard: [i32; 3],
        relief_felt: [i32; 2],
        relief_apology: i32,
        relief_own: i32,
        relief_fix: i32,
        relief_comp: i32,
        // distributive justice
        fix_dj: [i32; 3],
        comp_cap: [i32; 2],
        match_money: [i32; 4],
        match_goods: [i32; 4],
        match_service: [i32; 4],
        match_attention: [i32; 4],
        asked_worth: i32,
        irreparable_worth: i32,
        comp_counts: i32,
        curve_accepted: [i32; 11],
        curve_rejected: [i32; 11],
        haggle_keep: [i32; 3],
        comp_after_deviation: i32,
        gesture_dj: i32,
        // interactional justice
        ij_base: i32,
        ij_heard: [i32; 3],
        ij_clarify: i32,
        ij_felt: i32,
        ij_hollow: i32,
        ij_overdone: i32,
        ij_no_apology: i32,
        ij_apology: i32,
        ij_apology_felt: i32,
        ij_apology_timely: i32,
        ij_thanks: i32,
        ij_apology_repeat: [i32; 4],
        ij_own: [i32; 4],
        ij_face: [i32; 3],
        ij_info: [i32; 4],
        ij_deviation: i32,
        // procedural justice
        pj_base: i32,
        pj_delay: i32,
        pj_runaround: [i32; 8],
        pj_info: [i32; 4],
        pj_voice: [i32; 3],
        pj_face: [i32; 3],
        pj_no_proof: i32,
        // halo: feelings and treatment colour fairness
        halo_dj: i32,
        halo_pj: i32,
        colour_from: i32,
        colour: [i32; 3],
        // satisfaction with the recovery
        w_money: [i32; 3],
        w_goods: [i32; 3],
        w_service: [i32; 3],
        w_attention: [i32; 3],
        ij_severity_loss: i32,
        sat_anger: i32,
        sat_deviation: i32,
        sat_stable: i32,
        sat_controllable: i32,
        ramp: [i32; 2],
        ceiling: i32,
        // cumulative satisfaction
        cum_carry: i32,
        cum_weights: [i32; 3],
        cum_severity: i32,
        cum_repeated: i32,
        cum_stable: i32,
        cum_deviation: i32,
        // loyalty
        loyal_low: [i32; 10],
        loyal_high: [i32; 10],
        loyal_baseline: [i32; 2],
        over_level: i32,
        over_loyalty: i32,
        recur_base: [i32; 2],
        recur_loyalty: i32,
        recur_improved: i32,
        recur_educated: i32,
        // repurchase intention
        intent_captive: [i32; 3],
        intent_tie: [i32; 3],
        // word of mouth
        wom_bad: [i32; 8],
        wom_good: [i32; 8],
        wom_rage: [i32; 2],
        wom_talk: [i32; 3],
        wom_referral: i32,
        // tiers
        tier_sat: [i32; 4],
        champion_anger: i32,
        // aftercare
        calendar: [i32; 8],
        after_promise_slot: i32,
        after_fix: [i32; 2],
        after_goodwill: i32,
        after_break: [i32; 3],
        followup_slot: i32,
        followup_cum: [i32; 3],
        note_cum: i32,
        share_cum: [i32; 3],
        share_wom: i32,
        stay_slot: i32,
        stay_cum: [i32; 3],
        loyal_per_cum: i32,
        after_half_ticks: [i32; 5],
}

impl Coefficients {
    /// The values that bounceback is shipped with.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static VALUES: LazyLock<Coefficients> = LazyLock::new(|| {
            Table::shipped()
                .try_into()
                .expect("the shipped table is complete: a test reads it")
        });
        &VALUES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_is_complete_and_labelled_as_the_specification_says() {
        let table = Table::read(SHIPPED).expect("readable");
        assert_eq!(table.version, "2.0.0");
        let values: usize = table.entries.iter().map(|entry| entry.values.len()).sum();
        assert_eq!((table.entries.len(), values), (132, 317));
        let count = |label| table.entries.iter().filter(|entry| entry.label == label).count();
        assert_eq!(
            (count(Label::Found), count(Label::Sign), count(Label::Design)),
            (10, 76, 46)
        );
        assert!(Coefficients::try_from(&table).is_ok());
    }

    #[test]
    fn every_fault_of_a_table_is_reported_at_once() {
        let mut table = Table::shipped().clone();
        table.entries[0].name = "tick_second".to_owned();
        table.entries[2].values.pop();
        let errors = Coefficients::try_from(&table).expect_err("two faults");
        assert_eq!(
            errors,
            [
                TableError::Missing("tick_seconds"),
                TableError::Length {
                    name: "act_half_ticks",
                    expected: 23,
                    found: 22
                },
                TableError::Unknown("tick_second".to_owned()),
            ]
        );
    }
}
