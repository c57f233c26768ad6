//! Names of what Nexis tells of an article, in the languages in which it writes them, and what they are called here.

/// Names in files, in small letters, and here.
const FIELDS: [(&str, &str); 66] = [
    ("headline", "title"),
    ("kop", "title"),
    ("titel", "title"),
    ("titre", "title"),
    ("section", "section"),
    ("rubrik", "section"),
    ("rubrique", "section"),
    ("rubriek", "section"),
    ("sectie", "section"),
    ("sección", "section"),
    ("length", LENGTH),
    ("länge", LENGTH),
    ("longueur", LENGTH),
    ("lengte", LENGTH),
    ("longitud", LENGTH),
    ("lunghezza", LENGTH),
    ("byline", "author"),
    ("autor", "author"),
    ("auteur", "author"),
    ("autore", "author"),
    ("highlight", "highlight"),
    ("encart", "highlight"),
    ("dateline", "dateline"),
    ("load-date", LOADED),
    ("update", LOADED),
    ("date-chargement", LOADED),
    ("language", "language"),
    ("sprache", "language"),
    ("langue", "language"),
    ("taal", "language"),
    ("idioma", "language"),
    ("lingua", "language"),
    ("publication-type", "publication_type"),
    ("type-publication", "publication_type"),
    ("pub-type", "publication_type"),
    ("journal code", "journal_code"),
    ("journal-code", "journal_code"),
    ("zeitungs-code", "journal_code"),
    ("document-type", "document_type"),
    ("distribution", "distribution"),
    ("subject", "subjects"),
    ("sujet", "subjects"),
    ("industry", "industries"),
    ("secteur-activite", "industries"),
    ("geographic", "places"),
    ("localisation-geo", "places"),
    ("person", "people"),
    ("personne", "people"),
    ("organization", "organisations"),
    ("organisation", "organisations"),
    ("company", "companies"),
    ("societe", "companies"),
    ("société", "companies"),
    ("ticker", "tickers"),
    ("symbole-boursier", "tickers"),
    ("graphic", GRAPHIC),
    ("grafik", GRAPHIC),
    ("graphique", GRAPHIC),
    ("correction-date", "correction_date"),
    ("correction", "correction"),
    ("notes", "notes"),
    ("series", "series"),
    ("show", "show"),
    ("anchor", "anchors"),
    ("anchors", "anchors"),
    ("guests", "guests"),
];

const LENGTH: &str = "length_in_nexis";
const LOADED: &str = "load_date";
const GRAPHIC: &str = "graphic";

/// Fields between the title and the text.
const OF_HEADS: [&str; 9] =
    ["title", "section", "author", LENGTH, "highlight", "dateline", "series", "anchors", "guests"];
/// Fields that nothing but the end of an article has.
const OF_ENDS: [&str; 5] = [LOADED, "language", "publication_type", "journal_code", "document_type"];
/// Lines that stand alone before what they name.
const ALONE: [(&str, &str); 4] =
    [("Classification", ""), ("Graphic", GRAPHIC), ("Notes", "notes"), ("Correction", "correction")];
/// Names of the text itself, on a line with its beginning or alone.
const TEXT: [&str; 4] = ["BODY:", "TEKST:", "TEXT:", "TEXTE:"];

/// A field on its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NexisField<'l> {
    /// What it is called here; empty if nothing is to be kept under it.
    pub name: String,
    pub value: &'l str,
}

impl NexisField<'_> {
    pub fn is_of_head(&self) -> bool {
        OF_HEADS.contains(&self.name.as_str())
    }

    /// Whether it can stand behind the text: news agencies put length and section there.
    pub fn may_end(&self) -> bool {
        !self.is_of_head() || self.is_length() || self.name == "section"
    }

    /// Whether only the end of an article has it. “UPDATE:” is what portals write as well.
    pub fn is_of_end(&self) -> bool {
        OF_ENDS.contains(&self.name.as_str())
    }

    pub fn is_length(&self) -> bool {
        self.name == LENGTH
    }

    /// Whether it names what pictures show, of which there can be many.
    pub fn is_caption(&self) -> bool {
        self.name == GRAPHIC
    }

    /// Whether whole sentences follow it.
    pub fn is_free(&self) -> bool {
        ["notes", "correction", COPYRIGHT].contains(&self.name.as_str())
    }
}

/// What a line of rights is called here.
const COPYRIGHT: &str = "copyright";

/// A field that is known.
pub fn field(line: &str) -> Option<NexisField<'_>> {
    if line.starts_with("Copyright ") || line.starts_with("© ") {
        return Some(NexisField { name: COPYRIGHT.to_owned(), value: line });
    }
    let (name, value) = line.split_once(':')?;
    let lower = name.trim().to_lowercase();
    let (_, here) = FIELDS.iter().find(|(there, _)| *there == lower)?;
    Some(NexisField { name: (*here).to_owned(), value: value.trim() })
}

/// What stands alone on its line before what it names, at the end of an article of Nexis Uni.
pub fn alone(line: &str) -> Option<NexisField<'_>> {
    let (_, here) = ALONE.iter().find(|(there, _)| *there == line)?;
    Some(NexisField { name: (*here).to_owned(), value: "" })
}

/// A field of any name, as the end of older articles has them: in capitals.
pub fn in_capitals(line: &str) -> Option<NexisField<'_>> {
    let (name, value) = line.split_once(':')?;
    let good = (3..=30).contains(&name.chars().count())
        && name.chars().all(|c| c.is_uppercase() || c == '-' || c == ' ')
        && name.starts_with(char::is_uppercase);
    good.then(|| NexisField { name: name.to_lowercase().replace(['-', ' '], "_"), value: value.trim() })
}

/// The text that begins on this line, if its name stands before it.
pub fn text_behind_its_name(line: &str) -> Option<&str> {
    TEXT.iter().find_map(|name| line.strip_prefix(name)).map(str::trim)
}
