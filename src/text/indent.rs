//! How a text is indented: told from its first lines.

use ropey::Rope;

/// How many lines are looked at.
const LOOK: usize = 400;

/// What one step of indentation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indent {
    /// A tab.
    Tab,
    /// This many spaces.
    Spaces(usize),
}

impl Default for Indent {
    fn default() -> Self {
        Self::Spaces(4)
    }
}

impl Indent {
    /// The indentation that most steps between the first lines have; four spaces for none.
    pub fn detect(rope: &Rope) -> Self {
        Self::detected(rope).unwrap_or_default()
    }

    /// The indentation that most steps between the first lines have, where there are any.
    pub fn detected(rope: &Rope) -> Option<Self> {
        let (mut tabs, mut widths) = (0_usize, [0_usize; 9]);
        let mut before = 0;
        for line in rope.lines().take(LOOK) {
            let mut chars = line.chars().take(200);
            let spaces = match chars.next() {
                Some('\t') => {
                    tabs += 1;
                    continue;
                }
                Some(' ') => 1 + chars.by_ref().take_while(|c| *c == ' ').count(),
                Some('\n' | '\r') | None => continue,
                Some(_) => 0,
            };
            let step = spaces.abs_diff(before);
            if (2..=8).contains(&step) {
                widths[step] += 1;
            }
            before = spaces;
        }
        let best = (2..=8).max_by_key(|width| (widths[*width], usize::from(*width == 4)));
        match best {
            Some(width) if widths[width] > 0 && widths[width] >= tabs => Some(Self::Spaces(width)),
            Some(_) | None if tabs > 0 => Some(Self::Tab),
            Some(_) | None => None,
        }
    }

    /// The text of one step.
    pub fn unit(self) -> String {
        match self {
            Self::Tab => "\t".to_owned(),
            Self::Spaces(width) => " ".repeat(width),
        }
    }

    /// How many columns a tab takes.
    pub fn width(self) -> usize {
        match self {
            Self::Tab => 4,
            Self::Spaces(width) => width.max(1),
        }
    }

    /// The name shown to a person.
    pub fn name(self) -> String {
        match self {
            Self::Tab => "tabs".to_owned(),
            Self::Spaces(width) => format!("{width} spaces"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indentation_is_told_from_the_steps_between_lines() {
        let of = |text: &str| Indent::detect(&Rope::from_str(text));
        assert_eq!(of("a:\n  b:\n    c\n  d\n"), Indent::Spaces(2));
        assert_eq!(of("f {\n\tx\n\ty\n}\n"), Indent::Tab);
        assert_eq!(
            of("def f():\n    return (1,\n            2)\n    x\ny\n"),
            Indent::Spaces(4)
        );
        assert_eq!(of("flat\n"), Indent::Spaces(4));
    }
}
