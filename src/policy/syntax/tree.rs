//! The second reader: a full grammar of the shell must see the same words and operators.

use tree_sitter::{Node, Parser};

use super::scan::{Operator, Token};
use super::word::{Problem, Trouble};
use crate::domain::verdict::Span;

/// Kinds that only hold others.
const HOLDERS: [&str; 6] = [
    "program",
    "command",
    "command_name",
    "pipeline",
    "list",
    "redirected_statement",
];

/// Kinds that are a word, with all that is in them.
const WORDS: [&str; 6] = [
    "word",
    "number",
    "raw_string",
    "string",
    "concatenation",
    "variable_assignment",
];

/// Kinds that may be in a word.
const IN_WORDS: [&str; 9] = [
    "word",
    "number",
    "raw_string",
    "string",
    "string_content",
    "concatenation",
    "variable_name",
    "\"",
    "=",
];

/// Operators between commands.
const OPERATORS: [&str; 5] = ["&&", "||", "|", ";", "\n"];

/// Arrows of redirections.
const ARROWS: [&str; 7] = ["<", ">", ">>", ">|", "&>", "&>>", ">&"];

/// What the grammar found, in order.
#[derive(Default)]
struct Found {
    words: Vec<Span>,
    operators: Vec<Span>,
    arrows: Vec<Span>,
}

/// Refuses what the grammar of the shell reads in another way, or where it finds more than words,
/// operators and redirections.
pub(super) fn confirm(source: &str, tokens: &[Token]) -> Result<(), Problem> {
    let whole = Problem::new(Trouble::Ambiguous, 0, source.len());
    let mut parser = Parser::new();
    parser
        .set_language(&tree_sitter_bash::LANGUAGE.into())
        .map_err(|_| whole)?;
    // Without a line end the grammar takes a long pipe for a mistake first, and is slow to see that
    // it is none. The first reader has refused whatever the line end would complete.
    let ended = format!("{source}\n");
    let tree = parser.parse(&ended, None).ok_or(whole)?;
    let root = tree.root_node();
    let mut found = Found::default();
    visit(root, &mut found)?;
    if root.has_error() {
        return Err(Problem {
            trouble: Trouble::Broken,
            ..whole
        });
    }
    found.operators.retain(|span| span.from < source.len());
    compare(tokens, &found)
}

fn span(node: Node) -> Span {
    Span::new(node.start_byte(), node.end_byte())
}

fn visit(node: Node, found: &mut Found) -> Result<(), Problem> {
    let kind = node.kind();
    if node.is_missing() || node.is_error() {
        return Err(Problem {
            trouble: Trouble::Broken,
            span: span(node),
        });
    }
    if WORDS.contains(&kind) {
        found.words.push(span(node));
        return plain(node);
    }
    if OPERATORS.contains(&kind) {
        found.operators.push(span(node));
        return Ok(());
    }
    if HOLDERS.contains(&kind) {
        let mut cursor = node.walk();
        return node
            .children(&mut cursor)
            .try_for_each(|child| visit(child, found));
    }
    if kind == "file_redirect" {
        return redirect(node, found);
    }
    Err(Problem {
        trouble: trouble(kind),
        span: span(node),
    })
}

/// What a kind is that is not plain.
fn trouble(kind: &str) -> Trouble {
    match kind {
        "comment" => Trouble::Comment,
        "subshell" | "function_definition" => Trouble::Subshell,
        "heredoc_redirect" | "herestring_redirect" => Trouble::HereDocument,
        "&" => Trouble::Background,
        "simple_expansion"
        | "expansion"
        | "command_substitution"
        | "process_substitution"
        | "arithmetic_expansion"
        | "ansi_c_string"
        | "translated_string"
        | "$" => Trouble::Expansion,
        "brace_expression" => Trouble::Braces,
        "negated_command" => Trouble::Bang,
        _ => Trouble::Keyword,
    }
}

fn redirect(node: Node, found: &mut Found) -> Result<(), Problem> {
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        let kind = child.kind();
        if ARROWS.contains(&kind) {
            found.arrows.push(span(child));
        } else if WORDS.contains(&kind) {
            found.words.push(span(child));
            plain(child)?;
        } else if kind != "file_descriptor" {
            return Err(Problem {
                trouble: Trouble::Redirection,
                span: span(child),
            });
        }
    }
    Ok(())
}

/// Refuses a word in which something would be expanded.
fn plain(word: Node) -> Result<(), Problem> {
    let mut cursor = word.walk();
    for child in word.children(&mut cursor) {
        // A dollar that expands nothing is a part of its own in the grammar.
        if child.kind() != "$" && !IN_WORDS.contains(&child.kind()) {
            return Err(Problem {
                trouble: trouble(child.kind()),
                span: span(child),
            });
        }
        plain(child)?;
    }
    Ok(())
}

fn compare(tokens: &[Token], found: &Found) -> Result<(), Problem> {
    let mut words = found.words.iter();
    let mut arrows = found.arrows.iter();
    let mut operators = found.operators.iter().peekable();
    for token in tokens {
        let (ours, theirs) = match token {
            Token::Word(word) => (word.span, words.next()),
            Token::Redirect(_, span) => (*span, arrows.next()),
            // The grammar leaves out some line ends, which all readers see alike.
            Token::Operator(Operator::Newline, span) => {
                operators.next_if(|operator| **operator == *span);
                continue;
            }
            Token::Operator(_, span) => (*span, operators.next()),
        };
        if theirs != Some(&ours) {
            return Err(Problem {
                trouble: Trouble::Ambiguous,
                span: ours,
            });
        }
    }
    let left = words.next().or(arrows.next()).or(operators.next());
    left.map_or(Ok(()), |span| {
        Err(Problem {
            trouble: Trouble::Ambiguous,
            span: *span,
        })
    })
}
