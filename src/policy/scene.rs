//! The scene of a judgement: where a command would run, and what may be asked of the file system.

use std::path::{Component, Path, PathBuf};

/// Whether a sandbox would hold what runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confined {
    /// It would: the workspace is writable, the network is off, secrets cannot be read.
    Yes,
    /// It would not.
    No,
}

/// What a judgement may ask of the file system; it asks nothing else of the machine.
pub trait Facts {
    /// True when something has that name, also a link that leads nowhere.
    fn exists(&self, path: &Path) -> bool;
    /// True when it is a folder, or a link to one.
    fn is_dir(&self, path: &Path) -> bool;
    /// The path without links; none when there is nothing at its end.
    fn resolve(&self, path: &Path) -> Option<PathBuf>;
    /// How many names the file has; 0 when there is none.
    fn hard_links(&self, path: &Path) -> u64;
}

/// Where a command would run.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The workspace, without links.
    pub workspace: &'a Path,
    /// What `~` stands for.
    pub home: Option<&'a Path>,
    /// The folder in which a command begins and relative paths start.
    pub cwd: &'a Path,
    /// Whether a sandbox would hold it.
    pub confined: Confined,
    /// The file system.
    pub facts: &'a dyn Facts,
}

/// Where a path leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Real {
    /// There, without links.
    At(PathBuf),
    /// To a link whose end is not there: what would be made of it cannot be known.
    Dangling(PathBuf),
}

/// The folders in which programs are looked for, the machine's own.
const SYSTEM_PROGRAMS: [&str; 5] = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"];

/// The folders in which programs are looked for, below the home folder.
const HOME_PROGRAMS: [&str; 4] = [".cargo/bin", ".local/bin", "go/bin", ".bun/bin"];

impl Scene<'_> {
    /// The folders in which programs are looked for: fixed, and never in the workspace.
    ///
    /// Whoever runs a command that was judged must give it this `PATH`.
    pub fn search_path(&self) -> Vec<PathBuf> {
        let system = SYSTEM_PROGRAMS.iter().map(PathBuf::from);
        let own = self.home.into_iter().flat_map(|home| {
            let folders = HOME_PROGRAMS.iter();
            folders.map(|folder| home.join(folder))
        });
        system
            .chain(own)
            .filter(|folder| !folder.starts_with(self.workspace))
            .collect()
    }

    /// Where `path`, relative to `from`, leads once links are followed.
    ///
    /// What is not there yet counts from the deepest folder that is.
    pub(super) fn real(&self, from: &Path, path: &Path) -> Real {
        let whole = from.join(path);
        if let Some(real) = self.facts.resolve(&whole) {
            return Real::At(real);
        }
        if let Some(real) = self.downwards(&whole) {
            return real;
        }
        let mut real = PathBuf::new();
        let mut there = true;
        for part in whole.components() {
            match part {
                Component::Prefix(_) | Component::RootDir => real.push(part),
                Component::CurDir => {}
                Component::ParentDir => {
                    real.pop();
                    there = true;
                }
                Component::Normal(name) => {
                    real.push(name);
                    if !there || !self.facts.exists(&real) {
                        there = false;
                    } else if let Some(end) = self.facts.resolve(&real) {
                        real = end;
                    } else {
                        return Real::Dangling(real);
                    }
                }
            }
        }
        Real::At(real)
    }

    /// The same for a path that goes down only: from the deepest folder that is there.
    fn downwards(&self, whole: &Path) -> Option<Real> {
        let plain = |part| matches!(part, Component::Normal(_) | Component::RootDir);
        if !whole.components().all(plain) {
            return None;
        }
        let (folder, real) = whole
            .ancestors()
            .skip(1)
            .find_map(|folder| Some((folder, self.facts.resolve(folder)?)))?;
        let missing = whole.strip_prefix(folder).ok()?;
        let link = real.join(missing.components().next()?);
        if self.facts.exists(&link) {
            // A link is there that leads nowhere; what is no folder holds nothing.
            return self
                .facts
                .resolve(&link)
                .is_none()
                .then_some(Real::Dangling(link));
        }
        Some(Real::At(real.join(missing)))
    }
}
