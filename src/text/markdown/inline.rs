//! What words mean: emphasis, code, links; the rest of a block's marks the reader has taken off.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::ink::{Ink, InkKind, Marks, Stretch};
use super::wrap::Run;
use crate::text::printable;

/// Stands before the words while they are read, so that nothing in them begins a block.
const GUARD: &str = ".";

/// The runs of `source`, the lines of a paragraph or heading.
pub(super) fn inline(source: &str, base: Ink) -> Vec<Run> {
    let guarded = guarded(source.trim());
    let mut inline = Inline::new(base);
    for event in Parser::new_ext(&guarded, Options::ENABLE_STRIKETHROUGH) {
        inline.take(event);
    }
    inline.runs()
}

/// The lines of `source` so that none of them begins a block: they are words, the reader knows.
fn guarded(source: &str) -> String {
    let mut guarded = String::with_capacity(source.len() + GUARD.len());
    guarded.push_str(GUARD);
    for (number, line) in source.lines().enumerate() {
        let breaks = guarded.ends_with("  ") || guarded.ends_with('\\');
        if number > 0 {
            let plain = line.starts_with(char::is_alphabetic);
            guarded.push(if breaks && plain { '\n' } else { ' ' });
        }
        guarded.push_str(line);
    }
    guarded
}

/// Collects events of the words of one block or cell.
#[derive(Debug)]
pub(super) struct Inline {
    base: Ink,
    /// How deep in bold, italic and struck out text.
    depths: [usize; 3],
    /// The addresses of the links around, and where the text of each begins.
    links: Vec<(String, usize)>,
    runs: Vec<Run>,
}

impl Inline {
    pub(super) fn new(base: Ink) -> Self {
        Self {
            base,
            depths: [0; 3],
            links: Vec::new(),
            runs: Vec::new(),
        }
    }

    /// What was collected, without the guard.
    fn runs(mut self) -> Vec<Run> {
        if let Some(Run::Text(first)) = self.runs.first_mut()
            && let Some(rest) = first.text.strip_prefix(GUARD)
        {
            first.text = rest.to_owned();
        }
        self.runs
    }

    /// What was collected of a cell; another one begins.
    pub(super) fn cell(&mut self) -> Vec<Run> {
        std::mem::take(&mut self.runs)
    }

    pub(super) fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, self.ink()),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                let ink = Ink {
                    kind: InkKind::Code,
                    ..self.ink()
                };
                self.text(&text, ink);
            }
            Event::Html(text) | Event::InlineHtml(text) => self.tag(&text),
            Event::FootnoteReference(name) => self.text(&format!("[^{name}]"), self.ink()),
            Event::SoftBreak => self.text(" ", self.ink()),
            Event::HardBreak => self.runs.push(Run::Break),
            Event::Rule => self.text("---", self.ink()),
            Event::TaskListMarker(done) => {
                self.text(if done { "[x] " } else { "[ ] " }, self.ink());
            }
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Strong => self.depths[0] += 1,
            Tag::Emphasis => self.depths[1] += 1,
            Tag::Strikethrough => self.depths[2] += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push((dest_url.into_string(), self.runs.len()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.depths[0] = self.depths[0].saturating_sub(1),
            TagEnd::Emphasis => self.depths[1] = self.depths[1].saturating_sub(1),
            TagEnd::Strikethrough => self.depths[2] = self.depths[2].saturating_sub(1),
            TagEnd::Link | TagEnd::Image => self.address(),
            _ => {}
        }
    }

    /// Says where a link leads, unless its words are that.
    fn address(&mut self) {
        let Some((address, from)) = self.links.pop() else {
            return;
        };
        let runs = self.runs.get(from..).unwrap_or_default();
        let words: String = runs
            .iter()
            .map(|run| match run {
                Run::Text(stretch) => stretch.text.as_str(),
                Run::Break => " ",
            })
            .collect();
        let same = address == words || address.strip_prefix("mailto:") == Some(&words);
        if !same && !address.is_empty() {
            let text = format!(" ({address})");
            self.text(&text, Ink::of(InkKind::Faint));
        }
    }

    /// A tag of HTML is shown as it is, on lines of its own where it has them.
    fn tag(&mut self, text: &CowStr) {
        let ink = Ink::of(InkKind::Tag);
        for (number, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            if number > 0 {
                self.runs.push(Run::Break);
            }
            self.text(line, ink);
        }
        if text.ends_with('\n') {
            self.runs.push(Run::Break);
        }
    }

    fn ink(&self) -> Ink {
        let all = [Marks::BOLD, Marks::ITALIC, Marks::STRUCK];
        let on = all.into_iter().zip(self.depths);
        let marks = on
            .filter(|(_, depth)| *depth > 0)
            .fold(self.base.marks, |marks, (mark, _)| marks.with(mark));
        let kind = if self.links.is_empty() {
            self.base.kind
        } else {
            InkKind::Link
        };
        Ink { kind, marks }
    }

    fn text(&mut self, text: &str, ink: Ink) {
        let text = printable(text);
        match self.runs.last_mut() {
            Some(Run::Text(last)) if last.ink == ink => last.text.push_str(&text),
            Some(_) | None => self.runs.push(Run::Text(Stretch {
                text: text.into_owned(),
                ink,
            })),
        }
    }
}
