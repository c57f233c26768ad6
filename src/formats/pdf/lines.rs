//! Letters as lines, column by column.

use super::{
    columns::columns,
    glyphs::{PageGlyphs, PlacedLetter},
};

/// A line of a page, or of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub words: String,
    pub left: f64,
    pub right: f64,
    /// From the top of the page.
    pub foot: f64,
    pub size: f64,
}

/// A page.
#[derive(Debug, Default)]
pub struct Page {
    /// From 1.
    pub number: usize,
    pub height: f64,
    /// Lines that stand one below the other, in the order in which they are read.
    pub columns: Vec<Vec<Line>>,
    /// Whether they are drawn in so different an order that their places alone say how they are read.
    pub by_place: bool,
    /// How many letters it has, blanks apart, and of those that do not say which they are or are not upright; pictures.
    pub letters: usize,
    pub unnamed: usize,
    pub turned: usize,
    pub pictures: usize,
}

/// In sizes of letters: between two words at least; where a piece of a line ends, and where it does if it is drawn with two
/// commands; within a line at most.
const BLANK: f64 = 0.16;
const PIECE: f64 = 1.0;
const APART: f64 = 0.4;
const WITHIN: f64 = 2.5;
/// A capital so many times as high as the letters beside it begins a text.
const CAPITAL: f64 = 1.8;
/// More pieces no page of a newspaper has: columns are not looked for.
const PIECES: usize = 10_000;

impl Page {
    pub fn of(number: usize, glyphs: PageGlyphs) -> Self {
        let PageGlyphs { height, mut letters, unnamed, mut turned, pictures } = glyphs;
        if goes_down(&letters) {
            turned += letters.len();
            letters.clear();
        }
        let count = letters.iter().filter(|letter| !letter.words.trim().is_empty()).count();
        let mut pieces = pieces_of(letters);
        let all = |pieces: &[Line]| (0..pieces.len()).collect::<Vec<_>>();
        let found = if pieces.len() > PIECES {
            vec![all(&pieces)]
        } else {
            put_capitals(&mut pieces);
            columns(&pieces, all(&pieces), 0)
        };
        let (found, by_place) = in_order(found, pieces.len());
        let columns = found.into_iter().map(|at| rows(&pieces, at)).collect();
        Self { number, height, columns, by_place, letters: count, unnamed, turned, pictures }
    }
}

/// Whether lines go down the page, as Chinese and Japanese are also written.
fn goes_down(letters: &[PlacedLetter]) -> bool {
    let below = |pair: &&[PlacedLetter]| {
        let (one, next) = (&pair[0], &pair[1]);
        (one.left - next.left).abs() < one.size * 0.5 && (0.7..2.5).contains(&((next.foot - one.foot) / one.size))
    };
    is_wide_mostly(letters) && letters.windows(2).filter(below).count() * 2 > letters.len()
}

fn is_wide_mostly(letters: &[PlacedLetter]) -> bool {
    letters.iter().filter(|letter| is_wide(&letter.words)).count() * 2 > letters.len()
}

/// The middle one of some numbers.
pub fn middle(of: impl Iterator<Item = f64>) -> f64 {
    let mut of: Vec<f64> = of.collect();
    of.sort_by(f64::total_cmp);
    of.get(of.len() / 2).copied().unwrap_or_default()
}

/// Letters that stand close together on a line, in the order in which the page draws them.
fn pieces_of(letters: Vec<PlacedLetter>) -> Vec<Line> {
    let mut pieces: Vec<Line> = Vec::new();
    let mut blank = false;
    for PlacedLetter { words, left, right, foot, size, first } in letters {
        if words.trim().is_empty() {
            blank = true;
            continue;
        }
        let same = pieces.last_mut().filter(|piece| {
            // What is written higher or lower in its line, and smaller, is in it.
            stands_beside(piece.foot, piece.size, foot, size)
                && left > piece.right - piece.size.max(size) * 0.8
                && left - piece.right < piece.size.max(size) * if first { APART } else { PIECE }
        });
        match same {
            Some(piece) => {
                let gap = left - piece.right > size * BLANK && !(is_wide(&piece.words) && is_wide(&words));
                if (blank || gap) && !piece.words.ends_with(' ') {
                    piece.words.push(' ');
                }
                piece.words.push_str(&words);
                piece.size = piece.size.max(size);
                piece.right = piece.right.max(right);
            }
            None => pieces.push(Line { words, left, right, foot, size }),
        }
        blank = false;
    }
    pieces
}

/// Whether two heights of a page are of one line.
fn stands_beside(foot: f64, size: f64, other_foot: f64, other_size: f64) -> bool {
    let (large, small) = (size.max(other_size), size.min(other_size));
    let near = if large < small * CAPITAL { large * 0.45 } else { small * 0.6 };
    (foot - other_foot).abs() < near
}

/// Whether words end with a letter as wide as it is high, between which no blanks stand: Chinese, Japanese.
fn is_wide(words: &str) -> bool {
    words
        .chars()
        .last()
        .is_some_and(|c| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}'))
}

/// A capital that is as high as several lines belongs to the first of them.
fn put_capitals(pieces: &mut Vec<Line>) {
    let usual = middle(pieces.iter().map(|piece| piece.size));
    let mut at = 0;
    while at < pieces.len() {
        let capital = &pieces[at];
        let is_capital = capital.size > usual * CAPITAL
            && capital.words.chars().all(|c| c.is_uppercase() || "“\"‘'".contains(c))
            && capital.words.chars().count() <= 2;
        let first = is_capital.then(|| {
            let beside = |piece: &&(usize, &Line)| {
                let line = piece.1;
                piece.0 != at
                    && line.size * CAPITAL < capital.size
                    && (capital.foot - capital.size..=capital.foot + 1.0).contains(&line.foot)
                    && (capital.right - usual..capital.right + usual * WITHIN).contains(&line.left)
            };
            let all: Vec<(usize, &Line)> = pieces.iter().enumerate().collect();
            let first = all.iter().filter(beside).min_by(|one, other| one.1.foot.total_cmp(&other.1.foot));
            first.map(|(first, _)| *first)
        });
        let Some(Some(first)) = first else {
            at += 1;
            continue;
        };
        let words = capital.words.clone();
        pieces[first].words.insert_str(0, &words);
        pieces.remove(at);
    }
}

/// Columns in the order in which the page draws them, if it draws one after another; else as they stand, which is said.
fn in_order(found: Vec<Vec<usize>>, pieces: usize) -> (Vec<Vec<usize>>, bool) {
    let mut of = vec![0; pieces];
    for (column, all) in found.iter().enumerate() {
        all.iter().for_each(|at| of[*at] = column);
    }
    let changes = of.windows(2).filter(|pair| pair[0] != pair[1]).count();
    if changes > 3 * found.len() {
        return (found, true);
    }
    let mut found = found;
    found.sort_by_key(|column| column.iter().min().copied());
    (found, false)
}

/// The lines of a column.
fn rows(pieces: &[Line], mut of: Vec<usize>) -> Vec<Line> {
    of.sort_by(|one, other| pieces[*one].foot.total_cmp(&pieces[*other].foot));
    let mut rows: Vec<Vec<&Line>> = Vec::new();
    for piece in of.into_iter().map(|at| &pieces[at]) {
        // Of the last few lines: a note above a line begins before it.
        let beside = |row: &&mut Vec<&Line>| {
            let large = row.iter().max_by(|one, other| one.size.total_cmp(&other.size));
            large.is_some_and(|large| stands_beside(large.foot, large.size, piece.foot, piece.size))
        };
        match rows.iter_mut().rev().take(3).find(beside) {
            Some(row) => row.push(piece),
            None => rows.push(vec![piece]),
        }
    }
    rows.into_iter().flat_map(joined).collect()
}

/// Pieces of one line as a line, or as several if they stand far apart.
fn joined(mut pieces: Vec<&Line>) -> Vec<Line> {
    pieces.sort_by(|one, other| one.left.total_cmp(&other.left));
    let foot = pieces.iter().max_by(|one, other| one.size.total_cmp(&other.size)).map_or(0.0, |piece| piece.foot);
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if piece.left - line.right < line.size.max(piece.size) * WITHIN => {
                if !line.words.ends_with(' ') && piece.left - line.right > piece.size * BLANK {
                    line.words.push(' ');
                }
                line.words.push_str(&piece.words);
                line.right = line.right.max(piece.right);
                line.size = line.size.max(piece.size);
            }
            _ => lines.push(Line { foot, ..piece.clone() }),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(words: &str, left: f64, foot: f64, size: f64) -> PlacedLetter {
        PlacedLetter { words: words.to_owned(), left, right: left + size * 0.5, foot, size, first: false }
    }

    fn lines(letters: Vec<PlacedLetter>) -> Vec<String> {
        let page = Page::of(1, PageGlyphs { height: 800.0, letters, ..PageGlyphs::default() });
        page.columns.into_iter().flatten().map(|line| line.words).collect()
    }

    #[test]
    fn letters_become_lines() {
        let letters = vec![
            letter("P", 0.0, 10.0, 10.0),
            letter("K", 5.0, 10.0, 10.0),
            letter("d", 13.0, 10.0, 10.0),
            letter("i", 0.0, 22.0, 10.0),
        ];
        assert_eq!(lines(letters), ["PK d", "i"]);
    }

    #[test]
    fn a_high_capital_begins_its_line() {
        let mut letters = vec![letter("R", 0.0, 34.0, 36.0)];
        for (row, words) in ["apat", "dua", "tiga"].iter().enumerate() {
            let foot = 10.0 + 12.0 * row as f64;
            letters.extend(
                words.chars().enumerate().map(|(at, c)| letter(&c.to_string(), 20.0 + 5.0 * at as f64, foot, 10.0)),
            );
        }
        assert_eq!(lines(letters), ["Rapat", "dua", "tiga"]);
    }

    #[test]
    fn a_note_stays_in_its_line() {
        let letters = vec![letter("a", 0.0, 20.0, 10.0), letter("b", 0.0, 32.0, 10.0), letter("1", 5.5, 16.0, 6.0)];
        assert_eq!(lines(letters), ["a1", "b"]);
    }
}
