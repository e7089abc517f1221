//! Words that mean more to a program than they show.

use crate::policy::syntax::Word;

/// True when a filter of `jq` names what reaches beyond its input.
pub(super) fn tells_environment(filter: &str) -> bool {
    let mut names = filter.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    names.any(|name| {
        matches!(
            name,
            "env" | "ENV" | "import" | "include" | "get_search_list"
        )
    })
}

/// The word of a builtin in which bash evaluates a subscript: quotes do not keep it from that.
pub(super) fn evaluated(words: &[Word]) -> Option<&Word> {
    let name = words.first()?.text.rsplit('/').next()?;
    if !matches!(name, "test" | "[" | "printf") {
        return None;
    }
    words
        .iter()
        .skip(1)
        .find(|word| word.text.contains(['$', '`']))
}
