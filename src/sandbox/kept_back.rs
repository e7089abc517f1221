//! Protected names that a command made where there were none: they are taken out of the way.
//!
//! A mount keeps what exists, and holding every name that does not would litter the folder while a
//! command runs. So what is new under such a name is renamed once the command has ended, before
//! anybody can open the folder or enter it again; nothing is lost.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What is added to a name.
const KEPT_BACK: &str = ".kept-back";

/// What there was before a command ran.
#[derive(Debug)]
pub(super) struct Before<'a> {
    workspace: &'a Path,
    names: &'a [String],
    there: BTreeSet<PathBuf>,
}

impl<'a> Before<'a> {
    /// Looks which of `names` (in lower case, a folder and one in it joined by `/`) there are at the
    /// top of `workspace`, in whatever case.
    pub fn look(workspace: &'a Path, names: &'a [String]) -> Self {
        Self {
            workspace,
            names,
            there: found(workspace, names),
        }
    }

    /// Renames what is new, and says so.
    pub fn keep_back(self) -> Vec<String> {
        let now = found(self.workspace, self.names);
        let made = now.difference(&self.there);
        made.map(|path| match aside(path) {
            Ok(to) => format!(
                "it made {}, which other programs run or trust: that is now {}",
                shown(path),
                shown(&to)
            ),
            Err(error) => format!(
                "it made {}, which other programs run or trust, and that cannot be renamed: {error}",
                shown(path)
            ),
        })
        .collect()
    }
}

/// The places that carry one of the names.
fn found(workspace: &Path, names: &[String]) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for (path, name) in entries(workspace) {
        if names.contains(&name) {
            found.insert(path);
            continue;
        }
        let within = format!("{name}/");
        if !names.iter().any(|one| one.starts_with(&within)) {
            continue;
        }
        if path.is_symlink() {
            // Whatever it leads to stands under the names below it.
            found.insert(path);
            continue;
        }
        let inner = entries(&path)
            .filter(|(_, inner)| names.contains(&format!("{within}{inner}")))
            .map(|(path, _)| path);
        found.extend(inner);
    }
    found
}

/// What lies in a folder, with each name in lower case.
fn entries(folder: &Path) -> impl Iterator<Item = (PathBuf, String)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| {
        let name = entry.file_name().to_str()?.to_lowercase();
        Some((entry.path(), name))
    })
}

fn aside(path: &Path) -> std::io::Result<PathBuf> {
    let mut name = path.as_os_str().to_owned();
    name.push(KEPT_BACK);
    let mut to = PathBuf::from(&name);
    for number in 2.. {
        if to.symlink_metadata().is_err() {
            break;
        }
        let mut next = name.clone();
        next.push(format!("-{number}"));
        to = PathBuf::from(next);
    }
    fs::rename(path, &to)?;
    Ok(to)
}

fn shown(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_under_a_protected_name_is_renamed_and_what_was_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let names = [".bashrc", "jenkinsfile", ".github/workflows"].map(String::from);
        fs::write(at("Jenkinsfile"), "old").unwrap();
        let before = Before::look(folder.path(), &names);
        fs::write(at("Jenkinsfile"), "new").unwrap();
        fs::write(at(".BashRC"), "evil").unwrap();
        fs::write(at(".BashRC.kept-back"), "mine").unwrap();
        fs::write(at("bashrc"), "fine").unwrap();
        fs::create_dir_all(at(".GitHub/Workflows")).unwrap();
        fs::create_dir_all(at(".GitHub/other")).unwrap();
        assert_eq!(before.keep_back().len(), 2);
        assert_eq!(fs::read_to_string(at("Jenkinsfile")).unwrap(), "new");
        let kept = fs::read_to_string(at(".BashRC.kept-back-2")).unwrap();
        assert_eq!(kept, "evil");
        assert!(!at(".BashRC").exists() && at("bashrc").exists());
        assert!(at(".GitHub/Workflows.kept-back").exists() && at(".GitHub/other").exists());
    }

    #[test]
    fn a_link_in_the_place_of_a_folder_that_holds_protected_ones_is_renamed() {
        let folder = tempfile::tempdir().unwrap();
        let names = [".github/workflows".to_owned()];
        let before = Before::look(folder.path(), &names);
        std::os::unix::fs::symlink("elsewhere", folder.path().join(".github")).unwrap();
        assert_eq!(before.keep_back().len(), 1);
        assert!(!folder.path().join(".github").is_symlink());
    }
}
