//! Pages of Europresse as they were until about 2013: no element holds an article; its newspaper, what is told of the
//! issue and its title are marked, all else follows line after line, and a certificate stands behind each.

use super::{day_of_number, marked};
use crate::formats::{
    html::{Child, Tree, is_inline},
    kit::written_day::day_within,
    record::found::{FoundArticle, line, paragraphs},
};

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PageMark {
    None,
    Source,
    Header,
    Title,
}

/// The longest line that names who wrote the article, in code points.
const AUTHOR: usize = 60;

/// Whether a page is one.
pub fn is_old(lower: &str) -> bool {
    lower.contains("\"docpublicationname\"") && lower.contains("\"titrearticlevisu\"") && lower.contains("news·")
}

/// Its articles, in their order.
pub fn articles(tree: &Tree, stem: &str) -> Vec<FoundArticle> {
    let mut lines = Vec::new();
    add(tree, 0, &mut lines);
    lines.iter_mut().for_each(|(_, words): &mut (PageMark, String)| *words = line(words));
    lines.retain(|(_, words)| !words.is_empty());
    let starts: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].0 == PageMark::Source).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let each = starts.iter().zip(ends).enumerate();
    each.map(|(number, (start, end))| article(&lines[*start..end], &format!("{stem}-{}", number + 1))).collect()
}

/// The lines below an element, as deep as the tree is, which is bounded.
fn add(tree: &Tree, at: usize, lines: &mut Vec<(PageMark, String)>) {
    let element = &tree.elements[at];
    if ["head", "script", "style", "form"].contains(&element.tag.as_str()) {
        return;
    }
    let mark = match () {
        () if marked(element, &["docpublicationname"]) => PageMark::Source,
        () if marked(element, &["docheader"]) => PageMark::Header,
        () if marked(element, &["titrearticlevisu"]) => PageMark::Title,
        () => PageMark::None,
    };
    if mark != PageMark::None {
        lines.extend([(mark, tree.text(at)), (PageMark::None, String::new())]);
        return;
    }
    let is_block = element.tag == "br" || !is_inline(&element.tag);
    if is_block {
        lines.push((PageMark::None, String::new()));
    }
    for child in &element.children {
        match *child {
            Child::Element(inner) => add(tree, inner, lines),
            Child::Text(text) => match lines.last_mut() {
                Some((PageMark::None, last)) => last.push_str(&tree.texts[text]),
                _ => lines.push((PageMark::None, tree.texts[text].clone())),
            },
        }
    }
    if is_block {
        lines.push((PageMark::None, String::new()));
    }
}

fn article(lines: &[(PageMark, String)], id: &str) -> FoundArticle {
    let mut found = FoundArticle { id: id.to_owned(), ..FoundArticle::default() };
    let of = |mark: PageMark| lines.iter().filter(move |(own, _)| *own == mark).map(|(_, words)| words.as_str());
    super::know_source(&mut found, of(PageMark::Source).next().unwrap_or_default());
    let header = line(&of(PageMark::Header).collect::<Vec<_>>().join(" ")).replace(" ,", ",");
    found.date = day_within(&header).map(|day| day.to_string()).unwrap_or_default();
    found.know("header", &header);
    found.title = line(&of(PageMark::Title).collect::<Vec<_>>().join(" "));
    let title = lines.iter().rposition(|(mark, _)| *mark == PageMark::Title).map_or(0, |at| at + 1);
    let above: Vec<&str> =
        lines[..title].iter().filter(|(mark, _)| *mark == PageMark::None).map(|(_, words)| words.as_str()).collect();
    found.know("kicker", &above.join("; "));
    let mut text: Vec<&str> = Vec::new();
    for (_, words) in &lines[title..] {
        if let Some(number) = words.split_whitespace().find(|word| word.starts_with("news·")) {
            found.know("europresse_document", number);
            if found.date.is_empty() {
                found.date = number.split('·').find_map(day_of_number).unwrap_or_default();
            }
            // What follows is the certificate.
            break;
        }
        match words.strip_prefix('©') {
            Some(_) => found.know("copyright", words),
            None => text.push(words),
        }
    }
    let sentence = |words: &str| words.ends_with(['.', '!', '?', ':', ';', '"', '»', '”', '…']);
    if let [first, _, ..] = text.as_slice()
        && first.chars().count() <= AUTHOR
        && !sentence(first)
    {
        found.know("author", first);
        text.remove(0);
    }
    found.text = paragraphs(text);
    found
}
