//! Finds the bracket that belongs to the one at the caret.

use ropey::Rope;

/// How far a partner is looked for: it runs with every key.
const REACH: usize = 20_000;

const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// The bracket at the caret and its partner: the one after the caret counts before the one in
/// front of it. Brackets in strings count as any other.
pub fn matching_bracket(rope: &Rope, at: usize) -> Option<(usize, usize)> {
    let places = [Some(at), at.checked_sub(1)];
    places.into_iter().flatten().find_map(|place| {
        let here = rope.get_char(place)?;
        Some((place, partner(rope, place, here)?))
    })
}

fn partner(rope: &Rope, place: usize, here: char) -> Option<usize> {
    let pair = PAIRS.iter().find(|pair| pair.0 == here || pair.1 == here)?;
    let mut depth = 0_usize;
    let mut balance = |c: char| {
        if c == here {
            depth += 1;
        } else if c == pair.0 || c == pair.1 {
            depth = depth.saturating_sub(1);
        }
        depth == 0
    };
    if here == pair.0 {
        let offset = rope.chars_at(place).take(REACH).position(&mut balance)?;
        Some(place + offset)
    } else {
        let mut back = rope.chars_at(place + 1).reversed().take(REACH);
        Some(place - back.position(&mut balance)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_finds_its_partner_in_both_directions() {
        let rope = Rope::from_str("f(a[1], (b)) }");
        assert_eq!(matching_bracket(&rope, 1), Some((1, 11)));
        assert_eq!(matching_bracket(&rope, 12), Some((11, 1)));
        assert_eq!(matching_bracket(&rope, 3), Some((3, 5)));
        assert_eq!(matching_bracket(&rope, 0), None);
        assert_eq!(matching_bracket(&rope, 13), None);
    }
}
