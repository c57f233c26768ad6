//! How a document is put together from what another program says, with every doubt named.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    RawSpan,
    anchor::{Anchored, DoubtfulUnit, Placed, anchor, doubtful_unit},
};
use crate::{
    formats::{
        document::{Document, OWN_ID, article_id},
        kit::{
            raw_text::{OffsetUnit, RawText},
            tally::shortened,
        },
        problem::{Problem, RecordFate},
        stem, text_hash,
    },
    message::{Message, message},
    model::{
        AnnotationSet, Annotations, Article, ArticleId, ArticleMeta, Coalition, CoalitionId, Date, Decision, EntityId,
        Guess, Import, Mention, MentionId, Misfit, MisfitDecision, Remark, Span, Status, Variable, Variables, slug,
    },
};

/// A document in the making.
pub struct Draft {
    /// As problems name the file, and where its record begins (line and column from 1).
    file: String,
    at: (usize, usize),
    raw: RawText,
    pub id: ArticleId,
    /// What the record calls the article, where that is no id.
    named: Option<String>,
    pub title: String,
    pub source: String,
    pub url: String,
    pub date: Option<Date>,
    /// What is known of the article and has no field of its own.
    pub variables: Variables,
    /// What is not to be guessed, though it be empty.
    pub stated: BTreeSet<Guess>,
    /// The name of the file that the text came from, if it had one of its own.
    pub import_file: String,
    pub set: Option<AnnotationSet>,
    pub status: Status,
    pub remark: Remark,
    mentions: Vec<(Mention, RawSpan, (usize, usize))>,
    coalitions: Vec<(Coalition, Vec<RawSpan>, (usize, usize))>,
    decisions: Vec<(Decision, Vec<RawSpan>)>,
    ids: BTreeMap<String, MentionId>,
    taken: BTreeSet<MentionId>,
    /// Where each came first, and how often.
    unknown_labels: BTreeMap<String, ((usize, usize), usize)>,
    problems: Vec<Problem>,
}

impl Draft {
    /// Begins with an id of any shape and the text as the other program has it. The problem: a text that is too long.
    pub fn new(file: &str, at: (usize, usize), id: &str, raw: &str) -> Result<Self, Problem> {
        let too_long = || {
            Problem::new(file, message!("the text has more than 4 GiB"), message!("Split the article")).at(at.0, at.1)
        };
        Ok(Self {
            file: file.to_owned(),
            at,
            raw: RawText::new(raw).ok_or_else(too_long)?,
            id: article_id(id),
            named: (article_id(id).as_str() != id && !id.starts_with(stem(file))).then(|| id.to_owned()),
            title: String::new(),
            source: String::new(),
            url: String::new(),
            date: None,
            variables: Variables::new(),
            stated: BTreeSet::new(),
            import_file: String::new(),
            set: None,
            status: Status::default(),
            remark: Remark::default(),
            mentions: Vec::new(),
            coalitions: Vec::new(),
            decisions: Vec::new(),
            ids: BTreeMap::new(),
            taken: BTreeSet::new(),
            unknown_labels: BTreeMap::new(),
            problems: Vec::new(),
        })
    }

    /// The text as the other program has it and as the article will have it.
    pub fn raw(&self) -> &RawText {
        &self.raw
    }

    /// The id that the mention `foreign` has here; the same for the same name. An id that fits is kept; an empty one
    /// gets a number.
    pub fn mention_id(&mut self, foreign: &str) -> MentionId {
        if let Some(id) = self.ids.get(foreign) {
            return id.clone();
        }
        let own = || MentionId::new(foreign).or_else(|_| MentionId::new(slug(foreign))).ok();
        let numbered = || (self.taken.len() + 1..).filter_map(|n| MentionId::new(format!("m{n}")).ok());
        let id = own().into_iter().chain(numbered()).find(|id| !self.taken.contains(id));
        let id = id.unwrap_or_else(|| MentionId::new("m0").expect("letters are an id"));
        self.taken.insert(id.clone());
        if !foreign.is_empty() {
            self.ids.insert(foreign.to_owned(), id.clone());
        }
        id
    }

    /// The id of a mention that `foreign` alone may name: if another is called so too, it gets a number and that is
    /// noted.
    pub fn own_mention_id(&mut self, foreign: &str, at: (usize, usize)) -> MentionId {
        if !self.ids.contains_key(foreign) {
            return self.mention_id(foreign);
        }
        let id = self.mention_id("");
        self.note(
            at,
            message!("two mentions are called {name}; the later one is {id} now", name = foreign, id = id.as_str()),
            message!("Nothing is to be done"),
        );
        id
    }

    /// The id of a mention that was named before.
    pub fn known_mention(&self, foreign: &str) -> Option<&MentionId> {
        self.ids.get(foreign)
    }

    /// The mention of this name, which is not an entity's id (`kind:name`), with what it is linked to.
    pub fn named_mention(&self, name: &str) -> Option<(MentionId, Option<EntityId>)> {
        let id = self.ids.get(name).filter(|_| !name.is_empty() && !name.contains(':'))?;
        let (mention, ..) = self.mentions.iter().find(|(mention, ..)| mention.id == *id)?;
        Some((id.clone(), mention.entity.clone()))
    }

    /// Adds a mention whose span is not yet known (see [`new_mention`]); `at`: line and column for problems, or zeros
    /// for those of the record.
    pub fn mention(&mut self, mention: Mention, wanted: RawSpan, at: (usize, usize)) {
        self.mentions.push((mention, wanted, at));
    }

    /// Adds a coalition whose evidence is not yet placed.
    pub fn coalition(&mut self, coalition: Coalition, evidence: Vec<RawSpan>, at: (usize, usize)) {
        self.coalitions.push((coalition, evidence, at));
    }

    /// Adds a decision whose claim is not yet placed: its spans are what the other program says, `wanted` one for each.
    pub fn decision(&mut self, decision: Decision, wanted: Vec<RawSpan>) {
        self.decisions.push((decision, wanted));
    }

    /// Whether a coalition with this id was added.
    pub fn has_coalition(&self, id: &CoalitionId) -> bool {
        self.coalitions.iter().any(|(coalition, ..)| coalition.id == *id)
    }

    /// A free id for a coalition: `wanted` if it can be one.
    pub fn coalition_id(&self, wanted: &str) -> CoalitionId {
        let taken = |id: &CoalitionId| self.coalitions.iter().any(|(coalition, ..)| coalition.id == *id);
        let own = CoalitionId::new(wanted).or_else(|_| CoalitionId::new(slug(wanted))).ok();
        let numbered = (self.coalitions.len() + 1..).filter_map(|n| CoalitionId::new(format!("c{n}")).ok());
        let id = own.into_iter().chain(numbered).find(|id| !taken(id));
        id.unwrap_or_else(|| CoalitionId::new("c0").expect("letters are an id"))
    }

    /// Says what is wrong with a part of the record; `at` as in [`Draft::mention`].
    pub fn part(&mut self, at: (usize, usize), reason: Message, fix: Message) {
        let problem = self.problem(at, reason, fix).part();
        self.problems.push(problem);
    }

    /// Says what does not fit and is kept with what does.
    fn kept(&mut self, at: (usize, usize), reason: Message, fix: Message) {
        let problem = Problem { severity: RecordFate::Kept, ..self.problem(at, reason, fix) };
        self.problems.push(problem);
    }

    /// Says what was mended or is of no weight.
    pub fn note(&mut self, at: (usize, usize), reason: Message, fix: Message) {
        let problem = self.problem(at, reason, fix).note();
        self.problems.push(problem);
    }

    /// A label that means no kind: what has it is left out, and each label is told once.
    pub fn unknown_label(&mut self, at: (usize, usize), label: &str) {
        let at = if at == (0, 0) { self.at } else { at };
        self.unknown_labels.entry(label.to_owned()).or_insert((at, 0)).1 += 1;
    }

    /// Labels that mean no kind, where each came first, and how often.
    pub fn take_unknown_labels(&mut self) -> BTreeMap<String, ((usize, usize), usize)> {
        std::mem::take(&mut self.unknown_labels)
    }

    fn problem(&self, at: (usize, usize), reason: Message, fix: Message) -> Problem {
        let (line, column) = if at == (0, 0) { self.at } else { at };
        Problem::new(self.file.as_str(), reason, fix).at(line, column)
    }

    fn tell_doubtful(&mut self, doubtful: &DoubtfulUnit, unit: OffsetUnit, all: usize) {
        let (article, units) = (self.id.clone(), unit.message());
        let cuts = message!(
            "{cuts} of {all} mark{s} of {article} begin or end within a word, counted in {units}",
            cuts = doubtful.cuts,
            all = all,
            article = article.as_str(),
            units = units
        );
        let fix = match doubtful.better {
            Some(OffsetUnit::CodePoint) => message!("None does in code points: read it again with offsets=code-points"),
            Some(OffsetUnit::Utf16) => message!("None does in UTF-16 units: read it again with offsets=utf16"),
            Some(OffsetUnit::Byte) => message!("None does in bytes: read it again with offsets=bytes"),
            None => message!("Look whether the offsets belong to this text"),
        };
        let problem = self.problem((0, 0), cuts, fix).doubted();
        self.problems.push(problem);
    }

    /// Places everything, by offsets counted in `unit` over the raw text and by the words that are quoted. A mention
    /// that does not fit is kept among the misfits, evidence that does not is left out, and both are problems.
    pub fn finish(mut self, unit: OffsetUnit) -> (Document, Vec<Problem>) {
        let mentions = std::mem::take(&mut self.mentions);
        let coalitions = std::mem::take(&mut self.coalitions);
        let decisions = std::mem::take(&mut self.decisions);
        let evidence = coalitions.iter().flat_map(|(_, evidence, _)| evidence);
        let claimed = decisions.iter().flat_map(|(_, wanted)| wanted);
        let wanted = mentions.iter().map(|(_, wanted, _)| wanted).chain(evidence).chain(claimed);
        let wanted: Vec<&RawSpan> = wanted.collect();
        let Anchored { placed, mended } = anchor(&self.raw, unit, &wanted);
        if let Some(counting) = mended {
            let (article, units) = (self.id.as_str(), counting.unit.message());
            let reason = if counting.raw {
                message!(
                    "the offsets of {article} count {units}, as their words show",
                    article = article,
                    units = units
                )
            } else {
                message!(
                    "the offsets of {article} count {units} over LF line ends, as their words show",
                    article = article,
                    units = units
                )
            };
            self.note((0, 0), reason, message!("They were corrected; nothing is to be done"));
        }
        let marked: Vec<&RawSpan> = mentions.iter().map(|(_, wanted, _)| wanted).collect();
        if let Some(doubtful) = doubtful_unit(&self.raw, unit, &marked) {
            self.tell_doubtful(&doubtful, unit, marked.len());
        }
        let mut annotations =
            Annotations { status: self.status, remark: self.remark.clone(), ..Annotations::default() };
        let mut placed = placed.into_iter();
        for ((mut mention, wanted, at), placed) in mentions.into_iter().zip(placed.by_ref()) {
            match placed {
                Placed::Fits(span) => mention.span = span,
                Placed::Found(span) => {
                    mention.span = span;
                    let quote = shortened(wanted.quote.as_deref().unwrap_or_default());
                    self.note(
                        at,
                        message!(
                            "the offsets of “{quote}” are wrong; it was found where its words stand, once",
                            quote = quote
                        ),
                        message!("Look whether it is the right place"),
                    );
                }
                Placed::Lost(reason) => {
                    mention.span = Span::new(wanted.start, wanted.end);
                    self.kept(
                        at,
                        message!("mention {id}: {reason}", id = mention.id.as_str(), reason = &reason),
                        message!("It is kept beside the mentions; correct its offsets, or mark the words again"),
                    );
                    let quote = wanted.quote.unwrap_or_default();
                    annotations.misfits.push(Misfit { mention, quote, reason });
                    continue;
                }
            }
            annotations.mentions.insert(mention.id.clone(), mention);
        }
        for (mut coalition, evidence, at) in coalitions {
            for (_, placed) in evidence.iter().zip(placed.by_ref()) {
                match placed {
                    Placed::Fits(span) | Placed::Found(span) => coalition.evidence.push(span),
                    Placed::Lost(reason) => {
                        self.part(
                            at,
                            message!(
                                "evidence of coalition {id}: {reason}",
                                id = coalition.id.as_str(),
                                reason = reason
                            ),
                            message!("It was left out; choose the sentence again"),
                        );
                    }
                }
            }
            coalition.evidence.sort_unstable();
            coalition.evidence.dedup();
            annotations.coalitions.insert(coalition.id.clone(), coalition);
        }
        for (decision, wanted) in decisions {
            let claimed: Vec<Placed> = wanted.iter().zip(placed.by_ref()).map(|(_, placed)| placed).collect();
            self.place_decision(decision, wanted, claimed, &mut annotations);
        }
        let RawText { text, line_ends, bom, .. } = self.raw;
        let mut variables = self.variables;
        if let Some(named) = self.named {
            variables.entry(OWN_ID.to_owned()).or_insert(Variable::Text(named));
        }
        let meta = ArticleMeta {
            id: self.id,
            title: self.title,
            source: self.source,
            url: self.url,
            date: self.date,
            variables,
            text_sha256: text_hash(&text),
            length: text.chars_len(),
            import: Import { file: self.import_file, line_ends, bom, ..Import::default() },
        };
        let article = Article { meta, text };
        let (set, stated) = (self.set, self.stated);
        let (file, line, settled) = (self.file, self.at.0, Default::default());
        (Document { article, set, annotations, stated, file, line, settled }, self.problems)
    }

    fn place_decision(
        &mut self,
        decision: Decision,
        wanted: Vec<RawSpan>,
        placed: Vec<Placed>,
        annotations: &mut Annotations,
    ) {
        let mut why = None;
        let mut placed = placed.into_iter();
        let claim = decision.claim.with_spans(|_| match placed.next()? {
            Placed::Fits(span) | Placed::Found(span) => Some(span),
            Placed::Lost(reason) => {
                why = Some(reason);
                None
            }
        });
        if let Some(claim) = claim {
            annotations.decisions.insert(claim.id(), Decision { claim, ..decision });
            return;
        }
        let (id, reason) = (decision.claim.id(), why.unwrap_or_default());
        let told = message!("decision {id}: {reason}", id = id.to_string(), reason = &reason);
        self.kept((0, 0), told, message!("It is kept beside the decisions; decide again"));
        let quotes = wanted.into_iter().map(|wanted| wanted.quote.unwrap_or_default()).collect();
        annotations.misfit_decisions.push(MisfitDecision { id, decision, quotes, reason });
    }
}
