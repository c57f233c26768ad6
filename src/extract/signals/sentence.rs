//! A sentence as the rules read it: its tokens, and everything that they say by themselves, found when it is first asked
//! for.

use std::cell::OnceCell;

use super::{
    certainty::{Firmness, cues, firmness},
    office::OfficeSignals,
    phrases::FoundPhrase,
    region::{Ranked, is_open, is_place_heading, ranked},
    slots::slots,
    speech::{SpeakerSignal, said},
    stance::verbs,
    tokens::Token,
    year::{election_year, year},
};
use crate::{
    lexicon::{
        NamedDate,
        backing::Verb,
        firmness::FirmnessCue,
        office::{OfficeCue, OfficeWordRole},
    },
    model::{Slot, Span},
};

/// A sentence and its tokens.
pub struct Sentence<'a> {
    pub span: Span,
    /// Number of its line: of its paragraph.
    pub line: usize,
    pub tokens: Vec<Token<'a>>,
    elections: &'a OfficeSignals,
    /// Whether mentions of these kinds are in it.
    pub has_party: bool,
    pub has_candidate: bool,
    pub has_region: bool,
    offices: OnceCell<Vec<FoundPhrase<OfficeCue>>>,
    verbs: OnceCell<Vec<FoundPhrase<Verb>>>,
    cues: OnceCell<Vec<FoundPhrase<FirmnessCue>>>,
    said: OnceCell<Option<SpeakerSignal>>,
    slots: OnceCell<Vec<(usize, Slot)>>,
    regions: OnceCell<Vec<Ranked>>,
    year: OnceCell<Option<i16>>,
    open: OnceCell<bool>,
    /// The days that it names; those without a year are of the article's.
    pub dates: OnceCell<Vec<NamedDate>>,
}

impl<'a> Sentence<'a> {
    pub fn new(span: Span, line: usize, tokens: Vec<Token<'a>>, elections: &'a OfficeSignals) -> Self {
        Self {
            span,
            line,
            has_party: tokens.iter().any(Token::is_party),
            has_candidate: tokens.iter().any(Token::is_candidate),
            has_region: tokens.iter().any(Token::is_region),
            tokens,
            elections,
            offices: OnceCell::new(),
            verbs: OnceCell::new(),
            cues: OnceCell::new(),
            said: OnceCell::new(),
            slots: OnceCell::new(),
            regions: OnceCell::new(),
            year: OnceCell::new(),
            open: OnceCell::new(),
            dates: OnceCell::new(),
        }
    }

    /// Some of its tokens as a sentence of its own: a clause.
    pub fn part(&self, range: std::ops::Range<usize>) -> Self {
        let tokens = self.tokens[range.clone()].to_vec();
        // What goes without saying in a clause is said in the one before it.
        let unsaid = self.verbs().iter().filter(|verb| range.contains(&verb.at) && self.tokens[verb.at].is(&["oleh"]));
        let unsaid = unsaid.map(|verb| FoundPhrase { at: verb.at - range.start, end: verb.end - range.start, ..*verb });
        let mut own = verbs(&tokens);
        for verb in unsaid {
            let place = own.partition_point(|other| other.at < verb.at);
            if own.get(place).is_none_or(|other| other.at != verb.at) {
                own.insert(place, verb);
            }
        }
        let span = match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) if tokens.len() < self.tokens.len() => Span::new(first.span.start, last.span.end),
            _ => self.span,
        };
        Self { verbs: OnceCell::from(own), ..Self::new(span, self.line, tokens, self.elections) }
    }

    /// Its words for offices and elections.
    pub fn offices(&self) -> &[FoundPhrase<OfficeCue>] {
        self.offices.get_or_init(|| self.elections.cues(&self.tokens))
    }

    /// Whether it speaks of an election that the project is not about, and of none that it is about.
    pub fn is_of_others(&self) -> bool {
        let own =
            |cue: &FoundPhrase<OfficeCue>| matches!(cue.value.role, OfficeWordRole::Election | OfficeWordRole::Runs(_));
        self.elections.names_others(&self.tokens) && !self.offices().iter().any(own)
    }

    /// Its verbs of backing, traps included.
    pub fn verbs(&self) -> &[FoundPhrase<Verb>] {
        self.verbs.get_or_init(|| verbs(&self.tokens))
    }

    /// What its words say of firmness; `verb` is the one that carries the statement.
    pub fn firmness(&self, verb: Option<&FoundPhrase<Verb>>) -> Option<Firmness> {
        firmness(&self.tokens, self.cues(), verb)
    }

    /// Its words of firmness.
    pub fn cues(&self) -> &[FoundPhrase<FirmnessCue>] {
        self.cues.get_or_init(|| cues(&self.tokens))
    }

    /// What it says about its speaker.
    pub fn said(&self) -> Option<&SpeakerSignal> {
        self.said.get_or_init(|| said(&self.tokens)).as_ref()
    }

    /// The parties that it offers a place on the ticket.
    pub fn slots(&self) -> &[(usize, Slot)] {
        self.slots.get_or_init(|| slots(&self.tokens, self.offices()))
    }

    /// Its regions with their ranks.
    pub fn regions(&self) -> &[Ranked] {
        self.regions.get_or_init(|| ranked(&self.tokens, self.offices()))
    }

    /// Whether it is a line that only names a region.
    pub fn is_place_heading(&self) -> bool {
        self.has_region && is_place_heading(&self.tokens, self.offices())
    }

    /// The year that stands with a word for an election.
    pub fn year(&self) -> Option<i16> {
        *self.year.get_or_init(|| election_year(&self.tokens, self.offices(), &self.elections.calendar))
    }

    /// Whether it means an election that was named before: "pada pilkada itu".
    pub fn means_an_election(&self) -> bool {
        let that = |end: usize| self.tokens.get(end).is_some_and(|token| token.is(&["itu", "tersebut"]));
        self.offices().iter().any(|cue| cue.value.role == OfficeWordRole::Election && that(cue.end))
    }

    /// The first year that it names, whatever it dates.
    pub fn any_year(&self) -> Option<i16> {
        (0..self.tokens.len()).find_map(|at| year(&self.tokens, at))
    }

    /// Whether it speaks of regions that it does not name.
    pub fn is_open(&self) -> bool {
        *self.open.get_or_init(|| is_open(&self.tokens))
    }
}
