//! From an idea to a typed application model, and from the model to files.
//!
//! * `understand` reads words into an [`AppModel`](crate::domain::app_model::AppModel) with the
//!   help of the `lexicon`, and says what it understood, assumed and did not understand.
//! * `render` turns a model into the files of a project; the shape of that project can be seen by
//!   listing `src/blueprint/templates`.
//! * `edit` changes a model as a person asks, and everything that refers to what changed.
//! * `document` reads and writes `vibecober.yaml`.

pub mod document;
pub mod edit;
pub mod inflection;
pub mod lexicon;
pub mod render;
pub mod understand;

pub use document::{DocumentError, from_yaml, to_yaml};
pub use edit::{Edit, EditFault, edit};
pub use render::{Containers, RenderError, RenderOptions, RenderedFile, Tests, render};
pub use understand::{
    FieldFault, Finding, IdeaError, ParsedField, Understanding, complexity, field_text,
    parse_field, project_type, understand,
};
