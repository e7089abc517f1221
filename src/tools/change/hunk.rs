//! Puts the parts of a diff where they fit: at their line, or where their lines stand exactly once.

use super::unified::{Hunk, Sign};

/// How many of the places that fit are named.
const NAMED: usize = 5;

/// `text` after all hunks, or why one of them does not fit.
pub(super) fn apply(text: &str, hunks: &[Hunk]) -> Result<String, String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut out = Out {
        text: String::with_capacity(text.len()),
        ending: if text.contains("\r\n") { "\r\n" } else { "\n" },
    };
    let mut at = 0;
    for (index, hunk) in hunks.iter().enumerate() {
        let place = place(&lines, at, hunk).map_err(|why| format!("hunk {}: {why}", index + 1))?;
        lines[at..place].iter().for_each(|line| out.push(line));
        at = out.hunk(&lines, place, hunk);
    }
    lines[at..].iter().for_each(|line| out.push(line));
    Ok(out.text)
}

struct Out {
    text: String,
    ending: &'static str,
}

impl Out {
    /// Whatever comes after a line needs that line to have an ending.
    fn push(&mut self, line: &str) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push_str(self.ending);
        }
        self.text.push_str(line);
    }

    /// Writes a hunk that stands at `place`; the line after it.
    fn hunk(&mut self, lines: &[&str], place: usize, hunk: &Hunk) -> usize {
        let was_open = lines.last().is_some_and(|line| !line.ends_with('\n'));
        let mut at = place;
        for (sign, text) in &hunk.lines {
            let near = lines.get(at).or_else(|| lines.get(at.wrapping_sub(1)));
            match sign {
                Sign::Keep => self.push(lines[at]),
                Sign::Drop => {}
                Sign::Add => {
                    let ending = match near {
                        Some(near) if near.ends_with("\r\n") => "\r\n",
                        Some(near) if near.ends_with('\n') => "\n",
                        Some(_) | None => self.ending,
                    };
                    self.push(text.strip_suffix('\r').unwrap_or(text));
                    self.text.push_str(ending);
                }
            }
            at += usize::from(*sign != Sign::Add);
        }
        if at == lines.len() {
            self.end(hunk, was_open);
        }
        at
    }

    /// The end of the file has an ending or none, as the hunk says, or else as it was.
    fn end(&mut self, hunk: &Hunk, was_open: bool) {
        let open = hunk.open.after || (was_open && !hunk.open.before);
        if open {
            let shorter = self
                .text
                .strip_suffix('\n')
                .map(|text| text.strip_suffix('\r').unwrap_or(text).len());
            self.text.truncate(shorter.unwrap_or(self.text.len()));
        } else if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push_str(self.ending);
        }
    }
}

/// Where the hunk fits, at `from` or later.
fn place(lines: &[&str], from: usize, hunk: &Hunk) -> Result<usize, String> {
    let old: Vec<&str> = hunk
        .lines
        .iter()
        .filter(|(sign, _)| *sign != Sign::Add)
        .map(|(_, text)| text.as_str())
        .collect();
    if old.is_empty() {
        // Lines that come after a line: the number is all there is.
        return match hunk.start {
            Some(start) if (from..=lines.len()).contains(&start) => Ok(start),
            None if lines.is_empty() => Ok(0),
            Some(_) | None => Err("it only adds lines: give lines around them".to_owned()),
        };
    }
    let fits = |at: usize| {
        lines.len() >= at + old.len()
            && old
                .iter()
                .zip(&lines[at..])
                .all(|(old, line)| bare(old) == bare(line))
    };
    let said = hunk.start.map(|start| start.saturating_sub(1));
    if let Some(said) = said
        && said >= from
        && fits(said)
    {
        return Ok(said);
    }
    let places: Vec<usize> = (from..lines.len()).filter(|at| fits(*at)).collect();
    match places.as_slice() {
        [only] => Ok(*only),
        [] => Err(missing(lines, from, &old)),
        many => {
            let named: Vec<String> = many
                .iter()
                .take(NAMED)
                .map(|at| (at + 1).to_string())
                .collect();
            Err(format!(
                "it fits in {} places (lines {}): give the right line number or more lines around it",
                many.len(),
                named.join(", ")
            ))
        }
    }
}

/// Which of its lines is not in the file, where it fits best.
fn missing(lines: &[&str], from: usize, old: &[&str]) -> String {
    let best = (from..lines.len())
        .map(|at| {
            let same = old
                .iter()
                .zip(&lines[at..])
                .take_while(|(old, line)| bare(old) == bare(line));
            (same.count(), at)
        })
        .max_by_key(|(same, at)| (*same, std::cmp::Reverse(*at)));
    match best {
        Some((same, at)) if same > 0 => match lines.get(at + same) {
            Some(line) => format!(
                "it does not fit: line {} is {:?} in the file and {:?} in the diff",
                at + same + 1,
                bare(line),
                old[same]
            ),
            None => format!(
                "it does not fit: it begins at line {} and goes on after the end",
                at + 1
            ),
        },
        Some(_) | None => format!("it does not fit: the line {:?} is not in the file", old[0]),
    }
}

fn bare(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::compare::Comparison;
    use super::super::unified::parse;
    use super::*;

    fn patched(text: &str, hunks: &str) -> Result<String, String> {
        apply(
            text,
            &parse(&format!("--- a/x\n+++ b/x\n{hunks}")).unwrap()[0].hunks,
        )
    }

    #[test]
    fn a_hunk_fits_at_its_line_or_where_it_stands_once() {
        let text = "a\nb\nc\na\nb\nd\n";
        assert_eq!(
            patched(text, "@@ -4,2 +4,2 @@\n a\n-b\n+B\n").unwrap(),
            "a\nb\nc\na\nB\nd\n"
        );
        assert_eq!(
            patched(text, "@@ -40,2 +40,2 @@\n b\n-d\n+D\n").unwrap(),
            "a\nb\nc\na\nb\nD\n"
        );
        let many = patched(text, "@@\n a\n-b\n+B\n").unwrap_err();
        assert!(many.contains("2 places (lines 1, 4)"), "{many}");
        let none = patched(text, "@@\n c\n-x\n+B\n").unwrap_err();
        assert!(
            none.contains("line 4 is \"a\" in the file and \"x\""),
            "{none}"
        );
    }

    #[test]
    fn endings_of_lines_and_of_the_file_stay() {
        assert_eq!(
            patched("a\r\nb\r\n", "@@ -1,2 +1,3 @@\n a\n+x\n b\n").unwrap(),
            "a\r\nx\r\nb\r\n"
        );
        assert_eq!(
            patched("a\nb", "@@ -1,2 +1,2 @@\n a\n-b\n+c\n").unwrap(),
            "a\nc"
        );
        let open = "\\ No newline at end of file\n";
        assert_eq!(
            patched("a\nb", &format!("@@ -2 +2 @@\n-b\n{open}+c\n")).unwrap(),
            "a\nc\n"
        );
        assert_eq!(
            patched("a\nb\n", &format!("@@ -2 +2 @@\n-b\n+c\n{open}")).unwrap(),
            "a\nc"
        );
        assert_eq!(patched("", "@@ -0,0 +1,1 @@\n+a\n").unwrap(), "a\n");
        assert_eq!(patched("a", "@@ -1,1 +1,2 @@\n a\n+b\n").unwrap(), "a\nb");
    }

    proptest! {
        #[test]
        fn a_diff_of_two_texts_makes_one_of_the_other(
            before in "([a-e]\n){0,30}[ab]{0,2}", after in "([a-e]\n){0,30}[ab]{0,2}"
        ) {
            let comparison = Comparison::new(&before, &after);
            prop_assume!(comparison.len() > 0);
            let diff = comparison.unified(|_| true, 1 << 20).0;
            prop_assert_eq!(patched(&before, &diff), Ok(after));
        }
    }
}
