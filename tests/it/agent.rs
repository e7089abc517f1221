//! An agent at work: the real binary, real tools and a real sandbox; only the model is a script.

mod approvals;
mod bench;
mod killed;
mod long;
mod mistakes;
mod outside;
mod repair;
mod rules;
mod work;
