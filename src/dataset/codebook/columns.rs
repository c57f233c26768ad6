//! The table of the columns: one line each, which no split would make clearer.

use super::{
    Column,
    MissingValue::{self, Empty, Never},
    Table, UncodedVariable,
    ValueKind::{self, Category, Flag, Id, Ids, Integer, Moment, Number, Text},
    across,
};

pub(super) const fn column(
    name: &'static str,
    kind: ValueKind,
    unit: &'static str,
    values: &'static str,
    meaning: &'static str,
    missing: MissingValue,
) -> Column {
    Column { name, kind, unit, values, meaning, missing }
}

const NOT_CODED: MissingValue = Empty("not coded");
pub(super) const NOT_KNOWN: MissingValue = Empty("not known");
const NONE: MissingValue = Empty("none");
const OPEN_ENDED: MissingValue = Empty("open, or not known");
const NOT_LINKED: MissingValue = Empty("not linked to an entity");
pub(super) const OPEN: MissingValue = Empty("left open by the text, or not linked");
const NO_CODE: MissingValue = Empty("open, or a region without an official code");
const NO_PARTY: MissingValue = Empty("the text names no party here, or it is not linked");
const NO_EVIDENCE: MissingValue = Empty("no sentence was marked");
const NO_SCORE: MissingValue = Empty("made by a person, or no score was given");
const NO_PLACE: MissingValue = Empty("on an article or an entity, or a statement without evidence");
const NOT_GOLD: MissingValue = Empty("a set of another role than gold");
const NO_DECISION: MissingValue = Empty("nobody decided on it, or nobody said");
const NO_TEXT: MissingValue = Empty("an export without texts");

/// Every table, in the order in which a reader needs them.
pub const TABLES: &[Table] = &[
    Table {
        name: "articles",
        row: "One row for each article, also those without any mention.",
        key: &["article_id"],
        columns: &[ARTICLE, SET, ARTICLE_ONLY],
    },
    Table {
        name: "mentions",
        row: "One row for each marked span. Spans may overlap, nest, or be the same twice.",
        key: &["article_id", "set", "mention_id"],
        columns: &[ARTICLE, SET, MENTION, ORIGIN],
    },
    Table {
        name: "entities",
        row: "One row for each party, candidate, region or other entity that a mention or a statement here is linked to.",
        key: &["entity_id"],
        columns: &[ENTITY],
    },
    Table {
        name: "coalitions",
        row: "One row for each coalition statement: one speaker on one race in one article. Contradicting statements all \
              stand here.",
        key: &["statement_id"],
        columns: &[STATEMENT_KEY, ARTICLE, SET, RACE, TICKET, STATEMENT, SIZE, REPORT, OUTCOME, SHOWN, ORIGIN],
    },
    Table {
        name: "backings",
        row: "One row for each party of each coalition statement, with nothing that other tables tell.",
        key: &["statement_id", "backing"],
        columns: &[STATEMENT_KEY, ARTICLE, SET, BACKING, BACKING_MENTIONS],
    },
    Table {
        name: "evidence",
        row: "One row for each span that shows a coalition statement.",
        key: &["statement_id", "evidence"],
        columns: &[STATEMENT_KEY, ARTICLE, SET, EVIDENCE],
    },
    Table {
        name: "statements",
        row: "One row for each party of each coalition statement, with race, ticket, article and evidence: coalition × \
              party, to be used alone.",
        key: &["statement_id", "backing"],
        columns: &[
            STATEMENT_KEY,
            ARTICLE,
            SET,
            BACKING,
            PARTY,
            RACE,
            TICKET,
            STATEMENT,
            SIZE,
            REPORT,
            OUTCOME,
            SHOWN,
            ORIGIN,
        ],
    },
    Table {
        name: "notes",
        row: "One row for each note or flag on an article, a mention, a statement or an entity.",
        key: &["note_id"],
        columns: &[NOTE],
    },
    Table {
        name: "variables",
        row: "One row for each thing that is known of an article beside its columns, as its source named it: section, \
              author, length.",
        key: &["article_id", "variable"],
        columns: &[ARTICLE, SET, VARIABLE],
    },
    across::RACE_PARTY,
    across::DYADS,
    across::PANEL,
];

const STATEMENT_KEY: &[Column] = &[
    column("statement_id", Id, "", "", "The statement: article_id/set/coalition_id", Never),
    column("coalition_id", Id, "", "", "The statement within its article and set", Never),
];

const ARTICLE: &[Column] = &[column("article_id", Id, "", "", "The article", Never)];

pub(super) const SET: &[Column] = &[
    column("set", Id, "", "", "The annotation set: one author’s annotations", Never),
    column("set_role", Category, "", "person|extractor|gold", "Who that author is; gold is adjudicated", NOT_KNOWN),
];

const DATE_GUESSED: Column =
    column("date_guessed", Flag, "", "0|1", "Whether article_date was read from the first lines of the text", Never);

const ARTICLE_ONLY: &[Column] = &[
    column("status", Category, "", "new|in_progress|finished|ignored", "How far the work on the article is", Never),
    column("title", Text, "", "", "The headline", NONE),
    column("source", Text, "", "", "The newspaper or portal", NOT_KNOWN),
    column("url", Text, "", "", "Where it was published", NOT_KNOWN),
    column(
        "article_date",
        ValueKind::Date,
        "day",
        "",
        "When it was published; a month (2024-07) or a year where no more is known",
        NOT_KNOWN,
    ),
    DATE_GUESSED,
    column("split", Category, "", "", "The part of the dataset", Empty("no split was made, or in no part")),
    column("story_id", Id, "", "", "First article_id among its near copies; its own where there are none", NOT_KNOWN),
    column("n_mentions", Integer, "mentions", "", "Mentions in this set", Never),
    column("n_coalitions", Integer, "statements", "", "Coalition statements in this set", Never),
    column("length", Integer, "code points", "", "Length of the text", Never),
    column(
        "text_sha256",
        Text,
        "",
        "",
        "SHA-256 of the text in UTF-8, hexadecimal: to which text offsets belong",
        Never,
    ),
    column("text", Text, "", "", "The text; line ends are a line feed", NO_TEXT),
    column("note", Text, "", "", "What the annotator wrote down on the article", NONE),
    FLAG,
];

const FLAG: Column =
    column("flag", Category, "", "discuss|unsure", "What is to be looked at again: to be discussed, or not sure", NONE);

const MENTION: &[Column] = &[
    column("mention_id", Id, "", "", "The mention within its article and set", Never),
    column("start", Integer, "code points", "", "First code point of the span", Never),
    column("end", Integer, "code points", "", "First code point after the span", Never),
    column("text", Text, "", "", "What the span covers, as written", NO_TEXT),
    column("kind", Category, "", "party|candidate|region|…", "What it mentions; a project can add kinds", Never),
    column("entity_id", Id, "", "", "The real party, candidate or region", NOT_LINKED),
    column("entity_name", Text, "", "", "Its full name", NOT_LINKED),
    column("linked_by", Text, "", "", "person, or the rule that chose the entity", NOT_LINKED),
    column("note", Text, "", "", "What the annotator wrote down", NONE),
    FLAG,
];

const LEVEL: &str = "Provinsi, kabupaten or kota; of a region of one’s own its level";

const ENTITY: &[Column] = &[
    column("entity_id", Id, "", "", "party:pks, region:36.02, candidate:andra-soni", Never),
    column("kind", Category, "", "party|candidate|region|…", "What it is", Never),
    column("name", Text, "", "", "The full name", Never),
    column("short", Text, "", "", "The abbreviation", NONE),
    column("aliases", Text, "", "", "Other names in texts, with “; ” between", NONE),
    column(
        "context_aliases",
        Text,
        "",
        "",
        "Those of them that are words or other things as well, with “; ” between",
        NONE,
    ),
    column("code", Text, "", "", "Official code; for a region Kemendagri’s, to be read as text", NONE),
    column("same_as", Text, "", "", "Ids in public registers, as wikidata:Q1511101, with “; ” between", NONE),
    column("region_level", Category, "", "province|regency|city|…", LEVEL, Empty("not a region, or without a level")),
    column("province_code", Text, "", "", "Code of the province that it is or lies in", Empty("not a region")),
    column("parent_id", Id, "", "", "What it lies in or is a part of (entity_id)", NONE),
    column("level", Text, "", "", "Its rank among its kind, in the project’s words", NOT_KNOWN),
    column(
        "valid_from",
        ValueKind::Date,
        "day",
        "",
        "First day on which its names mean it; a month or a year",
        OPEN_ENDED,
    ),
    column("valid_to", ValueKind::Date, "day", "", "Last day on which they do", OPEN_ENDED),
    column("colour", Text, "", "", "As #3666d5", NONE),
    column("n_mentions", Integer, "mentions", "", "Mentions of it in this export", Never),
    column("n_articles", Integer, "articles", "", "Articles that mention it", Never),
    column("n_statements", Integer, "statements", "", "Coalition statements in which it stands anywhere", Never),
    column("note", Text, "", "", "What was written down on it", NONE),
    FLAG,
];

const NOTE: &[Column] = &[
    column("note_id", Id, "", "", "The note: article_id/set/record_id, or the entity", Never),
    column("article_id", Id, "", "", "The article", Empty("on an entity")),
    column("set", Id, "", "", "The annotation set: whose note it is", Empty("on an entity")),
    column("record", Category, "", "article|mention|statement|entity", "What it is on", Never),
    column("record_id", Id, "", "", "article_id, mention_id, coalition_id or entity_id", Never),
    column("start", Integer, "code points", "", "First code point of the mention, or of the first evidence", NO_PLACE),
    column("end", Integer, "code points", "", "First code point after it", NO_PLACE),
    column("text", Text, "", "", "What it covers", Empty("on an article or an entity, or an export without texts")),
    column("note", Text, "", "", "What was written down", Empty("a flag without a note")),
    FLAG,
];

const VARIABLE: &[Column] = &[
    column("variable", Text, "", "", "What the source calls it", Never),
    column("variable_type", Category, "", "text|number|date|list|yes_no|entity", "What kind of value it is", Never),
    column("value", Text, "", "", "Its value; `; ` between the entries of a list, true or false of yes or no", Never),
];

pub(super) const RACE: &[Column] = &[
    column("race_id", Id, "", "", "36.02-regent-2024: region, office, year", Empty("one of the three is open")),
    column("region_id", Id, "", "", "The region that elects (entity_id)", OPEN),
    column("region_code", Text, "", "", "Its Kemendagri code, to be read as text", NO_CODE),
    column("region_name", Text, "", "", "Its full name", OPEN),
    column("region_level", Category, "", "province|regency|city|…", LEVEL, Empty("region open, or without a level")),
    column("province_code", Text, "", "", "Code of the province that it is or lies in", NO_CODE),
    column("office", Category, "", "governor|regent|mayor", "Gubernur, bupati or wali kota", Empty("left open")),
    column("year", Integer, "year", "", "Year of the election: the cycle", Empty("left open")),
];

const TICKET: &[Column] = &[
    column("ticket_id", Id, "", "", "race_id and head: one pair across all articles", Empty("race or head is open")),
    column("head_id", Id, "", "", "Who runs for the office (entity_id)", OPEN),
    column("head_name", Text, "", "", "Full name", OPEN),
    column("deputy_id", Id, "", "", "Who runs as deputy (entity_id)", OPEN),
    column("deputy_name", Text, "", "", "Full name", OPEN),
];

const STATEMENT: &[Column] = &[
    column(
        "status",
        Category,
        "",
        "confirmed|exploring|hoped|denied|past|open",
        "How firm: decided or registered; talks; wished for; called off or refused; an earlier election or withdrawn",
        Never,
    ),
    column("speaker", Text, "", "", "Who says so, as the text names them", Empty("the article itself")),
    column("hedge", Text, "", "", "The words that make it less than sure", NONE),
    column(
        "statement_date",
        ValueKind::Date,
        "day",
        "",
        "Day of the statement; a month (2017-05) or a year where no more is known",
        Empty("the text does not tell"),
    ),
];

const SIZE: &[Column] = &[
    column("n_parties", Integer, "parties", "", "Distinct parties of the statement, however they stand", Never),
    column("n_nominating", Integer, "parties", "", "Of these, nominating ones", Never),
    column("party_ids", Ids, "", "", "All of them, sorted; for and against: their stances stand in backings", NO_PARTY),
];

const REPORT: &[Column] = &[
    column("article_date", ValueKind::Date, "day", "", "When the article was published", NOT_KNOWN),
    DATE_GUESSED,
    column("event_date", ValueKind::Date, "day", "", "statement_date, else article_date: for time series", NOT_KNOWN),
    column(
        "event_date_doubtful",
        Flag,
        "",
        "0|1",
        "Whether event_date is a guessed article_date, or more than two years before the election or one after it \
         (unless status is past)",
        Never,
    ),
    column("source", Text, "", "", "The newspaper or portal", NOT_KNOWN),
    column("split", Category, "", "", "The part of the dataset", Empty("no split was made, or in no part")),
    column("story_id", Id, "", "", "First article_id among near copies: count a wire story once", NOT_KNOWN),
];

/// What became of the ticket; the columns of the last word in `race_party` are the same.
pub(super) const OUTCOME: &[Column] = &[
    column(
        "ticket_registered",
        Category,
        "",
        "yes|no|unknown",
        "Whether KPU registered head and deputy (as far as they are named) as a pair of this race",
        Never,
    ),
    column("ballot_no", Integer, "", "", "The pair’s number on the ballot", Empty("not registered, or not known")),
    column("pairs_in_race", Integer, "pairs", "", "Registered pairs of the race; 1: a single candidate", NOT_KNOWN),
    column(
        "days_to_registration",
        Integer,
        "days",
        "",
        "From the day to the first day of registration; negative: after it",
        Empty("day or year is not known"),
    ),
    column(
        "threshold_rule",
        Category,
        "",
        "law-10-2016|ruling-60-2024",
        "The rule of nomination in force on the day: 20 % of seats or 25 % of votes; 6.5 to 10 % of votes",
        Empty("the day is not known, or before July 2016"),
    ),
    column(
        "threshold_met",
        Category,
        "",
        "yes|no|unknown",
        "Whether those who nominate (here, or the ticket of the last word) are enough by that rule: from the table of \
         seats and votes that manifest.json names (settings: councils); unknown without one",
        Never,
    ),
];

const SHOWN: &[Column] = &[
    column("n_evidence", Integer, "spans", "", "Spans that show the statement", Never),
    column("evidence_start", Integer, "code points", "", "First code point of the first of them", NO_EVIDENCE),
    column("evidence_end", Integer, "code points", "", "First code point after it", NO_EVIDENCE),
    column("evidence_text", Text, "", "", "What it says", Empty("no sentence was marked, or an export without texts")),
    column("note", Text, "", "", "What the annotator wrote down", NONE),
    FLAG,
];

const BACKING: &[Column] = &[
    column("backing", Integer, "", "", "Place of the party in the statement, from 1", Never),
    column("party_id", Id, "", "", "The party (entity_id)", NO_PARTY),
    column(
        "stance",
        Category,
        "",
        "nominating|supporting|member|open",
        "mengusung, mengajukan; mendukung; in the coalition without a verb that tells",
        Never,
    ),
    column("slot", Category, "", "head|deputy", "The place on the ticket that is said to be this party’s", NOT_CODED),
];

const BACKING_MENTIONS: &[Column] = &[column(
    "mention_ids",
    Ids,
    "",
    "",
    "Mentions that name the party here",
    Empty("taken from a pronoun or by hand"),
)];

pub(super) const PARTY: &[Column] = &[
    column("party_short", Text, "", "", "Abbreviation, or the name where there is none", NO_PARTY),
    column("party_name", Text, "", "", "Full name", NO_PARTY),
];

const EVIDENCE: &[Column] = &[
    column("evidence", Integer, "", "", "Place of the span in the statement, from 1", Never),
    column("start", Integer, "code points", "", "First code point of the span", Never),
    column("end", Integer, "code points", "", "First code point after the span", Never),
    column("text", Text, "", "", "What it says", NO_TEXT),
];

const ORIGIN: &[Column] = &[
    column(
        "by",
        Text,
        "",
        "",
        "person, every-occurrence (by one command), or the rule, program or set that proposed it",
        NOT_KNOWN,
    ),
    column("score", Number, "", "", "How sure the proposer was, 0 to 1", NO_SCORE),
    column("accepted", Flag, "", "0|1", "Whether a person has decided it", NOT_KNOWN),
    column("decided_at", Moment, "UTC", "", "When it was made or last decided", NOT_KNOWN),
    column(
        "guidelines",
        Text,
        "",
        "",
        "Version of the guidelines under which a person last touched it: 8 digits of the SHA-256 of guidelines.md",
        Empty("before versions were kept, or not made in this project"),
    ),
    column(
        "settled",
        Category,
        "",
        "unanimous|single|decided|open",
        "In gold: everybody who coded the article has it; the only one who did; somebody decided; nobody has yet",
        NOT_GOLD,
    ),
    column("decided_by", Id, "", "", "The set of whoever decided it into gold", NO_DECISION),
    column(
        "reason",
        Category,
        "",
        "ambiguous|guideline|slip|edge_case",
        "Why people differed: the text is ambiguous, the guidelines do not say, a slip, an edge case",
        NO_DECISION,
    ),
    column("reason_note", Text, "", "", "The same in words", NO_DECISION),
];

/// What studies of Indonesia's regional elections use and newspapers do not tell, or this annotation does not code.
pub const ELSEWHERE_OF_REGIONS: &[UncodedVariable] = &[
    UncodedVariable { variables: "election_date", from: "KPU: 27 November 2024 for all of that year", join: "year" },
    UncodedVariable {
        variables: "independent, single candidate (kotak kosong: pairs_in_race = 1), pairs before 2024",
        from: "KPU’s list of registered pairs; that of 2024 is in ticket_registered, ballot_no and pairs_in_race",
        join: "region_code, office, year, head_name",
    },
    UncodedVariable {
        variables: "votes, vote share, winner",
        from: "KPU’s results",
        join: "region_code, office, year, head_name",
    },
    UncodedVariable {
        variables: "party seats and votes, council size, coalition’s shares, effective number, minimal winning, oversized",
        from: "KPU’s council results of the last election; sum over rows with stance = nominating",
        join: "region_code, year, party_id",
    },
    UncodedVariable {
        variables: "value of the nomination threshold and whether it is met",
        from: "threshold_rule tells the rule; the value after 2024-08-19 depends on the number of voters; --councils of \
               tandai ledger, report and export tells whether it is met, from a table of seats and votes",
        join: "threshold_rule, region_code, with seats or votes, and voters",
    },
];

/// The same of any election.
pub const ELSEWHERE: &[UncodedVariable] = &[
    UncodedVariable {
        variables: "ideology, distance between parties",
        from: "expert surveys of parties",
        join: "party_id; for pairs party_id twice",
    },
    UncodedVariable {
        variables: "membership of head and deputy in a party, incumbents, kin of incumbents",
        from: "biographies",
        join: "head_id, deputy_id",
    },
    UncodedVariable {
        variables: "name of an alliance, match with a national bloc",
        from: "a list of blocs with their parties",
        join: "party_ids, event_date",
    },
    UncodedVariable {
        variables: "role, party and level of the speaker; party level (DPP, DPW, DPC)",
        from: "coded by hand: as fields of the project’s own they are columns here (field_…)",
        join: "speaker, evidence_text",
    },
    UncodedVariable {
        variables: "formal stage (surat tugas, rekomendasi, B1-KWK, registered), conditional, negated",
        from: "coded by hand: as fields of the project’s own they are columns here (field_…); status = denied is the negation",
        join: "hedge, evidence_text",
    },
    UncodedVariable {
        variables: "agreement between annotators",
        from: "`tandai compare`; the card of a Hugging Face export",
        join: "set",
    },
];
