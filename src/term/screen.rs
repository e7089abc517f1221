//! The screen of a program: reads its output, keeps the scrollback, is searched and selected.

use std::cmp::Ordering;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Instant;

use alacritty_terminal::grid::{self, Dimensions};
use alacritty_terminal::index::{Boundary, Column, Direction, Line, Point, Side};
use alacritty_terminal::selection::{Selection, SelectionType};
use alacritty_terminal::term::search::RegexSearch;
use alacritty_terminal::term::{Config, Osc52, Term, TermMode, viewport_to_point};
use alacritty_terminal::vte::ansi::{CursorShape, CursorStyle, Processor, Rgb};

use super::error::TermError;
use super::ink::Ink;
use super::listener::{Listener, Told};
use super::modes::Modes;
use super::palette::Palette;
use super::picture;
use super::view::{Place, Row, Size, View};

/// How far back a person can scroll.
const SCROLLBACK: usize = 10_000;

/// A way through the scrollback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scroll {
    /// So many lines towards older output, or newer where negative.
    Lines(i32),
    /// A page towards older output.
    PageUp,
    /// A page towards newer output.
    PageDown,
    /// The oldest line.
    Top,
    /// The newest line.
    Bottom,
}

/// The direction of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toward {
    /// Up, to output that came before.
    Older,
    /// Down, to output that came after.
    Newer,
}

/// What a selection is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Granularity {
    /// Cells.
    Cell,
    /// Words.
    Word,
    /// Lines, with the rows that they wrap onto.
    Line,
}

/// The screen.
pub struct Screen {
    term: Term<Listener>,
    listener: Listener,
    parser: Processor,
    palette: Palette,
    rows: Vec<Arc<Row>>,
    search: Option<RegexSearch>,
}

impl Screen {
    /// An empty screen.
    pub fn new(size: Size, palette: Palette) -> Self {
        let listener = Listener::default();
        let config = Config {
            scrolling_history: SCROLLBACK,
            kitty_keyboard: true,
            osc52: Osc52::OnlyCopy,
            // No program can ask for this one: it stands for the one that the person has set.
            default_cursor_style: CursorStyle {
                shape: CursorShape::HollowBlock,
                blinking: false,
            },
            ..Config::default()
        };
        Self {
            term: Term::new(config, &Cells::of(size), listener.clone()),
            listener,
            parser: Processor::new(),
            palette,
            rows: Vec::new(),
            search: None,
        }
    }

    /// Reads output of the program.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.parser.advance(&mut Ink::new(&mut self.term), bytes);
    }

    /// What the program waits to be told, as the bytes that it expects.
    pub fn take_replies(&mut self) -> Vec<u8> {
        let (mut replies, colors) = self.listener.with(|told| {
            (
                std::mem::take(&mut told.replies),
                std::mem::take(&mut told.colors),
            )
        });
        for (index, format) in colors {
            let own = (index < alacritty_terminal::term::color::COUNT)
                .then(|| self.term.colors()[index])
                .flatten();
            let [r, g, b] = self.palette.get(index);
            replies.push_str(&format(own.unwrap_or(Rgb { r, g, b })));
        }
        replies.into_bytes()
    }

    /// Whether the bell rang, and what the program wants copied, since the last call.
    pub fn take_told(&mut self) -> (bool, Option<String>) {
        self.listener
            .with(|told: &mut Told| (std::mem::take(&mut told.bell), told.copy.take()))
    }

    /// The picture of the visible part.
    ///
    /// An update that the program said it would finish in one go is shown when it is finished, or
    /// when it takes longer than `now` allows.
    pub fn view(&mut self, now: Instant) -> View {
        if self.unfinished().is_some_and(|until| until <= now) {
            self.parser.stop_sync(&mut Ink::new(&mut self.term));
        }
        picture::refresh(&mut self.term, &mut self.rows);
        View {
            size: picture::size(&self.term),
            rows: self.rows.clone(),
            caret: picture::caret(&self.term),
            title: self.listener.with(|told| told.title.clone()),
            scrolled: self.term.grid().display_offset(),
            history: self.term.history_size(),
            selection: self
                .selected()
                .and_then(|run| picture::visible(&self.term, &run)),
            modes: self.modes(),
        }
    }

    /// Until when an unfinished update is waited for.
    pub fn unfinished(&self) -> Option<Instant> {
        self.parser.sync_timeout().sync_timeout()
    }

    /// The modes that decide how input is written.
    pub fn modes(&self) -> Modes {
        Modes::of(*self.term.mode())
    }

    /// Gives the screen another size; wrapped lines are wrapped anew.
    pub fn resize(&mut self, size: Size) {
        self.term.resize(Cells::of(size));
    }

    /// Tells programs other colours from now on.
    pub fn set_palette(&mut self, palette: Palette) {
        self.palette = palette;
    }

    /// Moves the visible part.
    pub fn scroll(&mut self, scroll: Scroll) {
        self.term.scroll_display(match scroll {
            Scroll::Lines(lines) => grid::Scroll::Delta(lines),
            Scroll::PageUp => grid::Scroll::PageUp,
            Scroll::PageDown => grid::Scroll::PageDown,
            Scroll::Top => grid::Scroll::Top,
            Scroll::Bottom => grid::Scroll::Bottom,
        });
    }

    /// Starts a selection at `place`; it is empty until it is extended, unless it is of words or
    /// lines.
    pub fn select(&mut self, place: Place, granularity: Granularity) {
        let kind = match granularity {
            Granularity::Cell => SelectionType::Simple,
            Granularity::Word => SelectionType::Semantic,
            Granularity::Line => SelectionType::Lines,
        };
        self.term.selection = Some(Selection::new(kind, self.point(place), Side::Left));
    }

    /// Extends the selection to `place`, that cell included.
    pub fn extend(&mut self, place: Place) {
        let point = self.point(place);
        if let Some(selection) = self.term.selection.as_mut() {
            selection.update(point, Side::Right);
            selection.include_all();
        }
    }

    /// Forgets the selection.
    pub fn unselect(&mut self) {
        self.term.selection = None;
    }

    /// The selected text: wrapped rows are one line, trailing spaces are left out.
    pub fn selected_text(&self) -> Option<String> {
        self.term
            .selection_to_string()
            .filter(|text| !text.is_empty())
    }

    /// Looks for `pattern`, a regular expression, in everything that can be scrolled to; an empty
    /// one ends the search. Small letters match capitals too.
    ///
    /// # Errors
    /// [`TermError::Pattern`] when it is no regular expression.
    pub fn search(&mut self, pattern: &str) -> Result<(), TermError> {
        self.search = None;
        if !pattern.is_empty() {
            let search =
                RegexSearch::new(pattern).map_err(|error| TermError::Pattern(error.to_string()))?;
            self.search = Some(search);
        }
        Ok(())
    }

    /// Selects the next match and scrolls to it; past the end it goes on at the other end.
    pub fn find(&mut self, toward: Toward) -> bool {
        let origin = self.origin(toward);
        let (direction, side) = match toward {
            Toward::Older => (Direction::Left, Side::Right),
            Toward::Newer => (Direction::Right, Side::Left),
        };
        let Some(search) = self.search.as_mut() else {
            return false;
        };
        let Some(found) = self.term.search_next(search, origin, direction, side, None) else {
            return false;
        };
        let mut selection = Selection::new(SelectionType::Simple, *found.start(), Side::Left);
        selection.update(*found.end(), Side::Right);
        self.term.selection = Some(selection);
        self.show(*found.start());
        true
    }

    /// Scrolls to a point that is out of sight, so that what is around it is seen too.
    fn show(&mut self, point: Point) {
        let before = self.term.grid().display_offset();
        self.term.scroll_to_point(point);
        let half = i32::try_from(self.term.screen_lines() / 2).unwrap_or(0);
        match self.term.grid().display_offset().cmp(&before) {
            Ordering::Less => self.scroll(Scroll::Lines(-half)),
            Ordering::Greater => self.scroll(Scroll::Lines(half)),
            Ordering::Equal => {}
        }
    }

    /// Where a search starts: beside the selection, else at the edge of the visible part.
    fn origin(&self, toward: Toward) -> Point {
        let grid = self.term.grid();
        let top = Line(0) - grid.display_offset();
        match (toward, self.selected()) {
            (Toward::Older, Some(run)) => run.start().sub(grid, Boundary::None, 1),
            (Toward::Newer, Some(run)) => run.end().add(grid, Boundary::None, 1),
            (Toward::Older, None) => {
                let bottom = top + self.term.screen_lines().saturating_sub(1);
                Point::new(bottom, self.term.last_column())
            }
            (Toward::Newer, None) => Point::new(top, Column(0)),
        }
    }

    fn selected(&self) -> Option<RangeInclusive<Point>> {
        let range = self.term.selection.as_ref()?.to_range(&self.term)?;
        Some(range.start..=range.end)
    }

    fn point(&self, place: Place) -> Point {
        let seen = Point::new(usize::from(place.row), Column(usize::from(place.column)));
        viewport_to_point(self.term.grid().display_offset(), seen)
            .grid_clamp(&self.term, Boundary::Grid)
    }

    /// Whether the alternate screen is shown, which has no scrollback.
    pub fn is_alternate(&self) -> bool {
        self.term.mode().contains(TermMode::ALT_SCREEN)
    }
}

/// A size in the emulator's words.
struct Cells {
    rows: usize,
    columns: usize,
}

impl Cells {
    fn of(size: Size) -> Self {
        // The fields are public, so that a size may not have come from `Size::new`.
        let size = Size::new(size.rows, size.columns);
        Self {
            rows: usize::from(size.rows),
            columns: usize::from(size.columns),
        }
    }
}

impl Dimensions for Cells {
    fn total_lines(&self) -> usize {
        self.rows
    }

    fn screen_lines(&self) -> usize {
        self.rows
    }

    fn columns(&self) -> usize {
        self.columns
    }
}
