//! The terminal IDE as a person uses it: the real binary in a pseudo-terminal, keys in, screen out.

mod citizen;
mod pty;
mod scenarios;
