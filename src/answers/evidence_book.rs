//! The evidence book: the ledger with every statement and its sentence on one HTML page that needs nothing else: no script,
//! no font, no picture from elsewhere. It opens from a file and prints.

use std::fmt::Write;

use super::{CellRow, RaceRow, StatementRow, TicketRow, pictures::StatusLook};
use crate::{
    message::Language,
    model::{Certainty, Office, StatementScheme},
};

/// What stands at the head of the page.
#[derive(Debug, Clone, Default)]
pub struct BookHead {
    pub project: String,
    pub set: String,
    /// `2024-08-20`, or empty: all.
    pub at: String,
    /// Whether titles of articles stand in it; without, evidence is quoted only.
    pub with_titles: bool,
    pub guidelines_sha256: Option<String>,
    pub application: String,
    /// What statuses are called, and how they look.
    pub statements: StatementScheme,
}

const STYLE: &str = "
body { font: 15px/1.45 Ubuntu, 'DejaVu Sans', Arial, sans-serif; color: #222; max-width: 60em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.6em; } h2 { font-size: 1.15em; border-top: 1px solid #ccc; padding-top: .8em; margin-top: 1.6em; }
h3 { font-size: 1em; margin: .9em 0 .2em; } table { border-collapse: collapse; margin: .4em 0; }
th, td { text-align: left; padding: .15em .8em .15em 0; vertical-align: top; } th { color: #5c5c5c; font-weight: normal; }
blockquote { margin: .15em 0 .4em 1.2em; padding-left: .7em; border-left: 3px solid #ddd; }
.meta { color: #5c5c5c; } .clash { color: #a3001f; } .statement { margin: .35em 0 .35em 1.2em; }
nav { columns: 3 14em; } nav a { display: block; } a { color: #0b4f8a; }
@media print { body { max-width: none; margin: 0; font-size: 11pt; } nav { display: none; } h2, h3 { break-after: avoid; }
 .statement, blockquote { break-inside: avoid; } a { color: inherit; text-decoration: none; } }
";

/// The page. Rows must come with what was said in their cells.
pub fn evidence_book(head: &BookHead, rows: &[RaceRow]) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{0}: evidence</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{0}: evidence</h1>\n",
        escaped(&head.project)
    );
    // Writing to a string does not fail.
    let _ = page(&mut out, head, rows);
    out + "</body>\n</html>\n"
}

fn page(out: &mut String, head: &BookHead, rows: &[RaceRow]) -> std::fmt::Result {
    let cells = || rows.iter().flat_map(|row| &row.cells);
    let statements: std::collections::BTreeSet<_> =
        cells().flat_map(|cell| &cell.said).map(|said| (&said.article, &said.coalition)).collect();
    let by = if head.at.is_empty() { String::new() } else { format!(" by {}", escaped(&head.at)) };
    writeln!(
        out,
        "<p>Last words of {} in {} from {}{by}; annotation set <b>{}</b>. A cell is a party in a race; every statement \
         stands below its cell. ⚠ marks statements that contradict each other: nothing is merged.</p>",
        plural(cells().count(), "cell"),
        plural(rows.len(), "race"),
        plural(statements.len(), "statement"),
        escaped(&head.set)
    )?;
    write!(out, "<p class=\"meta\">")?;
    for status in head.statements.all_statuses() {
        write!(out, "{} &nbsp; ", head.told(status.key()))?;
    }
    writeln!(out, "</p>")?;
    if let Some(sha256) = &head.guidelines_sha256 {
        writeln!(out, "<p class=\"meta\">Guidelines: SHA-256 <code>{}</code></p>", escaped(sha256))?;
    }
    writeln!(out, "<nav aria-label=\"Races\">")?;
    for (at, row) in rows.iter().enumerate() {
        writeln!(out, "<a href=\"#r{at}\">{}</a>", escaped(&title(row, &head.statements)))?;
    }
    writeln!(out, "</nav>")?;
    for (at, row) in rows.iter().enumerate() {
        race(out, at, row, head)?;
    }
    writeln!(out, "<p class=\"meta\">Made with {}.</p>", escaped(&head.application))
}

fn race(out: &mut String, at: usize, row: &RaceRow, head: &BookHead) -> std::fmt::Result {
    writeln!(
        out,
        "<section>\n<h2 id=\"r{at}\">{} <span class=\"meta\">{}</span></h2>",
        escaped(&title(row, &head.statements)),
        escaped(&row.race)
    )?;
    if row.open {
        let why = match row.held {
            true => "Region, office or year is open: these statements may be about different races.",
            false => "No such election is held there: these statements may be about other races.",
        };
        writeln!(out, "<p class=\"meta\">{why}</p>")?;
    }
    if !row.tickets.is_empty() {
        let last = |cell: String| if row.registers { cell } else { String::new() };
        let head = last("<th>registered</th>".to_owned());
        writeln!(out, "<table><tr><th>ticket</th><th>parties</th>{head}</tr>")?;
        for ticket in &row.tickets {
            let (pair, parties) = (escaped(&pair(ticket)), escaped(&parties(ticket)));
            let registered = last(format!("<td>{}</td>", registered(ticket)));
            writeln!(out, "<tr><td>{pair}</td><td>{parties}</td>{registered}</tr>")?;
        }
        writeln!(out, "</table>")?;
    }
    for own in &row.cells {
        cell(out, own, head)?;
    }
    writeln!(out, "</section>")
}

fn cell(out: &mut String, cell: &CellRow, head: &BookHead) -> std::fmt::Result {
    let word = match (cell.status, cell.day) {
        (Some(status), Some(day)) => format!("{}, {day}", head.told(status)),
        _ => "open".to_owned(),
    };
    let mut about = vec![plural(cell.statements, "statement"), plural(cell.stories, "story")];
    if cell.open > 0 {
        about.push(format!("{} open", cell.open));
    }
    let marks = [(cell.contradicts, "⚠ contradicts itself"), (cell.switched, "↺ turned")];
    let marks: Vec<&str> = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
    writeln!(
        out,
        "<h3>{} — {word} <span class=\"meta\">{}</span> <span class=\"clash\">{}</span></h3>",
        escaped(&cell.label),
        about.join(", "),
        marks.join(" ")
    )?;
    cell.said.iter().try_for_each(|said| statement(out, said, head))
}

fn statement(out: &mut String, said: &StatementRow, head: &BookHead) -> std::fmt::Result {
    let day = match (said.day, said.day_is) {
        (Some(day), "beyond") => format!("{day} (not in the election’s calendar)"),
        (Some(day), "guessed") => format!("{day} (guessed)"),
        (Some(day), _) => day.to_string(),
        (None, _) => "no date".to_owned(),
    };
    let mut about = vec![head.told(said.status), day, escaped(&said.who(&head.statements, Language::English))];
    if !said.head_name.is_empty() {
        let deputy = if said.deputy_name.is_empty() { String::new() } else { format!(" – {}", said.deputy_name) };
        let what = if said.is_for_the_ticket { "for" } else { "on" };
        about.push(format!("{what} {}", escaped(&format!("{}{deputy}", said.head_name))));
    }
    if !said.speaker.is_empty() {
        about.push(format!("says {}", escaped(&said.speaker)));
    }
    let mut from = vec![escaped(said.article.as_str())];
    if head.with_titles && !said.title.is_empty() {
        from.push(format!("“{}”", escaped(&said.title)));
    }
    if !said.source.is_empty() {
        from.push(escaped(&said.source));
    }
    if said.story != said.article {
        from.push(format!("near copy of {}", escaped(said.story.as_str())));
    }
    let clash = if said.clashes { "<span class=\"clash\">⚠</span> " } else { "" };
    writeln!(
        out,
        "<div class=\"statement\">{clash}{} <span class=\"meta\">[{}]</span></div>",
        about.join("; "),
        from.join(", ")
    )?;
    for words in &said.evidence {
        writeln!(out, "<blockquote>{}</blockquote>", escaped(words))?;
    }
    Ok(())
}

impl BookHead {
    /// A status with its sign, as the project calls it.
    fn told(&self, status: &str) -> String {
        let Ok(status) = Certainty::new(status) else { return escaped(status) };
        let look = StatusLook::of(&self.statements, status);
        let (red, green, blue) = look.colour;
        let name = if status == Certainty::Open { "open".to_owned() } else { self.statements.status_names(status).en };
        format!("<span style=\"color:#{red:02x}{green:02x}{blue:02x}\">{}</span> {}", look.symbol(), escaped(&name))
    }
}

pub(super) fn title(row: &RaceRow, scheme: &StatementScheme) -> String {
    let region = if row.region_name.is_empty() { "region open" } else { &row.region_name };
    let year = row.year.map_or_else(|| "year open".to_owned(), |year| year.to_string());
    let office = row.office.and_then(|key| Office::new(key).ok());
    let office = office.map_or_else(|| "office open".to_owned(), |office| scheme.office_names(office).en);
    format!("{region}, {office} {year}")
}

fn pair(ticket: &TicketRow) -> String {
    if ticket.deputy_name.is_empty() {
        return ticket.head_name.clone();
    }
    format!("{} – {}", ticket.head_name, ticket.deputy_name)
}

/// Who stands for a ticket; who is only hoped for stands apart.
fn parties(ticket: &TicketRow) -> String {
    let more = [
        ("without a date", &ticket.undated),
        ("hoped for", &ticket.hoped_for),
        ("not said how firmly", &ticket.not_said),
    ];
    let more = more.into_iter().filter(|(_, names)| !names.is_empty());
    let parts = more.map(|(words, names)| format!("{words}: {}", names.join(", ")));
    Some(ticket.parties.join(", "))
        .filter(|own| !own.is_empty())
        .into_iter()
        .chain(parts)
        .collect::<Vec<_>>()
        .join("; ")
}

fn registered(ticket: &TicketRow) -> String {
    match (ticket.registered, ticket.ballot_no) {
        ("yes", Some(number)) => format!("number {number}"),
        ("no", _) => "never".to_owned(),
        _ => "not known".to_owned(),
    }
}

/// “1 story”, “2 stories”.
pub(super) fn plural(number: usize, what: &str) -> String {
    match (number, what.strip_suffix('y')) {
        (1, _) => format!("1 {what}"),
        (_, Some(stem)) if !what.ends_with("day") => format!("{number} {stem}ies"),
        _ => format!("{number} {what}s"),
    }
}

/// Words of strangers within HTML. Characters that reorder a line are shown by number, others that command nothing.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push(' '),
            '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                out.extend(c.escape_unicode())
            }
            c if c.is_control() => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::answers::{
        EntityNames, Ledger, LedgerFilter,
        testing::{known, statement},
    };

    #[test]
    fn the_page_holds_every_statement_and_runs_nothing() {
        let mut hostile = statement("36 governor 2024", "c1 confirmed pks | andra");
        hostile.speaker = "<script>alert(1)</script>\u{202e}".into();
        let articles = [known("a", "2024-07-01", vec![hostile, statement("? mayor 2024", "c2 denied ?")])];
        let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
        let names = EntityNames { entity: &|_| None, elections: crate::answers::ElectionFacts::delivered() };
        let mut rows: Vec<RaceRow> = ledger
            .races()
            .map(|(race, book)| RaceRow::of(&ledger, race, book, &LedgerFilter::default(), true, &names))
            .collect();
        rows[0].cells[0].said[0].evidence.push("“PKS” & <b>kawan</b>".to_owned());
        let head = BookHead { project: "Pilkada <2024>".to_owned(), ..BookHead::default() };
        let page = evidence_book(&head, &rows);
        for part in [
            "<h1>Pilkada &lt;2024&gt;: evidence</h1>",
            "&lt;script&gt;alert(1)&lt;/script&gt;\\u{202e}",
            "<blockquote>“PKS” &amp; &lt;b&gt;kawan&lt;/b&gt;</blockquote>",
            "Region, office or year is open",
            "party not linked",
        ] {
            assert!(page.contains(part), "{part} is not in\n{page}");
        }
        assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"));
        assert!(!page.contains("Judul"), "titles are words of the article");
        assert_eq!(
            (plural(1, "story"), plural(2, "story"), plural(2, "day")),
            ("1 story".into(), "2 stories".into(), "2 days".into())
        );
    }
}
