//! A theme: a face for every token, and what it says about itself.

use super::face::Face;
use super::labels::{Contrast, Kind, Vision};
use super::plain;
use super::token::Token;

/// A theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Its name: that of its file.
    pub name: String,
    /// What it is like, in a line.
    pub about: String,
    /// Dark or light.
    pub kind: Kind,
    /// The contrast that it promises.
    pub contrast: Contrast,
    /// Whom it is made for.
    pub vision: Vision,
    pub(super) faces: Box<[Face; Token::COUNT]>,
}

impl Theme {
    /// The look of a token.
    pub fn face(&self, token: Token) -> Face {
        self.faces[token.index()]
    }

    /// The theme without any colour: marks alone tell what has the focus and what is chosen.
    pub fn colourless() -> Self {
        let mut faces = Box::new([Face::default(); Token::COUNT]);
        for token in Token::ALL {
            faces[token.index()].marks = plain::marks(*token);
        }
        Self {
            name: "colourless".to_owned(),
            about: "no colours".to_owned(),
            kind: Kind::Dark,
            contrast: Contrast::Normal,
            vision: Vision::Any,
            faces,
        }
    }
}
