//! Finds the command that runs the tests of a folder, as a person would type it.

use std::fs;
use std::path::Path;

/// The largest file that is looked into, in bytes.
const LARGEST: u64 = 256 * 1024;

/// The command that runs the tests of the project in `root`; none where it has none that is known.
pub fn test_command(root: &Path) -> Option<String> {
    let has = |name: &str| root.join(name).is_file();
    let makefile = ["Makefile", "makefile", "GNUmakefile"];
    let command = if makefile.iter().any(|name| has_target(&root.join(name))) {
        "make test"
    } else if has("Cargo.toml") {
        "cargo test"
    } else if holds(&root.join("package.json"), "\"test\"") {
        "npm test"
    } else if has("go.mod") {
        "go test ./..."
    } else if has("pytest.ini")
        || has("conftest.py")
        || holds(&root.join("pyproject.toml"), "pytest")
    {
        "python3 -m pytest"
    } else {
        return None;
    };
    Some(command.to_owned())
}

fn has_target(makefile: &Path) -> bool {
    read(makefile).is_some_and(|text| text.lines().any(|line| line.starts_with("test:")))
}

fn holds(file: &Path, what: &str) -> bool {
    read(file).is_some_and(|text| text.contains(what))
}

fn read(file: &Path) -> Option<String> {
    let small = fs::metadata(file).is_ok_and(|about| about.is_file() && about.len() <= LARGEST);
    small.then(|| fs::read_to_string(file).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_makefile_comes_first_and_nothing_is_guessed() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(test_command(root.path()), None);
        fs::write(root.path().join("package.json"), "{}").unwrap();
        assert_eq!(test_command(root.path()), None);
        fs::write(root.path().join("Cargo.toml"), "").unwrap();
        assert_eq!(test_command(root.path()).unwrap(), "cargo test");
        fs::write(root.path().join("Makefile"), "all:\n\ntest: all\n").unwrap();
        assert_eq!(test_command(root.path()).unwrap(), "make test");
    }
}
