//! A picture for paper: what it is of, its drawing, the table behind it, and the files that it can be written as. The
//! window and reports make it here, so that both write the same.

use super::{
    Drawing, Timeline, network_picture, png, svg,
    table::{network_table, timeline_table},
    timeline_of_party, timeline_of_race, timeline_picture,
};
use crate::{
    answers::{CountingOptions, EntityNames, Ledger, RaceKey},
    message::{Language, Message},
    model::{Date, EntityId},
};

/// Width and height of a picture on a page, in points.
pub const PAGE: (f32, f32) = (900.0, 640.0);

/// What a picture is of.
#[derive(Debug, Clone, PartialEq)]
pub enum PictureSubject<'s> {
    /// The history of the parties of a race, by a day.
    Race(&'s RaceKey, Option<Date>),
    /// The history of a party in all its races, by a day.
    Party(&'s EntityId, Option<Date>),
    /// The parties of some races, with the ties between them.
    Network(&'s [RaceKey], CountingOptions),
}

/// A drawing, the table behind it, and what its files are called.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Without an ending.
    pub name: String,
    pub drawing: Drawing,
    /// CSV.
    table: Vec<u8>,
}

/// A file that a picture can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFile {
    Svg,
    Png,
    Table,
}

impl PictureFile {
    pub const ALL: [Self; 3] = [Self::Svg, Self::Png, Self::Table];

    /// The ending of its name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Table => "csv",
        }
    }
}

impl Picture {
    /// Draws it as large as asked; a timeline is as high as it has lanes. Fails where no table can be made.
    pub fn of(
        subject: &PictureSubject<'_>,
        ledger: &Ledger,
        names: &EntityNames<'_>,
        size: (f32, f32),
        language: Language,
    ) -> Result<Self, Message> {
        let (id, at) = match subject {
            PictureSubject::Network(races, counting) => {
                let network = ledger.network(Some(races), counting.clone());
                let drawing = network_picture(&network, counting, names, size, language).drawing;
                return Ok(Self { name: "network".into(), drawing, table: network_table(&network, names)? });
            }
            PictureSubject::Race(race, at) => (race.to_string(), *at),
            PictureSubject::Party(party, at) => (party.to_string(), *at),
        };
        let timeline = |language: Language| match subject {
            PictureSubject::Race(race, _) => {
                let book = ledger.book(race);
                book.map_or_else(Timeline::default, |book| timeline_of_race(ledger, race, book, names, at, language))
            }
            PictureSubject::Party(party, _) => timeline_of_party(ledger, party, names, at, language),
            PictureSubject::Network(..) => Timeline::default(),
        };
        let drawing = timeline_picture(&timeline(language), size.0, language);
        // A table is read by programs: it is the same in every language.
        let table = timeline_table(&timeline(Language::English))?;
        Ok(Self { name: format!("timeline-{}", file_name(&id)), drawing, table })
    }

    /// The whole file.
    pub fn file(&self, file: PictureFile) -> Result<Vec<u8>, Message> {
        match file {
            PictureFile::Svg => Ok(svg(&self.drawing).into_bytes()),
            PictureFile::Png => png(&self.drawing),
            PictureFile::Table => Ok(self.table.clone()),
        }
    }
}

/// Letters, digits, dots and lines only.
fn file_name(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' || c == '-' { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_stay_inside() {
        assert_eq!(file_name("36.02-regent-2024"), "36.02-regent-2024");
        assert_eq!(file_name("../a/b:é"), ".._a_b__");
    }
}
