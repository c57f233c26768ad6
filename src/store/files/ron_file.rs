//! RON as project files have it: one record a line, `\n`, no `Some(…)`; and what is wrong with a file, located.

use ron::{Error, Options, extensions::Extensions, ser::PrettyConfig};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};

use crate::{
    message::{Message, message},
    store::{StoreError, files::text_file::not_utf8, problem::Cause},
};

/// The format that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 1;

/// The first field of every project file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::store) struct FormatField;

impl Serialize for FormatField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(FORMAT)
    }
}

impl<'de> Deserialize<'de> for FormatField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            FORMAT => Ok(Self),
            newer if newer > FORMAT => Err(serde::de::Error::custom(format!("{NEWER}{newer}"))),
            other => Err(serde::de::Error::custom(format!("there is no format {other}"))),
        }
    }
}

/// How the error of a newer format goes through the deserialiser, which carries words only; what follows is its number.
const NEWER: &str = "newer format ";

fn newer_format(words: &str) -> Option<u32> {
    words.strip_prefix(NEWER)?.parse().ok()
}

fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// A whole file: structures down to `depth` get a line for each field or item, deeper ones stay on one line.
pub(in crate::store) fn print<T: Serialize>(value: &T, depth: usize) -> Result<String, Message> {
    let config = PrettyConfig::new().depth_limit(depth).new_line("\n").indentor("    ");
    let mut text = options().to_string_pretty(value, config).map_err(Message::verbatim)?;
    text.push('\n');
    Ok(plain_apostrophes(text))
}

/// One line, for the journal, behind what is there.
pub(in crate::store) fn print_line<T: Serialize>(value: &T, out: &mut String) -> Result<(), Message> {
    options().to_writer(out, value).map_err(Message::verbatim)
}

/// The inverse of [`print_line`].
pub(in crate::store) fn parse_line<T: DeserializeOwned>(line: &str) -> Result<T, Message> {
    options().from_str(line).map_err(|error| Message::verbatim(error.code))
}

/// The serialiser writes `Asy\'ari`; RON needs no such escape and people read the files. A backslash stands only
/// inside a string there, and begins an escape.
fn plain_apostrophes(text: String) -> String {
    if !text.contains("\\'") {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('\'') => plain.push('\''),
                Some(other) => plain.extend(['\\', other]),
                None => plain.push('\\'),
            },
            _ => plain.push(c),
        }
    }
    plain
}

/// The text of a file: UTF-8, a byte order mark accepted and cut, Git's conflict markers named as such.
pub(in crate::store) fn decode<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str, StoreError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        StoreError::new(path, not_utf8(), restore(path)).at(position(&good, good.len()))
    })?;
    let marker = |line: &&str| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") || *line == "=======";
    if let Some(at) = text.lines().position(|line| marker(&line)) {
        let message = message!("Git left conflict markers here: two versions of this file stand in one another");
        let fix = message!(
            "Choose one side with Recover, or resolve the conflict in a text editor, and open the project again"
        );
        let error = StoreError::new(path, message, fix).at((at + 1, 1));
        return Err(StoreError { cause: Cause::GitConflict, ..error });
    }
    Ok(text)
}

/// Reads a whole file, or says where it stops making sense.
pub(in crate::store) fn parse<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, StoreError> {
    options().from_str(text).map_err(|error| {
        let (message, fix) = match &error.code {
            Error::NoSuchStructField { found, .. } => (
                message!("this version of Tandai does not know the field “{field}”", field = found),
                message!("Open the project with the version that wrote it, or remove the field"),
            ),
            Error::Message(words) if let Some(format) = newer_format(words) => (
                message!(
                    "format {format} is newer than {known}, the newest that this version of Tandai knows",
                    format = format,
                    known = FORMAT
                ),
                message!("Open the project with a newer version of Tandai"),
            ),
            Error::Eof => (message!("the file ends too early"), restore(path)),
            other => (message!("this cannot be read: {reason}", reason = other.to_string()), restore(path)),
        };
        StoreError::new(path, message, fix).at((error.span.start.line, error.span.start.col))
    })
}

/// What to do with a damaged file.
pub(in crate::store) fn restore(path: &str) -> Message {
    message!(
        "Restore the last saved state with Recover, mend it in a text editor, or take an older version back with \
         “git checkout -- {path}”",
        path = path
    )
}

/// Line and column, from 1, of a byte of `text`.
pub(in crate::store) fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// Where the `nth` (from 0) record of this id stands in a file, as [`print`] writes it; the file's beginning if it was
/// written otherwise.
pub fn position_of_id(text: &str, id: &str, nth: usize) -> (usize, usize) {
    let needle = format!("(id: \"{id}\"");
    let found = text.match_indices(&needle).nth(nth);
    found.map_or((1, 1), |(byte, _)| position(text, byte))
}

/// Line and column where the scheme of statements names a key for the `nth` time, or of the list that has this name.
pub(in crate::store) fn position_of_key(text: &str, key: &str, nth: usize) -> (usize, usize) {
    let whole = |&(at, found): &(usize, &str)| !text[at + found.len()..].starts_with(is_of_key);
    let named = format!("key: {key}");
    let listed = format!("{key}:");
    let keyed = || text.match_indices(&named).filter(whole).nth(nth);
    // What has another name than a key stands there as it is.
    let written = || text.match_indices(key).filter(whole).nth(nth);
    let found = keyed().or_else(|| text.match_indices(&listed).next()).or_else(written);
    found.map_or((1, 1), |(byte, _)| position(text, byte))
}

fn is_of_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
