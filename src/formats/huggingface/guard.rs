//! A Parquet file whose announced sizes are looked at before room is made for them: a small file can say that it holds
//! the sea.

use std::{
    io::{BufReader, Error, Read, Result as IoResult, Seek, SeekFrom},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::Bytes;
use parquet::{
    errors::{ParquetError, Result},
    file::reader::{ChunkReader, Length},
};

use super::thrift;
use crate::{formats::source::Seekable, message::message};

/// Bytes of the longest footer, and of the longest piece read at once.
const FOOTER: u64 = 32 << 20;
const PIECE: usize = 256 << 20;
/// Groups in groups.
const DEEPEST: usize = 64;
/// What pages may announce between two batches: uncompressed bytes, and values.
const BYTES: u64 = 1 << 30;
const VALUES: u64 = 64 << 20;

/// The file; clones read the same stream.
#[derive(Clone)]
pub(super) struct Guarded {
    stream: Arc<Mutex<Box<dyn Seekable>>>,
    length: u64,
    announced: Arc<(AtomicU64, AtomicU64)>,
}

impl Guarded {
    /// Looks at the footer.
    pub(super) fn new(mut stream: Box<dyn Seekable>) -> Result<Self> {
        let length = stream.seek(SeekFrom::End(0))?;
        let file = Self { stream: Arc::new(Mutex::new(stream)), length, announced: Arc::default() };
        let mut tail = [0; 8];
        let wrong = |reason: &str| ParquetError::General(reason.to_owned());
        if length < 12 {
            return Err(wrong("the file is too short to be Parquet"));
        }
        file.at(length - 8).read_exact(&mut tail)?;
        let [a, b, c, d, mark @ ..] = tail;
        if &mark != b"PAR1" {
            return Err(wrong("the file does not end as Parquet does; it may be cut off or encrypted"));
        }
        let footer = u64::from(u32::from_le_bytes([a, b, c, d]));
        if footer > FOOTER || footer > length - 8 {
            return Err(wrong("the footer is longer than it can be"));
        }
        let footer = file.get_bytes(length - 8 - footer, footer as usize)?;
        let depth = thrift::schema_depth(&footer).map_err(|_| wrong("the footer cannot be read"))?;
        if depth > DEEPEST {
            return Err(ParquetError::General(format!("columns are nested {depth} deep")));
        }
        Ok(file)
    }

    /// Says that what was announced so far has been handed on.
    pub(super) fn handed_on(&self) {
        self.announced.0.store(0, Ordering::Relaxed);
        self.announced.1.store(0, Ordering::Relaxed);
    }

    fn at(&self, offset: u64) -> FilePiece {
        FilePiece { stream: self.stream.clone(), offset }
    }

    fn page(&self, offset: u64) -> Result<()> {
        let wrong = |error: Error| ParquetError::General(format!("a page at byte {offset} cannot be read: {error}"));
        let page = thrift::page(BufReader::with_capacity(256, self.at(offset))).map_err(wrong)?;
        let bytes = self.announced.0.fetch_add(page.bytes, Ordering::Relaxed) + page.bytes;
        let values = self.announced.1.fetch_add(page.values, Ordering::Relaxed) + page.values;
        if bytes > BYTES || values > VALUES {
            let reason = format!("pages up to byte {offset} announce {bytes} bytes and {values} values for a few rows");
            return Err(ParquetError::General(reason));
        }
        Ok(())
    }
}

impl Length for Guarded {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Guarded {
    type T = BufReader<FilePiece>;

    /// Page headers are read so, and the mark at the end.
    fn get_read(&self, start: u64) -> Result<Self::T> {
        if start < self.length.saturating_sub(8) {
            self.page(start)?;
        }
        Ok(BufReader::with_capacity(1 << 10, self.at(start)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        if length > PIECE || start.checked_add(length as u64).is_none_or(|end| end > self.length) {
            return Err(ParquetError::EOF(format!("{length} bytes at byte {start} are not in the file")));
        }
        let mut bytes = vec![0; length];
        self.at(start).read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// The file from an offset on.
pub(super) struct FilePiece {
    stream: Arc<Mutex<Box<dyn Seekable>>>,
    offset: u64,
}

impl Read for FilePiece {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        let mut stream: MutexGuard<'_, Box<dyn Seekable>> =
            self.stream.lock().map_err(|_| Error::other(message!("another reader of the file failed")))?;
        stream.seek(SeekFrom::Start(self.offset))?;
        let read = stream.read(buffer)?;
        self.offset += read as u64;
        Ok(read)
    }
}
