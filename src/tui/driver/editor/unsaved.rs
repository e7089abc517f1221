//! Unsaved texts beside the store: kept with every pause, found again when a file is opened.
//!
//! Each screen keeps texts of its own, in files that it holds locked while it lives: what one
//! screen keeps is neither overwritten nor forgotten by another, and it is offered to nobody
//! before its screen has ended.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Deserialize;

use crate::text::Unsaved;
use crate::tui::draw::path_shortened;
use crate::workspace::{private_folder, sha256};

/// How many files are named at the start, and how long each name may be.
const NAMED: usize = 3;
const NAME_COLUMNS: u16 = 24;

/// What this screen keeps.
#[derive(Debug)]
pub struct Keeper {
    folder: PathBuf,
    /// Tells the files of this screen from those of others.
    name: String,
    /// The locks on what is kept, by the path of the text.
    held: HashMap<PathBuf, File>,
}

impl Keeper {
    /// Keeps texts below `state`.
    pub fn new(state: &Path) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let began = now.map_or(0, |now| now.as_nanos());
        Self {
            folder: state.join("unsaved"),
            name: format!("{}-{began:x}", std::process::id()),
            held: HashMap::new(),
        }
    }

    /// Keeps the unsaved text of a file.
    pub fn keep(&mut self, unsaved: &Unsaved) -> io::Result<()> {
        private_folder(&self.folder)?;
        // Nobody else may read it: the mode of a temporary file sees to that.
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(&serde_json::to_vec(unsaved).map_err(io::Error::other)?)?;
        file.as_file().sync_all()?;
        // Locked before it has its name. Where nothing can be locked, it is better kept unlocked.
        file.as_file().try_lock().ok();
        let file = file.persist(self.place(&unsaved.path))?;
        self.held.insert(unsaved.path.clone(), file);
        Ok(())
    }

    /// The unsaved text of a file that this screen or one that has ended has kept, if there is
    /// one; from then on it is this screen's.
    pub fn find(&mut self, path: &Path) -> Option<Unsaved> {
        if self.held.contains_key(path) {
            return read(&File::open(self.place(path)).ok()?, path);
        }
        let mut found = self.left_behind(path);
        found.sort_by_key(|(_, file)| file.metadata().and_then(|of| of.modified()).ok());
        // The newest; an older one is found when that is done with.
        while let Some((place, file)) = found.pop() {
            if let Some(unsaved) = read(&file, path)
                && fs::rename(&place, self.place(path)).is_ok()
            {
                self.held.insert(path.to_owned(), file);
                return Some(unsaved);
            }
        }
        None
    }

    /// Forgets the unsaved text of a file that this screen keeps.
    pub fn forget(&mut self, path: &Path) {
        if self.held.contains_key(path) && fs::remove_file(self.place(path)).is_ok() {
            self.held.remove(path);
        }
    }

    /// What screens that have ended kept of a file, locked by us now.
    fn left_behind(&self, path: &Path) -> Vec<(PathBuf, File)> {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return Vec::new();
        };
        let key = key(path);
        let of_path = entries.flatten().filter(|entry| {
            let name = entry.file_name();
            name.to_str().is_some_and(|name| name.starts_with(&key))
        });
        let places = of_path.map(|entry| entry.path());
        places
            .filter_map(|place| claim(&place).map(|file| (place, file)))
            .collect()
    }

    /// The files below `workspace`, as seen from there, of which screens that have ended kept text.
    pub fn left_below(&self, workspace: &Path) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return Vec::new();
        };
        let places = entries.flatten().map(|entry| entry.path());
        let of_ended = places.filter_map(|place| claim(&place));
        let mut paths: Vec<PathBuf> = of_ended
            .filter_map(|file| {
                let Of { path } = serde_json::from_reader(BufReader::new(file)).ok()?;
                Some(path.strip_prefix(workspace).ok()?.to_owned())
            })
            .collect();
        paths.sort();
        paths.dedup();
        paths
    }

    fn place(&self, path: &Path) -> PathBuf {
        self.folder
            .join(format!("{}-{}.json", key(path), self.name))
    }
}

/// What is read of a kept text to know its file.
#[derive(Deserialize)]
struct Of {
    path: PathBuf,
}

/// Says of which files text is kept; nothing where there are none.
pub fn kept_text(paths: &[PathBuf]) -> Option<String> {
    let (first, more) = paths.split_at(paths.len().min(NAMED));
    let names = first.iter().map(|path| {
        let path = path.to_string_lossy();
        path_shortened(&path, NAME_COLUMNS).into_owned()
    });
    let names = names.collect::<Vec<_>>().join(", ");
    let (more, file) = match (first.len(), more.len()) {
        (0, _) => return None,
        (1, 0) => (String::new(), "the file"),
        (_, 0) => (String::new(), "a file"),
        (_, count) => (format!(" and {count} more"), "a file"),
    };
    Some(format!(
        "Unsaved text is kept of {names}{more}: open {file} to have it back"
    ))
}

/// The beginning of the names of all that is kept of a file.
fn key(path: &Path) -> String {
    let mut name = sha256(path.as_os_str().as_encoded_bytes());
    name.truncate(24);
    name
}

/// Locks what is at `place`, if no living screen holds it.
fn claim(place: &Path) -> Option<File> {
    // Over a network only what may be written can be locked for oneself.
    let file = File::options().read(true).write(true).open(place).ok()?;
    if file.try_lock().is_err_and(|error| says_held(&error)) {
        return None;
    }
    // Somebody may have put another file there, or taken it away, between the two.
    let (ours, there) = (file.metadata().ok()?, fs::metadata(place).ok()?);
    ((ours.dev(), ours.ino()) == (there.dev(), there.ino())).then_some(file)
}

/// True unless nothing can be locked there at all: whoever cannot tell takes nothing away.
fn says_held(error: &fs::TryLockError) -> bool {
    match error {
        fs::TryLockError::WouldBlock => true,
        fs::TryLockError::Error(error) => error.kind() != io::ErrorKind::Unsupported,
    }
}

fn read(mut file: &File, path: &Path) -> Option<Unsaved> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).ok()?;
    let unsaved: Unsaved = serde_json::from_slice(&bytes).ok()?;
    (unsaved.path == path).then_some(unsaved)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(path: &Path, text: &str) -> Unsaved {
        Unsaved {
            path: path.to_owned(),
            charset: "UTF-8".to_owned(),
            base: String::new(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn unsaved_text_is_found_again_until_it_is_forgotten() {
        let state = tempfile::tempdir().unwrap();
        let path = Path::new("/somewhere/a.txt");
        let mut keeper = Keeper::new(state.path());
        keeper.keep(&typed(path, "typed\n")).unwrap();
        keeper.keep(&typed(path, "typed on\n")).unwrap();
        assert_eq!(keeper.find(path).unwrap().text, "typed on\n");
        assert_eq!(keeper.find(Path::new("/somewhere/b.txt")), None);
        keeper.forget(path);
        assert_eq!(keeper.find(path), None);
    }

    #[test]
    fn what_a_living_screen_keeps_is_its_own_until_it_ends() {
        let state = tempfile::tempdir().unwrap();
        let path = Path::new("/somewhere/a.txt");
        let (mut one, mut two) = (Keeper::new(state.path()), Keeper::new(state.path()));
        one.keep(&typed(path, "one\n")).unwrap();
        assert_eq!(two.find(path), None);
        two.keep(&typed(path, "two\n")).unwrap();
        assert_eq!(one.find(path).unwrap().text, "one\n");
        two.forget(path);
        assert_eq!(one.find(path).unwrap().text, "one\n");

        drop(one);
        let mut three = Keeper::new(state.path());
        assert_eq!(two.find(path).unwrap().text, "one\n");
        assert_eq!(three.find(path), None, "it is offered once");
        two.forget(path);
        drop(two);
        assert_eq!(three.find(path), None);
    }

    #[test]
    fn what_was_left_behind_in_a_workspace_is_told_and_still_found() {
        let state = tempfile::tempdir().unwrap();
        let at = |path: &str| Path::new("/somewhere").join(path);
        let mut living = Keeper::new(state.path());
        living.keep(&typed(&at("living.txt"), "typed\n")).unwrap();
        for path in ["src/b.txt", "a.txt", "/elsewhere/c.txt"] {
            let mut ended = Keeper::new(state.path());
            ended.keep(&typed(&at(path), "typed\n")).unwrap();
        }

        let mut keeper = Keeper::new(state.path());
        let left = keeper.left_below(Path::new("/somewhere"));
        assert_eq!(left, [Path::new("a.txt"), Path::new("src/b.txt")]);
        assert_eq!(keeper.find(&at("a.txt")).unwrap().text, "typed\n");
        let left = keeper.left_below(Path::new("/somewhere"));
        assert_eq!(left, [Path::new("src/b.txt")]);
    }

    #[test]
    fn a_few_kept_texts_are_named_and_the_others_counted() {
        let paths = ["a.rs", "b.rs", "c.rs", "d.rs", "e.rs"].map(PathBuf::from);
        assert_eq!(kept_text(&[]), None);
        let said = |count: usize| kept_text(&paths[..count]).unwrap();
        assert_eq!(
            said(1),
            "Unsaved text is kept of a.rs: open the file to have it back"
        );
        assert_eq!(
            said(5),
            "Unsaved text is kept of a.rs, b.rs, c.rs and 2 more: open a file to have it back"
        );
    }

    #[test]
    fn what_cannot_be_told_to_be_left_behind_is_not_taken_away() {
        use rustix::io::Errno;
        let error = |errno: Errno| fs::TryLockError::Error(errno.into());
        assert!(says_held(&fs::TryLockError::WouldBlock));
        assert!(says_held(&error(Errno::BADF)));
        assert!(!says_held(&error(Errno::OPNOTSUPP)), "nobody locks there");
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut claimed = claim(file.path()).unwrap();
        claimed.write_all(b"x").unwrap();
    }

    #[test]
    fn of_two_that_were_left_behind_none_is_lost() {
        let state = tempfile::tempdir().unwrap();
        let path = Path::new("/somewhere/a.txt");
        for text in ["older\n", "newer\n"] {
            Keeper::new(state.path()).keep(&typed(path, text)).unwrap();
        }
        let mut keeper = Keeper::new(state.path());
        let first = keeper.find(path).unwrap().text;
        keeper.forget(path);
        let second = keeper.find(path).unwrap().text;
        let mut both = [first.as_str(), second.as_str()];
        both.sort_unstable();
        assert_eq!(both, ["newer\n", "older\n"]);
    }
}
