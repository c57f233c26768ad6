//! What a file looks like before it is read: its name, its beginning and, where it is JSON, its first records whole,
//! however long they are. Knows no format by name.

use std::io::{BufReader, Cursor, Read, Seek};

use encoding_rs::Encoding;
use serde_json::{Map, Value};
use zip::ZipArchive;

use crate::formats::{json_items::JsonItems, odd_numbers::without_odd_numbers, source::Source};

/// What is looked at of a file, in bytes; and of a page, whose articles can begin far behind its scripts.
const HEAD: u64 = 64 << 10;
const PAGE: u64 = 1 << 20;
/// First records that are looked at: so many, and no more after so many bytes.
const RECORDS: usize = 1_000;
const BYTES: usize = 4 << 20;
/// Names in an archive that are looked at.
const ENTRIES: usize = 10_000;

/// The beginning of a file, or the names in a folder.
pub struct Sniff<'a> {
    /// Without folders before it.
    pub name: &'a str,
    /// The first 64 KiB at most, and more of a page; of a folder, those of its first file.
    pub bytes: Vec<u8>,
    /// The same as letters.
    text: String,
    /// Paths in the folder, with `/`; of a file, its own name.
    pub files: &'a [String],
    /// The first records, if it is JSON.
    pub records: Vec<Value>,
    /// The names of what is in it, if it is an archive (ZIP).
    pub entries: Vec<String>,
}

impl<'a> Sniff<'a> {
    /// Looks at a file that is whole in memory.
    pub fn new(name: &'a str, bytes: &[u8], files: &'a [String]) -> Self {
        let narrow = narrow(bytes);
        let bytes = narrow.as_deref().unwrap_or(bytes);
        let most = if begins_markup(bytes) { PAGE } else { HEAD };
        let head = bytes[..bytes.len().min(most as usize)].to_vec();
        let records = if begins_json(&head) { first_records(bytes) } else { Vec::new() };
        let entries = if is_zip(&head) { entries(Cursor::new(bytes)) } else { Vec::new() };
        Self { name, text: letters(&head), bytes: head, files, records, entries }
    }

    /// Looks at the first file of a source; nothing is seen of one that cannot be read.
    pub fn of(source: &'a dyn Source) -> Self {
        let name = source.name().rsplit('/').next().unwrap_or_default();
        let files = source.files();
        let open = || files.first().and_then(|file| source.open(file).ok());
        let mut bytes = Vec::new();
        // Whatever was read before an error is what is seen.
        let _ = open().map(|mut stream| {
            let _ = stream.by_ref().take(HEAD).read_to_end(&mut bytes);
            if is_wide(&bytes) {
                let _ = stream.take(BYTES as u64 - HEAD).read_to_end(&mut bytes);
            } else if begins_markup(&bytes) {
                let _ = stream.take(PAGE - HEAD).read_to_end(&mut bytes);
            }
        });
        if is_wide(&bytes) {
            return Self::new(name, &bytes, files);
        }
        let records = if begins_json(&bytes) { open().map(first_records).unwrap_or_default() } else { Vec::new() };
        let whole = || files.first().filter(|_| is_zip(&bytes)).and_then(|file| source.open_at(file).ok());
        let entries = whole().map(|stream| entries(BufReader::new(stream))).unwrap_or_default();
        Self { name, text: letters(&bytes), bytes, files, records, entries }
    }

    /// The bytes as letters, without a byte order mark: those of UTF-8, and of another encoding the ASCII, by which formats are
    /// recognised; nothing behind a NUL.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the name ends so, whatever the case of its letters.
    pub fn ends_with(&self, extension: &str) -> bool {
        self.name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case(extension))
    }

    /// Whether these bytes stand in its beginning.
    pub fn has_bytes(&self, wanted: &[u8]) -> bool {
        self.bytes.windows(wanted.len().max(1)).any(|there| there == wanted)
    }

    /// Whether it is mail: it begins with a mail's header, or is a box of mails.
    pub fn is_mail(&self) -> bool {
        let text = self.text();
        let boxed = text.starts_with("From ").then(|| text.split_once('\n')).flatten();
        let named = ["eml", "mbox", "mhtml", "mht"].iter().any(|ending| self.ends_with(ending));
        match boxed {
            Some((_, mail)) => is_mail(mail, true),
            None => is_mail(text.trim_start(), named),
        }
    }

    /// The first records that are objects.
    pub fn objects(&self) -> impl Iterator<Item = &Map<String, Value>> {
        self.records.iter().filter_map(Value::as_object)
    }
}

/// Whether it is UTF-16 by its mark; its reader is given UTF-8.
fn is_wide(bytes: &[u8]) -> bool {
    let utf32 = bytes.starts_with(&[0xFF, 0xFE, 0, 0]);
    !utf32 && (bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]))
}

/// UTF-16 as UTF-8, to be looked at: what is wrong with it its reader tells.
fn narrow(bytes: &[u8]) -> Option<Vec<u8>> {
    let (encoding, mark) = Encoding::for_bom(bytes).filter(|_| is_wide(bytes))?;
    Some(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned().into_bytes())
}

fn letters(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(error) if error.error_len().is_none() || bytes.contains(&0) => {
            String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned()
        }
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Whether it begins as a page or XML does.
fn begins_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<")
}

fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The first names in an archive; none if it is damaged.
fn entries(stream: impl Read + Seek) -> Vec<String> {
    let archive = ZipArchive::new(stream);
    archive.map(|archive| archive.file_names().take(ENTRIES).map(str::to_owned).collect()).unwrap_or_default()
}

pub(super) fn begins_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'['))
}

fn first_records(stream: impl Read) -> Vec<Value> {
    let (mut records, mut bytes) = (Vec::new(), 0);
    let mut items = JsonItems::new("", stream);
    while records.len() < RECORDS && bytes < BYTES {
        match items.next_item() {
            Ok(Some(Ok(item))) => {
                bytes += item.text.len();
                // Words that happen to stand in brackets are not records.
                let mended = without_odd_numbers(&item.text);
                match serde_json::from_str(mended.as_ref().map_or(&*item.text, |(json, _)| json)) {
                    Ok(value @ (Value::Object(_) | Value::Array(_))) => records.push(value),
                    _ if records.is_empty() => break,
                    _ => {}
                }
            }
            Ok(Some(Err(_))) if !records.is_empty() => {}
            _ => break,
        }
    }
    records
}

/// Fields of a mail's header that programs write, and nobody who writes prose.
const BY_PROGRAMS: [&str; 14] = [
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "received",
    "return-path",
    "message-id",
    "in-reply-to",
    "references",
    "delivered-to",
    "dkim-signature",
    "list-id",
    "content-location",
    "snapshot-content-location",
    "authentication-results",
];

/// Whether a text begins with the header of a mail (RFC 5322): lines of a name, a colon and a value, or going on after a
/// blank, up to an empty line; with what programs write into it, or an address as sender and a day. `told`: its name says
/// that it is mail, so that two of a mail's fields are enough. “Subject:” and “Date:” before prose are prose.
fn is_mail(text: &str, told: bool) -> bool {
    let mut fields: Vec<(String, &str)> = Vec::new();
    for line in text.lines().take(200).take_while(|line| !line.trim().is_empty()) {
        if line.starts_with([' ', '\t']) && !fields.is_empty() {
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        fields.push((name.to_ascii_lowercase(), value.trim()));
    }
    let value = |wanted: &str| fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value);
    let common = ["from", "to", "subject", "date"].iter().filter(|name| value(name).is_some()).count();
    let programs = fields.iter().filter(|(name, _)| BY_PROGRAMS.contains(&name.as_str())).count();
    let sender = value("from").is_some_and(|from| from.contains('@') || from.contains('<'));
    let dated = value("date").is_some_and(|date| date.split(' ').any(|word| word.contains(':')));
    programs > 1 || programs == 1 && common > 0 || sender && dated || told && common + programs > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        formats::{Item, MemorySource, ReadContext, UNRECOGNISED, recognise},
        model::{Scheme, Timestamp},
    };

    /// The format that a file is recognised in, and whether it would be taken as plain text if in none.
    #[track_caller]
    fn check(name: &str, text: &str, format: Option<&str>, is_prose: bool) {
        let source = MemorySource::file(name, text.as_bytes());
        let found = recognise(&Sniff::of(&source)).map(|format| format.info().id);
        assert_eq!(found, format, "{name}: {text:.80}");
        if found.is_none() {
            let mut articles = 0;
            let reading = ReadContext::new(Scheme::default(), Timestamp(0));
            let read = UNRECOGNISED.read(&source, &reading, &mut |item| {
                articles += usize::from(matches!(item, Item::Document(_)));
                Ok(())
            });
            assert_eq!((read.is_ok(), articles), (is_prose, usize::from(is_prose)), "{name}: {text:.80}");
        }
    }

    #[test]
    fn what_is_structured_is_not_prose() {
        check("ner.json", r#"{"classes":["PARTY"],"annotations":[["PKS.",[0,3,"PARTY"]]]}"#, None, false);
        check("spacy.jsonl", "[\"PKS dan PSI.\",{\"entities\":[[0,3,\"party\"]]}]\n", None, false);
        check("tei.xml", "<?xml version=\"1.0\"?>\n<TEI><text>PKS</text></TEI>", None, false);
        check("a.mhtml", "From: <Saved by Blink>\nSubject: PKS\nMIME-Version: 1.0\n\nx", Some("mail"), false);
        let mail = "From: Sri <sri@x.id>\nDate: Mon, 8 Jul 2024 10:00:00 +0700\nSubject: PKS\n\nPKS hadir.";
        check("a.txt", mail, Some("mail"), false);
        check("a.txt", "Message-ID: <1@x.id>\nSubject: PKS\n\nPKS hadir.", Some("mail"), false);
        check("a.eml", "Subject: PKS\nDate: 8 Juli 2024\n\nPKS hadir.", Some("mail"), false);
        check("berita", "WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n", Some("warc"), false);
        check("a.html", "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel/></rss>", Some("feed"), false);
        check("a.json", r#"[{"title":"A","text":"PKS hadir.","skor":NaN}]"#, Some("json"), false);
        check("a.rss", "<rss version=\"2.0\"><channel/></rss>", Some("feed"), false);
        check("rusak.json", "{\"a\": [1, 2", None, false);
        check("kosong.conllu", "Bukan token.", None, false);
        check("tabel.txt", "a\tb\tc\n1\t2\t3\n4\t5\t6\n", None, false);
        check("ner.txt", "PKS/B-ORG dan/O PSI/B-ORG hadir/O ./O\n", Some("conll"), false);
        check("pos.txt", "PKS_NNP dan_CC PSI_NNP hadir_VB ._.\n", None, false);
        check(
            "latih.txt",
            "__label__politik PKS hadir.\n__label__olahraga __label__lokal Persib menang.\n",
            None,
            false,
        );
        check("a.txt", "Kemarin <ORG>PKS</ORG> dan <ORG id=\"2\">PSI</ORG> hadir.", Some("inline"), false);
        check("a.txt", "<p>PKS hadir.</p>\n<p>PSI tidak.</p>", None, false);
        check("a.txt", "Kemarin <ORG>PKS<br></ORG> dan <PER>Budi<br> Hartono</PER> hadir.", Some("inline"), false);
    }

    #[test]
    fn content_decides_and_not_the_name() {
        check("a.txt", "Dalam\tO\nGolkar\tB-ORG\n.\tO\n", Some("conll"), false);
        check("a.tsv", "Meski SCONJ O\nPKB PROPN B-ORG\n. PUNCT O\n", Some("conll"), false);
        check("a.conllu", "# sent_id = 1\n1\tPKS\tPKS\tPROPN\t_\t_\t0\troot\t_\t_\n", Some("conll"), false);
        check("a.txt", r#"{"id":"a","text":"PKS dan PSI"}"#, Some("tandai"), false);
        check("a.txt", r#"{"text":"PKS","label":[[0,3,"ORG"]]}"#, Some("doccano"), false);
        check(
            "a.jsonl",
            r#"{"maintext":"PKS hadir.","title":"Satu","date_publish":"2024-07-08"}"#,
            Some("json"),
            false,
        );
    }

    #[test]
    fn prose_is_prose() {
        check("a.txt", "[Jakarta] PKS dan PSI hadir.\n\nDari: Sri. Kata dia: “ya”.", Some("text"), true);
        check("a.txt", "Subject: PKS hadir\nDate: 8 Juli 2024\n\nPKS hadir di Lebak.", Some("text"), true);
        check("a.txt", "From: Redaksi\nDate: 8 Juli 2024\nSubject: PKS\n\nPKS hadir.", Some("text"), true);
        check("a.txt", "Subject: Rapat\nDate: Senin\nPKS hadir di Lebak.", Some("text"), true);
        check("berita", "{Foto: Antara}\nPKS hadir.", Some("text"), true);
        check("a.txt", "PKS dan/atau PSI/PAN hadir di Lebak/Serang, A/B.", Some("text"), true);
        check("a.txt", "Suara < 5 persen dan > 3 persen; <b>PKS</b> hadir <sic> di Lebak.", Some("text"), true);
        check("a.txt", "Dari redaksi: PKS hadir\tdi Lebak.", Some("text"), true);
        let pasted =
            "<b>LEBAK</b> – <i>PKS</i> dan <a href=\"https://contoh.id/psi\">PSI</a> hadir.<br>Suara x<sup>2</sup>.";
        check("a.txt", pasted, Some("text"), true);
        check(
            "a.txt",
            "Surat ke Sri <sri@contoh.id> dan Rina <rina@contoh.id>, 1 < 2 > 0, <<< ini >>>.",
            Some("text"),
            true,
        );
        check("a.txt", "Jika a<b dan b>c, maka x <y> z </y.", Some("text"), true);
    }

    #[test]
    fn a_long_first_record_hides_nothing() {
        let long = "PKS dan PSI. ".repeat(10_000);
        check("a.jsonl", &format!("{{\"id\":\"a\",\"text\":\"{long}\",\"mentions\":[]}}"), Some("tandai"), false);
        check(
            "a.json",
            &format!("[{{\"data\":{{\"text\":\"{long}\"}},\"annotations\":[]}}]"),
            Some("label-studio"),
            false,
        );
        let many = format!("{{\"id\":1,\"text\":\"{}\",\"label\":[]}}\n", "PKS. ".repeat(500)).repeat(60);
        let last = "{\"id\":2,\"text\":\"PSI\",\"label\":[[0,3,\"party\"]]}\n";
        check("a.jsonl", &(many + last), Some("doccano"), false);
    }
}
