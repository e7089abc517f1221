//! What commands make under names that others trust, and what is there under such names.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use vibecober::sandbox::{Profile, Rung, run};

use super::stage::{INTACT, Stage, block_on, on_every_stage, users, write};

/// Names that are kept back, as an agent has them.
fn profile(stage: &Stage, rung: Rung) -> Profile {
    let mut profile = stage.profile(rung);
    profile.protected = vec![stage.workspace.join(".git"), stage.workspace.join(".envrc")];
    let names = [".envrc", ".idea", "jenkinsfile", ".github/workflows"];
    profile.kept_back = names.map(String::from).into();
    profile
}

#[test]
fn what_is_there_stays_however_its_name_is_written() {
    on_every_stage(|stage, rung| {
        for name in ["Jenkinsfile", ".github/workflows/ci.yml"] {
            write(&stage.workspace.join(name), INTACT);
        }
        stage.own_again();
        let command = "for f in Jenkinsfile .github/workflows/ci.yml; do
                echo evil >$f; rm -f $f; mv $f x; done; mv .github y; true";
        stage
            .try_run(&profile(stage, rung), stage.spawn(command))
            .unwrap();
        for name in ["Jenkinsfile", ".github/workflows/ci.yml"] {
            let text = fs::read_to_string(stage.workspace.join(name)).unwrap();
            assert_eq!(text, INTACT, "{name}");
        }
    });
}

#[test]
fn a_folder_without_rights_keeps_nothing_in_its_place() {
    // With Landlock nothing can be made at the top at all.
    for stage in users().into_iter().map(Stage::new) {
        let workspace = &stage.workspace;
        let command = "mkdir .idea .gitHub; echo x >.idea/x; mkdir .gitHub/workflows
            chmod 0 .gitHub; chmod 0555 .";
        let profile = profile(&stage, Rung::Bubblewrap);
        let (ended, _) = stage.try_run(&profile, stage.spawn(command)).unwrap();
        assert_eq!(ended.notes.len(), 2, "{:?}", ended.notes);
        for folder in [workspace.clone(), workspace.join(".gitHub")] {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
        }
        assert!(workspace.join(".idea.kept-back/x").exists());
        assert!(!workspace.join(".idea").exists());
        assert!(!workspace.join(".gitHub/workflows").exists());
    }
}

#[test]
fn commands_in_the_same_folder_leave_the_places_of_each_other_alone() {
    let stage = Stage::new(users()[0]);
    let profile = profile(&stage, Rung::Bubblewrap);
    let until = |file: &str| format!("echo a; while [ ! -e {file} ]; do sleep 0.02; done");
    let told = block_on(async {
        let (first_output, mut first_begins) = mpsc::channel(4);
        let (second_output, mut second_begins) = mpsc::channel(4);
        let (_stop, stopped) = watch::channel(false);
        let command = |file, output| {
            let spawn = stage.spawn(&until(file));
            run(&stage.ladder, &profile, spawn, output, stopped.clone())
        };
        let first = async {
            let ended = command("first", first_output).await.unwrap();
            let held = stage.workspace.join(".envrc").is_dir();
            write(&stage.workspace.join("second"), "");
            (ended.notes, held)
        };
        let second = async {
            first_begins.recv().await;
            let ending = async {
                second_begins.recv().await;
                write(&stage.workspace.join("first"), "");
            };
            tokio::join!(command("second", second_output), ending).0
        };
        let ((notes, held), second) = tokio::join!(first, second);
        assert!(held, "the second still needs it");
        [notes, second.unwrap().notes].concat()
    });
    assert_eq!(told, Vec::<String>::new());
    let names = fs::read_dir(&stage.workspace).unwrap().flatten();
    let mut names = names.map(|entry| entry.file_name().into_string().unwrap());
    assert!(names.all(|name| !name.starts_with(".envrc")));
}

#[test]
fn what_a_command_made_is_renamed_also_when_nobody_waits_for_it() {
    let stage = Stage::new(users()[0]);
    let profile = profile(&stage, Rung::Bubblewrap);
    block_on(async {
        let (output, mut begins) = mpsc::channel(4);
        let (_stop, stopped) = watch::channel(false);
        let spawn = stage.spawn("mkdir .idea; echo a; sleep 60");
        let running = run(&stage.ladder, &profile, spawn, output, stopped);
        tokio::select! {
            _ = running => panic!("it ended by itself"),
            _ = begins.recv() => {}
        }
    });
    while !stage.workspace.join(".idea.kept-back").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(!stage.workspace.join(".idea").exists());
}
