//! Mouse events: the reports of X10, UTF-8 and SGR, and the wheel as arrow keys.

use crate::term::key::{Code, Key, Mods};
use crate::term::modes::{Mode, Modes, Reporting, Wire};
use crate::term::mouse::{Button, Mouse, MouseKind};

/// How many lines one notch of the wheel is where it becomes arrow keys.
const NOTCH: usize = 3;

/// The bytes of `event`, if the program wants it; otherwise it is the terminal's own to use.
pub fn mouse(event: &Mouse, modes: Modes) -> Option<Vec<u8>> {
    if modes.mouse == Reporting::Off {
        return wheel(event.kind, modes);
    }
    let wanted = match event.kind {
        MouseKind::Drag(_) => matches!(modes.mouse, Reporting::Drag | Reporting::Motion),
        MouseKind::Move => modes.mouse == Reporting::Motion,
        MouseKind::Press(_)
        | MouseKind::Release(_)
        | MouseKind::WheelUp
        | MouseKind::WheelDown
        | MouseKind::WheelLeft
        | MouseKind::WheelRight => true,
    };
    if !wanted {
        return None;
    }
    let code = code(event.kind) + held(event.mods);
    let (column, row) = (u32::from(event.column) + 1, u32::from(event.row) + 1);
    match modes.wire {
        Wire::Sgr => {
            let end = if matches!(event.kind, MouseKind::Release(_)) {
                'm'
            } else {
                'M'
            };
            Some(format!("\x1b[<{code};{column};{row}{end}").into_bytes())
        }
        Wire::Bytes => {
            let mut bytes = b"\x1b[M".to_vec();
            for number in [nameless(event.kind, code), column, row] {
                bytes.push(u8::try_from(number + 32).ok()?);
            }
            Some(bytes)
        }
        Wire::Utf8 => {
            let mut text = String::from("\x1b[M");
            for number in [nameless(event.kind, code), column, row] {
                text.push(char::from_u32(number + 32).filter(|c| *c < '\u{800}')?);
            }
            Some(text.into_bytes())
        }
    }
}

/// In the alternate screen the wheel moves as the arrow keys do.
fn wheel(kind: MouseKind, modes: Modes) -> Option<Vec<u8>> {
    if !modes.has(Mode::Alternate) || !modes.has(Mode::WheelKeys) {
        return None;
    }
    let code = match kind {
        MouseKind::WheelUp => Code::Up,
        MouseKind::WheelDown => Code::Down,
        MouseKind::Press(_)
        | MouseKind::Release(_)
        | MouseKind::Drag(_)
        | MouseKind::Move
        | MouseKind::WheelLeft
        | MouseKind::WheelRight => return None,
    };
    super::key(&Key::new(code, Mods::NONE), modes).map(|arrow| arrow.repeat(NOTCH))
}

/// The old reports do not say which button came up.
fn nameless(kind: MouseKind, code: u32) -> u32 {
    if matches!(kind, MouseKind::Release(_)) {
        code | 3
    } else {
        code
    }
}

fn code(kind: MouseKind) -> u32 {
    let button = |button| match button {
        Button::Left => 0,
        Button::Middle => 1,
        Button::Right => 2,
    };
    match kind {
        MouseKind::Press(pressed) | MouseKind::Release(pressed) => button(pressed),
        MouseKind::Drag(pressed) => button(pressed) + 32,
        MouseKind::Move => 35,
        MouseKind::WheelUp => 64,
        MouseKind::WheelDown => 65,
        MouseKind::WheelLeft => 66,
        MouseKind::WheelRight => 67,
    }
}

fn held(mods: Mods) -> u32 {
    [(Mods::SHIFT, 4), (Mods::ALT, 8), (Mods::CONTROL, 16)]
        .into_iter()
        .filter(|(held, _)| mods.contains(*held))
        .map(|(_, bit)| bit)
        .sum()
}
