//! Places where a store cannot be, as a user without rights meets them.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;

use vibecober::domain::ids::RunId;
use vibecober::store::{Store, StoreError, migrate, rollback, status};

use crate::store_children::{child, place, this_binary};
use crate::store_sharing::request;

/// The user that owns nothing.
const NOBODY: u32 = 65_534;

/// What a process without rights is told about the places in `folder`.
fn meet_refusals(folder: &Path) {
    let at = |name: &str| folder.join(name);
    let read_only = |path: &Path| Err::<(), _>(StoreError::ReadOnly(path.to_path_buf()));
    let open = |path: &Path| Store::open(path).map(drop);

    // A file that may only be read, in a folder that may be written.
    let file = at("open/store.db");
    assert_eq!(open(&file), read_only(&file));
    assert_eq!(rollback(&file, 1).map(drop), read_only(&file));
    assert_eq!(status(&file).unwrap().problem, None);

    // A file in a folder that may not be written, so that no log can lie beside it.
    let file = at("closed/store.db");
    assert_eq!(open(&file), read_only(&file));
    assert_eq!(status(&file).unwrap().problem, None);

    // No file yet, and none can be made.
    let file = at("closed/new.db");
    assert_eq!(open(&file), read_only(&file));
    assert_eq!(migrate(&file).map(drop), read_only(&file));
    let file = at("closed/deeper/new.db");
    assert_eq!(open(&file), read_only(&file));
    assert_eq!(status(&file).unwrap().bytes, None);

    // A file that may not even be read.
    let file = at("hidden/store.db");
    for refused in [open(&file), status(&file).map(drop)] {
        let line = refused.unwrap_err().to_string();
        assert!(
            line.contains("hidden/store.db") && !line.contains('\n'),
            "{line}"
        );
    }
}

#[test]
fn what_a_user_may_not_write_is_refused_and_can_still_be_looked_at() {
    if let Some(folder) = place() {
        return meet_refusals(&folder);
    }
    let root = tempfile::tempdir().unwrap();
    let allow = |path: &Path, mode| {
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    };
    for (folder, file_mode, folder_mode) in [
        ("open", 0o444, 0o777),
        ("closed", 0o666, 0o555),
        ("hidden", 0o000, 0o755),
    ] {
        let path = root.path().join(folder).join("store.db");
        let store = Store::open(&path).unwrap();
        store
            .write(|tx| tx.create_run(RunId::random(), request(), None))
            .unwrap();
        drop(store);
        allow(&path, file_mode);
        allow(path.parent().unwrap(), folder_mode);
    }
    allow(root.path(), 0o755);

    // The binary may lie where that user cannot reach it.
    let binary = root.path().join("tests");
    fs::copy(this_binary(), &binary).unwrap();
    let name = "store_places::what_a_user_may_not_write_is_refused_and_can_still_be_looked_at";
    let mut command = child(&binary, name, root.path());
    if rustix::process::geteuid().is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.output().unwrap();
    allow(&root.path().join("closed"), 0o755);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
}
