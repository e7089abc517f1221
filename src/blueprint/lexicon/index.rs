//! Which words name which domain or entity, and the way from there to the entry itself.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::scan::{self, DomainScan};
use super::{DomainEntry, EntityEntry, LexiconError, source};

/// The domain whose entities occur anywhere.
const COMMON: &str = "common";

/// A domain of the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DomainId(usize);

impl DomainId {
    /// The first domain of the first file.
    pub const FIRST: Self = Self(0);

    /// The domain at a place of the files' order.
    #[cfg(test)]
    pub(super) fn at(place: usize) -> Self {
        Self(place)
    }
}

/// An entity of the lexicon: one domain's description of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId {
    /// The domain that describes it.
    pub domain: DomainId,
    place: usize,
}

/// What a phrase of the lexicon names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// A domain.
    Domain(DomainId),
    /// An entity by its own name.
    Entity(EntityId),
    /// An entity by one of the other words for it.
    Alias(EntityId),
}

/// The lexicon, opened: words are at hand, entries are parsed on demand.
#[derive(Debug)]
pub struct Lexicon {
    files: Vec<Cow<'static, str>>,
    domains: Vec<(usize, DomainScan)>,
}

impl Lexicon {
    /// Opens the embedded lexicon.
    pub fn open() -> Self {
        Self::from_texts(source::texts().into_iter().map(|(_, text)| text).collect())
    }

    /// Opens a lexicon made of the given file texts.
    pub fn from_texts(files: Vec<Cow<'static, str>>) -> Self {
        let domains = files
            .iter()
            .enumerate()
            .flat_map(|(file, text)| scan::domains(text).into_iter().map(move |d| (file, d)))
            .collect();
        Self { files, domains }
    }

    /// Every domain but the common one, in the order of the files.
    pub fn domains(&self) -> impl Iterator<Item = DomainId> + '_ {
        let named = self.domains.iter().enumerate();
        named
            .filter(|(_, (_, domain))| domain.name != COMMON)
            .map(|(index, _)| DomainId(index))
    }

    /// Every phrase that names something, with what it names.
    pub fn phrases(&self) -> impl Iterator<Item = (String, Naming)> + '_ {
        self.domains
            .iter()
            .enumerate()
            .flat_map(|(index, (_, scan))| {
                let domain = DomainId(index);
                let words = scan
                    .words
                    .iter()
                    .map(move |word| (word.clone(), Naming::Domain(domain)));
                let entities = scan.entities.iter().enumerate();
                let named = entities.flat_map(move |(place, entity)| {
                    let id = EntityId { domain, place };
                    let also = entity
                        .also
                        .iter()
                        .map(move |word| (word.clone(), Naming::Alias(id)));
                    std::iter::once((spaced(&entity.name), Naming::Entity(id))).chain(also)
                });
                words.chain(named)
            })
    }

    /// The name of a domain.
    pub fn domain_name(&self, id: DomainId) -> &str {
        self.domains.get(id.0).map_or("", |(_, scan)| &scan.name)
    }

    /// The name of an entity.
    pub fn entity_name(&self, id: EntityId) -> &str {
        self.domains
            .get(id.domain.0)
            .and_then(|(_, scan)| scan.entities.get(id.place))
            .map_or("", |entity| &entity.name)
    }

    /// The other words that name an entity.
    pub fn also(&self, id: EntityId) -> &[String] {
        self.domains
            .get(id.domain.0)
            .and_then(|(_, scan)| scan.entities.get(id.place))
            .map_or(&[], |entity| &entity.also)
    }

    /// True for entities of the common section.
    pub fn is_common(&self, id: EntityId) -> bool {
        self.domain_name(id.domain) == COMMON
    }

    /// The names of the entities of a domain.
    pub fn entities(&self, id: DomainId) -> impl Iterator<Item = &str> + '_ {
        let scans = self.domains.get(id.0).map(|(_, scan)| &scan.entities);
        let names = scans.into_iter().flatten();
        names.map(|entity| entity.name.as_str())
    }

    /// The entity called `name` in `domain`.
    pub fn entity_in(&self, domain: DomainId, name: &str) -> Option<EntityId> {
        let (_, scan) = self.domains.get(domain.0)?;
        let place = scan
            .entities
            .iter()
            .position(|entity| entity.name == name)?;
        Some(EntityId { domain, place })
    }

    /// The entity called `name` in `domain`, else in the common section.
    pub fn entity_near(&self, domain: DomainId, name: &str) -> Option<EntityId> {
        self.entity_in(domain, name).or_else(|| {
            let common = self
                .domains
                .iter()
                .position(|(_, scan)| scan.name == COMMON)?;
            self.entity_in(DomainId(common), name)
        })
    }

    /// Reads the head of a domain.
    ///
    /// # Errors
    /// Where the data does not have the documented shape.
    pub fn domain(&self, id: DomainId) -> Result<DomainEntry, LexiconError> {
        let fault = |problem: String| LexiconError::Entry {
            entry: self.domain_name(id).to_owned(),
            problem,
        };
        let text = self
            .domains
            .get(id.0)
            .and_then(|(file, scan)| self.files.get(*file)?.get(scan.head.clone()))
            .unwrap_or_default();
        let mut entries: Vec<DomainEntry> =
            serde_yaml::from_str(text).map_err(|error| fault(error.to_string()))?;
        entries.pop().ok_or_else(|| fault("it is empty".into()))
    }

    /// Reads an entity.
    ///
    /// # Errors
    /// Where the data does not have the documented shape.
    pub fn entity(&self, id: EntityId) -> Result<EntityEntry, LexiconError> {
        let fault = |problem: String| LexiconError::Entry {
            entry: format!("{}/{}", self.domain_name(id.domain), self.entity_name(id)),
            problem,
        };
        let text = self
            .domains
            .get(id.domain.0)
            .and_then(|(file, scan)| {
                let entity = scan.entities.get(id.place)?;
                self.files.get(*file)?.get(entity.text.clone())
            })
            .unwrap_or_default();
        let entries: BTreeMap<String, EntityEntry> =
            serde_yaml::from_str(text).map_err(|error| fault(error.to_string()))?;
        entries
            .into_values()
            .next()
            .ok_or_else(|| fault("it is empty".into()))
    }
}

/// `LineItem` as the words of a person: `line item`.
fn spaced(name: &str) -> String {
    heck::ToSnakeCase::to_snake_case(name).replace('_', " ")
}
