//! Everything under `.local` that something can be restored from, by its names; and the bytes of each.

use crate::{
    message::message,
    model::{ArticleId, SetId, Timestamp},
    store::{
        StoreError,
        backups::{self, Backup, Why},
        files::{
            conflict_copies::{self, Stray},
            disk::{FileKind, FileStamp},
            folder::Folder,
            layout::{
                ANNOTATIONS, CONFLICTS, DAMAGED_JOURNAL, FileTarget, JOURNAL, LOCAL, TRASH, article_of_text, text_path,
            },
        },
        recovery::{
            RecoverySource,
            git_conflict::{Side, side},
        },
    },
};

/// Something that can be restored.
#[derive(Debug, Clone)]
pub(super) struct RecoverablePiece {
    pub(super) id: String,
    /// The file that it would become.
    pub(super) path: String,
    pub(super) source: RecoverySource,
    pub(super) made: Option<Timestamp>,
    /// Among the pieces of one file the higher is the later; 0: unknown.
    pub(super) order: u64,
    pub(super) from: From,
}

/// Where its bytes are.
#[derive(Debug, Clone)]
pub(super) enum From {
    Backup(Backup),
    /// This file.
    Place(String),
    /// The project's own file, with Git's markers in it.
    Side(Side),
}

impl RecoverablePiece {
    fn of_backup(backup: Backup) -> Self {
        let source = match backup.why {
            Why::Saved => RecoverySource::Saved,
            Why::Replaced => RecoverySource::Replaced,
            Why::Removed => RecoverySource::Removed,
            Why::SetAside => RecoverySource::SetAside,
        };
        let (path, made, order) = (backup.path.clone(), Some(backup.made), backup.order);
        Self { id: backup.id(), path, source, made, order, from: From::Backup(backup) }
    }

    fn of_place(place: String, path: String, source: RecoverySource, stamp: FileStamp) -> Self {
        let made = (stamp != FileStamp::UNSURE).then(|| Timestamp((stamp.time / 1_000_000_000).max(0) as u64));
        Self { id: place.clone(), path, source, made, order: 0, from: From::Place(place) }
    }

    /// One of Git's two versions of a file.
    pub(super) fn of_side(path: &str, which: Side) -> Self {
        let (name, source) = match which {
            Side::Ours => ("ours", RecoverySource::GitOurs),
            Side::Theirs => ("theirs", RecoverySource::GitTheirs),
        };
        let order = u64::MAX - u64::from(which == Side::Theirs);
        Self { id: format!("{name}:{path}"), path: path.into(), source, made: None, order, from: From::Side(which) }
    }

    /// The piece of this id.
    pub(super) fn find(folder: &Folder, id: &str) -> Result<Self, StoreError> {
        for (name, which) in [("ours:", Side::Ours), ("theirs:", Side::Theirs)] {
            if let Some(path) = id.strip_prefix(name).filter(|path| is_known(path)) {
                return Ok(Self::of_side(path, which));
            }
        }
        all(folder).into_iter().find(|piece| piece.id == id).ok_or_else(|| {
            let fix = message!("See what there is with “tandai recover DIR”");
            StoreError::new(id, message!("there is nothing of this name to restore"), fix)
        })
    }

    /// Its bytes, whole.
    pub(super) fn bytes(&self, folder: &Folder) -> Result<Vec<u8>, StoreError> {
        let gone = |path: &str| StoreError::new(path, message!("the file is gone"), message!("Choose another one"));
        match &self.from {
            From::Backup(backup) => backups::read(folder, backup),
            From::Place(place) => folder.read(place)?.ok_or_else(|| gone(place)),
            From::Side(which) => {
                let both = folder.read(&self.path)?.ok_or_else(|| gone(&self.path))?;
                let no_sides = || {
                    let message = message!("Git's markers do not fit together here");
                    StoreError::new(self.path.as_str(), message, message!("Mend it in a text editor"))
                };
                side(&both, *which).ok_or_else(no_sides)
            }
        }
    }
}

fn is_known(path: &str) -> bool {
    FileTarget::parse(path).is_some() || article_of_text(path).is_some()
}

/// All but Git's.
pub(super) fn all(folder: &Folder) -> Vec<RecoverablePiece> {
    let mut found: Vec<RecoverablePiece> = backups::all(folder).into_iter().map(RecoverablePiece::of_backup).collect();
    found.retain(|piece| is_known(&piece.path));
    in_trash(folder, &mut found);
    in_conflicts(folder, &mut found);
    in_copies(folder, &mut found);
    for (name, stamp) in stamps(folder, LOCAL) {
        let place = format!("{LOCAL}/{name}");
        if place.starts_with(DAMAGED_JOURNAL) && !name.ends_with(".tandai-tmp") {
            found.push(RecoverablePiece::of_place(place, JOURNAL.into(), RecoverySource::Journal, stamp));
        }
    }
    found
}

/// Copies that synchronising programs set aside, of files and of whole sets.
fn in_copies(folder: &Folder, found: &mut Vec<RecoverablePiece>) {
    for Stray { path, copy_of } in conflict_copies::strays(folder) {
        let Some(of) = copy_of else { continue };
        let copies: Vec<(String, String)> = match folder.list(&path) {
            Ok(inside) if !is_known(&of) => {
                inside.into_iter().map(|(name, _)| (format!("{path}/{name}"), format!("{of}/{name}"))).collect()
            }
            _ => vec![(path, of)],
        };
        for (place, path) in copies.into_iter().filter(|(_, path)| is_known(path)) {
            let (parent, name) = place.rsplit_once('/').unwrap_or(("", &place));
            let stamp = stamps(folder, parent).into_iter().find(|(other, _)| other == name);
            let stamp = stamp.map_or(FileStamp::UNSURE, |(_, stamp)| stamp);
            let piece = RecoverablePiece::of_place(place, path, RecoverySource::SyncCopy, stamp);
            // Somebody waits for it: before older states.
            found.push(RecoverablePiece { order: u64::MAX / 2, ..piece });
        }
    }
}

/// `<id>.<hash>.txt` is a removed article, `<set>/<id>.<hash>.ron` what a set said about it.
fn in_trash(folder: &Folder, found: &mut Vec<RecoverablePiece>) {
    for (name, stamp) in stamps(folder, TRASH) {
        if let Some(id) = article_in_trash(&name, "txt") {
            found.push(RecoverablePiece::of_place(
                format!("{TRASH}/{name}"),
                text_path(&id),
                RecoverySource::Trash,
                stamp,
            ));
        }
    }
    for (set, kind) in folder.list(TRASH).unwrap_or_default() {
        if kind != FileKind::Folder || SetId::new(&set).is_err() {
            continue;
        }
        for (name, stamp) in stamps(folder, &format!("{TRASH}/{set}")) {
            if let Some(id) = article_in_trash(&name, "ron") {
                let path = format!("{ANNOTATIONS}/{set}/{id}.ron");
                let hash = name.rsplit('.').nth(1).unwrap_or_default();
                let order = order_of(found, &path, hash);
                let piece =
                    RecoverablePiece::of_place(format!("{TRASH}/{set}/{name}"), path, RecoverySource::Trash, stamp);
                found.push(RecoverablePiece { order, ..piece });
            }
        }
    }
}

/// The order of the backup that has the same bytes.
fn order_of(found: &[RecoverablePiece], path: &str, hash: &str) -> u64 {
    let backups = found.iter().filter(|piece| piece.path == path).filter_map(|piece| match &piece.from {
        From::Backup(backup) if backup.hash.starts_with(hash) => Some(backup.order),
        _ => None,
    });
    backups.max().unwrap_or(0)
}

/// The article that a name `<id>.<hash>.<end>` speaks of.
fn article_in_trash(name: &str, end: &str) -> Option<ArticleId> {
    let (id, _) = name.strip_suffix(end)?.strip_suffix('.')?.rsplit_once('.')?;
    ArticleId::new(id).ok()
}

/// `<path>.<hash>.ron`, the path without its end.
fn in_conflicts(folder: &Folder, found: &mut Vec<RecoverablePiece>) {
    let mut folders = vec![CONFLICTS.to_owned()];
    while let Some(at) = folders.pop() {
        let inside = folder.list(&at).unwrap_or_default().into_iter().filter(|(_, kind)| *kind == FileKind::Folder);
        // Only as deep as the files that can be there.
        folders.extend(inside.map(|(name, _)| format!("{at}/{name}")).filter(|at| at.matches('/').count() < 4));
        for (name, stamp) in stamps(folder, &at) {
            let place = format!("{at}/{name}");
            let stem = place
                .strip_prefix(CONFLICTS)
                .and_then(|path| path.strip_prefix('/')?.strip_suffix(".ron")?.rsplit_once('.'));
            if let Some(path) = stem.map(|(stem, _)| format!("{stem}.ron")).filter(|path| is_known(path)) {
                found.push(RecoverablePiece::of_place(place, path, RecoverySource::Conflict, stamp));
            }
        }
    }
}

fn stamps(folder: &Folder, at: &str) -> Vec<(String, FileStamp)> {
    folder.stamps(at).unwrap_or_default()
}
