//! Names that a file system may take for the same, made the same.

use std::path::{Component, Path};

use unicode_normalization::UnicodeNormalization;

use crate::policy::hidden::is_hidden;

/// The name without case, without what cannot be seen, without dots and spaces at its end and
/// without the stream that NTFS lets stand behind a colon; `git~1` is the short form of `.git`.
pub(super) fn fold(name: &str) -> String {
    let plain: String = if name.is_ascii() {
        name.to_ascii_lowercase()
    } else {
        let seen = name.nfkc().filter(|c| !is_hidden(*c));
        let lower: String = seen.flat_map(char::to_lowercase).collect();
        lower.nfkc().collect()
    };
    let stream = plain.find(':').filter(|at| *at > 0);
    let plain = stream.map_or(plain.as_str(), |at| &plain[..at]);
    let trimmed = plain.trim_end_matches(['.', ' ']);
    match trimmed {
        "" => plain.to_owned(),
        "git~1" | "git~2" => ".git".to_owned(),
        name => name.to_owned(),
    }
}

/// The names of a path, folded.
pub(super) fn folded(path: &Path) -> Vec<String> {
    path.components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(fold(&name.to_string_lossy())),
            Component::Prefix(_)
            | Component::RootDir
            | Component::CurDir
            | Component::ParentDir => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_system_takes_for_git_is_git() {
        for name in [
            ".git",
            ".GIT",
            ".Git",
            ".git ",
            ".git.",
            ".git. .",
            ".git::$INDEX_ALLOCATION",
            "GIT~1",
            ".g\u{200c}it",
            ".ｇｉｔ",
            "．git",
        ] {
            assert_eq!(fold(name), ".git", "{name:?}");
        }
        assert_eq!(fold("."), ".");
        assert_eq!(fold(".gitignore"), ".gitignore");
    }
}
