//! Writes frames: one write each, inside synchronised output, and nothing when nothing changed.

use std::io::{self, Stdout, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// Begin and end of synchronised output (DEC private mode 2026): the terminal shows the frame whole.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Collects a frame and writes it at once; remembers the cursor, so that it is not told twice.
#[derive(Debug)]
pub struct Painter {
    page: Page,
    /// Where the cursor was put; none while it is hidden.
    cursor: Option<Position>,
    /// True when cells were written since the cursor was put.
    moved: bool,
    /// True while a frame is being collected.
    begun: bool,
    size: Size,
}

/// The bytes of a frame on their way to the terminal.
#[derive(Debug)]
struct Page {
    bytes: Vec<u8>,
    out: Stdout,
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Does nothing: the backend flushes after each command, and a frame is sent whole.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Page {
    /// Writes what was collected.
    fn send(&mut self) -> io::Result<()> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        self.bytes.extend_from_slice(END);
        let mut out = self.out.lock();
        let written = out.write_all(&self.bytes).and_then(|()| out.flush());
        self.bytes.clear();
        self.bytes.shrink_to(1 << 16);
        written
    }
}

impl Painter {
    /// A painter for a terminal of `size` whose cursor is where the terminal has it.
    pub fn new(size: Size) -> Self {
        let page = Page {
            bytes: Vec::new(),
            out: io::stdout(),
        };
        Self {
            page,
            cursor: None,
            moved: true,
            begun: false,
            size,
        }
    }

    /// The terminal has this size now.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.moved = true;
    }

    /// Puts `bytes`, a control sequence, into the stream between two frames.
    ///
    /// # Errors
    /// When the terminal cannot be written.
    pub fn pass(bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }

    fn inner(&mut self) -> CrosstermBackend<&mut Page> {
        CrosstermBackend::new(&mut self.page)
    }

    fn begin(&mut self) -> io::Result<()> {
        if !self.begun {
            self.begun = true;
            self.page.write_all(BEGIN)?;
        }
        Ok(())
    }
}

impl Backend for Painter {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        self.begin()?;
        if self.cursor.take().is_some() {
            self.inner().hide_cursor()?;
        }
        self.moved = true;
        self.inner().draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor.is_none() && !self.moved {
            return Ok(());
        }
        self.begin()?;
        self.cursor = None;
        self.moved = false;
        self.inner().hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        // It is shown when it is put: ratatui does both, one after the other.
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.cursor == Some(position) && !self.moved {
            return Ok(());
        }
        self.begin()?;
        self.inner().set_cursor_position(position)?;
        if self.cursor.is_none() {
            self.inner().show_cursor()?;
        }
        self.cursor = Some(position);
        self.moved = false;
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.begin()?;
        self.moved = true;
        self.inner().clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.begin()?;
        self.moved = true;
        self.inner().clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::default(),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.begun = false;
        self.page.send()
    }
}
