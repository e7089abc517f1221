//! Classes of words, kept as text files beside.

mod class;

pub(super) use class::{
    Class, capability_phrases, is_ambiguous, is_attribute, is_role, is_sure_attribute, joins_as,
    kind, likeness, other_language, singles, tech_phrases,
};
