//! What the arguments of a kept call say: what it is about, what it runs, what it changes.

// Writing to a string cannot fail.
use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

use super::leads::Ordered;
use crate::domain::message::ToolUse;
use crate::tui::root::Place;

/// What a call is about, in one line.
pub(super) fn about(call: &ToolUse) -> String {
    let named = ["command", "path", "pattern", "url"];
    let found = named.iter().find_map(|name| text(&call.input, name));
    if let Some(found) = found {
        return found.lines().next().unwrap_or_default().to_owned();
    }
    let changes = call.input.get("changes").and_then(Value::as_array);
    let paths = changes
        .into_iter()
        .flatten()
        .filter_map(|one| text(one, "path"));
    paths.collect::<Vec<_>>().join(", ")
}

/// The command that a call runs, and where.
pub(super) fn command(call: &ToolUse, workspace: &Path) -> Option<Ordered> {
    let command = text(&call.input, "command")?.to_owned();
    let folder = match text(&call.input, "cwd") {
        Some(cwd) => workspace.join(cwd),
        None => workspace.to_owned(),
    };
    Some(Ordered { command, folder })
}

/// The file that a call changes, the first of several.
pub(super) fn file(call: &ToolUse, workspace: &Path) -> Option<Place> {
    if let Some(diff) = text(&call.input, "diff") {
        return first_place(diff, workspace);
    }
    let changes = ["new", "content"].iter();
    let mut changes = changes.filter_map(|name| text(&call.input, name));
    let of_many = || call.input.get("changes")?.as_array()?.first();
    let path = match changes.next() {
        Some(_) => text(&call.input, "path")?,
        None => text(of_many()?, "path")?,
    };
    Some(Place::file(workspace.join(path)))
}

/// The first line that a unified diff changes.
pub(super) fn first_place(diff: &str, workspace: &Path) -> Option<Place> {
    let mut lines = diff.lines();
    let path = lines.find_map(|line| {
        let path = line.strip_prefix("+++ ").map(str::trim)?;
        let path = path.strip_prefix("b/").unwrap_or(path);
        (path != "/dev/null").then(|| workspace.join(path))
    })?;
    let head = lines.next()?.strip_prefix("@@ ")?;
    let from = head.split_once('+').map(|(_, new)| new);
    let digits = from?.split(|c: char| !c.is_ascii_digit()).next();
    let first: usize = digits?.parse().ok()?;
    let common = lines.take_while(|line| line.starts_with(' ')).count();
    Some(Place::line(path, (first + common).max(1)))
}

/// What a call asks to change, line by line as a diff shows it.
pub(super) fn diff(call: &ToolUse) -> String {
    if let Some(diff) = text(&call.input, "diff") {
        return diff.to_owned();
    }
    let mut lines = String::new();
    change(&mut lines, &call.input);
    let changes = call.input.get("changes").and_then(Value::as_array);
    for one in changes.into_iter().flatten() {
        if let Some(path) = text(one, "path") {
            writeln!(lines, "{path}").ok();
        }
        change(&mut lines, one);
        let edits = one.get("edits").and_then(Value::as_array);
        for edit in edits.into_iter().flatten() {
            change(&mut lines, edit);
        }
    }
    lines
}

fn change(lines: &mut String, input: &Value) {
    let signed = [("old", '-'), ("new", '+'), ("content", '+')];
    for (name, sign) in signed {
        for line in text(input, name).unwrap_or_default().lines() {
            writeln!(lines, "{sign}{line}").ok();
        }
    }
}

fn text<'a>(input: &'a Value, name: &str) -> Option<&'a str> {
    input.get(name)?.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn call(name: &str, input: Value) -> ToolUse {
        ToolUse {
            id: "1".to_owned(),
            name: name.to_owned(),
            input,
        }
    }

    #[test]
    fn a_diff_tells_the_first_line_that_it_changes() {
        let diff = "--- a/src/a.rs\n+++ b/src/a.rs\n@@ -3,4 +3,4 @@\n x\n y\n-old\n+new\n";
        let place = first_place(diff, Path::new("/w"));
        assert_eq!(place, Some(Place::line("/w/src/a.rs", 5)));
        let gone = "--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n";
        let new = "--- /dev/null\n+++ b/b\n@@ -0,0 +1 @@\n+x\n";
        let both = format!("{gone}{new}");
        let place = first_place(&both, Path::new("/w"));
        assert_eq!(place, Some(Place::line("/w/b", 1)));
        assert_eq!(first_place(gone, Path::new("/w")), None);
        let edit = call("edit", json!({"path": "a", "old": "x", "new": ""}));
        let place = file(&edit, Path::new("/w"));
        assert_eq!(place, Some(Place::file("/w/a")));
        let read = call("read", json!({"path": "a"}));
        assert_eq!(file(&read, Path::new("/w")), None);
    }

    #[test]
    fn the_arguments_tell_what_a_call_was_about() {
        let shell = call("shell", json!({"command": "ls\nls -a", "cwd": "src"}));
        assert_eq!(about(&shell), "ls");
        let ordered = command(&shell, Path::new("/w")).unwrap();
        assert_eq!(ordered.folder, Path::new("/w/src"));
        let edit = call(
            "edit",
            json!({"path": "a.rs", "old": "one\n", "new": "two\n"}),
        );
        assert_eq!(
            (about(&edit), diff(&edit)),
            ("a.rs".to_owned(), "-one\n+two\n".to_owned())
        );
        let changes = json!({"changes": [
            {"path": "a", "edits": [{"old": "x", "new": "y"}]},
            {"path": "b", "content": "z"},
        ]});
        let patch = call("patch", changes);
        assert_eq!(about(&patch), "a, b");
        assert_eq!(diff(&patch), "a\n-x\n+y\nb\n+z\n");
    }
}
