//! Which region a name means where several share it: 32.16 and 32.75 are both “Bekasi”.

use super::{
    cue::{self, NameCue},
    fold,
    level::{Level, of_type_word, split_type},
    lexicon::Lexicon,
    link::{Link, LinkQuestion},
    rule::{LinkReason, LinkRule},
    topic::LinkedKind,
};
use crate::{
    lexicon::sentence_at,
    model::{Date, EntityId, KindKey, Span, Text},
};

/// How much of a text is searched for the article's topic, in bytes: news articles are far shorter.
const TOPIC: usize = 200_000;

/// How far behind a name its province may stand, in bytes.
const BESIDE: usize = 200;

/// Shortest misspelt name that is mended, in characters: after a type word, and without.
const MENDED_TYPED: usize = 5;
const MENDED_BARE: usize = 6;

impl Lexicon {
    /// A type word in the mention decides, then the name if it is one region's alone, then (for a name that several
    /// share) the words right before it, the offices of its sentence, an earlier mention, the article's topic, and
    /// the province. A name that is one letter off takes the same way.
    pub(super) fn link_region(&self, asked: &LinkQuestion) -> Link {
        let (fitting, typed, respelt) = self.regions_of(&asked.key, asked.words(), asked.topic.day);
        let rule = match (typed, respelt) {
            (_, true) => LinkRule::Spelling,
            (true, _) => LinkRule::TypeWord,
            _ => LinkRule::Name,
        };
        match fitting.as_slice() {
            [] => self.link_as_before(asked),
            [one] => Link::sure(one.clone(), rule),
            several => match self.choose(several, asked) {
                Link::Sure { entity, rule } if respelt => Link::sure(entity, LinkReason { mended: true, ..rule }),
                link => link,
            },
        }
    }

    /// The regions that a name may mean on a day, with or without its type word, one slip of the pen forgiven.
    pub fn regions_named(&self, name: &str, day: Option<Date>) -> Vec<EntityId> {
        self.regions_of(&fold::key(name), name, day).0
    }

    /// The regions that a folded name may mean; whether a type word in it chose; whether a letter had to be mended.
    pub(super) fn regions_of(&self, key: &str, written: &str, day: Option<Date>) -> (Vec<EntityId>, bool, bool) {
        let typed = split_type(key);
        let region = KindKey::region();
        let of_level = |key: &str, level: Option<Level>| -> Vec<EntityId> {
            let hits = self.hits(key, written, &region, day).into_iter().map(|hit| hit.entity);
            hits.filter(|id| level.is_none() || self.level(id) == level).collect()
        };
        let whole = of_level(key, None);
        if !whole.is_empty() {
            return (whole, typed.is_some(), false);
        }
        if let Some((level, rest)) = typed {
            let fitting = of_level(rest, Some(level));
            if !fitting.is_empty() {
                // “Kabupten Solok”: the type word itself was mended.
                let misspelt = key.split(' ').next().and_then(of_type_word).is_none();
                return (fitting, true, misspelt);
            }
            if rest.chars().count() >= MENDED_TYPED
                && let Some(mended) = self.respelt(rest, &region)
            {
                let fitting = of_level(&mended, Some(level));
                if !fitting.is_empty() {
                    return (fitting, true, true);
                }
            }
        }
        if key.chars().count() >= MENDED_BARE
            && let Some(mended) = self.respelt(key, &region)
        {
            return (of_level(&mended, None), typed.is_some(), true);
        }
        (Vec::new(), false, false)
    }

    fn choose(&self, several: &[EntityId], asked: &LinkQuestion) -> Link {
        let with_level = |level: Level| {
            let mut fitting = several.iter().filter(|id| self.level(id) == Some(level));
            fitting.next().filter(|_| fitting.next().is_none()).cloned()
        };
        let (text, span) = (asked.text, asked.span);
        if let Some(entity) = self.beside_its_province(several, text, span) {
            return Link::sure(entity, LinkRule::ProvinceBeside);
        }
        match cue::before(&text[..span.start]) {
            NameCue::Both => return Link::Unsure,
            NameCue::One(level, word, office) => {
                let what = if office { LinkRule::OfficeWord } else { LinkRule::TypeWord };
                if let Some(entity) = with_level(level) {
                    return Link::sure(entity, LinkReason::by(what, word));
                }
            }
            NameCue::None => {}
        }
        self.by_sentence(asked, &with_level)
            .or_else(|| self.by_article(several, asked, &with_level))
            .or_else(|| self.by_province(several, asked))
    }

    /// “Banjar, Jawa Barat”, “Banjar (Kalsel)”.
    fn beside_its_province(&self, several: &[EntityId], text: &Text, span: Span) -> Option<EntityId> {
        let mut end = text.len().min(span.end + BESIDE);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let after = text[span.end..end].lines().next()?;
        let after = after.trim_start_matches(' ').strip_prefix([',', '('])?;
        let key = self.leading_region(after)?;
        let (named, ..) = self.regions_of(&key, &key, None);
        let mut fitting = several.iter().filter(|id| self.parent(id).is_some_and(|p| named.contains(p)));
        fitting.next().filter(|_| fitting.next().is_none()).cloned()
    }

    /// The longest region name with which a text begins, folded; at most four words.
    fn leading_region(&self, text: &str) -> Option<String> {
        let mut end = text.len().min(80);
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let words = fold::words(&text[..end]);
        let first = words.first()?;
        if !text[..first.1].trim().is_empty() || !text[first.1..].starts_with(char::is_uppercase) {
            return None;
        }
        let names = (1..=words.len().min(4)).rev().map(|n| &text[first.1..words[n - 1].2]);
        names.map(fold::key).find(|key| self.is_name(key, &KindKey::region()))
    }

    /// All office words of the sentence, less those that have a region of their own, agree.
    fn by_sentence(&self, asked: &LinkQuestion, with_level: &impl Fn(Level) -> Option<EntityId>) -> Link {
        let sentence = sentence_at(asked.text, asked.span.start);
        let piece = asked.text.slice(sentence);
        let bare = split_type(&asked.key).map_or(asked.key.as_str(), |(_, rest)| rest);
        let mut found: Option<(EntityId, String)> = None;
        for (level, end, word) in cue::offices(piece) {
            let anothers = self.leading_region(&piece[end..]);
            let anothers = anothers.is_some_and(|key| key != bare && !key.ends_with(&format!(" {bare}")));
            let Some(entity) = with_level(level).filter(|_| !anothers) else {
                continue;
            };
            match &found {
                Some((other, _)) if *other != entity => return Link::Unsure,
                Some(_) => {}
                None => found = Some((entity, word)),
            }
        }
        found
            .map_or(Link::Unsure, |(entity, word)| Link::sure(entity, LinkReason::by(LinkRule::OfficeInSentence, word)))
    }

    /// What the article has decided before, otherwise what it is about.
    fn by_article(
        &self,
        several: &[EntityId],
        asked: &LinkQuestion,
        with_level: &impl Fn(Level) -> Option<EntityId>,
    ) -> Link {
        let linked = asked.topic.of_kind(asked.kind);
        let which = |is: &dyn Fn(&LinkedKind, &EntityId) -> bool| -> Vec<EntityId> {
            several.iter().filter(|id| linked.is_some_and(|linked| is(linked, id))).cloned().collect()
        };
        let earlier = which(&|linked, id| linked.is_before(id, asked.span));
        if let SingleValue::This(entity) = one(earlier.into_iter()) {
            return Link::sure(entity, LinkRule::Earlier);
        }
        let key = &asked.key;
        let in_title = self.cued(key, asked.topic.title);
        if let SingleValue::This(entity) = one(in_title.into_iter().filter_map(|(_, level)| with_level(level))) {
            return Link::sure(entity, LinkReason::by(LinkRule::Topic, "title"));
        }
        let in_text = asked.topic.cues(key, || {
            let mut end = asked.text.len().min(TOPIC);
            while !asked.text.is_char_boundary(end) {
                end -= 1;
            }
            self.cued(key, &asked.text[..end])
        });
        let elsewhere = in_text.into_iter().filter(|(span, _)| !asked.span.touches(*span));
        let cues = elsewhere.filter_map(|(_, level)| with_level(level));
        match one(cues.chain(which(&|linked, id| linked.is_elsewhere(id, asked.span)))) {
            SingleValue::This(entity) => Link::sure(entity, LinkRule::Topic),
            SingleValue::None | SingleValue::Several => Link::Unsure,
        }
    }

    /// The levels of the cues right before a bare name, wherever it stands in a text as “Bekasi” or “BEKASI”, and
    /// where that is.
    fn cued(&self, key: &str, text: &str) -> Vec<(Span, Level)> {
        let words = key.split(' ').map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
        });
        let title = words.collect::<Vec<_>>().join(" ");
        let upper = title.to_uppercase();
        let places = text.match_indices(&title).chain(text.match_indices(&upper));
        let spans = places.map(|(at, name)| Span::new(at, at + name.len()));
        spans
            .filter(|span| self.is_whole_name(key, text, *span))
            .filter_map(|span| match cue::before(&text[..span.start]) {
                NameCue::One(level, ..) => Some((span, level)),
                NameCue::None | NameCue::Both => None,
            })
            .collect()
    }

    /// Whether a name is not part of a word or of a longer name: “Bandung Barat”, “Muaro Jambi”.
    fn is_whole_name(&self, key: &str, text: &str, span: Span) -> bool {
        let (before, after) = (&text[..span.start], &text[span.end..]);
        if before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric) {
            return false;
        }
        let is_name = |longer: &str| {
            split_type(longer).is_none() && !self.hits(longer, longer, &KindKey::region(), None).is_empty()
        };
        let mut next = after.split_whitespace().map(fold::key);
        let (first, second) = (next.next().unwrap_or_default(), next.next().unwrap_or_default());
        let last = before.split_whitespace().next_back().map(fold::key).unwrap_or_default();
        !is_name(&format!("{key} {first}"))
            && !is_name(&format!("{key} {first} {second}"))
            && !is_name(&format!("{last} {key}"))
    }

    /// The article names one of their provinces, or a region in it, and none of the others.
    fn by_province(&self, several: &[EntityId], asked: &LinkQuestion) -> Link {
        // A town of one name with its province lies in it: naming the province chooses nothing.
        if several.iter().any(|id| self.parent(id).is_none()) {
            return Link::Unsure;
        }
        let province = |id: &'_ EntityId| self.parent(id).unwrap_or(id).clone();
        let named = |id: &&EntityId| {
            let own = province(id);
            asked.here().any(|other| province(other) == own)
        };
        match one(several.iter().filter(named).cloned()) {
            SingleValue::This(entity) => Link::sure(entity, LinkRule::ProvinceOfArticle),
            SingleValue::None | SingleValue::Several => Link::Unsure,
        }
    }
}

/// Whether there is one value, however often.
enum SingleValue {
    None,
    This(EntityId),
    Several,
}

fn one(mut values: impl Iterator<Item = EntityId>) -> SingleValue {
    let Some(first) = values.next() else {
        return SingleValue::None;
    };
    if values.all(|other| other == first) { SingleValue::This(first) } else { SingleValue::Several }
}
