//! Sequences of chords and what they lead to.

use super::{Action, Chord};

/// What a sequence of keys means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// It does this.
    Action(Action),
    /// It is the beginning of longer ones.
    Prefix,
    /// Nothing.
    Nothing,
}

/// A node: what the keys up to here do, and how they may go on.
#[derive(Debug, Clone, Default)]
pub struct Trie {
    action: Option<Action>,
    next: Vec<(Chord, Trie)>,
}

impl Trie {
    /// Binds `keys` to `action`, in place of what they did; without an action they do nothing.
    pub fn bind(&mut self, keys: &[Chord], action: Option<Action>) {
        let Some((first, rest)) = keys.split_first() else {
            self.action = action;
            return;
        };
        if let Some((_, node)) = self.next.iter_mut().find(|(chord, _)| chord == first) {
            node.bind(rest, action);
            return;
        }
        let mut node = Self::default();
        node.bind(rest, action);
        self.next.push((*first, node));
    }

    /// What `keys` mean.
    pub fn find(&self, keys: &[Chord]) -> Found {
        let Some((first, rest)) = keys.split_first() else {
            return match self.action {
                Some(action) => Found::Action(action),
                None if self.next.is_empty() => Found::Nothing,
                None => Found::Prefix,
            };
        };
        self.next
            .iter()
            .find(|(chord, _)| chord == first)
            .map_or(Found::Nothing, |(_, node)| node.find(rest))
    }

    /// The first sequence, in the order of binding, that does `action` and that `works` takes.
    pub fn keys_to(&self, action: Action, works: &impl Fn(&[Chord]) -> bool) -> Option<Vec<Chord>> {
        self.seek(action, works, &mut Vec::new())
    }

    fn seek(
        &self,
        action: Action,
        works: &impl Fn(&[Chord]) -> bool,
        keys: &mut Vec<Chord>,
    ) -> Option<Vec<Chord>> {
        if self.action == Some(action) && works(keys) {
            return Some(keys.clone());
        }
        for (chord, node) in &self.next {
            keys.push(*chord);
            let found = node.seek(action, works, keys);
            if found.is_some() {
                return found;
            }
            keys.pop();
        }
        None
    }

    /// Calls `tell` with every sequence and its action, in the order of binding.
    pub fn each(&self, tell: &mut impl FnMut(&[Chord], Action)) {
        self.walk(&mut Vec::new(), tell);
    }

    fn walk(&self, keys: &mut Vec<Chord>, tell: &mut impl FnMut(&[Chord], Action)) {
        if let Some(action) = self.action {
            tell(keys, action);
        }
        for (chord, node) in &self.next {
            keys.push(*chord);
            node.walk(keys, tell);
            keys.pop();
        }
    }
}
