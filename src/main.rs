//! The vibecober binary.

fn main() {}
