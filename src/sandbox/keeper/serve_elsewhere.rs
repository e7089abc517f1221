//! Keepers where there is neither Landlock nor seccomp: a process group and its end.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitCode, Stdio};

use rustix::process::{Pid, Signal, kill_process_group, setsid};

use crate::sandbox::order::{Order, Report};
use crate::sandbox::rung::Rung;

/// The hidden word that makes our binary a keeper.
pub(in super::super) const WORD: &str = "__keep";

/// Serves as a keeper where the command line says so.
pub fn answer(args: &[OsString]) -> Option<ExitCode> {
    let [_, word] = args else { return None };
    if word.as_os_str() != OsStr::new(WORD) {
        return None;
    }
    let report = match read() {
        Ok(order) => keep(&order),
        Err(error) => Report::refused(format!("the order cannot be read: {error}")),
    };
    serde_json::to_writer(io::stderr().lock(), &report).ok();
    Some(ExitCode::SUCCESS)
}

fn read() -> io::Result<Order> {
    let mut input = io::stdin().lock();
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let mut order = Vec::new();
    (&mut input)
        .take(u64::from_le_bytes(length))
        .read_to_end(&mut order)?;
    Ok(serde_json::from_slice(&order)?)
}

fn keep(order: &Order) -> Report {
    if order.rung != Rung::None {
        return Report::refused("there is no sandbox on this system");
    }
    setsid().ok();
    match run(order) {
        Ok(report) => report,
        Err(error) => Report::refused(error.to_string()),
    }
}

fn run(order: &Order) -> io::Result<Report> {
    let [program, args @ ..] = order.words.as_slice() else {
        return Ok(Report::refused("there is no command"));
    };
    let mut child = Command::new(program)
        .args(args)
        .current_dir(&order.folder)
        .env_clear()
        .envs(order.env.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stderr(io::stdout().as_fd().try_clone_to_owned()?)
        .spawn()?;
    // The end of standard input ends the whole group, this process with it.
    std::thread::spawn(|| {
        io::stdin().read_to_end(&mut Vec::new()).ok();
        kill_process_group(rustix::process::getpgrp(), Signal::KILL).ok();
    });
    let status = child.wait()?;
    if let Some(group) = Pid::from_raw(child.id().cast_signed()) {
        kill_process_group(group, Signal::KILL).ok();
    }
    Ok(Report {
        code: status.code(),
        signal: status.signal(),
        ..Report::default()
    })
}
