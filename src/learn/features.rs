//! What is said of a word before it is judged: itself, its neighbours, its letters, the names of the project, the
//! hints, and where else in the article it stands. Each is a number of a row of weights; hashes, so that no dictionary
//! has to be kept.

use super::{
    labels::{Labels, OUTSIDE},
    memory::{LONGEST, OtherArticles},
    page::LearnerPage,
    words::{WordForm, ends, mix},
};

/// How many steps of a rule's sureness are told apart.
pub(super) const SURE: usize = 4;

/// Where else in an article a word is looked up, at the most.
const OTHERS: usize = 3;

/// Which rows of weights stand for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WeightRows {
    labels: usize,
    mask: u64,
}

impl WeightRows {
    /// `bits`: of the number of rows that hashes are spread over.
    pub fn new(labels: usize, bits: u32) -> Self {
        Self { labels, mask: (1 << bits) - 1 }
    }

    pub fn len(self) -> usize {
        self.fixed() + self.mask as usize + 1
    }

    /// Rows with a meaning of their own: hints by label and sureness, then names of the project by label.
    fn fixed(self) -> usize {
        self.labels * (SURE + 1)
    }

    /// The row of a hint; of no hint for [`OUTSIDE`].
    pub fn hint(self, label: usize, sure: usize) -> u32 {
        (label * SURE + sure) as u32
    }

    /// The row of a name that this project has marked elsewhere.
    pub fn name(self, label: usize) -> u32 {
        (self.labels * SURE + label) as u32
    }

    fn of(self, hash: u64) -> u32 {
        (self.fixed() as u64 + (hash & self.mask)) as u32
    }
}

/// The features of every word of an article's runs, run by run: equally many rows a word are not to be expected.
#[derive(Debug, Default)]
pub(super) struct Features {
    pub rows: Vec<u32>,
    /// Where the rows of each word end.
    pub ends: Vec<u32>,
}

impl Features {
    /// The rows of the word that was added as number `at`.
    pub fn of(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.rows[start as usize..self.ends[at] as usize]
    }
}

impl Features {
    /// Rows by the number of articles that have them, up to 2: added to what was counted before.
    pub fn count(&self, counts: &mut [u8]) {
        let mut rows = self.rows.clone();
        rows.sort_unstable();
        rows.dedup();
        for row in rows {
            counts[row as usize] = counts[row as usize].saturating_add(1);
        }
    }

    /// Leaves out rows that one article alone has: they would be learned by heart, and help with no other.
    pub fn keep(&mut self, counts: &[u8]) {
        let (mut rows, mut first) = (Vec::with_capacity(self.rows.len()), 0);
        for end in &mut self.ends {
            let own = &self.rows[first..*end as usize];
            first = *end as usize;
            rows.extend(own.iter().filter(|row| counts[**row as usize] > 1));
            *end = rows.len() as u32;
        }
        self.rows = rows;
    }
}

/// What stands beyond the border of a line.
const BORDER: u64 = 0x5bd1_e995;

struct FeatureWriter<'a, 'p> {
    page: &'a LearnerPage<'p>,
    rows: WeightRows,
    out: Vec<u32>,
    template: u64,
}

impl FeatureWriter<'_, '_> {
    fn add(&mut self, value: u64) {
        self.template += 1;
        let row = self.rows.of(mix(self.template, value));
        self.out.push(row);
    }

    /// Passes a template by, so that those after it keep their numbers.
    fn skip(&mut self) {
        self.template += 1;
    }

    /// The word so many places away, on the same line.
    fn word(&self, at: usize, away: isize) -> u64 {
        let words = &self.page.words;
        let Some(other) = at.checked_add_signed(away).filter(|other| *other < words.len()) else { return BORDER };
        let (low, high) = if away < 0 { (other + 1, at) } else { (at + 1, other) };
        if low <= high && words[low..=high].iter().any(|word| word.line) { BORDER } else { words[other].hash }
    }

    fn form(&self, at: usize, away: isize) -> u64 {
        let words = &self.page.words;
        match at.checked_add_signed(away).and_then(|other| words.get(other)) {
            Some(word) if self.word(at, away) != BORDER => word.form as u64,
            _ => WordForm::ALL as u64,
        }
    }

    fn hinted(&self, at: usize, away: isize) -> u64 {
        let hint = at.checked_add_signed(away).and_then(|other| self.page.hinted.get(other).copied().flatten());
        hint.map_or(0, |hint| hint.label as u64)
    }
}

/// The features of all words in the runs of a page.
pub(super) fn features(page: &LearnerPage<'_>, known: &OtherArticles<'_>, rows: WeightRows) -> Features {
    let mut writer = FeatureWriter { page, rows, out: Vec::with_capacity(page.words.len() * 16), template: 0 };
    let mut borders = Vec::new();
    let mut names = Vec::new();
    for &(start, end) in &page.runs {
        find_names(page, known, start, end, &mut names);
        for at in start..end {
            writer.template = 0;
            word(&mut writer, at);
            surroundings(&mut writer, at, start, end);
            remembered(&mut writer, known, at);
            hints(&mut writer, at, names[at - start]);
            others(&mut writer, at);
            borders.push(writer.out.len() as u32);
        }
    }
    Features { rows: writer.out, ends: borders }
}

/// The word and its letters.
fn word(writer: &mut FeatureWriter<'_, '_>, at: usize) {
    let word = writer.page.words[at];
    let form = word.form as u64;
    writer.add(word.hash);
    writer.add(form);
    writer.add(form * 2 + u64::from(word.first));
    writer.add(mix(word.hash, form));
    let next = writer.page.words.get(at + 1).is_some_and(|next| next.joined);
    writer.add(form * 4 + u64::from(word.joined) * 2 + u64::from(next));
    let (heads, tails) = ends(&writer.page.text[word.span.range()]);
    for end in heads.into_iter().chain(tails) {
        if end == 0 {
            writer.skip();
        } else {
            writer.add(end);
        }
    }
}

/// The words beside it, and those beside the run.
fn surroundings(writer: &mut FeatureWriter<'_, '_>, at: usize, start: usize, end: usize) {
    let own = writer.page.words[at].hash;
    let [before2, before, after, after2] = [-2, -1, 1, 2].map(|away| writer.word(at, away));
    for value in [before2, before, after, after2] {
        writer.add(value);
    }
    writer.add(mix(before, own));
    writer.add(mix(own, after));
    writer.add(mix(before2, before));
    writer.add(mix(after, after2));
    let forms = [-2, -1, 0, 1, 2].map(|away| writer.form(at, away));
    writer.add(forms[1] * 100 + forms[2] * 10 + forms[3]);
    writer.add(forms.iter().fold(0, |all, form| all * 10 + form));
    let (left, right) = (writer.word(start, -1), writer.word(end - 1, 1));
    let (from, to) = ((at - start).min(3) as u64, (end - 1 - at).min(3) as u64);
    writer.add(left);
    writer.add(mix(left, from));
    writer.add(mix(writer.word(start, -2), left));
    writer.add(right);
    writer.add(mix(right, to));
    writer.add(mix(right, writer.word(end - 1, 2)));
    writer.add(mix(left, right));
    writer.add(from * 4 + to);
    writer.add(mix(left, (end - start).min(6) as u64));
}

/// What the project knows of the word and its neighbours.
fn remembered(writer: &mut FeatureWriter<'_, '_>, known: &OtherArticles<'_>, at: usize) {
    let template = writer.template;
    let mut counts = Vec::new();
    for (number, away) in [0, -1, 1].into_iter().enumerate() {
        writer.template = template + number as u64;
        let hash = writer.word(at, away);
        if hash == BORDER || !known.word(hash, &mut counts) {
            continue;
        }
        let all: u32 = counts.iter().sum();
        for (kind, &count) in counts.iter().enumerate().skip(1).filter(|(_, count)| **count > 0) {
            let share = match count * 10 {
                part if part >= all * 9 => 3,
                part if part >= all * 5 => 2,
                part if part >= all => 1,
                _ => 0,
            };
            let often = u64::from(count.min(3));
            writer.add((kind as u64 * 4 + share) * 4 + often);
            writer.template -= 1;
        }
    }
    writer.template = template + 3;
}

/// The label that each word of a run would have in the longest names of the project.
fn find_names(page: &LearnerPage<'_>, known: &OtherArticles<'_>, start: usize, end: usize, labels: &mut Vec<usize>) {
    labels.clear();
    labels.resize(end - start, OUTSIDE);
    let mut counts = Vec::new();
    let mut at = start;
    while at < end {
        let (mut name, mut longest) = (0, None);
        for last in at..end.min(at + LONGEST) {
            name = mix(name, page.words[last].hash);
            if known.name(name, &mut counts) {
                let most = counts.iter().enumerate().max_by_key(|&(kind, count)| (*count, std::cmp::Reverse(kind)));
                longest = most.filter(|(_, count)| **count > 0).map(|(kind, _)| (kind, last + 1)).or(longest);
            }
        }
        let Some((kind, behind)) = longest else {
            at += 1;
            continue;
        };
        for word in at..behind {
            labels[word - start] = Labels::of(kind, word - at, behind - at);
        }
        at = behind;
    }
}

/// What the rules and the project's names say.
fn hints(writer: &mut FeatureWriter<'_, '_>, at: usize, name: usize) {
    let hint = writer.page.hinted[at];
    let form = writer.page.words[at].form as u64;
    writer.out.push(match hint {
        Some(hint) => writer.rows.hint(hint.label, hint.sure),
        None => writer.rows.hint(OUTSIDE, 0),
    });
    if name != OUTSIDE {
        writer.out.push(writer.rows.name(name));
    }
    let (label, rule) = hint.map_or((0, 0), |hint| (hint.label as u64, hint.rule));
    writer.add(label * 10 + form);
    writer.add(mix(rule, label));
    writer.add(mix(label, name as u64));
    let (before, after) = (writer.hinted(at, -1), writer.hinted(at, 1));
    writer.add(mix(label, before));
    writer.add(mix(label, after));
    writer.add(mix(label, writer.word(at, -1)));
    writer.add(mix(label, writer.word(at, 1)));
    writer.add(mix(label, writer.page.words[at].hash));
}

/// How the same word stands elsewhere in the article: a name is introduced once.
fn others(writer: &mut FeatureWriter<'_, '_>, at: usize) {
    let hash = writer.page.words[at].hash;
    let template = writer.template;
    let page = writer.page;
    let places = page.places.get(&hash).map_or(&[][..], Vec::as_slice);
    // The nearest ones before it and the first of all say most.
    let here = places.partition_point(|place| (*place as usize) < at);
    let near = places[..here].iter().rev().take(OTHERS - 1).chain(places[here..].iter().skip(1).take(1));
    let first = places.first().filter(|first| here > OTHERS - 1 || **first as usize > at);
    for &place in near.chain(first) {
        let place = place as usize;
        let (start, end) = page.runs[page.run_of[place] as usize];
        writer.template = template;
        writer.add(writer.word(start, -1));
        writer.add(writer.word(end - 1, 1));
        writer.add(writer.word(place, -1));
        writer.add(writer.word(place, 1));
        writer.add(writer.hinted(place, 0));
    }
}
