//! Classes of words, kept as text files beside.

mod class;

pub(super) use class::{
    Class, capability_phrases, is_ambiguous, is_attribute, is_role, joins_as, kind, singles,
    tech_phrases,
};
