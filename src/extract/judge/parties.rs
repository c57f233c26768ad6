//! The parties of a statement: who is named, who is meant by "partainya" and "kedua partai", with which stance and slot.

use std::collections::BTreeSet;

use super::{
    fillers::add,
    scene::Scene,
    speaker::{SpeakerWhenAsked, party_of_name},
};
use crate::{
    extract::signals::{
        phrases::FoundPhrase,
        sentence::Sentence,
        slots::is_affiliation,
        stance::{is_by, joined_for, list_around, stance_of},
        tie::{PartyTie, tie},
        tokens::Token,
    },
    lexicon::{
        backing::{Verb, Voice, WITH},
        lists::{PARTIES, count_of},
        parties::{ASIDE, EXCEPT, OURS, SUBJECT_ADVERBS, VOTERS},
        speech::{self, RESPONDS, SpeechVerb},
        ticket::{AGAINST, FORMERLY, GIVES, SHIFTS},
    },
    model::{Annotations, EntityId, Filler, Mention, Slot, Stance},
};

/// A party of a statement.
pub(super) struct Party {
    pub filler: Filler,
    pub stance: Option<Stance>,
    /// The sentence and its verb that say so.
    pub verb: Option<(usize, FoundPhrase<Verb>)>,
    pub slot: Option<Slot>,
}

/// Parties that sentences name, in reading order.
#[derive(Default)]
pub(super) struct NamedParties {
    pub parties: Vec<Party>,
    /// Those that only say whose officer somebody is: "Ketua DPC [PPP]".
    pub asides: Vec<Party>,
}

/// The parties that the sentences name. If they are `chosen` by a person, none is an aside.
pub(super) fn named(sentences: &[&Sentence<'_>], usable: &dyn Fn(&Mention) -> bool, chosen: bool) -> NamedParties {
    let mut named = NamedParties::default();
    for (n, sentence) in sentences.iter().enumerate().filter(|(_, sentence)| sentence.has_party) {
        let tokens = &sentence.tokens;
        let (verbs, slots) = (sentence.verbs(), sentence.slots());
        let parties = tokens.iter().enumerate().filter(|(_, token)| token.is_party());
        // Where the verb names parties, those that only stand beside it are not meant.
        let plain = |at: usize| !is_affiliation(tokens, at) && !is_left_out(tokens, at);
        let named_by_verb =
            !chosen && parties.clone().any(|(at, _)| plain(at) && tie(tokens, verbs, at) == PartyTie::Governed);
        for (at, mention) in parties.filter_map(|(at, token)| Some((at, token.mention?))) {
            if !usable(mention)
                || is_left_out(tokens, at)
                || is_of_nothing(tokens, verbs, at)
                || !chosen && is_of_one_half(tokens, at)
            {
                continue;
            }
            let slot = slots.iter().find(|(party, _)| *party == at).map(|&(_, slot)| slot);
            if slot.is_none() && named_by_verb && plain(at) && tie(tokens, verbs, at) == PartyTie::Loose {
                continue;
            }
            let (stance, verb) = stance_of(tokens, verbs, at).map(|(stance, verb)| (stance, (n, verbs[verb]))).unzip();
            let mut filler = Filler::default();
            add(&mut filler, mention);
            let aside = !chosen && slot.is_none() && is_affiliation(tokens, at);
            let other = is_of_other_parties(tokens, verbs) || is_in_brackets_of(tokens, at);
            if aside && (other || speaks_of_others(tokens, verbs, at)) {
                continue;
            }
            put(if aside { &mut named.asides } else { &mut named.parties }, Party { filler, stance, verb, slot });
        }
    }
    named
}

/// "kecuali PDIP", "tanpa PAN dan PKB", "setelah Golkar, giliran PKB": named, but not among those who back.
fn is_left_out(tokens: &[Token<'_>], at: usize) -> bool {
    let (start, _) = list_around(tokens, at);
    let before = |n: usize| start.checked_sub(n).map(|at| &tokens[at]);
    let outside =
        before(1).is_some_and(|token| token.is(&["luar"])) && before(2).is_some_and(|token| token.is(&["di"]));
    let except = outside
        || before(1).is_some_and(|token| token.is(EXCEPT))
        || before(1).is_some_and(|token| token.is(&["termasuk"]))
            && before(2).is_some_and(|token| token.is(&["tidak", "tak", "bukan"]));
    let before_or_after = before(1).is_some_and(|token| token.is(&["setelah", "usai", "sesudah", "sebelum"]));
    let after = before_or_after && tokens[at..].iter().any(|token| token.is(&["giliran"]));
    // "Sebelum PAN, PKS juga batal …"
    let first = before_or_after
        && !tokens[start..at].iter().any(|token| token.is(&[","]))
        && (tokens.get(at + 1).is_some_and(|token| token.is(&[","]))
            || tokens.get(list_around(tokens, at).1).is_some_and(|token| token.is(&[","]))
            || tokens[at + 1..list_around(tokens, at).1].iter().any(|token| token.is(&[","])));
    // "siap melawan koalisi PDIP-Demokrat"
    let nouns = usize::from(before(1).is_some_and(|token| token.is(&["koalisi", "poros", "calon", "kubu"])));
    let rival =
        before(1 + nouns).is_some_and(|token| AGAINST.iter().any(|phrase| token.is(&phrase[..1]) && phrase.len() == 1));
    // "Sebelum mendapat rekomendasi PDIP, Golkar dan PAN telah …"
    let opening = &tokens[..at];
    let subordinate = tokens[0].is(&["setelah", "usai", "sesudah", "sebelum", "seusai"])
        && !opening.iter().any(|token| token.is(&[","]) || token.is_party())
        && tokens.get(at + 1).is_some_and(|token| token.is(&[","]))
        && tokens[at + 2..].iter().any(Token::is_party)
        && !tokens[at + 2..].iter().take_while(|token| !token.is_party()).any(Token::is_candidate);
    // "PKB menanggapi pernyataan PKS" speaks of what others do.
    let responds = tokens.get(list_around(tokens, at).1).is_some_and(|token| token.is(RESPONDS));
    // "Dengan dukungan PKS itu, A-B tetap hanya didukung PDIP dan Gerindra"
    let clause = opening.iter().rposition(|token| token.is(&[","])).map_or(0, |comma| comma + 1);
    let aside = tokens[clause].is(ASIDE) && clause < 6 && !opening.iter().any(|token| token.is_candidate()) && {
        let comma = tokens[at..].iter().position(|token| token.is(&[","])).map(|n| at + n);
        comma.is_some_and(|comma| {
            let main = &tokens[comma..];
            !tokens[at..comma].iter().any(Token::is_candidate)
                && main.iter().position(Token::is_candidate).is_some_and(|who| {
                    let passive = main[who..].iter().position(|token| token.is(&["didukung", "diusung"]));
                    passive.is_some_and(|n| main[who + n..].iter().any(Token::is_party))
                })
        })
    };
    // "Fraksi PKS" speaks in a parliament.
    let group = before(1).is_some_and(|token| token.is(&["fraksi"]));
    // "calon dari PDIP", but not above a list of them, nor behind a pair
    let of_pair = before(3).is_some_and(Token::is_candidate);
    let announced = tokens[0].is(&["berikut"]);
    let presidents = before(1).is_some_and(|token| token.is(&["dari", "asal"]))
        && before(2).is_some_and(|token| token.is(&["presiden", "wapres", "capres", "cawapres"]));
    let anothers = !announced
        && !of_pair
        && before(1).is_some_and(|token| token.is(&["dari", "asal"]))
        && before(2).is_some_and(|token| token.is(&["calon", "kandidat", "kader", "figur", "sosok", "tokoh"]));
    // "yang dulu bersama PDIP"; "60 persen pemilih PKB"
    let near = |n: usize| at.checked_sub(n).map(|at| &tokens[at]);
    let formerly = near(1).is_some_and(|token| token.is(&["bersama", "dengan"]))
        && near(2).is_some_and(|token| token.is(FORMERLY));
    let voters = before(1).is_some_and(|token| token.is(VOTERS));
    let (_, end) = list_around(tokens, at);
    let undecided = is_undecided(&tokens[..start], &tokens[end..]);
    except
        || anothers
        || presidents
        || formerly
        || voters
        || undecided
        || rival
        || subordinate
        || aside
        || first
        || after && tokens[at + 1..].iter().take(4).any(|token| token.is(&["giliran"]))
        || group
        || responds
}

/// "Tidak ada paslon yang diusung PDIP": named by a verb that says nothing.
fn is_of_nothing(tokens: &[Token<'_>], verbs: &[FoundPhrase<Verb>], at: usize) -> bool {
    let (start, _) = list_around(tokens, at);
    let near = verbs.iter().rev().find(|verb| verb.end <= start);
    near.is_some_and(|verb| {
        let passive = verb.value.1 == Voice::Trap && tokens[verb.at].low.starts_with("di");
        passive && tokens[verb.end..start].iter().all(is_by)
    })
}

/// "Partai yang belum menentukan sikap, seperti PKS dan PAN", "PKS dan PAN yang belum memutuskan".
fn is_undecided(before: &[Token<'_>], behind: &[Token<'_>]) -> bool {
    const REACH: usize = 12;
    let not_yet = |two: &[Token<'_>]| two[0].is(&["yang"]) && two[1].is(&["belum"]);
    let example = before.last().is_some_and(|token| token.is(&["seperti", "yakni", "yaitu", "misalnya", "termasuk"]));
    let near = &before[before.len().saturating_sub(REACH)..];
    let candidate = || near.iter().any(Token::is_candidate);
    example && near.windows(2).any(not_yet) && !candidate() || behind.windows(2).next().is_some_and(not_yet)
}

/// Whether it is only said of which party one half of a pair is: "A ([PKS]) dan B ([PAN])", "A ([PKS])-B (nonpartai)".
fn is_of_one_half(tokens: &[Token<'_>], at: usize) -> bool {
    let bracketed = |at: usize| {
        let name = at.checked_sub(2)?;
        (tokens[name].is_candidate() && tokens[at - 1].is(&["("]) && tokens.get(at + 1)?.is(&[")"])).then_some(name)
    };
    let Some(name) = bracketed(at) else { return false };
    let joint = |token: &Token<'_>| token.is(&["-", "–", "—", "/", "dan", "&"]);
    let goes_on = tokens.get(at + 2).is_some_and(joint) && tokens.get(at + 3).is_some_and(Token::is_candidate);
    // The second half, behind a first that has a bracket of its own.
    let follows = name >= 4
        && joint(&tokens[name - 1])
        && tokens[name - 2].is(&[")"])
        && (0..name - 2)
            .rev()
            .take(6)
            .find(|&n| tokens[n].is(&["("]))
            .is_some_and(|n| n > 0 && tokens[n - 1].is_candidate());
    goes_on || follows
}

/// "mendapat rekomendasi dari parpol lain": from others than that of whoever is named.
fn is_of_other_parties(tokens: &[Token<'_>], verbs: &[FoundPhrase<Verb>]) -> bool {
    let others = |two: &[Token<'_>]| two[0].is(PARTIES) && two[1].is(&["lain", "lainnya"]);
    let behind = |verb: &FoundPhrase<Verb>| tokens[verb.end..].get(..2).is_some_and(others);
    let mut passive = verbs.iter().filter(|verb| verb.value.1 == Voice::Passive);
    passive.next().is_some_and(behind) && !passive.any(|verb| !behind(verb))
}

/// Whether a bracket behind a person tells which office of a party is theirs: "A (Bupati Blora dan Ketua DPD [Golkar])".
fn is_in_brackets_of(tokens: &[Token<'_>], at: usize) -> bool {
    let open = tokens[..at].iter().rposition(|token| token.is(&["(", ")"])).filter(|&open| tokens[open].is(&["("]));
    open.is_some_and(|open| {
        let person = open > 0 && tokens[open - 1].is_candidate();
        person && tokens[at..].iter().find(|token| token.is(&["(", ")"])).is_some_and(|token| token.is(&[")"]))
    })
}

/// Whether an officer speaks of others: "Ketua [PKS], X, memastikan partai-partai lain akan mengusung A".
fn speaks_of_others(tokens: &[Token<'_>], verbs: &[FoundPhrase<Verb>], at: usize) -> bool {
    let Some(verb) = verbs.iter().find(|verb| verb.at > at && verb.value.1 == Voice::Active) else { return false };
    let between = &tokens[at + 1..verb.at];
    let reports =
        |token: &Token<'_>| speech::VERBS.iter().any(|(word, kind)| *kind == SpeechVerb::Clause && token.is(&[word]));
    let Some(says) = between.iter().position(reports) else { return false };
    let mut what = between[says + 1..].iter();
    what.any(|token| token.is(&["partai-partai", "parpol-parpol", "partai", "parpol", "koalisi", "kim", "poros"]))
}

/// Adds a party, or what is new about one that is there.
fn put(parties: &mut Vec<Party>, party: Party) {
    let there =
        parties.iter_mut().find(|other| other.filler.entity.is_some() && other.filler.entity == party.filler.entity);
    let Some(there) = there else { return parties.push(party) };
    there.filler.mentions.extend(party.filler.mentions);
    there.slot = there.slot.or(party.slot);
    if there.stance.is_none() {
        (there.stance, there.verb) = (party.stance, party.verb);
    }
}

impl NamedParties {
    /// All parties of the statement: an aside counts as one more mention of a party that is in it, or, if there is no
    /// other party, as the party.
    pub fn all(self) -> Vec<Party> {
        let mut parties = self.parties;
        let alone = parties.is_empty();
        for aside in self.asides {
            let known =
                parties.iter().any(|party| party.filler.entity.is_some() && party.filler.entity == aside.filler.entity);
            if alone || known {
                put(&mut parties, aside);
            }
        }
        parties
    }
}

/// A party that nobody names but that is meant: by a pronoun before the verb, or by an officer who acts.
pub(super) fn unnamed(
    scene: &Scene<'_>,
    sentences: &[&Sentence<'_>],
    annotations: &Annotations,
    speaker: &SpeakerWhenAsked<'_>,
    alone: bool,
) -> Option<Party> {
    let officer = || alone.then(|| of_officer(scene, sentences, annotations)).flatten();
    meant(scene, sentences, annotations, speaker).or_else(officer)
}

/// A party that a pronoun before the verb stands for: "partainya mendukung", "kami usung"; the verb's sentence and the
/// verb come with it.
fn meant(
    scene: &Scene<'_>,
    sentences: &[&Sentence<'_>],
    annotations: &Annotations,
    speaker: &SpeakerWhenAsked<'_>,
) -> Option<Party> {
    for (n, sentence) in sentences.iter().enumerate() {
        let tokens = &sentence.tokens;
        for &verb in sentence.verbs() {
            // "partainya dan [PSI] akan berkoalisi"
            let joined = |token: &Token<'_>| token.is_party() || token.is(&["dan", "bersama", "serta"]);
            let subject = tokens[..verb.at].iter().rev().find(|token| {
                !(token.is(SUBJECT_ADVERBS) || token.is(GIVES) || token.is(&["kembali"]) || joined(token))
            });
            let that = is_that_party(&tokens[..verb.at]);
            // "mendapat surat tugas dari DPP", "DPP mengeluarkan rekomendasi"
            let behind = tokens[verb.end..].iter().find(|token| !token.is(&["oleh", "dari", "resmi"]));
            let board = |token: &Token<'_>| token.is(&["dpp", "dpw", "dpd", "dpc"]);
            if verb.value.1 == Voice::Passive && behind.is_some_and(board) && !sentence.has_party
                || verb.value.1 == Voice::Active && subject.is_some_and(board) && !sentence.has_party
            {
                let party = scene.before(sentence.span.start).filter(|before| before.has_party);
                let mention = party.map(|before| before.tokens.iter().rev().find(|t| t.is_party())).next().flatten();
                let entity = mention.and_then(|token| token.mention)?.entity.clone();
                let filler = Filler { entity, mentions: BTreeSet::new() };
                return Some(Party { filler, stance: Some(verb.value.0), verb: Some((n, verb)), slot: None });
            }
            let ours = that || subject.is_some_and(|token| token.is(OURS));
            if !ours || !matches!(verb.value.1, Voice::Active | Voice::Joint) {
                continue;
            }
            let theirs = that || subject.is_some_and(|token| token.is(&["mereka"]));
            let spoken = if theirs { None } else { speaker() };
            let spoken = spoken.and_then(|speaker| speaker.party.as_ref());
            // "Ketua DPD Demokrat, X, memastikan partainya mendukung …"
            let officer = (0..verb.at).rev().find(|&at| tokens[at].is_party() && is_affiliation(tokens, at));
            let officer = officer.filter(|_| !theirs).and_then(|at| tokens[at].mention);
            let spoken = spoken.and_then(|id| annotations.mentions.get(id)).or(officer);
            let mention = match spoken {
                Some(mention) => mention,
                None => scene
                    .before(sentence.span.start)
                    .filter(|before| before.has_party)
                    .find_map(|before| before.tokens.iter().find(|t| t.is_party())?.mention)?,
            };
            let filler = Filler { entity: mention.entity.clone(), mentions: BTreeSet::new() };
            let says = joined_for(tokens, sentence.verbs(), verb);
            return Some(Party { filler, stance: Some(says.value.0), verb: Some((n, says)), slot: None });
        }
    }
    None
}

/// "Partai berlogo bunga itu [akan mendukung]": one that was named before.
fn is_that_party(before: &[Token<'_>]) -> bool {
    const LONGEST: usize = 5;
    let mut before = before.iter().rev().skip_while(|token| token.is(SUBJECT_ADVERBS) || token.is(SHIFTS));
    if !before.next().is_some_and(|token| token.is(&["itu", "tersebut", "ini"])) {
        return false;
    }
    let mut noun = before.take(LONGEST).skip_while(|token| token.mention.is_none() && !token.is(PARTIES));
    let named = noun.next().is_some_and(|token| token.is(&["partai", "parpol"]));
    // "Kedua partai itu" are counted.
    named && noun.next().is_none_or(|token| count_of(&token.low).is_none())
}

/// The party of which the one who acts is an officer, if no other is named: "Rini menyerahkan rekomendasi kepada A-B".
fn of_officer(scene: &Scene<'_>, sentences: &[&Sentence<'_>], annotations: &Annotations) -> Option<Party> {
    let sentence = sentences.last()?;
    let verb = *sentence.verbs().iter().find(|verb| verb.value.1 != Voice::Trap)?;
    let subject = sentence.tokens[..verb.at].iter().rev().find(|token| !token.is(SUBJECT_ADVERBS))?;
    if verb.value.1 != Voice::Active || subject.mention.is_some() || !subject.is_capitalised() {
        return None;
    }
    let mention = annotations.mentions.get(&party_of_name(scene, subject.span)?)?;
    let filler = Filler { entity: mention.entity.clone(), mentions: BTreeSet::new() };
    Some(Party { filler, stance: Some(verb.value.0), verb: Some((sentences.len() - 1, verb)), slot: None })
}

/// "Kedua partai", "ketiga partai itu", "ketiganya", "koalisi ini": the last list of just as many parties before them.
/// Not where a number announces a list of its own: "diusung dua partai, yakni A dan B".
pub(super) fn counted(scene: &Scene<'_>, sentences: &[&Sentence<'_>]) -> Vec<Party> {
    const REACH: usize = 12;
    let Some((n, sentence, count)) =
        sentences.iter().enumerate().find_map(|(n, sentence)| Some((n, sentence, count_said(&sentence.tokens)?)))
    else {
        return Vec::new();
    };
    let fits = |list: &[EntityId]| count.map_or(list.len() > 1, |count| list.len() == count);
    let before = scene.before(sentence.span.start).filter(|before| before.has_party).take(REACH);
    let before: Vec<&Sentence<'_>> = before.collect();
    // "Koalisi ini" is one that was called so.
    let called =
        |sentence: &&&Sentence<'_>| count.is_some() || sentence.tokens.iter().any(|t| t.is(&["koalisi", "poros"]));
    let find = |sentence: &&Sentence<'_>| lists_of(sentence).into_iter().rev().find(|list| fits(list));
    let listed = before.iter().filter(called).find_map(find).or_else(|| before.iter().find_map(find));
    let often = || {
        let mut often: Vec<_> = scene.parties_before(sentence.span.start).collect();
        often.sort_by_key(|&(_, count, first)| (std::cmp::Reverse(count), first));
        let count = count.unwrap_or(0);
        often.into_iter().take(if count == 2 { 2 } else { 0 }).map(|(entity, ..)| entity.clone()).collect()
    };
    let verb = sentence.verbs().iter().copied().find(|verb| verb.value.1 != Voice::Trap);
    let party = |entity: EntityId| Party {
        filler: Filler::of(entity),
        stance: verb.map(|verb| verb.value.0),
        verb: verb.map(|verb| (n, verb)),
        slot: None,
    };
    listed.unwrap_or_else(often).into_iter().map(party).collect()
}

/// Whether parties that are only counted join those that are named: "Kedua partai itu bergabung dengan PKS", "Keduanya
/// bersama PKS mengusung A".
pub(super) fn join(sentences: &[&Sentence<'_>]) -> bool {
    let [sentence] = sentences else { return false };
    let first = sentence.verbs().iter().find(|verb| verb.value.1 != Voice::Trap);
    first.is_some_and(|verb| {
        let named = sentence.tokens[..verb.at].iter().position(Token::is_party).unwrap_or(verb.at);
        let with = sentence.tokens[..named].iter().rev().find(|token| !token.is(&["partai"]));
        if verb.value.1 == Voice::Active && named < verb.at && with.is_some_and(|token| token.is(WITH)) {
            return matches!(count_said(&sentence.tokens[..named]), Some(Some(_)));
        }
        let subject = &sentence.tokens[..verb.at];
        verb.value.1 == Voice::Joint
            && !subject.iter().any(Token::is_party)
            && matches!(count_said(subject), Some(Some(_)))
    })
}

/// How many parties a sentence means without naming them; `Some(None)`: those of a coalition.
fn count_said(tokens: &[Token<'_>]) -> Option<Option<usize>> {
    for at in 0..tokens.len() {
        let token = &tokens[at];
        if token.mention.is_some() {
            continue;
        }
        let next = tokens.get(at + 1);
        let parties = next.is_some_and(|next| next.is(PARTIES));
        let these = |n: usize| tokens.get(n).is_some_and(|token| token.is(&["ini", "itu", "tersebut"]));
        let announced =
            || tokens[at + 1..].iter().position(|token| token.is(&["yakni", "yaitu", "adalah", ":", "seperti"]));
        let own = || announced().is_some_and(|n| tokens[at + 1 + n..].iter().take(4).any(Token::is_party));
        let acts = next.is_some_and(|next| next.is(&["mengusung", "mendukung", "sepakat", "resmi"]));
        if let Some(count) = count_of(&token.low) {
            // "Keduanya bersama PKS": people are with no party.
            let with = || {
                let joint = tokens[at + 1..].iter().take_while(|token| token.is(WITH) || token.is(&["partai"])).count();
                joint > 0 && tokens.get(at + 1 + joint).is_none_or(Token::is_party)
            };
            let all = token.low.ends_with("nya") && (count > 2 || with());
            // "Total ada lima partai pengusung A-B", behind a list of just five
            let theirs = tokens.get(at + 2).is_some_and(|token| token.is(&["pengusung", "pendukung"]));
            let definite = token.low.starts_with("ke") || these(at + 2) || theirs && count > 2 || count == 2 && at < 3;
            if (all || parties && definite) && !own() {
                return Some(Some(count));
            }
        }
        if token.is(&["koalisi", "gabungan", "poros"]) && (these(at + 1) || acts || parties && these(at + 2)) && !own()
        {
            return Some(None);
        }
    }
    None
}

/// The lists of parties in a sentence, each party once.
fn lists_of(sentence: &Sentence<'_>) -> Vec<Vec<EntityId>> {
    let tokens = &sentence.tokens;
    let (mut lists, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if !tokens[at].is_party() {
            at += 1;
            continue;
        }
        let (start, end) = list_around(tokens, at);
        let mut list: Vec<EntityId> = Vec::new();
        let theirs = (start..end).filter(|&n| !is_affiliation(tokens, n));
        for entity in theirs.filter_map(|n| tokens[n].mention?.entity.clone()) {
            if entity.prefix() == "party" && !list.contains(&entity) {
                list.push(entity);
            }
        }
        lists.push(list);
        at = end.max(at + 1);
    }
    // "PKS berkoalisi dengan PSI": all that a sentence names, if no single list fits.
    let mut all: Vec<EntityId> = Vec::new();
    for entity in lists.iter().flatten() {
        if !all.contains(entity) {
            all.push(entity.clone());
        }
    }
    lists.insert(0, all);
    lists
}
