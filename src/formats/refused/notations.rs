//! Notations that are text and no article: subtitles, lists of references, programs' data, chats. Told by their first lines.

use std::sync::LazyLock;

use regex::Regex;

use crate::formats::sniff::Sniff;
use crate::message::{Message, message};

/// What a file is, and what to do about it; `None` for what may be prose.
pub fn notation(head: &Sniff<'_>) -> Option<(Message, Message)> {
    if let Some(data) = data_file(head) {
        return Some(data);
    }
    let text = head.text().trim_start();
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).take(40).collect();
    let first = *lines.first()?;
    let count = |of: &Regex| lines.iter().filter(|line| of.is_match(line)).count();
    let words = || message!("Save the words alone as .txt (UTF-8), and import that");
    if first.starts_with("WEBVTT") || count(&CUE) * 6 > lines.len() {
        return Some((message!("it is subtitles (SRT, WebVTT), which are not read here"), words()));
    }
    let references = || message!("A list of references has no texts: import the files, pages or feeds that it names");
    if (first.starts_with("TY  - ") || first.starts_with("PMID- ") || first.starts_with("%0 "))
        && count(&REFERENCE) * 2 > lines.len()
    {
        return Some((message!("it is a list of references (RIS, EndNote, PubMed)"), references()));
    }
    if ENTRY.is_match(first) && lines.iter().skip(1).any(|line| line.contains('=')) {
        return Some((message!("it is a list of references (BibTeX)"), references()));
    }
    if first.starts_with("\\documentclass") || lines.contains(&"\\begin{document}") || head.ends_with("tex") {
        let fix = message!("Convert it, as `pandoc article.tex -t plain -o article.txt` does, and import that");
        return Some((message!("it is LaTeX, which is not read here"), fix));
    }
    // Messages may have several lines.
    if first.starts_with("[LINE] ") || count(&CHAT) > 2 && count(&CHAT) * 5 > lines.len() {
        let fix = message!(
            "Write it as a table (CSV) with a row a message and columns for date, source and text, and import that"
        );
        return Some((message!("it is a chat: messages of many days, each with its sender"), fix));
    }
    if is_table(&lines) {
        let fix = message!("Name it .csv, and say which column holds the texts with the option text");
        return Some((message!("it is a table: its first line names columns, and none is known to hold texts"), fix));
    }
    if first.starts_with("structure(list(") || first.starts_with("@prefix ") {
        return Some((message!("it is data that a program writes for itself"), as_table()));
    }
    None
}

/// Files of programs for statistics, which look like nothing.
fn data_file(head: &Sniff<'_>) -> Option<(Message, Message)> {
    let begins = |start: &[u8]| head.bytes.starts_with(start);
    let ends = |endings: &[&str]| endings.iter().any(|ending| head.ends_with(ending));
    if begins(b"RDX2\n") || begins(b"RDX3\n") || begins(b"RDA") || ends(&["rds", "rda", "rdata"]) {
        let fix = message!(
            "In R write it as a table, `write.csv(x, \"x.csv\", row.names = FALSE, fileEncoding = \"UTF-8\")`, and import that"
        );
        return Some((message!("it is a data file of R, which is not read here"), fix));
    }
    if begins(b"$FL2") || begins(b"$FL3") || begins(b"<stata_dta>") || ends(&["sav", "dta", "sas7bdat", "xpt"]) {
        return Some((message!("it is a data file of SPSS, Stata or SAS, which is not read here"), as_table()));
    }
    if ends(&["pkl", "pickle", "feather", "npy", "npz"]) || begins(b"ARROW1") || begins(b"FEA1") {
        return Some((message!("it is a data file of Python or Arrow, which is not read here"), as_table()));
    }
    None
}

fn as_table() -> Message {
    message!("Write it as a table (CSV, UTF-8) in the program that made it, and import that")
}

/// Whether a first line is nothing but names between signs that part the lines below it as often.
fn is_table(lines: &[&str]) -> bool {
    const FEWEST: usize = 4;
    let name = |name: &str| {
        let name = name.trim().trim_matches('"');
        (1..=40).contains(&name.chars().count())
            && name.split_whitespace().count() <= 3
            && name.chars().all(|c| c.is_alphanumeric() || " _-./()#".contains(c))
            && !name.ends_with('.')
    };
    let parted = |sign: char| {
        let names: Vec<&str> = lines[0].split(sign).collect();
        names.len() >= FEWEST
            && names.iter().all(|it| name(it))
            && lines[1..].iter().all(|line| line.matches(sign).count() + 1 >= names.len())
    };
    lines.len() > 1 && [',', ';', '|'].into_iter().any(parted)
}

/// `00:00:01,500 --> 00:00:07,000`, with or without hours.
static CUE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:\d+:)?\d\d:\d\d[.,]\d{3} --> \d"));
/// `TI  - PKS hadir`, `%T PKS hadir`, and lines that go on.
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[A-Z][A-Z0-9]{1,3} *-(?: |$)|%[0-9A-Z] |\s{6})"));
/// `@article{budi2024,`.
static ENTRY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^@[A-Za-z]+\s*\{"));
/// `03/06/24, 21.15 - Budi: …`, `[3/6/24 21:15:00] Budi: …`.
static CHAT: LazyLock<Regex> = LazyLock::new(|| {
    // A person and what they say, after a day and an hour, as WhatsApp writes them in many languages.
    let day = r"(?:\d{1,4}[/.-]\x{200f}?\d{1,2}[/.-]\x{200f}?\d{1,4}|\d{4}년 \d{1,2}월 \d{1,2}일)";
    let hour = r"(?:(?:à|um|alle|kl\.) )?(?:[上下]午|오[전후] )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?(?:[AaPp]\.?\s?[Mm]\.?|[صم]))?";
    let whatsapp = format!(r"[\x{{200e}}\x{{200f}}\x{{feff}}\[]*{day}[,،]?\s{hour}(?:\]| -|,) [^:]{{1,40}}: ");
    let telegram = r"[^\[\]:]{1,40}, \[\d{1,2}[/.]\d{1,2}[/.]\d{2,4} \d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?\]$";
    let signal = r"[^():]{1,40} \(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?\): ";
    let irc = r"\[?\d{1,2}:\d\d(?::\d\d)?\]? <[^<>]{1,40}> ";
    pattern(&format!(r"^(?:{whatsapp}|{telegram}|{signal}|{irc})"))
});

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str, says: &str) {
        let files = [name.to_owned()];
        let said =
            notation(&Sniff::new(name, text.as_bytes(), &files)).map(|(what, _)| what.to_string()).unwrap_or_default();
        assert!(said.contains(says) && said.is_empty() == says.is_empty(), "{name}: {said}");
    }

    #[test]
    fn what_is_text_and_no_article() {
        check(
            "a.srt",
            "1\n00:00:01,500 --> 00:00:07,000\nPKS hadir.\n\n2\n00:00:08,000 --> 00:00:09,000\nYa.\n",
            "subtitles",
        );
        check("a.txt", "WEBVTT\n\n00:01.500 --> 00:07.000\nPKS hadir.\n", "subtitles");
        check("a.ris", "TY  - NEWS\nTI  - PKS hadir\nAB  - PKS.\nER  - \n", "RIS");
        check("a.txt", "@article{budi2024,\n  author = {Budi},\n  title = {PKS}\n}\n", "BibTeX");
        check("a.tex", "PKS dan \\textbf{PSI} hadir.", "LaTeX");
        let chat = "03/06/24, 21.15 - Budi: PKS hadir\n03/06/24, 21.16 - Sri: ya\n04/06/24, 09.00 - Budi: oke\n";
        check("a.txt", chat, "a chat");
        check("a.txt", &chat.replace("03/06/24, 21.15 - ", "[3/6/24 21.15.10] "), "a chat");
        check("a.txt", &chat.replace("03/06/24, 21.15 - ", "6/3/24, 9:10\u{202f}PM - "), "a chat");
        check("a.txt", &chat.replace("PKS hadir", "PKS hadir\nsejak pagi\n\nsampai malam"), "a chat");
        check("a.txt", &"Rina, [03/06/2024 21:10]\nPKS hadir.\n\n".repeat(3), "a chat");
        check("a.txt", &"Rina (2024-06-03 21:10:00): PKS hadir.\n".repeat(3), "a chat");
        check("a.txt", &"[21:10] <Rina> PKS hadir.\n".repeat(3), "a chat");
        check("a.txt", &"03/06/2024 à 21:10 - Rina : PKS hadir.\n".repeat(3), "a chat");
        check("a.txt", &"2024/6/03 下午9:10 - Rina: PKS hadir.\n".repeat(3), "a chat");
        check("a.txt", &"2024년 6월 03일 오후 9:10, Rina : PKS hadir.\n".repeat(3), "a chat");
        check("a.txt", "[LINE] Chat history with Grup\n2024.06.03 Monday\n21:10 Rina PKS hadir.\n", "a chat");
        check("a.dat", "event_id;event_date;actor1;notes\n1;2024-06-03;PKS;a\n2;2024-06-04;PSI;b; c\n", "a table");
        check("a.dta", "<stata_dta>", "SPSS");
        check("a.rds", "\u{1f}", "data file of R");
    }

    #[test]
    fn prose_is_none_of_them() {
        check("a.txt", "Senin (3/6/2024) 10.15 WIB – PKS hadir: dua orang.\nKata Budi: ya.\n", "");
        check("a.txt", "@pks: hadir {di Lebak}\nKata dia a = b.\n", "");
        check("a.txt", "A --> B\nTY - PKS hadir.\n03/06/24 PKS hadir.\n", "");
        check("a.txt", "[Jakarta] PKS hadir.\n1\n2\n", "");
        check("a.txt", &"03/06/2024 21.10 - Ketua KPU tiba di Lebak.\n".repeat(4), "");
        check("a.txt", &"21:10 WIB: PKS tiba (dua orang) di Lebak.\n".repeat(4), "");
        check("a.txt", "PKS, PSI, PAN, PKB, Golkar\n\nKelima partai hadir, di Lebak.\n", "");
        check("a.txt", "PKS, PSI, PAN dan PKB hadir, kata ketua.\nYa, a, b, c, d.\n", "");
        check("a.md", "# PKS hadir\n\n- satu\n- dua\n", "");
    }
}
