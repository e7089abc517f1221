//! What booting puts right, who can end a run, and what an answer sets going.

mod approvals;
mod runs;
