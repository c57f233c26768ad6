//! What a project says of its elections, as the rules read by it: their days, and by which words texts name its offices,
//! other offices, and whoever runs for them.

use std::{borrow::Cow, sync::LazyLock};

use rustc_hash::FxHashMap as Map;

use super::signals::office::OfficeSignals;
use crate::{
    lexicon::{
        classes::{WordClasses, class_of},
        office::{CUES, OF_REGIONS, OfficeCue, OfficeWordRole, PRESIDENTIAL, cues_of},
    },
    model::{EntityId, Office, OfficeWords, StatementScheme},
};

/// See the module.
pub struct Ballot {
    pub signals: OfficeSignals,
    /// What the words of the project's own offices are good for.
    classes: Map<String, WordClasses>,
    /// The words for its elections and for whoever runs in them, and those of others, for a whole article; `None`: it is
    /// about the offices of regions and no others, for which there are tables.
    about: Option<(Vec<String>, Vec<String>)>,
}

/// What a project with elections of its own knows of them.
#[derive(Clone, Copy)]
pub struct OwnElections<'a> {
    pub ballot: &'a Ballot,
    /// Whether a region may elect an office.
    pub may_elect: &'a dyn Fn(&EntityId, Office) -> bool,
    /// The only region that elects an office.
    pub only_region: &'a dyn Fn(Office) -> Option<EntityId>,
}

static DELIVERED: LazyLock<Ballot> = LazyLock::new(|| Ballot::of(StatementScheme::delivered()));

impl Ballot {
    /// That of Indonesia's regional elections.
    pub fn delivered() -> &'static Self {
        &DELIVERED
    }

    pub fn of(statements: &StatementScheme) -> Self {
        let regional: Vec<Office> =
            Office::DELIVERED.iter().copied().filter(|key| statements.office(*key).is_some()).collect();
        let of_regions = |word: &str| OF_REGIONS.contains(&word);
        let mut cues: Vec<(Cow<'_, str>, OfficeCue)> = Vec::new();
        let any = CUES.iter().filter(|(word, _)| !regional.is_empty() || !of_regions(word));
        cues.extend(any.map(|(word, cue)| (Cow::Borrowed(*word), *cue)));
        let (mut classes, mut own) = (Map::default(), Vec::new());
        for office in &statements.offices {
            let words = office.words();
            cues.extend(cues_of(office.key, words).map(|(word, cue)| (Cow::Borrowed(word), cue)));
            own.extend(running(words).cloned());
            if !Office::DELIVERED.contains(&office.key) {
                let held = words.holder.iter().chain(&words.deputy);
                let traps = held.flat_map(|word| ["mantan", "kantor"].map(|before| format!("{before} {word}")));
                cues.extend(
                    traps.map(|word| (Cow::Owned(word), OfficeCue { office: None, role: OfficeWordRole::Trap })),
                );
                add_classes(words, &mut classes);
            }
        }
        let mut others: Vec<String> = PRESIDENTIAL.iter().map(|word| (*word).to_owned()).collect();
        for office in Office::DELIVERED.iter().filter(|office| !regional.contains(office)) {
            others.extend(running(OfficeWords::delivered(*office)).cloned());
        }
        match regional.is_empty() {
            true => others.extend(OF_REGIONS.iter().map(|word| (*word).to_owned())),
            false => own.extend(OF_REGIONS.iter().map(|word| (*word).to_owned())),
        }
        let held: Vec<&String> = statements.offices.iter().flat_map(|office| &office.words().holder).collect();
        let is_own = |word: &String| own.contains(word) || held.iter().any(|held| word.ends_with(&format!(" {held}")));
        others.retain(|word| !is_own(word));
        let cues: Vec<(&str, OfficeCue)> = cues.iter().map(|(word, cue)| (&**word, *cue)).collect();
        let other_words: Vec<(&str, ())> = others.iter().map(|word| (word.as_str(), ())).collect();
        let is_own = statements.offices.iter().any(|office| !Office::DELIVERED.contains(&office.key));
        Self {
            signals: OfficeSignals::new(statements.calendar().clone(), &cues, &other_words),
            classes,
            about: is_own.then_some((own, others)),
        }
    }

    /// Whether it has offices that are not those of regions.
    pub fn has_own(&self) -> bool {
        self.about.is_some()
    }

    /// What a word is good for when names are looked for.
    pub fn class_of(&self, word: &str) -> WordClasses {
        if self.classes.is_empty() {
            return class_of(word);
        }
        let low = word.to_lowercase();
        let stem =
            || low.strip_suffix("nya").or_else(|| low.strip_suffix("lah")).and_then(|stem| self.classes.get(stem));
        self.classes.get(&low).or_else(stem).copied().unwrap_or_else(|| class_of(word))
    }

    /// How often an article names the project's elections, and others; `None` where the project has none but those of
    /// regions.
    pub fn named(&self, title: &str, text: &str) -> Option<(usize, usize)> {
        let (own, others) = self.about.as_ref()?;
        let words: Vec<String> = [title, text]
            .iter()
            .flat_map(|piece| piece.split(|c: char| !(c.is_alphanumeric() || c == '-')))
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        Some((count(&words, own), count(&words, others)))
    }
}

/// The words for an election and for whoever runs in it.
fn running(words: &OfficeWords) -> impl Iterator<Item = &String> {
    words.election.iter().chain(&words.candidate).chain(&words.running_mate)
}

/// How often phrases stand among words.
fn count(words: &[String], phrases: &[String]) -> usize {
    let mut by_first: Map<&str, Vec<Vec<&str>>> = Map::default();
    for phrase in phrases {
        let mut parts = phrase.split(' ');
        by_first.entry(parts.next().unwrap_or_default()).or_default().push(parts.collect());
    }
    let is = |word: &str, part: &str| word == part || word.strip_suffix("nya") == Some(part);
    let stands = |at: usize| {
        let first = words[at].as_str();
        let rests = by_first.get(first).or_else(|| by_first.get(first.strip_suffix("nya")?));
        rests.is_some_and(|rests| {
            rests.iter().any(|rest| {
                let behind = words[at + 1..].iter();
                behind.len() >= rest.len() && behind.zip(rest).all(|(word, part)| is(word, part))
            })
        })
    };
    (0..words.len()).filter(|at| stands(*at)).count()
}

/// What single words of an office are good for; the last word of "calon presiden" is an office as well, and no other race.
fn add_classes(words: &OfficeWords, classes: &mut Map<String, WordClasses>) {
    let mut put = |phrase: &String, class: WordClasses, last: WordClasses| {
        let (word, class) = match phrase.rsplit_once(' ') {
            Some((_, word)) => (word, last),
            None => (phrase.as_str(), class),
        };
        let known = classes.entry(word.to_owned()).or_insert_with(|| class_of(word).without(WordClasses::OTHER_RACE));
        *known = known.or(class);
    };
    words.election.iter().for_each(|phrase| put(phrase, WordClasses::ELECTION, WordClasses::OFFICE));
    words
        .candidate
        .iter()
        .chain(&words.running_mate)
        .for_each(|phrase| put(phrase, WordClasses::RUNNER, WordClasses::OFFICE));
    words.holder.iter().chain(&words.deputy).for_each(|phrase| put(phrase, WordClasses::OFFICE, WordClasses::OFFICE));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        extract::signals::tokens::tokens,
        model::{OfficeScheme, Slot, Span},
    };

    fn president() -> StatementScheme {
        let list = |words: &str| words.split(", ").map(str::to_owned).collect();
        let words = OfficeWords {
            election: list("pilpres, pemilihan presiden"),
            candidate: list("capres, calon presiden"),
            running_mate: list("cawapres, calon wakil presiden"),
            holder: list("presiden"),
            deputy: list("wakil presiden"),
            level: Vec::new(),
        };
        let office = OfficeScheme { words: Some(words), ..OfficeScheme::new(Office::new("president").unwrap()) };
        StatementScheme { offices: vec![office], ..StatementScheme::default() }
    }

    #[test]
    fn words_of_ones_own_offices_are_cues() {
        let ballot = Ballot::of(&president());
        let key = Office::new("president").ok();
        let found = |text: &str| {
            let tokens = tokens(text, Span::new(0, text.len()), &[]);
            let cues = ballot.signals.cues(&tokens);
            let told: Vec<_> = cues.iter().map(|hit| (hit.value.office, hit.value.slot())).collect();
            (told, ballot.signals.names_others(&tokens))
        };
        assert_eq!(found("calon wakil presidennya"), (vec![(key, Some(Slot::Deputy))], false));
        assert_eq!(found("Pilpres"), (vec![(key, None)], false));
        assert_eq!(found("mantan presiden di kantor presiden"), (vec![], false));
        assert_eq!(found("calon gubernur di Pilkada"), (vec![], true));
        assert!(ballot.class_of("Capresnya").has(WordClasses::RUNNER));
        assert!(!ballot.class_of("presiden").has(WordClasses::OTHER_RACE));
        assert!(
            ballot.class_of("menteri").has(WordClasses::OTHER_RACE) && class_of("capres").has(WordClasses::OTHER_RACE)
        );
    }

    #[test]
    fn how_often_an_article_names_ones_own_elections_and_others() {
        let ballot = Ballot::of(&president());
        let named = |text: &str| ballot.named("", text).unwrap();
        assert_eq!(named("Nusa mengusung calon presiden di Pilpres; Pilkada menyusul."), (2, 1));
        assert_eq!(named("Nusa mengusung cagub di Pilgub, bukan capres."), (1, 2));
        assert_eq!(named("Presiden meresmikan jembatan."), (0, 0));
        assert_eq!(Ballot::delivered().named("", "Pilpres"), None, "there are tables for that");
    }
}
