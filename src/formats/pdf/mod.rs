//! Documents as pages (PDF): an article a file, its lines put together to paragraphs. Headers, footers and page numbers are
//! not its text; pictures of pages have none. hayro reads the file; which letters are lines and columns we say (`lines`,
//! `columns`).

mod columns;
mod fit;
mod glyphs;
mod lines;
mod margins;
mod paragraphs;

use std::{
    any::Any,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::sync_channel,
    },
    thread,
    time::{Duration, Instant},
};

use hayro_interpret::{
    InterpreterCache,
    hayro_syntax::{LoadPdfError, Pdf, metadata::Metadata},
};

use self::{
    fit::unfit,
    glyphs::{Budget, TooMuch, glyphs_of},
    lines::Page,
    margins::without_margins,
    paragraphs::text_of,
};
use crate::formats::{
    format::{DiskShape, Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    kit::{calm::calm, each_file::each_file, several, tally::shortened},
    problem::Problem,
    record::found::FoundArticle,
    sniff::Sniff,
    source::Source,
    stem,
};
use crate::message::{Message, message};

/// The format.
pub struct PdfDocuments;

static INFO: FormatInfo = FormatInfo {
    id: "pdf",
    name: "PDF",
    extensions: &["pdf"],
    about: "Documents as pages (.pdf): an article each, with paragraphs, without headers, footers and page numbers",
    shape: DiskShape::FilePerArticle,
    reads: true,
    options: &[several::SEVERAL],
    ..FormatInfo::NOTHING
};

/// Of a hundred letters of a document: if more are not named in it, its text is not to be had.
const UNNAMED: usize = 10;

/// Of a hundred words: if more are single letters, they are no words; fewer words than these say nothing of that.
const SINGLE: usize = 40;
const FEW_WORDS: usize = 20;

/// Pages and words that are told by name.
const TOLD: usize = 20;

/// How long a page is read, how long one is waited for that draws nothing, and how long all of them together are read.
const TIME: Duration = Duration::from_secs(8);
const LONGEST: Duration = Duration::from_secs(10);
const ALL: Duration = Duration::from_secs(120);
/// Lists within lists, as deep as the library follows them.
const STACK: usize = 64 << 20;

impl Format for PdfDocuments {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let begins = |bytes: &[u8]| bytes.windows(5).take(1024).any(|word| word == b"%PDF-");
        head.files.len() <= 1 && begins(&head.bytes)
            || head.files.len() > 1 && head.files.iter().all(|file| file.to_lowercase().ends_with(".pdf"))
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let files = source.files();
        let is_pdf = |file: &&String| files.len() == 1 || file.to_lowercase().ends_with(".pdf");
        let names: Vec<&String> = files.iter().filter(is_pdf).collect();
        each_file(source, &names, &|name, bytes| items(&source.called(name), name, bytes, reading), sink)
    }
}

fn text_alone() -> Message {
    message!("Save its text as UTF-8, as `pdftotext article.pdf article.txt` does, and import that")
}

fn items(file: &str, name: &str, bytes: Vec<u8>, reading: &ReadContext) -> Vec<Item> {
    read(file, name, bytes, reading)
        .unwrap_or_else(|(reason, fix)| vec![Item::Problem(Problem::new(file, reason, fix))])
}

/// Why a document is refused: the reason, and the fix.
type PdfRefusal = (Message, Message);

fn read(file: &str, name: &str, bytes: Vec<u8>, reading: &ReadContext) -> Result<Vec<Item>, PdfRefusal> {
    let FoundPages { pages, properties } = in_time(move |pages| document(bytes, pages))?;
    let count = |of: fn(&Page) -> usize| pages.iter().map(of).sum::<usize>();
    let (letters, unnamed, turned) =
        (count(|page| page.letters), count(|page| page.unnamed), count(|page| page.turned));
    let ocr = || {
        message!(
            "Let a program read its pages (`ocrmypdf --force-ocr -l ind in.pdf out.pdf`), and import what it makes"
        )
    };
    if turned > letters {
        return Err((
            message!("most letters of the PDF do not stand upright, or stand one below the other"),
            text_alone(),
        ));
    }
    if letters == 0 && count(|page| page.pictures) == 0 {
        return Err((message!("the PDF has no text, and no pictures: it is empty, or cut off"), text_alone()));
    }
    if letters == 0 {
        return Err((message!("the PDF has no text: its pages are pictures"), ocr()));
    }
    if unnamed * 100 > letters * UNNAMED {
        let reason = message!(
            "{number} of {all} characters of the PDF do not say which they are, on page {pages}",
            number = unnamed,
            all = letters,
            pages = listed(&pages, |page| page.unnamed > 0).unwrap_or_default()
        );
        return Err((reason, ocr()));
    }
    let mut told = told(file, &pages, unnamed, letters, turned);
    let (pages, left_out) = without_margins(pages);
    // A page number alone is no loss.
    let heads: Vec<&String> = left_out.iter().filter(|words| words.chars().any(char::is_alphabetic)).collect();
    if !heads.is_empty() {
        let words =
            heads.iter().take(TOLD).map(|words| format!("“{}”", shortened(words))).collect::<Vec<_>>().join(", ");
        let reason = message!("left out as headers and footers: {words}", words = words);
        told.push(Problem::new(file, reason, look()).note());
    }
    let (text, unsure) = text_of(&pages);
    if !unsure.is_empty() {
        let words = unsure.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(", ");
        let reason = message!(
            "{number} words that were parted at line ends are put together; nothing else shows that they are one: {words}",
            number = unsure.len(),
            words = words
        );
        told.push(Problem::new(file, reason, message!("Look whether they have a hyphen")).note());
    }
    if falls_apart(&text) {
        return Err((message!("most words of the PDF fall apart into single letters"), ocr()));
    }
    let leftward = text.chars().filter(|c| is_leftward(*c)).count();
    if leftward * 2 > text.chars().filter(|c| c.is_alphabetic()).count() {
        let reason = message!("the PDF is written from right to left, and its letters stand in the order of the page");
        return Err((reason, text_alone()));
    }
    if leftward > 0 {
        let reason =
            message!("words in Arabic or Hebrew letters stand in the order of the page, and not of their writing");
        told.push(Problem::new(file, reason, message!("Write them anew where they matter")).part());
    }
    let mut found = FoundArticle { id: stem(name).to_owned(), text, ..FoundArticle::default() };
    match several::problem(file, (0, 0), &found.text, reading) {
        Ok(several) => told.extend(several),
        Err(refused) => return Ok(vec![Item::Problem(*refused)]),
    }
    for (name, value) in properties {
        found.know(name, &value);
    }
    Ok(told.into_iter().map(Item::Problem).chain(found.items(file, name, (0, 0), reading.zone)).collect())
}

/// Whether words of Latin letters are single letters mostly: their places do not say where words end.
fn falls_apart(text: &str) -> bool {
    let latin = |word: &&str| word.chars().all(|c| c.is_alphabetic() && c < '\u{250}');
    let words = || text.split_whitespace().filter(latin);
    let single = words().filter(|word| word.chars().count() == 1).count();
    words().count() >= FEW_WORDS && single * 100 > words().count() * SINGLE
}

/// Whether a letter is of a writing that goes from right to left.
fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// What `work` gives, on a thread of its own: nothing else ends what a hostile document makes of the library. One that
/// takes too long ends with the next thing that is drawn. `work` counts what it has done.
fn in_time<T: Send + 'static>(
    work: impl FnOnce(&AtomicUsize) -> Result<T, PdfRefusal> + Send + 'static,
) -> Result<T, PdfRefusal> {
    let (sender, receiver) = sync_channel(1);
    let (done, mut seen) = (Arc::new(AtomicUsize::new(0)), 0);
    let counted = done.clone();
    let too_much = || (message!("its pages hold more than any article"), text_alone());
    let reading = thread::Builder::new().name("pdf".to_owned()).stack_size(STACK).spawn(move || {
        // Nobody may wait any more.
        let _ = sender.send(calm(move || work(&counted)));
    });
    if let Err(error) = reading {
        return Err((Message::from(&error), message!("Import it again when other programs are closed")));
    }
    let damaged = |why: Box<dyn Any + Send>| match why.is::<TooMuch>() {
        true => too_much(),
        false => (message!("the PDF cannot be read: it is damaged"), text_alone()),
    };
    loop {
        match receiver.recv_timeout(LONGEST) {
            Ok(read) => return read.unwrap_or_else(|why| Err(damaged(why))),
            // A machine that is busy, or pages without number: as long as they go on, they are waited for.
            Err(_) if done.load(Ordering::Relaxed) > seen => seen = done.load(Ordering::Relaxed),
            Err(_) => return Err(too_much()),
        }
    }
}

fn look() -> Message {
    message!("Look whether the text is whole")
}

/// Numbers of pages, for a sentence.
fn listed(pages: &[Page], which: fn(&Page) -> bool) -> Option<String> {
    let numbers: Vec<String> = pages.iter().filter(|page| which(page)).map(|page| page.number.to_string()).collect();
    let more = if numbers.len() > TOLD { ", …" } else { "" };
    let first = numbers[..numbers.len().min(TOLD)].join(", ");
    (!numbers.is_empty()).then(|| format!("{first}{more}"))
}

/// What is doubtful about pages that were read.
fn told(file: &str, pages: &[Page], unnamed: usize, letters: usize, turned: usize) -> Vec<Problem> {
    let part = |reason: Message, fix: Message| Problem::new(file, reason, fix).part();
    let mut told = Vec::new();
    if let Some(pages) = listed(pages, |page| page.letters == 0 && page.pictures > 0) {
        let reason = message!("pages without text, as pictures have none: {pages}", pages = pages);
        told.push(part(reason, message!("If they belong to the article, let a program read them (OCR)")));
    }
    if unnamed > 0 {
        let reason = message!(
            "{number} of {all} characters of the PDF do not say which they are, on page {pages}, and stand in the text as �",
            number = unnamed,
            all = letters,
            pages = listed(pages, |page| page.unnamed > 0).unwrap_or_default()
        );
        told.push(part(reason, look()));
    }
    if turned > 0 {
        let reason = message!(
            "{number} characters that do not stand upright were left out, on page {pages}",
            number = turned,
            pages = listed(pages, |page| page.turned > 0).unwrap_or_default()
        );
        told.push(part(reason, look()));
    }
    if let Some(pages) = listed(pages, |page| page.by_place) {
        let reason = message!("pages whose columns were found by where their lines stand: {pages}", pages = pages);
        told.push(Problem::new(file, reason, message!("Look whether the text is in its order")).note());
    }
    told
}

struct FoundPages {
    pages: Vec<Page>,
    properties: Vec<(&'static str, String)>,
}

/// Reads the pages.
fn document(bytes: Vec<u8>, done: &AtomicUsize) -> Result<FoundPages, PdfRefusal> {
    let end = Instant::now() + ALL;
    let mut budget = Budget::new(end);
    if let Some(reason) = unfit(&bytes) {
        return Err((reason, text_alone()));
    }
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => {
            (message!("the PDF is locked with a password"), message!("Save it without one, and import that"))
        }
        LoadPdfError::Invalid => (message!("the PDF cannot be read: it is damaged"), text_alone()),
    })?;
    let cache = InterpreterCache::new();
    let pages = pdf.pages().iter().enumerate();
    let page = |(at, page)| {
        budget.begin_page(end.min(Instant::now() + TIME));
        let page = Page::of(at + 1, glyphs_of(&pdf, page, &cache, &mut budget));
        done.fetch_add(1, Ordering::Relaxed);
        page
    };
    let pages = pages.map(page).collect();
    Ok(FoundPages { pages, properties: properties_of(pdf.metadata()) })
}

/// What the document says of itself, as documents of offices do.
fn properties_of(metadata: &Metadata) -> Vec<(&'static str, String)> {
    let words = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map_or_else(String::new, words_of);
    let created = metadata.creation_date.as_ref();
    let created = created.map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    vec![
        ("document_title", words(&metadata.title)),
        ("document_subject", words(&metadata.subject)),
        ("author", words(&metadata.author)),
        ("document_created", created.unwrap_or_default()),
        ("keywords", words(&metadata.keywords)),
    ]
}

/// A string of a PDF: UTF-16 or UTF-8 with a mark, else Latin letters.
fn words_of(bytes: &[u8]) -> String {
    let wide = |of: fn([u8; 2]) -> u16| -> String {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    let words = match bytes {
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    };
    words.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_letters() {
        let words =
            "Ketua partai di Lebak menyebut dua nama calon a b c dan pulang ke kantor di kota itu lagi hari ini ";
        assert!(!falls_apart(words) && falls_apart(&"K e t u a p a r t a i ".repeat(3)));
        assert!(!falls_apart("A B C D E") && !falls_apart(&"1 2 3 公 司 ".repeat(20)), "too few, and no Latin words");
        assert!(is_leftward('م') && is_leftward('ש') && !is_leftward('é'));
    }
}
