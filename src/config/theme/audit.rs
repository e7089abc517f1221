//! Judges a theme: can everything be read, are focus and states seen, also by colour-blind eyes?

use std::fmt;

use super::labels::{Contrast, Vision};
use super::meter;
use super::sheet::Theme;
use super::tint::{Rgb, Tint};
use super::token::Token;
use super::vision::Lacking;

/// What a pair of colours falls short of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Text is read on a ground: contrast.
    Text,
    /// A part of the screen is seen on a ground: contrast.
    Part,
    /// A ground stands out from another: distance in CIELAB.
    Ground,
    /// Two states are told apart by eyes that lack a kind of cone: distance in CIELAB.
    Eyes(&'static str),
}

/// A pair of colours that falls short.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The token whose colour should change.
    pub token: Token,
    /// What it is too near to.
    pub against: Token,
    /// The limit that it misses.
    pub limit: Limit,
    /// The contrast or distance found.
    pub found: f64,
    /// The least that is needed.
    pub needed: f64,
}

/// The grounds that rows and plain text are drawn on.
const GROUNDS: [Token; 8] = [
    Token::Background,
    Token::Surface,
    Token::Raised,
    Token::Header,
    Token::Footer,
    Token::CursorLine,
    Token::Selection,
    Token::SelectionInactive,
];

/// The grounds that code is drawn on, beside those above.
const CODE_GROUNDS: [Token; 5] = [
    Token::DiffAdded,
    Token::DiffAddedWord,
    Token::DiffRemoved,
    Token::DiffRemovedWord,
    Token::DiffChanged,
];

/// What is no text: seen, but not read.
const PARTS: [Token; 4] = [
    Token::Border,
    Token::BorderFocus,
    Token::ScrollbarThumb,
    Token::Progress,
];

/// The grounds that borders and bars lie on.
const PART_GROUNDS: [Token; 3] = [Token::Background, Token::Surface, Token::Raised];

/// Decoration: it may vanish.
const DECORATION: [Token; 3] = [Token::Guide, Token::Scrollbar, Token::ProgressRest];

/// Labels whose text and ground belong together.
const LABELS: [Token; 4] = [
    Token::Match,
    Token::MatchCurrent,
    Token::Bracket,
    Token::BadgeAttention,
];

/// States that must not be taken for each other, with the distance needed.
const STATES: [(Token, Token, f64); 8] = [
    (Token::Good, Token::Bad, 20.0),
    (Token::Good, Token::Warn, 20.0),
    (Token::Warn, Token::Bad, 20.0),
    (Token::GitAdded, Token::GitRemoved, 20.0),
    (Token::GitAdded, Token::GitModified, 20.0),
    (Token::GitModified, Token::GitRemoved, 20.0),
    (Token::DiffAdded, Token::DiffRemoved, 8.0),
    (Token::DiffAddedWord, Token::DiffRemovedWord, 12.0),
];

/// How far the ground of what is chosen stands out from the grounds around it.
const SEEN: f64 = 5.0;

impl Theme {
    /// Everything that falls short, worst first.
    ///
    /// Colours that the terminal's palette decides cannot be judged and are passed over.
    pub fn audit(&self) -> Vec<Finding> {
        let (text, part) = match self.contrast {
            Contrast::Normal => (4.5, 3.0),
            Contrast::High => (7.0, 4.5),
        };
        let mut found = Vec::new();
        for token in Token::ALL {
            let is_bare = is_ground(*token) && self.face(*token).fg.is_none();
            if is_bare || PARTS.contains(token) || DECORATION.contains(token) {
                continue;
            }
            self.readable(*token, text, &mut found);
        }
        for token in PARTS {
            for ground in PART_GROUNDS {
                found.extend(self.pair(token, ground, Limit::Part, part));
            }
        }
        for ground in PART_GROUNDS {
            found.extend(self.stands_out(Token::Selection, ground));
        }
        if self.vision == Vision::ColourBlind {
            found.extend(STATES.iter().flat_map(|states| self.told_apart(*states)));
        }
        found.sort_by(|a, b| (a.found / a.needed).total_cmp(&(b.found / b.needed)));
        found
    }

    fn readable(&self, token: Token, needed: f64, found: &mut Vec<Finding>) {
        let face = self.face(token);
        if face.bg.is_some() {
            found.extend(self.pair(token, token, Limit::Text, needed));
            return;
        }
        let code = token.name().starts_with("syntax.") || token == Token::Text;
        let beside: &[Token] = if code { &CODE_GROUNDS } else { &[] };
        let grounds: &[Token] = if LABELS.contains(&token) {
            &[Token::Background]
        } else {
            &GROUNDS
        };
        for ground in grounds.iter().chain(beside) {
            found.extend(self.pair(token, *ground, Limit::Text, needed));
        }
    }

    fn pair(&self, token: Token, on: Token, limit: Limit, needed: f64) -> Option<Finding> {
        // A label without a colour for its text takes that of the text beneath.
        let fg = self.face(token).fg.or(self.face(Token::Text).fg);
        let found = meter::contrast(exact(fg)?, exact(self.face(on).bg)?);
        (found < needed).then_some(Finding {
            token,
            against: on,
            limit,
            found,
            needed,
        })
    }

    fn stands_out(&self, token: Token, from: Token) -> Option<Finding> {
        let [one, other] = [token, from].map(|token| exact(self.face(token).bg));
        let found = meter::distance(meter::light(one?), meter::light(other?));
        (found < SEEN).then_some(Finding {
            token,
            against: from,
            limit: Limit::Ground,
            found,
            needed: SEEN,
        })
    }

    fn told_apart(&self, (token, against, needed): (Token, Token, f64)) -> Vec<Finding> {
        let seen = |token| {
            let face = self.face(token);
            exact(face.bg.or(face.fg))
        };
        let (Some(one), Some(other)) = (seen(token), seen(against)) else {
            return Vec::new();
        };
        let eyes = Lacking::ALL.into_iter();
        let measured = eyes.map(|eyes| {
            let found = meter::distance(eyes.sees(one), eyes.sees(other));
            (Limit::Eyes(eyes.name()), found)
        });
        measured
            .filter(|(_, found)| *found < needed)
            .map(|(limit, found)| Finding {
                token,
                against,
                limit,
                found,
                needed,
            })
            .collect()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (token, against) = (self.token.name(), self.against.name());
        let (found, needed) = (self.found, self.needed);
        match self.limit {
            Limit::Text if self.token == self.against => {
                write!(
                    f,
                    "{token}: contrast {found:.2} with its own ground, needs {needed}"
                )
            }
            Limit::Text | Limit::Part => {
                write!(
                    f,
                    "{token}: contrast {found:.2} on {against}, needs {needed}"
                )
            }
            Limit::Ground => {
                write!(
                    f,
                    "{token}: its ground is {found:.1} from {against}, needs {needed}"
                )
            }
            Limit::Eyes(eyes) => write!(
                f,
                "{token}: {found:.1} from {against} with {eyes}, needs {needed}"
            ),
        }
    }
}

fn is_ground(token: Token) -> bool {
    GROUNDS.contains(&token) || CODE_GROUNDS.contains(&token)
}

fn exact(tint: Option<Tint>) -> Option<Rgb> {
    match tint? {
        Tint::Rgb(rgb) => Some(rgb),
        Tint::Terminal | Tint::Ansi(_) | Tint::Indexed(_) => None,
    }
}
