//! The embedded files.

use std::borrow::Cow;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "src/blueprint/lexicon"]
#[include = "*.yaml"]
struct Files;

/// The texts of all lexicon files, in the order of their names.
pub(super) fn texts() -> Vec<(String, Cow<'static, str>)> {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    names
        .into_iter()
        .filter_map(|name| {
            let file = Files::get(&name)?;
            let text = match file.data {
                Cow::Borrowed(bytes) => Cow::Borrowed(std::str::from_utf8(bytes).ok()?),
                Cow::Owned(bytes) => Cow::Owned(String::from_utf8(bytes).ok()?),
            };
            Some((name.into_owned(), text))
        })
        .collect()
}
