//! Pages that browsers save as mail (MHTML), mails (EML), and boxes of mails (mbox): an article each. HTML is read like
//! a saved page.

use std::{
    borrow::Cow,
    io::{BufRead, BufReader, Read},
};

use mail_parser::{
    Encoding, Message as Mail, MessageParser, MimeHeaders,
    decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode},
};

use crate::formats::{
    format::{Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    html::{PageIn, page_items},
    kit::{
        charset::Charset,
        day::{LocalDay, local_day},
        each_file::each_file,
        lines::LONGEST,
        several,
    },
    problem::Problem,
    record::found::{FoundArticle, line},
    source::Source,
    stem,
};
use crate::{formats::sniff::Sniff, message::message};

/// The format.
pub struct MailFormat;

static INFO: FormatInfo = FormatInfo {
    options: &[several::SEVERAL],
    ..FormatInfo::of_articles(
        "mail",
        "mail, or a page saved as MHTML",
        &["mhtml", "mht", "eml", "mbox"],
        "Pages that Chrome or Edge saved as one file (.mhtml), and mails (.eml, .mbox): an article each",
    )
};

/// How each mail of a box begins.
const BEGINS: &[u8] = b"From ";

impl Format for MailFormat {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        head.is_mail()
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let mut single: Vec<&String> = Vec::new();
        for name in source.files() {
            let file = source.called(name);
            let unreadable = |error: std::io::Error| Problem::unreadable(&*file, &error);
            let mut stream = BufReader::with_capacity(1 << 16, source.open(name).map_err(unreadable)?);
            if !stream.fill_buf().map_err(unreadable)?.starts_with(BEGINS) {
                single.push(name);
                continue;
            }
            // One mail after another: a box can be as large as a life.
            let mut mails = Mails { stream, line: 0, blank: true, next: Vec::new() };
            let mut number = 0;
            while let Some(mail) = mails.next_mail().map_err(unreadable)? {
                number += 1;
                let id = if number == 1 && mails.ended() {
                    stem(name).to_owned()
                } else {
                    format!("{}-{number}", stem(name))
                };
                let place = PartPlace { file: &file, name, line: mail.line, id };
                if mail.bytes.len() > LONGEST {
                    let reason = message!("the mail is longer than {limit} MB", limit = LONGEST >> 20);
                    let fix = message!("Save it without what is attached to it");
                    sink(Item::Problem(Problem::new(&*file, reason, fix).at(mail.line, 1)))?;
                    continue;
                }
                mail_items(&place, &mail.bytes, reading).into_iter().try_for_each(&mut *sink)?;
            }
        }
        let work = |name: &str, bytes: Vec<u8>| {
            let place = PartPlace { file: &source.called(name), name, line: 1, id: stem(name).to_owned() };
            mail_items(&place, &bytes, reading)
        };
        each_file(source, &single, &work, sink)
    }
}

/// The mails of a box, one after another.
struct Mails<R> {
    stream: BufReader<R>,
    /// Lines that were read.
    line: usize,
    /// Whether the last of them was blank: only behind one a mail begins.
    blank: bool,
    /// The line that the next mail begins with, once it was met.
    next: Vec<u8>,
}

/// A mail of a box, without the line between the mails; longer than [`LONGEST`], only its beginning.
struct BoxedMail {
    line: usize,
    bytes: Vec<u8>,
}

impl<R: Read> Mails<R> {
    fn next_mail(&mut self) -> std::io::Result<Option<BoxedMail>> {
        let mut mail: Option<BoxedMail> = self.begun();
        loop {
            let mut line = Vec::new();
            let most = LONGEST as u64 + 1;
            if self.stream.by_ref().take(most).read_until(b'\n', &mut line)? == 0 {
                return Ok(mail);
            }
            self.line += 1;
            let begins = self.blank && line.starts_with(BEGINS);
            self.blank = line.trim_ascii().is_empty();
            if begins {
                self.next = line;
                match mail {
                    Some(_) => return Ok(mail),
                    None => mail = self.begun(),
                }
            } else if let Some(mail) = mail.as_mut().filter(|mail| mail.bytes.len() <= LONGEST) {
                mail.bytes.append(&mut line);
            }
        }
    }

    fn begun(&mut self) -> Option<BoxedMail> {
        (!std::mem::take(&mut self.next).is_empty()).then_some(BoxedMail { line: self.line, bytes: Vec::new() })
    }

    fn ended(&self) -> bool {
        self.next.is_empty()
    }
}

/// The text of a mail, and the encoding that it names although it is UTF-8.
fn text_of<'m>(mail: &'m Mail<'_>) -> (Cow<'m, str>, Option<String>) {
    let decoded = mail.body_text(0).unwrap_or_default();
    let told = || {
        let part = mail.text_part(0).filter(|part| part.is_text() && !part.is_text_html())?;
        let name = part.content_type()?.attribute("charset")?;
        let charset = Charset::named(name).filter(|charset| *charset != Charset::UTF_8)?;
        let raw = mail.raw_message.get(part.offset_body as usize..part.offset_end as usize)?;
        let bytes = match part.encoding {
            Encoding::None => raw.to_vec(),
            Encoding::QuotedPrintable => quoted_printable_decode(raw)?,
            Encoding::Base64 => base64_decode(raw)?,
        };
        let text = String::from_utf8(bytes).ok()?;
        // Letters that fit UTF-8 by chance are rare where the named encoding fails.
        let wide = !charset.is_wide() && !text.is_ascii();
        let fails = decoded.contains('\u{fffd}') || charset == Charset::WINDOWS_1252;
        (wide && fails && !text.contains('\u{1b}')).then(|| (text, name.to_owned()))
    };
    match told() {
        Some((text, name)) => (text.into(), Some(name)),
        None => (decoded, None),
    }
}

struct PartPlace<'a> {
    file: &'a str,
    name: &'a str,
    line: usize,
    id: String,
}

fn mail_items(place: &PartPlace<'_>, bytes: &[u8], reading: &ReadContext) -> Vec<Item> {
    let at = (place.line, 1);
    let Some(mail) = MessageParser::default().parse(bytes) else {
        let reason = message!("it is not a mail: no line names its sender, subject or type");
        return vec![Item::Problem(Problem::new(place.file, reason, message!("Save it again")).at(at.0, at.1))];
    };
    let header = |name: &str| mail.header_raw(name).map(line).unwrap_or_default();
    let (date, from) = (mail.date().map(|date| date.to_rfc3339()), sender(&mail));
    let address = [header("Snapshot-Content-Location"), header("Content-Location"), header("Content-Base")];
    let saved = mail.content_type().is_some_and(|kind| kind.subtype() == Some("related")) || !address[0].is_empty();
    // Somebody wrote it, though as a page: it has a sender and a day like any other mail.
    let written = !saved && !from.is_empty() && !from.contains("Saved by");
    let blank = || mail.body_text(0).is_none_or(|text| text.trim().is_empty());
    let is_page = saved || mail.text_bodies().all(|part| part.is_text_html()) || blank();
    let url = address.into_iter().find(|url| url.starts_with("http")).unwrap_or_default();
    let title = mail.subject().map(line).unwrap_or_default();
    if is_page && let Some(page) = mail.body_html(0).or_else(|| first_page(&mail)) {
        let page_in =
            PageIn { file: place.file, at, id: &place.id, name: place.name, url: &url, title: &title, in_mail: true };
        return page_items(&page_in, page.as_bytes(), Some("utf-8"), reading, &mut |draft| {
            if written {
                let said = date.as_deref().filter(|_| draft.date.is_none()).unwrap_or_default();
                let day = local_day(said, reading.zone);
                draft.date = draft.date.or(day.map(|day| day.date));
                // A day that the readers' clocks moved is told, as of any other mail.
                if let Some((reason, fix)) = day.and_then(LocalDay::told) {
                    draft.note((0, 0), message!("{moment} is {reason}", moment = said, reason = reason), fix);
                }
                draft.variables.insert("from".to_owned(), crate::model::Variable::Text(from.clone()));
            } else if let Some(date) = &date {
                draft.variables.insert("saved".to_owned(), crate::model::Variable::Text(date.clone()));
            }
        });
    }
    let (text, wrongly) = text_of(&mail);
    let mut found = FoundArticle {
        id: place.id.clone(),
        text: text.trim().to_owned(),
        title,
        url,
        date: date.unwrap_or_default(),
        ..FoundArticle::default()
    };
    found.know("from", &from);
    let told = wrongly.map(|said| {
        let reason = message!("the mail says {said} and is UTF-8, as which it was read", said = said);
        Problem::new(place.file, reason, message!("Look whether letters are wrong")).at(at.0, at.1).note()
    });
    match several::unless_few(place.file, at, &found.text, reading) {
        Err(refused) => vec![Item::Problem(*refused)],
        Ok(several) => {
            let problems = told.into_iter().chain(several).map(Item::Problem);
            problems.chain(found.items(place.file, place.name, at, reading.zone)).collect()
        }
    }
}

/// The first page among all parts: Chrome names no type for the whole.
fn first_page<'m>(mail: &'m Mail<'_>) -> Option<Cow<'m, str>> {
    let page = mail.parts.iter().find(|part| part.is_text_html())?;
    page.text_contents().map(Cow::Borrowed)
}

fn sender(mail: &Mail<'_>) -> String {
    let first = mail.from().and_then(|from| from.first());
    let name = first.and_then(|from| from.name().or(from.address()));
    name.map(line).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_holds_mails() {
        let text = b"From a@b Mon Jul  8 10:00:00 2024\nSubject: satu\n\nPKS.\nFrom here on.\n\nFrom c@d\nSubject: dua\n\nPSI.\n";
        let stream = BufReader::new(&text[..]);
        let mut mails = Mails { stream, line: 0, blank: true, next: Vec::new() };
        let first = mails.next_mail().unwrap().unwrap();
        assert!(first.bytes.starts_with(b"Subject: satu") && first.bytes.ends_with(b"From here on.\n\n"));
        assert!(!mails.ended());
        let second = mails.next_mail().unwrap().unwrap();
        assert_eq!((second.line, second.bytes.as_slice()), (7, &b"Subject: dua\n\nPSI.\n"[..]));
        assert!(mails.ended() && mails.next_mail().unwrap().is_none());
    }
}
