//! Writes a project to its folder, merged with what a person edited there, and keeps the build.

use std::collections::BTreeMap;
use std::path::Path;

use super::archive::pack;
use super::consent::{Change, Consent};
use super::record::Record;
use super::{Delivery, FactoryError, Occupied};
use crate::blueprint::{RenderedFile, from_yaml};
use crate::domain::approval::Question;
use crate::domain::build::{Build, ManifestEntry};
use crate::domain::event::EventKind;
use crate::domain::ids::BuildId;
use crate::store::Store;
use crate::workspace::{
    Conflict, Decision, FileTree, MergePlan, Placed, Staging, Target, WorkspaceError, inspect,
    merge, place_among, read_files, sha256,
};

/// The file that holds the typed model.
const MODEL: &str = "vibecober.yaml";

/// What was written, or why nothing was.
#[derive(Debug)]
pub struct Delivered {
    /// The stored build; none when a person must answer first.
    pub build: Option<Build>,
    /// How many files changed on disk.
    pub changed: usize,
    /// Files that a person edited and that were kept or merged.
    pub edited: Vec<String>,
    /// Files in which edits and new output meet; when there are any, nothing was written.
    pub conflicts: Vec<Conflict>,
}

/// What is to be done with each file, and what must be asked before.
struct Planned {
    merge: MergePlan,
    question: Option<Question>,
}

/// Writes `files` to the target as one transaction, or answers with what must be asked before;
/// `consent` is the answer to an earlier question, and counts for exactly what was asked.
pub fn deliver(
    record: &mut Record,
    files: &[RenderedFile],
    delivery: &Delivery,
    consent: Option<&Consent>,
) -> Result<(Delivered, Option<Question>), FactoryError> {
    let target = delivery.target.as_path();
    // Held from the first look to the last write: what another process writes there comes before
    // the plan or after it, never in between.
    let staging = Staging::begin(target)?;
    let planned = plan(record.store(), files, delivery, consent)?;
    let plan = planned.merge;
    if planned.question.is_some() {
        if !plan.conflicts.is_empty() {
            let files = plan.conflicts.iter().map(|conflict| conflict.path.clone());
            record.tell(EventKind::ConflictsFound {
                files: files.collect(),
            })?;
        }
        let held = Delivered {
            build: None,
            changed: 0,
            edited: plan.edited,
            conflicts: plan.conflicts,
        };
        return Ok((held, planned.question));
    }
    let (changed, placed) = write(staging, files, &plan)?;
    // When the store refuses, or the run was ended, the files are taken back.
    let build = keep(record, target, files, delivery.kept_builds)?;
    placed.map(Placed::keep).transpose()?;
    record.tell(EventKind::FilesWritten {
        target: target.to_owned(),
        files: files.len(),
        changed,
    })?;
    let delivered = Delivered {
        build: Some(build),
        changed,
        edited: plan.edited,
        conflicts: Vec::new(),
    };
    Ok((delivered, None))
}

/// Decides what to do with each file of the last output, the new one and the folder.
fn plan(
    store: &Store,
    files: &[RenderedFile],
    delivery: &Delivery,
    consent: Option<&Consent>,
) -> Result<Planned, FactoryError> {
    let target = delivery.target.as_path();
    let mut new = tree(files);
    let base = last_output(store, target)?;
    let known = base.as_ref().into_iter().flat_map(BTreeMap::keys);
    let disk = read_files(target, known.chain(new.keys()).map(String::as_str))?;
    keep_equal_model(&mut new, &disk);
    let change = Change {
        target,
        base: base.as_ref(),
        new: &new,
        disk: &disk,
    };
    // Looked at again at this moment, under the lock: an answer to another question is none.
    let consent = consent.filter(|consent| consent.covers(&change.binding()));
    let prefers = |path: &str| {
        let given = |consent: &Consent| consent.preference(path);
        consent.map_or(delivery.preference, given)
    };
    let empty = FileTree::new();
    let base = match (&base, inspect(target)?) {
        // A folder that was emptied or removed is written anew: nobody edits by removing everything.
        _ if disk.is_empty() && base.is_some() => &empty,
        (Some(base), Target::Absent | Target::Empty | Target::Occupied) => base,
        (None, Target::Absent | Target::Empty) => &empty,
        // A process died between the last rename and the store: every file is already in place.
        (None, Target::Occupied) if disk == new => &empty,
        (None, Target::Occupied) => return join(&change, delivery, consent),
    };
    let merge = merge(base, &new, &disk, prefers);
    let question = match merge.conflicts.as_slice() {
        [] => None,
        conflicts => Some(change.whose_lines(conflicts)),
    };
    Ok(Planned { merge, question })
}

/// Decides about a folder that holds files which no run of this store wrote.
fn join(
    change: &Change,
    delivery: &Delivery,
    consent: Option<&Consent>,
) -> Result<Planned, FactoryError> {
    let Some(consent) = consent else {
        return match delivery.occupied {
            Occupied::Refuse => Err(FactoryError::Foreign(change.target.display().to_string())),
            Occupied::Ask => Ok(Planned {
                merge: MergePlan::default(),
                question: Some(change.may_join()),
            }),
        };
    };
    let merge = place_among(change.new, change.disk, |path| consent.preference(path));
    // A yes without the choice that was asked for leaves the question open.
    let question = (!merge.conflicts.is_empty()).then(|| change.may_join());
    Ok(Planned { merge, question })
}

/// A model file that a person wrote in their own form, and that says the same, stays theirs.
fn keep_equal_model(new: &mut FileTree, disk: &FileTree) {
    let model = |tree: &FileTree| {
        let text = std::str::from_utf8(tree.get(MODEL)?).ok()?;
        from_yaml(text, MODEL).ok()
    };
    let (Some(theirs), Some(text)) = (model(disk), disk.get(MODEL)) else {
        return;
    };
    if model(new) == Some(theirs) {
        new.insert(MODEL.to_owned(), text.clone());
    }
}

fn write(
    staging: Staging,
    files: &[RenderedFile],
    plan: &MergePlan,
) -> Result<(usize, Option<Placed>), WorkspaceError> {
    let executable = |path: &str| {
        files
            .iter()
            .any(|file| file.executable && file.path == path)
    };
    let changed = plan
        .decisions
        .iter()
        .filter(|(_, decision)| *decision != Decision::Keep)
        .count();
    if changed == 0 {
        return Ok((0, None));
    }
    for (path, decision) in &plan.decisions {
        if let Decision::Write(content) = decision {
            staging.add(path, content, executable(path))?;
        }
    }
    let placed = staging.place(&plan.decisions)?;
    Ok((changed, Some(placed)))
}

/// Stores the build and what the next merge starts from.
fn keep(
    record: &mut Record,
    target: &Path,
    files: &[RenderedFile],
    kept_builds: u32,
) -> Result<Build, FactoryError> {
    let name = target.file_name().unwrap_or(target.as_os_str());
    let archive = pack(&name.to_string_lossy(), files).map_err(|error| {
        WorkspaceError::write(Path::new("the archive"), std::io::Error::other(error))
    })?;
    let manifest: Vec<ManifestEntry> = files
        .iter()
        .map(|file| ManifestEntry {
            path: file.path.clone(),
            bytes: u64::try_from(file.content.len()).unwrap_or(u64::MAX),
            sha256: sha256(file.content.as_bytes()),
            agent: file.agent,
        })
        .collect();
    let (run, target, output) = (record.run(), target.to_owned(), tree(files));
    // A run that was ended from outside stores no build.
    record.flush()?;
    let archive = record.store().stage_archive(BuildId::random(), &archive)?;
    let build = record.store().write(move |tx| {
        tx.replace_output(&target, run, &output)?;
        let build = tx.insert_build(run, &target, &manifest, archive)?;
        tx.prune_builds(&target, kept_builds)?;
        Ok(build)
    })?;
    Ok(build)
}

/// The contents of the last output for `target`.
fn last_output(store: &Store, target: &Path) -> Result<Option<FileTree>, FactoryError> {
    let found = store.read(|tx| {
        let Some(output) = tx.output(target)? else {
            return Ok(None);
        };
        let contents = output.files.into_iter().map(|(path, sha256)| {
            let content = tx.content(&sha256)?;
            Ok((path, content))
        });
        contents.collect::<Result<FileTree, _>>().map(Some)
    })?;
    Ok(found)
}

fn tree(files: &[RenderedFile]) -> FileTree {
    files
        .iter()
        .map(|file| (file.path.clone(), file.content.clone().into_bytes()))
        .collect()
}
