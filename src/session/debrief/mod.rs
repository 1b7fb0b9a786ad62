//! The debrief as it is told, whoever tells it: what the drill came to, move by move, in words. The window, the HTML report and who
//! else shows a debrief all read this.

mod hearers;
mod mark;
mod model;
mod next;
mod verdict;

pub use hearers::Hearers;
pub use mark::Mark;
pub use model::{Debrief, Grades, NOTE, Row, Totals};
pub use next::{Next, next_drill};
pub use verdict::{Better, Verdict};
