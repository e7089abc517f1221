//! Keeps how a workspace's screen is divided, in a small file beside the store.

use std::fs;
use std::path::{Path, PathBuf};

use crate::tui::layout::Layout;
use crate::workspace::{private_folder, sha256};

/// The layout that was kept for `workspace`; ours where none was, or it cannot be read.
pub fn load(state: &Path, workspace: &Path) -> Layout {
    let text = fs::read_to_string(place(state, workspace)).unwrap_or_default();
    if text.is_empty() {
        return Layout::default();
    }
    serde_yaml::from_str(&text).unwrap_or_default()
}

/// Keeps the layout of `workspace`.
///
/// # Errors
/// When the file cannot be written.
pub fn store(state: &Path, workspace: &Path, layout: &Layout) -> std::io::Result<()> {
    let place = place(state, workspace);
    if let Some(folder) = place.parent() {
        private_folder(folder)?;
    }
    let text = serde_yaml::to_string(layout).map_err(std::io::Error::other)?;
    let mut file = tempfile::NamedTempFile::new_in(place.parent().unwrap_or(state))?;
    std::io::Write::write_all(&mut file, text.as_bytes())?;
    file.persist(place)?;
    Ok(())
}

fn place(state: &Path, workspace: &Path) -> PathBuf {
    let name = sha256(workspace.as_os_str().as_encoded_bytes());
    state.join("layouts").join(format!("{}.yaml", &name[..16]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::layout::Pane;

    #[test]
    fn each_workspace_has_its_own_and_a_broken_one_is_ours() {
        let state = tempfile::tempdir().unwrap();
        let (one, other) = (Path::new("/one"), Path::new("/other"));
        let mut layout = Layout::default();
        layout.hide(Pane::Tree);
        store(state.path(), one, &layout).unwrap();
        assert_eq!(load(state.path(), one), layout);
        assert_eq!(load(state.path(), other), Layout::default());
        fs::write(place(state.path(), one), "tree: wide").unwrap();
        assert_eq!(load(state.path(), one), Layout::default());
    }
}
