//! Long lists worked through on all cores, told piece by piece, to be stopped at any item.

use std::{
    collections::BTreeMap,
    sync::{
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

/// Items that a core takes at a time.
const PIECE: usize = 128;

/// Does something to each item; `take` gets the results on this thread, piece by piece, in the order of the items. Returns
/// whether all were done: not if `cancel` was set.
pub fn in_pieces<T: Sync, R: Send>(
    items: &[T],
    cancel: &AtomicBool,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(Vec<R>),
) -> bool {
    let going_on = || !cancel.load(Ordering::Relaxed);
    if items.len() <= PIECE {
        take(items.iter().take_while(|_| going_on()).map(work).collect());
        return going_on();
    }
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    // A slow taker slows the workers: results do not pile up.
    let (sender, pieces) = mpsc::sync_channel(cores * 2);
    thread::scope(|scope| {
        for _ in 0..cores {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let first = next.fetch_add(PIECE, Ordering::Relaxed);
                    let Some(rest) = items.get(first..).filter(|rest| !rest.is_empty()) else { return };
                    let piece = rest.iter().take(PIECE).take_while(|_| going_on()).map(work).collect();
                    if sender.send((first, piece)).is_err() || !going_on() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        // A core that has a long article comes after the others with its piece.
        let (mut early, mut due) = (BTreeMap::new(), 0);
        for (first, piece) in pieces {
            early.insert(first, piece);
            while let Some(piece) = early.remove(&due) {
                take(piece);
                due += PIECE;
            }
        }
    });
    going_on()
}

/// Does something to each item on all cores; results in the order of the items.
pub(super) fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    if items.len() < 200 || cores == 1 {
        return items.iter().map(work).collect();
    }
    let part = items.len().div_ceil(cores);
    thread::scope(|scope| {
        let work = &work;
        let workers: Vec<_> =
            items.chunks(part).map(|part| scope.spawn(move || part.iter().map(work).collect::<Vec<R>>())).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_once_or_until_it_is_stopped() {
        for length in [0, 1, PIECE, PIECE + 1, 10 * PIECE + 7] {
            let items: Vec<usize> = (0..length).collect();
            let mut taken = Vec::new();
            let cancel = AtomicBool::new(false);
            assert!(in_pieces(&items, &cancel, |item| item * 2, |piece| taken.extend(piece)));
            assert!(taken.iter().enumerate().all(|(at, item)| *item == at * 2) && taken.len() == length);
        }
        let items: Vec<usize> = (0..100 * PIECE).collect();
        let (cancel, mut taken) = (AtomicBool::new(false), 0);
        let whole = in_pieces(
            &items,
            &cancel,
            |item| *item,
            |piece| {
                taken += piece.len();
                cancel.store(true, Ordering::Relaxed);
            },
        );
        assert!(!whole && taken > 0 && taken < items.len(), "{taken}");
    }
}
