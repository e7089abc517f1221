//! Collects what providers answer, with the time that it took.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::StreamExt;
use futures_util::stream;
use tokio::time::Instant;

use super::lock::Lock;
use super::play::last_words;
use super::script::Step;
use super::scrub::Scrub;
use super::write;
use crate::domain::fault::Fault;
use crate::llm::{Delta, Deltas, Provider, Request};

/// Records the replies of the providers that it wraps, and writes them as a script. Clones write
/// the same one.
#[derive(Debug, Clone)]
pub struct Recorder(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    scrub: Scrub,
    replies: Mutex<Vec<Recorded>>,
    /// Two that write one file would each take the other's replies away.
    _lock: Lock,
}

/// A reply as it came.
#[derive(Debug, Clone)]
pub(super) struct Recorded {
    /// What the person had said.
    pub(super) said: String,
    /// Its pieces.
    pub(super) steps: Vec<Step>,
}

/// A provider whose replies are recorded.
#[derive(Debug)]
struct Wrapped {
    inner: Arc<dyn Provider>,
    recorder: Recorder,
}

impl Recorder {
    /// Records for a script at `path`, from which `scrub` takes out what must not be in it.
    ///
    /// # Errors
    /// A folder that nothing can be written into, or another process that records there: it is better
    /// known before the first call.
    pub fn new(path: &Path, scrub: Scrub) -> io::Result<Self> {
        let path = std::path::absolute(path)?;
        // What is no ordinary file would be replaced by one.
        let is_other = |found: fs::Metadata| !found.is_file();
        let is_link_to_nothing = path.is_symlink() && !path.exists();
        if is_link_to_nothing || fs::metadata(&path).is_ok_and(is_other) {
            return Err(io::Error::other("it is there, and no ordinary file"));
        }
        tempfile::NamedTempFile::new_in(folder(&path))?;
        let lock = Lock::take(&path)?;
        Ok(Self(Arc::new(Inner {
            _lock: lock,
            path,
            scrub,
            replies: Mutex::default(),
        })))
    }

    /// The same provider, recorded.
    pub fn wrap(&self, inner: Arc<dyn Provider>) -> Arc<dyn Provider> {
        Arc::new(Wrapped {
            inner,
            recorder: self.clone(),
        })
    }

    /// Where the script is written.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Writes what was recorded so far, in one step; only its owner can read it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self) -> io::Result<()> {
        let mut replies = self.replies().clone();
        if replies.is_empty() {
            // A recording that is there is not wiped by a call that was not made.
            return Ok(());
        }
        for reply in &mut replies {
            write::clean(reply, &self.0.scrub);
        }
        let text = write::text(&replies);
        let mut file = tempfile::NamedTempFile::new_in(folder(&self.0.path))?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        let target = fs::canonicalize(&self.0.path).unwrap_or_else(|_| self.0.path.clone());
        file.persist(target).map_err(|error| error.error)?;
        Ok(())
    }

    fn replies(&self) -> std::sync::MutexGuard<'_, Vec<Recorded>> {
        // Every change is whole, also that of a thread that broke down afterwards.
        let locked = self.0.replies.lock();
        locked.unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a reply and answers its place.
    fn begin(&self, said: String) -> usize {
        let mut replies = self.replies();
        let steps = Vec::new();
        replies.push(Recorded { said, steps });
        replies.len() - 1
    }

    fn note(&self, place: usize, since: Instant, piece: &Result<Delta, Fault>) {
        let after = since.elapsed();
        let piece = piece.clone();
        if let Some(reply) = self.replies().get_mut(place) {
            reply.steps.push(Step { after, piece });
        }
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("/"))
}

impl Provider for Wrapped {
    fn endpoint(&self) -> &str {
        self.inner.endpoint()
    }

    fn stream(&self, request: &Request) -> Deltas {
        let said = last_words(request);
        let deltas = self.inner.stream(request);
        let recorder = self.recorder.clone();
        // A reply has its place among the others from the moment when it is asked for.
        let begun = stream::once(async move { recorder.begin(said) });
        let recorder = self.recorder.clone();
        let mut deltas = Some(deltas);
        let pieces = begun.flat_map(move |place| {
            let deltas = deltas.take().unwrap_or_else(|| Box::pin(stream::empty()));
            let from = (deltas, recorder.clone(), Instant::now());
            stream::unfold(from, move |(mut deltas, recorder, since)| async move {
                let piece = deltas.next().await?;
                recorder.note(place, since, &piece);
                Some((piece, (deltas, recorder, Instant::now())))
            })
        });
        Box::pin(pieces)
    }
}
