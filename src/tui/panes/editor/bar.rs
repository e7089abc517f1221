//! Searching, replacing and going to a line: the bar below the text and what it looks for.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::acts::{Act, Change, Deed, Motion, Show, Tune};
use super::window::Room;
use super::work::{Effect, Step};
use super::{Sheet, TabId};
use crate::text::{Case, Edit, EditKind, Found, Query, Style, word_at};
use crate::tui::draw::Field;
use crate::tui::root::Notice;

/// A longer selection is not taken as what to look for.
const LONGEST: usize = 200;

/// What the bar is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Searching.
    Find,
    /// Searching and replacing.
    Replace,
    /// Going to a line.
    Line,
}

/// The line below the text in which is typed.
#[derive(Debug)]
pub struct Bar {
    /// What it is for.
    pub kind: Kind,
    /// What is looked for, or the number of a line.
    pub field: Field,
    /// What it becomes.
    pub with: Field,
    /// Whether the second field has the keyboard.
    pub second: bool,
    /// Where the caret was: typing on searches from there.
    pub origin: usize,
}

/// What was last looked for.
#[derive(Debug, Default)]
pub struct Search {
    /// The query.
    pub query: Query,
    /// What was found.
    pub found: Found,
    /// In which revision of the text.
    pub revision: u64,
    /// Why the pattern is none.
    pub error: Option<String>,
}

/// What a key in the bar leads to.
#[derive(Debug)]
pub enum Answered {
    /// It is no business of the bar.
    No,
    /// It is done; the driver has this to do, the person is told that.
    Yes(Option<Effect>, Option<Notice>),
}

impl Bar {
    /// How many lines it takes.
    pub fn rows(&self) -> u16 {
        match self.kind {
            Kind::Find | Kind::Line => 1,
            Kind::Replace => 2,
        }
    }

    fn current(&mut self) -> &mut Field {
        if self.second {
            &mut self.with
        } else {
            &mut self.field
        }
    }
}

impl Search {
    /// The number of the match at `at`, from one.
    pub fn number_at(&self, at: usize) -> Option<usize> {
        let next = self.found.ranges.partition_point(|range| range.start < at);
        let range = self.found.ranges.get(next)?;
        (range.start == at).then_some(next + 1)
    }
}

impl Sheet {
    /// Opens the bar; a short selection becomes what is looked for.
    pub fn open_bar(&mut self, tab: TabId, kind: Kind) -> Option<Effect> {
        self.diff = None;
        let selection = self.buffer.selection();
        let chosen = (1..=LONGEST)
            .contains(&selection.range().len())
            .then(|| self.buffer.selected())
            .filter(|text| !text.contains('\n'));
        if let Some(bar) = &mut self.bar
            && bar.kind != Kind::Line
            && kind != Kind::Line
        {
            // What is looked for is there already: what it becomes comes next.
            let begins = bar.kind != Kind::Replace && !bar.field.text().is_empty();
            let turns = bar.kind == Kind::Replace && !bar.second;
            bar.second = kind == Kind::Replace && (begins || turns);
            bar.kind = kind;
            return None;
        }
        let text = match kind {
            Kind::Line => String::new(),
            Kind::Find | Kind::Replace => {
                chosen.unwrap_or_else(|| self.search.query.pattern.clone())
            }
        };
        self.bar = Some(Bar {
            kind,
            second: kind == Kind::Replace && !text.is_empty(),
            field: Field::with(text),
            with: Field::default(),
            origin: selection.start(),
        });
        self.retyped(tab)
    }

    /// The text of the bar changed: search anew from where the caret was.
    fn retyped(&mut self, tab: TabId) -> Option<Effect> {
        let bar = self.bar.as_ref()?;
        if bar.kind == Kind::Line {
            return None;
        }
        let origin = bar.origin;
        bar.field.text().clone_into(&mut self.search.query.pattern);
        self.look(tab, Step::Next(origin))
    }

    /// Searches; an empty pattern finds nothing.
    pub fn look(&mut self, tab: TabId, step: Step) -> Option<Effect> {
        if self.search.query.pattern.is_empty() {
            self.search.found = Found::default();
            self.search.error = None;
            return None;
        }
        Some(Effect::Search {
            tab,
            revision: self.buffer.revision(),
            rope: self.buffer.rope().clone(),
            query: self.search.query.clone(),
            step,
        })
    }

    /// Goes to the next match; without a query the word at the caret is one.
    pub fn next_match(&mut self, tab: TabId) -> Option<Effect> {
        self.query_from_caret();
        let at = self.buffer.selection().end();
        self.look(tab, Step::Next(at))
    }

    /// Goes to the match before.
    pub fn previous_match(&mut self, tab: TabId) -> Option<Effect> {
        self.query_from_caret();
        let at = self.buffer.selection().start();
        self.look(tab, Step::Previous(at))
    }

    fn query_from_caret(&mut self) {
        if self.search.query.pattern.is_empty() {
            let word = word_at(self.buffer.rope(), self.buffer.selection().head);
            if word.len() <= LONGEST {
                self.search.query.pattern = self.buffer.rope().slice(word).to_string();
            }
        }
    }

    /// Takes in what a search found.
    pub fn found(
        &mut self,
        revision: u64,
        found: Result<Found, String>,
        at: Option<std::ops::Range<usize>>,
        room: Room,
    ) {
        if revision != self.buffer.revision() {
            return;
        }
        match found {
            Ok(found) => {
                self.search.found = found;
                self.search.revision = revision;
                self.search.error = None;
                if let Some(range) = at {
                    self.show(range, room);
                }
            }
            Err(error) => {
                self.search.found = Found::default();
                self.search.error = Some(error);
            }
        }
    }

    /// Gives a key that is not bound to the bar.
    pub fn bar_key(&mut self, tab: TabId, key: KeyEvent) -> Option<Effect> {
        let bar = self.bar.as_mut()?;
        let changed = bar.current().key(key) && !bar.second;
        if changed { self.retyped(tab) } else { None }
    }

    /// Puts pasted text into the bar.
    pub fn bar_paste(&mut self, tab: TabId, text: &str) -> Option<Effect> {
        let bar = self.bar.as_mut()?;
        bar.current().insert(text);
        if bar.second { None } else { self.retyped(tab) }
    }

    /// Gives an action to the bar.
    pub fn bar_act(&mut self, tab: TabId, act: Act, room: Room) -> Answered {
        let Some(bar) = &mut self.bar else {
            return Answered::No;
        };
        let kind = bar.kind;
        let done = |effect| Answered::Yes(effect, None);
        if let Some(key) = key_of(act) {
            return done(self.bar_key(tab, key));
        }
        match act {
            Act::Show(Show::Cancel) => {
                self.bar = None;
                done(None)
            }
            Act::Change(Change::Newline) if kind == Kind::Line => {
                self.go_to_typed(room);
                done(None)
            }
            Act::Change(Change::Indent | Change::Outdent) => {
                bar.second = kind == Kind::Replace && !bar.second;
                done(None)
            }
            Act::Change(Change::Newline) if bar.second => self.replace_one(tab),
            Act::Tune(Tune::ReplaceOne) => self.replace_one(tab),
            Act::Do(Deed::Accept) if kind == Kind::Replace => done(self.replace_all(tab)),
            Act::Tune(Tune::ReplaceAll) => done(self.replace_all(tab)),
            Act::Change(Change::Newline) | Act::Move(Motion::Down) | Act::Do(Deed::FindNext) => {
                done(self.next_match(tab))
            }
            Act::Move(Motion::Up) | Act::Do(Deed::FindPrevious) => done(self.previous_match(tab)),
            // The keys of these do nothing else here: they change how is searched.
            Act::Show(Show::Wrap) | Act::Tune(Tune::Regex) => {
                self.search.query.style = match self.search.query.style {
                    Style::Literal => Style::Regex,
                    Style::Regex => Style::Literal,
                };
                done(self.retyped(tab))
            }
            Act::Change(Change::Comment) | Act::Tune(Tune::Case) => {
                self.search.query.case = match self.search.query.case {
                    Case::Smart => Case::Sensitive,
                    Case::Sensitive => Case::Smart,
                };
                done(self.retyped(tab))
            }
            Act::Show(Show::Word) | Act::Tune(Tune::Word) => {
                self.search.query.whole_word = !self.search.query.whole_word;
                done(self.retyped(tab))
            }
            Act::Move(_)
            | Act::Select(_)
            | Act::Change(_)
            | Act::Step(_)
            | Act::Do(_)
            | Act::Show(_) => Answered::No,
        }
    }

    fn go_to_typed(&mut self, room: Room) {
        let Some(bar) = self.bar.take() else {
            return;
        };
        let mut parts = bar.field.text().split([':', ',']).map(str::trim);
        let line = parts.next().and_then(|line| line.parse().ok());
        let column = parts.next().and_then(|column| column.parse().ok());
        if let Some(line) = line {
            self.go_to(line, column, room);
        }
    }

    /// Replaces the match that is selected, then goes to the next.
    fn replace_one(&mut self, tab: TabId) -> Answered {
        let range = self.buffer.selection().range();
        let here = self.search.revision == self.buffer.revision()
            && self.search.found.ranges.contains(&range);
        let template = self.bar.as_ref().map(|bar| bar.with.text().to_owned());
        let (Some(template), true) = (template, here) else {
            return Answered::Yes(self.next_match(tab), None);
        };
        let text = match self.search.query.compile() {
            Ok(searcher) => searcher.replacement(self.buffer.rope(), &range, &template),
            Err(error) => return Answered::Yes(None, Some(Notice::bad(error.to_string()))),
        };
        if let Some(text) = text {
            self.apply(Edit::replace(range, text), EditKind::Command);
        }
        let at = self.buffer.selection().head;
        Answered::Yes(self.look(tab, Step::Next(at)), None)
    }

    fn replace_all(&mut self, tab: TabId) -> Option<Effect> {
        let template = self.bar.as_ref()?.with.text().to_owned();
        (!self.search.query.pattern.is_empty()).then(|| Effect::ReplaceAll {
            tab,
            revision: self.buffer.revision(),
            rope: self.buffer.rope().clone(),
            query: self.search.query.clone(),
            template,
        })
    }
}

/// The key that a field knows for what an action does to a text.
fn key_of(act: Act) -> Option<KeyEvent> {
    let plain = |code| Some(KeyEvent::new(code, KeyModifiers::NONE));
    match act {
        Act::Move(Motion::Left) => plain(KeyCode::Left),
        Act::Move(Motion::Right) => plain(KeyCode::Right),
        Act::Move(Motion::LineStart) => plain(KeyCode::Home),
        Act::Move(Motion::LineEnd) => plain(KeyCode::End),
        Act::Change(Change::DeleteBack) => plain(KeyCode::Backspace),
        Act::Change(Change::DeleteForward) => plain(KeyCode::Delete),
        Act::Change(Change::DeleteWordBack) => {
            Some(KeyEvent::new(KeyCode::Backspace, KeyModifiers::ALT))
        }
        Act::Move(_)
        | Act::Select(_)
        | Act::Change(_)
        | Act::Step(_)
        | Act::Do(_)
        | Act::Show(_)
        | Act::Tune(_) => None,
    }
}
