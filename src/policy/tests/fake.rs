use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use crate::policy::scene::{Confined, Facts, Scene};

/// A file system in memory.
#[derive(Default)]
pub struct Fake {
    entries: BTreeMap<PathBuf, Entry>,
}

enum Entry {
    Dir,
    File(u64),
    Link(PathBuf),
}

impl Fake {
    /// A small project in `/w/app`, a home in `/home/u`, and a few programs.
    pub fn project() -> Self {
        let mut fake = Self::default();
        for dir in [
            "/w/app/src/inner",
            "/w/app/docs",
            "/w/app/.git/hooks",
            "/home/u/.ssh",
            "/usr/bin",
            "/tmp",
            "/w/app-other",
        ] {
            fake.dir(dir);
        }
        for file in [
            "/w/app/Cargo.toml",
            "/w/app/README.md",
            "/w/app/data.txt",
            "/w/app/src/main.rs",
            "/w/app/src/lib.rs",
            "/w/app/docs/guide.md",
            "/w/app/script.py",
            "/w/app/main.c",
            "/w/app/main.o",
            "/w/app/app",
            "/w/app/app.db",
            "/w/app/old.tar",
            "/w/app/pic.png",
            "/w/app/xx00",
            "/w/app/daaa",
            "/w/app/dupaa",
            "/w/app/dist/bundle.js",
            "/w/app/.env",
            "/w/app/.git/config",
            "/etc/passwd",
            "/etc/shadow",
            "/home/u/.ssh/id_rsa",
            "/home/u/.bashrc",
            "/w/secret.txt",
            "/usr/bin/ls",
            "/usr/bin/git",
        ] {
            fake.file(file, 1);
        }
        fake.file("/w/app/twice.txt", 2);
        fake.link("/w/app/out", "/etc");
        fake.link("/w/app/up", "..");
        fake.link("/w/app/nowhere", "/w/gone/file");
        fake.link("/w/app/inside", "src");
        fake.link("/w/app/hooks", ".git/hooks");
        fake.link("/w/app/loop", "loop");
        fake.link("/w/app/key", "/home/u/.ssh/id_rsa");
        fake.link("/usr/bin/planted", "/w/app/script.py");
        fake.link("/bin", "usr/bin");
        fake
    }

    pub fn dir(&mut self, path: &str) {
        for ancestor in Path::new(path).ancestors() {
            self.entries
                .entry(ancestor.to_owned())
                .or_insert(Entry::Dir);
        }
    }

    pub fn file(&mut self, path: &str, links: u64) {
        let path = Path::new(path);
        self.dir(path.parent().unwrap().to_str().unwrap());
        self.entries.insert(path.to_owned(), Entry::File(links));
    }

    pub fn link(&mut self, path: &str, to: &str) {
        self.entries.insert(path.into(), Entry::Link(to.into()));
    }

    pub fn remove(&mut self, path: &str) {
        self.entries.remove(Path::new(path));
    }

    /// The scene in the project.
    pub fn scene(&self, confined: Confined) -> Scene<'_> {
        Scene {
            workspace: Path::new("/w/app"),
            home: Some(Path::new("/home/u")),
            cwd: Path::new("/w/app"),
            confined,
            facts: self,
        }
    }

    fn walk(&self, path: &Path, depth: u32) -> Option<PathBuf> {
        let mut real = PathBuf::new();
        for part in path.components() {
            match part {
                Component::RootDir | Component::Prefix(_) => real.push(part),
                Component::CurDir => {}
                Component::ParentDir => {
                    real.pop();
                }
                Component::Normal(name) => {
                    let parent = real.clone();
                    real.push(name);
                    match self.entries.get(&real)? {
                        Entry::Dir | Entry::File(_) => {}
                        Entry::Link(to) if depth < 8 => {
                            real = self.walk(&parent.join(to), depth + 1)?;
                        }
                        Entry::Link(_) => return None,
                    }
                }
            }
        }
        self.entries.contains_key(&real).then_some(real)
    }
}

impl Facts for Fake {
    fn exists(&self, path: &Path) -> bool {
        let parent = path.parent().and_then(|parent| self.walk(parent, 0));
        let name = path.file_name();
        match (parent, name) {
            (Some(parent), Some(name)) => self.entries.contains_key(&parent.join(name)),
            _ => self.walk(path, 0).is_some(),
        }
    }

    fn is_dir(&self, path: &Path) -> bool {
        self.walk(path, 0)
            .is_some_and(|real| matches!(self.entries.get(&real), Some(Entry::Dir)))
    }

    fn resolve(&self, path: &Path) -> Option<PathBuf> {
        self.walk(path, 0)
    }

    fn hard_links(&self, path: &Path) -> u64 {
        match self.entries.get(path) {
            Some(Entry::File(links)) => *links,
            Some(Entry::Dir | Entry::Link(_)) => 1,
            None => 0,
        }
    }
}
