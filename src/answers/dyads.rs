//! Two parties in one race: with each other, against each other, or neither, by their last words; and which parties never
//! meet.

use std::collections::{BTreeMap, BTreeSet};

use super::{Book, Ledger, LedgerColumn, RaceKey, Stated, last_word};
use crate::model::{ArticleId, Certainty, Date, EntityId};

/// How two parties stand to each other in a race.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DyadRelation {
    /// On one ticket, or in one coalition that nothing later took back.
    Together,
    /// On two tickets.
    Against,
    /// One of them said no last.
    Apart,
    /// Nothing tells.
    Open,
}

impl DyadRelation {
    pub const ALL: [Self; 4] = [Self::Together, Self::Against, Self::Apart, Self::Open];

    pub fn key(self) -> &'static str {
        match self {
            Self::Together => "together",
            Self::Against => "against",
            Self::Apart => "apart",
            Self::Open => "open",
        }
    }
}

/// Two parties in one race. The first comes first by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dyad {
    pub race: RaceKey,
    pub parties: (EntityId, EntityId),
    pub relation: DyadRelation,
    /// Whether both last words are decided ones.
    pub confirmed: bool,
    /// Statements that both stand in, by status in the order of [`Certainty::ALL`].
    pub statuses: [usize; Certainty::ALL.len()],
    pub stories: usize,
    pub articles: usize,
    /// First and last day of a statement that both stand in.
    pub first: Option<Date>,
    pub last: Option<Date>,
}

/// What is counted of two parties while their race is gone through.
#[derive(Default)]
struct Joint<'l> {
    statuses: [usize; Certainty::ALL.len()],
    stories: BTreeSet<&'l ArticleId>,
    articles: BTreeSet<&'l ArticleId>,
    first: Option<Date>,
    last: Option<Date>,
    /// The last day of a joint statement that is no denial and does not look back.
    tied: Option<Date>,
}

/// The pairs of parties of one race by a day: those in one statement, and those with a last word each.
pub fn dyads(ledger: &Ledger, race: &RaceKey, book: &Book, at: Option<Date>) -> Vec<Dyad> {
    let mut joint: BTreeMap<(&EntityId, &EntityId), Joint<'_>> = BTreeMap::new();
    for stated in ledger.statements(book).filter(|one| one.day.known().is_none() || one.day.is_by(at)) {
        let mut parties: Vec<&EntityId> = stated.statement.party_ids().collect();
        parties.sort();
        for (place, one) in parties.iter().enumerate() {
            for two in &parties[place + 1..] {
                joint.entry((one, two)).or_default().add(&stated);
            }
        }
    }
    let mut words = Vec::new();
    if !race.is_open() {
        for (column, stated) in ledger.columns(book) {
            let LedgerColumn::Party(id) = column else { continue };
            let by_day: Vec<Stated<'_>> = stated.into_iter().filter(|one| one.day.is_by(at)).collect();
            words.extend(last_word(Some(id), &by_day).map(|word| (id, word)));
        }
        for (place, (one, _)) in words.iter().enumerate() {
            for (two, _) in &words[place + 1..] {
                joint.entry((one, two)).or_default();
            }
        }
    }
    let word = |id: &EntityId| words.iter().find(|(own, _)| *own == id).map(|(_, word)| word);
    let dyad = |((one, two), joint): ((&EntityId, &EntityId), Joint<'_>)| {
        let (a, b) = (word(one), word(two));
        let relation = match (a, b) {
            (Some(a), Some(b)) => {
                let says = |word: &super::LastWord| {
                    !matches!(word.status, Certainty::Denied | Certainty::Past | Certainty::Open)
                };
                match (says(a) && says(b), &a.head, &b.head) {
                    (true, Some(x), Some(y)) if x == y => DyadRelation::Together,
                    (true, Some(_), Some(_)) => DyadRelation::Against,
                    (true, ..) if joint.tied.is_some_and(|day| day >= a.day.min(b.day)) => DyadRelation::Together,
                    (true, ..) => DyadRelation::Open,
                    (false, ..) if [a, b].iter().any(|word| word.status == Certainty::Denied) => DyadRelation::Apart,
                    // What was, or what nobody says how firmly, tells nothing of today.
                    (false, ..) => DyadRelation::Open,
                }
            }
            _ => DyadRelation::Open,
        };
        let confirmed = [a, b].iter().all(|word| word.is_some_and(|word| word.status == Certainty::Confirmed));
        Dyad {
            race: race.clone(),
            parties: (one.clone(), two.clone()),
            relation,
            confirmed,
            statuses: joint.statuses,
            stories: joint.stories.len(),
            articles: joint.articles.len(),
            first: joint.first,
            last: joint.last,
        }
    };
    joint.into_iter().map(dyad).collect()
}

impl<'l> Joint<'l> {
    fn add(&mut self, stated: &Stated<'l>) {
        let status = stated.statement.status;
        if let Some(at) = Certainty::ALL.iter().position(|one| *one == status) {
            self.statuses[at] += 1;
        }
        self.stories.insert(stated.story);
        self.articles.insert(&stated.article.id);
        let day = stated.day.known();
        self.first = [self.first, day].into_iter().flatten().min();
        self.last = [self.last, day].into_iter().flatten().max();
        if !matches!(status, Certainty::Denied | Certainty::Past | Certainty::Open) {
            self.tied = [self.tied, day].into_iter().flatten().max();
        }
    }
}

/// Pairs of parties that have statements in some of these races by a day (`None`: at all) and never stand in one together,
/// the busiest first.
pub fn never_met<'l>(
    ledger: &'l Ledger,
    races: impl IntoIterator<Item = &'l RaceKey>,
    at: Option<Date>,
) -> Vec<(EntityId, EntityId)> {
    let mut met: BTreeSet<(&EntityId, &EntityId)> = BTreeSet::new();
    let mut counts: BTreeMap<&EntityId, usize> = BTreeMap::new();
    let books = races.into_iter().filter_map(|race| ledger.book(race));
    for stated in books.flat_map(|book| ledger.statements(book)) {
        // What has no day that can be trusted may have been said by any day, and counts where none is asked for.
        if at.is_some() && !stated.day.is_by(at) {
            continue;
        }
        let parties: Vec<&EntityId> = stated.statement.party_ids().collect();
        for one in &parties {
            *counts.entry(*one).or_default() += 1;
            met.extend(parties.iter().filter(|two| one < *two).map(|two| (*one, *two)));
        }
    }
    let mut busiest: Vec<(&EntityId, usize)> = counts.into_iter().collect();
    busiest.sort_by_key(|(_, statements)| std::cmp::Reverse(*statements));
    let mut never = Vec::new();
    for (place, (two, _)) in busiest.iter().enumerate() {
        for (one, _) in &busiest[..place] {
            let pair = if one < two { (*one, *two) } else { (*two, *one) };
            if !met.contains(&pair) {
                never.push((pair.0.clone(), pair.1.clone()));
            }
        }
    }
    never
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::answers::testing::{day, known, statement};

    fn relations(race: &str, said: &[(&str, &str)], at: Option<&str>) -> Vec<String> {
        let articles: Vec<_> = said
            .iter()
            .enumerate()
            .map(|(n, (date, text))| known(&format!("a{n}"), date, vec![statement(race, text)]))
            .collect();
        let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
        let (race, book) = ledger.races().next().unwrap();
        let dyads = dyads(&ledger, race, book, at.map(day));
        let name = |id: &EntityId| id.local().to_owned();
        let said = |dyad: &Dyad| format!("{}+{} {}", name(&dyad.parties.0), name(&dyad.parties.1), dyad.relation.key());
        dyads.iter().map(said).collect()
    }

    #[test]
    fn with_and_against() {
        let said = [
            ("2024-07-01", "c1 confirmed pks psi"),
            ("2024-08-01", "c1 confirmed pks! nasdem* | andra"),
            ("2024-08-02", "c1 confirmed psi! | airin"),
            ("2024-08-03", "c1 denied pan"),
        ];
        let race = "36 governor 2024";
        assert_eq!(relations(race, &said, Some("2024-07-15")), ["pks+psi together"]);
        let now = relations(race, &said, None);
        let expected = [
            "nasdem+pan apart",
            "nasdem+pks together",
            "nasdem+psi against",
            "pan+pks apart",
            "pan+psi apart",
            "pks+psi against",
        ];
        assert_eq!(now, expected);
        assert_eq!(relations("36 governor", &said, None), ["nasdem+pks open", "pks+psi open"]);
    }

    #[test]
    fn a_coalition_without_a_ticket_holds_until_one_of_them_says_otherwise() {
        let race = "36 governor 2024";
        let said = [("2024-07-01", "c1 confirmed pks psi"), ("2024-08-01", "c1 confirmed pks! | andra")];
        assert_eq!(relations(race, &said, None), ["pks+psi together"]);
        let said = [("2024-07-01", "c1 confirmed pks psi"), ("2024-08-01", "c1 denied psi")];
        assert_eq!(relations(race, &said, None), ["pks+psi apart"]);
    }

    #[test]
    fn what_was_is_no_refusal() {
        let race = "36 governor 2024";
        assert_eq!(relations(race, &[("2024-07-01", "c1 past pks psi")], None), ["pks+psi open"]);
        let said = [("2024-07-01", "c1 past pks psi"), ("2024-07-02", "c2 denied pks")];
        assert_eq!(relations(race, &said, None), ["pks+psi apart"]);
    }

    #[test]
    fn who_never_meets() {
        let articles = [known(
            "a",
            "",
            vec![statement("36 governor 2024", "c1 confirmed pks psi"), statement("? governor 2024", "c2 denied pan")],
        )];
        let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
        let never = |races: &[&RaceKey], at: Option<&str>| -> Vec<String> {
            let pairs = never_met(&ledger, races.iter().copied(), at.map(day));
            pairs.iter().map(|(a, b)| format!("{} {}", a.local(), b.local())).collect()
        };
        let races: Vec<&RaceKey> = ledger.races().map(|(race, _)| race).collect();
        assert_eq!(never(&races, None), ["pan pks", "pan psi"]);
        // Who speaks in one race alone, or by a day alone, meets nobody elsewhere.
        assert!(races.iter().all(|race| never(&[race], None).is_empty()));
        assert!(never(&races, Some("2024-06-24")).is_empty(), "none of it has a day");
    }
}
