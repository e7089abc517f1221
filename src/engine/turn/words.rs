//! What can happen in a turn, and what can follow from it.

use super::limits::Limit;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The person's words are kept: the turn begins.
    Begin,
    /// The session was taken up while calls of tools were open: these, in order.
    Resumed(Vec<Asked>),
    /// The model has answered.
    Replied {
        /// The tools that it asks for, in order.
        calls: Vec<Asked>,
        /// The tokens that the answer took, those that were read too.
        tokens: u64,
    },
    /// The model asked for a tool that there is not, or with arguments that are none; it was told so
    /// as if the person had said it.
    Slipped,
    /// The model could not be asked, or did not answer whole.
    Failed,
    /// A call waits for a person.
    Waits {
        /// Its place.
        place: u32,
        /// Whether somebody may answer while the turn lasts.
        patience: Patience,
    },
    /// A call that waited goes on.
    Goes {
        /// Its place.
        place: u32,
    },
    /// A call is over.
    Ended {
        /// Its place.
        place: u32,
        /// A number for its result: equal results have equal numbers.
        result: u64,
    },
    /// The person said something while the turn goes on.
    Steered,
    /// The person interrupted.
    Interrupted,
    /// The time of the turn is over.
    TimeIsUp,
    /// The person let it go on.
    Allowed,
    /// The person wants it to end.
    Declined,
    /// Nobody can be asked here whether it may go on.
    NobodyAnswers,
    /// The check has ended.
    Checked {
        /// Whether it passed.
        passed: bool,
    },
}

/// A call that the model asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Whether it changes something.
    pub reach: Reach,
    /// A number for tool and arguments: equal calls have equal numbers.
    pub call: u64,
}

/// Whether a call changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It only looks: it may run beside others that look.
    Looks,
    /// It may change something: it runs after all before it.
    Changes,
}

/// Whether somebody may answer while the turn lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// The turn waits.
    Waits,
    /// Nobody can answer here: the turn ends and can be taken up again.
    Leaves,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask the model.
    Ask,
    /// Carry out the call at that place.
    Start(u32),
    /// End the call at that place: the person interrupted.
    Stop(u32),
    /// Keep the results of all calls, and what the person said meanwhile, as the next message.
    Keep,
    /// Keep what the person said meanwhile as the next message.
    KeepWords,
    /// Ask the person whether the turn may go on, for this reason.
    AskToGoOn(Limit),
    /// Run the check.
    Check,
    /// Keep the failure of the check as the next message.
    KeepFailure,
    /// The turn is over.
    End(End),
}

/// How a turn ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The model has said all.
    Whole,
    /// Its check passed.
    Proven,
    /// Its check failed to the last.
    Unproven,
    /// A person has to answer first, and nobody can here.
    Waiting,
    /// The person interrupted.
    Interrupted,
    /// The model could not be asked.
    Failed,
    /// It came to a limit and was not let go on.
    Stopped(Limit),
}
