use proptest::prelude::*;

use super::super::rows::{Altered, Listing, Rows};
use super::super::shown::{Ignored, Shown, find};
use crate::workspace::files::JailedPath;
use crate::workspace::git::{Mark, Marks, Stage};
use crate::workspace::listing::{Entry, EntryKind, ListingError};

fn path(path: &str) -> JailedPath {
    if path.is_empty() {
        return JailedPath::default();
    }
    JailedPath::default().join(path).unwrap()
}

/// Entries by their names; a slash at the end makes a folder.
fn entries(names: &[&str]) -> Vec<Entry> {
    let entry = |name: &&str| Entry {
        name: name.trim_end_matches('/').into(),
        kind: if name.ends_with('/') {
            EntryKind::Folder
        } else {
            EntryKind::File
        },
    };
    names.iter().map(entry).collect()
}

fn list(rows: &mut Rows, folder: &str, names: &[&str]) -> Vec<JailedPath> {
    rows.listed(&path(folder), Ok(entries(names))).1
}

/// The rows as `path`s, with a `+` before open folders.
fn drawn(rows: &Rows) -> Vec<String> {
    (0..rows.len())
        .map(|index| {
            let open = if rows.get(index).unwrap().is_open() {
                "+"
            } else {
                ""
            };
            format!("{open}{}", rows.path(index).unwrap().as_path().display())
        })
        .collect()
}

/// `src/` with `inner/` and `a`, both open.
fn opened() -> Rows {
    let mut rows = Rows::default();
    list(&mut rows, "", &["src/", "z"]);
    assert_eq!(rows.open(0), Some(path("src")));
    list(&mut rows, "src", &["inner/", "a"]);
    rows.open(1);
    list(&mut rows, "src/inner", &["deep"]);
    rows
}

#[test]
fn a_folder_that_is_listed_again_keeps_what_is_open_in_it() {
    let mut rows = opened();

    list(&mut rows, "src", &["inner/", "new/", "b"]);
    assert_eq!(
        drawn(&rows),
        [
            "+src",
            "+src/inner",
            "src/inner/deep",
            "src/new",
            "src/b",
            "z"
        ]
    );
    let same = rows.listed(&path("src"), Ok(entries(&["inner/", "new/", "b"])));
    assert_eq!(same, (Altered::No, vec![]));

    list(&mut rows, "", &["z"]);
    assert_eq!(drawn(&rows), ["z"]);
    assert_eq!(rows.open_folders().count(), 1);
}

#[test]
fn a_folder_that_opens_again_opens_what_was_open_in_it() {
    let mut rows = opened();

    rows.close(0);
    assert_eq!(drawn(&rows), ["src", "z"]);
    rows.open(0);
    let next = list(&mut rows, "src", &["inner/", "a"]);
    assert_eq!(next, [path("src/inner")]);
    rows.close_all();
    rows.open(0);
    assert_eq!(list(&mut rows, "src", &["inner/", "a"]), []);
}

#[test]
fn a_folder_that_cannot_be_read_has_no_rows_and_says_why() {
    let mut rows = opened();

    let (change, _) = rows.listed(&path("src/inner"), Err(ListingError::Denied));

    assert_eq!(change, Altered::Yes);
    assert_eq!(drawn(&rows), ["+src", "+src/inner", "src/a", "z"]);
    assert_eq!(
        rows.listing(1),
        Some(&Listing::Failed(ListingError::Denied))
    );
    assert!(rows.is_empty_folder(1) && !rows.is_empty_folder(0));
}

#[test]
fn a_listing_of_a_closed_folder_changes_nothing() {
    let mut rows = opened();
    rows.close(0);

    let late = rows.listed(&path("src"), Ok(entries(&["late"])));

    assert_eq!(late, (Altered::No, vec![]));
    assert_eq!(drawn(&rows), ["src", "z"]);
}

#[test]
fn a_filter_keeps_the_folders_around_a_match() {
    let rows = opened();
    let mut shown = Shown::default();
    let names = |shown: &Shown| -> Vec<String> {
        let places = (0..shown.len()).map(|place| shown.row(place).unwrap());
        places.map(|row| drawn(&rows)[row].clone()).collect()
    };
    let mut filtered = |text: &str| {
        text.clone_into(&mut shown.filter);
        shown.refresh(&rows, &Marks::default());
        names(&shown)
    };

    assert_eq!(filtered("dee"), ["+src", "+src/inner", "src/inner/deep"]);
    assert_eq!(filtered("").len(), rows.len());
    assert_eq!(filtered("Z").len(), 0);
}

#[test]
fn hidden_files_that_git_ignores_are_left_out_with_all_in_them() {
    let rows = opened();
    let mut marks = Marks::default();
    marks.insert("src/inner".into(), Mark::Ignored, Stage::WorkTree);
    let mut shown = Shown::default();
    shown.ignored = Ignored::Hidden;

    shown.refresh(&rows, &marks);

    let rows: Vec<_> = (0..shown.len())
        .map(|place| shown.row(place).unwrap())
        .collect();
    assert_eq!(rows, [0, 3, 4]);
    assert_eq!(shown.place(3), 1);
}

#[test]
fn a_filter_marks_what_it_found() {
    assert_eq!(find("README.md", "adm"), Some(2..5));
    assert_eq!(find("README.md", "Adm"), None);
    assert_eq!(find("Größe", "öß"), Some(2..6));
    assert_eq!(find("a", ""), None);
}

proptest! {
    /// Whatever is opened, closed and listed in whatever order: the rows are those of the model.
    #[test]
    fn rows_are_always_what_the_open_folders_hold(
        steps in prop::collection::vec((0..3_u8, 0..8_usize, prop::collection::btree_set("[a-c]/?", 0..4)), 0..24),
    ) {
        let mut rows = Rows::default();
        for (what, at, names) in steps {
            match what {
                0 => { rows.open(at); }
                1 => rows.close(at),
                _ => {
                    let open: Vec<JailedPath> = rows.open_folders().cloned().collect();
                    let folder = &open[at % open.len()];
                    let mut names: Vec<String> = names.into_iter().collect();
                    names.dedup_by(|a, b| a.trim_end_matches('/') == b.trim_end_matches('/'));
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    rows.listed(folder, Ok(entries(&names)));
                }
            }
            let mut open = 1;
            for (index, row) in rows.iter().enumerate() {
                let path = rows.path(index).unwrap();
                prop_assert_eq!(path.as_path().components().count(), usize::from(row.depth) + 1);
                prop_assert_eq!(rows.position(&path), Some(index));
                let parent = rows.parent(index).map(|parent| rows.path(parent).unwrap());
                prop_assert_eq!(parent.unwrap_or_default(), path.parent().unwrap());
                open += usize::from(row.is_open());
            }
            prop_assert_eq!(rows.open_folders().count(), open);
        }
    }
}
