//! Scripts of `sed` that change a file in its place: which leave most of it.

use super::argv::{Look, Loss, has_short, is_long};

/// Patterns that every line fits.
const ANY_LINE: [&str; 12] = [
    "", ".", ".*", "^", "$", "^.*", ".*$", "^.*$", "..*", ".+", r".\+", r"^.\+$",
];

/// More lines than these are not named but swept away.
const WIDE: u32 = 200;

/// What `sed` is given.
#[derive(Default)]
struct Call<'a> {
    in_place: bool,
    quiet: bool,
    /// The scripts, and where they stand.
    scripts: Vec<(usize, &'a str)>,
    /// True when a script comes from a file.
    from_file: bool,
}

/// What a call of `sed` would lose.
pub(super) fn loss(argv: &[&str], look: &Look) -> Option<Loss> {
    let call = read(argv);
    for (at, script) in &call.scripts {
        if writes_over(script, look) {
            return Some(Loss::of_files("it writes over a file that is there", *at));
        }
    }
    let all: Vec<&str> = call.scripts.iter().map(|(_, script)| *script).collect();
    let kept = call.from_file || keeps(&all.join("\n"), call.quiet);
    let at = call.scripts.first().map_or(0, |(at, _)| *at);
    (call.in_place && !kept)
        .then(|| Loss::of_files("it may leave little or nothing of the file", at))
}

/// True when `sed` would change the files that it is given.
pub(super) fn is_in_place(argv: &[&str]) -> bool {
    read(argv).in_place
}

fn read<'a>(argv: &[&'a str]) -> Call<'a> {
    let mut call = Call::default();
    let mut operand = None;
    let mut at = 1;
    while let Some(word) = argv.get(at).copied() {
        let value = word.split_once('=').map(|(_, value)| value);
        if is_long(word, "--in-place") && word.len() > 3 {
            call.in_place = true;
        } else if is_long(word, "--expression") && word.len() > 3 {
            at += usize::from(value.is_none());
            let script = value.or(argv.get(at).copied()).unwrap_or_default();
            call.scripts.push((at.min(argv.len() - 1), script));
        } else if is_long(word, "--file") {
            at += usize::from(value.is_none());
            call.from_file = true;
        } else if is_long(word, "--quiet") || is_long(word, "--silent") {
            call.quiet = true;
        } else if word.len() > 1 && word.starts_with('-') && !word.starts_with("--") {
            at += cluster(word, argv, at, &mut call);
        } else if operand.is_none() && word != "--" {
            operand = Some((at, word));
        }
        at += 1;
    }
    if call.scripts.is_empty() && !call.from_file {
        call.scripts.extend(operand);
    }
    call
}

/// Takes a cluster of short options; answers with how many words after it belong to it.
fn cluster<'a>(word: &'a str, argv: &[&'a str], at: usize, call: &mut Call<'a>) -> usize {
    for (place, letter) in word.char_indices().skip(1) {
        let rest = &word[place + letter.len_utf8()..];
        match letter {
            'n' => call.quiet = true,
            'i' => {
                call.in_place = true;
                return 0;
            }
            'e' if rest.is_empty() => {
                let script = argv.get(at + 1).copied().unwrap_or_default();
                call.scripts.push((at, script));
                return 1;
            }
            'e' => {
                call.scripts.push((at, rest));
                return 0;
            }
            'f' => {
                call.from_file = true;
                return usize::from(rest.is_empty());
            }
            'l' => return usize::from(rest.is_empty()),
            _ => {}
        }
    }
    0
}

/// True when a `w` in the script, or behind a replacement, names a file that is there.
fn writes_over(script: &str, look: &Look) -> bool {
    script.match_indices(['w', 'W']).any(|(at, _)| {
        let line = script[at + 1..].lines().next().unwrap_or_default();
        look.is_file(line.trim())
    })
}

/// True when the script is an ordinary edit: what it takes away, it names.
fn keeps(script: &str, quiet: bool) -> bool {
    if quiet {
        return script.trim() == "p";
    }
    let mut rest = script;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n', ';', '}']);
        if rest.is_empty() {
            return true;
        }
        let Some((lines, after)) = lines(rest) else {
            return false;
        };
        let Some(after) = step(lines, after) else {
            return false;
        };
        rest = after;
    }
}

/// The lines that a command is for, and what follows.
fn lines(rest: &str) -> Option<(&str, &str)> {
    let mut at = address(rest)?;
    if rest[at..].starts_with(',') {
        at += 1;
        at += address(&rest[at..])?;
    }
    let after = rest[at..].trim_start_matches(' ');
    let negated = after.starts_with('!');
    let lines = if negated { "!" } else { &rest[..at] };
    Some((lines, after.trim_start_matches(['!', ' '])))
}

fn address(rest: &str) -> Option<usize> {
    if let Some(after) = rest.strip_prefix('/') {
        let end = closing(after, '/')? + 2;
        let flags = rest[end..].len() - rest[end..].trim_start_matches(['I', 'M']).len();
        return Some(end + flags);
    }
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "$+~".contains(c));
    Some(rest.len() - number.len())
}

/// Where the part up to `end` has ended; a backslash keeps what follows it.
pub(in crate::policy) fn closing(text: &str, end: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if c == end && !escaped {
            return Some(at);
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// What follows a command that leaves the most; none for any other.
fn step<'a>(lines: &str, rest: &'a str) -> Option<&'a str> {
    let mut chars = rest.chars();
    let name = chars.next()?;
    let after = chars.as_str();
    let next_line = || after.split_once('\n').map_or("", |(_, next)| next);
    match name {
        'p' | '=' | '{' => Some(after),
        'd' if is_narrow(lines) => Some(after),
        'c' if is_narrow(lines) => Some(next_line()),
        'a' | 'i' | 'r' | 'R' => Some(next_line()),
        's' | 'y' => {
            let (pattern, flags) = replacement(after)?;
            let after =
                flags.trim_start_matches(|c: char| c.is_ascii_digit() || "gpiIMm".contains(c));
            let ends = after.is_empty() || after.starts_with([';', '\n', '}', ' ']);
            let whole = name == 's' && ANY_LINE.contains(&pattern) && !pattern.is_empty();
            let bounds = matches!(pattern, "^" | "$");
            (ends && (bounds || !whole || is_narrow(lines))).then_some(after)
        }
        _ => None,
    }
}

/// The pattern of a replacement, and what follows the whole.
pub(super) fn replacement(text: &str) -> Option<(&str, &str)> {
    let end = text.chars().next()?;
    if !end.is_ascii_punctuation() || end == '\\' {
        return None;
    }
    let pattern = &text[1..];
    let middle = closing(pattern, end)?;
    let with = &pattern[middle + 1..];
    let last = closing(with, end)?;
    Some((&pattern[..middle], &with[last + 1..]))
}

/// True when only some lines are meant, and not all up to the end.
fn is_narrow(lines: &str) -> bool {
    let pattern = lines.strip_prefix('/').and_then(|rest| {
        let end = closing(rest, '/')?;
        (rest.len() == end + 1).then_some(&rest[..end])
    });
    let any = pattern.is_some_and(|pattern| ANY_LINE.contains(&pattern));
    let numbers = lines
        .split_once(',')
        .map(|(from, to)| (from.parse(), to.parse()));
    let wide = matches!(numbers, Some((Ok::<u32, _>(from), Ok::<u32, _>(to))) if to > from + WIDE);
    let open = lines.ends_with(",$") || lines.contains('~') || wide;
    !lines.is_empty() && lines != "!" && !any && !open
}

/// True when a cluster or a long option asks to change files in their place, of many programs.
pub(super) fn asks_in_place(argv: &[&str]) -> bool {
    argv.iter().skip(1).any(|word| {
        has_short(word, 'i') && word.len() <= 3 || matches!(*word, "--inplace" | "--in-place")
    })
}
