//! Lines that a program wrapped at some width: at which, and where one goes on in the next.

use crate::lexicon::lists::ITEM_MARKS;

/// Widths at which programs wrap lines, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=132;

/// A line without the signs of a quotation before it, as mail has them: "> ", ">> ", "> > ".
pub(super) fn unquoted(line: &str) -> &str {
    let text = line.trim_start_matches(['>', ' ']);
    let mark = &line[..line.len() - text.len()];
    // A sign before a number compares.
    let compares = text.starts_with(|c: char| c.is_ascii_digit()) && mark.matches('>').count() == 1;
    if mark.starts_with('>') && mark.ends_with(' ') && !compares || mark.starts_with('>') && text.is_empty() {
        text
    } else {
        line
    }
}

/// "pa-" and "sangan": one word over two lines; "anak-" and "anak" are two.
pub(super) fn goes_on_in_word(before: &str, next: &str) -> bool {
    let head = before.trim_end_matches('-').rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let tail: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
    head.chars().count() > 1
        && tail.starts_with(char::is_lowercase)
        && !head.eq_ignore_ascii_case(&tail)
        && head.chars().last().is_some_and(char::is_lowercase)
}

/// Whether a line goes on in the next one.
pub(super) fn joins(line: &str, next: &str, width: Option<usize>) -> bool {
    let (line, next) = (line.trim_end(), next.trim_start());
    if line.is_empty() || next.is_empty() || is_marked(next) {
        return false;
    }
    let item = is_numbered(next);
    let ended = line.ends_with(['.', '!', '?', ':', '”', '"']);
    let length = line.chars().count();
    if let Some(width) = width {
        let word = next.split(' ').next().map_or(0, |word| word.chars().count());
        // A longer line was not wrapped: a title, an address.
        return length <= width && length + 1 + word > width && !(item && ended);
    }
    // A paragraph that was cut: it does not end a sentence, and the next line does not begin one.
    length > 60 && !ended && !item && next.starts_with(|c: char| c.is_lowercase() || c == '(' || c == ',')
}

/// Whether a line begins with the mark of a list.
fn is_marked(line: &str) -> bool {
    ITEM_MARKS.iter().any(|mark| line.starts_with(mark))
}

/// "1.", "2)", and not "1.5".
fn is_numbered(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
        && line[digits..].starts_with(['.', ')'])
        && !line[digits + 1..].starts_with(|c: char| c.is_ascii_digit())
}

/// The width at which a text is wrapped, if it is: nearly every line that goes on is as long as it can be. A few lines may be
/// longer, as titles and addresses are; the lines of a list end where they end.
pub(super) fn wrapped_at(text: &str) -> Option<usize> {
    const READ: usize = 2_000;
    /// One of so many lines may be longer, and one more.
    const LONGER: usize = 20;
    let lines: Vec<(usize, &str)> = text
        .split('\n')
        .take(READ)
        .map(|line| unquoted(line).trim_end())
        .map(|line| (line.chars().count(), line))
        .collect();
    let mut widths: Vec<usize> = lines.iter().map(|(length, _)| *length).filter(|length| *length > 0).collect();
    widths.sort_unstable_by(|one, other| other.cmp(one));
    let longer = widths.len() / LONGER + 1;
    let mut widths: Vec<usize> = widths.into_iter().take(longer + 1).collect();
    widths.dedup();
    widths.into_iter().find(|width| WIDTHS.contains(width) && is_full(&lines, *width))
}

/// Whether nearly all lines that go on have no place for the first word of the next one.
fn is_full(lines: &[(usize, &str)], width: usize) -> bool {
    let (mut full, mut all) = (0, 0);
    for pair in lines.windows(2) {
        let ((length, line), (_, next)) = (pair[0], pair[1]);
        let ended = line.is_empty() || line.ends_with(['.', '!', '?', '”', '"', ':']);
        let item = is_marked(next.trim_start()) || is_numbered(next.trim_start());
        if ended || item || next.is_empty() || length > width {
            continue;
        }
        let word = next.trim_start().split(' ').next().map_or(0, |word| word.chars().count());
        all += 1;
        full += usize::from(length + 1 + word > width);
    }
    all >= 3 && full * 10 >= all * 7
}
