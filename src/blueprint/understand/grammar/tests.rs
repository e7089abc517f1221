//! The field grammar, by example.
