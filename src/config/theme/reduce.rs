//! Fits a theme into the colours that the terminal shows.

use super::depth::Depth;
use super::face::Face;
use super::gamut::{self, Table};
use super::labels::Kind;
use super::plain;
use super::sheet::Theme;
use super::tint::{Ansi, Tint};
use super::token::Token;

/// Grounds that mean something, lines before the words within them.
const MEANT: [Token; 6] = [
    Token::Selection,
    Token::DiffAdded,
    Token::DiffAddedWord,
    Token::DiffRemoved,
    Token::DiffRemovedWord,
    Token::DiffChanged,
];

/// What has the focus or is in front: never told by hue alone.
const FOCUSED: [Token; 3] = [Token::BorderFocus, Token::TitleFocus, Token::TabActive];

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
                let table = Table::of_16();
                let mut better = self.legible(&table);
                better.extend(self.stand_ins());
                self.mapped(&table).with(&better)
            }
            Depth::Ansi256 => {
                let table = Table::of_256();
                let better = self.vivid(&table);
                self.mapped(&table).with(&better)
            }
        }
    }

    fn with(mut self, faces: &[(Token, Face)]) -> Self {
        for (token, face) in faces {
            self.faces[token.index()] = *face;
        }
        self
    }

    /// Texts in a hue, as the one of sixteen that comes near and can still be read on the ground.
    fn legible(&self, table: &Table) -> Vec<(Token, Face)> {
        let Some(Tint::Rgb(ground)) = self.face(Token::Background).bg else {
            return Vec::new();
        };
        let on_ground = Token::ALL
            .iter()
            .filter(|token| self.face(**token).bg.is_none());
        on_ground
            .filter_map(|token| {
                let mut face = self.face(*token);
                face.fg = Some(table.of_hue(face.fg?, ground, &gamut::TEXTS)?);
                if FOCUSED.contains(token) {
                    face.marks = face.marks | plain::marks(*token);
                }
                Some((*token, face))
            })
            .collect()
    }

    /// What sixteen colours show in place of muted grounds, none of which they have.
    fn stand_ins(&self) -> Vec<(Token, Face)> {
        let meanings = [
            (Token::Selection, None),
            (Token::SelectionInactive, None),
            (Token::DiffAdded, Some(Ansi::Green)),
            (Token::DiffAddedWord, Some(Ansi::Green)),
            (Token::DiffRemoved, Some(Ansi::Red)),
            (Token::DiffRemovedWord, Some(Ansi::Red)),
            (Token::DiffChanged, Some(Ansi::Blue)),
        ];
        let is_muted = |token| matches!(self.face(token).bg, Some(Tint::Rgb(_)));
        let muted = meanings.into_iter().filter(|(token, _)| is_muted(*token));
        muted
            .map(|(token, ansi)| {
                let marks = plain::marks(token);
                let fg = ansi.map(|ansi| Tint::Ansi(in_kind(ansi, self.kind)));
                let bg = None;
                (token, Face { fg, bg, marks })
            })
            .collect()
    }

    /// Grounds that mean something, whose hue counts more than their lightness: the nearest of 256 colours
    /// would be the same grey for all of them.
    fn vivid(&self, table: &Table) -> Vec<(Token, Face)> {
        let Some(Tint::Rgb(text)) = self.face(Token::Text).fg else {
            return Vec::new();
        };
        let mut vivid: Vec<(Token, Face)> = Vec::new();
        for token in MEANT {
            let mut face = self.face(token);
            let Some(bg) = face
                .bg
                .and_then(|tint| table.of_hue(tint, text, &gamut::GROUNDS))
            else {
                continue;
            };
            face.bg = Some(bg);
            let beneath = token.parent();
            if vivid
                .iter()
                .any(|(other, known)| Some(*other) == beneath && known.bg == face.bg)
            {
                face.marks = face.marks | plain::marks(token);
            }
            face.fg = face.fg.map(|tint| table.nearest(tint));
            vivid.push((token, face));
        }
        vivid
    }

    fn mapped(mut self, table: &Table) -> Self {
        let before = self.clone();
        let ground = before.face(Token::Background).bg;
        // A theme has few colours and many tokens, so each colour is looked for once.
        let mut known: Vec<(Tint, Tint)> = Vec::new();
        let mut nearest = |tint: Tint| {
            if let Some((_, found)) = known.iter().find(|(from, _)| *from == tint) {
                return *found;
            }
            let found = table.nearest(tint);
            known.push((tint, found));
            found
        };
        let shown = ground.map(&mut nearest);
        for token in Token::ALL {
            let face = before.face(*token);
            let fg = face.fg.map(&mut nearest);
            let bg = face.bg.map(&mut nearest);
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

/// A text that can be read on any ground of that kind.
fn opposite(kind: Kind) -> Tint {
    Tint::Ansi(match kind {
        Kind::Dark => Ansi::BrightWhite,
        Kind::Light => Ansi::Black,
    })
}

/// The one of two shades that is read on a ground of that kind.
fn in_kind(ansi: Ansi, kind: Kind) -> Ansi {
    match (kind, ansi) {
        (Kind::Dark, Ansi::Green) => Ansi::BrightGreen,
        (Kind::Dark, Ansi::Red) => Ansi::BrightRed,
        (Kind::Dark, Ansi::Blue) => Ansi::BrightCyan,
        (Kind::Dark | Kind::Light, other) => other,
    }
}
