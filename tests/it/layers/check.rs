//! Judges sources against the tables of [`super::rules`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use proc_macro2::TokenStream;

use super::paths::{Reference, Target, references};
use super::rules::{CONFINED, DOMAIN_KNOWS, floor_of};
use super::shape;

/// One broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    path: String,
    line: usize,
    what: String,
}

impl Violation {
    /// A broken rule at `line` of `path`.
    pub fn new(path: &str, line: usize, what: String) -> Self {
        Self {
            path: path.to_owned(),
            line,
            what,
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// The foreign crates of the manifest: name, and whether only tests may use it.
pub type Crates = BTreeMap<String, bool>;

/// Judges a list of `(path, text)`; paths are relative to the repository, with `/`.
pub fn check(sources: &[(String, String)], crates: &Crates) -> Vec<Violation> {
    let moved = moved_modules(sources);
    sources
        .iter()
        .flat_map(|(path, text)| check_file(path, text, crates, moved.get(path)))
        .collect()
}

/// The files that a `#[path = "…"] mod name;` names, with the module that they are then.
fn moved_modules(sources: &[(String, String)]) -> BTreeMap<String, Vec<String>> {
    let mut moved = BTreeMap::new();
    for (path, text) in sources {
        let (Ok(place), Ok(file)) = (Place::of(path), syn::parse_file(text)) else {
            continue;
        };
        for item in &file.items {
            let syn::Item::Mod(module) = item else {
                continue;
            };
            for attribute in &module.attrs {
                if let syn::Meta::NameValue(pair) = &attribute.meta
                    && pair.path.is_ident("path")
                    && let syn::Expr::Lit(syn::ExprLit {
                        lit: syn::Lit::Str(to),
                        ..
                    }) = &pair.value
                {
                    let mut module_path = place.module.clone();
                    module_path.push(module.ident.to_string());
                    moved.insert(beside(path, &to.value()), module_path);
                }
            }
        }
    }
    moved
}

/// The path of `name` in the folder of `path`.
fn beside(path: &str, name: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{folder}/{name}")
}

/// The extension of the last part of a path.
pub fn extension(path: &str) -> Option<&str> {
    Path::new(path).extension()?.to_str()
}

fn check_file(
    path: &str,
    text: &str,
    crates: &Crates,
    moved: Option<&Vec<String>>,
) -> Vec<Violation> {
    let mut place = match Place::of(path) {
        Ok(place) => place,
        Err(what) => return vec![Violation::new(path, 1, what)],
    };
    if let Some(module) = moved {
        place.module.clone_from(module);
    }
    let is_rust = extension(path) == Some("rs");
    if !is_rust && place.room.is_some() {
        // Assets live in the room that uses them; how long they are is the room's affair.
        return Vec::new();
    }
    let mut broken = shape::of_text(path, text);
    if !is_rust || place.kind == Kind::Test {
        return broken;
    }
    let (file, tokens) = match (syn::parse_file(text), text.parse::<TokenStream>()) {
        (Ok(file), Ok(tokens)) => (file, tokens),
        (Err(error), _) => {
            broken.push(Violation::new(path, 1, format!("does not parse: {error}")));
            return broken;
        }
        (_, Err(error)) => {
            broken.push(Violation::new(path, 1, format!("does not lex: {error}")));
            return broken;
        }
    };
    if place.kind == Kind::Product {
        broken.extend(shape::of_source(path, &file));
    }
    let names: BTreeSet<String> = crates.keys().cloned().collect();
    for reference in references(tokens, &place.module, &names) {
        if let Some(what) = place.judge(path, &reference, crates) {
            broken.push(Violation::new(path, reference.line, what));
        }
    }
    broken
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Product,
    Example,
    Test,
}

/// Where a file stands.
struct Place {
    kind: Kind,
    /// The room, for files inside one.
    room: Option<(String, usize)>,
    /// Its module path from the crate root; `main` and `examples` stand for those roots.
    module: Vec<String>,
    /// The name under which [`CONFINED`] knows it.
    address: String,
}

impl Place {
    fn of(path: &str) -> Result<Self, String> {
        let outside = |kind, address: &str| Self {
            kind,
            room: None,
            module: Vec::new(),
            address: address.to_owned(),
        };
        match path {
            "src/lib.rs" => return Ok(outside(Kind::Product, "lib")),
            "src/main.rs" => return Ok(outside(Kind::Product, "main")),
            _ if path.starts_with("tests/") => return Ok(outside(Kind::Test, "tests")),
            _ if path.starts_with("examples/") => return Ok(outside(Kind::Example, "examples")),
            _ => {}
        }
        let inner = path
            .strip_prefix("src/")
            .ok_or("lies outside src, tests and examples")?;
        let mut module: Vec<String> = inner
            .trim_end_matches(".rs")
            .split('/')
            .map(str::to_owned)
            .collect();
        if module.last().is_some_and(|last| last == "mod") {
            module.pop();
        }
        let room = module.first().cloned().unwrap_or_default();
        let floor = floor_of(&room).ok_or_else(|| {
            format!("`{room}` is no room of the house: add it to a floor or move the file")
        })?;
        Ok(Self {
            kind: Kind::Product,
            address: module.join("::"),
            room: Some((room, floor)),
            module,
        })
    }

    fn judge(&self, path: &str, reference: &Reference, crates: &Crates) -> Option<String> {
        match &reference.target {
            Target::Moved(name) => {
                let room = self.room.as_ref().map_or("", |(room, _)| room);
                let inside = beside(path, name).starts_with(&format!("src/{room}/"));
                let straight = !name.split('/').any(|part| part == "..");
                (!inside || !straight)
                    .then(|| format!("`#[path = \"{name}\"]` leads out of the room"))
            }
            Target::Hidden(how) => Some(format!("`{how}` hides source from this check")),
            Target::Root => self.room.as_ref().map(|_| {
                "brings the crate root into scope: name the room that is meant".to_owned()
            }),
            Target::Inside(path) => self.judge_room(path.first()?),
            Target::Foreign(name) => self.judge_crate(name, crates),
        }
    }

    fn judge_room(&self, wanted: &str) -> Option<String> {
        let Some(below) = floor_of(wanted) else {
            // In `main.rs` and `lib.rs` a path from the root may name their own items.
            return self
                .room
                .as_ref()
                .map(|_| format!("`{wanted}` is no room of the house"));
        };
        let (room, floor) = self.room.as_ref()?;
        if wanted == room || below < *floor {
            return None;
        }
        Some(format!(
            "`{room}` (floor {floor}) imports `{wanted}` (floor {below}): only lower floors"
        ))
    }

    fn judge_crate(&self, name: &str, crates: &Crates) -> Option<String> {
        let family = CONFINED.iter().find(|(confined, _)| {
            name.strip_prefix(confined)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        });
        if let Some((confined, places)) = family {
            let allowed = places.iter().any(|place| {
                self.address
                    .strip_prefix(place)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
            });
            if !allowed {
                let places = places.join(", ");
                return Some(format!("imports `{name}`: `{confined}` only in {places}"));
            }
        }
        let only_tests = crates.get(name).copied().unwrap_or(false);
        let in_domain = self.room.as_ref().is_some_and(|(room, _)| room == "domain");
        (in_domain && !only_tests && !DOMAIN_KNOWS.contains(&name))
            .then(|| format!("`domain` imports `{name}`: it knows plain data only"))
    }
}
