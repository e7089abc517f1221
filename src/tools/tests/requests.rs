use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::fixture::Desk;
use crate::domain::message::{ToolStatus, ToolUse};
use crate::tools::*;

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
fn a_file_behind_a_link_is_read_and_changed_by_its_own_name() {
    let desk = Desk::new(&[("real.rs", "one\n")]);
    std::os::unix::fs::symlink("real.rs", desk.folder.path().join("link.rs")).unwrap();
    desk.run("read", json!({"path": "link.rs"}));
    let refusal = desk.refused(
        "edit",
        json!({"path": "link.rs", "old": "one", "new": "two"}),
    );
    assert!(refusal.ends_with("change real.rs instead"), "{refusal}");
    desk.run("write", json!({"path": "real.rs", "content": "two\n"}));
    assert_eq!(desk.text("link.rs"), "two\n");
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
