//! The folders in which a command may find itself after the `cd`s before it.

use std::path::{Path, PathBuf};

use super::opinion::Opinion;
use crate::policy::scene::{Real, Scene};
use crate::policy::syntax::{Joint, Word};

/// The most folders that are kept apart.
const MOST: usize = 4;

/// Where a command may be.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// Where it is when everything before it went well.
    here: Vec<PathBuf>,
    /// Where it is otherwise.
    otherwise: Vec<PathBuf>,
}

impl Places {
    /// In that folder.
    pub fn at(folder: &Path) -> Self {
        Self {
            here: vec![folder.to_owned()],
            otherwise: Vec::new(),
        }
    }

    /// All folders that are possible now.
    pub fn all(&self) -> &[PathBuf] {
        &self.here
    }

    /// Another command follows: after anything but `&&`, an earlier `cd` may have failed.
    pub fn before(&mut self, joint: Joint) {
        match joint {
            Joint::And | Joint::Piped => {}
            Joint::Next | Joint::Or => {
                for folder in self.otherwise.drain(..) {
                    if !self.here.contains(&folder) {
                        self.here.push(folder);
                    }
                }
            }
        }
    }

    /// Judges `cd` and goes there.
    pub fn change(&mut self, words: &[Word], scene: &Scene) -> Opinion {
        let span = super::judge::span_of(words, 1);
        let ask = |reason: &str| Opinion::ask_whole("shell.directory", reason, span);
        let target = match words {
            [_, target] if !target.text.starts_with('-') => target,
            [_, dashes, target] if dashes.is("--") => target,
            [_] | [_, _] | [_, _, _, ..] | [] => return ask("where this leads cannot be known"),
        };
        if target.glob.is_some() || target.text.is_empty() {
            return ask("where this leads cannot be known");
        }
        let Some(path) = path_of(target, scene) else {
            return ask("there is no home folder");
        };
        let mut next = Vec::new();
        for from in &self.here {
            match scene.real(from, &path) {
                Real::At(real) if real.starts_with(scene.workspace) => next.push(real),
                Real::At(_) | Real::Dangling(_) => return ask("this leaves the workspace"),
            }
        }
        next.dedup();
        self.otherwise.append(&mut self.here);
        self.here = next;
        if self.here.len() + self.otherwise.len() > MOST {
            return ask("where this leads cannot be known");
        }
        Opinion::fine()
    }
}

/// The word as a path, with the home folder for its tilde; none where there is no home.
pub(super) fn path_of(word: &Word, scene: &Scene) -> Option<PathBuf> {
    if !word.tilde {
        return Some(PathBuf::from(&word.text));
    }
    let rest = word.text.trim_start_matches('~').trim_start_matches('/');
    scene.home.map(|home| home.join(rest))
}
