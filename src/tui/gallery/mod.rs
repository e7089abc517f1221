//! The screen in every state worth seeing, at three sizes in a dark and a light theme, as snapshots.
//!
//! `stage` brings a screen into a state by messages alone; `picture` writes down what is seen, text
//! and styles; `show` does both for every size and holds them to the snapshot. Everything else is a
//! scene: what a person did and what the driver answered until the screen looked so.

mod agent;
mod approvals;
mod chat;
mod editor;
mod notices;
mod overlays;
mod picture;
mod projects;
mod runs;
mod show;
mod stage;
mod talk;
mod terminal;
mod tree;
mod wide;
mod wizard;
