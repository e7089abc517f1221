//! Real repositories, hostile ones among them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::call::Call;
use super::*;

/// A repository with one commit: `src/a.rs`, `src/b.rs`, `old name.txt`, `.gitignore`.
fn repository() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let top = fs::canonicalize(folder.path()).unwrap();
    git(&top, &["init", "-q", "-b", "trunk"]);
    write(&top, "src/a.rs", "a\n");
    write(&top, "src/b.rs", "b\n");
    write(
        &top,
        "old name.txt",
        "a text that is long enough to be known again\n",
    );
    write(&top, ".gitignore", "/target/\n*.log\n");
    commit(&top);
    (folder, top)
}

fn write(top: &Path, path: &str, text: &str) {
    let path = top.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn commit(top: &Path) {
    git(top, &["add", "-A"]);
    git(
        top,
        &[
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@t",
            "commit",
            "-q",
            "-m",
            "text",
        ],
    );
}

fn git(folder: &Path, args: &[&str]) {
    let output = Command::new("git")
        .args(args)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}: {output:?}");
}

fn ask(folder: &Path) -> Status {
    status(&find_repository(folder).unwrap(), folder).unwrap()
}

#[test]
fn every_kind_of_change_has_its_mark() {
    let (_folder, top) = repository();
    write(&top, "src/a.rs", "changed\n");
    git(&top, &["mv", "old name.txt", "new name.txt"]);
    fs::remove_file(top.join("src/b.rs")).unwrap();
    write(&top, "src/new/c.rs", "");
    write(&top, "added", "");
    git(&top, &["add", "added"]);
    write(&top, "added", "and edited");
    write(&top, "target/debug/x", "");
    write(&top, "a.log", "");

    let Status {
        head,
        upstream,
        marks,
    } = ask(&top);

    assert_eq!((head, upstream), (Head::Branch("trunk".into()), None));
    let of = |path: &str| marks.of(Path::new(path));
    assert_eq!(of("src/a.rs"), Some(Mark::Modified));
    assert_eq!(of("src/b.rs"), Some(Mark::Deleted));
    assert_eq!(of("new name.txt"), Some(Mark::Renamed));
    assert_eq!(of("added"), Some(Mark::Added));
    assert_eq!(marks.stage_of(Path::new("added")), Some(Stage::Both));
    assert_eq!(
        marks.stage_of(Path::new("new name.txt")),
        Some(Stage::Index)
    );
    assert_eq!(of("src/new/c.rs"), Some(Mark::Untracked));
    assert_eq!(of("src"), Some(Mark::Modified));
    assert_eq!(of("target/debug/x"), Some(Mark::Ignored));
    assert_eq!(of("a.log"), Some(Mark::Ignored));
    assert_eq!(of(".gitignore"), None);
    assert_eq!(marks.changes(), 5);
}

#[test]
fn a_workspace_below_the_top_sees_its_own_files_only() {
    let (_folder, top) = repository();
    write(&top, "src/a.rs", "changed\n");
    write(&top, ".gitignore", "changed\n");
    write(&top, "target/made/x", "");
    write(&top, ".gitignore", "/target/\n");

    let marks = ask(&top.join("src")).marks;
    assert_eq!(marks.of(Path::new("a.rs")), Some(Mark::Modified));
    assert_eq!(marks.changes(), 1);
    let ignored = ask(&top.join("target/made")).marks;
    assert_eq!(ignored.of(Path::new("x")), Some(Mark::Ignored));
}

#[test]
fn a_conflict_weighs_most_and_a_branch_counts_its_commits() {
    let (_folder, top) = repository();
    git(&top, &["switch", "-q", "-c", "side", "--track"]);
    write(&top, "src/a.rs", "side\n");
    commit(&top);
    let upstream = ask(&top).upstream;
    assert_eq!(
        upstream,
        Some(Upstream {
            ahead: 1,
            behind: 0
        })
    );

    git(&top, &["switch", "-q", "trunk"]);
    write(&top, "src/a.rs", "trunk\n");
    write(&top, "src/b.rs", "trunk\n");
    commit(&top);
    Command::new("git")
        .args(["-c", "user.name=t", "-c", "user.email=t@t"])
        .args(["merge", "-q", "side"])
        .current_dir(&top)
        .output()
        .unwrap();
    let marks = ask(&top).marks;
    assert_eq!(marks.of(Path::new("src/a.rs")), Some(Mark::Conflicted));
    assert_eq!(marks.of(Path::new("src")), Some(Mark::Conflicted));
}

#[test]
fn the_branch_is_read_by_hand_wherever_it_is_kept() {
    let (folder, top) = repository();
    let head = |folder: &Path| find_repository(folder).map(|found| found.head());
    let inner = top.join("src");
    assert_eq!(head(&inner), Some(Head::Branch("trunk".into())));

    let linked = tempfile::tempdir().unwrap();
    let place = linked.path().join("work");
    git(
        &top,
        &[
            "worktree",
            "add",
            "-q",
            "-b",
            "feature/x",
            place.to_str().unwrap(),
        ],
    );
    assert_eq!(head(&place), Some(Head::Branch("feature/x".into())));
    assert_eq!(find_repository(&place).unwrap().top, place);

    git(&top, &["checkout", "-q", "--detach"]);
    assert!(matches!(head(&top), Some(Head::Detached(name)) if name.len() == 8));
    fs::write(top.join(".git/HEAD"), "ref: refs/heads/.invalid\n").unwrap();
    assert_eq!(head(&top), Some(Head::Unknown));
    drop(folder);
    assert_eq!(head(&top), None);
}

#[test]
fn the_committed_text_is_that_of_the_last_commit() {
    let (_folder, top) = repository();
    write(&top, "src/a.rs", "changed\n");
    let found = find_repository(&top).unwrap();
    let text = |path: &str, most| committed_text(&found, &top.join(path), most);

    assert_eq!(text("src/a.rs", 10).unwrap(), Some(b"a\n".to_vec()));
    assert_eq!(text("src/none.rs", 10).unwrap(), None);
    assert!(matches!(text("src/a.rs", 1), Err(GitError::TooMuch(1))));
}

#[test]
fn a_hostile_repository_runs_nothing() {
    let (_folder, top) = repository();
    let trap = top.join("trap.sh");
    let sprung = top.join(".git/sprung");
    fs::write(
        &trap,
        format!("#!/bin/sh\necho \"$0\" >> '{}'\ncat\n", sprung.display()),
    )
    .unwrap();
    fs::set_permissions(&trap, fs::Permissions::from_mode(0o755)).unwrap();
    let run = trap.to_str().unwrap();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.editor",
        "diff.external",
        "diff.x.textconv",
        "filter.x.clean",
        "filter.x.smudge",
        "filter.y=z.process",
        "credential.helper",
        "pager.status",
        "alias.status",
    ] {
        git(&top, &["config", key, run]);
    }
    git(&top, &["config", "core.hooksPath", top.to_str().unwrap()]);
    fs::copy(&trap, top.join("post-index-change")).unwrap();
    write(
        &top,
        ".gitattributes",
        "*.rs filter=x diff=x\n*.txt filter=y=z\n",
    );
    // Files of the same length with a new time: git must look into them.
    write(&top, "src/a.rs", "z\n");
    write(
        &top,
        "old name.txt",
        "a text that is long enough to be known AGAIN\n",
    );

    let marks = ask(&top).marks;
    committed_text(&find_repository(&top).unwrap(), &top.join("src/a.rs"), 100).unwrap();

    assert_eq!(marks.of(Path::new("src/a.rs")), Some(Mark::Modified));
    assert!(!sprung.exists(), "{}", fs::read_to_string(&sprung).unwrap());
    // The trap is a real one: git as it is falls into it.
    git(&top, &["-c", "core.fsmonitor=false", "status"]);
    assert!(sprung.exists());
}

#[test]
fn git_that_takes_too_long_is_ended_and_its_complaints_are_told() {
    let (_folder, top) = repository();
    let call = |limit| Call {
        folder: &top,
        settings: &[],
        limit: std::time::Duration::from_millis(limit),
        most: 1000,
    };

    let slow = call(50).run(&["-c".as_ref(), "alias.w=!sleep 600".as_ref(), "w".as_ref()]);
    let refused = call(60_000).run(&["cat-file".as_ref(), "blob".as_ref(), "none".as_ref()]);

    assert!(matches!(slow, Err(GitError::TooSlow(_))), "{slow:?}");
    assert!(
        matches!(&refused, Err(GitError::Refused(why)) if why.contains("none")),
        "{refused:?}"
    );
}
