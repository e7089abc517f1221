//! Attempts to change what may not be changed.

use std::fs;

use super::stage::{Stage, on_every_stage, users};
use vibecober::sandbox::{Access, Rung};

#[test]
fn the_best_rung_holds_here() {
    for user in users() {
        let stage = Stage::new(user);
        assert_eq!(stage.ladder.rung(), Rung::Bubblewrap, "{:?}", stage.ladder);
    }
}

#[test]
fn nothing_outside_the_workspace_can_be_written() {
    on_every_stage(|stage, rung| {
        let (_, output) = stage.run(
            rung,
            "echo x >$OUT/file; echo x >>$OUT/file; echo x >$OUT/new; mkdir $OUT/new; rm -f $OUT/file
             mv $OUT/file $OUT/new; ln -s x $OUT/new; truncate -s 0 $OUT/file; cp notes $OUT/new
             echo x >../sibling/lib.rs; echo x >../../.bashrc; dd if=/dev/null of=$OUT/file
             touch /usr/new /etc/new /new; echo x >/etc/hostname; echo done",
        );
        assert!(output.ends_with("done\n"), "{output}");
        stage.is_intact();
        assert!(!stage.home.join(".bashrc").exists());
        for path in ["/usr/new", "/etc/new", "/new"] {
            assert!(!fs::exists(path).unwrap());
        }
    });
}

#[test]
fn the_workspace_can_be_written() {
    on_every_stage(|stage, rung| {
        let (ended, _) = stage.run(
            rung,
            "set -e; echo 'pub fn b() {}' >>src/lib.rs; mkdir -p src/deep/er; echo x >src/deep/er/file
             mv src/deep/er/file src/deep/moved; ln src/deep/moved src/deep/hard; rm -r src/deep; echo y >notes",
        );
        assert_eq!(ended.code, Some(0));
        assert_eq!(
            fs::read_to_string(stage.workspace.join("notes")).unwrap(),
            "y\n"
        );
        stage.is_intact();
    });
}

#[test]
fn a_file_at_the_top_of_the_workspace_can_be_made_with_namespaces() {
    for user in users() {
        let stage = Stage::new(user);
        let (ended, _) = stage.run(Rung::Bubblewrap, "echo x >new && mkdir target");
        assert_eq!(ended.code, Some(0));
        assert!(stage.workspace.join("target").is_dir());
    }
}

#[test]
fn protected_paths_stay_also_those_that_do_not_exist() {
    on_every_stage(|stage, rung| {
        stage.run(
            rung,
            "echo x >.git/config; echo x >.git/hooks/pre-commit; echo x >.git/hooks/post-merge
             rm -rf .git; mv .git elsewhere; git config core.fsmonitor /bin/true; chmod 777 .git/hooks
             echo x >.envrc; mkdir .envrc; mkdir -p .vscode; echo x >.vscode/tasks.json
             mkdir .vscode/tasks.json; rm -rf .envrc .vscode; ln -s /etc .envrc
             cp notes .github/workflows/new.yml; echo x >.github/workflows/ci.yml",
        );
        stage.is_intact();
        assert!(!stage.workspace.join(".git/hooks/post-merge").exists());
        assert!(!stage.workspace.join(".github/workflows/new.yml").exists());
    });
}

#[test]
fn what_leads_to_a_protected_path_cannot_be_moved_away() {
    on_every_stage(|stage, rung| {
        stage.run(
            rung,
            "mv .github away; mkdir -p .github/workflows; echo x >.github/workflows/ci.yml
             rm -rf .github; mv $WS $WS.away; mv ../project ../other; rmdir .github
             mv .vscode away2; mkdir -p .vscode; echo x >.vscode/tasks.json; true",
        );
        stage.is_intact();
    });
}

#[test]
fn links_lead_nowhere() {
    on_every_stage(|stage, rung| {
        stage.run(
            rung,
            "cd src; ln -s $OUT/file soft; echo x >soft; ln $OUT/file hard; echo x >hard
             ln ../.git/config config; echo x >config; ln -s ../.git g; echo x >g/config
             ln -s $OUT out; echo x >out/new; rm -f soft hard config g out
             mv ../.git/config mine; ln ../.github/workflows/ci.yml ci; echo x >ci; rm -f ci mine",
        );
        stage.is_intact();
    });
}

#[test]
fn a_link_in_the_way_of_protection_is_no_way_around_it() {
    for user in users() {
        let stage = Stage::new(user);
        // An earlier command may have planted it.
        let planted = stage.workspace.join(".vscode");
        std::os::unix::fs::symlink(&stage.outside, &planted).unwrap();
        let (ended, _) = stage.run(
            Rung::Bubblewrap,
            "rm .vscode; mkdir .vscode; echo x >.vscode/tasks.json; echo x >src/made",
        );
        assert_eq!(ended.code, Some(0));
        assert!(planted.is_symlink());
        assert_eq!(ended.notes.len(), 1, "{:?}", ended.notes);
        fs::remove_file(planted).unwrap();
        stage.is_intact();
    }
}

#[test]
fn read_only_is_read_only() {
    on_every_stage(|stage, rung| {
        let mut profile = stage.profile(rung);
        profile.access = Access::ReadOnly;
        let command = "cat src/lib.rs && ! echo x >notes && ! touch src/new && ! rm src/lib.rs";
        let (ended, _) = stage.try_run(&profile, stage.spawn(command)).unwrap();
        assert_eq!(ended.code, Some(0));
        stage.is_intact();
    });
}
