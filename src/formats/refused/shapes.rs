//! Text that holds more than prose and is in no format that is read: what it looks like, and the true way out.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;

use crate::formats::{
    kit::{
        charset::Charset,
        columns::{ColumnRole, Mapping},
        labels::{LOOKS, is_known_label},
    },
    sniff::{Sniff, begins_json},
};
use crate::message::{Message, message};

/// What the file looks like, if it does not look like the plain text of one article, and what to do.
pub fn structure(head: &Sniff<'_>) -> Option<(Message, Message)> {
    let text = head.text().trim_start();
    if begins_json(&head.bytes) && (!head.records.is_empty() || json_by_its_first_words(text)) {
        return shape(text).or_else(|| other_encoding(head)).or_else(|| Some((json(head), articles_or_marks())));
    }
    let known = |what: Message| {
        (
            message!("{what}, in no format that is known here", what = what),
            message!("Say which format it is with --format"),
        )
    };
    let first = text.lines().next().unwrap_or_default();
    let begins = |starts: &[&str]| starts.iter().any(|start| first.starts_with(start));
    if begins(&["<?xml", "<!DOCTYPE", "<TEI", "<rss", "<feed", "<html", "<article", "<doc", "<xmi", "<nitf"]) {
        return Some((message!("it looks like XML or HTML, in no format that is known here"), articles_or_marks()));
    }
    if begins(&["WARC/"]) {
        return Some(known(message!("it looks like a web archive (WARC)")));
    }
    if head.is_mail() {
        return Some(known(message!("it looks like mail or a page saved as MHTML")));
    }
    if begins(&["#FORMAT=WebAnno", "# newdoc", "# sent_id", "-DOCSTART-"]) || is_columns(text) {
        return Some(known(message!("it looks like tokens in columns (CoNLL, TSV)")));
    }
    let unless_prose = |what: Message| {
        let fix = message!("Say which format it is with --format, or with --format text that it is plain text");
        (message!("{what}, in no format that is known here", what = what), fix)
    };
    if is_tagged(text) {
        return Some(unless_prose(message!("it looks like words with tags behind them (PKS/B-ORG)")));
    }
    if has_elements(text) {
        return Some(unless_prose(message!("it looks like text with tags in it (<ORG>PKS</ORG>)")));
    }
    let shape = || shape(text).map(|(what, fix)| (message!("{what}, which is not read here", what = what), fix));
    let named = head.name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
    let named = || {
        let what = message!("its name says that it is not plain text (.{ending})", ending = named.as_str());
        STRUCTURED.contains(&named.as_str()).then(|| unless_prose(what))
    };
    shape().or_else(named)
}

/// JSON whose records hold letters of another encoding.
fn other_encoding(head: &Sniff<'_>) -> Option<(Message, Message)> {
    str::from_utf8(&head.bytes).err().filter(|error| error.error_len().is_some())?;
    let name = Charset::guess(&head.bytes)?.name();
    let fix = message!("Read it with --format json --option encoding={name}", name = name.to_lowercase());
    Some((message!("it looks like JSON that is not UTF-8 but {name}", name = name), fix))
}

fn json(head: &Sniff<'_>) -> Message {
    let keys: Vec<&str> = head.objects().take(1).flat_map(|fields| fields.keys()).map(String::as_str).collect();
    match keys.as_slice() {
        [] => message!("it looks like JSON, in no format that is known here"),
        keys => message!(
            "it looks like JSON with the fields {fields}, in no format that is known here",
            fields = keys.iter().take(12).copied().collect::<Vec<_>>().join(", ")
        ),
    }
}

/// The ways that lead from any markup to a project.
fn articles_or_marks() -> Message {
    message!(
        "Articles: write them as a list of objects with title, date, source and text, or as a table (CSV). Marks: a row each, with start, end, label and article_text"
    )
}

/// Endings of files that are not plain text, whatever they hold.
const STRUCTURED: [&str; 25] = [
    "json", "jsonl", "ndjson", "xml", "xmi", "tei", "conll", "conllu", "iob", "bio", "tsv", "csv", "mhtml", "mht",
    "eml", "mbox", "warc", "rss", "atom", "ann", "a1", "a2", "jsonld", "parquet", "qdpx",
];

/// `{"`, `[{`, `[["` and the like: how JSON that is broken further on begins, and prose in brackets does not.
fn json_by_its_first_words(text: &str) -> bool {
    let signs: String = text.chars().filter(|c| !c.is_whitespace()).take(3).collect();
    signs.starts_with("{\"") || signs.starts_with("[{") || signs.starts_with("[[") || signs.starts_with("[\"")
}

/// Whether nearly all lines are as many short columns, parted by tabs.
fn is_columns(text: &str) -> bool {
    let lines: Vec<usize> = text
        .lines()
        .take(200)
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').count())
        .collect();
    let tabbed = lines.iter().filter(|columns| **columns > 1).count();
    lines.len() >= 3 && tabbed * 10 >= lines.len() * 9
}

/// Whether nearly all words have a tag behind them: `PKS/B-ORG dan/O`, `PKS_NNP dan_CC`.
fn is_tagged(text: &str) -> bool {
    let is_tag = |tag: &str| {
        let letters = tag.trim_end_matches('$');
        let label = letters.split_once('-').filter(|(place, _)| ["B", "I", "E", "L", "S", "U"].contains(place));
        label.is_some_and(|(_, label)| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
        }) || (1..=5).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let has_tag = |word: &&str| {
        word.rsplit_once(['/', '_']).is_some_and(|(word, tag)| !word.is_empty() && (is_tag(tag) || word == tag))
    };
    let words: Vec<&str> = text.split_whitespace().take(400).collect();
    let tagged = words.iter().filter(|word| has_tag(word)).count();
    words.len() >= 4 && tagged * 10 >= words.len() * 9
}

/// Whether words stand between a tag and its end, in more than one place: `<ORG>PKS</ORG> dan <ORG>PSI</ORG>`.
fn has_elements(text: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut closed = 0;
    let looks = |name: &str| LOOKS.iter().any(|known| known.eq_ignore_ascii_case(name));
    for part in text.split('<').skip(1).take(2_000) {
        let Some((tag, _)) = part.split_once('>') else { continue };
        let name = |tag: &'_ str| tag.split([' ', '/', '\n', '\t']).next().is_some_and(is_element_name);
        match tag.strip_prefix('/') {
            Some(end) => {
                // Not every tag within is ended.
                if let Some(at) = open.iter().rposition(|begun| *begun == end) {
                    open.truncate(at);
                    closed += usize::from(!looks(end));
                }
            }
            None if name(tag) && !tag.ends_with('/') => {
                open.push(tag.split([' ', '\n', '\t']).next().unwrap_or(tag));
            }
            _ => {}
        }
    }
    closed > 1
}

fn is_element_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic()) && name.chars().all(|c| c.is_alphanumeric() || "-_.:".contains(c))
}

/// What a text looks like, and what to do; none for prose.
fn shape(text: &str) -> Option<(Message, Message)> {
    let text = text.trim_start();
    let ways = [standoff, javascript, python, sql, yaml, fast_text, table, in_turn, bracketed, tagged];
    ways.into_iter().find_map(|way| way(text))
}

/// Lines that say something, at most so many.
fn lines(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.lines().filter(|line| !line.trim().is_empty()).take(200)
}

/// Whether nearly all lines are as a pattern says.
fn nearly_all(text: &str, pattern: &Regex) -> bool {
    let all = lines(text).count();
    all > 0 && lines(text).filter(|line| pattern.is_match(line)).count() * 10 >= all * 9
}

/// `T1⇥Party 0 3⇥PKS`: brat's annotations without their text.
fn standoff(text: &str) -> Option<(Message, Message)> {
    static LINE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^([TREAMNW]\d+\t\S+ |\*\tEquiv |#\d*\t)").expect("a pattern"));
    (text.starts_with('T') && nearly_all(text, &LINE)).then(|| {
        let fix = message!("Name it as its text, with .ann for .txt, put the text beside it, and import the folder");
        (message!("it looks like annotations of brat without their text"), fix)
    })
}

/// `window.YTD.tweets.part0 = [{…}]`, `const berita = [{…}]`: records within a program, as archives of services have them.
fn javascript(text: &str) -> Option<(Message, Message)> {
    static DATA: LazyLock<Regex> = LazyLock::new(|| {
        let named =
            r"(?:(?:var|let|const)\s+[\w$]+|(?:window|self|module|exports|globalThis)\.[\w$.]+)\s*=|export\s+default\b";
        Regex::new(&format!(r"^(?:{named})\s*[\[{{]")).expect("a pattern")
    });
    DATA.is_match(text).then(|| {
        let fix = message!("Take away what stands before the first bracket, save it as .json, and import that");
        (message!("it looks like data of a JavaScript program"), fix)
    })
}

/// `TRAIN_DATA = [("PKS hadir", {"entities": [(0, 3, "ORG")]})]`, `{'text': 'PKS'}`.
fn python(text: &str) -> Option<(Message, Message)> {
    static DATA: LazyLock<Regex> = LazyLock::new(|| {
        let assigned =
            r"^(?:#.*\n|(?:import|from)\s.*\n|\s*\n)*[A-Za-z_]\w*\s*(?::[^=\n]+)?=\s*[\[({]\s*(?:[\[({'\x22]|#)";
        let bare = r#"^[\[(]?\s*\(\s*['"][^\n]*['"]\s*,\s*(?:['"][A-Z-]+['"]|\{\s*['"])|^[\[]?\s*\{\s*'[\w ]+'\s*:"#;
        Regex::new(&format!("{assigned}|{bare}")).expect("a pattern")
    });
    DATA.is_match(text).then(|| {
        let fix = message!("Write the list as JSON in Python, json.dump(data, file), and import that");
        (message!("it looks like data of a Python program"), fix)
    })
}

/// A dump of a database.
fn sql(text: &str) -> Option<(Message, Message)> {
    static STATEMENT: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"(?im)^\s*(?:insert\s+(?:ignore\s+)?into\s+\S+\s*(?:\([^)]*\)\s*)?(?:values|select)\b|create\s+table\s+(?:if\s+not\s+exists\s+)?\S+\s*\(|copy\s+\S+\s*\([^)]*\)\s*from\s+stdin)";
        Regex::new(pattern).expect("a pattern")
    });
    STATEMENT.is_match(text).then(|| {
        let fix = message!("Export the table of articles as CSV (UTF-8) and import that");
        (message!("it looks like a dump of a database (SQL)"), fix)
    })
}

/// A list of records, or one record, in YAML; a head of it over prose is prose.
fn yaml(text: &str) -> Option<(Message, Message)> {
    static LINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:---|\.\.\.|\s*#.*|\s*(?:- )*\s*[\w.-]+:(?:\s.*)?|\s+\S.*|\s*- \S.*)$").expect("a pattern")
    });
    static RECORD: LazyLock<Regex> = LazyLock::new(|| {
        let names = "text|teks|isi|content|konten|body|title|judul|entities|spans|label|labels|annotations";
        Regex::new(&format!(r"(?m)^(?:\s*- +|  +)(?:{names}):(?:\s|$)")).expect("a pattern")
    });
    (RECORD.is_match(text) && nearly_all(text, &LINE)).then(|| {
        let fix = message!("Write it as JSON, a list of articles, and import that");
        (message!("it looks like YAML"), fix)
    })
}

/// `__label__politik PKS hadir.`
fn fast_text(text: &str) -> Option<(Message, Message)> {
    let labelled = lines(text).filter(|line| line.trim_start().starts_with("__label__")).count();
    (labelled * 2 > lines(text).count()).then(|| {
        let fix = message!("Write it as a table (CSV) with the columns label and text, and import that");
        (message!("it looks like labelled lines of fastText (__label__politik PKS hadir.)"), fix)
    })
}

/// A table whose only known column is its text, or whose rows are words and their tags.
fn table(text: &str) -> Option<(Message, Message)> {
    let head = text.lines().next()?;
    for delimiter in [',', ';', '\t', '|'] {
        let cells = |line: &str| line.split(delimiter).map(|cell| cell.trim().trim_matches('"').to_owned()).collect();
        let header: Vec<String> = cells(head);
        let width = header.len();
        let rows: Vec<Vec<String>> = lines(text).map(cells).filter(|row: &Vec<String>| row.len() >= width).collect();
        if width < 2 || rows.len() < 2 || rows.len() * 10 < lines(text).count() * 9 {
            continue;
        }
        let tags = rows.iter().skip(1).filter(|row| row.last().is_some_and(|tag| is_token_tag(tag))).count();
        if tags * 10 >= (rows.len() - 1) * 9 && rows.iter().any(|row| row.last().is_some_and(|tag| tag != "O")) {
            let fix = message!(
                "Write each line as word, tab and tag, an empty line after each sentence, and import that as .conll"
            );
            return Some((message!("it looks like words and their tags in columns"), fix));
        }
        let named = Mapping::new(&header, &BTreeMap::new()).ok().and_then(|mapping| mapping.column(ColumnRole::Text));
        let is_name = |name: &String| {
            (1..=20).contains(&name.chars().count()) && name.chars().all(|c| c.is_alphanumeric() || "_ -".contains(c))
        };
        if named.is_some() && header.iter().all(is_name) {
            let fix = message!("If it is one, import it with --format csv");
            return Some((message!("it looks like a table with a column of texts"), fix));
        }
    }
    None
}

/// A word and its tag on lines in turn.
fn in_turn(text: &str) -> Option<(Message, Message)> {
    let tags = |first: usize| {
        let every = || lines(text).skip(first).step_by(2);
        every().count() > 1 && every().all(is_token_tag) && every().any(|tag| tag != "O")
    };
    (lines(text).count() > 3 && (tags(0) || tags(1))).then(|| {
        let fix = message!(
            "Write each line as word, tab and tag, an empty line after each sentence, and import that as .conll"
        );
        (message!("it looks like words and their tags on lines in turn"), fix)
    })
}

/// `O`, or `B-ORG` and the like with a label of letters.
fn is_token_tag(tag: &str) -> bool {
    let tag = tag.trim();
    let label = tag.split_once('-').filter(|(place, _)| matches!(*place, "B" | "I" | "E" | "S" | "L" | "U"));
    tag == "O"
        || label.is_some_and(|(_, label)| {
            !label.is_empty() && label.chars().all(|c| c.is_alphabetic() || "-_.".contains(c))
        })
}

/// `[PKS:ORG]`, `(ORG PKS)`, `[PKS PARTY]`, `{{PKS|party}}`, `<PKS|ORG>`: in more than one place, with a label that all know.
fn bracketed(text: &str) -> Option<(Message, Message)> {
    static PIECE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[\[(<{]{1,2}([^\[\](){}<>\n]{3,90})[\])>}]{1,2}").expect("a pattern"));
    let is_marked = |words: &str| {
        // In capitals it is a label anywhere; in small letters only behind a sign.
        let ends = [words.split_once([':', '|', '/', ' ']), words.rsplit_once([':', '|', '/', ' '])];
        let capitals = [ends[0].map(|(first, _)| first), ends[1].map(|(_, last)| last)];
        let small = words.rsplit_once(['|', ':']).map(|(_, last)| last.trim());
        let is_capitals = |label: &str| label.len() > 2 && label.bytes().all(|byte| byte.is_ascii_uppercase());
        let capitals =
            capitals.into_iter().flatten().filter(|label| is_capitals(label) && !matches!(*label, "PER" | "LAW"));
        capitals.chain(small).any(is_known_label)
    };
    let pieces = PIECE.captures_iter(text).take(2_000).filter_map(|found| Some(found.get(1)?.as_str()));
    (pieces.filter(|words| is_marked(words)).count() > 1).then(with_tags)
}

/// Tags as tokens have them, `PKS/B-ORG dan PSI B-ORG`, or labels that all know behind a sign, `PKS/ORG`, `PKS#party`.
fn tagged(text: &str) -> Option<(Message, Message)> {
    let words: Vec<&str> = text.split_whitespace().take(5_000).collect();
    let bare = |word: &str| word.trim_matches(|c: char| "()[]{},.;".contains(c)).to_owned();
    let behind = |word: &str| word.rsplit_once(['/', '|', '@', '#', '\\', '_']).map(|(_, tag)| bare(tag));
    let is_prefixed = |tag: &str| tag != "O" && is_token_tag(tag);
    let tags = || words.iter().map(|word| behind(word).unwrap_or_else(|| bare(word)));
    let marked = tags().filter(|tag| is_prefixed(tag)).count();
    let known =
        tags().filter(|tag| is_prefixed(tag) && tag.split_once('-').is_some_and(|(_, label)| is_known_label(label)));
    let outside = tags().filter(|tag| tag == "O").count();
    let labels = words.iter().filter_map(|word| {
        let (before, tag) = word.rsplit_once(['/', '|', '@', '#', '\\'])?;
        let tag = bare(tag);
        let written = tag.chars().all(|c| c.is_uppercase()) || tag.chars().all(|c| c.is_lowercase());
        (before.starts_with(char::is_alphabetic) && written && is_label_behind(&tag)).then_some(tag)
    });
    let few = marked > 1 && (known.count() > 1 || outside > 0 && (marked + outside) * 5 >= words.len());
    (few || labels.count() > 1).then(with_tags)
}

/// Known labels that no news has behind a stroke: `org/person`, `lokasi/waktu` and the like are words there.
fn is_label_behind(tag: &str) -> bool {
    matches!(tag, "ORG" | "PER" | "LOC" | "GPE" | "PERSON" | "NORP" | "PARTY" | "MISC" | "party" | "region")
}

fn with_tags() -> (Message, Message) {
    let fix = message!(
        "Write the tags as <ORG>PKS</ORG> or the text as CoNLL, and import that; if it is an article without marks, import it with --format text"
    );
    (message!("it looks like text with tags at its words (PKS/ORG, [PKS:ORG])"), fix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, says: &str) {
        let said = shape(text).map(|(what, _)| what.to_string()).unwrap_or_default();
        assert!(said.contains(says) && said.is_empty() == says.is_empty(), "{text:.90}: {said}");
    }

    #[test]
    fn what_is_more_than_prose_is_named() {
        check("T1\tParty 0 3\tPKS\nT2\tParty 8 11\tPSI\nR1\tAlly Arg1:T1 Arg2:T2\n", "brat");
        check("TRAIN_DATA = [\n  ('PKS dan PSI', {'entities': [(0, 3, 'ORG')]}),\n]\n", "Python");
        check("# data latih\ntrain = [(\"PKS\", {\"entities\": []})]\n", "Python");
        check("{'text': 'PKS dan PSI', 'entities': [(0, 3, 'ORG')]}\n", "Python");
        check("[('PKS', 'ORG'), ('dan', 'O')]", "Python");
        check("[(\"PKS hadir\", {\"entities\": [(0, 3, \"ORG\")]})]", "Python");
        check("window.YTD.tweets.part0 = [\n  {\"tweet\": {\"full_text\": \"PKS hadir\"}}\n]", "JavaScript");
        check("const berita = [{judul: 'PKS hadir'}];\n", "JavaScript");
        check("module.exports = {\n  isi: 'PKS hadir'\n};\n", "JavaScript");
        check("var suara = 12; kata orang di TPS.\n", "");
        check("-- berita\nINSERT INTO berita VALUES (1, 'PKS dan PSI'), (2, 'PAN');\n", "SQL");
        check("CREATE TABLE berita (id int);\n", "SQL");
        check("- text: PKS dan PSI\n  label: x\n- text: PAN\n  label: y\n", "YAML");
        check("---\nartikel:\n  - judul: Satu\n    isi: |\n      PKS hadir.\n", "YAML");
        check("__label__politik PKS hadir.\n__label__olahraga Persib menang.\n", "fastText");
        check("text,label\n\"PKS dan PSI\",1\n\"Golkar\",0\n", "a table");
        check("kata,tag\nPKS,B-ORG\ndan,O\nPSI,B-ORG\n", "tags in columns");
        check("PKS,B-ORG\ndan,O\nPSI,B-ORG\n", "tags in columns");
        check("PKS\nB-ORG\ndan\nO\nPSI\nB-ORG\n", "in turn");
        for text in [
            "[PKS:ORG] dan [PSI:ORG] bertemu.",
            "(ORG PKS) dan (ORG PSI) bertemu di (LOC Lebak).",
            "[PKS PARTY] dan [PSI PARTY] bertemu di [Lebak REGION].",
            "{{PKS|party}} dan {{PSI|party}} bertemu.",
            "<PKS|ORG> dan <PSI|ORG> bertemu.",
            "PKS/ORG dan PSI/ORG bertemu di Lebak/LOC kemarin.",
            "PKS/B-PARTY dan PSI/B-PARTY bertemu.",
            "PKS B-ORG dan O PSI B-ORG bertemu O",
            "PKS (B-ORG) dan (O) PSI (B-ORG) bertemu (O)",
            "PKS@B-ORG dan@O PSI@B-ORG",
            "PKS#party dan PSI#party",
            "PKS\\ORG dan\\O PSI\\ORG",
        ] {
            check(text, "at its words");
        }
    }

    #[test]
    fn prose_is_none_of_it() {
        for text in [
            "Kepala/wakil kepala daerah dan/atau DPRD bertemu di DKI/Banten tahun 2023/2024, PKS/PSI 12/3.",
            "Title: Rapat\nDate: 8 Juli 2024\n\nPKS dan PSI bertemu di Lebak.\nMereka sepakat.",
            "---\ntitle: Judul\ndate: 2024-07-08\n---\n\nPKS dan PSI bertemu.\nMereka sepakat.\nRapat selesai.",
            "Sri: PKS hadir.\nBudi: Benar, hadir.\nSri: Terima kasih.",
            "- Serang: Andra\n- Lebak: Hasbi\n- Pandeglang: Dewi",
            "Warga mengurus E-KTP. E-KTP itu wajib, kata S-2 dan B-52. Vitamin B-KOMPLEKS habis.",
            "Menurut isi, judul, dan tanggalnya, PKS hadir.\nMenurut Sri, Budi, dan Rina, PSI tidak.",
            "Isi\nPKS hadir.\nJudul\nRapat.",
            "Suara (PER ORANG) dan (LAW FIRM), harga [PER KILO], lihat surel info@partai.org dan a@b.org.",
            "#party malam ini, kata dia di #pilkada dan @org lain. Rumus x = [1, 2, 3]; y = (a, b).",
            "Suara: A, B\nRekap: C, D\nTotal: E, F",
            "T1 mulai 0 3 PKS\nT2 mulai 4 5",
            "Lembar kerja\tA\nPKS hadir di Lebak.",
        ] {
            check(text, "");
        }
    }
}
