//! The cover of a download of Nexis Uni: who asked, for what, and a numbered list of what was found. It stands before the
//! first article, and nothing ends it.

use super::article::{NexisLine, body_at};

/// Lines before the list at most.
const BEFORE: usize = 20;

/// How many lines are the cover; nothing if there is none.
pub fn lines_of_cover(rows: &[NexisLine<'_>]) -> usize {
    let body = body_at(rows).unwrap_or(rows.len());
    let Some(list) = rows.iter().take(BEFORE.min(body)).position(|row| counted(row.text).is_some()) else { return 0 };
    let number = counted(rows[list].text).unwrap_or_default();
    // Where each article of the list begins, in its order.
    let mut entries: Vec<usize> = Vec::new();
    for (at, row) in rows.iter().enumerate().take(body).skip(list + 1) {
        if entries.len() < number && entry(row.text, entries.len() + 1).is_some() {
            entries.push(at);
        }
    }
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return 0 };
    let title = entry(rows[*first].text, 1).map(letters).unwrap_or_default();
    // A long title is cut in the list, and a subtitle stands behind it there and on a line of its own in the article.
    let is_title = |row: &NexisLine<'_>| {
        let row = letters(row.text);
        row.len() > 2 && (title.starts_with(&row) || row.starts_with(&title))
    };
    if let Some(at) = rows[last + 1..body].iter().position(is_title) {
        return last + 1 + at;
    }
    // Else the last entry has as many lines as the first.
    let lines = entries.get(1).map_or(0, |second| second - first);
    (last + lines).min(body)
}

/// `Documents (12)`, `Dokumente (12)`: how many there are.
fn counted(row: &str) -> Option<usize> {
    let (word, number) = row.strip_suffix(')')?.split_once(" (")?;
    let one = !word.is_empty() && word.chars().all(char::is_alphabetic);
    number.parse().ok().filter(|_| one)
}

/// What stands behind the number of an entry.
fn entry(row: &str, number: usize) -> Option<&str> {
    row.strip_prefix(&format!("{number}. ")).map(str::trim)
}

/// The letters and digits alone: the list has other marks than the article.
fn letters(text: &str) -> String {
    text.replace("&apos;", "").chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
