//! Holds options against a table: exactly those that stand there.

use super::opinion::Opinion;
use crate::policy::programs::{Form, Known, Operands, Value, lookup};
use crate::policy::syntax::Word;

/// What a program was given, once its options are known to be harmless.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// Words that are no options.
    pub operands: Vec<Word>,
    /// Words behind `--` where the program passes them on.
    pub rest: Vec<Word>,
    /// Paths that options name, to be read.
    pub paths: Vec<Word>,
    /// Other values of options, as they stand.
    pub values: Vec<Word>,
    /// Patterns that options gave in place of the first operand.
    pub patterns: Vec<Word>,
}

/// Splits the words of a program.
pub(super) fn split(words: &[Word], form: &Form) -> Result<Given, Box<Opinion>> {
    let mut given = Given::default();
    if form.operands == Operands::Anything {
        given.operands = words.to_vec();
        return Ok(given);
    }
    let passes_on = matches!(
        form.operands,
        Operands::WordsAndRest | Operands::TargetsAndRest
    );
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let text = word.text.as_str();
        if text == "--" {
            let after = rest.cloned();
            if passes_on {
                given.rest.extend(after);
            } else {
                given.operands.extend(after);
            }
            return Ok(given);
        }
        if word.glob == Some(0) || text.starts_with('-') && glob_in_name(word) {
            let reason = "the shell could make an option of what this finds";
            return Err(Box::new(Opinion::ask("shell.glob", reason, word.span)));
        }
        let is_option = text.len() > 1 && text.starts_with('-');
        if !is_option {
            given.operands.push(word.clone());
            // Behind a program of the workspace, all words are for it.
            if form.operands == Operands::Script {
                given.rest.extend(rest.cloned());
                return Ok(given);
            }
            continue;
        }
        option(word, form.options, &mut rest, &mut given)?;
    }
    Ok(given)
}

/// True when a wildcard stands in the name of an option, not in its value.
fn glob_in_name(word: &Word) -> bool {
    let name = word.text.find('=').unwrap_or(word.text.len());
    word.glob.is_some_and(|glob| glob < name)
}

fn refuse(word: &Word, reason: String) -> Opinion {
    Opinion::ask("shell.unknown_option", reason, word.span)
}

fn option<'a>(
    word: &Word,
    options: &'static str,
    rest: &mut impl Iterator<Item = &'a Word>,
    given: &mut Given,
) -> Result<(), Box<Opinion>> {
    let text = word.text.as_str();
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (text, None),
    };
    let unknown = || refuse(word, format!("the option {text} is not known"));
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if let Some(known) = lookup(options, name).filter(|_| name.len() > 1) {
        let short = name.len() == 2;
        if short && value.is_some() && known.value != Value::Word {
            return Err(unknown().into());
        }
        // A short option keeps what stands behind it, also the equals sign.
        let value = if short {
            text.get(2..).filter(|rest| !rest.is_empty())
        } else {
            value
        };
        return take(known, word, value, rest, given);
    }
    if text.starts_with("--") {
        return Err(unknown().into());
    }
    if is_number(&text[1..]) && options.split_ascii_whitespace().any(|one| one == "-#") {
        return Ok(());
    }
    for (at, letter) in text.char_indices().skip(1) {
        let known = lookup(options, &format!("-{letter}")).ok_or_else(unknown)?;
        let after = &text[at + letter.len_utf8()..];
        match known.value {
            Value::None => {}
            Value::Optional | Value::Word | Value::Number | Value::Path | Value::Pattern => {
                let value = Some(after).filter(|after| !after.is_empty());
                return take(known, word, value, rest, given);
            }
        }
    }
    Ok(())
}

/// Takes the value of an option: what stands right behind it, or the next word.
fn take<'a>(
    known: Known,
    word: &Word,
    value: Option<&str>,
    rest: &mut impl Iterator<Item = &'a Word>,
    given: &mut Given,
) -> Result<(), Box<Opinion>> {
    if known.value == Value::None {
        return match value {
            None => Ok(()),
            Some(_) => Err(refuse(word, format!("{} takes no value", word.text)).into()),
        };
    }
    if known.value == Value::Optional {
        return Ok(());
    }
    let owned = match value {
        Some(value) => word.within(value),
        None => match rest.next() {
            Some(next) if next.glob.is_none() => next.clone(),
            Some(next) => {
                let reason = "the shell could make an option of what this finds";
                return Err(Box::new(Opinion::ask("shell.glob", reason, next.span)));
            }
            None => {
                let reason = format!("{} needs a value", word.text);
                return Err(refuse(word, reason).into());
            }
        },
    };
    match known.value {
        Value::None | Value::Optional => {}
        Value::Word => given.values.push(owned),
        Value::Number => {
            let number = owned.text.trim_start_matches(['+', '-']);
            if number.is_empty() || !number.chars().all(|c| c.is_ascii_digit() || c == '.') {
                return Err(refuse(word, format!("{} is no number", owned.text)).into());
            }
        }
        Value::Path => given.paths.push(owned),
        Value::Pattern => given.patterns.push(owned),
    }
    Ok(())
}
