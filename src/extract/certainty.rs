//! How firm a statement is, and the words that make it less than sure.

use std::sync::LazyLock;

use super::{
    phrases::{Hit, Phrases},
    scene::Sentence,
    stance::{Verb, Voice},
    tokens::Token,
};
use crate::model::{Certainty, Span};

/// What a word says of firmness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    Says(Certainty),
    /// Keeps a statement confirmed, but is a hedge: "akan", "Insya Allah".
    Future,
    /// Belongs to the hedge that follows it: "masih dijajaki".
    Still,
    /// Nothing, although it looks like a cue.
    Trap,
}

use Certainty::{Confirmed, Denied, Exploring, Hoped, Past};

static CUES: LazyLock<Phrases<Cue>> = LazyLock::new(|| Phrases::of(TABLE));

const TABLE: &[(&str, Cue)] = &[
    ("batal", Cue::Says(Denied)),
    ("membatalkan", Cue::Says(Denied)),
    ("dibatalkan", Cue::Says(Denied)),
    ("menarik dukungan", Cue::Says(Denied)),
    ("tarik dukungan", Cue::Says(Denied)),
    ("mencabut dukungan", Cue::Says(Denied)),
    ("cabut dukungan", Cue::Says(Denied)),
    ("menarik diri", Cue::Says(Denied)),
    ("tidak benar", Cue::Says(Denied)),
    ("tak benar", Cue::Says(Denied)),
    ("membantah", Cue::Says(Denied)),
    ("dibantah", Cue::Says(Denied)),
    ("menepis", Cue::Says(Denied)),
    ("menampik", Cue::Says(Denied)),
    ("tidak akan", Cue::Says(Denied)),
    ("tak akan", Cue::Says(Denied)),
    ("takkan", Cue::Says(Denied)),
    ("urung", Cue::Says(Denied)),
    ("tidak jadi", Cue::Says(Denied)),
    ("tak jadi", Cue::Says(Denied)),
    ("gagal", Cue::Says(Denied)),
    ("hengkang", Cue::Says(Denied)),
    ("balik badan", Cue::Says(Denied)),
    ("hoaks", Cue::Says(Denied)),
    ("tidak mungkin", Cue::Says(Denied)),
    ("tak mungkin", Cue::Says(Denied)),
    ("menolak", Cue::Says(Denied)),
    ("tidak menampik", Cue::Says(Exploring)),
    ("tak menampik", Cue::Says(Exploring)),
    ("tidak menepis", Cue::Says(Exploring)),
    ("tidak membantah", Cue::Says(Exploring)),
    ("tidak menutup kemungkinan", Cue::Says(Exploring)),
    ("tak menutup kemungkinan", Cue::Says(Exploring)),
    ("bukan tidak mungkin", Cue::Says(Exploring)),
    ("berharap", Cue::Says(Hoped)),
    ("mengharapkan", Cue::Says(Hoped)),
    ("diharapkan", Cue::Says(Hoped)),
    ("harapan", Cue::Says(Hoped)),
    ("harap", Cue::Says(Hoped)),
    ("semoga", Cue::Says(Hoped)),
    ("mudah-mudahan", Cue::Says(Hoped)),
    ("moga-moga", Cue::Says(Hoped)),
    ("ingin", Cue::Says(Hoped)),
    ("menginginkan", Cue::Says(Hoped)),
    ("mengupayakan", Cue::Says(Hoped)),
    ("mengajak", Cue::Says(Hoped)),
    ("menjajaki", Cue::Says(Exploring)),
    ("jajaki", Cue::Says(Exploring)),
    ("dijajaki", Cue::Says(Exploring)),
    ("penjajakan", Cue::Says(Exploring)),
    ("kemungkinan", Cue::Says(Exploring)),
    ("mungkin", Cue::Says(Exploring)),
    ("komunikasi", Cue::Says(Exploring)),
    ("komunikasi politik", Cue::Says(Exploring)),
    ("membangun komunikasi", Cue::Says(Exploring)),
    ("bangun komunikasi", Cue::Says(Exploring)),
    ("menjalin komunikasi", Cue::Says(Exploring)),
    ("dikomunikasikan", Cue::Says(Exploring)),
    ("berkomunikasi", Cue::Says(Exploring)),
    ("surat tugas", Cue::Says(Exploring)),
    ("surat mandat", Cue::Says(Exploring)),
    ("surat penugasan", Cue::Says(Exploring)),
    ("lobi", Cue::Says(Exploring)),
    ("wacana", Cue::Says(Exploring)),
    ("mewacanakan", Cue::Says(Exploring)),
    ("digadang-gadang", Cue::Says(Exploring)),
    ("disebut-sebut", Cue::Says(Exploring)),
    ("dikabarkan", Cue::Says(Exploring)),
    ("sinyal", Cue::Says(Exploring)),
    ("berpeluang", Cue::Says(Exploring)),
    ("peluang", Cue::Says(Exploring)),
    ("kans", Cue::Says(Exploring)),
    ("membuka peluang", Cue::Says(Exploring)),
    ("membuka opsi", Cue::Says(Exploring)),
    ("membuka pintu", Cue::Says(Exploring)),
    ("mempertimbangkan", Cue::Says(Exploring)),
    ("dipertimbangkan", Cue::Says(Exploring)),
    ("terbuka", Cue::Says(Exploring)),
    ("dinamis", Cue::Says(Exploring)),
    ("cair", Cue::Says(Exploring)),
    ("belum final", Cue::Says(Exploring)),
    ("belum resmi", Cue::Says(Exploring)),
    ("belum sepakat", Cue::Says(Exploring)),
    ("belum pasti", Cue::Says(Exploring)),
    ("belum tentu", Cue::Says(Exploring)),
    ("belum memutuskan", Cue::Says(Exploring)),
    ("belum diputuskan", Cue::Says(Exploring)),
    ("belum menentukan", Cue::Says(Exploring)),
    ("bisa saja", Cue::Says(Exploring)),
    ("bisa jadi", Cue::Says(Exploring)),
    ("dibahas", Cue::Says(Exploring)),
    ("membahas", Cue::Says(Exploring)),
    ("dibicarakan", Cue::Says(Exploring)),
    ("pembicaraan", Cue::Says(Exploring)),
    ("digodok", Cue::Says(Exploring)),
    ("melirik", Cue::Says(Exploring)),
    ("pendekatan", Cue::Says(Exploring)),
    ("condong", Cue::Says(Exploring)),
    ("cenderung", Cue::Says(Exploring)),
    ("berencana", Cue::Says(Exploring)),
    ("resmi", Cue::Says(Confirmed)),
    ("sepakat", Cue::Says(Confirmed)),
    ("disepakati", Cue::Says(Confirmed)),
    ("menyepakati", Cue::Says(Confirmed)),
    ("memutuskan", Cue::Says(Confirmed)),
    ("menetapkan", Cue::Says(Confirmed)),
    ("deklarasi", Cue::Says(Confirmed)),
    ("mendeklarasikan", Cue::Says(Confirmed)),
    ("mendaftarkan", Cue::Says(Confirmed)),
    ("didaftarkan", Cue::Says(Confirmed)),
    ("final", Cue::Says(Confirmed)),
    ("sudah", Cue::Says(Confirmed)),
    ("telah", Cue::Says(Confirmed)),
    ("pasti", Cue::Says(Confirmed)),
    ("memastikan", Cue::Says(Confirmed)),
    ("dipastikan", Cue::Says(Confirmed)),
    ("fix", Cue::Says(Confirmed)),
    ("pernah", Cue::Says(Past)),
    ("sempat", Cue::Says(Past)),
    ("hanya bertahan", Cue::Says(Past)),
    ("pecah kongsi", Cue::Says(Past)),
    ("bubar", Cue::Says(Past)),
    ("saat itu", Cue::Says(Past)),
    ("kala itu", Cue::Says(Past)),
    ("ketika itu", Cue::Says(Past)),
    ("waktu itu", Cue::Says(Past)),
    ("periode lalu", Cue::Says(Past)),
    ("pilkada lalu", Cue::Says(Past)),
    ("pilkada sebelumnya", Cue::Says(Past)),
    ("pemilihan lalu", Cue::Says(Past)),
    ("pemilihan sebelumnya", Cue::Says(Past)),
    ("tahun silam", Cue::Says(Past)),
    ("tahun lalu", Cue::Says(Past)),
    ("belum pernah", Cue::Trap),
    ("tidak pernah", Cue::Says(Denied)),
    ("tak pernah", Cue::Says(Denied)),
    ("akan", Cue::Future),
    ("bakal", Cue::Future),
    ("siap", Cue::Future),
    ("segera", Cue::Future),
    ("insya allah", Cue::Future),
    ("insyaallah", Cue::Future),
    ("rencananya", Cue::Future),
    ("bakal calon", Cue::Trap),
    ("bakal pasangan calon", Cue::Trap),
    ("kalau tidak", Cue::Trap),
    ("masih", Cue::Still),
    ("sedang", Cue::Still),
    ("tengah", Cue::Still),
    ("masih dalam", Cue::Still),
    ("masih terus", Cue::Still),
];

/// Words that may stand between a negation and the verb it negates.
const ADVERBS: &[&str] = &["lagi", "ikut", "juga", "mau", "bisa", "dapat", "pernah", "bersedia"];
const NOT: &[&str] = &["tidak", "tak", "bukan", "enggan", "ogah", "emoh"];

/// Whether the words say that parties talk with each other: "membangun komunikasi", "penjajakan".
pub(super) fn talks(tokens: &[Token<'_>]) -> bool {
    const TALKS: &[&str] = &["komunikasi", "berkomunikasi", "penjajakan", "menjajaki", "dijajaki"];
    tokens.iter().any(|token| TALKS.iter().any(|word| token.is_form_of(word)))
}

/// What the words of a statement say about its firmness.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Firmness {
    pub status: Certainty,
    /// Bytes of the words that soften it.
    pub hedge: Option<Span>,
}

/// The words of firmness in a sentence.
pub(super) fn cues(tokens: &[Token<'_>]) -> Vec<Hit<Cue>> {
    CUES.hits(tokens)
}

/// Reads one sentence; `verb` is the one that carries the statement. `None` if nothing in it says how firm it is.
pub(super) fn firmness(sentence: &Sentence<'_>, verb: Option<&Hit<Verb>>) -> Option<Firmness> {
    let (tokens, cues) = (sentence.tokens.as_slice(), sentence.cues());
    let anchor = verb.map_or(0, |verb| verb.at);
    let distance = |hit: &Hit<Cue>| if hit.at <= anchor { anchor.saturating_sub(hit.end) } else { hit.at - anchor };
    let nearest = |wanted: Certainty| {
        let those = cues.iter().enumerate().filter(|(_, hit)| hit.value == Cue::Says(wanted));
        those.min_by_key(|(_, hit)| distance(hit)).map(|(n, hit)| (n, distance(hit)))
    };
    let plain = |status| Some(Firmness { status, hedge: None });
    let hedged = |status, n| Some(Firmness { status, hedge: Some(run(tokens, cues, n)) });
    if nearest(Denied).is_some() || verb.is_some_and(|verb| negated(tokens, verb)) {
        return plain(Denied);
    }
    if nearest(Past).is_some() {
        return plain(Past);
    }
    if let Some((n, _)) = nearest(Hoped) {
        return hedged(Hoped, n);
    }
    let confirmed = nearest(Confirmed);
    if let Some((n, far)) = nearest(Exploring)
        && confirmed.is_none_or(|(_, near)| far <= near || weak(tokens, cues, confirmed))
    {
        return hedged(Exploring, n);
    }
    let future = cues.iter().enumerate().filter(|(_, hit)| hit.value == Cue::Future);
    match future.min_by_key(|(_, hit)| distance(hit)) {
        Some((n, _)) => hedged(Confirmed, n),
        None => confirmed.and_then(|_| plain(Confirmed)),
    }
}

/// Whether the only confirmation is a word of time ("sudah", "telah"): having met is not having agreed.
fn weak(tokens: &[Token<'_>], cues: &[Hit<Cue>], confirmed: Option<(usize, usize)>) -> bool {
    confirmed.is_some_and(|(n, _)| tokens[cues[n].at].is(&["sudah", "telah"]))
}

fn negated(tokens: &[Token<'_>], verb: &Hit<Verb>) -> bool {
    let mut before = tokens[..verb.at].iter().rev().skip_while(|token| token.is(ADVERBS));
    verb.value.1 != Voice::Trap && before.next().is_some_and(|token| token.is(NOT))
}

/// The words of a hedge with what belongs to it on both sides: "masih membangun komunikasi", "menjajaki kemungkinan".
fn run(tokens: &[Token<'_>], cues: &[Hit<Cue>], n: usize) -> Span {
    let soft = |cue: Cue| !matches!(cue, Cue::Says(Confirmed | Denied | Past) | Cue::Trap);
    let (mut first, mut last) = (n, n);
    while first > 0 && cues[first - 1].end == cues[first].at && soft(cues[first - 1].value) {
        first -= 1;
    }
    while last + 1 < cues.len() && cues[last + 1].at == cues[last].end && soft(cues[last + 1].value) {
        last += 1;
    }
    Span::new(tokens[cues[first].at].span.start, tokens[cues[last].end - 1].span.end)
}
