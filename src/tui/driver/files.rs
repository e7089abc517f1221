//! The work of the file picker: one thread that lives as long as it is open.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::Hands;
use crate::tui::overlay::Msg as OverlayMsg;
use crate::tui::overlay::files::{Effect, Found, PAGE};
use crate::tui::root::Notice;
use crate::workspace::find::Finder;

/// What is found while the walk goes on is told at most this often.
const FRAME: Duration = Duration::from_millis(16);
/// How long an answer is waited for before an older one is told, in milliseconds.
const WAIT: u64 = 10;

/// The open picker, if there is one.
#[derive(Debug, Default)]
pub struct FilesWork {
    session: Option<Sender<Word>>,
}

/// A word to the thread of the picker.
#[derive(Debug)]
enum Word {
    /// There is something new.
    Look,
    /// Match against this.
    Ask(String),
    /// Send the rows from here on.
    Rows(usize),
    /// It was closed.
    Close,
}

impl FilesWork {
    /// Performs one effect; results come back as messages.
    pub fn perform(&mut self, effect: Effect, hands: &Hands) {
        let word = match effect {
            Effect::Open => return self.open(hands),
            Effect::Ask(pattern) => Word::Ask(pattern),
            Effect::Rows(first) => Word::Rows(first),
            Effect::Close => Word::Close,
        };
        if let Some(session) = &self.session {
            // A thread that is gone has said why.
            session.send(word).ok();
        }
    }

    fn open(&mut self, hands: &Hands) {
        // Unbounded: a person types the words, and there is one `Look` between two looks.
        let (send, receive) = channel();
        if let Some(before) = self.session.replace(send.clone()) {
            before.send(Word::Close).ok();
        }
        let teller = hands.clone();
        let started = thread::Builder::new()
            .name("picker".to_owned())
            .spawn(move || serve(send, &receive, &teller));
        if let Err(error) = started {
            let notice = Notice::bad(format!("no files can be found: {error}"));
            hands.work(move |_| Some(notice));
        }
    }
}

/// Answers until the picker is closed; the files are forgotten then.
fn serve(send: Sender<Word>, words: &Receiver<Word>, hands: &Hands) {
    let opened = Finder::open(&hands.workspace(), move || {
        // The thread is gone when nobody looks any more.
        send.send(Word::Look).ok();
    });
    let mut finder = match opened {
        Ok(finder) => finder,
        Err(error) => {
            hands.tell(Notice::bad(format!("no files can be found: {error}")));
            return;
        }
    };
    finder.ask("");
    let mut first = 0;
    let mut due: Option<Instant> = None;
    loop {
        let word = match due {
            Some(at) => words.recv_timeout(at.saturating_duration_since(Instant::now())),
            None => words.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match word {
            Ok(Word::Look) => {
                due.get_or_insert_with(|| Instant::now() + FRAME);
                continue;
            }
            Ok(Word::Ask(pattern)) => {
                finder.ask(&pattern);
                first = 0;
            }
            Ok(Word::Rows(from)) => first = from,
            Err(RecvTimeoutError::Timeout) => {}
            Ok(Word::Close) | Err(RecvTimeoutError::Disconnected) => return,
        }
        due = None;
        let counts = finder.look(WAIT);
        hands.tell(OverlayMsg::Files(Found {
            counts,
            answered: finder.answered().map(str::to_owned),
            first,
            rows: finder.rows(first, PAGE),
        }));
    }
}
