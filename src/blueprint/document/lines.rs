//! Finds the line of a key in a YAML text that is laid out in blocks.

/// The line, from 1, of `path` (`entities[2].fields[0].name`), or of the nearest part around it.
pub(super) fn line_of(text: &str, path: &str) -> Option<usize> {
    let lines: Vec<Line<'_>> = text.lines().enumerate().filter_map(Line::read).collect();
    let mut from = 0;
    let mut to = lines.len();
    let mut found = None;
    for part in path.split(['.', '[', ']']).filter(|part| !part.is_empty()) {
        let step = match part.parse::<usize>() {
            Ok(place) => item(&lines[from..to], place),
            Err(_) => key(&lines[from..to], part),
        };
        let Some((start, end)) = step else { break };
        found = lines.get(from + start).map(|line| line.number);
        to = from + end;
        from += start;
    }
    found
}

/// A line that is neither empty nor a comment.
struct Line<'a> {
    number: usize,
    indent: usize,
    /// True where a list item begins.
    item: bool,
    /// What follows the dash, if there is one.
    body: &'a str,
    /// The column of that.
    column: usize,
}

impl<'a> Line<'a> {
    fn read((index, text): (usize, &'a str)) -> Option<Self> {
        let trimmed = text.trim_start();
        if trimmed.is_empty() || trimmed.starts_with('#') || trimmed == "---" {
            return None;
        }
        let indent = text.len() - trimmed.len();
        let item = trimmed == "-" || trimmed.starts_with("- ");
        let body = if item {
            trimmed[1..].trim_start()
        } else {
            trimmed
        };
        Some(Self {
            number: index + 1,
            indent,
            item,
            body,
            column: text.len() - body.len(),
        })
    }

    fn is_key(&self, name: &str) -> bool {
        let rest = self.body.strip_prefix(name);
        rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
    }
}

/// Where `name` stands among the keys of the mapping that `lines` begin with, and where it ends.
fn key(lines: &[Line<'_>], name: &str) -> Option<(usize, usize)> {
    let column = lines.first()?.column;
    let start = lines
        .iter()
        .position(|line| line.column == column && line.is_key(name))?;
    let after = |line: &Line<'_>| line.column <= column && !(line.item && line.indent == column);
    let end = lines[start + 1..]
        .iter()
        .position(|line| after(line) || (line.column == column && !line.item))
        .map_or(lines.len(), |end| start + 1 + end);
    Some((start, end))
}

/// Where the item at `place` of the list below the first line begins and ends.
fn item(lines: &[Line<'_>], place: usize) -> Option<(usize, usize)> {
    let first = lines.iter().skip(1).position(|line| line.item)? + 1;
    let indent = lines[first].indent;
    let mut starts =
        (first..lines.len()).filter(|at| lines[*at].item && lines[*at].indent == indent);
    let start = starts.nth(place)?;
    let end = starts.next().unwrap_or(lines.len());
    Some((start, end))
}
