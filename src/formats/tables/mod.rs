//! Tidy tables, as a folder of CSV files or as a workbook: the columns of [`codebook`], offsets in code points. Written
//! only; Tandai JSON Lines is what comes back.

mod across;
mod book;
mod notes;
mod origin;
mod people;
mod rows;
mod sheet;
mod variables;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use self::{
    across::Across,
    book::SharedBook,
    rows::{ArticleRow, BackingRow, CoalitionRow, EntityRow, EvidenceRow, MentionRow, SeenEntity},
    sheet::{TablePlace, TableSheet},
};
use super::{
    document::Document,
    format::{DiskShape, Format, FormatInfo, LeftOut, Writer, Writing},
    kit::spreadsheet,
    left_out::{decisions, misfit_values, misfits},
    network::{FROM, GUESSED_DATES, NORMALISATION, SIGN, STATUSES, TO, UNIT, settings},
    source::Target,
};
use crate::formats::sniff::Sniff;
use crate::{
    dataset::codebook,
    model::{EntityId, Scheme, entities_in},
};

/// The format.
pub struct Tables;

const LOSSES: [&str; 4] = [
    "suggestions that were rejected or put off",
    "which mentions name region, head and deputy of a coalition",
    "whether a proposal was accepted as it was or corrected",
    "how a file looked before it was imported",
];

static INFO: FormatInfo = FormatInfo {
    id: "tables",
    name: "tidy CSV tables",
    extensions: &["csv"],
    about: "Articles, mentions, entities, coalitions, backings, evidence, statements, last words, pairs of parties, weeks and \
            notes, with a codebook: for R, pandas, DuckDB and spreadsheets",
    offsets: "code points",
    shape: DiskShape::Folder,
    reads: false,
    writes: true,
    loses: &LOSSES,
    text_free: true,
    parts: true,
    own_fields: true,
    links: true,
    tells_thresholds: true,
    options: &[spreadsheet::CHOICE, STATUSES, SIGN, UNIT, FROM, TO, NORMALISATION, GUESSED_DATES],
    ..FormatInfo::NOTHING
};

impl Format for Tables {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, _: &Sniff<'_>) -> bool {
        false
    }

    fn tells_stories(&self) -> bool {
        true
    }

    fn settings(&self, options: &BTreeMap<String, String>, scheme: &Scheme) -> BTreeMap<String, String> {
        settings(options, scheme)
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        let safe = spreadsheet::is_safe(writing.option(&INFO, spreadsheet::CHOICE.name));
        TableWriter::begin(target, writing, TablePlace::Files { target, safe })
    }
}

/// The same tables as one workbook.
pub struct TablesBook;

static BOOK: FormatInfo = FormatInfo {
    id: "xlsx",
    name: "Excel workbook",
    extensions: &["xlsx"],
    about: "The tidy tables as the sheets of one workbook, with the codebook: for Excel, LibreOffice and SPSS",
    offsets: "code points",
    writes: true,
    loses: &[
        LOSSES[0],
        LOSSES[1],
        LOSSES[2],
        LOSSES[3],
        "what is longer than a cell (32,767 characters), and rows beyond a sheet (1,048,576)",
    ],
    text_free: true,
    parts: true,
    own_fields: true,
    links: true,
    tells_thresholds: true,
    options: &[STATUSES, SIGN, UNIT, FROM, TO, NORMALISATION, GUESSED_DATES],
    ..FormatInfo::NOTHING
};

impl Format for TablesBook {
    fn info(&self) -> &'static FormatInfo {
        &BOOK
    }

    fn recognises(&self, _: &Sniff<'_>) -> bool {
        false
    }

    fn tells_stories(&self) -> bool {
        true
    }

    fn settings(&self, options: &BTreeMap<String, String>, scheme: &Scheme) -> BTreeMap<String, String> {
        settings(options, scheme)
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        TableWriter::begin(target, writing, TablePlace::Book(SharedBook::new()?))
    }
}

struct TableWriter<'a> {
    target: &'a dyn Target,
    writing: &'a Writing<'a>,
    place: TablePlace<'a>,
    articles: TableSheet,
    mentions: TableSheet,
    coalitions: TableSheet,
    backings: TableSheet,
    evidence: TableSheet,
    statements: TableSheet,
    notes: TableSheet,
    variables: TableSheet,
    across: Across<'a>,
    /// Every entity that was met; all that is held until the end, beside what the statements say.
    entities: BTreeMap<EntityId, SeenEntity>,
}

impl Writer for TableWriter<'_> {
    fn add(&mut self, document: &Document, part: &str) -> io::Result<Vec<LeftOut>> {
        let story = (self.writing.story)(&document.article.meta.id).map_or_else(String::new, |story| story.to_string());
        let article = ArticleRow { document, part, story: &story, with_text: self.writing.with_text };
        self.articles.row_with(&|column| article.cell(column), &document.annotations.remark.fields)?;
        self.across.add(document);
        notes::of_article(&mut self.notes, &article)?;
        variables::of_article(&mut self.variables, &article)?;
        let mut met = BTreeSet::new();
        for mention in document.annotations.in_reading_order() {
            let row = MentionRow { article: &article, mention, writing: self.writing };
            self.mentions.row_with(&|column| row.cell(column), &mention.fields)?;
            if let Some(entity) = &mention.entity {
                self.seen(entity).mentions += 1;
                met.insert(entity);
            }
        }
        for entity in met {
            self.seen(entity).articles += 1;
        }
        for coalition in document.annotations.coalitions.values() {
            let row = CoalitionRow::new(&article, coalition, self.writing);
            self.coalitions.row_with(&|column| row.cell(column), &coalition.fields)?;
            for (at, backing) in coalition.backings.iter().enumerate() {
                let backing = BackingRow { statement: &row, at, backing };
                self.backings.row(&|column| backing.cell(column))?;
                self.statements.row_with(&|column| backing.cell(column), &coalition.fields)?;
            }
            for (at, &span) in coalition.evidence.iter().enumerate() {
                let evidence = EvidenceRow { statement: &row, at, span };
                self.evidence.row(&|column| evidence.cell(column))?;
            }
            let named: BTreeSet<&EntityId> = coalition.entities().collect();
            for entity in named {
                self.seen(entity).statements += 1;
            }
        }
        // What a field holds is explained as well, whoever else mentions it.
        let mentions = document.annotations.mentions.values().flat_map(|mention| entities_in(&mention.fields));
        for entity in mentions.chain(entities_in(&document.annotations.remark.fields)) {
            self.seen(entity);
        }
        let unheld = match &self.place {
            TablePlace::Files { .. } => Vec::new(),
            TablePlace::Book(book) => book.left_out(document),
        };
        let values = misfit_values(document, self.writing.scheme);
        Ok(misfits(document).into_iter().chain(decisions(document)).chain(values).chain(unheld).collect())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let mut entities = TableSheet::new(&self.place, "entities", self.writing.scheme)?;
        for (id, seen) in &self.entities {
            let row = EntityRow { id, seen, writing: self.writing };
            entities.row(&|column| row.cell(column))?;
            if let Some(entity) = (self.writing.entity)(id) {
                notes::of_entity(&mut self.notes, entity)?;
            }
        }
        for sheet in [
            self.articles,
            self.mentions,
            entities,
            self.coalitions,
            self.backings,
            self.evidence,
            self.statements,
            self.notes,
            self.variables,
        ] {
            sheet.finish()?;
        }
        self.across.finish()?;
        match self.place {
            TablePlace::Files { target, safe } => write_codebook(target, safe, self.writing.scheme),
            TablePlace::Book(book) => book.finish(self.target, self.writing.scheme),
        }
    }
}

impl<'a> TableWriter<'a> {
    fn begin(
        target: &'a dyn Target,
        writing: &'a Writing<'a>,
        place: TablePlace<'a>,
    ) -> io::Result<Box<dyn Writer + 'a>> {
        let sheet = |name: &str| TableSheet::new(&place, name, writing.scheme);
        Ok(Box::new(Self {
            target,
            writing,
            articles: sheet("articles")?,
            mentions: sheet("mentions")?,
            coalitions: sheet("coalitions")?,
            backings: sheet("backings")?,
            evidence: sheet("evidence")?,
            statements: sheet("statements")?,
            notes: sheet("notes")?,
            variables: sheet("variables")?,
            across: Across::new(&place, writing)?,
            entities: BTreeMap::new(),
            place,
        }))
    }

    fn seen(&mut self, entity: &EntityId) -> &mut SeenEntity {
        if !self.entities.contains_key(entity) {
            self.entities.insert(entity.clone(), SeenEntity::default());
        }
        self.entities.entry(entity.clone()).or_default()
    }
}

/// The codebook beside the tables, for programs and for people.
fn write_codebook(target: &dyn Target, safe: bool, scheme: &Scheme) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(target.create("codebook.csv")?);
    for row in codebook::rows(scheme) {
        let cells = row.map(|cell| if safe { spreadsheet::safe(Cow::Owned(cell)).into_owned() } else { cell });
        csv.write_record(cells)?;
    }
    csv.flush()?;
    let mut markdown = target.create("codebook.md")?;
    markdown.write_all(codebook::markdown(scheme).as_bytes())?;
    if safe {
        markdown.write_all(SAFE.as_bytes())?;
    }
    markdown.flush()
}

const SAFE: &str = "
## Cells that a spreadsheet would compute

A cell of text that begins with `=`, `+`, `-`, `@` or a tab has a `'` before it, and so has one that begins with `'` and
one of these or a second `'`: take one `'` away to have the original. Export with `spreadsheet=raw` to be without.
";

#[cfg(test)]
mod tests;
