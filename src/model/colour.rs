//! A colour as people write it: `#3666d5`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::message::{Message, message};

/// Red, green and blue of sRGB, 0 to 255 each; written as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl FromStr for Colour {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let wrong = || message!("“{text}” is not a colour like #3666d5", text = text);
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii()).ok_or_else(wrong)?;
        let value = u32::from_str_radix(digits, 16).map_err(|_| wrong())?;
        Ok(Self((value >> 16) as u8, (value >> 8) as u8, value as u8))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_as_read() {
        assert_eq!("#3666d5".parse(), Ok(Colour(0x36, 0x66, 0xd5)));
        assert_eq!(Colour(0, 10, 255).to_string(), "#000aff");
        for bad in ["", "3666d5", "#36", "#zzzzzz", "#éééé"] {
            assert!(bad.parse::<Colour>().is_err(), "{bad:?}");
        }
    }
}
