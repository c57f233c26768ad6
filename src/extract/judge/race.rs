//! The race of a statement: its region and office, from its own words or from what was said before.

use super::{fillers::add, scene::Scene};
use crate::{
    extract::signals::{
        region::{Rank, Ranked, RegionContext, best},
        sentence::Sentence,
    },
    lexicon::{office::OfficeWordRole, places::CAPITAL},
    model::{EntityId, Filler, Mention, Office, Ticket},
};

/// What is asked of the race.
pub(super) struct RaceQuestion<'a> {
    pub sentences: &'a [&'a Sentence<'a>],
    pub usable: &'a dyn Fn(&Mention) -> bool,
    pub ticket: &'a Ticket,
    pub elects: &'a dyn Fn(&EntityId) -> Option<Office>,
    /// Regions in which somebody of the ticket is known to run.
    pub running: &'a [EntityId],
}

/// Region and office.
pub(super) fn race(scene: &Scene<'_>, question: &RaceQuestion<'_>) -> (Filler, Option<Office>) {
    let own = regions(scene, question.sentences, question.usable);
    // "Pilkada Blora … adik dari Gubernur Jawa Tengah": somebody's office is no word on the race that is named.
    let elected = own.iter().any(|(region, _)| region.rank == Rank::Election);
    let hint = office_hint(question.sentences, !elected);
    let runs = |region: &EntityId| question.running.contains(region);
    let known = RegionContext { office: hint, elects: question.elects, runs: &runs };
    let open = question.sentences.iter().any(|sentence| sentence.is_open());
    let least = if open { Rank::Placed } else { Rank::Aside };
    // Both of one registered ticket say more than any region but that of an election.
    let pair = !question.ticket.head.is_empty() && !question.ticket.deputy.is_empty();
    if let (true, [registered]) = (pair, question.running) {
        let said = |(region, mention): &&RankedMention<'_>| region.rank >= Rank::Election && mention.entity.is_some();
        let theirs = |(_, mention): &&RankedMention<'_>| mention.entity.as_ref() == Some(registered);
        if own.iter().find(said).is_none() && own.iter().find(theirs).is_none() {
            return answer(Filler::of(registered.clone()), None, None, question);
        }
    }
    // "A, Bupati Lebak, diusung PKS" in an article on the province's race
    let wider = |region: &Ranked, mention: &Mention| {
        let held = region.rank == Rank::Aside && region.office.is_some_and(|office| office != Office::GOVERNOR);
        let context = RegionContext { office: None, ..known };
        let around = held.then(|| before(scene, question, &context)).flatten();
        around.filter(|(province, office)| {
            let office = office.or_else(|| province.entity.as_ref().and_then(question.elects));
            office == Some(Office::GOVERNOR) && is_in(mention.entity.as_ref(), province.entity.as_ref())
        })
    };
    if let Some((region, mention)) = choose(&own, least, &known) {
        let mut filler = Filler::default();
        let same =
            |other: &&Mention| other.id == mention.id || (other.entity.is_some() && other.entity == mention.entity);
        own.iter().map(|(_, other)| *other).filter(same).for_each(|other| add(&mut filler, other));
        if let Some((province, office)) = wider(&region, mention) {
            return answer(province, office, None, question);
        }
        return answer(filler, region.office, hint, question);
    }
    if open {
        return (Filler::default(), hint);
    }
    let sole = || {
        let whole =
            scene.sentence_at(question.sentences.first()?.span.start).filter(|whole| whole.regions().len() == 1)?;
        let (region, mention) = choose(&regions(scene, &[whole], &|_| true), Rank::Aside, &known)?;
        let sole = (Filler { entity: mention.entity.clone(), mentions: [mention.id.clone()].into() }, region.office);
        Some(wider(&region, mention).unwrap_or(sole))
    };
    let found = sole().or_else(|| before(scene, question, &known)).or_else(|| {
        let alone = question.running.first().filter(|_| question.running.len() == 1);
        alone.map(|region| (Filler::of(region.clone()), None))
    });
    // The one place of the article that elects such an office.
    let earlier = || scene.before(question.sentences.first()?.span.start).find_map(|s| office_hint(&[s], true));
    let only = || {
        let office = hint.or_else(earlier)?;
        let mut places = scene.regions().iter().filter(|region| (question.elects)(region) == Some(office));
        let one = places.next().filter(|_| places.next().is_none())?;
        Some((Filler::of((*one).clone()), Some(office)))
    };
    // "PKS mengusung A dan tidak lagi mengusung B di Pilbup X": another clause of the sentence says where.
    let rest = || {
        let whole = scene.sentence_at(question.sentences.first()?.span.start)?;
        let (region, mention) = choose(&regions(scene, &[whole], &|_| true), Rank::Election, &known)?;
        Some((Filler { entity: mention.entity.clone(), mentions: [mention.id.clone()].into() }, region.office))
    };
    let board = || choose(&own, Rank::Organisation, &known).map(|(region, mention)| (region.office, mention));
    let (filler, office) = found
        .or_else(|| {
            let (office, mention) = board()?;
            let mut filler = Filler::default();
            add(&mut filler, mention);
            Some((filler, office))
        })
        .or_else(rest)
        .or_else(only)
        .or_else(|| later(scene, question, &known))
        .or_else(|| {
            let (region, mention) = choose(&own, Rank::Former, &known)?;
            Some((Filler { entity: mention.entity.clone(), mentions: [mention.id.clone()].into() }, region.office))
        })
        .unwrap_or_default();
    let hint = hint.or_else(earlier);
    // What a short article is about is where its tickets run.
    let main = || {
        let region = scene.main_region().filter(|_| question.ticket != &Ticket::default())?;
        let elected = (question.elects)(region)?;
        hint.is_none_or(|office| office == elected).then(|| Filler::of(region.clone()))
    };
    let filler = if filler.is_empty() { main().unwrap_or(filler) } else { filler };
    answer(filler, office, hint, question)
}

/// Whether a region lies in a province, by their codes.
fn is_in(region: Option<&EntityId>, province: Option<&EntityId>) -> bool {
    region.zip(province).is_some_and(|(region, province)| {
        region != province && region.local().starts_with(province.local()) && !province.local().contains('.')
    })
}

fn answer(
    filler: Filler,
    beside: Option<Office>,
    hint: Option<Office>,
    question: &RaceQuestion<'_>,
) -> (Filler, Option<Office>) {
    let elected = filler.entity.as_ref().and_then(question.elects);
    (filler, beside.or(elected).or(hint))
}

type RankedMention<'a> = (Ranked, &'a Mention);

fn regions<'a>(
    scene: &Scene<'_>,
    sentences: &[&Sentence<'a>],
    usable: &dyn Fn(&Mention) -> bool,
) -> Vec<RankedMention<'a>> {
    let all = sentences.iter().flat_map(|sentence| {
        sentence.regions().iter().filter_map(|region| Some((*region, sentence.tokens[region.at].mention?)))
    });
    // "Kedua partai di Jakarta": where parties have their seats, unless its own race is told of.
    let seat = |(region, mention): &RankedMention<'_>| {
        let capital = mention.entity.as_ref().is_some_and(|entity| entity.local() == CAPITAL);
        capital && region.rank <= Rank::Placed && region.office.is_none() && !scene.tells_of_race_in(CAPITAL)
    };
    all.filter(|(_, mention)| usable(mention)).filter(|ranked| !seat(ranked)).collect()
}

fn choose<'a>(regions: &[RankedMention<'a>], least: Rank, known: &RegionContext<'_>) -> Option<RankedMention<'a>> {
    let entities: Vec<_> = regions.iter().map(|(region, mention)| (*region, mention.entity.as_ref())).collect();
    best(&entities, least, known).map(|n| regions[n])
}

/// A region named before: with somebody of the ticket, else in the nearest sentence that tells of a race.
fn before(
    scene: &Scene<'_>,
    question: &RaceQuestion<'_>,
    known: &RegionContext<'_>,
) -> Option<(Filler, Option<Office>)> {
    let first = question.sentences.first()?;
    let start = first.span.start;
    let people = [&question.ticket.head, &question.ticket.deputy];
    let theirs = |sentence: &Sentence<'_>| {
        if !sentence.has_candidate {
            return false;
        }
        let mut named = sentence.tokens.iter().filter(|token| token.is_candidate()).filter_map(|token| token.mention);
        named.any(|m| {
            people
                .iter()
                .any(|filler| filler.mentions.contains(&m.id) || (m.entity.is_some() && filler.entity == m.entity))
        })
    };
    let take = |sentence: &Sentence<'_>, least| {
        if !sentence.has_region {
            return None;
        }
        let regions = regions(scene, &[sentence], &|_| true);
        let least = if sentence.is_place_heading() { Rank::Named } else { least };
        let (region, mention) = choose(&regions, least, known)?;
        let mut filler = Filler::default();
        add(&mut filler, mention);
        Some((filler, region.office))
    };
    let with_people = || {
        // The only region beside them is theirs, whatever stands before it.
        let least = |sentence: &Sentence<'_>| if sentence.regions().len() == 1 { Rank::Named } else { Rank::Placed };
        let theirs = || scene.before(start).filter(|sentence| theirs(sentence));
        let runs = theirs().find_map(|sentence| take(sentence, Rank::Office));
        runs.or_else(|| theirs().find_map(|sentence| take(sentence, least(sentence))))
    };
    let near = || {
        let same = |sentence: &Sentence<'_>| sentence.line == first.line;
        // Where several races are told of, none of them is this one.
        let places = |sentence: &Sentence<'_>| sentence.regions().iter().filter(|r| r.rank >= Rank::Named).count();
        scene
            .before(start)
            .filter(|sentence| places(sentence) < 4)
            .find_map(|sentence| take(sentence, if same(sentence) { Rank::Named } else { Rank::Placed }))
    };
    // Whose board speaks in this paragraph: better than nothing.
    let board = || {
        let paragraph = scene.before(start).take_while(|sentence| sentence.line == first.line);
        paragraph.filter_map(|sentence| take(sentence, Rank::Organisation)).next()
    };
    // "DPD PAN Bantul mendukung A-B", where nothing else places them: a town's board is in its race.
    let beside = || {
        let theirs = scene.before(start).filter(|sentence| theirs(sentence));
        let town = |(filler, _): &(Filler, Option<Office>)| {
            filler.entity.as_ref().and_then(question.elects).is_some_and(|office| office != Office::GOVERNOR)
        };
        theirs.filter_map(|sentence| take(sentence, Rank::Organisation)).find(town)
    };
    let alone = people.iter().all(|filler| filler.is_empty());
    let named = if alone { near() } else { with_people().or_else(beside).or_else(near) };
    named.or_else(board)
}

/// The race that a later sentence gives to the people of the ticket, where nothing was said of it before.
fn later(
    scene: &Scene<'_>,
    question: &RaceQuestion<'_>,
    known: &RegionContext<'_>,
) -> Option<(Filler, Option<Office>)> {
    let people =
        [&question.ticket.head, &question.ticket.deputy].into_iter().filter_map(|filler| filler.entity.as_ref());
    let people: Vec<&EntityId> = people.collect();
    let theirs = |sentence: &&Sentence<'_>| {
        let mut named = sentence.tokens.iter().filter(|token| token.is_candidate());
        named.any(|token| token.mention.and_then(|m| m.entity.as_ref()).is_some_and(|entity| people.contains(&entity)))
    };
    scene.after(question.sentences.last()?.span.end).filter(theirs).find_map(|sentence| {
        let regions = regions(scene, &[sentence], &|_| true);
        let least = if regions.len() == 1 { Rank::Aside } else { Rank::Office };
        let (region, mention) = choose(&regions, least, known)?;
        Some((Filler { entity: mention.entity.clone(), mentions: [mention.id.clone()].into() }, region.office))
    })
}

/// The office that sentences name, if it is one only: by an election or candidacy, else by one that somebody has (if
/// `held`), else by a level of government.
pub(super) fn office_hint(sentences: &[&Sentence<'_>], held: bool) -> Option<Office> {
    let cues: Vec<_> = sentences.iter().flat_map(|sentence| sentence.offices()).map(|hit| hit.value).collect();
    let only = |wanted: &dyn Fn(OfficeWordRole) -> bool| {
        let mut offices: Vec<Office> =
            cues.iter().filter(|cue| wanted(cue.role)).filter_map(|cue| cue.office).collect();
        offices.sort();
        offices.dedup();
        match offices[..] {
            [office] => Some(office),
            _ => None,
        }
    };
    only(&|role| matches!(role, OfficeWordRole::Election | OfficeWordRole::Runs(_)))
        .or_else(|| held.then(|| only(&|role| matches!(role, OfficeWordRole::Bare(_)))).flatten())
        .or_else(|| only(&|role| role == OfficeWordRole::Level))
}
