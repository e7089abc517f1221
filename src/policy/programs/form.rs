//! How the tables of programs are to be read.

use super::{builds, files, git, node, python, rust, search, system, texts};

/// A program and the forms in which it may be called.
#[derive(Debug, Clone, Copy)]
pub(in crate::policy) struct Program {
    /// The name.
    pub name: &'static str,
    /// Its forms; the one with the most words that fit counts.
    pub forms: &'static [Form],
}

/// One way to call a program.
#[derive(Debug, Clone, Copy)]
pub(in crate::policy) struct Form {
    /// The words that come first, such as `stash list`; empty for a program without commands.
    pub words: &'static str,
    /// What it does.
    pub effect: Effect,
    /// The options it may have.
    ///
    /// Each is written as it is used, `-l` or `--all`, and by its end it takes: nothing; a value
    /// (`=`); a value or none (`?`); a number (`#`); a path that is read (`<`); a pattern in place
    /// of the first operand (`%`). `-#` is a number with a dash.
    pub options: &'static str,
    /// What else it may be given.
    pub operands: Operands,
}

/// What a call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum Effect {
    /// It only reads and tells.
    Reads,
    /// It runs code of the workspace: only a sandbox can hold it.
    RunsWorkspace,
    /// It makes files: only below a sandbox without a question.
    Makes,
    /// It reaches other machines.
    Network,
}

/// What a call may be given beside options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum Operands {
    /// Nothing.
    None,
    /// Nothing but an option, which must be there: alone the program would do more.
    Version,
    /// Anything, also words that look like options: it prints them.
    Anything,
    /// Words that are no paths.
    Words,
    /// Words that are no paths, and behind `--` anything.
    WordsAndRest,
    /// Names of targets: no assignments, nothing that publishes or removes.
    Targets,
    /// Targets, and behind `--` anything.
    TargetsAndRest,
    /// Paths that are read.
    Paths,
    /// One path that is read, at most.
    OnePath,
    /// A pattern, then paths that are read.
    PatternThenPaths,
    /// Paths that are made.
    Made,
    /// Paths that are read, then one that is made.
    CopiedTo,
    /// A program of the workspace, and what it is given.
    Script,
    /// A format that begins with `+`.
    Format,
    /// A script of `sed`, then paths that are read.
    SedThenPaths,
}

/// Every table.
const TABLES: [&[Program]; 9] = [
    files::PROGRAMS,
    search::PROGRAMS,
    texts::PROGRAMS,
    system::PROGRAMS,
    git::PROGRAMS,
    rust::PROGRAMS,
    python::PROGRAMS,
    node::PROGRAMS,
    builds::PROGRAMS,
];

/// The program of that name.
pub(in crate::policy) fn find(name: &str) -> Option<&'static Program> {
    let mut all = TABLES.iter().flat_map(|table| table.iter());
    all.find(|program| program.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_stands_in_the_tables_once_and_can_be_read() {
        let mut seen = std::collections::BTreeSet::new();
        for program in TABLES.iter().flat_map(|table| table.iter()) {
            assert!(seen.insert(program.name), "{} stands twice", program.name);
            assert!(!program.forms.is_empty(), "{}", program.name);
            for form in program.forms {
                for option in form.options.split_ascii_whitespace() {
                    let bare = option.trim_end_matches(['=', '?', '#', '<', '%']);
                    assert!(option.starts_with('-'), "{}: {option}", program.name);
                    assert!(option.len() - bare.len() <= 1, "{}: {option}", program.name);
                }
            }
        }
    }
}
