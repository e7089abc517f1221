//! Where a line of Python that is too long is broken.

use super::scan::{
    clauses, elements, ends_with_group, operands, operators, outermost, top_level_groups, width,
};

/// The longest line that the project's formatter accepts.
const LIMIT: usize = 100;

/// Returns `text` with its long lines broken; text between triple quotes stays as it is.
pub(crate) fn wrap_python(text: &str) -> String {
    let mut wrapped = String::with_capacity(text.len());
    let mut in_string = false;
    for line in text.split_inclusive('\n') {
        let starts_inside = in_string;
        if line.matches("\"\"\"").count() % 2 == 1 {
            in_string = !in_string;
        }
        if starts_inside || in_string || width(line.trim_end()) <= LIMIT {
            wrapped.push_str(line);
        } else {
            wrap_line(line.trim_end(), &mut wrapped);
        }
    }
    wrapped
}

/// Writes one logical line, broken until each part fits or has no bracket left.
fn wrap_line(line: &str, out: &mut String) {
    if width(line) > LIMIT
        && let Some(split) = Split::of(line)
    {
        split.write(out);
        return;
    }
    out.push_str(line);
    out.push('\n');
}

/// A line cut at one pair of brackets.
struct Split<'a> {
    indent: usize,
    head: &'a str,
    open: char,
    body: &'a str,
    close: char,
    tail: &'a str,
    explode: bool,
}

impl<'a> Split<'a> {
    /// Finds where `line` is to be broken; `None` when it has no bracket with content.
    fn of(line: &'a str) -> Option<Self> {
        let indent = line.len() - line.trim_start().len();
        let code = &line[indent..];
        if code.starts_with('#') {
            return None;
        }
        if code.starts_with("from ")
            && let Some((head, names)) = line.split_once(" import ")
            && !names.starts_with('(')
        {
            let head = &line[..head.len() + " import ".len()];
            return Some(Self {
                indent,
                head,
                open: '(',
                body: names,
                close: ')',
                tail: "",
                explode: true,
            });
        }
        if let Some(split) = Self::of_comparison(line, indent) {
            return Some(split);
        }
        if let Some(split) = Self::of_plain_value(line, indent) {
            return Some(split);
        }
        let is_definition = code.starts_with("def ") || code.starts_with("class ");
        let groups: Vec<_> = top_level_groups(line)
            .into_iter()
            .filter(|(open, close)| open + 1 < *close)
            .collect();
        let (open, close) = if is_definition {
            *groups.first()?
        } else {
            let fitting = |(open, _): &&(usize, usize)| width(&line[..=*open]) <= LIMIT;
            *groups.iter().rfind(fitting).or(groups.last())?
        };
        let head = &line[..open];
        let is_literal = !head.ends_with(|c: char| c.is_alphanumeric() || "_)]".contains(c));
        Some(Self {
            indent,
            head,
            open: char::from(line.as_bytes()[open]),
            body: line[open + 1..close].trim(),
            close: char::from(line.as_bytes()[close]),
            tail: &line[close + 1..],
            explode: is_literal || code.starts_with("def "),
        })
    }

    /// An asserted comparison gets brackets, unless it ends with some that can be broken.
    fn of_comparison(line: &'a str, indent: usize) -> Option<Self> {
        let comparison = line[indent..].strip_prefix("assert ")?;
        let is_compared = !comparison.starts_with('[')
            && !ends_with_group(comparison)
            && !operators(comparison).is_empty();
        is_compared.then(|| Self {
            indent,
            head: &line[..indent + "assert ".len()],
            open: '(',
            body: comparison,
            close: ')',
            tail: "",
            explode: false,
        })
    }

    /// A value without brackets gets a pair of its own, unless it is short and what it is
    /// annotated with can have them.
    fn of_plain_value(line: &'a str, indent: usize) -> Option<Self> {
        const IS: &str = " = ";
        let start = outermost(line, IS)?;
        let (target, value) = (&line[..start], &line[start + IS.len()..]);
        let first_line = value
            .find(['(', '[', '{'])
            .map(|open| start + IS.len() + open + 1);
        let is_text = value.starts_with('"') || value.starts_with("f\"");
        let has_brackets = value.contains(['(', '[', '{']) && !is_text;
        let is_plain = !has_brackets
            && top_level_groups(value).is_empty()
            && indent + 4 + width(value) <= LIMIT;
        let is_call_after_long = first_line.is_some_and(|end| end > LIMIT)
            && start + " = (".len() <= LIMIT
            && outermost(target, ": ").is_some();
        if !is_plain && !is_call_after_long {
            return None;
        }
        let annotation = outermost(target, ": ").map(|colon| colon + 2);
        let (from, to) = match annotation {
            Some(annotation) if start + " = (".len() > LIMIT => (annotation, start),
            _ => (start + IS.len(), line.len()),
        };
        Some(Self {
            indent,
            head: &line[..from],
            open: '(',
            body: &line[from..to],
            close: ')',
            tail: &line[to..],
            explode: false,
        })
    }

    /// Writes the head, the content and the tail on lines of their own.
    fn write(&self, out: &mut String) {
        let margin = " ".repeat(self.indent);
        let inner = " ".repeat(self.indent + 4);
        out.push_str(self.head);
        out.push(self.open);
        out.push('\n');
        let elements = elements(self.body);
        let fits = width(&inner) + width(self.body) <= LIMIT;
        let is_definition = self.head.trim_start().starts_with("def ");
        let several = elements.len() > 1 || self.head.ends_with(" import ") || is_definition;
        let is_compared = self.head.ends_with("assert ") || elements.len() == 1;
        if !fits && is_compared && clauses(self.body).is_none() && !operators(self.body).is_empty()
        {
            for operand in operands(self.body, &operators(self.body)) {
                wrap_line(&format!("{inner}{operand}"), out);
            }
        } else if let Some(clauses) = (!fits).then(|| clauses(self.body)).flatten() {
            for clause in clauses {
                wrap_line(&format!("{inner}{clause}"), out);
            }
        } else if !several || (fits && !self.explode) {
            wrap_line(&format!("{inner}{}", self.body), out);
        } else {
            for element in elements {
                wrap_line(&format!("{inner}{element},"), out);
            }
        }
        wrap_line(&format!("{margin}{}{}", self.close, self.tail), out);
    }
}
