//! Tells by its place whether a word is a verb: "users book rooms", but "many books".

use super::chunk::Sense;
use super::sense::Scene;
use super::token::{Kind, Token};
use super::words::Class;

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
    "pledge",
];

impl Scene<'_> {
    /// The plain form of a word that stands where a verb stands.
    pub(super) fn as_verb(&self, token: &Token) -> Option<String> {
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
        let unknown = previous.sense == Sense::Noun && previous.plural;
        let actor = (previous.is_thing() || unknown) && self.is_subject();
        if plain && actor && previous.plural {
            return Some(stem);
        }
        if !plain
            && (SUBJECTS.contains(&before) || (actor && !previous.plural && self.determined()))
        {
            return Some(stem);
        }
        if plain && previous.joins(self.tokens) {
            let mut earlier = self.chunks.iter().rev().skip(1).take(6);
            let verb =
                earlier.find(|chunk| chunk.is_stop() || matches!(chunk.sense, Sense::Verb(_)));
            return verb.is_some_and(|chunk| !chunk.is_stop()).then_some(stem);
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
                || c.sense == Sense::Mark(Kind::Colon)
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
