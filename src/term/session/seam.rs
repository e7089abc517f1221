//! Finds the mark that ends the output of a program, also where two reads share it.

/// Control characters that draw nothing, in an order that no program has a reason to write.
pub const MARK: &[u8] = b"\0\x02\x01\x03\0\x01\x02\0\x03\x01\0\x02";

/// The end of what was read last.
#[derive(Debug, Default)]
pub struct Seam(Vec<u8>);

impl Seam {
    /// Whether the mark ends in these bytes, which follow those of the last call.
    pub fn passed(&mut self, bytes: &[u8]) -> bool {
        // A flood is not copied: only the bytes around the seam are looked at together.
        let kept = MARK.len() - 1;
        let across = bytes.len().min(kept);
        self.0.extend_from_slice(&bytes[..across]);
        let found = contains(&self.0) || contains(bytes);
        if bytes.len() > kept {
            self.0.clear();
            self.0.extend_from_slice(&bytes[bytes.len() - kept..]);
        } else {
            let old = self.0.len().saturating_sub(kept);
            self.0.drain(..old);
        }
        found
    }
}

fn contains(bytes: &[u8]) -> bool {
    // Most output has no such byte at all.
    let first = bytes.iter().position(|byte| *byte == MARK[0]);
    first.is_some_and(|at| bytes[at..].windows(MARK.len()).any(|part| part == MARK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_found_wherever_it_is_cut() {
        let text = [b"before".as_slice(), MARK, b"after"].concat();
        for cut in 0..text.len() {
            for second in cut..text.len() {
                let mut seam = Seam::default();
                let parts = [&text[..cut], &text[cut..second], &text[second..]];
                let found = parts.map(|part| seam.passed(part));
                assert_eq!(
                    found.iter().filter(|found| **found).count(),
                    1,
                    "{cut} {second}"
                );
            }
        }
    }

    #[test]
    fn a_part_of_the_mark_is_no_mark() {
        let mut seam = Seam::default();
        assert!(!seam.passed(&MARK[..MARK.len() - 1]));
        assert!(!seam.passed(b"x"));
        assert!(!seam.passed(&MARK[1..]));
        assert!(MARK.chunks(1).any(|byte| seam.passed(byte)));
    }
}
