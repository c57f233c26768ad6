//! What stands beside the data of an export: what was left out, and what makes it whole elsewhere.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use crate::{
    dataset::manifest::{LEFT_OUT, NAMES, SCHEME},
    formats::LeftOut,
    gazetteer::Lexicon,
    model::{Entity, EntityId, Scheme},
    session::{DiskTarget, EntityTable},
    store::write_scheme,
};

/// The list of what was left out; there is none if nothing was.
pub(super) struct LeftOutFile<'a> {
    target: &'a DiskTarget,
    out: Option<Box<dyn Write + Send>>,
}

impl<'a> LeftOutFile<'a> {
    pub(super) fn new(target: &'a DiskTarget) -> Self {
        Self { target, out: None }
    }

    pub(super) fn add(&mut self, item: &LeftOut) -> io::Result<()> {
        if self.out.is_none() {
            self.out = Some(self.target.create_whole(LEFT_OUT)?);
        }
        let Some(out) = &mut self.out else { return Ok(()) };
        serde_json::to_writer(&mut *out, item)?;
        out.write_all(b"\n")
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), |out| out.flush())
    }
}

/// The table of the entities that a data set speaks of, with what they are parts of, as far as anybody knows them.
pub(super) fn write_names(target: &DiskTarget, used: &BTreeSet<EntityId>, lexicon: &Lexicon) -> io::Result<()> {
    let mut known: BTreeMap<&EntityId, &Entity> = BTreeMap::new();
    let mut next: Vec<&EntityId> = used.iter().collect();
    while let Some(id) = next.pop() {
        if let Some(entity) = lexicon.entity(id)
            && known.insert(&entity.id, entity).is_none()
        {
            next.extend(&entity.parent);
        }
    }
    if known.is_empty() {
        return Ok(());
    }
    write(target, NAMES, EntityTable::write(known.into_values()).as_bytes())
}

/// The project's scheme and fields, where they are its own.
pub(super) fn write_own_scheme(target: &DiskTarget, scheme: &Scheme) -> io::Result<()> {
    if scheme.statements.is_delivered() && scheme.fields.is_empty() {
        return Ok(());
    }
    write(target, SCHEME, &write_scheme(scheme).map_err(io::Error::other)?)
}

fn write(target: &DiskTarget, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut out = target.create_whole(name)?;
    out.write_all(bytes)?;
    out.flush()
}
