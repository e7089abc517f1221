//! What templates see: the model with every name, type and sample value already worked out.

mod bounds;
mod column;
mod entity;
mod field;
mod function;
mod imports;
mod links;
mod listing;
mod names;
mod order;
mod project;
mod python;
mod references;
mod release;
mod rules;
mod samples;
mod schema;
mod scope;
mod table;
mod test_settings;
mod transitions;

pub(super) use project::ProjectView;
