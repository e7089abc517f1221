//! Has a model answer a question, as long as nobody ends the run.

use std::fmt::Write;

use super::FactoryError;
use super::members::{Members, stopped};
use super::mind::{Mind, MindError, Question, Thought};

impl Members<'_, '_> {
    /// Has the model fill in a document; ends the call when the run is ended from outside.
    pub(super) async fn think(
        &mut self,
        mind: &dyn Mind,
        mut question: Question,
    ) -> Result<Result<Thought, MindError>, FactoryError> {
        if let Some(racer) = self.racer {
            question.agent = format!("{}#{racer}", question.agent);
            let alone = "of several who do this independently of each other: go your own way where \
                         there is a choice.";
            // Writing into a text cannot fail.
            write!(question.text, "\n\nYou are number {racer} {alone}").ok();
        }
        tokio::select! {
            answer = mind.fill(question) => Ok(answer),
            () = stopped(&mut self.around.stop) => Err(self.log.ended()),
        }
    }
}
