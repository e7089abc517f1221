//! Walks over the chunks and joins the things that words join.

use super::super::chunk::{Chunk, Sense};
use super::super::draft::{Draft, Join};
use super::super::ledger::Ledger;
use super::super::token::{Kind, Token};
use super::super::words::{Class, joins_as};
use super::join::{USER, join};
use super::relation::{Between, Bond, Relation, between};
use crate::domain::app_model::Capability;

/// What is being read: the things on the left, and how they are joined to what follows.
#[derive(Default)]
struct State {
    /// The list of things that is being built, as chunk numbers.
    list: Vec<usize>,
    /// The left side and the relation that the list stands in.
    active: Option<(Vec<usize>, Relation)>,
    /// Chunks since the last thing.
    pending: Vec<usize>,
    /// True in a list of things whose commas part them: "tables, menus with dishes, guests".
    enumerated: bool,
    /// True where the relation holds up to the next comma only.
    narrow: bool,
}

/// Reads the relations into the draft, and what capabilities attach to into its focus.
pub(in crate::blueprint::understand) fn read(
    tokens: &[Token],
    chunks: &[Chunk],
    draft: &mut Draft,
    ledger: &mut Ledger<'_>,
) {
    let mut state = State::default();
    let reader = Reader { tokens, chunks };
    for (at, chunk) in chunks.iter().enumerate() {
        match &chunk.sense {
            _ if chunk.negated => state.pending.clear(),
            Sense::Thing(_) | Sense::Account => reader.thing(at, &mut state, draft, ledger),
            Sense::Capability(named) => {
                reader.focus(&state, named, draft);
                reader.ability(&mut state);
            }
            Sense::Domain(_) | Sense::Mark(Kind::Stop | Kind::Open | Kind::Close) => {
                state = State::default();
            }
            Sense::Mark(Kind::Colon) => {
                state = State {
                    enumerated: true,
                    ..State::default()
                };
            }
            Sense::Attribute(_) => state.pending.clear(),
            Sense::Class(Class::Generic) if reader.is_head(at, &state) => state = State::default(),
            Sense::Known(_)
            | Sense::Verb(_)
            | Sense::Deed
            | Sense::Class(_)
            | Sense::Noun
            | Sense::Number
            | Sense::Foreign
            | Sense::Mark(_) => {
                state.pending.push(at);
                reader.each_other(at, &mut state, draft, ledger);
            }
        }
    }
}

struct Reader<'a> {
    tokens: &'a [Token],
    chunks: &'a [Chunk],
}

impl Reader<'_> {
    fn name(&self, at: usize) -> &str {
        self.chunks[at].thing().unwrap_or(USER)
    }

    /// The plain form of a chunk's word.
    fn stem(&self, at: usize) -> &str {
        self.chunks[at].stem(self.tokens)
    }

    fn is_verb(&self, at: usize) -> bool {
        matches!(self.chunks[at].sense, Sense::Verb(_))
    }

    fn joins(&self, at: usize) -> bool {
        self.chunks[at].joins(self.tokens)
    }

    /// True for "registry" in "dragon registry": what follows speaks of the whole application.
    fn is_head(&self, at: usize, state: &State) -> bool {
        let word = self.chunks[at].word(self.tokens);
        let linking = ["whole", "makes", "of"]
            .iter()
            .any(|key| joins_as(key, word));
        let singular = state
            .list
            .last()
            .is_some_and(|last| !self.chunks[*last].plural);
        singular && state.pending.is_empty() && !linking
    }

    /// True for chunks that say how things are joined.
    fn tells(&self, at: usize) -> bool {
        let chunk = &self.chunks[at];
        let silent = joins_as("silent", chunk.word(self.tokens))
            || matches!(
                chunk.sense,
                Sense::Deed | Sense::Class(Class::Describing | Class::Tech) | Sense::Number
            );
        !silent
    }

    /// Takes the next thing into account.
    fn thing(&self, at: usize, state: &mut State, draft: &mut Draft, ledger: &mut Ledger<'_>) {
        let pending = std::mem::take(&mut state.pending);
        let telling: Vec<usize> = pending
            .iter()
            .copied()
            .filter(|index| self.tells(*index))
            .collect();
        let Some(last) = state.list.last().copied() else {
            state.list = vec![at];
            return;
        };
        let deed = pending
            .iter()
            .any(|index| self.chunks[*index].sense == Sense::Deed);
        if deed && telling.iter().all(|index| self.joins(*index)) {
            *state = State::default();
            state.list = vec![at];
            return;
        }
        let theirs = pending
            .iter()
            .any(|index| self.chunks[*index].is_one_of(self.tokens, &["their", "its"]));
        if telling.is_empty() {
            self.compound(last, at, pending.is_empty(), draft);
            state.list.pop();
            state.list.push(at);
        } else if telling.iter().all(|index| self.joins(*index)) {
            if theirs {
                self.relate(&[last], at, Relation::Whole, draft);
                state.active = Some((vec![last], Relation::Whole));
                state.list = vec![at];
                return;
            }
            let comma = telling
                .iter()
                .all(|index| self.chunks[*index].sense == Sense::Mark(Kind::Comma));
            if (state.active.is_some() || comma) && self.acts_next(at) {
                *state = State::default();
            }
            let parted = telling
                .iter()
                .any(|index| self.chunks[*index].sense == Sense::Mark(Kind::Comma));
            if parted && state.narrow {
                state.active = None;
                state.narrow = false;
                state.list.clear();
            }
            state.enumerated |= comma && state.active.is_none();
            state.list.push(at);
            if let Some((left, relation)) = state.active.clone() {
                self.relate(&left, at, relation, draft);
            }
        } else {
            let heard = self.since_pronoun(&telling);
            self.joined(at, (heard, theirs), state, draft, ledger);
        }
    }

    /// "take them and see their scores": the words after the pronoun are a clause of their own.
    fn since_pronoun<'a>(&self, telling: &'a [usize]) -> &'a [usize] {
        let pronoun = |at: &usize| self.chunks[*at].is_one_of(self.tokens, &["them", "it"]);
        let Some(place) = telling.iter().position(pronoun) else {
            return telling;
        };
        let rest = &telling[place + 1..];
        if rest.first().is_some_and(|at| self.joins(*at)) {
            rest
        } else {
            telling
        }
    }

    /// True where the thing at `at` is the subject of a verb of its own.
    fn acts_next(&self, at: usize) -> bool {
        let mut after = self.chunks[at + 1..].iter();
        let next = after.find(|chunk| {
            !chunk.is_one_of(
                self.tokens,
                &["can", "may", "also", "must", "should", "will"],
            )
        });
        next.is_some_and(|chunk| {
            let word = &self.tokens[chunk.span.start].word;
            let finite =
                matches!(chunk.sense, Sense::Verb(_) | Sense::Deed) && !word.ends_with("ed");
            finite
                || matches!(
                    word.as_str(),
                    "has" | "have" | "belong" | "belongs" | "contain" | "contains"
                )
        })
    }

    /// "project tasks": the second belongs to the first.
    fn compound(&self, first: usize, second: usize, adjacent: bool, draft: &mut Draft) {
        let (one, many) = (self.name(first), self.name(second));
        if adjacent && !self.chunks[first].plural && one != many && one != USER && many != USER {
            draft.join(one, many, Join::Parts);
        }
    }

    /// The words between say how the thing at `at` is joined to those before it.
    fn joined(
        &self,
        at: usize,
        (telling, theirs): (&[usize], bool),
        state: &mut State,
        draft: &mut Draft,
        ledger: &mut Ledger<'_>,
    ) {
        let words: Vec<Between<'_>> = telling
            .iter()
            .map(|index| Between {
                stem: self.stem(*index),
                verb: self.is_verb(*index),
            })
            .collect();
        let active = state.active.as_ref().map(|(_, relation)| *relation);
        let aside = words.first().is_some_and(|word| word.stem == ",")
            && words.last().is_some_and(|word| word.stem == "with")
            && active.is_some_and(Relation::is_deed);
        if aside {
            *state = State::default();
            state.list = vec![at];
            return;
        }
        let owned = theirs.then_some(Relation::Whole);
        let Some(relation) = between(&words, active).or(owned) else {
            state.active = None;
            state.list = vec![at];
            return;
        };
        let finite = words.iter().any(|word| {
            (word.verb && relation != Relation::Late) || matches!(word.stem, "belong" | "have")
        });
        let left = if let Some(subject) = Self::subject(&words, relation, state) {
            subject
        } else if finite {
            state.list.clone()
        } else {
            state.list.last().copied().into_iter().collect()
        };
        self.relate(&left, at, relation, draft);
        self.claim(telling, &left, at, relation, ledger);
        state.active = Some((left, relation));
        state.list = vec![at];
        state.narrow = (state.enumerated || relation == Relation::Late) && !finite;
    }

    /// Who acts where the thing before does not: "buyers place orders and leave reviews",
    /// "booking of tables by guests".
    fn subject(words: &[Between<'_>], relation: Relation, state: &State) -> Option<Vec<usize>> {
        let (left, active) = state.active.as_ref()?;
        let joined = words
            .first()
            .is_some_and(|word| matches!(word.stem, "and" | "or" | "," | "&"));
        let second = joined && active.is_deed() && words.iter().any(|word| word.verb);
        let by = words.last().is_some_and(|word| word.stem == "by");
        let doer = by && *active == Relation::Of && relation == Relation::Of;
        (second || doer).then(|| left.clone())
    }

    /// Joins each of `left` to the thing at `at`.
    fn relate(&self, left: &[usize], at: usize, relation: Relation, draft: &mut Draft) {
        for index in left {
            let alike = self.name(*index) == self.name(at) && relation == Relation::Whole;
            let lemma = |chunk: usize| &self.tokens[self.chunks[chunk].span.end - 1].lemma;
            let other = lemma(*index) != lemma(at);
            if !(alike && (other || !self.chunks[*index].plural)) {
                join(self.name(*index), self.name(at), relation, draft);
            }
        }
    }

    /// Accounts for the words between.
    fn claim(
        &self,
        telling: &[usize],
        left: &[usize],
        at: usize,
        relation: Relation,
        ledger: &mut Ledger<'_>,
    ) {
        let names: Vec<&str> = left.iter().map(|index| self.name(*index)).collect();
        let (all, right) = (names.join(" and "), self.name(at));
        let meaning =
            if names.contains(&USER) && matches!(relation, Relation::Makes | Relation::Whole) {
                format!("each {right} belongs to the account that created it")
            } else {
                format!("how {all} and {right} are joined")
            };
        let (Some(first), Some(last)) = (telling.first(), telling.last()) else {
            return;
        };
        let span = self.chunks[*first].span.start..self.chunks[*last].span.end;
        ledger.understood(span, meaning);
    }

    /// "users follow each other".
    fn each_other(&self, at: usize, state: &mut State, draft: &mut Draft, ledger: &mut Ledger<'_>) {
        let span = &self.chunks[at].span;
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        let before = span.start.checked_sub(1).map_or("", word);
        let told = matches!(
            (before, word(span.start)),
            ("each", "other") | ("one", "another")
        );
        let verb = state
            .pending
            .iter()
            .copied()
            .find(|index| self.is_verb(*index));
        if let (true, Some(verb), Some(last)) = (told, verb, state.list.last().copied()) {
            let name = self.name(last);
            let bond = Bond::of(self.stem(verb));
            join(name, name, Relation::Free(bond), draft);
            let meaning = format!("how {name} and {name} are joined");
            ledger.understood(self.chunks[verb].span.clone(), meaning);
            *state = State::default();
        }
    }

    /// A capability stands in a list like a thing, but takes part in no relation.
    fn ability(&self, state: &mut State) {
        let joined = state.pending.iter().any(|at| self.joins(*at));
        if joined || state.active.is_some() || state.pending.is_empty() {
            state.pending.clear();
        }
    }

    /// What tags, likes and ratings attach to.
    fn focus(&self, state: &State, named: &[Capability], draft: &mut Draft) {
        let attaches = named.iter().any(|one| {
            matches!(
                one,
                Capability::Tags | Capability::Likes | Capability::Ratings
            )
        });
        if !attaches {
            return;
        }
        let listed = state.pending.iter().any(|at| self.joins(*at));
        let left = match &state.active {
            Some((left, _)) if listed => left.clone(),
            None if listed => Vec::new(),
            Some(_) | None => state.list.last().copied().into_iter().collect(),
        };
        for name in left.into_iter().map(|at| self.name(at)) {
            if name != USER && !draft.focus.iter().any(|known| known == name) {
                draft.focus.push(name.to_owned());
            }
        }
    }
}
