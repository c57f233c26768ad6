//! A program's answer to a line of a pipe: the line with what was answered in place of what it said before.

use crate::{
    formats::{self, ExtractorAnswer, Problem, RawArticle, ReadContext},
    session::jobs::extraction_job::records,
};

/// The line that was asked with the answer to it; all its other fields stay. `number`: of the answer's line.
pub fn line_answered(
    mut line: RawArticle,
    answer: ExtractorAnswer,
    number: usize,
    reading: &ReadContext,
) -> Result<(RawArticle, Vec<Problem>), Problem> {
    let (mut document, problems) = answer.on(number, &line.text, reading)?;
    document.annotations = records::of_program(document.annotations);
    let made = formats::line_of(&document);
    let cut = Cut::of(&line.text);
    (line.mentions, line.coalitions) = (made.mentions, made.coalitions);
    for mention in &mut line.mentions {
        let span = &mut mention.span;
        (span.start, span.end) = (cut.raw(span.start), cut.raw(span.end));
        mention.making.at.clear();
        if !cut.is_nothing() {
            span.quote = Some(line.text.chars().skip(span.start).take(span.end - span.start).collect());
        }
    }
    for coalition in &mut line.coalitions {
        coalition.making.at.clear();
        for span in &mut coalition.evidence {
            (span.start, span.end) = (cut.raw(span.start), cut.raw(span.end));
        }
    }
    Ok((line, problems))
}

/// What a text loses when it becomes an article's: a byte order mark, and the CR of its line ends.
struct Cut {
    mark: usize,
    /// Code points of the article's text, at whose place a CR stood.
    returns: Vec<usize>,
}

impl Cut {
    fn of(raw: &str) -> Self {
        let mark = usize::from(raw.starts_with('\u{feff}'));
        let mut returns = Vec::new();
        let mut chars = raw.chars().skip(mark).peekable();
        let mut at = 0;
        while let Some(c) = chars.next() {
            if c == '\r' && chars.peek() == Some(&'\n') { returns.push(at) } else { at += 1 }
        }
        Self { mark, returns }
    }

    fn is_nothing(&self) -> bool {
        self.mark == 0 && self.returns.is_empty()
    }

    /// The place in the raw text of a place in the article's, both in code points.
    fn raw(&self, at: usize) -> usize {
        at + self.mark + self.returns.partition_point(|&cut| cut < at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        formats::read_line,
        model::{Scheme, Timestamp},
    };

    #[test]
    fn offsets_are_those_of_the_line_that_was_asked() {
        for text in ["PKS\r\ndan 😀\r\nPSI", "\u{feff}PKS\r\ndan 😀\r\nPSI", "PKS\ndan 😀\nPSI"] {
            let asked = RawArticle { id: "a".into(), text: text.into(), title: "T".into(), ..Default::default() };
            let at = text.chars().position(|c| c == 'I').unwrap() - 2;
            let answer = format!(
                r#"{{"id":"a","mentions":[{{"start":{at},"end":{},"kind":"party","score":0.5}}],"coalitions":[{{"status":"confirmed","evidence":[{{"start":{at},"end":{}}}]}}]}}"#,
                at + 3,
                at + 3
            );
            let answer = ExtractorAnswer::read(1, answer.as_bytes()).unwrap();
            let reading = ReadContext::new(Scheme::default(), Timestamp(1));
            let (line, problems) = line_answered(asked, answer, 1, &reading).unwrap();
            assert_eq!(problems, []);
            assert_eq!((line.mentions[0].span.start, line.mentions[0].words(), line.title.as_str()), (at, "PSI", "T"));
            assert_eq!(line.coalitions[0].evidence[0].start, at);
            // It reads again as it stands.
            read_line(&formats::write_line(&line).unwrap()).unwrap();
        }
    }
}
