//! Which names the generated Python, SQL and routes can bear.

use heck::ToSnakeCase;

/// The longest name of an entity, field, relation or role, so that the 63 bytes of `PostgreSQL` hold
/// the names of keys and indexes that are made of it.
pub const MAX_IDENTIFIER: usize = 40;
/// The longest value of an enumeration.
pub const MAX_VALUE: usize = 60;
/// The most entities in a model.
pub const ENTITY_LIMIT: usize = 60;
/// The most fields in an entity.
pub const FIELD_LIMIT: usize = 60;

const PYTHON_KEYWORDS: &[&str] = &[
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "false", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "none", "nonlocal", "not", "or", "pass", "raise", "return", "true", "try", "while",
    "with", "yield",
];

/// Attributes of the base classes (`Pydantic`, `SQLAlchemy`), columns that the renderer adds, names
/// of the built-in types used in annotations, and parameters of the generated functions.
const RESERVED_FIELDS: &[&str] = &[
    "metadata",
    "registry",
    "id",
    "owner",
    "owner_id",
    "tenant",
    "tenant_id",
    "created_at",
    "updated_at",
    "deleted_at",
    "schema",
    "copy",
    "json",
    "dict",
    "validate",
    "construct",
    "query",
    "session",
    "fields",
    "parse_obj",
    "parse_raw",
    "parse_file",
    "from_orm",
    "schema_json",
    "update_forward_refs",
    "self",
    "cls",
    "str",
    "int",
    "float",
    "bool",
    "list",
    "set",
    "tuple",
    "bytes",
    "object",
    "property",
    "limit",
    "offset",
    "sort",
    "q",
    "awaitable_attrs",
    "mro",
];

/// Classes that the generated modules import or define next to the entities.
const RESERVED_ENTITIES: &[&str] = &[
    "Base",
    "None",
    "True",
    "False",
    "Mapped",
    "Any",
    "Annotated",
    "Literal",
    "Optional",
    "Union",
    "Decimal",
    "Enum",
    "StrEnum",
    "Uuid",
    "UUID",
    "Exception",
    "BaseModel",
    "BaseSettings",
    "Settings",
    "Depends",
    "FastAPI",
    "FastApi",
    "APIRouter",
    "ApiRouter",
    "Protocol",
    "Callable",
    "Iterator",
    "Sequence",
    "AppError",
];

/// Modules of the generated project; an entity's module may not be called so.
const RESERVED_MODULES: &[&str] = &[
    "auth",
    "main",
    "database",
    "config",
    "errors",
    "health",
    "pagination",
    "base",
    "conftest",
    "init",
    "typing",
    "settings",
    "ready",
    "docs",
    "redoc",
    "openapi",
    "logs",
    "middleware",
];

/// Routes, and names of test files, of every project.
const RESERVED_PLURALS: &[&str] = &[
    "health",
    "ready",
    "auth",
    "docs",
    "redoc",
    "openapi",
    "metrics",
    "security",
    "contract",
    "migrations",
    "config",
    "errors",
    "main",
    "database",
];

/// True for `PascalCase` ASCII names.
pub fn is_entity_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && name.len() > 1
        && name.len() <= MAX_IDENTIFIER
}

/// True for `snake_case` ASCII names of at most `limit` characters.
pub fn is_snake_name(name: &str, limit: usize) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && !name.ends_with('_')
        && !name.contains("__")
        && name.len() <= limit
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// The `snake_case` form of a name, as the renderer makes it.
pub fn snake(name: &str) -> String {
    name.to_snake_case()
}

/// True for names that no field and no reference may have.
pub fn is_reserved_field(name: &str) -> bool {
    RESERVED_FIELDS.contains(&name)
        || is_python_keyword(name)
        || name.starts_with("model_")
        || name.starts_with("pytest_")
}

/// True for names that no entity may have, whatever the capabilities are.
pub fn is_reserved_entity(name: &str) -> bool {
    RESERVED_ENTITIES.contains(&name)
        || is_reserved_module(&snake(name))
        || is_python_keyword(&snake(name))
}

/// True for plurals that no entity may have, whatever the capabilities are.
pub fn is_reserved_plural(name: &str) -> bool {
    RESERVED_PLURALS.contains(&name)
}

pub(super) fn is_python_keyword(name: &str) -> bool {
    PYTHON_KEYWORDS.contains(&name)
}

fn is_reserved_module(name: &str) -> bool {
    RESERVED_MODULES.contains(&name)
}

/// A character that may not reach Python docstrings, YAML, Markdown or shell comments.
pub(super) fn is_dangerous(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{ad}')
        || ('\u{200b}'..='\u{200f}').contains(&c)
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2060}'..='\u{206f}').contains(&c)
        || ('\u{fff0}'..='\u{ffff}').contains(&c)
        || ('\u{e000}'..='\u{f8ff}').contains(&c)
}
