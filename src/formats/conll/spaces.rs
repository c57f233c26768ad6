//! White space between tokens in a column, as CoNLL-U and UDPipe write it: `SpaceAfter=No` for none,
//! `SpacesAfter=\s\n` and `SpacesBefore=\t` for other than one blank. Source: universaldependencies.org/format.html and
//! UDPipe's manual; `\u00a0` for white space that they have no name for.

/// What the column says for the white space around a token; `before` is empty for all but the first.
pub fn column(before: &str, after: &str) -> String {
    let mut parts = Vec::new();
    if !before.is_empty() {
        parts.push(format!("SpacesBefore={}", escaped(before)));
    }
    match after {
        " " => {}
        "" => parts.push("SpaceAfter=No".to_owned()),
        other => parts.push(format!("SpacesAfter={}", escaped(other))),
    }
    if parts.is_empty() { "X".to_owned() } else { parts.join("|") }
}

/// The white space before and after a token that a column tells; `None` for a column that tells none.
pub fn around(column: &str) -> Option<(String, String)> {
    let (mut before, mut after) = (None, None);
    for part in column.split('|') {
        match part.split_once('=') {
            Some(("SpacesBefore", spaces)) => before = Some(plain(spaces)?),
            Some(("SpacesAfter", spaces)) => after = Some(plain(spaces)?),
            Some(("SpaceAfter", "No")) => after = Some(String::new()),
            _ => {}
        }
    }
    if before.is_none() && after.is_none() {
        return None;
    }
    Some((before.unwrap_or_default(), after.unwrap_or_else(|| " ".to_owned())))
}

fn escaped(spaces: &str) -> String {
    let escape = |c| match c {
        ' ' => "\\s".to_owned(),
        '\t' => "\\t".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        other => format!("\\u{:04x}", u32::from(other)),
    };
    spaces.chars().map(escape).collect()
}

/// `None` for what is no white space.
fn plain(escaped: &str) -> Option<String> {
    let mut spaces = String::new();
    let mut rest = escaped;
    while !rest.is_empty() {
        let (c, length) = match rest.get(..2)? {
            "\\s" => (' ', 2),
            "\\t" => ('\t', 2),
            "\\n" => ('\n', 2),
            "\\r" => ('\r', 2),
            "\\u" => (char::from_u32(u32::from_str_radix(rest.get(2..6)?, 16).ok()?)?, 6),
            _ => return None,
        };
        if !crate::formats::kit::tokens::is_blank(c) {
            return None;
        }
        spaces.push(c);
        rest = rest.get(length..)?;
    }
    Some(spaces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_there_and_back() {
        assert_eq!(column("", " "), "X");
        assert_eq!(around("X"), None);
        for (before, after) in [("", ""), ("\t ", "\n\n"), ("", "\u{a0}\u{2028}\u{1c}"), ("\u{3000}", " ")] {
            let column = column(before, after);
            assert!(!column.contains(char::is_whitespace), "{column}");
            assert_eq!(around(&column), Some((before.to_owned(), after.to_owned())));
        }
        assert_eq!(around("SpacesAfter=PKS"), None);
        assert_eq!(around("SpacesAfter=\\u00e9"), None);
    }
}
