//! Relations in words: "blog with comments", "orders from suppliers", "students enrol in courses".

use super::chunk::{Chunk, Sense};
use super::draft::{Draft, Join};
use super::guess;
use super::ledger::Ledger;
use super::token::{Kind, Token};
use super::words::Class;
use crate::domain::app_model::Capability;

/// Words and verbs by which the first has the second.
const HAS: &[&str] = &[
    "with",
    "has",
    "have",
    "having",
    "contain",
    "contains",
    "containing",
    "include",
    "includes",
    "including",
    "hold",
    "holds",
    "consist",
    "consists",
    "comprise",
    "comprises",
    "own",
    "place",
    "write",
    "create",
    "creates",
    "make",
    "makes",
    "submit",
    "post",
    "publish",
    "add",
    "adds",
    "upload",
    "send",
    "order",
    "sell",
    "log",
    "record",
    "request",
    "receive",
    "organise",
    "organize",
    "host",
    "offer",
    "offers",
    "list",
    "lists",
    "raise",
    "open",
    "keep",
    "keeps",
    "keeping",
    "book",
    "reserve",
    "schedule",
    "arrange",
    "group",
    "collect",
    "report",
    "file",
    "track",
    "tracks",
    "carry",
    "produce",
    "earn",
    "use",
    "plan",
    "manage",
    "manages",
    "provide",
    "provides",
    "store",
    "stores",
    "store",
    "set",
    "share",
    "prescribe",
    "pay",
];
/// Words that only say that parts make up a whole.
const WHOLE: &[&str] = &[
    "with",
    "has",
    "have",
    "having",
    "contain",
    "contains",
    "containing",
    "include",
    "includes",
    "including",
    "hold",
    "holds",
    "consist",
    "consists",
    "comprise",
    "comprises",
];
/// Words by which the first belongs to the second.
const OF: &[&str] = &[
    "of", "in", "per", "from", "for", "by", "on", "under", "inside", "within", "at", "belong",
    "belongs", "to", "into", "against", "around",
];
/// Verbs that join freely.
const FREE: &[&str] = &[
    "enrol",
    "enroll",
    "attend",
    "join",
    "participate",
    "follow",
    "register",
    "watch",
    "read",
    "play",
    "visit",
    "borrow",
    "rent",
    "buy",
    "take",
    "befriend",
    "study",
    "subscribe",
    "favourite",
    "favorite",
    "bookmark",
    "like",
    "sign",
    "learn",
    "practise",
    "practice",
    "compete",
    "purchase",
    "link",
    "connect",
    "relate",
    "match",
];
const LATE: &[&str] = &[
    "assign",
    "assigned",
    "allocate",
    "allocated",
    "delegate",
    "handled",
    "attach",
    "attached",
    "link",
    "linked",
    "review",
    "deliver",
];
/// Things into which others are sorted.
const CLASSIFIERS: &[&str] = &[
    "Category",
    "Genre",
    "Type",
    "Department",
    "Brand",
    "Supplier",
    "Author",
    "Location",
    "Publisher",
    "Manufacturer",
    "Vendor",
    "Manager",
    "Warehouse",
    "Status",
    "Owner",
    "Assignee",
];
const EACH_OTHER: &[(&str, &str)] = &[("each", "other"), ("one", "another")];

/// What is being read: the things on the left, and how they are joined to what follows.
#[derive(Default)]
struct State {
    /// The list of things that is being built, as chunk numbers.
    list: Vec<usize>,
    /// The left side and the relation that the list stands in.
    active: Option<(Vec<usize>, Relation)>,
    /// Chunks since the last thing.
    pending: Vec<usize>,
}

/// How the words join two things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// The left is a whole.
    Whole,
    /// The left does something that makes the right.
    Makes,
    /// The left belongs to the right.
    Of,
    /// The left may be given to the right.
    Late,
    /// Freely; true for following.
    Free(bool),
    /// The left does something else with the right.
    Acts,
}

/// Reads the relations into the draft, and what capabilities attach to into its focus.
pub(super) fn read(tokens: &[Token], chunks: &[Chunk], draft: &mut Draft, ledger: &mut Ledger<'_>) {
    let mut state = State::default();
    for (at, chunk) in chunks.iter().enumerate() {
        let reader = Reader { tokens, chunks };
        match &chunk.sense {
            _ if chunk.negated => state.pending.clear(),
            Sense::Thing(_) | Sense::Account => reader.thing(at, &mut state, draft, ledger),
            Sense::Capability(named) => {
                reader.focus(&state, named, draft);
                let joined = state.pending.iter().any(|at| chunks[*at].joins(tokens));
                if joined || state.active.is_some() || state.pending.is_empty() {
                    state.pending.clear();
                }
            }
            Sense::Domain(_) => state = State::default(),
            Sense::Mark(Kind::Stop) => state = State::default(),
            Sense::Attribute(_) => state.pending.clear(),
            Sense::Mark(Kind::Open | Kind::Close) => state = State::default(),
            Sense::Known(_)
            | Sense::Verb(_)
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
        match &self.chunks[at].sense {
            Sense::Thing(name) => name,
            _ => "User",
        }
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
        let joins = telling
            .iter()
            .all(|index| self.chunks[*index].joins(self.tokens));
        if telling.is_empty() {
            if !self.chunks[last].plural
                && self.name(last) != self.name(at)
                && self.name(last) != "User"
            {
                let (one, many) = (self.name(last).to_owned(), self.name(at).to_owned());
                draft.join(&one, &many, Join::Parts);
            }
            state.list.pop();
            state.list.push(at);
        } else if joins
            && pending
                .iter()
                .any(|index| self.chunks[*index].is_one_of(self.tokens, &["their", "its"]))
        {
            self.relate(&[last], at, Relation::Whole, draft);
            state.active = Some((vec![last], Relation::Whole));
            state.list = vec![at];
        } else if joins {
            state.list.push(at);
            if let Some((left, relation)) = state.active.clone() {
                self.relate(&left, at, relation, draft);
            }
        } else if let Some(relation) = self.relation(&telling, state) {
            let verb = telling.iter().any(|index| self.is_verb(*index));
            let left = if verb || relation != Relation::Whole {
                state.list.clone()
            } else {
                vec![last]
            };
            self.relate(&left, at, relation, draft);
            self.claim(&telling, &left, at, relation, ledger);
            state.active = Some((left, relation));
            state.list = vec![at];
        } else {
            state.active = None;
            state.list = vec![at];
        }
    }

    /// True for chunks that say how things are joined.
    fn tells(&self, at: usize) -> bool {
        let chunk = &self.chunks[at];
        let silent = chunk.is_one_of(
            self.tokens,
            &[
                "a",
                "an",
                "the",
                "many",
                "several",
                "their",
                "its",
                "own",
                "multiple",
                "some",
                "all",
                "can",
                "may",
                "each",
                "every",
                "one",
                "more",
                "various",
                "different",
                "must",
                "should",
                "will",
                "could",
                "also",
                "are",
                "is",
                "be",
                "these",
                "those",
                "only",
                "any",
                "which",
                "who",
                "that",
                "as",
            ],
        );
        !(silent
            || matches!(
                chunk.sense,
                Sense::Class(Class::Describing | Class::Tech) | Sense::Number
            ))
    }

    fn is_verb(&self, at: usize) -> bool {
        matches!(self.chunks[at].sense, Sense::Verb(_))
    }

    /// The plain form of a chunk's word.
    fn stem(&self, at: usize) -> &str {
        match &self.chunks[at].sense {
            Sense::Verb(stem) => stem,
            _ => self.chunks[at].word(self.tokens),
        }
    }

    /// What the words between two things say.
    fn relation(&self, telling: &[usize], state: &State) -> Option<Relation> {
        let words: Vec<&str> = telling.iter().map(|at| self.stem(*at)).collect();
        let any = |list: &[&str]| words.iter().any(|word| list.contains(word));
        let verb = telling.iter().any(|at| self.is_verb(*at));
        if words
            .iter()
            .any(|word| matches!(*word, "where" | "when" | "while" | "if" | "because"))
        {
            let rest = words.iter().any(|word| WHOLE.contains(word));
            return rest.then_some(Relation::Whole);
        }
        if words.contains(&"by") && verb {
            return Some(if any(LATE) {
                Relation::Late
            } else {
                Relation::Of
            });
        }
        if any(&[
            "assign",
            "assigned",
            "allocate",
            "allocated",
            "delegate",
            "handled",
        ]) {
            return Some(Relation::Late);
        }
        if any(&["belong", "belongs", "part"]) {
            return Some(Relation::Of);
        }
        if any(FREE) && verb {
            return Some(Relation::Free(any(&["follow"])));
        }
        if any(&["between"]) {
            return None;
        }
        let acted = matches!(
            state.active,
            Some((_, Relation::Makes | Relation::Free(_) | Relation::Acts))
        );
        if words == ["with"] && acted {
            return Some(Relation::Of);
        }
        if words.last() == Some(&"to") && acted {
            return Some(Relation::Late);
        }
        if any(WHOLE) && !verb {
            return Some(Relation::Whole);
        }
        if any(HAS) {
            return Some(Relation::Makes);
        }
        if verb {
            return Some(Relation::Acts);
        }
        any(OF).then_some(Relation::Of)
    }

    /// Joins each of `left` to the thing at `at`.
    fn relate(&self, left: &[usize], at: usize, relation: Relation, draft: &mut Draft) {
        let right = self.name(at).to_owned();
        for index in left {
            let name = self.name(*index).to_owned();
            join(&name, &right, relation, draft);
        }
    }

    /// Accounts for the verbs between.
    fn claim(
        &self,
        telling: &[usize],
        left: &[usize],
        at: usize,
        relation: Relation,
        ledger: &mut Ledger<'_>,
    ) {
        let names: Vec<&str> = left.iter().map(|index| self.name(*index)).collect();
        let (left, right) = (names.join(" and "), self.name(at));
        let meaning = match relation {
            Relation::Whole | Relation::Makes if names.contains(&"User") => {
                format!("each {right} belongs to the account that created it")
            }
            Relation::Whole | Relation::Makes | Relation::Acts => {
                format!("{left} has many {right}")
            }
            Relation::Of => format!("{left} belongs to {right}"),
            Relation::Late => format!("{left} may belong to {right}"),
            Relation::Free(_) => format!("{left} and {right} are linked freely"),
        };
        for index in telling
            .iter()
            .filter(|index| !self.chunks[**index].joins(self.tokens))
        {
            ledger.understood(self.chunks[*index].span.clone(), meaning.clone());
        }
    }

    /// "users follow each other".
    fn each_other(&self, at: usize, state: &mut State, draft: &mut Draft, ledger: &mut Ledger<'_>) {
        let span = &self.chunks[at].span;
        let pair = span.start.checked_sub(1).map(|before| {
            (
                self.tokens[before].word.as_str(),
                self.tokens[span.start].word.as_str(),
            )
        });
        let told = pair.is_some_and(|pair| EACH_OTHER.contains(&pair));
        let verb = state
            .pending
            .iter()
            .copied()
            .find(|index| self.is_verb(*index));
        if let (true, Some(verb), Some(last)) = (told, verb, state.list.last().copied()) {
            let name = self.name(last).to_owned();
            let follows = self.stem(verb) == "follow";
            join(&name, &name, Relation::Free(follows), draft);
            ledger.understood(
                self.chunks[verb].span.clone(),
                format!("{name} and {name} are linked freely"),
            );
            *state = State::default();
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
        let left = match &state.active {
            Some((left, _)) => left.clone(),
            None => state.list.last().copied().into_iter().collect(),
        };
        for at in left {
            let name = self.name(at).to_owned();
            if name != "User" && !draft.focus.contains(&name) {
                draft.focus.push(name);
            }
        }
    }
}

fn join(left: &str, right: &str, relation: Relation, draft: &mut Draft) {
    let own = (left, right);
    match relation {
        Relation::Free(true) if left == right => {
            draft.join(left, right, Join::Many(Some(("followers", "following"))));
        }
        Relation::Free(_) if left == right => draft.join(left, right, Join::Many(None)),
        Relation::Late if right == "User" => draft.join(right, left, Join::May(Some("assignee"))),
        Relation::Late if left == "User" => {}
        Relation::Late => draft.join(right, left, Join::May(None)),
        Relation::Free(follows) if left == "User" || right == "User" => {
            let names = if follows {
                ("followers", "following")
            } else {
                ("members", "joined")
            };
            let other = if left == "User" { right } else { left };
            let names = if follows {
                (names.0, "followed")
            } else {
                names
            };
            let _ = other;
            draft.join("User", other, Join::Many(Some(names)));
        }
        Relation::Free(_) => draft.join(left, right, Join::Many(None)),
        _ if own == ("User", "User") => {}
        _ if left == right => draft.join(left, right, Join::Tree),
        _ if left == "User" || right == "User" => {}
        Relation::Whole if CLASSIFIERS.contains(&right) => draft.join(right, left, Join::May(None)),
        Relation::Whole | Relation::Makes => draft.join(left, right, Join::Parts),
        Relation::Acts if guess::is_person(&left.to_lowercase()) => {
            draft.join(left, right, Join::May(None))
        }
        Relation::Acts => draft.join(left, right, Join::May(None)),
        Relation::Of => draft.join(right, left, Join::Needs),
    }
}
