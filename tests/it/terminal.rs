//! The terminal room with real programs: recordings replayed, and a real bash.

mod bash;
mod recordings;
