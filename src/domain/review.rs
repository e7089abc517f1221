//! The reviewer's score of a generated project.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How bad a finding is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Minor,
    /// Should be put right.
    Major,
    /// The project may not be called done.
    Critical,
}

/// What a finding costs points in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Layout, size and separation of modules.
    Structure,
    /// Types, dead code, duplication.
    Quality,
    /// Secrets, injection, access.
    Security,
    /// What the model names and the project lacks.
    Completeness,
}

/// Something that the reviewer saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// How bad it is.
    pub severity: Severity,
    /// What it costs points in.
    pub area: Area,
    /// The file it is in, with forward slashes.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What is wrong, in one line.
    pub problem: String,
}

/// Points of a project, 25 for each area and up to 10 on top.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// 0–25.
    pub structure: u8,
    /// 0–25.
    pub quality: u8,
    /// 0–25.
    pub security: u8,
    /// 0–25.
    pub completeness: u8,
    /// 0–10.
    pub bonus: u8,
    /// What was seen.
    pub remarks: Vec<Remark>,
    /// How many findings of a model cite no line of the project; they count for nothing.
    #[serde(default, skip_serializing_if = "is_none")]
    pub dropped: u32,
}

/// The grade that goes with a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// Below 45.
    C,
    /// 45 to 64.
    B,
    /// 65 to 84.
    A,
    /// 85 and more.
    S,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields over by reference"
)]
fn is_none(count: &u32) -> bool {
    *count == 0
}

impl Review {
    /// The sum of all points, 0–110.
    pub fn total(&self) -> u8 {
        [
            self.structure,
            self.quality,
            self.security,
            self.completeness,
            self.bonus,
        ]
        .into_iter()
        .fold(0, u8::saturating_add)
    }

    /// The grade of the total.
    pub fn grade(&self) -> Grade {
        match self.total() {
            85.. => Grade::S,
            65..=84 => Grade::A,
            45..=64 => Grade::B,
            0..=44 => Grade::C,
        }
    }

    /// True when the project may be called done: grade A or better and nothing critical.
    pub fn accepts(&self) -> bool {
        self.grade() >= Grade::A
            && self
                .remarks
                .iter()
                .all(|remark| remark.severity < Severity::Critical)
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::C => "C",
            Self::B => "B",
            Self::A => "A",
            Self::S => "S",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(points: u8) -> Review {
        Review {
            structure: points.min(25),
            quality: points.saturating_sub(25).min(25),
            security: points.saturating_sub(50).min(25),
            completeness: points.saturating_sub(75).min(25),
            bonus: points.saturating_sub(100).min(10),
            remarks: Vec::new(),
            dropped: 0,
        }
    }

    #[test]
    fn grades_begin_where_the_specification_says() {
        let grades: Vec<_> = [44, 45, 64, 65, 84, 85, 110]
            .map(|points| review(points).grade().to_string())
            .into();
        assert_eq!(grades, ["C", "B", "B", "A", "A", "S", "S"]);
    }

    #[test]
    fn a_critical_remark_outweighs_any_score() {
        let mut best = review(110);
        assert!(best.accepts());
        best.remarks.push(Remark {
            severity: Severity::Critical,
            area: Area::Security,
            file: "backend/app/config.py".to_owned(),
            line: 1,
            problem: "a secret has a working default".to_owned(),
        });
        assert!(!best.accepts());
        assert!(!review(64).accepts());
    }
}
