//! A private way in, until the command line opens the window.
use bounceback::app::{AppOptions, Start, run};
use bounceback::library::Library;
use bounceback::session::{Mode, Pace};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut options = AppOptions {
        library: Library::shipped(),
        ..Default::default()
    };
    let mut at = arguments.iter();
    while let Some(word) = at.next() {
        match word.as_str() {
            "--screenshots" => options.screenshots = at.next().map(Into::into),
            "--size" => {
                options.size = at
                    .next()
                    .and_then(|size| size.split_once('x'))
                    .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
            }
            "--folder" => options.library = Library::load(&[at.next().expect("a folder")]).expect("a library"),
            id => {
                options.start = Some(Start {
                    scenario: id.to_owned(),
                    seed: Some(7),
                    mode: Mode::Practice,
                    pace: Pace::Relaxed,
                    temper: None,
                    at_drill: true,
                });
            }
        }
    }
    if let Err(why) = run(options) {
        println!("{why}");
    }
}
