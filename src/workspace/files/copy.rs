//! Copies a file, a link or a folder with all that lies in it.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::Path;

/// Copies `from` to `to`, which must not exist; links are copied as links.
///
/// # Errors
/// Something lies at `to`, or the disk refuses; what was copied until then stays.
pub fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    // The work lies on the heap: a tree may be deeper than a stack.
    let mut waiting = vec![(from.to_owned(), to.to_owned())];
    let mut modes = Vec::new();
    while let Some((from, to)) = waiting.pop() {
        let found = fs::symlink_metadata(&from)?;
        if found.is_symlink() {
            symlink(fs::read_link(&from)?, &to)?;
        } else if found.is_dir() {
            fs::create_dir(&to)?;
            for entry in fs::read_dir(&from)? {
                let name = entry?.file_name();
                waiting.push((from.join(&name), to.join(&name)));
            }
            modes.push((to, found.permissions()));
        } else if found.is_file() {
            copy_file(&from, &to)?;
        } else {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "a socket, pipe or device cannot be copied",
            ));
        }
    }
    // Last: a folder that may not be written could not have been filled.
    for (folder, mode) in modes.into_iter().rev() {
        fs::set_permissions(folder, mode)?;
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = fs::File::open(from)?;
    let mut target = fs::File::create_new(to)?;
    io::copy(&mut source, &mut target)?;
    fs::set_permissions(to, source.metadata()?.permissions())
}
