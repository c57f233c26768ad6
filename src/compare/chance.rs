//! Agreement beyond chance on categories: Cohen's κ (1960), Fleiss' κ (1971), Krippendorff's α ("Content Analysis", 2004,
//! chapter 11). Each is computed from sums over items, so that resampling sums anew and computes again.

/// Cohen's κ of two raters from their confusion matrix `(category of one, category of the other, count)`. Undefined
/// where nothing was rated, and where chance alone would agree in everything.
pub fn cohen(confusion: impl IntoIterator<Item = (usize, usize, f64)>, categories: usize) -> Option<f64> {
    let (mut ones, mut others) = (vec![0.0; categories], vec![0.0; categories]);
    let (mut all, mut same) = (0.0, 0.0);
    for (one, other, count) in confusion {
        ones[one] += count;
        others[other] += count;
        all += count;
        same += if one == other { count } else { 0.0 };
    }
    let by_chance: f64 = ones.iter().zip(&others).map(|(a, b)| a * b).sum::<f64>() / (all * all);
    beyond(same / all, by_chance).filter(|_| all > 0.0)
}

/// Fleiss' κ of items that all were rated by the same number of raters: `agreeing` is the sum over items and categories
/// of `n (n − 1)`, `totals` how often each category was given.
pub fn fleiss(items: f64, raters: usize, agreeing: f64, totals: &[f64]) -> Option<f64> {
    let raters = raters as f64;
    let ratings = items * raters;
    let by_chance: f64 = totals.iter().map(|count| (count / ratings).powi(2)).sum();
    beyond(agreeing / (ratings * (raters - 1.0)), by_chance).filter(|_| items > 0.0 && raters > 1.0)
}

/// Krippendorff's α of categories from how often two ratings of one item were each pair of categories (an item with m
/// ratings gives each ordered pair of them the weight `1 / (m − 1)`): the coincidences.
pub fn alpha_nominal(coincidences: impl IntoIterator<Item = (usize, usize, f64)>, categories: usize) -> Option<f64> {
    let (mut totals, mut differing) = (vec![0.0; categories], 0.0);
    for (one, other, weight) in coincidences {
        totals[one] += weight;
        differing += if one == other { 0.0 } else { weight };
    }
    let all: f64 = totals.iter().sum();
    let expected = all * all - totals.iter().map(|count| count * count).sum::<f64>();
    (expected > 0.0 && all > 1.0).then(|| 1.0 - (all - 1.0) * differing / expected)
}

/// Krippendorff's α of two ratings an item under a distance of 0 to 1: `observed` is the sum of the distances of the
/// items, `expected` that of all ordered pairs of ratings, `ratings` their number.
pub fn alpha(observed: f64, expected: f64, ratings: f64) -> Option<f64> {
    // Each item gives two ordered pairs.
    (expected > 0.0 && ratings > 1.0).then(|| 1.0 - (ratings - 1.0) * 2.0 * observed / expected)
}

/// The distance of two sets by how much and in what way they share ("Measuring agreement on set-valued items",
/// Passonneau 2006): 1 − Jaccard × monotonicity. Two empty sets are the same.
pub fn masi(one: &[u32], other: &[u32]) -> f64 {
    let both = one.iter().filter(|item| other.contains(item)).count();
    let either = one.len() + other.len() - both;
    if either == 0 {
        return 0.0;
    }
    let monotonicity = match both {
        0 => 0.0,
        _ if both == either => 1.0,
        _ if both == one.len().min(other.len()) => 2.0 / 3.0,
        _ => 1.0 / 3.0,
    };
    1.0 - both as f64 / either as f64 * monotonicity
}

fn beyond(observed: f64, by_chance: f64) -> Option<f64> {
    let room = 1.0 - by_chance;
    // What is left of 1 after rounding is no room.
    (room > 1e-12).then(|| (observed - by_chance) / room)
}
