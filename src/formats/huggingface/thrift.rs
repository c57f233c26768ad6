//! A glimpse into Thrift's compact protocol, which the footer and the page headers of Parquet are in: how deep a schema
//! nests and how large a page will be, before anything is made room for. Layout:
//! <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>, field numbers:
//! <https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift>.

use std::io::{self, Read};

use crate::message::message;

/// Structures in structures beyond this are no Parquet.
const DEEPEST: usize = 16;

const I32: u8 = 5;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// What a page header announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Announced {
    /// Uncompressed.
    pub bytes: u64,
    pub values: u64,
}

/// The largest sizes that the page header at the beginning of a stream names.
pub(super) fn page(stream: impl Read) -> io::Result<Announced> {
    let mut input = Compact(stream);
    let (mut announced, mut last) = (Announced::default(), 0);
    while let Some((field, kind)) = input.field(&mut last)? {
        match (field, kind) {
            (2, I32) => announced.bytes = announced.bytes.max(input.size()?),
            // A data page, a dictionary page, a data page of version 2: the first field is the number of values.
            (5 | 7 | 8, STRUCT) => {
                let mut last = 0;
                while let Some((field, kind)) = input.field(&mut last)? {
                    match (field, kind) {
                        (1, I32) => announced.values = announced.values.max(input.size()?),
                        _ => input.skip(kind, 0)?,
                    }
                }
            }
            _ => input.skip(kind, 0)?,
        }
    }
    Ok(announced)
}

/// How many groups of the schema lie in each other, at the most.
pub(super) fn schema_depth(footer: &[u8]) -> io::Result<usize> {
    let mut input = Compact(footer);
    let (mut deepest, mut last) = (0, 0);
    while let Some((field, kind)) = input.field(&mut last)? {
        if (field, kind) != (2, LIST) {
            input.skip(kind, 0)?;
            continue;
        }
        let (kind, size) = input.list()?;
        // Children that each open group still expects.
        let mut open: Vec<u64> = Vec::new();
        for _ in 0..size {
            while open.last() == Some(&0) {
                open.pop();
            }
            if let Some(expected) = open.last_mut() {
                *expected -= 1;
            }
            let children = if kind == STRUCT { input.children()? } else { input.skip(kind, 0).map(|()| 0)? };
            if children > 0 {
                open.push(children);
                deepest = deepest.max(open.len());
            }
        }
    }
    Ok(deepest)
}

struct Compact<R>(R);

fn bad() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message!("not a Thrift structure"))
}

impl<R: Read> Compact<R> {
    fn byte(&mut self) -> io::Result<u8> {
        let mut byte = [0];
        self.0.read_exact(&mut byte)?;
        Ok(byte[0])
    }

    fn varint(&mut self) -> io::Result<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(bad())
    }

    /// A zigzag number that is no less than 0; a negative one is an error.
    fn size(&mut self) -> io::Result<u64> {
        let value = self.varint()?;
        if value & 1 == 1 { Err(bad()) } else { Ok(value >> 1) }
    }

    /// The next field's number and type; `None` at the end of the structure.
    fn field(&mut self, last: &mut i16) -> io::Result<Option<(i16, u8)>> {
        let byte = self.byte()?;
        if byte == 0 {
            return Ok(None);
        }
        *last = match byte >> 4 {
            0 => {
                let value = self.varint()?;
                ((value >> 1) as i64 ^ -((value & 1) as i64)) as i16
            }
            delta => last.wrapping_add(i16::from(delta)),
        };
        Ok(Some((*last, byte & 0x0F)))
    }

    /// The type and number of a list's items.
    fn list(&mut self) -> io::Result<(u8, u64)> {
        let byte = self.byte()?;
        let size = if byte >> 4 == 15 { self.varint()? } else { u64::from(byte >> 4) };
        Ok((byte & 0x0F, size))
    }

    /// The number of children of a schema's element.
    fn children(&mut self) -> io::Result<u64> {
        let (mut children, mut last) = (0, 0);
        while let Some((field, kind)) = self.field(&mut last)? {
            match (field, kind) {
                (5, I32) => children = self.size()?,
                _ => self.skip(kind, 0)?,
            }
        }
        Ok(children)
    }

    fn bytes(&mut self, count: u64) -> io::Result<()> {
        let passed = io::copy(&mut (&mut self.0).take(count), &mut io::sink())?;
        if passed < count { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }

    fn skip(&mut self, kind: u8, depth: usize) -> io::Result<()> {
        if depth > DEEPEST {
            return Err(bad());
        }
        match kind {
            1 | 2 => Ok(()),
            3 => self.bytes(1),
            4..=6 => self.varint().map(drop),
            7 => self.bytes(8),
            8 => {
                let length = self.varint()?;
                self.bytes(length)
            }
            9 | 10 => {
                let (kind, size) = self.list()?;
                (0..size).try_for_each(|_| self.item(kind, depth + 1))
            }
            11 => {
                let size = self.varint()?;
                if size == 0 {
                    return Ok(());
                }
                let kinds = self.byte()?;
                (0..size).try_for_each(|_| {
                    self.item(kinds >> 4, depth + 1)?;
                    self.item(kinds & 0x0F, depth + 1)
                })
            }
            12 => {
                let mut last = 0;
                while let Some((_, kind)) = self.field(&mut last)? {
                    self.skip(kind, depth + 1)?;
                }
                Ok(())
            }
            _ => Err(bad()),
        }
    }

    /// An item of a list or map, where a truth has a byte of its own.
    fn item(&mut self, kind: u8, depth: usize) -> io::Result<()> {
        if matches!(kind, 1 | 2) { self.bytes(1) } else { self.skip(kind, depth) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_header_with_its_sizes() {
        // type 0, uncompressed 300, compressed 7, data page header { values 5, encoding 0 }, and 300 is named again
        // as 70,000 in the long form.
        let header = [0x15, 0, 0x15, 0xD8, 4, 0x15, 14, 0x2C, 0x15, 10, 0x15, 0, 0, 0x05, 4, 0xE0, 0xC5, 0x08, 0];
        assert_eq!(page(&header[..]).unwrap(), Announced { bytes: 70_000, values: 5 });
        assert!(page(&header[..7]).is_err());
        assert!(page(&[0x15, 0, 0x15, 1, 0][..]).is_err(), "a negative size");
    }

    #[test]
    fn groups_in_groups() {
        // A footer with a schema of elements that have a child each: { 5: 1 }.
        let mut footer = vec![0x29, 0xFC];
        footer.extend([0xE8, 0x07]);
        footer.extend([0x55, 2, 0].repeat(1000));
        footer.push(0);
        assert_eq!(schema_depth(&footer).unwrap(), 1000);
        let flat = [&[0x29, 0x3C][..], &[0x55, 4, 0], &[0], &[0], &[0]].concat();
        assert_eq!(schema_depth(&flat).unwrap(), 1);
    }

    #[test]
    fn endless_nesting_ends() {
        assert!(page([0x1C].repeat(100_000).as_slice()).is_err());
        assert!(schema_depth(&[0x19].repeat(100_000)).is_err());
    }
}
