//! What is left of a line once the marks of lists and quotations before it are taken off.

/// The columns of a tab in an indentation.
const TAB: usize = 4;

/// The rest of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    pub(super) fn new(line: &'a str) -> Self {
        Self(line)
    }

    /// The columns of its indentation.
    pub(super) fn indent(self) -> usize {
        let blanks = self.0.bytes().take_while(|byte| is_blank(*byte));
        blanks.map(columns).sum()
    }

    /// What follows the indentation.
    pub(super) fn text(self) -> &'a str {
        self.0.trim_start_matches([' ', '\t'])
    }

    /// All of it.
    pub(super) fn raw(self) -> &'a str {
        self.0
    }

    /// Without `most` columns of its indentation, or without as many as there are.
    pub(super) fn dedent(self, most: usize) -> Self {
        let mut taken = 0;
        let blanks = self.0.bytes().take_while(|byte| {
            let more = is_blank(*byte) && taken < most;
            taken += columns(*byte);
            more
        });
        let count = blanks.count();
        Self(&self.0[count..])
    }

    /// What follows `bytes` of its text.
    pub(super) fn after(self, bytes: usize) -> Self {
        Self(self.text().get(bytes..).unwrap_or_default())
    }

    /// True when there is nothing to see.
    pub(super) fn is_blank(self) -> bool {
        self.0.trim().is_empty()
    }
}

fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

fn columns(byte: u8) -> usize {
    if byte == b'\t' { TAB } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_indentation_is_taken_off_by_columns() {
        let rest = Rest::new("   \tx y");
        assert_eq!((rest.indent(), rest.text()), (7, "x y"));
        assert_eq!(rest.dedent(2).raw(), " \tx y");
        assert_eq!(rest.dedent(3).raw(), "\tx y");
        assert_eq!(rest.dedent(9).raw(), "x y");
        assert_eq!(rest.after(2).raw(), "y");
    }
}
