//! Numbers that JSON does not have and programs write all the same: Python's `NaN` and `Infinity`, and what no double holds.

/// The JSON with `null` in their places, and how many there were; `None` where there is none.
pub fn without_odd_numbers(json: &str) -> Option<(String, usize)> {
    let bytes = json.as_bytes();
    let (mut made, mut count, mut from, mut at) = (String::new(), 0, 0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += 1 + usize::from(bytes[at] == b'\\');
                }
                at += 1;
            }
            b'-' | b'+' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                let word = |byte: &&u8| matches!(byte, b'-' | b'+' | b'.') || byte.is_ascii_alphanumeric();
                let end = at + bytes[at..].iter().take_while(word).count();
                if is_odd(&json[at..end]) {
                    made.push_str(&json[from..at]);
                    made.push_str("null");
                    (from, count) = (end, count + 1);
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    made.push_str(&json[from..]);
    (count > 0).then_some((made, count))
}

fn is_odd(word: &str) -> bool {
    let named = matches!(word.trim_start_matches('-'), "NaN" | "Infinity");
    named || word.ends_with(|c: char| c.is_ascii_digit()) && word.parse().is_ok_and(f64::is_infinite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_outside_words_is_mended() {
        let mended = |json: &str| without_odd_numbers(json);
        let line = r#"{"a": NaN, "b": [-Infinity, 1e400, 1.5], "NaN": "NaN \" Infinity", "c": true}"#;
        let whole = r#"{"a": null, "b": [null, null, 1.5], "NaN": "NaN \" Infinity", "c": true}"#;
        assert_eq!(mended(line), Some((whole.to_owned(), 3)));
        assert_eq!(mended(r#"{"a": 1e10, "b": "NaN"}"#), None);
        assert_eq!(mended(r#"{"a": "tak ditutup \"#), None);
        assert_eq!(mended("{\"a\": \"é\\"), None);
    }
}
