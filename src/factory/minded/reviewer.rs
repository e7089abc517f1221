//! The reviewer asks a model what the rules cannot see; its findings must cite lines that exist.

use std::fmt::Write;
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::blueprint::RenderedFile;
use crate::domain::plan::AgentName;
use crate::domain::review::{Remark, Review};
use crate::factory::agent::{Agent, AgentError, Board, Output, read, write};
use crate::factory::mind::{Question, schema_of};
use crate::factory::review::with_findings;

/// How many bytes of the project the model is shown.
const SHOWN: usize = 96 * 1024;
/// The folders that it is shown, those first in which projects differ most.
const FOLDERS: [&str; 5] = [
    "backend/app/rules/",
    "backend/app/services/",
    "backend/app/routes/",
    "backend/app/models/",
    "backend/app/",
];

/// The most tokens of an answer.
const LIMIT: u64 = 6_144;

const SYSTEM: &str = "\
You review a generated web service. Report only what is wrong in the lines that you are shown, and \
would be wrong for its users or those who maintain it: a hole in security, a rule of the business that \
is not kept, data that can be lost, code that nobody can follow. Every finding cites the file and the \
number of the line; a finding that cites nothing is dropped. Rules have looked for style already. An \
empty list is a good answer where nothing is wrong.";

/// What a model found.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Findings {
    /// The findings, the worst first; empty where nothing is wrong.
    findings: Vec<Remark>,
}

/// The reviewer that asks a model.
pub struct MindedReviewer(pub Box<dyn Agent>);

impl Agent for MindedReviewer {
    fn name(&self) -> AgentName {
        AgentName::CodeReviewer
    }

    fn work(&self, board: &Board, advice: Option<&str>) -> Result<Output, AgentError> {
        self.0.work(board, advice)
    }

    fn question(&self, board: &Board) -> Result<Option<Question>, AgentError> {
        let idea = &board.model()?.description;
        let files = shown(&board.files);
        Ok(Some(Question {
            agent: self.name().name().to_owned(),
            system: SYSTEM.to_owned(),
            text: format!("# The idea\n\n{idea}\n\n# The project\n\n{files}"),
            document: "report_findings".to_owned(),
            purpose: "Hands in what is wrong, each with its file and line.".to_owned(),
            schema: schema_of::<Findings>(),
            limit: LIMIT,
        }))
    }

    fn answered(&self, board: &Board, document: Value) -> Result<Output, AgentError> {
        let found: Findings = read(&document)?;
        let by_rules: Review = read(&self.0.work(board, None)?.document)?;
        let review = with_findings(by_rules, found.findings, &board.files);
        Ok(Output {
            document: write(&review)?,
            files: Vec::new(),
        })
    }

    fn accept(&self, output: &Output, board: &mut Board) -> Result<String, AgentError> {
        let summary = self.0.accept(output, board)?;
        Ok(match board.review.as_ref().map_or(0, |one| one.dropped) {
            0 => summary,
            dropped => format!("{summary}, {dropped} findings dropped: they cite no line"),
        })
    }
}

/// The files with the numbers of their lines, as many as there is room for.
fn shown(files: &[RenderedFile]) -> String {
    let mut text = String::new();
    let mut left: Vec<&RenderedFile> = files.iter().collect();
    for folder in FOLDERS {
        let (here, others): (Vec<_>, Vec<_>) = left
            .into_iter()
            .partition(|file| file.path.starts_with(folder) && is_python(&file.path));
        left = others;
        for file in here {
            if text.len() + file.content.len() > SHOWN {
                left.push(file);
                continue;
            }
            // Writing into a text cannot fail.
            writeln!(text, "## {}\n", file.path).ok();
            for (number, line) in file.content.lines().enumerate() {
                writeln!(text, "{:>4}  {line}", number + 1).ok();
            }
            text.push('\n');
        }
    }
    writeln!(text, "## Not shown\n").ok();
    for file in left {
        writeln!(text, "* {}", file.path).ok();
    }
    text
}

fn is_python(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|kind| kind == "py")
}
