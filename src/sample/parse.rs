//! A sample article as it is written: header, text in the bracket notation, coalitions. See `assets/sample/README.md`.

use std::str::FromStr;

use crate::message::{Message, message};
use crate::model::{
    Certainty, Date, EntityId, Office, Slot, Span, Stance, Status,
    notation::{self, BracketMark},
};

/// One article with everything that is right to mark in it.
#[derive(Debug, Clone)]
pub struct Sample {
    pub title: String,
    pub source: String,
    pub date: Option<Date>,
    pub status: Status,
    pub text: String,
    pub marks: Vec<BracketMark>,
    pub coalitions: Vec<SampleCoalition>,
}

/// A statement with its evidence as quotes.
#[derive(Debug, Clone, Default)]
pub struct SampleCoalition {
    pub id: String,
    pub region: Option<EntityId>,
    pub office: Option<Office>,
    pub year: Option<i16>,
    pub head: Option<EntityId>,
    pub deputy: Option<EntityId>,
    pub backings: Vec<(EntityId, Stance, Option<Slot>)>,
    pub status: Certainty,
    pub speaker: String,
    pub date: Option<Date>,
    pub hedge: String,
    pub evidence: Vec<String>,
    pub note: String,
}

impl Sample {
    /// The bytes of a quote that stands in the text exactly once.
    pub fn find(&self, quote: &str) -> Result<Span, Message> {
        let mut places = self.text.match_indices(quote);
        match (places.next(), places.next()) {
            (Some((at, _)), None) => Ok(Span::new(at, at + quote.len())),
            (None, _) => Err(message!("“{quote}” is not in the text", quote = quote)),
            _ => Err(message!("“{quote}” stands in the text more than once", quote = quote)),
        }
    }
}

/// Reads a sample article; the reason names what is wrong.
pub fn parse(source: &str) -> Result<Sample, Message> {
    let mut parts = source.splitn(3, "\n---\n");
    let header = parts.next().unwrap_or("");
    let body = parts.next().ok_or_else(|| message!("there is no text after “---”"))?;
    let blocks = parts.next().unwrap_or("");
    let (text, marks) = notation::parse(body.trim_end())?;
    let mut sample = Sample {
        title: String::new(),
        source: String::new(),
        date: None,
        status: Status::New,
        text,
        marks,
        coalitions: Vec::new(),
    };
    for line in header.lines().filter(|line| !line.trim().is_empty()) {
        let (key, value) = key_and_value(line)?;
        match key {
            "title" => sample.title = value.to_owned(),
            "source" => sample.source = value.to_owned(),
            "date" => sample.date = Some(value.parse()?),
            "status" => sample.status = named(value)?,
            other => return Err(message!("the header has no “{other}”", other = other)),
        }
    }
    for block in blocks.split("\n\n").filter(|block| !block.trim().is_empty()) {
        sample.coalitions.push(coalition(block)?);
    }
    Ok(sample)
}

fn coalition(block: &str) -> Result<SampleCoalition, Message> {
    let mut coalition = SampleCoalition::default();
    for line in block.lines().filter(|line| !line.trim().is_empty()) {
        let (key, value) = key_and_value(line)?;
        let words: Vec<&str> = value.split_whitespace().collect();
        let open = value == "-";
        let text = if open { String::new() } else { value.to_owned() };
        match (key, words.as_slice()) {
            ("coalition", _) => coalition.id = value.to_owned(),
            ("race", [region, office, year]) => {
                coalition.region = entity(region)?;
                coalition.office = if *office == "-" { None } else { Some(named(office)?) };
                coalition.year = if *year == "-" { None } else { Some(number(year)?) };
            }
            ("head", [id]) => coalition.head = entity(id)?,
            ("deputy", [id]) => coalition.deputy = entity(id)?,
            ("backing", [party, stance, slot]) => {
                let party = entity(party)?.ok_or_else(|| message!("a backing needs a party"))?;
                let slot = if *slot == "-" { None } else { Some(named(slot)?) };
                coalition.backings.push((party, named(stance)?, slot));
            }
            ("status", _) => coalition.status = named(value)?,
            ("speaker", _) => coalition.speaker = text,
            ("date", _) => coalition.date = if open { None } else { Some(value.parse()?) },
            ("hedge", _) => coalition.hedge = text,
            ("evidence", _) => coalition.evidence.push(value.trim_matches('"').to_owned()),
            ("note", _) => coalition.note = text,
            _ => return Err(message!("“{line}” is not understood", line = line)),
        }
    }
    Ok(coalition)
}

fn key_and_value(line: &str) -> Result<(&str, &str), Message> {
    let (key, value) = line.split_once(':').ok_or_else(|| message!("“{line}” has no colon", line = line))?;
    Ok((key.trim(), value.trim()))
}

fn entity(id: &str) -> Result<Option<EntityId>, Message> {
    if id == "-" { Ok(None) } else { Ok(Some(EntityId::new(id)?)) }
}

fn number<T: FromStr>(text: &str) -> Result<T, Message> {
    text.parse().map_err(|_| message!("“{text}” is not a number", text = text))
}

/// A value by the name that files give it.
fn named<T: serde::de::DeserializeOwned>(name: &str) -> Result<T, Message> {
    ron::from_str(name).map_err(|_| message!("“{name}” is none of the known words", name = name))
}
