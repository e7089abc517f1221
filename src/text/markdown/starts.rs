//! What a line can begin: a quotation, an item, a fence, a heading, a rule, a table.

/// The mark before an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// A dash, star or plus.
    Bullet,
    /// A number, and the character after it.
    Number(u64, char),
}

/// What a line begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Start<'a> {
    Quote,
    /// An item whose mark takes so many bytes.
    Item(Marker, usize),
    Fence(Fence, &'a str),
    Heading(u8, &'a str),
    Rule,
}

/// The fence around a block of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fence {
    mark: u8,
    count: usize,
    /// The columns before it, which its lines may have too.
    pub(super) indent: usize,
}

impl Fence {
    /// Whether `text` ends the block that this fence began.
    pub(super) fn is_ended_by(self, indent: usize, text: &str) -> bool {
        let count = run(text, self.mark);
        indent < 4 && count >= self.count && text[count..].trim().is_empty()
    }

    /// Whether `text` may still become the end of the block.
    pub(super) fn may_be_ended_by(self, text: &str) -> bool {
        let count = run(text, self.mark);
        count > 0 && count == text.len()
    }
}

/// What a line begins whose text, indented by less than four columns, is `text`.
pub(super) fn start(indent: usize, text: &str) -> Option<Start<'_>> {
    match text.bytes().next()? {
        b'>' => Some(Start::Quote),
        b'#' => heading(text),
        mark @ (b'`' | b'~') => fence(mark, indent, text),
        b'-' | b'*' | b'+' | b'_' => {
            if is_rule(text) {
                return Some(Start::Rule);
            }
            let is_item = !text.starts_with('_') && ends_mark(&text[1..]);
            is_item.then_some(Start::Item(Marker::Bullet, 1))
        }
        b'0'..=b'9' => number(text),
        _ => None,
    }
}

/// The level of the heading that `text` makes of the words before it.
pub(super) fn underline(text: &str) -> Option<u8> {
    let text = text.trim_end();
    let mark = text.bytes().next()?;
    // A dash or two may become an item or a rule.
    let (level, least) = match mark {
        b'=' => (1, 1),
        b'-' => (2, 3),
        _ => return None,
    };
    (run(text, mark) == text.len() && text.len() >= least).then_some(level)
}

/// Whether `text` may stand below the first row of a table.
pub(super) fn is_table_rule(text: &str) -> bool {
    let plain = text
        .bytes()
        .all(|byte| matches!(byte, b'|' | b':' | b'-' | b' ' | b'\t'));
    plain && text.contains('-') && text.contains('|')
}

/// The columns of a row of a table.
pub(super) fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = match row.strip_suffix('|') {
        Some(rest) if !rest.ends_with('\\') => rest,
        Some(_) | None => row,
    };
    let mut escaped = false;
    let bars = row.bytes().filter(|byte| {
        let counts = *byte == b'|' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        counts
    });
    bars.count() + 1
}

fn heading(text: &str) -> Option<Start<'_>> {
    let level = run(text, b'#');
    let words = text.get(level..)?;
    if level > 6 || !ends_mark(words) {
        return None;
    }
    let words = words.trim();
    let open = words.trim_end_matches('#');
    let words = if open.is_empty() || open.ends_with([' ', '\t']) {
        open.trim_end()
    } else {
        words
    };
    Some(Start::Heading(u8::try_from(level).unwrap_or(6), words))
}

fn fence(mark: u8, indent: usize, text: &str) -> Option<Start<'_>> {
    let count = run(text, mark);
    let info = text.get(count..)?.trim();
    let fits = count >= 3 && !(mark == b'`' && info.contains('`'));
    let fence = Fence {
        mark,
        count,
        indent,
    };
    fits.then_some(Start::Fence(fence, info))
}

fn number(text: &str) -> Option<Start<'_>> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = text.get(digits..)?;
    let delimiter = after.chars().next()?;
    if digits > 9 || !matches!(delimiter, '.' | ')') || !ends_mark(&after[1..]) {
        return None;
    }
    let number = text[..digits].parse().ok()?;
    Some(Start::Item(Marker::Number(number, delimiter), digits + 1))
}

fn is_rule(text: &str) -> bool {
    let marks = || text.bytes().filter(|byte| !matches!(byte, b' ' | b'\t'));
    let Some(mark) = marks().next() else {
        return false;
    };
    matches!(mark, b'-' | b'*' | b'_') && marks().count() >= 3 && marks().all(|one| one == mark)
}

fn ends_mark(after: &str) -> bool {
    after.is_empty() || after.starts_with([' ', '\t'])
}

fn run(text: &str, mark: u8) -> usize {
    text.bytes().take_while(|byte| *byte == mark).count()
}
