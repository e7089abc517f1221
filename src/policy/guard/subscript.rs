//! Subscripts that the shell evaluates whatever quotes they stand in: `test -v 'a[$(rm x)]'`.

/// Builtins that evaluate a subscript in what they are given.
const BUILTINS: [&str; 18] = [
    "test",
    "[",
    "[[",
    "printf",
    "read",
    "unset",
    "declare",
    "typeset",
    "local",
    "export",
    "readonly",
    "let",
    "mapfile",
    "readarray",
    "wait",
    "getopts",
    "((",
    "nameref",
];

/// Which word of a builtin hides a command in a subscript.
pub(in crate::policy) fn evaluated(argv: &[&str]) -> Option<usize> {
    let from = argv.iter().position(|word| *word != "builtin")?;
    let name = argv[from].rsplit('/').next()?;
    if !BUILTINS.contains(&name) {
        return None;
    }
    let given = argv.iter().enumerate().skip(from + 1);
    let mut given = given.filter(|(_, word)| hides(word));
    given.next().map(|(at, _)| at)
}

/// True when a text that could not be read holds such a subscript, and something that evaluates it.
pub(super) fn in_text(text: &str) -> bool {
    if !hides(text) {
        return false;
    }
    let arithmetic = text.contains("((") || text.contains("$[") || text.contains("${");
    let mut words = text.split(|c: char| c.is_whitespace() || ";|&(){}".contains(c));
    arithmetic || words.any(|word| BUILTINS.contains(&word))
}

/// True when a name and a subscript with a command stand in `text`.
pub(in crate::policy) fn hides(text: &str) -> bool {
    text.match_indices('[').any(|(at, _)| {
        let named = text[..at]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        let inside = &text[at + 1..];
        let inside = &inside[..inside.rfind(']').unwrap_or(inside.len())];
        named && (inside.contains('`') || inside.replace('\\', "").contains("$("))
    })
}
