//! The colours of the lines in sight: asked for, kept, and moved along while the text is typed.

use std::ops::Range;
use std::path::Path;

use super::TabId;
use super::work::{Coloured, Effect};
use crate::text::{Buffer, Span, Touched};

/// The colours that are known.
#[derive(Debug, Default)]
pub struct Colours {
    first: usize,
    lines: Vec<Vec<Span>>,
    /// The revision of the text that they belong to, unless they were only moved along.
    exact: Option<u64>,
    asked: Option<(u64, Range<usize>)>,
    /// The first line that changed since the last request.
    changed: Option<usize>,
    /// There is no grammar for this text.
    none: bool,
}

impl Colours {
    /// The coloured stretches of a line.
    pub fn of(&self, line: usize) -> &[Span] {
        let known = line
            .checked_sub(self.first)
            .and_then(|at| self.lines.get(at));
        known.map_or(&[], Vec::as_slice)
    }

    /// Moves what is known along with its lines, until it is asked for anew.
    pub fn touched(&mut self, touched: Touched) {
        self.exact = None;
        self.changed = Some(
            self.changed
                .map_or(touched.first, |line| line.min(touched.first)),
        );
        if touched.first < self.first && touched.old_last != touched.new_last {
            // Lines moved above what is known: it is cheaper to ask again than to guess.
            self.lines.clear();
            return;
        }
        // The first changed line keeps its colours: mostly a character was typed into a word of it.
        if touched.old_last == touched.first
            && touched.new_last == touched.first
            && let Some(line) = touched
                .first
                .checked_sub(self.first)
                .and_then(|at| self.lines.get_mut(at))
        {
            // What was removed ends where it began.
            let end = touched.column + touched.removed;
            let moved = |place: usize| place.max(end) - touched.removed + touched.inserted;
            for span in line.iter_mut().filter(|span| span.end >= touched.column) {
                if span.start > touched.column {
                    span.start = moved(span.start);
                }
                span.end = moved(span.end).max(span.start);
            }
        }
        let at = |line: usize| line.saturating_sub(self.first).min(self.lines.len());
        let (from, to) = (at(touched.first + 1), at(touched.old_last + 1));
        let fresh = touched.new_last.saturating_sub(touched.first);
        if from < self.lines.len() && from <= to && fresh < 10_000 {
            let blank = std::iter::repeat_with(Vec::new).take(fresh);
            self.lines.splice(from..to, blank);
        }
    }

    /// Asks for the colours of `lines` and some around them, unless they are known or on their way.
    pub fn want(
        &mut self,
        tab: TabId,
        path: &Path,
        buffer: &Buffer,
        lines: Range<usize>,
    ) -> Option<Effect> {
        let revision = buffer.revision();
        let all = buffer.rope().len_lines();
        let lines = lines.start..lines.end.min(all);
        let known = self.first..self.first + self.lines.len();
        let covers = |known: &Range<usize>| known.start <= lines.start && lines.end <= known.end;
        let asked = |(of, range): &(u64, Range<usize>)| *of == revision && covers(range);
        let exact = self.exact == Some(revision) && covers(&known);
        if self.none || exact || self.asked.as_ref().is_some_and(asked) {
            return None;
        }
        let around = lines.len();
        let wide = lines.start.saturating_sub(around)..(lines.end + around).min(all);
        self.asked = Some((revision, wide.clone()));
        Some(Effect::Colour {
            tab,
            path: path.to_owned(),
            revision,
            rope: buffer.rope().clone(),
            lines: wide,
            changed: self.changed.take(),
        })
    }

    /// Takes colours in, if they belong to the text as it is now; answers whether `seen` lines
    /// look different by them.
    pub fn take(&mut self, now: u64, seen: Range<usize>, answer: Coloured) -> bool {
        let Coloured {
            revision,
            first,
            lines,
        } = answer;
        let Some(lines) = lines else {
            self.none = true;
            let differs = self.lines.iter().any(|line| !line.is_empty());
            self.lines.clear();
            return differs;
        };
        if revision != now {
            return false;
        }
        let fresh = Self {
            first,
            lines,
            exact: Some(revision),
            asked: self.asked.take(),
            changed: self.changed,
            none: false,
        };
        let before = std::mem::replace(self, fresh);
        let mut seen = seen;
        seen.any(|line| before.of(line) != self.of(line))
    }
}
