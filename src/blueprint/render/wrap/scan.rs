//! What a line of Python consists of: brackets, elements, operators.

/// The width of a line in columns.
pub(super) fn width(line: &str) -> usize {
    line.chars().count()
}

/// True when code ends with brackets that may be broken: those of a call or a literal.
pub(super) fn ends_with_group(code: &str) -> bool {
    let is_breakable = |(open, close): &(usize, usize)| {
        let is_subscript = code[*open..].starts_with('[')
            && code[..*open].ends_with(|c: char| c.is_alphanumeric() || "_)]".contains(c));
        let is_empty_literal = open + 1 == *close && code[..*open].ends_with(' ');
        !is_subscript && !is_empty_literal
    };
    code.ends_with([')', ']', '}']) && top_level_groups(code).last().is_some_and(is_breakable)
}

/// Where `part` begins for the first time outside of all brackets.
pub(super) fn outermost(code: &str, part: &str) -> Option<usize> {
    let mut found = None;
    scan(code, |index, _, depth| {
        if found.is_none() && depth == 0 && code.as_bytes()[index..].starts_with(part.as_bytes()) {
            found = Some(index);
        }
    });
    found
}

/// The byte positions where comparisons outside of all brackets begin, each at its space.
pub(super) fn operators(code: &str) -> Vec<usize> {
    const OPERATORS: [&str; 5] = [" == ", " != ", " is ", " in ", " not in "];
    let mut found: Vec<usize> = Vec::new();
    let mut end = 0;
    scan(code, |index, byte, depth| {
        let rest = &code.as_bytes()[index..];
        let operator = OPERATORS
            .iter()
            .find(|operator| rest.starts_with(operator.as_bytes()));
        if depth == 0
            && byte == b' '
            && index >= end
            && let Some(operator) = operator
        {
            found.push(index);
            end = index + operator.len() - 1;
        }
    });
    found
}

/// The clauses of a comprehension; `None` where `code` is none.
pub(super) fn clauses(code: &str) -> Option<Vec<&str>> {
    let first = outermost(code, " for ")?;
    let condition = outermost(&code[first..], " if ").map(|at| first + at);
    let cuts: Vec<usize> = std::iter::once(first).chain(condition).collect();
    Some(operands(code, &cuts))
}

/// The operands of an expression, each but the first with the operator before it.
pub(super) fn operands<'a>(code: &'a str, cuts: &[usize]) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for cut in cuts {
        parts.push(code[from..*cut].trim());
        from = *cut;
    }
    parts.push(code[from..].trim());
    parts
}

/// The byte positions of the outermost pairs of brackets in a line.
pub(super) fn top_level_groups(line: &str) -> Vec<(usize, usize)> {
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
pub(super) fn elements(body: &str) -> Vec<&str> {
    let mut cuts = Vec::new();
    if outermost(body, " for ").is_some() {
        return vec![body];
    }
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
