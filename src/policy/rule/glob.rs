//! Patterns of paths: `*` and `?` stay in a folder, `**` goes through folders.

/// True when the pattern matches the whole path.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    parts(&pattern, &path)
}

fn parts(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern.split_first(), path.split_first()) {
        (None, None) | (Some((&"**", [])), _) => true,
        (Some((&"**", rest)), _) => (0..=path.len()).any(|skip| parts(rest, &path[skip..])),
        (Some((one, rest)), Some((name, others))) => {
            let one: Vec<char> = one.chars().collect();
            let name: Vec<char> = name.chars().collect();
            name_matches(&one, &name) && parts(rest, others)
        }
        (None, Some(_)) | (Some(_), None) => false,
    }
}

/// The usual walk with one place to come back to, so that no pattern takes long.
fn name_matches(pattern: &[char], name: &[char]) -> bool {
    let (mut at, mut of) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while of < name.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, of));
                at += 1;
            }
            Some(c) if *c == '?' || *c == name[of] => {
                at += 1;
                of += 1;
            }
            Some(_) | None => {
                let Some((again, from)) = star else {
                    return false;
                };
                star = Some((again, from + 1));
                at = again + 1;
                of = from + 1;
            }
        }
    }
    pattern[at..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stay_in_a_folder_and_double_stars_do_not() {
        assert!(matches("docs/**", "docs/a/b.md") && matches("**/x.rs", "x.rs"));
        assert!(matches("a/**/b", "a/b") && matches("a/**/b", "a/1/2/b"));
        assert!(matches("*.md", "x.md") && !matches("*.md", "a/x.md"));
        assert!(matches("a?c*", "abcd") && !matches("a?c", "ac"));
        assert!(!matches("docs/**", "src/a") && !matches("", "a"));
        assert!(!matches(&"*a".repeat(40), &"a".repeat(39)));
    }
}
