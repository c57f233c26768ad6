//! Lines of a stream worked on by all cores and handed over in their order, with a bounded number under way.

use std::io::Read;

use rayon::prelude::*;

use super::{
    format::{Item, Sink, Stop},
    lines::{Lines, NumberedLine},
};

/// At most so many lines or bytes are under way at once.
const LINES: usize = 512;
const BYTES: usize = 8 << 20;

/// Hands over what `work` makes of each line, and a problem for each that is none.
pub fn in_order<R: Read>(
    mut lines: Lines<R>,
    work: &(dyn Fn(&NumberedLine) -> Vec<Item> + Sync),
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    loop {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        let mut failed = None;
        while batch.len() < LINES && bytes < BYTES {
            match lines.next_line() {
                Ok(Some(line)) => {
                    bytes += line.as_ref().map_or(0, |line| line.text.len());
                    batch.push(line);
                }
                Ok(None) => break,
                Err(problem) => {
                    failed = Some(problem);
                    break;
                }
            }
        }
        if batch.is_empty() && failed.is_none() {
            return Ok(());
        }
        let done: Vec<Vec<Item>> = batch
            .into_par_iter()
            .map(|line| match line {
                Ok(line) => work(&line),
                Err(problem) => vec![Item::Problem(problem)],
            })
            .collect();
        for item in done.into_iter().flatten() {
            sink(item)?;
        }
        if let Some(problem) = failed {
            return Err(problem.into());
        }
    }
}
