//! Writes down what a search finds, until a page is full; counting goes on a little longer.

use std::fmt::Write;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use grep_regex::RegexMatcher;
use grep_searcher::{Searcher, Sink, SinkContext, SinkMatch};

use crate::tools::{Show, quoted};
use crate::workspace::find::{Hit, LONGEST_LINE};

/// The most matches that are shown.
const MOST_SHOWN: usize = 200;
/// The most bytes that are shown.
const MOST_BYTES: usize = 50 * 1024;
/// The most matches that are counted.
const MOST_COUNTED: usize = 10_000;

/// What is shown of a search.
#[derive(Debug)]
pub(super) struct Page {
    show: Show,
    until: Instant,
    text: String,
    matches: usize,
    shown: usize,
    files: usize,
    searched: usize,
    /// Matches of the file that is searched now.
    of_file: usize,
    late: bool,
    /// Files that may hold secrets and were not searched.
    passed_over: usize,
}

impl Page {
    pub(super) fn new(show: Show, until: Instant) -> Self {
        Self {
            show,
            until,
            text: String::new(),
            matches: 0,
            shown: 0,
            files: 0,
            searched: 0,
            of_file: 0,
            late: false,
            passed_over: 0,
        }
    }

    /// True when nothing more is counted.
    pub(super) fn is_over(&mut self) -> bool {
        self.late |= Instant::now() > self.until;
        self.late || self.matches >= MOST_COUNTED
    }

    fn is_full(&self) -> bool {
        self.shown >= MOST_SHOWN || self.text.len() >= MOST_BYTES
    }

    /// Another file is searched.
    pub(super) fn begin(&mut self) {
        self.searched += 1;
        self.of_file = 0;
    }

    /// A file that may hold secrets is not searched.
    pub(super) fn pass_over(&mut self) {
        self.passed_over += 1;
    }

    /// A file was searched.
    pub(super) fn end(&mut self, path: &Path) {
        if self.of_file == 0 {
            return;
        }
        self.files += 1;
        if self.show == Show::Files && !self.is_full() {
            self.shown += 1;
            // Writing to a string cannot fail.
            writeln!(self.text, "{}: {}", quoted(path), self.of_file).ok();
        }
    }

    /// How much was found, in a few words.
    pub(super) fn counted(&self) -> String {
        let more = if self.matches >= MOST_COUNTED || self.late {
            " or more"
        } else {
            ""
        };
        let (matches, files) = (self.matches, self.files);
        let es = if matches == 1 { "" } else { "es" };
        let s = if files == 1 { "" } else { "s" };
        format!("{matches}{more} match{es} in {files} file{s}")
    }

    /// The whole page, and what was not searched.
    pub(super) fn written(&self) -> String {
        self.matched() + &passed_over(self.passed_over)
    }

    fn matched(&self) -> String {
        if self.matches == 0 {
            let why = if self.late {
                ", stopped after a while"
            } else {
                ""
            };
            return format!("no match ({} files searched{why})\n", self.searched);
        }
        let mut text = self.counted();
        let whole = match self.show {
            Show::Lines => self.shown == self.matches,
            Show::Files => self.shown == self.files,
        };
        if !whole {
            // Writing to a string cannot fail.
            write!(
                text,
                ", the first {} shown: narrow the pattern, path or glob",
                self.shown
            )
            .ok();
        }
        if self.late {
            text.push_str(", stopped after a while");
        }
        text + "\n" + &self.text
    }
}

/// A line about files that were passed over because they may hold secrets.
pub(super) fn passed_over(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "[1 file that may hold secrets was passed over: read it by its name]\n".to_owned(),
        many => format!(
            "[{many} files that may hold secrets were passed over: read them by their names]\n"
        ),
    }
}

/// Takes the lines of one file.
pub(super) struct Found<'a> {
    path: Arc<Path>,
    matcher: &'a RegexMatcher,
    page: &'a mut Page,
    /// Whether the name of the file stands above its lines already.
    named: bool,
}

impl<'a> Found<'a> {
    pub(super) fn new(path: &Path, matcher: &'a RegexMatcher, page: &'a mut Page) -> Self {
        Self {
            path: Arc::from(path),
            matcher,
            page,
            named: false,
        }
    }

    fn is_shown(&self) -> bool {
        self.page.show == Show::Lines && !self.page.is_full()
    }
}

impl Sink for Found<'_> {
    type Error = io::Error;

    fn matched(&mut self, _: &Searcher, found: &SinkMatch<'_>) -> Result<bool, io::Error> {
        let shown = self.is_shown();
        self.page.matches += 1;
        self.page.of_file += 1;
        if shown {
            self.head();
            let number = found.line_number().unwrap_or(1);
            let hit = Hit::new(&self.path, number, found.bytes(), self.matcher);
            self.page.shown += 1;
            // Writing to a string cannot fail.
            writeln!(self.page.text, "{number:>6}: {}", hit.text).ok();
        }
        Ok(!self.page.is_over())
    }

    fn context(&mut self, _: &Searcher, near: &SinkContext<'_>) -> Result<bool, io::Error> {
        if self.is_shown() {
            self.head();
            let line = String::from_utf8_lossy(near.bytes());
            let line: String = line
                .trim_end_matches(['\n', '\r'])
                .chars()
                .take(LONGEST_LINE)
                .collect();
            let number = near.line_number().unwrap_or(1);
            // Writing to a string cannot fail.
            writeln!(self.page.text, "{number:>6}- {line}").ok();
        }
        Ok(true)
    }

    fn context_break(&mut self, _: &Searcher) -> Result<bool, io::Error> {
        if self.is_shown() {
            self.page.text.push_str("     …\n");
        }
        Ok(true)
    }
}

impl Found<'_> {
    /// The name of the file above its first line.
    fn head(&mut self) {
        if !std::mem::replace(&mut self.named, true) {
            self.page.text.push_str(&quoted(&self.path));
            self.page.text.push('\n');
        }
    }
}
