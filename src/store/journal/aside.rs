//! What stands in a journal and cannot be brought to the files is kept aside, however long it is: it is read twice, for its
//! name and for its bytes, piece by piece.

use std::{
    collections::HashSet,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
};

use sha2::{Digest, Sha256};

use crate::{
    message::message,
    store::{
        StoreError,
        files::{
            folder::Folder,
            layout::{DAMAGED_JOURNAL, JOURNAL},
        },
    },
};

/// Bytes that are read in one go.
const PIECE: usize = 64 << 10;

/// Keeps what is read from a place on in a file of its own, named after its hash; the file's path, and its bytes.
pub(in crate::store) fn set_aside(
    folder: &Folder,
    source: &mut (impl Read + Seek),
    from: u64,
) -> Result<(String, u64), StoreError> {
    let unreadable = |error: io::Error| StoreError::io(JOURNAL, message!("cannot be read"), &error);
    let (name, length) = name_of_rest(source, from).map_err(unreadable)?;
    source.seek(SeekFrom::Start(from)).map_err(unreadable)?;
    let kept = format!("{DAMAGED_JOURNAL}{name}");
    folder.replace_from(&kept, source)?;
    Ok((kept, length))
}

/// Whether a journal has any line that is not one of ours.
pub(in crate::store) fn has_others(
    source: &mut (impl Read + Seek),
    ours: impl Iterator<Item = String>,
) -> io::Result<bool> {
    let ours: HashSet<_> = ours.map(Sha256::digest).collect();
    source.seek(SeekFrom::Start(0))?;
    let mut source = BufReader::with_capacity(PIECE, source);
    let (mut line, mut begun) = (Sha256::new(), false);
    loop {
        let piece = source.fill_buf()?;
        let end = piece.iter().position(|&byte| byte == b'\n').map(|at| at + 1);
        let length = end.unwrap_or(piece.len());
        line.update(&piece[..length]);
        begun |= length > 0;
        source.consume(length);
        if (end.is_some() || length == 0) && begun {
            begun = false;
            if !ours.contains(&line.finalize_reset()) {
                return Ok(true);
            }
        }
        if length == 0 {
            return Ok(false);
        }
    }
}

fn name_of_rest(source: &mut (impl Read + Seek), from: u64) -> io::Result<(String, u64)> {
    source.seek(SeekFrom::Start(from))?;
    let (mut hasher, mut length, mut piece) = (Sha256::new(), 0, vec![0; PIECE]);
    loop {
        match source.read(&mut piece)? {
            0 => break,
            read => {
                hasher.update(&piece[..read]);
                length += read as u64;
            }
        }
    }
    let name = hasher.finalize()[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((name, length))
}
