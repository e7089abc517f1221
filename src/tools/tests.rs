use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
use crate::domain::message::{ToolStatus, ToolUse};

struct Desk {
    folder: TempDir,
    tools: Toolbox,
}

impl Desk {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let tools = Toolbox::new(folder.path(), ToolSet::Work).unwrap();
        Self { folder, tools }
    }

    fn plan(&self, tool: &str, input: Value) -> Result<Action, Refusal> {
        self.tools.plan(&ToolUse {
            id: "1".to_owned(),
            name: tool.to_owned(),
            input,
        })
    }

    fn refused(&self, tool: &str, input: Value) -> String {
        let refusal = self.plan(tool, input).unwrap_err().0;
        assert!(!refusal.contains('\n'), "one line: {refusal}");
        refusal
    }

    fn change(&self, tool: &str, input: Value) -> Change {
        match self.plan(tool, input).unwrap() {
            Action::Change(change) => change,
            other => panic!("{other:?}"),
        }
    }

    fn run(&self, tool: &str, input: Value) -> Outcome {
        match self.plan(tool, input).unwrap() {
            Action::Look(look) => self.tools.look(&look),
            Action::Change(change) => self.tools.change(&change, &Accepted::All),
            Action::Todo(items) => self.tools.set_todo(&items),
            other => panic!("{other:?}"),
        }
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).unwrap()
    }
}

fn lines(count: usize) -> String {
    (1..=count).map(|n| format!("line {n}\n")).collect()
}

#[test]
fn a_model_that_plans_has_no_tool_that_changes_anything() {
    let folder = tempfile::tempdir().unwrap();
    let tools = Toolbox::new(folder.path(), ToolSet::Plan).unwrap();
    let names: Vec<String> = specs(ToolSet::Plan)
        .iter()
        .map(|spec| spec.name.clone())
        .collect();
    assert_eq!(names, ["read", "list", "search", "glob", "todo"]);
    for tool in Tool::ALL.into_iter().filter(|tool| tool.mutates()) {
        let input = json!({"path": "a", "content": "", "command": "ls", "url": "http://a"});
        let call = ToolUse {
            id: "1".into(),
            name: tool.name().into(),
            input,
        };
        let refusal = tools.plan(&call).unwrap_err().0;
        assert!(refusal.starts_with("there is no tool"), "{refusal}");
    }
}

#[test]
fn every_schema_is_a_closed_object_and_names_its_keys() {
    fn closed(schema: &Value, at: &str) {
        if schema["properties"].is_object() {
            assert_eq!(schema["additionalProperties"], json!(false), "{at}");
        }
        assert!(schema.get("$ref").is_none(), "{at}");
        match schema {
            Value::Object(object) => object.iter().for_each(|(key, value)| closed(value, key)),
            Value::Array(items) => items.iter().for_each(|item| closed(item, at)),
            _ => {}
        }
    }
    for spec in specs(ToolSet::Work).iter() {
        assert_eq!(spec.schema["type"], "object", "{}", spec.name);
        assert!(spec.schema.get("$schema").is_none() && spec.schema.get("title").is_none());
        closed(&spec.schema, &spec.name);
        assert_eq!(Tool::named(&spec.name).unwrap().name(), spec.name);
    }
}

#[test]
fn bad_arguments_are_refused_on_one_line_that_names_them() {
    let desk = Desk::new(&[("a.rs", "x\n")]);
    let cases = [
        ("read", json!({}), "missing field `path`"),
        ("read", json!({"path": 7}), "at `path`: invalid type"),
        (
            "read",
            json!({"path": "a.rs", "lines": 3}),
            "unknown field `lines`",
        ),
        (
            "read",
            json!({"path": "a.rs", "offset": 0}),
            "counted from 1",
        ),
        ("read", json!("a.rs"), "bad arguments"),
        ("list", json!({"depth": 99}), "between 1 and 10"),
        ("search", json!({"pattern": "("}), "unclosed group"),
        ("search", json!({"pattern": "a", "glob": "{"}), "search:"),
        ("patch", json!({}), "either `diff` or `changes`"),
        (
            "patch",
            json!({"changes": [{"path": "a.rs"}]}),
            "give one of",
        ),
        (
            "patch",
            json!({"changes": [{"path": "a.rs", "edits": [{"old": "x"}]}]}),
            "changes[0].edits[0]",
        ),
        ("shell", json!({"command": " "}), "empty"),
        (
            "shell",
            json!({"command": "ls", "timeout": 601}),
            "between 1 and 600",
        ),
        (
            "shell",
            json!({"command": "ls", "cwd": "none"}),
            "none does not exist",
        ),
        (
            "shell",
            json!({"command": "ls", "cwd": "../"}),
            "without `..`",
        ),
        ("fetch", json!({"url": "ftp://a"}), "only http"),
        (
            "todo",
            json!({"items": [{"text": "a", "status": "soon"}]}),
            "unknown variant `soon`",
        ),
        ("bash", json!({}), "there is no tool `bash`"),
    ];
    for (tool, input, said) in cases {
        let refusal = desk.refused(tool, input);
        assert!(refusal.contains(said), "{tool}: {refusal}");
    }
}

#[test]
fn no_path_leads_out_of_the_workspace() {
    let desk = Desk::new(&[("a.rs", "x\n")]);
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret"), "canary\n").unwrap();
    let root = desk.folder.path();
    std::os::unix::fs::symlink(outside.path(), root.join("away")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret"), root.join("leak")).unwrap();
    for path in [
        "../x",
        "/etc/passwd",
        "src/../../x",
        "away/secret",
        "leak",
        "a.rs/x",
    ] {
        if let Ok(Action::Look(look)) = desk.plan("read", json!({"path": path})) {
            let outcome = desk.tools.look(&look);
            assert_eq!(outcome.status, ToolStatus::Failed, "{path}");
            assert!(!outcome.text.contains("canary"), "{path}");
        }
        assert!(
            desk.plan("write", json!({"path": path, "content": "x"}))
                .is_err(),
            "{path}"
        );
        assert!(
            desk.plan("edit", json!({"path": path, "old": "canary", "new": "x"}))
                .is_err(),
            "{path}"
        );
        let listed = desk.plan("list", json!({"path": path}));
        if let Ok(Action::Look(look)) = listed {
            assert_eq!(desk.tools.look(&look).status, ToolStatus::Failed, "{path}");
        }
    }
    let found = desk.run("search", json!({"pattern": "canary"}));
    assert!(found.text.starts_with("no match"), "{}", found.text);
    assert_eq!(
        fs::read_to_string(outside.path().join("secret")).unwrap(),
        "canary\n"
    );
}

#[test]
fn a_workspace_that_is_none_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let why = |path: &Path| Toolbox::new(path, ToolSet::Work).unwrap_err().to_string();
    assert!(why(&file).ends_with("is not a folder"), "{}", why(&file));
    assert!(why(&folder.path().join("none")).ends_with("does not exist"));
}

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

#[test]
fn the_binding_changes_with_every_byte_that_counts() {
    let desk = Desk::new(&[("a.rs", "a\n"), ("b.rs", "b\n")]);
    let binding = |tool, input| desk.plan(tool, input).unwrap().binding();
    let shell =
        |command, timeout| binding("shell", json!({"command": command, "timeout": timeout}));
    let edit = |path, old, new| binding("edit", json!({"path": path, "old": old, "new": new}));
    assert_eq!(shell("ls", 9), shell("ls", 9));
    assert_eq!(shell("ls", 9).len(), 64);
    assert_ne!(shell("ls", 9), shell("ls ", 9));
    assert_ne!(shell("ls", 9), shell("ls", 10));
    assert_ne!(edit("a.rs", "a", "x"), edit("a.rs", "a", "y"));
    assert_ne!(edit("a.rs", "a", "x"), edit("b.rs", "b", "x"));
    let first = edit("a.rs", "a", "x");
    fs::hard_link(
        desk.folder.path().join("a.rs"),
        desk.folder.path().join("c.rs"),
    )
    .unwrap();
    assert_ne!(first, edit("a.rs", "a", "x"));
    let Action::Run(run) = desk
        .plan("shell", json!({"command": "ls", "why": "to\nlook"}))
        .unwrap()
    else {
        panic!()
    };
    assert_eq!((run.timeout.as_secs(), run.why.as_str()), (120, "to⏎look"));
    assert_eq!(run.cwd, desk.tools.root());
}

#[test]
fn the_list_of_what_is_to_be_done_is_kept() {
    let desk = Desk::new(&[]);
    let items = json!([{"text": "look", "status": "done"}, {"text": "mend", "status": "active"}]);
    let outcome = desk.run("todo", json!({ "items": items }));
    assert_eq!(
        (outcome.text.as_str(), outcome.summary.as_str()),
        ("[x] look\n[>] mend\n", "todo 1 of 2 done")
    );
    assert_eq!(desk.tools.todo().len(), 2);
}

#[test]
fn what_was_read_outlives_the_process() {
    let desk = Desk::new(&[("a.rs", "one\n")]);
    desk.run("read", json!({"path": "a.rs"}));
    let kept = serde_json::to_string(&desk.tools.seen()).unwrap();
    let later = Toolbox::new(desk.folder.path(), ToolSet::Work).unwrap();
    later.restore(serde_json::from_str(&kept).unwrap());
    let call = ToolUse {
        id: "2".into(),
        name: "write".into(),
        input: json!({"path": "a.rs", "content": "two\n"}),
    };
    assert!(later.plan(&call).is_ok());
}
