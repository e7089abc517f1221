//! What keys, the mouse and results of work change.

use std::path::PathBuf;

use super::super::{Found, Msg, Task};
use super::pane::{Pane, ROOT, entries, path};
use crate::tui::keymap::Action;
use crate::workspace::git::{Mark, Marks, Stage};

#[test]
fn a_folder_opens_lists_and_closes_and_a_file_is_opened_in_the_editor() {
    let mut pane = Pane::new();

    pane.act(&[Action::Accept]);
    assert_eq!(pane.asked(), ["list src", "follow  src"]);
    pane.list("src", &["inner/", "x.rs"]);
    pane.act(&[Action::Expand, Action::Down, Action::Accept]);
    assert_eq!(
        (pane.at(), pane.asked()[1].as_str()),
        ("src/x.rs".into(), "open src/x.rs")
    );
    pane.act(&[Action::Collapse]);
    assert_eq!(pane.at(), "src");
    pane.act(&[Action::Collapse]);
    assert_eq!(pane.asked(), ["follow "]);
}

#[test]
fn a_click_opens_what_is_under_it() {
    let mut pane = Pane::new();

    pane.click(0);
    pane.list("src", &["x.rs"]);
    pane.click(1);
    pane.click(5);

    let asked = pane.asked();
    assert_eq!(asked[0], "list src");
    assert_eq!(asked.last().unwrap(), "open src/x.rs");
    assert_eq!(pane.at(), "src/x.rs");
}

#[test]
fn the_cursor_stays_on_its_entry_when_others_come_and_go() {
    let mut pane = Pane::new();
    pane.act(&[Action::Last, Action::Up]);
    assert_eq!(pane.at(), "a.rs");

    pane.list("", &["lib/", "src/", "tests/", "0.rs", "a.rs", "b.rs"]);
    assert_eq!(pane.at(), "a.rs");
    pane.list("", &["lib/", "src/", "tests/", "0.rs", "b.rs"]);
    assert_eq!(pane.at(), "b.rs");
    pane.list("", &[]);
    assert_eq!(pane.at(), "");
}

#[test]
fn changes_outside_list_the_folders_that_are_open_and_ask_git() {
    let mut pane = Pane::new();
    let changed = |paths: &[&str]| {
        Msg::Changed(
            paths
                .iter()
                .map(|path| PathBuf::from(ROOT).join(path))
                .collect(),
        )
    };

    pane.tell(changed(&["new.rs", "src/x.rs", ".git/index"]));
    assert_eq!(pane.asked(), ["status", "follow ", "list "]);
    pane.tell(changed(&["src/inner/x.rs"]));
    assert_eq!(pane.asked(), ["status"]);
    pane.tell(Msg::Changed(vec!["/elsewhere/.git/HEAD".into()]));
    assert_eq!(pane.asked(), ["status"]);
    pane.tell(Msg::Changed(vec![]));
    assert_eq!(pane.asked(), ["status", "follow ", "list "]);
}

#[test]
fn a_name_is_typed_where_the_file_will_be() {
    let mut pane = Pane::new();

    pane.act(&[Action::NewFile]);
    assert!(pane.state.typing());
    pane.type_in("deep/new.rs");
    pane.act(&[Action::Accept]);
    let asked = pane.asked();
    assert_eq!(asked[0], "list src");
    assert_eq!(asked.last().unwrap(), "CreateFile((\"src/deep/new.rs\"))");

    pane.done(Task::CreateFile(path("src/deep/new.rs")), "src/deep/new.rs");
    assert_eq!(
        pane.asked(),
        [
            "open src/deep/new.rs",
            "changed src/deep/new.rs src/deep/new.rs"
        ]
    );
    pane.list("src", &["deep/"]);
    pane.list("src/deep", &["new.rs"]);
    assert_eq!(pane.at(), "src/deep/new.rs");
}

#[test]
fn a_name_that_cannot_be_stays_in_its_line() {
    let mut pane = Pane::new();

    pane.act(&[Action::Last, Action::NewFile]);
    pane.type_in("../x");
    pane.act(&[Action::Accept]);
    assert!(pane.state.typing());
    assert!(pane.asked()[0].starts_with("say \"..\" cannot be a name"));
    // Keys that move in the tree move in the line, and those that delete do so there.
    pane.act(&[
        Action::First,
        Action::Delete,
        Action::Delete,
        Action::Delete,
        Action::Accept,
    ]);
    assert_eq!(pane.asked(), ["CreateFile((\"x\"))"]);
    pane.act(&[Action::NewFolder, Action::Cancel]);
    assert!(!pane.state.typing());
}

#[test]
fn renaming_to_the_same_name_does_nothing() {
    let mut pane = Pane::new();

    pane.act(&[Action::Last, Action::Rename, Action::Accept]);
    assert_eq!(pane.asked(), [""; 0]);
    pane.act(&[Action::Rename]);
    pane.type_in("2");
    pane.act(&[Action::Accept]);
    assert_eq!(pane.asked(), ["Move { from: (\"b.rs\"), to: (\"b.rs2\") }"]);
}

#[test]
fn what_was_cut_moves_and_what_was_copied_is_copied() {
    let mut pane = Pane::new();

    pane.act(&[
        Action::PasteFile,
        Action::Last,
        Action::MarkMove,
        Action::PasteFile,
    ]);
    assert_eq!(
        pane.asked(),
        ["say Nothing was cut or copied", "say It lies here already"]
    );
    pane.act(&[Action::First, Action::PasteFile]);
    assert_eq!(
        pane.asked(),
        ["Move { from: (\"b.rs\"), to: (\"src/b.rs\") }"]
    );
    pane.act(&[Action::MarkCopy, Action::Last, Action::PasteFile]);
    assert_eq!(pane.asked(), ["Copy { from: (\"src\"), folder: (\"\") }"]);
}

#[test]
fn the_last_change_is_taken_back_first_and_kept_when_that_fails() {
    let mut pane = Pane::new();
    pane.done(Task::Delete(path("a.rs")), "a.rs");
    pane.done(Task::Delete(path("b.rs")), "b.rs");
    let asked = pane.asked();
    assert_eq!(asked[0], "say a.rs is in the trash: u takes it back");

    pane.act(&[Action::UndoFile]);
    assert_eq!(pane.asked(), ["undo the new b.rs"]);
    let undo = std::sync::Arc::new(crate::workspace::files::Undo::Discard {
        path: path("b.rs"),
        folders: Vec::new(),
    });
    let why = "b.rs already exists".to_owned();
    pane.tell(Msg::NotUndone { undo, why });
    assert_eq!(pane.asked(), ["say Not taken back: b.rs already exists"]);
    pane.act(&[Action::UndoFile, Action::UndoFile, Action::UndoFile]);
    let asked = pane.asked();
    assert_eq!(
        asked,
        [
            "undo the new b.rs",
            "undo the new a.rs",
            "say Nothing to take back"
        ]
    );
}

#[test]
fn a_name_that_is_taken_comes_back_to_be_corrected() {
    let mut pane = Pane::new();
    pane.act(&[Action::Last, Action::Rename]);
    pane.type_in("x");
    pane.act(&[Action::Accept]);
    assert!(!pane.state.typing());
    let task = Task::Move {
        from: path("b.rs"),
        to: path("b.rsx"),
    };
    pane.asked();
    pane.tell(Msg::Refused(
        task.clone(),
        "b.rsx already exists".to_owned(),
    ));
    assert_eq!(pane.asked(), ["say b.rsx already exists"]);
    assert!(pane.state.typing());

    pane.type_in("y");
    pane.act(&[Action::Accept]);
    assert_eq!(
        pane.asked(),
        ["Move { from: (\"b.rs\"), to: (\"b.rsxy\") }"]
    );
    pane.tell(Msg::Refused(task, "an older one".to_owned()));
    assert!(
        !pane.state.typing(),
        "only for the name that was typed last"
    );
}

#[test]
fn what_was_taken_back_is_said() {
    let mut pane = Pane::new();
    let what = "the deletion of a.rs".to_owned();
    pane.tell(Msg::Undone {
        path: path("a.rs"),
        what,
    });
    assert_eq!(
        pane.asked(),
        ["say Taken back: the deletion of a.rs", "changed a.rs"]
    );
}

#[test]
fn a_file_is_revealed_folder_by_folder() {
    let mut pane = Pane::new();

    pane.tell(Msg::Reveal(PathBuf::from(ROOT).join("src/inner/x.rs")));
    assert_eq!(pane.asked(), ["list src", "follow  src"]);
    pane.list("src", &["inner/"]);
    assert!(pane.asked().contains(&"list src/inner".to_owned()));
    pane.list("src/inner", &["x.rs"]);
    assert_eq!(pane.at(), "src/inner/x.rs");
    pane.tell(Msg::Reveal("/etc/passwd".into()));
    assert!(
        pane.asked()
            .last()
            .unwrap()
            .ends_with("is outside the workspace")
    );
}

#[test]
fn the_filter_leads_to_its_first_match_and_goes_with_escape() {
    let mut pane = Pane::new();
    pane.act(&[Action::Accept]);
    pane.list("src", &["deep.rs"]);

    pane.act(&[Action::Filter]);
    pane.type_in("dee");
    assert_eq!(pane.at(), "src/deep.rs");
    pane.act(&[Action::Accept, Action::Up]);
    assert_eq!((pane.at(), pane.state.typing()), ("src".into(), false));
    pane.act(&[Action::Cancel, Action::Last]);
    assert_eq!(pane.at(), "b.rs");
}

#[test]
fn the_filter_finds_what_lies_in_closed_folders_and_closes_them_again() {
    let mut pane = Pane::new();
    pane.act(&[Action::Filter]);
    pane.type_in("dee");
    assert_eq!(pane.asked(), ["find d", "find de", "find dee"]);
    let found = |filter: &str| {
        let folder = |name: &str, inner: &[&str]| (path(name), entries(inner));
        Msg::Found(Box::new(Found {
            filter: filter.to_owned(),
            matches: 1,
            capped: false,
            folders: vec![
                folder("src", &["inner/", "lib.rs"]),
                folder("src/inner", &["deep.rs"]),
                folder("gone", &["deep.rs"]),
            ],
        }))
    };
    pane.tell(found("de"));
    assert_eq!(
        pane.state.shown.len(),
        0,
        "an answer to what is no longer typed"
    );
    pane.tell(found("dee"));
    assert_eq!(pane.at(), "src/inner/deep.rs");
    assert_eq!(pane.state.shown.len(), 3);
    assert_eq!(pane.asked(), ["follow  src src/inner"]);

    pane.act(&[Action::Accept, Action::First, Action::Cancel]);
    let rows: Vec<_> = (0..pane.state.rows.len())
        .filter_map(|row| pane.state.rows.path(row))
        .collect();
    let shown = ["src", "src/inner", "src/lib.rs", "tests", "a.rs", "b.rs"];
    assert_eq!(rows, shown.map(path), "src holds the cursor");
}

#[test]
fn ignored_files_are_hidden_and_shown_again() {
    let mut pane = Pane::new();
    let mut marks = Marks::default();
    marks.insert("a.rs".into(), Mark::Ignored, Stage::WorkTree);
    pane.tell(Msg::Marked(Box::new(marks)));

    pane.act(&[Action::ToggleIgnored, Action::Last, Action::Up]);
    assert_eq!(pane.at(), "tests");
    pane.act(&[Action::ToggleIgnored, Action::Down]);
    assert_eq!(pane.at(), "a.rs");
}

#[test]
fn what_is_ignored_and_in_sight_counts_among_what_the_filter_finds() {
    let mut pane = Pane::new();
    let mut marks = Marks::default();
    marks.insert("a.rs".into(), Mark::Ignored, Stage::WorkTree);
    pane.tell(Msg::Marked(Box::new(marks)));
    pane.act(&[Action::Filter]);
    for (name, shown) in [("a.r", "1"), ("zzz", "0")] {
        pane.type_in(name);
        // The driver does not look at what git ignores.
        pane.tell(Msg::Found(Box::new(Found {
            filter: pane.state.filter.field.text().to_owned(),
            matches: 0,
            capped: false,
            folders: Vec::new(),
        })));
        let matches = pane.state.shown.matches();
        assert_eq!(pane.state.filter.looked.words(matches), shown, "{name}");
    }
}

#[test]
fn another_workspace_begins_anew() {
    let mut pane = Pane::new();

    pane.tell(Msg::Workspace);

    assert_eq!(pane.asked(), ["list ", "follow ", "status"]);
    assert_eq!(pane.at(), "");
}

#[test]
fn a_limit_of_watches_is_told_once() {
    let mut pane = Pane::new();

    pane.tell(Msg::Limited(3));
    pane.tell(Msg::Limited(4));
    pane.tell(Msg::AlsoWatch(vec!["/work/space/src".into()]));
    pane.tell(Msg::AlsoWatch(vec!["/work/space/src".into()]));

    let asked = pane.asked();
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert_eq!(pane.state.title(), "not live");
}
