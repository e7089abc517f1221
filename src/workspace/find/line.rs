//! One line with matches, cut to what a screen can show.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use grep_matcher::Matcher;
use grep_regex::RegexMatcher;

/// The most characters of a line that are kept.
pub const LONGEST_LINE: usize = 300;
/// How much is shown before the first match of a line that is cut at its start.
const BEFORE: usize = 40;
/// How many matches of one line are marked.
const MOST_RANGES: usize = 64;

/// A line that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The file, below the root.
    pub path: Arc<Path>,
    /// The line, counted from 1.
    pub line: u64,
    /// Where the first match starts in the whole line, in characters from 0.
    pub column: usize,
    /// The text, or a piece of it around the first match.
    pub text: String,
    /// The matches in that text, in bytes.
    pub ranges: Vec<Range<usize>>,
}

impl Hit {
    /// A hit for the bytes of one `line` of `path`.
    pub fn new(path: &Arc<Path>, number: u64, line: &[u8], matcher: &RegexMatcher) -> Self {
        let line = trimmed(line);
        let mut found: Vec<Range<usize>> = Vec::new();
        // A matcher of regular expressions has no errors, and a hit without marks is still a hit.
        matcher
            .find_iter(line, |one| {
                found.push(one.start()..one.end());
                found.len() < MOST_RANGES
            })
            .ok();
        let first = found.first().map_or(0, |range| range.start);
        let column = String::from_utf8_lossy(&line[..first]).chars().count();
        let start = start_of_piece(line, first);
        let (text, ranges) = piece(&line[start..], &found, start);
        Self {
            path: Arc::clone(path),
            line: number,
            column,
            text,
            ranges,
        }
    }
}

fn trimmed(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Where the kept piece starts: at the start of the line when the first match is near it.
fn start_of_piece(line: &[u8], first: usize) -> usize {
    if first < LONGEST_LINE - BEFORE {
        return 0;
    }
    let mut start = first - BEFORE;
    // Bytes that continue a character are not its start.
    while start < first && line[start] & 0b1100_0000 == 0b1000_0000 {
        start += 1;
    }
    start
}

/// Decodes a piece of a line, with the ranges that lie in it.
///
/// What is not UTF-8 becomes longer when it is decoded, so the text is put together from the
/// pieces between the ranges.
fn piece(line: &[u8], found: &[Range<usize>], start: usize) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut ranges = Vec::new();
    let mut room = LONGEST_LINE;
    let mut at = 0;
    for range in found {
        let (from, to) = (range.start - start, range.end - start);
        append(&mut text, &line[at..from], &mut room);
        let begin = text.len();
        append(&mut text, &line[from..to], &mut room);
        if text.len() > begin {
            ranges.push(begin..text.len());
        }
        at = to;
        if room == 0 {
            return (text, ranges);
        }
    }
    append(&mut text, &line[at..], &mut room);
    (text, ranges)
}

fn append(text: &mut String, bytes: &[u8], room: &mut usize) {
    // Four bytes are the longest character: more of the line need not be decoded.
    let bytes = &bytes[..bytes.len().min(room.saturating_mul(4))];
    for c in String::from_utf8_lossy(bytes).chars().take(*room) {
        text.push(c);
        *room -= 1;
    }
}
