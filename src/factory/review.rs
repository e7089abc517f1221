//! The reviewer's rules: what is looked for in a project's files, and what it costs.

use std::collections::BTreeSet;
use std::path::Path;

use crate::blueprint::RenderedFile;
use crate::domain::app_model::AppModel;
use crate::domain::review::{Area, Remark, Review, Severity};

/// Points of one area at most.
const FULL: u8 = 25;
/// The longest module and function that reads well, in lines.
const LONG_MODULE: usize = 400;
/// The longest function.
const LONG_FUNCTION: usize = 60;

/// A text that should not be in a file.
struct Pattern {
    text: &'static str,
    severity: Severity,
    area: Area,
    problem: &'static str,
}

/// What is looked for in Python files, as plain text in code lines.
const PATTERNS: [Pattern; 16] = [
    bad(
        "eval(",
        Severity::Critical,
        Area::Security,
        "evaluates text as code",
    ),
    bad(
        "exec(",
        Severity::Critical,
        Area::Security,
        "executes text as code",
    ),
    bad(
        "shell=True",
        Severity::Critical,
        Area::Security,
        "runs a shell",
    ),
    bad(
        "pickle.loads",
        Severity::Critical,
        Area::Security,
        "loads pickled data",
    ),
    bad(
        "verify=False",
        Severity::Critical,
        Area::Security,
        "does not verify a certificate",
    ),
    bad(
        "algorithms=[\"none\"",
        Severity::Critical,
        Area::Security,
        "accepts unsigned tokens",
    ),
    bad(
        "verify_signature\": False",
        Severity::Critical,
        Area::Security,
        "accepts unsigned tokens",
    ),
    bad(
        "text(f\"",
        Severity::Critical,
        Area::Security,
        "builds SQL from text",
    ),
    bad(
        "execute(f\"",
        Severity::Critical,
        Area::Security,
        "builds SQL from text",
    ),
    bad(
        "except:",
        Severity::Major,
        Area::Quality,
        "catches everything",
    ),
    bad("# TODO", Severity::Major, Area::Quality, "is not finished"),
    bad("# FIXME", Severity::Major, Area::Quality, "is not finished"),
    bad(
        "NotImplementedError",
        Severity::Major,
        Area::Quality,
        "is not implemented",
    ),
    bad(
        "import *",
        Severity::Minor,
        Area::Quality,
        "imports everything",
    ),
    bad(
        "print(",
        Severity::Minor,
        Area::Quality,
        "prints instead of logging",
    ),
    bad(
        "breakpoint(",
        Severity::Major,
        Area::Quality,
        "stops in a debugger",
    ),
];

const fn bad(text: &'static str, severity: Severity, area: Area, problem: &'static str) -> Pattern {
    Pattern {
        text,
        severity,
        area,
        problem,
    }
}

/// Scores what was written so far for `model`.
pub fn review(model: &AppModel, files: &[RenderedFile]) -> Review {
    let mut remarks = Vec::new();
    for file in files.iter().filter(|file| {
        Path::new(&file.path)
            .extension()
            .is_some_and(|kind| kind == "py")
    }) {
        read_lines(file, &mut remarks);
        read_shape(file, &mut remarks);
    }
    read_completeness(model, files, &mut remarks);
    let points = |area| {
        let cost: u8 = remarks
            .iter()
            .filter(|remark: &&Remark| remark.area == area)
            .map(|remark| cost(remark.severity))
            .fold(0, u8::saturating_add);
        FULL.saturating_sub(cost)
    };
    Review {
        structure: points(Area::Structure),
        quality: points(Area::Quality),
        security: points(Area::Security),
        completeness: points(Area::Completeness),
        bonus: bonus(files),
        remarks,
        dropped: 0,
    }
}

/// The review with what a model found besides. A finding that cites no line of `files` is dropped and
/// counted; the others cost what they would cost the rules: a model can only lower a score.
pub fn with_findings(mut review: Review, findings: Vec<Remark>, files: &[RenderedFile]) -> Review {
    for mut finding in findings {
        let file = files.iter().find(|file| file.path == finding.file);
        let line = usize::try_from(finding.line).unwrap_or(usize::MAX);
        let cited = file.and_then(|file| file.content.lines().nth(line.checked_sub(1)?));
        if cited.is_none_or(|line| line.trim().is_empty()) || finding.problem.trim().is_empty() {
            review.dropped = review.dropped.saturating_add(1);
            continue;
        }
        let one_line = finding.problem.split_whitespace().collect::<Vec<_>>();
        finding.problem = one_line.join(" ");
        let points = match finding.area {
            Area::Structure => &mut review.structure,
            Area::Quality => &mut review.quality,
            Area::Security => &mut review.security,
            Area::Completeness => &mut review.completeness,
        };
        *points = points.saturating_sub(cost(finding.severity));
        review.remarks.push(finding);
    }
    review
}

fn cost(severity: Severity) -> u8 {
    match severity {
        Severity::Minor => 1,
        Severity::Major => 5,
        Severity::Critical => 15,
    }
}

fn remark(file: &str, line: usize, pattern: (Severity, Area), problem: String) -> Remark {
    Remark {
        severity: pattern.0,
        area: pattern.1,
        file: file.to_owned(),
        line: u32::try_from(line).unwrap_or(u32::MAX),
        problem,
    }
}

fn read_lines(file: &RenderedFile, remarks: &mut Vec<Remark>) {
    let is_command = file.path.contains("create_admin");
    for (number, line) in file.content.lines().enumerate() {
        for pattern in &PATTERNS {
            let found = has_word(line, pattern.text);
            // A command for the terminal is allowed to print.
            if found && !(is_command && pattern.text == "print(") {
                let kind = (pattern.severity, pattern.area);
                remarks.push(remark(
                    &file.path,
                    number + 1,
                    kind,
                    pattern.problem.to_owned(),
                ));
            }
        }
    }
}

/// True when `text` stands in `line` and is not the end of a longer name.
fn has_word(line: &str, text: &str) -> bool {
    line.match_indices(text).any(|(at, _)| {
        let before = line.get(..at).and_then(|start| start.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

fn read_shape(file: &RenderedFile, remarks: &mut Vec<Remark>) {
    let lines: Vec<&str> = file.content.lines().collect();
    let is_test = file.path.starts_with("tests/");
    if lines.len() > LONG_MODULE && !is_test {
        let problem = format!("the module has {} lines", lines.len());
        remarks.push(remark(
            &file.path,
            1,
            (Severity::Minor, Area::Structure),
            problem,
        ));
    }
    for (start, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indent = line.len() - code.len();
        if !(code.starts_with("def ") || code.starts_with("async def ")) {
            continue;
        }
        let length = 1 + lines
            .iter()
            .skip(start + 1)
            .take_while(|next| {
                next.trim().is_empty()
                    || next.len() - next.trim_start().len() > indent
                    || next.trim_start().starts_with(')')
            })
            .count();
        if length > LONG_FUNCTION && !is_test && !file.path.contains("alembic") {
            let problem = format!("the function has {length} lines");
            remarks.push(remark(
                &file.path,
                start + 1,
                (Severity::Minor, Area::Structure),
                problem,
            ));
        }
        let signature: String = lines.iter().skip(start).take(length).copied().collect();
        if !signature.contains("->") {
            let problem = "the function does not say what it returns".to_owned();
            remarks.push(remark(
                &file.path,
                start + 1,
                (Severity::Minor, Area::Quality),
                problem,
            ));
        }
    }
}

fn read_completeness(model: &AppModel, files: &[RenderedFile], remarks: &mut Vec<Remark>) {
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for entity in &model.entities {
        for room in ["models", "schemas", "services", "routes"] {
            let folder = format!("backend/app/{room}/");
            let has_class = files.iter().any(|file| {
                file.path.starts_with(&folder) && has_word(&file.content, &entity.name)
            });
            if !has_class {
                let problem = format!("no module of {room} speaks of {}", entity.name);
                let kind = (Severity::Critical, Area::Completeness);
                remarks.push(remark(&folder, 1, kind, problem));
            }
        }
    }
    for path in [
        "backend/app/main.py",
        "backend/app/config.py",
        "backend/app/database.py",
        "requirements.txt",
        "README.md",
    ] {
        if !paths.contains(path) {
            let kind = (Severity::Critical, Area::Completeness);
            remarks.push(remark(path, 1, kind, "the file is missing".to_owned()));
        }
    }
}

/// Two points each for what goes beyond the asked: a migration, a lint set-up, strict types,
/// pinned requirements, a security policy in the settings.
fn bonus(files: &[RenderedFile]) -> u8 {
    let has = |path: &str, text: &str| {
        files
            .iter()
            .any(|file| file.path.starts_with(path) && file.content.contains(text))
    };
    let extras = [
        has("backend/alembic/versions/", "def downgrade"),
        has("pyproject.toml", "[tool.ruff"),
        has("pyproject.toml", "strict = true"),
        has("requirements.txt", "=="),
        has("backend/app/config.py", "production"),
    ];
    extras.into_iter().map(|extra| 2 * u8::from(extra)).sum()
}
