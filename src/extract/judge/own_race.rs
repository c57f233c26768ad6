//! The race of a statement in a project that has offices of its own: what its words name, and nothing where they leave it
//! open which of several elections is meant.

use super::{race::office_hint, scene::Scene};
use crate::{
    extract::{ballot::OwnElections, signals::sentence::Sentence},
    lexicon::office::OfficeWordRole,
    model::{Filler, Office, Race},
};

/// Corrects what the rules for regional elections made of a race. `told`: the text names the year.
pub(super) fn own_race(
    race: &mut Race,
    scene: &Scene<'_>,
    sentences: &[&Sentence<'_>],
    told: bool,
    own: &OwnElections<'_>,
) {
    let said = office_hint(sentences, false);
    // "Pilkada", "cakada": of regions, whichever of their offices.
    let of_regions = said.is_none() && sentences.iter().any(|sentence| names_any(sentence));
    let possible = |office: Office| {
        let region = race.region.entity.as_ref();
        region.is_none_or(|region| (own.may_elect)(region, office))
    };
    let office = match said {
        Some(office) => Some(office),
        None if of_regions => race.office.filter(|office| Office::DELIVERED.contains(office)),
        // Where the sentence names none, and the article one only, it is that one, unless its region elects another.
        None => {
            only_office(scene).filter(|office| !sentences.iter().any(|one| one.is_of_others()) && possible(*office))
        }
    };
    race.office = office;
    let Some(office) = office else {
        race.region = Filler::default();
        return;
    };
    if !possible(office) {
        race.region = Filler::default();
    }
    if race.region.is_empty()
        && let Some(region) = (own.only_region)(office)
    {
        race.region = Filler::of(region);
    }
    let calendar = &scene.ballot.signals.calendar;
    // News of a day may be about the election of another office.
    if let Some(year) = race.year.filter(|_| !told)
        && calendar.election(year, Some(office)).is_none()
    {
        race.year = scene.article.meta.date.and_then(|date| calendar.cycle_of(date, Some(office)));
    }
}

/// Whether a proposed statement is surely on an election of the project.
pub(super) fn is_of_project(race: &Race, own: &OwnElections<'_>) -> bool {
    let Some(office) = race.office else { return false };
    race.region.entity.as_ref().is_none_or(|region| (own.may_elect)(region, office))
}

/// Whether it names an election of any office of regions.
fn names_any(sentence: &Sentence<'_>) -> bool {
    sentence.offices().iter().any(|cue| cue.value.office.is_none() && is_election(cue.value.role))
}

fn is_election(role: OfficeWordRole) -> bool {
    matches!(role, OfficeWordRole::Election | OfficeWordRole::Runs(_))
}

/// The only office whose election, or for which somebody who runs, is named in the article.
fn only_office(scene: &Scene<'_>) -> Option<Office> {
    let mut offices: Vec<Option<Office>> = scene
        .all()
        .flat_map(|sentence| sentence.offices())
        .filter(|cue| is_election(cue.value.role))
        .map(|cue| cue.value.office)
        .collect();
    offices.sort();
    offices.dedup();
    match offices[..] {
        [office] => office,
        _ => None,
    }
}
