//! Which parts of the file system a command can see.
//!
//! * `home` shows of a home what is on a list; `secrets` are the places outside of homes.
//! * `grant` finds the trees that are left when some places are taken out.

mod grant;
mod home;
mod secrets;

pub(super) use grant::granted;
pub(super) use home::{Home, homes, too_wide};
pub(super) use secrets::{secrets, sockets};
