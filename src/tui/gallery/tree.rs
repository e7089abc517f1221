//! Scenes of the file tree.

use super::projects::furnished;
use super::show::show;
use super::stage::Stage;
use crate::tui::panes::tree::Msg;
use crate::workspace::git::{Mark, Marks, Stage as Where};

/// A repository with folders open, changes of every kind, and something ignored.
pub fn repository(stage: &mut Stage) {
    furnished(stage);
    stage.press("alt-1");
    stage.list(
        "",
        &[
            "docs/",
            "src/",
            "target/",
            ".gitignore",
            "Cargo.lock",
            "Cargo.toml",
            "README.md",
        ],
    );
    stage.press("enter");
    stage.list("src", &["shop/", "cart.rs", "main.rs", "prices.rs"]);
    stage.press("down enter");
    stage.list(
        "src/shop",
        &[
            "mod.rs",
            "stock.rs",
            "a-module-with-a-name-that-has-no-room.rs",
        ],
    );
    let mut marks = Marks::default();
    for (path, mark, stage) in [
        ("src/cart.rs", Mark::Modified, Where::WorkTree),
        ("src/main.rs", Mark::Modified, Where::Index),
        ("src/shop/stock.rs", Mark::Conflicted, Where::WorkTree),
        ("src/prices.rs", Mark::Added, Where::Index),
        ("docs", Mark::Untracked, Where::WorkTree),
        ("target", Mark::Ignored, Where::WorkTree),
        ("Cargo.lock", Mark::Renamed, Where::Index),
    ] {
        marks.insert(path.into(), mark, stage);
    }
    stage.tell(Msg::Marked(Box::new(marks)));
}

#[test]
fn a_tree_with_git_marks() {
    show("tree", repository);
}

#[test]
fn a_filter_is_typed() {
    show("tree-filter", |stage| {
        repository(stage);
        stage.press("/");
        stage.write("rs");
    });
}

#[test]
fn a_new_file_is_named() {
    show("tree-new", |stage| {
        repository(stage);
        stage.press("a");
        stage.write("checkout.rs");
    });
}

#[test]
fn a_folder_that_is_ignored_gets_another_name() {
    show("tree-rename", |stage| {
        repository(stage);
        stage.press("end up up up up r");
    });
}
