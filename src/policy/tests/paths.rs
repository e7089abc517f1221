use std::fs;
use std::path::Path;

use super::commands::unescape;
use super::fake::Fake;
use crate::domain::approval::ApprovalKind;
use crate::domain::verdict::{Decision, Guard, Verdict};
use crate::policy::disk::Disk;
use crate::policy::path::{Change, judge_path, judge_read};
use crate::policy::rule::RuleSet;
use crate::policy::scene::{Confined, Scene};
use crate::policy::shell::judge_command;

const PATHS: &str = include_str!("paths.txt");

fn word(verdict: &Verdict) -> &'static str {
    match (verdict.decision, verdict.guard) {
        (Decision::Auto, Guard::None) => "auto",
        (Decision::Ask, Guard::None) => "ask",
        (Decision::Ask, Guard::Protected) => "prot",
        (Decision::Ask, Guard::Destructive) => "lost",
        (Decision::Auto | Decision::Deny, _) => "wrong",
    }
}

#[test]
fn every_path_of_the_list_gets_its_verdict() {
    let fake = Fake::project();
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in PATHS.lines().filter(|line| !line.starts_with('#')) {
        let (expected, path) = line.split_once(' ').unwrap();
        let path = unescape(path);
        let scene = fake.scene(Confined::Yes);
        let verdict = judge_path(Path::new(&path), Change::Write, &scene, &RuleSet::empty());
        count += 1;
        assert_eq!(verdict.kind, ApprovalKind::FileWrite);
        if word(&verdict) != expected {
            let found = word(&verdict);
            wrong.push(format!(
                "{path:?}: {found}, expected {expected} ({}: {})",
                verdict.rule, verdict.reason
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(count >= 150, "only {count} paths");
}

#[test]
fn deleting_always_asks_and_a_folder_waits() {
    let fake = Fake::project();
    let scene = fake.scene(Confined::Yes);
    let delete = |path: &str| {
        let verdict = judge_path(Path::new(path), Change::Delete, &scene, &RuleSet::empty());
        assert_eq!(verdict.kind, ApprovalKind::FileDelete);
        word(&verdict)
    };
    assert_eq!(delete("data.txt"), "ask");
    assert_eq!(delete("src"), "lost");
    assert_eq!(delete(".git"), "prot");
    assert_eq!(delete("../secret.txt"), "ask");
    assert_eq!(delete("."), "lost");
}

#[test]
fn a_name_that_is_no_text_asks() {
    use std::os::unix::ffi::OsStrExt;

    let fake = Fake::project();
    let path = Path::new(std::ffi::OsStr::from_bytes(b"a\xff"));
    let verdict = judge_path(
        path,
        Change::Write,
        &fake.scene(Confined::Yes),
        &RuleSet::empty(),
    );
    assert_eq!(word(&verdict), "ask");
}

#[test]
fn what_a_path_leads_to_counts_at_the_time_of_judging() {
    let mut fake = Fake::project();
    let judged = |fake: &Fake, path: &str| {
        word(&judge_path(
            Path::new(path),
            Change::Write,
            &fake.scene(Confined::Yes),
            &RuleSet::empty(),
        ))
    };
    assert_eq!(judged(&fake, "fresh/file"), "auto");
    fake.link("/w/app/fresh", "/tmp");
    assert_eq!(judged(&fake, "fresh/file"), "ask");
    fake.remove("/w/app/fresh");
    fake.link("/w/app/fresh", ".git");
    assert_eq!(judged(&fake, "fresh/file"), "prot");
    fake.remove("/w/app/fresh");
    fake.link("/w/app/fresh", "missing");
    assert_eq!(judged(&fake, "fresh"), "prot");
    fake.remove("/w/app/fresh");
    fake.file("/w/app/fresh", 2);
    assert_eq!(judged(&fake, "fresh"), "prot");
}

#[cfg(unix)]
#[test]
fn the_real_file_system_gives_the_same_verdicts() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let work = root.join("work");
    fs::create_dir_all(work.join(".git/hooks")).unwrap();
    fs::create_dir_all(work.join("src")).unwrap();
    fs::create_dir_all(root.join("other")).unwrap();
    for file in ["work/a.txt", "work/twin.txt", "other/b.txt"] {
        fs::write(root.join(file), "x").unwrap();
    }
    fs::hard_link(work.join("twin.txt"), root.join("other/twin.txt")).unwrap();
    symlink("../other", work.join("away")).unwrap();
    symlink("../other/gone", work.join("gone")).unwrap();
    symlink(".git/hooks", work.join("h")).unwrap();
    symlink("src", work.join("s")).unwrap();
    symlink("self", work.join("self")).unwrap();
    let home = root.join("home");
    let scene = Scene {
        workspace: &work,
        home: Some(&home),
        cwd: &work,
        confined: Confined::Yes,
        facts: &Disk,
    };
    let judged = |path: &str| {
        word(&judge_path(
            Path::new(path),
            Change::Write,
            &scene,
            &RuleSet::empty(),
        ))
    };
    for (path, expected) in [
        ("a.txt", "auto"),
        ("new/deep.txt", "auto"),
        ("s/x.rs", "auto"),
        ("away/b.txt", "ask"),
        ("away/new.txt", "ask"),
        ("away/../work/a.txt", "auto"),
        ("gone", "prot"),
        ("gone/x", "prot"),
        ("h/pre-commit", "prot"),
        ("self", "prot"),
        ("twin.txt", "prot"),
        ("../other/b.txt", "ask"),
        (".GIT/hooks/x", "prot"),
        ("s/../a.txt", "auto"),
        ("", "ask"),
    ] {
        assert_eq!(judged(path), expected, "{path}");
    }
}

/// What may be read in the shell may be read with a tool, and nothing else.
#[test]
fn a_tool_reads_what_a_command_may_read() {
    let mut fake = Fake::project();
    fake.link("/w/app/settings", ".env");
    fake.link("/w/app/src/deep", "../.env");
    let scene = fake.scene(Confined::Yes);
    for (path, expected) in [
        ("README.md", "auto"),
        ("src/main.rs", "auto"),
        ("src", "auto"),
        (".git/config", "auto"),
        (".env", "ask"),
        ("./.env", "ask"),
        (".ENV", "ask"),
        (".env.local", "ask"),
        (".env.example", "auto"),
        ("settings", "ask"),
        ("src/deep", "ask"),
        ("src/../.env", "ask"),
        ("key", "ask"),
        ("out/shadow", "ask"),
        ("config/prod.key", "ask"),
        ("server.pem", "ask"),
        ("id_rsa", "ask"),
        (".ssh", "ask"),
        ("credentials.json", "ask"),
        ("up/secret.txt", "ask"),
    ] {
        let tool = judge_read(Path::new(path), &scene, &RuleSet::empty());
        assert_eq!(word(&tool), expected, "{path}");
        assert_eq!(tool.kind, ApprovalKind::FileRead);
        let command = judge_command(&format!("cat {path}"), &scene, &RuleSet::empty());
        assert_eq!(command.decision, tool.decision, "cat {path}");
        assert_eq!(command.guard, tool.guard, "cat {path}");
    }
}
