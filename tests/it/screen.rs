//! The terminal IDE as a person uses it: the real binary in a pseudo-terminal, keys in, screen out.

mod agent;
mod citizen;
mod left;
mod marks;
mod odd_files;
mod odd_settings;
mod outside;
mod pty;
mod scenarios;
mod sizes;
mod store_trouble;
mod talk;
mod terminal_pane;
mod two_screens;
mod wizard;
