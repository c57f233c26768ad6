//! The line of a long article, written record after record: a list of all its records would take many times the text.

use std::{cell::RefCell, io};

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

use super::{RawArticle, RawMention, RawStatement, json::JsonRecord};

/// A line without mentions and coalitions of its own, and those that come into it as it is written.
struct LineInPieces<M, C> {
    line: RawArticle,
    mentions: Coming<M>,
    coalitions: Coming<C>,
}

/// Records that are made when they are written: once.
struct Coming<I>(RefCell<Option<I>>);

/// Writes a line, with a record at a time in place of its mentions and coalitions; as a line that is written whole.
pub fn write_in_pieces(
    mut line: RawArticle,
    mentions: impl Iterator<Item = RawMention>,
    coalitions: impl Iterator<Item = RawStatement>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    (line.mentions, line.coalitions) = Default::default();
    let coming = (Coming(RefCell::new(Some(mentions))), Coming(RefCell::new(Some(coalitions))));
    let pieces = LineInPieces { line, mentions: coming.0, coalitions: coming.1 };
    Ok(serde_json::to_writer(out, &pieces)?)
}

impl<M: Iterator<Item = RawMention>, C: Iterator<Item = RawStatement>> Serialize for LineInPieces<M, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.line.write(&mut FilledMap { map: &mut map, pieces: self })?;
        for (key, value) in &self.line.odd.more {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<I: Iterator<Item: Serialize>> Serialize for Coming<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.take().into_iter().flatten())
    }
}

/// The map of a line: two of its fields are filled with what is coming.
struct FilledMap<'a, Map, M, C> {
    map: &'a mut Map,
    pieces: &'a LineInPieces<M, C>,
}

impl<Map: SerializeMap, M: Iterator<Item = RawMention>, C: Iterator<Item = RawStatement>> SerializeMap
    for FilledMap<'_, Map, M, C>
{
    type Ok = ();
    type Error = Map::Error;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Self::Error> {
        self.map.serialize_key(key)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Self::Error> {
        self.map.serialize_value(value)
    }

    fn serialize_entry<K: ?Sized + Serialize, V: ?Sized + Serialize>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), Self::Error> {
        match serde_json::to_value(key) {
            Ok(Value::String(name)) if name == "mentions" => self.map.serialize_entry(key, &self.pieces.mentions),
            Ok(Value::String(name)) if name == "coalitions" => self.map.serialize_entry(key, &self.pieces.coalitions),
            _ => self.map.serialize_entry(key, value),
        }
    }

    fn end(self) -> Result<(), Self::Error> {
        Ok(())
    }
}
