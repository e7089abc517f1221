//! The file of rules, `policy.yaml`: read whole or not at all, and edited without touching the rest.

use saphyr_parser::{Event, Parser};
use serde::Deserialize;
use serde_json::Value;

use super::model::RuleError;
use crate::domain::rule::{Rule, Scope};

/// The longest file of rules.
const LONGEST: usize = 1 << 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rules: Vec<Value>,
}

/// The keys that a rule may have.
const KEYS: [&str; 9] = [
    "id",
    "command",
    "path",
    "host",
    "decision",
    "scope",
    "expires",
    "matches",
    "not_matches",
];

/// Reads a file of rules (`rules:`, a list); `place` is how errors name it.
///
/// The examples are not looked at: [`RuleSet::load`](super::RuleSet::load) does that.
///
/// # Errors
/// What is wrong, and with which rule.
pub fn parse_rules(place: &str, text: &str) -> Result<Vec<Rule>, RuleError> {
    let wrong = |place: String, problem: String| RuleError::Unreadable { place, problem };
    if text.len() > LONGEST {
        return Err(wrong(
            place.to_owned(),
            "the file is longer than 1 MiB".to_owned(),
        ));
    }
    refuse_aliases(place, text)?;
    let file: Option<File> = serde_yaml::from_str(text)
        .map_err(|error| wrong(place.to_owned(), error.to_string().replace('\n', " ")))?;
    let rules = file.map(|file| file.rules).unwrap_or_default();
    let mut read = Vec::with_capacity(rules.len());
    for (index, value) in rules.into_iter().enumerate() {
        let name = value["id"].as_str().map_or_else(
            || format!("{place}: rule {}", index + 1),
            |id| format!("{place}: rule '{id}'"),
        );
        let keys = value.as_object().into_iter().flat_map(|map| map.keys());
        if let Some(key) = keys.into_iter().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(wrong(name, format!("unknown key '{key}'")));
        }
        let subjects = ["command", "path", "host"];
        if subjects
            .iter()
            .filter(|key| !value[**key].is_null())
            .count()
            != 1
        {
            return Err(wrong(name, "name one of command, path and host".to_owned()));
        }
        let rule: Rule = serde_json::from_value(value)
            .map_err(|error| wrong(name.clone(), error.to_string()))?;
        // A file stays as it is: the second call would go by it like the first.
        if rule.scope == Scope::Once {
            let problem = "'once' is for rules that are saved with an answer";
            return Err(wrong(name, problem.to_owned()));
        }
        read.push(rule);
    }
    Ok(read)
}

/// Aliases are refused, so that a small file cannot stand for a huge one.
fn refuse_aliases(place: &str, text: &str) -> Result<(), RuleError> {
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::Alias(_), span)) => {
                return Err(RuleError::Unreadable {
                    place: format!("{place}:{}", span.start.line()),
                    problem: "aliases cannot be used here".to_owned(),
                });
            }
            Ok(_) => {}
            Err(error) => {
                return Err(RuleError::Unreadable {
                    place: format!("{place}:{}", error.marker().line()),
                    problem: error.info().to_owned(),
                });
            }
        }
    }
    Ok(())
}

/// The file without the rule called `id`, everything else as it was; none where it has no such
/// rule, or where its form does not let it be cut out.
pub fn without_rule(text: &str, id: &str) -> Option<String> {
    let before = parse_rules("", text).ok()?;
    let place = before.iter().position(|rule| rule.id == id)?;
    let starts = item_lines(text);
    let from = *starts.get(place)?;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let own = indent(lines.get(from - 1)?);
    let is_within = |line: &&&str| line.trim().is_empty() || indent(line) > own;
    let length = 1 + lines[from..].iter().take_while(is_within).count();
    let mut kept = lines[..from - 1].concat();
    kept.push_str(&lines[from - 1 + length..].concat());
    if before.len() == 1 {
        kept = kept.replacen("rules:", "rules: []", 1);
    }
    let mut expected = before;
    expected.remove(place);
    (parse_rules("", &kept).ok()? == expected).then_some(kept)
}

/// The line of every rule, from 1.
fn item_lines(text: &str) -> Vec<usize> {
    let mut depth = 0_usize;
    let mut lines = Vec::new();
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else {
            return Vec::new();
        };
        match event {
            Event::MappingStart(..) => {
                // The file is a mapping, its list the second level, a rule the third.
                if depth == 2 {
                    lines.push(span.start.line());
                }
                depth += 1;
            }
            Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => depth = depth.saturating_sub(1),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::Alias(_)
            | Event::Scalar(..) => {}
        }
    }
    lines
}
