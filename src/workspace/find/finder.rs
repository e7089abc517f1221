//! Matches the paths of a workspace against what is typed; exists only while somebody looks for a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use nucleo::pattern::{CaseMatching, Normalization};
use nucleo::{Config, Injector, Matcher, Nucleo};

use super::walk::walk;

/// The most files that are taken in.
pub const WALK_LIMIT: usize = 500_000;
/// Two are enough to answer within a frame, and leave the machine to others.
const THREADS: usize = 2;

/// One file that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its path below the root.
    pub path: PathBuf,
    /// The characters of the path that match, by their position, in order.
    pub matched: Vec<u32>,
}

/// How far the search for files has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files that match.
    pub matching: usize,
    /// Files that were found so far.
    pub files: usize,
    /// True while more may come.
    pub walking: bool,
    /// True when there are more files than are taken in.
    pub capped: bool,
}

/// The files of a workspace and what matches; the walk ends when this is dropped.
pub struct Finder {
    nucleo: Nucleo<PathBuf>,
    matcher: Matcher,
    pattern: String,
    walk: Arc<WalkState>,
}

#[derive(Debug, Default)]
struct WalkState {
    stop: AtomicBool,
    ended: AtomicBool,
    capped: AtomicBool,
    /// True from a call of the notice until the next look: one is enough.
    told: AtomicBool,
}

impl Finder {
    /// Starts to walk `root`; `notice` is called from other threads when [`Finder::look`] is worthwhile.
    ///
    /// # Errors
    /// No thread could be started.
    pub fn open(root: &Path, notice: impl Fn() + Send + Sync + 'static) -> std::io::Result<Self> {
        let state = Arc::new(WalkState::default());
        let seen = Arc::clone(&state);
        let once: Arc<dyn Fn() + Send + Sync> = Arc::new(move || {
            if !seen.told.swap(true, Ordering::AcqRel) {
                notice();
            }
        });
        let config = Config::DEFAULT.match_paths();
        let nucleo = Nucleo::new(config.clone(), Arc::clone(&once), Some(THREADS), 1);
        let (root, injector, walk) = (root.to_owned(), nucleo.injector(), Arc::clone(&state));
        thread::Builder::new()
            .name("files".to_owned())
            .spawn(move || {
                take_in(&root, &injector, &walk);
                walk.ended.store(true, Ordering::Release);
                once();
            })?;
        Ok(Self {
            nucleo,
            matcher: Matcher::new(config),
            pattern: String::new(),
            walk: state,
        })
    }

    /// Matches against `pattern` from now on.
    pub fn ask(&mut self, pattern: &str) {
        let longer = pattern.starts_with(&self.pattern) && !pattern.ends_with('\\');
        self.nucleo.pattern.reparse(
            0,
            pattern,
            CaseMatching::Smart,
            Normalization::Smart,
            longer,
        );
        pattern.clone_into(&mut self.pattern);
    }

    /// Takes in what the threads have found since the last look; waits at most `wait` milliseconds.
    pub fn look(&mut self, wait: u64) -> Counts {
        self.walk.told.store(false, Ordering::Release);
        let ended = self.walk.ended.load(Ordering::Acquire);
        let status = self.nucleo.tick(wait);
        let snapshot = self.nucleo.snapshot();
        Counts {
            matching: snapshot.matched_item_count() as usize,
            files: snapshot.item_count() as usize,
            walking: !ended || status.running,
            capped: self.walk.capped.load(Ordering::Relaxed),
        }
    }

    /// What the rows are an answer to: nothing while those for an older pattern are still there.
    pub fn answered(&self) -> Option<&str> {
        let asked = self.nucleo.pattern.column_pattern(0);
        let answered = self.nucleo.snapshot().pattern().column_pattern(0);
        (asked.atoms == answered.atoms).then_some(self.pattern.as_str())
    }

    /// The matches from `first` on, at most `count`, best first.
    pub fn rows(&mut self, first: usize, count: usize) -> Vec<Row> {
        let snapshot = self.nucleo.snapshot();
        let total = snapshot.matched_item_count();
        let first = u32::try_from(first).unwrap_or(u32::MAX).min(total);
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let end = first.saturating_add(count).min(total);
        let pattern = snapshot.pattern().column_pattern(0);
        let mut rows = Vec::new();
        for item in snapshot.matched_items(first..end) {
            let mut matched = Vec::new();
            pattern.indices(
                item.matcher_columns[0].slice(..),
                &mut self.matcher,
                &mut matched,
            );
            matched.sort_unstable();
            matched.dedup();
            rows.push(Row {
                path: item.data.clone(),
                matched,
            });
        }
        rows
    }
}

impl Drop for Finder {
    fn drop(&mut self) {
        self.walk.stop.store(true, Ordering::Relaxed);
    }
}

/// Walks in the order of names, so that an empty pattern shows files as a tree would.
fn take_in(root: &Path, injector: &Injector<PathBuf>, state: &WalkState) {
    let mut builder = walk(root);
    builder.sort_by_file_name(std::ffi::OsStr::cmp);
    let mut count = 0;
    for entry in builder.build() {
        if state.stop.load(Ordering::Relaxed) {
            return;
        }
        // What cannot be read is not found; the tree says why.
        let Ok(entry) = entry else { continue };
        if entry.file_type().is_none_or(|found| found.is_dir()) {
            continue;
        }
        if count == WALK_LIMIT {
            state.capped.store(true, Ordering::Relaxed);
            return;
        }
        count += 1;
        let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
        injector.push(path.to_owned(), |path, columns| {
            columns[0] = path.to_string_lossy().into();
        });
    }
}
