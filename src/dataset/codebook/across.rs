//! The columns of tables that are derived from all articles together: races by party, pairs of parties, weeks.

use super::{
    Column,
    MissingValue::{self, Empty, Never},
    Table,
    ValueKind::{self, Category, Flag, Id, Integer, Number},
    columns::{NOT_KNOWN, OPEN, OUTCOME, PARTY, RACE, SET, column},
};

pub(super) const RACE_PARTY: Table = Table {
    name: "race_party",
    row: "One row for each party of each race: its last word, and what stands behind it. Each statement on a race that is \
          not fully told is a race of its own.",
    key: &["race_key", "set", "party_id"],
    columns: &[RACE_KEY, SET, PARTY_ID, PARTY, RACE, LAST_WORD, COUNTS, CELL, OUTCOME],
};

pub(super) const DYADS: Table = Table {
    name: "dyads",
    row: "One row for each pair of parties in each race: those that stand in one statement, and those that both have a \
          last word. party_id comes before party_id_other.",
    key: &["race_key", "set", "party_id", "party_id_other"],
    columns: &[RACE_KEY, SET, PARTY_ID, OTHER, RACE, RELATION, COUNTS],
};

pub(super) const PANEL: Table = Table {
    name: "panel",
    row: "One row for each week of each party in each race that is fully told, from its first dated statement to the week \
          of the election. What was said in some week of a month or a year is in none of these weeks: each such month or \
          year has a row without a week.",
    key: &["race_id", "set", "party_id", "period"],
    columns: &[PANEL_RACE, SET, PARTY_ID, PARTY, WEEK],
};

const RACE_KEY: &[Column] =
    &[column("race_key", Id, "", "", "race_id; for a race that is not fully told open: and statement_id", Never)];

const PANEL_RACE: &[Column] = &[
    column("race_id", Id, "", "", "36.02-regent-2024: region, office, year", Never),
    column("region_code", ValueKind::Text, "", "", "Its Kemendagri code, to be read as text", OPEN),
    column("office", Category, "", "governor|regent|mayor", "Gubernur, bupati or wali kota", Never),
    column("year", Integer, "year", "", "Year of the election: the cycle", Never),
];

const PARTY_ID: &[Column] = &[column("party_id", Id, "", "", "The party (entity_id)", Never)];

const OTHER: &[Column] = &[column("party_id_other", Id, "", "", "The other party (entity_id)", Never)];

const NO_DAY: super::MissingValue =
    Empty("no statement has a day that can be trusted: a guessed date is none unless settings in manifest.json say so");

const LAST_WORD: &[Column] = &[
    column(
        "status",
        Category,
        "",
        "confirmed|exploring|hoped|denied|past|open",
        "The latest confirmed or exploring statement that nothing later took back, of one day the firmest; where none \
         stands, the latest denied or past one; else what others hope for or nobody said how firmly",
        NO_DAY,
    ),
    column(
        "stance",
        Category,
        "",
        "nominating|supporting|member|open",
        "How the party stands in the last word",
        NO_DAY,
    ),
    column("head_id", Id, "", "", "Who runs for the office (entity_id), in the last word", OPEN),
    column("head_name", ValueKind::Text, "", "", "Full name", OPEN),
    column("deputy_id", Id, "", "", "Who runs as deputy (entity_id), in the last word", OPEN),
    column("deputy_name", ValueKind::Text, "", "", "Full name", OPEN),
    column("first_date", ValueKind::Date, "day", "", "Day of the first statement", NO_DAY),
    column("last_date", ValueKind::Date, "day", "", "Day of the last word", NO_DAY),
];

const COUNTS: &[Column] = &[
    column(
        "n_confirmed",
        Integer,
        "statements",
        "",
        "Statements by status, however the party stands in them: confirmed",
        Never,
    ),
    column("n_exploring", Integer, "statements", "", "Statements by status: exploring", Never),
    column("n_hoped", Integer, "statements", "", "Statements by status: hoped", Never),
    column("n_denied", Integer, "statements", "", "Statements by status: denied", Never),
    column("n_past", Integer, "statements", "", "Statements by status: past", Never),
    column(
        "n_not_said",
        Integer,
        "statements",
        "",
        "Statements whose status nobody said (open), or is not in the project’s scheme",
        Never,
    ),
    column("n_stories", Integer, "stories", "", "Stories of these statements: near copies are one", Never),
    column("n_articles", Integer, "articles", "", "Articles of these statements", Never),
];

const CELL: &[Column] = &[
    column("n_open", Integer, "statements", "", "Of these statements, those without a day that can be trusted", Never),
    column(
        "contradicts",
        Flag,
        "",
        "0|1",
        "Whether statements contradict each other: confirmed and denied, or two tickets",
        Never,
    ),
    column(
        "switched",
        Flag,
        "",
        "0|1",
        "Whether a later statement takes a confirmed one back (or a part of its coalition) or goes to another ticket",
        Never,
    ),
];

const RELATION: &[Column] = &[
    column(
        "relation",
        Category,
        "",
        "together|against|apart|open",
        "By what stands of the words of both: on one ticket or in one coalition; on two tickets; one of them said no to \
         the other, to its ticket or to all; not told",
        Never,
    ),
    column(
        "relation_confirmed",
        Flag,
        "",
        "0|1",
        "Whether what they stand together or against each other by is confirmed",
        Never,
    ),
    column(
        "weight",
        Number,
        "",
        "",
        "Units in which both stand in one statement on this race, counted as manifest.json says (settings)",
        Never,
    ),
    column(
        "first_date",
        ValueKind::Date,
        "day",
        "",
        "Day of the first statement with both",
        Empty("none, or its day is not known"),
    ),
    column(
        "last_date",
        ValueKind::Date,
        "day",
        "",
        "Day of the last statement with both",
        Empty("none, or its day is not known"),
    ),
];

const NO_WEEK: MissingValue = Empty("the row is of no week");

const WEEK: &[Column] = &[
    column("period", ValueKind::Text, "", "", "The week (its Monday), or the month or year", Never),
    column(
        "week",
        ValueKind::Date,
        "day",
        "",
        "Monday of the week",
        Empty("only the month or the year is known (status_from): the statements are in no week"),
    ),
    column(
        "status",
        Category,
        "",
        "confirmed|exploring|hoped|denied|past|open",
        "The last word at the end of the week; without a week, that of the statements of the month or year",
        Never,
    ),
    column("stance", Category, "", "nominating|supporting|member|open", "How the party stands in it", Never),
    column("head_id", Id, "", "", "Who runs for the office (entity_id), in it", OPEN),
    column("n_statements", Integer, "statements", "", "Statements of the party on the race in this week", Never),
    column("spell", Integer, "", "", "Number of the spell that the week ends in, from 1", NO_WEEK),
    column(
        "status_from",
        ValueKind::Date,
        "day",
        "",
        "First day of the spell: same status, ticket, stance; without a week, the month or year",
        Never,
    ),
    column("status_to", ValueKind::Date, "day", "", "Last day of the spell", Empty("nothing later is known: censored")),
    column("changed", Flag, "", "0|1", "Whether the week ends in another spell than the one before", NO_WEEK),
    column("weeks_to_election", Integer, "weeks", "", "Weeks to that of the election; negative: after it", NOT_KNOWN),
];
