//! Shows what is understood of an idea, as the typed model that is written to `vibecober.yaml`.
//!
//! `cargo run --example understand -- "blog with comments and tags"`

use anyhow::Result;
use vibecober::blueprint::{to_yaml, understand};
use vibecober::domain::plan::Mode;

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let idea = if words.is_empty() {
        "clinic where patients book appointments with doctors".to_owned()
    } else {
        words.join(" ")
    };
    let read = understand(&idea, Mode::Full)?;
    for (kind, findings) in [
        ("understood", &read.understood),
        ("assumed", &read.assumed),
        ("not understood", &read.not_understood),
    ] {
        for finding in findings {
            println!("# {kind}: {} = {}", finding.words, finding.meaning);
        }
    }
    print!("{}", to_yaml(&read.model)?);
    Ok(())
}
