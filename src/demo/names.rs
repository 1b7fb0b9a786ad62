//! Made-up people's names, of varied origin.

const GIVEN: [&str; 50] = [
    "Amara", "Luca", "Ingrid", "Thabo", "Mei", "Oisín", "Fatima", "Jakub", "Priya", "Mateo", "Aroha", "Yusuf", "Elif",
    "Henrik", "Chiara", "Kofi", "Sanna", "Rafael", "Noor", "Dmitri", "Hana", "Tomasz", "Leilani", "Samuel", "Zsófia",
    "Omar", "Beatriz", "Kenji", "Wanjiru", "Pierre", "Ayşe", "Gustav", "Nomvula", "Daniel", "Svetlana", "Ravi",
    "Camille", "Tariq", "Maren", "Joaquín", "Siobhan", "Bao", "Katarina", "Emeka", "Ruth", "Iker", "Lina", "Anton",
    "Grace", "Minh",
];

const FAMILY: [&str; 50] = [
    "Okafor",
    "Marchetti",
    "Solberg",
    "Mokoena",
    "Lin",
    "Byrne",
    "Haddad",
    "Nowak",
    "Raman",
    "Vargas",
    "Ngata",
    "Demir",
    "Aydın",
    "Lindqvist",
    "Conti",
    "Mensah",
    "Virtanen",
    "Carvalho",
    "Siddiqui",
    "Orlov",
    "Novotná",
    "Wójcik",
    "Kealoha",
    "Abramson",
    "Kovács",
    "Farouk",
    "Sousa",
    "Tanaka",
    "Kamau",
    "Lefèvre",
    "Yıldız",
    "Bergman",
    "Dlamini",
    "Whitaker",
    "Petrova",
    "Iyer",
    "Dubois",
    "Rahman",
    "Hoffmann",
    "Herrera",
    "Gallagher",
    "Tran",
    "Horvat",
    "Eze",
    "Levi",
    "Etxeberria",
    "Haugen",
    "Fischer",
    "Achieng",
    "Pham",
];

/// How many different names there are.
pub const NAMES: usize = GIVEN.len() * FAMILY.len();

/// The name of this number, below [`NAMES`]: the first fifty share neither part.
pub fn name(number: usize) -> String {
    let round = number / GIVEN.len();
    let given = number % GIVEN.len();
    format!("{} {}", GIVEN[given], FAMILY[(given + round * 7) % FAMILY.len()])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::record::Person;

    #[test]
    fn no_name_comes_twice() {
        let names: BTreeSet<String> = (0..NAMES).map(name).collect();
        assert_eq!(names.len(), NAMES);
        assert!(names.iter().all(|name| name.chars().count() <= Person::NAME_MAX));
        assert_eq!((name(0), name(50)), ("Amara Okafor".into(), "Amara Nowak".into()));
    }
}
