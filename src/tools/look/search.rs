//! Searches in files, in the order of their paths.

use std::ffi::OsStr;
use std::time::{Duration, Instant};

use grep_regex::RegexMatcher;
use grep_searcher::{BinaryDetection, Searcher, SearcherBuilder};
use ignore::overrides::Override;

use super::found::{Found, Page};
use super::glob::{globs, is_meant};
use super::ground::{below, place};
use crate::policy::keeps_secrets;
use crate::tools::{Outcome, Search};
use crate::workspace::beneath::{Links, Root};
use crate::workspace::find::{Case, Query, Syntax, Words, walk};

/// How long one look may take.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// The longest line that is held in memory, in bytes; a file with longer ones is passed over.
const HEAP: usize = 32 * 1024 * 1024;

/// The matcher for a pattern.
///
/// # Errors
/// The pattern is wrong: what is wrong with it, on one line.
pub(in crate::tools) fn matcher(pattern: &str) -> Result<RegexMatcher, String> {
    let query = Query {
        text: pattern.to_owned(),
        syntax: Syntax::Regex,
        case: Case::Sensitive,
        words: Words::Any,
    };
    query.matcher()
}

/// Searches in files.
pub(in crate::tools) fn search(root: &Root, search: &Search) -> Outcome {
    let what = format!("search {:?}", search.pattern);
    match run(root, search) {
        Ok(page) => Outcome::done(page.written(), format!("{what} {}", page.counted())),
        Err(why) => Outcome::failed(why, format!("{what} failed")),
    }
}

fn run(root: &Root, search: &Search) -> Result<Page, String> {
    let real = place(root, &search.path).map_err(|refusal| refusal.0)?;
    let matcher = matcher(&search.pattern)?;
    let globs = match &search.glob {
        Some(glob) => globs(root.path(), glob)?,
        None => Override::empty(),
    };
    let mut searcher = SearcherBuilder::new()
        .binary_detection(BinaryDetection::quit(0))
        .heap_limit(Some(HEAP))
        .line_number(true)
        .before_context(search.context)
        .after_context(search.context)
        .build();
    let mut page = Page::new(search.show, Instant::now() + PATIENCE);
    // Whoever names a place of secrets was asked about it.
    let passes_over = !keeps_secrets(below(root, &real)) && !keeps_secrets(&search.path);
    let mut builder = walk(&real);
    builder.sort_by_file_name(OsStr::cmp);
    for entry in builder.build().flatten() {
        if page.is_over() {
            break;
        }
        let path = below(root, entry.path());
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if !is_file || search.glob.is_some() && !is_meant(&globs, path) {
            continue;
        }
        if passes_over && keeps_secrets(path) {
            page.pass_over();
        } else {
            one(root, &mut searcher, &matcher, path, &mut page);
        }
    }
    Ok(page)
}

/// Searches one file, opened below the root whatever became of its path since it was found.
fn one(
    root: &Root,
    searcher: &mut Searcher,
    matcher: &RegexMatcher,
    path: &std::path::Path,
    page: &mut Page,
) {
    // A file that cannot be read has no hits; a search is no inventory.
    let Ok(opened) = root.file(path, Links::Refused) else {
        return;
    };
    page.begin();
    let outcome = searcher.search_reader(matcher, opened.file, Found::new(path, matcher, page));
    if let Err(error) = outcome {
        tracing::debug!(%error, "a file was not searched to its end");
    }
    page.end(path);
}
