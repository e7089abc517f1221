//! Running a command on each rung of the ladder, with everything around it.

use std::path::Path;
use std::time::Duration;

use divan::Bencher;
use tokio::sync::{mpsc, watch};
use vibecober::sandbox::{Ladder, Profile, Rung, Spawn, run, scrub};

/// Targets for what comes on top of the shell alone: 2 ms on no rung, 15 ms on the others.
#[divan::bench(args = Rung::ALL, sample_count = 100, sample_size = 1)]
fn launch(bencher: Bencher, rung: Rung) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    let ladder = Ladder::probe_by(Path::new(env!("CARGO_BIN_EXE_vibecober")));
    let profile = Profile::new(rung, folder.path());
    let env = scrub(std::env::vars_os());
    bencher.bench_local(|| {
        let spawn = Spawn {
            shell: ":".to_owned(),
            cwd: folder.path().to_owned(),
            env: env.clone(),
            timeout: Duration::from_secs(10),
            keep: 0,
        };
        let (output, _pieces) = mpsc::channel(1);
        let (_stop, stopped) = watch::channel(false);
        let ended = runtime.block_on(run(&ladder, &profile, spawn, output, stopped));
        assert_eq!(ended.unwrap().code, Some(0));
    });
}

/// The shell alone.
#[divan::bench(sample_count = 100, sample_size = 1)]
fn shell_alone() {
    std::process::Command::new("/bin/bash")
        .args(["-c", ":"])
        .output()
        .unwrap();
}
