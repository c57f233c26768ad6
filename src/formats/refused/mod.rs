//! What is not read, and is no prose: told by what it is, with the true way out. Files that many hold and nobody can read well
//! here, notations that are no article, and text that holds more than prose.

mod notations;
mod shapes;

use self::{notations::notation, shapes::structure};
use super::sniff::Sniff;
use crate::message::{Message, message};

/// What an old file is called within that holds a newer document under lock and key: `EncryptedPackage` in UTF-16.
const LOCKED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

/// What a file is that no format reads, and what to do about it; `None` for what may be prose.
pub fn refused(head: &Sniff<'_>) -> Option<(Message, Message)> {
    let begins = |start: &[u8]| head.bytes.starts_with(start);
    let unpack = || message!("Unpack it and import the folder");
    let picture = || message!("Let a program read the words in it (OCR) and import its text");
    if begins(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        let newer = ["docx", "xlsx", "xlsm", "xlsb", "pptx"].iter().any(|ending| head.ends_with(ending));
        if newer || head.has_bytes(LOCKED) {
            let fix = message!("Open it with its password, save it without one, and import that");
            return Some((message!("it is locked by a password"), fix));
        }
        let fix = message!("Open it in its program or LibreOffice, save it as .docx or .xlsx, and import that");
        return Some((
            message!("it is a file of an old Office program (.doc, .xls, .msg), which is not read here"),
            fix,
        ));
    }
    if let Some(other) = looks_like_another(head) {
        return Some(other);
    }
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return Some(archive(head));
    }
    if begins(b"\x1F\x8B") || begins(b"BZh") || begins(b"\xFD7zXZ") || begins(b"\x28\xB5\x2F\xFD") {
        return Some((message!("it is a compressed file"), message!("Unpack it and import what is in it")));
    }
    if begins(b"7z\xBC\xAF") || begins(b"Rar!") || head.bytes.get(257..262) == Some(b"ustar") {
        return Some((message!("it is an archive"), unpack()));
    }
    if begins(b"\x89PNG") || begins(b"\xFF\xD8\xFF") || begins(b"GIF8") || begins(b"II*\0") || begins(b"MM\0*") {
        return Some((message!("it is a picture"), picture()));
    }
    if begins(b"SQLite format 3\0") {
        let fix = message!("Export the table of articles as CSV (UTF-8) and import that");
        return Some((message!("it is an SQLite database, which is not read here"), fix));
    }
    known_markup(head).or_else(|| notation(head)).or_else(|| structure(head))
}

/// Markup of programs for annotation that is known by name.
fn known_markup(head: &Sniff<'_>) -> Option<(Message, Message)> {
    let text = head.text().trim_start();
    let start: String = text.chars().take(4_000).collect();
    let as_rows = || message!("Write its marks as a table (CSV), a row each, with start, end, label and article_text");
    if text.starts_with('<') {
        let has =
            |element: &str| start.split(element).skip(1).any(|rest| rest.starts_with([' ', '>', '\n', '\r', '\t']));
        if has("<Project") && start.contains("urn:QDA-XML") {
            let fix =
                message!("Import the whole project, .qdpx: an archive (ZIP) of project.qde and the folder sources");
            return Some((message!("it is a REFI-QDA project (.qde) without its sources"), fix));
        }
        if has("<TEI") || has("<TEI.2") || has("<teiCorpus") {
            let fix =
                message!("Save the words of its body as .txt, with no tags but those of the marks: <PER>Budi</PER>");
            return Some((message!("it is a document in TEI, which is not read here"), fix));
        }
        if has("<corpus") && start.contains("<item") || has("<doc") && start.contains("<mention") {
            return Some((message!("it is a corpus with marks in XML, which is not read here"), as_rows()));
        }
        return None;
    }
    let first = head.objects().next()?;
    let context = first.get("@context").map(ToString::to_string).unwrap_or_default();
    let is_annotation = first.get("type").or_else(|| first.get("@type")).is_some_and(|it| it == "Annotation");
    let of_recogito = first.contains_key("target") && (first.contains_key("bodies") || first.contains_key("body"));
    if start.contains("catma") && (is_annotation || of_recogito || !context.is_empty()) {
        return Some((
            message!("it holds annotations of CATMA without their text, which are not read here"),
            as_rows(),
        ));
    }
    if context.contains("anno.jsonld") || is_annotation || of_recogito {
        let what = message!("it holds web annotations (W3C, Recogito) without their text, which are not read here");
        return Some((what, as_rows()));
    }
    None
}

/// What looks like something that is read and is not: texts of old formats, and notes of readers on pages.
pub fn looks_like_another(head: &Sniff<'_>) -> Option<(Message, Message)> {
    if head.objects().next().is_some_and(is_hypothesis) {
        let what = message!("it holds annotations of Hypothesis: readers’ notes on pages, without the pages’ text");
        let fix =
            message!("Save each page that they are on (.html) and import that; the notes have no place in a project");
        return Some((what, fix));
    }
    let text = head.text();
    if text.starts_with("filedesc://") {
        let fix = message!("Convert it, as `warcio recompress old.arc new.warc.gz` does, and import that");
        return Some((message!("it is a web archive of the old kind (ARC), which is not read here"), fix));
    }
    let tokens = || text.lines().take(20).any(|line| line.starts_with("1-1\t"));
    if text.trim_start().starts_with('#') && text.contains("#id=1") && tokens() && !text.starts_with("#FORMAT=") {
        let fix = message!("Import it into INCEpTION, export it as WebAnno TSV 3, and import that");
        return Some((message!("it is WebAnno TSV of an old version, which is not read here"), fix));
    }
    None
}

/// Whether a record is an answer of Hypothesis, or one of its annotations: the words that it is on stand in its target.
fn is_hypothesis(first: &serde_json::Map<String, serde_json::Value>) -> bool {
    let rows = first.get("rows").and_then(|rows| rows.as_array()?.first()?.as_object());
    let one = rows.unwrap_or(first);
    let targets = one.get("target").and_then(|target| target.as_array());
    let selects = targets.is_some_and(|targets| targets.iter().any(|target| target.get("selector").is_some()));
    selects && one.contains_key("uri") && one.contains_key("user")
}

fn archive(head: &Sniff<'_>) -> (Message, Message) {
    let xmi = head.entries.iter().any(|name| name.ends_with("TypeSystem.xml") || name.ends_with(".xmi"));
    if xmi || head.has_bytes(b"TypeSystem.xml") || head.has_bytes(b".xmi") {
        let fix = message!("Unpack it and import the folder with the .xmi files and TypeSystem.xml");
        return (message!("it is an archive of UIMA XMI files, as INCEpTION exports them"), fix);
    }
    if head.ends_with("pptx") || head.has_bytes(b"ppt/") {
        return (
            message!("it is a presentation, which is not read here"),
            message!("Save its text as .txt (UTF-8) and import that"),
        );
    }
    (message!("it is an archive (ZIP)"), message!("Unpack it and import the folder"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, bytes: &[u8], says: &str) {
        let files = [name.to_owned()];
        let head = Sniff::new(name, bytes, &files);
        let said = refused(&head).map(|(what, _)| what.to_string()).unwrap_or_default();
        assert!(said.contains(says) && said.is_empty() == says.is_empty(), "{name}: {said}");
        assert!(says.is_empty() || crate::formats::recognise(&head).is_none(), "{name} is not read as something else");
    }

    #[test]
    fn what_is_not_read_is_named() {
        check("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "old Office");
        check("a.xlsx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "password");
        check("a", &[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", LOCKED].concat(), "password");
        check("a.zip", b"PK\x03\x04TypeSystem.xml", "UIMA XMI");
        check("a.zip", b"PK\x03\x04a.txt", "(ZIP)");
        check("a.txt.gz", b"\x1F\x8B\x08\0", "compressed");
        check("a.png", b"\x89PNG\r\n", "a picture");
        check("a.arc", b"filedesc://a.arc 0.0.0.0 2024 text/plain 1\n", "(ARC)");
        check("a.tsv", b" # de.Layer | value\n#id=1\n#text=PKS\n1-1\tPKS\tB-ORG\t\n", "old version");
        check("a.tsv", b"#id=1\n#text=PKS\n1-1\tPKS\tB-ORG\t\n", "old version");
        check("a.qde", b"<?xml version=\"1.0\"?><Project name=\"p\" xmlns=\"urn:QDA-XML:project:1.0\"/>", "REFI-QDA");
        check("a.xml", b"<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text>PKS</text></TEI>", "TEI");
        check("a.json", br#"[{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","target":{}}]"#, "W3C");
        check("a.json", br#"[{"id":"1","bodies":[],"target":{"selector":[]}}]"#, "W3C");
        check("a.json", br#"[{"body":{"@context":{"p":"https://app.catma.de/"}},"target":{}}]"#, "CATMA");
        let note = br#"{"uri":"https://contoh.id/1","user":"acct:rina","text":"ya","target":[{"selector":[{"exact":"PKS"}]}]}"#;
        check("a.json", &[b"{\"total\":1,\"rows\":[", &note[..], b"]}"].concat(), "Hypothesis");
        check("a.jsonl", note, "Hypothesis");
        check("a.txt", b"PKS hadir.", "");
    }
}
