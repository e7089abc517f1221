//! Puts runs of plain characters on the screen at once instead of one by one.
//!
//! Most of what programs write is printable ASCII. The emulator takes each character with all its
//! questions (how wide, which character set, insert mode, what lay there); a run of plain ones has
//! one answer to all of them. Everything else goes to the emulator as it comes, after the run.

use alacritty_terminal::event::EventListener;
use alacritty_terminal::grid::Dimensions;
use alacritty_terminal::index::Column;
use alacritty_terminal::term::cell::Flags;
use alacritty_terminal::term::{Term, TermMode};
use alacritty_terminal::vte::ansi::{
    Attr, CharsetIndex, ClearMode, CursorShape, CursorStyle, Handler, Hyperlink, KeyboardModes,
    KeyboardModesApplyBehavior, LineClearMode, Mode, PrivateMode, Rgb, StandardCharset,
    TabulationClearMode,
};

/// The longest run that is gathered; longer ones are put in pieces.
const LONGEST: usize = 256;

/// The emulator behind a gatherer of runs; dropping it puts the last one.
pub struct Ink<'a, T: EventListener> {
    term: &'a mut Term<T>,
    run: [u8; LONGEST],
    length: usize,
}

impl<'a, T: EventListener> Ink<'a, T> {
    /// A gatherer with nothing in it.
    pub fn new(term: &'a mut Term<T>) -> Self {
        Self {
            term,
            run: [0; LONGEST],
            length: 0,
        }
    }

    /// Puts what was gathered.
    fn flush(&mut self) {
        let length = std::mem::take(&mut self.length);
        let run = self.run;
        let mut rest = run.get(..length).unwrap_or_default();
        while let Some((first, others)) = rest.split_first() {
            let put = put(self.term, rest);
            if put == 0 {
                self.term.input(char::from(*first));
                rest = others;
            } else {
                rest = rest.get(put..).unwrap_or_default();
            }
        }
    }
}

impl<T: EventListener> Drop for Ink<'_, T> {
    fn drop(&mut self) {
        self.flush();
    }
}

/// Puts as much of `run` as needs no question, and answers how much that was.
///
/// The last column is never part of it: what is written there decides how the line goes on.
fn put<T: EventListener>(term: &mut Term<T>, run: &[u8]) -> usize {
    let columns = term.columns();
    let insert = term.mode().contains(TermMode::INSERT);
    let grid = term.grid_mut();
    let cursor = &grid.cursor;
    let plain = [
        CharsetIndex::G0,
        CharsetIndex::G1,
        CharsetIndex::G2,
        CharsetIndex::G3,
    ]
    .into_iter()
    .all(|set| cursor.charsets[set] == StandardCharset::Ascii);
    if insert || !plain || cursor.input_needs_wrap || cursor.template.extra.is_some() {
        return 0;
    }
    let start = cursor.point.column.0;
    let count = run.len().min((columns - 1).saturating_sub(start));
    let (fg, bg) = (cursor.template.fg, cursor.template.bg);
    let flags = cursor.template.flags;
    let line = cursor.point.line;
    let cells = &mut grid[line][Column(start)..Column(start + count)];
    let wide = Flags::WIDE_CHAR | Flags::WIDE_CHAR_SPACER;
    if cells.iter().any(|cell| cell.flags.intersects(wide)) {
        return 0;
    }
    for (cell, byte) in cells.iter_mut().zip(run) {
        cell.c = char::from(*byte);
        cell.fg = fg;
        cell.bg = bg;
        cell.flags = flags;
        cell.extra = None;
    }
    grid.cursor.point.column += count;
    count
}

/// Hands methods on to the emulator, after the run before them.
macro_rules! after_the_run {
    ($($name:ident($($arg:ident: $kind:ty),*);)*) => {
        $(
            #[inline]
            fn $name(&mut self, $($arg: $kind),*) {
                self.flush();
                self.term.$name($($arg),*);
            }
        )*
    };
}

impl<T: EventListener> Handler for Ink<'_, T> {
    #[inline]
    fn input(&mut self, c: char) {
        if !(' '..='~').contains(&c) {
            self.flush();
            self.term.input(c);
            return;
        }
        if self.length == LONGEST {
            self.flush();
        }
        if let (Some(slot), Ok(byte)) = (self.run.get_mut(self.length), u8::try_from(c)) {
            *slot = byte;
            self.length += 1;
        }
    }

    after_the_run! {
        backspace();
        bell();
        carriage_return();
        clear_line(mode: LineClearMode);
        clear_screen(mode: ClearMode);
        clear_tabs(mode: TabulationClearMode);
        clipboard_load(clipboard: u8, terminator: &str);
        clipboard_store(clipboard: u8, base64: &[u8]);
        configure_charset(index: CharsetIndex, charset: StandardCharset);
        decaln();
        delete_chars(count: usize);
        delete_lines(lines: usize);
        device_status(arg: usize);
        dynamic_color_sequence(prefix: String, index: usize, terminator: &str);
        erase_chars(count: usize);
        goto(line: i32, col: usize);
        goto_col(col: usize);
        goto_line(line: i32);
        identify_terminal(intermediate: Option<char>);
        insert_blank(count: usize);
        insert_blank_lines(lines: usize);
        linefeed();
        move_backward(cols: usize);
        move_backward_tabs(count: u16);
        move_down(lines: usize);
        move_down_and_cr(lines: usize);
        move_forward(cols: usize);
        move_forward_tabs(count: u16);
        move_up(lines: usize);
        move_up_and_cr(lines: usize);
        newline();
        pop_keyboard_modes(to_pop: u16);
        pop_title();
        push_keyboard_mode(mode: KeyboardModes);
        push_title();
        put_tab(count: u16);
        report_keyboard_mode();
        report_mode(mode: Mode);
        report_private_mode(mode: PrivateMode);
        reset_color(index: usize);
        reset_state();
        restore_cursor_position();
        reverse_index();
        save_cursor_position();
        scroll_down(lines: usize);
        scroll_up(lines: usize);
        set_active_charset(index: CharsetIndex);
        set_color(index: usize, color: Rgb);
        set_cursor_shape(shape: CursorShape);
        set_cursor_style(style: Option<CursorStyle>);
        set_horizontal_tabstop();
        set_hyperlink(hyperlink: Option<Hyperlink>);
        set_keyboard_mode(mode: KeyboardModes, apply: KeyboardModesApplyBehavior);
        set_keypad_application_mode();
        set_mode(mode: Mode);
        set_private_mode(mode: PrivateMode);
        set_scrolling_region(top: usize, bottom: Option<usize>);
        set_title(title: Option<String>);
        substitute();
        terminal_attribute(attr: Attr);
        text_area_size_chars();
        text_area_size_pixels();
        unset_keypad_application_mode();
        unset_mode(mode: Mode);
        unset_private_mode(mode: PrivateMode);
    }
}
