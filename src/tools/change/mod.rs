//! Changes of files: drafted to the byte, compared, taken in whole or in part, and made.
//!
//! * `decoded` is a file as text in its encoding; `draft` is what a request makes of files.
//! * `replace` finds exact text, `near` says what stands there instead, `placeholder` finds gaps.
//! * `unified` reads a diff, `hunk` puts its parts where they fit.
//! * `compare` shows before and after and takes parts; `plan` reads requests; `place` acts.

mod compare;
mod decoded;
mod draft;
mod hunk;
mod near;
mod place;
mod placeholder;
mod plan;
mod replace;
mod unified;

pub(super) use decoded::{Content, EDITABLE, Text, count_lines, decode_bytes};
pub(super) use place::{carry_out, with_content};
pub(super) use plan::{plan_edit, plan_patch, plan_write};
