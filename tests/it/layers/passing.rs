//! Sources that keep every rule though they look like breaking one; none may be refused.

use super::breaking::refusals;
use super::shape;

fn none_refused(path: &str, texts: &[&str]) {
    for text in texts {
        let refusals = refusals(path, text);
        assert!(refusals.is_empty(), "{path}: {text}\n{refusals:#?}");
    }
}

#[test]
fn lower_floors_and_the_room_itself() {
    none_refused(
        "src/engine/turn/step.rs",
        &[
            "use crate::domain::plan::Plan;",
            "use crate::{domain, store::{Store, rows}, tools::*, llm as model};",
            "use crate::engine::context::Context;",
            "use super::{state, super::context};",
            "use super::*;",
            "use self::inner::f;\nmod inner { pub fn f() {} }",
            "mod tests { use super::*; use crate::verify; }",
            "fn f() -> crate::domain::run::Run { super::super::context::g() }",
            "fn f() { tracing(&crate::store::open()) }",
            "pub(in crate::engine) fn f() {}",
            "pub(crate) fn f() {}",
            "pub(super) struct S;",
        ],
    );
    none_refused(
        "src/store/rows.rs",
        &["#[cfg(test)]\n#[path = \"tests/rows.rs\"]\nmod tests;"],
    );
    none_refused("src/app/mod.rs", &["pub use boot::boot;\nmod boot;"]);
    none_refused(
        "src/store/mod.rs",
        &["#[cfg(test)]\nmod tests;\nmod rows;\npub use rows::Row;"],
    );
}

#[test]
fn words_that_only_look_like_paths() {
    none_refused(
        "src/store/rows.rs",
        &[
            "/// Read by [`crate::app::boot`].\nfn f() {}",
            "/** See `crate::app`. */ fn f() {}",
            "// use crate::app::boot;\nfn f() {}",
            "fn f() -> &'static str { \"crate::app::boot\" }",
            "#[error(\"crate::app is not here, use clap::Parser\")] struct E;",
            "fn f() { g(app::boot) }",
            "mod app { pub fn boot() {} }\nfn f() { app::boot() }",
            "mod rows { pub mod clap {} }\nuse rows::clap;",
            "fn f() { rows::clap::parse() }",
            "mod clap { pub fn parse() {} }\nfn f() { clap::parse() }",
            "fn f(clap: u8) -> u8 { clap }",
            "struct S { reqwest: u8 }",
            "fn f<'a>(x: &'a str) -> impl Fn() + use<'a> { move || g(x) }",
        ],
    );
}

#[test]
fn foreign_crates_where_they_belong() {
    for (path, text) in [
        ("src/store/rows.rs", "use rusqlite::Connection;"),
        ("src/store/mod.rs", "pub use rusqlite::Error;"),
        (
            "src/tui/view.rs",
            "use ratatui::Frame;\nuse crossterm::event;",
        ),
        ("src/llm/anthropic/client.rs", "use reqwest::Client;"),
        ("src/tools/mcp.rs", "use reqwest::Client;"),
        ("src/tools/mcp/client.rs", "use reqwest::Client;"),
        ("src/server/routes.rs", "use axum::Router;"),
        ("src/term/pty.rs", "use portable_pty::PtySize;"),
        (
            "src/cli/args.rs",
            "use clap::Parser;\nuse clap_complete::Shell;",
        ),
        ("src/cli/run.rs", "fn f() -> anyhow::Result<()> { g() }"),
        (
            "src/main.rs",
            "use clap::Parser;\nfn main() -> anyhow::Result<()> { g() }",
        ),
        (
            "src/main.rs",
            "use vibecober::{app, cli, tui};\nfn main() { vibecober::app::run() }",
        ),
        (
            "examples/plan.rs",
            "use vibecober::blueprint;\nfn main() -> anyhow::Result<()> { g() }",
        ),
        ("src/domain/run.rs", "use serde::Serialize;\nuse std::fmt;"),
        (
            "src/domain/run.rs",
            "#[cfg(test)] mod tests { use proptest::prelude::*; }",
        ),
        ("src/lib.rs", "pub mod domain;\npub mod app;"),
        ("src/blueprint/templates/app/types.py", "anything"),
        ("src/blueprint/lexicon/common.yaml", "- domain: common"),
        (
            "tests/it/store.rs",
            "fn f(c: rusqlite::Connection) { clap::x() }",
        ),
    ] {
        none_refused(path, &[text]);
    }
}

#[test]
fn files_functions_and_structs_of_the_largest_size() {
    let lines = "// A line.\n".repeat(399);
    none_refused("src/store/rows.rs", &[&lines]);
    let body = "    g();\n".repeat(58);
    none_refused("src/store/rows.rs", &[&format!("fn f() {{\n{body}}}")]);
    let fields: Vec<String> = ('a'..='l').map(|name| format!("{name}: u8")).collect();
    let fields = fields.join(", ");
    none_refused("src/store/rows.rs", &[&format!("struct S {{ {fields} }}")]);
    none_refused(
        "src/blueprint/lexicon/commerce.yaml",
        &[&"- x\n".repeat(1000)],
    );
}

#[test]
fn what_belongs_at_the_top_level() {
    let entries = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "themes",
        "examples",
        "tests",
        "README.md",
        "LICENSE",
        ".ci",
        ".github",
        ".gitignore",
    ]
    .map(str::to_owned);

    assert_eq!(shape::of_top_level(&entries), []);
}
