//! The other side of a command: our own binary, started with a hidden word, which confines it.
//!
//! * `serve` reads the order, runs it and reports; nothing of it happens in our main process.
//! * `bounds` sets limits that every process inherits, `watch` waits for the end and for what no
//!   such limit holds, `tree` knows and ends every process that came of the command.
//! * `bubblewrap`, whose command line is made of `words`, and `landlock` are the rungs; `seccomp`
//!   filters system calls for both.
//! * `protect` keeps paths as they are inside a workspace, `placeholder` those that do not exist,
//!   and `kept_back` renames what a command made under a protected name; `opened` lets both do so.
//! * `scratch` is a folder for temporary files where there is no private `/tmp`.

#[cfg(target_os = "linux")]
mod bounds;
#[cfg(target_os = "linux")]
mod bubblewrap;
#[cfg(target_os = "linux")]
mod kept_back;
#[cfg(target_os = "linux")]
mod landlock;
#[cfg(target_os = "linux")]
mod launch;
#[cfg(target_os = "linux")]
mod opened;
#[cfg(target_os = "linux")]
mod placeholder;
#[cfg(target_os = "linux")]
mod protect;
#[cfg(target_os = "linux")]
mod scratch;
#[cfg(target_os = "linux")]
mod seccomp;
#[cfg(target_os = "linux")]
#[path = "serve.rs"]
mod serve;
#[cfg(not(target_os = "linux"))]
#[path = "serve_elsewhere.rs"]
mod serve;
#[cfg(target_os = "linux")]
mod tree;
#[cfg(target_os = "linux")]
mod watch;
#[cfg(target_os = "linux")]
mod words;

pub(super) use serve::WORD;
pub use serve::answer;
