//! Where a walk begins, and which paths it gives.

use std::fs;
use std::path::{Path, PathBuf};

use strsim::normalized_levenshtein;

use crate::tools::{Refusal, quoted};
use crate::workspace::beneath::{BeneathError, Links, Root};
use crate::workspace::find::by_name;

/// From here on a name may have been meant.
const ALIKE: f64 = 0.6;
/// How many names are offered.
const OFFERED: usize = 3;

/// Where `path` really lies: absolute, without links, below the root.
pub(super) fn place(root: &Root, path: &Path) -> Result<PathBuf, Refusal> {
    root.look(path, Links::Within)
        .map_err(|error| missing(root, path, error))?;
    let real = fs::canonicalize(root.path().join(path))
        .map_err(|error| BeneathError::io("open", path, error))?;
    if !real.starts_with(root.path()) {
        return Err(BeneathError::Outside(path.to_owned()).into());
    }
    Ok(real)
}

/// The path of something that a walk found, below the root.
pub(super) fn below<'a>(root: &Root, path: &'a Path) -> &'a Path {
    path.strip_prefix(root.path()).unwrap_or(path)
}

/// Why something was not opened; names that may have been meant when it is not there.
pub(super) fn missing(root: &Root, path: &Path, error: BeneathError) -> Refusal {
    if !matches!(error, BeneathError::Missing(_)) {
        return error.into();
    }
    let mut offered = alike(root, path);
    if offered.is_empty() {
        let name = path.file_name();
        let stop = std::sync::atomic::AtomicBool::new(false);
        let found = by_name(root.path(), |one| Some(one) == name, OFFERED, &stop);
        offered = found.unwrap_or_default().paths;
    }
    let mut text = format!("{} does not exist", quoted(path));
    if !offered.is_empty() {
        let names: Vec<String> = offered.iter().map(|path| quoted(path)).collect();
        text = format!("{text}; there is {}", names.join(", "));
    }
    Refusal::new(text)
}

/// The names in the same folder that are most like the one that is missing.
fn alike(root: &Root, path: &Path) -> Vec<PathBuf> {
    let (Some(name), Some(folder)) = (path.file_name(), path.parent()) else {
        return Vec::new();
    };
    let wanted = name.to_string_lossy().to_lowercase();
    let Ok(real) = place_of_folder(root, folder) else {
        return Vec::new();
    };
    let entries = fs::read_dir(real).into_iter().flatten().flatten();
    let mut found: Vec<(f64, PathBuf)> = entries
        .map(|entry| {
            let one = entry.file_name();
            let like = normalized_levenshtein(&one.to_string_lossy().to_lowercase(), &wanted);
            (like, folder.join(one))
        })
        .filter(|(like, _)| *like >= ALIKE)
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found
        .into_iter()
        .map(|(_, path)| path)
        .take(OFFERED)
        .collect()
}

fn place_of_folder(root: &Root, folder: &Path) -> Result<PathBuf, BeneathError> {
    root.folder(folder, Links::Within)?;
    let real = fs::canonicalize(root.path().join(folder));
    let real = real.map_err(|error| BeneathError::io("open", folder, error))?;
    if real.starts_with(root.path()) {
        Ok(real)
    } else {
        Err(BeneathError::Outside(folder.to_owned()))
    }
}
