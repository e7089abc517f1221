//! Watches the folders that are open on the screen, and tells what others change in them.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::Hands;
use crate::tui::panes::{editor, tree};
use crate::tui::root::{Msg, Notice};
use crate::workspace::git::find_repository;
use crate::workspace::watch::{Changes, Coverage, Watch, WatchError};

/// What is watched.
#[derive(Debug, Clone, Default)]
pub struct Watching(Arc<Inner>);

#[derive(Default)]
struct Inner {
    wanted: Mutex<BTreeSet<PathBuf>>,
    watch: Mutex<Option<Running>>,
}

struct Running {
    workspace: PathBuf,
    /// None where the system watches nothing: that was told, and is not tried again.
    watch: Option<Watch>,
    git_folder: Option<PathBuf>,
    /// What is watched.
    folders: BTreeSet<PathBuf>,
    /// How many folders could not be watched, as told last.
    missing: usize,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watching").finish_non_exhaustive()
    }
}

impl Watching {
    /// Watches exactly these folders, and what git keeps; absolute paths.
    pub fn follow(&self, folders: BTreeSet<PathBuf>, hands: &Hands) {
        *lock(&self.0.wanted) = folders;
        let inner = Arc::clone(&self.0);
        // The threads of two calls may overtake each other: each takes what is wanted then.
        hands.work(move |hands| inner.bring_up_to_date(hands));
    }
}

impl Inner {
    fn bring_up_to_date(&self, hands: &Hands) -> Option<Msg> {
        let mut running = lock(&self.watch);
        let workspace = hands.workspace();
        if running
            .as_ref()
            .is_none_or(|running| running.workspace != workspace)
        {
            *running = None;
            let git_folder = find_repository(&workspace).map(|found| found.git_folder);
            let started = begin(git_folder.clone(), hands);
            let refused = started.as_ref().err().map(ToString::to_string);
            *running = Some(Running {
                workspace,
                watch: started.ok(),
                git_folder,
                folders: BTreeSet::new(),
                missing: 0,
            });
            if let Some(why) = refused {
                return Some(Notice::warn(why).into());
            }
        }
        let running = running.as_mut()?;
        let watch = running.watch.as_mut()?;
        let mut folders = lock(&self.wanted).clone();
        folders.extend(running.git_folder.clone());
        let missing = match watch.follow(&folders) {
            Coverage::Whole => 0,
            Coverage::Limited(count) => count,
        };
        if !folders.is_subset(&running.folders) {
            // A file may have changed after it was read and before its folder was watched.
            hands.tell(editor::Msg::Changed(Vec::new()));
        }
        running.folders = folders;
        let told = std::mem::replace(&mut running.missing, missing);
        (told != missing).then(|| tree::Msg::Limited(missing).into())
    }
}

/// Starts to watch, with no folder yet.
fn begin(git_folder: Option<PathBuf>, hands: &Hands) -> Result<Watch, WatchError> {
    let teller = hands.clone();
    Watch::start(git_folder, move |changes| {
        teller.tell(Msg::FilesChanged(match changes {
            Changes::Paths(paths) => paths.into_iter().collect(),
            Changes::Everything => Vec::new(),
        }));
    })
}

/// A thread that panicked leaves a set of folders as good as any other.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
