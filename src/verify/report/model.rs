//! What a test runner said.

use std::fmt;

/// A program that runs tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runner {
    /// pytest.
    Pytest,
    /// Python's own unittest.
    Unittest,
    /// cargo test.
    Cargo,
    /// cargo nextest.
    Nextest,
    /// Jest.
    Jest,
    /// Vitest.
    Vitest,
    /// Mocha.
    Mocha,
    /// go test.
    Go,
    /// Anything that prints the Test Anything Protocol.
    Tap,
    /// A compiler, before any test has run.
    Compiler,
}

/// How many tests ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that passed.
    pub passed: u32,
    /// Those that failed, errors among them.
    pub failed: u32,
    /// Those that were left out.
    pub skipped: u32,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file as it was printed.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
}

/// A test that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Its name as the runner writes it.
    pub name: String,
    /// What was wrong, in one line; empty where that was not said.
    pub message: String,
    /// Where, as far as that was said.
    pub place: Option<Place>,
}

/// What a test runner said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Which one.
    pub runner: Runner,
    /// How many tests ended how.
    pub counts: Counts,
    /// Those that failed, in their order.
    pub failures: Vec<Failure>,
}

impl Runner {
    /// The name as its users write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pytest => "pytest",
            Self::Unittest => "unittest",
            Self::Cargo => "cargo test",
            Self::Nextest => "cargo nextest",
            Self::Jest => "Jest",
            Self::Vitest => "Vitest",
            Self::Mocha => "Mocha",
            Self::Go => "go test",
            Self::Tap => "TAP",
            Self::Compiler => "the compiler",
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.path, self.line)
    }
}

impl Failure {
    /// A failure of which only the name is known.
    pub(super) fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            message: String::new(),
            place: None,
        }
    }

    /// Takes `text` for what was wrong, unless that is known.
    pub(super) fn says(&mut self, text: &str) {
        if self.message.is_empty() {
            text.trim().clone_into(&mut self.message);
        }
    }

    /// Takes the place, unless one is known.
    pub(super) fn at(&mut self, place: Option<Place>) {
        if self.place.is_none() {
            self.place = place;
        }
    }
}
