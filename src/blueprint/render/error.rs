//! What can go wrong between a model and its files.

use thiserror::Error;

/// Why a model could not be rendered.
#[derive(Debug, Error)]
pub enum RenderError {
    /// A relation or a rule names something that the model does not have.
    #[error("{place}: `{name}` is not in the model; add it or correct the name")]
    Unknown {
        /// The relation or rule.
        place: String,
        /// The name that was not found.
        name: String,
    },
    /// A field has a name that the generated code needs for itself.
    #[error("`{entity}` cannot have a field called `{field}`; rename it")]
    Reserved {
        /// The entity.
        entity: String,
        /// The field.
        field: String,
    },
    /// Rows that each need the other first could never be created.
    #[error("`{0}` needs a row that needs it in turn; make one of the references optional")]
    Unreachable(String),
    /// Two parts of the model would be written to one file.
    #[error("two parts of the model are written to {0}; rename one of them")]
    Collision(String),
    /// A template is wrong: a defect of this program, not of the model.
    #[error("template {template}: {source}")]
    Template {
        /// The template's path below `src/blueprint/templates`.
        template: String,
        /// What the template engine says.
        source: minijinja::Error,
    },
    /// The model could not be written as YAML.
    #[error("the model cannot be written as YAML: {0}")]
    Document(#[from] serde_yaml::Error),
}
