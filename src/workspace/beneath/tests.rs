use std::fs::{self, File, Permissions};
use std::io::Read;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use proptest::prelude::*;
use rustix::fs::{CWD, FileType, Mode, RenameFlags, mknodat, renameat_with};
use tempfile::TempDir;

use super::*;
use crate::workspace::sha256;

fn root(files: &[(&str, &str)]) -> (TempDir, Root) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let root = Root::open(folder.path()).unwrap();
    (folder, root)
}

fn known(text: &str) -> Known {
    Known {
        sha256: sha256(text.as_bytes()),
        links: 1,
    }
}

fn write<'a>(path: &'a str, bytes: &'a str, known: Option<&'a Known>) -> Step<'a> {
    Step::Write {
        path: Path::new(path),
        bytes: bytes.as_bytes(),
        known,
        like: None,
    }
}

fn entries(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = names
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn content(root: &Root, path: &str) -> Result<String, BeneathError> {
    let mut text = String::new();
    let mut opened = root.file(Path::new(path), Links::Within)?;
    opened.file.read_to_string(&mut text).unwrap();
    Ok(text)
}

#[test]
fn links_are_followed_inside_for_reading_and_never_for_writing() {
    let (folder, root) = root(&[("src/a", "a"), ("b", "b")]);
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("canary"), "canary").unwrap();
    let at = |name: &str| folder.path().join(name);
    symlink("src/a", at("near")).unwrap();
    symlink(at("src/a"), at("whole")).unwrap();
    symlink("../../etc/passwd", at("up")).unwrap();
    symlink(outside.path().join("canary"), at("away")).unwrap();
    symlink(outside.path(), at("folder")).unwrap();
    symlink("/proc/self/fd/0", at("magic")).unwrap();
    assert_eq!(content(&root, "near").unwrap(), "a");
    assert_eq!(content(&root, "whole").unwrap(), "a");
    for path in ["up", "away", "folder/canary", "../x", "magic"] {
        assert!(content(&root, path).is_err(), "{path}");
    }
    for path in ["near", "whole", "away", "folder/canary", "folder/new", "up"] {
        let refused = apply(&root, &[write(path, "x", None)]);
        assert!(refused.is_err(), "{path}");
        let refused = apply(&root, &[write(path, "x", Some(&known("canary")))]);
        assert!(refused.is_err(), "{path}");
    }
    assert_eq!(entries(outside.path()), ["canary"]);
    assert_eq!(
        fs::read_to_string(outside.path().join("canary")).unwrap(),
        "canary"
    );
}

#[test]
fn pipes_devices_and_sockets_are_named_and_never_opened() {
    let (folder, root) = root(&[]);
    let pipe = folder.path().join("pipe");
    mknodat(CWD, &pipe, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
    let why = |path: &str| content(&root, path).unwrap_err().to_string();
    assert_eq!(why("pipe"), "pipe is a named pipe, not a file");
    assert_eq!(why("socket"), "socket is a socket, not a file");
    assert_eq!(why(""), " is a folder, not a file");
    assert!(apply(&root, &[write("pipe", "x", None)]).is_err());
    let devices = Root::open(Path::new("/dev")).unwrap();
    assert!(
        content(&devices, "null")
            .unwrap_err()
            .to_string()
            .contains("a device")
    );
}

#[test]
fn mode_and_attributes_stay_and_no_temporary_file_does() {
    let (folder, root) = root(&[("run.sh", "old")]);
    let path = folder.path().join("run.sh");
    fs::set_permissions(&path, Permissions::from_mode(0o4750)).unwrap();
    let note = xattr::set(&path, "user.note", b"kept").is_ok();
    apply(&root, &[write("run.sh", "new", Some(&known("old")))]).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    // Content that nobody has seen does not run as somebody else.
    assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, 0o750);
    let kept = xattr::get(&path, "user.note").ok().flatten();
    assert_eq!(kept, note.then(|| b"kept".to_vec()));
    let like = Step::Write {
        path: Path::new("deep/er/copy.sh"),
        bytes: b"copy",
        known: None,
        like: Some(Path::new("run.sh")),
    };
    apply(&root, &[like]).unwrap();
    let copy = fs::metadata(folder.path().join("deep/er/copy.sh")).unwrap();
    assert_eq!(copy.mode() & 0o777, 0o750);
    assert_eq!(entries(folder.path()), ["deep", "run.sh"]);
}

#[test]
fn all_changes_are_made_or_none() {
    let (folder, root) = root(&[("a", "a"), ("b", "b"), ("c", "c")]);
    let (a, b, c) = (known("a"), known("b"), known("c"));
    let remove = |path: &'static str, known| Step::Remove {
        path: Path::new(path),
        known,
    };
    let failing: [Step<'_>; 3] = [
        // It changed, it is there already, its folder is a file.
        write("c", "C", Some(&b)),
        write("c", "C", None),
        write("a/under", "x", None),
    ];
    for last in failing {
        let steps = [
            write("a", "A", Some(&a)),
            write("new/folder/d", "d", None),
            remove("b", &b),
            last,
        ];
        assert!(apply(&root, &steps).is_err());
        assert_eq!(entries(folder.path()), ["a", "b", "c"]);
        for name in ["a", "b", "c"] {
            assert_eq!(content(&root, name).unwrap(), name);
        }
    }
    // The second step for one file finds what the first made of it: everything goes back.
    let twice = [
        write("a", "A", Some(&a)),
        remove("b", &b),
        write("a", "AA", Some(&a)),
    ];
    assert!(matches!(
        apply(&root, &twice),
        Err(BeneathError::Changed(_))
    ));
    assert_eq!(entries(folder.path()), ["a", "b", "c"]);
    assert_eq!(content(&root, "a").unwrap(), "a");
    apply(
        &root,
        &[
            write("a", "A", Some(&a)),
            remove("b", &b),
            write("c", "C", Some(&c)),
        ],
    )
    .unwrap();
    assert_eq!(entries(folder.path()), ["a", "c"]);
}

#[test]
fn another_name_of_a_file_is_noticed_and_keeps_its_content() {
    let (folder, root) = root(&[("a", "a")]);
    fs::hard_link(folder.path().join("a"), folder.path().join("twin")).unwrap();
    let refused = apply(&root, &[write("a", "x", Some(&known("a")))]);
    assert!(matches!(refused, Err(BeneathError::Changed(_))));
    let two = Known {
        links: 2,
        ..known("a")
    };
    apply(&root, &[write("a", "x", Some(&two))]).unwrap();
    assert_eq!(
        (
            content(&root, "a").unwrap(),
            content(&root, "twin").unwrap()
        ),
        ("x".into(), "a".into())
    );
}

#[test]
fn a_folder_that_becomes_a_link_while_files_are_written_leads_nobody_out() {
    let (folder, root) = root(&[("real/a", "a")]);
    let outside = tempfile::tempdir().unwrap();
    let (real, swap) = (folder.path().join("real"), folder.path().join("swap"));
    symlink(outside.path(), &swap).unwrap();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                renameat_with(CWD, &real, CWD, &swap, RenameFlags::EXCHANGE).unwrap();
            }
        });
        for round in 0..300 {
            let path = format!("real/new{round}");
            // It may fail or succeed, but never outside.
            apply(&root, &[write(&path, "x", None)]).ok();
            content(&root, "real/a").ok();
        }
        stop.store(true, Ordering::Relaxed);
    });
    assert!(entries(outside.path()).is_empty());
}

#[test]
fn of_two_writers_one_wins_and_the_other_is_told() {
    let (folder, root) = root(&[("a", "old")]);
    let old = known("old");
    let texts: Vec<String> = (0..8).map(|n| format!("writer {n}")).collect();
    let done: Vec<bool> = std::thread::scope(|scope| {
        let writers: Vec<_> = texts
            .iter()
            .map(|text| scope.spawn(|| apply(&root, &[write("a", text, Some(&old))]).is_ok()))
            .collect();
        writers
            .into_iter()
            .map(|writer| writer.join().unwrap())
            .collect()
    });
    let won: Vec<usize> = (0..8).filter(|n| done[*n]).collect();
    assert_eq!(won.len(), 1, "{done:?}");
    assert_eq!(content(&root, "a").unwrap(), texts[won[0]]);
    assert_eq!(entries(folder.path()), ["a"]);
}

#[test]
fn large_files_are_told_apart_without_being_read() {
    let (folder, root) = root(&[]);
    let file = File::create(folder.path().join("large")).unwrap();
    file.set_len(1 << 40).unwrap();
    let mut opened = root.file(Path::new("large"), Links::Within).unwrap();
    assert_eq!(opened.bytes(1 << 20).unwrap(), None);
}

proptest! {
    #[test]
    fn whatever_the_path_nothing_outside_is_read_or_written(
        parts in proptest::collection::vec("(\\.\\.|\\.|in|out|link|up|canary|new|/|//|tmp|etc)", 1..7)
    ) {
        let outer = tempfile::tempdir().unwrap();
        let inner = outer.path().join("in");
        fs::create_dir_all(inner.join("in/in")).unwrap();
        fs::write(outer.path().join("canary"), "canary").unwrap();
        symlink("..", inner.join("up")).unwrap();
        symlink(outer.path(), inner.join("link")).unwrap();
        symlink("../..", inner.join("in/out")).unwrap();
        let root = Root::open(&inner).unwrap();
        let path: PathBuf = parts.iter().collect();
        if let Ok(mut opened) = root.file(&path, Links::Within) {
            let mut text = String::new();
            opened.file.read_to_string(&mut text).unwrap();
            prop_assert_ne!(text, "canary");
        }
        apply(&root, &[Step::Write { path: &path, bytes: b"x", known: None, like: None }]).ok();
        apply(&root, &[Step::Write { path: &path, bytes: b"x", known: Some(&known("canary")), like: None }]).ok();
        prop_assert_eq!(entries(outer.path()), ["canary", "in"]);
        prop_assert_eq!(fs::read_to_string(outer.path().join("canary")).unwrap(), "canary");
    }
}
