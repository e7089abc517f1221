//! Fits a theme into the colours that the terminal shows.

use super::depth::Depth;
use super::face::Face;
use super::labels::Kind;
use super::meter;
use super::plain;
use super::sheet::Theme;
use super::tint::{Ansi, Rgb, Tint};
use super::token::Token;

/// The steps of each channel in the cube of 216 colours.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

impl Theme {
    /// The theme as a terminal of that depth can show it.
    ///
    /// Where grounds that mark something fall together with the ground of the screen, and where there
    /// is no colour at all, marks take their place: focus and selection are seen at every depth.
    #[must_use]
    pub fn fitted(mut self, depth: Depth) -> Self {
        match depth {
            Depth::True => self,
            Depth::None => {
                for token in Token::ALL {
                    let face = &mut self.faces[token.index()];
                    *face = Face {
                        fg: None,
                        bg: None,
                        marks: face.marks | plain::marks(*token),
                    };
                }
                self
            }
            Depth::Ansi16 => {
                let usual = Ansi::ALL.map(|ansi| (Tint::Ansi(ansi), ansi.usual()));
                self.mapped(&Table::of(usual))
            }
            Depth::Ansi256 => {
                let fixed = (16..=255).map(|index| (Tint::Indexed(index), fixed(index)));
                self.mapped(&Table::of(fixed))
            }
        }
    }

    fn mapped(mut self, table: &Table) -> Self {
        let before = self.clone();
        let ground = before.face(Token::Background).bg;
        let shown = ground.map(|tint| table.nearest(tint));
        for token in Token::ALL {
            let face = before.face(*token);
            let fg = face.fg.map(|tint| table.nearest(tint));
            let bg = face.bg.map(|tint| table.nearest(tint));
            let is_lost = face.bg.is_some() && face.bg != ground && bg == shown;
            let marks = if is_lost {
                face.marks | plain::marks(*token)
            } else {
                face.marks
            };
            let beneath = bg.or(shown);
            let is_blind = fg.is_some() && fg == beneath && face.fg != face.bg.or(ground);
            let fg = if is_blind {
                Some(opposite(self.kind))
            } else {
                fg
            };
            self.faces[token.index()] = Face { fg, bg, marks };
        }
        self
    }
}

/// The colours that a terminal has, each with its place in Oklab.
struct Table(Vec<(Tint, [f64; 3])>);

impl Table {
    fn of(colours: impl IntoIterator<Item = (Tint, Rgb)>) -> Self {
        let colours = colours.into_iter();
        Self(
            colours
                .map(|(tint, rgb)| (tint, meter::oklab(rgb)))
                .collect(),
        )
    }

    /// The colour that looks most like an exact one; what the terminal has anyway stays.
    fn nearest(&self, tint: Tint) -> Tint {
        let Tint::Rgb(rgb) = tint else {
            return tint;
        };
        let wanted = meter::oklab(rgb);
        let far = |place: [f64; 3]| meter::apart(place, wanted);
        let best = self.0.iter().min_by(|a, b| far(a.1).total_cmp(&far(b.1)));
        best.map_or(tint, |(tint, _)| *tint)
    }
}

/// A text that can be read on any ground of that kind.
fn opposite(kind: Kind) -> Tint {
    Tint::Ansi(match kind {
        Kind::Dark => Ansi::BrightWhite,
        Kind::Light => Ansi::Black,
    })
}

/// The colour that a number from 16 stands for: the cube, then 24 greys.
fn fixed(index: u8) -> Rgb {
    if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        return Rgb {
            r: grey,
            g: grey,
            b: grey,
        };
    }
    let index = index.saturating_sub(16);
    let step = |place: u8| STEPS[usize::from(place % 6)];
    Rgb {
        r: step(index / 36),
        g: step(index / 6),
        b: step(index),
    }
}
