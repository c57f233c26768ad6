//! Under which rules a record was made: the rules change while people annotate.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::message::{Message, message};

/// The version of a project's guidelines: the first 32 bits of the SHA-256 of their text, eight hexadecimal digits in
/// files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GuidelinesVersion(pub u32);

impl fmt::Display for GuidelinesVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

impl FromStr for GuidelinesVersion {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        let number = if digits { u32::from_str_radix(text, 16).ok() } else { None };
        number.map(Self).ok_or_else(|| {
            message!("“{text}” is not a version of the guidelines: 8 hexadecimal digits, in lower case", text = text)
        })
    }
}

impl Serialize for GuidelinesVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for GuidelinesVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_as_it_was_read() {
        for text in ["00000000", "0badcafe", "ffffffff"] {
            assert_eq!(text.parse::<GuidelinesVersion>().expect("a version").to_string(), text);
        }
        for bad in ["", "0badcaf", "0BADCAFE", "+badcafe", "0badcafe0"] {
            assert!(bad.parse::<GuidelinesVersion>().is_err(), "{bad}");
        }
    }
}
