//! How a model is asked to think: older ones take a number of tokens, newer ones decide themselves.

use serde::Serialize;

use crate::llm::{Request, Thinking, ToolChoice};

/// The least that a model can be told to think, in tokens.
const LEAST: u64 = 1_024;

/// The first version that decides itself how much it thinks; later ones refuse a number.
const ADAPTIVE: (u32, u32) = (4, 6);

/// How a model is asked to think.
#[derive(Debug, Serialize, PartialEq, Eq)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Mode {
    Enabled {
        budget_tokens: u64,
    },
    Adaptive {
        /// Without it the newest models tell nothing of their thoughts.
        display: &'static str,
    },
}

/// How hard a model tries that decides itself how much it thinks.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub(super) struct Effort {
    effort: &'static str,
}

/// How the model of a request is asked to think; not at all where the service would refuse it: with
/// a tool that it must use, and without room for thoughts and an answer.
pub(super) fn mode(request: &Request) -> (Option<Mode>, Option<Effort>) {
    let Thinking::Budget(budget) = request.thinking else {
        return (None, None);
    };
    if request.choice != ToolChoice::Auto {
        return (None, None);
    }
    if version(&request.model).is_some_and(|version| version >= ADAPTIVE) {
        let effort = match budget {
            0..4_096 => "low",
            4_096..16_384 => "medium",
            16_384.. => "high",
        };
        let display = "summarized";
        return (Some(Mode::Adaptive { display }), Some(Effort { effort }));
    }
    let budget_tokens = budget.max(LEAST);
    let fits = budget_tokens < request.limit;
    let enabled = fits.then_some(Mode::Enabled { budget_tokens });
    (enabled, None)
}

/// The version in the name of a model: `claude-opus-4-7` and `claude-3-7-sonnet-20250219` have one.
fn version(model: &str) -> Option<(u32, u32)> {
    let (_, after) = model.split_once("claude")?;
    let mut parts = after.split(['-', '.', '_', '@', ':']);
    let number = |text: &str| text.parse().ok().filter(|number| *number < 1_000);
    let major = parts.find_map(number)?;
    let minor = parts.next().and_then(number).unwrap_or(0);
    Some((major, minor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_the_name() {
        for (model, expected) in [
            ("claude-opus-4-7", Some((4, 7))),
            ("claude-sonnet-4-20250514", Some((4, 0))),
            ("claude-3-7-sonnet-20250219", Some((3, 7))),
            ("anthropic.claude-opus-4-6-v1", Some((4, 6))),
            ("anthropic/claude-sonnet-4.5", Some((4, 5))),
            ("claude-haiku-5", Some((5, 0))),
            ("claude-mythos-preview", None),
            ("llama-3-8b", None),
        ] {
            assert_eq!(version(model), expected, "{model}");
        }
    }
}
