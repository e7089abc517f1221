//! A slow, plain reader of events that knows the whole body: what the real one is held against.

use super::{LONGEST_EVENT, SseError};

/// An event as plain values: name, data, id, and the milliseconds of `retry`.
pub(super) type Plain = (String, String, String, Option<u128>);

/// All events of a body, and the error that ends them.
pub(super) fn read(body: &[u8]) -> (Vec<Plain>, Option<SseError>) {
    let mut events = Vec::new();
    let mut draft = (String::new(), None::<String>, None);
    let mut id = String::new();
    let (lines, rest) = lines(body);
    for line in lines {
        if line.len() > LONGEST_EVENT + 16 {
            return (events, Some(SseError::TooLong));
        }
        let Ok(line) = String::from_utf8(line) else {
            return (events, Some(SseError::InvalidUtf8));
        };
        if line.is_empty() {
            let (name, data, retry) = std::mem::take(&mut draft);
            let named = if name.is_empty() {
                "message".to_owned()
            } else {
                name
            };
            events.extend(data.map(|data| (named, data, id.clone(), retry)));
            continue;
        }
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => draft.0 = value.to_owned(),
            "data" => {
                let joined = draft.1.take().map(|data| data + "\n").unwrap_or_default() + value;
                if joined.len() > LONGEST_EVENT {
                    return (events, Some(SseError::TooLong));
                }
                draft.1 = Some(joined);
            }
            "id" if !value.contains('\0') => id = value.to_owned(),
            "retry" if value.chars().all(|one| one.is_ascii_digit()) => {
                draft.2 = value.parse::<u64>().ok().map(u128::from).or(draft.2);
            }
            _ => {}
        }
    }
    let error = (rest.len() > LONGEST_EVENT + 16).then_some(SseError::TooLong);
    (events, error)
}

/// The lines of a body without their ends, and what follows the last end.
fn lines(body: &[u8]) -> (Vec<Vec<u8>>, Vec<u8>) {
    let mut lines = Vec::new();
    let mut line = Vec::new();
    let mut bytes = body.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte != b'\n' && byte != b'\r' {
            line.push(byte);
            continue;
        }
        if byte == b'\r' && bytes.peek() == Some(&b'\n') {
            bytes.next();
        }
        lines.push(std::mem::take(&mut line));
    }
    if let Some(first) = lines
        .first_mut()
        .filter(|first| first.starts_with(b"\xEF\xBB\xBF"))
    {
        first.drain(..3);
    }
    (lines, line)
}
