//! What the configuration makes of its layers, and what it refuses.

mod fixture;
mod layering;
mod models;
mod refusals;
mod screen;
