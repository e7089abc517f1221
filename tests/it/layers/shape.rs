//! The shape of files: length, names, what `mod.rs` holds, size of functions and structs.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::check::Violation;
use super::rules::{EMPTY_NAMES, EMPTY_WORDS, MAX_FIELDS, MAX_FN_LINES, MAX_LINES, TOP_LEVEL};

/// Rules for any file of ours, by its path and text alone.
pub fn of_text(path: &str, text: &str) -> Vec<Violation> {
    let mut broken = Vec::new();
    let lines = text.lines().count();
    if lines > MAX_LINES {
        broken.push(Violation::new(
            path,
            lines,
            format!("{lines} lines, at most {MAX_LINES}"),
        ));
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    let folders = path.split('/').rev().skip(1);
    for part in folders.chain([stem]) {
        if EMPTY_NAMES.contains(&part) || part.split('_').any(|word| EMPTY_WORDS.contains(&word)) {
            broken.push(Violation::new(
                path,
                1,
                format!("the name `{part}` says nothing"),
            ));
        }
    }
    broken
}

/// Rules for a file of the product.
pub fn of_source(path: &str, file: &syn::File) -> Vec<Violation> {
    let mut broken = Vec::new();
    let name = path.rsplit('/').next().unwrap_or(path);
    let only_tests = name == "tests.rs" || path.contains("/tests/");
    if !only_tests && !file.attrs.iter().any(|attr| attr.path().is_ident("doc")) {
        broken.push(Violation::new(
            path,
            1,
            "opens without a `//!` sentence that says what it owns".to_owned(),
        ));
    }
    if name == "mod.rs" || name == "lib.rs" {
        broken.extend(bodies(path, file));
    }
    let mut sizes = Sizes {
        path,
        broken: Vec::new(),
    };
    sizes.visit_file(file);
    broken.extend(sizes.broken);
    broken
}

/// Entries at the top of the repository that have no business there.
pub fn of_top_level(entries: &[String]) -> Vec<Violation> {
    entries
        .iter()
        .filter(|name| !name.starts_with('.') && !TOP_LEVEL.contains(&name.as_str()))
        .map(|name| Violation::new(name, 1, "does not belong at the top level".to_owned()))
        .collect()
}

/// Everything in a `mod.rs` that is neither documentation nor a declaration.
fn bodies(path: &str, file: &syn::File) -> Vec<Violation> {
    let declared = |item: &syn::Item| match item {
        syn::Item::Mod(module) => module.content.is_none(),
        syn::Item::Use(_) => true,
        _ => false,
    };
    file.items
        .iter()
        .filter(|item| !declared(item))
        .map(|item| {
            Violation::new(
                path,
                item.span().start().line,
                "holds a body: only documentation, `mod` and `use` belong here".to_owned(),
            )
        })
        .collect()
}

struct Sizes<'a> {
    path: &'a str,
    broken: Vec<Violation>,
}

impl Sizes<'_> {
    fn function(&mut self, name: &syn::Ident, block: &syn::Block) {
        let span = block.span();
        let lines = span.end().line - span.start().line + 1;
        if lines > MAX_FN_LINES {
            self.broken.push(Violation::new(
                self.path,
                span.start().line,
                format!("`{name}` has {lines} lines, at most {MAX_FN_LINES}"),
            ));
        }
    }
}

impl<'ast> Visit<'ast> for Sizes<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig.ident, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig.ident, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.function(&item.sig.ident, block);
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        let fields = item.fields.len();
        if fields > MAX_FIELDS {
            self.broken.push(Violation::new(
                self.path,
                item.span().start().line,
                format!("`{}` has {fields} fields, at most {MAX_FIELDS}", item.ident),
            ));
        }
        visit::visit_item_struct(self, item);
    }
}
