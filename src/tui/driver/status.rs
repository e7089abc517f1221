//! Asks git for the state of all files, never twice at once, and with a rest in between.

use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::Hands;
use crate::tui::panes::tree;
use crate::tui::root::{Msg, Notice};
use crate::workspace::git::{GitError, Head, Status, Upstream, find_repository, status};

/// The shortest rest between two questions.
const REST: Duration = Duration::from_millis(200);
/// The rest, as a multiple of what the last answer took: at most a fifth of a core.
const REST_FACTOR: u32 = 4;

/// Who asks git, and when.
#[derive(Debug, Clone, Default)]
pub struct Asking(Arc<Mutex<Turn>>);

#[derive(Debug, Default)]
struct Turn {
    running: bool,
    again: bool,
    rest_until: Option<Instant>,
    /// A complaint is told once, not at every change of a file.
    complained: bool,
}

impl Asking {
    /// Asks, now or as soon as the answer at hand is there.
    pub fn ask(&self, hands: &Hands) {
        {
            let mut turn = self.turn();
            turn.again = true;
            if turn.running {
                return;
            }
            turn.running = true;
        }
        let asking = self.clone();
        hands.work(move |hands| {
            while asking.goes_on() {
                asking.answer(hands);
            }
            None::<Msg>
        });
    }

    /// True when there is something to ask, after the rest that is due.
    fn goes_on(&self) -> bool {
        let rest = self.turn().rest_until;
        if let Some(rest) = rest {
            thread::sleep(rest.saturating_duration_since(Instant::now()));
        }
        let mut turn = self.turn();
        turn.running = turn.again;
        std::mem::take(&mut turn.again)
    }

    fn answer(&self, hands: &Hands) {
        let begun = Instant::now();
        let workspace = hands.workspace();
        let answer = match find_repository(&workspace) {
            Some(found) => {
                hands.tell(Msg::Branch(branch(&found.head(), None)));
                status(&found, &workspace).map(Some)
            }
            None => Ok(None),
        };
        let took = begun.elapsed();
        self.turn().rest_until = Some(Instant::now() + REST.max(took * REST_FACTOR));
        match answer {
            Ok(Some(Status {
                head,
                upstream,
                marks,
            })) => {
                hands.tell(Msg::Branch(branch(&head, upstream)));
                hands.tell(tree::Msg::Marked(Box::new(marks)));
            }
            Ok(None) => {
                hands.tell(Msg::Branch(None));
                hands.tell(tree::Msg::Marked(Box::default()));
            }
            // A machine without git has folders all the same.
            Err(GitError::Missing) => {}
            Err(error) => {
                if !std::mem::replace(&mut self.turn().complained, true) {
                    hands.tell(Notice::warn(format!("no state of files: {error}")));
                }
            }
        }
    }

    fn turn(&self) -> std::sync::MutexGuard<'_, Turn> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The branch as the header shows it, with how far it and the one that it follows have grown apart.
fn branch(head: &Head, upstream: Option<Upstream>) -> Option<String> {
    let mut text = match head {
        Head::Branch(name) => name.clone(),
        Head::Detached(commit) => format!("@{commit}"),
        Head::Unknown => return None,
    };
    let Some(Upstream { ahead, behind }) = upstream else {
        return Some(text);
    };
    for (sign, count) in [('↑', ahead), ('↓', behind)] {
        if count > 0 {
            // Writing to a string cannot fail.
            write!(text, " {sign}{count}").ok();
        }
    }
    Some(text)
}
