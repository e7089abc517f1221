//! The order of names, the kinds of entries, and folders that cannot be read.

use std::cmp::Ordering;
use std::fs;
use std::os::unix::fs::symlink;

use proptest::prelude::*;

use super::*;

#[test]
fn names_come_in_the_order_of_people() {
    let mut names = vec![
        "file10", "File2", "zoo", "file1", "README", "file02", "a", "Äpfel",
    ];

    names.sort_by(|a, b| natural(a, b));

    assert_eq!(
        names,
        [
            "a", "file1", "File2", "file02", "file10", "README", "zoo", "Äpfel"
        ]
    );
}

#[test]
fn folders_come_first_and_links_are_told_by_their_target() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("b.txt"), "").unwrap();
    fs::create_dir(at("src")).unwrap();
    symlink(at("src"), at("to-folder")).unwrap();
    symlink(at("b.txt"), at("to-file")).unwrap();
    symlink(at("nowhere"), at("broken")).unwrap();
    symlink(at("circle"), at("circle")).unwrap();

    let rows = list(folder.path()).unwrap();

    let rows: Vec<_> = rows
        .iter()
        .map(|entry| (entry.name.to_str().unwrap(), entry.kind))
        .collect();
    assert_eq!(
        rows,
        [
            ("src", EntryKind::Folder),
            ("to-folder", EntryKind::LinkToFolder),
            ("b.txt", EntryKind::File),
            ("broken", EntryKind::BrokenLink),
            ("circle", EntryKind::BrokenLink),
            ("to-file", EntryKind::LinkToFile),
        ]
    );
}

#[test]
fn what_cannot_be_listed_says_why() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();

    assert_eq!(
        list(&folder.path().join("gone")),
        Err(ListingError::Vanished)
    );
    assert_eq!(
        list(&folder.path().join("file")),
        Err(ListingError::NotAFolder)
    );
}

proptest! {
    #[test]
    fn the_order_is_total(a in "[aB0-9ä]{0,6}", b in "[aB0-9ä]{0,6}", c in "[aB0-9ä]{0,6}") {
        prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
        prop_assert_eq!(natural(&a, &b) == Ordering::Equal, a == b);
        if natural(&a, &b) != Ordering::Greater && natural(&b, &c) != Ordering::Greater {
            prop_assert_ne!(natural(&a, &c), Ordering::Greater);
        }
    }
}
