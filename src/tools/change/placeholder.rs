//! Finds lines that stand for code that was left out: writing them would lose what they stand for.

use std::path::Path;

/// What opens or closes a comment.
const MARKS: [&str; 14] = [
    "//", "/*", "*/", "#", "--", ";", "<!--", "-->", "{/*", "*/}", "%", "\"\"\"", "'''", "*",
];
/// Files of prose: there a comment with three dots may be an example.
const PROSE: [&str; 7] = ["md", "markdown", "txt", "rst", "adoc", "org", "tex"];
/// Languages in which three dots alone are no statement.
const NO_DOTS: [&str; 19] = [
    "rs", "js", "jsx", "ts", "tsx", "mjs", "cjs", "go", "java", "c", "h", "cc", "cpp", "hpp", "cs",
    "kt", "swift", "css", "scss",
];
/// Whole sentences that mean that something was left out.
const SENTENCES: [&str; 14] = [
    "rest unchanged",
    "rest is unchanged",
    "remains unchanged",
    "remain unchanged",
    "rest remains the same",
    "rest of the file",
    "rest of file",
    "rest of the code",
    "rest of code",
    "existing code",
    "omitted for brevity",
    "code omitted",
    "same as before",
    "unchanged code",
];
/// With three dots beside them, these words mean the same.
const WORDS: [&str; 13] = [
    "existing",
    "unchanged",
    "rest",
    "remaining",
    "same",
    "omitted",
    "previous",
    "other",
    "more",
    "before",
    "snip",
    "continue",
    "here",
];
/// Words that add nothing to such a sentence.
const FILLING: [&str; 24] = [
    "the",
    "all",
    "your",
    "my",
    "keep",
    "with",
    "and",
    "of",
    "is",
    "are",
    "as",
    "here",
    "goes",
    "remains",
    "remain",
    "stays",
    "unchanged",
    "same",
    "other",
    "below",
    "above",
    "omitted",
    "follows",
    "continues",
];
/// Longer lines say something of their own.
const LONGEST: usize = 120;

/// The first line of `new`, from 1, that stands for something left out, with its text; lines that
/// were there before are no placeholders.
pub(super) fn placeholder<'a>(
    path: &Path,
    new: &'a str,
    before: Option<&str>,
) -> Option<(usize, &'a str)> {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let ending = ending.unwrap_or_default().to_ascii_lowercase();
    let found = new.lines().enumerate().find(|(_, line)| {
        let line = line.trim();
        stands_for_code(line, &ending) && !before.is_some_and(|before| has_line(before, line))
    });
    found.map(|(at, line)| (at + 1, line.trim()))
}

fn has_line(text: &str, wanted: &str) -> bool {
    text.contains(wanted) && text.lines().any(|line| line.trim() == wanted)
}

fn stands_for_code(line: &str, ending: &str) -> bool {
    if line.is_empty() || line.len() > LONGEST {
        return false;
    }
    let inner = without_marks(line);
    let is_comment = inner.len() < line.len();
    let bare = without_dots(inner);
    let has_dots = bare.len() < inner.len();
    if has_dots && bare.is_empty() {
        return if is_comment {
            !PROSE.contains(&ending)
        } else {
            NO_DOTS.contains(&ending)
        };
    }
    let is_prose = PROSE.contains(&ending);
    if !has_dots && (is_prose || !is_comment) {
        return false;
    }
    let said = bare
        .trim_matches(|c: char| "()[]{}<>.,:;!".contains(c) || c.is_whitespace())
        .to_lowercase();
    if SENTENCES
        .iter()
        .any(|sentence| is_said(&said, sentence, has_dots))
    {
        return true;
    }
    // Code may begin with three dots as well, as a spread or a range: those of a gap come with words.
    let plain = said
        .chars()
        .all(|c| c.is_alphanumeric() || " '-_(),/".contains(c));
    let mut words = said.split(|c: char| !c.is_alphanumeric());
    !is_prose
        && plain
        && starts_with_dots(inner)
        && (is_comment || said.contains(' '))
        && words.any(|word| WORDS.contains(&word))
}

/// Whether a line says this and hardly more: a sentence about the rest of a file is no gap.
fn is_said(said: &str, sentence: &str, has_dots: bool) -> bool {
    let rest = said
        .strip_prefix(sentence)
        .or_else(|| said.strip_suffix(sentence));
    let Some(rest) = rest else {
        return false;
    };
    let mut words = rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    has_dots && words.clone().count() <= 4 || words.all(|word| FILLING.contains(&word))
}

fn starts_with_dots(text: &str) -> bool {
    let text = text.trim_start_matches(['(', '[', '{', '<', ' ']);
    text.starts_with("...") || text.starts_with('…')
}

fn without_marks(line: &str) -> &str {
    let mut rest = line.trim();
    loop {
        let start = rest;
        for mark in MARKS {
            rest = rest.strip_prefix(mark).unwrap_or(rest).trim();
            rest = rest.strip_suffix(mark).unwrap_or(rest).trim();
        }
        if rest == start {
            return rest;
        }
    }
}

fn without_dots(text: &str) -> &str {
    text.trim_matches(|c| c == '…' || c == ' ')
        .trim_start_matches("...")
        .trim_end_matches("...")
        .trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, line: &str) -> bool {
        placeholder(
            Path::new(name),
            &format!("fn a() {{\n    {line}\n}}\n"),
            None,
        )
        .is_some()
    }

    #[test]
    fn a_line_that_stands_for_code_is_found() {
        for line in [
            "// ...",
            "// … ",
            "...",
            "// rest unchanged",
            "// ... existing code ...",
            "// ... rest of the function remains the same ...",
            "/* ... rest of file unchanged ... */",
            "// (rest of the code)",
            "// Existing code here",
            "// Keep existing code",
            "... existing code ...",
            "// omitted for brevity",
            "// ... other methods ...",
            "// same as before",
            "{/* ... existing markup ... */}",
        ] {
            assert!(found("a.ts", line), "{line}");
        }
        assert!(found("a.py", "# ... rest of the class ..."));
        assert!(found("a.html", "<!-- rest of the file unchanged -->"));
        assert!(found("a.sql", "-- ..."));
    }

    #[test]
    fn ordinary_lines_are_not() {
        for line in [
            "...args,",
            "...existing,",
            "return [...rest];",
            "// Loading...",
            "// Wait for more data before the rest of the file is parsed by the reader",
            "println!(\"...\");",
            "let rest = 1; // unchanged by the call",
            "/// Writes the existing code of the person to the table.",
            "for i in 0..more {",
            "# heading",
            "// Loading more...",
            "// Existing code paths differ in what they return",
            "// keeps the same order as before the change",
        ] {
            assert!(!found("a.ts", line), "{line}");
        }
        assert!(!found("a.py", "..."));
        assert!(!found("a.md", "// ..."));
        assert!(!found("a.yaml", "..."));
        for line in [
            "...and more of the same.",
            "# More...",
            "* the rest of the code",
        ] {
            assert!(!found("a.md", line), "{line}");
        }
        assert!(found("a.md", "... rest of the file unchanged ..."));
        let before = "fn a() {\n // ...\n}\n";
        assert_eq!(placeholder(Path::new("a.rs"), "// ...", Some(before)), None);
    }
}
