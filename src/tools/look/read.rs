//! Shows lines of a file with their numbers.

use std::fmt::Write;
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};

use super::ground::missing;
use super::kind::kind;
use super::lines::next_line;
use crate::text::Charset;
use crate::tools::change::{Content, EDITABLE, Text, count_lines, decode_bytes};
use crate::tools::seen::Recall;
use crate::tools::{Outcome, Read, quoted};
use crate::workspace::beneath::{Links, Opened, Root};
use crate::workspace::sha256;

/// The most lines that are shown at once.
pub(in crate::tools) const MOST_LINES: usize = 2_000;
/// The most bytes that are shown at once.
const MOST_BYTES: usize = 100 * 1024;
/// The longest piece of a line that is shown, in characters.
const LONGEST_LINE: usize = 2_000;
/// How much of a large file is looked at to tell text from other data.
const SAMPLE: usize = 8 * 1024;

/// Reads a file.
pub(in crate::tools) fn read(root: &Root, recall: &Recall, read: &Read) -> Outcome {
    let name = quoted(&read.path);
    let failed = |why: String| Outcome::failed(why, format!("read {name} failed"));
    let mut opened = match root.file(&read.path, Links::Within) {
        Ok(opened) => opened,
        Err(error) => return failed(missing(root, &read.path, error).0),
    };
    let size = opened.metadata.len();
    let shown = match opened.bytes(EDITABLE) {
        Ok(Some(bytes)) => small(root, recall, read, bytes),
        Ok(None) => match stream(opened, read) {
            Ok(shown) => shown,
            Err(error) => return failed(format!("{name}: {error}")),
        },
        Err(error) => return failed(format!("{name}: {error}")),
    };
    match shown {
        Shown::Lines { text, count } => Outcome::done(text, format!("read {name} {count} lines")),
        Shown::Other(kind) => Outcome::done(
            format!("{name} is {kind}, {size} bytes: there is no text to show\n"),
            format!("read {name} {kind}"),
        ),
        Shown::After(lines) => failed(format!(
            "{name} has {lines} lines: there is none from line {} on",
            read.offset
        )),
    }
}

enum Shown {
    Lines {
        text: String,
        count: usize,
    },
    /// No text, but this.
    Other(&'static str),
    /// The file ends before the first line that was asked for.
    After(usize),
}

/// The lines that fit, as they are written.
struct Page {
    text: String,
    count: usize,
}

impl Page {
    /// Adds a line; false when it does not fit any more.
    fn add(&mut self, number: u64, line: &str, cut: usize) -> bool {
        let end = line
            .char_indices()
            .nth(LONGEST_LINE)
            .map_or(line.len(), |(end, _)| end);
        if self.count > 0 && self.text.len() + end > MOST_BYTES {
            return false;
        }
        let left = cut + line.len() - end;
        // Writing to a string cannot fail.
        write!(self.text, "{number:>6}\t{}", &line[..end]).ok();
        if left > 0 {
            write!(self.text, "… [{left} bytes more in this line]").ok();
        }
        self.text.push('\n');
        self.count += 1;
        true
    }
}

fn small(root: &Root, recall: &Recall, read: &Read, bytes: Vec<u8>) -> Shown {
    let hash = sha256(&bytes);
    let begin = bytes[..bytes.len().min(512)].to_vec();
    let text = match decode_bytes(bytes) {
        Content::Text(text) => text,
        Content::Bytes(_) => return Shown::Other(kind(&begin)),
    };
    let total = count_lines(&text.text);
    let path = real(root, &read.path);
    let first = usize::try_from(read.offset).unwrap_or(usize::MAX) - 1;
    if total == 0 && first == 0 {
        recall.read(&path, hash, 0..0, 0);
        return Shown::Lines {
            text: "[the file is empty]\n".to_owned(),
            count: 0,
        };
    }
    if first >= total {
        return Shown::After(total);
    }
    let mut page = Page {
        text: String::new(),
        count: 0,
    };
    let lines = text.text.split_inclusive('\n').skip(first);
    for (number, line) in (read.offset..).zip(lines.take(read.limit)) {
        let line = line.strip_suffix('\n').unwrap_or(line);
        if !page.add(number, line.strip_suffix('\r').unwrap_or(line), 0) {
            break;
        }
    }
    let last = first + page.count;
    recall.read(&path, hash, first..last, total);
    page.text.push_str(&notes(&text, (first, last, total)));
    Shown::Lines {
        text: page.text,
        count: page.count,
    }
}

/// What the lines themselves do not say: how to read on, and how the file is stored.
fn notes(text: &Text, (first, last, total): (usize, usize, usize)) -> String {
    let mut notes = Vec::new();
    if last < total {
        notes.push(format!(
            "lines {}-{last} of {total}: read on with offset {}",
            first + 1,
            last + 1
        ));
    } else if first > 0 {
        notes.push(format!("lines {}-{last} of {total}", first + 1));
    }
    if text.charset != Charset::Utf8 {
        notes.push(format!(
            "encoding {}, kept when edited",
            text.charset.name()
        ));
    }
    if text.text.contains("\r\n") {
        notes.push("line endings CRLF, kept when edited".to_owned());
    }
    if last == total && !text.text.ends_with('\n') {
        notes.push("no line ending at the end".to_owned());
    }
    if notes.is_empty() {
        return String::new();
    }
    format!("[{}]\n", notes.join("; "))
}

/// The file that a path leads to: what is read through a link is known by its own name.
fn real(root: &Root, path: &Path) -> PathBuf {
    let real = std::fs::canonicalize(root.path().join(path));
    let below = real
        .ok()
        .and_then(|real| real.strip_prefix(root.path()).map(Path::to_owned).ok());
    below.unwrap_or_else(|| path.to_owned())
}

/// Lines of a file that is too large to hold.
fn stream(opened: Opened, read: &Read) -> io::Result<Shown> {
    let size = opened.metadata.len();
    let mut reader = BufReader::with_capacity(1 << 18, opened.file);
    let mut begin = Vec::with_capacity(SAMPLE);
    (&mut reader).take(SAMPLE as u64).read_to_end(&mut begin)?;
    if begin.contains(&0) {
        return Ok(Shown::Other(kind(&begin)));
    }
    let mut reader = begin.as_slice().chain(reader);
    let mut page = Page {
        text: String::new(),
        count: 0,
    };
    for passed in 1..read.offset {
        if next_line(&mut reader, 0)?.is_none() {
            return Ok(Shown::After(
                usize::try_from(passed - 1).unwrap_or(usize::MAX),
            ));
        }
    }
    let mut number = read.offset;
    let mut ended = false;
    while page.count < read.limit {
        let Some(line) = next_line(&mut reader, LONGEST_LINE * 4)? else {
            ended = true;
            break;
        };
        if !page.add(number, &String::from_utf8_lossy(&line.bytes), line.cut) {
            break;
        }
        number += 1;
    }
    if page.count == 0 {
        return Ok(Shown::After(
            usize::try_from(number - 1).unwrap_or(usize::MAX),
        ));
    }
    if !ended {
        // Writing to a string cannot fail.
        writeln!(
            page.text,
            "[a file of {size} bytes: read on with offset {number}, or search in it]"
        )
        .ok();
    }
    Ok(Shown::Lines {
        text: page.text,
        count: page.count,
    })
}
