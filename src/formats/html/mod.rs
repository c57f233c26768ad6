//! Pages saved to disk: the article's text and what the page says about it, found without a network. Read only.
//!
//! html5ever reads the page as browsers do, in whatever state it is; where its article is we say (`main_text`).

mod beside;
mod blocks;
pub(super) mod cell;
mod chat;
mod dom;
mod head;
mod json_ld;
mod lines;
mod main_text;
mod shown;
mod tree;
mod weight;

pub(super) use self::{
    blocks::{blocks_of, lines_of},
    shown::{shown_text, whole_text},
    tree::{Child, Element, Tree, is_inline},
};
use self::{
    head::PageHead,
    lines::text_of,
    main_text::{LITTLE, MainText},
};
use crate::formats::sniff::Sniff;
use crate::formats::{
    format::{DiskShape, Format, FormatInfo, FormatOption, Item, ItemSink, ReadContext, ReadError},
    kit::{
        charset::Charset,
        each_file::each_file,
        encoding::{self, MAX_BYTES},
        raw_text::OffsetUnit,
        several,
    },
    problem::Problem,
    record::Draft,
    source::Source,
    stem,
};
use crate::{
    message::{Message, message},
    model::{Number, Variable},
};

/// The format.
pub struct HtmlPage;

const FRONT_PAGE: FormatOption = FormatOption::reading(
    "front-page",
    &["refuse", "take"],
    "a page of teasers is no article: refuse it, or take what looks most like one",
);

static INFO: FormatInfo = FormatInfo {
    id: "html",
    name: "saved web page",
    extensions: &["html", "htm", "xhtml"],
    about: "The article of a page, with title, medium, day and address, without menus and scripts: a file each, or a \
            folder of them",
    offsets: "",
    shape: DiskShape::FilePerArticle,
    reads: true,
    writes: false,
    loses: &[],
    text_free: false,
    parts: false,
    // A feed that a browser saved under the name of a page is a feed.
    general: 1,
    options: &[
        FRONT_PAGE,
        several::SEVERAL,
        FormatOption::reading("encoding", &[], "for pages that do not say it, or say it wrongly"),
    ],
    ..FormatInfo::NOTHING
};

/// Of a hundred characters of running text: a page of which less is taken, and that does not say that it is an article, is
/// something else.
const NEXT_TO_NOTHING: u8 = 5;

/// So many letters beyond ASCII fit UTF-8 by chance in no other encoding.
const BY_CHANCE: usize = 8;

/// How far into a page its encoding is looked for; browsers stop after 1 KiB, saved pages have comments before it.
const CHARSET_WITHIN: usize = 8 << 10;

impl Format for HtmlPage {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        if head.files.len() > 1 {
            return head.files.iter().any(|file| is_page(file));
        }
        let begins = |text: &str| {
            let lower = text.trim_start().get(..200).unwrap_or(text.trim_start()).to_ascii_lowercase();
            lower.starts_with("<!doctype html") || lower.starts_with("<html") || lower.contains("<html xmlns")
        };
        is_page(head.name) || begins(head.text())
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let files = source.files();
        let pages: Vec<&String> =
            files.iter().filter(|file| files.len() == 1 || (is_page(file) && !is_part_of_page(file))).collect();
        each_file(source, &pages, &|name, bytes| items(&source.called(name), name, &bytes, reading), sink)
    }
}

/// Whether a page says that it is an article.
pub(super) fn says_article(tree: &Tree) -> bool {
    let within = tree.elements.iter().any(|element| element.tag == "article" && !element.hidden);
    within || PageHead::of(tree).is_article
}

fn is_page(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, end)| INFO.extensions.iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// What browsers save beside a page: the frames of its advertisements.
fn is_part_of_page(file: &str) -> bool {
    file.split('/').rev().skip(1).any(|folder| folder.ends_with("_files") || folder.ends_with(".files"))
}

fn items(file: &str, name: &str, bytes: &[u8], reading: &ReadContext) -> Vec<Item> {
    let page = PageIn { file, at: (0, 0), id: stem(name), name, url: "", title: "", in_mail: false };
    page_items(&page, bytes, reading.option("encoding"), reading, &mut |_| {})
}

/// A page within a file, and what the file says of it.
pub(super) struct PageIn<'a> {
    /// As problems name the file, and where the page's record begins.
    pub file: &'a str,
    pub at: (usize, usize),
    pub id: &'a str,
    /// The file's own name.
    pub name: &'a str,
    /// Where the page was, and its title, if the page itself says none.
    pub url: &'a str,
    pub title: &'a str,
    /// Whether it is what a mail says, which quotes others.
    pub in_mail: bool,
}

/// The article of a page; `told`: its encoding, if it is known; `more`: what else is known of the article.
pub(super) fn page_items(
    page: &PageIn<'_>,
    bytes: &[u8],
    told: Option<&str>,
    reading: &ReadContext,
    more: &mut dyn FnMut(&mut Draft),
) -> Vec<Item> {
    let told = reading.option("encoding").or(told.filter(|name| *name == "auto" || Charset::named(name).is_some()));
    article(page, bytes, told, reading, more).unwrap_or_else(|problem| vec![Item::Problem(problem)])
}

fn article(
    page_in: &PageIn<'_>,
    bytes: &[u8],
    told: Option<&str>,
    reading: &ReadContext,
    more: &mut dyn FnMut(&mut Draft),
) -> Result<Vec<Item>, Problem> {
    let PageIn { file, at, id, name, url, title, in_mail } = *page_in;
    let of_which =
        |reason: Message| if url.is_empty() { reason } else { message!("{url}: {reason}", url = url, reason = reason) };
    let problem = |reason: Message, fix: Message| Problem::new(file, of_which(reason), fix).at(at.0, at.1);
    let (page, note) = page_text(bytes, told).map_err(|(reason, fix)| problem(reason, fix))?;
    let save = || message!("Save the article’s text as a UTF-8 file (.txt) and import that");
    let tree = Tree::new(&page).ok_or_else(|| {
        problem(message!("the page has more elements, or more within one another, than any article"), save())
    })?;
    if chat::is_chat(&tree) && !several::taken_as_one(reading) {
        let fix = message!(
            "Write it as a table (CSV) with a row a message and columns for date, source and text, and import that"
        );
        return Err(problem(message!("the page is a chat: messages, each with its time"), fix));
    }
    let head = PageHead::of(&tree);
    let main = MainText::find(&tree, &head.titles(), &head.body);
    let text = main.as_ref().map(|main| text_of(&tree, main, &head.titles())).unwrap_or_default();
    let (Some(main), false) = (main, text.is_empty()) else {
        return Err(problem(message!("no article was found on the page"), save()));
    };
    if text.contains('\0') {
        return Err(problem(message!("the article’s text has a NUL, which no text has"), save()));
    }
    let (date, shifted) = head.date(reading.zone);
    if main.teasers > 0 && date.is_none() && reading.option("front-page") != Some("take") {
        let reason = message!(
            "the page shows {number} stories, as front pages do, and is not an article itself",
            number = main.teasers
        );
        let fix = message!("Save the page of each story, or say --option front-page=take for what looks most like one");
        return Err(problem(reason, fix));
    }
    if main.share < NEXT_TO_NOTHING && date.is_none() && !head.is_article {
        return Err(problem(little_taken(main.share), save()));
    }
    let one = in_mail || head.is_article;
    let look = if one { several::unless_few } else { several::problem };
    let several = match look(file, at, &text, reading) {
        Ok(None) => {
            let one = one || several::taken_as_one(reading);
            several::on_page(file, at, &whole_text(&tree), text.chars().count(), one)
        }
        found => found,
    };
    let several = several.map_err(|refused| *refused)?.or_else(|| several::named(file, at, main.articles));
    let mut draft = Draft::new(file, at, id, &text)?;
    (draft.title, draft.source, draft.url, draft.date) = (head.title(), head.source(), head.url(), date);
    if draft.title.is_empty() {
        title.clone_into(&mut draft.title);
    }
    if draft.url.is_empty() {
        url.clone_into(&mut draft.url);
    }
    draft.variables = head.variables(reading.zone);
    more(&mut draft);
    if let Some(share) = Number::new(f64::from(main.share)) {
        draft.variables.insert("page_share".to_owned(), Variable::Number(share));
    }
    name.rsplit(['/', '\\']).next().unwrap_or(name).clone_into(&mut draft.import_file);
    if let Some(note) = note {
        draft.note((0, 0), note, message!("If letters are wrong, choose one with the option encoding"));
    }
    if let Some((reason, fix)) = shifted {
        draft.note((0, 0), reason, fix);
    }
    if main.share < LITTLE {
        let fix = message!("Look whether the article is whole; else save its text as a UTF-8 file (.txt)");
        draft.part((0, 0), little_taken(main.share), fix);
    }
    let (document, mut problems) = draft.finish(OffsetUnit::CodePoint);
    problems.extend(several);
    Ok(problems.into_iter().map(Item::Problem).chain([Item::Document(Box::new(document))]).collect())
}

fn little_taken(share: u8) -> Message {
    message!("only {share} % of the running text of the page was taken for the article", share = usize::from(share))
}

/// The page decoded, and what is doubtful about it. The error: the reason, and the fix.
pub(super) fn page_text(bytes: &[u8], told: Option<&str>) -> Result<(String, Option<Message>), (Message, Message)> {
    let choose = || message!("Choose one with the option encoding, as utf-8, utf-16 or windows-1252");
    let told = told.filter(|told| *told != "auto");
    let declared = declared(&bytes[..bytes.len().min(CHARSET_WITHIN)]);
    let named = |name: &str| {
        Charset::named(name)
            .ok_or_else(|| (message!("the encoding “{name}” of the page is not read", name = name), choose()))
    };
    let charset = match (Charset::marked(bytes), told, &declared) {
        (Some(marked), ..) => marked,
        (None, Some(told), _) => named(told)?,
        // A page in UTF-16 cannot say so in letters of one byte.
        (None, None, Some(name)) => match named(name)? {
            charset if charset.is_wide() => Charset::UTF_8,
            charset => charset,
        },
        (None, None, None) => Charset::UTF_8,
    };
    // Who saves pages as UTF-8 leaves what they say of themselves. Letters that fit UTF-8 by chance are rare, and several
    // never do.
    let wrongly = told.is_none()
        && charset != Charset::UTF_8
        && !charset.is_wide()
        && str::from_utf8(bytes).is_ok_and(|text| {
            let wide = text.chars().filter(|c| !c.is_ascii()).take(BY_CHANCE).count();
            wide == BY_CHANCE || wide > 0 && charset == Charset::WINDOWS_1252
        });
    if charset == Charset::UTF_8 || wrongly {
        let text = encoding::decode(bytes).map_err(|reason| (reason.message(), Message::default()))?.text;
        let note = wrongly.then(|| {
            message!("the page says {said} and is UTF-8, as which it was read", said = declared.unwrap_or_default())
        });
        return Ok((text, note));
    }
    if bytes.len() > MAX_BYTES {
        let reason = message!("has {size} MB", size = bytes.len() / 1_000_000);
        return Err((reason, message!("At most 50 MB are taken: save the text alone")));
    }
    let decoded = charset.decode(bytes).map_err(|error| (Message::from(error), choose()))?;
    String::from_utf8(decoded).map(|text| (text, None)).map_err(|error| (Message::verbatim(error), choose()))
}

/// The encoding that the beginning of a page names: `<meta charset=…>`, `content="text/html; charset=…"`, or an XML
/// declaration.
fn declared(head: &[u8]) -> Option<String> {
    let head: String = head.iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let metas = head.match_indices("<meta").map(|(at, _)| &head[at..]);
    let xml = head.match_indices("<?xml").map(|(at, _)| &head[at..]).take(1);
    let value = |tag: &str, name: &str| {
        let tag = &tag[..tag.find('>')?];
        let after = &tag[tag.find(name)? + name.len()..];
        let after = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = after.find(|c: char| c.is_whitespace() || "\"';/?".contains(c)).unwrap_or(after.len());
        Some(after[..end].to_owned()).filter(|name| !name.is_empty())
    };
    metas.filter_map(|tag| value(tag, "charset")).next().or_else(|| xml.filter_map(|tag| value(tag, "encoding")).next())
}

#[cfg(test)]
mod tests;
