//! The three levels of regions, and the words that tell them.

use crate::model::{Entity, Office};

/// What a region is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Province,
    Regency,
    City,
}

impl Level {
    /// Of a Kemendagri code: two digits are a province; after the dot up to 69 a kabupaten, from 71 a kota.
    pub fn of_code(code: &str) -> Option<Self> {
        match code.split_once('.') {
            None => code.parse::<u8>().ok().map(|_| Self::Province),
            Some((_, local)) => local.parse::<u8>().ok().map(|n| if n < 70 { Self::Regency } else { Self::City }),
        }
    }

    /// Of a region, by its code, otherwise by the type word of its name.
    pub fn of(region: &Entity) -> Option<Self> {
        Self::of_code(&region.code).or_else(|| Some(split_type(&super::fold::key(&region.name))?.0))
    }

    pub fn office(self) -> Office {
        match self {
            Self::Province => Office::GOVERNOR,
            Self::Regency => Office::REGENT,
            Self::City => Office::MAYOR,
        }
    }

    /// As files name it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Regency => "regency",
            Self::City => "city",
        }
    }

    /// The type word, as Indonesian writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Province => "Provinsi",
            Self::Regency => "Kabupaten",
            Self::City => "Kota",
        }
    }
}

/// The level that a folded type word names.
pub fn of_type_word(word: &str) -> Option<Level> {
    match word {
        "provinsi" | "propinsi" | "prov" => Some(Level::Province),
        "kabupaten" | "kab" => Some(Level::Regency),
        "kota" | "kotamadya" => Some(Level::City),
        _ => None,
    }
}

/// The level that a folded word of an office, an election or a government names. “wali kota” is two words, of which
/// the second is a type word of the same level.
pub fn of_office_word(word: &str) -> Option<Level> {
    match word.strip_suffix("nya").unwrap_or(word) {
        "pilgub" | "gubernur" | "cagub" | "cawagub" | "bacagub" | "bacawagub" | "wagub" | "pemprov" => {
            Some(Level::Province)
        }
        "pilbup" | "bupati" | "cabup" | "cawabup" | "bacabup" | "bacawabup" | "wabup" | "pemkab" => {
            Some(Level::Regency)
        }
        "pilwalkot" | "pilwalkota" | "pilwakot" | "pilwali" | "pilwako" | "pilkot" | "walikota" | "walkot"
        | "wawali" | "wawalkot" | "cawalkot" | "cawali" | "cawawali" | "cawawalkot" | "bacawalkot" | "bacawali"
        | "balonwali" | "pemkot" => Some(Level::City),
        _ => None,
    }
}

/// A folded name's level and the rest of it, if it begins with a type word: “kota administrasi jakarta barat” → City
/// and “jakarta barat”. A long type word may have one letter wrong (“kabupten”).
pub fn split_type(key: &str) -> Option<(Level, &str)> {
    let (word, rest) = key.split_once(' ')?;
    let misspelt = || {
        let long = ["kabupaten", "provinsi"].into_iter().find(|long| super::fold::one_apart(word, long));
        long.and_then(of_type_word)
    };
    let level = of_type_word(word).or_else(misspelt)?;
    let rest = ["administrasi ", "adm "].into_iter().find_map(|adm| rest.strip_prefix(adm)).unwrap_or(rest);
    Some((level, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_words() {
        assert_eq!(split_type("kab lebak"), Some((Level::Regency, "lebak")));
        assert_eq!(split_type("kota administrasi jakarta barat"), Some((Level::City, "jakarta barat")));
        assert_eq!(split_type("kabupten solok"), Some((Level::Regency, "solok")));
        assert_eq!(split_type("lima puluh kota"), None);
        assert_eq!(split_type("kota"), None);
    }

    #[test]
    fn codes() {
        assert_eq!(Level::of_code("36"), Some(Level::Province));
        assert_eq!(Level::of_code("36.02"), Some(Level::Regency));
        assert_eq!(Level::of_code("36.71"), Some(Level::City));
        assert_eq!(Level::of_code("x.y"), None);
    }
}
