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
                "story",
                "document",
            ],
            Self::Title => &["title", "judul", "headline", "judul_berita", "judul_artikel", "article_title"],
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
                "sitename",
                "hostname",
                "sumber",
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
            Self::Url => &["url", "link", "tautan", "href", "alamat", "article_url", "permalink", "laman"],
            Self::Id => &["id", "article_id", "doc_id", "id_artikel", "id_berita", "kode", "key", "uid", "no", "nomor"],
        }
    }
}

/// The columns of the roles, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping(BTreeMap<ColumnRole, usize>);

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
            mapping.0.insert(role, exact.or_else(alike).or_else(number).ok_or_else(none)?);
        }
        let folded: Vec<String> = header.iter().map(|name| folded(name)).collect();
        for role in ColumnRole::ALL {
            let free = |at: &usize| !mapping.0.values().any(|taken| taken == at);
            let named = |name: &&str| folded.iter().position(|column| column == name).filter(free);
            if !mapping.0.contains_key(&role)
                && let Some(at) = role.names().iter().find_map(named)
            {
                mapping.0.insert(role, at);
            }
        }
        Ok(mapping)
    }

    /// What a row states even where its cell is empty.
    pub fn stated(&self) -> BTreeSet<Guess> {
        let roles =
            [(ColumnRole::Title, Guess::Title), (ColumnRole::Source, Guess::Source), (ColumnRole::Date, Guess::Date)];
        roles.into_iter().filter(|(role, _)| self.0.contains_key(role)).map(|(_, guess)| guess).collect()
    }

    /// The same, with another column for a role, or none.
    pub fn with(&self, role: ColumnRole, column: Option<usize>) -> Self {
        let mut mapping = self.clone();
        match column {
            Some(at) => mapping.0.insert(role, at),
            None => mapping.0.remove(&role),
        };
        mapping
    }

    /// Columns that a role can have by their names, the likeliest first.
    pub fn named(role: ColumnRole, header: &[String]) -> impl Iterator<Item = usize> {
        let folded: Vec<String> = header.iter().map(|name| folded(name)).collect();
        role.names().iter().filter_map(move |name| folded.iter().position(|column| column == name))
    }

    /// The column of a role.
    pub fn column(&self, role: ColumnRole) -> Option<usize> {
        self.0.get(&role).copied()
    }

    /// The role of a column.
    pub fn role(&self, column: usize) -> Option<ColumnRole> {
        self.0.iter().find(|(_, at)| **at == column).map(|(role, _)| *role)
    }

    /// How many roles have a column.
    pub fn known(&self) -> usize {
        self.0.len()
    }
}

/// Names of columns in a sentence.
pub fn listed(header: &[String]) -> String {
    let names: Vec<String> = header.iter().take(20).map(|name| format!("“{name}”")).collect();
    names.join(", ") + if header.len() > 20 { ", …" } else { "" }
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
            let roles = mapping.0.iter().map(|(role, at)| format!("{}={}", role.name(), header[*at]));
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
    fn as_told() {
        check("text,isi", &[("text", "isi")], "text=isi");
        check("a,b,judul", &[("text", "2"), ("title", "A")], "text=b title=a");
        check("a,b", &[("text", "c")], "the option text=c names no column; there are “a”, “b”");
        check("a,b", &[("text", "0")], "the option text=0 names no column; there are “a”, “b”");
    }
}
