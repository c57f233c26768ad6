//! Which candidate a name means: people share names, news shortens them, and races tell them apart.

use std::collections::BTreeSet;

use super::{
    fold,
    lexicon::{Lexicon, NameHit},
    link::{Link, LinkQuestion},
    names::Use,
    person,
    rule::LinkRule,
};
use crate::model::{Date, EntityId, KindKey};

/// Shortest word that may have a letter wrong, in characters.
const MENDED: usize = 6;

impl Lexicon {
    /// Several words are a name: the project's, or a registered one if it is one person's or its race is in the
    /// article. One word, or some words of a name, mean a candidate of the article first. A name that is one letter
    /// off means a candidate of the article only.
    pub(super) fn link_person(&self, asked: &LinkQuestion) -> Link {
        let words = person::words(asked.words());
        let words = person::without_titles(&words);
        let named = self.people_named(words, asked.topic.day);
        let here: BTreeSet<&EntityId> = asked.here().collect();
        let several_words = words.len() > 1;
        self.link_as_before(asked)
            .or_else(|| only(named.iter().filter(|id| here.contains(id)), LinkRule::Name))
            .or_else(|| if several_words { only(named.iter(), LinkRule::Name) } else { Link::Unsure })
            .or_else(|| self.by_race(&named, asked, LinkRule::NameRace))
            .or_else(|| self.short_form(words, &here))
            .or_else(|| if several_words { self.short_form_by_race(words, asked) } else { Link::Unsure })
            .or_else(|| if several_words { self.misspelt_by_race(words, asked) } else { Link::Unsure })
            .or_else(|| self.own_name(&named))
            .or_else(|| self.misspelt(words, &here))
    }

    /// The people who bear exactly this name; those who bear it when shortened only if there are no others.
    fn people_named(&self, words: &[String], day: Option<Date>) -> Vec<EntityId> {
        let hits = |words: &[String]| {
            let key = words.join(" ");
            self.hits(&key, &key, &KindKey::candidate(), day)
        };
        let ids = |hits: Vec<NameHit>| hits.into_iter().map(|hit| hit.entity).collect::<Vec<_>>();
        let (shortened, full): (Vec<NameHit>, Vec<NameHit>) =
            hits(words).into_iter().partition(|hit| hit.usage == Use::Shortened);
        match (full.is_empty(), shortened.is_empty()) {
            (false, _) => ids(full),
            (true, false) => ids(shortened),
            // “M. Ali Yusuf” of one who is registered as Ali Yusuf.
            (true, true) => person::without_initials(words).map(|words| ids(hits(&words))).unwrap_or_default(),
        }
    }

    /// Those whose race, or whose running mate, the article links.
    fn by_race(&self, named: &[EntityId], asked: &LinkQuestion, rule: LinkRule) -> Link {
        only(named.iter().filter(|id| self.runs_here(id, asked)), rule)
    }

    fn runs_here(&self, candidate: &EntityId, asked: &LinkQuestion) -> bool {
        self.builtin.races_of(candidate).iter().any(|race| {
            let pairs = self.builtin.pairs(race).iter();
            let mates = pairs.filter(|pair| pair.head == *candidate || pair.deputy == *candidate);
            let mates: Vec<&EntityId> = mates.flat_map(|pair| [&pair.head, &pair.deputy]).collect();
            let is_here = |entity: &EntityId| asked.topic.has(entity, asked.span);
            is_here(race) || mates.into_iter().any(|mate| mate != candidate && is_here(mate))
        })
    }

    /// Some words of the name of one candidate of the article, or that name with more words in it.
    fn short_form(&self, words: &[String], here: &BTreeSet<&EntityId>) -> Link {
        let fits = |name: &str| {
            let name = person::words(name);
            let name = person::without_titles(&name);
            person::is_part(words, name) || (name.len() > 1 && person::is_part(name, words))
        };
        let fitting = here.iter().filter(|id| self.entity(id).is_some_and(|entity| entity.names().any(fits)));
        only(fitting.copied(), LinkRule::ShortHere)
    }

    /// Some words of the name of one candidate who runs in a region of the article.
    fn short_form_by_race(&self, words: &[String], asked: &LinkQuestion) -> Link {
        let letters = fold::letters(&words.concat());
        let fitting = self.fitting(asked.topic.runners(), |name| name.has_part(words, letters));
        only(fitting.iter(), LinkRule::ShortRace)
    }

    /// One letter off the name of one candidate who runs in a region of the article.
    fn misspelt_by_race(&self, words: &[String], asked: &LinkQuestion) -> Link {
        let key = words.join(" ");
        let letters = fold::letters(&key);
        let fitting = self.fitting(asked.topic.runners(), |name| name.is_near(&key, letters));
        only(fitting.iter(), LinkRule::SpellingRace)
    }

    /// One word that is a name of the project's own.
    fn own_name(&self, named: &[EntityId]) -> Link {
        only(named.iter().filter(|id| self.own.contains_key(id)), LinkRule::Name)
    }

    fn misspelt(&self, words: &[String], here: &BTreeSet<&EntityId>) -> Link {
        let key = words.join(" ");
        if key.chars().count() < MENDED {
            return Link::Unsure;
        }
        let fits = |name: &str| {
            let name = person::words(name);
            let name = person::without_titles(&name);
            fold::one_apart(&key, &name.join(" "))
                || (words.len() == 1 && name.iter().any(|n| fold::one_apart(&key, n)))
        };
        let fitting = here.iter().filter(|id| self.entity(id).is_some_and(|entity| entity.names().any(fits)));
        only(fitting.copied(), LinkRule::SpellingHere)
    }
}

/// Sure if there is exactly one, however often.
fn only<'a>(mut ids: impl Iterator<Item = &'a EntityId>, rule: LinkRule) -> Link {
    match ids.next() {
        Some(first) if ids.all(|other| other == first) => Link::sure(first.clone(), rule),
        _ => Link::Unsure,
    }
}
