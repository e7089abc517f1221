//! What a piece of source text is, as a closed list that every theme has a colour for.

use syntect::parsing::Scope;

/// The kind of a piece of source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TokenKind {
    /// A comment.
    Comment,
    /// A string.
    String,
    /// An escape in a string, or a regular expression.
    Escape,
    /// A number.
    Number,
    /// `true`, `null` and other constants.
    Constant,
    /// A keyword.
    Keyword,
    /// An operator.
    Operator,
    /// A bracket, comma or the like.
    Punctuation,
    /// A function where it is defined or called.
    Function,
    /// A type, class or trait.
    Type,
    /// A variable that the grammar names.
    Variable,
    /// A parameter of a function.
    Parameter,
    /// A key of a document, a member of a value.
    Property,
    /// A tag of a markup language.
    Tag,
    /// An attribute, annotation or decorator.
    Attribute,
    /// A heading.
    Heading,
    /// A link.
    Link,
    /// Emphasised text.
    Emphasis,
    /// Strongly emphasised text.
    Strong,
    /// A quotation or a raw piece of a document.
    Quote,
    /// An added line of a patch.
    Added,
    /// A removed line of a patch.
    Removed,
    /// What the grammar calls wrong.
    Error,
}

/// Scopes and what they are; nothing for a scope that makes its inside plain again. The first
/// that is a prefix counts.
const SCOPES: [(&str, Option<TokenKind>); 65] = [
    ("meta.interpolation", None),
    ("meta.template.expression", None),
    ("source.embedded", None),
    ("comment", Some(TokenKind::Comment)),
    ("punctuation.definition.comment", Some(TokenKind::Comment)),
    ("constant.character.escape", Some(TokenKind::Escape)),
    ("constant.other.placeholder", Some(TokenKind::Escape)),
    ("string.regexp", Some(TokenKind::Escape)),
    ("string.other.link", Some(TokenKind::Link)),
    ("string", Some(TokenKind::String)),
    ("punctuation.definition.string", Some(TokenKind::String)),
    ("constant.numeric", Some(TokenKind::Number)),
    ("constant", Some(TokenKind::Constant)),
    ("keyword.operator.word", Some(TokenKind::Keyword)),
    ("keyword.operator.logical.python", Some(TokenKind::Keyword)),
    ("keyword.operator", Some(TokenKind::Operator)),
    ("keyword", Some(TokenKind::Keyword)),
    ("storage.type.function", Some(TokenKind::Keyword)),
    ("storage.type.numeric", Some(TokenKind::Number)),
    ("storage.type.rust", Some(TokenKind::Type)),
    ("storage.type.primitive", Some(TokenKind::Type)),
    ("storage", Some(TokenKind::Keyword)),
    ("entity.name.function", Some(TokenKind::Function)),
    ("entity.name.macro", Some(TokenKind::Function)),
    ("entity.name.tag.toml", Some(TokenKind::Property)),
    ("entity.name.tag.yaml", Some(TokenKind::Property)),
    ("entity.name.tag", Some(TokenKind::Tag)),
    ("entity.name.section", Some(TokenKind::Heading)),
    ("entity.name.label", Some(TokenKind::Property)),
    ("entity.name", Some(TokenKind::Type)),
    ("entity.other.attribute-name", Some(TokenKind::Attribute)),
    ("entity.other.inherited-class", Some(TokenKind::Type)),
    ("support.function", Some(TokenKind::Function)),
    ("support.macro", Some(TokenKind::Function)),
    ("support.type.property-name", Some(TokenKind::Property)),
    ("support.constant", Some(TokenKind::Constant)),
    ("support", Some(TokenKind::Type)),
    ("variable.function", Some(TokenKind::Function)),
    ("variable.annotation", Some(TokenKind::Attribute)),
    ("variable.parameter", Some(TokenKind::Parameter)),
    ("variable.other.member", Some(TokenKind::Property)),
    ("variable.language", Some(TokenKind::Constant)),
    ("variable", Some(TokenKind::Variable)),
    ("meta.annotation", Some(TokenKind::Attribute)),
    ("meta.attribute.rust", Some(TokenKind::Attribute)),
    ("meta.mapping.key", Some(TokenKind::Property)),
    (
        "punctuation.definition.annotation",
        Some(TokenKind::Attribute),
    ),
    ("punctuation.definition.heading", Some(TokenKind::Heading)),
    ("punctuation.definition.bold", Some(TokenKind::Strong)),
    ("punctuation.definition.italic", Some(TokenKind::Emphasis)),
    ("punctuation.definition.raw", Some(TokenKind::Quote)),
    ("punctuation.definition.variable", Some(TokenKind::Variable)),
    ("punctuation.definition.tag", Some(TokenKind::Punctuation)),
    ("punctuation.accessor", Some(TokenKind::Operator)),
    ("punctuation", Some(TokenKind::Punctuation)),
    ("markup.heading", Some(TokenKind::Heading)),
    ("markup.underline.link", Some(TokenKind::Link)),
    ("markup.bold", Some(TokenKind::Strong)),
    ("markup.italic", Some(TokenKind::Emphasis)),
    ("markup.raw", Some(TokenKind::Quote)),
    ("markup.quote", Some(TokenKind::Quote)),
    ("markup.inserted", Some(TokenKind::Added)),
    ("markup.deleted", Some(TokenKind::Removed)),
    ("meta.diff.header", Some(TokenKind::Heading)),
    ("invalid", Some(TokenKind::Error)),
];

/// What a scope says of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing: the scope around it decides.
    Silent,
    /// It is plain, whatever is around it.
    Plain,
    /// It is of this kind.
    Kind(TokenKind),
}

/// The scopes above, ready to compare.
pub(super) fn scope_table() -> Vec<(Scope, Verdict)> {
    SCOPES
        .iter()
        .filter_map(|(name, kind)| {
            let verdict = kind.map_or(Verdict::Plain, Verdict::Kind);
            Some((Scope::new(name).ok()?, verdict))
        })
        .collect()
}
