//! What the methods say of the people: how articles were drawn for them, how far they agree, how gold was decided.

use super::{AgreementFacts, DrawingFacts, FigureFacts, GoldFacts, ReportFacts, methods::cell};
use crate::answers::evidence_book::plural;

pub(super) fn sampling(facts: &ReportFacts) -> String {
    let mut text =
        "\n## Sampling and assignment\n\nHow the articles of the corpus were found is for the authors to tell: \
                    the project does not know.\n"
            .to_owned();
    for drawing in &facts.drawings {
        text += &format!("\n{}\n", drawn(drawing));
    }
    if facts.drawings.is_empty() {
        text += "\nNobody was assigned articles: who coded what was free.\n";
    }
    let options = &facts.options;
    if options.hold_back > 0 {
        text += &format!(
            "\nIn {} ({} %, chosen by a hash of its id and the seed {}) no suggestions were shown.\n",
            plural(options.held_back, "article"),
            options.hold_back,
            options.seed
        );
    } else {
        text += "\nSuggestions were held back in no article.\n";
    }
    text += if options.blind {
        "\nAnnotators did not see one another's marks.\n"
    } else {
        "\nAnnotators could see one another's marks.\n"
    };
    text
}

fn drawn(drawing: &DrawingFacts) -> String {
    let DrawingFacts { seed, people, double, by, training, handed_on, articles, stories } = drawing;
    let mut text = if *handed_on {
        format!("{} that somebody had not finished were handed on to ", plural(*articles, "article"))
    } else {
        format!("{} of {} were drawn for ", plural(*articles, "article"), plural(*stories, "story"))
    };
    text += &if *people == 1 { "1 person".to_owned() } else { format!("{people} people") };
    text += &format!(" (seed {seed}); near copies of a story stayed together");
    if !by.is_empty() {
        text += &format!("; kept in proportion: {}", by.join(", "));
    }
    if *double > 0 {
        text += &format!("; {double} % of the stories for two people, at random");
    }
    if *training > 0 {
        text += &format!("; {} for everybody, to begin with", plural(*training, "story"));
    }
    text + "."
}

pub(super) fn agreement(facts: &ReportFacts) -> String {
    let mut text = "\n## Agreement\n".to_owned();
    if facts.agreement.is_empty() {
        return text + "\nNo article was finished by two people: agreement is not known.\n";
    }
    text += "\nF1 counts what both have; κ and α take out what chance alone would agree in. The intervals (95 %) come from \
             drawing stories again 1,000 times. What cannot be computed is undefined. Kinds, slots and the rest stand in \
             `summary.json`.\n";
    for pair in &facts.agreement {
        text += &of_two(pair);
    }
    text
}

fn of_two(pair: &AgreementFacts) -> String {
    let AgreementFacts { first, second, articles, stories, held_back, measures } = pair;
    let apart = *held_back > 0;
    let mut text = format!(
        "\n{} and {} both finished {} of {}{}.\n\n",
        cell(first),
        cell(second),
        plural(*articles, "article"),
        plural(*stories, "story"),
        if apart { format!(", {held_back} of them without suggestions") } else { String::new() }
    );
    text += if apart {
        "| of | measure | n | value | 95 % | held back | assisted |\n|---|---|---:|---:|---:|---:|---:|\n"
    } else {
        "| of | measure | n | value | 95 % |\n|---|---|---:|---:|---:|\n"
    };
    // Figures of a kind or a slot would hide what all of them together say.
    let whole = |figure: &&FigureFacts| matches!(figure.label.as_str(), "all" | "parties" | "office" | "status");
    for figure in measures.iter().filter(whole).filter(|figure| figure.of != "slots") {
        let label = if figure.label == "all" { String::new() } else { format!(" {}", figure.label) };
        let interval = match (figure.low, figure.high) {
            (Some(low), Some(high)) => format!("{low:.3} – {high:.3}"),
            _ => String::new(),
        };
        let name = figure.measure.replace('_', " ");
        text += &format!("| {} | {name}{label} | {} | {} | {interval} |", figure.of, figure.n, value(figure.value));
        if apart {
            text += &format!(" {} | {} |", value(figure.held_back), value(figure.assisted));
        }
        text.push('\n');
    }
    text
}

fn value(value: Option<f64>) -> String {
    value.map_or_else(|| "undefined".to_owned(), |value| format!("{value:.3}"))
}

pub(super) fn gold(facts: &ReportFacts) -> String {
    if facts.gold.is_empty() {
        return String::new();
    }
    let mut text = "\n## Gold\n\nMarks and statements that stand in gold because everybody who coded the article had them, \
                    because the only one who coded it did, or because somebody decided; those that nobody has decided on; and \
                    what was decided against, the other sides of differences among it.\n\n\
                    | set | unanimous | single | decided | open | rejected |\n|---|---:|---:|---:|---:|---:|\n"
        .to_owned();
    for one in &facts.gold {
        let GoldFacts { set, unanimous, single, decided, open, rejected, .. } = one;
        text += &format!("| {} | {unanimous} | {single} | {decided} | {open} | {rejected} |\n", cell(set));
    }
    for one in facts.gold.iter().filter(|one| !one.reasons.is_empty() || !one.reason_notes.is_empty()) {
        text += &format!(
            "\nWhy people had differed, as far as it was said ({}):\n\n| reason | decisions |\n|---|---:|\n",
            cell(&one.set)
        );
        for (reason, count) in &one.reasons {
            text += &format!("| {} | {count} |\n", reason.replace('_', " "));
        }
        for (note, count) in &one.reason_notes {
            text += &format!("| {} | {count} |\n", cell(note));
        }
    }
    text
}
