//! Keys that stand twice in one object of JSON: the last counts, and nobody would see that there was another.

use super::tally::{FileTally, shortened};
use crate::message::message;

/// Tells the keys that stand again in an object of a record, which begins at that line and column.
pub fn tell_repeated_keys(record: &str, at: (usize, usize), tally: &FileTally) {
    for (key, byte) in repeated_keys(record) {
        let before = &record[..byte];
        let (lines, column) = (before.matches('\n').count(), before.rsplit('\n').next().unwrap_or("").chars().count());
        let place = if lines == 0 { (at.0, at.1 + column) } else { (at.0 + lines, column + 1) };
        let reason = message!("the key “{key}” stands twice in one object, and the last counts", key = shortened(key));
        tally.part(reason, message!("Take out the one that is wrong, and import again"), place);
    }
}

/// Keys that an object has already, as they are written, and the byte at which each stands again.
fn repeated_keys(json: &str) -> Vec<(&str, usize)> {
    let bytes = json.as_bytes();
    // Keys of all open objects one behind the other; of each open object where its own begin, of a list nothing.
    let (mut keys, mut open): (Vec<(&str, usize)>, Vec<Option<usize>>) = Default::default();
    let (mut found, mut at, mut is_key) = (Vec::new(), 0, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'{' => {
                open.push(Some(keys.len()));
                is_key = true;
            }
            b'[' => {
                open.push(None);
                is_key = false;
            }
            b',' => is_key = matches!(open.last(), Some(Some(_))),
            b'}' | b']' => {
                if let Some(Some(first)) = open.pop() {
                    keys[first..].sort_by_key(|(key, _)| *key);
                    let pairs = keys[first..].windows(2).filter(|pair| pair[0].0 == pair[1].0);
                    found.extend(pairs.map(|pair| pair[1]));
                    keys.truncate(first);
                }
                is_key = false;
            }
            b'"' => {
                let begin = at + 1;
                at = end_of_string(bytes, begin);
                if is_key {
                    keys.push((&json[begin..at.min(json.len())], begin - 1));
                    is_key = false;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found.sort_by_key(|(_, byte)| *byte);
    found
}

/// The place of the sign that ends a string.
fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(step) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))) {
        at += step;
        if bytes[at] == b'"' {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_one_object_only() {
        let found = |json| repeated_keys(json);
        assert_eq!(found(r#"{"a":1,"b":{"a":2,"c":"a"},"d":[{"a":1},{"a":2}],"e":"\"a\":"}"#), []);
        assert_eq!(found(r#"{"a":1,"b":2,"a":3}"#), [("a", 13)]);
        assert_eq!(found(r#"[{"x":{"é":1,"é":[]},"x":"{\"x\":1,\"x\":2}","x":0}]"#), [("é", 14), ("x", 23), ("x", 47)]);
        assert_eq!(found(r#"{"a":1,"a":"#), []);
        assert_eq!(found("{\"a\\"), []);
    }

    #[test]
    fn they_are_told_where_they_stand() {
        let tally = FileTally::default();
        tell_repeated_keys("{\"judul\": \"é\",\n \"isi\": \"PKS\", \"judul\": \"\"}", (4, 3), &tally);
        tell_repeated_keys("{\"ü\": 1, \"ü\": 2}", (4, 3), &tally);
        let told: Vec<String> = tally.problems("a").iter().map(ToString::to_string).collect();
        assert!(told[0].starts_with("a:5:16: the key “judul” stands twice"), "{told:?}");
        assert!(told[1].starts_with("a:4:12: the key “ü” stands twice"), "{told:?}");
    }
}
