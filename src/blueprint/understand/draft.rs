//! What has been gathered from the words, before it becomes a model.

use std::collections::BTreeSet;

use crate::blueprint::lexicon::{DomainId, EntityId};
use crate::domain::app_model::{Capability, Field, Origin};

/// Where an entity's fields come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// The lexicon describes it.
    Lexicon(EntityId),
    /// The idea spells it out, or the word suggests it.
    Words,
}

/// A reference that the idea spells out as a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    pub name: String,
    pub entity: String,
    pub optional: bool,
}

/// An entity in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Thing {
    pub name: String,
    pub origin: Origin,
    pub source: Source,
    /// True where its domain is not spoken of: it brings nothing else along.
    pub loose: bool,
    /// Fields that the idea names.
    pub fields: Vec<Field>,
    /// True when the idea lists all of its fields.
    pub complete: bool,
    pub references: Vec<Reference>,
}

/// How two things are joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Join {
    /// The second belongs to the first and goes with it.
    Parts,
    /// The second needs the first, which stays while it is needed.
    Needs,
    /// The second may point at the first; the name of the reference where it has one.
    May(Option<&'static str>),
    /// Freely; the names of both sides where they have their own.
    Many(Option<(&'static str, &'static str)>),
    /// The second is sorted by several of the first, unless they are joined already.
    Sorts,
    /// The second has a parent of its own kind.
    Tree,
}

/// A relation that the words express: `one` has many `many`. `User` stands for the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub one: String,
    pub many: String,
    pub join: Join,
}

/// Who may do what.
#[derive(Debug, Default)]
pub(super) struct Powers {
    /// Roles beyond `admin`.
    pub roles: Vec<String>,
    /// Entities and the roles that manage them.
    pub managed: Vec<(String, Vec<String>)>,
}

/// What the idea says of accounts.
#[derive(Debug, Default)]
pub(super) struct Account {
    /// True when it speaks of users.
    pub spoken: bool,
    /// True when it asks for `auth` itself.
    pub named: bool,
    /// Fields of the account.
    pub fields: Vec<Field>,
}

/// Everything gathered.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub things: Vec<Thing>,
    pub links: Vec<Link>,
    pub capabilities: BTreeSet<Capability>,
    /// Capabilities that the idea does not want.
    pub unwanted: BTreeSet<Capability>,
    /// Entities that the idea does not want.
    pub excluded: BTreeSet<String>,
    pub domains: Vec<DomainId>,
    /// Those among them that come after other things: they bring one entity only.
    pub side: Vec<DomainId>,
    /// Entities by the words of the idea, where those are other words than the lexicon's.
    pub renamed: Vec<(String, String)>,
    pub powers: Powers,
    /// What tags, likes, ratings and comments attach to.
    pub focus: Vec<String>,
    /// The first entity of each named domain.
    pub primary: Vec<String>,
    pub account: Account,
}

impl Draft {
    /// The thing called `name`.
    pub(super) fn thing(&mut self, name: &str) -> Option<&mut Thing> {
        self.things.iter_mut().find(|thing| thing.name == name)
    }

    /// True when there is a thing called `name`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.things.iter().any(|thing| thing.name == name)
    }

    /// Adds a thing unless there is one by that name.
    pub(super) fn add(&mut self, name: &str, origin: Origin, source: Source) {
        if !self.has(name) {
            self.things.push(Thing {
                name: name.to_owned(),
                origin,
                source,
                loose: false,
                fields: Vec::new(),
                complete: false,
                references: Vec::new(),
            });
        }
    }

    /// Adds a relation unless it is there.
    pub(super) fn join(&mut self, one: &str, many: &str, join: Join) {
        let link = Link {
            one: one.to_owned(),
            many: many.to_owned(),
            join,
        };
        if !self.links.contains(&link) {
            self.links.push(link);
        }
    }

    /// Gives fields to the thing called `name`.
    pub(super) fn give(&mut self, name: &str, fields: Vec<Field>, complete: bool) {
        let Some(thing) = self.thing(name) else {
            return;
        };
        thing.complete = thing.complete || complete;
        for field in fields {
            if thing.fields.iter().all(|known| known.name != field.name) {
                thing.fields.push(field);
            }
        }
    }
}
