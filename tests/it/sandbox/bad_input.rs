//! Workspaces and commands that are not what one expects.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;

use vibecober::sandbox::{Profile, Rung, SandboxError};

use super::stage::{Stage, User, on_every_stage, users};

fn at(stage: &Stage, rung: Rung, workspace: &Path, command: &str) -> Result<i32, SandboxError> {
    let mut profile = stage.profile(rung);
    workspace.clone_into(&mut profile.workspace);
    profile.protected = vec![workspace.join(".git")];
    let mut spawn = stage.spawn(command);
    workspace.clone_into(&mut spawn.cwd);
    stage
        .try_run(&profile, spawn)
        .map(|(ended, _)| ended.code.unwrap())
}

#[test]
fn a_workspace_that_is_too_wide_is_refused() {
    on_every_stage(|stage, rung| {
        for wide in ["/", "/home", "/etc", "/usr", "/tmp", "/var"] {
            let error = at(stage, rung, Path::new(wide), "true").unwrap_err();
            assert!(matches!(error, SandboxError::TooWide { .. }), "{error}");
        }
        let above = stage.folder();
        let error = at(stage, rung, above, "true").unwrap_err();
        assert!(error.to_string().contains("whole homes"), "{error}");
    });
}

#[test]
fn a_workspace_that_is_no_folder_or_gone_is_refused() {
    on_every_stage(|stage, rung| {
        let file = stage.outside.join("file");
        let error = at(stage, rung, &file, "true").unwrap_err();
        assert!(error.to_string().contains("not a folder"), "{error}");
        let gone = stage.folder().join("gone");
        let error = at(stage, rung, &gone, "true").unwrap_err();
        assert!(error.to_string().contains("cannot be used"), "{error}");
        let mut spawn = stage.spawn("true");
        spawn.cwd = gone;
        let error = stage.try_run(&stage.profile(rung), spawn).unwrap_err();
        assert!(matches!(error, SandboxError::Folder { .. }), "{error}");
    });
}

#[test]
fn names_may_hold_any_bytes() {
    on_every_stage(|stage, rung| {
        for name in [
            &b"new\nline"[..],
            b"\xff\xfe",
            b"--bind",
            b"sp ace'\"$(x)",
            "\u{202e}ab".as_bytes(),
        ] {
            let workspace = stage.outside.with_file_name(OsStr::from_bytes(name));
            fs::create_dir_all(workspace.join("src")).unwrap();
            if stage.user == User::Nobody {
                for path in [&workspace, &workspace.join("src")] {
                    chown(path, Some(65534), Some(65534)).unwrap();
                }
            }
            let code = at(stage, rung, &workspace, "echo x >src/made && ! mkdir .git").unwrap();
            assert_eq!(code, 0);
            assert!(workspace.join("src/made").exists());
            fs::remove_dir_all(workspace).unwrap();
        }
    });
}

#[test]
fn a_workspace_of_somebody_else_can_be_read() {
    on_every_stage(|stage, rung| {
        if stage.user != User::Nobody {
            return;
        }
        let theirs = stage.folder().join("theirs");
        fs::create_dir_all(&theirs).unwrap();
        fs::write(theirs.join("file"), "text\n").unwrap();
        chown(&theirs, Some(0), Some(0)).unwrap();
        fs::set_permissions(&theirs, fs::Permissions::from_mode(0o755)).unwrap();
        let mut profile = Profile::new(rung, &theirs);
        profile.home = None;
        profile.protected.clear();
        let mut spawn = stage.spawn("cat file && ! touch new");
        spawn.cwd = theirs;
        let (ended, _) = stage.try_run(&profile, spawn).unwrap();
        assert_eq!(ended.code, Some(0));
    });
}

#[test]
fn a_rung_that_is_not_there_is_never_replaced() {
    for user in users() {
        let stage = Stage::new(user);
        let ladder = vibecober::sandbox::Ladder::probe_by(Path::new("/bin/true"));
        assert_eq!(ladder.rung(), Rung::None);
        let rungs: Vec<Rung> = ladder
            .missing()
            .iter()
            .map(|missing| missing.rung)
            .collect();
        assert_eq!(rungs, Rung::ALL);
        assert!(
            ladder
                .missing()
                .iter()
                .all(|missing| !missing.raise.is_empty())
        );
        let ended = super::stage::block_on(super::stage::collected(
            &ladder,
            &stage.profile(Rung::Bubblewrap),
            stage.spawn("echo ran >notes"),
        ));
        let error = ended.unwrap_err();
        assert!(matches!(error, SandboxError::Missing { .. }), "{error}");
        assert_eq!(
            fs::read_to_string(stage.workspace.join("notes")).unwrap(),
            ""
        );
    }
}

#[test]
fn a_command_that_is_too_long_is_refused() {
    on_every_stage(|stage, rung| {
        let command = format!(": {}", "x".repeat(200_000));
        let error = stage
            .try_run(&stage.profile(rung), stage.spawn(&command))
            .unwrap_err();
        assert!(matches!(error, SandboxError::Setup(_)), "{error}");
    });
}
