//! What an agent wants, as lines.

use super::detail::{Line, difference, plain, say};
use crate::domain::wish::{AgentWish, FileFate, Risk, Wish};
use crate::tui::theme::Token;

/// Adds the lines about what an agent wants.
pub(super) fn lines(lines: &mut Vec<Line>, asked: &AgentWish, width: u16) {
    let risk = match asked.risk() {
        Risk::Low => Token::Good,
        Risk::Medium => Token::Warn,
        Risk::High => Token::Bad,
    };
    let head = format!("risk {} · {}", asked.risk().name(), asked.finding.rule);
    say(lines, &head, risk, width);
    let asker = &asked.asker;
    let mut chain = asker.ancestors.clone();
    chain.push(asker.agent.clone());
    let who = format!("{} · {}", chain.join(" → "), asker.session);
    say(lines, &who, Token::Muted, width);
    say(
        lines,
        &format!("sandbox {}", asked.sandbox),
        Token::Muted,
        width,
    );
    if !asked.reason.is_empty() {
        say(lines, &format!("“{}”", asked.reason), Token::Text, width);
    }
    match &asked.wish {
        Wish::Command { command, folder } => {
            say(lines, &folder.to_string_lossy(), Token::Faint, width);
            say(lines, &format!("$ {command}"), Token::Strong, width);
            if let Some(part) = asked.offending()
                && let Some(text) = command.get(part.from..part.to)
                && text.len() < command.len()
            {
                say(lines, &format!("because of: {text}"), Token::Bad, width);
            }
        }
        Wish::Address { url } => say(lines, url, Token::Strong, width),
        Wish::GoOn { noticed } => say(lines, noticed, Token::Text, width),
        Wish::Changes { files } => {
            for (number, file) in files.iter().enumerate() {
                let token = match file.change {
                    FileFate::New => Token::GitAdded,
                    FileFate::Edited => Token::GitModified,
                    FileFate::Deleted => Token::Bad,
                };
                let head = format!("{}  {}", file.path, file.change.name());
                lines.push(plain("", Token::Text));
                lines.push(plain(head, token));
                difference(lines, number, &file.diff);
            }
        }
    }
}
