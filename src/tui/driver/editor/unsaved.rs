//! Unsaved texts beside the store: kept with every pause, found again when a file is opened.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::text::Unsaved;
use crate::workspace::sha256;

fn place(state: &Path, path: &Path) -> PathBuf {
    let name = sha256(path.as_os_str().as_encoded_bytes());
    state.join("unsaved").join(format!("{}.json", &name[..24]))
}

/// Keeps the unsaved text of a file.
pub fn keep(state: &Path, unsaved: &Unsaved) -> io::Result<()> {
    let path = &unsaved.path;
    let place = place(state, path);
    let folder = place.parent().unwrap_or(state);
    fs::create_dir_all(folder)?;
    // Nobody else may read it: the mode of a temporary file sees to that.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&serde_json::to_vec(unsaved).map_err(io::Error::other)?)?;
    file.as_file().sync_all()?;
    file.persist(place)?;
    Ok(())
}

/// The unsaved text of a file, if there is one.
pub fn find(state: &Path, path: &Path) -> Option<Unsaved> {
    let bytes = fs::read(place(state, path)).ok()?;
    let unsaved: Unsaved = serde_json::from_slice(&bytes).ok()?;
    (unsaved.path == path).then_some(unsaved)
}

/// Forgets the unsaved text of a file.
pub fn forget(state: &Path, path: &Path) {
    // There mostly is none.
    fs::remove_file(place(state, path)).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsaved_text_is_found_again_until_it_is_forgotten() {
        let state = tempfile::tempdir().unwrap();
        let path = Path::new("/somewhere/a.txt");
        let unsaved = Unsaved {
            path: path.to_owned(),
            charset: "UTF-8".to_owned(),
            base: String::new(),
            text: "typed\n".to_owned(),
        };
        keep(state.path(), &unsaved).unwrap();
        assert_eq!(find(state.path(), path).unwrap().text, "typed\n");
        assert_eq!(find(state.path(), Path::new("/somewhere/b.txt")), None);
        forget(state.path(), path);
        assert_eq!(find(state.path(), path), None);
    }
}
