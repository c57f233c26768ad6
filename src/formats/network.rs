//! What the two formats of networks have in common: the settings of a count, and documents counted in.

use std::{
    collections::{BTreeMap, HashMap},
    io,
};

use super::{
    document::Document,
    format::{FormatOption, ItemKind, LeftOut, Writing},
    left_out,
};
use crate::{
    answers::{Counter, CountingOptions, GuessedDates, Mode, Network, Normalisation, NotCounted, Sign, Unit, setting},
    message::message,
    model::{ArticleId, Coalition, Date, Entity, KindKey, Scheme, StatementSummary},
};

/// The settings of a count.
pub const STATUSES: FormatOption = FormatOption::writing(
    setting::STATUSES,
    &[],
    "which statements count: confirmed (if nothing is said), exploring, hoped, denied, past, with commas between; or all",
);
pub const SIGN: FormatOption = FormatOption::writing(
    setting::SIGN,
    Sign::KEYS,
    "status: confirmed and exploring draw together, denied pulls apart; none: all that counts draws together",
);
pub const UNIT: FormatOption = FormatOption::writing(
    setting::UNIT,
    Unit::KEYS,
    "what counts once: a story with all its near copies, an article, a statement, or a race in a month",
);
pub const FROM: FormatOption = FormatOption::writing(setting::FROM, &[], "the first day that counts, as 2024-05-01");
pub const TO: FormatOption = FormatOption::writing(setting::TO, &[], "the last day that counts, as 2024-08-31");
pub const MODE: FormatOption = FormatOption::writing(
    setting::MODE,
    Mode::KEYS,
    "party: parties are tied that stand in one statement; race: parties are tied to the races they speak on",
);
pub const NORMALISATION: FormatOption = FormatOption::writing(
    setting::NORMALISATION,
    Normalisation::KEYS,
    "by what a weight is divided: nothing, or the activity of both ends (Jaccard, cosine, average)",
);

pub const GUESSED_DATES: FormatOption = FormatOption::writing(
    setting::GUESSED_DATES,
    GuessedDates::KEYS,
    "open: a date that was read from an article's first lines, and that nobody said, is no day; count: it is one",
);

/// Whether guessed dates count, as a writer was told.
pub fn guessed_dates(writing: &Writing<'_>) -> GuessedDates {
    guessed_dates_of(&writing.options)
}

fn guessed_dates_of(options: &BTreeMap<String, String>) -> GuessedDates {
    let said = options.get(setting::GUESSED_DATES);
    said.and_then(|key| GuessedDates::of(key.trim())).unwrap_or_default()
}

/// The same as it is in force, where it is the only setting that changes what is told.
pub fn guessed_dates_setting(options: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    [(setting::GUESSED_DATES.to_owned(), guessed_dates_of(options).key().to_owned())].into()
}

/// What is known of a party beside its names: columns of nodes.
pub const ENTITY_COLUMNS: [&str; 7] =
    ["code", "parent", "level", "same_as", "context_aliases", "valid_from", "valid_to"];

/// What stands in them; lists have `; ` between.
pub fn entity_values(entity: Option<&Entity>) -> [String; ENTITY_COLUMNS.len()] {
    let day = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
    entity.map_or_else(Default::default, |entity| {
        [
            entity.code.clone(),
            entity.parent.as_ref().map_or_else(String::new, ToString::to_string),
            entity.level.clone(),
            entity.same_as.join("; "),
            entity.context_aliases.join("; "),
            day(entity.valid_from),
            day(entity.valid_to),
        ]
    })
}

/// What every file of a network leaves behind.
pub const LOSES: &str = "everything but which parties stand in one coalition statement (or in which races), how often, how firmly, where and \
     when";

/// Settings as they are in force.
pub fn settings(options: &BTreeMap<String, String>, scheme: &Scheme) -> BTreeMap<String, String> {
    CountingOptions::read(options, &scheme.statements).map(|counting| counting.settings()).unwrap_or_default()
}

/// Documents that are counted into a network.
pub struct DocumentTally<'a> {
    counter: Counter,
    writing: &'a Writing<'a>,
    /// Where nobody looked for near copies: the first article of each text. The same text is the same story.
    first: HashMap<String, ArticleId>,
}

impl<'a> DocumentTally<'a> {
    pub fn new(writing: &'a Writing<'a>) -> io::Result<Self> {
        let counting = CountingOptions::read(&writing.options, &writing.scheme.statements).map_err(io::Error::other)?;
        Ok(Self { counter: Counter::new(counting, writing.elections.clone()), writing, first: HashMap::new() })
    }

    pub fn counting(&self) -> &CountingOptions {
        self.counter.counting()
    }

    /// Counts an article in; returns what cannot be counted.
    pub fn add(&mut self, document: &Document) -> Vec<LeftOut> {
        let meta = &document.article.meta;
        let story = (self.writing.story)(&meta.id)
            .unwrap_or_else(|| self.first.entry(meta.text_sha256.clone()).or_insert_with(|| meta.id.clone()).clone());
        self.counter.article();
        for mention in document.annotations.mentions.values().filter(|mention| mention.kind == KindKey::party()) {
            if let Some(party) = &mention.entity {
                self.counter.mention(party);
            }
        }
        let mut left_out = Vec::new();
        for coalition in document.annotations.coalitions.values() {
            left_out.extend(unlinked(document, coalition));
            let reason = match self.counter.statement(&StatementSummary::of(coalition), meta, &story) {
                None => continue,
                Some(NotCounted::NoDay) => {
                    message!("it has no day that can be trusted, so it lies in no window of days")
                }
                Some(NotCounted::OpenRace) => message!("its region, office or year is open, so it is on no known race"),
            };
            left_out.push(left_out::item(document, ItemKind::Coalition, &coalition.id, reason));
        }
        left_out
    }

    pub fn finish(self) -> Network {
        self.counter.finish()
    }
}

/// Parties of a statement that have words but no entity.
fn unlinked(document: &Document, coalition: &Coalition) -> Vec<LeftOut> {
    let open = coalition.backings.iter().filter(|backing| backing.party.entity.is_none() && !backing.party.is_empty());
    let left_out = open.map(|_| {
        let reason = message!("it is linked to no entity, so it cannot be told from other parties");
        left_out::item(document, ItemKind::Backing, &coalition.id, reason)
    });
    left_out.collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::Stance;
    use crate::{
        answers::ElectionFacts,
        formats::{Format, MemorySource, ReadContext, format::Item, tandai::Tandai},
        model::{Scheme, Timestamp},
    };

    /// Two articles: three parties together, two of them again a month later; a party without entity; one mentioned only.
    const LINES: &str = concat!(
        r#"{"id":"a","text":"PKS PSI PAN xx","date":"2024-07-08","mentions":[{"id":"m1","start":0,"end":3,"kind":"party","entity":"party:pks"},"#,
        r#"{"id":"m4","start":12,"end":14,"kind":"party"},{"id":"m5","start":8,"end":11,"kind":"party","entity":"party:pkb"}],"coalitions":["#,
        r#"{"id":"c1","region":"region:36.02","office":"regent","year":2024,"status":"confirmed","backings":[{"party":"party:psi","stance":"supporting"},"#,
        r#"{"party":"party:pks","stance":"nominating","mentions":["m1"]},{"party":"party:pan"},{"party":"party:pks"},{"party":null,"mentions":["m4"]},{"party":null}]},"#,
        r#"{"id":"c2","status":"denied","date":"2024-06-01","backings":[{"party":"party:pks"},{"party":"party:psi"}]}]}"#,
        "\n",
        r#"{"id":"b","text":"x","date":"2024-08-08","coalitions":[{"id":"c1","status":"confirmed","region":"region:36","office":"governor","year":2024,"#,
        r#""backings":[{"party":"party:psi"},{"party":"party:pks"}]}]}"#,
        "\n",
    );

    pub fn documents() -> Vec<Document> {
        let mut documents = Vec::new();
        let source = MemorySource::file("a.jsonl", LINES.as_bytes());
        let read = Tandai.read(&source, &ReadContext::new(Scheme::default(), Timestamp(0)), &mut |item| {
            documents.extend(match item {
                Item::Document(document) => Some(*document),
                Item::Problem(problem) => panic!("{problem}"),
            });
            Ok(())
        });
        assert_eq!(read, Ok(()));
        documents
    }

    /// What a writer is told in tests: nothing of near copies, and settings.
    pub fn writing<'a>(scheme: &'a Scheme, options: &[(&str, &str)]) -> Writing<'a> {
        Writing {
            project: "uji",
            scheme,
            elections: ElectionFacts::delivered(),
            entity: &|_| None,
            story: &|_| None,
            with_text: true,
            councils: None,
            options: options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        }
    }

    #[test]
    fn an_empty_backing_is_nothing_and_an_unlinked_one_is_told() {
        let scheme = Scheme::default();
        let writing = writing(&scheme, &[]);
        let mut tally = DocumentTally::new(&writing).unwrap();
        let left_out: Vec<LeftOut> = documents().iter().flat_map(|document| tally.add(document)).collect();
        let ids: Vec<&str> = left_out.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["c1"]);
        let network = tally.finish();
        let weights: Vec<(String, usize)> = network
            .edges
            .iter()
            .map(|edge| (format!("{} {}", network.nodes[edge.ends.0].id, network.nodes[edge.ends.1].id), edge.positive))
            .collect();
        let two = |ends: &str, weight| (ends.to_owned(), weight);
        let expected = [two("party:pan party:pks", 1), two("party:pan party:psi", 1), two("party:pks party:psi", 2)];
        assert_eq!(weights, expected, "the denied one does not count");
        let pks = network.nodes.iter().find(|node| node.id.to_string() == "party:pks").unwrap();
        assert_eq!(
            (pks.mentions, pks.articles, pks.statements, pks.stances.clone()),
            (1, 2, 3, [(Stance::Nominating, 1), (Stance::Open, 3)].into())
        );
    }

    #[test]
    fn the_same_text_is_the_same_story() {
        let scheme = Scheme::default();
        let writing = writing(&scheme, &[]);
        let mut tally = DocumentTally::new(&writing).unwrap();
        let mut again = documents();
        again.push(again[1].clone());
        again[2].article.meta.id = ArticleId::new("b-again").unwrap();
        again.iter().for_each(|document| drop(tally.add(document)));
        let network = tally.finish();
        assert_eq!(network.edges.iter().map(|edge| edge.positive).max(), Some(2));
    }

    #[test]
    fn a_setting_that_makes_no_sense_is_refused() {
        let scheme = Scheme::default();
        let writing = writing(&scheme, &[("unit", "week")]);
        assert!(DocumentTally::new(&writing).is_err_and(|error| error.to_string().contains("“unit” is one of")));
        assert!(settings(&writing.options, writing.scheme).is_empty());
    }
}
