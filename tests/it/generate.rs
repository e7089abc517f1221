//! `generate` with a model over the real wire: the real client, the real ledger, the real checks.

mod failing;
mod racing;
mod rules;
mod scripts;
mod stage;
