//! The log: one file a day in a folder of its own, written by a thread of its own.
//!
//! Values that are secret have a type that never shows them, so none can be logged by accident.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use tracing::level_filters::LevelFilter;
use tracing::{Level, Subscriber};
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// How many lines may wait for the disk; the queue is made at once, so a large one costs start-up.
const WAITING_LINES: usize = 1024;

/// How many days of log are kept.
const DAYS: usize = 7;

/// Why nothing can be logged.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The folder or the file cannot be made.
    #[error("the log folder {} cannot be written ({detail}): make it writable, or set the log level to off", .folder.display())]
    Unwritable {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// Logging was started twice in one process.
    #[error("logging has been started before: this is a fault of vibecober, please report it")]
    Started,
}

/// Keeps the log going; what waits is written when this is dropped.
#[derive(Debug)]
#[must_use = "the log ends when this is dropped"]
pub struct LogGuard {
    _worker: Option<WorkerGuard>,
}

/// Starts the log of this process in `folder`, which is made if it is missing.
///
/// With [`LevelFilter::OFF`] there is no folder, no file and no thread.
///
/// # Errors
/// [`TelemetryError::Unwritable`], or [`TelemetryError::Started`] the second time.
pub fn start(folder: &Path, level: LevelFilter) -> Result<LogGuard, TelemetryError> {
    if level == LevelFilter::OFF {
        return Ok(LogGuard { _worker: None });
    }
    let (subscriber, guard) = subscriber(folder, level)?;
    subscriber.try_init().map_err(|_| TelemetryError::Started)?;
    Ok(guard)
}

/// What writes to a file in `folder`, and what keeps it going.
fn subscriber(
    folder: &Path,
    level: LevelFilter,
) -> Result<(impl Subscriber + Send + Sync, LogGuard), TelemetryError> {
    let unwritable = |detail: String| TelemetryError::Unwritable {
        folder: folder.to_path_buf(),
        detail,
    };
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| unwritable(error.to_string()))?;
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("vibecober")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)
        .map_err(|error| unwritable(error.to_string()))?;
    let (writer, worker) = NonBlockingBuilder::default()
        .buffered_lines_limit(WAITING_LINES)
        .finish(files);
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(writer);
    // Libraries are heard when something is wrong, at most.
    let libraries = level.min(LevelFilter::from_level(Level::WARN));
    let targets = Targets::new()
        .with_default(libraries)
        .with_target("vibecober", level);
    let subscriber = tracing_subscriber::registry().with(targets).with(lines);
    let guard = LogGuard {
        _worker: Some(worker),
    };
    Ok((subscriber, guard))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn written(folder: &Path) -> String {
        let files = fs::read_dir(folder).unwrap();
        let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
        texts.collect()
    }

    #[test]
    fn what_is_logged_is_in_the_file_once_the_guard_is_gone() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("state/logs");
        let (subscriber, guard) = subscriber(&folder, LevelFilter::INFO).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            tracing::info!(run = "ab12", "run started\u{1b}[31m");
            tracing::debug!("too fine");
            tracing::info!(target: "hyper::client", "a library chats");
            tracing::warn!(target: "hyper::client", "a library warns");
        });
        drop(guard);
        let text = written(&folder);
        assert!(text.contains("INFO vibecober::telemetry") && text.contains("run=\"ab12\""));
        assert!(text.contains("a library warns"));
        assert!(!text.contains("too fine") && !text.contains("chats"));
        assert!(!text.contains('\u{1b}'));
    }

    #[test]
    fn a_log_that_is_off_leaves_no_trace() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("logs");
        let guard = start(&folder, LevelFilter::OFF).unwrap();
        drop(guard);
        assert!(!folder.exists());
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("file");
        fs::write(&file, "").unwrap();
        let error = start(&file.join("logs"), LevelFilter::INFO).unwrap_err();
        assert!(error.to_string().starts_with("the log folder /"));
    }
}
