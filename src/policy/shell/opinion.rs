//! What is said of a part of a command; of many opinions the strictest counts.

use crate::domain::approval::ApprovalKind;
use crate::domain::verdict::{Decision, Guard, Span};
use crate::policy::guard::Loss;
use crate::policy::path::Finding;
use crate::policy::syntax::{Problem, Word};

/// What is said of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opinion {
    /// Whether it may run.
    pub decision: Decision,
    /// What stands above modes and rules.
    pub guard: Guard,
    /// The stable name of the rule.
    pub rule: String,
    /// Why, in one line.
    pub reason: String,
    /// The part.
    pub span: Option<Span>,
    /// What would be asked for.
    pub kind: ApprovalKind,
    /// Which rule of a person may let it through.
    pub lift: Lift,
}

/// Which rule of a person may let it through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lift {
    /// One that the command begins with.
    Prefix,
    /// One that names every word of the command.
    Whole,
    /// None.
    Never,
}

/// The rule by which what is known may run.
const KNOWN: &str = "shell.known";

impl Opinion {
    /// It may run.
    pub fn fine() -> Self {
        Self {
            decision: Decision::Auto,
            guard: Guard::None,
            rule: KNOWN.to_owned(),
            reason: "only known programs with known options".to_owned(),
            span: None,
            kind: ApprovalKind::ShellCommand,
            lift: Lift::Prefix,
        }
    }

    /// A person has to be asked; a rule may answer.
    pub fn ask(rule: &str, reason: impl Into<String>, span: Span) -> Self {
        Self {
            decision: Decision::Ask,
            rule: rule.to_owned(),
            reason: reason.into(),
            span: Some(span),
            ..Self::fine()
        }
    }

    /// The same, and no rule may answer that does not name every word.
    pub fn ask_whole(rule: &str, reason: impl Into<String>, span: Span) -> Self {
        Self {
            lift: Lift::Whole,
            ..Self::ask(rule, reason, span)
        }
    }

    /// The text is not plain.
    pub fn not_plain(problem: Problem) -> Self {
        let trouble = problem.trouble;
        Self {
            lift: Lift::Never,
            ..Self::ask(trouble.rule(), trouble.reason(), problem.span)
        }
    }

    /// Something would be lost.
    pub fn loss(loss: Loss, span: Span) -> Self {
        let rule = match loss.guard {
            Guard::Protected => "path.protected",
            Guard::None | Guard::Destructive => "shell.destructive",
        };
        Self {
            guard: loss.guard,
            kind: loss.kind,
            lift: Lift::Never,
            ..Self::ask(rule, loss.why, span)
        }
    }

    /// The shell would run what stands in a subscript, whatever quotes it has.
    pub fn subscript(span: Span) -> Self {
        let reason = "the shell would run what stands in a subscript";
        Self {
            guard: Guard::Destructive,
            lift: Lift::Never,
            ..Self::ask("shell.subscript", reason, span)
        }
    }

    /// A path in it asks.
    pub fn of_path(found: Finding, word: &Word) -> Self {
        let lift = if found.guard.always_waits() {
            Lift::Never
        } else {
            Lift::Whole
        };
        Self {
            guard: found.guard,
            lift,
            ..Self::ask(found.rule, found.reason, word.span)
        }
    }

    /// The same, about another machine.
    #[must_use]
    pub fn over_network(self) -> Self {
        Self {
            kind: ApprovalKind::NetworkOperation,
            ..self
        }
    }

    /// The stricter of the two; of equals the first.
    #[must_use]
    pub fn or_stricter(self, other: Self) -> Self {
        if (other.decision, other.guard) > (self.decision, self.guard) {
            return other;
        }
        // Among what may run, the rule that a person made is worth telling.
        if other.decision == self.decision && self.rule == KNOWN {
            return other;
        }
        self
    }
}
