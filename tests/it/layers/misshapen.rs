//! Sources of the wrong shape, length or name; every one must be refused.

use super::breaking::each_refused;
use super::check::{Crates, check};
use super::shape;

#[test]
fn bodies_in_mod_rs() {
    each_refused(
        "src/store/mod.rs",
        "holds a body",
        &[
            "pub fn open() {}",
            "pub struct Store;",
            "impl Drop for Store {}",
            "pub enum Mode { A }",
            "pub const N: usize = 1;",
            "pub type Rows = u8;",
            "pub trait T {}",
            "macro_rules! m { () => {} }",
            "mod rows { pub use std::fmt; }",
        ],
    );
    each_refused("src/lib.rs", "holds a body", &["pub fn tour() {}"]);
}

#[test]
fn files_functions_and_structs_that_are_too_big() {
    let lines = "// A line.\n".repeat(400);
    each_refused("src/store/rows.rs", "401 lines", &[&lines]);
    each_refused("tests/it/store.rs", "401 lines", &[&lines]);
    each_refused("tests/it/matrix/crud.py", "401 lines", &[&lines]);
    each_refused("examples/plan.rs", "401 lines", &[&lines]);

    let body = "    g();\n".repeat(59);
    let long = format!("{{\n{body}}}");
    each_refused(
        "src/store/rows.rs",
        "`f` has 61 lines",
        &[
            &format!("fn f() {long}"),
            &format!("impl S {{ fn f() {long} }}"),
            &format!("trait T {{ fn f() {long} }}"),
            &format!("mod inner {{ fn f() {long} }}"),
        ],
    );
    let fields: Vec<String> = ('a'..='m').map(|name| format!("{name}: u8")).collect();
    let fields = fields.join(", ");
    each_refused(
        "src/store/rows.rs",
        "`Wide` has 13 fields",
        &[&format!("struct Wide {{ {fields} }}")],
    );
}

#[test]
fn names_that_say_nothing() {
    for path in [
        "src/store/utils.rs",
        "src/store/helpers.rs",
        "src/store/common.rs",
        "src/store/misc.rs",
        "src/store/manager.rs",
        "src/store/types.rs",
        "src/store/types/rows.rs",
        "src/store/row_utils.rs",
        "src/app/run_manager.rs",
        "tests/it/common/mod.rs",
        "examples/helpers.rs",
    ] {
        each_refused(path, "says nothing", &[""]);
    }
}

#[test]
fn sources_that_do_not_parse_or_do_not_say_what_they_own() {
    each_refused("src/store/rows.rs", "does not parse", &["fn f( {"]);
    let refusals: Vec<String> = check(
        &[("src/store/rows.rs".to_owned(), "fn f() {}\n".to_owned())],
        &Crates::new(),
    )
    .iter()
    .map(ToString::to_string)
    .collect();
    assert_eq!(refusals.len(), 1, "{refusals:#?}");
    assert!(refusals[0].contains("opens without a `//!`"));
}

#[test]
fn strangers_at_the_top_level() {
    let entries = ["docs", "benches", "Makefile", "src", ".ci"].map(str::to_owned);

    let refused = shape::of_top_level(&entries);

    assert_eq!(refused.len(), 3, "{refused:?}");
}
