//! JSON on one line, for files that other programs read line by line.

use serde::Serialize;

/// Characters at which some programs end a line (Python's `readlines` of a decoded stream), though JSON does not.
const LINE_ENDS: [(char, &str); 3] = [('\u{85}', "\\u0085"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")];

/// A value on one line, whatever its words hold.
pub fn json_line(value: &impl Serialize) -> serde_json::Result<String> {
    let mut line = serde_json::to_string(value)?;
    for (end, escaped) in LINE_ENDS {
        // These stand in strings only, where they may be escaped.
        if line.contains(end) {
            line = line.replace(end, escaped);
        }
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_end_is_left() {
        let words = "a\n\r\u{b}\u{c}\u{1c}\u{1d}\u{1e}\u{85}\u{2028}\u{2029}b";
        let line = json_line(&words).unwrap();
        assert!(line.is_ascii() && !line.contains(|c: char| c.is_control()), "{line}");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), words);
    }
}
