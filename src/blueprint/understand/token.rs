//! The words and marks of an idea.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::blueprint::inflection;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, possibly with digits.
    Word,
    /// Digits only.
    Number,
    /// A comma.
    Comma,
    /// The end of a clause.
    Stop,
    /// An opening parenthesis.
    Open,
    /// A closing parenthesis.
    Close,
    /// A colon.
    Colon,
    /// `/`, `&` or `+`: joins like "and".
    And,
    /// Anything else.
    Other,
}

/// A word or mark, with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    /// As written.
    pub text: String,
    /// In lower case, without accents, `'s` and quotes.
    pub word: String,
    /// In singular.
    pub lemma: String,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// True when its letters are not Latin.
    pub foreign: bool,
}

impl Token {
    /// True for words whose form differs from their singular.
    pub(super) fn is_plural(&self) -> bool {
        self.word != self.lemma
    }
}

/// Cuts `text` into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let follows = text[start + c.len_utf8()..].chars().next();
        let hyphen = matches!(c, '-' | '_' | '\'' | '’' | '‑') && glues(text, start, follows);
        if c.is_whitespace() || hyphen {
            continue;
        }
        if !c.is_alphanumeric() {
            out.push(mark(c, start));
            continue;
        }
        let mut end = start + c.len_utf8();
        let mut last = c;
        while let Some(&(at, next)) = chars.peek() {
            let follows = text[at + next.len_utf8()..].chars().next();
            let inner = matches!(next, '\'' | '’') && follows.is_some_and(char::is_alphanumeric);
            let digits = matches!(next, '.' | ',')
                && last.is_ascii_digit()
                && follows.is_some_and(|c| c.is_ascii_digit());
            let hump = next.is_uppercase() && last.is_lowercase() && splits_humps(text, start);
            if !(next.is_alphanumeric() || is_combining_mark(next) || inner || digits) || hump {
                break;
            }
            end = at + next.len_utf8();
            last = next;
            chars.next();
        }
        out.push(word(&text[start..end], start, end));
    }
    out
}

/// True for a mark between two letters, as in "real-time".
fn glues(text: &str, at: usize, follows: Option<char>) -> bool {
    let before = text[..at].chars().next_back();
    before.is_some_and(char::is_alphanumeric) && follows.is_some_and(char::is_alphanumeric)
}

/// True when the word that `start` lies in is written like `LineItem`, in humps of letters.
fn splits_humps(text: &str, start: usize) -> bool {
    let from = text[..start]
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| {
            at + text[at..].chars().next().map_or(1, char::len_utf8)
        });
    let whole: &str = text[from..]
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let humps: Vec<_> = heck::ToSnakeCase::to_snake_case(whole)
        .split('_')
        .map(str::len)
        .collect();
    whole.starts_with(char::is_uppercase)
        && humps.len() > 1
        && humps.iter().all(|length| *length > 2)
        && !BRANDS.contains(&whole.to_lowercase().as_str())
}

/// Names that are written in humps, but are one word.
const BRANDS: &[&str] = &[
    "github",
    "gitlab",
    "javascript",
    "typescript",
    "youtube",
    "fastapi",
    "postgresql",
    "mongodb",
    "paypal",
    "facebook",
    "linkedin",
    "wordpress",
    "whatsapp",
    "tiktok",
    "doordash",
    "airtable",
    "chatgpt",
    "devops",
    "fullstack",
    "openapi",
    "websocket",
    "websockets",
    "graphql",
];

fn mark(c: char, start: usize) -> Token {
    let kind = match c {
        ',' | '，' | '、' => Kind::Comma,
        '.' | ';' | '!' | '?' | '–' | '—' | '。' => Kind::Stop,
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        ':' => Kind::Colon,
        '&' | '/' | '+' => Kind::And,
        _ => Kind::Other,
    };
    Token {
        kind,
        text: c.to_string(),
        word: c.to_string(),
        lemma: c.to_string(),
        start,
        end: start + c.len_utf8(),
        foreign: false,
    }
}

fn word(text: &str, start: usize, end: usize) -> Token {
    let mut folded = fold(text);
    for ending in ["'s", "s'"] {
        if let Some(bare) = folded.strip_suffix(ending)
            && bare.len() > 2
        {
            folded = bare.to_owned();
        }
    }
    let number = folded
        .chars()
        .all(|c| c.is_numeric() || matches!(c, '.' | ','));
    let foreign = folded.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    let lemma = if foreign || number {
        folded.clone()
    } else {
        inflection::singular(&folded)
    };
    Token {
        kind: if number { Kind::Number } else { Kind::Word },
        text: text.to_owned(),
        word: folded,
        lemma,
        start,
        end,
        foreign,
    }
}

/// Lower case without accents; letters outside the Latin script stay as they are.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            '’' => out.push('\''),
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
            'þ' | 'Þ' => out.push_str("th"),
            'ı' => out.push('i'),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}
