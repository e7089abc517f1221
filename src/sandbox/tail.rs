//! The end of an output, in bounded memory.

/// The last bytes of what was added.
#[derive(Debug)]
pub(super) struct Tail {
    bytes: Vec<u8>,
    most: usize,
}

impl Tail {
    /// Keeps `most` bytes.
    pub fn new(most: usize) -> Self {
        Self {
            bytes: Vec::new(),
            most,
        }
    }

    /// Adds a piece.
    pub fn add(&mut self, piece: &[u8]) {
        self.bytes.extend_from_slice(piece);
        // Moving the rest is only worth it when there is a lot to drop.
        if self.bytes.len() > 2 * self.most {
            self.cut();
        }
    }

    /// What is kept.
    pub fn into_bytes(mut self) -> Vec<u8> {
        self.cut();
        self.bytes
    }

    fn cut(&mut self) {
        let from = self.bytes.len().saturating_sub(self.most);
        self.bytes.drain(..from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_end_is_kept() {
        let mut tail = Tail::new(4);
        for piece in ["abc", "de", "", "fghijklmnop", "q"] {
            tail.add(piece.as_bytes());
            assert!(tail.bytes.len() <= 8);
        }
        assert_eq!(tail.into_bytes(), b"nopq");
        assert_eq!(Tail::new(9).into_bytes(), b"");
    }
}
