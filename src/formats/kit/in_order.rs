//! Lines and other records of a stream worked on by all cores and handed over in their order, with a bounded number under way.

use std::io::Read;

use rayon::prelude::*;

use super::lines::{Lines, NumberedLine};
use crate::formats::{
    format::{Item, ItemSink, ReadError},
    problem::Problem,
};

/// At most so many lines or bytes are under way at once.
const LINES: usize = 512;
const BYTES: usize = 8 << 20;

/// Hands over what `work` makes of each line, and a problem for each that is none.
pub fn in_order<R: Read>(
    mut lines: Lines<R>,
    work: &(dyn Fn(&NumberedLine) -> Vec<Item> + Sync),
    sink: &mut ItemSink<'_>,
) -> Result<(), ReadError> {
    records_in_order(&mut || lines.next_line(), |line| line.text.len(), work, sink)
}

/// What gives one record after another, as [`Lines::next_line`] gives lines.
pub type NextRecord<'n, T> = dyn FnMut() -> Result<Option<Result<T, Problem>>, Problem> + 'n;

/// The same for records of any kind; `size`: the bytes that one of them holds.
pub fn records_in_order<T: Send>(
    next: &mut NextRecord<'_, T>,
    size: impl Fn(&T) -> usize,
    work: &(dyn Fn(&T) -> Vec<Item> + Sync),
    sink: &mut ItemSink<'_>,
) -> Result<(), ReadError> {
    loop {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        let (mut ended, mut failed) = (false, None);
        while batch.len() < LINES && bytes < BYTES {
            match next() {
                Ok(Some(record)) => {
                    bytes += record.as_ref().map_or(0, &size);
                    batch.push(record);
                }
                Ok(None) => {
                    ended = true;
                    break;
                }
                Err(problem) => {
                    failed = Some(problem);
                    break;
                }
            }
        }
        let done: Vec<Vec<Item>> = batch
            .into_par_iter()
            .map(|record| match record {
                Ok(record) => work(&record),
                Err(problem) => vec![Item::Problem(problem)],
            })
            .collect();
        for item in done.into_iter().flatten() {
            sink(item)?;
        }
        if let Some(problem) = failed {
            return Err(problem.into());
        }
        if ended {
            return Ok(());
        }
    }
}
