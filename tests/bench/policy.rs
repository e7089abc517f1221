//! Judging commands and paths before anything is done.

use std::path::Path;

use divan::black_box;
use vibecober::policy::{Change, Confined, Disk, RuleSet, Scene, judge_command, judge_path};

/// Commands as agents give them: short, piped, not understood.
const COMMANDS: [&str; 6] = [
    "ls -la",
    "cargo test --workspace",
    "cd src && rg -n \"fn main\" . | head -40; git status --short 2>/dev/null",
    "find . -name '*.rs' -not -path './target/*' | xargs grep -n foo | sort | uniq -c | head",
    "rm -rf \"$HOME\"/build && echo $(date)",
    "python - <<X\nimport os\nfor name in os.listdir('.'):\n    print(name)\nX",
];

fn scene() -> Scene<'static> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    Scene {
        workspace: here,
        home: Some(Path::new("/nonexistent")),
        cwd: here,
        confined: Confined::Yes,
        facts: &Disk,
    }
}

/// One command.
#[divan::bench(args = COMMANDS)]
fn command(command: &str) {
    black_box(judge_command(
        black_box(command),
        &scene(),
        &RuleSet::empty(),
    ));
}

/// One path.
#[divan::bench(args = ["src/main.rs", "src/new/file.rs", ".git/hooks/pre-commit"])]
fn path(path: &str) {
    let path = Path::new(black_box(path));
    black_box(judge_path(path, Change::Write, &scene(), &RuleSet::empty()));
}
