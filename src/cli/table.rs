//! Words for a terminal: columns, counts, and texts of strangers made harmless.

/// Control characters could command the terminal, and bidirectional ones reorder the line: both are shown by number.
/// Line feeds stay.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        let bidi = matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if bidi || (c.is_control() && c != '\n') {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// On one line, at most `width` characters, the last of them an ellipsis if something is missing.
pub fn elided(text: &str, width: usize) -> String {
    let line = visible(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if line.chars().count() <= width {
        return line;
    }
    line.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

/// Rows under one another; every column but the last as wide as its widest cell.
pub fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(width);
    let mut table = String::new();
    for row in rows {
        let mut line = String::new();
        for (at, cell) in row.iter().enumerate() {
            line.push_str(cell);
            if at + 1 < N {
                let gap = widths[at] - cell.chars().count() + 2;
                line.extend(std::iter::repeat_n(' ', gap));
            }
        }
        table.push_str(line.trim_end());
        table.push('\n');
    }
    table
}

/// `1 entity`, `2 entities`.
pub fn entities(number: usize) -> String {
    if number == 1 { "1 entity".to_owned() } else { format!("{number} entities") }
}

/// “1 article”, “2 articles”.
pub fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_whatever_the_letters() {
        let rows = [["a", "“é”", "x"], ["bcd", "", "y"]].map(|row| row.map(str::to_owned));
        assert_eq!(columns(&rows), "a    “é”  x\nbcd       y\n");
        assert_eq!(columns::<2>(&[]), "");
    }

    #[test]
    fn nothing_commands_the_terminal() {
        assert_eq!(visible("a\u{1b}[31m\nb\u{202e}c"), "a\\u{1b}[31m\nb\\u{202e}c");
        assert_eq!(elided("satu\n dua  tiga", 8), "satu du…");
        assert_eq!(elided("satu\u{a0}dua", 8), "satu dua");
    }
}
