//! Spans in pieces: brat reads its files line by line, and a span that holds a line end (or a tab, which separates its
//! columns) is written as the pieces around it.

/// Where Python's `readlines` ends a line of a decoded stream, and tabs.
pub(super) fn tears(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The pieces of words that begin at code point `start`: half-open code points, none if there is nothing but line ends.
pub(super) fn pieces(words: &str, start: usize) -> Vec<(usize, usize)> {
    let (mut pieces, mut open) = (Vec::new(), None);
    let mut at = start;
    for c in words.chars() {
        match (tears(c), open) {
            (true, Some(begun)) => {
                pieces.push((begun, at));
                open = None;
            }
            (false, None) => open = Some(at),
            _ => {}
        }
        at += 1;
    }
    pieces.extend(open.map(|begun| (begun, at)));
    pieces
}

/// The words of the pieces, as brat joins them.
pub(super) fn joined(words: &str) -> String {
    words.split(tears).filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Any words on one line.
pub(super) fn one_line(words: &str) -> String {
    words.replace(tears, " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_lie_around_line_ends() {
        assert_eq!(pieces("Jawa\nBarat", 3), [(3, 7), (8, 13)]);
        assert_eq!(pieces("\n🇮🇩\r\n\u{2028}a\t", 0), [(1, 3), (6, 7)]);
        assert_eq!(joined("\n🇮🇩\r\n\u{2028}a\t"), "🇮🇩 a");
        assert!(pieces("\n\n", 5).is_empty());
    }
}
