//! Finds the colours of code that a model writes, going on where the last lines ended.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use ropey::Rope;

use super::perform::found;
use crate::text::{Highlighter, Uncoloured};
use crate::tui::driver::Hands;
use crate::tui::panes::chat::Found;
use crate::tui::root::Msg as RootMsg;

/// The most blocks of code that are kept to be gone on with.
const MOST: usize = 32;

/// The blocks that are being coloured; one piece of work at a time holds them.
#[derive(Debug, Clone, Default)]
pub(super) struct Colours(Arc<Mutex<HashMap<(u64, usize), Block>>>);

#[derive(Debug)]
struct Block {
    text: Rope,
    lines: usize,
    highlighter: Option<Highlighter>,
}

impl Colours {
    /// The colours of lines of the code in that item.
    pub(super) fn find(&self, item: u64, code: &Uncoloured, hands: &Hands) -> RootMsg {
        let place = (item, code.block);
        let mut blocks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = blocks
            .get(&place)
            .is_some_and(|block| block.lines == code.first);
        if !known {
            if blocks.len() >= MOST {
                blocks.clear();
            }
            let block = Block {
                text: Rope::new(),
                lines: code.first,
                highlighter: hands.grammars().highlighter_of(&code.language),
            };
            blocks.insert(place, block);
        }
        let first = code.first;
        let count = code.lines.len();
        let spans = blocks
            .get_mut(&place)
            .and_then(|block| block.read(&code.lines));
        found(Found::Coloured {
            place,
            first,
            // Lines that cannot be coloured are done, too.
            spans: spans.unwrap_or_else(|| vec![Vec::new(); count]),
        })
    }
}

impl Block {
    fn read(&mut self, lines: &[String]) -> Option<Vec<Vec<crate::text::Span>>> {
        self.lines += lines.len();
        let highlighter = self.highlighter.as_mut()?;
        let from = self.text.len_lines() - 1;
        for line in lines {
            self.text.insert(self.text.len_chars(), line);
            self.text.insert_char(self.text.len_chars(), '\n');
        }
        Some(highlighter.spans(&self.text, from..from + lines.len()))
    }
}
