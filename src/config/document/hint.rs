//! What a misspelt word was probably meant to be.

/// The one of `known` that is most like `word`; none where none is like it.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known
        .into_iter()
        .map(|one| (strsim::jaro_winkler(word, one), one));
    let best = scored.max_by(|one, other| one.0.total_cmp(&other.0));
    best.filter(|(score, _)| *score > 0.8).map(|(_, one)| one)
}

/// A reader's complaint as the end of our line: without its place, in our words, with a hint.
pub(super) fn reworded(said: &str) -> String {
    let said = said.rfind(" at line ").map_or(said, |at| &said[..at]);
    let unknown = ["unknown field ", "unknown variant "];
    let Some(from) = unknown.iter().find_map(|start| said.find(start)) else {
        return said.replace('`', "'").replace('\n', " ");
    };
    let said = &said[from..];
    let mut quoted = said.split('`').skip(1).step_by(2);
    let word = quoted.next().unwrap_or_default();
    let known: Vec<&str> = quoted.collect();
    let kind = if said.starts_with(unknown[0]) {
        "unknown key"
    } else {
        "unknown word"
    };
    match nearest(word, known.iter().copied()) {
        Some(meant) => format!("{kind} '{word}': did you mean '{meant}'?"),
        None if known.is_empty() => format!("{kind} '{word}'"),
        None => format!("{kind} '{word}': use one of {}", known.join(", ")),
    }
}
