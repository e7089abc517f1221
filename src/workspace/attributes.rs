//! Carries the extended attributes of a file over to the one that takes its place, lists of who may do
//! what (ACLs) among them where the system keeps these as such.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;

use xattr::FileExt;

/// Gives `new` the attributes of `old`, and none that `old` lacks; false when one of the person's or of
/// an access list could not be carried over.
///
/// # Errors
/// When the attributes of `old` cannot be read.
pub fn keep_attributes(old: &File, new: &File) -> io::Result<bool> {
    let Some(wanted) = names(old)? else {
        return Ok(true);
    };
    let mut kept = true;
    for name in &wanted {
        // Gone since it was listed: somebody else took it away.
        let Some(value) = old.get_xattr(name)? else {
            continue;
        };
        if new.get_xattr(name).ok().flatten().as_deref() == Some(value.as_slice()) {
            continue;
        }
        kept &= new.set_xattr(name, &value).is_ok() || is_of_the_system(name);
    }
    // A new file may have got an access list from its folder.
    for name in names(new)?.unwrap_or_default() {
        if !wanted.contains(&name) {
            kept &= new.remove_xattr(&name).is_ok() || is_of_the_system(&name);
        }
    }
    Ok(kept)
}

/// The names of all attributes; none where the file system has no such thing.
fn names(file: &File) -> io::Result<Option<Vec<OsString>>> {
    match file.list_xattr() {
        Ok(names) => Ok(Some(names.collect())),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(None),
        Err(error) => Err(error),
    }
}

/// True for labels that the system gives by its own rules, and that only it may change.
fn is_of_the_system(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    ["security.", "trusted.", "com.apple.provenance"]
        .iter()
        .any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// An access list of Linux as the system keeps it (version 2): owner, user 1234, group, mask, others.
    const ACCESS: [(u16, u16, u32); 5] = [
        (0x01, 6, u32::MAX),
        (0x02, 4, 1234),
        (0x04, 4, u32::MAX),
        (0x10, 4, u32::MAX),
        (0x20, 0, u32::MAX),
    ];

    fn access_list() -> Vec<u8> {
        let mut bytes = 2_u32.to_le_bytes().to_vec();
        for (tag, may, who) in ACCESS {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(may.to_le_bytes());
            bytes.extend(who.to_le_bytes());
        }
        bytes
    }

    /// What the file system of the test lets a person set; a file system may know none of it.
    fn settable(path: &Path) -> Vec<(&'static str, Vec<u8>)> {
        let all = [
            ("user.note", b"kept".to_vec()),
            ("system.posix_acl_access", access_list()),
        ];
        let set = |(name, value): &(&str, Vec<u8>)| xattr::set(path, name, value).is_ok();
        all.into_iter().filter(set).collect()
    }

    #[test]
    fn what_is_set_on_a_file_is_set_on_the_one_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        fs::write(&old, "").unwrap();
        fs::write(&new, "").unwrap();
        let set = settable(&old);
        xattr::set(&new, "user.stray", b"x").ok();
        let open = |path| File::open(path).unwrap();
        assert!(keep_attributes(&open(&old), &open(&new)).unwrap());
        for (name, value) in set {
            assert_eq!(xattr::get(&new, name).unwrap(), Some(value), "{name}");
        }
        assert_eq!(xattr::get(&new, "user.stray").ok().flatten(), None);
    }
}
