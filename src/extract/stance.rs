//! How a party stands to a ticket, by the verb that governs its name.

use std::sync::LazyLock;

use super::{
    phrases::{Hit, Phrases, Words},
    tokens::Token,
};
use crate::model::Stance;

/// On which side of the verb its party stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// Parties before it: "PKS mengusung …".
    Active,
    /// Parties after it: "diusung PKS".
    Passive,
    /// On both sides: "PKS berkoalisi dengan PSI".
    Joint,
    /// No stance at all, although it looks like one.
    Trap,
}

pub(super) type Verb = (Stance, Voice);

const NA: Verb = (Stance::Nominating, Voice::Active);
const NP: Verb = (Stance::Nominating, Voice::Passive);
const SA: Verb = (Stance::Supporting, Voice::Active);
const SP: Verb = (Stance::Supporting, Voice::Passive);
const J: Verb = (Stance::Member, Voice::Joint);
const TRAP: Verb = (Stance::Member, Voice::Trap);

static VERBS: LazyLock<Phrases<Verb>> = LazyLock::new(|| Phrases::of(TABLE));

const TABLE: &[(&str, Verb)] = &[
    ("mengusung", NA),
    ("usung", NA),
    ("mengajukan", NA),
    ("mencalonkan", NA),
    ("mendaftarkan", NA),
    ("menjagokan", NA),
    ("menduetkan", NA),
    ("memasangkan", NA),
    ("mengusulkan", NA),
    ("merekomendasikan", NA),
    ("memberi rekomendasi", NA),
    ("memberikan rekomendasi", NA),
    ("menerbitkan rekomendasi", NA),
    ("menyerahkan rekomendasi", NA),
    ("surat tugas", NA),
    ("surat mandat", NA),
    ("surat penugasan", NA),
    ("b1-kwk", NA),
    ("mencalonkan diri", TRAP),
    ("mendaftarkan diri", TRAP),
    ("diusung", NP),
    ("diajukan", NP),
    ("dicalonkan", NP),
    ("didaftarkan", NP),
    ("dijagokan", NP),
    ("diduetkan", NP),
    ("diusulkan", NP),
    ("direkomendasikan", NP),
    ("pengusung", NP),
    ("rekomendasi dari", NP),
    ("surat tugas dari", NP),
    ("tiket dari", NP),
    ("dengan tiket", NP),
    ("lewat tiket", NP),
    ("mengantongi tiket", NP),
    ("restu dari", NP),
    ("mendukung", SA),
    ("dukung", SA),
    ("menyokong", SA),
    ("sokong", SA),
    ("menyatakan dukungan", SA),
    ("memberi dukungan", SA),
    ("memberikan dukungan", SA),
    ("menjatuhkan dukungan", SA),
    ("melabuhkan dukungan", SA),
    ("mengalihkan dukungan", SA),
    ("mengalihkan dukungannya", SA),
    ("menarik dukungan", SA),
    ("tarik dukungan", SA),
    ("mencabut dukungan", SA),
    ("cabut dukungan", SA),
    ("memenangkan", SA),
    ("rekomendasi jatuh kepada", NA),
    ("rekomendasi jatuh ke", NA),
    ("rekomendasi diberikan kepada", NA),
    ("menjatuhkan rekomendasi", NA),
    ("menjatuhkan pilihan", SA),
    ("melirik", SA),
    ("memberi restu", SA),
    ("memberikan restu", SA),
    ("merestui", SA),
    ("didukung", SP),
    ("disokong", SP),
    ("disupport", SP),
    ("dukungan dari", SP),
    ("mendapat dukungan", SP),
    ("mendapatkan dukungan", SP),
    ("meraih dukungan", SP),
    ("mengantongi dukungan", SP),
    ("memperoleh dukungan", SP),
    ("dukungan", SP),
    ("pendukung", TRAP),
    ("berkoalisi", J),
    ("koalisi", J),
    ("satu koalisi", J),
    ("kongsi", J),
    ("berkongsi", J),
    ("bersekutu", J),
    ("beraliansi", J),
    ("aliansi", J),
    ("seperahu", J),
    ("satu perahu", J),
    ("segerbong", J),
    ("satu gerbong", J),
    ("bergabung", J),
    ("merapat", J),
    ("kerja sama politik", J),
    ("bekerja sama", J),
    ("bergandengan", J),
    ("beriringan", J),
    ("koalisi masyarakat", TRAP),
    ("koalisi masyarakat sipil", TRAP),
    ("koalisi indonesia maju", TRAP),
    ("koalisi perubahan", TRAP),
];

/// Words that may stand between a passive verb and the parties that it names: "diusung oleh lima partai, yakni".
static BY_PHRASE: LazyLock<Words> = LazyLock::new(|| {
    Words::of(&[
        "oleh", "dari", "partai", "parpol", "politik", "koalisi", "gabungan", "lainnya", "lain", "yaitu", "yakni",
        "seperti", "antara", "adalah", "ialah", ",", ":", "(", "para", "sejumlah", "beberapa", "juga", "dua", "tiga",
        "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "resmi", "dpp", "dpw", "dpd", "dpc",
        "besar", "kecil", "baru", "sama", "bersama", "secara",
    ])
});

/// Words that join the names of one list.
static LIST: LazyLock<Words> = LazyLock::new(|| {
    Words::of(&[
        ",", "dan", "serta", "&", "/", "(", ")", "partai", "maupun", "plus", "juga", "dpp", "dpw", "dpd", "dpc",
        "bersama", "beserta",
    ])
});

/// Prepositions of company: the party after them does what the verb before them says.
const WITH: &[&str] = &["bersama", "dengan", "beserta", "menggandeng", "menggaet", "merangkul"];

/// The verbs of a sentence, traps included: they still part one clause from another.
pub(super) fn verbs(tokens: &[Token<'_>]) -> Vec<Hit<Verb>> {
    VERBS.hits(tokens)
}

/// The stance of the party at token `at`, and the verb that says it (its place in `verbs`).
pub(super) fn stance_of(tokens: &[Token<'_>], verbs: &[Hit<Verb>], at: usize) -> Option<(Stance, usize)> {
    let (stance, n) = governing(tokens, verbs, at)?;
    // "PKB berkoalisi dengan PAN mengusung A": what they join for says more.
    const ON: &[&str] = &["untuk", "guna", "demi", "resmi", "akan", "sepakat", "bakal", "siap", "dalam", "dengan"];
    if verbs[n].value.1 == Voice::Joint
        && let Some(next) = verbs.get(n + 1).filter(|next| next.value.1 == Voice::Active)
    {
        let gap = &tokens[verbs[n].end..next.at];
        if gap.iter().any(Token::is_party)
            && gap.iter().all(|token| token.is_party() || LIST.has(token) || token.is(WITH) || token.is(ON))
        {
            return Some((next.value.0, n + 1));
        }
    }
    Some((stance, n))
}

/// The verb that governs the party at token `at`.
fn governing(tokens: &[Token<'_>], verbs: &[Hit<Verb>], at: usize) -> Option<(Stance, usize)> {
    let (start, end) = list_around(tokens, at);
    let governs = |n: &usize| verbs[*n].value.1 != Voice::Trap;
    let says = |n: usize| Some((verbs[n].value.0, n));
    let left = (0..verbs.len()).rev().find(|&n| verbs[n].end <= start).filter(governs);
    let right = (0..verbs.len()).find(|&n| verbs[n].at >= end).filter(governs);
    if let Some(n) = left.filter(|&n| verbs[n].value.1 == Voice::Passive) {
        let gap = &tokens[verbs[n].end..start];
        if gap.iter().all(|token| BY_PHRASE.has(token) || token.is_region())
            || gap.iter().any(|token| token.is(&["oleh"]))
        {
            return says(n);
        }
    }
    // "mengusung A bersama PKS", but not "PAN bersama PKS mengusung A".
    let company = start >= 2 && tokens[start - 1].is(WITH) && !tokens[start - 2].is_party();
    if company && let Some(n) = left {
        return says(n);
    }
    if let Some(n) = right.filter(|&n| verbs[n].value.1 != Voice::Passive) {
        return says(n);
    }
    // A party before a passive verb is not its agent: "mengusung A dari PKS yang didukung …".
    says(left?)
}

/// First token of the list of parties around `at`, and the token after the list.
pub(super) fn list_around(tokens: &[Token<'_>], at: usize) -> (usize, usize) {
    let joins = |token: &Token<'_>| LIST.has(token);
    let mut start = at;
    for n in (0..at).rev() {
        match &tokens[n] {
            token if token.is_party() => start = n,
            token if joins(token) || token.is_region() => {}
            _ => break,
        }
    }
    let mut end = at + 1;
    for (n, token) in tokens.iter().enumerate().skip(at + 1) {
        match token {
            token if token.is_party() => end = n + 1,
            token if joins(token) || token.is_region() => {}
            _ => break,
        }
    }
    (start, end)
}
