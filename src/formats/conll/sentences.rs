//! A sentence a line, each word with its tag behind it: `PKS|B-ORG dan|O`, `PKS|NNP|B-ORG`, `PKS/ORG dan/O`. Read as the
//! lines of tokens that they stand for.

use super::read::prefixed;
use crate::formats::kit::lines::NumberedLine;

/// The words of a line with their tags, if each has one; a label alone (`ORG`) is one that goes on or begins.
fn words(line: &str) -> Option<Vec<(&str, String)>> {
    let pieces = || line.split_whitespace();
    let sign = ['|', '/', '_'].into_iter().find(|sign| pieces().all(|piece| piece.contains(*sign)))?;
    pieces()
        .map(|piece| {
            let (before, tag) = piece.rsplit_once(sign)?;
            // Between bars stand other columns.
            let word = if sign == '|' { before.split('|').next()? } else { before };
            let bare = tag.len() > 1 && tag.bytes().all(|byte| byte.is_ascii_uppercase());
            let tag = match tag {
                "O" => "O".to_owned(),
                tag if prefixed(tag).is_some() => tag.to_owned(),
                tag if bare => format!("I-{tag}"),
                _ => return None,
            };
            (!word.is_empty()).then_some((word, tag))
        })
        .collect()
}

/// Whether a line is one of these: all its words have tags, and some are as only marks have them.
pub(super) fn is_sentence(line: &str) -> bool {
    let marks =
        |piece: &str| piece.rsplit_once(['|', '/', '_']).is_some_and(|(_, tag)| tag == "O" || prefixed(tag).is_some());
    line.split_whitespace().any(marks) && words(line).is_some()
}

/// The lines of tokens of a sentence and the blank one behind them; a line that is none stays as it is.
pub(super) fn tokens(line: NumberedLine) -> Vec<NumberedLine> {
    let Some(words) = words(&line.text) else { return vec![line] };
    let numbered = |text: String| NumberedLine { number: line.number, text };
    let tokens = words.into_iter().map(|(word, tag)| format!("{word}\t{tag}"));
    tokens.chain([String::new()]).map(numbered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, sentence: bool, expected: &str) {
        assert_eq!(is_sentence(line), sentence, "{line}");
        let lines = tokens(NumberedLine { number: 1, text: line.to_owned() });
        let lines: Vec<String> = lines.into_iter().map(|line| line.text.replace('\t', " ")).collect();
        assert_eq!(lines.join("; "), expected, "{line}");
    }

    #[test]
    fn sentences_are_told_from_lines_of_columns() {
        check("PKS|B-ORG dan|O PSI|B-ORG", true, "PKS B-ORG; dan O; PSI B-ORG; ");
        check("PKS|NNP|B-ORG dan|CC|O", true, "PKS B-ORG; dan O; ");
        check("1/2/O PKS/ORG", true, "1/2 O; PKS I-ORG; ");
        check("PKS_B-ORG hadir_O", true, "PKS B-ORG; hadir O; ");
        check("PKS B-ORG", false, "PKS B-ORG");
        check("dan/atau PKS/PSI", false, "dan/atau PKS/PSI");
        check("PKS/PSI DKI/DIY", false, "PKS I-PSI; DKI I-DIY; ");
        check("PKS/B-ORG dan PSI/B-ORG", false, "PKS/B-ORG dan PSI/B-ORG");
        check("PKS/NNP dan/cc", false, "PKS/NNP dan/cc");
    }
}
