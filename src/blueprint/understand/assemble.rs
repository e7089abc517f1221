//! Builds the model's entities, relations and rules from the draft and the lexicon.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use super::draft::{Draft, Join, Link, Source, Thing};
use super::entries::{self, Belonging};
use super::guess;
use super::ledger::Ledger;
use super::naming;
use super::relate::{applicable, has_direct, many, point, relate_words};
use crate::blueprint::lexicon::{DomainId, EntityEntry, EntityId, Lexicon};
use crate::domain::app_model::{Access, AppModel, Capability, Entity, Field, OnDelete, Origin};

/// Builds the parts of a model that come from the things of a draft.
pub(super) struct Assembly<'a, 'b> {
    pub lexicon: &'a Lexicon,
    pub draft: &'a mut Draft,
    pub ledger: &'a mut Ledger<'b>,
    entries: BTreeMap<String, EntityEntry>,
}

impl<'a, 'b> Assembly<'a, 'b> {
    pub(super) fn new(
        lexicon: &'a Lexicon,
        draft: &'a mut Draft,
        ledger: &'a mut Ledger<'b>,
    ) -> Self {
        Self {
            lexicon,
            draft,
            ledger,
            entries: BTreeMap::new(),
        }
    }

    /// Adds what named domains imply, and what things cannot be without.
    pub(super) fn complete(&mut self) {
        self.cores();
        let mut at = 0;
        while at < self.draft.things.len() {
            self.requirements(at);
            at += 1;
        }
    }

    /// A named domain of which the idea names fewer than two entities brings its core.
    fn cores(&mut self) {
        for domain in self.draft.domains.clone() {
            let Ok(entry) = self.lexicon.domain(domain) else {
                continue;
            };
            self.draft.capabilities.extend(
                entry
                    .capabilities
                    .iter()
                    .filter(|one| !self.draft.unwanted.contains(one)),
            );
            let at_home = |thing: &&Thing| {
                matches!(thing.source, Source::Lexicon(id) if id.domain == domain)
                    || (thing.source == Source::Words && thing.origin == Origin::Named)
            };
            let named = self.draft.things.iter().filter(at_home).count();
            let side = self.draft.side.contains(&domain) && !self.draft.things.is_empty();
            let plenty = !side && self.plenty();
            if named > 1 || plenty {
                continue;
            }
            let label = self.lexicon.domain_name(domain).replace('_', " ");
            let few = if side { 1 } else { entry.core.len() };
            for name in entry.core.iter().take(few) {
                if self.draft.has(name) || self.draft.excluded.contains(name) {
                    continue;
                }
                if let Some(id) = self.lexicon.entity_near(domain, name)
                    && !self.is_linked(name, id)
                {
                    self.draft.add(name, Origin::Implied, Source::Lexicon(id));
                    self.ledger
                        .assumed(label.clone(), format!("the entity {name}, usual for it"));
                }
            }
        }
    }

    /// True where the idea names enough entities of its own, so that nothing need be added.
    fn plenty(&self) -> bool {
        let named = |thing: &&Thing| thing.origin != Origin::Implied;
        let spelled = |thing: &&Thing| named(thing) && thing.complete;
        let weight = |thing: &Thing| match thing.origin {
            Origin::Named => 2,
            Origin::Guessed => 1,
            Origin::Implied => 0,
        };
        self.draft.things.iter().map(weight).sum::<usize>() > 5
            || self.draft.things.iter().filter(spelled).count() > 1
    }

    /// True for an entity that only joins two of a kind, where the words join accounts themselves.
    fn is_linked(&self, name: &str, id: EntityId) -> bool {
        let linked = |link: &Link| link.one == "User" && link.many == "User";
        if !self.draft.links.iter().any(linked) {
            return false;
        }
        let Ok(entry) = self.lexicon.entity(id) else {
            return false;
        };
        let ends: Vec<String> = entry
            .belongs_to
            .iter()
            .map(|text| entries::belonging(text).entity)
            .collect();
        matches!(ends.as_slice(), [one, other] if one == other && one != name)
    }

    /// A thing that the idea names by another word for `needed`: a client serves as customer.
    fn stand_in(&self, needed: &str, domain: DomainId) -> Option<String> {
        let id = self.lexicon.entity_near(domain, needed)?;
        let also = self.lexicon.also(id);
        let mut named = self.draft.things.iter();
        let other = named.find(|thing| {
            let words = thing.name.to_snake_case().replace('_', " ");
            thing.origin != Origin::Implied && also.contains(&words)
        });
        other.map(|thing| thing.name.clone())
    }

    /// Adds the entities without which the thing at `at` cannot be.
    fn requirements(&mut self, at: usize) {
        let Some(thing) = self.draft.things.get(at).cloned() else {
            return;
        };
        let Source::Lexicon(id) = thing.source else {
            return;
        };
        let Some(entry) = self.entry(&thing.name, id) else {
            return;
        };
        for text in &entry.belongs_to {
            let needed = entries::belonging(text);
            let known = needed.entity == "User"
                || self.draft.has(&needed.entity)
                || self.draft.excluded.contains(&needed.entity);
            if needed.optional || known || thing.complete || thing.loose {
                continue;
            }
            if self.stand_in(&needed.entity, id.domain).is_some() {
                continue;
            }
            if let Some(target) = self.lexicon.entity_near(id.domain, &needed.entity) {
                self.draft
                    .add(&needed.entity, Origin::Implied, Source::Lexicon(target));
                self.ledger.assumed(
                    thing.name.clone(),
                    format!(
                        "the entity {}, which each {} belongs to",
                        needed.entity, thing.name
                    ),
                );
            }
        }
    }

    fn entry(&mut self, name: &str, id: EntityId) -> Option<EntityEntry> {
        if let Some(entry) = self.entries.get(name) {
            return Some(entry.clone());
        }
        let entry = self.lexicon.entity(id).ok()?;
        self.entries.insert(name.to_owned(), entry.clone());
        Some(entry)
    }

    /// Reads the entries of the things in the draft.
    pub(super) fn prepared(mut self) -> Self {
        for thing in self.draft.things.clone() {
            if let Source::Lexicon(id) = thing.source {
                self.entry(&thing.name, id);
            }
        }
        self
    }

    /// Writes entities, relations and rules into the model.
    pub(super) fn build(&mut self, model: &mut AppModel) {
        let things = self.draft.things.clone();
        for thing in &things {
            let entry = match thing.source {
                Source::Lexicon(id) => self.entry(&thing.name, id),
                Source::Words => None,
            };
            model
                .entities
                .push(entity(thing, entry.as_ref(), model.can(Capability::Auth)));
        }
        for thing in &things {
            spelled(thing, model);
        }
        let links = self.draft.links.clone();
        for link in links
            .iter()
            .filter(|link| matches!(link.join, Join::Many(_)))
        {
            relate_words(model, link);
        }
        for thing in &things {
            self.belongings(thing, model);
        }
        for link in links
            .iter()
            .filter(|link| !matches!(link.join, Join::Many(_)))
        {
            relate_words(model, link);
        }
        for thing in &things {
            self.links_and_rules(thing, model);
        }
    }

    /// References that the lexicon knows, unless the words have joined the two already.
    fn belongings(&mut self, thing: &Thing, model: &mut AppModel) {
        let Some(entry) = self.entries.get(&thing.name) else {
            return;
        };
        let found = |text: &String| {
            let mut one = entries::belonging(text);
            if let Source::Lexicon(id) = thing.source
                && !self.draft.has(&one.entity)
                && !one.optional
                && let Some(other) = self.stand_in(&one.entity, id.domain)
                && other != thing.name
            {
                one.name = other.to_snake_case();
                one.entity = other;
            }
            one
        };
        let open: Vec<Belonging> = entry
            .belongs_to
            .iter()
            .map(found)
            .filter(|one| one.entity == thing.name || !has_direct(model, &one.entity, &thing.name))
            .collect();
        for belonging in open {
            point(model, &thing.name, &belonging);
        }
    }

    fn links_and_rules(&mut self, thing: &Thing, model: &mut AppModel) {
        let Some(entry) = self.entries.get(&thing.name).cloned() else {
            return;
        };
        for other in &entry.with {
            if model.entity(other).is_some() && !has_direct(model, &thing.name, other) {
                many(model, &thing.name, other, None);
            }
        }
        for rule in entries::rules(&thing.name, &entry) {
            if let Some(rule) = applicable(model, rule)
                && !model.rules.contains(&rule)
            {
                model.rules.push(rule);
            }
        }
    }
}

/// References that the idea spells out as fields.
fn spelled(thing: &Thing, model: &mut AppModel) {
    for reference in &thing.references {
        let belonging = Belonging {
            name: reference.name.clone(),
            entity: reference.entity.clone(),
            optional: reference.optional,
            on_delete: if reference.optional {
                OnDelete::SetNull
            } else {
                OnDelete::Restrict
            },
        };
        point(model, &thing.name, &belonging);
    }
}

fn entity(thing: &Thing, entry: Option<&EntityEntry>, auth: bool) -> Entity {
    let snake = thing.name.to_snake_case();
    let standard = match entry {
        Some(entry) => entries::fields(entry),
        None => guess::fields_for(snake.rsplit('_').next().unwrap_or(&snake)),
    };
    let access = entry
        .and_then(|entry| entry.access)
        .unwrap_or(Access::Owned);
    let description = match entry {
        Some(entry) if !entry.about.is_empty() => entry.about.clone(),
        Some(_) | None => format!("{}.", naming::sentence(&thing.name)),
    };
    Entity {
        name: thing.name.clone(),
        plural: naming::plural(&thing.name),
        description,
        access: if auth { access } else { Access::Open },
        managed_by: Vec::new(),
        fields: fields(thing, standard),
        origin: thing.origin,
    }
}

/// The fields that the idea names, typed as the lexicon knows them; the usual ones where it lists only some.
fn fields(thing: &Thing, standard: Vec<Field>) -> Vec<Field> {
    let mut named: Vec<Field> = Vec::new();
    for field in &thing.fields {
        let field = naming::safe_field(&thing.name, field.clone());
        let plain = field.values.is_empty() && field.min.is_none() && field.max.is_none();
        let known = standard.iter().find(|known| known.name == field.name);
        let inferred = field.ty == super::grammar::type_of(&field.name);
        named.push(match known {
            Some(known) if plain && inferred && thing.source != Source::Words => known.clone(),
            Some(_) | None => field,
        });
    }
    if thing.complete && !named.is_empty() {
        return named;
    }
    let mut all = standard;
    for field in named {
        match all.iter_mut().find(|known| known.name == field.name) {
            Some(known) => *known = field,
            None => all.push(field),
        }
    }
    all
}
