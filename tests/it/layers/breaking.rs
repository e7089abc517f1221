//! Sources that import what they may not, each in one syntactic form; every one must be refused.

use super::check::{Crates, check};

/// What the check says about one file, with a `//!` line put in front.
pub fn refusals(path: &str, text: &str) -> Vec<String> {
    let product = [
        "anyhow",
        "axum",
        "clap",
        "clap_complete",
        "crossterm",
        "portable_pty",
        "ratatui",
        "reqwest",
        "rusqlite",
        "serde",
        "tokio",
    ];
    let mut crates: Crates = product.map(|name| (name.to_owned(), false)).into();
    crates.insert("proptest".to_owned(), true);
    check(&[(path.to_owned(), format!("//! Doc.\n{text}"))], &crates)
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// Asserts that each text is refused at `path`, once, with a message that holds `reason`.
pub fn each_refused(path: &str, reason: &str, texts: &[&str]) {
    for text in texts {
        let refusals = refusals(path, text);
        assert_eq!(refusals.len(), 1, "{path}: {text}\n{refusals:#?}");
        assert!(
            refusals[0].contains(reason),
            "{path}: {text}\n{refusals:#?}"
        );
    }
}

#[test]
fn a_higher_floor_in_a_use_tree() {
    each_refused(
        "src/store/rows.rs",
        "`store` (floor 1) imports `app` (floor 6)",
        &[
            "use crate::app;",
            "use crate::app::boot;",
            "use crate::app::boot as start;",
            "use crate::app::*;",
            "use crate::{app};",
            "use crate::{app, domain};",
            "use crate::{domain::{plan, app_model}, app::{boot}};",
            "use crate::domain::plan;\nuse crate::{app as a};",
            "use {crate::domain::plan, crate::app::boot};",
            "pub use crate::app::boot;",
            "pub(crate) use crate::app::boot;",
            "use super::super::app::boot;",
            "use super::super::{domain, app};",
            "use self::super::super::app::boot;",
            "use super::{super::app::boot, columns};",
            "use vibecober::app::boot;",
            "use ::vibecober::app::boot;",
            "mod tests { use super::super::super::app::boot; }",
            "fn f() { use crate::app::boot; }",
            "#[cfg(test)]\nmod tests {\n use crate::{app::boot, domain};\n}",
        ],
    );
}

#[test]
fn a_higher_floor_in_an_inline_path() {
    each_refused(
        "src/policy/mod.rs",
        "`policy` (floor 1) imports `tools` (floor 3)",
        &["pub use crate::tools::Tool;", "use super::tools::Tool;"],
    );
    each_refused(
        "src/policy/shell/words.rs",
        "`policy` (floor 1) imports `tools` (floor 3)",
        &[
            "fn f() { crate::tools::run(); }",
            "fn f() { super::super::super::tools::run(); }",
            "fn f() -> crate::tools::Tool { g() }",
            "fn f(tool: &dyn crate::tools::Tool) {}",
            "fn f() -> impl Iterator<Item = crate::tools::Tool> { g() }",
            "fn f() { let _: Vec<crate::tools::Tool> = g(); }",
            "fn f<T: crate::tools::Tool>(t: T) {}",
            "fn f() { <u8 as crate::tools::Tool>::go(0); }",
            "fn f() { match g() { crate::tools::Kind::A => {} } }",
            "fn f() -> u8 { return crate::tools::X; }",
            "impl crate::tools::Tool for u8 {}",
            "struct S { tool: crate::tools::Tool }",
            "type T = crate::tools::Tool;",
            "const N: usize = crate::tools::N;",
            "mod inner { fn f() { super::super::super::super::tools::run(); } }",
            "fn f() { crate :: tools :: run() }",
        ],
    );
}

#[test]
fn a_higher_floor_in_macros_and_attributes() {
    each_refused(
        "src/llm/retry.rs",
        "`llm` (floor 2) imports `queue` (floor 5)",
        &[
            "fn f() { println!(\"{}\", crate::queue::len()); }",
            "fn f() { vec![super::super::queue::len()]; }",
            "macro_rules! m { () => { $crate::queue::len() }; }",
            "macro_rules! m { () => { use $crate::{domain, queue::len}; }; }",
            "m! { use crate::queue::len; }",
            "m!(crate::{queue});",
            "m!(crate::queue::*);",
            "#[derive(crate::queue::Job)] struct S;",
            "#[crate::queue::job] fn f() {}",
            "#[serde(default = \"crate::queue::len\")] struct S;",
            "#[serde(with = \"super::super::queue\")] struct S;",
        ],
    );
}

#[test]
fn a_room_beside_on_the_same_floor() {
    each_refused(
        "src/term/screen.rs",
        "`term` (floor 1) imports `text` (floor 1)",
        &["use crate::text::Rope;", "fn f(rope: crate::text::Rope) {}"],
    );
    each_refused(
        "src/cli.rs",
        "`cli` (floor 7) imports `tui` (floor 7)",
        &["use crate::tui::run;", "use super::tui::run;"],
    );
}

#[test]
fn the_crate_root_in_disguise() {
    each_refused(
        "src/engine/context.rs",
        "brings the crate root into scope",
        &[
            "use crate::*;",
            "use crate as house;",
            "use crate::{self as house};",
            "use super::super::*;",
            "use super::super::{self as house};",
            "extern crate self as house;",
            "use vibecober as house;",
        ],
    );
    each_refused(
        "src/engine/mod.rs",
        "brings the crate root into scope",
        &["use super::*;"],
    );
}

#[test]
fn rooms_that_are_not_in_the_plan() {
    each_refused(
        "src/attic/mod.rs",
        "`attic` is no room of the house",
        &["", "use crate::domain::plan;"],
    );
    each_refused("src/attic.rs", "`attic` is no room", &[""]);
    each_refused("src/attic/page.html", "`attic` is no room", &[""]);
    each_refused("src/bin/other.rs", "`bin` is no room", &["fn main() {}"]);
    each_refused(
        "src/app/boot.rs",
        "`attic` is no room of the house",
        &["use crate::attic::box_of;", "use super::super::attic;"],
    );
    each_refused(
        "src/app/boot.rs",
        "`PLAN` is no room",
        &["use crate::PLAN;"],
    );
}

#[test]
fn foreign_crates_in_the_wrong_room() {
    for (path, name, text) in [
        ("src/cli/run.rs", "rusqlite", "use rusqlite::Connection;"),
        (
            "src/app/boot.rs",
            "rusqlite",
            "fn f(c: rusqlite::Connection) {}",
        ),
        (
            "src/app/boot.rs",
            "rusqlite",
            "fn f() -> ::rusqlite::Connection { g() }",
        ),
        (
            "src/app/boot.rs",
            "rusqlite",
            "fn f(c: ::rusqlite::Connection) {}",
        ),
        ("src/cli/run.rs", "ratatui", "use ratatui as r;"),
        (
            "src/text/rope.rs",
            "ratatui",
            "use {ratatui::Frame, std::fmt};",
        ),
        ("src/term/pty.rs", "crossterm", "use crossterm;"),
        ("src/term/pty.rs", "crossterm", "extern crate crossterm;"),
        (
            "src/term/pty.rs",
            "crossterm",
            "extern crate crossterm as c;",
        ),
        (
            "src/tui/pane.rs",
            "portable_pty",
            "use ::portable_pty::PtySize;",
        ),
        ("src/tools/shell.rs", "reqwest", "m!(reqwest::get());"),
        ("src/tools/mcper.rs", "reqwest", "use reqwest::Client;"),
        (
            "src/app/serve.rs",
            "axum",
            "#[axum::debug_handler] fn f() {}",
        ),
        (
            "src/app/boot.rs",
            "clap",
            "#[derive(clap::Parser)] struct A;",
        ),
        (
            "src/app/boot.rs",
            "clap_complete",
            "use clap_complete::Shell;",
        ),
        ("src/lib.rs", "clap", "pub use clap::Parser;"),
        (
            "src/engine/turn.rs",
            "anyhow",
            "fn f() -> anyhow::Result<()> { g() }",
        ),
        (
            "src/main.rs",
            "rusqlite",
            "fn main() { rusqlite::version(); }",
        ),
        (
            "src/main.rs",
            "ratatui",
            "use ratatui::Frame;\nfn main() {}",
        ),
        (
            "examples/plan.rs",
            "clap",
            "use clap::Parser;\nfn main() {}",
        ),
    ] {
        each_refused(path, &format!("imports `{name}`"), &[text]);
    }
}

#[test]
fn domain_knows_plain_data_only() {
    each_refused(
        "src/domain/run.rs",
        "`domain` imports `tokio`",
        &[
            "use tokio::sync::mpsc;",
            "async fn f() { tokio::spawn(g()); }",
            "#[tokio::main] async fn f() {}",
            "m! { tokio::select! {} }",
        ],
    );
}

#[test]
fn hidden_sources() {
    each_refused(
        "src/store/rows.rs",
        "hides source",
        &[
            "include!(\"../app/boot.rs\");",
            "mod inner { #[path = \"boot.rs\"] mod boot; }",
            "#[cfg_attr(unix, path = \"../app/boot.rs\")] mod boot;",
        ],
    );
}

#[test]
fn modules_moved_out_of_their_room() {
    each_refused(
        "src/store/rows.rs",
        "leads out of the room",
        &[
            "#[path = \"../app/boot.rs\"] mod boot;",
            "#[path = \"tests/../../app/boot.rs\"] mod boot;",
        ],
    );
    each_refused(
        "src/telemetry.rs",
        "leads out of the room",
        &["#[path = \"app/boot.rs\"] mod boot;"],
    );
    let sources = [
        (
            "src/store/rows.rs",
            "//! Rows.\n#[path = \"tests/rows.rs\"]\nmod tests;\n",
        ),
        (
            "src/store/tests/rows.rs",
            "//! Tests.\nuse super::super::super::app::boot;\n",
        ),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()));
    let refusals = check(&sources, &Crates::new());
    assert_eq!(refusals.len(), 1, "{refusals:#?}");
    assert!(
        refusals[0].to_string().contains("imports `app`"),
        "{refusals:#?}"
    );
}

#[test]
fn a_refusal_names_file_and_line() {
    let refusals = refusals("src/store/rows.rs", "\n\nuse crate::app::boot;");

    assert_eq!(
        refusals,
        ["src/store/rows.rs:4: `store` (floor 1) imports `app` (floor 6): only lower floors"]
    );
}
