//! Changes by others are told once, and only those that matter.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, channel, sync_channel};
use std::thread;
use std::time::Duration;

use notify::event::{AccessKind, CreateKind, Flag};
use notify::{Event, EventKind};

use super::quiet::{Notice, gather};
use super::*;

/// Long enough for any machine: a test waits this long only when it fails.
const PATIENCE: Duration = Duration::from_mins(1);

fn watching(folders: &[&Path]) -> (Watch, Receiver<Changes>) {
    let (send, receive) = channel();
    let mut watch = Watch::start(None, move |changes| {
        send.send(changes).ok();
    })
    .unwrap();
    let folders: BTreeSet<PathBuf> = folders.iter().map(|path| path.to_path_buf()).collect();
    assert_eq!(watch.follow(&folders), Coverage::Whole);
    (watch, receive)
}

/// Waits until `path` was told, alone or with others.
fn told(receive: &Receiver<Changes>, path: &Path) {
    loop {
        match receive.recv_timeout(PATIENCE).unwrap() {
            Changes::Everything => return,
            Changes::Paths(paths) if paths.contains(path) => return,
            Changes::Paths(_) => {}
        }
    }
}

#[test]
fn a_new_file_is_told_and_a_folder_that_came_back_is_watched_again() {
    let root = tempfile::tempdir().unwrap();
    let inner = root.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let (mut watch, receive) = watching(&[root.path(), &inner]);

    fs::write(root.path().join("new"), "").unwrap();
    told(&receive, &root.path().join("new"));

    fs::rename(&inner, root.path().join("old")).unwrap();
    fs::create_dir(&inner).unwrap();
    told(&receive, &inner);
    watch.follow(&BTreeSet::from([inner.clone()]));
    fs::write(inner.join("again"), "").unwrap();
    told(&receive, &inner.join("again"));
}

#[test]
fn folders_that_are_gone_are_no_limit() {
    let root = tempfile::tempdir().unwrap();
    let (mut watch, _receive) = watching(&[root.path()]);

    let coverage = watch.follow(&BTreeSet::from([root.path().join("never")]));

    assert_eq!(coverage, Coverage::Whole);
}

#[test]
fn looks_and_locks_do_not_count() {
    let git = Path::new("/w/.git");
    let event = |kind: EventKind, path: &str| Ok(Event::new(kind).add_path(path.into()));
    let create = EventKind::Create(CreateKind::File);
    let of = |event| Notice::of(event, Some(git));

    assert_eq!(of(event(EventKind::Access(AccessKind::Any), "/w/a")), None);
    assert_eq!(of(event(create, "/w/.git/index.lock")), None);
    assert_eq!(
        of(event(create, "/w/.git/index")),
        Some(Notice::Paths(vec!["/w/.git/index".into()]))
    );
    assert_eq!(
        of(Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan))),
        Some(Notice::Lost)
    );
}

#[test]
fn many_notices_become_one_change() {
    let (send, receive) = sync_channel(8);
    let (tell, heard) = channel();
    let gatherer = thread::spawn(move || {
        gather(&receive, &AtomicBool::new(false), move |changes| {
            tell.send(changes).ok();
        });
    });

    send.send(Notice::Paths(vec!["/a".into(), "/b".into()]))
        .unwrap();
    send.send(Notice::Lost).unwrap();
    assert_eq!(heard.recv_timeout(PATIENCE).unwrap(), Changes::Everything);
    send.send(Notice::Paths(vec!["/c".into()])).unwrap();
    assert_eq!(
        heard.recv_timeout(PATIENCE).unwrap(),
        Changes::Paths(BTreeSet::from(["/c".into()]))
    );
    drop(send);
    gatherer.join().unwrap();
}
