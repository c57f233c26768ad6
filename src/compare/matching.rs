//! The best way to pair two lists one to one: the assignment problem, solved by shortest augmenting paths (Kuhn 1955,
//! Munkres 1957, in the form with potentials of Jonker and Volgenant 1987).

/// The pairs `(row, column)` of a matching that has the largest sum of weights; pairs of weight 0 are left out. Weights
/// are not negative.
pub(super) fn best(rows: usize, columns: usize, weight: impl Fn(usize, usize) -> i64) -> Vec<(usize, usize)> {
    if rows == 0 || columns == 0 {
        return Vec::new();
    }
    if rows > columns {
        let mut pairs = of_more_columns(columns, rows, &|row, column| weight(column, row));
        pairs.iter_mut().for_each(|pair| *pair = (pair.1, pair.0));
        pairs.sort_unstable();
        return pairs;
    }
    of_more_columns(rows, columns, &weight)
}

/// [`best`] where there are at least as many columns as rows.
fn of_more_columns(rows: usize, columns: usize, weight: &dyn Fn(usize, usize) -> i64) -> Vec<(usize, usize)> {
    if rows == 1 {
        let best = (0..columns).max_by_key(|&column| (weight(0, column), std::cmp::Reverse(column)));
        return best.filter(|&column| weight(0, column) > 0).map(|column| (0, column)).into_iter().collect();
    }
    // Rows and columns are counted from 1 here; 0 is the row that looks for a column.
    let (mut of_row, mut of_column) = (vec![0_i64; rows + 1], vec![0_i64; columns + 1]);
    let mut taken_by = vec![0_usize; columns + 1];
    for row in 1..=rows {
        taken_by[0] = row;
        let (mut least, mut from) = (vec![i64::MAX; columns + 1], vec![0_usize; columns + 1]);
        let mut seen = vec![false; columns + 1];
        let mut column = 0;
        while taken_by[column] != 0 {
            seen[column] = true;
            let (row, mut next, mut step) = (taken_by[column], 0, i64::MAX);
            for other in (1..=columns).filter(|&other| !seen[other]) {
                let cost = -weight(row - 1, other - 1) - of_row[row] - of_column[other];
                if cost < least[other] {
                    (least[other], from[other]) = (cost, column);
                }
                if least[other] < step {
                    (step, next) = (least[other], other);
                }
            }
            for other in 0..=columns {
                if seen[other] {
                    of_row[taken_by[other]] += step;
                    of_column[other] -= step;
                } else if least[other] != i64::MAX {
                    least[other] -= step;
                }
            }
            column = next;
        }
        while column != 0 {
            taken_by[column] = taken_by[from[column]];
            column = from[column];
        }
    }
    let pair = |column: usize| (taken_by[column] > 0).then(|| (taken_by[column] - 1, column - 1));
    let mut pairs: Vec<_> = (1..=columns).filter_map(pair).filter(|&(row, column)| weight(row, column) > 0).collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::best;

    /// Every way to pair them, tried.
    fn largest(rows: usize, used: &mut Vec<bool>, weights: &[Vec<i64>]) -> i64 {
        let Some(row) = rows.checked_sub(1) else { return 0 };
        let mut most = largest(row, used, weights);
        for column in 0..used.len() {
            if !used[column] {
                used[column] = true;
                most = most.max(weights[row][column] + largest(row, used, weights));
                used[column] = false;
            }
        }
        most
    }

    proptest! {
        #[test]
        fn no_other_way_weighs_more(weights in (1..6_usize, 1..6_usize).prop_flat_map(|(rows, columns)| {
            prop::collection::vec(prop::collection::vec(0..9_i64, columns), rows)
        })) {
            let (rows, columns) = (weights.len(), weights[0].len());
            let pairs = best(rows, columns, |row, column| weights[row][column]);
            let sum: i64 = pairs.iter().map(|&(row, column)| weights[row][column]).sum();
            prop_assert_eq!(sum, largest(rows, &mut vec![false; columns], &weights));
            for side in [0, 1] {
                let mut one: Vec<usize> = pairs.iter().map(|pair| if side == 0 { pair.0 } else { pair.1 }).collect();
                one.sort_unstable();
                let all = one.len();
                one.dedup();
                prop_assert_eq!(one.len(), all);
            }
        }
    }

    #[test]
    fn nothing_is_paired_with_nothing() {
        assert_eq!(best(0, 3, |_, _| 1), []);
        assert_eq!(best(2, 2, |_, _| 0), []);
        assert_eq!(best(1, 3, |_, column| column as i64), [(0, 2)]);
    }
}
