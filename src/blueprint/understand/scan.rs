//! Cuts the tokens into chunks and decides what each means.

use std::collections::BTreeMap;
use std::ops::Range;

use super::chunk::{Chunk, Sense};
use super::token::{Kind, Token};
use super::vocabulary::{Meaning, Vocabulary};
use super::words::Class;
use crate::blueprint::lexicon::{DomainId, EntityId, Lexicon, Naming};
use crate::domain::app_model::Capability;

/// Words before a verb in its plain form.
const MODALS: &[&str] = &[
    "can", "could", "may", "might", "must", "should", "will", "would", "to", "they", "who", "i",
    "we", "you", "cannot", "people", "everyone", "anyone", "lets", "let",
];
/// Words before a verb in the third person.
const SUBJECTS: &[&str] = &[
    "that", "which", "who", "it", "everyone", "app", "system", "platform",
];
/// Words after which "to" is no sign of a verb.
const TO_THINGS: &[&str] = &[
    "belong",
    "belongs",
    "belonging",
    "assigned",
    "linked",
    "related",
    "attached",
    "connected",
    "mapped",
    "up",
    "subscribe",
    "subscribed",
    "according",
    "due",
    "next",
    "similar",
    "tied",
    "respond",
    "reply",
    "allocated",
];
/// Nouns that are verbs as well.
const NOUN_VERBS: &[&str] = &[
    "book",
    "order",
    "post",
    "comment",
    "review",
    "message",
    "plan",
    "rate",
    "like",
    "tag",
    "upload",
    "log",
    "list",
    "record",
    "report",
    "schedule",
    "request",
    "share",
    "follow",
    "reserve",
    "rent",
    "track",
    "note",
    "invite",
    "contact",
    "invoice",
    "bill",
    "rank",
    "file",
    "watch",
    "play",
    "run",
    "test",
    "train",
    "visit",
    "match",
    "search",
    "export",
    "import",
    "subscribe",
    "pay",
    "vote",
    "favourite",
    "favorite",
    "bookmark",
    "archive",
    "restore",
    "notify",
    "label",
    "alert",
    "star",
    "upvote",
    "chat",
    "trade",
    "bid",
    "pin",
    "manage",
    "create",
    "edit",
    "add",
    "store",
];

/// What lies ready before the tokens are cut.
pub(super) struct Ready {
    /// Stretches that are decided already: entities with their fields, enumerations.
    pub fixed: Vec<(Range<usize>, Sense)>,
}

/// A stretch with all that it could mean.
struct Raw<'a> {
    span: Range<usize>,
    meanings: Vec<&'a Meaning>,
    fixed: Option<Sense>,
}

/// Cuts `tokens` into chunks.
pub(super) fn scan(
    tokens: &[Token],
    ready: Ready,
    vocabulary: &Vocabulary,
    lexicon: &Lexicon,
) -> Vec<Chunk> {
    let raws = cut(tokens, ready, vocabulary);
    let ranks = rank_domains(&raws, lexicon);
    let mut chunks: Vec<Chunk> = Vec::with_capacity(raws.len());
    for raw in &raws {
        let last = &tokens[raw.span.end - 1];
        let scene = Scene {
            tokens,
            chunks: &chunks,
            vocabulary,
            lexicon,
            ranks: &ranks,
        };
        let sense = scene.sense(raw);
        chunks.push(Chunk {
            sense,
            span: raw.span.clone(),
            plural: last.is_plural(),
            negated: false,
        });
    }
    chunks
}

fn cut<'a>(tokens: &[Token], ready: Ready, vocabulary: &'a Vocabulary) -> Vec<Raw<'a>> {
    let mut raws = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let fixed = ready.fixed.iter().find(|(span, _)| span.start == at);
        if let Some((span, sense)) = fixed {
            raws.push(Raw {
                span: span.clone(),
                meanings: Vec::new(),
                fixed: Some(sense.clone()),
            });
            at = span.end;
            continue;
        }
        let next = ready
            .fixed
            .iter()
            .map(|(span, _)| span.start)
            .filter(|start| *start > at)
            .min()
            .unwrap_or(tokens.len());
        let (length, meanings) = vocabulary
            .longest(&tokens[..next], at)
            .unwrap_or((1, Vec::new()));
        raws.push(Raw {
            span: at..at + length,
            meanings,
            fixed: None,
        });
        at += length;
    }
    raws
}

/// How strongly each domain is spoken of: named domains first, then by how many of its entities are named.
fn rank_domains(raws: &[Raw<'_>], lexicon: &Lexicon) -> BTreeMap<DomainId, usize> {
    let mut ranks = BTreeMap::new();
    for meaning in raws.iter().flat_map(|raw| &raw.meanings) {
        match meaning {
            Meaning::Lexicon(Naming::Domain(id)) => *ranks.entry(*id).or_default() += 1000,
            Meaning::Lexicon(Naming::Entity(id)) if !lexicon.is_common(*id) => {
                *ranks.entry(id.domain).or_default() += 2;
            }
            Meaning::Lexicon(Naming::Alias(id)) if !lexicon.is_common(*id) => {
                *ranks.entry(id.domain).or_default() += 1;
            }
            Meaning::Lexicon(_)
            | Meaning::Capabilities(_)
            | Meaning::Account
            | Meaning::Class(_) => {}
        }
    }
    ranks
}

/// What surrounds the stretch whose sense is sought.
struct Scene<'a> {
    tokens: &'a [Token],
    chunks: &'a [Chunk],
    vocabulary: &'a Vocabulary,
    lexicon: &'a Lexicon,
    ranks: &'a BTreeMap<DomainId, usize>,
}

impl Scene<'_> {
    fn sense(&self, raw: &Raw<'_>) -> Sense {
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
        if class == Some(Class::Function) {
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
        if let Some(id) = domain
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
            None => match self.vocabulary.verb(&token.word, "") {
                Some(stem) if !token.word.ends_with('s') => Sense::Verb(stem),
                Some(_) | None => Sense::Noun,
            },
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

    /// True after "for".
    fn is_audience(&self, start: usize) -> bool {
        start > 0 && self.tokens[start - 1].word == "for"
    }

    /// The plain form of a word that stands where a verb stands.
    fn as_verb(&self, token: &Token) -> Option<String> {
        let previous = self.chunks.last()?;
        let plain = !token.is_plural();
        let doubles = NOUN_VERBS.contains(&token.lemma.as_str());
        let known = self.vocabulary.verb(&token.word, &token.lemma);
        let before = previous.word(self.tokens);
        let stem = if doubles {
            Some(token.lemma.clone())
        } else {
            known.clone()
        };
        if plain && MODALS.contains(&before) && !self.to_thing() {
            let own =
                matches!(self.vocabulary.class_of(&token.word), Some(Class::Action)) || doubles;
            let unknown = self.vocabulary.class_of(&token.word).is_none()
                && before != "to"
                && before != "people"
                && before != "i";
            return (own || unknown).then(|| stem.unwrap_or_else(|| token.word.clone()));
        }
        let stem = stem?;
        let actor = previous.is_thing() && self.is_subject();
        if plain && actor && previous.plural {
            return Some(stem);
        }
        if !plain
            && (SUBJECTS.contains(&before) || (actor && !previous.plural && self.determined()))
        {
            return Some(stem);
        }
        if plain && previous.joins(self.tokens) {
            let verb = self
                .chunks
                .iter()
                .rev()
                .skip(1)
                .find(|chunk| !chunk.joins(self.tokens));
            let follows = verb.is_some_and(|chunk| matches!(chunk.sense, Sense::Verb(_)));
            return follows.then_some(stem);
        }
        None
    }

    /// True when "to" belongs to a word such as "assigned".
    fn to_thing(&self) -> bool {
        let mut back = self.chunks.iter().rev();
        let to = back.next().is_some_and(|c| c.word(self.tokens) == "to");
        to && back.next().is_some_and(|c| {
            TO_THINGS.contains(&c.word(self.tokens)) || matches!(c.sense, Sense::Verb(_))
        })
    }

    /// True when the thing just before is not the object of an earlier verb or preposition.
    fn is_subject(&self) -> bool {
        let before = self.chunks.iter().rev().skip(1).find(|c| {
            !c.is_one_of(
                self.tokens,
                &[
                    "the", "all", "many", "some", "several", "only", "a", "an", "each", "every",
                ],
            )
        });
        before.is_none_or(|c| {
            c.is_stop()
                || c.joins(self.tokens)
                || c.is_one_of(
                    self.tokens,
                    &[
                        "where", "that", "when", "lets", "let", "so", "which", "for", "allows",
                        "only",
                    ],
                )
        })
    }

    /// True when the thing just before has an article or "each".
    fn determined(&self) -> bool {
        self.chunks.iter().rev().nth(1).is_some_and(|c| {
            c.is_one_of(
                self.tokens,
                &["a", "an", "the", "each", "every", "one", "only"],
            )
        })
    }
}

/// The capabilities that a verb asks for.
pub(super) fn verb_capabilities(verb: &str) -> &'static [Capability] {
    match verb {
        "book" | "reserve" => &[Capability::Booking],
        "like" | "upvote" | "favourite" | "favorite" => &[Capability::Likes],
        "rate" | "star" => &[Capability::Ratings],
        "tag" | "label" => &[Capability::Tags],
        "upload" | "attach" => &[Capability::Upload],
        "pay" => &[Capability::Payments],
        "search" => &[Capability::Search],
        "export" => &[Capability::Export],
        "import" => &[Capability::Import],
        "notify" | "alert" | "remind" => &[Capability::Notifications],
        "archive" | "restore" => &[Capability::SoftDelete],
        _ => &[],
    }
}
