//! Names in every spelling that the project needs.

use heck::{ToKebabCase, ToSnakeCase};
use serde::Serialize;

use crate::domain::app_model::Entity;

/// Words that Python keeps for itself or that generated modules use.
const PYTHON_WORDS: [&str; 42] = [
    "and", "as", "assert", "async", "await", "break", "case", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "match", "nonlocal", "not", "or", "pass", "raise", "return", "try", "type", "while",
    "with", "yield", "none", "true", "false", "session", "actor", "payload", "params",
];

/// Classes and modules of the project or of its libraries that an entity may not hide.
const TAKEN_CLASSES: [&str; 45] = [
    "Base",
    "InTenant",
    "Owned",
    "Private",
    "Page",
    "Rows",
    "Session",
    "Select",
    "Mapped",
    "Any",
    "UUID",
    "Annotated",
    "Literal",
    "Decimal",
    "StrEnum",
    "Enum",
    "Field",
    "Schema",
    "Line",
    "Text",
    "Email",
    "Day",
    "Instant",
    "Flag",
    "Whole",
    "Real",
    "Exact",
    "Number",
    "Slug",
    "Phone",
    "WebAddress",
    "TimeOfDay",
    "APIRouter",
    "Query",
    "Depends",
    "Path",
    "Request",
    "Response",
    "Settings",
    "Environment",
    "None",
    "True",
    "False",
    "Iterator",
    "Link",
];

/// Modules of the project beside which an entity's module may not be written.
const TAKEN_MODULES: [&str; 10] = [
    "audit",
    "base",
    "fields",
    "health",
    "admin",
    "links",
    "user",
    "refresh_token",
    "tenant",
    "me",
];

/// Routes and test files that belong to the skeleton.
const TAKEN_PLURALS: [&str; 13] = [
    "health",
    "ready",
    "auth",
    "docs",
    "redoc",
    "openapi",
    "admin",
    "metrics",
    "security",
    "contract",
    "migrations",
    "config",
    "errors",
];

/// The spellings of one entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Names {
    /// The class (`LineItem`).
    pub(crate) class: String,
    /// The module and the variable (`line_item`).
    pub(crate) module: String,
    /// Several of them as a variable and the table (`line_items`).
    pub(crate) plural: String,
    /// The path of the collection, without a slash in front (`line-items`).
    pub(crate) route: String,
    /// One of them in a sentence (`line item`).
    pub(crate) human: String,
    /// Several of them in a sentence (`line items`).
    pub(crate) humans: String,
    /// One of them with its article (`an invoice`).
    pub(crate) a_human: String,
}

impl Names {
    /// The names of an entity of the model.
    pub(crate) fn of(entity: &Entity) -> Self {
        let snake = entity.name.to_snake_case();
        let clashes = TAKEN_CLASSES.contains(&entity.name.as_str())
            || TAKEN_MODULES.contains(&snake.as_str());
        let (class, module) = if clashes {
            (format!("{}Record", entity.name), format!("{snake}_record"))
        } else if PYTHON_WORDS.contains(&snake.as_str()) {
            (entity.name.clone(), format!("{snake}_"))
        } else {
            (entity.name.clone(), snake.clone())
        };
        let mut plural = entity.plural.to_snake_case();
        if TAKEN_PLURALS.contains(&plural.as_str()) {
            plural.push_str("_records");
        }
        let human = human(&snake);
        Self {
            class,
            route: plural.to_kebab_case(),
            humans: humans(&entity.plural.to_snake_case(), &human),
            a_human: with_article(&human),
            module,
            plural,
            human,
        }
    }

    /// The names of the user account.
    pub(crate) fn user() -> Self {
        Self {
            class: "User".to_owned(),
            module: "user".to_owned(),
            plural: "users".to_owned(),
            route: "users".to_owned(),
            human: "user".to_owned(),
            humans: "users".to_owned(),
            a_human: "a user".to_owned(),
        }
    }
}

/// A name in words.
pub(crate) fn human(name: &str) -> String {
    name.to_snake_case().replace('_', " ")
}

/// The plural in words, told apart from a singular that looks the same.
fn humans(plural: &str, singular: &str) -> String {
    let words = human(plural);
    if words == singular {
        format!("{words} entries")
    } else {
        words
    }
}

/// A noun with its indefinite article.
pub(crate) fn with_article(noun: &str) -> String {
    const CONSONANT_SOUNDS: [&str; 8] = [
        "user", "unit", "uni", "use", "euro", "one", "ubiquit", "util",
    ];
    const VOWEL_SOUNDS: [&str; 4] = ["hour", "honor", "honest", "heir"];
    let consonant = CONSONANT_SOUNDS.iter().any(|start| noun.starts_with(start));
    let vowel = VOWEL_SOUNDS.iter().any(|start| noun.starts_with(start))
        || noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    if vowel && !consonant {
        format!("an {noun}")
    } else {
        format!("a {noun}")
    }
}
