//! Commands that take all they can get.

use vibecober::sandbox::Rung;

use super::stage::{Stage, on_every_stage, users};

#[test]
fn a_fork_bomb_is_bounded() {
    for user in users() {
        let stage = Stage::new(user);
        for rung in Rung::ALL {
            eprintln!("as {user:?} on {rung}");
            let mut profile = stage.profile(rung);
            profile.limits.processes = Some(100);
            // It doubles like a real one, but were it not held it would end at 1,023 processes.
            let bomb =
                "f() { [ $1 -eq 0 ] || { f $(($1 - 1)) & f $(($1 - 1)) & }; sleep 30; }; f 9";
            let (ended, _) = stage.try_run(&profile, stage.spawn(bomb)).unwrap();
            assert_eq!(ended.exceeded.as_deref(), Some("more than 100 processes"));
            assert!(
                ended.took < std::time::Duration::from_secs(25),
                "it ended by itself"
            );
        }
    }
}

#[test]
fn memory_is_bounded_for_one_process_and_for_all_together() {
    on_every_stage(|stage, rung| {
        let mut profile = stage.profile(rung);
        profile.limits.memory = Some(256 << 20);
        let one = "perl -e '$x = \"x\" x (1 << 30); print \"BAD\\n\"'; echo end";
        let (ended, output) = stage.try_run(&profile, stage.spawn(one)).unwrap();
        assert!(!output.contains("BAD"), "{ended:?}");
        let many = "for i in 1 2 3 4; do perl -e '$x = \"x\" x (50 << 20); sleep 60' & done; wait";
        let (ended, _) = stage.try_run(&profile, stage.spawn(many)).unwrap();
        assert_eq!(
            ended.exceeded.as_deref(),
            Some("more than 256 MiB of memory")
        );
    });
}

#[test]
fn files_are_bounded() {
    on_every_stage(|stage, rung| {
        let mut profile = stage.profile(rung);
        profile.limits.file = Some(1 << 20);
        let command = "head -c 9000000 /dev/zero >src/big; stat -c %s src/big; rm src/big";
        let (_, output) = stage.try_run(&profile, stage.spawn(command)).unwrap();
        assert!(output.contains("1048576\n"), "{output}");
    });
}

#[test]
fn temporary_files_are_bounded_with_namespaces() {
    for user in users() {
        let stage = Stage::new(user);
        let mut profile = stage.profile(Rung::Bubblewrap);
        profile.limits.scratch = Some(1 << 20);
        let command =
            "for d in /tmp /var/tmp /dev/shm ~; do head -c 9000000 /dev/zero >$d/big; done
            stat -c %s /tmp/big /var/tmp/big /dev/shm/big ~/big";
        let (_, output) = stage.try_run(&profile, stage.spawn(command)).unwrap();
        assert_eq!(output.matches("1048576\n").count(), 4, "{output}");
    }
}

#[test]
fn processor_time_is_bounded() {
    on_every_stage(|stage, rung| {
        let mut profile = stage.profile(rung);
        profile.limits.cpu_seconds = Some(1);
        let command = "perl -e 'while (1) {}'; echo ended";
        let (_, output) = stage.try_run(&profile, stage.spawn(command)).unwrap();
        assert!(output.contains("ended"));
    });
}
