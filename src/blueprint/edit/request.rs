//! What can be changed in a model, and why it may be refused.

use crate::blueprint::understand::FieldFault;
use crate::domain::app_model::Capability;

/// A change that a person asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Another title for people; the name of the project follows it.
    Title(String),
    /// A new entity, with one field by which its rows are recognised.
    AddEntity(String),
    /// Another name for an entity.
    RenameEntity {
        /// Its name now.
        from: String,
        /// Its name then.
        to: String,
    },
    /// An entity goes, with everything that refers to it.
    RemoveEntity(String),
    /// A new field, in the field grammar; a type that is an entity makes a reference.
    AddField {
        /// The entity.
        entity: String,
        /// The field, as in `price: money >= 0`.
        text: String,
    },
    /// A field is written anew.
    ChangeField {
        /// The entity.
        entity: String,
        /// The field's name now.
        field: String,
        /// The field, as in `price: money >= 0`.
        text: String,
    },
    /// A field goes, with the rules that need it.
    RemoveField {
        /// The entity.
        entity: String,
        /// The field.
        field: String,
    },
    /// A reference goes: the relation with that place in the model's list.
    RemoveRelation(usize),
    /// A capability comes with what it needs, or goes with what needs it.
    Toggle(Capability),
}

/// Why a change is refused; the model is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditFault {
    /// The text is no field.
    #[error(transparent)]
    Field(#[from] FieldFault),
    /// The name cannot be an entity's.
    #[error("{0:?} cannot be the name of an entity: write a noun, as in Invoice or LineItem")]
    EntityName(String),
    /// There is one already.
    #[error("there is {0} already")]
    Taken(String),
    /// There is no such entity, field or relation.
    #[error("there is no {0}")]
    Missing(String),
    /// A field whose type is not an entity of the model.
    #[error("there is no entity {0} to refer to: add it first")]
    NoReference(String),
    /// The title has no letter.
    #[error("a title needs a letter")]
    Title,
    /// An application without entities stores nothing.
    #[error("the last entity stays: an application has to store something")]
    LastEntity,
}
