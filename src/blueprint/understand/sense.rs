//! Decides what a stretch of the idea means where it stands.

use std::collections::BTreeMap;

use super::chunk::{Chunk, Sense, Standing};
use super::scan::Raw;
use super::token::{Kind, Token};
use super::vocabulary::{Meaning, Vocabulary};
use super::words::Class;
use crate::blueprint::lexicon::{DomainId, EntityId, Lexicon, Naming};

/// What surrounds the stretch whose sense is sought.
pub(super) struct Scene<'a> {
    pub tokens: &'a [Token],
    pub chunks: &'a [Chunk],
    pub vocabulary: &'a Vocabulary,
    pub lexicon: &'a Lexicon,
    pub ranks: &'a BTreeMap<DomainId, usize>,
}

impl Scene<'_> {
    /// What a stretch means here.
    pub(super) fn sense(&self, raw: &Raw<'_>) -> Sense {
        if let Some(fixed) = &raw.fixed {
            return fixed.clone();
        }
        let token = &self.tokens[raw.span.start];
        match token.kind {
            Kind::Word if token.foreign => return Sense::Foreign,
            Kind::Word => {}
            Kind::Number => return Sense::Number,
            Kind::Comma
            | Kind::Stop
            | Kind::Open
            | Kind::Close
            | Kind::Colon
            | Kind::And
            | Kind::Other => {
                return Sense::Mark(token.kind);
            }
        }
        let class = raw.meanings.iter().find_map(|meaning| match meaning {
            Meaning::Class(class) => Some(*class),
            Meaning::Capabilities(_) | Meaning::Lexicon(_) | Meaning::Account => None,
        });
        let doubtful = token.word == "like" && raw.span.len() == 1;
        if class == Some(Class::Function) && !(doubtful && self.as_verb(token).is_some()) {
            return Sense::Class(Class::Function);
        }
        if raw.span.len() == 1
            && let Some(verb) = self.as_verb(token)
        {
            return Sense::Verb(verb);
        }
        self.as_name(raw, class)
            .unwrap_or_else(|| self.as_class(raw, class))
    }

    /// The sense of a phrase that names something.
    fn as_name(&self, raw: &Raw<'_>, class: Option<Class>) -> Option<Sense> {
        let plural = self.tokens[raw.span.end - 1].is_plural();
        let entity = self.best_entity(raw);
        let domain = raw.meanings.iter().find_map(|meaning| match meaning {
            Meaning::Lexicon(Naming::Domain(id)) => Some(*id),
            Meaning::Lexicon(_)
            | Meaning::Capabilities(_)
            | Meaning::Account
            | Meaning::Class(_) => None,
        });
        let capability = raw.meanings.iter().find_map(|meaning| match meaning {
            Meaning::Capabilities(named) => Some(named.clone()),
            Meaning::Lexicon(_) | Meaning::Account | Meaning::Class(_) => None,
        });
        let at_home = entity.filter(|id| self.rank(*id) >= 1000);
        let owned = self.follows_has(raw.span.end);
        let sole = raw.span.len() == 1 && plural && entity.is_none();
        let side = sole && self.has_subject() && !self.is_audience(raw.span.start);
        if let Some(id) = domain.filter(|_| !side)
            && !(plural && entity.is_some() && !self.is_audience(raw.span.start))
            && !(owned && entity.is_some())
        {
            return Some(Sense::Domain(id));
        }
        if let Some(id) = at_home.filter(|_| class.is_none() || plural) {
            return Some(Sense::Known(id));
        }
        if let Some(named) = capability {
            return Some(Sense::Capability(named));
        }
        if raw.meanings.contains(&&Meaning::Account) {
            return Some(Sense::Account);
        }
        entity
            .filter(|_| !matches!(class, Some(Class::Generic | Class::Tech)) || plural)
            .map(Sense::Known)
    }

    /// The sense of a word that names nothing known.
    fn as_class(&self, raw: &Raw<'_>, class: Option<Class>) -> Sense {
        let token = &self.tokens[raw.span.start];
        match class {
            Some(Class::Action) if !token.is_plural() => Sense::Verb(token.word.clone()),
            Some(Class::Action) => Sense::Noun,
            Some(class) => Sense::Class(class),
            None if raw
                .meanings
                .iter()
                .any(|one| matches!(one, Meaning::Lexicon(_))) =>
            {
                Sense::Noun
            }
            None => match self.vocabulary.verb(&token.word, "") {
                Some(stem) if !token.word.ends_with('s') => Sense::Verb(stem),
                Some(_) | None => Sense::Noun,
            },
        }
    }

    /// How sure it is that the stretch means the entity that it names.
    pub(super) fn standing(&self, sense: &Sense, raw: &Raw<'_>) -> Standing {
        let Sense::Known(id) = sense else {
            return Standing::Firm;
        };
        if !self.lexicon.is_common(*id) && self.rank(*id) <= 3 {
            return Standing::Loose;
        }
        let own = Meaning::Lexicon(Naming::Entity(*id));
        if raw.meanings.contains(&&own) {
            Standing::Firm
        } else {
            Standing::Alias
        }
    }

    fn rank(&self, id: EntityId) -> usize {
        self.ranks.get(&id.domain).copied().unwrap_or_default()
    }

    /// The entity that a phrase names: that of a named domain, else the common one, else that of
    /// the domain of which most is named; an own name before another word for it.
    fn best_entity(&self, raw: &Raw<'_>) -> Option<EntityId> {
        let mut best: Option<((usize, usize), EntityId)> = None;
        for meaning in &raw.meanings {
            let (id, exact) = match meaning {
                Meaning::Lexicon(Naming::Entity(id)) => (*id, true),
                Meaning::Lexicon(Naming::Alias(id)) => (*id, false),
                Meaning::Lexicon(Naming::Domain(_))
                | Meaning::Capabilities(_)
                | Meaning::Account
                | Meaning::Class(_) => continue,
            };
            let rank = self.rank(id);
            let far = !exact && rank < 3 && !self.lexicon.is_common(id);
            if far {
                continue;
            }
            let tier = match (rank >= 1000, self.lexicon.is_common(id), exact) {
                (true, _, true) => 6,
                (true, _, false) => 5,
                (false, true, true) => 4,
                (false, false, true) => 3,
                (false, true, false) => 2,
                (false, false, false) => 1,
            };
            if best.as_ref().is_none_or(|(key, _)| (tier, rank) > *key) {
                best = Some(((tier, rank), id));
            }
        }
        best.map(|(_, id)| id)
    }

    fn follows_has(&self, end: usize) -> bool {
        self.tokens
            .get(end)
            .is_some_and(|token| matches!(token.word.as_str(), "has" | "have"))
    }

    /// True when the idea has named a thing or an area before.
    fn has_subject(&self) -> bool {
        self.chunks
            .iter()
            .any(|chunk| chunk.is_thing() || matches!(chunk.sense, Sense::Domain(_) | Sense::Noun))
    }

    /// True after "for".
    fn is_audience(&self, start: usize) -> bool {
        start > 0 && self.tokens[start - 1].word == "for"
    }
}
