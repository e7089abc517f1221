//! Finds files by their paths.

use std::ffi::OsStr;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use ignore::overrides::{Override, OverrideBuilder};

use super::found::passed_over;
use super::ground::{below, place};
use super::search::PATIENCE;
use crate::policy::keeps_secrets;
use crate::tools::{Glob, Outcome, quoted};
use crate::workspace::beneath::Root;
use crate::workspace::find::walk;

/// The most paths that are shown.
const MOST: usize = 200;

/// The files that a pattern means, as git and ripgrep read it: without a slash at any depth.
///
/// # Errors
/// The pattern is wrong: what is wrong with it, on one line.
pub(in crate::tools) fn globs(root: &Path, pattern: &str) -> Result<Override, String> {
    let mut pattern = pattern.to_owned();
    if pattern.ends_with('/') {
        pattern.push_str("**");
    }
    let pattern = pattern.strip_prefix("./").unwrap_or(&pattern);
    let mut builder = OverrideBuilder::new(root);
    let built = builder.add(pattern).and_then(|builder| builder.build());
    built.map_err(|error| error.to_string().replace('\n', " "))
}

/// Whether a file is meant.
pub(super) fn is_meant(globs: &Override, path: &Path) -> bool {
    !globs.matched(path, false).is_ignore()
}

/// Finds files, the newest first.
pub(in crate::tools) fn glob(root: &Root, glob: &Glob) -> Outcome {
    let what = format!("glob {}", glob.pattern);
    let failed = |why: String| Outcome::failed(why, format!("{what} failed"));
    let real = match place(root, &glob.path) {
        Ok(real) => real,
        Err(refusal) => return failed(refusal.0),
    };
    // A pattern with a slash is meant from the folder that is looked in.
    let globs = match globs(&real, &glob.pattern) {
        Ok(globs) => globs,
        Err(why) => return failed(format!("glob: {why}")),
    };
    let begun = Instant::now();
    let mut found: Vec<(SystemTime, PathBuf)> = Vec::new();
    let mut builder = walk(&real);
    builder.sort_by_file_name(OsStr::cmp);
    let mut late = false;
    let mut secrets = 0;
    // Whoever names a place of secrets was asked about it.
    let passes_over = !keeps_secrets(below(root, &real)) && !keeps_secrets(&glob.path);
    for entry in builder.build().flatten() {
        if begun.elapsed() > PATIENCE {
            late = true;
            break;
        }
        let is_folder = entry.file_type().is_none_or(|kind| kind.is_dir());
        if is_folder || !is_meant(&globs, entry.path()) {
            continue;
        }
        if passes_over && keeps_secrets(below(root, entry.path())) {
            secrets += 1;
            continue;
        }
        let time = entry
            .metadata()
            .ok()
            .and_then(|found| found.modified().ok());
        let path = below(root, entry.path()).to_owned();
        found.push((time.unwrap_or(SystemTime::UNIX_EPOCH), path));
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut text: String = found
        .iter()
        .take(MOST)
        .map(|(_, path)| quoted(path) + "\n")
        .collect();
    if found.is_empty() {
        text.push_str("no file matches\n");
    } else if found.len() > MOST {
        let all = found.len();
        // Writing to a string cannot fail.
        writeln!(text, "[the newest {MOST} of {all}: narrow the pattern]").ok();
    }
    text.push_str(&passed_over(secrets));
    if late {
        text.push_str("[stopped after a while: look in a folder below]\n");
    }
    Outcome::done(text, format!("{what} {} files", found.len()))
}
