//! What a model is told of a check that failed.

// Writing to a string cannot fail.
use std::fmt::Write;
use std::path::Path;

use crate::domain::evidence::Check;
use crate::verify::report::{self, Failure};

/// How much of the output's end the model reads, in characters.
const END: usize = 3_000;
/// The most failures that are named.
const MOST: usize = 10;
/// The longest message of a failure, in characters.
const LONGEST: usize = 300;

/// What failed, why and where as far as the output tells, and the end of the output.
pub(super) fn feedback(check: &Check, workspace: &Path) -> String {
    let mut text = format!("The check failed: {}\n$ {}\n", check.summary, check.command);
    if let Some(report) = report::read(&check.output) {
        let counts = report.counts;
        writeln!(
            text,
            "{}: {} passed, {} failed, {} left out",
            report.runner.name(),
            counts.passed,
            counts.failed,
            counts.skipped
        )
        .ok();
        for failure in report.failures.iter().take(MOST) {
            tell(&mut text, failure, workspace);
        }
        let more = report.failures.len().saturating_sub(MOST);
        if more > 0 {
            writeln!(text, "… and {more} more").ok();
        }
        text.push_str("The end of the output:\n");
    }
    let skipped = check.output.chars().count().saturating_sub(END);
    text.extend(check.output.chars().skip(skipped));
    text.truncate(text.trim_end().len());
    text.push_str(
        "\nFind the cause and mend it. The check is run again when you say that you are done.",
    );
    text
}

/// One failure; its place only where it is one in the workspace.
fn tell(text: &mut String, failure: &Failure, workspace: &Path) {
    write!(text, "- {}", failure.name).ok();
    if !failure.message.is_empty() {
        let message: String = failure.message.chars().take(LONGEST).collect();
        write!(text, ": {message}").ok();
    }
    if let Some(place) = &failure.place {
        let path = workspace.join(&place.path);
        if path.starts_with(workspace) && path.is_file() {
            write!(text, " ({place})").ok();
        }
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::evidence::Outcome;

    #[test]
    fn what_failed_is_named_with_places_that_exist() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("test_calc.py"), "").unwrap();
        let output = "FAILED test_calc.py::test_add - assert -1 == 5\n\
                      __ test_add __\ntest_calc.py:4: AssertionError\n__ test_b __\ngone.py:9: E\n\
                      FAILED gone.py::test_b - KeyError\n2 failed, 1 passed in 0.01s\n";
        let check = Check {
            name: "check".to_owned(),
            command: "pytest -q".to_owned(),
            outcome: Outcome::Failed,
            exit_code: Some(1),
            duration_ms: 1,
            summary: "2 failed, 1 passed in 0.01s".to_owned(),
            output: output.to_owned(),
        };
        let told = feedback(&check, folder.path());
        assert!(
            told.contains("pytest: 1 passed, 2 failed, 0 left out"),
            "{told}"
        );
        assert!(
            told.contains("- test_calc.py::test_add: assert -1 == 5 (test_calc.py:4)"),
            "{told}"
        );
        assert!(told.contains("- gone.py::test_b: KeyError\n"), "{told}");
        let plain = Check {
            output: "boom\n".to_owned(),
            ..check
        };
        let told = feedback(&plain, folder.path());
        assert!(told.contains("$ pytest -q\nboom\nFind the cause"), "{told}");
    }
}
