//! Folders that a command goes to in ways that are not followed word by word.

use std::path::PathBuf;

use super::argv::{Look, Loss, is_dynamic, program_name};
use super::cut::{Piece, Quotes, segments};
use super::loose::{Tongue, scan_text};
use crate::domain::verdict::Span;
use crate::policy::scene::Scene;

/// The most folders that are looked into.
const MOST: usize = 12;

/// Words after which a folder stands.
const MOVERS: [&str; 6] = ["cd", "pushd", "chdir", "--chdir", "--directory", "-D"];

/// Programs that take `-C` for a folder; to others it means something else.
const TAKE_C: [&str; 7] = ["env", "genv", "make", "gmake", "git", "tar", "ninja"];

/// Programs that write where they are told to.
const WRITERS: [&str; 7] = ["tee", "truncate", "dd", "cp", "mv", "install", "rsync"];

/// What a text would lose in a folder that it may go to first.
pub(in crate::policy) fn elsewhere(text: &str, scene: &Scene) -> Option<(Loss, Span)> {
    let mut found = Folders {
        places: vec![scene.cwd.to_owned()],
        is_unknown: false,
    };
    for quotes in [Quotes::Join, Quotes::Split] {
        for segment in segments(text, quotes) {
            found.follow(&segment, text, scene);
        }
    }
    if found.is_unknown && writes(text) {
        let why = "where it writes cannot be known";
        return Some((Loss::of_files(why, 0), Span::new(0, text.len())));
    }
    if found.places.len() < 2 {
        return None;
    }
    scan_text(text, Tongue::Shell, &Look::new(scene, &found.places))
}

struct Folders {
    places: Vec<PathBuf>,
    is_unknown: bool,
}

impl Folders {
    fn follow(&mut self, segment: &[Piece], text: &str, scene: &Scene) {
        let takes = |piece: &Piece| TAKE_C.contains(&program_name(&piece.text).as_str());
        let takes_c = segment.iter().any(takes);
        for (at, piece) in segment.iter().enumerate() {
            let word = piece.text.as_str();
            let attached = word
                .strip_prefix("--chdir=")
                .or_else(|| word.strip_prefix("--directory="))
                .or_else(|| {
                    word.strip_prefix("-C")
                        .filter(|rest| takes_c && !rest.is_empty())
                });
            if let Some(folder) = attached {
                self.go(folder, scene);
                continue;
            }
            if !(MOVERS.contains(&word) || takes_c && word == "-C") {
                continue;
            }
            let mut rest = segment[at + 1..].iter().map(|piece| piece.text.as_str());
            match rest.find(|word| !word.starts_with('-')) {
                Some(folder) => self.go(folder, scene),
                // What is computed there may stand in a segment of its own.
                None if is_dynamic(text) => self.is_unknown = true,
                None => self.go("~", scene),
            }
        }
    }

    fn go(&mut self, folder: &str, scene: &Scene) {
        if is_dynamic(folder) || folder.contains(['*', '?', '[', '{']) {
            self.is_unknown = true;
            return;
        }
        let home = scene.home.filter(|_| folder.starts_with('~'));
        let path = match home {
            Some(home) => home.join(folder.trim_start_matches('~').trim_start_matches('/')),
            None => PathBuf::from(folder),
        };
        for from in self.places.clone() {
            let place = from.join(&path);
            let is_new = self.places.len() < MOST && !self.places.contains(&place);
            if is_new && scene.facts.is_dir(&place) {
                self.places.push(place);
            }
        }
    }
}

/// True when a text writes into a file, or runs a program that does.
fn writes(text: &str) -> bool {
    let goes = |at: usize| {
        let target = text[at + 1..].trim_start_matches(['>', '|', ' ', '\t']);
        !target.starts_with(['&', '=']) && !target.starts_with("/dev/") && !target.is_empty()
    };
    let words = || text.split(|c: char| c.is_whitespace() || ";|&(){}'\"`".contains(c));
    text.match_indices('>').any(|(at, _)| goes(at))
        || words().any(|word| WRITERS.contains(&program_name(word).as_str()))
}
