//! Which rungs of the ladder hold on this machine, found out by trying.

use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use super::error::SandboxError;
use super::limits::Limits;
use super::order::{Kept, Order, Report};
use super::rung::{Access, Network, Rung};
use super::standby::{self, Standby};

/// Where bubblewrap may lie; never where a workspace could put another program of that name.
const BUBBLEWRAP: [&str; 4] = [
    "/usr/bin/bwrap",
    "/usr/local/bin/bwrap",
    "/bin/bwrap",
    "/run/current-system/sw/bin/bwrap",
];

/// Our own binary, even where its file was replaced since it was started.
#[cfg(target_os = "linux")]
const OURSELVES: &str = "/proc/self/exe";

/// A rung that does not hold, and what would change that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The rung.
    pub rung: Rung,
    /// Why it does not hold.
    pub why: String,
    /// What to do.
    pub raise: String,
}

/// The rungs that hold here. Making one starts processes: make it once and keep it.
#[derive(Debug, Clone, Serialize)]
pub struct Ladder {
    rung: Rung,
    missing: Vec<Missing>,
    #[serde(skip)]
    tools: Tools,
    #[serde(skip)]
    standby: Arc<Standby>,
}

/// The programs that a command is started with.
#[derive(Debug, Clone)]
pub(super) struct Tools {
    /// Our own binary.
    pub keeper: PathBuf,
    /// Bubblewrap, where it is installed.
    pub bubblewrap: Option<PathBuf>,
    /// The shell that commands are read by.
    pub shell: PathBuf,
}

impl Ladder {
    /// Tries the rungs from the top with a real command each, down to the first that holds.
    pub fn probe() -> Self {
        Self::probe_by(&ourselves())
    }

    /// The same with the binary `program` as keeper, for programs that are not our binary.
    pub fn probe_by(program: &Path) -> Self {
        let mut ladder = Self::bare(program);
        for rung in Rung::ALL {
            if ladder.try_rung(rung) {
                ladder.rung = rung;
                break;
            }
        }
        ladder
    }

    /// Tries no rung but the lowest: for those who chose to do without a sandbox.
    pub fn lowest() -> Self {
        let mut ladder = Self::bare(&ourselves());
        ladder.try_rung(Rung::None);
        ladder
    }

    /// Tries every rung, also those below the first that holds.
    pub fn survey() -> Self {
        let mut ladder = Self::probe();
        let below = Rung::ALL.into_iter().filter(|rung| *rung > ladder.rung);
        for rung in below.collect::<Vec<_>>() {
            ladder.try_rung(rung);
        }
        ladder
    }

    /// The best rung that holds here.
    pub fn rung(&self) -> Rung {
        self.rung
    }

    /// The rungs that were tried and do not hold.
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }

    /// Whether commands can be run on `rung`, as far as it was tried.
    ///
    /// # Errors
    /// When it was tried and does not hold.
    pub fn check(&self, rung: Rung) -> Result<(), SandboxError> {
        match self.missing.iter().find(|missing| missing.rung == rung) {
            None => Ok(()),
            Some(missing) => Err(SandboxError::Missing {
                rung,
                why: missing.why.clone(),
            }),
        }
    }

    /// Starts what the next command needs, which may take a while to come.
    ///
    /// # Panics
    /// Outside of a runtime, as all processes that are waited for.
    pub fn warm(&self) {
        self.standby.warm(&self.tools.keeper);
    }

    /// Lets go of what [`Ladder::warm`] started; what comes back waits until it is gone.
    pub fn cool(&self) -> impl Future<Output = ()> + Send + use<> {
        self.standby.cool()
    }

    /// Our side of a keeper that has no order yet.
    pub(super) fn keeper(&self) -> std::io::Result<tokio::process::Child> {
        self.standby.take(&self.tools.keeper)
    }

    pub(super) fn tools(&self) -> &Tools {
        &self.tools
    }

    fn bare(program: &Path) -> Self {
        let first =
            |paths: &[&'static str]| paths.iter().copied().find(|path| Path::new(path).exists());
        let bubblewrap = first(&BUBBLEWRAP);
        // What may run is judged by the grammar of bash.
        let shell = first(&["/bin/bash", "/usr/bin/bash"]);
        Self {
            rung: Rung::None,
            missing: Vec::new(),
            tools: Tools {
                keeper: program.to_owned(),
                bubblewrap: bubblewrap.map(PathBuf::from),
                shell: PathBuf::from(shell.unwrap_or("/bin/sh")),
            },
            standby: Arc::default(),
        }
    }

    /// Whether a command runs on `rung`; notes why not.
    fn try_rung(&mut self, rung: Rung) -> bool {
        let why = match self.trial(rung) {
            Ok((report, _)) if report.code == Some(0) => return true,
            Ok((report, said)) => [report.refused.unwrap_or_default(), said.trim().to_owned()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(": "),
            Err(error) => error.to_string(),
        };
        let raise = match rung {
            Rung::Bubblewrap if self.tools.bubblewrap.is_none() => {
                "apt-get install bubblewrap (or the same of your system)".to_owned()
            }
            Rung::Bubblewrap => allow_namespaces(),
            Rung::Landlock => {
                "use Linux 6.2 or newer, with 'landlock' in the boot parameter lsm=".to_owned()
            }
            Rung::None => "start vibecober from its own file".to_owned(),
        };
        self.missing.push(Missing { rung, why, raise });
        false
    }

    fn trial(&self, rung: Rung) -> io::Result<(Report, String)> {
        let workspace = tempfile::tempdir()?;
        let path = workspace.path().canonicalize()?;
        let order = Order {
            rung,
            access: Access::WorkspaceWrite,
            network: Network::Off,
            limits: Limits::default(),
            kept: Kept::default(),
            hidden: Vec::new(),
            home: None,
            words: ["/bin/sh", "-c", ":"].map(Into::into).into(),
            folder: path.clone().into(),
            workspace: path.clone().into(),
            env: Vec::new(),
            bubblewrap: self.tools.bubblewrap.clone(),
        };
        // Whoever the keeper runs as has to enter it.
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
        ask(&self.tools.keeper, &order)
    }
}

fn ourselves() -> PathBuf {
    #[cfg(target_os = "linux")]
    return PathBuf::from(OURSELVES);
    #[cfg(not(target_os = "linux"))]
    std::env::current_exe().unwrap_or_default()
}

/// Runs an order to its end; the answer and the output.
fn ask(program: &Path, order: &Order) -> io::Result<(Report, String)> {
    let mut child = standby::keeper(program).spawn()?;
    let mut input = child.stdin.take();
    if let Some(input) = &mut input {
        // A keeper that is none reads nothing; its answer says more than this error.
        input.write_all(&order.encode()?).ok();
    }
    let mut said = String::new();
    if let Some(output) = &mut child.stdout {
        output.read_to_string(&mut said).ok();
    }
    let mut answer = String::new();
    if let Some(output) = &mut child.stderr {
        output.read_to_string(&mut answer).ok();
    }
    drop(input);
    child.wait()?;
    Ok((serde_json::from_str(&answer)?, said))
}

/// What keeps bubblewrap from making namespaces here, and how to allow it.
fn allow_namespaces() -> String {
    let setting = |name: &str| {
        let value = fs::read_to_string(Path::new("/proc/sys").join(name));
        value
            .map(|value| value.trim().to_owned())
            .unwrap_or_default()
    };
    if setting("kernel/apparmor_restrict_unprivileged_userns") == "1" {
        return "allow bwrap in AppArmor (a profile with 'userns,' for /usr/bin/bwrap), or sysctl \
                kernel.apparmor_restrict_unprivileged_userns=0"
            .to_owned();
    }
    if setting("kernel/unprivileged_userns_clone") == "0" {
        return "sysctl kernel.unprivileged_userns_clone=1".to_owned();
    }
    if setting("user/max_user_namespaces") == "0" {
        return "sysctl user.max_user_namespaces=10000".to_owned();
    }
    "install bubblewrap 0.8 or newer and allow user namespaces; in a container, allow them with its \
     seccomp and AppArmor options"
        .to_owned()
}
