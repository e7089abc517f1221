//! What a turn is doing, and what there is to tell when it has ended.

use std::collections::{BTreeMap, HashMap};
use std::future::pending;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::pin::Pin;
use std::sync::Arc;

use futures_util::stream::FuturesUnordered;
use tokio::sync::{mpsc, watch};

use super::turn::TurnError;
use crate::domain::call::Call;
use crate::domain::evidence::{Check, Evidence};
use crate::domain::ids::ApprovalId;
use crate::domain::message::{Message, ToolUse};
use crate::domain::tool_call::ToolCall;
use crate::engine::calls::{Answer, CallError};
use crate::engine::tooling::{Carried, Note, Said};
use crate::engine::turn::{Asked, Reach};
use crate::llm::Stop;
use crate::sandbox::SandboxError;
use crate::store::StoreError;
use crate::tools::Tool;

/// Notes of calls that wait to be read.
const WAITING: usize = 64;

/// The way by which calls tell where they are.
type Notes = (mpsc::Sender<(u32, Note)>, mpsc::Receiver<(u32, Note)>);

/// Something that is being done.
pub(super) type Doing<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What there is to tell about the turn when it has ended.
#[derive(Default)]
pub(super) struct Told {
    pub(super) calls: Vec<Call>,
    pub(super) tools: Vec<ToolUse>,
    pub(super) message: Option<Arc<Message>>,
    pub(super) stop: Option<Stop>,
    pub(super) failed: Option<TurnError>,
    pub(super) check: Option<Check>,
    /// How often a check was run.
    pub(super) attempts: u32,
    pub(super) evidence: Option<Evidence>,
    pub(super) waits: Option<ApprovalId>,
}

/// What is being done, and what is to be done with the calls of the last answer.
pub(super) struct Doings {
    pub(super) asking: Option<Doing<Result<Answer, CallError>>>,
    pub(super) calls: FuturesUnordered<Doing<(u32, Result<Carried, StoreError>)>>,
    pub(super) deciding: Option<Doing<Result<Said, StoreError>>>,
    pub(super) checking: Option<Doing<Result<Check, SandboxError>>>,
    pub(super) stops: HashMap<u32, watch::Sender<bool>>,
    pub(super) notes: Notes,
    pub(super) open: BTreeMap<u32, ToolCall>,
    /// What the person said meanwhile that is no message yet.
    pub(super) steered: usize,
}

impl Doings {
    /// Nothing is done yet.
    pub(super) fn new() -> Self {
        Self {
            asking: None,
            calls: FuturesUnordered::new(),
            deciding: None,
            checking: None,
            stops: HashMap::new(),
            notes: mpsc::channel(WAITING),
            open: BTreeMap::new(),
            steered: 0,
        }
    }
}

/// A call as the state machine knows it.
pub(super) fn asked(call: &ToolUse) -> Asked {
    let reach = match Tool::named(&call.name) {
        Some(tool) if tool.mutates() => Reach::Changes,
        // An unknown one is refused before it does anything.
        Some(_) | None => Reach::Looks,
    };
    Asked {
        reach,
        call: number(&format!("{}\0{}", call.name, call.input)),
    }
}

/// A number for a text; equal texts have equal numbers.
pub(super) fn number(text: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text)
}

/// Waits for what is being done; forever where nothing is.
pub(super) async fn ready<T>(doing: &mut Option<Doing<T>>) -> T {
    match doing {
        Some(doing) => doing.await,
        None => pending().await,
    }
}
