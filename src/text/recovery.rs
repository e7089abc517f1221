//! The unsaved text of a file as a value that outlives the program.

use std::path::{Path, PathBuf};

use ropey::Rope;
use serde::{Deserialize, Serialize};

use super::{Charset, Format};

/// Texts larger than this are not kept: writing them with every pause would wear the disk.
pub const RECOVERABLE: usize = 16 * 1024 * 1024;

/// Text that was typed and not yet saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsaved {
    /// The file that it belongs to.
    pub path: PathBuf,
    /// The encoding of the file.
    pub charset: String,
    /// What the file held when editing began: with it, later changes of the file can be merged.
    pub base: String,
    /// The text.
    pub text: String,
}

impl Unsaved {
    /// What is kept of `text`, which was `base`; nothing when that is too large.
    pub fn of(path: &Path, charset: Charset, base: &Rope, text: &Rope) -> Option<Self> {
        (base.len_bytes().max(text.len_bytes()) <= RECOVERABLE).then(|| Self {
            path: path.to_owned(),
            charset: charset.name().to_owned(),
            base: base.to_string(),
            text: text.to_string(),
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
        let (base, text) = (
            Rope::from_str("typed\n"),
            Rope::from_str("typed ünder load\n"),
        );
        let unsaved = Unsaved::of(Path::new("a.txt"), Charset::Utf8, &base, &text).unwrap();
        let json = serde_json::to_string(&unsaved).unwrap();
        let read: Unsaved = serde_json::from_str(&json).unwrap();
        assert_eq!(read, unsaved);
        assert_eq!(read.restore(Format::default()).0, text);
    }
}
