//! Files in an encoding that a person told, for readers of UTF-8: whatever reads them is given UTF-8.

use std::io::{self, Cursor, Read};

use super::{
    format::{Format, Item, ItemSink, ReadContext, ReadError},
    kit::{
        charset::{Charset, Utf8},
        day_order::{DAYS, asked},
    },
    mojibake::Mojibake,
    problem::Problem,
    source::{Seekable, Source},
};
use crate::message::message;

/// The option that tells it.
pub const ENCODING: &str = "encoding";

/// Whether an encoding of that name is read: any label of the WHATWG Encoding Standard, or `auto`.
pub fn is_encoding(name: &str) -> bool {
    name == "auto" || Charset::named(name).is_some()
}

/// Reads a source in a format, by the encoding that a person told where the format does not look at that itself; letters
/// that were broken before are told, or mended if that is asked for.
pub fn read(
    format: &dyn Format,
    source: &dyn Source,
    reading: &ReadContext,
    sink: &mut ItemSink<'_>,
) -> Result<(), ReadError> {
    let mut letters = Mojibake::new(reading);
    let reading = reading.with_month(asked(reading.option(DAYS.name)));
    let end = read_told(format, source, &reading, &mut |mut item| {
        if let Item::Document(document) = &mut item {
            letters.look(document);
        }
        sink(item)
    });
    if end != Err(ReadError::Enough) {
        letters.tell(sink)?;
    }
    end
}

fn read_told(
    format: &dyn Format,
    source: &dyn Source,
    reading: &ReadContext,
    sink: &mut ItemSink<'_>,
) -> Result<(), ReadError> {
    let own = format.info().options.iter().any(|option| option.name == ENCODING);
    if own {
        return format.read(source, reading, sink);
    }
    let told = reading.option(ENCODING).filter(|name| *name != "auto").map(|name| {
        Charset::named(name).ok_or_else(|| {
            let reason = message!("the encoding “{name}” is not read", name = name);
            Problem::new(source.name(), reason, message!("Name it as browsers do: windows-1252, gb18030, shift_jis"))
        })
    });
    format.read(&ToldEncoding { source, told: told.transpose()? }, reading, sink)
}

/// A source whose texts are in an encoding, as a person told, or UTF-16 as its mark says; what is no text is handed on as it is.
struct ToldEncoding<'s> {
    source: &'s dyn Source,
    told: Option<Charset>,
}

/// How files begin that say themselves in which encoding they are, or hold no letters.
const OTHERS: [&[u8]; 8] =
    [b"PK\x03\x04", b"%PDF", b"\x1F\x8B", b"PAR1", b"{\\rtf", b"SQLite", b"\xD0\xCF\x11\xE0", b"From "];
const LONGEST: usize = 8;
/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

impl Source for ToldEncoding<'_> {
    fn name(&self) -> &str {
        self.source.name()
    }

    fn files(&self) -> &[String] {
        self.source.files()
    }

    fn open(&self, file: &str) -> io::Result<Box<dyn Read + Send>> {
        let mut stream = self.source.open(file)?;
        let mut first = Vec::new();
        stream.by_ref().take(LONGEST as u64).read_to_end(&mut first)?;
        let other = OTHERS.iter().any(|begins| first.starts_with(begins));
        let marked = Charset::marked(&first).filter(|charset| charset.is_wide());
        let whole = Cursor::new(first).chain(stream);
        match (self.told, marked) {
            _ if other => Ok(Box::new(whole)),
            (Some(told), _) => Ok(Box::new(Utf8::new(whole, told)?)),
            // With the mark of UTF-8, which outweighs what the file says of its encoding.
            (None, Some(wide)) => Ok(Box::new(Cursor::new(MARK).chain(Utf8::new(whole, wide)?))),
            (None, None) => Ok(Box::new(whole)),
        }
    }

    fn open_at(&self, file: &str) -> io::Result<Box<dyn Seekable>> {
        if self.told.is_none() {
            return self.source.open_at(file);
        }
        let mut bytes = Vec::new();
        self.open(file)?.read_to_end(&mut bytes)?;
        Ok(Box::new(Cursor::new(bytes)))
    }

    fn size(&self, file: &str) -> Option<u64> {
        self.source.size(file)
    }

    fn called(&self, file: &str) -> String {
        self.source.called(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        formats::{MemorySource, format},
        model::{Scheme, Timestamp},
    };

    #[track_caller]
    fn check(id: &str, name: &str, bytes: &[u8], encoding: &str, expected: &[&str]) {
        let mut reading = ReadContext::new(Scheme::default(), Timestamp(0));
        reading.options.insert(ENCODING.to_owned(), encoding.to_owned());
        let mut texts = Vec::new();
        let source = MemorySource::file(name, bytes.to_vec());
        let end = read(format(id).unwrap(), &source, &reading, &mut |item| {
            if let Item::Document(document) = item {
                texts.push(document.article.text.to_string());
            }
            Ok(())
        });
        assert!(end.is_ok() || expected.is_empty(), "{end:?}");
        assert_eq!(texts, expected, "{id}");
    }

    #[test]
    fn every_reader_is_given_letters() {
        let feed = b"<rss version=\"2.0\"><channel><item><title>a</title><description>caf\xE9 PKS</description></item></channel></rss>";
        check("feed", "a.rss", feed, "latin1", &["café PKS"]);
        check("text", "a.txt", b"caf\xE9 PKS", "iso-8859-1", &["café PKS"]);
        check("json", "a.jsonl", b"{\"title\":\"a\",\"text\":\"caf\xE9 PKS\"}\n", "windows-1252", &["café PKS"]);
        let page = b"<div class=\"article enArticle\"><div id=\"hd\">a</div><p class=\"articleParagraph enarticleParagraph\">\xd6\xd0</p></div>";
        check("factiva", "a.html", page, "gbk", &["中"]);
        check("text", "a.txt", b"PKS", "utf-7", &[]);
        // UTF-16 says itself that it is that.
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        check("json", "a.json", &wide("\u{feff}[{\"title\":\"a\",\"text\":\"café 🇮🇩\"}]"), "auto", &["café 🇮🇩"]);
        check("text", "a.txt", &wide("\u{feff}café PKS"), "auto", &["café PKS"]);
        let feed = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?><rss version=\"2.0\"><channel><item><title>a</title><description>café PKS</description></item></channel></rss>";
        check("feed", "a.rss", &wide(feed), "auto", &["café PKS"]);
    }
}
