//! `bounceback look`: a contact sheet of a scenario's customer, or of all that customers and places can be.

use std::process::ExitCode;
use std::sync::Arc;

use super::args::{Arguments, Look};
use super::terminal::{Terminal, Tone};
use super::{Outcome, named, write};
use crate::figure::{SETS, Set, Sitter, catalogue, contact_sheet};
use crate::library::Library;
use crate::scenario::{Channel, Scenario};

/// A scenario to be drawn, with the place it names.
struct Sat {
    scenario: Arc<Scenario>,
    set: Set,
    /// "boutique", or that it is not known.
    place: String,
}

impl Sat {
    fn of(library: &Library, scenario: Arc<Scenario>) -> Self {
        let set = library.sets.of(&scenario).clone();
        let place = if library.sets.named(&scenario.setting).is_some() {
            scenario.setting.clone()
        } else {
            let near = library.sets.nearest(&scenario.setting);
            let near = near.map_or_else(String::new, |near| format!(" (did you mean \"{near}\"?)"));
            format!("a plain room: there is no set \"{}\"{near}", scenario.setting)
        };
        Self { scenario, set, place }
    }

    fn sitter(&self) -> Sitter<'_> {
        let customer = &self.scenario.customer;
        Sitter {
            name: &customer.name,
            about: &self.scenario.title,
            look: &customer.look,
            set: &self.set,
            place: &self.place,
            on_phone: self.scenario.channel == Channel::Phone,
        }
    }
}

pub fn run(arguments: &Arguments, verb: &Look, terminal: &mut Terminal) -> Outcome {
    let text = if verb.all {
        let names: Vec<&str> = SETS.iter().map(|(name, _)| *name).collect();
        catalogue(&names)
    } else {
        let sat: Vec<Sat> = verb
            .scenarios_or_files
            .iter()
            .map(|name| named(arguments, name).map(|(library, scenario)| Sat::of(&library, scenario)))
            .collect::<Result<_, _>>()?;
        let sitters: Vec<Sitter<'_>> = sat.iter().map(Sat::sitter).collect();
        contact_sheet(&sitters)
    };
    write::file(&verb.out, text.as_bytes(), verb.force)?;
    let shown = verb.out.display();
    terminal.line(Tone::Good, &format!("{shown} was written."))?;
    terminal.line(
        Tone::Plain,
        "Open it with a web browser, or any program that shows SVG pictures.",
    )?;
    Ok(ExitCode::SUCCESS)
}
