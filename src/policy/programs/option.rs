//! Options in a table: exactly those that stand there, never an abbreviation.

/// What an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum Value {
    /// Nothing.
    None,
    /// A value.
    Word,
    /// A value right behind it, or none.
    Optional,
    /// A number.
    Number,
    /// A path that is read.
    Path,
    /// A pattern that stands in place of the first operand.
    Pattern,
}

/// An option that a table knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) struct Known {
    /// What it takes.
    pub value: Value,
}

/// The option written `name` (with its dashes) in a table.
pub(in crate::policy) fn lookup(options: &'static str, name: &str) -> Option<Known> {
    options.split_ascii_whitespace().find_map(|option| {
        let rest = option.strip_prefix(name)?;
        let value = match rest {
            "" => Value::None,
            "=" => Value::Word,
            "?" => Value::Optional,
            "#" => Value::Number,
            "<" => Value::Path,
            "%" => Value::Pattern,
            _ => return None,
        };
        Some(Known { value })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_are_found() {
        let options = "-l --all --color? -n# -e% --from<";
        assert_eq!(
            lookup(options, "--color").map(|known| known.value),
            Some(Value::Optional)
        );
        assert_eq!(
            lookup(options, "-e").map(|known| known.value),
            Some(Value::Pattern)
        );
        for name in ["--al", "--a", "--", "-", "", "-x", "--all=", "-al"] {
            assert_eq!(lookup(options, name), None, "{name}");
        }
    }
}
