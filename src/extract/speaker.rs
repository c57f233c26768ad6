//! Who says it: "kata X", "X mengatakan", "menurut X", and "ujarnya" for the one before.

use std::ops::Range;

use super::{
    names::{ROLES, is_name_part, name_before, name_from, places, span_of},
    scene::{Scene, Sentence},
    tokens::{Hit, Token, hits},
};
use crate::model::{EntityId, MentionId, Span, sentence_at};

/// Who says a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Speaker {
    /// The longest form of the name in the article.
    pub name: String,
    /// If they are marked as a candidate.
    pub candidate: Option<MentionId>,
    pub entity: Option<EntityId>,
    /// The party that they speak for, if the article says so.
    pub party: Option<MentionId>,
}

/// What a sentence says about its speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// Tokens of the name.
    By(Range<usize>),
    /// "ujarnya", "kata dia": somebody named before.
    ByThem,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    /// Speaker behind it: "kata X".
    Tag,
    /// Speaker before it: "X mengatakan".
    Clause,
}

const VERBS: &[(&str, Verb)] = &[
    ("kata", Verb::Tag),
    ("ujar", Verb::Tag),
    ("ucap", Verb::Tag),
    ("tutur", Verb::Tag),
    ("jelas", Verb::Tag),
    ("ungkap", Verb::Tag),
    ("tegas", Verb::Tag),
    ("papar", Verb::Tag),
    ("sebut", Verb::Tag),
    ("imbuh", Verb::Tag),
    ("tambah", Verb::Tag),
    ("lanjut", Verb::Tag),
    ("sambung", Verb::Tag),
    ("terang", Verb::Tag),
    ("beber", Verb::Tag),
    ("cetus", Verb::Tag),
    ("pungkas", Verb::Tag),
    ("tandas", Verb::Tag),
    ("kilah", Verb::Tag),
    ("klaim", Verb::Tag),
    ("menurut", Verb::Tag),
    ("mengatakan", Verb::Clause),
    ("menyatakan", Verb::Clause),
    ("menyebut", Verb::Clause),
    ("menyebutkan", Verb::Clause),
    ("menegaskan", Verb::Clause),
    ("mengungkapkan", Verb::Clause),
    ("menjelaskan", Verb::Clause),
    ("menerangkan", Verb::Clause),
    ("menyampaikan", Verb::Clause),
    ("menambahkan", Verb::Clause),
    ("menuturkan", Verb::Clause),
    ("memaparkan", Verb::Clause),
    ("berujar", Verb::Clause),
    ("berkata", Verb::Clause),
    ("berharap", Verb::Clause),
    ("membantah", Verb::Clause),
    ("menepis", Verb::Clause),
    ("mengaku", Verb::Clause),
    ("mengakui", Verb::Clause),
    ("memastikan", Verb::Clause),
    ("menilai", Verb::Clause),
    ("mengklaim", Verb::Clause),
    ("membenarkan", Verb::Clause),
    ("mengumumkan", Verb::Clause),
    ("menanggapi", Verb::Clause),
    ("membacakan", Verb::Clause),
];

const THEY: &[&str] = &["dia", "ia", "beliau", "dirinya"];
const ADVERBS: &[&str] =
    &["juga", "pun", "kemudian", "lalu", "sendiri", "lantas", "kembali", "turut", "telah", "sudah"];
/// Words that may stand before the name in "kata Ketua DPC PPP Kota Bogor, X".
const BEFORE_NAME: &[&str] = &[",", "(", ")", "/", "-", "dan", "seorang", "di"];

/// What a sentence says about its speaker; `None` if it reports by itself.
pub(super) fn said(tokens: &[Token<'_>]) -> Option<Said> {
    let verbs = hits(tokens, VERBS);
    let mut them = None;
    for verb in &verbs {
        match attribution(tokens, verb) {
            Some(Said::By(name)) => return Some(Said::By(name)),
            Some(Said::ByThem) => them = Some(Said::ByThem),
            None => {}
        }
    }
    them
}

fn attribution(tokens: &[Token<'_>], verb: &Hit<Verb>) -> Option<Said> {
    match verb.value {
        Verb::Tag => {
            // "tambah dua partai", "sebut saja": a verb of speech stands behind a quotation, a comma or nothing.
            let opens = verb.at == 0 || tokens[verb.at - 1].is(&[",", "”", "\"", "’", "“", "?", "!"]);
            let menurut = tokens[verb.at].is_form_of("menurut");
            if !opens && !menurut {
                return None;
            }
            if tokens[verb.end - 1].low.ends_with("nya") || tokens.get(verb.end).is_some_and(|next| next.is(THEY)) {
                return Some(Said::ByThem);
            }
            match name_after(tokens, verb.end) {
                Some(name) => Some(Said::By(name)),
                // "ucap putra bungsu mantan presiden itu"
                None => (!menurut).then_some(Said::ByThem),
            }
        }
        Verb::Clause => {
            let mut end = verb.at;
            while end > 0 && tokens[end - 1].is(ADVERBS) {
                end -= 1;
            }
            if end > 0 && tokens[end - 1].is(THEY) {
                return Some(Said::ByThem);
            }
            if end > 0 && tokens[end - 1].is(&[","]) {
                end -= 1;
            }
            let name = name_before(tokens, end);
            let name = if name.is_empty() { before_office(tokens, end) } else { name };
            (!name.is_empty()).then_some(Said::By(name))
        }
    }
}

/// The name before an office in apposition: "X sebagai pimpinan PSI menyatakan", "X, ketua DPC PPP, mengatakan".
fn before_office(tokens: &[Token<'_>], end: usize) -> Range<usize> {
    let passes = |token: &Token<'_>| {
        token.is(ROLES) || token.is(&["sebagai", "selaku", ","]) || token.is_party() || token.is_region()
    };
    let mut start = end;
    let mut office = false;
    while start > 0 && passes(&tokens[start - 1]) {
        start -= 1;
        office |= tokens[start].is(ROLES);
    }
    if office { name_before(tokens, start) } else { 0..0 }
}

/// The name behind offices, parties and regions, as far as nothing else comes between.
fn name_after(tokens: &[Token<'_>], from: usize) -> Option<Range<usize>> {
    let mut at = from;
    while let Some(token) = tokens.get(at) {
        if is_name_part(token) {
            let name = name_from(tokens, at);
            // "kata Ketua Harian, …": what goes on with an office was no name yet.
            return Some(name).filter(|name| !name.is_empty());
        }
        let passes =
            token.is(ROLES) || token.is(BEFORE_NAME) || token.is_party() || token.is_region() || token.is_capitalised();
        if !passes {
            return None;
        }
        at += 1;
    }
    None
}

/// The speaker of a statement: named in its sentences, or in the ones that follow while a quotation is open, or in the
/// neighbours of the same paragraph. `alone`: look at the sentences themselves only.
pub(super) fn speaker(scene: &Scene<'_>, sentences: &[Sentence<'_>], alone: bool) -> Option<Speaker> {
    let (first, last) = (sentences.first()?, sentences.last()?);
    let mut them = false;
    for sentence in sentences {
        match said(&sentence.tokens) {
            Some(Said::By(name)) => return resolve(scene, sentence, name),
            Some(Said::ByThem) => them = true,
            None => {}
        }
    }
    if them {
        return previous(scene, first.span.start);
    }
    if alone {
        return None;
    }
    let after = scene.after_in_paragraph(last.span.end).filter_map(|s| said(&s.tokens).map(|said| (s, said))).next();
    if let Some((sentence, said)) = after {
        return match said {
            Said::By(name) => resolve(scene, &sentence, name),
            Said::ByThem => previous(scene, sentence.span.start),
        };
    }
    let near = scene.before(first.span.start).take_while(|s| scene.same_paragraph(s.span.start, first.span.start));
    let before = near.filter_map(|s| said(&s.tokens).map(|said| (s, said))).next();
    match before? {
        (sentence, Said::By(name)) => resolve(scene, &sentence, name),
        (sentence, Said::ByThem) => previous(scene, sentence.span.start),
    }
}

/// The nearest speaker named before a byte: by a verb of speech, or in the same paragraph by an office or as somebody
/// who speaks elsewhere ("Ketua DPC PPP Bogor, X, punya incaran lain. “…” tuturnya").
fn previous(scene: &Scene<'_>, offset: usize) -> Option<Speaker> {
    scene.before(offset).find_map(|sentence| {
        let here = scene.same_paragraph(sentence.span.start, offset);
        let name = match said(&sentence.tokens) {
            Some(Said::By(name)) => Some(name),
            // Who is named in somebody's words does not speak them.
            _ if is_quoted(scene, sentence.span) => None,
            _ => here.then(|| officer(&sentence.tokens).or_else(|| other_speaker(scene, &sentence))).flatten(),
        };
        resolve(scene, &sentence, name?)
    })
}

/// Whether a sentence begins in quotation marks, or while some are open in its paragraph.
fn is_quoted(scene: &Scene<'_>, span: Span) -> bool {
    let line = scene.text.line(scene.text.line_of_byte(span.start)).unwrap_or(span);
    let before = scene.text.slice(Span::new(line.start, span.start));
    let open = before.matches('“').count() > before.matches('”').count() || before.matches('"').count() % 2 == 1;
    open || scene.text.slice(span).starts_with(['“', '"'])
}

/// The first name that follows an office.
fn officer(tokens: &[Token<'_>]) -> Option<Range<usize>> {
    let offices = (0..tokens.len()).filter(|&at| is_person_role(&tokens[at]));
    offices.filter_map(|at| name_after(tokens, at)).next()
}

/// The first name of a sentence to which another sentence gives words.
fn other_speaker(scene: &Scene<'_>, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    const PLACES: usize = 20;
    let tokens = &sentence.tokens;
    let speaks = |name: &Range<usize>| {
        let Some(span) = span_of(tokens, name.clone()) else { return false };
        places(scene.text, scene.text.slice(span), PLACES).any(|place| {
            let other = scene.sentence(sentence_at(scene.text, place.start));
            let by = match said(&other.tokens) {
                Some(Said::By(by)) => span_of(&other.tokens, by),
                _ => None,
            };
            by.is_some_and(|by| by.covers(place))
        })
    };
    let starts = (0..tokens.len()).filter(|&at| is_name_part(&tokens[at]));
    starts.map(|at| name_from(tokens, at)).find(|name| !name.is_empty() && speaks(name))
}

fn resolve(scene: &Scene<'_>, sentence: &Sentence<'_>, name: Range<usize>) -> Option<Speaker> {
    let tokens = &sentence.tokens;
    let candidate = tokens[name.clone()].iter().find_map(|token| token.mention);
    let span = span_of(tokens, name)?;
    let short = scene.text.slice(span);
    let (long, introduced) = longest(scene, short, span);
    let name = match candidate.and_then(|mention| mention.entity.as_ref()) {
        Some(entity) => {
            let whole = Span::new(0, scene.text.len());
            let names = scene.marks_in(whole).filter(|mention| mention.entity.as_ref() == Some(entity));
            let longest = names.map(|mention| scene.text.slice(mention.span)).max_by_key(|name| name.chars().count());
            longest.unwrap_or(short).to_owned()
        }
        None => long,
    };
    Some(Speaker {
        name,
        candidate: candidate.map(|mention| mention.id.clone()),
        entity: candidate.and_then(|mention| mention.entity.clone()),
        party: introduced,
    })
}

/// The longest form of a name in the article (of equal ones the nearest before it), and the party that one of its
/// places names just before it: "Sekretaris DPD [PKS] Kota Bogor, Ujang Hermansaputra".
fn longest(scene: &Scene<'_>, short: &str, here: Span) -> (String, Option<MentionId>) {
    /// Enough for any article; a longer search would only cost time.
    const PLACES: usize = 200;
    let mut best = (short.split_whitespace().count(), short.to_owned());
    let mut party = None;
    for place in places(scene.text, short, PLACES) {
        let sentence = scene.sentence(sentence_at(scene.text, place.start));
        let tokens = &sentence.tokens;
        let Some(at) = tokens.iter().position(|token| token.span.end > place.start) else { continue };
        if !is_name_part(&tokens[at]) {
            continue;
        }
        let before = name_before(tokens, at + 1);
        let name = before.start..name_from(tokens, at).end.max(before.end);
        if party.is_none() {
            party = party_of(tokens, name.start);
        }
        let words = name.len();
        let Some(span) = span_of(tokens, name).filter(|_| words <= 6) else { continue };
        let nearer = place.start <= here.start && words == best.0;
        if words > best.0 || (nearer && best.1 != short) {
            best = (words, scene.text.slice(span).to_owned());
        }
    }
    (best.1, party)
}

/// The party named with an office right before a name.
fn party_of(tokens: &[Token<'_>], name: usize) -> Option<MentionId> {
    let mut party = None;
    for token in tokens[..name].iter().rev().take(14) {
        if token.is_party() {
            party = party.or_else(|| token.mention.map(|mention| mention.id.clone()));
        } else if is_person_role(token) {
            return party;
        } else if !(token.is(ROLES) || token.is_region() || token.is(&[",", "-", "(", ")"])) {
            return None;
        }
    }
    None
}

/// An office that a person holds, against a board or organisation.
pub(super) fn is_person_role(token: &Token<'_>) -> bool {
    token.is(&[
        "ketua",
        "sekretaris",
        "sekjen",
        "jenderal",
        "presiden",
        "ketum",
        "waketum",
        "umum",
        "bendahara",
        "jubir",
        "bicara",
        "politikus",
        "politisi",
        "kader",
        "legislator",
        "anggota",
        "koordinator",
        "caleg",
        "simpatisan",
        "mantan",
        "wasekjen",
    ])
}
