//! The file of keys that `vibecober auth` keeps: only its owner can read it.

use std::collections::BTreeMap;
use std::fs::{self, File, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use etcetera::base_strategy::Xdg;
use rustix::fs::{FlockOperation, flock};

use super::document;
use super::error::ConfigError;
use super::gather;
use super::secret::Secret;
use crate::domain::model_name::ProviderName;

/// What others may do with a file of the owner alone: nothing.
const OWNER_ONLY: u32 = 0o600;

/// The rights that others have in a mode.
const OTHERS: u32 = 0o077;

/// The longest key, in bytes.
const LONGEST: usize = 8 * 1024;

/// The keys in the file.
#[derive(Debug, Clone, Default)]
pub struct Credentials {
    path: Option<PathBuf>,
    keys: BTreeMap<String, Secret>,
}

impl Credentials {
    /// The keys in `$XDG_CONFIG_HOME/vibecober/credentials.yaml`; none where there is no file.
    ///
    /// # Errors
    /// A file that cannot be used, or whose keys others can read and we cannot stop that.
    pub fn of_user() -> Result<Self, ConfigError> {
        let Ok(folders) = Xdg::new() else {
            return Ok(Self::default());
        };
        Self::read(&folders.config_dir().join("vibecober/credentials.yaml"))
    }

    /// The keys in the file at `path`.
    ///
    /// # Errors
    /// The same.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        tighten(path)?;
        let text = gather::read(path.to_path_buf()).text?.unwrap_or_default();
        let read = document::parse::<BTreeMap<String, Option<String>>>(path, &text);
        let read = read.map_err(without_content)?;
        let mut keys = BTreeMap::new();
        for (name, key) in &read.content {
            if ProviderName::new(name).is_none() {
                // It may be a key that was written in the wrong place: it is not repeated.
                let problem =
                    "a line begins with what is no name of a provider: write PROVIDER: KEY";
                return Err(read.wrong(&[], problem));
            }
            let key = key.as_deref().unwrap_or_default();
            let key = checked(key).map_err(|problem| read.wrong(&[name], &problem))?;
            keys.insert(name.clone(), key);
        }
        Ok(Self {
            path: Some(path.to_path_buf()),
            keys,
        })
    }

    /// Where the file lies, or would.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The key for that provider.
    pub fn key(&self, provider: &str) -> Option<&Secret> {
        self.keys.get(provider)
    }

    /// The providers that there are keys for.
    pub fn providers(&self) -> impl Iterator<Item = &str> {
        self.keys.keys().map(String::as_str)
    }

    /// Keeps a key, in place of the one that was kept.
    ///
    /// # Errors
    /// A key that is none, no home, or a file that cannot be written; nothing is changed then.
    pub fn add(&mut self, provider: &ProviderName, key: &str) -> Result<(), ConfigError> {
        let place = || format!("the key for {provider}");
        let key = checked(key).map_err(|problem| ConfigError::BadValue {
            place: place(),
            problem,
        })?;
        self.change(|keys| {
            keys.insert(provider.to_string(), key);
        })
    }

    /// Forgets a key; false when there was none.
    ///
    /// # Errors
    /// A file that cannot be written; nothing is changed then.
    pub fn remove(&mut self, provider: &str) -> Result<bool, ConfigError> {
        if !self.keys.contains_key(provider) {
            return Ok(false);
        }
        self.change(|keys| {
            keys.remove(provider);
        })?;
        Ok(true)
    }

    /// Reads the file anew, changes the keys and writes it, all while nobody else may.
    fn change(
        &mut self,
        change: impl FnOnce(&mut BTreeMap<String, Secret>),
    ) -> Result<(), ConfigError> {
        let path = self.path.clone().ok_or(ConfigError::NoHome)?;
        let failed = |error: io::Error| ConfigError::reading(&path, &error);
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(failed)?;
        // Another process may add a key at this moment; the lock ends with the handle.
        let lock = File::open(folder).map_err(failed)?;
        flock(&lock, FlockOperation::LockExclusive).map_err(|error| failed(error.into()))?;
        let mut after = Self::read(&path)?;
        change(&mut after.keys);
        write(&path, folder, &after.keys).map_err(failed)?;
        *self = after;
        Ok(())
    }
}

/// Writes the whole file in one step; it is never there with half its keys, or readable by others.
fn write(path: &Path, folder: &Path, keys: &BTreeMap<String, Secret>) -> io::Result<()> {
    let plain: BTreeMap<&str, &str> = keys
        .iter()
        .map(|(name, key)| (name.as_str(), key.reveal()))
        .collect();
    let text = serde_yaml::to_string(&plain).map_err(io::Error::other)?;
    let mut file = tempfile::Builder::new()
        .permissions(Permissions::from_mode(OWNER_ONLY))
        .tempfile_in(folder)?;
    file.write_all(
        b"# Keys for models, kept by `vibecober auth`; nobody else can read this file.\n",
    )?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    // A link to a file that is kept elsewhere stays one.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    file.persist(target).map_err(|error| error.error)?;
    Ok(())
}

/// Takes others' right to read the file.
fn tighten(path: &Path) -> Result<(), ConfigError> {
    let Ok(found) = fs::metadata(path) else {
        return Ok(());
    };
    let open = found.permissions().mode() & OTHERS;
    if !found.is_file() || open == 0 {
        return Ok(());
    }
    fs::set_permissions(path, Permissions::from_mode(OWNER_ONLY)).map_err(|error| {
        ConfigError::BadValue {
            place: path.display().to_string(),
            problem: format!(
                "others can read the keys in it ({error}): take that right away with chmod 600"
            ),
        }
    })
}

/// The same error, without what stands in the file where a value is of the wrong kind.
fn without_content(error: ConfigError) -> ConfigError {
    match error {
        ConfigError::Syntax {
            path,
            line,
            problem,
        } if problem.contains("invalid type") => ConfigError::Syntax {
            path,
            line,
            problem: "write one 'provider: key' line for each key".to_owned(),
        },
        other => other,
    }
}

/// The key, if it can be one; what is wrong is said without showing it.
fn checked(key: &str) -> Result<Secret, String> {
    let key = key.trim();
    if key.is_empty() {
        return Err("it is empty: paste the key".to_owned());
    }
    if key.len() > LONGEST || !key.chars().all(|one| one.is_ascii_graphic()) {
        let problem = "it is too long, or holds blanks or odd characters: paste the key again";
        return Err(problem.to_owned());
    }
    Ok(Secret::new(key.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider(name: &str) -> ProviderName {
        ProviderName::new(name).unwrap()
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_key_is_kept_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/credentials.yaml");
        let mut keys = Credentials::read(&path).unwrap();
        assert!(!keys.remove("anthropic").unwrap());
        assert!(!path.exists(), "nothing is written for nothing");
        keys.add(&provider("anthropic"), " sk-1: #x \n")
            .unwrap_err();
        keys.add(&provider("anthropic"), "  sk-1:#x\n").unwrap();
        keys.add(&provider("nim"), "nvapi-2").unwrap();
        assert_eq!(mode(&path), 0o600);

        let mut read = Credentials::read(&path).unwrap();
        assert_eq!(read.key("anthropic").unwrap().reveal(), "sk-1:#x");
        assert_eq!(read.providers().collect::<Vec<_>>(), ["anthropic", "nim"]);
        assert!(read.remove("nim").unwrap());
        assert_eq!(Credentials::read(&path).unwrap().key("nim"), None);
    }

    #[test]
    fn what_another_process_added_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("credentials.yaml");
        let mut one = Credentials::read(&path).unwrap();
        let mut other = Credentials::read(&path).unwrap();
        one.add(&provider("openai"), "a").unwrap();
        other.add(&provider("nim"), "b").unwrap();
        assert_eq!(other.providers().count(), 2);
    }

    #[test]
    fn a_file_that_others_can_read_is_closed_to_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("credentials.yaml");
        fs::write(&path, "nim: nvapi-1\n").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        assert!(Credentials::read(&path).unwrap().key("nim").is_some());
        assert_eq!(mode(&path), 0o600);
    }

    #[test]
    fn a_mistake_in_the_file_is_told_without_a_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("credentials.yaml");
        for (text, said) in [
            ("nim: nvapi-secret\nopenai:\n", ":2: openai: it is empty"),
            (
                "Nim X: nvapi-secret\n",
                ":1: a line begins with what is no name",
            ),
            ("nim: nvapi-secret x\n", ":1: nim: it is too long, or holds"),
            ("- nvapi-secret\n", ":1: "),
            ("nvapi-secret\n", ":1: "),
        ] {
            fs::write(&path, text).unwrap();
            let told = Credentials::read(&path).unwrap_err().to_string();
            assert!(told.contains(said) && !told.contains("secret"), "{told}");
        }
    }
}
