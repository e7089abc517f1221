//! Scripts of `sed` that only print: no `w`, no `e`, no `r`.

use crate::policy::guard::closing;

/// True when the script does nothing but print, delete and replace in what is shown.
pub(super) fn only_prints(script: &str) -> bool {
    let mut rest = script;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n', ';', '}']);
        if rest.is_empty() {
            return true;
        }
        let Some(after) = addresses(rest).and_then(command) else {
            return false;
        };
        rest = after;
    }
}

/// What follows the lines that a command is for.
fn addresses(rest: &str) -> Option<&str> {
    let mut rest = address(rest)?;
    if let Some(after) = rest.strip_prefix(',') {
        let after = after.trim_start_matches([' ', '+', '~']);
        rest = address(after)?;
    }
    Some(rest.trim_start_matches([' ', '!']))
}

fn address(rest: &str) -> Option<&str> {
    if let Some(after) = rest.strip_prefix('/') {
        let end = closing(after, '/')?;
        return Some(after[end + 1..].trim_start_matches(['I', 'M']));
    }
    if let Some(after) = rest.strip_prefix('$') {
        return Some(after);
    }
    Some(rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '~'))
}

/// What follows a command; none for one that does more than print.
fn command(rest: &str) -> Option<&str> {
    let mut chars = rest.chars();
    let name = chars.next()?;
    let after = chars.as_str();
    match name {
        'p' | 'd' | 'D' | 'P' | 'n' | 'N' | 'g' | 'G' | 'h' | 'H' | 'x' | '=' | '{' => {
            let next = after.trim_start_matches(' ').chars().next();
            let ends = name == '{' || next.is_none_or(|c| matches!(c, ';' | '\n' | '}'));
            ends.then_some(after)
        }
        'q' | 'Q' | 'l' => Some(after.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ')),
        's' | 'y' => {
            let end = after
                .chars()
                .next()
                .filter(|c| c.is_ascii_punctuation() && *c != '\\')?;
            let pattern = after.get(1..)?;
            let middle = closing(pattern, end)?;
            let with = pattern.get(middle + 1..)?;
            let last = closing(with, end)?;
            let flags = with.get(last + 1..)?;
            let known = |c: char| name == 's' && (c.is_ascii_digit() || "gpiIMm".contains(c));
            let after = flags.trim_start_matches(known);
            let next = after.trim_start_matches(' ').chars().next();
            next.is_none_or(|c| matches!(c, ';' | '\n' | '}'))
                .then_some(after)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::only_prints;

    #[test]
    fn printing_is_told_from_writing_and_running() {
        for script in [
            "1,20p",
            "p",
            "$p",
            "/a/,/b/p",
            "s/a/b/g",
            "s|a/b|c|",
            "1d;2d",
            "/x\\/y/!d",
            "$!N",
            "10q",
            "y/abc/xyz/",
            "1,+3p",
            "/a/{p;d}",
            "s/e/w/",
            "",
        ] {
            assert!(only_prints(script), "{script}");
        }
        for script in [
            "w out",
            "1w out",
            "e",
            "1e id",
            "s/a/b/e",
            "s/a/b/w out",
            "s/a/b/gw out",
            "r /etc/shadow",
            "R f",
            "W f",
            "1!e",
            "a x",
            "p w",
            "s/a/b",
            "s\\a\\b\\",
            "/a/w x",
            "p;w x",
            "{w x",
            "v",
            "F",
            "s/a/b/pe",
            "0~3e",
            "/x/Ie",
        ] {
            assert!(!only_prints(script), "{script}");
        }
    }
}
