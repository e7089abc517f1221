//! Reads a key: from a pipe, or from the terminal without showing it.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

use super::exit::{Exit, Failure};

/// The longest line that is read as a key, in bytes.
const LONGEST: u64 = 16 * 1024;

/// Keys that end, change or give up what is typed.
const CTRL_C: u8 = 0x03;
const CTRL_D: u8 = 0x04;
const CTRL_U: u8 = 0x15;
const BACKSPACE: [u8; 2] = [0x08, 0x7f];

/// Reads one line that nobody else may see; on a terminal after `question`.
///
/// # Errors
/// Nothing to read, or a person who gives up.
pub fn read(question: &str) -> Result<String, Failure> {
    let stdin = io::stdin();
    let text = if stdin.is_terminal() {
        typed(question)?
    } else {
        let mut line = Vec::new();
        let mut input = stdin.lock().take(LONGEST);
        input
            .read_until(b'\n', &mut line)
            .map_err(|error| Failure::failed(format!("standard input cannot be read: {error}")))?;
        String::from_utf8_lossy(&line).into_owned()
    };
    let text = text.trim().to_owned();
    if text.is_empty() {
        return Err(Failure::usage(
            "no key came: give it on standard input, or type it when asked",
        ));
    }
    Ok(text)
}

/// Reads a line from the terminal, which shows none of it.
fn typed(question: &str) -> Result<String, Failure> {
    let failed =
        |error: io::Error| Failure::failed(format!("the terminal cannot be read: {error}"));
    let mut err = io::stderr().lock();
    write!(err, "{question}").and_then(|()| err.flush()).ok();
    let hidden = Hidden::begin().map_err(failed)?;
    let read = line(&mut io::stdin().lock());
    drop(hidden);
    writeln!(err).ok();
    match read.map_err(failed)? {
        Some(line) => Ok(line),
        None => Err(Failure {
            message: "nothing was kept".to_owned(),
            exit: Exit::Interrupted,
        }),
    }
}

/// A line as it is typed; none where the person gives up.
fn line(input: &mut impl io::BufRead) -> io::Result<Option<String>> {
    let mut typed = Vec::new();
    for byte in input.bytes() {
        match byte? {
            b'\r' | b'\n' => break,
            CTRL_C => return Ok(None),
            CTRL_D if typed.is_empty() => return Ok(None),
            CTRL_U => typed.clear(),
            byte if BACKSPACE.contains(&byte) => {
                typed.pop();
            }
            byte => typed.push(byte),
        }
    }
    Ok(Some(String::from_utf8_lossy(&typed).into_owned()))
}

/// A terminal that shows nothing and breaks off nothing, until this is dropped: a process that is
/// ended in between would leave it silent.
struct Hidden(Termios);

impl Hidden {
    fn begin() -> io::Result<Self> {
        let before = tcgetattr(io::stdin())?;
        let mut silent = before.clone();
        silent.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
        tcsetattr(io::stdin(), OptionalActions::Flush, &silent)?;
        Ok(Self(before))
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        // Nothing can be done about a terminal that is gone.
        tcsetattr(io::stdin(), OptionalActions::Flush, &self.0).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(keys: &[u8]) -> Option<String> {
        line(&mut io::Cursor::new(keys)).unwrap()
    }

    #[test]
    fn a_line_can_be_mended_and_given_up() {
        assert_eq!(read(b"sk-1\nrest").as_deref(), Some("sk-1"));
        assert_eq!(read(b"sx\x7fk\x081").as_deref(), Some("s1"));
        assert_eq!(read(b"wrong\x15right\r").as_deref(), Some("right"));
        assert_eq!(read(b"sk\x03"), None);
        assert_eq!(read(b"\x04"), None);
    }
}
