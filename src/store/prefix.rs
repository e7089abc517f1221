//! Looks up ids by a prefix that a person typed.

use std::str::FromStr;

use rusqlite::Connection;

use super::error::StoreError;

/// How many characters of an id there are, without hyphens.
const DIGITS: usize = 32;

/// How many candidates an ambiguous prefix is answered with.
const SHOWN: usize = 10;

/// The one id that begins with `prefix`.
///
/// `query` selects the ids from `?1` up to but not including `?2`, at most eleven.
pub(super) fn only<T>(
    connection: &Connection,
    what: &'static str,
    query: &str,
    prefix: &str,
) -> Result<T, StoreError>
where
    T: FromStr<Err: std::error::Error>,
{
    let not_found = || StoreError::NotFound {
        what,
        id: prefix.to_owned(),
    };
    let from = stored_form(prefix).ok_or_else(not_found)?;
    // No id has a character between 'f' and 'g' at any place.
    let up_to = format!("{from}g");
    let mut statement = connection.prepare_cached(query)?;
    let mut found: Vec<String> = statement
        .query_map([&from, &up_to], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    found.truncate(SHOWN);
    match found.as_slice() {
        [] => Err(not_found()),
        [id] => id.parse().map_err(|error: T::Err| StoreError::Unreadable {
            what,
            detail: error.to_string(),
        }),
        _ => Err(StoreError::Ambiguous {
            what,
            prefix: prefix.to_owned(),
            candidates: found,
        }),
    }
}

/// The prefix as stored ids are written: lower case, hyphens in their places; none when no id can
/// begin with it.
fn stored_form(prefix: &str) -> Option<String> {
    let digits = prefix.trim().replace('-', "").to_ascii_lowercase();
    let is_id = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if digits.is_empty() || digits.len() > DIGITS || !is_id {
        return None;
    }
    let mut form = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if [8, 12, 16, 20].contains(&place) {
            form.push('-');
        }
        form.push(digit);
    }
    Some(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_takes_the_form_of_stored_ids() {
        let of = |prefix| stored_form(prefix);
        assert_eq!(of("AB12").unwrap(), "ab12");
        assert_eq!(of("0123456789").unwrap(), "01234567-89");
        assert_eq!(of("01234567-").unwrap(), "01234567");
        for other in ["", "-", "xyz", "%", "'; --", "é"] {
            assert_eq!(of(other), None, "{other}");
        }
        assert_eq!(of(&"a".repeat(33)), None);
    }
}
