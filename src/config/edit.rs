//! Changes one setting in the person's own file and leaves the rest of it as it is written.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use etcetera::base_strategy::Xdg;

use super::error::ConfigError;
use super::key::Key;

/// Keeps `value` for `key` in the person's own file and answers which file that is.
///
/// # Errors
/// No home, a file that cannot be read or written, or one whose form does not let one line be
/// changed; nothing is written then.
pub fn keep(key: Key, value: &str) -> Result<PathBuf, ConfigError> {
    let folders = Xdg::new().map_err(|_| ConfigError::NoHome)?;
    let path = folders.config_dir().join("vibecober/config.yaml");
    keep_in(&path, key, value)?;
    Ok(path)
}

/// The same, in the file at `path`.
///
/// # Errors
/// The same.
pub fn keep_in(path: &Path, key: Key, value: &str) -> Result<(), ConfigError> {
    let failed = |error: std::io::Error| ConfigError::reading(path, &error);
    let before = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(failed(error)),
    };
    let after = with(&before, key.name(), value).ok_or_else(|| ConfigError::BadValue {
        place: path.display().to_string(),
        problem: format!(
            "write '{}: {value}' there yourself",
            key.name().replace('.', ": ")
        ),
    })?;
    replace_file(path, &after)
}

/// Gives a file of the person's own another text, whole or not at all.
///
/// # Errors
/// A file or folder that cannot be written.
pub fn replace_file(path: &Path, text: &str) -> Result<(), ConfigError> {
    let failed = |error: std::io::Error| ConfigError::reading(path, &error);
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    file.persist(target).map_err(|error| failed(error.error))?;
    Ok(())
}

/// `text` with `name` (a dot stands for a level) set to `value`; none where that takes more than
/// one line, or would not be read as meant.
fn with(text: &str, name: &str, value: &str) -> Option<String> {
    let (group, leaf) = name
        .split_once('.')
        .map_or((None, name), |(group, leaf)| (Some(group), leaf));
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let line = |indent: &str| format!("{indent}{leaf}: {value}");
    match group {
        None => match lines.iter().position(|one| starts(one, "", leaf)) {
            Some(at) => lines[at] = line(""),
            None => lines.push(line("")),
        },
        Some(group) => match lines.iter().position(|one| starts(one, "", group)) {
            None => lines.extend([format!("{group}:"), line("  ")]),
            Some(head) => {
                let inside = |one: &&String| {
                    one.starts_with(' ') || one.trim().is_empty() || one.starts_with('#')
                };
                let count = lines[head + 1..].iter().take_while(inside).count();
                let indent = lines[head + 1..][..count]
                    .iter()
                    .find(|one| !one.trim().is_empty() && one.starts_with(' '))
                    .map_or("  ".to_owned(), |one| {
                        one[..one.len() - one.trim_start().len()].to_owned()
                    });
                let here = lines[head + 1..][..count]
                    .iter()
                    .position(|one| starts(one, &indent, leaf));
                match here {
                    Some(at) => lines[head + 1 + at] = line(&indent),
                    None => lines.insert(head + 1, line(&indent)),
                }
            }
        },
    }
    let after = lines.join("\n") + "\n";
    let read: serde_yaml::Value = serde_yaml::from_str(&after).ok()?;
    let found = name.split('.').try_fold(&read, |at, part| at.get(part))?;
    (found.as_str() == Some(value)).then_some(after)
}

fn starts(line: &str, indent: &str, name: &str) -> bool {
    let rest = line
        .strip_prefix(indent)
        .and_then(|rest| rest.strip_prefix(name));
    rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_changes_and_the_rest_stays() {
        let set = |text: &str| with(text, "ui.theme", "moss");
        assert_eq!(set("").unwrap(), "ui:\n  theme: moss\n");
        assert_eq!(
            set("# mine\nmode: full\nui:\n    icons: nerd # nice\n    theme: dusk\ntier: pro\n")
                .unwrap(),
            "# mine\nmode: full\nui:\n    icons: nerd # nice\n    theme: moss\ntier: pro\n"
        );
        assert_eq!(
            set("ui:\n  icons: nerd\n").unwrap(),
            "ui:\n  theme: moss\n  icons: nerd\n"
        );
        assert_eq!(
            with("mode: full\n", "mode", "simple").unwrap(),
            "mode: simple\n"
        );
    }

    #[test]
    fn a_form_that_one_line_cannot_change_is_left_alone() {
        assert_eq!(with("ui: {icons: nerd}\n", "ui.theme", "moss"), None);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/config.yaml");
        keep_in(&path, Key::Theme, "moss").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "ui:\n  theme: moss\n");
        fs::write(&path, "ui: {icons: nerd}\n").unwrap();
        let refusal = keep_in(&path, Key::Theme, "moss").unwrap_err().to_string();
        assert!(refusal.contains("ui: theme: moss"), "{refusal}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "ui: {icons: nerd}\n");
    }
}
