//! Finds every path in a source file, whatever the syntax around it.
//!
//! The scan works on tokens, not on the syntax tree: `use` trees, types, expressions, attributes,
//! derives, visibility and the insides of macros all come down to the same few token shapes, so
//! none of them can be forgotten.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// A path that names something outside the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The line of its first token.
    pub line: usize,
    /// What it leads to.
    pub target: Target,
}

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A module or item of this crate, as segments from the crate root.
    Inside(Vec<String>),
    /// The crate root itself, by a glob or under another name: rooms behind it cannot be seen.
    Root,
    /// A foreign crate.
    Foreign(String),
    /// Source that the scan cannot follow (`include!`, a conditional or nested `#[path]`).
    Hidden(&'static str),
    /// `#[path = "…"]` on a module of the file itself.
    Moved(String),
}

/// All references of a file that stands at `module` (segments from the crate root).
pub fn references(
    tokens: TokenStream,
    module: &[String],
    crates: &BTreeSet<String>,
) -> Vec<Reference> {
    let mut local = BTreeSet::new();
    declared_modules(tokens.clone(), &mut local);
    let mut scan = Scan {
        crates,
        local,
        depth: module.len(),
        module: module.to_vec(),
        found: Vec::new(),
    };
    scan.walk(&tokens.into_iter().collect::<Vec<_>>(), Place::Code);
    scan.found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Code,
    Attribute,
}

struct Scan<'a> {
    crates: &'a BTreeSet<String>,
    local: BTreeSet<String>,
    /// How deep the file itself stands; `module` is deeper inside its modules.
    depth: usize,
    module: Vec<String>,
    found: Vec<Reference>,
}

impl Scan<'_> {
    fn walk(&mut self, tokens: &[TokenTree], place: Place) {
        let mut at = 0;
        while at < tokens.len() {
            at += self.step(tokens, at, place);
        }
    }

    /// Handles what starts at `at` and says how many tokens it took.
    fn step(&mut self, tokens: &[TokenTree], at: usize, place: Place) -> usize {
        match &tokens[at] {
            TokenTree::Group(group) => {
                self.walk(&inner(group), place);
                1
            }
            TokenTree::Literal(literal) => {
                if place == Place::Attribute {
                    self.quoted(&literal.to_string(), line(&tokens[at]));
                }
                1
            }
            TokenTree::Punct(punct) if punct.as_char() == '#' => self.attribute(tokens, at),
            TokenTree::Punct(_) => 1,
            TokenTree::Ident(_) => self.word(tokens, at, place),
        }
    }

    fn word(&mut self, tokens: &[TokenTree], at: usize, place: Place) -> usize {
        let name = ident(tokens.get(at)).unwrap_or_default();
        let next = ident(tokens.get(at + 1));
        match (name.as_str(), next, tokens.get(at + 2)) {
            ("mod", Some(child), Some(TokenTree::Group(body)))
                if body.delimiter() == Delimiter::Brace =>
            {
                self.module.push(child);
                self.walk(&inner(body), place);
                self.module.pop();
                3
            }
            ("use", _, _) if !is_punct(tokens.get(at + 1), '<') => {
                let end = (at..tokens.len())
                    .find(|&i| is_punct(tokens.get(i), ';'))
                    .unwrap_or(tokens.len());
                self.tree(&tokens[at + 1..end], &[]);
                end - at
            }
            ("extern", Some(word), Some(TokenTree::Ident(krate))) if word == "crate" => {
                match krate.to_string().as_str() {
                    "self" => self.push(line(&tokens[at]), Target::Root),
                    name => self.leaf(&[name.to_owned()], line(&tokens[at])),
                }
                3
            }
            ("include", _, _) if is_punct(tokens.get(at + 1), '!') => {
                self.push(line(&tokens[at]), Target::Hidden("include!"));
                2
            }
            _ => self.path(tokens, at),
        }
    }

    /// A path outside a `use`: a head followed by `::`, which is not itself a later segment.
    fn path(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        if !is_path_sep(tokens, at + 1) || follows_segment(tokens, at) {
            return 1;
        }
        let mut segments: Vec<String> = ident(tokens.get(at)).into_iter().collect();
        let mut end = at + 1;
        while is_path_sep(tokens, end) {
            if let Some(name) = ident(tokens.get(end + 2)) {
                segments.push(name);
                end += 3;
            } else if is_use_tail(tokens.get(end + 2)) {
                // A `use` tree that a macro hands on.
                self.tree(&tokens[end + 2..end + 3], &segments);
                return end + 3 - at;
            } else {
                break;
            }
        }
        self.leaf(&segments, line(&tokens[at]));
        end - at
    }

    /// Every leaf of a `use` tree, with `prefix` in front.
    fn tree(&mut self, tokens: &[TokenTree], prefix: &[String]) {
        for branch in tokens.split(|token| is_punct(Some(token), ',')) {
            let mut segments = prefix.to_vec();
            for (i, token) in branch.iter().enumerate() {
                match token {
                    TokenTree::Group(group) => {
                        self.tree(&inner(group), &segments);
                        segments.clear();
                    }
                    TokenTree::Punct(punct) if punct.as_char() == '*' => {
                        self.leaf(&segments, line(token));
                        segments.clear();
                    }
                    TokenTree::Ident(word) if *word == "as" => break,
                    TokenTree::Ident(_) => segments.extend(ident(Some(token))),
                    TokenTree::Punct(_) | TokenTree::Literal(_) => {}
                }
                let last = branch
                    .get(i + 1)
                    .is_none_or(|t| ident(Some(t)).as_deref() == Some("as"));
                if last && matches!(token, TokenTree::Ident(_)) {
                    self.leaf(&segments, line(token));
                }
            }
        }
    }

    fn attribute(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let bang = usize::from(is_punct(tokens.get(at + 1), '!'));
        let Some(TokenTree::Group(group)) = tokens.get(at + 1 + bang) else {
            return 1;
        };
        if group.delimiter() != Delimiter::Bracket {
            return 1;
        }
        let body = inner(group);
        match ident(body.first()).as_deref() {
            // Links in documentation are not imports.
            Some("doc") => {}
            _ if moves_source(&body) => {
                let moved = moved_to(&body).filter(|_| self.module.len() == self.depth);
                let target = moved.map_or(Target::Hidden("#[path]"), Target::Moved);
                self.push(line(&tokens[at]), target);
            }
            _ => self.walk(&body, Place::Attribute),
        }
        2 + bang
    }

    /// A path in a string, as serde takes it: `#[serde(with = "crate::room::module")]`.
    fn quoted(&mut self, literal: &str, line: usize) {
        let Ok(text) = syn::parse_str::<syn::LitStr>(literal) else {
            return;
        };
        if let Ok(path) = syn::parse_str::<syn::Path>(&text.value()) {
            let segments: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
            if segments.len() > 1 {
                self.leaf(&segments, line);
            }
        }
    }

    fn leaf(&mut self, segments: &[String], line: usize) {
        let Some(head) = segments.first() else { return };
        let mut absolute = match head.as_str() {
            "crate" | "vibecober" => Vec::new(),
            "self" | "super" => self.module.clone(),
            name if self.crates.contains(name) && !self.local.contains(name) => {
                return self.push(line, Target::Foreign(name.to_owned()));
            }
            _ => return,
        };
        for (i, segment) in segments.iter().enumerate() {
            match segment.as_str() {
                "super" => {
                    absolute.pop();
                }
                "self" | "crate" => {}
                _ if i == 0 => {}
                name => absolute.push(name.to_owned()),
            }
        }
        let target = if absolute.is_empty() {
            Target::Root
        } else {
            Target::Inside(absolute)
        };
        self.push(line, target);
    }

    fn push(&mut self, line: usize, target: Target) {
        self.found.push(Reference { line, target });
    }
}

/// The names of modules that a file declares: they hide a foreign crate of the same name.
fn declared_modules(tokens: TokenStream, names: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (i, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            declared_modules(group.stream(), names);
        }
        if ident(Some(token)).as_deref() == Some("mod") {
            names.extend(ident(tokens.get(i + 1)));
        }
    }
}

/// True for `path = …`, also behind `cfg_attr(…, path = …)`.
fn moves_source(attribute: &[TokenTree]) -> bool {
    match (ident(attribute.first()).as_deref(), attribute.get(1)) {
        (Some("path"), _) => true,
        (Some("cfg_attr"), Some(TokenTree::Group(group))) => inner(group)
            .split(|token| is_punct(Some(token), ','))
            .any(|part| ident(part.first()).as_deref() == Some("path")),
        _ => false,
    }
}

/// Where a plain `path = "…"` leads.
fn moved_to(attribute: &[TokenTree]) -> Option<String> {
    match attribute {
        [TokenTree::Ident(name), _, TokenTree::Literal(literal)] if *name == "path" => {
            let text = syn::parse_str::<syn::LitStr>(&literal.to_string()).ok()?;
            Some(text.value())
        }
        _ => None,
    }
}

fn inner(group: &Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}

fn line(token: &TokenTree) -> usize {
    token.span().start().line
}

fn ident(token: Option<&TokenTree>) -> Option<String> {
    match token {
        Some(TokenTree::Ident(name)) => Some(name.to_string().trim_start_matches("r#").to_owned()),
        _ => None,
    }
}

fn is_punct(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn is_path_sep(tokens: &[TokenTree], at: usize) -> bool {
    let joined = matches!(tokens.get(at), Some(TokenTree::Punct(punct))
        if punct.as_char() == ':' && punct.spacing() == Spacing::Joint);
    joined && is_punct(tokens.get(at + 1), ':')
}

/// True when the word at `at` comes after `segment::`, so that it is not the head of a path.
fn follows_segment(tokens: &[TokenTree], at: usize) -> bool {
    if at < 3 || !is_path_sep(tokens, at - 2) {
        return false;
    }
    let arrow = at >= 4 && (is_punct(tokens.get(at - 4), '-') || is_punct(tokens.get(at - 4), '='));
    is_segment(&tokens[at - 3]) || (is_punct(tokens.get(at - 3), '>') && !arrow)
}

/// True for a word that can be a segment; `return ::std::x` has none before its `::`.
fn is_segment(token: &TokenTree) -> bool {
    const NOT: [&str; 12] = [
        "return", "in", "as", "use", "impl", "for", "dyn", "mut", "where", "else", "match", "break",
    ];
    ident(Some(token)).is_some_and(|name| !NOT.contains(&name.as_str()))
}

fn is_use_tail(token: Option<&TokenTree>) -> bool {
    is_punct(token, '*')
        || matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
}
