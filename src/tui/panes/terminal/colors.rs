//! Colours between a program and the terminal around us: what programs are told of the theme, and
//! what of their colours the terminal can show.

use ratatui::style::Color as Shown;

use crate::config::theme::{Depth, Kind};
use crate::term::{Color, Palette};
use crate::tui::theme::{Theme, Token};

/// What programs are told when they ask for colours: vim, for one, asks whether the ground is dark.
pub fn palette(theme: &Theme) -> Palette {
    let (dark, light) = ([0x00; 3], [0xff; 3]);
    let (text, ground) = match theme.kind() {
        Kind::Dark => (light, dark),
        Kind::Light => (dark, light),
    };
    Palette {
        foreground: exact(theme.style(Token::Text).fg).unwrap_or(text),
        background: exact(theme.style(Token::Background).bg).unwrap_or(ground),
        ..Palette::default()
    }
}

fn exact(color: Option<Shown>) -> Option<[u8; 3]> {
    match color {
        Some(Shown::Rgb(r, g, b)) => Some([r, g, b]),
        Some(_) | None => None,
    }
}

/// The colour as a terminal of that depth can show it; none leaves what lies beneath.
pub fn fitted(color: Color, depth: Depth) -> Option<Shown> {
    match (color, depth) {
        (Color::Default, _) | (_, Depth::None) => None,
        (Color::Indexed(index), Depth::Ansi16) if index > 15 => {
            Some(near_of_16(Palette::default().get(usize::from(index))))
        }
        (Color::Indexed(index), _) => Some(Shown::Indexed(index)),
        (Color::Rgb(r, g, b), Depth::True) => Some(Shown::Rgb(r, g, b)),
        (Color::Rgb(r, g, b), Depth::Ansi256) => Some(near_of_256([r, g, b])),
        (Color::Rgb(r, g, b), Depth::Ansi16) => Some(near_of_16([r, g, b])),
    }
}

/// The nearest of the colour cube and the greys; cheap, for it is asked for every cell.
fn near_of_256(rgb: [u8; 3]) -> Shown {
    let step = |part: u8| match part {
        0..48 => 0,
        48..115 => 1,
        115.. => (part - 35) / 40,
    };
    let [r, g, b] = rgb.map(step);
    let cube = 16 + 36 * r + 6 * g + b;
    let sum: u16 = rgb.iter().map(|part| u16::from(*part)).sum();
    let level = (sum / 3).saturating_sub(3) / 10;
    let grey = 232 + u8::try_from(level.min(23)).unwrap_or(23);
    let palette = Palette::default();
    let far = |index: u8| apart(palette.get(usize::from(index)), rgb);
    Shown::Indexed(if far(grey) < far(cube) { grey } else { cube })
}

fn near_of_16(rgb: [u8; 3]) -> Shown {
    let named = Palette::default().named;
    let near = (0..16_u8).min_by_key(|index| apart(named[usize::from(*index)], rgb));
    Shown::Indexed(near.unwrap_or(7))
}

fn apart(one: [u8; 3], other: [u8; 3]) -> u32 {
    one.iter()
        .zip(other)
        .map(|(one, other)| u32::from(one.abs_diff(other)).pow(2))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_fitted_to_what_the_terminal_shows() {
        let pink = Color::Rgb(255, 100, 180);

        assert_eq!(fitted(pink, Depth::True), Some(Shown::Rgb(255, 100, 180)));
        assert_eq!(fitted(pink, Depth::Ansi256), Some(Shown::Indexed(205)));
        assert_eq!(fitted(pink, Depth::None), None);
        assert_eq!(fitted(Color::Default, Depth::True), None);
        let grey = Color::Rgb(40, 41, 40);
        assert_eq!(fitted(grey, Depth::Ansi256), Some(Shown::Indexed(235)));
        let red = Color::Indexed(196);
        assert_eq!(fitted(red, Depth::Ansi16), Some(Shown::Indexed(9)));
        assert_eq!(
            fitted(Color::Indexed(3), Depth::Ansi16),
            Some(Shown::Indexed(3))
        );
    }

    #[test]
    fn every_exact_colour_has_a_near_one() {
        for r in (0..=255).step_by(51) {
            for g in [0, 47, 48, 114, 115, 255] {
                let near = near_of_256([r, g, 7]);
                assert!(matches!(near, Shown::Indexed(16..)), "{r} {g}: {near:?}");
            }
        }
    }
}
