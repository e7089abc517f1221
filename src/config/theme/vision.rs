//! How colours look to eyes that lack a kind of cone.
//!
//! The matrices are those of Machado, Oliveira and Fernandes, "A Physiologically-based Model for
//! Simulation of Color Vision Deficiency" (IEEE TVCG 15, 2009), for severity 1.0, on linear light.

use super::meter::{self, Light};
use super::tint::Rgb;

/// A kind of cone that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lacking {
    /// Long waves: protanopia.
    Red,
    /// Middle waves: deuteranopia.
    Green,
}

impl Lacking {
    pub(super) const ALL: [Self; 2] = [Self::Red, Self::Green];

    /// The name that doctors use.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Red => "protanopia",
            Self::Green => "deuteranopia",
        }
    }

    /// The light that other eyes would have to see to have the same impression.
    pub(super) fn sees(self, rgb: Rgb) -> Light {
        let matrix = match self {
            Self::Red => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Green => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        };
        meter::times(matrix, meter::light(rgb)).map(|part| part.clamp(0.0, 1.0))
    }
}
