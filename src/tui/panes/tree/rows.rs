//! The rows of the tree that are open, flat and in order, so that only what is on screen is looked at.

use std::collections::{BTreeSet, HashMap};
use std::ffi::{OsStr, OsString};
use std::ops::Range;

use crate::workspace::files::JailedPath;
use crate::workspace::listing::{Entry, EntryKind, ListingError};

/// A folder that is open, or was when its listing was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FolderId(u32);

/// The workspace itself; it has no row.
const ROOT: FolderId = FolderId(0);

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The name, as the file system has it.
    pub name: Box<OsStr>,
    /// What it is.
    pub kind: EntryKind,
    /// How deep it lies below the workspace.
    pub depth: u16,
    /// The folder that holds it.
    folder: FolderId,
    /// The folder that it is, when it is open.
    opened: Option<FolderId>,
}

impl Row {
    /// True for a folder that is open.
    pub fn is_open(&self) -> bool {
        self.opened.is_some()
    }
}

/// What is known of an open folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// It is being read.
    Asked,
    /// Its entries are rows.
    Known,
    /// It could not be read.
    Failed(ListingError),
}

#[derive(Debug, Clone)]
struct Folder {
    path: JailedPath,
    listing: Listing,
}

/// All rows, and the folders that they belong to.
#[derive(Debug, Clone)]
pub struct Rows {
    all: Vec<Row>,
    folders: HashMap<FolderId, Folder>,
    by_path: HashMap<JailedPath, FolderId>,
    /// Folders that open again when the folder around them does.
    remembered: BTreeSet<JailedPath>,
    next: u32,
}

impl Default for Rows {
    fn default() -> Self {
        let root = Folder {
            path: JailedPath::default(),
            listing: Listing::Asked,
        };
        Self {
            all: Vec::new(),
            folders: HashMap::from([(ROOT, root)]),
            by_path: HashMap::from([(JailedPath::default(), ROOT)]),
            remembered: BTreeSet::new(),
            next: 1,
        }
    }
}

impl Rows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// True when there is no row.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The row at `index`.
    pub fn get(&self, index: usize) -> Option<&Row> {
        self.all.get(index)
    }

    /// All rows from the top.
    pub fn iter(&self) -> impl Iterator<Item = &Row> {
        self.all.iter()
    }

    /// The path of the row at `index`.
    pub fn path(&self, index: usize) -> Option<JailedPath> {
        let row = self.all.get(index)?;
        // A name that a listing gave is a name that a file can have.
        self.folders.get(&row.folder)?.path.entry(&row.name).ok()
    }

    /// The row of `path`, if it is among the rows.
    pub fn position(&self, path: &JailedPath) -> Option<usize> {
        let folder = self.by_path.get(&path.parent()?)?;
        let name = path.name()?;
        self.all
            .iter()
            .position(|row| row.folder == *folder && *row.name == *name)
    }

    /// The row of the folder that holds the row at `index`; top rows have none.
    pub fn parent(&self, index: usize) -> Option<usize> {
        let folder = self.all.get(index)?.folder;
        self.row_of(folder)
    }

    /// What is known of the open folder at `index`.
    pub fn listing(&self, index: usize) -> Option<&Listing> {
        let id = self.all.get(index)?.opened?;
        Some(&self.folders.get(&id)?.listing)
    }

    /// What is known of the workspace itself.
    pub fn root_listing(&self) -> Option<&Listing> {
        Some(&self.folders.get(&ROOT)?.listing)
    }

    /// True when the open folder at `index` has no rows.
    pub fn is_empty_folder(&self, index: usize) -> bool {
        let Some(row) = self.all.get(index) else {
            return false;
        };
        let next = self.all.get(index + 1);
        next.is_none_or(|next| next.depth <= row.depth)
    }

    /// Every open folder, the workspace included.
    pub fn open_folders(&self) -> impl Iterator<Item = &JailedPath> {
        self.by_path.keys()
    }

    /// True when `path` is an open folder.
    pub fn is_open(&self, path: &JailedPath) -> bool {
        self.by_path.contains_key(path)
    }

    /// Opens the folder at `index`; its path when it must be listed.
    pub fn open(&mut self, index: usize) -> Option<JailedPath> {
        let path = self.path(index)?;
        let row = self.all.get_mut(index)?;
        if !row.kind.is_folder() || row.opened.is_some() {
            return None;
        }
        let id = FolderId(self.next);
        self.next += 1;
        row.opened = Some(id);
        let folder = Folder {
            path: path.clone(),
            listing: Listing::Asked,
        };
        self.folders.insert(id, folder);
        self.by_path.insert(path.clone(), id);
        self.remembered.insert(path.clone());
        Some(path)
    }

    /// Closes the folder at `index`; what was open in it opens again with it.
    pub fn close(&mut self, index: usize) {
        let inner = self.inner_of(index);
        let removed: Vec<Row> = self.all.drain(inner).collect();
        self.forget(&removed);
        if let Some(row) = self.all.get_mut(index)
            && let Some(id) = row.opened.take()
            && let Some(folder) = self.folders.remove(&id)
        {
            self.by_path.remove(&folder.path);
            self.remembered.remove(&folder.path);
        }
    }

    /// Closes everything.
    pub fn close_all(&mut self) {
        self.all.retain(|row| row.depth == 0);
        for row in &mut self.all {
            row.opened = None;
        }
        self.folders.retain(|id, _| *id == ROOT);
        self.by_path.retain(|_, id| *id == ROOT);
        self.remembered.clear();
    }

    /// Takes in the listing of `path`; tells whether a row changed, and which folders to list next.
    pub fn listed(
        &mut self,
        path: &JailedPath,
        outcome: Result<Vec<Entry>, ListingError>,
    ) -> (Altered, Vec<JailedPath>) {
        let Some(id) = self.by_path.get(path).copied() else {
            return (Altered::No, Vec::new());
        };
        let (inner, depth) = match self.row_of(id) {
            Some(index) => (self.inner_of(index), self.all[index].depth + 1),
            None if id == ROOT => (0..self.all.len(), 0),
            None => return (Altered::No, Vec::new()),
        };
        let (listing, entries) = match outcome {
            Ok(entries) => (Listing::Known, entries),
            Err(error) => (Listing::Failed(error), Vec::new()),
        };
        let mut changed = Altered::No;
        if let Some(folder) = self.folders.get_mut(&id)
            && folder.listing != listing
        {
            folder.listing = listing;
            changed = Altered::Yes;
        }
        if self.has_exactly(inner.clone(), depth, &entries) {
            return (changed, Vec::new());
        }
        let next = self.replace(inner, depth, id, entries);
        (Altered::Yes, next)
    }

    /// True when the rows right below a folder are `entries` already.
    fn has_exactly(&self, inner: Range<usize>, depth: u16, entries: &[Entry]) -> bool {
        let rows = self.all[inner].iter().filter(|row| row.depth == depth);
        rows.map(|row| (&*row.name, row.kind))
            .eq(entries.iter().map(|entry| (&*entry.name, entry.kind)))
    }

    fn replace(
        &mut self,
        inner: Range<usize>,
        depth: u16,
        folder: FolderId,
        entries: Vec<Entry>,
    ) -> Vec<JailedPath> {
        let start = inner.start;
        let mut open = take_open(self.all.drain(inner), depth);
        let mut rows = Vec::with_capacity(entries.len());
        let mut wanted = Vec::new();
        let path = self.folders.get(&folder).map(|folder| folder.path.clone());
        for entry in entries {
            if entry.kind.is_folder()
                && let Some(kept) = open.remove(&entry.name)
            {
                rows.extend(kept);
                continue;
            }
            if entry.kind.is_folder()
                && !self.remembered.is_empty()
                && let Some(Ok(path)) = path.as_ref().map(|path| path.entry(&entry.name))
                && self.remembered.contains(&path)
            {
                wanted.push(start + rows.len());
            }
            rows.push(Row {
                name: entry.name.into_boxed_os_str(),
                kind: entry.kind,
                depth,
                folder,
                opened: None,
            });
        }
        self.all.splice(start..start, rows);
        for gone in open.into_values() {
            self.forget(&gone);
        }
        wanted
            .into_iter()
            .filter_map(|index| self.open(index))
            .collect()
    }

    /// Forgets the folders that `rows`, which are no longer shown, had open.
    fn forget(&mut self, rows: &[Row]) {
        for id in rows.iter().filter_map(|row| row.opened) {
            if let Some(folder) = self.folders.remove(&id) {
                self.by_path.remove(&folder.path);
            }
        }
    }

    fn row_of(&self, id: FolderId) -> Option<usize> {
        self.all.iter().position(|row| row.opened == Some(id))
    }

    /// The rows of everything in the folder at `index`.
    fn inner_of(&self, index: usize) -> Range<usize> {
        let Some(row) = self.all.get(index) else {
            return 0..0;
        };
        let below = &self.all[index + 1..];
        let count = below.iter().take_while(|inner| inner.depth > row.depth);
        index + 1..index + 1 + count.count()
    }
}

/// Whether rows changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Altered {
    /// What is shown is as it was.
    No,
    /// Something is different.
    Yes,
}

/// The open folders among the rows of `depth`, each with the rows in it.
fn take_open(rows: impl Iterator<Item = Row>, depth: u16) -> HashMap<OsString, Vec<Row>> {
    let mut open: HashMap<OsString, Vec<Row>> = HashMap::new();
    let mut current: Option<OsString> = None;
    for row in rows {
        if row.depth == depth {
            current = row.opened.map(|_| row.name.to_os_string());
        }
        if let Some(name) = &current {
            open.entry(name.clone()).or_default().push(row);
        }
    }
    open
}
