//! Listens to the terminal on a thread that sleeps while nothing is typed.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{self, Event, KeyEventKind};
use rustix::event::{PollFd, PollFlags, poll};
use tokio::sync::mpsc;

use super::ground::Answer;
use crate::tui::root::Input;

/// How long is asked whether there is more: as good as not at all. Without any time nothing would
/// be read, and the library does not sleep but asks over and over for times below a millisecond.
const MOMENT: Duration = Duration::from_micros(10);

/// How long is asked when something has arrived: the answer comes at once.
const FIRST: Duration = Duration::from_millis(5);
/// How long the rest of an answer of the terminal may take to arrive.
const REST: Duration = Duration::from_millis(50);

/// The listening thread; it can be told to leave the terminal to another program for a while.
#[derive(Debug)]
pub struct Listener {
    control: PipeWriter,
    paused: Receiver<()>,
}

/// What the thread is told through its pipe.
const PAUSE: u8 = b'p';
const RESUME: u8 = b'r';

impl Listener {
    /// Begins to listen and to send what was typed, but for the `answer` of the terminal.
    ///
    /// # Errors
    /// When the system gives no pipe or thread.
    pub fn start(inputs: mpsc::Sender<Input>, answer: Answer) -> io::Result<Self> {
        let (orders, control) = io::pipe()?;
        let (acknowledge, paused) = sync_channel(1);
        let builder = thread::Builder::new().name("input".to_owned());
        builder.spawn(move || listen(orders, &acknowledge, &inputs, answer))?;
        Ok(Self { control, paused })
    }

    /// Stops listening; once this returns, whatever is typed is left for others.
    pub fn pause(&mut self) {
        if self.control.write_all(&[PAUSE]).is_ok() {
            self.paused.recv().ok();
        }
    }

    /// Listens again.
    pub fn resume(&mut self) {
        // A thread that has ended has sent why; there is nobody to tell.
        self.control.write_all(&[RESUME]).ok();
    }
}

fn listen(
    mut orders: PipeReader,
    paused: &SyncSender<()>,
    inputs: &mpsc::Sender<Input>,
    mut answer: Answer,
) {
    loop {
        let stdin = io::stdin();
        let mut watched = [
            PollFd::new(&stdin, PollFlags::IN),
            PollFd::new(&orders, PollFlags::IN),
        ];
        match poll(&mut watched, None) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => break,
        }
        let (typed, ordered) = (watched[0].revents(), watched[1].revents());
        if ordered.intersects(PollFlags::IN | PollFlags::HUP) && !obey(&mut orders, paused) {
            return;
        }
        if typed.contains(PollFlags::IN) && read(inputs, &mut answer).is_err() {
            break;
        }
        if typed.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            break;
        }
    }
    inputs.blocking_send(Input::Closed).ok();
}

/// Waits while it is paused; answers false when nobody listens any more.
fn obey(orders: &mut PipeReader, paused: &SyncSender<()>) -> bool {
    let mut order = [0];
    while orders.read_exact(&mut order).is_ok() {
        match order[0] {
            PAUSE => {
                paused.send(()).ok();
            }
            _ => return true,
        }
    }
    false
}

/// Reads everything that has arrived; the beginning of a sequence waits for its rest.
fn read(inputs: &mpsc::Sender<Input>, answer: &mut Answer) -> io::Result<()> {
    // Half an answer of the terminal waits for its rest.
    // What has arrived is read by the first question; a slow clock may not keep it from that.
    let mut patience = FIRST;
    while event::poll(patience)? || waits()? || (answer.is_begun() && event::poll(REST)?) {
        patience = MOMENT;
        let input = match event::read()? {
            Event::Key(key) if key.kind == KeyEventKind::Release => None,
            Event::Key(key) => answer.take(key, Instant::now()),
            Event::Mouse(mouse) => Some(Input::Mouse(mouse)),
            Event::Paste(text) => Some(Input::Paste(text)),
            Event::FocusGained => Some(Input::FocusGained),
            Event::FocusLost => Some(Input::FocusLost),
            // The size is heard as a signal, so that it is known while another program runs, too.
            Event::Resize(..) => None,
        };
        for key in answer.refused() {
            send(inputs, Input::Key(key))?;
        }
        if let Some(input) = input {
            send(inputs, input)?;
        }
    }
    // What turned out to be no answer was typed.
    for key in answer.give_up() {
        send(inputs, Input::Key(key))?;
    }
    Ok(())
}

/// Whether something was read that has not been taken.
fn waits() -> io::Result<bool> {
    // A thread that loses its processor for longer than the moment has not looked: it looks twice.
    Ok(event::poll(MOMENT)? || event::poll(MOMENT)?)
}

fn send(inputs: &mpsc::Sender<Input>, input: Input) -> io::Result<()> {
    let sent = inputs.blocking_send(input);
    sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
}
