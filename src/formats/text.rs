//! Plain text: one article a file. Read only; see `encoding` for what is refused and `news_header` for what is guessed.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read,
};

use sha2::{Digest, Sha256};

use super::{
    document::Document,
    format::{DiskShape, Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    kit::{
        columns::{ColumnRole, Mapping},
        day::day_told,
        encoding::{EncodingFault, ImportProblem, MAX_BYTES, decode},
        front_matter::front_matter,
        news_header, several,
    },
    problem::Problem,
    refused::refused,
    source::Source,
};
use crate::formats::sniff::Sniff;
use crate::message::Message;
use crate::model::{
    Annotations, Article, ArticleId, ArticleMeta, Date, Guess, Import, Text, Variable, Variables, Zone, slug,
};

/// An article that was read, before it has its place in a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewText {
    /// From the file's name. The project may have it already: the caller makes it unique.
    pub id: ArticleId,
    pub title: String,
    /// The medium that the dateline names; empty if none.
    pub source: String,
    /// The day of its dateline; see `news_header::date`.
    pub date: Option<Date>,
    /// With LF line ends and without a byte order mark.
    pub text: Text,
    pub import: Import,
}

impl NewText {
    /// The article under the id that it gets in the project.
    pub fn into_article(self, id: ArticleId) -> Article {
        let meta = ArticleMeta {
            id,
            title: self.title,
            source: self.source,
            url: String::new(),
            date: self.date,
            variables: Variables::new(),
            text_sha256: text_hash(&self.text),
            length: self.text.chars_len(),
            import: self.import,
        };
        Article { meta, text: self.text }
    }
}

/// Reads the bytes of a plain-text file as one article.
///
/// UTF-8 only, with or without a byte order mark; CRLF and CR become LF, and both are recorded. Anything else is refused
/// with the place, the reason and the fix. `file_name` may have folders before it; they are not recorded.
pub fn read_text(file_name: &str, bytes: &[u8]) -> Result<NewText, ImportProblem> {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let decoded = decode(bytes).map_err(|reason| ImportProblem { file: file_name.to_owned(), reason })?;
    let text = Text::new(decoded.text);
    let (title, source, date) = (news_header::title(&text), news_header::source(&text), news_header::date(&text));
    let guesses =
        [(!title.is_empty(), Guess::Title), (!source.is_empty(), Guess::Source), (date.is_some(), Guess::Date)];
    let guessed = guesses.into_iter().filter(|(is_there, _)| *is_there).map(|(_, guess)| guess).collect();
    let import = Import { file: name.to_owned(), line_ends: decoded.line_ends, bom: decoded.bom, guessed };
    Ok(NewText { id: id_of(name), title, source, date, text, import })
}

/// Fills in what an article does not say of itself and its first lines do: title, medium, date; marked as guesses. What its
/// record states to be empty stays so.
pub fn fill_header(article: &mut Article, stated: &BTreeSet<Guess>) {
    let (meta, text) = (&mut article.meta, &article.text);
    let mut guessed = |guess: Guess, made: bool| {
        if made {
            meta.import.guessed.insert(guess);
        }
    };
    let open = |guess: Guess, empty: bool| empty && !stated.contains(&guess);
    if open(Guess::Title, meta.title.is_empty()) {
        meta.title = news_header::title(text);
        guessed(Guess::Title, !meta.title.is_empty());
    }
    if open(Guess::Source, meta.source.is_empty()) {
        meta.source = news_header::source(text);
        guessed(Guess::Source, !meta.source.is_empty());
    }
    if open(Guess::Date, meta.date.is_none()) {
        meta.date = news_header::date(text);
        guessed(Guess::Date, meta.date.is_some());
    }
}

/// What [`fill_header`] would guess of a text; for telling what was guessed before guesses were marked.
pub fn guesses(text: &Text) -> (String, String, Option<Date>) {
    (news_header::title(text), news_header::source(text), news_header::date(text))
}

/// SHA-256 of a text's bytes in lower-case hexadecimal, as [`ArticleMeta::text_sha256`] holds it.
pub fn text_hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn id_of(name: &str) -> ArticleId {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
    ArticleId::new(slug(stem)).unwrap_or_else(|_| ArticleId::new("article").expect("letters are an id"))
}

/// The format: files, or a folder of them, one article each.
pub struct PlainText;

static INFO: FormatInfo = FormatInfo {
    id: "text",
    name: "plain text",
    extensions: &["txt"],
    about: "Articles without annotations: a UTF-8 file each, or a folder of them",
    offsets: "",
    shape: DiskShape::FilePerArticle,
    reads: true,
    writes: false,
    loses: &[],
    text_free: false,
    parts: false,
    options: &[several::SEVERAL],
    general: 2,
    ..FormatInfo::NOTHING
};

/// What takes files that no format recognises: as plain text if they can be, and with a reason if they cannot.
pub static UNRECOGNISED: &dyn Format = &Unrecognised;

struct Unrecognised;

impl Format for Unrecognised {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, _: &Sniff<'_>) -> bool {
        false
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let head = Sniff::of(source);
        match refused(&head) {
            None => PlainText.read(source, reading, sink),
            Some((what, fix)) => Err(Problem::new(source.name(), what, fix).into()),
        }
    }
}

impl Format for PlainText {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let texts = head.files.iter().any(|file| is_text(file));
        (texts || (head.files.len() <= 1 && !head.text().trim().is_empty()))
            && (head.files.len() > 1 || refused(head).is_none())
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let files = source.files();
        for file in files.iter().filter(|file| files.len() == 1 || is_text(file)) {
            let called = source.called(file);
            if let Some(size) = source.size(file).filter(|size| *size > MAX_BYTES as u64) {
                let reason = EncodingFault::TooLarge { bytes: usize::try_from(size).unwrap_or(usize::MAX) };
                sink(Item::Problem(Problem::new(called, reason.message(), Message::default())))?;
                continue;
            }
            let mut bytes = Vec::new();
            let read = source.open(file).and_then(|stream| stream.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes));
            let new = match read.map_err(|error| Problem::unreadable(&*called, &error)).and_then(|_| {
                read_text(file, &bytes)
                    .map_err(|problem| Problem::new(&*called, problem.reason.message(), Message::default()))
            }) {
                Ok(new) => new,
                Err(problem) => {
                    sink(Item::Problem(problem))?;
                    continue;
                }
            };
            match several::problem(&called, (0, 0), &new.text, reading) {
                Ok(several) => several.into_iter().try_for_each(|several| sink(Item::Problem(several)))?,
                Err(refused) => {
                    sink(Item::Problem(*refused))?;
                    continue;
                }
            }
            let head = Head::of(&new.text, reading.zone);
            let id = new.id.clone();
            let article = match head {
                None => new.into_article(id),
                Some(head) => {
                    if let Some(problem) = head.problem(&called) {
                        sink(Item::Problem(problem))?;
                    }
                    head.article(new)
                }
            };
            let (annotations, stated) = (Annotations::default(), BTreeSet::new());
            let settled = Default::default();
            let document = Document { article, set: None, annotations, stated, file: called, line: 0, settled };
            sink(Item::Document(Box::new(document)))?;
        }
        Ok(())
    }
}

/// What a note or page in Markdown says of itself in a head of its own, and the words below.
struct Head {
    title: String,
    source: String,
    url: String,
    date: Option<Date>,
    told: Option<(Message, Message)>,
    variables: Variables,
    text: Text,
}

impl Head {
    fn of(text: &str, zone: Option<Zone>) -> Option<Self> {
        let (fields, below) = front_matter(text).filter(|(_, below)| !below.trim().is_empty())?;
        let names: Vec<String> = fields.iter().map(|(name, _)| name.clone()).collect();
        let mapping = Mapping::new(&names, &BTreeMap::new()).ok()?.with(ColumnRole::Text, None);
        let cell = |role: ColumnRole| mapping.column(role).map(|at| fields[at].1.clone()).unwrap_or_default();
        let (mut source, mut url) = (String::new(), String::new());
        // Both are called source by some.
        for said in [cell(ColumnRole::Source), cell(ColumnRole::Url)].into_iter().filter(|said| !said.is_empty()) {
            let place = if said.contains("://") { &mut url } else { &mut source };
            *place = said;
        }
        let day = cell(ColumnRole::Date);
        let (date, told) = day_told(&day, zone).map_or((None, None), |(date, told)| (Some(date), told));
        let placed = [ColumnRole::Title, ColumnRole::Source, ColumnRole::Url].map(Some);
        let variables = fields.iter().enumerate().filter_map(|(at, (name, value))| {
            let role = mapping.role(at);
            let is_placed = placed.contains(&role) || role == Some(ColumnRole::Date) && date.is_some();
            Some((name.clone(), Variable::of_cell(value).filter(|_| !is_placed)?))
        });
        let variables = variables.collect();
        Some(Self {
            title: cell(ColumnRole::Title),
            source,
            url,
            date,
            told,
            variables,
            text: Text::new(below.to_owned()),
        })
    }

    fn problem(&self, file: &str) -> Option<Problem> {
        let (reason, fix) = self.told.clone()?;
        Some(Problem::new(file, reason, fix).at(1, 1).note())
    }

    /// What its head does not say is guessed from the words below, as of any text.
    fn article(self, new: NewText) -> Article {
        let (mut title, mut source, mut import) = (self.title, self.source, new.import);
        import.guessed.clear();
        let guesses = [
            (&mut title, Guess::Title, news_header::title(&self.text)),
            (&mut source, Guess::Source, news_header::source(&self.text)),
        ];
        for (place, guess, words) in guesses {
            if place.is_empty() && !words.is_empty() {
                *place = words;
                import.guessed.insert(guess);
            }
        }
        let id = new.id.clone();
        let mut article = NewText { title, source, date: self.date, text: self.text, import, ..new }.into_article(id);
        (article.meta.url, article.meta.variables) = (self.url, self.variables);
        article
    }
}

fn is_text(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("txt"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LineEnds;

    #[test]
    fn an_article_from_bytes() {
        let bytes =
            b"\xEF\xBB\xBFDua Partai Bertemu di Lebak\r\n\r\nRANGKASBITUNG \xE2\x80\x93 Rapat, Senin (8/7/2024).\r\n";
        let read = read_text("berita/Lebak (2).TXT", bytes).unwrap();
        assert_eq!(read.id.as_str(), "lebak-2");
        assert_eq!(read.title, "Dua Partai Bertemu di Lebak");
        assert_eq!(read.date, None);
        let guessed = [Guess::Title].into();
        let import = Import { file: "Lebak (2).TXT".into(), line_ends: LineEnds::CrLf, bom: true, guessed };
        assert_eq!(read.import, import);
        let article = read.into_article(ArticleId::new("lebak-2-b").unwrap());
        assert!(!article.text.contains('\r') && article.text.starts_with("Dua"));
        assert_eq!(article.meta.length, article.text.chars_len());
        assert_eq!(article.meta.text_sha256, text_hash(&article.text));
    }

    #[test]
    fn a_large_file_goes_in() {
        for unit in ["kata ", "kata kata.\n", "é😀"] {
            let text = unit.repeat(20_000_000 / unit.len());
            assert_eq!(read_text("besar.txt", text.as_bytes()).unwrap().text.len(), text.len());
        }
    }

    #[test]
    fn hash_is_the_known_one() {
        assert_eq!(text_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn ids_from_odd_names() {
        for (name, id) in
            [("a.b.txt", "a-b"), ("!!.txt", "article"), (".txt", "txt"), ("😀", "article"), ("Éa.txt", "éa")]
        {
            assert_eq!(id_of(name).as_str(), id, "{name}");
        }
    }

    /// Walks up to the folder `shared/corpus/seeds`, or takes it from `TANDAI_SHARED`.
    fn seeds() -> Option<std::path::PathBuf> {
        let shared = std::env::var_os("TANDAI_SHARED").map(std::path::PathBuf::from);
        let above = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1).map(|up| up.join("shared"));
        shared.into_iter().chain(above).map(|dir| dir.join("corpus/seeds")).find(|dir| dir.is_dir())
    }

    #[test]
    fn real_articles_have_sensible_headers() {
        let Some(dir) = seeds() else {
            println!("skipped: no folder shared/corpus/seeds above the package");
            return;
        };
        let mut files: Vec<_> = std::fs::read_dir(dir).unwrap().flatten().map(|entry| entry.path()).collect();
        files.sort();
        for file in files {
            let name = file.file_name().unwrap().to_string_lossy();
            let read = read_text(&name, &std::fs::read(&file).unwrap()).unwrap();
            println!("{} | {} | {} | {:?}", read.id, read.title, read.source, read.date.map(|d| d.to_string()));
            assert!((20..=141).contains(&read.title.chars().count()), "{:?}", read.title);
            assert!(!read.source.is_empty(), "{name}");
        }
    }
}
