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
    if !is_comment && !has_dots {
        return false;
    }
    let said = bare
        .trim_matches(|c: char| "()[]{}<>.,:;!".contains(c) || c.is_whitespace())
        .to_lowercase();
    let spoken = |sentence: &&str| {
        said == **sentence
            || said.starts_with(*sentence) && !has_own_words(&said, sentence)
            || said.ends_with(*sentence) && (has_dots || !has_own_words(&said, sentence))
    };
    if SENTENCES.iter().any(|sentence| spoken(&sentence)) {
        return true;
    }
    let mut words = said.split(|c: char| !c.is_alphanumeric());
    // Code may end in three dots, as a spread or a range: dots of a gap come with words alone.
    let plain = said
        .chars()
        .all(|c| c.is_alphanumeric() || " '-_(),/".contains(c));
    has_dots
        && plain
        && (is_comment || starts_with_dots(inner))
        && words.any(|word| WORDS.contains(&word))
}

/// A sentence about something: `the rest of the file is parsed by` says more than a gap would.
fn has_own_words(said: &str, sentence: &str) -> bool {
    said.split_whitespace().count() > sentence.split_whitespace().count() + 3
}

fn starts_with_dots(text: &str) -> bool {
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
        ] {
            assert!(!found("a.ts", line), "{line}");
        }
        assert!(!found("a.py", "..."));
        assert!(!found("a.md", "// ..."));
        assert!(!found("a.yaml", "..."));
        let before = "fn a() {\n // ...\n}\n";
        assert_eq!(placeholder(Path::new("a.rs"), "// ...", Some(before)), None);
    }
}
