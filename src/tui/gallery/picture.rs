//! What is seen, as text: the rows, the styles of both themes, and which cells have which style.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

const MARKS: [(Modifier, &str); 6] = [
    (Modifier::BOLD, "bold"),
    (Modifier::DIM, "dim"),
    (Modifier::ITALIC, "italic"),
    (Modifier::UNDERLINED, "underlined"),
    (Modifier::REVERSED, "reversed"),
    (Modifier::CROSSED_OUT, "struck"),
];

/// Writes down a screen that was drawn in two themes.
///
/// First come the rows between bars, then the caret, then the styles, each with its letter: in the
/// dark theme, then in the light one. Last come the rows again as runs: `12a 3b` is twelve cells in
/// the style `a` and three in `b`; rows with the same runs share a line.
pub fn picture(dark: &Buffer, light: &Buffer, caret: Option<Position>) -> String {
    let width = usize::from(dark.area.width);
    let mut shown = String::new();
    let mut styles: Vec<(String, String)> = Vec::new();
    let mut runs: Vec<(usize, String)> = Vec::new();
    let both = dark.content.chunks(width).zip(light.content.chunks(width));
    for (y, (row, other)) in both.enumerate() {
        let text = text(row);
        assert_eq!(text, self::text(other), "the text depends on the theme");
        assert_eq!(text.width(), width, "row {y} is not straight: {text}");
        writeln!(shown, "{text}|").unwrap();
        let line = runs_of(row, other, &mut styles);
        match runs.last() {
            Some((_, last)) if *last == line => {}
            _ => runs.push((y, line)),
        }
    }
    if let Some(Position { x, y }) = caret {
        writeln!(shown, "caret: column {x}, row {y}").unwrap();
    }
    for (place, (dark, light)) in styles.iter().enumerate() {
        writeln!(shown, "{:>2}  {dark:<32} | {light}", letter(place)).unwrap();
    }
    for (y, line) in runs {
        writeln!(shown, "{y:>2}: {line}").unwrap();
    }
    shown
}

/// The symbols of a row; a wide one stands for the cell that it covers too.
fn text(row: &[Cell]) -> String {
    let mut text = String::new();
    let mut covered = 0;
    for cell in row {
        if covered > 0 {
            covered -= 1;
            continue;
        }
        text.push_str(cell.symbol());
        covered = cell.symbol().width().saturating_sub(1);
    }
    text
}

fn runs_of(row: &[Cell], other: &[Cell], styles: &mut Vec<(String, String)>) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut covered = 0;
    for (dark, light) in row.iter().zip(other) {
        // What a wide character covers is not drawn and has its style.
        if covered > 0 {
            covered -= 1;
            if let Some((count, _)) = runs.last_mut() {
                *count += 1;
            }
            continue;
        }
        covered = dark.symbol().width().saturating_sub(1);
        let style = (style(dark), style(light));
        let known = styles.iter().position(|one| *one == style);
        let place = known.unwrap_or_else(|| {
            styles.push(style);
            styles.len() - 1
        });
        match runs.last_mut() {
            Some((count, last)) if *last == place => *count += 1,
            _ => runs.push((1, place)),
        }
    }
    let runs = runs
        .iter()
        .map(|(count, place)| format!("{count}{}", letter(*place)));
    runs.collect::<Vec<_>>().join(" ")
}

fn style(cell: &Cell) -> String {
    let mut style = format!("{} on {}", color(cell.fg), color(cell.bg));
    for (mark, name) in MARKS {
        if cell.modifier.contains(mark) {
            style.push(' ');
            style.push_str(name);
        }
    }
    style
}

fn color(color: Color) -> String {
    match color {
        Color::Reset => "none".to_owned(),
        color => color.to_string().to_lowercase(),
    }
}

/// `a` to `z`, then `aa`, `ab` and so on.
fn letter(place: usize) -> String {
    let one = |place: usize| char::from(b'a' + u8::try_from(place % 26).unwrap());
    match place / 26 {
        0 => one(place).to_string(),
        more => format!("{}{}", one(more - 1), one(place)),
    }
}
