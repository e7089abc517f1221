//! Colours: exact ones, the sixteen of the terminal, and the terminal's own.

use std::fmt;
use std::str::FromStr;

/// A colour of red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

/// One of the sixteen colours whose look the terminal's own palette decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the colours")]
pub enum Ansi {
    Black,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    White,
    BrightBlack,
    BrightRed,
    BrightGreen,
    BrightYellow,
    BrightBlue,
    BrightMagenta,
    BrightCyan,
    BrightWhite,
}

/// What a text or its ground is coloured with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tint {
    /// The colour that the terminal has without any.
    Terminal,
    /// One of the terminal's sixteen.
    Ansi(Ansi),
    /// One of the 240 fixed colours of a terminal with 256.
    Indexed(u8),
    /// An exact colour.
    Rgb(Rgb),
}

impl Ansi {
    /// The sixteen, in the order of their numbers.
    pub const ALL: [Self; 16] = [
        Self::Black,
        Self::Red,
        Self::Green,
        Self::Yellow,
        Self::Blue,
        Self::Magenta,
        Self::Cyan,
        Self::White,
        Self::BrightBlack,
        Self::BrightRed,
        Self::BrightGreen,
        Self::BrightYellow,
        Self::BrightBlue,
        Self::BrightMagenta,
        Self::BrightCyan,
        Self::BrightWhite,
    ];

    /// Its name in theme files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Black => "black",
            Self::Red => "red",
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Blue => "blue",
            Self::Magenta => "magenta",
            Self::Cyan => "cyan",
            Self::White => "white",
            Self::BrightBlack => "bright-black",
            Self::BrightRed => "bright-red",
            Self::BrightGreen => "bright-green",
            Self::BrightYellow => "bright-yellow",
            Self::BrightBlue => "bright-blue",
            Self::BrightMagenta => "bright-magenta",
            Self::BrightCyan => "bright-cyan",
            Self::BrightWhite => "bright-white",
        }
    }

    /// The colour that xterm shows for it; other terminals come near.
    pub fn usual(self) -> Rgb {
        let (r, g, b) = match self {
            Self::Black => (0, 0, 0),
            Self::Red => (205, 0, 0),
            Self::Green => (0, 205, 0),
            Self::Yellow => (205, 205, 0),
            Self::Blue => (0, 0, 238),
            Self::Magenta => (205, 0, 205),
            Self::Cyan => (0, 205, 205),
            Self::White => (229, 229, 229),
            Self::BrightBlack => (127, 127, 127),
            Self::BrightRed => (255, 0, 0),
            Self::BrightGreen => (0, 255, 0),
            Self::BrightYellow => (255, 255, 0),
            Self::BrightBlue => (92, 92, 255),
            Self::BrightMagenta => (255, 0, 255),
            Self::BrightCyan => (0, 255, 255),
            Self::BrightWhite => (255, 255, 255),
        };
        Rgb { r, g, b }
    }
}

impl FromStr for Tint {
    type Err = String;

    /// Reads `#rrggbb`, `#rgb`, `terminal` or one of the sixteen names.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(digits) = text.strip_prefix('#') {
            let rgb = hex(digits).ok_or_else(|| {
                format!("'{text}' is not a colour: write # and six hexadecimal digits")
            })?;
            return Ok(Self::Rgb(rgb));
        }
        if text == "terminal" {
            return Ok(Self::Terminal);
        }
        let named = Ansi::ALL.into_iter().find(|ansi| ansi.name() == text);
        named.map(Self::Ansi).ok_or_else(|| {
            format!(
                "'{text}' is not a colour: write \"#rrggbb\", terminal, or a name like bright-red"
            )
        })
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }
}

impl fmt::Display for Tint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Terminal => f.write_str("terminal"),
            Self::Ansi(ansi) => f.write_str(ansi.name()),
            Self::Indexed(index) => write!(f, "{index}"),
            Self::Rgb(rgb) => rgb.fmt(f),
        }
    }
}

fn hex(digits: &str) -> Option<Rgb> {
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, r, g, b] = match digits.len() {
        6 => number.to_be_bytes(),
        // Each digit stands for two of its kind.
        3 => (((number & 0xf00) * 0x1100) + ((number & 0x0f0) * 0x110) + (number & 0xf) * 0x11)
            .to_be_bytes(),
        _ => return None,
    };
    Some(Rgb { r, g, b })
}
