//! The plan of the house, enforced: floors, foreign crates, and the shape of files.
//!
//! [`check::check`] is a function over `(path, text)`; the modules `breaking`, `misshapen` and
//! `passing` hold sources that it must and must not refuse, and the tests here run it over the real tree.

mod breaking;
mod check;
mod misshapen;
mod passing;
mod paths;
mod rules;
mod shape;

use std::fs;
use std::path::Path;

use check::{Crates, check, extension};

/// The repository, whatever directory the tests run in.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The foreign crates of `Cargo.toml` under the names that code uses.
fn crates() -> Crates {
    let text = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = text.parse().unwrap();
    let mut crates = Crates::new();
    for (table, only_tests) in [("dev-dependencies", true), ("dependencies", false)] {
        for name in manifest[table].as_table().unwrap().keys() {
            crates.insert(name.replace('-', "_"), only_tests);
        }
    }
    assert!(crates.len() > 10, "the manifest was not understood");
    crates
}

/// Every file below `folder`, as `(path from the repository, text)`, in order.
fn files_below(folder: &str, into: &mut Vec<(String, String)>) {
    let Ok(entries) = fs::read_dir(root().join(folder)) else {
        return;
    };
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    names.sort();
    for path in names {
        let name = path.file_name().unwrap().to_str().unwrap();
        let inner = format!("{folder}/{name}");
        if path.is_dir() {
            if name != "__pycache__" && name != "snapshots" {
                files_below(&inner, into);
            }
        } else {
            let bytes = fs::read(&path).unwrap();
            into.push((inner, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
}

#[test]
fn the_house_keeps_its_plan() {
    let mut sources = Vec::new();
    for folder in ["src", "tests", "examples"] {
        files_below(folder, &mut sources);
    }
    sources.retain(|(path, _)| {
        path.starts_with("src/") || matches!(extension(path), Some("rs" | "py"))
    });
    assert!(
        sources.iter().any(|(path, _)| path == "src/lib.rs"),
        "no sources found"
    );

    let broken: Vec<String> = check(&sources, &crates())
        .iter()
        .map(ToString::to_string)
        .collect();

    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn the_top_level_stays_as_planned() {
    let entries: Vec<String> = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name != "target")
        .collect();

    let broken: Vec<String> = shape::of_top_level(&entries)
        .iter()
        .map(ToString::to_string)
        .collect();

    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn every_room_stands_on_one_floor() {
    let mut rooms: Vec<&str> = rules::FLOORS.concat();
    let count = rooms.len();
    rooms.sort_unstable();
    rooms.dedup();

    assert_eq!(rooms.len(), count, "a room is listed twice");
    assert_eq!(rules::floor_of("domain"), Some(0));
    assert_eq!(rules::floor_of("tui"), Some(7));
    assert_eq!(rules::floor_of("attic"), None);
}
