use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;

use serde_json::json;

use super::fixture::{Desk, lines};
use crate::domain::message::ToolStatus;

#[test]
fn a_file_is_read_in_pieces_with_line_numbers() {
    let desk = Desk::new(&[("a.rs", &lines(2500)), ("empty", "")]);
    let all = desk.run("read", json!({"path": "a.rs"}));
    assert!(all.text.starts_with("     1\tline 1\n     2\tline 2\n"));
    assert!(
        all.text
            .ends_with("[lines 1-2000 of 2500: read on with offset 2001]\n")
    );
    assert_eq!(all.summary, "read a.rs 2000 lines");
    let piece = desk.run(
        "read",
        json!({"path": "./a.rs", "offset": 2499, "limit": 9}),
    );
    assert_eq!(
        piece.text,
        "  2499\tline 2499\n  2500\tline 2500\n[lines 2499-2500 of 2500]\n"
    );
    let after = desk.run("read", json!({"path": "a.rs", "offset": 2501}));
    assert_eq!(after.status, ToolStatus::Failed);
    assert!(after.text.contains("a.rs has 2500 lines"), "{}", after.text);
    assert_eq!(
        desk.run("read", json!({"path": "empty"})).text,
        "[the file is empty]\n"
    );
    let whole = desk.tools.root().join("a.rs");
    assert_eq!(
        desk.run("read", json!({"path": whole, "limit": 1})).summary,
        "read a.rs 1 lines"
    );
}

#[test]
fn long_lines_and_long_files_are_cut_and_say_so() {
    let long = format!("{}\nshort\n", "ü".repeat(5000));
    let desk = Desk::new(&[
        ("long", &long),
        ("wide", &format!("{}\n", "x".repeat(1000)).repeat(500)),
    ]);
    let text = desk.run("read", json!({"path": "long"})).text;
    assert!(
        text.contains("ü… [6000 bytes more in this line]\n     2\tshort\n"),
        "{}",
        text.len()
    );
    let wide = desk.run("read", json!({"path": "wide"}));
    assert!(
        wide.text.len() < 110_000 && wide.text.contains("read on with offset 1"),
        "{}",
        wide.summary
    );
}

#[test]
fn other_encodings_are_read_and_other_data_is_named() {
    let desk = Desk::new(&[("crlf", "a\r\nb"), ("bom", "\u{FEFF}x\n")]);
    let root = desk.folder.path();
    fs::write(root.join("latin"), b"Gr\xFC\xDFe aus M\xFCnchen\n").unwrap();
    fs::write(root.join("wide"), b"\xFF\xFEa\0\n\0").unwrap();
    fs::write(root.join("a.png"), b"\x89PNG\r\n\x1a\n\0\0\0").unwrap();
    let read = |path: &str| desk.run("read", json!({"path": path})).text;
    assert_eq!(
        read("crlf"),
        "     1\ta\n     2\tb\n[line endings CRLF, kept when edited; no line ending at the end]\n"
    );
    assert_eq!(
        read("bom"),
        "     1\tx\n[encoding UTF-8 BOM, kept when edited]\n"
    );
    assert!(read("latin").starts_with("     1\tGrüße aus München\n[encoding windows-1252"));
    assert!(read("wide").contains("UTF-16LE"));
    assert_eq!(
        read("a.png"),
        "a.png is a PNG image, 11 bytes: there is no text to show\n"
    );
    for (path, old, bytes) in [
        ("crlf", "a\nb", &b"x\r\nz"[..]),
        ("bom", "x", b"\xEF\xBB\xBFx\nz\n"),
        ("latin", "Grüße aus München", b"x\nz\n"),
        ("wide", "a", b"\xFF\xFEx\0\n\0z\0\n\0"),
    ] {
        desk.run("edit", json!({"path": path, "old": old, "new": "x\nz"}));
        assert_eq!(fs::read(root.join(path)).unwrap(), bytes, "{path}");
    }
    let unmapped = desk.refused("edit", json!({"path": "wide", "old": "nothing", "new": ""}));
    assert!(unmapped.contains("not in the file"), "{unmapped}");
}

#[test]
fn a_letter_that_the_encoding_lacks_is_named() {
    let desk = Desk::new(&[]);
    fs::write(
        desk.folder.path().join("latin"),
        b"Gr\xFC\xDFe aus M\xFCnchen\n",
    )
    .unwrap();
    let refusal = desk.refused(
        "edit",
        json!({"path": "latin", "old": "Grüße", "new": "世"}),
    );
    assert!(refusal.contains("cannot hold '世'"), "{refusal}");
}

#[test]
fn files_too_large_to_hold_are_read_as_a_stream_and_not_edited() {
    let desk = Desk::new(&[]);
    let mut file = File::create(desk.folder.path().join("log")).unwrap();
    for n in 1..=3 {
        file.write_all(format!("line {n}\n").as_bytes()).unwrap();
    }
    file.write_all(&vec![b'x'; 70 << 20]).unwrap();
    file.write_all(b"\nend\n").unwrap();
    let read = desk.run("read", json!({"path": "log", "offset": 2}));
    assert!(
        read.text
            .starts_with("     2\tline 2\n     3\tline 3\n     4\txxx")
    );
    assert!(
        read.text
            .ends_with("bytes more in this line]\n     5\tend\n"),
        "{}",
        read.summary
    );
    let refusal = desk.refused("edit", json!({"path": "log", "old": "line 2", "new": "x"}));
    assert!(refusal.contains("larger than 64 MB"), "{refusal}");
    let gone = desk.run(
        "patch",
        json!({"changes": [{"path": "log", "delete": true}]}),
    );
    assert_eq!(gone.summary, "deleted log");
}

#[test]
fn names_that_are_no_text_are_listed_found_and_read() {
    let desk = Desk::new(&[("two\nlines.rs", "needle\n"), ("esc\u{1b}[31m", "x")]);
    fs::write(
        desk.folder.path().join(OsStr::from_bytes(b"bad\xff.rs")),
        "needle\n",
    )
    .unwrap();
    let list = desk.run("list", json!({})).text;
    assert!(
        list.contains("\"bad\\377.rs\"") && list.contains("\"two\\nlines.rs\""),
        "{list}"
    );
    assert!(!list.contains('\u{1b}'), "{list}");
    let found = desk.run("search", json!({"pattern": "needle"})).text;
    assert!(
        found.starts_with("2 matches in 2 files\n\"bad\\377.rs\"\n     1: needle\n"),
        "{found}"
    );
    let read = desk.run("read", json!({"path": "\"bad\\377.rs\""}));
    assert_eq!(read.text, "     1\tneedle\n");
    desk.run(
        "edit",
        json!({"path": "\"two\\nlines.rs\"", "old": "needle", "new": "thread"}),
    );
    assert_eq!(desk.text("two\nlines.rs"), "thread\n");
}

#[test]
fn a_listing_is_a_tree_without_what_git_ignores() {
    let many: Vec<(String, String)> = (0..250)
        .map(|n| (format!("many/{n:03}"), String::new()))
        .collect();
    let mut files: Vec<(&str, &str)> = many
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    files.extend([
        (".gitignore", "target\n"),
        ("target/x", ""),
        ("src/deep/er/a.rs", "abc"),
        ("z.md", "hello"),
    ]);
    let desk = Desk::new(&files);
    let text = desk.run("list", json!({})).text;
    assert!(text.contains("  … 50 more\n"), "{text}");
    assert!(
        text.contains("\n  src/\n    deep/ …\n") && text.ends_with("  z.md  5 B\n"),
        "{text}"
    );
    assert!(!text.contains("target/"), "{text}");
    let deep = desk.run("list", json!({"path": "src", "depth": 3})).text;
    assert_eq!(deep, "src/\n  deep/\n    er/\n      a.rs  3 B\n");
    assert!(
        desk.run("list", json!({"path": "z.md"}))
            .text
            .contains("is no folder: read it")
    );
}

#[test]
fn a_search_counts_shows_context_and_filters() {
    let desk = Desk::new(&[
        ("src/a.rs", "one\nNeedle\nthree\n"),
        ("src/b.md", "needle (x)\n"),
        ("many", &"needle\n".repeat(300)),
        ("ignored/c", "needle\n"),
        (".gitignore", "ignored\n"),
    ]);
    let search = |input| desk.run("search", input).text;
    let context =
        search(json!({"pattern": "needle", "path": "src", "context": 1, "ignore_case": true}));
    assert_eq!(
        context,
        "2 matches in 2 files\nsrc/a.rs\n     1- one\n     2: Needle\n     3- three\nsrc/b.md\n     1: needle (x)\n"
    );
    assert_eq!(
        search(json!({"pattern": "needle (x)", "literal": true})),
        "1 match in 1 file\nsrc/b.md\n     1: needle (x)\n"
    );
    assert!(
        search(json!({"pattern": "needle", "glob": "*.rs"}))
            .starts_with("no match (1 files searched)")
    );
    assert!(search(json!({"pattern": "needle", "glob": "!many"})).contains("1 match in 1 file"));
    let many = search(json!({"pattern": "needle"}));
    assert!(
        many.starts_with("301 matches in 2 files, the first 200 shown"),
        "{many}"
    );
    let files = search(json!({"pattern": "needle", "files_only": true}));
    assert_eq!(files, "301 matches in 2 files\nmany: 300\nsrc/b.md: 1\n");
}

#[test]
fn globs_find_the_newest_first() {
    let desk = Desk::new(&[("a.rs", ""), ("src/b.rs", ""), ("src/c.md", "")]);
    let old = std::time::SystemTime::now() - std::time::Duration::from_hours(3);
    let file = File::options()
        .write(true)
        .open(desk.folder.path().join("a.rs"))
        .unwrap();
    file.set_modified(old).unwrap();
    let glob = |pattern: &str| desk.run("glob", json!({"pattern": pattern})).text;
    assert_eq!(glob("*.rs"), "src/b.rs\na.rs\n");
    assert_eq!(glob("src/**"), "src/b.rs\nsrc/c.md\n");
    assert_eq!(glob("*.py"), "no file matches\n");
    let below = desk.run("glob", json!({"pattern": "*.md", "path": "src"}));
    assert_eq!(below.text, "src/c.md\n");
}

#[test]
fn a_name_that_is_missing_gets_the_one_that_was_meant() {
    let desk = Desk::new(&[("src/server.rs", ""), ("other/deep/config.rs", "")]);
    let near = desk.run("read", json!({"path": "src/serve.rs"})).text;
    assert!(near.contains("there is src/server.rs"), "{near}");
    let elsewhere = desk.run("read", json!({"path": "config.rs"})).text;
    assert!(
        elsewhere.contains("there is other/deep/config.rs"),
        "{elsewhere}"
    );
}

#[test]
fn many_looks_at_once_are_all_remembered() {
    let names: Vec<String> = (0..32).map(|n| format!("{n}.rs")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "x\n")).collect();
    let desk = Desk::new(&files);
    let shared = &desk;
    std::thread::scope(|scope| {
        for name in &names {
            scope.spawn(move || shared.run("read", json!({ "path": name })));
        }
    });
    assert_eq!(desk.tools.seen().len(), 32);
}

#[test]
fn files_that_may_hold_secrets_are_passed_over_and_counted() {
    let desk = Desk::new(&[
        (".env", "TOKEN=needle\n"),
        ("keys/server.pem", "needle\n"),
        (".env.example", "TOKEN=needle\n"),
        ("a.txt", "needle\n"),
    ]);
    let found = desk.run("search", json!({"pattern": "needle"})).text;
    assert!(found.starts_with("2 matches in 2 files"), "{found}");
    assert!(
        found.contains("[2 files that may hold secrets were passed over"),
        "{found}"
    );
    assert!(!found.contains("server.pem"), "{found}");
    let paths = desk.run("glob", json!({"pattern": "*"})).text;
    assert!(
        paths.contains(".env.example") && paths.contains("a.txt"),
        "{paths}"
    );
    assert!(
        !paths.contains(".pem") && paths.contains("[2 files"),
        "{paths}"
    );
    // Whoever names one was asked about it.
    let named = desk
        .run("search", json!({"pattern": "needle", "path": ".env"}))
        .text;
    assert!(named.starts_with("1 match in 1 file"), "{named}");
    let none = desk.run("search", json!({"pattern": "absent"})).text;
    assert!(
        none.starts_with("no match") && none.contains("passed over"),
        "{none}"
    );
}
