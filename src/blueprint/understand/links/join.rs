//! Writes what words say of two things into the draft.

use super::super::draft::{Draft, Join};
use super::relation::{Bond, Relation};

/// The account's name in relations.
pub(super) const USER: &str = "User";

/// Things into which others are sorted: a product "with categories" belongs to them.
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

/// Joins `left` and `right`.
pub(super) fn join(left: &str, right: &str, relation: Relation, draft: &mut Draft) {
    match (left == USER, right == USER) {
        (true, true) => with_themselves(relation, draft),
        (true, false) => {
            if let Relation::Free(bond) = relation {
                with_account(right, bond, draft);
            }
        }
        (false, true) => {
            if relation == Relation::Late {
                draft.join(right, left, Join::May(Some("assignee")));
            } else if let Relation::Free(bond) = relation {
                with_account(left, bond, draft);
            }
        }
        (false, false) => things(left, right, relation, draft),
    }
}

fn with_themselves(relation: Relation, draft: &mut Draft) {
    if let Relation::Free(_) = relation {
        draft.join(USER, USER, Join::Many(Some(("followers", "following"))));
    }
}

/// Accounts that follow, join or mark rows of an entity; what they make belongs to them anyway.
fn with_account(entity: &str, bond: Bond, draft: &mut Draft) {
    let names = match bond {
        Bond::Follow => ("followers", "followed"),
        Bond::Join => ("members", "joined"),
        Bond::Bookmark => ("bookmarked_by", "bookmarked"),
        Bond::Other => return,
    };
    draft.join(USER, entity, Join::Many(Some(names)));
}

fn things(left: &str, right: &str, relation: Relation, draft: &mut Draft) {
    let same = left == right;
    match relation {
        Relation::Free(Bond::Follow) if same => {
            draft.join(left, right, Join::Many(Some(("followers", "following"))));
        }
        Relation::Free(_) => draft.join(left, right, Join::Many(None)),
        Relation::Whole | Relation::Makes | Relation::Of | Relation::Late | Relation::Acts
            if same =>
        {
            draft.join(left, right, Join::Tree);
        }
        Relation::Late => draft.join(right, left, Join::May(None)),
        Relation::Whole if CLASSIFIERS.contains(&right) => draft.join(right, left, Join::Sorts),
        Relation::Whole | Relation::Makes => both_ways(left, right, draft),
        Relation::Acts => draft.join(left, right, Join::May(None)),
        Relation::Of => draft.join(right, left, Join::Needs),
    }
}

/// `left` has many `right`; where the other way round is said as well, they are linked freely.
fn both_ways(left: &str, right: &str, draft: &mut Draft) {
    let reverse = draft
        .links
        .iter()
        .position(|link| link.one == right && link.many == left && link.join == Join::Parts);
    match reverse {
        Some(at) => {
            draft.links.remove(at);
            draft.join(right, left, Join::Many(None));
        }
        None => draft.join(left, right, Join::Parts),
    }
}
