//! The colours that a terminal has, and which of them comes nearest to another.

use super::meter;
use super::tint::{Ansi, Rgb, Tint};

/// The steps of each channel in the cube of 216 colours.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// When a colour is looked for by its hue, and what it must keep.
pub(super) struct Bounds {
    /// Below this chroma in Oklab a colour is grey, and its hue says nothing.
    grey: f64,
    /// The least contrast between text and ground.
    contrast: f64,
}

/// For muted grounds, among 240 colours that are known exactly.
pub(super) const GROUNDS: Bounds = Bounds {
    grey: 0.01,
    contrast: 4.5,
};

/// For texts, among sixteen whose look is only guessed: the palest are left out.
pub(super) const TEXTS: Bounds = Bounds {
    grey: 0.04,
    contrast: 2.0,
};

/// A colour that a terminal has.
struct Shown {
    tint: Tint,
    luminance: f64,
    place: [f64; 3],
}

/// The colours that a terminal has, each with its place in Oklab.
pub(super) struct Table(Vec<Shown>);

impl Table {
    /// The sixteen, as xterm shows them.
    pub(super) fn of_16() -> Self {
        Self::of(Ansi::ALL.map(|ansi| (Tint::Ansi(ansi), ansi.usual())))
    }

    /// The 240 of a terminal with 256 that no palette changes.
    pub(super) fn of_256() -> Self {
        Self::of((16..=255).map(|index| (Tint::Indexed(index), fixed(index))))
    }

    fn of(colours: impl IntoIterator<Item = (Tint, Rgb)>) -> Self {
        let colours = colours.into_iter();
        let shown = colours.map(|(tint, rgb)| Shown {
            tint,
            luminance: meter::luminance(rgb),
            place: meter::oklab(rgb),
        });
        Self(shown.collect())
    }

    /// The colour that looks most like an exact one; what the terminal has anyway stays.
    pub(super) fn nearest(&self, tint: Tint) -> Tint {
        let Tint::Rgb(rgb) = tint else {
            return tint;
        };
        let wanted = meter::oklab(rgb);
        let far = |shown: &Shown| meter::apart(shown.place, wanted);
        let best = self.0.iter().min_by(|a, b| far(a).total_cmp(&far(b)));
        best.map_or(tint, |shown| shown.tint)
    }

    /// The colour of the same hue that is read on (or lets be read) `other`; none for greys.
    pub(super) fn of_hue(&self, tint: Tint, other: Rgb, bounds: &Bounds) -> Option<Tint> {
        let Tint::Rgb(rgb) = tint else {
            return None;
        };
        let [lightness, a, b] = meter::oklab(rgb);
        if a.hypot(b) < bounds.grey {
            return None;
        }
        let hue = b.atan2(a);
        let beside = meter::luminance(other);
        let fits = |shown: &&Shown| {
            let [_, a, b] = shown.place;
            let is_hue = a.hypot(b) > 2.0 * GROUNDS.grey;
            is_hue && meter::ratio(shown.luminance, beside) >= bounds.contrast
        };
        let far = |shown: &Shown| {
            let [height, a, b] = shown.place;
            3.0 * (height - lightness).abs() + 2.0 * (1.0 - (b.atan2(a) - hue).cos())
        };
        let fitting = self.0.iter().filter(fits);
        let best = fitting.min_by(|a, b| far(a).total_cmp(&far(b)));
        best.map(|shown| shown.tint)
    }
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
