//! Pieces of pages in cells of tables and fields of records, as dumps of editorial systems have them.

use super::shown::shown_text;
use crate::{
    formats::{kit::tally::FileTally, record::found::paragraphs},
    message::message,
};

/// Tags that begin or end a paragraph; prose has none of them.
const BLOCKS: [&str; 10] = ["</p>", "<p>", "<p ", "<br>", "<br ", "<br/", "</div>", "</li>", "</h2>", "</h3>"];
/// Ways of writing a sign that nobody types into prose.
const SIGNS: [&str; 14] = [
    "&amp;", "&nbsp;", "&quot;", "&lt;", "&gt;", "&apos;", "&ldquo;", "&rdquo;", "&lsquo;", "&rsquo;", "&ndash;",
    "&mdash;", "&hellip;", "&#",
];

/// Whether a cell is a piece of a page.
pub fn has_markup(cell: &str) -> bool {
    has_blocks(cell) || has_signs(cell)
}

/// Whether a column holds pieces of pages: a third of its first cells that are not empty do.
pub fn is_markup<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    let (mut all, mut marked) = (0, 0);
    for cell in cells.filter(|cell| !cell.trim().is_empty()) {
        all += 1;
        marked += usize::from(has_markup(cell));
    }
    marked > 0 && marked * 3 >= all
}

/// The text of a cell that is a piece of a page; that its words were taken is told.
pub fn text_of(cell: String, tally: &FileTally, at: (usize, usize)) -> String {
    let words = words_of(&cell);
    if words != cell {
        let reason = message!("the texts are pieces of web pages; their words were taken");
        tally.note(reason, message!("Look whether they are whole"), at);
    }
    words
}

/// The words of a piece of a page, a paragraph a line with an empty line between; a cell without tags keeps its lines.
pub fn words_of(cell: &str) -> String {
    if has_blocks(cell) {
        return shown_text(cell).map_or_else(|| cell.to_owned(), |(text, _)| paragraphs(text.lines()));
    }
    if !cell.contains(['<', '&']) {
        return cell.to_owned();
    }
    let line = |line: &str| match line.contains(['<', '&']) {
        true => shown_text(line).map_or_else(|| line.to_owned(), |(text, _)| text),
        false => line.to_owned(),
    };
    cell.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn has_blocks(cell: &str) -> bool {
    cell.contains('<') && {
        let lower = cell.to_ascii_lowercase();
        BLOCKS.iter().any(|tag| lower.contains(tag))
    }
}

fn has_signs(cell: &str) -> bool {
    let number = |at: usize| cell[at + 2..].starts_with(|c: char| c.is_ascii_digit() || c == 'x');
    SIGNS.iter().any(|sign| cell.match_indices(sign).any(|(at, _)| *sign != "&#" || number(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_a_page_is_its_words() {
        assert_eq!(
            words_of("<p>PKS &amp; <b>PSI</b>.</p><p>Kata dia: &ldquo;ya&rdquo;.</p>"),
            "PKS & PSI.\n\nKata dia: “ya”."
        );
        assert_eq!(words_of("PKS<br/>PSI"), "PKS\n\nPSI");
        assert_eq!(words_of("PKS &amp; PSI\n\n  hadir"), "PKS & PSI\n\n  hadir");
        assert_eq!(words_of("Suara 5 persen\nPKS"), "Suara 5 persen\nPKS");
        assert!(
            is_markup(["<p>a</p>", "", "b", "c"].into_iter()) && !is_markup(["a", "b < 5 & c", "<sic>"].into_iter())
        );
        assert!(has_markup("Kata&#8217;") && !has_markup("R&D, C&#, x &# y"));
    }
}
