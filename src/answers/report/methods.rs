//! The methods in Markdown, and everything as numbers.

use super::{
    ReportFacts, SetFacts,
    people::{agreement, gold, sampling},
};
use crate::answers::evidence_book::plural;

/// `methods.md`.
pub fn methods(facts: &ReportFacts) -> String {
    let mut text = format!("# Methods: {}\n", facts.project);
    for section in [corpus, sampling, annotation, agreement, gold, suggestions, statements, counting] {
        text += &section(facts);
    }
    text + &format!("\nMade with {}.\n", facts.application)
}

/// `summary.json`.
pub fn summary(facts: &ReportFacts) -> serde_json::Result<String> {
    serde_json::to_string_pretty(facts).map(|json| json + "\n")
}

fn corpus(facts: &ReportFacts) -> String {
    let span = match (facts.first, facts.last) {
        (Some(first), Some(last)) => format!(", dated from {first} to {last}"),
        _ => String::new(),
    };
    let undated = if facts.undated > 0 { format!("; {} without a date", facts.undated) } else { String::new() };
    let guessed = match (facts.guessed, facts.guessed_count) {
        (0, _) => String::new(),
        (number, true) => format!(
            " The dates of {} were read from their first lines and are taken as they are.",
            plural(number, "article")
        ),
        (number, false) => format!(
            " The dates of {} were read from their first lines; what hangs on them stands for no day below.",
            plural(number, "article")
        ),
    };
    let mut text = format!(
        "\n## Corpus\n\nThe corpus holds {}{span}{undated}.{guessed} Articles that have half or more of their runs of six words in \
         common are near copies of one story. There are {}; {} of another article.\n",
        plural(facts.articles, "article"),
        plural(facts.stories, "story"),
        if facts.near_copies == 1 {
            "1 article is a near copy".to_owned()
        } else {
            format!("{} articles are near copies", facts.near_copies)
        },
    );
    if !facts.sources.is_empty() {
        text += "\n| source | articles |\n|---|---:|\n";
        for (source, articles) in &facts.sources {
            text += &format!("| {} | {articles} |\n", cell(source));
        }
        if facts.without_source > 0 {
            text += &format!("| not known | {} |\n", facts.without_source);
        }
    }
    text
}

fn annotation(facts: &ReportFacts) -> String {
    let guidelines = match &facts.guidelines_sha256 {
        Some(hash) => format!("Annotators followed the project’s guidelines (`guidelines.md`, SHA-256 `{hash}`)."),
        None => "The project has no guidelines.".to_owned(),
    };
    let share = if facts.finished > 0 {
        format!(
            " At least one person finished {}; two or more finished {} of them ({:.1} %).",
            plural(facts.finished, "article"),
            facts.double_coded,
            100.0 * facts.double_coded as f64 / facts.finished as f64
        )
    } else {
        " No article is finished by a person.".to_owned()
    };
    let mut text = format!(
        "\n## Annotation\n\n{guidelines}{share}\n\n| set | who | articles | finished | mentions | statements | minutes an article |\n\
         |---|---|---:|---:|---:|---:|---:|\n"
    );
    for SetFacts { name, role, articles, finished, mentions, statements, minutes } in &facts.sets {
        let minutes = minutes.map_or_else(String::new, |minutes| format!("{minutes:.1}"));
        text +=
            &format!("| {} | {role} | {articles} | {finished} | {mentions} | {statements} | {minutes} |\n", cell(name));
    }
    if facts.sets.iter().any(|set| set.minutes.is_some()) {
        text += "\nMinutes are the median over finished articles, from the moments at which marks, statements and decisions \
                 were recorded; pauses of five minutes and more are left out, and so is the reading before the first mark.\n";
    }
    text + &format!("\nThe statements below are those of the set {}.\n", facts.set)
}

fn suggestions(facts: &ReportFacts) -> String {
    if facts.suggestions.is_empty() {
        return "\n## Suggestions\n\nNo suggestion of a program or of another set was decided on in this set.\n"
            .to_owned();
    }
    let mut text =
        "\n## Suggestions\n\nMarks and statements that a program or another set suggested, as decided in this set. \
                    Agreement that is measured after seeing suggestions measures anchoring as well.\n\n\
                    | source | accepted | mended | rejected |\n|---|---:|---:|---:|\n"
            .to_owned();
    for one in &facts.suggestions {
        text += &format!("| {} | {} | {} | {} |\n", cell(&one.source), one.accepted, one.mended, one.rejected);
    }
    text
}

fn statements(facts: &ReportFacts) -> String {
    let ledger = &facts.ledger;
    let by = facts.at.map_or_else(String::new, |at| format!(" by {at}"));
    let statuses: Vec<String> =
        ledger.named_statuses.iter().map(|(name, count)| format!("{count} {}", cell(name))).collect();
    let share = if ledger.explored > 0 {
        format!("{:.1} %", 100.0 * ledger.explored_confirmed as f64 / ledger.explored as f64)
    } else {
        "undefined".to_owned()
    };
    let undated = match ledger.explored_undated {
        0 => String::new(),
        number => format!("; {number} more explored without a trusted day, or on races that are open"),
    };
    let [decided, exploring] = [&ledger.decided, &ledger.exploring].map(|names| cell(&names.join(", ")));
    let councils = match &facts.councils {
        Some(table) => format!(
            " Whether those who nominate a ticket are enough was told by the rule of the day of its last word from a table of \
             seats and votes ({}).",
            table
        ),
        None => String::new(),
    };
    let registered = match (ledger.tickets_never_registered, ledger.pairs_of) {
        (Some(never), Some(year)) => {
            format!("; of these {never} {} never registered (KPU, {year})", if never == 1 { "was" } else { "were" })
        }
        _ => String::new(),
    };
    format!(
        "\n## Statements{by}\n\nThe set holds {}{by} ({}) on {}, and on {} whose region, office or year the \
         texts leave open, or which are not held. The \
         last word of a party on a race is the latest statement that decides ({decided}) or explores \
         ({exploring}) and that nothing later took back; where statements of one day disagree, the firmest. A denial takes back what it names: a ticket, a coalition of the same \
         parties, or everything if the party says no alone and names nothing. What others hope for is no word of a party. \
         Nothing is merged: of {} parties in races {} have statements that contradict each other, and {} turned (took a \
         decided statement back, or went to another ticket). {} without a trusted day or a fully told race are no last word.\n\n\
         {} announced by a last word that decides, or in a statement that does and is none for want of a day{registered}. \
         Of {} parties in races that were said to explore, {} decided on a later day ({share}){undated}.{councils}\n",
        plural(ledger.statements, "statement"),
        statuses.join(", "),
        plural(ledger.races, "race"),
        plural(ledger.open_races, "race"),
        ledger.cells,
        ledger.contradicting,
        ledger.turned,
        plural(ledger.open_statements, "statement"),
        if ledger.tickets_announced == 1 {
            "One ticket is".to_owned()
        } else {
            format!("{} tickets are", ledger.tickets_announced)
        },
        ledger.explored,
        ledger.explored_confirmed,
    )
}

fn counting(facts: &ReportFacts) -> String {
    let settings: Vec<String> = facts.counting.iter().map(|(name, value)| format!("{name} {value}")).collect();
    format!(
        "\n## Network\n\nParties are tied that stand in one statement, counted with: {}. A story counts once, however many \
         papers print it.\n",
        settings.join("; ")
    )
}

pub(super) fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
