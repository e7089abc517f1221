//! Protected names that a command made where there were none: they are taken out of the way.
//!
//! A mount keeps what exists, and holding every name that does not would litter the folder while a
//! command runs. So what is new under such a name is renamed once the command has ended, before
//! anybody can open the folder or enter it again; nothing is lost. The keeper does it, which ends its
//! command also where whoever started it was killed.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, Mode, OFlags, open, renameat, statat};

use super::opened::Opened;
use super::placeholder::is_held;

/// What is added to a name.
const KEPT_BACK: &str = ".kept-back";
/// How many of them are told one by one.
const TOLD: usize = 8;

/// A place that carries one of the names and, where it is a link, what it leads to.
type Place = (PathBuf, Option<PathBuf>);

/// What there was before a command ran.
#[derive(Debug)]
pub(super) struct Before<'a> {
    workspace: &'a Path,
    names: &'a [String],
    there: BTreeSet<Place>,
}

impl<'a> Before<'a> {
    /// Looks which of `names` (in lower case, a folder and one in it joined by `/`, and `*` before
    /// what is the end of any name) there are at the top of `workspace`, in whatever case.
    pub fn look(workspace: &'a Path, names: &'a [String]) -> Self {
        Self {
            workspace,
            names,
            there: found(workspace, names),
        }
    }

    /// What is there and no link: it has to stay as it is, however its name is written.
    pub fn there(&self) -> impl Iterator<Item = &Path> {
        let places = self.there.iter().filter(|(_, leads)| leads.is_none());
        places.map(|(path, _)| path.as_path())
    }

    /// Renames what is new, and says so.
    pub fn keep_back(self) -> Vec<String> {
        let now = found(self.workspace, self.names);
        let made = now.difference(&self.there).map(|(path, _)| path);
        // Another command in the same folder may hold a place: nothing lies in it.
        let made = made.filter(|path| !(is_held(path) && entries(path).next().is_none()));
        let mut notes: Vec<String> = made.map(|path| told(path, aside(path))).collect();
        let more = notes.len().saturating_sub(TOLD);
        if more > 0 {
            notes.truncate(TOLD);
            notes.push(format!("and so with {more} more"));
        }
        notes
    }
}

/// The places that carry one of the names.
fn found(workspace: &Path, names: &[String]) -> BTreeSet<Place> {
    let mut found = BTreeSet::new();
    for (path, name) in entries(workspace) {
        if is_one(&name, names) {
            found.insert(place(path));
            continue;
        }
        let within = format!("{name}/");
        if !names.iter().any(|one| one.starts_with(&within)) {
            continue;
        }
        if path.is_symlink() {
            // Whatever it leads to stands under the names below it.
            found.insert(place(path));
            continue;
        }
        // What cannot be seen could come to light later.
        let _open = Opened::new(&path);
        let inner = entries(&path)
            .filter(|(_, inner)| names.contains(&format!("{within}{inner}")))
            .map(|(path, _)| place(path));
        found.extend(inner);
    }
    found
}

fn place(path: PathBuf) -> Place {
    let leads = path.read_link().ok();
    (path, leads)
}

fn is_one(name: &str, names: &[String]) -> bool {
    names.iter().any(|one| match one.strip_prefix('*') {
        Some(end) => name.ends_with(end),
        None => one == name,
    })
}

/// What lies in a folder, with each name in lower case.
fn entries(folder: &Path) -> impl Iterator<Item = (PathBuf, String)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| {
        let name = entry.file_name().to_str()?.to_lowercase();
        Some((entry.path(), name))
    })
}

/// Renames it inside of its folder, which no link may stand for by now.
fn aside(path: &Path) -> io::Result<String> {
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    let _open = Opened::new(parent);
    let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let folder = File::from(open(parent, flags, Mode::empty())?);
    let is_free = |to: &str| statat(&folder, to, AtFlags::SYMLINK_NOFOLLOW).is_err();
    let first = format!("{}{KEPT_BACK}", name.to_string_lossy());
    let mut to = first.clone();
    for number in 2.. {
        if is_free(&to) {
            break;
        }
        to = format!("{first}-{number}");
    }
    renameat(&folder, name, &folder, &to)?;
    Ok(to)
}

fn told(path: &Path, to: io::Result<String>) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let made = format!(
        "it made {}, which other programs run or trust",
        name.to_string_lossy()
    );
    match to {
        Ok(to) => format!("{made}: that is now {to}"),
        Err(error) => format!("{made}, and that cannot be renamed: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

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

    #[test]
    fn a_place_that_another_command_holds_stays_and_nothing_can_pass_for_one() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let names = [".envrc", ".idea"].map(String::from);
        let before = Before::look(folder.path(), &names);
        for name in [".envrc", ".idea"] {
            fs::create_dir(at(name)).unwrap();
        }
        fs::write(at(".idea/run.xml"), "evil").unwrap();
        for name in [".envrc", ".idea"] {
            fs::set_permissions(at(name), Permissions::from_mode(0o1555)).unwrap();
        }
        assert_eq!(before.keep_back().len(), 1);
        assert!(at(".envrc").exists() && !at(".idea").exists());
    }

    #[test]
    fn a_link_that_was_there_and_leads_elsewhere_now_is_renamed() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let names = [".bashrc", ".profile"].map(String::from);
        for name in [".bashrc", ".profile"] {
            std::os::unix::fs::symlink("mine", at(name)).unwrap();
        }
        let before = Before::look(folder.path(), &names);
        fs::remove_file(at(".bashrc")).unwrap();
        std::os::unix::fs::symlink("evil", at(".bashrc")).unwrap();
        assert_eq!(before.keep_back().len(), 1);
        assert!(!at(".bashrc").is_symlink() && at(".profile").is_symlink());
    }

    #[test]
    fn many_are_told_in_few_words_and_an_end_of_a_name_counts_too() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["*.code-workspace".to_owned()];
        let before = Before::look(folder.path(), &names);
        for number in 0..40 {
            fs::write(folder.path().join(format!("{number}.code-Workspace")), "").unwrap();
        }
        let notes = before.keep_back();
        assert_eq!(notes.len(), TOLD + 1);
        assert_eq!(notes.last().unwrap(), "and so with 32 more");
        assert!(entries(folder.path()).all(|(_, name)| name.ends_with(KEPT_BACK)));
    }
}
