//! How long the parts of `generate` and of the wire take: `cargo bench`.

#![allow(clippy::unwrap_used)]

mod edit;
mod ledger;
mod policy;
mod render;
mod sandbox;
mod store;
mod understand;
mod wire;

fn main() {
    divan::main();
}
