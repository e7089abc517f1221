//! What daily work needs from a sandbox, and what it says when it is in the way.

use std::fs;

use vibecober::sandbox::Rung;

use super::stage::{Stage, on_every_stage, users};

#[test]
fn what_looks_like_a_refusal_is_told() {
    on_every_stage(|stage, rung| {
        let (ended, _) = stage.run(rung, "echo x >$OUT/file");
        let hint = ended.denied_hint.unwrap();
        assert!(hint.contains("file"), "{hint}");
        let (ended, _) = stage.run(
            rung,
            "getent hosts example.org || { echo 'Could not resolve host: example.org'; exit 6; }",
        );
        let hint = ended.denied_hint.unwrap();
        assert!(hint.contains("no network"), "{hint}");
        let (ended, _) = stage.run(rung, "echo 'assertion failed'; exit 1");
        assert_eq!(ended.denied_hint, None);
    });
}

#[test]
fn without_a_sandbox_nothing_is_blamed_on_it() {
    let stage = Stage::new(users()[0]);
    let (ended, _) = stage.run(Rung::None, "echo 'Permission denied'; exit 1");
    assert_eq!(ended.denied_hint, None);
}

#[test]
fn git_works_in_a_repository_that_it_cannot_change() {
    on_every_stage(|stage, rung| {
        fs::remove_dir_all(stage.workspace.join(".git")).unwrap();
        let (ended, _) = stage.run(
            Rung::None,
            "git init -q . && git add . && git -c user.email=a@b -c user.name=a commit -qm one",
        );
        assert_eq!(ended.code, Some(0));
        let (ended, output) = stage.run(
            rung,
            "echo '// x' >>src/lib.rs; git status --short && git diff --stat && git log --oneline && ! git commit -qam two",
        );
        assert_eq!(ended.code, Some(0), "{output}");
        assert!(
            output.contains("M src/lib.rs") && output.contains("one"),
            "{output}"
        );
        let mut restored = vec![".git/config", ".git/hooks/pre-commit"];
        for name in restored.drain(..) {
            fs::create_dir_all(stage.workspace.join(".git/hooks")).unwrap();
            fs::write(stage.workspace.join(name), super::stage::INTACT).unwrap();
        }
    });
}

#[test]
fn caches_and_temporary_files_have_a_place() {
    on_every_stage(|stage, rung| {
        let command = "t=$(mktemp) && echo x >$t && cat $t && mkdir -p ${XDG_CACHE_HOME:-~/.cache}/x && echo fine";
        let (ended, output) = stage.run(rung, command);
        assert_eq!(ended.code, Some(0));
        assert!(output.ends_with("fine\n"));
    });
}

#[test]
fn temporary_files_are_gone_afterwards() {
    on_every_stage(|stage, rung| {
        let (_, output) = stage.run(rung, "echo $TMPDIR; echo x >$TMPDIR/left");
        let folder = output.trim();
        assert!(!std::path::Path::new(folder).join("left").exists());
    });
}

#[test]
fn two_commands_at_once_keep_each_other_s_places() {
    for user in users() {
        let stage = Stage::new(user);
        let attempt = "sleep 0.$((RANDOM % 3)); mkdir .envrc; echo x >.envrc/f; rm -rf .envrc; echo x >.envrc; true";
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| stage.run(Rung::Bubblewrap, attempt));
            }
        });
        stage.is_intact();
    }
}

#[test]
fn what_a_crash_left_in_the_workspace_is_cleared_away() {
    use std::os::unix::fs::PermissionsExt;

    let stage = Stage::new(users()[0]);
    let left = stage.workspace.join(".envrc");
    fs::create_dir(&left).unwrap();
    fs::set_permissions(&left, fs::Permissions::from_mode(0o1555)).unwrap();
    stage.run(Rung::Bubblewrap, "true");
    stage.is_intact();
}
