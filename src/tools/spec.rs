//! How a model is told of the tools.

use std::sync::Arc;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::arguments::{
    EditArgs, FetchArgs, GlobArgs, ListArgs, PatchArgs, ReadArgs, SearchArgs, ShellArgs, TodoArgs,
    WriteArgs,
};
use super::{Tool, ToolSet};
use crate::llm::ToolSpec;

/// The tools of `set` as a model is told of them.
pub fn specs(set: ToolSet) -> Arc<[ToolSpec]> {
    set.tools().map(spec).collect()
}

fn spec(tool: Tool) -> ToolSpec {
    ToolSpec {
        name: tool.name().to_owned(),
        description: description(tool).to_owned(),
        schema: match tool {
            Tool::Read => schema::<ReadArgs>(),
            Tool::List => schema::<ListArgs>(),
            Tool::Search => schema::<SearchArgs>(),
            Tool::Glob => schema::<GlobArgs>(),
            Tool::Write => schema::<WriteArgs>(),
            Tool::Edit => schema::<EditArgs>(),
            Tool::Patch => schema::<PatchArgs>(),
            Tool::Shell => schema::<ShellArgs>(),
            Tool::Fetch => schema::<FetchArgs>(),
            Tool::Todo => schema::<TodoArgs>(),
        },
    }
}

fn description(tool: Tool) -> &'static str {
    match tool {
        Tool::Read => {
            "Read a text file. Each line comes with its number and a tab, which are not part of the \
             file. Long files come in pieces: read on with offset. Several reads can be asked for at once."
        }
        Tool::List => {
            "List a folder as a tree with sizes. What git ignores is left out unless the folder itself \
             is named."
        }
        Tool::Search => {
            "Search in files with a regular expression, ripgrep style: what git ignores and binary files \
             are left out. Prefer this to grep in the shell."
        }
        Tool::Glob => {
            "Find files by a pattern for their paths, the newest first. What git ignores is left out."
        }
        Tool::Write => {
            "Create a file, or replace all of one that was read before. The content must be complete: \
             placeholders for left-out code are refused. For a change in an existing file use edit."
        }
        Tool::Edit => {
            "Replace text in a file. `old` must stand in the file exactly once, white space included; \
             give more lines around it to make it unique, or set replace_all."
        }
        Tool::Patch => {
            "Change several files at once, all or none: either a unified diff, or a list with edits, new \
             content, deletions and renames."
        }
        Tool::Shell => {
            "Run a command in a shell, with a time limit and nothing to read from. For files prefer the \
             other tools. Dangerous commands wait for a person."
        }
        Tool::Fetch => "Get a page or file from the web by its address.",
        Tool::Todo => {
            "Replace the list of what is to be done. Use it for work of several steps; keep one item active."
        }
    }
}

fn schema<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let mut schema = settings
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value();
    plain(&mut schema);
    schema
}

/// Takes out what says nothing to a model: names of our types, widths of numbers, defaults.
fn plain(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            // A property may be called `title`: only a text is the name of a type.
            for key in ["title", "format"] {
                if object.get(key).is_some_and(Value::is_string) {
                    object.remove(key);
                }
            }
            if object.get("default").is_some_and(Value::is_null) {
                object.remove("default");
            }
            object.values_mut().for_each(plain);
        }
        Value::Array(items) => items.iter_mut().for_each(plain),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
