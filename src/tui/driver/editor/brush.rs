//! Colours lines on a thread of its own, which keeps how far it read each text.

use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;

use ropey::Rope;

use super::desk::answer;
use crate::text::{Highlighter, Span};
use crate::tui::driver::Hands;
use crate::tui::panes::editor::{Answer, Coloured, Effect, TabId};

/// The first line is looked at for a hint at the language up to here.
const FIRST_LINE: usize = 200;

/// What colours texts.
#[derive(Debug, Default)]
pub struct Brush {
    texts: HashMap<TabId, Text>,
}

#[derive(Debug)]
struct Text {
    path: PathBuf,
    highlighter: Option<Highlighter>,
}

/// The last request for one text, with the first change of all before it.
struct Request {
    path: PathBuf,
    revision: u64,
    rope: Rope,
    lines: Range<usize>,
    changed: Option<usize>,
}

impl Brush {
    /// Colours what is asked for last; what was asked before is out of sight already.
    pub fn perform(&mut self, jobs: Vec<Effect>, hands: &Hands) {
        let mut last: HashMap<TabId, Request> = HashMap::new();
        for job in jobs {
            match job {
                Effect::Colour {
                    tab,
                    path,
                    revision,
                    rope,
                    lines,
                    changed,
                } => {
                    let before = last.get(&tab).and_then(|request| request.changed);
                    let request = Request {
                        path,
                        revision,
                        rope,
                        lines,
                        changed: changed.into_iter().chain(before).min(),
                    };
                    last.insert(tab, request);
                }
                Effect::Drop(tab) => {
                    self.texts.remove(&tab);
                    last.remove(&tab);
                }
                Effect::Read { .. }
                | Effect::Look { .. }
                | Effect::Write { .. }
                | Effect::Keep { .. }
                | Effect::Forget(_)
                | Effect::Base { .. }
                | Effect::Compare { .. }
                | Effect::Search { .. }
                | Effect::ReplaceAll { .. }
                | Effect::Meet { .. } => {}
            }
        }
        for (tab, request) in last {
            let (revision, first) = (request.revision, request.lines.start);
            let lines = self.colour(tab, request, hands);
            let colours = Answer::Colours(Coloured {
                revision,
                first,
                lines,
            });
            answer(hands, tab, colours);
        }
    }

    fn colour(&mut self, tab: TabId, request: Request, hands: &Hands) -> Option<Vec<Vec<Span>>> {
        let grammars = hands.grammars();
        let make = || {
            let line = request.rope.get_line(0)?;
            let first: String = line.chars().take(FIRST_LINE).collect();
            grammars.highlighter(&request.path, &first)
        };
        let known = self
            .texts
            .get(&tab)
            .is_some_and(|text| text.path == request.path);
        if !known {
            let highlighter = make();
            let path = request.path.clone();
            self.texts.insert(tab, Text { path, highlighter });
        }
        let highlighter = self.texts.get_mut(&tab)?.highlighter.as_mut()?;
        if let Some(line) = request.changed {
            highlighter.invalidate(line);
        }
        Some(highlighter.spans(&request.rope, request.lines))
    }
}
