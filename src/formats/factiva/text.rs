//! Articles of Factiva as text, as its downloads in Rich Text have them: a headline, how many words, day, newspaper,
//! paragraphs and a number; with the names of the fields before them (HD, PD, LP …) if the reader asked for them.

use crate::formats::{
    kit::written_day::{day_at_start, day_within},
    record::found::{FoundArticle, line},
};

/// How a line ends that tells how long an article is, and how one begins that tells its number, in some languages.
const LENGTHS: [&str; 14] = [
    " words",
    " kata",
    " Wörter",
    " mots",
    " palabras",
    " parole",
    " palavras",
    " woorden",
    " ord",
    " слов",
    " słów",
    " 字",
    " 語",
    " 단어",
];
const NUMBERS: [&str; 7] = ["Document ", "Dokumen ", "Dokument ", "Documento ", "Документ ", "文件 ", "文書 "];

/// Names of fields, and of those that have no place of their own, what they are called here.
const FIELDS: [(&str, &str); 33] = [
    ("HD", ""),
    ("BY", "author"),
    ("CR", "credit"),
    ("WC", ""),
    ("PD", ""),
    ("ET", "time"),
    ("SN", ""),
    ("SC", "source_code"),
    ("NGC", "source_group"),
    ("GC", "source_group_code"),
    ("ED", "edition"),
    ("SE", "section"),
    ("CLM", "column"),
    ("PG", "pages"),
    ("VOL", "volume"),
    ("LA", "language"),
    ("CY", "copyright"),
    ("LP", ""),
    ("TD", ""),
    ("ART", "graphic"),
    ("CT", "contact"),
    ("RF", "reference"),
    ("CX", "correction"),
    ("CO", "organisations"),
    ("IN", "industries"),
    ("NS", "subjects"),
    ("RE", "places"),
    ("IPC", "publisher_codes"),
    ("IPD", "publisher_descriptors"),
    ("DLN", "dateline"),
    ("PUB", "publisher"),
    ("RST", "restrictions"),
    ("AN", ""),
];

/// Whether words are the name of a field.
pub(super) fn is_name(words: &str) -> bool {
    FIELDS.iter().any(|(name, _)| *name == words)
}

/// The number of an article: `Document KABAR00020240708ek78000a1`.
pub(super) fn number(said: &str) -> Option<&str> {
    let rest = NUMBERS.iter().find_map(|name| said.trim().strip_prefix(name)).unwrap_or(said).trim();
    // The source, the day, and more: no word of a language has so many digits.
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    (rest.len() >= 20 && digits >= 10 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(rest)
}

/// Whether a text is a list of articles from Factiva.
pub(super) fn is_text(text: &str) -> bool {
    let length = |said: &str| words(said.trim()).is_some() || said.trim_start().starts_with("WC");
    text.lines().any(|said| number(after_name(said).1).is_some()) && text.lines().any(length)
}

/// How many words a line tells: `1,285 Wörter`.
pub(super) fn words(said: &str) -> Option<String> {
    let number = LENGTHS.iter().find_map(|unit| said.strip_suffix(unit))?;
    let good = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || ",.".contains(c));
    good.then(|| number.replace([',', '.'], ""))
}

/// The name of a field before a line, if it has one, and the rest.
fn after_name(said: &str) -> (Option<&'static str>, &str) {
    let told = FIELDS.iter().find_map(|(name, _)| {
        let rest = said.trim_start().strip_prefix(name)?;
        (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some((*name, rest.trim()))
    });
    told.map_or((None, said.trim()), |(name, rest)| (Some(name), rest))
}

/// The articles, in their order, and whether something else stands behind the last (a summary of the search).
pub(super) fn articles(text: &str, stem: &str) -> (Vec<FoundArticle>, bool) {
    let mut found: Vec<FoundArticle> = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for said in text.lines() {
        lines.push(said);
        if number(after_name(said).1).is_some() {
            let id = format!("{stem}-{}", found.len() + 1);
            found.push(article(&std::mem::take(&mut lines), id));
        }
    }
    // One that was cut off before its number.
    if lines.iter().any(|said| words(said.trim()).is_some()) {
        let id = format!("{stem}-{}", found.len() + 1);
        found.push(article(&std::mem::take(&mut lines), id));
    }
    let more = lines.iter().any(|said| !said.trim().is_empty());
    (found, more)
}

fn article(lines: &[&str], id: String) -> FoundArticle {
    let named = lines.iter().filter(|said| after_name(said).0.is_some()).count() >= 4;
    let mut found = FoundArticle { id, ..FoundArticle::default() };
    if named {
        by_names(lines, &mut found)
    } else {
        by_places(lines, &mut found)
    }
    if let Some(number) = lines.iter().find_map(|said| number(after_name(said).1)) {
        know_number(number, &mut found);
    }
    found
}

/// The day; other words as they are, to be told.
fn day_of(said: &str) -> String {
    day_within(said).map_or_else(|| said.to_owned(), |day| day.to_string())
}

fn by_names(lines: &[&str], found: &mut FoundArticle) {
    let (mut name, mut paragraphs) = ("", Vec::<String>::new());
    for said in lines {
        let (told, rest) = after_name(said);
        name = told.unwrap_or(name);
        know_named(name, &line(rest), &mut paragraphs, found);
    }
    found.text = paragraphs.join("\n\n");
}

/// Takes what stands behind the name of a field.
pub(super) fn know_named(name: &str, said: &str, paragraphs: &mut Vec<String>, found: &mut FoundArticle) {
    if said.is_empty() {
        return;
    }
    match name {
        "HD" => found.title = line(&format!("{} {said}", found.title)),
        "WC" => found.know("length_in_factiva", &words(said).unwrap_or_else(|| said.to_owned())),
        "PD" => found.date = day_of(said),
        "SN" => said.clone_into(&mut found.source),
        "LP" | "TD" => paragraphs.push(said.to_owned()),
        "AN" => know_number(said, found),
        "" => {}
        name => {
            let here = FIELDS.iter().find(|(told, _)| *told == name);
            here.into_iter().for_each(|(_, here)| found.know(here, said));
        }
    }
}

/// Takes the number of an article, which is its id.
pub(super) fn know_number(said: &str, found: &mut FoundArticle) {
    if let Some(number) = number(said) {
        found.know("factiva_document", number);
        found.id = number.to_lowercase();
    }
}

fn by_places(lines: &[&str], found: &mut FoundArticle) {
    let said: Vec<String> = lines.iter().map(|said| line(said)).filter(|said| !said.is_empty()).collect();
    let Some(at) = said.iter().position(|said| words(said).is_some()) else {
        found.text = said.iter().filter(|said| number(said).is_none()).cloned().collect::<Vec<_>>().join("\n\n");
        return;
    };
    found.know("length_in_factiva", &words(&said[at]).unwrap_or_default());
    let (by, headline): (Vec<&String>, Vec<&String>) =
        said[..at].iter().partition(|said| ["By ", "Oleh ", "Von ", "Par "].iter().any(|by| said.starts_with(by)));
    by.iter().for_each(|author| found.know("author", author));
    found.title = headline.into_iter().cloned().collect::<Vec<_>>().join(" ");
    let rest = &said[at + 1..];
    let day = rest.iter().take(3).position(|said| said.len() < 40 && day_at_start(said).is_some());
    let mut next = 0;
    if let Some(day) = day {
        found.date = day_of(&rest[day]);
        next = day + 1;
    }
    // A time may stand between the day and the newspaper.
    if rest.get(next).is_some_and(|said| said.starts_with(|c: char| c.is_ascii_digit())) {
        next += 1;
    }
    if let Some(source) = rest.get(next) {
        found.source.clone_from(source);
        next += 1;
    }
    // Code, edition, page, language and copyright; the text begins behind the last of them.
    let rights = rest[next..]
        .iter()
        .take(8)
        .position(|said| ["Copyright", "(c)", "©"].iter().any(|sign| said.starts_with(sign)));
    let code = |said: &String| said.len() <= 12 && !said.ends_with('.');
    next += rights.map_or_else(|| rest[next..].iter().take(5).take_while(|said| code(said)).count(), |at| at + 1);
    found.text = rest[next.min(rest.len())..]
        .iter()
        .filter(|said| number(said).is_none())
        .cloned()
        .collect::<Vec<_>>()
        .join("\n\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_articles_are_told_from_prose() {
        assert!(is_text("Judul\n12 words\n8 July 2024\nKabar\n\nPKS.\n\nDocument KABAR00020240708ek78000a1\n"));
        assert!(!is_text("Document KABAR00020240708ek78000a1\nPKS."));
        assert!(!is_text("Kata dia, 12 words.\nDocument of PKS."));
    }
}
