//! Cells that a spreadsheet would take for a formula: they get a quote sign before them, and lose it again.

use std::borrow::Cow;

/// What begins a formula (OWASP, “CSV Injection”).
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that no spreadsheet computes. A quote sign that stood there already is doubled, so that [`plain`] undoes it.
pub fn safe(cell: Cow<'_, str>) -> Cow<'_, str> {
    let signed = cell.strip_prefix('\'').is_some_and(|rest| rest.starts_with(FORMULA) || rest.starts_with('\''));
    if cell.starts_with(FORMULA) || signed { format!("'{cell}").into() } else { cell }
}

/// A cell as it was before [`safe`].
pub fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) || rest.starts_with('\'') => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_get_a_sign() {
        let safe = |cell: &str| super::safe(cell.into()).into_owned();
        assert_eq!(["=1+1", "+62", "-", "@a", "\tx", "\rx"].map(safe), ["'=1+1", "'+62", "'-", "'@a", "'\tx", "'\rx"]);
        assert_eq!(["", "a=1", " =1", "'kata'", "'", "1"].map(safe), ["", "a=1", " =1", "'kata'", "'", "1"]);
        assert_eq!(["'=1", "''"].map(safe), ["''=1", "'''"]);
    }

    proptest! {
        #[test]
        fn the_sign_goes_again(cell in "['=+@a\t-]{0,5}") {
            let safe = safe(cell.as_str().into());
            prop_assert_eq!(plain(&safe), &cell);
            prop_assert!(!safe.starts_with(FORMULA));
        }
    }
}
