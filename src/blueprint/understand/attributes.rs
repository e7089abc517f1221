//! Fields in words: "products with name, price and stock", "a todo has a title and a due date".

use std::ops::Range;

use super::chunk::{Chunk, Sense};
use super::enumeration::Enumeration;
use super::grammar;
use super::token::{Kind, Token};
use super::words::{self, Class};
use crate::domain::app_model::{Field, FieldType};

/// Fields, and the chunk of the thing that has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attributes {
    /// The first token of the thing.
    pub head: usize,
    pub fields: Vec<Field>,
    /// The tokens of each field.
    pub spans: Vec<Range<usize>>,
    /// True when the list is long enough to be all of the fields.
    pub complete: bool,
}

/// Words between a thing and its fields.
const CONNECTORS: &[&str] = &[
    "with",
    "has",
    "have",
    "having",
    "including",
    "includes",
    "include",
    "containing",
    "contains",
    "contain",
    "fields",
    "field",
    "of",
];
/// Words that may stand before a field.
const ARTICLES: &[&str] = &[
    "a", "an", "the", "its", "their", "optional", "unique", "his", "her", "one", "also",
];

/// Finds lists of fields and turns their chunks into attributes.
pub(super) fn take(
    tokens: &[Token],
    chunks: &mut [Chunk],
    enums: &[Enumeration],
) -> Vec<Attributes> {
    let mut found = Vec::new();
    let mut at = 1;
    while at < chunks.len() {
        let colon = chunks[at].sense == Sense::Mark(Kind::Colon);
        let connects = colon
            || chunks[at].is_one_of(tokens, CONNECTORS) && !chunks[at].is_one_of(tokens, &["of"]);
        let head = head_before(tokens, chunks, at);
        if let (true, Some(head)) = (connects, head)
            && let Some((attributes, end)) = list(tokens, chunks, enums, (head, at))
        {
            found.push(attributes);
            at = end;
        } else {
            at += 1;
        }
    }
    found.extend(loose(chunks, enums));
    found
}

/// The thing just before the connector at `at`, over generic words and other connectors.
fn head_before(tokens: &[Token], chunks: &[Chunk], at: usize) -> Option<usize> {
    let mut back = at;
    while back > 0 {
        back -= 1;
        let chunk = &chunks[back];
        if chunk.is_thing() || matches!(chunk.sense, Sense::Noun | Sense::Domain(_)) {
            return (!chunk.negated).then_some(back);
        }
        let generic = matches!(chunk.sense, Sense::Class(Class::Generic | Class::Tech));
        let passing = generic
            || chunk.is_one_of(tokens, CONNECTORS)
            || chunk.is_one_of(
                tokens,
                &["should", "must", "can", "may", "will", "the", "following"],
            );
        if !passing {
            return None;
        }
    }
    None
}

/// One item of a list: its chunks.
struct Item {
    chunks: Vec<usize>,
    optional: bool,
    unique: bool,
}

fn list(
    tokens: &[Token],
    chunks: &mut [Chunk],
    enums: &[Enumeration],
    (head, connector): (usize, usize),
) -> Option<(Attributes, usize)> {
    let (items, end) = items(tokens, chunks, connector + 1);
    let strong = items
        .iter()
        .filter(|item| rate(tokens, chunks, item) == Rating::Field)
        .count();
    let has = !chunks[connector].is_one_of(tokens, &["with"]) || chunks[head].plural;
    if strong == 0 || (!has && strong < 2 && matches!(chunks[head].sense, Sense::Noun)) {
        return None;
    }
    let mut fields: Vec<Field> = Vec::new();
    let mut spans = Vec::new();
    let mut left = 0;
    for item in &items {
        let rating = rate(tokens, chunks, item);
        if rating == Rating::Thing {
            left += 1;
            continue;
        }
        let Some(field) = field(tokens, chunks, enums, item) else {
            continue;
        };
        for at in &item.chunks {
            chunks[*at].sense = Sense::Attribute(None);
        }
        spans.push(span(chunks, item));
        fields.push(field);
    }
    let labelled = fields.iter().any(|field| field.ty.is_textual());
    let area = matches!(chunks[head].sense, Sense::Domain(_));
    let complete = fields.len() > 1 && left <= fields.len() && labelled && !area;
    let attributes = Attributes {
        head: chunks[head].span.start,
        fields,
        spans,
        complete,
    };
    Some((attributes, end))
}

fn items(tokens: &[Token], chunks: &[Chunk], from: usize) -> (Vec<Item>, usize) {
    let mut items = Vec::new();
    let mut item = Item {
        chunks: Vec::new(),
        optional: false,
        unique: false,
    };
    let mut at = from;
    while let Some(chunk) = chunks.get(at) {
        let article = chunk.is_one_of(tokens, ARTICLES);
        if chunk.joins(tokens) {
            let done = std::mem::replace(
                &mut item,
                Item {
                    chunks: Vec::new(),
                    optional: false,
                    unique: false,
                },
            );
            if !done.chunks.is_empty() {
                items.push(done);
            }
        } else if article && item.chunks.is_empty() {
            item.optional = item.optional || chunk.is_one_of(tokens, &["optional"]);
            item.unique = item.unique || chunk.is_one_of(tokens, &["unique"]);
        } else if chunk.is_stop()
            || chunk.is_function()
            || chunk.negated
            || matches!(chunk.sense, Sense::Mark(_) | Sense::Number | Sense::Foreign)
            || item.chunks.len() == 3
        {
            break;
        } else {
            item.chunks.push(at);
        }
        at += 1;
    }
    if !item.chunks.is_empty() {
        items.push(item);
    }
    (items, at)
}

/// What an item of a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rating {
    /// A field for sure.
    Field,
    /// A field where others are.
    Perhaps,
    /// An entity, a capability or something else.
    Thing,
}

fn rate(tokens: &[Token], chunks: &[Chunk], item: &Item) -> Rating {
    let senses: Vec<&Sense> = item.chunks.iter().map(|at| &chunks[*at].sense).collect();
    if matches!(senses.as_slice(), [Sense::Attribute(_)]) {
        return Rating::Field;
    }
    let Some(last) = item.chunks.last().map(|at| &chunks[*at]) else {
        return Rating::Thing;
    };
    let token = &tokens[last.span.end - 1];
    let inner = matches!(
        last.sense,
        Sense::Domain(_) | Sense::Foreign | Sense::Account
    );
    let many = words::is_sure_attribute(&token.lemma)
        && matches!(last.sense, Sense::Noun | Sense::Class(_));
    let known = words::is_attribute(&token.word) || many;
    if inner || (token.is_plural() && !known) {
        return Rating::Thing;
    }
    let sole = item.chunks.len() == 1 && last.span.len() == 1;
    let several = last.span.len() > 1 && !matches!(last.sense, Sense::Noun);
    match (known, &last.sense) {
        (true, Sense::Known(_) | Sense::Capability(_) | Sense::Thing(_)) if several => {
            Rating::Thing
        }
        (true, _) if sole && words::is_ambiguous(&token.word) => Rating::Perhaps,
        (true, _) => Rating::Field,
        (false, Sense::Noun | Sense::Class(Class::Describing)) => Rating::Perhaps,
        (false, _) => Rating::Thing,
    }
}

fn field(tokens: &[Token], chunks: &[Chunk], enums: &[Enumeration], item: &Item) -> Option<Field> {
    if let [at] = item.chunks.as_slice()
        && let Sense::Attribute(Some(index)) = chunks[*at].sense
    {
        return enums.get(index).map(|found| found.field.clone());
    }
    let from = chunks[*item.chunks.first()?].span.start;
    let to = chunks[*item.chunks.last()?].span.end;
    let mut words: Vec<&str> = tokens[from..to]
        .iter()
        .map(|token| token.word.as_str())
        .collect();
    let last = &tokens[to - 1];
    if !words::is_attribute(&last.word) && words::is_sure_attribute(&last.lemma) {
        words.pop();
        words.push(&last.lemma);
    }
    let flagged = words.len() > 1 && words.last() == Some(&"flag");
    let text = words[..words.len() - usize::from(flagged)].join(" ");
    let mut field = grammar::field(&text).ok()?.field;
    if flagged {
        field.ty = FieldType::Bool;
        field.min = None;
    }
    if matches!(text.as_str(), "photo" | "image" | "picture" | "avatar") {
        field.name = format!("{text}_url");
        field.ty = FieldType::Url;
    }
    if field.ty == FieldType::Bool {
        field.default = Some("false".into());
    }
    field.optional = item.optional && field.default.is_none();
    field.unique = item.unique && field.ty != FieldType::Bool;
    Some(field)
}

/// The tokens of an item.
fn span(chunks: &[Chunk], item: &Item) -> Range<usize> {
    let start = item.chunks.first().map_or(0, |at| chunks[*at].span.start);
    let end = item.chunks.last().map_or(start, |at| chunks[*at].span.end);
    start..end
}

/// Enumerations outside lists belong to the thing before them.
fn loose(chunks: &[Chunk], enums: &[Enumeration]) -> Vec<Attributes> {
    let mut found = Vec::new();
    for (at, chunk) in chunks.iter().enumerate() {
        let Sense::Attribute(Some(index)) = chunk.sense else {
            continue;
        };
        let before = chunks[..at].iter().rposition(|chunk| {
            chunk.is_thing() || matches!(chunk.sense, Sense::Noun | Sense::Domain(_))
        });
        if let (Some(head), Some(found_enum)) = (before, enums.get(index)) {
            found.push(Attributes {
                head: chunks[head].span.start,
                fields: vec![found_enum.field.clone()],
                spans: vec![chunk.span.clone()],
                complete: false,
            });
        }
    }
    found
}
