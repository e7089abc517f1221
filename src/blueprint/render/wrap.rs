//! Breaks lines of Python that are too long, the way the project's own formatter would.
//!
//! Templates are written with short names in mind; a model may have long ones. A line past the
//! limit is broken at its last bracket (a definition at its first): the content moves to a line
//! of its own, or to one line for each element where that is too long as well.

/// The longest line that the project's formatter accepts.
const LIMIT: usize = 100;

/// Returns `text` with its long lines broken; text between triple quotes stays as it is.
pub(super) fn wrap_python(text: &str) -> String {
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

/// The width of a line in columns.
fn width(line: &str) -> usize {
    line.chars().count()
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
        if let Some(comparison) = code.strip_prefix("assert ")
            && !comparison.ends_with([')', ']', '}'])
            && has_comparison(comparison)
        {
            return Some(Self {
                indent,
                head: &line[..indent + "assert ".len()],
                open: '(',
                body: comparison,
                close: ')',
                tail: "",
                explode: false,
            });
        }
        let is_definition = code.starts_with("def ") || code.starts_with("class ");
        let mut groups = top_level_groups(line)
            .into_iter()
            .filter(|(open, close)| open + 1 < *close);
        let (open, close) = if is_definition {
            groups.next()?
        } else {
            groups.next_back()?
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
            explode: is_literal,
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
        let several = elements.len() > 1 || self.head.ends_with(" import ");
        if !several || (fits && !self.explode) {
            wrap_line(&format!("{inner}{}", self.body), out);
        } else {
            for element in elements {
                wrap_line(&format!("{inner}{element},"), out);
            }
        }
        out.push_str(&margin);
        out.push(self.close);
        out.push_str(self.tail);
        out.push('\n');
    }
}

/// True when a comparison stands outside of all brackets.
fn has_comparison(code: &str) -> bool {
    let mut found = false;
    scan(code, |index, byte, depth| {
        let operator = (byte == b'=' || byte == b'!') && code[index + 1..].starts_with('=');
        found |= depth == 0 && operator;
    });
    found
}

/// The byte positions of the outermost pairs of brackets in a line.
fn top_level_groups(line: &str) -> Vec<(usize, usize)> {
    let mut groups = Vec::new();
    let mut start = 0;
    scan(line, |index, byte, depth| match byte {
        b'(' | b'[' | b'{' if depth == 1 => start = index,
        b')' | b']' | b'}' if depth == 0 => groups.push((start, index)),
        _ => {}
    });
    groups
}

/// The elements between brackets, cut at the commas that are not nested.
fn elements(body: &str) -> Vec<&str> {
    let mut cuts = Vec::new();
    scan(body, |index, byte, depth| {
        if byte == b',' && depth == 0 {
            cuts.push(index);
        }
    });
    let mut parts = Vec::new();
    let mut from = 0;
    for cut in cuts {
        parts.push(body[from..cut].trim());
        from = cut + 1;
    }
    parts.push(body[from..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Calls `visit` for each byte outside of string literals, with the bracket depth after it.
fn scan(code: &str, mut visit: impl FnMut(usize, u8, usize)) {
    let mut depth = 0usize;
    let mut quote = None;
    let mut escaped = false;
    for (index, byte) in code.bytes().enumerate() {
        if let Some(mark) = quote {
            if escaped {
                escaped = false;
            } else if byte == b'\\' {
                escaped = true;
            } else if byte == mark {
                quote = None;
            }
            continue;
        }
        match byte {
            b'"' | b'\'' => quote = Some(byte),
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        visit(index, byte, depth);
    }
}

#[cfg(test)]
mod tests {
    use super::wrap_python;

    #[test]
    fn a_short_line_and_text_between_triple_quotes_stay() {
        let text = format!("x = 1\n\"\"\"\n{}(a, b)\n\"\"\"\n", "y".repeat(120));
        assert_eq!(wrap_python(&text), text);
    }

    #[test]
    fn a_call_moves_its_arguments_to_one_line_where_they_fit() {
        let name = "n".repeat(60);
        let text = format!("    {name}(first_argument_here, second_argument_here)\n");
        assert_eq!(
            wrap_python(&text),
            format!("    {name}(\n        first_argument_here, second_argument_here\n    )\n"),
        );
    }

    #[test]
    fn a_definition_breaks_at_its_parameters_and_a_literal_gets_a_line_an_element() {
        let long = "p".repeat(90);
        assert_eq!(
            wrap_python(&format!("def f({long}: int, b: str) -> list[int]:\n")),
            format!("def f(\n    {long}: int,\n    b: str,\n) -> list[int]:\n"),
        );
        let item = "i".repeat(50);
        assert_eq!(
            wrap_python(&format!("x = [\"{item}\", \"a, (b\", {item}]\n")),
            format!("x = [\n    \"{item}\",\n    \"a, (b\",\n    {item},\n]\n"),
        );
    }

    #[test]
    fn an_import_gets_parentheses() {
        let name = "n".repeat(80);
        assert_eq!(
            wrap_python(&format!("from app.models import {name}, other\n")),
            format!("from app.models import (\n    {name},\n    other,\n)\n"),
        );
    }

    #[test]
    fn an_empty_call_at_the_end_is_not_where_a_line_breaks() {
        let name = "n".repeat(90);
        assert_eq!(
            wrap_python(&format!("x = f({name}, 1).json()\n")),
            format!("x = f(\n    {name}, 1\n).json()\n"),
        );
    }
}
