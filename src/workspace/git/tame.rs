//! What keeps git from running the programs that a repository names: opening a folder is not trust.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::time::Duration;

use super::GitError;
use super::call::Call;

/// What of our own environment git may see; `GIT_DIR` and its like are not among it.
pub const PASSED_ON: [&str; 7] = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "TMPDIR",
    "XDG_CONFIG_HOME",
    "LD_LIBRARY_PATH",
];

/// Variables of every call.
pub const ENVIRONMENT: [(&str, &str); 7] = [
    // A look takes no lock, so a commit that a person makes meanwhile does not fail.
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    // A missing object is missing: fetching it would run what the repository names.
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_ATTR_NOSYSTEM", "1"),
    ("GIT_PAGER", "cat"),
    ("LC_ALL", "C"),
];

/// Settings of every call, above those of any file.
pub const SETTINGS: [(&str, &str); 10] = [
    ("core.fsmonitor", "false"),
    ("core.hooksPath", "/dev/null"),
    ("core.pager", "cat"),
    ("core.sshCommand", "false"),
    ("core.askPass", "false"),
    ("credential.helper", ""),
    ("diff.external", ""),
    ("protocol.allow", "never"),
    ("gc.auto", "0"),
    // A folder with the look of a bare repository, checked in by somebody, is none.
    ("safe.bareRepository", "explicit"),
];

/// The settings that switch off the filters which this repository itself names.
///
/// `git status` runs a `clean` filter on a file whose time is in doubt. Filters of the person's
/// own configuration (Git LFS) stay: they chose them.
///
/// # Errors
/// Git could not say what the repository names; then it is not to be asked anything else.
pub fn without_own_filters(
    folder: &Path,
    limit: Duration,
) -> Result<Vec<(OsString, OsString)>, GitError> {
    let call = Call {
        folder,
        settings: &[],
        limit,
        most: 256 * 1024,
    };
    let args = [
        "config",
        "-z",
        "--show-scope",
        "--name-only",
        "--get-regexp",
        r"^filter\.",
    ]
    .map(OsStr::new);
    match call.run(&args) {
        Ok(listed) => Ok(switched_off(&listed)),
        // Git says nothing and ends with 1 when there is no such setting.
        Err(GitError::Refused(complaint)) if complaint.is_empty() => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// The settings with empty commands for every filter that `listed` has from the repository.
pub fn switched_off(listed: &[u8]) -> Vec<(OsString, OsString)> {
    use std::os::unix::ffi::OsStringExt;
    let mut parts = listed.split(|byte| *byte == 0);
    let mut settings = Vec::new();
    while let (Some(scope), Some(key)) = (parts.next(), parts.next()) {
        if scope != b"local" && scope != b"worktree" {
            continue;
        }
        let Some(end) = key.iter().rposition(|byte| *byte == b'.') else {
            continue;
        };
        for (last, value) in [
            ("clean", ""),
            ("process", ""),
            ("smudge", ""),
            ("required", "false"),
        ] {
            let mut name = key[..=end].to_vec();
            name.extend_from_slice(last.as_bytes());
            let setting = (OsString::from_vec(name), OsString::from(value));
            if !settings.contains(&setting) {
                settings.push(setting);
            }
        }
    }
    settings
}
