//! What is searched in files, as a person set it.

use grep_regex::{RegexMatcher, RegexMatcherBuilder};

/// How the text is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Syntax {
    /// As it stands.
    #[default]
    Literal,
    /// As a regular expression.
    Regex,
}

/// What upper and lower case mean.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Case {
    /// They differ when the text has an upper-case letter.
    #[default]
    Smart,
    /// They differ.
    Sensitive,
}

/// Where a match may begin and end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Words {
    /// Anywhere.
    #[default]
    Any,
    /// At the borders of words.
    Whole,
}

/// What is searched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The text as typed.
    pub text: String,
    /// How it is read.
    pub syntax: Syntax,
    /// What case means.
    pub case: Case,
    /// Where it may match.
    pub words: Words,
}

impl Query {
    /// The matcher for this query.
    ///
    /// # Errors
    /// The regular expression is wrong: what is wrong with it, on one line.
    pub fn matcher(&self) -> Result<RegexMatcher, String> {
        RegexMatcherBuilder::new()
            .case_smart(self.case == Case::Smart)
            .word(self.words == Words::Whole)
            .fixed_strings(self.syntax == Syntax::Literal)
            .line_terminator(Some(b'\n'))
            .build(&self.text)
            .map_err(|error| reason(&error.to_string()))
    }
}

/// The sentence of an error that draws the expression and points into it.
fn reason(text: &str) -> String {
    let last = text.lines().rev().find(|line| !line.trim().is_empty());
    let last = last.unwrap_or(text).trim();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}
