//! What the rules are told, and what they answer.

/// What is known of the store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Known {
    /// It is being opened.
    #[default]
    Opening,
    /// It could not be opened, for this reason.
    Refused(String),
    /// These are the newest runs and the number of approvals that wait.
    Open {
        /// The newest runs first.
        runs: Vec<RunFact>,
        /// How many approvals wait for the person.
        approvals: usize,
    },
}

/// What is known of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFact {
    /// The first characters of its id.
    pub id: String,
    /// Where it stands.
    pub state: String,
    /// What is known of its result.
    pub proof: String,
    /// The idea.
    pub idea: String,
    /// Its checks by name, with what came of each.
    pub checks: Vec<(String, String)>,
}

/// What the rules are told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// The store.
    pub known: Known,
    /// The providers for which a key is set.
    pub keys: Vec<&'static str>,
    /// The command that runs the tests of the folder that is worked on.
    pub tests: Option<String>,
}

/// What the rules make of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Words.
    Say(String),
    /// It is an idea: show what is understood of it, with some words first.
    NewProject(Option<String>),
    /// It is an idea that is to be made at once.
    Generate(String),
    /// Show the team lead's plan for an idea; without one, let the model only plan, or work again.
    Plan(Option<String>),
    /// Show all runs.
    Runs,
    /// Show the run whose id begins so; the newest without one.
    Run(Option<String>),
    /// End the run whose id begins so; the newest that works without one.
    Cancel(Option<String>),
    /// Open a file, as `path` or `path:line`.
    Open(String),
    /// Work on another folder; none is what was made last.
    Workspace(Option<String>),
    /// Run this command in the terminal.
    Test(String),
    /// Choose a theme; none shows all of them.
    Theme(Option<String>),
    /// Let this model answer; none shows all of them.
    Model(Option<String>),
    /// Take up the talk whose id begins so; none shows all of them.
    Resume(Option<String>),
    /// Show what was spent.
    Usage,
    /// Find a file by name.
    Files,
    /// Search in all files.
    Search,
    /// Show the keys.
    Keys,
    /// Write the text in the person's own editor.
    Editor,
    /// Begin a new talk with an empty transcript.
    Clear,
    /// Leave.
    Quit,
}
