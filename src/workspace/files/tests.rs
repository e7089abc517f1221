//! Nothing leaves the workspace, nothing is overwritten, and every change has its way back.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

struct Workspace {
    /// Holds the workspace, the trash and what lies outside.
    around: TempDir,
    jail: Jail,
    trash: Trash,
}

impl Workspace {
    fn new() -> Self {
        let around = tempfile::tempdir().unwrap();
        fs::create_dir(around.path().join("root")).unwrap();
        fs::create_dir(around.path().join("outside")).unwrap();
        let jail = Jail::new(&around.path().join("root")).unwrap();
        let trash = Trash::Own(around.path().join("trash"));
        Self {
            around,
            jail,
            trash,
        }
    }

    fn path(&self, path: &str) -> JailedPath {
        self.jail.path(Path::new(path)).unwrap()
    }

    fn disk(&self, path: &str) -> PathBuf {
        self.jail.root().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.disk(path).parent().unwrap()).unwrap();
        fs::write(self.disk(path), text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.disk(path)).unwrap()
    }

    fn undo(&self, done: &Done) -> JailedPath {
        done.undo.perform(&self.jail, &self.trash).unwrap()
    }
}

#[test]
fn a_file_is_created_with_its_folders_and_undone_with_them() {
    let workspace = Workspace::new();
    let path = workspace.path("").join("src/deep/new.rs").unwrap();

    let done = create_file(&workspace.jail, &path).unwrap();
    assert!(workspace.disk("src/deep/new.rs").is_file());
    let again = create_file(&workspace.jail, &path);
    assert!(matches!(again, Err(FileError::Exists(_))), "{again:?}");

    workspace.write("src/kept.rs", "");
    workspace.undo(&done);
    assert!(!workspace.disk("src/deep").exists());
    assert!(workspace.disk("src/kept.rs").exists());
}

#[test]
fn what_was_created_is_not_taken_away_once_it_holds_something() {
    let workspace = Workspace::new();
    let (jail, trash) = (&workspace.jail, &workspace.trash);
    let file = create_file(jail, &workspace.path("new.txt")).unwrap();
    let folder = create_folder(jail, &workspace.path("new")).unwrap();
    workspace.write("new.txt", "typed");
    workspace.write("new/a", "");

    let refused = file.undo.perform(jail, trash).unwrap_err().to_string();
    assert_eq!(
        refused,
        "new.txt holds text by now: d moves it to the trash"
    );
    let refused = folder.undo.perform(jail, trash).unwrap_err().to_string();
    assert_eq!(
        refused,
        "new holds something by now: d moves it to the trash"
    );
    assert_eq!(workspace.read("new.txt"), "typed");

    fs::write(workspace.disk("new.txt"), "").unwrap();
    fs::remove_file(workspace.disk("new/a")).unwrap();
    workspace.undo(&file);
    workspace.undo(&folder);
    assert!(!workspace.disk("new.txt").exists() && !workspace.disk("new").exists());
}

#[test]
fn a_move_never_overwrites_and_moves_back() {
    let workspace = Workspace::new();
    workspace.write("a.txt", "a");
    workspace.write("b.txt", "b");
    let (a, b) = (workspace.path("a.txt"), workspace.path("b.txt"));

    let refused = move_to(&workspace.jail, &a, &b);
    assert!(matches!(refused, Err(FileError::Exists(path)) if path == Path::new("b.txt")));
    let done = move_to(&workspace.jail, &a, &workspace.path("new/c.txt")).unwrap();
    assert_eq!(workspace.read("new/c.txt"), "a");
    assert_eq!(workspace.undo(&done), a);
    assert_eq!(
        (workspace.read("a.txt"), workspace.read("b.txt")),
        ("a".into(), "b".into())
    );
    assert!(!workspace.disk("new").exists());
}

#[test]
fn a_folder_does_not_go_into_itself() {
    let workspace = Workspace::new();
    workspace.write("src/inner/a", "");
    let (src, inner) = (workspace.path("src"), workspace.path("src/inner"));

    let moved = move_to(&workspace.jail, &src, &workspace.path("src/inner/src"));
    let copied = copy_into(&workspace.jail, &src, &inner);

    assert!(matches!(moved, Err(FileError::IntoItself(_))), "{moved:?}");
    assert!(
        matches!(copied, Err(FileError::IntoItself(_))),
        "{copied:?}"
    );
}

#[test]
fn a_copy_takes_everything_along_and_finds_a_free_name() {
    let workspace = Workspace::new();
    workspace.write("src/inner/run.sh", "#!/bin/sh");
    let mode = fs::Permissions::from_mode(0o755);
    fs::set_permissions(workspace.disk("src/inner/run.sh"), mode).unwrap();
    symlink("nowhere", workspace.disk("src/link")).unwrap();
    workspace.write("a.tar.gz", "a");
    let (root, src) = (workspace.path(""), workspace.path("src"));

    let done = copy_into(&workspace.jail, &src, &root).unwrap();
    let first = copy_into(&workspace.jail, &workspace.path("a.tar.gz"), &root).unwrap();
    let second = copy_into(&workspace.jail, &workspace.path("a.tar.gz"), &root).unwrap();

    assert_eq!(done.path, workspace.path("src copy"));
    let copied = fs::metadata(workspace.disk("src copy/inner/run.sh")).unwrap();
    assert_eq!(copied.permissions().mode() & 0o777, 0o755);
    let link = fs::read_link(workspace.disk("src copy/link")).unwrap();
    assert_eq!(link, Path::new("nowhere"));
    assert_eq!(first.path, workspace.path("a.tar copy.gz"));
    assert_eq!(second.path, workspace.path("a.tar copy 2.gz"));
    workspace.undo(&done);
    assert!(!workspace.disk("src copy").exists());
}

#[test]
fn what_was_deleted_comes_back_but_not_over_something_else() {
    let workspace = Workspace::new();
    workspace.write("src/a", "a");
    let src = workspace.path("src");

    let done = delete(&workspace.jail, &src, &workspace.trash).unwrap();
    assert!(!workspace.disk("src").exists());
    workspace.write("src", "in the way");
    let refused = done.undo.perform(&workspace.jail, &workspace.trash);
    assert!(matches!(refused, Err(FileError::Exists(_))), "{refused:?}");
    fs::remove_file(workspace.disk("src")).unwrap();

    workspace.undo(&done);
    assert_eq!(workspace.read("src/a"), "a");
    let left = fs::read_dir(workspace.around.path().join("trash")).unwrap();
    assert_eq!(left.count(), 0, "the trash keeps what came back");
}

#[test]
fn our_own_trash_forgets_what_is_old_and_nothing_else() {
    let workspace = Workspace::new();
    workspace.write("a", "a");
    let done = delete(&workspace.jail, &workspace.path("a"), &workspace.trash).unwrap();
    let theirs = workspace.around.path().join("trash/theirs");
    fs::create_dir(&theirs).unwrap();
    let hour = Duration::from_hours(1);

    workspace
        .trash
        .forget_before(SystemTime::now() - hour)
        .unwrap();
    workspace.undo(&done);
    let done = delete(&workspace.jail, &workspace.path("a"), &workspace.trash).unwrap();
    workspace
        .trash
        .forget_before(SystemTime::now() + hour)
        .unwrap();

    assert!(
        done.undo
            .perform(&workspace.jail, &workspace.trash)
            .is_err()
    );
    assert!(theirs.is_dir());
}

#[test]
fn a_link_is_deleted_and_moved_as_a_link() {
    let workspace = Workspace::new();
    symlink(
        workspace.around.path().join("outside"),
        workspace.disk("out"),
    )
    .unwrap();
    let out = workspace.path("out");

    let done = delete(&workspace.jail, &out, &workspace.trash).unwrap();
    assert!(workspace.around.path().join("outside").is_dir());
    workspace.undo(&done);

    move_to(&workspace.jail, &out, &workspace.path("moved")).unwrap();
    assert!(fs::read_link(workspace.disk("moved")).is_ok());
}

#[test]
fn no_change_goes_through_a_link_that_leaves_the_workspace() {
    let workspace = Workspace::new();
    let outside = workspace.around.path().join("outside");
    fs::write(outside.join("theirs"), "").unwrap();
    symlink(&outside, workspace.disk("out")).unwrap();
    symlink("../later", workspace.disk("dangling")).unwrap();
    workspace.write("mine", "");
    workspace.write("real/a", "");
    symlink("real", workspace.disk("inside")).unwrap();
    let (jail, trash) = (&workspace.jail, &workspace.trash);
    let mine = workspace.path("mine");

    for place in ["out/new", "out/deep/new", "dangling/new"] {
        let place = workspace.path(place);
        assert!(create_file(jail, &place).is_err());
        assert!(create_folder(jail, &place).is_err());
        assert!(move_to(jail, &mine, &place).is_err());
    }
    assert!(copy_into(jail, &mine, &workspace.path("out")).is_err());
    assert!(copy_into(jail, &workspace.path("out/theirs"), &workspace.path("")).is_err());
    assert!(delete(jail, &workspace.path("out/theirs"), trash).is_err());
    assert!(delete(jail, &workspace.path(""), trash).is_err());
    create_file(jail, &workspace.path("inside/b")).unwrap();

    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
    assert!(!workspace.around.path().join("later").exists());
    assert!(workspace.disk("real/b").exists() && workspace.disk("mine").exists());
}

#[test]
fn names_that_no_file_can_have_are_refused() {
    let root = JailedPath::default();
    let long = "x".repeat(256);
    for name in [
        "", " ", ".", "..", "a/../b", "../a", "/a", "a//b", "a\0b", &long,
    ] {
        assert!(root.join(name).is_err(), "{name:?}");
    }
    assert_eq!(root.join("a/b/").unwrap().as_path(), Path::new("a/b"));
    assert!(check_name("ordinary name.txt").is_ok());
}

#[test]
fn absolute_paths_are_taken_when_they_lie_inside() {
    let workspace = Workspace::new();

    let inside = workspace.jail.path(&workspace.disk("a/./b")).unwrap();
    let outside = workspace.jail.path(Path::new("/etc/passwd"));
    let beside = workspace
        .jail
        .path(&workspace.around.path().join("rootless"));

    assert_eq!(inside.as_path(), Path::new("a/b"));
    assert!(outside.is_err() && beside.is_err());
}

/// Ways through a workspace with links of every kind, absolute or not.
fn ways() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just(".."),
        Just("."),
        Just(""),
        Just("a"),
        Just("new"),
        Just("out"),
        Just("up"),
        Just("round"),
        Just("dangling"),
    ];
    (prop::bool::ANY, prop::collection::vec(part, 0..6)).prop_map(|(absolute, parts)| {
        let path = parts.join("/");
        if absolute { format!("/{path}") } else { path }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_way_leads_out(way in ways(), other in ways()) {
        let workspace = Workspace::new();
        let outside = workspace.around.path().join("outside");
        fs::write(outside.join("a"), "theirs").unwrap();
        workspace.write("a/a", "mine");
        symlink(&outside, workspace.disk("out")).unwrap();
        symlink("..", workspace.disk("up")).unwrap();
        symlink("a", workspace.disk("round")).unwrap();
        symlink("../outside/new", workspace.disk("dangling")).unwrap();
        let jail = &workspace.jail;

        for way in [way.clone(), format!("{}{way}", jail.root().display())] {
            let paths = (jail.path(Path::new(&way)), jail.path(Path::new(&other)));
            let (Ok(from), other) = paths else { continue };
            if let Ok(place) = jail.for_writing(&from) {
                let above = fs::canonicalize(place.parent().unwrap());
                prop_assert!(above.is_err() || above.unwrap().starts_with(jail.root()));
            }
            create_file(jail, &from).ok();
            create_folder(jail, &from).ok();
            if let Ok(to) = other {
                copy_into(jail, &from, &to).ok();
                move_to(jail, &from, &to).ok();
            }
            delete(jail, &from, &workspace.trash).ok();
        }

        prop_assert_eq!(fs::read_to_string(outside.join("a")).unwrap(), "theirs");
        prop_assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
        let around: Vec<_> = fs::read_dir(workspace.around.path()).unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !["root", "outside", "trash"].contains(&name.as_str()))
            .collect();
        prop_assert!(around.is_empty(), "{around:?}");
    }
}
