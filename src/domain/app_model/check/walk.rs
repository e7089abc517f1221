//! The order in which a model is checked.

use super::super::AppModel;
use super::fault::{Faults, ModelFault};
use super::{clashes, entities, header, relations, rules};

impl AppModel {
    /// Everything that would make the renderer write a broken project; empty for a sound model.
    ///
    /// Faults come in the order of the document, clashes between names last.
    pub fn check(&self) -> Vec<ModelFault> {
        let mut faults = Faults::default();
        header::check(self, &mut faults);
        entities::check(self, &mut faults);
        relations::check(self, &mut faults);
        rules::check(self, &mut faults);
        clashes::check(self, &mut faults);
        faults.into_vec()
    }
}
