//! The fields of a record of JSON: those within others, which of them is what, and words in pieces.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    formats::kit::{
        columns::{ColumnRole, Mapping},
        unplaced::plain_name,
    },
    message::Message,
};

/// Names of lists that hold what is asked for, as services answer.
const OF_ARTICLES: [&str; 11] =
    ["articles", "data", "docs", "entries", "hits", "items", "messages", "posts", "results", "stories", "statuses"];
/// Names of what stands beside an article and is none: what others say to it, what it is linked with, what is in it.
const BESIDE: [&str; 17] = [
    "attachments",
    "authors",
    "cashtags",
    "comments",
    "hashtags",
    "includes",
    "media",
    "quotes",
    "related",
    "replies",
    "symbols",
    "tags",
    "urls",
    "usermentions",
    "users",
    "references",
    "links",
];
/// Names of what posts on the web hold beside their words, with places in them: nobody annotated it.
const OF_POSTS: [&str; 6] = ["cashtags", "hashtags", "media", "symbols", "urls", "usermentions"];
/// The same in the second version of Twitter's service: what it found in a post by itself.
const FOUND_IN_POSTS: [&str; 2] = ["entities.annotations", "entities.mentions"];
/// Code points of a text within other fields: words that happen to be called so are shorter.
const LONG: usize = 80;

/// Whether a list of this name, with dots for one within another, is what a service was asked for.
pub fn is_of_articles(name: &str) -> bool {
    OF_ARTICLES.contains(&plain_name(name.rsplit('.').next().unwrap_or(name)).as_str())
}

/// Whether a field is one of what stands beside an article.
pub fn is_beside(name: &str) -> bool {
    name.split('.').any(|part| BESIDE.contains(&plain_name(part).as_str()))
}

/// Whether a field is what a post holds of itself, and no list of marks.
pub fn is_of_post(name: &str) -> bool {
    name.split('.').any(|part| OF_POSTS.contains(&plain_name(part).as_str()))
        || FOUND_IN_POSTS.iter().any(|found| name == *found || name.ends_with(&format!(".{found}")))
}

/// Which field is what: by its name, and where no text is found so, by its name within a field that holds all the others.
/// The error: an option that names no field.
pub fn mapping_of(flat: &[(String, &Value)], options: &BTreeMap<String, String>) -> Result<Mapping, Message> {
    // As MongoDB writes types: `tanggal.$date`.
    let plain = |name: &str| name.rsplit_once(".$").map_or(name, |(name, _)| name).to_owned();
    let names: Vec<String> = flat.iter().map(|(name, _)| plain(name)).collect();
    let cells: Vec<String> = flat.iter().map(|(_, value)| words_of(value).unwrap_or_default()).collect();
    let row: Vec<Vec<&str>> = vec![cells.iter().map(String::as_str).collect()];
    let mapping = Mapping::new(&names, options)?.fitted(&names, &row, options);
    let none = BTreeMap::new();
    let within = |prefix: &str| {
        let inner: Vec<String> =
            names.iter().map(|name| name.strip_prefix(prefix).unwrap_or(name).to_owned()).collect();
        Mapping::new(&inner, &none).ok().map(|mapping| mapping.fitted(&inner, &row, &none))
    };
    let prefix = |name: &str| name.rfind('.').map(|dot| name[..=dot].to_owned());
    if let Some(at) = mapping.column(ColumnRole::Text).filter(|at| !cells[*at].trim().is_empty()) {
        // What stands beside a text within another field belongs to it.
        let inner = prefix(&names[at]).and_then(|prefix| within(&prefix));
        return Ok(inner.map_or_else(|| mapping.clone(), |inner| mapping.clone().or(&inner)));
    }
    let has_text = |inner: &Mapping| {
        let text = inner.column(ColumnRole::Text).map_or("", |at| cells[at].trim());
        text.chars().count() >= LONG && text.contains(char::is_whitespace)
    };
    let mut seen = Vec::new();
    for prefix in names.iter().filter_map(|name| prefix(name)) {
        if !seen.contains(&prefix) {
            if let Some(inner) = within(&prefix).filter(has_text) {
                return Ok(mapping.with(ColumnRole::Text, None).or(&inner));
            }
            seen.push(prefix);
        }
    }
    Ok(mapping)
}

/// The words of a value: of a list, those of its pieces, which are words or objects with a `text` (Telegram). Pieces that
/// bring their blanks along are put together as they are, others are paragraphs.
pub fn words_of(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()),
        Value::Array(list) if !list.is_empty() => {
            let piece = |value: &Value| match value {
                Value::String(words) => Some((words.clone(), false)),
                Value::Object(fields) => Some((fields.get("text")?.as_str()?.to_owned(), true)),
                _ => None,
            };
            let pieces: Vec<(String, bool)> = list.iter().map(piece).collect::<Option<_>>()?;
            let inner = &pieces[..pieces.len() - 1];
            let blank = |words: &str| words.starts_with(char::is_whitespace) || words.ends_with(char::is_whitespace);
            let fits = pieces.iter().any(|(_, formatted)| *formatted)
                || inner.iter().any(|(words, _)| words.ends_with([' ', '\u{a0}']))
                || pieces.iter().skip(1).any(|(words, _)| blank(words) && words.starts_with([' ', '\u{a0}']));
            let words: Vec<&str> = pieces.iter().map(|(words, _)| words.as_str()).collect();
            Some(words.join(if fits { "" } else { "\n\n" }))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::beside::flattened;

    #[test]
    fn words_in_pieces() {
        let check = |json: &str, expected: Option<&str>| {
            assert_eq!(words_of(&serde_json::from_str(json).unwrap()).as_deref(), expected, "{json}");
        };
        check(
            r#"["PKS dan ",{"type":"bold","text":"PSI"}," sepakat: ",{"type":"link","text":"x.id"}]"#,
            Some("PKS dan PSI sepakat: x.id"),
        );
        check(r#"["PKS dan ","PSI"," hadir",", kata ","Budi","."]"#, Some("PKS dan PSI hadir, kata Budi."));
        check(r#"["PKS hadir.","PSI pulang."]"#, Some("PKS hadir.\n\nPSI pulang."));
        check(r#"["PKS",{"start":1}]"#, None);
        check("[]", None);
    }

    #[test]
    fn fields_within_others() {
        let long = "PKS dan PSI hadir. ".repeat(6);
        let check = |json: Value, expected: &[&str]| {
            let flat = flattened(json.as_object().unwrap());
            let mapping = mapping_of(&flat, &BTreeMap::new()).unwrap();
            let found = ColumnRole::ALL.iter().filter_map(|role| Some(flat[mapping.column(*role)?].0.as_str()));
            assert_eq!(found.collect::<Vec<_>>(), expected);
        };
        check(
            serde_json::json!({"_source": {"isi": long, "judul": "A"}, "_id": "1"}),
            &["_source.isi", "_source.judul", "_id"],
        );
        check(serde_json::json!({"fields": {"bodyText": long}, "webTitle": "A"}), &["fields.bodyText", "webTitle"]);
        check(
            serde_json::json!({"_id": {"$oid": "6"}, "isi": "PKS hadir.", "tanggal": {"$date": "2024-06-03"}}),
            &["isi", "tanggal.$date", "_id.$oid"],
        );
        check(serde_json::json!({"text": null, "maintext": "PKS hadir."}), &["maintext"]);
        check(serde_json::json!({"user": {"text": "Budi"}, "a": 1}), &[]);
    }
}
