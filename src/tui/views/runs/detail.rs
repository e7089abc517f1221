//! One run in detail: its record, the tab in front, and the rows of it.

use std::time::Duration;

use super::message::Record;
use super::rows::{Tab, rows};
use crate::tui::draw::{Row, Scroll};
use crate::tui::progress::Progress;

/// One run in detail.
#[derive(Debug)]
pub(super) struct Detail {
    pub(super) record: Box<Record>,
    pub(super) tab: Tab,
    pub(super) rows: Vec<Row>,
    pub(super) scroll: Scroll,
    progress: Progress,
    columns: u16,
}

impl Detail {
    pub(super) fn new(record: Box<Record>, columns: u16) -> Self {
        let mut detail = Self {
            progress: Progress::new(record.run.id),
            record,
            tab: Tab::default(),
            rows: Vec::new(),
            scroll: Scroll::default(),
            columns,
        };
        detail.fold();
        detail
    }

    /// Takes what is known by now; the tab and the place in it stay.
    pub(super) fn renew(&mut self, record: Box<Record>) {
        self.record = record;
        self.fold();
    }

    /// Shows another tab, from its beginning.
    pub(super) fn turn(&mut self, tab: Tab) {
        self.tab = tab;
        self.scroll = Scroll::default();
        self.lay_out();
    }

    /// It is so many columns wide from now on.
    pub(super) fn resize(&mut self, columns: u16) {
        if self.columns != columns {
            self.columns = columns;
            self.lay_out();
        }
    }

    fn fold(&mut self) {
        self.progress = Progress::new(self.record.run.id);
        for event in &self.record.events {
            self.progress.apply(event, Duration::ZERO);
        }
        // What was proven then may be stale today.
        self.progress.proof = self.record.proof;
        self.lay_out();
    }

    fn lay_out(&mut self) {
        self.rows = rows(&self.record, &self.progress, self.tab, self.columns);
    }
}
