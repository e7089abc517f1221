//! The work of the terminal: starts programs, hands them what the person does, looks at them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Hands;
use crate::term::{Session, Spec, TermError};
use crate::tui::panes::terminal::{Deed, Effect, Msg, TabId};
use crate::tui::root;

/// What there is of a program.
enum Slot {
    /// It is being started; what was done with it meanwhile waits.
    Starting(Vec<Deed>),
    /// It runs, or has ended and is still shown.
    Live(Arc<Session>),
}

/// The programs of all tabs.
#[derive(Clone, Default)]
pub struct Sessions(Arc<Mutex<HashMap<TabId, Slot>>>);

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sessions").finish_non_exhaustive()
    }
}

impl Sessions {
    /// Performs one effect; what is known at once is answered, the rest comes back as messages.
    pub fn perform(&self, effect: Effect, hands: &Hands) -> Option<root::Msg> {
        match effect {
            Effect::Start {
                tab,
                program,
                folder,
                size,
                palette,
            } => {
                self.slots().insert(tab, Slot::Starting(Vec::new()));
                let spec = Spec {
                    program,
                    palette,
                    ..Spec::shell(&folder, size)
                };
                let sessions = self.clone();
                hands.work(move |hands| sessions.start(tab, &spec, hands));
                None
            }
            Effect::Close(tab) => {
                // Dropping a session ends its processes and waits for none of them.
                let gone = self.slots().remove(&tab);
                drop(gone);
                None
            }
            Effect::Do(tab, deed) => {
                let session = match self.slots().get_mut(&tab)? {
                    Slot::Starting(waiting) => {
                        waiting.push(deed);
                        return None;
                    }
                    Slot::Live(session) => Arc::clone(session),
                };
                let msg = match act(&session, deed, hands) {
                    After::Nothing => return None,
                    After::Look => Msg::Looked(tab, Box::new(session.glance())),
                    After::Tell(msg) => msg,
                };
                Some(root::Msg::Terminal(msg))
            }
        }
    }

    /// Ends every program: the screen is left.
    pub fn close_all(&self) {
        self.slots().clear();
    }

    fn start(&self, tab: TabId, spec: &Spec, hands: &Hands) -> Option<Msg> {
        let teller = hands.clone();
        let session = match Session::spawn(spec, move || tell(tab, &teller)) {
            Ok(session) => Arc::new(session),
            Err(error) => {
                self.slots().remove(&tab);
                return Some(Msg::Failed(tab, error.to_string()));
            }
        };
        // What was done meanwhile comes first, in its order, and only then what is done from now on.
        loop {
            let waiting = match self.slots().get_mut(&tab)? {
                Slot::Starting(waiting) if !waiting.is_empty() => std::mem::take(waiting),
                slot => {
                    *slot = Slot::Live(session);
                    return None;
                }
            };
            for deed in waiting {
                match act(&session, deed, hands) {
                    After::Nothing => {}
                    // Only the loop looks: a picture taken here could come after a newer one.
                    After::Look => hands.tell(Msg::Told(tab)),
                    After::Tell(msg) => hands.tell(msg),
                }
            }
        }
    }

    fn slots(&self) -> MutexGuard<'_, HashMap<TabId, Slot>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Says that there is something new in a tab, from a thread that must not wait.
fn tell(tab: TabId, hands: &Hands) {
    let msg = move || root::Msg::Terminal(Msg::Told(tab));
    if let Err(tokio::sync::mpsc::error::TrySendError::Full(_)) = hands.messages().try_send(msg()) {
        // At most one of these waits for each tab: nothing more is told until somebody looks.
        let hands = hands.clone();
        hands.clone().task(async move { hands.say(msg()).await });
    }
}

/// What follows from something done with a program.
enum After {
    /// Nothing that the pane must know.
    Nothing,
    /// Its picture is another one.
    Look,
    /// This.
    Tell(Msg),
}

/// Does one thing with a program.
fn act(session: &Arc<Session>, deed: Deed, hands: &Hands) -> After {
    match deed {
        Deed::Look(pace) => {
            listen_later(session, pace, hands);
            After::Look
        }
        Deed::Key(key) => refused(session.key(&key)),
        Deed::Paste(text) => refused(session.paste(&text)),
        Deed::Mouse(event) => refused(session.mouse(&event)),
        Deed::Focus(focus) => refused(session.focus(focus)),
        Deed::Resize(size) => {
            session.resize(size);
            After::Look
        }
        Deed::Colors(palette) => {
            session.set_palette(palette);
            After::Nothing
        }
        Deed::Scroll(scroll) => {
            session.scroll(scroll);
            After::Look
        }
        Deed::Select(place, granularity) => {
            session.select(place, granularity);
            After::Look
        }
        Deed::Extend(place, lines) => {
            if lines != 0 {
                session.scroll(crate::term::Scroll::Lines(lines));
            }
            session.extend(place);
            After::Look
        }
        Deed::Unselect => {
            session.unselect();
            // The tables of a pattern are large, and an empty one cannot be refused.
            session.search("").ok();
            After::Look
        }
        Deed::Copy => session
            .selected_text()
            .map_or(After::Nothing, |text| After::Tell(Msg::Selected(text))),
        Deed::Find(pattern, toward) => {
            let session = Arc::clone(session);
            hands.work(move |_| find(&session, &pattern, toward));
            After::Nothing
        }
    }
}

/// Listens again after a while, so that a flood of output is looked at once a frame.
fn listen_later(session: &Arc<Session>, pace: Duration, hands: &Hands) {
    // A tab that is closed meanwhile is not kept for it.
    let session = Arc::downgrade(session);
    hands.task(async move {
        tokio::time::sleep(pace).await;
        if let Some(session) = session.upgrade() {
            session.listen();
        }
    });
}

fn find(session: &Session, pattern: &str, toward: crate::term::Toward) -> Option<Msg> {
    match session.search(pattern) {
        Ok(()) if session.find(toward) => None,
        Ok(()) => Some(Msg::NotFound(format!("nothing matches {pattern}"))),
        Err(error) => Some(Msg::NotFound(error.to_string())),
    }
}

fn refused(sent: Result<(), TermError>) -> After {
    match sent {
        // What is typed as the program ends finds nobody, as everywhere.
        Ok(()) | Err(TermError::Ended) => After::Nothing,
        Err(error) => After::Tell(Msg::Refused(error.to_string())),
    }
}
