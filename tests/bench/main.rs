//! How long the parts of `generate` take: `cargo bench`.

#![allow(clippy::unwrap_used)]

mod ledger;
mod render;
mod store;
mod understand;

fn main() {
    divan::main();
}
