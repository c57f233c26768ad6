//! Statements in the index's bytes: what the ledger of a large project is opened from.

use std::{collections::HashSet, sync::Arc};

use super::{
    bytes::{ByteReader, ByteWriter},
    entry::StringTable,
};
use crate::model::{Certainty, CoalitionId, Date, EntityId, Office, PartySummary, Slot, Stance, StatementSummary};

/// Strings that are one in memory wherever they occur: ids such as `c1`, names of speakers.
#[derive(Default)]
pub(super) struct Shared {
    ids: HashSet<CoalitionId>,
    speakers: HashSet<Arc<str>>,
}

pub(super) fn write(bytes: &mut ByteWriter, entities: &StringTable<'_, EntityId>, statements: &[StatementSummary]) {
    // 0 stands for nothing, so places count from 1.
    let id = |id: &Option<EntityId>| id.as_ref().map_or(0, |id| entities.place(id) + 1);
    bytes.number(statements.len() as u64);
    for statement in statements {
        bytes.string(statement.id.as_str());
        for one in [&statement.region, &statement.head, &statement.deputy] {
            bytes.number(id(one));
        }
        bytes.string(statement.office.map_or("", Office::key));
        bytes.number(statement.year.map_or(0, |year| u64::from(year.cast_unsigned()) + 1));
        // One of a project's own is in no place, and stands behind it in letters.
        bytes.number(place_of(Certainty::BUILT_IN, Some(statement.status)));
        if matches!(statement.status, Certainty::Own(_)) {
            bytes.string(statement.status.key());
        }
        bytes.string(&statement.speaker);
        bytes.number(statement.date.map_or(0, |date| {
            (u64::from(date.year().cast_unsigned()) << 9) | (u64::from(date.month()) << 5) | u64::from(date.day())
        }));
        bytes.number(statement.parties.len() as u64);
        for PartySummary { party, stance, slot } in &statement.parties {
            bytes.number(id(party));
            bytes.number(place_of(Stance::BUILT_IN, Some(*stance)) << 2 | place_of(&Slot::ALL, *slot));
            if matches!(stance, Stance::Own(_)) {
                bytes.string(stance.key());
            }
        }
    }
}

pub(super) fn read(scan: &mut ByteReader, entities: &[EntityId], shared: &mut Shared) -> Option<Vec<StatementSummary>> {
    scan.list(|scan| {
        let id = |scan: &mut ByteReader| match usize::try_from(scan.number()?).ok()?.checked_sub(1) {
            None => Some(None),
            Some(at) => Some(Some(entities.get(at)?.clone())),
        };
        let own = shared.id(scan.string()?)?;
        let (region, head, deputy) = (id(scan)?, id(scan)?, id(scan)?);
        let office = match scan.string()? {
            "" => None,
            key => Some(Office::new(key).ok()?),
        };
        let year = match scan.number()?.checked_sub(1) {
            None => None,
            Some(year) => Some(u16::try_from(year).ok()?.cast_signed()),
        };
        let status = match at(Certainty::BUILT_IN, scan.number()?)? {
            Some(known) => known,
            None => Certainty::new(scan.string()?).ok()?,
        };
        let speaker = shared.speaker(scan.string()?);
        let date = match scan.number()? {
            0 => None,
            packed => {
                let year = u16::try_from(packed >> 9).ok()?.cast_signed();
                let known = |part: u64| (part != 0).then_some(part as u8);
                Some(Date::partial(year, known(packed >> 5 & 15), known(packed & 31))?)
            }
        };
        let parties = scan.list(|scan| {
            let party = id(scan)?;
            let packed = scan.number()?;
            let stance = match at(Stance::BUILT_IN, packed >> 2)? {
                Some(known) => known,
                None => Stance::new(scan.string()?).ok()?,
            };
            Some(PartySummary { party, stance, slot: at(&Slot::ALL, packed & 3)? })
        })?;
        let parties = parties.into();
        Some(StatementSummary { id: own, region, office, year, head, deputy, parties, status, speaker, date })
    })
}

/// The place from 1; 0: none.
fn place_of<T: PartialEq>(all: &[T], one: Option<T>) -> u64 {
    let place = one.and_then(|one| all.iter().position(|other| *other == one));
    place.map_or(0, |at| at as u64 + 1)
}

/// What stands at a place from 1, `Some(None)` at 0.
fn at<T: Copy>(all: &[T], place: u64) -> Option<Option<T>> {
    match usize::try_from(place).ok()?.checked_sub(1) {
        None => Some(None),
        Some(at) => all.get(at).map(|one| Some(*one)),
    }
}

impl Shared {
    fn id(&mut self, text: &str) -> Option<CoalitionId> {
        let id = CoalitionId::new(text).ok()?;
        match self.ids.get(&id) {
            Some(known) => Some(known.clone()),
            None => {
                self.ids.insert(id.clone());
                Some(id)
            }
        }
    }

    fn speaker(&mut self, text: &str) -> Arc<str> {
        match self.speakers.get(text) {
            Some(known) => known.clone(),
            None => {
                let speaker: Arc<str> = text.into();
                self.speakers.insert(speaker.clone());
                speaker
            }
        }
    }
}
