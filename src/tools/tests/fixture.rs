use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::domain::message::ToolUse;
use crate::tools::*;

/// A workspace with some files, and the tools for it.
pub struct Desk {
    pub folder: TempDir,
    pub tools: Toolbox,
}

impl Desk {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let tools = Toolbox::new(folder.path(), ToolSet::Work).unwrap();
        Self { folder, tools }
    }

    pub fn plan(&self, tool: &str, input: Value) -> Result<Action, Refusal> {
        self.tools.plan(&ToolUse {
            id: "1".to_owned(),
            name: tool.to_owned(),
            input,
        })
    }

    pub fn refused(&self, tool: &str, input: Value) -> String {
        let refusal = self.plan(tool, input).unwrap_err().0;
        assert!(!refusal.contains('\n'), "one line: {refusal}");
        refusal
    }

    pub fn change(&self, tool: &str, input: Value) -> Change {
        match self.plan(tool, input).unwrap() {
            Action::Change(change) => change,
            other => panic!("{other:?}"),
        }
    }

    pub fn run(&self, tool: &str, input: Value) -> Outcome {
        match self.plan(tool, input).unwrap() {
            Action::Look(look) => self.tools.look(&look),
            Action::Change(change) => self.tools.change(&change, &Accepted::All),
            Action::Todo(items) => self.tools.set_todo(&items),
            other => panic!("{other:?}"),
        }
    }

    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).unwrap()
    }
}

pub fn lines(count: usize) -> String {
    let lines: Vec<String> = (1..=count).map(|n| format!("line {n}\n")).collect();
    lines.concat()
}
