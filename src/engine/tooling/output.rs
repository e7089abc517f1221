//! What a command prints: its beginning and end for the model, all of it in a file when it is long.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// How much of the beginning and of the end the model reads, in bytes.
const HEAD: usize = 8 * 1024;
const TAIL: usize = 16 * 1024;

/// How much of a flood is kept in a file, in bytes.
const MOST: u64 = 64 * 1024 * 1024;

/// What a command has printed so far.
#[derive(Debug)]
pub(super) struct Output {
    head: Vec<u8>,
    tail: VecDeque<u8>,
    bytes: u64,
    place: PathBuf,
    whole: Option<File>,
}

impl Output {
    /// Nothing yet; what becomes too long goes to a file at `place`.
    pub(super) fn new(place: PathBuf) -> Self {
        Self {
            head: Vec::new(),
            tail: VecDeque::new(),
            bytes: 0,
            place,
            whole: None,
        }
    }

    /// Takes what was printed.
    pub(super) fn add(&mut self, piece: &[u8]) {
        let before = self.bytes;
        self.bytes += piece.len() as u64;
        let room = HEAD.saturating_sub(self.head.len()).min(piece.len());
        let (first, rest) = piece.split_at(room);
        self.head.extend_from_slice(first);
        self.tail.extend(rest);
        if self.whole.is_some() {
            self.spill(piece, before);
        } else if self.tail.len() > TAIL {
            self.begin_file();
        }
        if self.tail.len() > TAIL {
            self.tail.drain(..self.tail.len() - TAIL);
        }
    }

    /// What the model reads, and the file that holds all of it where that is more.
    pub(super) fn finish(mut self) -> (String, Option<PathBuf>) {
        let tail = self.tail.make_contiguous();
        let kept = (self.head.len() + tail.len()) as u64;
        if kept >= self.bytes {
            let mut all = self.head;
            all.extend_from_slice(tail);
            return (String::from_utf8_lossy(&all).into_owned(), None);
        }
        // Whole lines at both sides of the gap.
        let head = match memchr::memrchr(b'\n', &self.head) {
            Some(at) => self.head.get(..=at).unwrap_or_default(),
            None => &self.head,
        };
        let tail: &[u8] = match memchr::memchr(b'\n', tail) {
            Some(at) if at + 1 < tail.len() => tail.get(at + 1..).unwrap_or_default(),
            Some(_) | None => tail,
        };
        let gap = self.bytes - (head.len() + tail.len()) as u64;
        let place = self.whole.is_some().then_some(self.place);
        let text = format!(
            "{}\n[… {gap} bytes left out …]\n{}",
            String::from_utf8_lossy(head).trim_end_matches('\n'),
            String::from_utf8_lossy(tail)
        );
        (text, place)
    }

    fn begin_file(&mut self) {
        let Ok(file) = create(&self.place) else {
            return;
        };
        self.whole = Some(file);
        let (one, other) = self.tail.as_slices();
        let so_far = [self.head.as_slice(), one, other].concat();
        self.spill(&so_far, 0);
    }

    fn spill(&mut self, piece: &[u8], before: u64) {
        let room = usize::try_from(MOST.saturating_sub(before)).unwrap_or(usize::MAX);
        let piece = piece.get(..room.min(piece.len())).unwrap_or_default();
        let Some(file) = &mut self.whole else {
            return;
        };
        if let Err(error) = file.write_all(piece) {
            tracing::warn!(%error, "the output of a command is not kept whole");
            self.whole = None;
        }
    }
}

/// A new file that only its owner reads: output may hold anything.
fn create(place: &Path) -> std::io::Result<File> {
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_read_whole_and_a_flood_at_both_ends_with_the_rest_in_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("runs/1.txt");
        let mut short = Output::new(place.clone());
        short.add(b"one\n");
        short.add(b"two\n");
        assert_eq!(short.finish(), ("one\ntwo\n".to_owned(), None));
        assert!(!place.exists());

        let mut flood = Output::new(place.clone());
        let mut all = Vec::new();
        for number in 0..20_000 {
            let line = format!("line {number}\n");
            flood.add(line.as_bytes());
            all.extend_from_slice(line.as_bytes());
        }
        let (text, whole) = flood.finish();
        assert!(text.starts_with("line 0\nline 1\n") && text.ends_with("\nline 19999\n"));
        assert!(text.len() < HEAD + TAIL + 100, "{}", text.len());
        let lines = text.lines().filter(|line| !line.contains("left out"));
        for line in lines {
            assert!(line.starts_with("line "), "only whole lines: {line:?}");
        }
        assert_eq!(whole.as_deref(), Some(place.as_path()));
        assert_eq!(fs::read(&place).unwrap(), all);
    }
}
