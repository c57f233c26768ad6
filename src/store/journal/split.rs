//! A line of the journal taken apart while it is read: its checksum, and its records one by one. Pure.

use crate::{message::Message, store::journal::SUM};

/// The records of a line, found by counting brackets outside of strings; each is told with its place in the file.
pub(super) struct Splitter {
    /// Where the next byte stands in the file.
    at: u64,
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// Within the list of records.
    listed: bool,
    /// The line without its records.
    skeleton: Vec<u8>,
    record: Vec<u8>,
    /// Where it begins.
    from: u64,
}

/// The field whose items they are.
const LIST: &[u8] = b"puts:";

impl Splitter {
    pub(super) fn new(at: u64) -> Self {
        let (skeleton, record) = (Vec::new(), Vec::new());
        Self { at, depth: 0, in_string: false, escaped: false, listed: false, skeleton, record, from: at }
    }

    /// Takes in some bytes of the line, and tells of every record that ends in them.
    pub(super) fn feed(
        &mut self,
        bytes: &[u8],
        tell: &mut impl FnMut(u64, &[u8]) -> Result<(), Message>,
    ) -> Result<(), Message> {
        for &byte in bytes {
            let at = self.at;
            self.at += 1;
            if self.in_string {
                self.in_string = self.escaped || byte != b'"';
                self.escaped = !self.escaped && byte == b'\\';
                self.keep(byte, at);
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'(' | b'[' | b'{' => {
                    let opens = byte == b'[' && self.depth == 1 && self.skeleton.ends_with(LIST);
                    self.depth += 1;
                    if opens {
                        self.skeleton.push(byte);
                        self.listed = true;
                        continue;
                    }
                }
                b')' | b']' | b'}' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            let closes = self.listed && self.depth == 1;
            if closes || (self.listed && self.depth == 2 && byte == b',') {
                if !self.record.is_empty() {
                    tell(self.from, &self.record)?;
                    self.record.clear();
                }
                if closes {
                    self.listed = false;
                    self.skeleton.push(byte);
                }
                continue;
            }
            self.keep(byte, at);
        }
        Ok(())
    }

    fn keep(&mut self, byte: u8, at: u64) {
        if !self.listed {
            return self.skeleton.push(byte);
        }
        if self.record.is_empty() {
            self.from = at;
        }
        self.record.push(byte);
    }

    /// The line as it would be without its records.
    pub(super) fn skeleton(self) -> Result<String, Message> {
        String::from_utf8(self.skeleton).map_err(|error| Message::verbatim(error.to_string()))
    }
}

/// Whether a line is what was written: eight hexadecimal digits and the RON that they are the CRC-32 of; and, if it is
/// not, whether it can be the beginning of one, which what a power cut turned to zeros is not.
#[derive(Default)]
pub(super) struct LineCheck {
    sum: Vec<u8>,
    hasher: crc32fast::Hasher,
    /// The end of what was fed, if a character is cut there.
    cut: Vec<u8>,
    broken: bool,
}

impl LineCheck {
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        let (sum, ron) = bytes.split_at(bytes.len().min(SUM - self.sum.len()));
        self.sum.extend_from_slice(sum);
        self.hasher.update(ron);
        if !self.broken {
            self.cut.extend_from_slice(bytes);
            let (text, rest) = match std::str::from_utf8(&self.cut) {
                Ok(text) => (text, self.cut.len()),
                Err(error) => {
                    self.broken = error.error_len().is_some();
                    let good = error.valid_up_to();
                    (std::str::from_utf8(&self.cut[..good]).unwrap_or_default(), good)
                }
            };
            self.broken |= text.contains(char::is_control);
            self.cut.drain(..rest);
        }
    }

    /// Whether all of it is there.
    pub(super) fn is_right(&self) -> bool {
        let sum =
            self.sum.strip_suffix(b" ").filter(|sum| sum.len() == 8).and_then(|sum| std::str::from_utf8(sum).ok());
        let sum = sum.and_then(|sum| u32::from_str_radix(sum, 16).ok());
        self.cut.is_empty() && sum == Some(self.hasher.clone().finalize())
    }

    pub(super) fn is_begun(&self) -> bool {
        let (sum, space) = self.sum.split_at(self.sum.len().min(8));
        !self.broken && sum.iter().all(u8::is_ascii_hexdigit) && space.iter().all(|&byte| byte == b' ')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The records of a line fed in pieces of this size, with their places.
    fn split(line: &str, size: usize) -> (Vec<(u64, String)>, String) {
        let mut splitter = Splitter::new(100);
        let mut found = Vec::new();
        for piece in line.as_bytes().chunks(size) {
            let mut tell = |from, record: &[u8]| {
                found.push((from, String::from_utf8(record.to_vec()).expect("text")));
                Ok(())
            };
            splitter.feed(piece, &mut tell).expect("it is taken");
        }
        (found, splitter.skeleton().expect("text"))
    }

    #[test]
    fn records_are_found_whatever_strings_hold() {
        let line = r#"(deed:tag,count:2,puts:[Mention(a:"]),\"(",b:[1,2]),Note("\\"),Empty],texts:{"a":"puts:[1,2]"})"#;
        for size in 1..line.len() + 1 {
            let (found, skeleton) = split(line, size);
            assert_eq!(skeleton, r#"(deed:tag,count:2,puts:[],texts:{"a":"puts:[1,2]"})"#, "in pieces of {size}");
            let records: Vec<_> = found.iter().map(|(_, record)| record.as_str()).collect();
            assert_eq!(records, [r#"Mention(a:"]),\"(",b:[1,2])"#, r#"Note("\\")"#, "Empty"]);
            for (from, record) in &found {
                assert!(line[*from as usize - 100..].starts_with(record.as_str()));
            }
        }
        assert_eq!(split("(deed:tag,count:0,puts:[])", 3), (vec![], "(deed:tag,count:0,puts:[])".to_owned()));
    }

    #[test]
    fn a_begun_line_is_text_with_a_checksum_before_it() {
        let begun = |bytes: &[u8]| {
            [1, 2, 3, 1000].map(|size| {
                let mut begun = LineCheck::default();
                bytes.chunks(size).for_each(|piece| begun.feed(piece));
                (begun.is_right(), begun.is_begun())
            })
        };
        let ron = "(deed:tag) 💡 é";
        let line = format!("{:08x} {ron}", crc32fast::hash(ron.as_bytes()));
        assert_eq!(begun(line.as_bytes()), [(true, true); 4]);
        for end in 0..line.len() {
            assert_eq!(begun(&line.as_bytes()[..end]), [(false, true); 4], "cut at {end}");
        }
        for bad in ["0123456789", "0123456x", "01234567_(", "01234567 a\u{1}b", "01234567 a\u{85}b"] {
            assert_eq!(begun(bad.as_bytes()), [(false, false); 4], "{bad:?}");
        }
        assert_eq!(begun(b"01234567 \xff"), [(false, false); 4]);
        assert_eq!(begun(&[0; 40]), [(false, false); 4]);
    }
}
