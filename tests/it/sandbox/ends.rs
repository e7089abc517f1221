//! The end of a command, its own or ours: nothing of it is left.

use std::fs;
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::sync::{mpsc, watch};
use vibecober::sandbox::{Rung, run};

use super::stage::{Stage, block_on, users};

/// Processes that leave their parent, their session and their streams, and that ignore signals.
const WANDERERS: &str = "trap '' TERM HUP INT
    (trap '' TERM HUP; setsid sh -c 'trap \"\" TERM; sleep MARK & sleep MARK & wait' >/dev/null 2>&1 </dev/null &)
    (setsid env -i /bin/sleep MARK >/dev/null 2>&1 <&- &) &
    perl -e 'use POSIX; for (1 .. 3) { exit if fork; POSIX::setsid() } POSIX::close($_) for 0 .. 9; exec \"sleep\", \"MARK\"'
    sleep MARK & ";

/// How long to wait for what ends at once but not before we are told.
const SOON: Duration = Duration::from_secs(10);

/// A number of seconds that no other test sleeps.
fn mark(user: usize, rung: Rung, case: u32) -> String {
    format!("{}{case}{user}{}", std::process::id(), rung as u8)
}

fn alive(mark: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Ok(words) = fs::read(entry.path().join("cmdline")) else {
            continue;
        };
        let words = String::from_utf8_lossy(&words).into_owned();
        if words.starts_with("sleep") | words.starts_with("/bin/sleep") && words.contains(mark) {
            found.push(words);
        }
    }
    found
}

fn wait_for(mark: &str, how_many: impl Fn(usize) -> bool) {
    let until = Instant::now() + SOON;
    while !how_many(alive(mark).len()) {
        assert!(Instant::now() < until, "{:?}", alive(mark));
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn on_every_rung(case: u32, attempt: impl Fn(&Stage, Rung, &str)) {
    for (at, user) in users().into_iter().enumerate() {
        let stage = Stage::new(user);
        for rung in Rung::ALL {
            eprintln!("as {user:?} on {rung}");
            attempt(&stage, rung, &mark(at, rung, case));
        }
    }
}

#[test]
fn nothing_is_left_of_a_command_that_ends() {
    on_every_rung(1, |stage, rung, mark| {
        let command = WANDERERS.replace("MARK", mark) + "sleep 0.3; exit 7";
        let (ended, _) = stage.run(rung, &command);
        assert_eq!(ended.code, Some(7));
        assert!(!ended.timed_out && !ended.stopped);
        assert_eq!(alive(mark), Vec::<String>::new());
    });
}

#[test]
fn nothing_is_left_when_the_time_is_over() {
    on_every_rung(2, |stage, rung, mark| {
        let mut spawn = stage.spawn(&(WANDERERS.replace("MARK", mark) + "wait; wait"));
        spawn.timeout = Duration::from_millis(700);
        let (ended, _) = stage.try_run(&stage.profile(rung), spawn).unwrap();
        assert!(ended.timed_out);
        assert_eq!((ended.code, ended.signal), (None, Some(9)));
        assert_eq!(alive(mark), Vec::<String>::new());
    });
}

#[test]
fn nothing_is_left_when_it_is_stopped() {
    on_every_rung(3, |stage, rung, mark| {
        let spawn = stage.spawn(&(WANDERERS.replace("MARK", mark) + "wait; wait"));
        let (output, _pieces) = mpsc::channel::<Bytes>(1);
        let (stop, stopped) = watch::channel(false);
        let ended = block_on(async {
            let profile = stage.profile(rung);
            let running = run(&stage.ladder, &profile, spawn, output, stopped);
            let stopping = tokio::task::spawn_blocking({
                let mark = mark.to_owned();
                move || {
                    wait_for(&mark, |count| count == 5);
                    stop.send(true).unwrap();
                    stop
                }
            });
            let (ended, _stop) = tokio::join!(running, stopping);
            ended.unwrap()
        });
        assert!(ended.stopped && !ended.timed_out);
        assert_eq!(alive(mark), Vec::<String>::new());
    });
}

#[test]
fn nothing_is_left_when_the_future_is_dropped() {
    on_every_rung(4, |stage, rung, mark| {
        let spawn = stage.spawn(&(WANDERERS.replace("MARK", mark) + "wait; wait"));
        let (output, _pieces) = mpsc::channel::<Bytes>(1);
        let (_stop, stopped) = watch::channel(false);
        block_on(async {
            let profile = stage.profile(rung);
            tokio::select! {
                ended = run(&stage.ladder, &profile, spawn, output, stopped) => panic!("{ended:?}"),
                () = async {
                    while alive(mark).len() < 5 {
                        tokio::time::sleep(Duration::from_millis(5)).await;
                    }
                } => {}
            }
        });
        wait_for(mark, |count| count == 0);
        let until = Instant::now() + SOON;
        while stage.workspace.join(".envrc").exists() {
            assert!(Instant::now() < until, "it was not cleared away");
        }
        stage.is_intact();
    });
}

#[test]
fn a_signal_is_told() {
    on_every_rung(5, |stage, rung, _| {
        let (ended, _) = stage.run(rung, "kill -SEGV $$");
        match rung {
            // Its init reports as a shell does.
            Rung::Bubblewrap => assert_eq!(ended.code, Some(128 + libc::SIGSEGV)),
            Rung::Landlock | Rung::None => assert_eq!(ended.signal, Some(libc::SIGSEGV)),
        }
    });
}

#[test]
fn both_streams_come_in_their_order() {
    on_every_rung(6, |stage, rung, _| {
        let (_, output) = stage.run(rung, "for i in 1 2 3; do echo out$i; echo err$i >&2; done");
        assert_eq!(output, "out1\nerr1\nout2\nerr2\nout3\nerr3\n");
    });
}

#[test]
fn a_flood_waits_for_its_reader_and_can_be_stopped() {
    on_every_rung(7, |stage, rung, _| {
        let spawn = stage.spawn("yes; echo never");
        let (output, mut pieces) = mpsc::channel::<Bytes>(2);
        let (stop, stopped) = watch::channel(false);
        let (ended, read) = block_on(async {
            let profile = stage.profile(rung);
            let running = run(&stage.ladder, &profile, spawn, output, stopped);
            let reading = async {
                let mut read = 0;
                while read < 1 << 20 {
                    read += pieces.recv().await.unwrap().len();
                }
                // Nobody reads any more, and it must end nevertheless.
                tokio::time::sleep(Duration::from_millis(50)).await;
                stop.send(true).unwrap();
                read
            };
            tokio::join!(running, reading)
        });
        assert!(ended.unwrap().stopped);
        assert!(read < 2 << 20);
    });
}

#[test]
fn output_that_nobody_wants_is_no_reason_to_stop() {
    on_every_rung(8, |stage, rung, _| {
        let mut spawn = stage.spawn("head -c 3000000 /dev/zero | tr '\\0' x; echo; echo end");
        spawn.keep = 5;
        let (output, pieces) = mpsc::channel::<Bytes>(1);
        drop(pieces);
        let (_stop, stopped) = watch::channel(false);
        let profile = stage.profile(rung);
        let ended = block_on(run(&stage.ladder, &profile, spawn, output, stopped)).unwrap();
        assert_eq!(ended.code, Some(0));
        assert_eq!(ended.tail, b"\nend\n");
    });
}
