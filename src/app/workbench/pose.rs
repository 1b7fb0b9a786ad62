//! The workbench as pictures show it: a scenario that was solved, in which somebody has just mistyped a word.

use super::bench::{Bench, Open};
use super::wish::Side;
use crate::scenario::{PolicyChange, template};
use crate::workbench::{Cause, Patch, Path, outline};

/// The word that is mistyped.
const WORD: &str = "Reassure";
const MISTYPED: &str = "Reasure";

impl Bench {
    /// Puts a scenario on the workbench, or takes it off.
    pub fn pose(&mut self, id: &str, text: &str, side: Option<Side>) {
        self.said = None;
        // One that lies there already need not be solved again.
        if let Some((open, side)) = self.open.as_mut().zip(side)
            && open.sheet.name() == format!("{id}.ron")
        {
            open.side = side;
            if std::mem::take(&mut self.is_mistyped) {
                open.sheet.undo();
            }
            return;
        }
        self.is_mistyped = false;
        self.open = side.and_then(|side| {
            // The file is looked at only while the pictures are taken.
            let folder = std::env::temp_dir().join(format!("bounceback-pictures-{}", std::process::id()));
            let path = folder.join(format!("{id}.ron"));
            std::fs::create_dir_all(&folder)
                .and_then(|()| std::fs::write(&path, text))
                .ok()?;
            let mut open = Open::file(&path, None, PolicyChange::default()).ok()?;
            let _read = std::fs::remove_dir_all(&folder);
            open.side = side;
            let beats = outline(open.sheet.document());
            let beat = beats.get(1).or(beats.first())?;
            let (start, path) = (beat.key.start, Path::beat(&beat.id).a_move(0));
            open.sheet.caret = start..start;
            open.sheet.goal = Some(start);
            open.sheet.form = path;
            Some(open)
        });
    }

    /// Whether all that the picture shows is there: what was solved, and the mistake that was made since.
    pub fn is_posed(&mut self) -> bool {
        let Some(open) = &mut self.open else { return true };
        // A file that is gone is told of, and not written: here it is meant to be.
        (open.theirs, open.said) = (None, None);
        open.sheet.saved = open.sheet.turn();
        if open.sheet.read_turn != open.sheet.turn() {
            return false;
        }
        if self.is_mistyped || open.side != Side::Map {
            return true;
        }
        // Its widths are worked out last.
        if open.checker.is_busy() {
            return false;
        }
        self.is_mistyped = true;
        let caret = open.sheet.caret.start;
        let at = open.sheet.text()[caret..]
            .find(WORD)
            .map(|at| at + caret)
            .or_else(|| open.sheet.text().find(WORD));
        if let Some(at) = at {
            open.sheet
                .change(vec![Patch::new(at..at + WORD.len(), MISTYPED)], Cause::Typing);
        }
        false
    }
}

/// A text of so many beats, each of which leads to the next: long, and nothing else.
fn long(beats: usize) -> String {
    let mut text = template("long");
    let Some(start) = text.find("beats: {") else {
        return text;
    };
    text.truncate(start);
    // What it allows speaks of beats that go with the rest.
    if let Some((allow, start)) = text.find("    allow: [").zip(text.find("    start:")) {
        text.replace_range(allow..start, "");
    }
    text = text.replacen("start: \"counter\"", "start: \"b0\"", 1);
    text += "beats: {\n";
    for beat in 0..beats {
        let next = if beat + 1 == beats {
            "end".to_owned()
        } else {
            format!("b{}", beat + 1)
        };
        text += &format!(
            "        \"b{beat}\": (\n            lines: [\n                (anger: (5, 9), say: \"Beat {beat}. I have been standing here for an hour.\"),\n                \
             (say: \"So, what now?\"),\n            ],\n            moves: [\n"
        );
        for (id, act) in [("listen", "Listen"), ("sorry", "Apologise"), ("proof", "DemandProof")] {
            text += &format!(
                "                (\n                    id: \"{id}\", say: \"Words of the move {id} at beat {beat}, as long as such words are.\",\n                    \
                 acts: [{act}],\n                    next: \"{next}\",\n                    why: \"Why it helps, or does not, in a sentence.\",\n                ),\n"
            );
        }
        text += "            ],\n        ),\n";
    }
    text + "    },\n)\n"
}

impl Bench {
    /// Puts a text of 300 beats on the workbench, with the caret in its middle.
    pub fn pose_long(&mut self) {
        let text = long(300);
        self.pose("long", &text, Some(Side::Map));
        if let Some(open) = &mut self.open {
            let middle = open.sheet.text()[text.len() / 2..]
                .find("Words")
                .map_or(0, |at| at + text.len() / 2);
            open.sheet.caret = middle..middle;
            open.sheet.goal = Some(middle);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::read;

    #[test]
    fn a_long_text_is_a_scenario() {
        let reading = read(&long(300));
        let scenario = reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.found));
        assert_eq!(scenario.beats.len(), 300);
    }
}
