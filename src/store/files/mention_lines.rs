//! The mention lines of an annotation file, as `records` prints them, in one pass over the bytes: nearly all of a large
//! file is such lines, and reading them as RON takes many times as long. Knows nothing of what is wrong with a file:
//! whatever looks different in the least is left to RON, which reads it or says where it cannot be read.

use std::{borrow::Cow, collections::HashMap};

use crate::{
    model::{EntityId, GuidelinesVersion, KindKey, LinkSource, MentionId, Origin, Variables},
    store::files::{records::MentionRecord, ron_file::parse_line},
};

const BEGIN: &str = "\n    mentions: [\n";
const END: &str = "    ],\n";

/// The file without its mentions, and these; `None` if it is not in the shape in which it is printed.
pub(in crate::store) fn cut(file: &str) -> Option<(String, Vec<MentionRecord<'_>>)> {
    let begin = file.find(BEGIN)? + BEGIN.len();
    // Before the mentions there are only short fields of one line each.
    let plain = |line: &str| line == "(" || (line.ends_with(',') && !line.contains(['\\', '\'', '/']));
    if !file[..begin - BEGIN.len()].lines().all(plain) {
        return None;
    }
    let (mut records, mut names, mut rest) = (Vec::new(), SharedKeys::default(), &file[begin..]);
    while !rest.starts_with(END) {
        let (line, after) = rest.split_once('\n')?;
        records.push(names.record(line.strip_prefix("        (")?.strip_suffix("),")?)?);
        rest = after;
    }
    Some((format!("{}{rest}", &file[..begin]), records))
}

/// What many lines have in common, read once.
#[derive(Default)]
struct SharedKeys<'a> {
    kinds: HashMap<&'a str, KindKey>,
    entities: HashMap<&'a str, EntityId>,
    links: HashMap<&'a str, LinkSource>,
    origins: HashMap<&'a str, Origin>,
    guidelines: HashMap<&'a str, GuidelinesVersion>,
}

impl<'a> SharedKeys<'a> {
    fn record(&mut self, fields: &'a str) -> Option<MentionRecord<'a>> {
        let mut fields = FieldReader(fields);
        let id = MentionId::new(string(fields.next("id")?)?).ok()?;
        let start = number(fields.next("start")?)?;
        let end = number(fields.next("end")?)?;
        let text = string(fields.next("text")?)?;
        let kind = once(&mut self.kinds, fields.next("kind")?, |kind| KindKey::new(string(kind)?).ok())?;
        let entity = match fields.next("entity") {
            Some(entity) => Some(once(&mut self.entities, entity, |entity| EntityId::new(string(entity)?).ok())?),
            None => None,
        };
        let link = match fields.next("link") {
            Some(link) => once(&mut self.links, link, |link| parse_line(link).ok())?,
            None => LinkSource::default(),
        };
        let by = once(&mut self.origins, fields.next("by")?, |by| parse_line(by).ok())?;
        let at = string(fields.next("at")?)?.parse().ok()?;
        let note = match fields.next("note") {
            Some(note) => string(note)?,
            None => "".into(),
        };
        let own = fields.next("fields").map(|own| parse_line(own).ok()).map_or(Some(Variables::new()), |own| own)?;
        let flag = fields.next("flag").map(|flag| parse_line(flag).ok()).map_or(Some(None), |flag| flag.map(Some))?;
        let guidelines = match fields.next("guidelines") {
            Some(version) => Some(once(&mut self.guidelines, version, |version| string(version)?.parse().ok())?),
            None => None,
        };
        fields.0.is_empty().then_some(MentionRecord {
            id,
            start,
            end,
            text,
            kind,
            entity,
            link,
            by,
            at,
            note,
            fields: Cow::Owned(own),
            flag,
            guidelines,
        })
    }
}

fn once<'a, T: Clone>(
    known: &mut HashMap<&'a str, T>,
    value: &'a str,
    read: impl FnOnce(&'a str) -> Option<T>,
) -> Option<T> {
    if let Some(known) = known.get(value) {
        return Some(known.clone());
    }
    let read = read(value)?;
    known.insert(value, read.clone());
    Some(read)
}

/// `name: value, name: value`, in the order in which they are printed.
struct FieldReader<'a>(&'a str);

impl<'a> FieldReader<'a> {
    /// The value of the next field if it has this name.
    fn next(&mut self, name: &str) -> Option<&'a str> {
        let value = self.0.strip_prefix(name)?.strip_prefix(": ")?;
        let end = value_end(value)?;
        self.0 = match &value[end..] {
            "" => "",
            more => more.strip_prefix(", ")?,
        };
        Some(&value[..end])
    }
}

/// The byte at which a value ends: at a comma that is neither in quotes nor in brackets, or with the text.
fn value_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            // A comment.
            b'/' => return None,
            // A raw string or a quoted character.
            b'"' if at > 0 && matches!(bytes[at - 1], b'r' | b'#' | b'\'') => return None,
            b'"' => at = closing_quote(bytes, at)?,
            b'(' | b'{' | b'[' => depth += 1,
            b')' | b'}' | b']' => depth = depth.checked_sub(1)?,
            b',' if depth == 0 => return Some(at),
            _ => {}
        }
        at += 1;
    }
    (depth == 0).then_some(at)
}

/// The byte of the quote that closes the one at `at`.
fn closing_quote(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += 1;
        match bytes.get(at)? {
            b'"' => return Some(at),
            b'\\' => at += 1,
            _ => {}
        }
    }
}

/// The content of a string.
fn string(value: &str) -> Option<Cow<'_, str>> {
    let content = value.strip_prefix('"')?.strip_suffix('"')?;
    if content.contains(['\\', '"']) { parse_line(value).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(content)) }
}

fn number(value: &str) -> Option<usize> {
    let plain = value.bytes().all(|byte| byte.is_ascii_digit()) && (value == "0" || !value.starts_with('0'));
    if plain { value.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::cut;
    use crate::store::files::{
        records::AnnotationFile,
        ron_file::{parse, print},
    };

    const FILE: &str = r#"(
    format: 1,
    article: "a",
    text_sha256: "00",
    status: in_progress,
    mentions: [
        (id: "m1", start: 0, end: 3, text: "PKS", kind: "party", entity: "party:pks", link: rule("sure, \"so\""), by: person, at: "2024-07-08T09:30:00Z", note: "(ya, \\ \"tidak\")", flag: unsure, guidelines: "0badcafe"),
        (id: "m2", start: 4, end: 9, text: "Asy'ari", kind: "candidate", by: accepted((set: "auto-1", rule: "a), \"b", score: 0.5)), at: "2024-07-08T09:30:00Z"),
        (id: "m3", start: 10, end: 12, text: "x\n\u{202e}", kind: "region", by: machine(()), at: "2024-07-08T09:30:00Z"),
        (id: "m4", start: 13, end: 14, text: "y", kind: "party", by: person, at: "2024-07-08T09:30:00Z", fields: {"role": text("ketua, {\"DPC\"}"), "tags": list(["a", "b"])}, flag: discuss),
    ],
    coalitions: [],
)
"#;

    /// Both ways: `None` for what cannot be read.
    fn quick(file: &str) -> Option<String> {
        let (rest, mentions) = cut(file)?;
        let file = AnnotationFile { mentions, ..parse::<AnnotationFile>("a", &rest).ok()? };
        print(&file, 2).ok()
    }

    fn thorough(file: &str) -> Option<String> {
        print(&parse::<AnnotationFile>("a", file).ok()?, 2).ok()
    }

    #[test]
    fn lines_as_they_are_printed_are_read_at_once() {
        assert!(quick(FILE).is_some());
        assert_eq!(quick(FILE), thorough(FILE));
    }

    #[test]
    fn lines_that_somebody_wrote_are_left_to_ron() {
        for (from, to) in [
            ("(id: \"m1\", start: 0,", "(start: 0, id: \"m1\","),
            ("start: 4", "start: 4 /* here */"),
            ("start: 4", "start: 0x4"),
            ("\"Asy'ari\"", "r#\"Asy\"ari\"#"),
            ("by: person,", "by:person,"),
            ("by: person,", "by: /* me */ person,"),
        ] {
            let file = FILE.replacen(from, to, 1);
            assert_ne!(file, FILE);
            assert!(cut(&file).is_none(), "{file}");
            assert!(thorough(&file).is_some(), "{file}");
        }
    }

    #[test]
    fn what_stands_behind_a_comment_is_not_read() {
        let file = FILE.replacen("by: person,", "by: person//,", 1);
        assert_eq!((quick(&file), thorough(&file)), (None, None));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

        #[test]
        fn whatever_happens_to_a_file_both_ways_read_the_same(
            damages in proptest::collection::vec((0..FILE.len(), 0..4_usize, "[ -~\n]{0,6}|,|\"|\\\\|\\(|\\)|'|//|r#"), 1..3),
        ) {
            let mut file = FILE.to_owned();
            for (at, len, by) in damages {
                let at = at.min(file.len());
                let end = (at + len).min(file.len());
                file.replace_range(at..end, &by);
            }
            if let Some(read) = quick(&file) {
                prop_assert_eq!(Some(read), thorough(&file), "{}", file);
            }
        }
    }
}
