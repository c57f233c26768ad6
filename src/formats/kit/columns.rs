//! Which column holds what: by the names that people give them, in English and Indonesian, or as they are told.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    message::{Message, message},
    model::Guess,
};

/// What a column can hold of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnRole {
    Text,
    Title,
    Date,
    Source,
    Url,
    Id,
}

impl ColumnRole {
    pub const ALL: [Self; 6] = [Self::Text, Self::Title, Self::Date, Self::Source, Self::Url, Self::Id];

    /// As the option is called that names its column.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Date => "date",
            Self::Source => "source",
            Self::Url => "url",
            Self::Id => "id",
        }
    }

    /// Whether a column of that name is likely its.
    pub fn is_called(self, name: &str) -> bool {
        self.names().contains(&folded(name).as_str())
    }

    /// Names of the text that are as often those of what it is in: a column of one or two words is no text by them.
    const WEAK: [&str; 10] =
        ["article", "artikel", "berita", "news", "story", "document", "review", "tweet", "message", "sentence"];

    /// Names of its column, the likeliest first; in lower case with `_` for what is no letter or digit.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Text => &[
                "text",
                "teks",
                "isi",
                "content",
                "konten",
                "body",
                "isi_berita",
                "isi_artikel",
                "full_text",
                "fulltext",
                "article_text",
                "teks_berita",
                "naskah",
                "article",
                "artikel",
                "berita",
                "news",
                "maintext",
                "articlebody",
                "content_text",
                "content_rendered",
                "post_content",
                "body_text",
                "bodytext",
                "clean_article",
                "texts",
                "paragraphs",
                "paragraph",
                "passage",
                "speech",
                "lead_paragraph",
                "story",
                "document",
                "review",
                "tweet",
                "message",
                "sentence",
            ],
            Self::Title => &[
                "title",
                "judul",
                "headline",
                "judul_berita",
                "judul_artikel",
                "article_title",
                "post_title",
                "webtitle",
                "title_rendered",
                "headline_main",
            ],
            Self::Date => &[
                "date",
                "tanggal",
                "tgl",
                "article_date",
                "published",
                "published_at",
                "publish_date",
                "date_published",
                "datepublished",
                "publishedat",
                "date_publish",
                "publication_date",
                "pubdate",
                "pub_date",
                "post_date",
                "webpublicationdate",
                "created_at",
                "event_date",
                "post_created_date",
                "seendate",
                "tanggal_terbit",
                "tanggal_publikasi",
                "waktu",
                "time",
                "datetime",
                "timestamp",
            ],
            Self::Source => &[
                "source",
                "media",
                "source_domain",
                "source_name",
                "source_title",
                "source_hostname",
                "sitename",
                "hostname",
                "sumber",
                "sumber_berita",
                "publication_title",
                "container_title",
                "publication",
                "page_name",
                "portal",
                "outlet",
                "publisher",
                "penerbit",
                "koran",
                "surat_kabar",
                "newspaper",
                "medium",
                "nama_media",
                "site",
                "situs",
                "domain",
            ],
            Self::Url => &[
                "url",
                "link",
                "tautan",
                "href",
                "alamat",
                "article_url",
                "permalink",
                "laman",
                "web_url",
                "weburl",
                "article_link",
                "article_source_link",
            ],
            Self::Id => &["id", "article_id", "doc_id", "id_artikel", "id_berita", "kode", "key", "uid", "no", "nomor"],
        }
    }
}

/// The columns of the roles, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    roles: BTreeMap<ColumnRole, usize>,
    /// A first column without a name that counts the rows.
    row_numbers: Option<usize>,
}

impl Mapping {
    /// As the options say (`text=isi`, or `text=3` for the third), and for the other roles by the names in the header.
    /// The error: an option that names no column.
    pub fn new(header: &[String], options: &BTreeMap<String, String>) -> Result<Self, Message> {
        let mut mapping = Self::default();
        for role in ColumnRole::ALL {
            let Some(wanted) = options.get(role.name()) else { continue };
            let exact = header.iter().position(|name| name == wanted);
            let alike = || header.iter().position(|name| folded(name) == folded(wanted));
            let number = || wanted.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < header.len());
            let none = || {
                message!(
                    "the option {option}={value} names no column; there are {columns}",
                    option = role.name(),
                    value = wanted,
                    columns = listed(header)
                )
            };
            mapping.roles.insert(role, exact.or_else(alike).or_else(number).ok_or_else(none)?);
        }
        let folded: Vec<String> = header.iter().map(|name| folded(name)).collect();
        for role in ColumnRole::ALL {
            let free = |at: &usize| !mapping.roles.values().any(|taken| taken == at);
            let named = |name: &&str| folded.iter().position(|column| column == name).filter(free);
            if !mapping.roles.contains_key(&role)
                && let Some(at) = role.names().iter().find_map(named)
            {
                mapping.roles.insert(role, at);
            }
        }
        Ok(mapping)
    }

    /// The same, by what the first rows hold as well: of columns that can be the text by their names the fullest is it; what
    /// holds addresses is no newspaper; names of rows are ids, and their numbers are nothing.
    pub fn fitted(mut self, header: &[String], rows: &[Vec<&str>], options: &BTreeMap<String, String>) -> Self {
        let is_told = |role: ColumnRole| options.contains_key(role.name());
        let cells = |at: usize| {
            let cells = rows.iter().filter_map(move |row| row.get(at)).map(|cell| cell.trim());
            cells.filter(|cell| !cell.is_empty())
        };
        if !is_told(ColumnRole::Text) {
            let letters = |at: usize| cells(at).map(|cell| cell.chars().count()).sum::<usize>();
            let is_weak = |at: usize| ColumnRole::WEAK.contains(&folded(&header[at]).as_str());
            let is_text = |at: &usize| {
                let free = self.role(*at).is_none_or(|role| role == ColumnRole::Text);
                let words =
                    || cells(*at).next().is_none() || cells(*at).any(|cell| cell.split_whitespace().nth(2).is_some());
                // Lists as programs print them: words that somebody cut apart.
                let printed = cells(*at).next().is_some() && cells(*at).all(is_printed_list);
                free && !printed && (!is_weak(*at) || words())
            };
            let mut fullest: Option<(usize, usize)> = None;
            for at in Self::named(ColumnRole::Text, header).filter(is_text) {
                if fullest.is_none_or(|(_, most)| letters(at) > most) {
                    fullest = Some((at, letters(at)));
                }
            }
            self = self.with(ColumnRole::Text, fullest.map(|(at, _)| at));
        }
        let most = |at: usize, is: fn(&str) -> bool| {
            cells(at).next().is_some() && cells(at).filter(|cell| is(cell)).count() * 2 >= cells(at).count()
        };
        let is_address = |at: usize| most(at, |cell| cell.contains("://") && !cell.contains(char::is_whitespace));
        let is_paper = |at: usize| !is_address(at) && !most(at, |cell| cell.starts_with('<'));
        if let Some(at) = self.column(ColumnRole::Source).filter(|at| !is_told(ColumnRole::Source) && !is_paper(*at)) {
            let other = Self::named(ColumnRole::Source, header).find(|at| self.role(*at).is_none() && is_paper(*at));
            self = self.with(ColumnRole::Source, other);
            if is_address(at) && self.column(ColumnRole::Url).is_none() && !is_told(ColumnRole::Url) {
                self = self.with(ColumnRole::Url, Some(at));
            }
        }
        if header.first().is_some_and(|name| name.trim().is_empty()) && self.role(0).is_none() {
            let numbers: Option<Vec<u64>> = cells(0).map(|cell| cell.parse().ok()).collect();
            let counts = |numbers: &Vec<u64>| numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]);
            let different = cells(0).collect::<BTreeSet<_>>().len() == rows.len();
            if numbers.is_some_and(|numbers| counts(&numbers)) {
                self.row_numbers = Some(0);
            } else if different && self.column(ColumnRole::Id).is_none() {
                self = self.with(ColumnRole::Id, Some(0));
            }
        }
        self
    }

    /// The same, with columns of another mapping for roles that have none.
    pub fn or(mut self, other: &Self) -> Self {
        for (role, at) in &other.roles {
            if self.role(*at).is_none() {
                self.roles.entry(*role).or_insert(*at);
            }
        }
        self
    }

    /// What the variable of a column is called: one without a name by its number from 1. `None`: a column with a role, or one
    /// of the numbers of rows.
    pub fn variable_name(&self, header: &[String], at: usize) -> Option<String> {
        let open = self.role(at).is_none() && self.row_numbers != Some(at);
        let name = header.get(at).map_or("", |name| name.trim());
        open.then(|| if name.is_empty() { format!("column {}", at + 1) } else { name.to_owned() })
    }

    /// What a row states even where its cell is empty.
    pub fn stated(&self) -> BTreeSet<Guess> {
        let roles =
            [(ColumnRole::Title, Guess::Title), (ColumnRole::Source, Guess::Source), (ColumnRole::Date, Guess::Date)];
        roles.into_iter().filter(|(role, _)| self.roles.contains_key(role)).map(|(_, guess)| guess).collect()
    }

    /// The same, with another column for a role, or none.
    pub fn with(&self, role: ColumnRole, column: Option<usize>) -> Self {
        let mut mapping = self.clone();
        match column {
            Some(at) => mapping.roles.insert(role, at),
            None => mapping.roles.remove(&role),
        };
        mapping
    }

    /// Columns that a role can have by their names, the likeliest first.
    pub fn named(role: ColumnRole, header: &[String]) -> impl Iterator<Item = usize> {
        let folded: Vec<String> = header.iter().map(|name| folded(name)).collect();
        role.names().iter().flat_map(move |name| {
            let is = |(at, column): (usize, &String)| (column == name).then_some(at);
            folded.iter().enumerate().filter_map(is).collect::<Vec<_>>()
        })
    }

    /// The column of a role.
    pub fn column(&self, role: ColumnRole) -> Option<usize> {
        self.roles.get(&role).copied()
    }

    /// The role of a column.
    pub fn role(&self, column: usize) -> Option<ColumnRole> {
        self.roles.iter().find(|(_, at)| **at == column).map(|(role, _)| *role)
    }

    /// How many roles have a column.
    pub fn known(&self) -> usize {
        self.roles.len()
    }
}

/// Names of columns in a sentence.
pub fn listed(header: &[String]) -> String {
    let names: Vec<String> = header.iter().take(20).map(|name| format!("“{name}”")).collect();
    names.join(", ") + if header.len() > 20 { ", …" } else { "" }
}

/// `['PKS', 'dan']`
fn is_printed_list(cell: &str) -> bool {
    (cell.starts_with("['") || cell.starts_with("[\"")) && cell.ends_with(']')
}

fn folded(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    lower.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect::<String>().trim_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, options: &[(&str, &str)], expected: &str) {
        let header: Vec<String> = header.split(',').map(str::to_owned).collect();
        let options = options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let found = Mapping::new(&header, &options).map(|mapping| {
            let roles = mapping.roles.iter().map(|(role, at)| format!("{}={}", role.name(), header[*at]));
            roles.collect::<Vec<_>>().join(" ")
        });
        assert_eq!(found.unwrap_or_else(|reason| reason.to_string()), expected);
    }

    #[test]
    fn usual_names() {
        check(
            "Judul,Tanggal,Isi Berita,Media,Tautan",
            &[],
            "text=Isi Berita title=Judul date=Tanggal source=Media url=Tautan",
        );
        check("id,text,Published At,source,URL", &[], "text=text date=Published At source=source url=URL id=id");
        check("article,content", &[], "text=content");
        check("a,b", &[], "");
    }

    #[test]
    fn what_the_rows_hold_decides() {
        let check = |header: &str, rows: &[&str], expected: &str| {
            let header: Vec<String> = header.split(',').map(str::to_owned).collect();
            let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.split(',').collect()).collect();
            let mapping = Mapping::new(&header, &BTreeMap::new()).unwrap().fitted(&header, &rows, &BTreeMap::new());
            let roles = mapping.roles.iter().map(|(role, at)| format!("{}={}", role.name(), at + 1));
            let rest = (0..header.len()).filter_map(|at| mapping.variable_name(&header, at));
            assert_eq!(roles.chain(rest).collect::<Vec<_>>().join(" "), expected, "{header:?}");
        };
        check("text,full_text", &["PKS...,PKS dan PSI hadir."], "text=2 text");
        check("text,text", &["PKS,PKS dan PSI hadir."], "text=2 text");
        check("document,rank", &["kompas-001,1", "kompas-002,2"], "document rank");
        check("document,rank", &["PKS hadir di Lebak.,1"], "text=1 rank");
        check("question,passage", &["['Apa'],['PKS' 'hadir' 'di' 'Lebak']"], "question passage");
        check("Sentence #,Word", &["Sentence: 1,PKS"], "Sentence # Word");
        check("text,source,hostname", &["PKS,https://a.id/1,a.id"], "text=1 source=3 url=2");
        check("text,source,url", &["PKS,https://a.id,https://a.id/1"], "text=1 url=3 source");
        check(",text", &["1789-W,PKS", "1793-W,PSI"], "text=2 id=1");
        check(",text,", &["1,PKS,x", "2,PSI,"], "text=2 column 3");
        check(",text", &["a,PKS", "a,PSI"], "text=2 column 1");
    }

    #[test]
    fn as_told() {
        check("text,isi", &[("text", "isi")], "text=isi");
        check("a,b,judul", &[("text", "2"), ("title", "A")], "text=b title=a");
        check("a,b", &[("text", "c")], "the option text=c names no column; there are “a”, “b”");
        check("a,b", &[("text", "0")], "the option text=0 names no column; there are “a”, “b”");
    }
}
