//! Lays out what a model works with: its tools, the policy's rules, the sandbox.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::AppError;
use super::say::{SayRequest, Talk, WorkRequest};
use crate::config::{ApproveMode, Config, NetworkMode, SandboxMode, policy_file};
use crate::engine::session::Work;
use crate::engine::tooling::{Allows, Bench, CheckRun, Confinement, Rules};
use crate::policy::{Origin, RuleError, RuleSet, parse_rules, protected_names};
use crate::sandbox::{Access, Ladder, Network, Profile, Rung};
use crate::store::Store;
use crate::tools::{Toolbox, specs};

/// The rules of a workspace, which only tighten.
const OF_WORKSPACE: &str = ".vibecober/policy.yaml";

/// Where the output of commands is kept that is too long for a model, beside the store.
const ARTIFACTS: &str = "artifacts";

/// What a model works with in the turn that `request` asks for; none for a talk without tools.
///
/// In a home folder, and above one, lie keys and what programs start from: nobody works there. A chat
/// goes on as a talk.
pub fn work(
    config: &Config,
    request: &SayRequest,
    store: &Store,
) -> Result<Option<Work>, AppError> {
    let Some(wanted) = &request.work else {
        return Ok(None);
    };
    let workspace = workspace(request, store)?;
    let home = std::env::home_dir().and_then(|home| home.canonicalize().ok());
    match home.filter(|home| home.starts_with(&workspace)) {
        Some(_) if request.agent == "chat" => Ok(None),
        Some(_) => Err(AppError::TooWide(workspace)),
        None => lay_out(config, wanted, workspace).map(Some),
    }
}

fn lay_out(config: &Config, work: &WorkRequest, workspace: PathBuf) -> Result<Work, AppError> {
    let toolbox = Toolbox::new(&workspace, work.tools)?;
    let rules = Rules::new(rules(&workspace)?);
    let artifacts = folder(&config.database.value).join(ARTIFACTS);
    let bench = Bench {
        toolbox,
        specs: specs(work.tools),
        confinement: confinement(config, &workspace),
        workspace,
        rules,
        allows: match config.agent.approve.value {
            ApproveMode::Ask => Allows::Person,
            ApproveMode::Auto => Allows::AllButDestruction,
        },
        patience: work.patience,
        artifacts,
    };
    Ok(Work {
        bench: Arc::new(bench),
        limits: work.limits,
        time: work.time,
        check: work.check.clone().map(|command| CheckRun {
            command,
            limit: config.verify.check_timeout.value,
        }),
    })
}

/// The folder that the session is about.
fn workspace(request: &SayRequest, store: &Store) -> Result<PathBuf, AppError> {
    let about = match &request.talk {
        Talk::New(about) => Some(about.clone()),
        Talk::Again(id) | Talk::Fork(id) => store.read(|tx| tx.run(*id))?.request.target,
    };
    let about = about.ok_or(AppError::NoWorkspace)?;
    about.canonicalize().map_err(|source| AppError::Workspace {
        path: about,
        source,
    })
}

/// How its commands are confined; which rungs the machine has is found out when the first one runs.
fn confinement(config: &Config, workspace: &Path) -> Confinement {
    let mode = config.agent.sandbox.value;
    let own = policy_file().map(|place| folder(&place));
    let mut hidden = of_ours(&config.database.value, workspace);
    hidden.extend(own);
    let network = match config.agent.network.value {
        NetworkMode::Off => Network::Off,
        NetworkMode::On => Network::On,
    };
    let workspace = workspace.to_owned();
    Confinement::new(mode.name(), move || {
        let ladder = match mode {
            SandboxMode::Off => Ladder::lowest(),
            SandboxMode::Workspace | SandboxMode::ReadOnly => Ladder::probe(),
        };
        let (rung, access) = match mode {
            SandboxMode::Workspace => (ladder.rung(), Access::WorkspaceWrite),
            SandboxMode::ReadOnly => (ladder.rung(), Access::ReadOnly),
            SandboxMode::Off => (Rung::None, Access::WorkspaceWrite),
        };
        let mut profile = Profile::new(rung, &workspace);
        profile.access = access;
        profile.network = network;
        let names = protected_names().map(|name| workspace.join(name));
        // Of those that are not there, each would stand in the folder while a command runs.
        let held = names.filter(|path| path.symlink_metadata().is_ok() || is_always_held(path));
        profile.protected.extend(held);
        profile.kept_back = protected_names().collect();
        profile.hidden.extend(hidden.iter().cloned());
        (ladder, profile)
    })
}

/// What is ours and no command reads: the folder of the store, or only our files where the workspace
/// lies in that folder.
fn of_ours(database: &Path, workspace: &Path) -> Vec<PathBuf> {
    let folder = folder(database);
    let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
    if !workspace.starts_with(&real) {
        return vec![folder];
    }
    let beside = |end: &str| {
        let mut name = database.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let mut files = vec![folder.join(ARTIFACTS), beside("")];
    files.extend(["-wal", "-shm"].map(beside));
    files.retain(|file| file.symlink_metadata().is_ok());
    files
}

/// What a command may not make either: whoever opens the folder or enters it would run it.
fn is_always_held(path: &Path) -> bool {
    const HELD: [&str; 3] = [".vibecober", ".vscode", ".envrc"];
    HELD.iter().any(|name| path.ends_with(name))
}

/// The person's rules, and those of the workspace.
fn rules(workspace: &Path) -> Result<RuleSet, AppError> {
    let read = |place: &Path, origin: Origin| {
        let name = place.to_string_lossy();
        let text = match std::fs::read_to_string(place) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(RuleSet::empty()),
            // Rules that cannot be read may forbid something.
            Err(error) => {
                let problem = error.to_string();
                let place = name.into_owned();
                return Err(AppError::Rules(RuleError::Unreadable { place, problem }));
            }
        };
        let loaded = parse_rules(&name, &text).and_then(|rules| RuleSet::load(rules, origin));
        loaded.map_err(|error| AppError::Rules(error.within(&name)))
    };
    let own = match policy_file() {
        Some(place) => read(&place, Origin::Person)?,
        None => RuleSet::empty(),
    };
    Ok(own.and(read(&workspace.join(OF_WORKSPACE), Origin::Workspace)?))
}

/// The folder of a file.
fn folder(file: &Path) -> PathBuf {
    file.parent().unwrap_or(Path::new("/")).to_owned()
}
