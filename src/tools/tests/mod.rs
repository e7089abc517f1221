//! Requests as a model makes them, and what comes of them on a real disk.

mod changes;
mod fixture;
mod looks;
mod requests;
