//! From the words of an idea to a typed application model, by rules.
//!
//! `understand` reads in passes: `token`s, entities that are spelled out (`explicit`) and
//! `enumeration`s, the longest known phrases (`scan` with the `vocabulary`), what is not
//! wanted (`negation`), fields in words (`attributes`), unknown `nouns`, who may do what
//! (`access`), `verbs` and relations (`links`). What they gather is a `draft`;
//! `assemble` and `abilities` make the model of it, and `settle` sees that it is sound. The
//! `ledger` keeps account of every word.

mod abilities;
mod access;
mod assemble;
mod attributes;
mod chunk;
mod dialect;
mod draft;
mod entries;
mod enumeration;
mod explicit;
mod finish;
mod gather;
mod grammar;
mod guess;
mod know;
mod language;
mod ledger;
mod likeness;
mod links;
mod naming;
mod negation;
mod nouns;
mod outcome;
mod position;
mod project;
mod read;
mod record;
mod relate;
mod rename;
mod scan;
mod screen;
mod sense;
mod settle;
mod spelling;
mod title;
mod token;
mod verbs;
mod vocabulary;
mod words;

#[cfg(test)]
mod tests;

pub use grammar::{FieldFault, ParsedField, field as parse_field, text as field_text};
pub use naming::plural as plural_of;
pub use outcome::{Finding, Understanding};
pub use project::{complexity, project_type};
pub use read::understand;
pub use rename::rename_entity;
pub use screen::{IdeaError, MAX_IDEA};
