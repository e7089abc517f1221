//! Functions that stand written already where the project goes: they are kept as long as they fit.

use std::fs;

use super::answer::OPEN;
use super::hole::Hole;
use crate::factory::agent::Board;

/// Who wrote a function that was kept.
pub const KEPT: &str = "what was there";

/// The file of the function of `hole` as it stands where the project goes; none where it is not written,
/// or has another signature or another meaning by now.
pub fn earlier(board: &Board, hole: &Hole<'_>) -> Option<String> {
    let target = board.target.as_deref()?;
    let text = fs::read_to_string(target.join(&hole.path)).ok()?;
    let files = board.rendered().ok()?;
    let stub = files.iter().find(|file| file.path == hole.path)?;
    fits(&stub.content, &text).then_some(text)
}

/// True for a written function with the signature and the docstring of the stub.
fn fits(stub: &str, text: &str) -> bool {
    let head: Vec<&str> = stub
        .lines()
        .skip_while(|line| !line.starts_with("def "))
        .take_while(|line| !line.starts_with(OPEN))
        .collect();
    let mut lines = text.lines().skip_while(|line| !line.starts_with("def "));
    let same = head.iter().all(|line| lines.next() == Some(line));
    same && !head.is_empty() && !text.lines().any(|line| line.starts_with(OPEN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_fits_while_its_signature_and_its_meaning_stay() {
        let stub = "\"\"\"x\"\"\"\n\n\ndef f(*, a: int) -> int:\n    \"\"\"Twice.\"\"\"\n    \
                    raise NotImplementedError(\"f\")\n";
        let open = "    raise NotImplementedError(\"f\")";
        let written = stub.replace(open, "    return 2 * a");
        assert!(fits(stub, &written));
        assert!(!fits(stub, stub));
        assert!(!fits(stub, &written.replace("a: int", "a: str")));
        assert!(!fits(stub, &written.replace("Twice", "Thrice")));
        assert!(!fits(stub, ""));
    }
}
