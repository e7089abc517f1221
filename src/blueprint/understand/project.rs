//! What the plan needs to know of an idea: its type and how complex it is.

use super::chunk::Chunk;
use super::token::{self, Token};
use super::vocabulary::Vocabulary;
use super::words::Class;
use super::{negation, scan};
use crate::blueprint::lexicon::Lexicon;
use crate::domain::app_model::{Capability, ProjectType};
use crate::domain::plan::Complexity;

/// The capabilities by which complexity is counted, and the words that name each.
const COUNTED: [(&str, &[&str]); 14] = [
    (
        "auth",
        &[
            "auth",
            "authentication",
            "authorization",
            "authorisation",
            "login",
            "log in",
            "sign in",
            "sign up",
            "signup",
            "user account",
            "account",
            "jwt",
            "oauth",
            "sso",
            "password",
        ],
    ),
    (
        "payment",
        &[
            "payment",
            "checkout",
            "stripe",
            "paypal",
            "subscription",
            "billing",
            "pay",
            "recurring payment",
            "credit card",
        ],
    ),
    (
        "email",
        &["email", "e mail", "newsletter", "smtp", "mailing"],
    ),
    (
        "notification",
        &["notification", "alert", "reminder", "notify"],
    ),
    (
        "real-time",
        &["real time", "realtime", "live update", "live"],
    ),
    ("websocket", &["websocket", "web socket"]),
    (
        "chat",
        &["chat", "messaging", "instant message", "chatroom"],
    ),
    ("video", &["video", "streaming", "livestream"]),
    ("image", &["image", "photo", "picture", "gallery", "avatar"]),
    ("upload", &["upload", "attachment", "file", "uploading"]),
    ("search", &["search", "searching", "searchable"]),
    (
        "analytics",
        &[
            "analytics",
            "statistic",
            "stats",
            "report",
            "reporting",
            "metric",
            "kpi",
        ],
    ),
    ("dashboard", &["dashboard"]),
    (
        "admin",
        &["admin", "administrator", "admin panel", "back office"],
    ),
];

/// How complex the idea is, and the distinct capabilities that it names.
pub fn complexity(idea: &str) -> (Complexity, Vec<&'static str>) {
    let named = Looked::at(idea).view().named();
    let complexity = match named.len() {
        0..=2 => Complexity::Simple,
        3..=5 => Complexity::Medium,
        _ => Complexity::Complex,
    };
    (complexity, named)
}

/// The kind of application that the idea describes.
pub fn project_type(idea: &str) -> ProjectType {
    Looked::at(idea).view().project_type()
}

/// An idea that is looked at for the plan alone.
struct Looked {
    tokens: Vec<Token>,
    chunks: Vec<Chunk>,
    lexicon: Lexicon,
}

impl Looked {
    fn at(idea: &str) -> Self {
        let lexicon = Lexicon::open();
        let vocabulary = Vocabulary::new(&lexicon);
        let tokens = token::tokens(idea);
        let mut chunks = scan::scan(&tokens, &[], &vocabulary, &lexicon);
        negation::mark(&tokens, &mut chunks);
        Self {
            tokens,
            chunks,
            lexicon,
        }
    }

    fn view(&self) -> View<'_> {
        View {
            tokens: &self.tokens,
            chunks: &self.chunks,
            lexicon: &self.lexicon,
        }
    }
}

/// An idea as far as the plan looks at it.
pub(super) struct View<'a> {
    pub tokens: &'a [Token],
    pub chunks: &'a [Chunk],
    pub lexicon: &'a Lexicon,
}

impl View<'_> {
    /// The capabilities that are named, as the plan calls them.
    pub(super) fn named(&self) -> Vec<&'static str> {
        COUNTED
            .iter()
            .filter(|(_, phrases)| phrases.iter().any(|phrase| self.names(phrase)))
            .map(|(name, _)| *name)
            .collect()
    }

    /// True where the idea has the phrase, whole and not negated.
    fn names(&self, phrase: &str) -> bool {
        let parts: Vec<&str> = phrase.split(' ').collect();
        let windows = self.tokens.windows(parts.len()).enumerate();
        windows.into_iter().any(|(at, window)| {
            let mut pairs = window.iter().zip(&parts);
            pairs.all(|(token, part)| token.word == *part || token.lemma == *part)
                && !self.is_negated(at)
        })
    }

    fn is_negated(&self, at: usize) -> bool {
        self.chunks
            .iter()
            .any(|chunk| chunk.negated && chunk.span.contains(&at))
    }

    /// The kind of application.
    pub(super) fn project_type(&self) -> ProjectType {
        let any = |phrases: &[&str]| phrases.iter().any(|phrase| self.names(phrase));
        let head = self.head();
        let heads = |words: &[&str]| head.iter().any(|word| words.contains(word));
        if any(LANDING) {
            return ProjectType::LandingPage;
        }
        if any(&["saas", "software as a service"]) {
            return ProjectType::Saas;
        }
        if any(INTELLIGENT) {
            return ProjectType::AiApp;
        }
        if heads(&["dashboard", "kpi"]) {
            return ProjectType::Dashboard;
        }
        if heads(&["api", "microservice", "backend", "webservice"]) {
            return ProjectType::Api;
        }
        if any(&[
            "multi tenant",
            "subscription",
            "recurring billing",
            "pricing plan",
        ]) {
            return ProjectType::Saas;
        }
        self.domain_type().unwrap_or(ProjectType::Crud)
    }

    /// The words before the first connector.
    fn head(&self) -> Vec<&str> {
        self.tokens
            .iter()
            .take_while(|token| !HEAD_ENDS.contains(&token.word.as_str()))
            .map(|token| token.lemma.as_str())
            .collect()
    }

    fn domain_type(&self) -> Option<ProjectType> {
        let id = self.chunks.iter().find_map(Chunk::domain)?;
        self.lexicon.domain(id).ok()?.project_type
    }
}

const LANDING: &[&str] = &[
    "landing page",
    "coming soon page",
    "waitlist page",
    "waiting list page",
    "launch page",
];
const INTELLIGENT: &[&str] = &[
    "ai",
    "artificial intelligence",
    "machine learning",
    "gpt",
    "chatgpt",
    "llm",
    "chatbot",
    "rag",
    "openai",
];
const HEAD_ENDS: &[&str] = &[
    "with",
    "where",
    "that",
    "which",
    ",",
    ".",
    "(",
    "without",
    "and",
    "has",
    "have",
    "including",
];

/// Why a word of `class` became nothing; none for words that are not reported.
pub(super) fn reason(class: Class) -> Option<&'static str> {
    match class {
        Class::Function | Class::Generic => None,
        Class::Tech => Some(
            "it is a technology that is not used; the project is built with FastAPI, SQLAlchemy and PostgreSQL or SQLite",
        ),
        Class::Describing => Some("it describes, but names nothing to store or do"),
        Class::Action => Some("it is an action for which there is no rule"),
    }
}

/// What words of technology say that every project is or has anyway.
pub(super) fn given(words: &str) -> Option<&'static str> {
    const KINDS: &[&str] = &[
        "api",
        "apis",
        "rest",
        "restful",
        "rest api",
        "backend",
        "back end",
        "microservice",
        "json",
        "http",
        "https",
        "server",
        "endpoint",
        "endpoints",
        "openapi",
        "swagger",
        "crud",
    ];
    const PARTS: &[&str] = &[
        "python",
        "fastapi",
        "sqlalchemy",
        "pydantic",
        "alembic",
        "pytest",
        "unit tests",
        "unittest",
        "unittests",
        "docker",
        "dockerized",
        "dockerised",
        "postgres",
        "postgresql",
        "sqlite",
        "sql",
        "compose",
        "uvicorn",
        "asgi",
    ];
    if KINDS.contains(&words) {
        Some("the kind of project: a JSON API over HTTP")
    } else if PARTS.contains(&words) {
        Some("what the project is built with anyway")
    } else {
        None
    }
}

/// Capabilities in a sentence.
pub(super) fn label(named: &[Capability]) -> String {
    let list: Vec<&str> = named.iter().map(|one| one.name()).collect();
    match list.as_slice() {
        [one] => format!("the capability {one}"),
        _ => format!("the capabilities {}", list.join(" and ")),
    }
}
