//! An edit of a large file: found, compared, written and moved into place; target: 50 ms for 10 MB.

use std::fs;

use divan::Bencher;
use serde_json::json;
use vibecober::domain::message::{ToolStatus, ToolUse};
use vibecober::tools::{Accepted, Action, ToolSet, Toolbox};

/// One line in the middle of a file of 10 MB.
#[divan::bench(name = "edit", sample_count = 30)]
fn ten_megabytes(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let line = |n: usize| format!("line {n:07}: let value = compute(input, {n});\n");
    let text: String = (0..200_000).map(line).collect();
    assert!(text.len() >= 10_000_000, "{}", text.len());
    fs::write(folder.path().join("large.rs"), &text).unwrap();
    let tools = Toolbox::new(folder.path(), ToolSet::Work).unwrap();
    let (mut old, mut new) = ("line 0100000: let", "line 0100000: const");
    bencher.bench_local(|| {
        let call = ToolUse {
            id: "1".to_owned(),
            name: "edit".to_owned(),
            input: json!({"path": "large.rs", "old": old, "new": new}),
        };
        let planned = tools.plan(&call);
        assert!(matches!(&planned, Ok(Action::Change(_))), "{planned:?}");
        if let Ok(Action::Change(change)) = planned {
            let outcome = tools.change(&change, &Accepted::All);
            assert_eq!(outcome.status, ToolStatus::Done, "{}", outcome.text);
        }
        std::mem::swap(&mut old, &mut new);
    });
}
