//! The reviewer scores what was written.

use crate::domain::plan::AgentName;
use crate::domain::review::Review;
use crate::factory::agent::{Agent, AgentError, Board, Output, read, require, write};
use crate::factory::review::review;

/// Reads every file and scores the project.
#[derive(Debug)]
pub struct CodeReviewer;

impl Agent for CodeReviewer {
    fn name(&self) -> AgentName {
        AgentName::CodeReviewer
    }

    fn work(&self, board: &Board, _advice: Option<&str>) -> Result<Output, AgentError> {
        let document = write(&review(board.model()?, &board.files))?;
        Ok(Output {
            document,
            files: Vec::new(),
        })
    }

    fn accept(&self, output: &Output, board: &mut Board) -> Result<String, AgentError> {
        let review: Review = read(&output.document)?;
        let areas = [
            review.structure,
            review.quality,
            review.security,
            review.completeness,
        ];
        require(
            areas.iter().all(|points| *points <= 25) && review.bonus <= 10,
            || "an area has at most 25 points, the bonus at most 10".to_owned(),
        )?;
        let summary = format!(
            "grade {} with {} points, {} remarks",
            review.grade(),
            review.total(),
            review.remarks.len()
        );
        board.review = Some(review);
        Ok(summary)
    }
}
