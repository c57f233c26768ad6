//! Which pieces of lines stand in one column, and in which order columns are read. What goes over two columns parts what is
//! above it from what is below.

use super::lines::{Line, middle};

/// In sizes of letters: how wide the space between two columns is at least, and what parts one region from another.
const GUTTER: f64 = 0.7;
const APART: f64 = 2.0;
/// So many lines a column has at least, and so many letters most of them: cells of a table are shorter.
const ROWS: usize = 4;
const LONG: usize = 14;
/// How often a region is cut, and how many places are looked at for it.
const DEEPEST: usize = 24;
const TRIED: usize = 16;

/// Pieces as columns, those that are read first before the others: their places in the list.
pub fn columns(pieces: &[Line], all: Vec<usize>, depth: usize) -> Vec<Vec<usize>> {
    if all.len() < 2 * ROWS || depth > DEEPEST {
        return vec![all];
    }
    if let Some(gutter) = gutter(pieces, &all) {
        return around(pieces, all, gutter, depth);
    }
    let Some((above, below)) = cut(pieces, &all) else { return vec![all] };
    let (upper, lower) = (columns(pieces, above, depth + 1), columns(pieces, below, depth + 1));
    // A cut that uncovers no columns is none.
    if upper.len() + lower.len() == 2 { vec![all] } else { upper.into_iter().chain(lower).collect() }
}

/// The columns left and right of a gutter, between the lines that go over it.
fn around(pieces: &[Line], mut all: Vec<usize>, gutter: f64, depth: usize) -> Vec<Vec<usize>> {
    let over = |at: usize| pieces[at].left < gutter && pieces[at].right > gutter;
    all.sort_by(|one, other| pieces[*one].foot.total_cmp(&pieces[*other].foot));
    let mut found = Vec::new();
    let mut rest = all.as_slice();
    while let Some(first) = rest.first() {
        let is_over = over(*first);
        let count = rest.iter().take_while(|at| over(**at) == is_over).count();
        let (band, after) = rest.split_at(count);
        rest = after;
        if is_over {
            found.push(band.to_vec());
            continue;
        }
        let (left, right): (Vec<usize>, Vec<usize>) = band.iter().partition(|at| pieces[**at].right <= gutter);
        for side in [left, right] {
            if !side.is_empty() {
                found.extend(columns(pieces, side, depth + 1));
            }
        }
    }
    found
}

/// Where a vertical space parts most of the lines that are beside it.
fn gutter(pieces: &[Line], all: &[usize]) -> Option<f64> {
    let space = middle(all.iter().map(|at| pieces[*at].size)) * GUTTER / 2.0;
    let sorted = |of: fn(&Line) -> f64| {
        let mut places: Vec<f64> = all.iter().map(|at| of(&pieces[*at])).collect();
        places.sort_by(f64::total_cmp);
        places
    };
    let (lefts, rights) = (sorted(|piece| piece.left), sorted(|piece| piece.right));
    let mut places: Vec<f64> = rights.iter().map(|right| right + space).collect();
    places.dedup_by(|one, other| (*one - *other).abs() < space.max(2.0));
    // How many pieces go over each.
    let over = |at: f64| {
        let left = rights.partition_point(|right| *right <= at);
        let right = lefts.len() - lefts.partition_point(|left| *left < at + space);
        (all.len() - (left + right).min(all.len()), left, right)
    };
    let mut places: Vec<(usize, f64)> = places
        .into_iter()
        .map(|at| (over(at), at))
        .filter(|((over, left, right), _)| *left.min(right) >= ROWS && over * 2 <= left + right)
        .map(|((over, ..), at)| (over, at))
        .collect();
    places.sort_by(|one, other| one.0.cmp(&other.0));
    let parts = |at: f64| {
        let (left, right): (Vec<&Line>, Vec<&Line>) = all
            .iter()
            .map(|at| &pieces[*at])
            .filter(|piece| piece.right <= at || piece.left >= at + space)
            .partition(|piece| piece.right <= at);
        is_running(&left) && is_running(&right)
    };
    places.into_iter().take(TRIED).map(|(_, at)| at).find(|at| parts(*at))
}

/// How many lines these are.
fn rows(pieces: &[&Line]) -> usize {
    let mut feet: Vec<i64> = pieces.iter().map(|piece| (piece.foot / piece.size.max(1.0)).round() as i64).collect();
    feet.sort_unstable();
    feet.dedup();
    feet.len()
}

/// Whether these are lines of running text.
fn is_running(pieces: &[&Line]) -> bool {
    let rows = rows(pieces);
    let letters = |piece: &&Line| piece.words.chars().filter(|c| c.is_alphabetic()).count();
    rows >= ROWS && pieces.iter().map(letters).sum::<usize>() >= LONG * rows
}

/// The widest horizontal space: what is above it, and what is below.
fn cut(pieces: &[Line], all: &[usize]) -> Option<(Vec<usize>, Vec<usize>)> {
    let mut sorted = all.to_vec();
    sorted.sort_by(|one, other| pieces[*one].foot.total_cmp(&pieces[*other].foot));
    let mut widest: Option<(usize, f64)> = None;
    for (at, pair) in sorted.windows(2).enumerate() {
        let (above, below) = (&pieces[pair[0]], &pieces[pair[1]]);
        let space = (below.foot - below.size - above.foot) / above.size.min(below.size).max(0.5);
        if space > APART - 1.0 && widest.is_none_or(|(_, width)| space > width) {
            widest = Some((at + 1, space));
        }
    }
    let below = sorted.split_off(widest?.0);
    Some((sorted, below))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(words: &str, left: f64, right: f64, foot: f64) -> Line {
        Line { words: words.to_owned(), left, right, foot, size: 10.0 }
    }

    #[test]
    fn columns_between_headlines() {
        let mut pieces = vec![piece("Judul di atas dua kolom yang panjang", 50.0, 540.0, 40.0)];
        for row in 0..6 {
            let foot = 60.0 + 12.0 * f64::from(row);
            pieces.push(piece("baris di kolom kiri", 50.0, 280.0, foot));
            pieces.push(piece("baris di kolom kanan", 310.0, 540.0, foot));
        }
        let order: Vec<Vec<usize>> = columns(&pieces, (0..pieces.len()).collect(), 0);
        assert_eq!(order, [vec![0], vec![1, 3, 5, 7, 9, 11], vec![2, 4, 6, 8, 10, 12]]);
    }

    #[test]
    fn cells_are_no_columns() {
        let row = |row: i32| {
            let foot = 60.0 + 12.0 * f64::from(row);
            [piece("Lebak", 50.0, 90.0, foot), piece("12", 310.0, 330.0, foot)]
        };
        let pieces: Vec<Line> = (0..8).flat_map(row).collect();
        assert_eq!(columns(&pieces, (0..pieces.len()).collect(), 0).len(), 1);
    }
}
