//! Words with their quotes undone, and what is not plain in a text.

use crate::domain::verdict::Span;

/// A word of a command, as the program would get it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::policy) struct Word {
    /// The word without quotes and backslashes.
    pub text: String,
    /// Where it stands in the command.
    pub span: Span,
    /// Where in `text` the first wildcard stands that the shell would expand.
    pub glob: Option<usize>,
    /// True when it begins with a `~` that the shell would expand.
    pub tilde: bool,
    /// True when nothing in it was quoted.
    pub bare: bool,
}

/// What a text holds that is not plain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum Trouble {
    /// It cannot be read at all.
    Broken,
    /// A variable, a substitution or arithmetic.
    Expansion,
    /// Braces, which may stand for several words.
    Braces,
    /// Text for standard input that stands in the command.
    HereDocument,
    /// A part in parentheses.
    Subshell,
    /// A command that would go on in the background.
    Background,
    /// A comment.
    Comment,
    /// A `~` that does not stand for the home folder alone.
    Tilde,
    /// A `!`, which negates or recalls.
    Bang,
    /// A redirection of a rare kind.
    Redirection,
    /// A word of the shell's own language, such as `if` or `for`.
    Keyword,
    /// What two readers of the shell read differently.
    Ambiguous,
}

/// The first part that is not plain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) struct Problem {
    /// What it is.
    pub trouble: Trouble,
    /// Where it stands.
    pub span: Span,
}

impl Word {
    /// A word that stands for part of another, at the same place.
    pub fn within(&self, text: &str) -> Self {
        Self {
            text: text.to_owned(),
            span: self.span,
            glob: None,
            tilde: text.starts_with("~/") || text == "~",
            bare: false,
        }
    }

    /// True when the word is written so and nothing of it would be expanded.
    pub fn is(&self, text: &str) -> bool {
        self.glob.is_none() && self.text == text
    }
}

impl Trouble {
    /// The stable name of the rule by which it asks.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Broken => "shell.broken",
            Self::Expansion => "shell.expansion",
            Self::Braces => "shell.braces",
            Self::HereDocument => "shell.here_document",
            Self::Subshell => "shell.subshell",
            Self::Background => "shell.background",
            Self::Comment => "shell.comment",
            Self::Tilde => "shell.tilde",
            Self::Bang => "shell.bang",
            Self::Redirection => "shell.redirection",
            Self::Keyword => "shell.keyword",
            Self::Ambiguous => "shell.ambiguous",
        }
    }

    /// Why it asks.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Broken => "this is no complete command",
            Self::Expansion => "what this expands to cannot be known before it runs",
            Self::Braces => "braces may stand for several words or commands",
            Self::HereDocument => "a here-document can hold anything",
            Self::Subshell => "parentheses start a subshell, a function or a substitution",
            Self::Background => "a command in the background outlives the call",
            Self::Comment => "a comment can hide what a line does",
            Self::Tilde => "this tilde may stand for another person's folder",
            Self::Bang => "'!' negates a command or recalls an earlier one",
            Self::Redirection => "this redirection does more than send output away",
            Self::Keyword => "this is a construct of the shell, not a plain command",
            Self::Ambiguous => "shells may read this part in more than one way",
        }
    }
}

impl Problem {
    /// That trouble in that part.
    pub fn new(trouble: Trouble, from: usize, to: usize) -> Self {
        Self {
            trouble,
            span: Span::new(from, to),
        }
    }
}
