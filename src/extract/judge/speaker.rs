//! Who says it: "kata X", "X mengatakan", "menurut X", and "ujarnya" for the one before.

use std::{ops::Range, rc::Rc};

use super::scene::{NamePlace, Scene};
use crate::{
    extract::signals::{
        names::{ROLES, is_name_part, is_person_role, name_before, name_from, span_of},
        sentence::Sentence,
        speech::{SpeakerSignal, name_after},
        tokens::Token,
    },
    model::{EntityId, MentionId, Span},
};

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

/// The speaker of a statement: named in its sentences, or in the ones that follow while a quotation is open, or in the
/// neighbours of the same paragraph. `alone`: look at the sentences themselves only.
pub(super) fn speaker(scene: &Scene<'_>, sentences: &[&Sentence<'_>], alone: bool) -> Option<Speaker> {
    let (first, last) = (sentences.first()?, sentences.last()?);
    let mut them = false;
    for sentence in sentences {
        match sentence.said() {
            Some(SpeakerSignal::By(name)) => return resolve(scene, sentence, name.clone()),
            Some(SpeakerSignal::ByThem) => them = true,
            None => {}
        }
    }
    if them {
        return previous(scene, first.span.start);
    }
    // Who is named before the clause: "Cagub X mengatakan, dukungan kepada dirinya …".
    let whole = scene.sentence_at(first.span.start).filter(|whole| whole.span.start < first.span.start);
    if let Some(SpeakerSignal::By(name)) = whole.and_then(|whole| whole.said()) {
        return resolve(scene, whole?, name.clone());
    }
    if alone {
        return None;
    }
    let near = scene.before(first.span.start).take_while(|sentence| sentence.line == first.line);
    let around = scene.after_in_paragraph(last.span.end).chain(near);
    match around.filter_map(|sentence| Some((sentence, sentence.said()?))).next()? {
        (sentence, SpeakerSignal::By(name)) => resolve(scene, sentence, name.clone()),
        (sentence, SpeakerSignal::ByThem) => previous(scene, sentence.span.start),
    }
}

/// The nearest speaker named before a byte: by a verb of speech, or in the same paragraph by an office or as somebody
/// who speaks elsewhere ("Ketua DPC PPP Bogor, X, punya incaran lain. “…” tuturnya").
fn previous(scene: &Scene<'_>, offset: usize) -> Option<Speaker> {
    let line = scene.text.line_of_byte(offset);
    scene.before(offset).find_map(|sentence| {
        let name = match sentence.said() {
            Some(SpeakerSignal::By(name)) => Some(name.clone()),
            // Who is named in somebody's words does not speak them.
            _ if sentence.line != line || is_quoted(scene, sentence) => None,
            _ => officer(&sentence.tokens).or_else(|| other_speaker(scene, sentence)),
        };
        resolve(scene, sentence, name?)
    })
}

/// Whether a sentence begins in quotation marks, or while some are open in its paragraph.
fn is_quoted(scene: &Scene<'_>, sentence: &Sentence<'_>) -> bool {
    scene.is_quoted(sentence.span) || scene.text.slice(sentence.span).starts_with(['“', '"'])
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
        scene.places_of(scene.text.slice(span), PLACES).into_iter().any(|place| {
            let Some(other) = scene.sentence_at(place.start) else { return false };
            let by = match other.said() {
                Some(SpeakerSignal::By(by)) => span_of(&other.tokens, by.clone()),
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
        Some(entity) => scene.longest_name(entity).unwrap_or(short).to_owned(),
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
    let forms = forms(scene, here);
    let mut best = (short.split_whitespace().count(), short);
    for form in forms.iter() {
        let Some((words, span)) = form.name else { continue };
        let nearer = form.place <= here.start && words == best.0;
        if words > best.0 || (nearer && best.1 != short) {
            best = (words, scene.text.slice(span));
        }
    }
    (best.1.to_owned(), forms.iter().find_map(|form| form.party.clone()))
}

/// The party of which the article makes somebody an officer, wherever it does: "Ketua DPD [PKS], Rini".
pub(super) fn party_of_name(scene: &Scene<'_>, name: Span) -> Option<MentionId> {
    let forms = forms(scene, name);
    let long = |form: &&NamePlace| form.name.is_some_and(|(words, _)| words > 1);
    let mut names: Vec<&str> =
        forms.iter().filter(long).filter_map(|form| Some(scene.text.slice(form.name?.1))).collect();
    names.sort_unstable();
    names.dedup();
    if names.len() < 2 {
        return forms.iter().find_map(|form| form.party.clone());
    }
    // Of several who have a name, the one named last before it is meant.
    let before = forms.iter().filter(long).filter(|form| form.place < name.start);
    before.max_by_key(|form| form.place)?.party.clone()
}

/// All forms of the name at a span. Who speaks once speaks often: they are looked for once.
fn forms(scene: &Scene<'_>, name: Span) -> Rc<[NamePlace]> {
    /// Enough for any article; a longer search would only cost time.
    const PLACES: usize = 200;
    let short = scene.text.slice(name);
    if let Some(known) = scene.forms.borrow().get(short) {
        return known.clone();
    }
    let places = scene.places_of(short, PLACES);
    let forms: Rc<[NamePlace]> = places.into_iter().filter_map(|place| form(scene, place.start)).collect();
    scene.forms.borrow_mut().insert(short, forms.clone());
    forms
}

/// The whole name at a byte.
fn form(scene: &Scene<'_>, place: usize) -> Option<NamePlace> {
    let tokens = &scene.sentence_at(place)?.tokens;
    let at = tokens.iter().position(|token| token.span.end > place)?;
    // "Ketua Umum [PKS], Mustika Sari (MS)": another name of the one before the bracket.
    let bracket = at.checked_sub(1).filter(|&at| tokens[at].is(&["("]));
    if !is_name_part(&tokens[at]) && bracket.is_none() {
        return None;
    }
    let before = name_before(tokens, at + 1);
    let name = before.start..name_from(tokens, at).end.max(before.end);
    let named = bracket.map_or(name.start, |at| name_before(tokens, at).start);
    let party = party_of(tokens, named);
    let words = name.len();
    Some(NamePlace { place, name: span_of(tokens, name).filter(|_| words <= 6).map(|span| (words, span)), party })
}

/// The party named with an office right before a name.
fn party_of(tokens: &[Token<'_>], name: usize) -> Option<MentionId> {
    let mut party = None;
    for token in tokens[..name].iter().rev().take(14) {
        if token.is_party() {
            party = party.or_else(|| token.mention.map(|mention| mention.id.clone()));
        } else if is_person_role(token) {
            return party;
        } else if !(ROLES.has(token) || token.is_region() || token.is(&[",", "-", "(", ")"])) {
            return None;
        }
    }
    None
}
