//! The life of a keeper: an order comes in, a command runs, a report goes out.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rustix::process::{Signal, getpid, set_child_subreaper, setsid};

use super::kept_back::Before;
use super::launch::launch;
use super::opened::Opened;
use super::watch::{Watched, watch};
use super::{bounds, tree};
use crate::sandbox::order::{Order, Report};
use crate::sandbox::rung::Access;

/// The hidden word that makes our binary a keeper.
pub(in super::super) const WORD: &str = "__keep";

/// The longest order that is read, in bytes.
const LONGEST_ORDER: u64 = 64 << 20;

/// Serves as a keeper where the command line says so; nothing else may have been done before.
///
/// The order comes on standard input, whose end also ends the command; its output goes to
/// standard output and the report to standard error.
pub fn answer(args: &[OsString]) -> Option<ExitCode> {
    let [_, word] = args else { return None };
    if word != WORD {
        return None;
    }
    // Whoever started us may have left something open: through a folder one could walk out.
    close_fds::set_fds_cloexec(3, &[]);
    let report = match read() {
        Ok(order) => guarded(order),
        Err(error) => Report::refused(format!("the order cannot be read: {error}")),
    };
    // In one piece, so that its reader wakes once; nobody may be left to read it.
    let written = serde_json::to_vec(&report)
        .map_err(io::Error::other)
        .and_then(|report| io::stderr().write_all(&report));
    Some(if written.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn read() -> io::Result<Order> {
    let mut input = io::stdin().lock();
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let mut order = Vec::new();
    let length = u64::from_le_bytes(length);
    if length > LONGEST_ORDER {
        return Err(io::Error::other("it is too long"));
    }
    (&mut input).take(length).read_to_end(&mut order)?;
    Ok(serde_json::from_slice(&order)?)
}

/// Runs the command; what is there under a name that others trust stays, what is new is renamed.
fn guarded(mut order: Order) -> Report {
    if !order.rung.confines() || order.access == Access::ReadOnly {
        return keep(&order);
    }
    let workspace = PathBuf::from(&order.workspace);
    let names = std::mem::take(&mut order.kept.names);
    let before = Before::look(&workspace, &names);
    order.kept.paths.extend(before.there().map(Into::into));
    let mut report = keep(&order);
    let _open = Opened::new(&workspace);
    report.notes.extend(before.keep_back());
    report
}

fn keep(order: &Order) -> Report {
    // A session of its own has no controlling terminal: nothing here can read or write one.
    if let Err(error) = setsid() {
        return Report::refused(format!("no new session: {error}"));
    }
    // Whoever is left by its parent becomes our child, so that none is out of reach.
    if let Err(error) = set_child_subreaper(Some(getpid())) {
        return Report::refused(format!("processes cannot be kept together: {error}"));
    }
    if let Err(error) = bounds::set(order.limits) {
        return Report::refused(format!("limits cannot be set: {error}"));
    }
    let mut launched = match launch(order) {
        Ok(launched) => launched,
        Err(why) => return Report::refused(why),
    };
    let watched = watch(&mut launched.child, order.limits);
    launched.notes.extend(tree::end_all());
    // It may have taken away the rights that it takes to clear up.
    let _open = (order.access == Access::WorkspaceWrite && order.rung.confines())
        .then(|| Opened::new(Path::new(&order.workspace)));
    let report = match watched {
        Ok(watched) => ended(watched),
        Err(error) => Report::refused(format!("the command was lost: {error}")),
    };
    launched.finish(report)
}

fn ended(watched: Watched) -> Report {
    let killed = Report {
        signal: Some(Signal::KILL.as_raw()),
        ..Report::default()
    };
    match watched {
        Watched::Ended(status) => Report {
            code: status.code(),
            signal: status.signal(),
            ..Report::default()
        },
        Watched::Stopped => killed,
        Watched::Exceeded(what) => Report {
            exceeded: Some(what),
            ..killed
        },
    }
}
