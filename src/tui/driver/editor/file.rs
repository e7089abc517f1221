//! Reads files, and writes them so that a crash leaves the old text or the new one, never half.

use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use ropey::Rope;
use rustix::fs::{Access, Gid, Uid, access, chown};

use crate::text::{Charset, TextError, encode};
use crate::tui::panes::editor::Stamp;
use crate::workspace::keep_attributes;

/// Larger files are not opened.
const LARGEST: u64 = 1 << 30;

/// So many links are followed to a file that is not there yet; the system follows no more.
const LINKS: usize = 40;

/// Why a file was not read or written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// It is no regular file.
    #[error("this is {0}, not a file with text")]
    NoFile(&'static str),
    /// It is too large.
    #[error("{0} bytes are too many to edit (at most 1 GiB)")]
    TooLarge(u64),
    /// It may not be written.
    #[error("the file is read-only")]
    ReadOnly,
    /// Somebody else wrote it.
    #[error("the file changed on disk")]
    Changed,
    /// It was written over and that did not come to its end.
    #[error("{why}: the file may be cut short; the whole text is in {}", kept.display())]
    Half {
        /// What went wrong.
        why: String,
        /// Where the text is.
        kept: PathBuf,
    },
    /// The text does not fit the encoding, or the disk failed.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The system said no.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What tells this state of the file from others.
pub fn stamp(metadata: &Metadata) -> Stamp {
    let (seconds, nanoseconds) = (metadata.ctime(), metadata.ctime_nsec());
    Stamp {
        modified: metadata.modified().ok(),
        len: metadata.len(),
        identity: Some((metadata.dev(), metadata.ino(), seconds, nanoseconds)),
    }
}

/// What is at `path`.
pub fn look(path: &Path) -> Result<Metadata, FileError> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => FileError::Missing,
        _ => FileError::Io(error),
    })?;
    if metadata.is_dir() {
        return Err(FileError::NoFile("a folder"));
    }
    if !metadata.is_file() {
        return Err(FileError::NoFile("a device or a pipe"));
    }
    Ok(metadata)
}

/// The bytes of a file, with what was on disk when they were read.
pub fn read(path: &Path) -> Result<(Vec<u8>, Metadata), FileError> {
    let metadata = look(path)?;
    if metadata.len() > LARGEST {
        return Err(FileError::TooLarge(metadata.len()));
    }
    Ok((fs::read(path)?, metadata))
}

/// Whether the file has exactly this text.
pub fn holds(path: &Path, rope: &Rope, charset: Charset) -> bool {
    let mut text = Vec::new();
    // In every encoding a text has at least as many bytes as characters.
    let len = look(path).map_or(0, |metadata| metadata.len());
    let possible = u64::try_from(rope.len_chars()).is_ok_and(|chars| chars <= len);
    possible
        && encode(rope, charset, &mut text).is_ok()
        && u64::try_from(text.len()).is_ok_and(|text| text == len)
        && read(path).is_ok_and(|(bytes, _)| bytes == text)
}

/// Whether the file may not be written.
pub fn is_read_only(path: &Path, metadata: &Metadata) -> bool {
    metadata.permissions().readonly() || access(path, Access::WRITE_OK).is_err()
}

/// Where `path` leads in the end, also where nothing is there yet.
fn behind_links(path: &Path) -> PathBuf {
    let mut place = path.to_owned();
    for _ in 0..LINKS {
        if let Ok(found) = fs::canonicalize(&place) {
            return found;
        }
        match fs::read_link(&place) {
            Ok(next) => place = folder_of(&place).join(next),
            Err(_) => return place,
        }
    }
    // A link to itself: whoever opens it is told.
    path.to_owned()
}

/// Writes a text to `path`, if what is there is still `known`; answers what is there then.
pub fn write(
    path: &Path,
    rope: &Rope,
    charset: Charset,
    known: Option<Stamp>,
) -> Result<Stamp, FileError> {
    // A link stays a link: what it points to is written.
    let target = behind_links(path);
    let old = match look(&target) {
        Ok(metadata) => Some(metadata),
        Err(FileError::Missing) => None,
        Err(error) => return Err(error),
    };
    if let Some(old) = &old {
        if known != Some(stamp(old)) {
            return Err(FileError::Changed);
        }
        if is_read_only(&target, old) {
            return Err(FileError::ReadOnly);
        }
    }
    // What is told is what was written here, not what another has put there since.
    let written = match beside(&target, rope, charset, old.as_ref()) {
        // Who may write the file but not its folder writes over it.
        Err(FileError::Io(error))
            if old.is_some() && error.kind() == io::ErrorKind::PermissionDenied =>
        {
            in_place(&target, rope, charset)?
        }
        other => other?,
    };
    Ok(stamp(&written.metadata()?))
}

fn fill(file: &File, rope: &Rope, charset: Charset) -> Result<(), FileError> {
    let mut out = BufWriter::with_capacity(1 << 18, file);
    encode(rope, charset, &mut out)?;
    out.flush()?;
    file.sync_all()?;
    Ok(())
}

/// Writes a new file and moves it over the old one, with its mode, owner and extended attributes;
/// where the new one cannot have them all, or the old one has more names, the old one is written over
/// while the new one holds the whole text.
fn beside(
    target: &Path,
    rope: &Rope,
    charset: Charset,
    old: Option<&Metadata>,
) -> Result<File, FileError> {
    let folder = folder_of(target);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".vibecober-").suffix(".tmp");
    // The mask of the process takes from this what a new file shall not have.
    let everyone = Permissions::from_mode(0o666);
    if old.is_none() {
        builder.permissions(everyone);
    }
    let temporary = builder.tempfile_in(&folder)?;
    fill(temporary.as_file(), rope, charset)?;
    if let Some(old) = old {
        let new = temporary.as_file().metadata()?;
        if (old.uid(), old.gid()) != (new.uid(), new.gid()) {
            let owner = (Uid::from_raw(old.uid()), Gid::from_raw(old.gid()));
            chown(temporary.path(), Some(owner.0), Some(owner.1)).map_err(io::Error::from)?;
        }
        fs::set_permissions(temporary.path(), old.permissions())?;
        // After the mode: a list of who may do what says more than it, and counts.
        let kept = File::open(target).and_then(|old| keep_attributes(&old, temporary.as_file()));
        if old.nlink() > 1 || !kept.unwrap_or(false) {
            return in_place(target, rope, charset).map_err(|why| rescued(temporary, &why));
        }
    }
    // Somebody may have written it while this was being written.
    let unchanged = match (old, look(target)) {
        (Some(old), Ok(now)) => stamp(old) == stamp(&now),
        (None, Err(FileError::Missing)) => true,
        (Some(_) | None, _) => false,
    };
    if !unchanged {
        return Err(FileError::Changed);
    }
    let written = temporary.persist(target).map_err(|error| error.error)?;
    // A rename is only safe once its folder is written.
    if let Ok(folder) = File::open(&folder) {
        folder.sync_all().ok();
    }
    Ok(written)
}

/// Keeps the whole text beside a file that may have been written by half.
fn rescued(temporary: tempfile::NamedTempFile, why: &FileError) -> FileError {
    match temporary.keep() {
        Ok((_, kept)) => FileError::Half {
            why: why.to_string(),
            kept,
        },
        Err(error) => FileError::Io(error.error),
    }
}

/// Writes over the file itself, where another name or owner would be lost otherwise.
fn in_place(target: &Path, rope: &Rope, charset: Charset) -> Result<File, FileError> {
    // Nothing is cut off before it is known that the encoding holds the text.
    encode(rope, charset, &mut io::sink())?;
    let file = OpenOptions::new().write(true).truncate(true).open(target)?;
    fill(&file, rope, charset)?;
    Ok(file)
}

fn folder_of(target: &Path) -> PathBuf {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn save(path: &Path, text: &str) -> Result<Stamp, FileError> {
        write(
            path,
            &Rope::from_str(text),
            Charset::Utf8,
            Some(stamp(&look(path)?)),
        )
    }

    #[test]
    fn a_save_keeps_mode_and_links() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("run.sh");
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o750)).unwrap();
        let link = folder.path().join("link.sh");
        std::os::unix::fs::symlink(&file, &link).unwrap();
        save(&link, "new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::metadata(&file).unwrap().mode() & 0o777, 0o750);
        let twin = folder.path().join("twin.sh");
        fs::hard_link(&file, &twin).unwrap();
        save(&file, "newer").unwrap();
        assert_eq!(fs::read_to_string(&twin).unwrap(), "newer");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn a_link_to_nothing_stays_one_and_its_file_is_begun() {
        let folder = tempfile::tempdir().unwrap();
        let (near, far) = (folder.path().join("near"), folder.path().join("far"));
        std::os::unix::fs::symlink("far", &near).unwrap();
        std::os::unix::fs::symlink("there.txt", &far).unwrap();
        write(&near, &Rope::from_str("new"), Charset::Utf8, None).unwrap();
        assert!(fs::symlink_metadata(&near).unwrap().is_symlink());
        let there = folder.path().join("there.txt");
        assert_eq!(fs::read_to_string(there).unwrap(), "new");
        let round = folder.path().join("round");
        std::os::unix::fs::symlink("round", &round).unwrap();
        let refused = write(&round, &Rope::from_str("new"), Charset::Utf8, None);
        assert!(matches!(refused, Err(FileError::Io(_))));
    }

    #[test]
    fn nothing_is_written_over_what_nobody_has_seen() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        let rope = Rope::from_str("mine\n");
        let first = write(&file, &rope, Charset::Utf8, None).unwrap();
        fs::write(&file, "theirs, and longer\n").unwrap();
        let again = write(&file, &rope, Charset::Utf8, Some(first));
        assert!(matches!(again, Err(FileError::Changed)));
        assert_eq!(fs::read_to_string(&file).unwrap(), "theirs, and longer\n");
    }

    #[test]
    fn a_copy_of_the_same_time_and_length_is_another_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(&file, "AAAA\n").unwrap();
        let known = look(&file).unwrap();
        let other = folder.path().join("b.txt");
        fs::write(&other, "BBBB\n").unwrap();
        let copy = File::options().write(true).open(&other).unwrap();
        copy.set_modified(known.modified().unwrap()).unwrap();
        fs::rename(&other, &file).unwrap();
        let rope = Rope::from_str("mine\n");
        let refused = write(&file, &rope, Charset::Utf8, Some(stamp(&known)));
        assert!(matches!(refused, Err(FileError::Changed)));
        assert_eq!(fs::read_to_string(&file).unwrap(), "BBBB\n");
    }

    #[test]
    fn a_file_with_two_names_is_whole_beside_it_when_it_cannot_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(&file, "old\n").unwrap();
        fs::hard_link(&file, folder.path().join("b.txt")).unwrap();
        // No encoding of one byte has this letter: the file is not even cut.
        let latin = Charset::named("windows-1252").unwrap();
        let refused = write(
            &file,
            &Rope::from_str("世\n"),
            latin,
            Some(stamp(&look(&file).unwrap())),
        );
        assert!(refused.is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "old\n");
        save(&file, "new\n").unwrap();
        assert_eq!(
            fs::read_to_string(folder.path().join("b.txt")).unwrap(),
            "new\n"
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn read_only_files_folders_and_missing_ones_say_what_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o444)).unwrap();
        assert!(matches!(save(&file, "new"), Err(FileError::ReadOnly)));
        assert!(matches!(
            read(folder.path()),
            Err(FileError::NoFile("a folder"))
        ));
        let missing = folder.path().join("none");
        assert!(matches!(read(&missing), Err(FileError::Missing)));
    }
}
