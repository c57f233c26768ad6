//! Which articles are near copies of one another: one wire story under other datelines, cut, or with "Baca juga" in
//! between. Does not know files, splits or what is marked in an article.
//!
//! Two texts are near copies when at least [`SAME_STORY`] of their runs of [`RUN`] words are common to both (Jaccard
//! index; Broder, "On the resemblance and containment of documents", 1997, calls it resemblance). Candidates are
//! found by MinHash and banding (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3) and every one
//! is then verified by the true index, so chance can only miss a pair, never join one. Groups are what is connected:
//! if A is a near copy of B and B of C, all three stay together.

use std::borrow::Cow;

use crate::model::is_invisible;

/// Words in a run. Shorter runs are common to stories by one template; longer ones are torn by each small change.
/// Between 4 and 10 (Broder's) this one keeps the two cases of the tests farthest from [`SAME_STORY`].
pub const RUN: usize = 6;

/// The share of runs that two texts have in common at which they are one story. Broder's "roughly the same" is one
/// half too. Our tests: a story without its first paragraph and with two "Baca juga" has 0.59 of its runs left, one with
/// a word changed in every sentence 0.54; a story by the same template about another regency has 0.25 in common, 0.45
/// if parties, day and seats are the same too.
pub const SAME_STORY: f64 = 0.5;

/// A pair with index s is a candidate with chance 1 − (1 − s^ROWS)^BANDS: 0.96 at 0.5, 0.99 at 0.55, 0.9998 at 0.65,
/// and 0.0003 at 0.05, which is what unlike stories of one portal have in common.
const BANDS: usize = 50;
const ROWS: usize = 4;
const HASHES: usize = BANDS * ROWS;

/// Within one bucket a text is compared with at most so many before it: a bucket that many thousands share without
/// being copies (a frame that a portal puts around each story) would else cost the square of its size.
const MOST_COMPARED: usize = 64;

/// What is kept of a text to find candidates: 200 bytes, whatever its length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// `None`: no words, so nothing to compare.
    bands: Option<Box<[u32; BANDS]>>,
}

impl Sketch {
    /// Time is linear in the text; nothing of it depends on other texts, so sketches can be made on all cores.
    pub fn of(text: &str) -> Self {
        let runs = runs(text);
        if runs.is_empty() {
            return Self { bands: None };
        }
        // Hash by hash: the least stays in a register, which is several times as fast as run by run.
        let least = PERMUTATIONS.map(|(factor, offset)| {
            runs.iter().fold(u32::MAX, |least, run| least.min(run.wrapping_mul(factor).wrapping_add(offset)))
        });
        let mut bands = Box::new([0; BANDS]);
        for (band, rows) in bands.iter_mut().zip(least.chunks_exact(ROWS)) {
            *band = rows.iter().fold(0, |key: u64, row| mix(key ^ u64::from(*row))) as u32;
        }
        Self { bands: Some(bands) }
    }

    /// As bytes, to be kept; none for a text without words.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.bands.iter().flat_map(|bands| bands.iter()).flat_map(|band| band.to_le_bytes()).collect()
    }

    /// The sketch of [`Sketch::to_bytes`]; `None` if these are no such bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.is_empty() {
            return Some(Self { bands: None });
        }
        let (words, rest) = bytes.as_chunks::<4>();
        let whole = rest.is_empty() && words.len() == BANDS;
        let mut bands = Box::new([0; BANDS]);
        bands.iter_mut().zip(words).for_each(|(band, word)| *band = u32::from_le_bytes(*word));
        whole.then_some(Self { bands: Some(bands) })
    }
}

/// For each text the least index among its near copies: its own where it has none before it. `text_of` gives the text
/// of an index again, for candidates only; its error ends the search.
///
/// Time is linear in the number of texts but for sorting; memory is that of the sketches.
pub fn group<'a, E>(
    sketches: &[Sketch],
    text_of: impl FnMut(usize) -> Result<Cow<'a, str>, E>,
) -> Result<Vec<usize>, E> {
    group_more(sketches, &[], text_of)
}

/// [`group`], where some are known to be copies already: pairs of indexes.
pub fn group_more<'a, E>(
    sketches: &[Sketch],
    known: &[(usize, usize)],
    mut text_of: impl FnMut(usize) -> Result<Cow<'a, str>, E>,
) -> Result<Vec<usize>, E> {
    let mut groups = Groups::new(sketches.len());
    known.iter().for_each(|(one, two)| groups.join(*one, *two));
    let mut keyed: Vec<(u32, usize)> = Vec::with_capacity(sketches.len());
    for band in 0..BANDS {
        keyed.clear();
        let key = |(index, sketch): (usize, &Sketch)| Some((sketch.bands.as_ref()?[band], index));
        keyed.extend(sketches.iter().enumerate().filter_map(key));
        keyed.sort_unstable();
        for bucket in keyed.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1) {
            join(bucket, &mut groups, &mut text_of)?;
        }
    }
    Ok((0..sketches.len()).map(|index| groups.first(index)).collect())
}

/// [`group`] of texts that are at hand.
pub fn near_copies<T: AsRef<str>>(texts: &[T]) -> Vec<usize> {
    let sketches: Vec<Sketch> = texts.iter().map(|text| Sketch::of(text.as_ref())).collect();
    let text_of = |index: usize| Ok::<_, std::convert::Infallible>(Cow::Borrowed(texts[index].as_ref()));
    match group(&sketches, text_of) {
        Ok(groups) => groups,
        Err(never) => match never {},
    }
}

/// The share of runs that two texts have in common, 0 to 1: the size of what both have by that of what either has.
/// Texts without words have nothing in common.
pub fn resemblance(a: &str, b: &str) -> f64 {
    jaccard(&runs(a), &runs(b))
}

/// Compares each text of a bucket with those before it that are not in its group already.
fn join<'a, E>(
    bucket: &[(u32, usize)],
    groups: &mut Groups,
    text_of: &mut impl FnMut(usize) -> Result<Cow<'a, str>, E>,
) -> Result<(), E> {
    // Most buckets hold copies that an earlier band joined: their texts are not asked for again.
    let first = groups.first(bucket[0].1);
    if bucket.iter().all(|(_, index)| groups.first(*index) == first) {
        return Ok(());
    }
    let mut before: Vec<(usize, Vec<u32>)> = Vec::new();
    for (_, index) in bucket {
        let own = runs(&text_of(*index)?);
        for (other, theirs) in before.iter().rev().take(MOST_COMPARED) {
            if groups.first(*index) != groups.first(*other) && jaccard(&own, theirs) >= SAME_STORY {
                groups.join(*index, *other);
            }
        }
        if before.len() >= 2 * MOST_COMPARED {
            before.drain(..MOST_COMPARED);
        }
        before.push((*index, own));
    }
    Ok(())
}

/// Hashes of all runs of words, sorted, each once. Words are letters and digits in lower case, so quotes, dashes,
/// spaces and line ends make no difference. A text shorter than a run is one run.
fn runs(text: &str) -> Vec<u32> {
    let words: Vec<u64> = text
        .split(|c: char| !c.is_alphanumeric() && !is_invisible(c))
        .filter(|w| w.contains(char::is_alphanumeric))
        .map(word)
        .collect();
    let run = |words: &[u64]| words.iter().fold(0, |key, word| mix(key ^ word)) as u32;
    let mut runs: Vec<u32> = match words.len() {
        0 => Vec::new(),
        1..RUN => vec![run(&words)],
        _ => words.windows(RUN).map(run).collect(),
    };
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// FNV-1a (Fowler, Noll, Vo) of a word in lower case.
fn word(word: &str) -> u64 {
    let step = |hash: u64, unit: char| (hash ^ u64::from(unit)).wrapping_mul(0x0100_0000_01b3);
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    if word.is_ascii() {
        return word.bytes().fold(BASIS, |hash, byte| step(hash, byte.to_ascii_lowercase().into()));
    }
    word.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase).fold(BASIS, step)
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood, 2014): every bit in changes every bit out.
const fn mix(seed: u64) -> u64 {
    let z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Factor and offset of each hash function, the same in every run of the program. Odd factors permute all `u32`.
const PERMUTATIONS: [(u32, u32); HASHES] = {
    let mut all = [(0, 0); HASHES];
    let mut at = 0;
    while at < HASHES {
        let random = mix(at as u64);
        all[at] = (random as u32 | 1, (random >> 32) as u32);
        at += 1;
    }
    all
};

/// Both sorted, each hash once.
fn jaccard(a: &[u32], b: &[u32]) -> f64 {
    let (mut at, mut common) = (0, 0);
    for hash in a {
        while at < b.len() && b[at] < *hash {
            at += 1;
        }
        common += usize::from(b.get(at) == Some(hash));
    }
    let either = a.len() + b.len() - common;
    if either == 0 { 0.0 } else { common as f64 / either as f64 }
}

/// Disjoint sets of indexes; each is known by its least.
pub(super) struct Groups(Vec<usize>);

impl Groups {
    pub(super) fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    /// The least index of the set that holds `index`.
    pub(super) fn first(&mut self, mut index: usize) -> usize {
        while self.0[index] != index {
            // Halves the path for the next who asks (Tarjan and van Leeuwen, 1984).
            self.0[index] = self.0[self.0[index]];
            index = self.0[index];
        }
        index
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A story by one template, as portals write a hundred of them in a week.
    fn story(regency: &str, head: &str, deputy: &str, parties: [&str; 3], day: u8, seats: u8) -> Vec<String> {
        let [a, b, c] = parties;
        vec![
            format!(
                "{}, Warta Nusa – Peta koalisi pemilihan bupati {regency} mulai terlihat. {a} dan {b} sepakat \
                 mengusung {head} sebagai bakal calon bupati dalam pilkada serentak tahun ini.",
                regency.to_uppercase()
            ),
            format!(
                "Kesepakatan itu diumumkan ketua {a} {regency} di kantornya, Jalan Kenanga, pada tanggal {day} Juli. \
                 Menurut dia, kedua partai sudah berbicara sejak bulan puasa dan menyamakan visi tentang jalan desa, \
                 irigasi serta harga gabah."
            ),
            format!(
                "“Kami memilih {head} karena beliau dikenal petani di semua kecamatan. Soal wakil, nama {deputy} \
                 paling sering disebut oleh ranting,” katanya kepada wartawan."
            ),
            format!(
                "{c} belum menentukan sikap. Sekretaris {c} {regency} mengatakan partainya masih menunggu surat dari \
                 pengurus pusat, tetapi tidak menutup kemungkinan bergabung bila {deputy} dipastikan maju."
            ),
            format!(
                "Dengan {seats} kursi di dewan, gabungan {a} dan {b} sudah memenuhi syarat pencalonan. Pendaftaran \
                 pasangan calon dibuka akhir Agustus di kantor KPU setempat."
            ),
        ]
    }

    fn lembah() -> Vec<String> {
        story(
            "Lembah Jati",
            "Sartika Wulan",
            "Bagas Pramono",
            ["Partai Melati", "Partai Cendana", "Partai Surya"],
            8,
            17,
        )
    }

    fn same(a: &str, b: &str) -> bool {
        let groups = near_copies(&[a, b]);
        assert_eq!(groups[1] == 0, resemblance(a, b) >= SAME_STORY, "candidates were missed");
        groups[1] == 0
    }

    #[test]
    fn one_wire_story_in_other_clothes() {
        let wire = lembah().join("\n\n");
        let dateline = wire.replacen("LEMBAH JATI, Warta Nusa –", "Liputan Kita, Lembah Jati -", 1);
        let cut = lembah()[1..].join("\n\n");
        let last_cut = lembah()[..4].join("\n");
        let mut read_also = lembah();
        read_also.insert(2, "Baca juga: Tiga Nama Ramaikan Bursa Calon Wakil Bupati".into());
        read_also.insert(4, "BACA JUGA: Harga Gabah Naik, Petani Lembah Jati Tersenyum".into());
        let plain_quotes = wire.replace(['“', '”'], "\"").replace("\n\n", "\r\n").replace(' ', "\u{a0}");
        for other in [&dateline, &cut, &last_cut, &read_also.join("\n\n"), &plain_quotes, &wire.to_uppercase()] {
            println!("{:.2}", resemblance(&wire, other));
            assert!(same(&wire, other), "{other}");
        }
        // An editor's hand: a word in each paragraph.
        let words = [
            ("mulai", "kian"),
            ("diumumkan", "disampaikan"),
            ("dikenal", "disukai"),
            ("menunggu", "menanti"),
            ("sudah memenuhi", "telah memenuhi"),
        ];
        let edited = words.iter().fold(wire.clone(), |text, (from, to)| text.replacen(from, to, 1));
        println!("{:.2}", resemblance(&wire, &edited));
        assert!(same(&wire, &edited));
        let everything = read_also[1..].join(" ").replacen("tanggal 8 Juli", "Senin (8/7/2024)", 1);
        assert!(same(&wire, &everything), "{:.2}", resemblance(&wire, &everything));
    }

    #[test]
    fn another_regency_by_the_same_template_is_another_story() {
        let one = lembah().join("\n\n");
        let parties = ["Partai Kenari", "Partai Bahari", "Partai Rimba"];
        let other = story("Bukit Sagu", "Haji Mansur Tanjung", "Ratna Dewi", parties, 21, 22).join("\n\n");
        println!("{:.2}", resemblance(&one, &other));
        assert!(!same(&one, &other));
        // The same parties in both: what is left in common is the template and their names.
        let parties = ["Partai Melati", "Partai Cendana", "Partai Surya"];
        let neighbour = story("Bukit Sagu", "Haji Mansur Tanjung", "Ratna Dewi", parties, 8, 17).join("\n\n");
        println!("{:.2}", resemblance(&one, &neighbour));
        assert!(!same(&one, &neighbour));
    }

    #[test]
    fn a_sketch_comes_back_from_its_bytes() {
        for text in ["", "PKS dan PSI", &lembah().join("\n")] {
            let sketch = Sketch::of(text);
            assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch));
        }
        assert_eq!(Sketch::from_bytes(&[1, 2, 3]), None);
    }

    #[test]
    fn what_is_known_is_not_compared_again() {
        let texts = [lembah().join(" "), lembah()[1..].join(" "), lembah()[..4].join(" ")];
        let sketches: Vec<Sketch> = texts.iter().map(|text| Sketch::of(text)).collect();
        assert_eq!(group_more(&sketches, &[(0, 1), (1, 2)], Err::<Cow<str>, usize>), Ok(vec![0, 0, 0]));
    }

    #[test]
    fn short_and_empty_texts() {
        assert!(same("PKS dan PSI", "pks, dan PSI!"));
        assert!(!same("PKS dan PSI", "PKS dan PPP"));
        assert!(!same("", ""));
        assert!(!same("…", "…"));
        assert_eq!(near_copies::<&str>(&[]), Vec::<usize>::new());
    }

    #[test]
    fn what_is_connected_stays_together() {
        let paragraphs = lembah();
        let (all, front, back) = (paragraphs.join(" "), paragraphs[..3].join(" "), paragraphs[2..].join(" "));
        assert!(resemblance(&front, &back) < SAME_STORY);
        assert_eq!(near_copies(&[front.as_str(), "lain sama sekali dari yang itu", &back, &all]), [0, 1, 0, 0]);
    }

    #[test]
    fn a_text_that_cannot_be_read_again_ends_the_search() {
        let sketches = [Sketch::of("satu dua tiga empat lima"), Sketch::of("satu dua tiga empat lima")];
        assert_eq!(group(&sketches, Err::<Cow<str>, usize>), Err(0));
    }

    #[test]
    fn ten_thousand_frames_around_nothing_take_no_square_time() {
        let frame = lembah()[..2].join(" ");
        let text = |n: usize| (0..40).fold(frame.clone(), |text, word| format!("{text} k{n}x{word} dan"));
        let sketches: Vec<Sketch> = (0..600).map(|n| Sketch::of(&text(n))).collect();
        let mut asked = 0;
        let groups = group(&sketches, |index| {
            asked += 1;
            Ok::<_, ()>(Cow::Owned(text(index)))
        });
        assert_eq!(groups, Ok((0..600).collect()));
        assert!(asked <= 600 * BANDS);
    }

    proptest! {
        /// Which comes first makes no difference, nor do copies of a text beyond the first.
        #[test]
        fn order_makes_no_difference(stories in prop::collection::vec((0usize..4, 0usize..5), 1..12), by in 0usize..12) {
            let names = ["Lembah Jati", "Bukit Sagu", "Tanjung Lontar", "Muara Kelapa"];
            let text = |(which, without): &(usize, usize)| {
                let name = names[*which];
                let parties = ["Partai Melati", name, "Partai Surya"];
                let mut story = story(name, &format!("Ibu {name}"), &format!("Pak {name}"), parties, *which as u8, 9);
                story.remove(*without);
                story.join("\n")
            };
            let texts: Vec<String> = stories.iter().map(text).collect();
            let groups = near_copies(&texts);
            let mut turned = texts.clone();
            turned.rotate_left(by % texts.len());
            let of_turned = near_copies(&turned);
            for a in 0..texts.len() {
                for b in 0..texts.len() {
                    let at = |index: usize| of_turned[(index + texts.len() - by % texts.len()) % texts.len()];
                    prop_assert_eq!(groups[a] == groups[b], at(a) == at(b));
                    prop_assert!(texts[a] != texts[b] || groups[a] == groups[b]);
                }
            }
            prop_assert!(groups.iter().enumerate().all(|(index, first)| *first <= index && groups[*first] == *first));
        }

        /// Any text, and the same with words added at its end, is one story until half is new.
        #[test]
        fn more_and_more_words(words in prop::collection::vec("[a-z]{3,8}", 12..40), more in 0usize..12) {
            let text = words.join(" ");
            let longer = (0..more).fold(text.clone(), |text, n| format!("{text} baru{n}"));
            let same = resemblance(&text, &longer) >= SAME_STORY;
            // Chance may miss a pair near the border, but joins none below it.
            prop_assert!(same || near_copies(&[&text, &longer])[1] == 1);
        }
    }
}
