//! Finds domains, entities and their words in the text of a lexicon file without parsing YAML.
//!
//! It relies on the layout that the files keep (two spaces a level); a test parses every file in
//! full and compares.

use std::ops::Range;

/// Where an entity is in its file, and the words that name it.
#[derive(Debug)]
pub(super) struct EntityScan {
    pub name: String,
    pub also: Vec<String>,
    pub text: Range<usize>,
}

/// Where a domain is in its file, and the words that name it.
#[derive(Debug)]
pub(super) struct DomainScan {
    pub name: String,
    pub words: Vec<String>,
    /// The part before `entities:`.
    pub head: Range<usize>,
    pub entities: Vec<EntityScan>,
}

/// The domains of one file.
pub(super) fn domains(text: &str) -> Vec<DomainScan> {
    let mut found: Vec<DomainScan> = Vec::new();
    let mut in_entities = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if let Some(name) = line.strip_prefix("- domain:") {
            in_entities = false;
            found.push(DomainScan {
                name: name.trim().to_owned(),
                words: Vec::new(),
                head: start..at,
                entities: Vec::new(),
            });
            continue;
        }
        let Some(domain) = found.last_mut() else {
            continue;
        };
        if line.starts_with("  entities:") {
            in_entities = true;
        } else if in_entities {
            entity_line(domain, text, line, start..at);
        } else {
            domain.head.end = at;
            if line.starts_with("  words:") {
                domain.words = list(&text[start..]);
            }
        }
    }
    found
}

fn entity_line(domain: &mut DomainScan, text: &str, line: &str, span: Range<usize>) {
    let body = line.strip_prefix("    ").filter(|body| {
        body.starts_with(|c: char| c.is_ascii_uppercase()) && body.trim_end().ends_with(':')
    });
    if let Some(body) = body {
        domain.entities.push(EntityScan {
            name: body.trim_end().trim_end_matches(':').to_owned(),
            also: Vec::new(),
            text: span,
        });
    } else if let Some(entity) = domain.entities.last_mut() {
        if line.starts_with("      ") {
            entity.text.end = span.end;
        }
        if line.starts_with("      also:") {
            entity.also = list(&text[span.start..]);
        }
    }
}

/// The items of the flow list that begins in `text` (`key: [a, "b"]`), over several lines if so.
fn list(text: &str) -> Vec<String> {
    let inner = text
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'))
        .map_or("", |(inner, _)| inner);
    inner
        .split(',')
        .map(|item| item.trim().trim_matches(['"', '\'']).trim().to_owned())
        .filter(|item| !item.is_empty())
        .collect()
}
