//! How several people worked, for a report: what was drawn for them, what the project decided for all, and how far they
//! agree.

use std::sync::atomic::AtomicBool;

use crate::{
    answers::report::{AgreementFacts, DrawingFacts, FigureFacts, OptionFacts},
    compare::{Measure, PairAgreement},
    model::{SetId, Stratum},
    session::{CompareRequest, Session},
    store::Notice,
};

impl Session {
    pub(super) fn drawing_facts(&self) -> Vec<DrawingFacts> {
        let drawings = &self.project().assignments.drawings;
        let facts = drawings.iter().map(|drawing| DrawingFacts {
            seed: drawing.seed,
            people: drawing.to.len(),
            double: drawing.double,
            by: drawing.by.iter().copied().map(Stratum::key).collect(),
            training: drawing.training,
            handed_on: drawing.release.is_some(),
            articles: drawing.articles,
            stories: drawing.stories,
        });
        facts.collect()
    }

    pub(super) fn options_facts(&self) -> OptionFacts {
        let options = self.options();
        let held_back = self.rows().iter().filter(|row| options.holds_back(&row.meta.id)).count();
        OptionFacts { hold_back: options.hold_back, seed: options.seed, blind: options.blind, held_back }
    }

    /// The agreement of every two people who finished the same articles, with what could not be read.
    pub(super) fn agreement_facts(&self, people: Vec<SetId>) -> (Vec<AgreementFacts>, Vec<Notice>) {
        if people.len() < 2 {
            return Default::default();
        }
        let comparer = self.comparer(CompareRequest { sets: people, unfinished: false, training: false });
        let comparison = comparer.run(&AtomicBool::new(false), |_, _| {}).unwrap_or_default();
        let name = |side: usize| {
            let id = &comparison.sets[side];
            self.project().sets.get(id).map_or_else(|| id.to_string(), |set| set.name.clone())
        };
        let pairs = comparison.pairs();
        let told = pairs.iter().filter(|pair| pair.all.articles > 0).map(|pair| {
            let (back, shown) = pair.apart.as_ref().map(|(back, shown)| (back, shown)).unzip();
            AgreementFacts {
                first: name(pair.sides.0),
                second: name(pair.sides.1),
                articles: pair.all.articles,
                stories: pair.all.stories,
                held_back: back.map_or(0, |one: &PairAgreement| one.articles),
                measures: pair.all.measures.iter().map(|measure| figure(measure, back, shown)).collect(),
            }
        });
        (told.collect(), comparison.notices)
    }
}

fn figure(measure: &Measure, back: Option<&PairAgreement>, shown: Option<&PairAgreement>) -> FigureFacts {
    let same = |other: &&Measure| (other.of, other.name, &other.label) == (measure.of, measure.name, &measure.label);
    let of = |part: Option<&PairAgreement>| part?.measures.iter().find(same)?.value;
    FigureFacts {
        of: measure.of,
        measure: measure.name,
        label: measure.label.clone(),
        n: measure.n,
        value: measure.value,
        low: measure.interval.map(|interval| interval.0),
        high: measure.interval.map(|interval| interval.1),
        held_back: of(back),
        assisted: of(shown),
    }
}
