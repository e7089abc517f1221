//! Measures colours: contrast as WCAG has it, and how far apart the eye sees two of them.

use super::tint::Rgb;

/// Red, green and blue as amounts of light, each from 0 to 1.
pub(super) type Light = [f64; 3];

/// The amounts of light that a colour of the screen stands for (sRGB).
pub(super) fn light(rgb: Rgb) -> Light {
    [rgb.r, rgb.g, rgb.b].map(|byte| {
        let value = f64::from(byte) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    })
}

/// The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio").
pub fn contrast(one: Rgb, other: Rgb) -> f64 {
    ratio(luminance(one), luminance(other))
}

/// The contrast of two luminances.
pub(super) fn ratio(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// How far apart two lights are in CIELAB (ΔE of 1976); from about 2 an eye sees it.
pub(super) fn distance(one: Light, other: Light) -> f64 {
    apart(cielab(one), cielab(other))
}

/// How far apart two points are.
pub(super) fn apart(one: [f64; 3], other: [f64; 3]) -> f64 {
    let squares = one.iter().zip(other).map(|(a, b)| (a - b).powi(2));
    squares.sum::<f64>().sqrt()
}

/// A colour in Oklab (Ottosson 2020), where equal steps look equal.
pub(super) fn oklab(rgb: Rgb) -> [f64; 3] {
    let cones = times(
        [
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ],
        light(rgb),
    );
    times(
        [
            [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
        ],
        cones.map(f64::cbrt),
    )
}

/// The product of a matrix and a vector.
pub(super) fn times(matrix: [[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

/// How bright a colour is, from 0 to 1 (WCAG, "relative luminance").
pub(super) fn luminance(rgb: Rgb) -> f64 {
    let [r, g, b] = light(rgb);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// CIELAB under the white of screens (D65).
fn cielab(light: Light) -> [f64; 3] {
    let [x, y, z] = times(
        [
            [0.412_456_4, 0.357_576_1, 0.180_437_5],
            [0.212_672_9, 0.715_152_2, 0.072_175_0],
            [0.019_333_9, 0.119_192_0, 0.950_304_1],
        ],
        light,
    );
    let f = |part: f64| {
        if part > 0.008_856 {
            part.cbrt()
        } else {
            7.787 * part + 16.0 / 116.0
        }
    };
    let (x, y, z) = (f(x / 0.950_47), f(y), f(z / 1.088_83));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}
