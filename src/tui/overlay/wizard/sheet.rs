//! The model while a person edits it.

use std::collections::BTreeSet;

use super::tree::{Node, editable, nodes, owner};
use crate::blueprint::{Edit, Understanding, edit};
use crate::domain::app_model::{AppModel, ModelFault};
use crate::tui::draw::{Field, Scroll};

/// How many changes can be taken back.
const TAKEN_BACK: usize = 200;

/// A row that is being typed into.
#[derive(Debug)]
pub(super) struct Typing {
    pub(super) node: Node,
    pub(super) field: Field,
    /// Why what is typed cannot be.
    pub(super) fault: Option<String>,
}

/// Which side is looked at where only one has room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Side {
    /// The model.
    #[default]
    Model,
    /// What was understood, assumed and not understood.
    Findings,
}

/// The model while a person edits it.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) understanding: Understanding,
    pub(super) faults: Vec<ModelFault>,
    pub(super) nodes: Vec<Node>,
    pub(super) folded: BTreeSet<String>,
    pub(super) scroll: Scroll,
    pub(super) typing: Option<Typing>,
    pub(super) side: Side,
    pub(super) findings: Scroll,
    /// Why the last change was refused.
    pub(super) refused: Option<String>,
    past: Vec<AppModel>,
}

impl Sheet {
    pub(super) fn new(understanding: Understanding) -> Self {
        let folded = BTreeSet::new();
        Self {
            faults: understanding.model.check(),
            nodes: nodes(&understanding.model, &folded),
            understanding,
            folded,
            scroll: Scroll::default(),
            typing: None,
            side: Side::default(),
            findings: Scroll::default(),
            refused: None,
            past: Vec::new(),
        }
    }

    pub(super) fn model(&self) -> &AppModel {
        &self.understanding.model
    }

    /// True once the person has changed something.
    pub(super) fn is_edited(&self) -> bool {
        !self.past.is_empty()
    }

    /// True once the person has changed something, or is about to.
    pub(super) fn is_touched(&self) -> bool {
        self.is_edited() || self.typing.is_some()
    }

    /// The chosen row.
    pub(super) fn node(&self) -> Option<&Node> {
        self.nodes.get(self.scroll.cursor)
    }

    /// Begins to type into the chosen row, where it is text.
    pub(super) fn type_into(&mut self, node: Node) {
        if let Some(text) = editable(self.model(), &node) {
            if let Some(place) = self.nodes.iter().position(|one| *one == node) {
                self.scroll.cursor = place;
            }
            self.typing = Some(Typing {
                node,
                field: Field::with(text),
                fault: None,
            });
        }
    }

    /// Takes what was typed; a text that cannot be stays, with the reason.
    pub(super) fn take_typed(&mut self) {
        let Some(typing) = self.typing.take() else {
            return;
        };
        let text = typing.field.text().trim().to_owned();
        let change = match &typing.node {
            _ if text.is_empty() => return,
            Node::Title => Edit::Title(text),
            Node::Entity(from) => Edit::RenameEntity {
                from: from.clone(),
                to: text,
            },
            Node::Field { entity, field } => Edit::ChangeField {
                entity: entity.clone(),
                field: field.clone(),
                text,
            },
            Node::AddField(entity) => Edit::AddField {
                entity: entity.clone(),
                text,
            },
            Node::AddEntity => Edit::AddEntity(text),
            Node::Continue | Node::Relation(_) | Node::Abilities | Node::Ability(_) => return,
        };
        let adds = matches!(typing.node, Node::AddField(_));
        let node = typing.node.clone();
        match self.change(&change) {
            // Fields come one after the other until an empty line.
            Ok(()) if adds => self.type_into(node),
            Ok(()) => {}
            Err(fault) => {
                self.typing = Some(Typing {
                    fault: Some(fault),
                    ..typing
                });
            }
        }
    }

    /// Takes the chosen row away.
    pub(super) fn remove(&mut self) {
        let change = match self.node() {
            Some(Node::Entity(name)) => Edit::RemoveEntity(name.clone()),
            Some(Node::Field { entity, field }) => Edit::RemoveField {
                entity: entity.clone(),
                field: field.clone(),
            },
            Some(Node::Relation(place)) => Edit::RemoveRelation(*place),
            Some(Node::Ability(ability)) if self.model().can(*ability) => Edit::Toggle(*ability),
            Some(
                Node::Continue
                | Node::Title
                | Node::AddField(_)
                | Node::AddEntity
                | Node::Abilities
                | Node::Ability(_),
            )
            | None => return,
        };
        self.refused = self.change(&change).err();
    }

    /// Turns a capability on or off, opens or closes an entity.
    pub(super) fn toggle(&mut self) {
        match self.node().cloned() {
            Some(Node::Ability(ability)) => {
                self.refused = self.change(&Edit::Toggle(ability)).err();
            }
            Some(Node::Entity(name)) => {
                if !self.folded.remove(&name) {
                    self.folded.insert(name);
                }
                self.list();
            }
            Some(
                Node::Continue
                | Node::Title
                | Node::Field { .. }
                | Node::Relation(_)
                | Node::AddField(_)
                | Node::AddEntity
                | Node::Abilities,
            )
            | None => {}
        }
    }

    /// The entity of the chosen row; the first one elsewhere.
    pub(super) fn owner(&self) -> Option<String> {
        let own = self.node().and_then(|node| owner(self.model(), node));
        let first = || self.model().entities.first();
        own.or_else(|| first().map(|entity| entity.name.clone()))
    }

    /// Takes the last change back.
    pub(super) fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.understanding.model = before;
            self.refused = None;
            self.look_again();
        }
    }

    fn change(&mut self, change: &Edit) -> Result<(), String> {
        let changed = edit(self.model(), change).map_err(|fault| fault.to_string())?;
        if changed != *self.model() {
            let before = std::mem::replace(&mut self.understanding.model, changed);
            self.past.push(before);
            if self.past.len() > TAKEN_BACK {
                self.past.remove(0);
            }
        }
        self.refused = None;
        self.look_again();
        Ok(())
    }

    fn look_again(&mut self) {
        self.faults = self.model().check();
        self.list();
    }

    fn list(&mut self) {
        self.nodes = nodes(self.model(), &self.folded);
        self.scroll.cursor = self.scroll.cursor.min(self.nodes.len().saturating_sub(1));
    }
}
