//! Pages that browsers save as mail (MHTML), mails (EML), and boxes of mails (mbox): an article each. HTML is read like
//! a saved page.

use mail_parser::{Message as Mail, MessageParser, MimeHeaders};

use crate::formats::{
    format::{Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    html::{PageIn, page_items},
    kit::{
        day::{LocalDay, local_day},
        each_file::every_file,
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

static INFO: FormatInfo = FormatInfo::of_articles(
    "mail",
    "mail, or a page saved as MHTML",
    &["mhtml", "mht", "eml", "mbox"],
    "Pages that Chrome or Edge saved as one file (.mhtml), and mails (.eml, .mbox): an article each",
);

impl Format for MailFormat {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        head.is_mail()
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        every_file(source, &|file, name, bytes| items(file, name, &bytes, reading), sink)
    }
}

fn items(file: &str, name: &str, bytes: &[u8], reading: &ReadContext) -> Vec<Item> {
    let mails = mails(bytes);
    let one = mails.len() == 1;
    let each = mails.into_iter().enumerate().map(|(number, (line, mail))| {
        let id = if one { stem(name).to_owned() } else { format!("{}-{}", stem(name), number + 1) };
        mail_items(&PartPlace { file, name, line, id }, mail, reading)
    });
    each.flatten().collect()
}

/// The mails of a box, with the lines that they begin on; a mail alone is one.
fn mails(bytes: &[u8]) -> Vec<(usize, &[u8])> {
    if !bytes.starts_with(b"From ") {
        return vec![(1, bytes)];
    }
    let (mut mails, mut start, mut start_line) = (Vec::new(), 0, 1);
    let (mut at, mut blank) = (0, true);
    for (number, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        if blank && line.starts_with(b"From ") && at > 0 {
            mails.push((start_line, &bytes[start..at]));
            (start, start_line) = (at, number + 1);
        }
        blank = line.iter().all(u8::is_ascii_whitespace);
        at += line.len();
    }
    mails.push((start_line, &bytes[start..]));
    // The line between the mails is not one of a mail's.
    let within = |mail: &[u8]| mail.iter().position(|byte| *byte == b'\n').map_or(mail.len(), |end| end + 1);
    mails.into_iter().map(|(line, mail)| (line, &mail[within(mail)..])).collect()
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
        let page_in = PageIn { file: place.file, at, id: &place.id, name: place.name, url: &url, title: &title };
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
    let mut found = FoundArticle {
        id: place.id.clone(),
        text: mail.body_text(0).map(|text| text.trim().to_owned()).unwrap_or_default(),
        title,
        url,
        date: date.unwrap_or_default(),
        ..FoundArticle::default()
    };
    found.know("from", &from);
    let several = several::problem(place.file, at, &found.text).map(Item::Problem);
    several.into_iter().chain(found.items(place.file, place.name, at, reading.zone)).collect()
}

/// The first page among all parts: Chrome names no type for the whole.
fn first_page<'m>(mail: &'m Mail<'_>) -> Option<std::borrow::Cow<'m, str>> {
    let page = mail.parts.iter().find(|part| part.is_text_html())?;
    page.text_contents().map(std::borrow::Cow::Borrowed)
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
        let mails: Vec<(usize, String)> =
            mails(text).into_iter().map(|(line, mail)| (line, String::from_utf8_lossy(mail).into_owned())).collect();
        assert_eq!(mails.len(), 2);
        assert!(mails[0].1.starts_with("Subject: satu") && mails[0].1.contains("From here on."));
        assert_eq!((mails[1].0, mails[1].1.as_str()), (7, "Subject: dua\n\nPSI.\n"));
    }
}
