//! Files by name, lines by text, and the end of both.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use tempfile::TempDir;

use super::*;

/// Long enough for any machine: a test waits this long only when it fails.
const PATIENCE: Duration = Duration::from_mins(1);

fn workspace(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

/// The paths that match `pattern` once everything was walked.
fn files(root: &Path, pattern: &str) -> (Vec<String>, Finder) {
    let (send, receive) = channel();
    let mut finder = Finder::open(root, move || {
        send.send(()).ok();
    })
    .unwrap();
    finder.ask(pattern);
    while finder.look(10).walking {
        receive.recv_timeout(PATIENCE).unwrap();
    }
    let rows = finder.rows(0, 100);
    let paths = rows.iter().map(|row| row.path.display().to_string());
    (paths.collect(), finder)
}

fn search(root: &Path, query: &Query) -> (Vec<Hit>, Found) {
    let (send, receive) = channel();
    let _search = Search::start(root, query, move |found| {
        send.send(found).ok();
    })
    .unwrap();
    let mut hits = Vec::new();
    loop {
        match receive.recv_timeout(PATIENCE).unwrap() {
            Found::Hits(some) => hits.extend(some),
            end @ Found::End { .. } => return (hits, end),
        }
    }
}

fn query(text: &str) -> Query {
    Query {
        text: text.to_owned(),
        ..Query::default()
    }
}

#[test]
fn files_that_git_would_not_track_are_left_out() {
    let root = workspace(&[
        (".gitignore", "/target/\n*.log\n"),
        ("src/main.rs", ""),
        ("target/out", ""),
        ("a.log", ""),
        (".env.example", ""),
        (".github/ci.yml", ""),
        (".cache/blob", ""),
        (".git/HEAD", "ref: refs/heads/main\n"),
    ]);

    let (in_repository, _) = files(root.path(), "");
    fs::remove_dir_all(root.path().join(".git")).unwrap();
    let (elsewhere, _) = files(root.path(), "");

    let shared = [
        ".env.example",
        ".github/ci.yml",
        ".gitignore",
        "src/main.rs",
    ];
    assert_eq!(elsewhere, shared);
    assert_eq!(in_repository[0], ".cache/blob");
    assert_eq!(in_repository[1..], shared);
}

#[test]
fn what_is_typed_matches_loosely_and_shows_where() {
    let root = workspace(&[
        ("src/tui/tree.rs", ""),
        ("src/store/tree.txt", ""),
        ("a", ""),
    ]);

    let (paths, mut finder) = files(root.path(), "tuitree");
    assert_eq!(paths, ["src/tui/tree.rs"]);
    assert_eq!(finder.rows(0, 9)[0].matched, [4, 5, 6, 8, 9, 10, 11]);
    assert!(finder.rows(7, 9).is_empty());
}

#[test]
fn lines_are_found_with_their_place() {
    let root = workspace(&[
        ("src/a.rs", "one\nlet Größe = two(); // two\n"),
        ("b.txt", "TWO\ntwofold\n"),
        ("binary", "two\0two"),
    ]);

    let (hits, end) = search(root.path(), &query("two"));

    let places: Vec<_> = hits
        .iter()
        .map(|hit| (hit.path.to_str().unwrap(), hit.line))
        .collect();
    assert_eq!(places, [("b.txt", 1), ("b.txt", 2), ("src/a.rs", 2)]);
    let last = &hits[2];
    assert_eq!(last.column, 12);
    let marked: Vec<_> = last
        .ranges
        .iter()
        .map(|range| &last.text[range.clone()])
        .collect();
    assert_eq!(marked, ["two", "two"]);
    assert_eq!(
        end,
        Found::End {
            hits: 3,
            files: 3,
            capped: false
        }
    );
}

#[test]
fn case_words_and_expressions_change_what_is_found() {
    let root = workspace(&[("a", "two\nTwo\ntwofold\na.b\naxb\n")]);
    let count = |query: &Query| search(root.path(), query).0.len();

    assert_eq!(count(&query("two")), 3);
    assert_eq!(count(&query("Two")), 1);
    assert_eq!(
        count(&Query {
            case: Case::Sensitive,
            ..query("two")
        }),
        2
    );
    assert_eq!(
        count(&Query {
            words: Words::Whole,
            ..query("two")
        }),
        2
    );
    assert_eq!(count(&query("a.b")), 1);
    assert_eq!(
        count(&Query {
            syntax: Syntax::Regex,
            ..query("a.b")
        }),
        2
    );
}

#[test]
fn a_wrong_expression_says_what_is_wrong() {
    let wrong = Query {
        syntax: Syntax::Regex,
        ..query("a(b")
    };

    let refused = Search::start(Path::new("/nowhere"), &wrong, |_| {});

    let said = refused.unwrap_err().to_string();
    assert_eq!(said, "unclosed group");
}

#[test]
fn more_lines_than_anybody_reads_are_capped() {
    let root = workspace(&[("a", &"hit\n".repeat(4_000)), ("b", &"hit\n".repeat(4_000))]);

    let (hits, end) = search(root.path(), &query("hit"));

    assert_eq!(hits.len(), HIT_LIMIT);
    assert!(
        matches!(
            end,
            Found::End {
                hits: HIT_LIMIT,
                capped: true,
                ..
            }
        ),
        "{end:?}"
    );
}

#[test]
fn lines_come_in_the_order_of_their_paths_and_what_is_cut_is_always_the_same() {
    let text = "hit\n".repeat(100);
    let names: Vec<String> = (0..60).map(|n| format!("{}/{n:02}", n % 3)).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), &*text)).collect();
    let root = workspace(&files);

    let (hits, _) = search(root.path(), &query("hit"));

    let order = |hit: &Hit| (hit.path.clone(), hit.line);
    assert!(hits.is_sorted_by_key(order));
    assert_eq!(hits.len(), HIT_LIMIT);
    let last = hits.last().unwrap();
    assert_eq!((last.path.to_str().unwrap(), last.line), ("2/29", 100));
}

#[test]
fn a_long_line_is_cut_around_its_first_match() {
    let line = format!("{}match{}\r\n", "ä".repeat(1_000), "x".repeat(1_000_000));
    let path: Arc<Path> = Arc::from(Path::new("a"));

    let hit = Hit::new(
        &path,
        7,
        line.as_bytes(),
        &query("match").matcher().unwrap(),
    );

    assert_eq!(hit.column, 1_000);
    assert_eq!(hit.text.chars().count(), LONGEST_LINE);
    assert_eq!(&hit.text[hit.ranges[0].clone()], "match");
    assert!(hit.text.starts_with('ä'));
}

#[test]
fn bytes_that_are_no_text_do_not_move_the_marks() {
    let path: Arc<Path> = Arc::from(Path::new("a"));

    let hit = Hit::new(
        &path,
        1,
        b"\xff\xffmatch\xff",
        &query("match").matcher().unwrap(),
    );

    assert_eq!(&hit.text[hit.ranges[0].clone()], "match");
    assert_eq!(hit.column, 2);
}

#[test]
fn a_dropped_search_tells_no_more() {
    let root = workspace(&[("a", &"hit\n".repeat(3_000))]);
    let (send, receive) = channel();

    let search = Search::start(root.path(), &query("hit"), move |found| {
        send.send(found).ok();
    });
    receive.recv_timeout(PATIENCE).unwrap();
    drop(search);

    // The sender goes with the last thread; an end may have been on its way already.
    while receive.recv_timeout(PATIENCE).is_ok() {}
}
