//! What the words between two things say of them.

use super::super::words::joins_as;

/// How the words join two things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// The left is a whole.
    Whole,
    /// The left does something that makes the right.
    Makes,
    /// The left belongs to the right.
    Of,
    /// The left may be given to the right.
    Late,
    /// Freely.
    Free(Bond),
    /// The left does something else with the right.
    Acts,
}

/// What a free link is called on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bond {
    /// Followers and the followed.
    Follow,
    /// Members and what they have joined.
    Join,
    /// Readers' marks.
    Bookmark,
    /// Anything else.
    Other,
}

impl Bond {
    /// The bond that a verb makes.
    pub(super) fn of(verb: &str) -> Self {
        match verb {
            "follow" | "subscribe" | "watch" => Self::Follow,
            "join" | "enrol" | "enroll" | "attend" | "participate" | "register" | "sign" => {
                Self::Join
            }
            "bookmark" | "favourite" | "favorite" => Self::Bookmark,
            _ => Self::Other,
        }
    }
}

/// A word between two things.
#[derive(Debug, Clone, Copy)]
pub(super) struct Between<'a> {
    /// Its plain form.
    pub stem: &'a str,
    /// True for verbs.
    pub verb: bool,
}

impl Relation {
    /// True where the left side acts, so that a "with" after it speaks of the deed.
    pub(super) fn is_deed(self) -> bool {
        match self {
            Self::Makes | Self::Free(_) | Self::Acts => true,
            Self::Whole | Self::Of | Self::Late => false,
        }
    }
}

/// What the words say; none where they do not join.
pub(super) fn between(words: &[Between<'_>], active: Option<Relation>) -> Option<Relation> {
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.stem));
    let any = |key: &str| words.iter().any(|word| joins_as(key, word.stem));
    let verb = words.iter().any(|word| word.verb);
    if has(&["where", "when", "while", "if", "because"]) {
        return any("whole").then_some(Relation::Whole);
    }
    if has(&["by"]) && verb {
        return Some(if any("late") {
            Relation::Late
        } else {
            Relation::Of
        });
    }
    if any("late") {
        return Some(Relation::Late);
    }
    if has(&["belong", "belongs", "part"]) {
        return Some(Relation::Of);
    }
    if any("free") && verb {
        let verb = words.iter().find(|word| joins_as("free", word.stem));
        return Some(Relation::Free(Bond::of(verb.map_or("", |word| word.stem))));
    }
    if has(&["between"]) {
        return None;
    }
    let after_deed = active.is_some_and(Relation::is_deed);
    let last = words.last().map_or("", |word| word.stem);
    if after_deed && !verb {
        if last == "to" {
            return Some(Relation::Late);
        }
        if last == "with" {
            return Some(Relation::Of);
        }
    }
    if any("whole") && !verb {
        return Some(Relation::Whole);
    }
    if any("makes") {
        return Some(Relation::Makes);
    }
    if verb {
        return Some(Relation::Acts);
    }
    any("of").then_some(Relation::Of)
}
