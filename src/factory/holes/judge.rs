//! Judges a written function: the gate, its own test, then every check of the project.

use super::gate::gate;
use super::hole::Hole;
use super::workshop::Workshop;
use crate::domain::evidence::Check;

/// How much of a failed check's output its coder reads, from its end, in characters.
const SHOWN: usize = 3_000;

/// What checks say of a written function.
pub enum Verdict {
    /// All passed.
    Holds {
        /// How many there were.
        all: usize,
        /// Those of the project as a whole.
        checks: Vec<Check>,
    },
    /// One did not.
    Fails {
        /// In one line.
        reason: String,
        /// For its coder, with the end of the output.
        feedback: String,
    },
}

/// Runs what the function of `hole` must pass; `left_out` are the tests of functions that are not
/// written yet.
pub async fn judge(workshop: &Workshop<'_>, hole: &Hole<'_>, left_out: &[String]) -> Verdict {
    let mut first = vec![gate(workshop, hole)];
    first.extend(workshop.test(&hole.test));
    for job in &first {
        let check = workshop.run(job).await;
        if !check.passed() {
            return fails(&check);
        }
    }
    let mut checks = Vec::new();
    for job in workshop.checks(left_out) {
        let check = workshop.run(&job).await;
        if !check.passed() {
            return fails(&check);
        }
        checks.push(check);
    }
    Verdict::Holds {
        all: first.len() + checks.len(),
        checks,
    }
}

fn fails(check: &Check) -> Verdict {
    let length = check.output.chars().count();
    let end: String = check
        .output
        .chars()
        .skip(length.saturating_sub(SHOWN))
        .collect();
    let (name, summary) = (&check.name, &check.summary);
    Verdict::Fails {
        reason: format!("{name}: {summary}"),
        feedback: format!(
            "The check `{name}` failed: {summary}\n\nThe end of its output:\n\n```\n{end}\n```"
        ),
    }
}
