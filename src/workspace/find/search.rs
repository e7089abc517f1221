//! Searches the files of a workspace for lines, in the order of their paths, until it is dropped.

use std::cell::Cell;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use grep_regex::RegexMatcher;
use grep_searcher::{BinaryDetection, Searcher, SearcherBuilder, Sink, SinkMatch};
use ignore::DirEntry;

use super::line::Hit;
use super::query::Query;
use super::walk::walk;

/// The most lines that are told.
pub const HIT_LIMIT: usize = 5_000;
/// Hits of one file that are told together.
const BATCH: usize = 200;
/// The longest line that is held in memory, in bytes; a file with longer ones is passed over.
const HEAP: usize = 32 * 1024 * 1024;

/// Why a search cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The regular expression is wrong.
    #[error("{0}")]
    Pattern(String),
    /// No thread could be started.
    #[error("could not start the search: {0}")]
    NoThread(#[from] io::Error),
}

/// What a search tells, in this order: hits as often as there are any, the end once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Lines of one file.
    Hits(Vec<Hit>),
    /// Everything was searched, or the limit was reached.
    End {
        /// Lines that match, at most [`HIT_LIMIT`].
        hits: usize,
        /// Files that were searched.
        files: usize,
        /// True when there is more than was told.
        capped: bool,
    },
}

/// A search that runs; dropped, it ends soon and tells nothing more.
#[derive(Debug)]
pub struct Search {
    stop: Arc<AtomicBool>,
}

impl Search {
    /// Starts to search `root`; `tell` is called from another thread and may wait.
    ///
    /// # Errors
    /// The regular expression is wrong, or no thread could be started.
    pub fn start(
        root: &Path,
        query: &Query,
        tell: impl Fn(Found) + Send + 'static,
    ) -> Result<Self, SearchError> {
        let stop = Arc::new(AtomicBool::new(false));
        let job = Job {
            root: root.to_owned(),
            matcher: query.matcher().map_err(SearchError::Pattern)?,
            stop: Arc::clone(&stop),
            hits: Cell::new(0),
            files: Cell::new(0),
            tell,
        };
        thread::Builder::new()
            .name("search".to_owned())
            .spawn(move || job.run())?;
        Ok(Self { stop })
    }
}

impl Drop for Search {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

struct Job<T> {
    root: PathBuf,
    matcher: RegexMatcher,
    stop: Arc<AtomicBool>,
    hits: Cell<usize>,
    files: Cell<usize>,
    tell: T,
}

impl<T: Fn(Found)> Job<T> {
    fn run(&self) {
        let mut searcher = SearcherBuilder::new()
            .binary_detection(BinaryDetection::quit(0))
            .heap_limit(Some(HEAP))
            .line_number(true)
            .build();
        // One after the other, so that the same search always gives the same lines, in an order
        // that can be read.
        let mut builder = walk(&self.root);
        builder.sort_by_file_name(OsStr::cmp);
        for entry in builder.build() {
            if self.is_over() {
                break;
            }
            if let Ok(entry) = entry {
                self.search(&mut searcher, &entry);
            }
        }
        if self.stop.load(Ordering::Relaxed) {
            return;
        }
        let hits = self.hits.get();
        (self.tell)(Found::End {
            hits: hits.min(HIT_LIMIT),
            files: self.files.get(),
            capped: hits > HIT_LIMIT,
        });
    }

    fn is_over(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.hits.get() > HIT_LIMIT
    }

    fn search(&self, searcher: &mut Searcher, entry: &DirEntry) {
        if !entry.file_type().is_some_and(|found| found.is_file()) {
            return;
        }
        // A file that cannot be read has no hits; a search is no inventory.
        let Ok(file) = File::open(entry.path()) else {
            return;
        };
        self.files.update(|files| files + 1);
        let path = entry.path();
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        let mut collect = Collect {
            job: self,
            path: Arc::from(path),
            hits: Vec::new(),
        };
        let reader = Stoppable {
            file,
            stop: &self.stop,
        };
        let outcome = searcher.search_reader(&self.matcher, reader, &mut collect);
        if let Err(error) = outcome {
            tracing::debug!(%error, "a file was not searched to its end");
        }
        collect.flush();
    }
}

/// Reads a file until the search is cancelled: a file of gigabytes need not be read to its end.
struct Stoppable<'a> {
    file: File,
    stop: &'a AtomicBool,
}

impl Read for Stoppable<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("the search was cancelled"));
        }
        self.file.read(buffer)
    }
}

struct Collect<'a, T> {
    job: &'a Job<T>,
    path: Arc<Path>,
    hits: Vec<Hit>,
}

impl<T: Fn(Found)> Collect<'_, T> {
    fn flush(&mut self) {
        if !self.hits.is_empty() && !self.job.stop.load(Ordering::Relaxed) {
            (self.job.tell)(Found::Hits(std::mem::take(&mut self.hits)));
        }
    }
}

impl<T: Fn(Found)> Sink for Collect<'_, T> {
    type Error = io::Error;

    fn matched(&mut self, _: &Searcher, found: &SinkMatch<'_>) -> Result<bool, io::Error> {
        // One more than the limit is counted, so that the end can say that there is more.
        self.job.hits.update(|hits| hits + 1);
        if self.job.hits.get() > HIT_LIMIT {
            return Ok(false);
        }
        let line = found.line_number().unwrap_or(1);
        let hit = Hit::new(&self.path, line, found.bytes(), &self.job.matcher);
        self.hits.push(hit);
        if self.hits.len() >= BATCH {
            self.flush();
        }
        Ok(!self.job.stop.load(Ordering::Relaxed))
    }
}
