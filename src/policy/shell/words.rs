//! Words that mean more to a program than they show.

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
