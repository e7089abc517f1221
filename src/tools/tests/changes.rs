use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::fixture::{Desk, lines};
use crate::domain::message::ToolStatus;
use crate::tools::*;

#[test]
fn a_file_is_overwritten_only_as_it_was_read() {
    let desk = Desk::new(&[("a.rs", "one\n")]);
    let write = json!({"path": "a.rs", "content": "two\n"});
    assert!(
        desk.refused("write", write.clone())
            .contains("was not read")
    );
    desk.run("read", json!({"path": "a.rs"}));
    fs::write(desk.folder.path().join("a.rs"), "other\n").unwrap();
    assert!(
        desk.refused("write", write.clone())
            .contains("changed since it was read")
    );
    assert!(
        desk.refused("edit", json!({"path": "a.rs", "old": "other", "new": "x"}))
            .contains("changed since")
    );
    desk.run("read", json!({"path": "a.rs"}));
    let outcome = desk.run("write", write);
    assert_eq!(
        (outcome.summary.as_str(), desk.text("a.rs").as_str()),
        ("changed a.rs +1 -1", "two\n")
    );
    // What was written is known: it may be changed again at once.
    desk.run(
        "edit",
        json!({"path": "a.rs", "old": "two", "new": "three"}),
    );
    assert_eq!(desk.text("a.rs"), "three\n");
    let made = desk.run("write", json!({"path": "new/deep/b.rs", "content": "b\n"}));
    assert_eq!(made.text, "created new/deep/b.rs (1 lines)\n");
    assert_eq!(desk.text("new/deep/b.rs"), "b\n");
}

#[test]
fn a_rewrite_that_drops_most_of_a_file_is_refused_or_asked_again() {
    let desk = Desk::new(&[("a.rs", &lines(200))]);
    desk.run("read", json!({"path": "a.rs", "limit": 50}));
    let write = json!({"path": "a.rs", "content": "line 1\n"});
    assert!(
        desk.refused("write", write.clone())
            .contains("lines 51-200 were never read")
    );
    desk.run("read", json!({"path": "a.rs", "offset": 51}));
    assert!(
        desk.refused("write", write.clone())
            .contains("send the same again")
    );
    desk.run("write", write);
    assert_eq!(desk.text("a.rs"), "line 1\n");
}

#[test]
fn placeholders_are_refused_wherever_they_would_be_written() {
    let desk = Desk::new(&[("a.rs", "fn a() {}\nfn b() {}\n")]);
    desk.run("read", json!({"path": "a.rs"}));
    let gap = "fn a() { 1 }\n// ... rest unchanged\n";
    for (tool, input) in [
        ("write", json!({"path": "a.rs", "content": gap})),
        ("write", json!({"path": "new.rs", "content": gap})),
        (
            "edit",
            json!({"path": "a.rs", "old": "fn b() {}", "new": gap}),
        ),
        (
            "patch",
            json!({"changes": [{"path": "a.rs", "content": gap}]}),
        ),
        (
            "patch",
            json!({"diff": "--- a/a.rs\n+++ b/a.rs\n@@ -1,2 +1,2 @@\n fn a() {}\n-fn b() {}\n+// ... existing code ...\n"}),
        ),
    ] {
        let refusal = desk.refused(tool, input);
        assert!(
            refusal.contains("stands for code that was left out"),
            "{tool}: {refusal}"
        );
    }
}

#[test]
fn an_edit_says_what_is_wrong_with_it() {
    let desk = Desk::new(&[("a.rs", "let a = 1;\nlet a = 1;\n\tlet b = 2;\n")]);
    let refused = |old: &str| desk.refused("edit", json!({"path": "a.rs", "old": old, "new": "x"}));
    assert!(refused("let a = 1;").contains("2 times (lines 1, 2)"));
    assert!(refused("  let b = 2;").contains("white space only: line 3"));
    assert!(refused("").contains("`old` is empty"));
    assert!(refused("x").contains("`old` and `new` are the same"));
    let missing = desk.refused("edit", json!({"path": "b.rs", "old": "a", "new": "b"}));
    assert!(missing.contains("b.rs does not exist"), "{missing}");
    let all = desk.run(
        "edit",
        json!({"path": "a.rs", "old": "let a", "new": "let c", "replace_all": true}),
    );
    assert_eq!(all.summary, "changed a.rs +2 -2");
    assert_eq!(desk.text("a.rs"), "let c = 1;\nlet c = 1;\n\tlet b = 2;\n");
}

#[test]
fn a_person_takes_some_parts_of_a_change_and_the_model_is_told() {
    let desk = Desk::new(&[("a.rs", &lines(60))]);
    let edits =
        [5, 30, 55].map(|n| json!({"old": format!("line {n}\n"), "new": format!("LINE {n}\n")}));
    let change = desk.change(
        "patch",
        json!({"changes": [{"path": "a.rs", "edits": edits}]}),
    );
    assert_eq!(change.files[0].hunks, 3);
    let some = Accepted::Hunks(BTreeMap::from([(PathBuf::from("a.rs"), vec![1])]));
    let outcome = desk.tools.change(&change, &some);
    assert!(
        outcome.text.contains("took 1 of 3 parts"),
        "{}",
        outcome.text
    );
    assert_eq!(outcome.summary, "changed a.rs in part: 1 of 3 places");
    assert!(outcome.text.contains("+LINE 5\n") && outcome.text.contains("+LINE 55\n"));
    assert!(!outcome.text.contains("+LINE 30"));
    assert_eq!(
        desk.text("a.rs"),
        lines(60).replace("line 30\n", "LINE 30\n")
    );
    // Nothing is taken: nothing is written.
    let change = desk.change(
        "edit",
        json!({"path": "a.rs", "old": "line 1\n", "new": "x\n"}),
    );
    let outcome = desk
        .tools
        .change(&change, &Accepted::Hunks(BTreeMap::new()));
    assert!(
        outcome.text.starts_with("not changed a.rs"),
        "{}",
        outcome.text
    );
}

#[test]
fn a_person_may_allow_another_content_than_was_asked_for() {
    let desk = Desk::new(&[("a.rs", "one\ntwo\n")]);
    let change = desk.change("edit", json!({"path": "a.rs", "old": "one", "new": "1"}));
    let edited = desk
        .tools
        .with_content(&change, Path::new("a.rs"), b"eins\ntwo\n".to_vec())
        .unwrap();
    assert_ne!(
        Action::Change(change).binding(),
        Action::Change(edited.clone()).binding()
    );
    assert!(edited.files[0].diff.contains("-one\n+eins\n"));
    desk.tools.change(&edited, &Accepted::All);
    assert_eq!(desk.text("a.rs"), "eins\ntwo\n");
}

#[test]
fn a_patch_over_many_files_is_made_whole_or_not_at_all() {
    let desk = Desk::new(&[("a.rs", "a\n"), ("b.rs", "b\n"), ("c.rs", "c\n")]);
    let diff = "--- a/a.rs\n+++ b/a.rs\n@@ -1 +1 @@\n-a\n+A\n--- /dev/null\n+++ b/d/new.rs\n@@ -0,0 +1 @@\n+new\n\
                --- a/c.rs\n+++ /dev/null\n@@ -1 +0,0 @@\n-c\n";
    let change = desk.change("patch", json!({"diff": diff}));
    fs::write(desk.folder.path().join("c.rs"), "changed\n").unwrap();
    let outcome = desk.tools.change(&change, &Accepted::All);
    assert_eq!(outcome.status, ToolStatus::Failed);
    assert!(
        outcome.text.contains("c.rs changed meanwhile"),
        "{}",
        outcome.text
    );
    assert_eq!(
        (desk.text("a.rs").as_str(), desk.text("c.rs").as_str()),
        ("a\n", "changed\n")
    );
    let mut names: Vec<_> = fs::read_dir(desk.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["a.rs", "b.rs", "c.rs"]);
    let change = desk.change(
        "patch",
        json!({"changes": [
            {"path": "b.rs", "edits": [{"old": "b", "new": "B"}], "rename": "moved/b.rs"},
            {"path": "c.rs", "delete": true},
            {"path": "new.rs", "content": "new\n"},
        ]}),
    );
    let outcome = desk.tools.change(&change, &Accepted::All);
    assert_eq!(outcome.status, ToolStatus::Done, "{}", outcome.text);
    assert_eq!(
        (
            desk.text("moved/b.rs").as_str(),
            desk.text("new.rs").as_str()
        ),
        ("B\n", "new\n")
    );
    assert!(!desk.folder.path().join("b.rs").exists() && !desk.folder.path().join("c.rs").exists());
}
