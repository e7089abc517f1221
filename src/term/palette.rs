//! The colours that a program is told when it asks for them.

/// The colours of the terminal, as red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// The default foreground.
    pub foreground: [u8; 3],
    /// The default background.
    pub background: [u8; 3],
    /// The first 16 colours.
    pub named: [[u8; 3]; 16],
}

impl Default for Palette {
    /// The colours of xterm on a dark ground.
    fn default() -> Self {
        Self {
            foreground: [0xe5, 0xe5, 0xe5],
            background: [0x00, 0x00, 0x00],
            named: [
                [0x00, 0x00, 0x00],
                [0xcd, 0x00, 0x00],
                [0x00, 0xcd, 0x00],
                [0xcd, 0xcd, 0x00],
                [0x00, 0x00, 0xee],
                [0xcd, 0x00, 0xcd],
                [0x00, 0xcd, 0xcd],
                [0xe5, 0xe5, 0xe5],
                [0x7f, 0x7f, 0x7f],
                [0xff, 0x00, 0x00],
                [0x00, 0xff, 0x00],
                [0xff, 0xff, 0x00],
                [0x5c, 0x5c, 0xff],
                [0xff, 0x00, 0xff],
                [0x00, 0xff, 0xff],
                [0xff, 0xff, 0xff],
            ],
        }
    }
}

impl Palette {
    /// The colour with this number: 0 to 255, then foreground, background and cursor.
    pub fn get(&self, index: usize) -> [u8; 3] {
        match index {
            0..=15 => self.named[index],
            16..=231 => {
                let cube = index - 16;
                [cube / 36, cube / 6 % 6, cube % 6].map(step)
            }
            232..=255 => [grey(index - 232); 3],
            257 | 268 => self.background,
            _ => self.foreground,
        }
    }
}

/// One of the six steps of the colour cube.
fn step(index: usize) -> u8 {
    [0, 95, 135, 175, 215, 255].get(index).copied().unwrap_or(0)
}

/// One of the 24 greys.
fn grey(index: usize) -> u8 {
    u8::try_from(8 + index * 10).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cube_and_the_greys_are_those_of_xterm() {
        let palette = Palette::default();

        assert_eq!(palette.get(1), [0xcd, 0, 0]);
        assert_eq!(palette.get(16), [0, 0, 0]);
        assert_eq!(palette.get(196), [255, 0, 0]);
        assert_eq!(palette.get(231), [255, 255, 255]);
        assert_eq!(palette.get(232), [8, 8, 8]);
        assert_eq!(palette.get(255), [238, 238, 238]);
        assert_eq!(palette.get(256), palette.foreground);
        assert_eq!(palette.get(257), palette.background);
    }
}
