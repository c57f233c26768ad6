//! What a program answers to an article: a line of Tandai JSON Lines that need not repeat the article. What it says is
//! placed on the text that it was asked about; one bad mention or coalition does not spoil the others.

use crate::{
    formats::{
        document::Document,
        format::ReadContext,
        kit::{raw_text::OffsetUnit, tally::FileTally},
        problem::Problem,
        record::{RawArticle, RecordContext, read_record},
    },
    message::{Message, message},
    model::Text,
};

/// An answer; all its fields but the mentions and coalitions are passed over.
pub struct ExtractorAnswer {
    pub id: String,
    said: RawArticle,
}

impl ExtractorAnswer {
    /// Reads a line; its number, from 1, is for the problem, which is of the whole answer.
    pub fn read(number: usize, line: &[u8]) -> Result<Self, Problem> {
        let problem = |column, reason: Message| {
            let fix = message!("Let the program answer one JSON object a line, with “id” and “mentions”");
            Problem::new("answers", reason, fix).at(number, column)
        };
        let line = std::str::from_utf8(line).map_err(|error| {
            let good = String::from_utf8_lossy(&line[..error.valid_up_to()]).chars().count();
            problem(good + 1, message!("this is not UTF-8"))
        })?;
        let line = line.trim_start_matches('\u{feff}');
        let answer: RawArticle = read_record(line).map_err(|error| {
            let what = error.to_string();
            let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what).to_owned();
            problem(error.column().max(1), Message::verbatim(what))
        })?;
        if answer.id.is_empty() {
            return Err(problem(1, message!("the answer does not say by “id” which article it is of")));
        }
        let RawArticle { id, text, mut mentions, mut coalitions, mut odd, .. } = answer;
        odd.wrong.retain(|wrong| matches!(wrong.key, "mentions" | "coalitions"));
        odd.more.clear();
        mentions.iter_mut().for_each(|mention| mention.odd.more.clear());
        coalitions.iter_mut().for_each(|coalition| coalition.odd.more.clear());
        let said = RawArticle { id: id.clone(), text, mentions, coalitions, odd, ..RawArticle::default() };
        Ok(Self { id, said })
    }

    /// The answer on the text that was asked about, whose offsets are the program's. What does not fit is a problem
    /// with the article's id, the number of the line, and the reason; the rest stands.
    pub fn on(self, number: usize, text: &str, reading: &ReadContext) -> Result<(Document, Vec<Problem>), Problem> {
        let file = format!("answers/{}", self.id);
        let (tally, at) = (FileTally::default(), (number, 1));
        let mut said = self.said;
        // On another text its offsets say nothing, but the words that they cover there do.
        if !said.text.is_empty() && said.text != text {
            let other = Text::new(said.text.as_str());
            for mention in said.mentions.iter_mut().filter(|mention| mention.span.quote.is_none()) {
                mention.span.quote = words(&other, mention.span.start, mention.span.end);
            }
            tally.note(
                message!("the text of the answer is not the article's; words decided"),
                message!("Answer without “text”"),
                at,
            );
        }
        text.clone_into(&mut said.text);
        let context = RecordContext { file: &file, at, unit: OffsetUnit::CodePoint, reading, tally: &tally };
        let (document, mut problems) = said.document(&context)?;
        problems.extend(tally.problems(&file));
        Ok((document, problems))
    }
}

/// The words at code points of a text.
fn words(text: &Text, start: usize, end: usize) -> Option<String> {
    let (start, end) = (text.byte_of_char(start)?, text.byte_of_char(end)?);
    text.get(start..end).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Scheme, Timestamp};

    fn answered(text: &str, line: &str) -> (Vec<String>, Vec<String>) {
        let reading = ReadContext::new(Scheme::default(), Timestamp(1));
        let (document, problems) = ExtractorAnswer::read(3, line.as_bytes()).unwrap().on(3, text, &reading).unwrap();
        let mentions = document.annotations.in_reading_order().into_iter().map(|m| {
            let (start, end) = document.chars(m.span);
            format!("{} {start}-{end} {}", m.kind, document.words(m.span))
        });
        (mentions.collect(), problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn the_article_need_not_be_repeated() {
        let line = r#"{"id":"a","mentions":[{"start":2,"end":5,"kind":"party"}],"model":"x"}"#;
        assert_eq!(answered("😀 PKS", line), (vec!["party 2-5 PKS".to_owned()], vec![]));
        assert_eq!(answered("😀 PKS", r#"{"id":"a"}"#), (vec![], vec![]));
    }

    #[test]
    fn quoted_words_mend_other_units() {
        for (start, end) in [(3, 6), (5, 8)] {
            let line =
                format!(r#"{{"id":"a","mentions":[{{"start":{start},"end":{end},"kind":"party","text":"PKS"}}]}}"#);
            let (mentions, problems) = answered("😀 PKS 😀 PKS", &line);
            assert_eq!(mentions, ["party 2-5 PKS"]);
            assert!(problems[0].contains("answers/a:3:1: the offsets of a count"), "{problems:?}");
        }
    }

    #[test]
    fn a_bad_part_spoils_nothing_else() {
        let line = r#"{"id":"a","mentions":[
            {"start":0,"end":3,"kind":"party"}, {"start":-1,"end":3,"kind":"party"}, {"start":0,"end":99,"kind":"party"},
            {"start":0,"end":3,"kind":"money"}, 7],
            "coalitions":[{"status":"perhaps"}, {"office":"mayor"}]}"#;
        let (mentions, problems) = answered("PKS", &line.replace('\n', " "));
        assert_eq!(mentions, ["party 0-3 PKS"]);
        for part in [
            "“start” of the mention “” is -1 and not a whole number from 0",
            "its offsets are not told",
            "“money”",
            "“mentions” of the article holds 7",
            "the project has no status “perhaps” (it has confirmed, exploring",
            "code points 0 to 99",
        ] {
            assert!(problems.iter().any(|problem| problem.contains(part)), "{part}: {problems:?}");
        }
        assert!(problems.iter().all(|problem| problem.starts_with("answers/a:3:1: ")), "{problems:?}");
    }

    #[test]
    fn another_text_is_told_and_words_decide() {
        let line = r#"{"id":"a","text":"x PKS","mentions":[{"start":2,"end":5,"kind":"party"}]}"#;
        let (mentions, problems) = answered("PKS y", line);
        assert_eq!(mentions, ["party 0-3 PKS"]);
        assert!(problems.iter().any(|problem| problem.contains("is not the article's")), "{problems:?}");
    }

    #[test]
    fn what_is_no_answer_is_located() {
        let problem = |line: &[u8]| ExtractorAnswer::read(7, line).map(|answer| answer.id).unwrap_err().to_string();
        assert!(problem(b"{broken").starts_with("answers:7:2: "), "{}", problem(b"{broken"));
        assert!(problem(b"{\"mentions\":[]}").contains("does not say"));
        assert!(problem(b"loading model").contains("answers:7:"));
        assert!(problem(b"\"\xff\"").contains("answers:7:2: this is not UTF-8"));
    }
}
