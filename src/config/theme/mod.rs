//! Themes as data: a closed set of tokens, palettes, contrast, and what a terminal can show.
//!
//! Nothing here knows how a screen is drawn: the terminal IDE turns a [`Face`] into its own style, the
//! command line into escape sequences. In reading order:
//!
//! * [`Token`]: everything that can have a look, each with the token that it falls back to.
//! * [`Face`], [`Tint`], [`Marks`]: the look of a token.
//! * [`Theme`]: a face for every token; `parse` makes one of a file, `shelf` finds the files.
//! * [`Depth`]: what the terminal can show, worked out from variables; `reduce` fits a theme into it.
//! * `audit` measures contrast (WCAG) and whether a colour-blind person tells states apart.

mod audit;
mod choice;
mod depth;
mod face;
mod gamut;
mod labels;
mod meter;
mod palette;
mod parse;
mod plain;
mod reduce;
mod sheet;
mod shelf;
mod tint;
mod token;
mod vision;

#[cfg(test)]
mod tests;

pub use audit::{Finding, Limit};
pub use choice::{Chosen, Wanted, kind_of_terminal, usual};
pub use depth::Depth;
pub use face::{Face, Marks};
pub use labels::{Contrast, Kind, Vision};
pub use meter::contrast;
pub use sheet::Theme;
pub use shelf::{Listed, Maker, Shelf};
pub use tint::{Ansi, Rgb, Tint};
pub use token::Token;
