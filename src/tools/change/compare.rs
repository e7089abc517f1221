//! Before and after, line by line: a unified diff, and the text with only some parts of it.

use std::fmt::Write;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};
use memchr::{memchr, memchr_iter, memrchr};

/// How many lines are shown around a change; changes that are nearer than twice this are one part.
const CONTEXT: usize = 3;
/// The longest diff for a person, in bytes.
pub(super) const LONGEST_DIFF: usize = 1 << 20;
/// The longest diff for a model, in bytes.
const LONGEST_TOLD: usize = 64 * 1024;
/// So much is compared at once.
const BLOCK: usize = 4096;

/// Two texts; what they share at either end is not even looked at line by line.
#[derive(Debug)]
pub(super) struct Comparison<'a> {
    head: &'a str,
    tail: &'a str,
    before: Vec<&'a str>,
    after: Vec<&'a str>,
    /// The parts that can be taken or left, each one or more changes that lie close together.
    parts: Vec<Vec<Spot>>,
}

#[derive(Debug, Clone)]
struct Spot {
    before: Range<usize>,
    after: Range<usize>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(before: &'a str, after: &'a str) -> Self {
        let head = head(before.as_bytes(), after.as_bytes());
        let (old, new) = (&before[head..], &after[head..]);
        let tail = tail(old.as_bytes(), new.as_bytes());
        let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
        let input = InternedInput::new(old, new);
        let mut diff = Diff::compute(Algorithm::Histogram, &input);
        diff.postprocess_lines(&input);
        let range = |range: Range<u32>| range.start as usize..range.end as usize;
        let mut parts: Vec<Vec<Spot>> = Vec::new();
        for hunk in diff.hunks() {
            let spot = Spot {
                before: range(hunk.before),
                after: range(hunk.after),
            };
            match parts
                .last_mut()
                .and_then(|part| Some((part.last()?.before.end, part)))
            {
                Some((end, part)) if spot.before.start - end <= 2 * CONTEXT => part.push(spot),
                Some(_) | None => parts.push(vec![spot]),
            }
        }
        Self {
            head: &before[..head],
            tail: &before[before.len() - tail..],
            before: old.split_inclusive('\n').collect(),
            after: new.split_inclusive('\n').collect(),
            parts,
        }
    }

    /// How many parts there are.
    pub(super) fn len(&self) -> usize {
        self.parts.len()
    }

    /// How many lines are new and how many are gone.
    pub(super) fn counts(&self) -> (usize, usize) {
        let spots = self.parts.iter().flatten();
        spots.fold((0, 0), |(added, removed), spot| {
            (added + spot.after.len(), removed + spot.before.len())
        })
    }

    /// The text before with only the chosen parts changed.
    pub(super) fn take(&self, chosen: impl Fn(usize) -> bool) -> String {
        let mut text = self.head.to_owned();
        let mut at = 0;
        for (index, part) in self.parts.iter().enumerate() {
            for spot in part {
                text.extend(self.before[at..spot.before.start].iter().copied());
                let lines = if chosen(index) {
                    &self.after[spot.after.clone()]
                } else {
                    &self.before[spot.before.clone()]
                };
                text.extend(lines.iter().copied());
                at = spot.before.end;
            }
        }
        text.extend(self.before[at..].iter().copied());
        text.push_str(self.tail);
        text
    }

    /// The parts that `shown` picks as a unified diff without the lines that name the file, of at most
    /// that many bytes; and how many lines of it are left out.
    pub(super) fn unified(&self, shown: impl Fn(usize) -> bool, most: usize) -> (String, usize) {
        let first = memchr_iter(b'\n', self.head.as_bytes()).count();
        let mut text = String::new();
        let mut hidden = 0;
        let parts = self.parts.iter().enumerate();
        for (_, part) in parts.filter(|(index, _)| shown(*index)) {
            if hidden > 0 {
                let mut rest = String::new();
                self.part(part, first, &mut rest);
                hidden += rest.lines().count();
                continue;
            }
            self.part(part, first, &mut text);
            if text.len() > most {
                hidden = cut(&mut text, most);
            }
        }
        (text, hidden)
    }

    fn part(&self, part: &[Spot], first: usize, text: &mut String) {
        let (Some(begin), Some(end)) = (part.first(), part.last()) else {
            return;
        };
        let lead = begin.before.start.min(CONTEXT);
        let (old, new) = (begin.before.start - lead, begin.after.start - lead);
        let until = self.before.len().min(end.before.end + CONTEXT);
        let lines = until - old;
        let news = lines - (end.before.end - old) + (end.after.end - new);
        let start = |at: usize, count: usize| first + at + usize::from(count > 0);
        // Writing to a string cannot fail.
        writeln!(
            text,
            "@@ -{},{lines} +{},{news} @@",
            start(old, lines),
            start(new, news)
        )
        .ok();
        let mut at = old;
        for spot in part {
            push(text, ' ', &self.before[at..spot.before.start]);
            push(text, '-', &self.before[spot.before.clone()]);
            push(text, '+', &self.after[spot.after.clone()]);
            at = spot.before.end;
        }
        push(text, ' ', &self.before[at..until]);
    }
}

fn push(text: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        text.push(sign);
        text.push_str(line);
        if !line.ends_with('\n') {
            text.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// A diff for a model: its beginning, and how much more there is.
pub(super) fn told(mut diff: String, hidden: usize) -> String {
    let gone = hidden + cut(&mut diff, LONGEST_TOLD);
    if gone > 0 {
        // Writing to a string cannot fail.
        writeln!(diff, "… and {gone} more lines").ok();
    }
    diff
}

/// Cuts a text after the last line that fits; answers how many lines went.
fn cut(text: &mut String, most: usize) -> usize {
    if text.len() <= most {
        return 0;
    }
    let most = text.floor_char_boundary(most);
    let end = text[..most].rfind('\n').map_or(0, |end| end + 1);
    let gone = text[end..].lines().count();
    text.truncate(end);
    gone
}

/// How many bytes both begin with, up to the start of a line that leaves some lines to show.
fn head(before: &[u8], after: &[u8]) -> usize {
    let most = before.len().min(after.len());
    let mut same = 0;
    while same + BLOCK <= most && before[same..same + BLOCK] == after[same..same + BLOCK] {
        same += BLOCK;
    }
    while same < most && before[same] == after[same] {
        same += 1;
    }
    let mut at = same;
    for _ in 0..=CONTEXT {
        match memrchr(b'\n', &before[..at]) {
            Some(end) => at = end,
            None => return 0,
        }
    }
    at + 1
}

/// How many bytes both end with, from the start of a line that leaves some lines to show.
fn tail(before: &[u8], after: &[u8]) -> usize {
    let most = before.len().min(after.len());
    let mut same = 0;
    let piece = |text: &[u8], from: usize, to: usize| text.len() - to..text.len() - from;
    while same + BLOCK <= most
        && before[piece(before, same, same + BLOCK)] == after[piece(after, same, same + BLOCK)]
    {
        same += BLOCK;
    }
    while same < most && before[before.len() - 1 - same] == after[after.len() - 1 - same] {
        same += 1;
    }
    let mut start = before.len() - same;
    for _ in 0..=CONTEXT {
        match memchr(b'\n', &before[start..]) {
            Some(end) => start += end + 1,
            None => return 0,
        }
    }
    before.len() - start
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_diff_reads_as_git_writes_it() {
        let before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let after = "1\n2\n3\n4\nfive\n6\n7\n8\n9";
        let comparison = Comparison::new(before, after);
        assert_eq!(comparison.len(), 1);
        assert_eq!(comparison.counts(), (2, 2));
        assert_eq!(
            comparison.unified(|_| true, 1 << 20).0,
            "@@ -2,8 +2,8 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n-9\n+9\n\\ No newline at end of file\n"
        );
        assert_eq!(
            Comparison::new("", "a\n").unified(|_| true, 1 << 20).0,
            "@@ -0,0 +1,1 @@\n+a\n"
        );
    }

    proptest! {
        #[test]
        fn all_parts_give_the_text_after_and_none_the_text_before(
            before in "([a-d]\n){0,40}[ab]{0,2}", after in "([a-d]\n){0,40}[ab]{0,2}"
        ) {
            let comparison = Comparison::new(&before, &after);
            prop_assert_eq!(comparison.take(|_| true), after.as_str());
            prop_assert_eq!(comparison.take(|_| false), before.as_str());
            let headers = comparison.unified(|_| true, 1 << 20).0.matches("@@ -").count();
            prop_assert_eq!(headers, comparison.len());
        }

        #[test]
        fn a_change_in_a_long_text_is_found_where_it_is(at in 0_usize..3000) {
            let lines: Vec<String> = (0..3000).map(|n| format!("line {n}\n")).collect();
            let mut changed = lines.clone();
            changed[at] = "other\n".to_owned();
            let (before, after) = (lines.concat(), changed.concat());
            let comparison = Comparison::new(&before, &after);
            let first = at.saturating_sub(3) + 1;
            let starts = format!("@@ -{first},");
            prop_assert!(comparison.unified(|_| true, 1 << 20).0.starts_with(&starts));
            prop_assert_eq!(comparison.take(|_| true), after.as_str());
        }
    }
}
