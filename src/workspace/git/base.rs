//! The committed text of one file.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::time::Duration;

use super::call::Call;
use super::{GitError, Repository};

/// How long git may take for one file.
const LIMIT: Duration = Duration::from_secs(5);

/// The content of `file` in the last commit; nothing when that commit does not have it.
///
/// It is what is stored, without any filter: line endings may differ from those on disk.
///
/// # Errors
/// Git is missing or too slow, or the file is longer than `most` bytes.
pub fn committed_text(
    repository: &Repository,
    file: &Path,
    most: usize,
) -> Result<Option<Vec<u8>>, GitError> {
    let Ok(inner) = file.strip_prefix(&repository.top) else {
        return Ok(None);
    };
    let call = Call {
        folder: &repository.top,
        settings: &[],
        limit: LIMIT,
        most,
    };
    let mut object = OsString::from("HEAD:");
    object.push(inner);
    match call.run(&[OsStr::new("cat-file"), OsStr::new("blob"), &object]) {
        Ok(text) => Ok(Some(text)),
        Err(GitError::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
