//! An article of Nexis: its head (newspaper, day, title, fields), its text, and its end (fields, rights).

use super::fields::{NexisField, alone, field, in_capitals, text_behind_its_name};
use crate::{
    formats::{
        kit::written_day::{day_at_start, day_within, is_weekday},
        record::found::{FoundArticle, line, paragraphs},
    },
    model::Guess,
};

/// Lines that are looked at for a head at most.
const HEAD: usize = 40;
/// Lines of whole sentences behind a field of the end (a correction, rights) at most, and lines of captions.
const FREE: usize = 15;
const CAPTIONS: usize = 80;
/// Newspaper, day and title of an older head in bytes at most.
const TITLE: usize = 700;
/// The longest line with a day that does not begin with it.
const DAY: usize = 60;

/// A line that is not blank.
#[derive(Clone, Copy)]
pub struct NexisLine<'l> {
    pub text: &'l str,
    /// Whether a blank line stands before it: else it may go on with the line before.
    pub begins: bool,
}

/// The lines that are not blank.
pub fn rows<'l>(lines: &[&'l str]) -> Vec<NexisLine<'l>> {
    let (mut rows, mut begins) = (Vec::new(), true);
    for text in lines.iter().map(|line| line.trim()) {
        if !text.is_empty() {
            rows.push(NexisLine { text, begins });
        }
        begins = text.is_empty();
    }
    rows
}

/// Where the text of Nexis Uni begins: below its own name.
pub fn body_at(rows: &[NexisLine<'_>]) -> Option<usize> {
    rows.iter().position(|row| row.text == "Body")
}

/// Head, text and end; `None` if nothing tells the text from the head.
pub fn article(rows: &[NexisLine<'_>], id: &str) -> Option<FoundArticle> {
    let uni = body_at(rows);
    let named = rows.iter().position(|row| text_behind_its_name(row.text).is_some());
    let (head, start) = match (uni, named) {
        (Some(at), _) => (at, at + 1),
        (None, Some(at)) => (at, at),
        (None, None) => end_of_fields(rows).map(|at| (at, at))?,
    };
    let end = end_of_text(&rows[start..]).map_or(rows.len(), |at| start + at);
    let mut found = FoundArticle { id: id.to_owned(), text: text_of(&rows[start..end]), ..FoundArticle::default() };
    // What stands below the first field of Nexis Uni is of fields.
    let plain = know_fields(&rows[..head], &field, uni.is_some(), &mut found);
    know_fields(&rows[end..], &of_end, true, &mut found);
    know_head(&plain, uni.is_some(), &mut found);
    Some(found)
}

/// Where the fields of an older head end, which its text follows.
fn end_of_fields(rows: &[NexisLine<'_>]) -> Option<usize> {
    let is_known = |row: &NexisLine<'_>| field(row.text).is_some_and(|field| field.is_of_head());
    let first = rows.iter().take(HEAD).position(is_known)?;
    // Running text before the first field: they stand at the end.
    if rows[..first].iter().map(|row| row.text.len()).sum::<usize>() > TITLE {
        return None;
    }
    let (mut end, mut at) = (first, first);
    while let Some(row) = rows.get(at).filter(|row| is_known(row) || in_capitals(row.text).is_some()) {
        let one_line = field(row.text).is_some_and(|field| field.is_length());
        at += 1;
        // How long it is fits its line.
        at += rows[at..].iter().take_while(|row| !one_line && !row.begins && field(row.text).is_none()).count();
        if is_known(row) {
            end = at;
        }
    }
    Some(end)
}

/// A field of the end of an article.
fn of_end(row: &str) -> Option<NexisField<'_>> {
    alone(row).or_else(|| field(row).filter(|field| field.may_end())).or_else(|| in_capitals(row))
}

/// Where the text ends: at the first field of the end behind which nothing but fields, captions and rights stands; if
/// there is none, at the first that no text has.
fn end_of_text(rows: &[NexisLine<'_>]) -> Option<usize> {
    let fields: Vec<Option<NexisField<'_>>> = rows.iter().map(|row| of_end(row.text)).collect();
    let is_known =
        |at: &usize| alone(rows[*at].text).or_else(|| field(rows[*at].text)).is_some_and(|field| field.may_end());
    // From behind: how many lines stand between a field and the next one, or the end.
    let mut all_fields_from = rows.len();
    let (mut since, mut sentences) = (0, 0);
    for at in (0..rows.len()).rev() {
        // A caption can begin in capitals as well.
        let counts = |found: &&NexisField<'_>| sentences == 0 || is_known(&at) || found.is_of_end();
        let Some(found) = fields[at].as_ref().filter(counts) else {
            since += 1;
            sentences += usize::from(rows[at].begins);
            continue;
        };
        // What follows a field without a blank line goes on with it, or is free.
        let good = match (found.is_caption(), found.is_free()) {
            (true, _) => since <= CAPTIONS,
            (false, true) => since <= FREE,
            (false, false) => sentences == 0,
        };
        if !good {
            break;
        }
        (all_fields_from, since, sentences) = (at, 0, 0);
    }
    let sure = |at: &usize| {
        fields[*at].as_ref().is_some_and(|field| field.is_of_end() && !rows[*at].text.starts_with("UPDATE"))
    };
    (all_fields_from..rows.len()).find(is_known).or_else(|| (0..rows.len()).find(sure))
}

/// Takes the fields of some lines, and what is none is returned; `go_on`: whether lines that begin anew still belong to the
/// field before them.
fn know_fields<'l>(
    rows: &[NexisLine<'l>],
    field_of: &dyn Fn(&'l str) -> Option<NexisField<'l>>,
    go_on: bool,
    found: &mut FoundArticle,
) -> Vec<&'l str> {
    let (mut plain, mut open) = (Vec::new(), None::<(NexisField<'_>, String)>);
    let mut close = |open: &mut Option<(NexisField<'_>, String)>| {
        let Some((field, value)) = open.take() else { return };
        match field.name.as_str() {
            "title" => found.title = value,
            name => found.know(name, &value),
        }
    };
    for row in rows {
        // Captions and corrections can begin in capitals as well.
        let sentences = open.as_ref().is_some_and(|(field, _)| field.is_caption() || field.is_free());
        let known = || alone(row.text).or_else(|| field(row.text)).is_some();
        if let Some(field) = field_of(row.text).filter(|_| !sentences || known()) {
            close(&mut open);
            let value = field.value.to_owned();
            open = Some((field, value));
        } else if let Some((field, value)) = open.as_mut().filter(|_| go_on || !row.begins)
            && !field.is_length()
            && !is_note(row.text)
        {
            value.push(' ');
            value.push_str(row.text);
        } else {
            close(&mut open);
            plain.push(row.text);
        }
    }
    close(&mut open);
    plain
}

/// What stands in a head without a name: newspaper, day and title, in one order or the other.
fn know_head(plain: &[&str], uni: bool, found: &mut FoundArticle) {
    let (notes, named): (Vec<&str>, Vec<&str>) = plain.iter().partition(|row| is_note(row));
    if notes.iter().any(|note| note.eq_ignore_ascii_case(CORRECTED)) {
        found.know("correction", "appended");
    }
    let short = |row: &&str| row.chars().count() <= DAY && day_within(row).is_some();
    let begins = named.iter().position(|row| day_at_start(row).is_some());
    let Some(day) = begins.or_else(|| named.iter().position(short)) else {
        // Without a day the order of Nexis Uni tells the newspaper from the title, and nothing else does.
        match named.split_last() {
            Some((source, title)) if uni && !title.is_empty() => {
                (found.title, found.source) = (without_note(&title.join(" ")), line(source));
            }
            Some((source, _)) if !found.title.is_empty() => found.source = line(source),
            _ => found.title = without_note(named.first().copied().unwrap_or_default()),
        }
        return;
    };
    found.date = day_within(named[day]).map(|date| date.to_string()).unwrap_or_default();
    // A blog of the newspaper stands in brackets.
    let before: Vec<&str> = named[..day].iter().copied().filter(|row| !row.starts_with('(')).collect();
    // The day may stand there once more, in a second language.
    let all_below = named[day + 1..].iter().copied().filter(|row| day_at_start(row).is_none());
    let (mut editions, mut below) = (Vec::<&str>::new(), Vec::new());
    for row in all_below {
        let goes_on = below.is_empty() && editions.last().is_some_and(|edition| edition.ends_with(';'));
        if goes_on || is_edition(row) { &mut editions } else { &mut below }.push(row);
    }
    // Title, newspaper, day; else newspaper, day, title.
    let title_first = uni && before.len() > 1;
    let source = if title_first || !found.title.is_empty() { before.last() } else { before.first() };
    found.source = source.map(|source| line(source)).unwrap_or_default();
    if title_first {
        // What stands below the day is of the issue then.
        editions.append(&mut below);
        below = before[..before.len() - 1].to_vec();
    }
    found.know("edition", &editions.join(" "));
    if found.title.is_empty() {
        found.title = without_note(&below.join(" "));
    }
    if found.title.is_empty() {
        found.stated.insert(Guess::Title);
    }
}

const CORRECTED: &str = "Correction Appended";

/// A title without what Nexis puts behind it.
fn without_note(title: &str) -> String {
    let title = line(title);
    title.strip_suffix(CORRECTED).map_or(title.as_str(), |title| title.trim_end_matches([' ', '-'])).to_owned()
}

/// What Nexis says of the article in its head.
fn is_note(row: &str) -> bool {
    is_weekday(row)
        || [CORRECTED, "Link to PDF", "Link to Image", "All Rights Reserved"]
            .iter()
            .any(|note| row.eq_ignore_ascii_case(note))
}

/// `City Final Edition`, `PRIMERA Edición`, `Late Edition - Final`.
fn is_edition(row: &str) -> bool {
    let lower = row.to_lowercase();
    let named = lower.split(|c: char| !c.is_alphanumeric()).any(|word| {
        ["edition", "edición", "edizione", "edição", "editie", "édition", "ausgabe", "edisi"].contains(&word)
    });
    named && lower.split_whitespace().count() <= 5
}

/// Lines that were cut at a width are paragraphs again.
fn text_of(rows: &[NexisLine<'_>]) -> String {
    let mut all: Vec<String> = Vec::new();
    for (nth, row) in rows.iter().enumerate() {
        let text = if nth == 0 { text_behind_its_name(row.text).unwrap_or(row.text) } else { row.text };
        match all.last_mut() {
            Some(last) if !row.begins && !last.is_empty() => {
                last.push(' ');
                last.push_str(text);
            }
            _ => all.push(text.to_owned()),
        }
    }
    paragraphs(all.iter().map(String::as_str))
}
