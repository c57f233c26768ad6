//! One line of Tandai JSON Lines as a record, and back.

use crate::{
    formats::{
        problem::Problem,
        record::{RawArticle, RawSpan, read_record},
    },
    message::{Message, message},
};

/// Reads one line without its line end, whose offsets must fit. The reason names the column and the fix.
pub fn read_line(line: &str) -> Result<RawArticle, Message> {
    let record = parse_line(line)
        .map_err(|(column, reason)| message!("column {column}: {reason}", column = column, reason = reason))?;
    if record.text.is_empty() && !line.contains("\"text\"") {
        return Err(message!("“text” is missing. A line is one article as a JSON object with “id” and “text”"));
    }
    misfit(&record).map_or(Ok(record), Err)
}

/// Reads one line without its line end, whatever its offsets say. The error: the column, from 1, and the reason.
pub(super) fn parse_line(line: &str) -> Result<RawArticle, (usize, Message)> {
    let record: RawArticle = read_record(line).map_err(|error| {
        let what = error.to_string();
        let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what);
        let reason = message!("{reason}. A line is one article as a JSON object with “id” and “text”", reason = what);
        (error.column().max(1), reason)
    })?;
    if u32::try_from(record.text.len()).is_err() {
        return Err((1, message!("the text has more than 4 GiB. Split the article")));
    }
    Ok(record)
}

/// Why the offsets of a line do not fit its text.
fn misfit(line: &RawArticle) -> Option<Message> {
    if line.mentions.is_empty() && line.coalitions.iter().all(|coalition| coalition.evidence.is_empty()) {
        return None;
    }
    let starts: Vec<usize> = line.text.char_indices().map(|(at, _)| at).chain([line.text.len()]).collect();
    let length = starts.len() - 1;
    let outside = |span: &RawSpan| span.start >= span.end || span.end > length;
    for mention in &line.mentions {
        let RawSpan { start, end, quote, .. } = &mention.span;
        if outside(&mention.span) {
            return Some(message!(
                "mention {start}–{end} does not lie in the text of {length} code points. Count code points, not bytes",
                start = *start,
                end = *end,
                length = length
            ));
        }
        let words = &line.text[starts[*start]..starts[*end]];
        if let Some(quote) = quote.as_deref().filter(|quote| *quote != words) {
            return Some(message!(
                "mention {start}–{end} is “{words}” and not “{quote}”. Count code points, not bytes",
                start = *start,
                end = *end,
                words = words,
                quote = quote
            ));
        }
        if mention.kind.is_empty() {
            return Some(message!("mention {start}–{end} has no kind", start = *start, end = *end));
        }
    }
    let mut evidence = line.coalitions.iter().flat_map(|coalition| &coalition.evidence);
    let span = evidence.find(|span| outside(span))?;
    Some(message!(
        "evidence {start}–{end} does not lie in the text of {length} code points",
        start = span.start,
        end = span.end,
        length = length
    ))
}

/// One line without a line end.
pub fn write_line(line: &RawArticle) -> Result<String, Message> {
    serde_json::to_string(line).map_err(Message::verbatim)
}

/// A problem with a line of a file.
pub(super) fn broken(file: &str, number: usize, column: usize, reason: Message) -> Problem {
    Problem::new(file, reason, message!("Correct the line; the other lines went in")).at(number, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unknown_is_kept() {
        let line = r#"{"id":"a","text":"😀 PKS","lang":"id","mentions":[{"start":2,"end":5,"text":"PKS","kind":"party","entity":"party:pks","score":0.5,"who":7}],"coalitions":[]}"#;
        let record = read_line(line).unwrap();
        assert_eq!(record.odd.more["lang"], "id");
        let again = read_line(&write_line(&record).unwrap()).unwrap();
        assert_eq!(record, again);
        assert!(read_line(r#"{"id":"a","text":""}"#).unwrap().mentions.is_empty());
    }

    #[test]
    fn nothing_is_nothing_however_it_is_written() {
        let bare = read_line(r#"{"id":"a","text":"PKS"}"#).unwrap();
        let null = r#"{"id":"a","text":"PKS","title":null,"date":null,"set":"","mentions":null,"coalitions":[],"import":null,"status":null}"#;
        assert_eq!(read_line(null).unwrap(), bare);
        let words = r#"{"id":7,"text":"PKS","mentions":[{"start":"0","end":3.0,"kind":"party","score":"0.5"}]}"#;
        let record = read_line(words).unwrap();
        assert_eq!((record.id.as_str(), record.mentions[0].span.end), ("7", 3));
        assert_eq!(record.mentions[0].making.score, Some(0.5));
    }

    #[test]
    fn what_is_wrong_costs_itself_only() {
        let line =
            r#"{"id":"a","text":"PKS","title":["x"],"mentions":[7,{"start":0,"end":3,"kind":"party","entity":{}}]}"#;
        let record = read_line(line).unwrap();
        assert_eq!((record.mentions.len(), record.odd.wrong.len(), record.mentions[0].odd.wrong.len()), (1, 2, 1));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let reason = |line: &str| read_line(line).unwrap_err().to_string();
        assert!(reason("").contains("column"));
        assert!(reason("[]").contains("not a JSON object"));
        assert!(reason(r#"{"id":"a"}"#).contains("text"));
        assert!(
            reason(r#"{"id":"a","text":"b","mentions":[{"start":0,"end":9,"kind":"party"}]}"#)
                .contains("1 code points")
        );
        let other = r#"{"id":"a","text":"PKS PSI","mentions":[{"start":0,"end":3,"text":"PSI","kind":"party"}]}"#;
        assert!(reason(other).contains("is “PKS” and not “PSI”"));
        assert!(reason(r#"{"id":"a","text":"b","mentions":[{"start":0,"end":1}]}"#).contains("kind"));
        assert!(reason(&"[".repeat(100_000)).contains("column"));
    }
}
