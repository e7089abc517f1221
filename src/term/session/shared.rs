//! What the threads of a session share: the screen, the outbox, the signal to look, the end.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use alacritty_terminal::sync::FairMutex;

use super::outbox::Outbox;
use super::spec::Exit;
use crate::term::screen::Screen;
use crate::term::view::View;

/// What a look at a session shows.
#[derive(Debug)]
pub struct Look {
    /// The picture.
    pub view: View,
    /// The bell rang since the last look.
    pub bell: bool,
    /// The program asks for this text to be copied.
    pub copy: Option<String>,
    /// How the program ended, once it has and all its output is in the picture.
    pub exit: Option<Exit>,
    /// A program that the shell started has the terminal now.
    pub busy: bool,
    /// An update is unfinished: look again after this time though nothing is told.
    pub again: Option<Duration>,
}

/// How far the program and its output are.
#[derive(Default)]
pub struct Life {
    /// It ended so.
    pub exit: Option<Exit>,
    /// Its output has been read to the end.
    pub drained: bool,
}

/// The common part.
pub struct Shared {
    /// The screen; a fair lock, so that a flood of output does not keep the person out.
    pub screen: FairMutex<Screen>,
    /// What is to be written.
    pub outbox: Outbox,
    /// Set when reading is to stop at the next chance.
    pub closing: AtomicBool,
    /// Set before the mark is written that ends the reading.
    pub marked: AtomicBool,
    /// Grows with every piece of output.
    pub progress: AtomicU64,
    /// Set while somebody has been told and has not asked to be told again.
    told: AtomicBool,
    /// Set while there is something that nobody has looked at.
    stale: AtomicBool,
    tell: Box<dyn Fn() + Send + Sync>,
    life: Mutex<Life>,
    changed: Condvar,
}

impl Shared {
    /// A session that has not begun.
    pub fn new(screen: Screen, tell: Box<dyn Fn() + Send + Sync>) -> Self {
        Self {
            screen: FairMutex::new(screen),
            outbox: Outbox::default(),
            closing: AtomicBool::new(false),
            marked: AtomicBool::new(false),
            progress: AtomicU64::new(0),
            told: AtomicBool::new(false),
            stale: AtomicBool::new(false),
            tell,
            life: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// Says that there is something to see: once, until somebody listens again.
    pub fn tell(&self) {
        self.stale.store(true, Ordering::SeqCst);
        if !self.told.swap(true, Ordering::SeqCst) {
            (self.tell)();
        }
    }

    /// Tells anew from now on, at once where something came in since the last look.
    pub fn listen(&self) {
        self.told.store(false, Ordering::SeqCst);
        if self.stale.load(Ordering::SeqCst) {
            self.tell();
        }
    }

    /// Takes the picture and everything told since the last look.
    pub fn look(&self) -> Look {
        // Before the picture: what comes in meanwhile is told anew.
        self.stale.store(false, Ordering::SeqCst);
        // Before the picture, too: an exit that is shown has all its output shown.
        let exit = {
            let life = self.life();
            life.exit.clone().filter(|_| life.drained)
        };
        let now = Instant::now();
        let mut screen = self.screen.lock();
        let view = screen.view(now);
        let (bell, copy) = screen.take_told();
        let again = screen
            .unfinished()
            .map(|until| until.saturating_duration_since(now));
        Look {
            view,
            bell,
            copy,
            exit,
            busy: false,
            again,
        }
    }

    /// Changes what is known of the end, and wakes whoever waits for it.
    pub fn change(&self, change: impl FnOnce(&mut Life)) {
        change(&mut self.life());
        self.changed.notify_all();
        self.tell();
    }

    /// Runs `act` while the program cannot be reaped, if it has not been.
    pub fn while_alive(&self, act: impl FnOnce()) {
        let life = self.life();
        if life.exit.is_none() {
            act();
        }
        drop(life);
    }

    /// Waits until `done` holds, at most for `patience`.
    pub fn wait(&self, patience: Duration, done: impl Fn(&Life) -> bool) -> bool {
        let until = Instant::now() + patience;
        let mut life = self.life();
        while !done(&life) {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            life = self
                .changed
                .wait_timeout(life, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        true
    }

    fn life(&self) -> MutexGuard<'_, Life> {
        self.life.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
