//! What the rules say in one line, where there is no screen.

use super::kind::{Kind, kind};
use crate::domain::model_name::ModelName;

/// Why `prompt` gets no answer without a model, how to have one (`example` is one), and what works
/// without.
pub fn without_model(prompt: &str, example: Option<&ModelName>) -> String {
    let first = prompt.trim().lines().next().unwrap_or_default();
    let works = match kind(first) {
        Kind::Idea => format!(
            "`vibecober generate \"{}\"` makes a project of it by rules",
            short(first)
        ),
        Kind::Greeting
        | Kind::Abilities
        | Kind::Keys
        | Kind::Model
        | Kind::Status
        | Kind::Test
        | Kind::NeedsModel
        | Kind::Question
        | Kind::Unclear => "`vibecober generate IDEA` works without one".to_owned(),
    };
    let example = example.map_or_else(|| "PROVIDER/ID".to_owned(), ToString::to_string);
    format!(
        "answering that needs a model, and none is chosen: give a key (`vibecober auth add anthropic`, or ANTHROPIC_API_KEY) or --model {example} (`vibecober models list` shows more); {works}"
    )
}

/// The words on one line, without what a shell would take for the end of them.
fn short(text: &str) -> String {
    const LONGEST: usize = 80;
    let plain: String = text
        .chars()
        .filter(|one| !"\"`$\\".contains(*one))
        .take(LONGEST)
        .collect();
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_is_missing_how_to_get_it_and_what_works_without() {
        let said = without_model("explain this function", None);
        assert!(said.contains("needs a model"), "{said}");
        assert!(said.contains("vibecober auth add anthropic"), "{said}");
        assert!(!said.contains('\n'), "{said}");
        let idea = without_model("library with books, members and loans", None);
        assert!(
            idea.contains("vibecober generate \"library with books"),
            "{idea}"
        );
    }
}
