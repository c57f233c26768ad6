//! The order of file names as people count: `berita 2.txt` before `berita 10.txt`.

use std::cmp::Ordering;

/// Compares names with runs of digits taken as numbers and letters without their case; names that are equal so far are
/// ordered by their bytes, so the order is total.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    while !left.is_empty() && !right.is_empty() {
        let (one, rest_one) = head(left);
        let (two, rest_two) = head(right);
        let order = match (number(one), number(two)) {
            (Some(one), Some(two)) => one.len().cmp(&two.len()).then_with(|| one.cmp(two)),
            _ => one.chars().flat_map(char::to_lowercase).cmp(two.chars().flat_map(char::to_lowercase)),
        };
        if order.is_ne() {
            return order;
        }
        (left, right) = (rest_one, rest_two);
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// A run of digits, or one character, and what follows.
fn head(text: &str) -> (&str, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let len = if digits > 0 { digits } else { text.chars().next().map_or(0, char::len_utf8) };
    text.split_at(len)
}

/// The digits without leading zeros, so that their length tells the larger number whatever its size.
fn number(run: &str) -> Option<&str> {
    run.starts_with(|c: char| c.is_ascii_digit()).then(|| run.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count() {
        let mut names = ["b10.txt", "B2.txt", "b1.txt", "a.txt", "b02.txt", "é.txt", "b99999999999999999999999.txt"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["a.txt", "b1.txt", "B2.txt", "b02.txt", "b10.txt", "b99999999999999999999999.txt", "é.txt"]);
        assert_ne!(natural_order("a1", "a01"), Ordering::Equal, "never equal unless the same");
        assert_eq!(natural_order("", ""), Ordering::Equal);
    }
}
