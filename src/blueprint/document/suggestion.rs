//! What a misspelt key or value was probably meant to be.

/// The end of an error's sentence, from what the parser says: `unknown field …, expected one of …`.
pub(super) fn hint(problem: &str) -> String {
    let names = quoted(problem);
    let Some((wrong, known)) = names.split_first() else {
        return String::new();
    };
    let unknown = problem.starts_with("unknown field") || problem.starts_with("unknown variant");
    if !unknown || known.is_empty() {
        return String::new();
    }
    match nearest(wrong, known) {
        Some(name) => format!("; did you mean {name}?"),
        None => format!("; use one of {}", known.join(", ")),
    }
}

/// The first half of what the parser says, without its list of everything known.
pub(super) fn problem(said: &str) -> String {
    let unknown = said.starts_with("unknown field") || said.starts_with("unknown variant");
    let text = if unknown {
        said.split(", expected").next().unwrap_or(said)
    } else {
        said
    };
    text.replace('`', "\"")
        .replace("unknown field", "unknown key")
        .replace("unknown variant", "unknown value")
        .replace('\n', " ")
}

fn nearest<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    known
        .iter()
        .map(|name| (strsim::damerau_levenshtein(wrong, name), *name))
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .min()
        .map(|(_, name)| name)
}

/// The parts between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}
