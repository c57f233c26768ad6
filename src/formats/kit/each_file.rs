//! Files of an article each, read by all cores and handed over in their order, with a bounded number of bytes under way.

use std::io::Read;

use rayon::prelude::*;

use super::lines::LONGEST;
use crate::{
    formats::{
        format::{Item, ItemSink, ReadError},
        problem::Problem,
        source::Source,
    },
    message::message,
};

const FILES: usize = 256;
const BYTES: u64 = 64 << 20;

/// What is made of a file: how problems name it, its path in the source, and its bytes.
pub(in crate::formats) type FileWork<'w> = dyn Fn(&str, &str, Vec<u8>) -> Vec<Item> + Sync + 'w;

/// The same for all files of a source; `work` is also told how problems name each.
pub(in crate::formats) fn every_file(
    source: &dyn Source,
    work: &FileWork<'_>,
    sink: &mut ItemSink<'_>,
) -> Result<(), ReadError> {
    let names: Vec<&String> = source.files().iter().collect();
    each_file(source, &names, &|name, bytes| work(&source.called(name), name, bytes), sink)
}

/// Hands over what `work` makes of each file (its path in the source and its bytes), and a problem for each that cannot
/// be read or is too large.
pub(in crate::formats) fn each_file(
    source: &dyn Source,
    names: &[&String],
    work: &(dyn Fn(&str, Vec<u8>) -> Vec<Item> + Sync),
    sink: &mut ItemSink<'_>,
) -> Result<(), ReadError> {
    let mut rest = names;
    while !rest.is_empty() {
        let (mut count, mut bytes) = (0, 0u64);
        while count < rest.len().min(FILES) && (count == 0 || bytes < BYTES) {
            bytes += source.size(rest[count]).unwrap_or(BYTES);
            count += 1;
        }
        let (batch, after) = rest.split_at(count);
        rest = after;
        let done: Vec<Vec<Item>> = batch
            .par_iter()
            .map(|name| match bytes_of(source, name) {
                Ok(bytes) => work(name, bytes),
                Err(problem) => vec![Item::Problem(problem)],
            })
            .collect();
        for item in done.into_iter().flatten() {
            sink(item)?;
        }
    }
    Ok(())
}

fn bytes_of(source: &dyn Source, name: &str) -> Result<Vec<u8>, Problem> {
    let file = source.called(name);
    let unreadable = |error: &std::io::Error| Problem::unreadable(&*file, error);
    let stream = source.open(name).map_err(|error| unreadable(&error))?;
    let mut bytes = Vec::new();
    stream.take(LONGEST as u64 + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() > LONGEST {
        let reason = message!("the file is longer than {limit} MB", limit = LONGEST >> 20);
        return Err(Problem::new(file, reason, message!("Split it into smaller files")));
    }
    Ok(bytes)
}
