//! The promises of the room: edits survive, and a write happens whole or not at all.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use proptest::prelude::*;

use super::journal::{Journal, Step};
use super::*;

fn tree(files: &[(&str, &str)]) -> FileTree {
    files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

fn snapshot(root: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().display().to_string();
            if path.is_dir() {
                found.push((format!("{name}/"), String::new()));
                folders.push(path);
            } else {
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn write(staging: &Staging, decisions: &[(String, Decision)]) {
    for (path, decision) in decisions {
        if let Decision::Write(content) = decision {
            staging.add(path, content, false).unwrap();
        }
    }
}

#[test]
fn a_new_project_appears_whole_and_leaves_no_trace_beside_it() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("deep/er/shop");
    let staging = Staging::begin(&target).unwrap();
    staging.add("app/main.py", b"print()", false).unwrap();
    staging.add("run", b"#!/bin/sh", true).unwrap();
    assert!(!target.exists());
    staging.place(&[]).unwrap().keep().unwrap();
    assert_eq!(fs::read(target.join("app/main.py")).unwrap(), b"print()");
    let mode = fs::metadata(target.join("run"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o755);
    let beside: Vec<_> = fs::read_dir(target.parent().unwrap()).unwrap().collect();
    assert_eq!(beside.len(), 1);
}

#[test]
fn an_abandoned_transaction_removes_even_the_folders_it_made() {
    let home = tempfile::tempdir().unwrap();
    let staging = Staging::begin(&home.path().join("a/b/c")).unwrap();
    staging.add("x", b"x", false).unwrap();
    drop(staging);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn two_transactions_on_one_target_do_not_mix() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("shop");
    let first = Staging::begin(&target).unwrap();
    assert!(matches!(
        Staging::begin(&target),
        Err(WorkspaceError::Busy(_))
    ));
    drop(first);
    Staging::begin(&target).unwrap();
}

#[test]
fn files_links_and_blocked_folders_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("file");
    fs::write(&file, "mine").unwrap();
    let link = home.path().join("link");
    symlink(home.path(), &link).unwrap();
    assert!(matches!(inspect(&file), Err(WorkspaceError::NotAFolder(_))));
    assert!(matches!(
        inspect(&file.join("x")),
        Err(WorkspaceError::NotAFolder(_))
    ));
    assert!(matches!(inspect(&link), Err(WorkspaceError::Link(_))));
    assert!(matches!(
        inspect(Path::new("/")),
        Err(WorkspaceError::NoName(_))
    ));

    let outside = tempfile::tempdir().unwrap();
    let target = home.path().join("shop");
    fs::create_dir(&target).unwrap();
    symlink(outside.path(), target.join("app")).unwrap();
    assert!(matches!(
        read_files(&target, ["app/main.py"]),
        Err(WorkspaceError::Blocked(_))
    ));
    let decisions = [("app/main.py".to_owned(), Decision::Write(b"x".to_vec()))];
    let staging = Staging::begin(&target).unwrap();
    write(&staging, &decisions);
    assert!(matches!(
        staging.place(&decisions),
        Err(WorkspaceError::Blocked(_))
    ));
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[test]
fn a_death_at_any_step_leaves_the_target_as_it_was() {
    let decisions = [
        ("a/changed.py".to_owned(), Decision::Write(b"new".to_vec())),
        ("a/gone.py".to_owned(), Decision::Delete),
        ("a/kept.py".to_owned(), Decision::Keep),
        ("b/c/added.py".to_owned(), Decision::Write(b"add".to_vec())),
    ];
    for deaths_after in 0..=6 {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("shop");
        fs::create_dir_all(target.join("a")).unwrap();
        for name in ["changed", "gone", "kept"] {
            fs::write(target.join(format!("a/{name}.py")), name).unwrap();
        }
        let before = snapshot(&target);

        let work = home.path().join(".shop.vibecober");
        let staging = Staging::begin(&target).unwrap();
        write(&staging, &decisions);
        let steps = [
            Step::Folder("b".to_owned()),
            Step::Folder("b/c".to_owned()),
            Step::SetAside("a/changed.py".to_owned()),
            Step::Place("a/changed.py".to_owned()),
            Step::SetAside("a/gone.py".to_owned()),
            Step::Place("b/c/added.py".to_owned()),
        ];
        let journal = Journal {
            target: &target,
            work: &work,
            steps: steps.to_vec(),
        };
        journal.store().unwrap();
        for step in &steps[..deaths_after] {
            journal.perform(step).unwrap();
        }
        // The journal is still there, so dropping cleans nothing up: as after a kill.
        drop(staging);
        assert!(recover(&target).unwrap(), "after {deaths_after} steps");
        assert_eq!(snapshot(&target), before, "after {deaths_after} steps");
        assert!(!work.exists());
    }
}

/// A folder of that name may come with somebody's project: nothing in it is believed.
#[test]
fn a_planted_work_folder_reaches_nothing_outside_the_project() {
    let plant = |name: &str, journal: &str, links: &[(&str, &str)]| {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("precious"), "mine").unwrap();
        fs::create_dir(home.path().join("shop")).unwrap();
        fs::create_dir(home.path().join("victim")).unwrap();
        fs::write(home.path().join("victim/new"), "mine").unwrap();
        let work = home.path().join(".shop.vibecober");
        if name != "." {
            fs::create_dir(&work).unwrap();
        }
        for (link, to) in links {
            symlink(to, home.path().join(link)).unwrap();
        }
        if !journal.is_empty() {
            fs::write(work.join("journal.json"), journal).unwrap();
        }
        let before = snapshot(&home.path().join("victim"));
        let begun = Staging::begin(&home.path().join("shop"));
        assert!(begun.is_err(), "{name}");
        assert!(recover(&home.path().join("shop")).is_err(), "{name}");
        assert_eq!(snapshot(&home.path().join("victim")), before, "{name}");
        let precious = fs::read_to_string(home.path().join("precious"));
        assert_eq!(precious.unwrap(), "mine", "{name}");
    };
    plant("lock", "", &[(".shop.vibecober/lock", "../precious")]);
    plant(
        "journal",
        "",
        &[(".shop.vibecober/journal.json", "../precious")],
    );
    plant(".", "", &[(".shop.vibecober", "victim")]);
    plant("up", r#"[{"place":"../precious"}]"#, &[]);
    plant("root", r#"[{"place":"/tmp/precious"}]"#, &[]);
    let inside = r#"[{"place":"app/new"}]"#;
    plant("app", inside, &[("shop/app", "../victim")]);
    let aside = r#"[{"set_aside":"new"}]"#;
    plant("old", aside, &[(".shop.vibecober/old", "../victim")]);
}

#[test]
fn a_commit_changes_what_it_should_and_keeps_modes_and_strangers() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("shop");
    fs::create_dir(&target).unwrap();
    fs::write(target.join("run"), "old").unwrap();
    fs::set_permissions(target.join("run"), fs::Permissions::from_mode(0o750)).unwrap();
    fs::write(target.join("gone"), "old").unwrap();
    fs::write(target.join("stranger"), "mine").unwrap();
    let decisions = [
        ("gone".to_owned(), Decision::Delete),
        ("run".to_owned(), Decision::Write(b"new".to_vec())),
    ];
    let staging = Staging::begin(&target).unwrap();
    write(&staging, &decisions);
    staging.place(&decisions).unwrap().keep().unwrap();
    let files = [("run", "new"), ("stranger", "mine")].map(|(p, t)| (p.to_owned(), t.to_owned()));
    assert_eq!(snapshot(&target), files);
    let mode = fs::metadata(target.join("run"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o750);
}

#[test]
fn what_is_not_kept_is_taken_back() {
    let home = tempfile::tempdir().unwrap();
    let decisions = [
        ("old".to_owned(), Decision::Write(b"new".to_vec())),
        ("a/b".to_owned(), Decision::Write(b"new".to_vec())),
    ];
    for exists in [false, true] {
        let target = home.path().join("deep/shop");
        if exists {
            fs::create_dir_all(&target).unwrap();
            fs::write(target.join("old"), "old").unwrap();
        }
        let before = snapshot(home.path());
        let staging = Staging::begin(&target).unwrap();
        write(&staging, &decisions);
        let placed = staging.place(&decisions).unwrap();
        assert_eq!(fs::read(target.join("old")).unwrap(), b"new");
        drop(placed);
        assert_eq!(snapshot(home.path()), before, "exists: {exists}");
    }
}

#[test]
fn every_case_of_three_sides_has_its_decision() {
    let base = tree(&[
        ("same", "1\n"),
        ("updated", "1\n"),
        ("edited", "1\n"),
        ("both", "1\n2\n3\n4\n5\n"),
        ("clash", "1\n"),
        ("deleted_by_us", "1\n"),
        ("deleted_but_edited", "1\n"),
        ("deleted_by_person", "1\n"),
    ]);
    let new = tree(&[
        ("same", "1\n"),
        ("updated", "2\n"),
        ("edited", "1\n"),
        ("both", "1\n2\n3\n4\nfive\n"),
        ("clash", "2\n"),
        ("deleted_by_person", "2\n"),
        ("added", "1\n"),
        ("added_by_both", "1\n"),
    ]);
    let disk = tree(&[
        ("same", "1\n"),
        ("updated", "1\n"),
        ("edited", "mine\n"),
        ("both", "one\n2\n3\n4\n5\n"),
        ("clash", "mine\n"),
        ("deleted_by_us", "1\n"),
        ("deleted_but_edited", "mine\n"),
        ("added_by_both", "mine\n"),
    ]);
    let plan = merge(&base, &new, &disk, |_| Preference::Ask);
    let decision = |path: &str| {
        let found = plan.decisions.iter().find(|(name, _)| name == path);
        found.unwrap().1.clone()
    };
    let written = |text: &str| Decision::Write(text.as_bytes().to_vec());
    assert_eq!(decision("same"), Decision::Keep);
    assert_eq!(decision("updated"), written("2\n"));
    assert_eq!(decision("edited"), Decision::Keep);
    assert_eq!(decision("both"), written("one\n2\n3\n4\nfive\n"));
    assert_eq!(decision("deleted_by_us"), Decision::Delete);
    assert_eq!(decision("deleted_but_edited"), Decision::Keep);
    assert_eq!(decision("deleted_by_person"), Decision::Keep);
    assert_eq!(decision("added"), written("1\n"));
    let clashes: Vec<_> = plan.conflicts.iter().map(|c| c.path.as_str()).collect();
    assert_eq!(clashes, ["added_by_both", "clash"]);

    let kept = merge(&base, &new, &disk, |_| Preference::Edits);
    assert!(kept.conflicts.is_empty());
    let clash = kept.decisions.iter().find(|(name, _)| name == "clash");
    assert_eq!(clash.unwrap().1, written("mine\n"));
}

#[test]
fn the_tree_hash_sees_content_names_and_nothing_of_the_caches() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("a.py"), "1").unwrap();
    let first = tree_hash(home.path()).unwrap();
    fs::create_dir(home.path().join("__pycache__")).unwrap();
    fs::write(home.path().join("__pycache__/a.pyc"), "x").unwrap();
    fs::write(home.path().join("app.db"), "x").unwrap();
    assert_eq!(tree_hash(home.path()).unwrap(), first);
    fs::write(home.path().join("a.py"), "2").unwrap();
    assert_ne!(tree_hash(home.path()).unwrap(), first);
}

proptest! {
    /// With the person's lines preferred, every line that only they have survives any merge.
    #[test]
    fn no_edit_is_ever_lost(
        base in "([a-c]\n){0,8}",
        new in "([a-c]\n){0,8}",
        edits in prop::collection::vec((0usize..8, "[x-z]{3}\n"), 1..4),
    ) {
        let mut lines: Vec<_> = base.split_inclusive('\n').map(str::to_owned).collect();
        for (at, line) in &edits {
            lines.insert((*at).min(lines.len()), line.clone());
        }
        let disk = lines.concat();
        let one = |text: &str| tree(&[("f", text)]);
        let plan = merge(&one(&base), &one(&new), &one(&disk), |_| Preference::Edits);
        let result = match &plan.decisions[0].1 {
            Decision::Write(content) => String::from_utf8(content.clone()).unwrap(),
            Decision::Keep => disk.clone(),
            Decision::Delete => String::new(),
        };
        for (_, line) in &edits {
            prop_assert!(result.contains(line.as_str()), "{line:?} lost in {result:?}");
        }
    }
}
