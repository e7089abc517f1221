//! Keeps what was sent in each workspace, in a small file beside the store.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::workspace::{private_folder, sha256};

/// How many entries are kept, and how many may pile up before the oldest are dropped.
const KEPT: usize = 500;
const MOST: usize = 1_000;

/// What was sent in `workspace`, oldest first; lines that cannot be read are passed over.
pub fn load(state: &Path, workspace: &Path) -> Vec<String> {
    let text = fs::read_to_string(place(state, workspace)).unwrap_or_default();
    let entries: Vec<String> = text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let from = entries.len().saturating_sub(KEPT);
    entries.into_iter().skip(from).collect()
}

/// Keeps `entry` as the newest of `workspace`.
///
/// # Errors
/// When the file cannot be written.
pub fn add(state: &Path, workspace: &Path, entry: &str) -> io::Result<()> {
    let place = place(state, workspace);
    let folder = place.parent().unwrap_or(state);
    private_folder(folder)?;
    let line = serde_json::to_string(entry).map_err(io::Error::other)?;
    let known = fs::read_to_string(&place).unwrap_or_default();
    if known.lines().count() >= MOST {
        let kept: Vec<_> = load(state, workspace)
            .iter()
            .filter_map(|entry| serde_json::to_string(entry).ok())
            .collect();
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        writeln!(file, "{}\n{line}", kept.join("\n"))?;
        file.persist(place)?;
        return Ok(());
    }
    let mut options = fs::OpenOptions::new();
    options.create(true).append(true);
    // What a person writes is nobody else's business.
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    writeln!(options.open(place)?, "{line}")
}

fn place(state: &Path, workspace: &Path) -> PathBuf {
    let name = sha256(workspace.as_os_str().as_encoded_bytes());
    state.join("history").join(format!("{}.jsonl", &name[..16]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_workspace_keeps_its_newest_entries() {
        let state = tempfile::tempdir().unwrap();
        let (one, other) = (Path::new("/one"), Path::new("/other"));
        for number in 0..=MOST {
            add(state.path(), one, &format!("line {number}\nmore")).unwrap();
        }
        let kept = load(state.path(), one);
        assert_eq!(kept.len(), KEPT);
        assert_eq!(kept.last().unwrap(), "line 1000\nmore");
        let lines = fs::read_to_string(place(state.path(), one)).unwrap();
        assert_eq!(lines.lines().count(), KEPT + 1);
        assert!(load(state.path(), other).is_empty());
    }
}
