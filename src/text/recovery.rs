//! The unsaved text of a file as a value that outlives the program.

use std::path::{Path, PathBuf};

use ropey::Rope;
use serde::{Deserialize, Serialize};

use super::{Buffer, Charset, Format};

/// Texts larger than this are not kept: writing them with every pause would wear the disk.
pub const RECOVERABLE: usize = 16 * 1024 * 1024;

/// Text that was typed and not yet saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsaved {
    /// The file that it belongs to.
    pub path: PathBuf,
    /// The encoding of the file.
    pub charset: String,
    /// A hash of what the file held when editing began.
    pub base: String,
    /// The text.
    pub text: String,
}

impl Unsaved {
    /// What is in the buffer, or nothing when it is too large to be kept.
    pub fn of(path: &Path, base: &str, buffer: &Buffer) -> Option<Self> {
        (buffer.rope().len_bytes() <= RECOVERABLE).then(|| Self {
            path: path.to_owned(),
            charset: buffer.format().charset.name().to_owned(),
            base: base.to_owned(),
            text: buffer.rope().to_string(),
        })
    }

    /// The text for an editor whose file is stored as `format`.
    pub fn restore(&self, format: Format) -> (Rope, Format) {
        let charset = Charset::named(&self.charset).unwrap_or(format.charset);
        (Rope::from_str(&self.text), Format { charset, ..format })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsaved_text_survives_being_written_down() {
        let buffer = Buffer::new(Rope::from_str("typed ünder load\n"), Format::default());
        let unsaved = Unsaved::of(Path::new("a.txt"), "base", &buffer).unwrap();
        let json = serde_json::to_string(&unsaved).unwrap();
        let read: Unsaved = serde_json::from_str(&json).unwrap();
        assert_eq!(read, unsaved);
        assert_eq!(read.restore(Format::default()).0, *buffer.rope());
    }
}
