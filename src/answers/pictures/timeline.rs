//! The history of a race or of a party: a lane for each party (or race), a sign for each statement, lines for the spells
//! between, the days of registration and of the election.

use std::collections::BTreeMap;

use super::{Anchor, Drawing, FAINT, INK, PictureShape, RULER, Rgb, StatusLook, legend, rgb, status_words};
use crate::{
    answers::{
        Book, EntityNames, Ledger, LedgerColumn, NOBODY, RaceKey, Spell, Stated, StatementRow, UNLINKED, spells,
    },
    message::{Language, message},
    model::{Certainty, Date, Election, EntityId, RegistrationDays, StatementScheme, StatusSense},
};

/// A row of a timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    pub label: String,
    pub colour: Rgb,
    pub spells: Vec<Spell>,
    /// In the order of their days.
    pub statements: Vec<StatementRow>,
}

/// What a timeline shows; its lanes are also the table behind the picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Timeline {
    pub title: String,
    pub lanes: Vec<Lane>,
    /// The elections that are spoken of, by their days.
    pub elections: Vec<Election>,
    /// What the project calls its statuses.
    pub statements: StatementScheme,
    /// The last day that counts: nothing stands after it.
    pub at: Option<Date>,
}

/// The lanes of the parties of a race, by a day.
pub fn timeline_of_race(
    ledger: &Ledger,
    race: &RaceKey,
    book: &Book,
    names: &EntityNames<'_>,
    at: Option<Date>,
    language: Language,
) -> Timeline {
    let mut lanes = Vec::new();
    for (column, mut stated) in ledger.columns(book) {
        stated.retain(|one| one.day.counts_by(at));
        if stated.is_empty() {
            continue;
        }
        let label = match column {
            LedgerColumn::Party(id) => names.label(id),
            LedgerColumn::Unlinked => UNLINKED.to_owned(),
            LedgerColumn::Nobody => NOBODY.to_owned(),
        };
        lanes.push(lane(label, column.party(), &stated, names, ledger.is_open(race)));
    }
    Timeline {
        title: race_title(race, names, language),
        lanes,
        elections: names.elections.election(race).cloned().into_iter().collect(),
        at,
        statements: names.statements().clone(),
    }
}

/// The lanes of the races in which a party speaks, by a day.
pub fn timeline_of_party(
    ledger: &Ledger,
    party: &EntityId,
    names: &EntityNames<'_>,
    at: Option<Date>,
    language: Language,
) -> Timeline {
    let (mut lanes, mut elections) = (Vec::new(), Vec::<Election>::new());
    for (race, book) in ledger.races() {
        let mut stated = ledger.column(book, &LedgerColumn::Party(party.clone()));
        stated.retain(|one| one.day.counts_by(at));
        if !stated.is_empty() {
            lanes.push(lane(race_title(race, names, language), Some(party), &stated, names, ledger.is_open(race)));
            elections.extend(names.elections.election(race).filter(|one| !elections.contains(one)).cloned());
        }
    }
    elections.sort_by_key(|election| election.day);
    Timeline { title: names.name(party), lanes, elections, statements: names.statements().clone(), at }
}

fn lane(label: String, party: Option<&EntityId>, stated: &[Stated<'_>], names: &EntityNames<'_>, open: bool) -> Lane {
    Lane {
        label,
        colour: rgb(party.and_then(|party| (names.entity)(party)).and_then(|entity| entity.colour)),
        // Nothing is the last word on races that may be different ones, or of parties that may be.
        spells: party.filter(|_| !open).map_or_else(Vec::new, |party| spells(party, stated)),
        statements: stated.iter().map(|one| StatementRow::of(one, names)).collect(),
    }
}

/// `Banten, governor 2024`.
fn race_title(race: &RaceKey, names: &EntityNames<'_>, language: Language) -> String {
    let region = race.region.as_ref().map_or_else(|| "?".to_owned(), |id| names.label(id));
    let year = race.year.map_or_else(|| "?".to_owned(), |year| year.to_string());
    let office = race
        .office
        .map_or_else(|| "?".to_owned(), |office| names.statements().office_names(office).say(language).to_owned());
    format!("{region}, {office} {year}")
}

/// How long after an election news is still about it. Days.
const NEAR: i64 = 366;

const LEFT: f32 = 170.0;
const RIGHT: f32 = 24.0;
const TOP: f32 = 56.0;
const LANE: f32 = 26.0;
const BOTTOM: f32 = 44.0;

/// Draws it. Statements without a trusted day are counted at the end of their lane.
pub fn timeline_picture(timeline: &Timeline, width: f32, language: Language) -> Drawing {
    let lanes = &timeline.lanes;
    let days = || {
        let trusted = |said: &StatementRow| said.day.filter(|_| said.day_is == "known");
        lanes.iter().flat_map(move |lane| lane.statements.iter().filter_map(trusted))
    };
    // One that was held long before the first word was said is not what the words are about.
    let is_near = |election: &&Election| days().min().is_none_or(|first| first.days() - election.day.days() <= NEAR);
    let elections: Vec<&Election> = timeline.elections.iter().filter(is_near).collect();
    let begins = |election: &Election| election.registration.map_or(election.day, |registration| registration.from);
    let ends = elections.iter().flat_map(|election| [begins(election), election.day]);
    let mut shapes = vec![text((12.0, 22.0), 15.0, INK, Anchor::Start, timeline.title.clone())];
    let title = message!("Timeline: {title}", title = timeline.title.as_str()).say(language);
    let all = || days().chain(ends.clone());
    let (Some(first), Some(last)) = (days().min().and(all().min()), all().max()) else {
        let height = TOP + lanes.len().max(1) as f32 * LANE + BOTTOM;
        let undated: usize = lanes.iter().map(|lane| lane.statements.len()).sum();
        let nothing = match undated {
            0 => message!("no statement with a date").say(language),
            _ => message!("no statement with a date; {count} undated", count = undated).say(language),
        };
        shapes.push(text((LEFT, TOP - 8.0), 12.0, FAINT, Anchor::Start, nothing));
        for (at, lane) in lanes.iter().enumerate() {
            let y = TOP + at as f32 * LANE + LANE / 2.0;
            name(&mut shapes, lane, y, language);
            // Without a time they stand in a row.
            let places = (0..).map(|place| LEFT + 6.0 + place as f32 * 15.0).take_while(|x| *x < width - RIGHT);
            for (x, said) in places.zip(&lane.statements) {
                let about = about(said, &timeline.statements, language);
                let look = StatusLook::of(&timeline.statements, status_of(said));
                shapes.push(PictureShape::Glyph { at: (x, y), size: 5.0, look, about });
            }
        }
        legend(&mut shapes, &timeline.statements, (LEFT, height - 12.0), language);
        return Drawing { width, height, shapes, title };
    };
    let last = timeline.at.map_or(last, |at| last.min(at.last_day()));
    let span = (last.days() - first.days()).max(1) as f32;
    let x = |day: Date| LEFT + (day.days() - first.days()) as f32 / span * (width - LEFT - RIGHT - 60.0);
    let signs: Vec<Vec<DaySign>> = lanes.iter().map(|lane| signs(lane, &timeline.statements, &x, language)).collect();
    let heights =
        signs.iter().map(|signs| LANE + signs.iter().map(|sign| sign.row).max().unwrap_or(0) as f32 * SIGN_ROW);
    let height = TOP + heights.clone().sum::<f32>().max(LANE) + BOTTOM;
    let (top, bottom) = (TOP - 8.0, height - BOTTOM);
    for election in &elections {
        if let Some(RegistrationDays { from, to }) = election.registration.filter(|days| days.from <= last) {
            let to = to.min(last);
            let band = ((x(from), top), (x(to) - x(from) + 2.0, bottom - top));
            shapes.push(PictureShape::Rect { at: band.0, size: band.1, fill: (0xef, 0xe6, 0xcf) });
            let words = message!("registration").say(language);
            shapes.push(text((x(from), top - 4.0), 10.0, FAINT, Anchor::End, words));
        }
        if election.day > last {
            continue;
        }
        shapes.push(line((x(election.day), top), (x(election.day), bottom), 1.5, INK, false));
        let words = message!("election").say(language);
        shapes.push(text((x(election.day), top - 4.0), 10.0, INK, Anchor::Middle, words));
    }
    months(&mut shapes, first, last, &x, top, bottom);
    let mut from = TOP;
    for ((lane, signs), height) in lanes.iter().zip(&signs).zip(heights) {
        let y = from + LANE / 2.0;
        from += height;
        shapes.push(line((LEFT, y), (width - RIGHT - 60.0, y), 0.5, RULER, false));
        name(&mut shapes, lane, y, language);
        for spell in &lane.spells {
            // Who said no is in no coalition; who looks back was in another; who stands aside is in none.
            let is_drawn = spell.word.sense.affirms() || spell.word.sense == StatusSense::Wished;
            if !is_drawn {
                continue;
            }
            let to = spell.to.unwrap_or(last).min(last);
            let colour = StatusLook::of(&timeline.statements, spell.word.status).colour;
            let firm = spell.word.sense == StatusSense::Decided;
            shapes.push(line((x(spell.from), y), (x(to), y), if firm { 4.0 } else { 2.0 }, colour, !firm));
        }
        for DaySign { x, row, status, about } in signs {
            let y = y + *row as f32 * SIGN_ROW;
            let look = StatusLook::of(&timeline.statements, *status);
            shapes.push(PictureShape::Glyph { at: (*x, y), size: SIGN, look, about: about.join("\n") });
            if about.len() > 1 {
                shapes.push(text((x + SIGN + 1.0, y - 3.0), 9.0, INK, Anchor::Start, about.len().to_string()));
            }
        }
        let open = lane.statements.iter().filter(|said| said.day_is != "known").count();
        if open > 0 {
            let words = message!("{count} undated", count = open).say(language);
            shapes.push(text((width - 10.0, y + 4.0), 10.0, FAINT, Anchor::End, words));
        }
    }
    legend(&mut shapes, &timeline.statements, (LEFT, height - 12.0), language);
    Drawing { width, height, shapes, title }
}

/// The name of a lane with its colour, at the left.
fn name(shapes: &mut Vec<PictureShape>, lane: &Lane, y: f32, language: Language) {
    shapes.push(PictureShape::Rect { at: (12.0, y - 5.0), size: (10.0, 10.0), fill: lane.colour });
    let label = match lane.label.as_str() {
        UNLINKED => message!("party not linked").say(language),
        NOBODY => message!("no party named").say(language),
        label => label.to_owned(),
    };
    let label: String = label.chars().take(24).collect();
    shapes.push(text((28.0, y + 4.0), 12.0, INK, Anchor::Start, label));
}

fn status_of(said: &StatementRow) -> Certainty {
    Certainty::new(said.status).unwrap_or(Certainty::Open)
}

/// What a sign stands for.
fn about(said: &StatementRow, statements: &StatementScheme, language: Language) -> String {
    let status = status_words(statements, status_of(said)).say(language);
    let parts = [format!("{status} [{}]", said.article), said.who(statements, language), said.speaker.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Half the width of a sign, and how far below each other those stand that have no room side by side.
const SIGN: f32 = 5.0;
const SIGN_ROW: f32 = 13.0;

/// Where days are narrower than this, those of one status within it are one sign.
const NARROW: f32 = 4.0;

/// The statements of a day and a status.
struct DaySign {
    /// The place of the day: a sign stands nowhere else.
    x: f32,
    /// 0: on the line of the lane.
    row: usize,
    status: Certainty,
    /// One for each statement.
    about: Vec<String>,
}

/// Signs for the statements of a lane. Those of (nearly) one day would hide each other, and a denial under a confirmation is
/// an answer lost: they stand below each other, one sign for all of a day and a status with their number.
fn signs(lane: &Lane, statements: &StatementScheme, x: &dyn Fn(Date) -> f32, language: Language) -> Vec<DaySign> {
    let mut known: Vec<(Date, &StatementRow)> = lane
        .statements
        .iter()
        .filter(|said| said.day_is == "known")
        .filter_map(|said| Some((said.day?, said)))
        .collect();
    known.sort_by_key(|(day, _)| *day);
    let mut signs: BTreeMap<(i64, Certainty), DaySign> = BTreeMap::new();
    for (day, said) in known {
        let status = status_of(said);
        let about = format!("{day} {}", about(said, statements, language));
        let place = (x(day) / NARROW) as i64;
        let sign =
            signs.entry((place, status)).or_insert_with(|| DaySign { x: x(day), row: 0, status, about: Vec::new() });
        sign.about.push(about);
    }
    // Where each row is taken up to.
    let mut rows: Vec<f32> = Vec::new();
    let mut signs: Vec<DaySign> = signs.into_values().collect();
    signs.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.status.cmp(&b.status)));
    for sign in &mut signs {
        let number = if sign.about.len() > 1 { 2.0 + 5.0 * sign.about.len().to_string().len() as f32 } else { 0.0 };
        let free = rows.iter().position(|end| *end <= sign.x - SIGN).unwrap_or(rows.len());
        if free == rows.len() {
            rows.push(0.0);
        }
        (sign.row, rows[free]) = (free, sign.x + SIGN + number + 2.0);
    }
    signs
}

/// A ruler for the first day of each month, named as far as there is room.
fn months(shapes: &mut Vec<PictureShape>, first: Date, last: Date, x: &dyn Fn(Date) -> f32, top: f32, bottom: f32) {
    let number = |day: Date| i32::from(day.year()) * 12 + i32::from(day.first_day().month()) - 1;
    let (from, to) = (number(first), number(last));
    let every = ((to - from) / 10 + 1).max(1);
    for month in (from + 1..=to).filter(|month| (month - from - 1) % every == 0) {
        let Ok(year) = i16::try_from(month.div_euclid(12)) else { continue };
        let Some(day) = Date::new(year, month.rem_euclid(12) as u8 + 1, 1) else { continue };
        shapes.push(line((x(day), top), (x(day), bottom), 0.5, RULER, false));
        let words = format!("{year}-{:02}", day.month());
        shapes.push(text((x(day), bottom + 14.0), 10.0, FAINT, Anchor::Middle, words));
    }
}

fn text(at: (f32, f32), size: f32, colour: Rgb, anchor: Anchor, text: String) -> PictureShape {
    PictureShape::Text { at, size, colour, anchor, text }
}

fn line(from: (f32, f32), to: (f32, f32), width: f32, colour: Rgb, dashed: bool) -> PictureShape {
    PictureShape::Line { from, to, width, colour, dashed }
}
