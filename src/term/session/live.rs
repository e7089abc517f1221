//! A running program with its screen, and everything that a person does to it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use portable_pty::{MasterPty, PtySize, native_pty_system};
use rustix::process::Pid;

use super::outbox::Refused;
use super::shared::{Look, Shared};
use super::spec::Spec;
use super::threads;
use crate::term::encode;
use crate::term::error::TermError;
use crate::term::key::Key;
use crate::term::modes::Modes;
use crate::term::mouse::Mouse;
use crate::term::palette::Palette;
use crate::term::screen::{Granularity, Screen, Scroll, Toward};
use crate::term::view::{Place, Size};

/// Whether the person looks at the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// Now.
    Gained,
    /// No more.
    Lost,
}

/// A terminal. Dropping it ends its processes.
pub struct Session {
    shared: Arc<Shared>,
    master: Mutex<Option<Box<dyn MasterPty + Send>>>,
    leader: Option<Pid>,
    busy: AtomicBool,
}

impl Session {
    /// Starts `spec`; `tell` is called when there is something new to look at, once until somebody
    /// has looked, from another thread. It must not block.
    ///
    /// # Errors
    /// When there is no pseudo-terminal, no thread, or the program cannot be started.
    pub fn spawn(spec: &Spec, tell: impl Fn() + Send + Sync + 'static) -> Result<Self, TermError> {
        let pair = native_pty_system()
            .openpty(pty_size(spec.size))
            .map_err(|error| TermError::NoPty(error.to_string()))?;
        let no_pty = |error: &dyn std::fmt::Display| TermError::NoPty(error.to_string());
        let output = pair
            .master
            .try_clone_reader()
            .map_err(|error| no_pty(&error))?;
        let input = pair.master.take_writer().map_err(|error| no_pty(&error))?;
        let child = pair
            .slave
            .spawn_command(spec.command())
            .map_err(|error| TermError::Spawn {
                program: spec.name(),
                reason: error.to_string(),
            })?;
        // Held here it would keep the end of the output from us.
        drop(pair.slave);

        let screen = Screen::new(spec.size, spec.palette);
        let session = Self {
            shared: Arc::new(Shared::new(screen, Box::new(tell))),
            leader: threads::pid(child.process_id()),
            master: Mutex::new(Some(pair.master)),
            busy: AtomicBool::new(false),
        };
        let terminal = session
            .master()
            .as_ref()
            .and_then(|master| master.tty_name());
        threads::wait(Arc::clone(&session.shared), child, terminal)
            .and_then(|()| threads::read(Arc::clone(&session.shared), output))
            .and_then(|()| threads::write(Arc::clone(&session.shared), input))
            .map_err(TermError::Thread)?;
        Ok(session)
    }

    /// Takes the picture and everything told since the last look, and listens again.
    pub fn look(&self) -> Look {
        let look = self.glance();
        self.listen();
        look
    }

    /// Takes the picture and everything told since the last look; nothing more is told until
    /// [`Session::listen`], so that whoever draws sets the pace in a flood of output.
    pub fn glance(&self) -> Look {
        let busy = self.is_busy();
        self.busy.store(busy, Ordering::Relaxed);
        Look {
            busy,
            ..self.shared.look()
        }
    }

    /// Tells anew from now on, at once where something changed since the last look.
    pub fn listen(&self) {
        if self.is_busy() != self.busy.load(Ordering::Relaxed) {
            self.shared.tell();
        }
        self.shared.listen();
    }

    /// Whether a group other than the program's own has the terminal: a job of the shell.
    fn is_busy(&self) -> bool {
        let master = self.master();
        let front = master
            .as_ref()
            .and_then(|master| master.process_group_leader());
        front.is_some_and(|front| self.group().is_some_and(|own| own != front))
    }

    /// The number of the program's process group, while it has one.
    pub fn group(&self) -> Option<i32> {
        self.leader.map(|leader| leader.as_raw_nonzero().get())
    }

    /// Sends `bytes` as they are.
    ///
    /// # Errors
    /// When the program has ended, or so much waits that nothing was taken.
    pub fn send(&self, bytes: &[u8]) -> Result<(), TermError> {
        self.shared
            .outbox
            .put(bytes)
            .map_err(|refused| match refused {
                Refused::Full => TermError::Backlog,
                Refused::Closed => TermError::Ended,
            })
    }

    /// Sends a key, and comes back to the newest line.
    ///
    /// # Errors
    /// As [`Session::send`].
    pub fn key(&self, key: &Key) -> Result<(), TermError> {
        match self.at_bottom(|modes| encode::key(key, modes)) {
            Some(bytes) => self.send(&bytes),
            None => Ok(()),
        }
    }

    /// Sends pasted text, and comes back to the newest line.
    ///
    /// # Errors
    /// As [`Session::send`].
    pub fn paste(&self, text: &str) -> Result<(), TermError> {
        match self.at_bottom(|modes| Some(encode::paste(text, modes))) {
            Some(bytes) => self.send(&bytes),
            None => Ok(()),
        }
    }

    /// Sends a mouse event, if the program wants it.
    ///
    /// # Errors
    /// As [`Session::send`].
    pub fn mouse(&self, event: &Mouse) -> Result<(), TermError> {
        match encode::mouse(event, self.modes()) {
            Some(bytes) => self.send(&bytes),
            None => Ok(()),
        }
    }

    /// Tells of the focus, if the program wants to hear of it.
    ///
    /// # Errors
    /// As [`Session::send`].
    pub fn focus(&self, focus: Focus) -> Result<(), TermError> {
        match encode::focus(focus, self.modes()) {
            Some(bytes) => self.send(bytes),
            None => Ok(()),
        }
    }

    /// Gives the screen and the program another size.
    pub fn resize(&self, size: Size) {
        self.shared.screen.lock().resize(size);
        if let Some(master) = self.master().as_ref() {
            // A terminal that is gone needs no size.
            master.resize(pty_size(size)).ok();
        }
        self.shared.tell();
    }

    /// Tells programs other colours from now on.
    pub fn set_palette(&self, palette: Palette) {
        self.shared.screen.lock().set_palette(palette);
    }

    /// Moves the visible part.
    pub fn scroll(&self, scroll: Scroll) {
        self.change(|screen| screen.scroll(scroll));
    }

    /// Starts a selection.
    pub fn select(&self, place: Place, granularity: Granularity) {
        self.change(|screen| screen.select(place, granularity));
    }

    /// Extends the selection.
    pub fn extend(&self, place: Place) {
        self.change(|screen| screen.extend(place));
    }

    /// Forgets the selection.
    pub fn unselect(&self) {
        self.change(Screen::unselect);
    }

    /// The selected text.
    pub fn selected_text(&self) -> Option<String> {
        self.shared.screen.lock().selected_text()
    }

    /// Looks for a pattern from now on; an empty one ends the search.
    ///
    /// # Errors
    /// When the pattern is no regular expression.
    pub fn search(&self, pattern: &str) -> Result<(), TermError> {
        self.shared.screen.lock().search(pattern)
    }

    /// Selects the next match.
    pub fn find(&self, toward: Toward) -> bool {
        self.change(|screen| screen.find(toward))
    }

    fn change<T>(&self, change: impl FnOnce(&mut Screen) -> T) -> T {
        let answer = change(&mut self.shared.screen.lock());
        self.shared.tell();
        answer
    }

    fn master(&self) -> MutexGuard<'_, Option<Box<dyn MasterPty + Send>>> {
        self.master.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn modes(&self) -> Modes {
        self.shared.screen.lock().modes()
    }

    fn at_bottom<T>(&self, act: impl FnOnce(Modes) -> Option<T>) -> Option<T> {
        let mut screen = self.shared.screen.lock();
        let answer = act(screen.modes());
        if answer.is_some() {
            screen.scroll(Scroll::Bottom);
        }
        answer
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let master = self.master().take();
        if let Some(master) = master {
            threads::close(&self.shared, master, self.leader);
        }
    }
}

fn pty_size(size: Size) -> PtySize {
    PtySize {
        rows: size.rows,
        cols: size.columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}
