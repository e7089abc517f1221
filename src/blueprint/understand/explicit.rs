//! Entities with their fields in parentheses: "Product(name, price: money, stock: int)".

use std::ops::Range;

use heck::ToUpperCamelCase;

use super::enumeration;
use super::grammar::{self, ParsedField};
use super::token::{Kind, Token};
use super::vocabulary::{Meaning, Vocabulary};
use crate::domain::app_model::{Field, FieldType};

/// An entity as the idea spells it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Explicit {
    /// From the first word of the name to the closing parenthesis.
    pub span: Range<usize>,
    /// `PascalCase`, in singular.
    pub name: String,
    pub fields: Vec<Field>,
    /// Reference name, entity, whether it may be missing.
    pub references: Vec<(String, String, bool)>,
    /// Parts that are no fields: their tokens and why.
    pub refused: Vec<(Range<usize>, String)>,
}

/// Words that begin a remark in parentheses, not a list of fields.
const REMARKS: &[&str] = &[
    "like",
    "such",
    "e.g",
    "eg",
    "i.e",
    "ie",
    "for",
    "optional",
    "and",
    "or",
    "not",
    "no",
    "see",
    "the",
    "a",
    "an",
    "including",
    "where",
    "which",
    "that",
    "who",
    "using",
    "via",
    "crud",
];

/// All entities that are spelled out.
pub(super) fn find(text: &str, tokens: &[Token], vocabulary: &Vocabulary) -> Vec<Explicit> {
    let mut found: Vec<Explicit> = Vec::new();
    for open in 0..tokens.len() {
        let taken = found.last().is_some_and(|last| open < last.span.end);
        if tokens[open].word == "(" && !taken && open > 0 {
            found.extend(one(text, tokens, open, vocabulary));
        }
    }
    found
}

fn one(text: &str, tokens: &[Token], open: usize, vocabulary: &Vocabulary) -> Option<Explicit> {
    let close = closing(tokens, open)?;
    let glued = tokens[open - 1].end == tokens[open].start;
    let from = name_start(tokens, open, vocabulary)?;
    let inner = &text[tokens[open].end..tokens[close].start];
    let parts = grammar::split_top(inner);
    let typed = inner.contains(':');
    let first = tokens.get(open + 1).map_or("", |token| token.word.as_str());
    let listed = !typed && enumeration::NAMES.contains(&tokens[open - 1].lemma.as_str());
    if listed
        || parts.is_empty()
        || (!typed && (REMARKS.contains(&first) || (!glued && parts.len() < 2)))
    {
        return None;
    }
    let wordy = |part: &str| part.split_whitespace().count() <= 4 || part.contains([':', '|']);
    if !parts.iter().all(|part| wordy(part))
        || (!typed && lists_things(tokens, open, close, vocabulary))
    {
        return None;
    }
    let spoken: Vec<&str> = tokens[from..open - 1]
        .iter()
        .map(|token| token.word.as_str())
        .chain([tokens[open - 1].lemma.as_str()])
        .collect();
    let mut explicit = Explicit {
        span: from..close + 1,
        name: spoken.join(" ").to_upper_camel_case(),
        fields: Vec::new(),
        references: Vec::new(),
        refused: Vec::new(),
    };
    for (part, parsed) in grammar::fields(inner) {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        let span = span_of(tokens, start..start + part.len());
        match parsed {
            Ok(parsed) => explicit.add(parsed),
            Err(fault) => {
                explicit.refused.push((span, fault.to_string()));
                let name = part.split(':').next().unwrap_or_default();
                if let Ok(parsed) = grammar::field(name) {
                    explicit.add(parsed);
                }
            }
        }
    }
    (!explicit.fields.is_empty() || !explicit.references.is_empty()).then_some(explicit)
}

impl Explicit {
    fn add(&mut self, mut parsed: ParsedField) {
        if let Some(entity) = parsed.reference {
            let name = parsed.field.name;
            let name = name.strip_suffix("_id").unwrap_or(&name).to_owned();
            self.references.push((name, entity, parsed.field.optional));
            return;
        }
        let field = &mut parsed.field;
        if field.ty == FieldType::Bool && field.default.is_none() && !field.optional {
            field.default = Some("false".into());
        }
        if self.fields.iter().all(|known| known.name != field.name) {
            self.fields.push(parsed.field);
        }
    }
}

fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.word.as_str() {
            "(" => depth += 1,
            ")" => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Where the name before the parenthesis begins: the humps of one word, or two words that are known together.
fn name_start(tokens: &[Token], open: usize, vocabulary: &Vocabulary) -> Option<usize> {
    let last = open - 1;
    let token = &tokens[last];
    if token.kind != Kind::Word || token.foreign || token.word.len() < 2 {
        return None;
    }
    let mut from = last;
    while from > 0
        && tokens[from - 1].kind == Kind::Word
        && tokens[from - 1].end == tokens[from].start
    {
        from -= 1;
    }
    if from == last && last > 0 {
        let pair = vocabulary.longest(&tokens[..open], last - 1);
        if pair.is_some_and(|(length, _)| length == 2) {
            return Some(last - 1);
        }
    }
    let structural = vocabulary.class_of(&token.word) == Some(super::words::Class::Function);
    (!structural).then_some(from)
}

/// True when the parentheses list entities, not fields.
fn lists_things(tokens: &[Token], open: usize, close: usize, vocabulary: &Vocabulary) -> bool {
    (open + 1..close).any(|at| {
        tokens[at].is_plural()
            && vocabulary
                .longest(&tokens[..close], at)
                .is_some_and(|(_, meanings)| {
                    meanings
                        .iter()
                        .any(|meaning| matches!(meaning, Meaning::Lexicon(_)))
                })
    })
}

/// The tokens that lie in a stretch of bytes.
fn span_of(tokens: &[Token], bytes: Range<usize>) -> Range<usize> {
    let inside = |token: &Token| token.start >= bytes.start && token.end <= bytes.end;
    let from = tokens.iter().position(inside).unwrap_or_default();
    let to = tokens
        .iter()
        .rposition(inside)
        .map_or(from, |last| last + 1);
    from..to
}
